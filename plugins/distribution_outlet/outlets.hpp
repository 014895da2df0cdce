// The outlets there are, for whoever manages them.
#ifndef WILLCALL_DISTRIBUTION_OUTLET_OUTLETS_HPP
#define WILLCALL_DISTRIBUTION_OUTLET_OUTLETS_HPP

#include "settings.hpp"

#include <algorithm>

class Outlets final : public willcall::plugin::Feature {
public:
    struct ListOutlets {
        std::optional<Mode> delivery;

        static constexpr auto fields = willcall::in_order{
            field<"delivery">(&ListOutlets::delivery, "only those that hand tickets out so"),
        };
    };
    struct OutletLine {
        std::string key;
        std::string name;
        Mode delivery = Mode::email;
        std::string printer;
        std::int64_t events = 0;
        Sums cashiers_see = Sums::own;

        static constexpr auto meaning = "a distribution outlet";
        static constexpr auto fields = willcall::in_order{
            field<"key">(&OutletLine::key, "key of the channel"),
            field<"name">(&OutletLine::name, "as menus show it"),
            field<"delivery">(&OutletLine::delivery, "the one way tickets are handed out there"),
            field<"printer">(&OutletLine::printer, "that is registered there; empty: none"),
            field<"events">(&OutletLine::events, "how many it is linked to; 0: it sells nothing"),
            field<"cashiers_see">(&OutletLine::cashiers_see, "whose sales cashiers see summed up"),
        };
    };

    explicit Outlets(Host host) : outlets_(host.channels<OutletSettings>()) {
        std::ranges::sort(outlets_, {}, &Own::key);
    }

    // In order of their keys, so that a page goes on where the last one ended, even if that outlet
    // has become another kind of channel. Whoever does not see all sees the one they sell through.
    std::vector<OutletLine> list(const ListOutlets& request, const OutletLine* last,
                                 willcall::plugin::Listing listing) const {
        constexpr std::size_t rows_most = 500;
        std::vector<OutletLine> rows;
        if (listing.scope == WILLCALL_SCOPE_NONE) return rows;
        auto next = outlets_.begin();
        if (last != nullptr) next = std::ranges::upper_bound(outlets_, last->key, {}, &Own::key);
        for (; next != outlets_.end() && rows.size() < rows_most; ++next) {
            const auto& [key, name, settings] = *next;
            if (request.delivery && settings.delivery != *request.delivery) continue;
            if (listing.scope != WILLCALL_SCOPE_ALL && key != listing.parties().channel) continue;
            rows.push_back({key, name, settings.delivery, settings.printer,
                            static_cast<std::int64_t>(settings.events.size()),
                            settings.cashiers_see});
        }
        return rows;
    }

    static constexpr auto operations = willcall::in_order{
        table<"distribution_outlet.outlets">("/outlets/list", "the distribution outlets there are",
                                             &Outlets::list),
    };

private:
    using Own = willcall::plugin::OwnChannel<OutletSettings>;

    std::vector<Own> outlets_;
};

#endif
