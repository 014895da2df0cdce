// A cart saved with the baskets that hold its places: all that were touched are filled anew.
#include "baskets.hpp"
#include "open_cart.hpp"

#include <algorithm>

namespace distribution_cart {

namespace {

// What is asked of the engine: see baskets.rearrange in its reference.
struct WantedLine {
    std::string performance;
    std::string ticket_type;
    std::optional<std::int64_t> quantity;
    std::vector<std::string> holders;
    std::vector<std::string> seats;
    bool together = false;

    static constexpr auto fields = in_order{
        field<"performance">(&WantedLine::performance, ""),
        field<"ticket_type">(&WantedLine::ticket_type, ""),
        field<"quantity">(&WantedLine::quantity, ""),
        field<"holders">(&WantedLine::holders, ""),
        field<"seats">(&WantedLine::seats, ""),
        field<"together">(&WantedLine::together, ""),
    };
};

struct WantedBuyer {
    std::string name;
    std::string email;
    std::string language;

    static constexpr auto fields = in_order{
        field<"name">(&WantedBuyer::name, ""),
        field<"email">(&WantedBuyer::email, ""),
        field<"language">(&WantedBuyer::language, ""),
    };
};

struct WantedBasket {
    std::optional<Id> id;
    std::vector<WantedLine> lines;
    std::optional<WantedBuyer> buyer;

    static constexpr auto fields = in_order{
        field<"id">(&WantedBasket::id, ""),
        field<"lines">(&WantedBasket::lines, ""),
        field<"buyer">(&WantedBasket::buyer, ""),
    };
};

struct Rearrange {
    std::vector<WantedBasket> baskets;
    static constexpr auto fields = in_order{field<"baskets">(&Rearrange::baskets, "")};
};

struct HeldLine {
    std::vector<std::string> seats;
    std::optional<Time> until;

    static constexpr auto fields = in_order{
        field<"seats">(&HeldLine::seats, ""),
        field<"until">(&HeldLine::until, ""),
    };
};

}  // namespace

struct HeldBasket {
    Id id;
    std::vector<HeldLine> lines;

    static constexpr auto fields =
        in_order{field<"id">(&HeldBasket::id, ""), field<"lines">(&HeldBasket::lines, "")};
};

namespace {

struct Rearranged {
    std::vector<HeldBasket> baskets;
    static constexpr auto fields = in_order{field<"baskets">(&Rearranged::baskets, "")};
};

}  // namespace

// A basket with the places that each of its lines is about.
struct OpenCart::Wanted {
    std::int64_t guest = 0;
    WantedBasket basket;
    std::vector<std::vector<Place*>> places;
};

OpenCart::Wanted OpenCart::wanted_of(std::int64_t number) {
    Wanted wanted;
    wanted.guest = number;
    std::string holder;
    if (number == 0) {
        if (row_.pool) wanted.basket.id = row_.pool;
    } else {
        const auto& of = find_guest(number);
        holder = of.name;
        if (of.basket) wanted.basket.id = of.basket;
        if (!of.is_forgotten()) wanted.basket.buyer = WantedBuyer{of.name, of.email, of.language};
    }
    // By what they are for; those without a seat may get one, or are for a performance without.
    using Key = std::tuple<std::string, std::string, bool>;
    std::map<Key, std::size_t> lines;
    for (auto* place : held(number)) {
        const Key key{place->performance, place->ticket_type, place->seat.empty()};
        const auto [at, fresh] = lines.emplace(key, wanted.places.size());
        if (fresh) {
            wanted.places.emplace_back();
            auto& line = wanted.basket.lines.emplace_back();
            line.performance = place->performance;
            line.ticket_type = place->ticket_type;
            line.together = together_.contains(number);
            if (!holder.empty()) line.holders.push_back(holder);
        }
        auto& line = wanted.basket.lines[at->second];
        if (place->seat.empty()) line.quantity = line.quantity.value_or(0) + 1;
        else line.seats.push_back(place->seat);
        wanted.places[at->second].push_back(place);
    }
    return wanted;
}

void OpenCart::fill() {
    std::vector<Wanted> all;
    Rearrange request;
    for (const auto number : touched_) {
        auto wanted = wanted_of(number);
        if (!wanted.basket.id && wanted.basket.lines.empty()) continue;
        request.baskets.push_back(wanted.basket);
        all.push_back(std::move(wanted));
    }
    if (all.empty()) return;
    const auto answer = turn_.attempt_as_plugin<Rearranged>("baskets.rearrange", request);
    if (const auto* no = std::get_if<willcall::plugin::Refused>(&answer)) {
        const bool lost = std::ranges::any_of(
            no->reasons, [](const auto& why) { return why.rule == "basket.dropped"; });
        if (lost && leave_lost_baskets(all)) return fill();
        throw Failure::said_by_host(WILLCALL_REFUSED, "baskets.rearrange failed");
    }
    const auto& filled = std::get<Rearranged>(answer).baskets;
    for (std::size_t number = 0; number < all.size(); ++number)
        take_over(all[number], filled.at(number));
}

// A basket that spoke of somebody who was forgotten since was given up, and its places with it.
bool OpenCart::leave_lost_baskets(const std::vector<Wanted>& all) {
    bool left = false;
    for (const auto& wanted : all) {
        if (wanted.guest == 0 || !wanted.basket.id) continue;
        const auto seen =
            turn_.invoke_as_plugin<BasketSeen>("baskets.get", NamedBasket{*wanted.basket.id});
        if (seen.state != "dropped") continue;
        end_basket(find_guest(wanted.guest));
        for (auto* place : held(wanted.guest)) {
            if (arrived_.contains(place->place)) continue;
            place->until = turn_.now();
            changed_.insert(place->place);
        }
        left = true;
    }
    return left;
}

// The baskets, seats and times that the engine has chosen.
void OpenCart::take_over(const Wanted& wanted, const HeldBasket& held) {
    if (wanted.guest == 0) {
        row_.pool = held.id;
    } else if (auto& of = find_guest(wanted.guest); of.basket != held.id) {
        of.basket = held.id;
        changed_guests_.insert(wanted.guest);
    }
    for (std::size_t line = 0; line < held.lines.size(); ++line) {
        const auto& [seats, until] = held.lines[line];
        const auto& places = wanted.places.at(line);
        for (std::size_t at = 0; at < places.size(); ++at) {
            auto& place = *places[at];
            const auto& seat = seats.empty() ? place.seat : seats[at];
            if (place.seat == seat && place.until == until) continue;
            place.seat = seat;
            place.until = until;
            changed_.insert(place.place);
        }
    }
}

}  // namespace distribution_cart
