// The journal: one hash chain for each writer. Ids, amounts and salted hashes only, never names or
// texts, so that a person can be erased and the chain still holds.
#ifndef WILLCALL_JOURNAL_JOURNAL_HPP
#define WILLCALL_JOURNAL_JOURNAL_HPP

#include "store/connection.hpp"
#include "store/world.hpp"

#include <willcall/journal.hpp>

#include <functional>
#include <span>
#include <string>

namespace willcall::journal {

struct JournalRow {
    std::int64_t writer = 0;
    std::int64_t sequence = 0;
    std::int64_t id = 0;
    std::int64_t at = 0;
    std::int64_t session = 0;
    std::int64_t actor = 0;
    std::int64_t seller = 0;
    std::string operation;
    std::int64_t subject = 0;
    std::int64_t amount = 0;
    std::string content;          // salted hash of the entry's text, or empty
    std::string salt;             // emptied when a person is erased: the chain does not cover it
    std::string hash;             // of the other columns but the salt, and of the hash before it
    std::int64_t acts_since = 0;  // when the session began to act for the seller; 0: for itself
    static constexpr const char* table = "journal";
    static constexpr auto columns = in_order{store::column<"writer">(&JournalRow::writer),
                                             store::column<"sequence">(&JournalRow::sequence),
                                             store::column<"id">(&JournalRow::id),
                                             store::column<"at">(&JournalRow::at),
                                             store::column<"session">(&JournalRow::session),
                                             store::column<"actor">(&JournalRow::actor),
                                             store::column<"seller">(&JournalRow::seller),
                                             store::column<"operation">(&JournalRow::operation),
                                             store::column<"subject">(&JournalRow::subject),
                                             store::column<"amount">(&JournalRow::amount),
                                             store::column<"content">(&JournalRow::content),
                                             store::column<"salt">(&JournalRow::salt),
                                             store::column<"hash">(&JournalRow::hash),
                                             store::column<"acts_since">(&JournalRow::acts_since)};
};

// What happened; the chain fills in the rest.
struct Happened {
    std::int64_t at = 0;
    std::int64_t session = 0;
    std::int64_t actor = 0;
    std::int64_t seller = 0;
    std::string operation;
    std::int64_t subject = 0;
    std::int64_t amount = 0;
    std::string content;  // text of which only a salted hash is kept; empty: none
    std::int64_t acts_since = 0;
};

// The chain of one writer. Used inside turns only.
class Chain {
public:
    // Continues the chain of `writer` where the store has it.
    Chain(store::Connection& connection, std::int64_t writer, const World& world);

    // Appends in the turn's transaction. The very first entry of a chain is preceded by one of its
    // own, operation "journal.begin", that binds the heads of all other chains. May be called
    // several times in a turn.
    void append(store::Connection& turn, std::span<const Happened> entries,
                const std::function<std::int64_t()>& make_id);
    // What was appended was not committed, or nobody knows: the chain goes on from where it stands
    // in the store.
    void forget() { known_ = false; }

private:
    void read_head(store::Connection& connection);
    JournalRow next_row(std::int64_t id, std::int64_t at);
    void seal(JournalRow& row);
    std::int64_t writer_;
    const World& world_;
    bool known_ = false;  // whether the next two are what the turn sees in the store
    std::int64_t sequence_ = 0;
    std::string head_;
};

// The hash a row must have after `before` (hexadecimal; empty for the first of a chain).
std::string row_hash(const JournalRow& row, std::string_view before);

// The operation of every chain's first entry.
inline constexpr const char* begin_operation = "journal.begin";
// What it keeps as its content: where the other chains stood ("1:12,3:4"), and one hash over the
// hashes they had there, so that none of them can be rewritten afterwards.
std::string binding(std::span<const ChainHead> heads);
// Whether the entries it names are still there with those hashes.
bool binding_holds(store::Connection& connection, std::string_view content);

// Throws a Failure that names `cursor` where it is none of this store's. A position is of its own
// chain, so what another writer commits late is never skipped.
JournalPage since(store::Connection& connection, const JournalSince& request);
JournalHead heads(store::Connection& connection);

}  // namespace willcall::journal

#endif
