// Operations on the places of a cart, and on the tickets they become.
#include "channel.hpp"
#include "distributing.hpp"
#include "feature.hpp"

#include <algorithm>

namespace distribution_cart {

using willcall::plugin::in_index;
using willcall::plugin::in_key;

namespace {

[[noreturn]] void refuse_nothing_chosen() {
    throw Refusal("distribution_cart.nothing_chosen",
                  "neither a number of tickets nor a seat is chosen");
}

std::vector<Place*> of_numbers(OpenCart& cart, const std::vector<std::int64_t>& numbers) {
    std::vector<Place*> places;
    for (const auto number : numbers) {
        auto* place = &cart.place(number);
        if (std::ranges::find(places, place) != places.end())
            throw Failure(WILLCALL_INVALID,
                          "the place " + std::to_string(number) + " is named twice", "places");
        places.push_back(place);
    }
    return places;
}

// Only what is in the cart can be moved about; a ticket that somebody has is taken back, or given
// on.
void must_be_held(const Place& place, Time now) {
    if (is_released(place, now))
        throw Refusal("distribution_cart.released",
                      "the place " + std::to_string(place.place) + " was released",
                      {{"released", place.until->microseconds}});
    if (place.state != PlaceState::held)
        throw Refusal("distribution_cart.distributed",
                      "the place " + std::to_string(place.place) + " is a ticket already");
}

void must_be_ticket(const Place& place) {
    if (place.state == PlaceState::held)
        throw Refusal("distribution_cart.not_distributed",
                      "the place " + std::to_string(place.place) + " is not distributed");
}

void allocate_one(OpenCart& cart, const Allocation& wanted) {
    cart.guest(wanted.guest);
    if (!wanted.places.empty()) {
        for (auto* place : of_numbers(cart, wanted.places)) {
            must_be_held(*place, cart.turn().now());
            if (place->guest != 0 && place->guest != wanted.guest)
                throw Refusal("distribution_cart.allocated", "the place " +
                                                                 std::to_string(place->place) +
                                                                 " is allocated to another guest");
            cart.give(*place, wanted.guest, Did::allocated);
        }
        return;
    }
    if (wanted.quantity == 0) refuse_nothing_chosen();
    auto free = cart.held(0);
    std::erase_if(free, [&](const Place* place) {
        return place->performance != wanted.performance ||
               (!wanted.ticket_type.empty() && place->ticket_type != wanted.ticket_type);
    });
    const auto left = static_cast<std::int64_t>(free.size());
    if (left < wanted.quantity)
        throw Refusal("distribution_cart.too_few",
                      "not so many places of `" + wanted.performance + "` are free in the cart",
                      {{"asked", wanted.quantity}, {"left", left}});
    for (std::int64_t one = 0; one < wanted.quantity; ++one)
        cart.give(*free[static_cast<std::size_t>(one)], wanted.guest, Did::allocated);
}

struct FindOrder {
    std::string code;
    static constexpr auto fields = in_order{willcall::field<"code">(&FindOrder::code, "")};
};
struct FoundTicket {
    Id id;
    std::string code;
    static constexpr auto fields = in_order{willcall::field<"id">(&FoundTicket::id, ""),
                                            willcall::field<"code">(&FoundTicket::code, "")};
};
struct FoundOrder {
    std::vector<FoundTicket> tickets;
    static constexpr auto fields = in_order{willcall::field<"tickets">(&FoundOrder::tickets, "")};
};

// Only of the code that lives: who has an older one has no ticket any more.
Id ticket_of(const Turn& turn, const std::string& code) {
    const auto order = turn.invoke_as_plugin<FoundOrder>("orders.get", FindOrder{code});
    for (const auto& ticket : order.tickets)
        if (ticket.code == code) return ticket.id;
    throw Refusal("ticket.dead", "the ticket was given back or issued anew");
}

}  // namespace

Feature::Feature(const willcall::plugin::Host& host) {
    for (auto& [key, name, settings] : host.channels<Structure::Settings>())
        sent_by_.emplace(std::move(key), std::move(settings.delivery));
}

std::string Feature::sent_by(const std::string& structure) const {
    const auto found = sent_by_.find(structure);
    return found == sent_by_.end() ? std::string() : found->second;
}

CartChanged Feature::add(const AddToCart& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    if (request.lines.empty()) refuse_nothing_chosen();
    for (const auto& line : request.lines) {
        if (line.seats.empty() && line.quantity == 0) refuse_nothing_chosen();
        if (!line.seats.empty() && line.quantity != 0 &&
            line.quantity != static_cast<std::int64_t>(line.seats.size()))
            throw Failure(WILLCALL_INVALID,
                          "quantity: must be left out, or one for each of the seats",
                          "lines.quantity");
        if (line.guest != 0) cart.guest(line.guest);
        for (const auto& seat : line.seats) cart.add_place(line, seat);
        if (line.seats.empty())
            for (std::int64_t one = 0; one < line.quantity; ++one) cart.add_place(line, {});
        if (line.together) cart.seat_together(line.guest);
    }
    cart.save();
    return {{}, cart.changed()};
}

CartChanged Feature::remove(const NamedPlaces& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    for (auto* place : of_numbers(cart, request.places)) {
        if (place->state != PlaceState::held) must_be_held(*place, turn.now());
        cart.drop(*place);
    }
    cart.save();
    return {{}, cart.changed()};
}

CartChanged Feature::allocate(const AllocateToGuests& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    for (const auto& wanted : request.allocations) allocate_one(cart, wanted);
    cart.save();
    return {{}, cart.changed()};
}

CartChanged Feature::move(const MovePlaces& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    if (request.guest != 0) cart.guest(request.guest);
    for (auto* place : of_numbers(cart, request.places)) {
        must_be_held(*place, turn.now());
        cart.give(*place, request.guest, Did::moved);
    }
    cart.save();
    return {{}, cart.changed()};
}

CartChanged Feature::swap(const SwapPlaces& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    const auto places = of_numbers(cart, {request.one, request.other});
    auto& one = *places[0];
    auto& other = *places[1];
    for (const auto* place : places) must_be_held(*place, turn.now());
    if (one.performance != other.performance || one.seat.empty() || other.seat.empty())
        throw Refusal("distribution_cart.no_swap", "only seats of one performance change places");
    std::swap(one.seat, other.seat);
    for (auto* place : places) {
        cart.give(*place, place->guest, Did::swapped);
    }
    cart.save();
    return {{}, cart.changed()};
}

// What they had is free for them, too.
CartChanged Feature::seat(const SeatGuest& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    cart.guest(request.guest);
    auto places = cart.held(request.guest);
    std::erase_if(places,
                  [&](const Place* place) { return place->performance != request.performance; });
    if (places.empty())
        throw Refusal("distribution_cart.nothing_allocated",
                      "nothing of `" + request.performance + "` is allocated to the guest");
    if (!request.seats.empty() && request.seats.size() != places.size())
        throw Refusal("distribution_cart.seats_differ", "so many seats are not the party's",
                      {{"seats", static_cast<std::int64_t>(request.seats.size())},
                       {"places", static_cast<std::int64_t>(places.size())}});
    for (std::size_t at = 0; at < places.size(); ++at) {
        places[at]->seat = request.seats.empty() ? std::string() : request.seats[at];
        cart.give(*places[at], request.guest, Did::moved);
    }
    cart.seat_together(request.guest);
    cart.save();
    return {{}, cart.changed()};
}

Distributed Feature::distribute_to(const DistributeToGuests& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    if (request.guests.empty())
        throw Refusal("distribution_cart.nobody_chosen", "no guest is chosen");
    Distributed answer;
    answer.guests = distribute(cart, request.guests, sent_by(cart.structure()), request.dry_run);
    if (!request.dry_run) cart.save();
    return answer;
}

CartChanged Feature::redistribute(const MovePlaces& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    if (request.guest != 0) cart.guest(request.guest);
    for (auto* place : of_numbers(cart, request.places)) {
        must_be_ticket(*place);
        if (place->guest == request.guest && place->guest != 0)
            throw Refusal("distribution_cart.has_it", "the guest has the ticket of place " +
                                                          std::to_string(place->place) +
                                                          " already");
        place->to = request.guest;
        cart.note(*place, Did::promised_on);
    }
    cart.save();
    return {{}, cart.changed()};
}

CartChanged Feature::assign_to_me(const NamedPlaces& request, Turn turn) const {
    OpenCart cart(turn, request.relay);
    const auto places = of_numbers(cart, request.places);
    for (const auto* place : places) must_be_ticket(*place);
    take_back(cart, places, false);
    cart.save();
    return {{}, cart.changed()};
}

CartChanged Feature::give_back(const GiveBackTicket& request, Turn turn) const {
    must_be_on(turn);
    const auto ticket = ticket_of(turn, request.code);
    const auto found = turn.scan<Place>(in_index("by_ticket", ticket));
    if (found.empty())
        throw Refusal("distribution_cart.not_distributed", "no structure distributed it");
    // Guests come from anywhere; only a relay is of one structure and not of another.
    const std::string own(turn.parties().channel);
    OpenCart cart(turn, found.front().relay,
                  sent_by_.contains(own) ? own : found.front().structure);
    take_back(cart, {&cart.place(found.front().place)}, true);
    cart.save();
    return {{}, cart.changed()};
}

Cart Feature::get(const GetCart& request, Call call) const {
    must_be_on(call);
    Cart answer;
    answer.structure = structure_of(call);
    answer.relay = relay_of(call, request.relay);
    if (answer.relay != call.parties().seller && !call.get<CartRow>(answer.structure, answer.relay))
        throw Refusal("distribution_cart.other_structure",
                      "`" + answer.relay + "` has no cart in `" + answer.structure + "`");
    // Both come by their numbers; a guest who was removed has none of the places.
    for (const auto& guest : all_rows<Guest>(call, in_key(answer.structure, answer.relay)))
        answer.guests.push_back(shown(guest));
    for (const auto& place : all_rows<Place>(call, in_key(answer.structure, answer.relay))) {
        answer.places.push_back(shown(place, call.now()));
        const auto guest =
            std::ranges::lower_bound(answer.guests, place.guest, {}, &ShownGuest::guest);
        if (guest == answer.guests.end() || guest->guest != place.guest) continue;
        auto& of = *guest;
        // What was allocated to somebody who was forgotten was given up.
        if (of.name.empty() && place.state == PlaceState::held)
            answer.places.back().state = ShownState::released;
        of.allocated += answer.places.back().state == ShownState::allocated ? 1 : 0;
        of.distributed += place.state == PlaceState::distributed ? 1 : 0;
    }
    return answer;
}

History Feature::history(const GetHistory& request, Call call) const {
    must_be_on(call);
    const auto structure = structure_of(call);
    const auto relay = relay_of(call, request.relay);
    Step after;
    after.structure = structure;
    after.relay = relay;
    after.step = request.after;
    const auto where = request.place == 0
                           ? in_key(structure, relay)
                           : in_index("steps_of_place", structure, relay, request.place);
    const auto most = static_cast<std::uint64_t>(request.most);
    History answer;
    for (const auto& step :
         call.scan<Step>(where, most + 1, request.after == 0 ? nullptr : &after)) {
        if (answer.rows.size() == most) {
            answer.next = answer.rows.back().step;
            break;
        }
        HistoryRow row{step.step,  step.at,    step.relay, step.by, step.did,
                       step.place, step.guest, {},         {}};
        if (const auto guest = call.get<Guest>(structure, relay, step.guest))
            row.name = guest->name;
        if (step.ticket) row.ticket = step.ticket;
        answer.rows.push_back(std::move(row));
    }
    return answer;
}

}  // namespace distribution_cart
