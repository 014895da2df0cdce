// The quotas that a catalogue asks for, and what they are called.
#include "catalogue/catalogue.hpp"

#include <unordered_map>

namespace willcall::catalogue {

std::string performance_quota(std::string_view performance) {
    return std::string("performance/").append(performance);
}

std::string ticket_type_quota(std::string_view performance, std::string_view ticket_type) {
    return std::string("ticket_type/").append(performance).append("/").append(ticket_type);
}

std::string contingent_quota(std::string_view contingent) {
    return std::string("contingent/").append(contingent);
}

std::string owner_quota(std::string_view owner, std::string_view of) {
    return std::string(owner_quotas).append(owner).append("/").append(of);
}

std::vector<WantedQuota> Catalogue::wanted_quotas() const {
    std::unordered_map<const EventItem*, std::vector<const TicketTypeItem*>> limited;
    for (const auto& type : ticket_types)
        if (type->quota) limited[type->event].push_back(type.get());
    std::vector<WantedQuota> wanted;
    for (const auto& performance : performances) {
        wanted.push_back({performance_quota(performance->key), performance->capacity});
        for (const auto* type : limited[performance->event])
            wanted.push_back({ticket_type_quota(performance->key, type->key), *type->quota});
    }
    for (const auto& one : contingents) wanted.push_back({contingent_quota(one->key), one->places});
    return wanted;
}

}  // namespace willcall::catalogue
