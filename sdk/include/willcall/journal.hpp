// The journal as a feed, and the check that recounts the whole store.
#ifndef WILLCALL_JOURNAL_HPP
#define WILLCALL_JOURNAL_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct JournalSince {
    std::string cursor;
    std::int64_t most = 1'000;

    static constexpr auto fields = in_order{
        field<"cursor">(&JournalSince::cursor, "of the page before; empty from the start",
                        at_most(20'000), can_be_left_out),
        field<"most">(&JournalSince::most, "entries a page", between(1, 10'000), can_be_left_out),
    };
};

struct JournalEntry {
    std::int64_t writer = 0;
    std::int64_t sequence = 0;
    Time at;
    std::optional<Id> session;
    std::optional<Id> actor;
    std::optional<Id> seller;
    std::optional<Time> acts_since;
    std::string operation;
    std::optional<Id> subject;
    Money amount;
    std::string hash;

    static constexpr auto meaning = "one thing that was done";
    static constexpr auto fields = in_order{
        field<"writer">(&JournalEntry::writer, "chain it belongs to"),
        field<"sequence">(&JournalEntry::sequence, "place in the chain, from 1"),
        field<"at">(&JournalEntry::at, "when"),
        field<"session">(&JournalEntry::session, "session that did it; none: the engine itself"),
        field<"actor">(&JournalEntry::actor,
                       "user or customer who did it; none: the host or the engine"),
        field<"seller">(&JournalEntry::seller, "user whose sale it is; none: of nobody"),
        field<"acts_since">(&JournalEntry::acts_since,
                            "since when the session acted for the seller; absent: for itself"),
        field<"operation">(&JournalEntry::operation, "name of the operation"),
        field<"subject">(&JournalEntry::subject,
                         "what it was done to: an order, a shift …; none: the store"),
        field<"amount">(&JournalEntry::amount, "money it moved"),
        field<"hash">(&JournalEntry::hash, "of this entry and everything before it"),
    };
};

struct JournalPage {
    std::vector<JournalEntry> entries;
    std::string cursor;
    bool more = false;

    static constexpr auto meaning = "what happened since a cursor";
    static constexpr auto fields = in_order{
        field<"entries">(&JournalPage::entries, "chain by chain, each in its order"),
        field<"cursor">(&JournalPage::cursor, "pass it on to read what comes next"),
        field<"more">(&JournalPage::more, "whether there is more already"),
    };
};

struct ListJournal {
    std::string operation;
    std::string seller;
    std::optional<Time> from;
    std::optional<Time> to;

    static constexpr auto fields = in_order{
        field<"operation">(&ListJournal::operation, "only this operation", at_most(100),
                           can_be_left_out),
        field<"seller">(&ListJournal::seller, "only what was this user's", at_most(254),
                        can_be_left_out),
        field<"from">(&ListJournal::from, "only what happened then or later"),
        field<"to">(&ListJournal::to, "only what happened before"),
    };
};

struct JournalLine {
    Time at;
    std::string operation;
    std::string actor;
    std::string seller;
    std::optional<Time> acts_since;
    Id subject;
    Money amount;
    Id session;
    std::int64_t writer = 0;
    std::int64_t sequence = 0;

    static constexpr auto meaning = "one thing that was done, as people read it";
    static constexpr auto fields = in_order{
        field<"at">(&JournalLine::at, "when"),
        field<"operation">(&JournalLine::operation, "name of the operation"),
        field<"actor">(&JournalLine::actor, "who did it"),
        field<"seller">(&JournalLine::seller, "whose sale it is"),
        field<"acts_since">(&JournalLine::acts_since,
                            "since when the actor acted for the seller; empty: for themselves"),
        field<"subject">(&JournalLine::subject, "what it was done to: an order, a shift …"),
        field<"amount">(&JournalLine::amount, "money it moved"),
        field<"session">(&JournalLine::session, "session that did it; zero for the engine"),
        field<"writer">(&JournalLine::writer, "chain it belongs to"),
        field<"sequence">(&JournalLine::sequence, "place in the chain, from 1"),
    };
};

struct ChainHead {
    std::int64_t writer = 0;
    std::int64_t sequence = 0;
    std::string hash;

    static constexpr auto meaning = "the end of one hash chain";
    static constexpr auto fields = in_order{
        field<"writer">(&ChainHead::writer, "which chain"),
        field<"sequence">(&ChainHead::sequence, "its last entry"),
        field<"hash">(&ChainHead::hash, "of that entry"),
    };
};

struct JournalHead {
    std::vector<ChainHead> heads;

    static constexpr auto meaning = "what an auditor keeps: the end of every chain";
    static constexpr auto fields = in_order{
        field<"heads">(&JournalHead::heads, "one for each writer"),
    };
};

struct CheckStore {
    std::vector<ChainHead> expected;

    static constexpr auto fields = in_order{
        field<"expected">(&CheckStore::expected,
                          "heads kept from an earlier journal.head: each "
                          "must still be in its chain",
                          at_most(1'024)),
    };
};

struct Fault {
    std::string name;
    std::string what;
    std::string detail;

    static constexpr auto meaning = "something in the store that can't be so";
    static constexpr auto fields = in_order{
        field<"name">(&Fault::name, "stable name of the rule it breaks"),
        field<"what">(&Fault::what, "row it was found at"),
        field<"detail">(&Fault::detail, "what was found and what should be"),
    };
};

struct StoreChecked {
    bool ok = false;
    std::vector<Fault> faults;
    std::map<std::string, std::int64_t> counted;

    static constexpr auto meaning = "the store recounted from first principles";
    static constexpr auto fields = in_order{
        field<"ok">(&StoreChecked::ok, "whether nothing was found"),
        field<"faults">(&StoreChecked::faults, "at most 1,000"),
        field<"counted">(&StoreChecked::counted, "rows that were looked at, per table"),
    };
};

}  // namespace willcall

#endif
