// What holds for events at one office: as the season says, else as they were changed since, else as
// the office took them up.
#ifndef WILLCALL_TICKET_OFFICE_RULES_HPP
#define WILLCALL_TICKET_OFFICE_RULES_HPP

#include "settings.hpp"

#include <map>
#include <string_view>
#include <unordered_map>

namespace ticket_office {

// The most tickets of something; its quota has this key.
struct Limit {
    std::string key;
    std::int64_t quota = 0;
};

struct TypeHere {
    bool on_sale = true;
    std::optional<Limit> cap;
    bool said_on_sale = false;  // by the season, as is the cap
    bool said_cap = false;
};

struct EventRules {
    bool on_sale = true;
    bool codes = true;
    std::optional<Limit> cap;
    std::unordered_map<std::string, TypeHere> types;
    bool said_on_sale = false;
    bool said_codes = false;
    bool said_cap = false;

    // Null: nothing is special with the ticket type.
    const TypeHere* type(std::string_view key) const;
};

class Rules {
public:
    // Throws a Failure (INVALID) that names the field for what contradicts itself, and for keys
    // that the season has not.
    Rules(std::string_view office, const Settings& settings, const willcall::plugin::Call& call);

    // Null: nothing is special with the event.
    const EventRules* find(std::string_view event) const;
    const std::unordered_map<std::string, EventRules>& all() const { return events_; }
    // Of the office's credits; nothing where it needs none.
    const std::optional<Limit>& credits() const { return credits_; }

private:
    void take(const Settings& settings, const willcall::plugin::Call& call);
    void take_written(const willcall::plugin::Call& call);

    std::string office_;
    std::unordered_map<std::string, EventRules> events_;
    std::optional<Limit> credits_;
};

}  // namespace ticket_office

#endif
