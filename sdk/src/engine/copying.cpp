// A store moved into another database: everything or nothing, checked on both sides before the one
// commit.
#include "engine/copying.hpp"

#include "operations/writing.hpp"
#include "plugins/declared.hpp"
#include "reports/check.hpp"
#include "store/driver.hpp"
#include "store/migrations.hpp"
#include "store/table_copy.hpp"
#include "store/world.hpp"

#include <willcall/store.hpp>

#include <algorithm>

namespace willcall {

namespace {

using store::SociConnection;
using store::TableShape;

// Says which of the two stores it is about.
template <class Work>
auto about(const std::string& place, const char* field, Work&& work) {
    try {
        return work();
    } catch (const Failure& failure) {
        throw Failure(failure.status(), "`" + place + "`: " + failure.what()).at(field);
    }
}

std::unique_ptr<SociConnection> open_source(const store::Driver& driver, bool engines_gone) {
    if (driver.exists && !driver.exists()) throw not_found("there is no store");
    auto source = driver.connect_reader();
    store::require_current(*source, store::migrations());
    source->begin_reading();
    if (engines_gone) return source;
    const auto open = source->number("select count(*) from writers where closed is null");
    if (open.value_or(0) > 0)
        throw Failure(WILLCALL_UNAVAILABLE,
                      (*open == 1 ? "1 engine has" : std::to_string(*open) + " engines have") +
                          " the store open, or died with it; what is sold from now on would be "
                          "missed: close it, or say that its engines are gone");
    return source;
}

// The engine's tables, then those of plugins. What neither knows of would be lost.
std::vector<TableShape> tables_of(SociConnection& source) {
    auto tables = store::own_tables();
    for (auto& one : plugins::declared_tables(source)) tables.push_back(std::move(one));
    auto there = source.tables();
    std::erase(there, "schema_versions");
    for (const auto& table : tables)
        if (std::erase(there, table.name) == 0)
            throw Failure(WILLCALL_STORE, "its table `" + table.name + "` is missing");
    if (!there.empty())
        throw Failure(WILLCALL_STORE, "its table `" + there.front() +
                                          "` belongs neither to the engine nor to a plugin that "
                                          "the store knows");
    return tables;
}

bool same(const StoreChecked& a, const StoreChecked& b) {
    const auto same_fault = [](const Fault& one, const Fault& other) {
        return one.name == other.name && one.what == other.what;
    };
    return a.counted == b.counted && std::ranges::equal(a.faults, b.faults, same_fault);
}

void fill(SociConnection& source, SociConnection& target, const std::vector<TableShape>& tables,
          std::int64_t now, StoreCopied& copied) {
    const auto there = target.tables();
    if (!there.empty())
        throw Failure(WILLCALL_CONFLICT, "is not empty: it has a table `" + there.front() +
                                             "`; a store is copied into an empty place only");
    store::lay_out(target, store::migrations(), now);
    plugins::make_declared_tables(source, target);
    for (const auto& table : tables) copied.tables[table.name] = copy_rows(source, target, table);
    const auto before = reports::check(source, CheckStore{});
    copied.checked = reports::check(target, CheckStore{});
    if (!same(before, copied.checked))
        throw Failure(WILLCALL_STORE, "the copy is not what the store is; nothing was kept");
}

}  // namespace

std::string copy_store(const std::string& from, const std::string& to, bool engines_gone) {
    const auto world = system_world();  // which also starts what hashes migrations
    const auto source_driver = store::driver_of(from, {});
    const auto target_driver = store::driver_of(to, {});
    auto source = about(source_driver.place, "from",
                        [&] { return open_source(source_driver, engines_gone); });
    const auto tables = about(source_driver.place, "from", [&] { return tables_of(*source); });
    StoreCopied copied;
    about(target_driver.place, "to", [&] {
        const bool existed = !target_driver.exists || target_driver.exists();
        auto target = target_driver.connect_writer();
        try {
            target->begin();
            fill(*source, *target, tables, world.now(), copied);
            target->commit();
        } catch (...) {
            target->rollback();
            target.reset();
            if (!existed) target_driver.remove();
            throw;
        }
    });
    source->rollback();
    return write_json(copied, 0);
}

}  // namespace willcall
