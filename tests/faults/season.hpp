// A short season sold on a disk that may fail, and the audit of what came of it.
#ifndef WILLCALL_TESTS_FAULTS_SEASON_HPP
#define WILLCALL_TESTS_FAULTS_SEASON_HPP

#include "faults/disk.hpp"

#include <willcall/baskets.hpp>
#include <willcall/journal.hpp>
#include <willcall/orders.hpp>
#include <willcall/willcall.hpp>

#include <atomic>
#include <optional>
#include <string>
#include <vector>

namespace willcall::tests {

// How a seller goes about an order: at once, or from a basket; some baskets nobody comes back for.
enum class Way { at_once, from_basket, left_in_basket };

// One order as a seller asked for it, always with a key, and the last thing said to it.
struct Asked {
    std::size_t desk = 0;
    std::string key;
    Way way = Way::at_once;
    std::string lines;                    // a list, in JSON
    std::int64_t paid = 0;                // for them
    std::optional<willcall_status> said;  // nothing: not asked yet
    std::string answer;                   // of OK: it stands for good from then on
    std::string message;                  // of anything else

    bool is_placed() const { return said == WILLCALL_OK && way != Way::left_in_basket; }
};

// What `orders.list` answers with.
struct Listed {
    std::vector<OrderRow> orders;
    bool more = false;
    std::string scope;

    static constexpr auto fields = willcall::in_order{
        field<"orders">(&Listed::orders, "all of them"),
        field<"more">(&Listed::more, "whether there are more"),
        field<"scope">(&Listed::scope, "whose"),
    };
};

class Season {
public:
    static constexpr std::size_t desk_count = 4;
    static constexpr const char* store = "/faulty.db";

    // `shared`: each desk sells in a thread of its own; else one seller goes round.
    Season(Disk& disk, bool shared);

    // Sells on two days, with a checkpoint amid the first; ends early when the disk is dead. What
    // was left in baskets on the first has expired on the second.
    void sell();
    // The steps of it. They throw what the engine says, except that `sell_some` keeps it.
    void open();
    void sell_some(std::size_t orders_each);
    void close();
    // Asks for one order with its key, and keeps what was said.
    void ask(Asked& asked);

    // Opens the store, asks for every order once more, and recounts: all that is wrong, or nothing.
    std::string audit();

    // Commits wait for no disk, as with `pragma synchronous = off`.
    bool synchronous_off = false;

    std::vector<Asked>& asked() { return asked_; }
    // Orders that were answered as placed.
    std::int64_t answered_count() const;
    const api::Session& host() const { return *host_; }

private:
    void sell_round(std::size_t desk, std::size_t orders);
    std::string answer_to(const Asked& asked) const;
    void recount();
    void recount_orders();
    void find_answered();
    void turn_synchronous_off() const;
    void complain(const std::string& what);
    Listed listed() const;

    Disk& disk_;
    bool shared_;
    std::atomic<std::int64_t> clock_ = 1'541'000'000'000'000;  // 31 October 2018
    std::uint64_t seed_ = 0;
    std::vector<Asked> asked_;
    std::array<std::size_t, desk_count> next_{};  // of each desk's orders
    std::vector<ChainHead> heads_;                // as an auditor kept them
    std::mutex complaining_;
    std::string complaints_;
    std::unique_ptr<api::Engine> engine_;
    std::optional<api::Session> host_;
    std::vector<api::Session> desks_;
};

// Checkpoints the store's log from outside, as any other process may at any time.
void checkpoint();

}  // namespace willcall::tests

#endif
