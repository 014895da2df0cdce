// An open engine as its handles share it: closing waits for whoever is inside and lets nobody in.
#ifndef WILLCALL_CAPI_OPENED_HPP
#define WILLCALL_CAPI_OPENED_HPP

#include "engine/engine.hpp"
#include "forks.hpp"
#include "operations/failure.hpp"

#include <atomic>
#include <cstdint>
#include <memory>

namespace willcall::capi {

class Opened {
public:
    explicit Opened(EngineOptions options) : engine_(Engine::open(std::move(options))) {}

    // A call on the engine, for as long as it runs. Throws a Failure where the engine is closed.
    class Call {
    public:
        explicit Call(Opened& opened) : opened_(opened) {
            opened_.inside_.fetch_add(1);
            if (!opened_.closed_.load()) return;
            leave();
            throw invalid("the engine is closed");
        }
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;
        ~Call() { leave(); }
        Engine* operator->() const { return opened_.engine_.get(); }

    private:
        void leave() {
            if (opened_.inside_.fetch_sub(1) == 1 && opened_.closed_.load())
                opened_.inside_.notify_all();
        }
        Opened& opened_;
    };

    // Once, and not from inside a call.
    void close() {
        closed_ = true;
        engine_->stop_soon();
        for (auto inside = inside_.load(); inside != 0; inside = inside_.load())
            inside_.wait(inside);
        engine_.reset();
        stay_.reset();
    }

private:
    // First, so that no fork goes unnoticed while the engine opens.
    std::unique_ptr<forks::Stay> stay_ = std::make_unique<forks::Stay>();
    std::unique_ptr<Engine> engine_;
    std::atomic<std::int64_t> inside_{0};
    std::atomic<bool> closed_{false};
};

}  // namespace willcall::capi

#endif
