#include "rules.hpp"

#include <algorithm>

namespace ticket_office {

namespace {

using willcall::plugin::Call;
using willcall::plugin::Failure;

// The key of a quota: the parts with a slash between, and none inside a part.
std::string quota_key(std::initializer_list<std::string_view> parts) {
    std::string key;
    bool first = true;
    for (const auto part : parts) {
        if (!first) key += '/';
        first = false;
        for (const char character : part) {
            if (character == '%') key += "%25";
            else if (character == '/') key += "%2F";
            else key += character;
        }
    }
    return key;
}

std::string at(const char* list, std::size_t index, const char* field) {
    return std::string(list) + '[' + std::to_string(index) + "]." + field;
}

// Of the ticket types of an event; events themselves the host looks for.
void must_be_type(const Call& call, const std::string& event, const std::string& key,
                  const std::string& path) {
    const auto types = call.ticket_types(event);
    if (std::ranges::find(types, key) != types.end()) return;
    std::string known;
    for (const auto type : types)
        known += (known.empty() ? "; there are: `" : ", `") + std::string(type) + '`';
    throw Failure(WILLCALL_INVALID, "no ticket type `" + key + "` of `" + event + '`' + known,
                  path);
}

}  // namespace

Rules::Rules(std::string_view office, const Settings& settings, const Call& call)
    : office_(office) {
    take_written(call);
    take(settings, call);
    if (!settings.credits) return;
    // No event has an empty key.
    credits_ = Limit{quota_key({office_, "", "credits"}), *settings.credits};
    for (const auto& one : all_of<TopUp>(call, office_)) credits_->quota += one.credits;
}

const TypeHere* EventRules::type(std::string_view key) const {
    const auto found = types.find(std::string(key));
    return found == types.end() ? nullptr : &found->second;
}

const EventRules* Rules::find(std::string_view event) const {
    const auto found = events_.find(std::string(event));
    return found == events_.end() ? nullptr : &found->second;
}

void Rules::take_written(const Call& call) {
    for (const auto& row : all_of<EventRule>(call, office_)) {
        auto& rules = events_[row.event];
        rules.on_sale = row.on_sale;
        rules.codes = row.codes;
        if (row.quota) rules.cap = {quota_key({office_, row.event}), *row.quota};
    }
    for (const auto& row : all_of<TypeRule>(call, office_)) {
        auto& type = events_[row.event].types[row.ticket_type];
        type.on_sale = row.on_sale;
        if (row.quota) type.cap = {quota_key({office_, row.event, row.ticket_type}), *row.quota};
    }
}

void Rules::take(const Settings& settings, const Call& call) {
    for (std::size_t index = 0; index < settings.caps.size(); ++index) {
        const auto& [event, type, quota] = settings.caps[index];
        if (!type.empty()) must_be_type(call, event, type, at("caps", index, "ticket_type"));
        auto& rules = events_[event];
        auto& said = type.empty() ? rules.said_cap : rules.types[type].said_cap;
        if (said)
            throw Failure(WILLCALL_INVALID, "the event `" + event + "` has this cap already",
                          "caps[" + std::to_string(index) + "]");
        said = true;
        if (type.empty()) rules.cap = {quota_key({office_, event}), quota};
        else rules.types[type].cap = {quota_key({office_, event, type}), quota};
    }
    std::vector<std::string_view> seen;
    for (std::size_t index = 0; index < settings.events.size(); ++index) {
        const auto& [event, on_sale, codes, withdrawn] = settings.events[index];
        if (std::ranges::find(seen, event) != seen.end())
            throw Failure(WILLCALL_INVALID, "the event `" + event + "` stands here already",
                          at("events", index, "event"));
        seen.push_back(event);
        auto& rules = events_[event];
        rules.said_on_sale = on_sale.has_value();
        rules.on_sale = on_sale.value_or(rules.on_sale);
        rules.said_codes = codes.has_value();
        rules.codes = codes.value_or(rules.codes);
        for (std::size_t type = 0; type < withdrawn.size(); ++type) {
            must_be_type(call, event, withdrawn[type],
                         at("events", index, "withdrawn") + '[' + std::to_string(type) + ']');
            rules.types[withdrawn[type]].on_sale = false;
            rules.types[withdrawn[type]].said_on_sale = true;
        }
    }
}

}  // namespace ticket_office
