// A store that sells: one event, an office with two caps, an operator with an open shift for each
// caller, a rule of its own. Every order of it is complete: two tickets, permission, channel, rule,
// price, four quotas, number, payment, journal, outbox.
#ifndef WILLCALL_BENCH_THEATRE_HPP
#define WILLCALL_BENCH_THEATRE_HPP

#include <sqlite3.h>
#include <willcall/willcall.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace willcall::bench {

// A folder of its own, gone at the end.
class Folder {
public:
    explicit Folder(const std::string& within);
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();
    std::string path() const { return path_.string(); }
    std::string file(const char* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

// Recounts a store: the faults found, empty where it is right.
std::string faults_in(const api::Session& host);

// How many performances the orders are spread over; set before a theatre is made.
extern std::size_t performance_count;

// The operators of one engine: so many, from the given one on, of all that the season knows, who
// sell tickets for so many performances by turns.
struct Desks {
    std::size_t count = 1;
    std::size_t first = 0;
    std::size_t all = count;
    std::size_t performances = performance_count;
    bool bare = false;  // the office is the least that a channel can be
};

// The beginning of a season, without users and plugins: one event with these performances (lines of
// YAML), sold at an office with two caps that prints; or at the least that a channel can be.
std::string season_of(const std::string& performances, bool bare = false);

// A request for `orders.place`: two tickets for a performance, 38.00 in cash.
std::string order_text(const std::string& performance);

// How many orders the first page of a list has.
constexpr std::size_t page_of_orders = 100;

class Theatre {
public:
    // Its store, where other engines may be at work: where none is named, a file in this folder.
    Theatre(const std::string& folder, Desks desks, std::string store = {});

    // Places one complete order and lets go of the answer. Throws unless it was placed.
    void place(std::size_t caller);
    // Places orders through a queue until then, so many of them under way; how many.
    std::size_t place_queued(std::size_t in_flight, std::chrono::steady_clock::time_point until);
    // Asks for tickets of the sold-out performance. Throws unless that is refused.
    void ask_in_vain(std::size_t caller);
    // The last two tickets for it; then it is sold out.
    void sell_out();

    // Looks one order up by the number it was given; the code of its first ticket.
    std::string look_up(std::size_t caller, std::uint64_t serial);
    // The same by such a code.
    void look_up(std::size_t caller, const std::string& code);

    // The first page of a caller's list of orders; how many rows it has.
    std::size_t list(std::size_t caller) const;

    // What the host program is answered.
    const api::Session& host() const { return *host_; }

    // What recounting our store, or a copy, finds.
    std::string faults_of_own() const;
    std::string faults_of(const std::string& store) const;

    const std::string& store_path() const { return store_path_; }
    // The connection that the engine writes through, to read its pragmas while nobody is at work.
    sqlite3* writer() const { return writer_; }

private:
    struct Desk {
        std::size_t number;
        api::Session session;
        std::string order;    // the request, for a performance of its own
        std::string in_vain;  // the same for the sold-out one
        std::uint64_t count = 0;
    };

    static std::string look_up(Desk& desk, const std::string& request);
    willcall_status place(Desk& desk, const std::string& request, std::string& said);

    std::string store_path_;
    sqlite3* writer_ = nullptr;
    std::unique_ptr<api::Engine> engine_;
    std::unique_ptr<api::Session> host_;
    std::vector<Desk> desks_;
};

}  // namespace willcall::bench

#endif
