#include "distributing.hpp"

#include "baskets.hpp"

#include <algorithm>

namespace distribution_cart {

namespace {

using willcall::plugin::Refused;

// What is asked of the engine, and what of its answers is looked at.
struct PlaceBaskets {
    std::vector<Id> baskets;
    static constexpr auto fields = in_order{field<"baskets">(&PlaceBaskets::baskets, "")};
};

struct TicketSold {
    Id id;
    std::string performance;
    std::string ticket_type;
    std::string seat;

    static constexpr auto fields = in_order{
        field<"id">(&TicketSold::id, ""),
        field<"performance">(&TicketSold::performance, ""),
        field<"ticket_type">(&TicketSold::ticket_type, ""),
        field<"seat">(&TicketSold::seat, ""),
    };
};

struct BasketSold {
    std::optional<Id> order;
    std::string number;
    std::vector<TicketSold> tickets;
    std::vector<Why> reasons;

    static constexpr auto fields = in_order{
        field<"order">(&BasketSold::order, ""),
        field<"number">(&BasketSold::number, ""),
        field<"tickets">(&BasketSold::tickets, ""),
        field<"reasons">(&BasketSold::reasons, ""),
    };
};

struct BasketsSold {
    std::vector<BasketSold> baskets;
    static constexpr auto fields = in_order{field<"baskets">(&BasketsSold::baskets, "")};
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
void name_tickets(const std::vector<Place*>& places, BasketSold sold) {
    for (auto* place : places) {
        const auto found = std::ranges::find_if(sold.tickets, [&](const TicketSold& ticket) {
            return ticket.performance == place->performance &&
                   ticket.ticket_type == place->ticket_type && ticket.seat == place->seat;
        });
        if (found == sold.tickets.end())
            throw Failure(WILLCALL_PLUGIN, "an order has not the tickets that it was placed for");
        place->order = *sold.order;
        place->ticket = found->id;
        sold.tickets.erase(found);
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

// One guest of those who are distributed to.
class Receiving {
public:
    Receiving(OpenCart& cart, std::int64_t guest)
        : cart_(cart),
          turn_(cart.turn()),
          guest_(cart.guest(guest)),
          held_(cart.held(guest)),
          awaited_(cart.awaited(guest)) {
        outcome_.guest = guest;
        outcome_.tickets = static_cast<std::int64_t>(held_.size() + awaited_.size());
    }

    // Says why the guest would receive nothing. Where there are places and tickets of others, or
    // nothing is to be done, all of it is asked before any of it is.
    void ask(const std::string& sent_by, bool dry_run) {
        if (outcome_.tickets == 0) say_nothing_there();
        if (possible() && !awaited_.empty()) ask_for_transfer(sent_by);
        if (possible() && !held_.empty() && (dry_run || !awaited_.empty())) ask_for_order();
    }

    std::optional<Id> basket() const {
        if (!possible() || held_.empty()) return std::nullopt;
        return guest_.basket;
    }
    void take(BasketSold sold) {
        if (!sold.order) {
            outcome_.reasons = std::move(sold.reasons);
            return;
        }
        outcome_.order = sold.order;
        outcome_.number = sold.number;
        name_tickets(held_, std::move(sold));
        for (auto* one : held_) {
            one->state = PlaceState::distributed;
            cart_.note(*one, Did::distributed);
        }
        cart_.end_basket(guest_);
    }

    // It was asked before and can't be refused by now; if it is, nothing at all has happened.
    void take_awaited() {
        if (!possible() || awaited_.empty()) return;
        auto request = transfer_to(guest_, awaited_);
        request.with = outcome_.order;
        turn_.invoke_as_plugin<Transferred>("tickets.transfer", request);
        for (auto* one : awaited_)
            cart_.hand_over(*one, guest_.guest, PlaceState::distributed, Did::distributed_on);
    }

    GuestOutcome outcome(bool dry_run) {
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

    void ask_for_transfer(const std::string& sent_by) {
        if (sent_by == "email" && guest_.email.empty() && held_.empty()) {
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

    OpenCart& cart_;
    const Turn& turn_;
    Guest& guest_;
    std::vector<Place*> held_;
    std::vector<Place*> awaited_;
    GuestOutcome outcome_;
};

// Each guest's order is their own, and all of them are written together.
void place(const Turn& turn, std::vector<Receiving>& guests) {
    PlaceBaskets request;
    std::vector<Receiving*> of;
    for (auto& one : guests)
        if (const auto basket = one.basket()) {
            request.baskets.push_back(*basket);
            of.push_back(&one);
        }
    if (of.empty()) return;
    auto sold = turn.invoke_as_plugin<BasketsSold>("baskets.place", request);
    for (std::size_t at = 0; at < of.size(); ++at) of[at]->take(std::move(sold.baskets.at(at)));
}

}  // namespace

std::vector<GuestOutcome> distribute(OpenCart& cart, const std::vector<std::int64_t>& guests,
                                     const std::string& sent_by, bool dry_run) {
    std::vector<Receiving> all;
    std::set<std::int64_t> named;
    for (const auto number : guests) {
        if (!named.insert(number).second)
            throw Failure(WILLCALL_INVALID,
                          "the guest " + std::to_string(number) + " is named twice", "guests");
        all.emplace_back(cart, number).ask(sent_by, dry_run);
    }
    if (!dry_run) {
        place(cart.turn(), all);
        for (auto& one : all) one.take_awaited();
    }
    std::vector<GuestOutcome> outcomes;
    outcomes.reserve(all.size());
    for (auto& one : all) outcomes.push_back(one.outcome(dry_run));
    return outcomes;
}

void take_back(OpenCart& cart, const std::vector<Place*>& places, bool returned) {
    Transfer request;
    for (const auto* place : places) request.tickets.push_back(place->ticket);
    request.holder = cart.relay();
    request.returned = returned;
    cart.turn().invoke_as_plugin<Transferred>("tickets.transfer", request);
    for (auto* place : places)
        cart.hand_over(*place, 0, PlaceState::taken_back,
                       returned ? Did::given_back : Did::taken_back);
}

}  // namespace distribution_cart
