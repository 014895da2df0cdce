// What a customer was sent to book: kept with the session, and told to the rules with each sale.
#ifndef WILLCALL_FACILITATED_BOOKING_ERRAND_HPP
#define WILLCALL_FACILITATED_BOOKING_ERRAND_HPP

#include "settings.hpp"

#include <algorithm>

namespace facilitated_booking {

enum class Scope { events, all_events, memberships };
constexpr std::array<const char*, 4> words_of(Scope) {
    return {"events", "all_events", "memberships", nullptr};
}

struct Errand {
    Scope scope = Scope::events;
    std::vector<std::string> events;  // keys of those in question, of the scope `events`

    bool covers(const willcall::plugin::SaleLine& line) const {
        if (scope == Scope::memberships) return !line.product.empty();
        if (!line.product.empty()) return false;
        return scope == Scope::all_events || std::ranges::find(events, line.event) != events.end();
    }

    // "facilitated_booking/1 events heights hamlet": keys have no spaces.
    std::string text() const {
        std::string said = std::string(start) + words_of(scope)[static_cast<std::size_t>(scope)];
        for (const auto& event : events) said += ' ' + event;
        return said;
    }
    // Nothing where it is somebody else's.
    static std::optional<Errand> read(std::string_view text) {
        if (!text.starts_with(start)) return std::nullopt;
        text.remove_prefix(start.size());
        const auto next = [&] {
            const auto end = std::min(text.find(' '), text.size());
            const auto word = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            return word;
        };
        Errand errand;
        const auto word = next();
        const auto words = words_of(Scope{});
        const auto found =
            std::find_if(words.begin(), words.end() - 1, [&](auto* one) { return word == one; });
        if (found == words.end() - 1) return std::nullopt;
        errand.scope = static_cast<Scope>(found - words.begin());
        while (!text.empty()) errand.events.emplace_back(next());
        return errand;
    }

private:
    static constexpr std::string_view start = "facilitated_booking/1 ";
};

}  // namespace facilitated_booking

#endif
