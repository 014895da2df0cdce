#include "store/writers.hpp"

namespace willcall::store {

namespace {

// Zero is nobody.
constexpr std::int64_t writer_least = 1;
constexpr std::int64_t writer_most = (std::int64_t{1} << Identifiers::writer_bits) - 1;
constexpr std::int64_t silence_least = std::int64_t{24} * 60 * 60 * 1000 * 1000;

struct WriterRow {
    std::int64_t writer = 0;
    std::int64_t opened = 0;
    std::optional<std::int64_t> closed;
    static constexpr const char* table = "writers";
    static constexpr auto columns =
        in_order{column<"writer">(&WriterRow::writer), column<"opened">(&WriterRow::opened),
                 column<"closed">(&WriterRow::closed)};
};

std::int64_t silent_writer(Connection& connection, std::int64_t now) {
    std::int64_t longest = 0;
    std::int64_t since = now - silence_least;
    for (const auto& row : connection.select<WriterRow>("order by writer")) {
        const auto last = connection.number(
            "select at from journal where writer = ? order by sequence desc limit 1", row.writer);
        const auto sign = std::max(row.opened, last.value_or(0));
        if (sign < since) {
            since = sign;
            longest = row.writer;
        }
    }
    if (longest == 0)
        throw Failure(WILLCALL_UNAVAILABLE,
                      "all writer numbers of the store are taken: " + std::to_string(writer_most) +
                          " engines opened it and did not close it");
    return longest;
}

std::int64_t free_writer(Connection& connection, std::int64_t now) {
    const auto closed =
        connection.number("select min(writer) from writers where closed is not null");
    if (closed) return *closed;
    const auto last = connection.number("select max(writer) from writers");
    if (last.value_or(writer_least - 1) < writer_most) return last.value_or(writer_least - 1) + 1;
    return silent_writer(connection, now);
}

}  // namespace

TakenWriter take_writer(SociConnection& connection, std::int64_t now) {
    connection.begin();
    try {
        TakenWriter taken;
        taken.writer = free_writer(connection, now);
        taken.opened = now;
        if (connection.execute("update writers set opened = ?, closed = null where writer = ?", now,
                               taken.writer) == 0)
            connection.insert(WriterRow{taken.writer, now, {}});
        taken.last_id =
            connection
                .number("select id from journal where writer = ? order by sequence desc limit 1",
                        taken.writer)
                .value_or(0);
        connection.commit();
        return taken;
    } catch (...) {
        connection.rollback();
        throw;
    }
}

void give_back_writer(SociConnection& connection, const TakenWriter& taken, std::int64_t now) {
    connection.begin();
    try {
        connection.execute("update writers set closed = ? where writer = ? and opened = ?", now,
                           taken.writer, taken.opened);
        connection.commit();
    } catch (...) {
        connection.rollback();
        throw;
    }
}

}  // namespace willcall::store
