#include "open_cart.hpp"

#include "channel.hpp"

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

struct HeldBasket {
    Id id;
    std::vector<HeldLine> lines;

    static constexpr auto fields =
        in_order{field<"id">(&HeldBasket::id, ""), field<"lines">(&HeldBasket::lines, "")};
};

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

void must_be_on(const Call& call) {
    for (const auto* path : switches)
        if (!call.switched_on(path))
            throw Refusal("distribution_cart.off",
                          std::string("the distribution cart is switched off: `config.") + path +
                              "` is not true");
}

std::string structure_of(const Call& call) {
    auto structure = std::string(call.parties().channel);
    if (structure.empty())
        throw Refusal("distribution_cart.no_structure",
                      "`" + std::string(call.parties().actor) + "` belongs to no structure");
    return structure;
}

bool is_released(const Place& place, Time now) {
    return place.state == PlaceState::held && place.until && *place.until <= now;
}

ShownPlace shown(const Place& place, Time now) {
    ShownPlace made{
        place.place, place.guest, place.performance, place.ticket_type, place.seat, {}, place.to,
        place.until, {},          place.added_by,    place.changed_by};
    if (place.ticket) made.ticket = place.ticket;
    if (is_released(place, now)) made.state = ShownState::released;
    else if (place.state == PlaceState::distributed) made.state = ShownState::distributed;
    else if (place.state == PlaceState::taken_back) made.state = ShownState::taken_back;
    else if (place.guest != 0) made.state = ShownState::allocated;
    if (place.state != PlaceState::held) made.until.reset();
    return made;
}

ShownGuest shown(const Guest& guest) {
    return {guest.guest, guest.contact, guest.name, guest.email, 0, 0, guest.added_by};
}

OpenCart::OpenCart(const Turn& turn, const std::string& relay, std::string structure)
    : turn_(turn) {
    must_be_on(turn_);
    const auto caller = turn_.parties();
    by_ = caller.actor;
    row_.structure = caller.channel.empty() ? std::move(structure) : std::string(caller.channel);
    row_.relay = relay.empty() ? std::string(caller.actor) : relay;
    if (row_.relay != by_) turn_.sell_for(row_.relay);
    const std::string theirs(turn_.parties().channel);
    // The organiser may look after anybody's; whoever has a structure, after its relays'.
    if (row_.structure.empty()) row_.structure = theirs;
    if (row_.structure.empty()) row_.structure = structure_of(turn_);
    const auto known = turn_.get<CartRow>(row_.structure, row_.relay);
    if (known) row_ = *known;
    if (theirs == row_.structure) return;
    // Whoever has left: the cart stays with the structure.
    if (!known)
        throw Refusal("distribution_cart.other_structure",
                      "`" + row_.relay + "` is no relay of `" + row_.structure + "`");
    turn_.sell_for(row_.relay, row_.structure);
}

Guest& OpenCart::guest(std::int64_t number) {
    const auto found = guests_.find(number);
    if (found != guests_.end()) return found->second;
    auto row = turn_.get<Guest>(row_.structure, row_.relay, number);
    if (!row)
        throw Failure(WILLCALL_NOT_FOUND,
                      "there is no guest " + std::to_string(number) + " in the cart", "guest");
    return guests_.emplace(number, std::move(*row)).first->second;
}

Place& OpenCart::keep(Place row) {
    return places_.emplace(row.place, std::move(row)).first->second;
}

Place& OpenCart::place(std::int64_t number) {
    const auto found = places_.find(number);
    if (found != places_.end()) return found->second;
    auto row = turn_.get<Place>(row_.structure, row_.relay, number);
    if (!row)
        throw Failure(WILLCALL_NOT_FOUND,
                      "there is no place " + std::to_string(number) + " in the cart", "places");
    return keep(std::move(*row));
}

void OpenCart::load(std::int64_t guest) {
    if (!loaded_.insert(guest).second) return;
    for (auto& row : all_rows<Place>(
             turn_, willcall::plugin::in_index("by_guest", row_.structure, row_.relay, guest)))
        keep(std::move(row));
}

void OpenCart::load_next(std::int64_t guest) {
    for (auto& row : all_rows<Place>(
             turn_, willcall::plugin::in_index("by_next", row_.structure, row_.relay, guest)))
        keep(std::move(row));
}

std::vector<Place*> OpenCart::all_of(std::int64_t guest) {
    load(guest);
    std::vector<Place*> found;
    for (auto& [number, place] : places_)
        if (place.guest == guest) found.push_back(&place);
    return found;
}

std::vector<Place*> OpenCart::held(std::int64_t guest) {
    auto found = all_of(guest);
    std::erase_if(found, [this](const Place* place) {
        return place->state != PlaceState::held || is_released(*place, turn_.now());
    });
    return found;
}

std::vector<Place*> OpenCart::awaited(std::int64_t guest) {
    load_next(guest);
    std::vector<Place*> found;
    for (auto& [number, place] : places_)
        if (place.to == guest && guest != 0) found.push_back(&place);
    return found;
}

Guest& OpenCart::add_guest(const Contact& contact) {
    const auto before = turn_.scan<Guest>(
        willcall::plugin::in_index("by_contact", row_.structure, row_.relay, contact.contact));
    if (!before.empty()) return guest(before.front().guest);
    Guest row{
        row_.structure,   row_.relay, ++row_.guests, contact.contact, contact.name, contact.email,
        contact.language, {},         by_,           turn_.now()};
    changed_guests_.insert(row.guest);
    loaded_.insert(row.guest);
    return guests_.emplace(row.guest, std::move(row)).first->second;
}

Place& OpenCart::add_place(const CartLine& line, std::string seat) {
    Place row;
    row.structure = row_.structure;
    row.relay = row_.relay;
    row.place = ++row_.places;
    row.guest = line.guest;
    row.performance = line.performance;
    row.ticket_type = line.ticket_type;
    row.seat = std::move(seat);
    row.added_by = by_;
    load(row.guest);
    auto& kept = keep(std::move(row));
    note(kept, Did::added);
    touch(kept.guest);
    return kept;
}

void OpenCart::note(Place& place, Did did) {
    place.changed_by = by_;
    place.changed = turn_.now();
    changed_.insert(place.place);
    steps_.push_back({row_.structure, row_.relay, ++row_.steps, turn_.now(), by_, did, place.place,
                      place.guest, place.ticket});
}

void OpenCart::give(Place& place, std::int64_t guest, Did did) {
    load(place.guest);
    load(guest);
    touch(place.guest);
    touch(guest);
    place.guest = guest;
    note(place, did);
}

void OpenCart::drop(Place& place) {
    load(place.guest);
    touch(place.guest);
    note(place, Did::removed);
    changed_.erase(place.place);
    dropped_.push_back(place.place);
    places_.erase(place.place);
}

void OpenCart::drop(Guest& guest) {
    turn_.remove<Guest>(row_.structure, row_.relay, guest.guest);
    changed_guests_.erase(guest.guest);
    touched_.erase(guest.guest);
    guests_.erase(guest.guest);
}

void OpenCart::end_basket(Guest& guest) {
    guest.basket = {};
    changed_guests_.insert(guest.guest);
}

OpenCart::Wanted OpenCart::wanted_of(std::int64_t number) {
    Wanted wanted;
    wanted.guest = number;
    std::string holder;
    if (number == 0) {
        if (row_.pool) wanted.basket.id = row_.pool;
    } else {
        const auto& of = guest(number);
        holder = of.name;
        if (of.basket) wanted.basket.id = of.basket;
        wanted.basket.buyer = WantedBuyer{of.name, of.email, of.language};
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
    const auto answer = turn_.invoke_as_plugin<Rearranged>("baskets.rearrange", request);
    for (std::size_t number = 0; number < all.size(); ++number) {
        const auto& [id, lines] = answer.baskets.at(number);
        const auto& wanted = all[number];
        if (wanted.guest == 0) {
            row_.pool = id;
        } else if (guest(wanted.guest).basket != id) {
            guest(wanted.guest).basket = id;
            changed_guests_.insert(wanted.guest);
        }
        for (std::size_t line = 0; line < lines.size(); ++line) {
            const auto& places = wanted.places.at(line);
            for (std::size_t at = 0; at < places.size(); ++at) {
                auto& place = *places[at];
                const auto& seat = lines[line].seats.empty() ? place.seat : lines[line].seats[at];
                if (place.seat == seat && place.until == lines[line].until) continue;
                place.seat = seat;
                place.until = lines[line].until;
                changed_.insert(place.place);
            }
        }
    }
}

void OpenCart::save() {
    fill();
    std::vector<Place> places;
    for (const auto number : changed_) places.push_back(places_.at(number));
    turn_.put(std::span<const Place>(places));
    std::vector<Guest> guests;
    for (const auto number : changed_guests_) guests.push_back(guests_.at(number));
    turn_.put(std::span<const Guest>(guests));
    for (const auto number : dropped_) turn_.remove<Place>(row_.structure, row_.relay, number);
    turn_.put(std::span<const Step>(steps_));
    turn_.put(row_);
    touched_.clear();
    together_.clear();
    dropped_.clear();
    steps_.clear();
    changed_guests_.clear();
}

std::vector<ShownPlace> OpenCart::changed() const {
    std::vector<ShownPlace> all;
    for (const auto number : changed_) all.push_back(shown(places_.at(number), turn_.now()));
    return all;
}

}  // namespace distribution_cart
