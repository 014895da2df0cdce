// Keys of the season, as plugins ask for them.
#include "catalogue/catalogue.hpp"

namespace willcall::catalogue {

std::vector<willcall_text> Catalogue::keys(std::int32_t what, std::string_view of) const {
    std::vector<willcall_text> keys;
    const auto add = [&](const auto& items, const auto& is_meant) {
        for (const auto& item : items)
            if (is_meant(*item)) keys.push_back(as_text(item->key));
    };
    const auto any = [](const auto&) { return true; };
    if (what == WILLCALL_KEYS_EVENTS) add(events, any);
    if (what == WILLCALL_KEYS_LOCATIONS) add(locations, any);
    if (what == WILLCALL_KEYS_TICKET_TYPES)
        add(ticket_types, [&](const TicketTypeItem& type) { return type.event->key == of; });
    return keys;
}

}  // namespace willcall::catalogue
