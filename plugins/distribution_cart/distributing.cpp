#include "distributing.hpp"

#include <algorithm>

namespace distribution_cart {

namespace {

using willcall::plugin::Refused;

// What is asked of the engine, and what of its answers is looked at.
struct PlaceBasket {
    Id basket;
    bool codes = false;

    static constexpr auto fields = in_order{field<"basket">(&PlaceBasket::basket, ""),
                                            field<"codes">(&PlaceBasket::codes, "")};
};

struct SeatSold {
    std::string guid;
    static constexpr auto fields = in_order{field<"guid">(&SeatSold::guid, "")};
};

struct TicketSold {
    Id id;
    std::string performance;
    std::string ticket_type;
    std::optional<SeatSold> seat;

    static constexpr auto fields = in_order{
        field<"id">(&TicketSold::id, ""),
        field<"performance">(&TicketSold::performance, ""),
        field<"ticket_type">(&TicketSold::ticket_type, ""),
        field<"seat">(&TicketSold::seat, ""),
    };
};

struct OrderSold {
    Id id;
    std::string number;
    std::vector<TicketSold> tickets;

    static constexpr auto fields = in_order{
        field<"id">(&OrderSold::id, ""),
        field<"number">(&OrderSold::number, ""),
        field<"tickets">(&OrderSold::tickets, ""),
    };
};

struct NamedBasket {
    Id id;
    static constexpr auto fields = in_order{field<"id">(&NamedBasket::id, "")};
};

struct BasketQuote {
    bool possible = false;
    std::vector<Why> reasons;

    static constexpr auto fields = in_order{
        field<"possible">(&BasketQuote::possible, ""),
        field<"reasons">(&BasketQuote::reasons, ""),
    };
};

struct BasketSeen {
    std::optional<BasketQuote> quote;
    static constexpr auto fields = in_order{field<"quote">(&BasketSeen::quote, "")};
};

struct Transfer {
    std::vector<Id> tickets;
    std::string holder;
    std::string to;
    std::string language;
    std::optional<Id> with;
    bool returned = false;
    bool dry_run = false;

    static constexpr auto fields = in_order{
        field<"tickets">(&Transfer::tickets, ""), field<"holder">(&Transfer::holder, ""),
        field<"to">(&Transfer::to, ""),           field<"language">(&Transfer::language, ""),
        field<"with">(&Transfer::with, ""),       field<"returned">(&Transfer::returned, ""),
        field<"dry_run">(&Transfer::dry_run, ""),
    };
};

struct Transferred {
    static constexpr auto fields = in_order{};
};

// Which ticket each place has become: by its seat, or one of its kind.
void name_tickets(const std::vector<Place*>& places, OrderSold order) {
    for (auto* place : places) {
        const auto found = std::ranges::find_if(order.tickets, [&](const TicketSold& ticket) {
            return ticket.performance == place->performance &&
                   ticket.ticket_type == place->ticket_type &&
                   (ticket.seat ? ticket.seat->guid : std::string()) == place->seat;
        });
        if (found == order.tickets.end())
            throw Failure(WILLCALL_PLUGIN, "an order has not the tickets that it was placed for");
        place->order = order.id;
        place->ticket = found->id;
        order.tickets.erase(found);
    }
}

Transfer transfer_to(const Guest& guest, const std::vector<Place*>& places) {
    Transfer request;
    for (const auto* place : places) request.tickets.push_back(place->ticket);
    request.holder = guest.name;
    request.to = guest.email;
    request.language = guest.language;
    return request;
}

class Distributing {
public:
    Distributing(OpenCart& cart, std::int64_t guest)
        : cart_(cart), turn_(cart.turn()), guest_(cart.guest(guest)) {
        outcome_.guest = guest;
    }

    GuestOutcome run(bool dry_run) {
        held_ = cart_.held(guest_.guest);
        awaited_ = cart_.awaited(guest_.guest);
        outcome_.tickets = static_cast<std::int64_t>(held_.size() + awaited_.size());
        if (outcome_.tickets == 0) say_nothing_there();
        // Where there is both, or nothing is to be done, all of it is asked before any of it is.
        const bool ask = dry_run || (!held_.empty() && !awaited_.empty());
        if (possible() && !awaited_.empty()) ask_for_transfer();
        if (possible() && ask && !held_.empty()) ask_for_order();
        if (possible() && !dry_run) {
            if (!held_.empty()) place();
            if (possible() && !awaited_.empty()) hand_on();
        }
        outcome_.distributed = possible() && !dry_run;
        if (!possible()) outcome_.tickets = 0;
        return std::move(outcome_);
    }

private:
    bool possible() const { return outcome_.reasons.empty(); }

    void say_nothing_there() {
        const auto all = cart_.all_of(guest_.guest);
        const bool released = std::ranges::any_of(
            all, [this](const Place* place) { return is_released(*place, turn_.now()); });
        if (released)
            outcome_.reasons.push_back(
                {"distribution_cart.released", "what was allocated to the guest was released"});
        else
            outcome_.reasons.push_back(
                {"distribution_cart.nothing_allocated", "nothing is allocated to the guest"});
    }

    void ask_for_transfer() {
        if (guest_.email.empty() && held_.empty()) {
            outcome_.reasons.push_back({"distribution_cart.email_required",
                                        "the guest has no email address to send tickets to"});
            return;
        }
        auto request = transfer_to(guest_, awaited_);
        request.dry_run = true;
        const auto answer = turn_.attempt_as_plugin<Transferred>("tickets.transfer", request);
        if (const auto* no = std::get_if<Refused>(&answer)) outcome_.reasons = no->reasons;
    }

    void ask_for_order() {
        const auto seen =
            turn_.invoke_as_plugin<BasketSeen>("baskets.get", NamedBasket{guest_.basket});
        if (seen.quote && !seen.quote->possible) outcome_.reasons = seen.quote->reasons;
    }

    void place() {
        auto answer =
            turn_.attempt_as_plugin<OrderSold>("orders.place", PlaceBasket{guest_.basket});
        if (const auto* no = std::get_if<Refused>(&answer)) {
            outcome_.reasons = no->reasons;
            return;
        }
        auto& order = std::get<OrderSold>(answer);
        outcome_.order = order.id;
        outcome_.number = order.number;
        name_tickets(held_, std::move(order));
        for (auto* one : held_) {
            one->state = PlaceState::distributed;
            cart_.note(*one, Did::distributed);
        }
        cart_.end_basket(guest_);
    }

    // Neither of them can be refused by now; if it is, nothing at all has happened.
    void hand_on() {
        auto request = transfer_to(guest_, awaited_);
        request.with = outcome_.order;
        turn_.invoke_as_plugin<Transferred>("tickets.transfer", request);
        for (auto* one : awaited_) {
            one->guest = guest_.guest;
            one->to = 0;
            one->state = PlaceState::distributed;
            cart_.note(*one, Did::distributed_on);
        }
    }

    OpenCart& cart_;
    const Turn& turn_;
    Guest& guest_;
    std::vector<Place*> held_;
    std::vector<Place*> awaited_;
    GuestOutcome outcome_;
};

}  // namespace

GuestOutcome distribute(OpenCart& cart, std::int64_t guest, bool dry_run) {
    return Distributing(cart, guest).run(dry_run);
}

void take_back(OpenCart& cart, const std::vector<Place*>& places, bool returned) {
    Transfer request;
    for (const auto* place : places) request.tickets.push_back(place->ticket);
    request.holder = cart.relay();
    request.returned = returned;
    cart.turn().invoke_as_plugin<Transferred>("tickets.transfer", request);
    for (auto* place : places) {
        place->guest = 0;
        place->to = 0;
        place->state = PlaceState::taken_back;
        cart.note(*place, returned ? Did::given_back : Did::taken_back);
    }
}

}  // namespace distribution_cart
