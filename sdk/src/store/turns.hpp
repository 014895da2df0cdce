// Turns: writes happen one at a time per engine.
//
// Batch turn: whatever waits is decided together and committed once. The first waiting caller leads
// one turn on its own thread and hands over, so a lone caller waits for nobody. Exclusive turn: one
// caller's own transaction. Where both wait they alternate, so neither starves. An answer is given
// after the commit, never before.
#ifndef WILLCALL_STORE_TURNS_HPP
#define WILLCALL_STORE_TURNS_HPP

#include "store/connection.hpp"

#include <semaphore.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

namespace willcall::store {

// Something that waits for a turn; owned by its caller, who stays until it is done. May join again
// after that.
struct Waiting {
    Waiting();
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting();

    // What kept this one from its turn. Lead may set it for one that is not to be written; it is
    // empty when Lead is called.
    std::exception_ptr failure;

private:
    friend class Turns;
    enum class State { waits, leads, done };
    void wake(State state);
    State wait();

    State state_ = State::waits;
    // Its own, so that one who is woken meets nobody at the turns' mutex. A semaphore, because its
    // owner may go as soon as the wait is over, whether or not the post has returned: a condition
    // variable would have to be notified under a lock, which the woken one then waits for.
    sem_t woken_;
};

class Turns {
public:
    // Decides and writes everything waiting, inside a transaction that Turns begins and commits. It
    // is called again where that was interrupted, and for each alone where writing several failed.
    using Lead = std::function<void(Connection&, std::span<Waiting* const>)>;
    // Called once per transaction that was begun, after its commit or rollback, by the thread that
    // led it and while it still has the turn. May not throw.
    using After = std::function<void(bool committed)>;

    Turns(Connection& writer, Lead lead, After after);

    // Joins the next batch turn; returns when it is committed. Throws what kept it from that.
    void join(Waiting& waiting);
    // The same for many at once, on one thread: they take part together, in this order, and only
    // those that one turn can't hold wait for the one after. Each one's `failure` says what kept it
    // from its turn.
    void join(std::span<Waiting* const> group);

    // Runs `work` in its own transaction; commits unless it throws or returns false. Where that was
    // interrupted `work` runs again, so whatever it does outside the store it may do twice.
    void exclusive(const std::function<bool(Connection&)>& work);

    // Callers that wait for a turn right now.
    std::size_t waiting_count();

private:
    enum class Outcome { committed, rolled_back, interrupted, hopeless };

    void lead(const Waiting& leader);
    void gather();
    void take(std::vector<Waiting*>& batch);
    void turn(std::vector<Waiting*>& batch);
    Outcome attempt(std::vector<Waiting*>& batch, std::exception_ptr& failure);
    Outcome run_once(std::vector<Waiting*>& batch, std::exception_ptr& failure);
    static Outcome outcome_of(const std::exception_ptr& failure);
    std::exception_ptr run_alone(const std::function<bool(Connection&)>& work);
    void end(bool committed) noexcept;
    // The next one to lead, by now the one who has the turn; none where nobody waits.
    Waiting* next_leader(bool after_batch);

    Connection& writer_;
    Lead lead_;
    After after_;

    std::mutex mutex_;
    std::deque<Waiting*> waiting_;    // for a batch turn
    std::deque<Waiting*> exclusive_;  // for a turn of their own
    bool busy_ = false;               // somebody has the turn; else nobody waits
    std::condition_variable gathered_;
    std::size_t gather_count_ = 0;  // as many end the leader's gathering; 0 while nobody gathers
    std::size_t lately_ = 1;        // callers in flight in the batch turn before

    std::chrono::nanoseconds turn_lately_{0};  // how long one took; belongs to who has the turn
};

}  // namespace willcall::store

#endif
