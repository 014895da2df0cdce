#include "engine/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>

#include <algorithm>
#include <mutex>

namespace willcall {

namespace {

constexpr spdlog::level::level_enum levels[] = {spdlog::level::debug, spdlog::level::info,
                                                spdlog::level::warn, spdlog::level::err};

// Hands lines on, one at a time: the host's function need not be made for many threads.
class HostSink final : public spdlog::sinks::base_sink<std::mutex> {
public:
    explicit HostSink(Log::Sink hand_on) : hand_on_(std::move(hand_on)) {}

private:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const auto level = std::ranges::find(levels, message.level) - std::begin(levels);
        hand_on_(static_cast<int>(level), {message.payload.data(), message.payload.size()});
    }
    void flush_() override {}

    Log::Sink hand_on_;
};

}  // namespace

Log::Log(Sink sink) {
    if (!sink) return;
    logger_ =
        std::make_shared<spdlog::logger>("willcall", std::make_shared<HostSink>(std::move(sink)));
    logger_->set_level(spdlog::level::debug);
}

void Log::say(int level, std::string_view line) const {
    if (logger_) logger_->log(levels[std::clamp(level, 0, 3)], line);
}

}  // namespace willcall
