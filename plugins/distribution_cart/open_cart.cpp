#include "open_cart.hpp"

#include "baskets.hpp"
#include "channel.hpp"

namespace distribution_cart {

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
                      "`" + std::string(call.parties().seller) + "` belongs to no structure");
    return structure;
}

std::string relay_of(const Call& call, std::string login) {
    if (login.empty()) return std::string(call.parties().seller);
    for (char& one : login)
        if (one >= 'A' && one <= 'Z') one += 'a' - 'A';
    return login;
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
    row_.structure = structure.empty() ? std::string(caller.channel) : std::move(structure);
    row_.relay = relay_of(turn_, relay);
    if (row_.relay != caller.seller) turn_.sell_for(row_.relay);
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
    auto& found = find_guest(number);
    if (found.is_forgotten())
        throw Failure(WILLCALL_NOT_FOUND, "the guest " + std::to_string(number) + " was forgotten",
                      "guest");
    return found;
}

Guest& OpenCart::find_guest(std::int64_t number) {
    const auto found = guests_.find(number);
    if (found != guests_.end()) return found->second;
    auto row = turn_.get<Guest>(row_.structure, row_.relay, number);
    if (!row)
        throw Failure(WILLCALL_NOT_FOUND,
                      "there is no guest " + std::to_string(number) + " in the cart", "guest");
    return guests_.emplace(number, std::move(*row)).first->second;
}

Place& OpenCart::keep(Place row) {
    const auto [at, fresh] = places_.emplace(row.place, std::move(row));
    if (fresh) of_guest_[at->second.guest].insert(at->first);
    return at->second;
}

void OpenCart::assign(Place& place, std::int64_t guest) {
    if (place.guest != guest) arrived_.insert(place.place);
    of_guest_[place.guest].erase(place.place);
    of_guest_[guest].insert(place.place);
    place.guest = guest;
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

std::vector<Place*> OpenCart::all_of(std::int64_t guest) {
    load(guest);
    std::vector<Place*> found;
    for (const auto number : of_guest_[guest]) found.push_back(&places_.at(number));
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
    std::vector<Place*> found;
    for (auto& row : all_rows<Place>(
             turn_, willcall::plugin::in_index("by_next", row_.structure, row_.relay, guest)))
        if (auto& place = keep(std::move(row)); place.to == guest) found.push_back(&place);
    return found;
}

Guest& OpenCart::add_guest(const Contact& contact) {
    // Whom this very call has added is in no table yet.
    for (auto& [number, known] : guests_)
        if (known.contact == contact.contact) return known;
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
    arrived_.insert(row.place);
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
    assign(place, guest);
    note(place, did);
}

void OpenCart::hand_over(Place& place, std::int64_t guest, PlaceState state, Did did) {
    assign(place, guest);
    place.to = 0;
    place.state = state;
    note(place, did);
}

void OpenCart::drop(Place& place) {
    load(place.guest);
    touch(place.guest);
    note(place, Did::removed);
    changed_.erase(place.place);
    dropped_.push_back(place.place);
    of_guest_[place.guest].erase(place.place);
    places_.erase(place.place);
}

// Nothing is left in their basket, and nobody would ever ask for it again.
void OpenCart::drop(Guest& guest) {
    if (guest.basket)
        turn_.attempt_as_plugin<BasketSeen>("baskets.drop", NamedBasket{guest.basket});
    turn_.remove<Guest>(row_.structure, row_.relay, guest.guest);
    changed_guests_.erase(guest.guest);
    touched_.erase(guest.guest);
    guests_.erase(guest.guest);
}

void OpenCart::end_basket(Guest& guest) {
    guest.basket = {};
    changed_guests_.insert(guest.guest);
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
    arrived_.clear();
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
