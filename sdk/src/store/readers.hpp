// The reading connections of one store: opened when first needed, lent one at a time.
#ifndef WILLCALL_STORE_READERS_HPP
#define WILLCALL_STORE_READERS_HPP

#include "store/driver.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace willcall::store {

class Readers {
public:
    // At most `most` at once; whoever comes then waits for `wait_seconds`.
    Readers(std::function<std::unique_ptr<SociConnection>()> connect, int most, int wait_seconds)
        : connect_(std::move(connect)), most_(most), wait_seconds_(wait_seconds) {}

    // Outlives what it lends.
    Reading lend();

private:
    std::unique_ptr<SociConnection> take();
    void put_back(std::unique_ptr<SociConnection> connection);
    void lost();

    std::function<std::unique_ptr<SociConnection>()> connect_;
    int most_;
    int wait_seconds_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<SociConnection>> idle_;
    int open_ = 0;
};

}  // namespace willcall::store

#endif
