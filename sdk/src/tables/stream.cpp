#include "tables/stream.hpp"

#include <chrono>

namespace willcall::tables {

namespace {

constexpr std::int64_t microseconds = 1'000'000;

}  // namespace

Stream::Stream(Head head, std::shared_ptr<const Kept> kept)
    : head_(std::move(head)), kept_(std::move(kept)) {}

Stream::Stream(Table table, store::Reading reading, Clock now)
    : head_(std::move(table.head)), now_(std::move(now)), opened_(now_()), read_(opened_) {
    held_ = std::make_unique<Held>(Held{std::move(reading), nullptr, {}});
    held_->cells.resize(head_.columns.size());
    held_->rows = table.rows(*held_->reading);
    holds_ = true;
}

bool Stream::read(const Take& take, const std::function<bool()>& enough) {
    if (kept_) return read_kept(take, enough);
    // The clock is asked without the lock: one of the host program's may wait for a thread that
    // waits for this.
    end_if_old(now_());
    ++reading_;
    bool more = false;
    try {
        more = read_held(take, enough);
        read_ = now_();
    } catch (...) {
        --reading_;
        throw;
    }
    --reading_;
    return more;
}

bool Stream::read_held(const Take& take, const std::function<bool()>& enough) {
    const std::lock_guard lock(mutex_);
    if (failed_) throw Failure(*failed_);
    if (!held_) return false;
    try {
        while (!enough()) {
            if (held_->rows->next(held_->cells)) {
                take(held_->cells);
                continue;
            }
            let_go();
            return false;
        }
    } catch (const Failure& failure) {
        failed_ = failure;
        let_go();
        throw;
    }
    return true;
}

bool Stream::read_kept(const Take& take, const std::function<bool()>& enough) {
    const std::lock_guard lock(mutex_);
    while (kept_at_ < kept_->size() && !enough()) take(kept_->row(kept_at_++));
    return kept_at_ < kept_->size();
}

void Stream::end(const Failure& why) {
    const std::lock_guard lock(mutex_);
    if (!held_) return;
    failed_ = why;
    let_go();
}

void Stream::let_go() {
    held_.reset();
    holds_ = false;
}

bool Stream::is_old(std::int64_t now) const {
    return reading_ == 0 && (now - read_ > Streams::idle_seconds_most * microseconds ||
                             now - opened_ > Streams::open_seconds_most * microseconds);
}

void Stream::end_if_old(std::int64_t now) {
    if (is_old(now))
        end({WILLCALL_UNAVAILABLE, "the table was open for too long: read it within " +
                                       std::to_string(Streams::open_seconds_most) +
                                       " seconds, without a pause of " +
                                       std::to_string(Streams::idle_seconds_most)});
}

Streams::~Streams() {
    watching_ = {};
    for (const auto& stream : those_open()) stream->end(invalid("the engine is closed"));
}

std::shared_ptr<Stream> Streams::open(const std::function<Table(store::Connection&)>& plan) {
    const auto now = now_();
    for (const auto& stream : those_open()) stream->end_if_old(now);
    auto reading = database_.read_slowly();
    auto table = plan(*reading);
    auto made = std::make_shared<Stream>(std::move(table), std::move(reading), now_);
    const std::lock_guard lock(mutex_);
    streams_.push_back(made);
    if (!watching_.joinable())
        watching_ = std::jthread([this](const std::stop_token& stopping) { watch(stopping); });
    opened_.notify_one();
    return {made.get(),
            [made](Stream* let_go) { let_go->end(invalid("the stream was released")); }};
}

// Whoever forgets a stream does not come back to end it.
void Streams::watch(const std::stop_token& stopping) {
    while (!stopping.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            if (!opened_.wait(lock, stopping, [this] { return !streams_.empty(); })) return;
            opened_.wait_for(lock, stopping, std::chrono::seconds(1), [] { return false; });
            if (stopping.stop_requested()) return;
        }
        const auto now = now_();
        for (const auto& stream : those_open()) stream->end_if_old(now);
    }
}

std::vector<std::shared_ptr<Stream>> Streams::those_open() {
    const std::lock_guard lock(mutex_);
    std::erase_if(streams_, [](const auto& stream) { return !stream->holds(); });
    return streams_;
}

}  // namespace willcall::tables
