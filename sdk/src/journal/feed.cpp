// Reading the journal: as a feed, and its heads.
#include "journal/journal.hpp"
#include "journal/positions.hpp"
#include "operations/failure.hpp"
#include "operations/reading.hpp"

#include <algorithm>

namespace willcall::journal {

namespace {

struct HashOnly {
    std::string hash;
    static constexpr auto columns = in_order{store::column<"hash">(&HashOnly::hash)};
};

Failure bad_cursor(const std::string& why) {
    return invalid("not a cursor of this store's journal: " + why).at("cursor");
}

std::int64_t sequence_of(std::span<const Position> positions, std::int64_t writer) {
    const auto found = std::ranges::lower_bound(positions, writer, {}, &Position::writer);
    return found != positions.end() && found->writer == writer ? found->sequence : 0;
}

std::optional<Id> id_of(std::int64_t number) {
    return number != 0 ? std::optional(Id{number}) : std::nullopt;
}

std::optional<Time> time_of(std::int64_t moment) {
    return moment != 0 ? std::optional(Time{moment}) : std::nullopt;
}

JournalEntry entry_of(const JournalRow& row) {
    return {.writer = row.writer,
            .sequence = row.sequence,
            .at = {row.at},
            .session = id_of(row.session),
            .actor = id_of(row.actor),
            .seller = id_of(row.seller),
            .acts_since = time_of(row.acts_since),
            .operation = row.operation,
            .subject = id_of(row.subject),
            .amount = {row.amount},
            .hash = row.hash};
}

}  // namespace

std::string positions_text(std::span<const Position> positions) {
    std::string text;
    for (const auto& position : positions) {
        if (!text.empty()) text += ',';
        text += std::to_string(position.writer) + ':' + std::to_string(position.sequence);
    }
    return text;
}

std::optional<std::vector<Position>> positions_of(std::string_view text) {
    std::vector<Position> positions;
    if (text.empty()) return positions;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(',', at), text.size());
        const auto one = text.substr(at, end - at);
        const auto colon = one.find(':');
        if (colon == one.npos) return std::nullopt;
        Position position;
        if (!integer_number(one.substr(0, colon), position.writer) ||
            !integer_number(one.substr(colon + 1), position.sequence))
            return std::nullopt;
        const bool ascends = positions.empty() || positions.back().writer < position.writer;
        if (!ascends || position.writer < 0 || position.sequence < 1) return std::nullopt;
        positions.push_back(position);
        at = end + 1;
    }
    return positions;
}

std::vector<std::int64_t> chains(store::Connection& connection) {
    // One look-up in the index per chain, where `distinct` would read every entry.
    std::vector<std::int64_t> writers;
    for (std::int64_t last = -1;;) {
        const auto next =
            connection.number("select min(writer) from journal where writer > ?", last);
        if (!next) return writers;
        writers.push_back(last = *next);
    }
}

std::optional<std::string> hash_at(store::Connection& connection, const Position& position) {
    auto rows =
        connection.query<HashOnly>("select hash from journal where writer = ? and sequence = ?",
                                   position.writer, position.sequence);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front().hash);
}

JournalPage since(store::Connection& connection, const JournalSince& request) {
    const auto asked = positions_of(request.cursor);
    if (!asked) throw bad_cursor("it reads like `1:12,3:4`, or is empty");
    const auto writers = chains(connection);
    for (const auto& position : *asked) {
        // Ahead of the chain: of another store, or of this one before an older copy was put back.
        if (!hash_at(connection, position))
            throw bad_cursor("there is no entry `" + positions_text({&position, 1}) + "`");
    }
    JournalPage page;
    std::vector<Position> reached;
    for (const auto writer : writers) {
        Position position{writer, sequence_of(*asked, writer)};
        const auto room = request.most - static_cast<std::int64_t>(page.entries.size());
        if (!page.more) {
            auto rows = connection.select<JournalRow>(
                "where writer = ? and sequence > ? order by sequence limit ?", writer,
                position.sequence, room + 1);
            page.more = static_cast<std::int64_t>(rows.size()) > room;
            if (page.more) rows.pop_back();
            for (const auto& row : rows) page.entries.push_back(entry_of(row));
            if (!rows.empty()) position.sequence = rows.back().sequence;
        }
        if (position.sequence > 0) reached.push_back(position);
    }
    page.cursor = positions_text(reached);
    return page;
}

JournalHead heads(store::Connection& connection) {
    JournalHead head;
    for (const auto writer : chains(connection)) {
        const auto last =
            connection.find<JournalRow>("where writer = ? order by sequence desc limit 1", writer);
        head.heads.push_back({writer, last->sequence, last->hash});
    }
    return head;
}

}  // namespace willcall::journal
