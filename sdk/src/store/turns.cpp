#include "store/turns.hpp"

#include "store/interrupted.hpp"

#include <algorithm>
#include <utility>

namespace willcall::store {

namespace {

// Bounds what one turn holds in memory, and how long the last of many waits.
constexpr std::size_t batch_count_max = 1024;

// How often a turn is run that others interrupt.
constexpr int runs_most = 4;

}  // namespace

Waiting::Waiting() { sem_init(&woken_, 0, 0); }

Waiting::~Waiting() { sem_destroy(&woken_); }

void Waiting::wake(State state) {
    state_ = state;
    sem_post(&woken_);
}

Waiting::State Waiting::wait() {
    while (sem_wait(&woken_) != 0) {}  // interrupted by a signal
    return state_;
}

Turns::Turns(Connection& writer, Lead lead, After after)
    : writer_(writer), lead_(std::move(lead)), after_(std::move(after)) {}

void Turns::join(Waiting& waiting) {
    Waiting* const alone = &waiting;
    join(std::span(&alone, 1));
    if (waiting.failure) std::rethrow_exception(waiting.failure);
}

void Turns::join(std::span<Waiting* const> group) {
    if (group.empty()) return;
    for (auto* const one : group) {
        one->failure = nullptr;
        one->state_ = Waiting::State::waits;
    }
    bool leads = false;
    {
        const std::lock_guard lock(mutex_);
        waiting_.insert(waiting_.end(), group.begin(), group.end());
        leads = !std::exchange(busy_, true);
        if (gather_count_ != 0 && waiting_.size() >= gather_count_) gathered_.notify_one();
    }
    // Whoever leads takes from the front, so the first that is not done yet is the one to lead.
    for (auto* const one : group) {
        if (leads || one->wait() == Waiting::State::leads) lead(*one);
        leads = false;
    }
}

// One turn by the caller of `leader`, which is among the first that wait.
void Turns::lead(const Waiting& leader) {
    std::vector<Waiting*> batch;
    gather();
    turn(batch);
    std::unique_lock lock(mutex_);
    lately_ = batch.size() + waiting_.size();
    auto* const next = next_leader(true);
    lock.unlock();
    // The next turn begins while this one's callers are still being told.
    if (next != nullptr) next->wake(Waiting::State::leads);
    for (auto* const one : batch)
        if (one != &leader) one->wake(Waiting::State::done);
}

// Those who were in flight in the turn before come back within moments of being answered. Without
// waiting for them they fall into two halves that take turns, and each commit carries only one. So
// the leader waits while they keep coming, but never longer than a turn takes; who waits alone, or
// for those who have gone, waits for nobody or a quarter of that.
void Turns::gather() {
    constexpr int parts = 4;
    std::unique_lock lock(mutex_);
    const auto count = std::min(lately_, batch_count_max);
    gather_count_ = count;
    for (int part = 0; part < parts && waiting_.size() < count; ++part) {
        const auto before = waiting_.size();
        gathered_.wait_for(lock, turn_lately_ / parts, [&] { return waiting_.size() >= count; });
        if (waiting_.size() == before) break;
    }
    gather_count_ = 0;
}

// The leader has waited longest, so it is always among them.
void Turns::take(std::vector<Waiting*>& batch) {
    const std::lock_guard lock(mutex_);
    const auto end =
        waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), batch_count_max));
    batch.assign(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
}

void Turns::turn(std::vector<Waiting*>& batch) {
    std::exception_ptr failure;
    const auto outcome = attempt(batch, failure);
    if (outcome == Outcome::committed) return;
    if (batch.size() == 1 || outcome == Outcome::hopeless) {
        for (auto* const one : batch) one->failure = failure;
        return;
    }
    for (auto* const one : batch) {
        std::exception_ptr own;
        std::vector<Waiting*> alone{one};
        if (attempt(alone, own) != Outcome::committed) one->failure = own;
    }
}

Turns::Outcome Turns::attempt(std::vector<Waiting*>& batch, std::exception_ptr& failure) {
    auto outcome = Outcome::interrupted;
    for (int run = 0; run < runs_most && outcome == Outcome::interrupted; ++run)
        outcome = run_once(batch, failure);
    return outcome;
}

Turns::Outcome Turns::run_once(std::vector<Waiting*>& batch, std::exception_ptr& failure) {
    failure = nullptr;
    try {
        writer_.begin_batch();
    } catch (...) {
        failure = std::current_exception();
    }
    // Who came while another engine had its turn is taken along.
    if (batch.empty()) take(batch);
    if (failure) return Outcome::hopeless;
    for (auto* const one : batch) one->failure = nullptr;
    try {
        // Begun by now: waiting for another engine's turn is no measure of ours.
        const auto before = std::chrono::steady_clock::now();
        lead_(writer_, batch);
        writer_.commit();
        turn_lately_ = std::chrono::steady_clock::now() - before;
    } catch (...) {
        failure = std::current_exception();
        const auto outcome = outcome_of(failure);
        writer_.rollback();
        end(false);
        return outcome;
    }
    end(true);
    return Outcome::committed;
}

Turns::Outcome Turns::outcome_of(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Interrupted&) {
        return Outcome::interrupted;
    } catch (const Unknown&) {
        return Outcome::hopeless;
    } catch (const Failure& known) {
        // Waiting was in vain, or even a commit: one by one they would wait as long.
        return known.status() == WILLCALL_UNAVAILABLE ? Outcome::hopeless : Outcome::rolled_back;
    } catch (...) {
        return Outcome::rolled_back;
    }
}

void Turns::end(bool committed) noexcept {
    if (after_) after_(committed);
}

Waiting* Turns::next_leader(bool after_batch) {
    const bool to_batch = !waiting_.empty() && (!after_batch || exclusive_.empty());
    if (to_batch) return waiting_.front();
    if (!exclusive_.empty()) {
        auto* const next = exclusive_.front();
        exclusive_.pop_front();
        return next;
    }
    busy_ = false;
    return nullptr;
}

void Turns::exclusive(const std::function<bool(Connection&)>& work) {
    Waiting own;
    {
        std::unique_lock lock(mutex_);
        if (busy_) {
            exclusive_.push_back(&own);
            lock.unlock();
            own.wait();
        } else {
            busy_ = true;
        }
    }
    std::exception_ptr failure;
    for (int run = 1; run <= runs_most; ++run) {
        failure = run_alone(work);
        if (!failure || outcome_of(failure) != Outcome::interrupted) break;
    }
    Waiting* next = nullptr;
    {
        const std::lock_guard lock(mutex_);
        next = next_leader(false);
    }
    if (next != nullptr) next->wake(Waiting::State::leads);
    if (failure) std::rethrow_exception(failure);
}

std::exception_ptr Turns::run_alone(const std::function<bool(Connection&)>& work) {
    std::exception_ptr failure;
    try {
        writer_.begin();
        bool committed = false;
        try {
            if (work(writer_)) {
                writer_.commit();
                committed = true;
            }
        } catch (...) {
            failure = std::current_exception();
        }
        if (!committed) writer_.rollback();
        end(committed);
    } catch (...) {
        failure = std::current_exception();
    }
    return failure;
}

std::size_t Turns::waiting_count() {
    const std::lock_guard lock(mutex_);
    return waiting_.size() + exclusive_.size();
}

}  // namespace willcall::store
