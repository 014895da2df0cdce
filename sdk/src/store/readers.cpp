#include "store/readers.hpp"

namespace willcall::store {

Reading::Reading(Connection& connection, std::function<void()> give_back)
    : connection_(&connection), give_back_(std::move(give_back)) {}

Reading::Reading(Reading&& other) noexcept
    : connection_(other.connection_), give_back_(std::exchange(other.give_back_, nullptr)) {}

Reading::~Reading() {
    if (give_back_) give_back_();
}

std::unique_ptr<SociConnection> Readers::take() {
    {
        std::unique_lock lock(mutex_);
        const auto ready = [&] { return !idle_.empty() || open_ < most_; };
        if (!returned_.wait_for(lock, std::chrono::seconds(wait_seconds_), ready))
            throw Failure(WILLCALL_UNAVAILABLE, "the store is busy: all " + std::to_string(most_) +
                                                    " reading connections are in use");
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++open_;
    }
    try {
        return connect_();
    } catch (...) {
        lost();
        throw;
    }
}

void Readers::put_back(std::unique_ptr<SociConnection> connection) {
    connection->rollback();
    {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(connection));
    }
    returned_.notify_one();
}

void Readers::lost() {
    {
        const std::lock_guard lock(mutex_);
        --open_;
    }
    returned_.notify_one();
}

Reading Readers::lend() {
    auto connection = take();
    try {
        connection->begin_reading();
    } catch (...) {
        // Whatever ails it, a fresh one does not have it.
        connection.reset();
        lost();
        throw;
    }
    auto* const lent = connection.release();
    return {*lent, [this, lent] { put_back(std::unique_ptr<SociConnection>(lent)); }};
}

}  // namespace willcall::store
