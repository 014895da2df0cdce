// The settings of one office, and what is written down of it: rules of events, credits.
#ifndef WILLCALL_TICKET_OFFICE_SETTINGS_HPP
#define WILLCALL_TICKET_OFFICE_SETTINGS_HPP

#include <willcall/plugin/plugin.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ticket_office {

using willcall::at_most;
using willcall::between;
using willcall::can_be_left_out;
using willcall::field;
using willcall::Time;

constexpr std::int64_t most_tickets = 10'000'000;
constexpr std::int64_t most_credits = 1'000'000'000;

enum class Delivery { print, email, none };
constexpr std::array<const char*, 4> words_of(Delivery) {
    return {"print", "email", "none", nullptr};
}

// From wide to narrow.
enum class Orders { all, office, own, none };
constexpr std::array<const char*, 5> words_of(Orders) {
    return {"all", "office", "own", "none", nullptr};
}

enum class Statistics { office, own, none };
constexpr std::array<const char*, 4> words_of(Statistics) {
    return {"office", "own", "none", nullptr};
}

struct Cap {
    std::string event;
    std::string ticket_type;
    std::int64_t quota = 0;

    static constexpr auto meaning = "the most this office may sell of an event";
    static constexpr auto fields = willcall::in_order{
        field<"event">(&Cap::event, "key of the event", between(1, 64), willcall::names_event),
        field<"ticket_type">(&Cap::ticket_type, "only tickets of this type; left out: all of them",
                             at_most(64), can_be_left_out),
        field<"quota">(&Cap::quota, "tickets, all performances together", between(0, most_tickets)),
    };
};

struct NewEvents {
    bool on_sale = true;
    std::optional<std::int64_t> quota;
    bool codes = true;

    static constexpr auto meaning = "how an office takes up events that are new to it";
    static constexpr auto fields = willcall::in_order{
        field<"on_sale">(&NewEvents::on_sale, "whether they are sold here", can_be_left_out),
        field<"quota">(&NewEvents::quota, "the most tickets of each; left out: no cap",
                       between(0, most_tickets)),
        field<"codes">(&NewEvents::codes, "whether promotion codes are accepted for them",
                       can_be_left_out),
    };
    bool are_as_usual() const { return on_sale && !quota && codes; }
};

struct EventHere {
    std::string event;
    std::optional<bool> on_sale;
    std::optional<bool> codes;
    std::vector<std::string> withdrawn;

    static constexpr auto meaning = "what is otherwise with an event at this office";
    static constexpr auto fields = willcall::in_order{
        field<"event">(&EventHere::event, "key of the event", between(1, 64),
                       willcall::names_event),
        field<"on_sale">(&EventHere::on_sale, "false: withdrawn from this office"),
        field<"codes">(&EventHere::codes, "whether promotion codes are accepted for it"),
        field<"withdrawn">(&EventHere::withdrawn, "keys of its ticket types that are not sold here",
                           at_most(1'000)),
    };
};

struct Settings {
    std::optional<std::int64_t> credits;
    NewEvents new_events;
    std::vector<EventHere> events;
    std::vector<Cap> caps;
    std::optional<std::int64_t> tickets_per_order;
    std::optional<Orders> orders;
    std::optional<Statistics> statistics;
    bool registrations = false;
    bool refunds = false;
    bool refunds_return_credits = false;
    bool receipt = true;
    bool mail_closing = false;
    bool one_device = true;
    bool take_over = true;
    std::int64_t idle_minutes = 0;
    Delivery delivery = Delivery::none;
    std::string location;

    static constexpr auto meaning = "a ticket office";
    static constexpr auto fields = willcall::in_order{
        field<"credits">(&Settings::credits,
                         "tickets it may issue before it is topped up; left out: as many as it "
                         "likes",
                         between(0, most_credits)),
        field<"new_events">(&Settings::new_events, "how it takes up events that are new to it",
                            can_be_left_out),
        field<"events">(&Settings::events, "events that are sold otherwise here", at_most(10'000)),
        field<"caps">(&Settings::caps, "the most it may sell, besides the events' own quotas",
                      at_most(10'000)),
        field<"tickets_per_order">(&Settings::tickets_per_order, "the most in one order",
                                   between(1, 10'000)),
        field<"orders">(&Settings::orders,
                        "which its operators see and change: all there are, those of the office, "
                        "their own ones of the office, none; left out: as their role says"),
        field<"statistics">(&Settings::statistics,
                            "what reports tell its operators of: the office, their own sales, "
                            "nothing; left out: as their role says"),
        field<"registrations">(&Settings::registrations,
                               "whether registrations are taken, paid and cancelled here",
                               can_be_left_out),
        field<"refunds">(&Settings::refunds, "whether orders are refunded and exchanged here",
                         can_be_left_out),
        field<"refunds_return_credits">(&Settings::refunds_return_credits,
                                        "whether a ticket that is given back gives back its credit",
                                        can_be_left_out),
        field<"receipt">(&Settings::receipt,
                         "whether its operators get the closing balance of a shift as a document",
                         can_be_left_out),
        field<"mail_closing">(&Settings::mail_closing,
                              "whether the closing balance is mailed to whose shift it was",
                              can_be_left_out),
        field<"one_device">(&Settings::one_device,
                            "whether each operator is signed in on one device at a time",
                            can_be_left_out),
        field<"take_over">(&Settings::take_over,
                           "whether another device, with the password, may end that session",
                           can_be_left_out),
        field<"idle_minutes">(&Settings::idle_minutes,
                              "after so long without use a session ends; 0: never",
                              between(0, 10'080), can_be_left_out),
        field<"delivery">(&Settings::delivery,
                          "how tickets are handed out where the order doesn't say",
                          can_be_left_out),
        field<"location">(&Settings::location, "where it sells, for users who work without a shift",
                          at_most(64), can_be_left_out, willcall::names_location),
    };
};

// An event as the office took it up, or as it was changed since.
struct EventRule {
    std::string office;
    std::string event;
    bool on_sale = true;
    std::optional<std::int64_t> quota;
    bool codes = true;

    static constexpr auto fields = willcall::in_order{
        field<"office">(&EventRule::office, ""),   field<"event">(&EventRule::event, ""),
        field<"on_sale">(&EventRule::on_sale, ""), field<"quota">(&EventRule::quota, ""),
        field<"codes">(&EventRule::codes, ""),
    };
    static constexpr willcall::plugin::Table table{.name = "events", .key = {"office", "event"}};
};

// The same of a ticket type.
struct TypeRule {
    std::string office;
    std::string event;
    std::string ticket_type;
    bool on_sale = true;
    std::optional<std::int64_t> quota;

    static constexpr auto fields = willcall::in_order{
        field<"office">(&TypeRule::office, ""),
        field<"event">(&TypeRule::event, ""),
        field<"ticket_type">(&TypeRule::ticket_type, ""),
        field<"on_sale">(&TypeRule::on_sale, ""),
        field<"quota">(&TypeRule::quota, ""),
    };
    static constexpr willcall::plugin::Table table{.name = "ticket_types",
                                                   .key = {"office", "event", "ticket_type"}};
};

struct TopUp {
    std::string office;
    std::int64_t number = 0;
    std::int64_t credits = 0;
    Time at;
    std::string by;
    std::string note;

    static constexpr auto meaning = "credits that an office was given besides its settings";
    static constexpr auto fields = willcall::in_order{
        field<"office">(&TopUp::office, "key of the office"),
        field<"number">(&TopUp::number, "of its top-ups, from 1"),
        field<"credits">(&TopUp::credits, "how many"),
        field<"at">(&TopUp::at, "when"),
        field<"by">(&TopUp::by, "login of who gave them"),
        field<"note">(&TopUp::note, "what for"),
    };
    static constexpr willcall::plugin::Table table{.name = "top_ups", .key = {"office", "number"}};
};

using Tables = std::tuple<EventRule, TypeRule, TopUp>;

// All rows of one office.
template <willcall::plugin::Row Row>
std::vector<Row> all_of(const willcall::plugin::Call& call, const std::string& office) {
    constexpr std::uint64_t at_once = 1'000;
    const auto where = willcall::plugin::in_key(office);
    auto all = call.scan<Row>(where, at_once);
    while (!all.empty() && all.size() % at_once == 0) {
        const auto last = all.back();
        const auto more = call.scan<Row>(where, at_once, &last);
        if (more.empty()) break;
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

}  // namespace ticket_office

#endif
