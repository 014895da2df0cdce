// Appending to a writer's chain.
#include "journal/hashing.hpp"
#include "journal/journal.hpp"
#include "journal/positions.hpp"
#include "operations/failure.hpp"

#include <sodium.h>

namespace willcall::journal {

std::string row_hash(const JournalRow& row, std::string_view before) {
    Encoding encoding("willcall.journal/1");
    for (const auto number : {row.writer, row.sequence, row.id, row.at, row.session, row.actor,
                              row.seller, row.subject, row.amount})
        encoding.add(number);
    for (const std::string_view text :
         {std::string_view(row.operation), std::string_view(row.content), before})
        encoding.add(text);
    // Last and only where there is one: entries of sessions that act for themselves hash as ever.
    if (row.acts_since != 0) encoding.add(row.acts_since);
    return encoding.hash();
}

std::string binding(std::span<const ChainHead> heads) {
    Encoding hashes("willcall.journal.begin/1");
    std::vector<Position> positions;
    positions.reserve(heads.size());
    for (const auto& head : heads) {
        positions.push_back({head.writer, head.sequence});
        hashes.add(head.hash);
    }
    return positions_text(positions) + '/' + hashes.hash();
}

bool binding_holds(store::Connection& connection, std::string_view content) {
    const auto slash = content.find('/');
    if (slash == content.npos) return false;
    const auto positions = positions_of(content.substr(0, slash));
    if (!positions) return false;
    std::vector<ChainHead> bound;
    for (const auto& position : *positions)
        bound.push_back({position.writer, position.sequence,
                         hash_at(connection, position).value_or(std::string())});
    return binding(bound) == content;
}

Chain::Chain(store::Connection& connection, std::int64_t writer, const World& world)
    : writer_(writer), world_(world) {
    // Chooses the fast code for this processor; harmless where it was called before.
    if (sodium_init() < 0) throw Failure(WILLCALL_INTERNAL, "libsodium does not start");
    read_head(connection);
}

void Chain::read_head(store::Connection& connection) {
    const auto last =
        connection.find<JournalRow>("where writer = ? order by sequence desc limit 1", writer_);
    sequence_ = last ? last->sequence : 0;
    head_ = last ? last->hash : std::string();
    known_ = true;
}

JournalRow Chain::next_row(std::int64_t id, std::int64_t at) {
    JournalRow row;
    row.writer = writer_;
    row.sequence = sequence_ + 1;
    row.id = id;
    row.at = at;
    return row;
}

void Chain::seal(JournalRow& row) {
    row.hash = row_hash(row, head_);
    sequence_ = row.sequence;
    head_ = row.hash;
}

void Chain::append(store::Connection& turn, std::span<const Happened> entries,
                   const std::function<std::int64_t()>& make_id) {
    if (entries.empty()) return;
    if (!known_) read_head(turn);
    std::vector<JournalRow> rows;
    rows.reserve(entries.size() + 1);
    if (sequence_ == 0) {
        auto& first = rows.emplace_back(next_row(make_id(), entries.front().at));
        first.operation = begin_operation;
        first.content = binding(heads(turn).heads);
        seal(first);
    }
    for (const auto& happened : entries) {
        auto& row = rows.emplace_back(next_row(make_id(), happened.at));
        row.session = happened.session;
        row.actor = happened.actor;
        row.seller = happened.seller;
        row.acts_since = happened.acts_since;
        row.operation = happened.operation;
        row.subject = happened.subject;
        row.amount = happened.amount;
        if (!happened.content.empty()) {
            row.salt = fresh_salt(world_);
            Encoding content("willcall.journal.content/1");
            content.add(row.salt);
            content.add(happened.content);
            row.content = content.hash();
        }
        seal(row);
    }
    turn.insert_all(rows);
    turn.witness("select 1 from journal where writer = " + std::to_string(writer_) +
                 " and sequence = " + std::to_string(sequence_) + " and hash = '" + head_ + "'");
}

}  // namespace willcall::journal
