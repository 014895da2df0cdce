#include "store/compacting.hpp"

#include "operations/failure.hpp"
#include "store/soci_connection.hpp"
#include "store/sqlite_connection.hpp"

#include <array>
#include <chrono>
#include <thread>

namespace willcall::store {

namespace {

constexpr auto wait_most = std::chrono::seconds(10);
constexpr auto wait_each = std::chrono::milliseconds(20);

template <class Work>
void patiently(Work work) {
    const auto until = std::chrono::steady_clock::now() + wait_most;
    while (true) {
        try {
            return work();
        } catch (const Failure& failure) {
            const bool late = std::chrono::steady_clock::now() > until;
            if (failure.status() != WILLCALL_UNAVAILABLE || late) throw;
        }
        std::this_thread::sleep_for(wait_each);
    }
}

// What was deleted stands in the log too, until nobody reads from before.
void empty_log(SqliteConnection& writer) {
    std::int64_t busy = 1;
    const std::array<bool, 3> texts{};
    writer.run("pragma wal_checkpoint(truncate)", {}, texts,
               [&](std::span<const Cell> cells) { busy = cells[0].number; });
    if (busy != 0)
        throw Failure(WILLCALL_UNAVAILABLE,
                      "the store is rewritten, but somebody reads what it was before");
}

void compact_file(SqliteConnection& writer) {
    // A copy of the whole store is made on the way: beside it rather than in memory.
    writer.once("pragma temp_store = 1");
    patiently([&] { writer.once("vacuum"); });
    writer.once("pragma temp_store = 2");
    patiently([&] { empty_log(writer); });
}

}  // namespace

void compact(Connection& writer) {
    if (auto* const file = dynamic_cast<SqliteConnection*>(&writer)) return compact_file(*file);
    auto& server = dynamic_cast<SociConnection&>(writer);
    for (const auto& table : server.tables()) server.once("vacuum full " + table);
}

}  // namespace willcall::store
