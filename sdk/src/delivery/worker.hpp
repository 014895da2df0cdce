// The courier: takes what the outbox has due, has its documents made, hands it over and records
// what came of it. On threads of its own, or on the thread of whoever calls `run`.
#ifndef WILLCALL_DELIVERY_WORKER_HPP
#define WILLCALL_DELIVERY_WORKER_HPP

#include "delivery/outbox.hpp"
#include "delivery/parcel.hpp"
#include "store/database.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>
#include <thread>
#include <vector>

namespace willcall::delivery {

// What a delivery is made from: all of one state of the store.
struct Basis {
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    std::shared_ptr<const plugins::Instances> instances;
    std::shared_ptr<const TicketCodes> codes;
};

// What the engine lends a courier. All of it is called from any thread, and outlives the courier.
struct Lent {
    // Runs the work in an exclusive turn; it may run more than once.
    std::function<void(const std::function<bool(store::Connection&)>&)> exclusive;
    std::function<store::Reading()> read;
    std::function<Basis()> latest;  // compared with the store, which other engines may have changed
    ClosingOf closing_of;
    // Gives up some of what is past its release, in a turn of its own, so that whoever loses it is
    // told in time; says whether there was any. Looking costs little. Absent: nothing is held here.
    std::function<bool()> release_overdue;
    World world;
    std::int64_t writer = 0;
    std::function<void(int level, std::string_view line)> log;  // absent: silent
};

// What surrounds a plugin that is asked by what is lent.
plugins::Surroundings surroundings(const Lent& lent, const Basis& basis);

// Any thread may call anything. After fork, leave it alone: its threads stayed behind.
class Courier {
public:
    explicit Courier(Lent lent);
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    ~Courier() { stop(); }

    // Starts threads that deliver by themselves, woken by `wake` and looking once a second.
    void start(int threads);
    // Something was promised. Cheap, for the end of every turn.
    void wake() noexcept;
    // From now on nothing more is handed over, and carriers at work are told.
    void stop_soon() noexcept;
    // Finishes what is being handed over right now, gives the rest back, records, ends the threads.
    // A carrier that blocks keeps it waiting.
    void stop() noexcept;

    // Gives up what is past its release, and tries what is due, at most `most`; says how many.
    // Throws where the store fails; outcomes it could not record are recorded by the next run.
    std::int64_t run(std::int64_t most);
    // The same, then waits for what other threads had begun before; says how all promises stand.
    DeliveryCounts run_and_count(std::int64_t most);

private:
    void work() noexcept;
    std::int64_t deliver(std::int64_t most);
    void pause(std::chrono::microseconds longest);
    std::chrono::microseconds until_next_due();
    void free_leases_once();
    void release_overdue() noexcept;
    bool is_due();
    std::vector<JobRow> turn(std::vector<Outcome>& outcomes, std::int64_t room);
    std::vector<JobRow> record_and_claim(std::span<const Outcome> outcomes, std::int64_t room);
    bool free_what_is_not_in_hand(store::Connection& turn);
    void take_in_hand(std::span<const JobRow> jobs);
    void let_go(std::span<const JobRow> jobs);
    std::int64_t attempt_all(std::span<const JobRow> jobs, std::vector<Outcome>& outcomes);
    Outcome attempt(const JobRow& job) noexcept;
    Outcome tried(const JobRow& job);
    Outcome hand_over(const JobRow& job, const plugins::Delivery& carrier, const Basis& basis);
    void log(int level, std::string_view line) const noexcept;

    Lent lent_;
    std::vector<std::thread> threads_;
    std::atomic<bool> stopping_{false};
    std::atomic<bool> woken_{false};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::mutex first_;  // apart: the turn that frees leases ends with a `wake`
    bool leases_freed_ = false;
    std::vector<Outcome> unrecorded_;
    // Jobs claimed and not recorded yet. One may be here twice: another thread may claim it again
    // before whoever recorded it has let it go.
    std::multiset<std::int64_t> in_hand_;
    std::atomic<bool> unsure_{false};  // more may be leased to this engine than it has in hand
    std::int64_t begun_ = 0;
    std::set<std::int64_t> running_;  // runs under way, by the order they began in
};

}  // namespace willcall::delivery

#endif
