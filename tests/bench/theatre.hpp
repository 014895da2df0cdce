// A store that sells: one event, an office with two caps, an operator with an open shift for each
// caller, a rule of the program's own. Every order of it is complete: two tickets, permission,
// channel, rule, price, four quotas, number, payment, journal, outbox.
#ifndef WILLCALL_BENCH_THEATRE_HPP
#define WILLCALL_BENCH_THEATRE_HPP

#include <sqlite3.h>
#include <willcall/willcall.hpp>

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
    std::string file(const char* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

class Theatre {
public:
    Theatre(const std::string& within, std::size_t callers);
    ~Theatre();

    // Places one complete order and lets go of the answer. Throws unless it was placed.
    void place(std::size_t caller);
    // Asks for tickets of the sold-out performance. Throws unless that is refused.
    void ask_in_vain(std::size_t caller);
    // The last two tickets for it; then it is sold out.
    void sell_out();

    // Recounts a store, ours or a copy: the faults found, empty where it is right.
    std::string faults_of_own() const;
    std::string faults_of(const std::string& store_path) const;

    std::string store_path() const { return folder_.file("season.db"); }
    std::string copy_path() const { return folder_.file("raw.db"); }
    // The connection that the engine writes through, to read its pragmas while nobody is at work.
    sqlite3* writer() const { return writer_; }

private:
    struct Desk {
        api::Session session;
        std::string order;    // the request, for a performance of its own
        std::string in_vain;  // the same for the sold-out one
        std::uint64_t count = 0;
    };

    willcall_status invoke(Desk& desk, const std::string& request, std::string& said);

    Folder folder_;
    sqlite3* writer_ = nullptr;
    std::unique_ptr<api::Engine> engine_;
    std::vector<Desk> desks_;
};

// How many performances the orders are spread over; set before a theatre is made.
extern std::size_t performance_count;

}  // namespace willcall::bench

#endif
