// The engine's log: lines with a level, handed to the host program.
#ifndef WILLCALL_ENGINE_LOG_HPP
#define WILLCALL_ENGINE_LOG_HPP

#include <functional>
#include <memory>
#include <string_view>

namespace spdlog {
class logger;
}

namespace willcall {

// Levels are those of the ABI: 0 debug, 1 information, 2 warning, 3 error. Any thread.
class Log {
public:
    using Sink = std::function<void(int level, std::string_view line)>;

    // An absent sink makes a silent log.
    explicit Log(Sink sink);
    void say(int level, std::string_view line) const;

private:
    std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace willcall

#endif
