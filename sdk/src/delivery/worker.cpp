#include "delivery/worker.hpp"

#include "operations/reading.hpp"

#include <algorithm>
#include <utility>

namespace willcall::delivery {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t claimed_most = 64;
// What is not begun before then is given back: a carrier that takes a minute still has its lease.
constexpr std::int64_t lease_left_least = lease_microseconds / 5;
// The engine's clock may be the host's and leap: nobody sleeps longer than this by the real one.
constexpr std::chrono::microseconds sleep_most = 1s;

Outcome not_delivered(const JobRow& job, Outcome::Kind kind, std::string why) {
    return {job, kind, 0, std::move(why)};
}

void add_all(std::vector<Outcome>& outcomes, std::span<const JobRow> jobs, Outcome::Kind kind,
             const std::string& why) {
    for (const auto& job : jobs) outcomes.push_back(not_delivered(job, kind, why));
}

// What a plugin said goes into the store and to whoever lists deliveries.
std::string short_detail(std::string text) {
    constexpr std::size_t most = 1'000;
    if (!is_clean_text(text)) return "the plugin said something that is no text";
    if (text.size() <= most) return text;
    auto end = most;
    while ((static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
    text.resize(end);
    return text += "…";
}

Outcome outcome_of(const JobRow& job, plugins::Outcome said) {
    auto kind = Outcome::Kind::try_later;
    if (said.state == WILLCALL_DELIVERED) kind = Outcome::Kind::delivered;
    if (said.state == WILLCALL_FAILED) kind = Outcome::Kind::failed;
    return {job, kind, said.again_after_seconds, short_detail(std::move(said.detail))};
}

Outcome without_carrier(const JobRow& job, const plugins::Instances& instances) {
    auto why = "no plugin carries `" + job.carrier + '`';
    if (instances.broken.empty()) return not_delivered(job, Outcome::Kind::failed, why);
    // One that could not be made may be the one; its settings can be mended.
    for (const auto& [name, failure] : instances.broken) why += std::string("; ") + failure.what();
    return not_delivered(job, Outcome::Kind::try_later, short_detail(std::move(why)));
}

}  // namespace

plugins::Surroundings surroundings(const Lent& lent, const Basis& basis) {
    plugins::Surroundings around;
    around.world = &lent.world;
    around.now = lent.world.now();
    around.organisation = basis.catalogue->facts();
    around.on_wall = [of = basis.catalogue.get()](std::int64_t moment) {
        return of->on_wall(moment).microseconds;
    };
    around.log = lent.log;
    return around;
}

Courier::Courier(Lent lent) : lent_(std::move(lent)) {
    lent_.world.closing = [this] { return stopping_.load(); };  // as carriers are told
}

void Courier::start(int threads) {
    for (int count = 0; count < threads; ++count) threads_.emplace_back([this] { work(); });
}

void Courier::wake() noexcept {
    if (woken_.exchange(true)) return;
    // The lock makes sure that a thread about to sleep sees it.
    { const std::lock_guard lock(mutex_); }
    changed_.notify_one();
}

void Courier::stop_soon() noexcept {
    stopping_ = true;
    { const std::lock_guard lock(mutex_); }
    changed_.notify_all();
}

void Courier::stop() noexcept {
    stop_soon();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
}

void Courier::log(int level, std::string_view line) const noexcept {
    try {
        if (lent_.log) lent_.log(level, line);
    } catch (...) {}
}

void Courier::work() noexcept {
    using Clock = std::chrono::steady_clock;
    Clock::time_point looked{};
    while (!stopping_) {
        auto longest = sleep_most;
        // However often somebody wakes it.
        if (Clock::now() - looked >= sleep_most) {
            release_overdue();
            looked = Clock::now();
        }
        try {
            deliver(std::numeric_limits<std::int64_t>::max());
            longest = until_next_due();
        } catch (const std::exception& failure) {
            log(3, std::string("deliveries wait: ") + failure.what());
        }
        pause(longest);
    }
}

void Courier::pause(std::chrono::microseconds longest) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, longest, [&] { return stopping_ || woken_.exchange(false); });
}

std::chrono::microseconds Courier::until_next_due() {
    const auto next = delivery::next_due(*lent_.read(), lent_.writer);
    if (!next) return sleep_most;
    const auto now = lent_.world.now();
    const std::chrono::microseconds left(*next > now ? *next - now : 0);
    return std::clamp<std::chrono::microseconds>(left, 1ms, sleep_most);
}

bool Courier::is_due() {
    const auto next = delivery::next_due(*lent_.read(), lent_.writer);
    return next && *next <= lent_.world.now();
}

void Courier::free_leases_once() {
    const std::lock_guard lock(first_);
    if (leases_freed_) return;
    lent_.exclusive([&](store::Connection& turn) {
        return free_leases(turn, lent_.writer, lent_.world.now()) > 0;
    });
    leases_freed_ = true;
}

// Whatever keeps it from being released keeps nothing from being delivered.
void Courier::release_overdue() noexcept {
    try {
        while (lent_.release_overdue && !stopping_ && lent_.release_overdue()) {}
    } catch (const std::exception& failure) {
        log(3, std::string("what is past its release stays held: ") + failure.what());
    }
}

std::vector<JobRow> Courier::turn(std::vector<Outcome>& outcomes, std::int64_t room) {
    std::vector<JobRow> jobs;
    // Looking costs nobody anything; a turn keeps a sale waiting.
    if (outcomes.empty() && (room == 0 || !(unsure_ || is_due()))) return jobs;
    jobs = record_and_claim(outcomes, room);
    {
        const std::lock_guard lock(mutex_);
        for (const auto& outcome : outcomes) in_hand_.extract(outcome.job.id);
    }
    outcomes.clear();
    return jobs;
}

// A turn that fails may be in the store all the same, where the answer to its commit was lost. So
// what it claimed is in hand from within it, and after a failure the next one frees what is leased
// to this engine and in nobody's hand.
std::vector<JobRow> Courier::record_and_claim(std::span<const Outcome> outcomes,
                                              std::int64_t room) {
    const auto catalogue = lent_.latest().catalogue;
    std::vector<JobRow> jobs;
    bool unsure = false;
    try {
        lent_.exclusive([&](store::Connection& turn) {
            // It may run again, after it was rolled back.
            let_go(std::exchange(jobs, {}));
            unsure = unsure_.exchange(false) || unsure;
            const bool freed = unsure && free_what_is_not_in_hand(turn);
            const auto now = lent_.world.now();
            record(
                turn, outcomes,
                [&](std::string_view method) { return catalogue->carriers(method); }, lent_.world,
                now, lent_.writer);
            jobs = claim(turn, room, now, lent_.writer);
            take_in_hand(jobs);
            return freed || !outcomes.empty() || !jobs.empty();
        });
    } catch (...) {
        // In this order, or a turn between the two would find them in hand and be sure again.
        let_go(jobs);
        if (unsure || !jobs.empty()) unsure_ = true;
        throw;
    }
    return jobs;
}

bool Courier::free_what_is_not_in_hand(store::Connection& turn) {
    std::multiset<std::int64_t> in_hand;
    {
        const std::lock_guard lock(mutex_);
        in_hand = in_hand_;
    }
    return free_lost(turn, lent_.writer, in_hand, lent_.world.now()) > 0;
}

void Courier::take_in_hand(std::span<const JobRow> jobs) {
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs) in_hand_.insert(job.id);
}

// Of each only one: another thread may have it in hand as well.
void Courier::let_go(std::span<const JobRow> jobs) {
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs) in_hand_.extract(job.id);
}

std::int64_t Courier::run(std::int64_t most) {
    release_overdue();
    return deliver(most);
}

std::int64_t Courier::deliver(std::int64_t most) {
    free_leases_once();
    std::vector<Outcome> outcomes;
    std::int64_t number = 0;
    {
        const std::lock_guard lock(mutex_);
        outcomes.swap(unrecorded_);
        running_.insert(number = ++begun_);
    }
    const auto end = [&] {
        const std::lock_guard lock(mutex_);
        // Whatever was not recorded is still leased to this engine: nobody tries it meanwhile.
        std::ranges::move(outcomes, std::back_inserter(unrecorded_));
        running_.erase(number);
        changed_.notify_all();
    };
    std::int64_t tried = 0;
    try {
        while (true) {
            const auto room = stopping_ ? 0 : std::min(claimed_most, most - tried);
            const auto jobs = turn(outcomes, room);
            if (jobs.empty()) break;
            // There may be enough for another thread.
            if (static_cast<std::int64_t>(jobs.size()) == claimed_most) wake();
            tried += attempt_all(jobs, outcomes);
        }
    } catch (...) {
        end();
        throw;
    }
    end();
    return tried;
}

DeliveryCounts Courier::run_and_count(std::int64_t most) {
    const auto tried = run(most);
    if (tried < most) {
        std::unique_lock lock(mutex_);
        const auto before = begun_;
        // A carrier may block for long; who asks how things stand should not.
        changed_.wait_for(
            lock, 30s, [&] { return stopping_ || running_.empty() || *running_.begin() > before; });
    }
    auto counts = delivery::counts(*lent_.read());
    counts.tried = tried;
    return counts;
}

// Each is recorded before the next is begun, so that an engine that dies repeats one at most. Every
// job gets its outcome, whatever happens; what is left in `outcomes` has still to be recorded.
std::int64_t Courier::attempt_all(std::span<const JobRow> jobs, std::vector<Outcome>& outcomes) {
    std::int64_t tried = 0;
    for (; !jobs.empty(); jobs = jobs.subspan(1)) {
        try {
            turn(outcomes, 0);
        } catch (...) {
            add_all(outcomes, jobs, Outcome::Kind::not_tried, {});
            throw;
        }
        const auto left = jobs.front().lease_until - lent_.world.now();
        // The first one is always tried, or a clock that leaps could keep all waiting.
        if (stopping_ || (tried > 0 && left < lease_left_least)) {
            add_all(outcomes, jobs, Outcome::Kind::not_tried, {});
            break;
        }
        outcomes.push_back(attempt(jobs.front()));
        if (outcomes.back().kind != Outcome::Kind::not_tried) ++tried;
    }
    return tried;
}

Outcome Courier::attempt(const JobRow& job) noexcept {
    auto outcome = tried(job);
    const bool late = outcome.kind == Outcome::Kind::try_later;
    // Not why: the cause may name a person. It stands in deliveries.list.
    if (late || outcome.kind == Outcome::Kind::failed)
        log(2, "delivery " + id_text(job.id) + " by " + job.carrier +
                   (late ? " has to wait" : " failed"));
    return outcome;
}

Outcome Courier::tried(const JobRow& job) {
    try {
        const auto basis = lent_.latest();
        const auto* const carrier = basis.instances->carrier(job.carrier);
        return carrier == nullptr ? without_carrier(job, *basis.instances)
                                  : hand_over(job, *carrier, basis);
    } catch (const CanNotBeMade& failure) {
        return not_delivered(job, Outcome::Kind::failed, failure.what());
    } catch (const std::exception& failure) {
        return not_delivered(job, Outcome::Kind::try_later, short_detail(failure.what()));
    }
}

Outcome Courier::hand_over(const JobRow& job, const plugins::Delivery& carrier,
                           const Basis& basis) {
    const auto& [catalogue, instances, codes] = basis;
    auto around = surroundings(lent_, basis);
    std::unique_ptr<Parcel> parcel;
    {
        // Given back before anything is handed over: that may take long.
        const auto reading = lent_.read();
        // It waited for those claimed with it; who cancelled it meanwhile wants it with nobody.
        if (!is_leased(*reading, job.id, lent_.writer))
            return not_delivered(job, Outcome::Kind::not_tried, {});
        around.connection = &*reading;
        parcel = pack({*reading, *catalogue, *instances, *codes, around, lent_.closing_of}, carrier,
                      job);
        around.connection = nullptr;
    }
    const auto shown = parcel->shown();
    auto said = plugins::hand_over(carrier, around, std::span(&shown, 1));
    return outcome_of(job, std::move(said.at(0)));
}

}  // namespace willcall::delivery
