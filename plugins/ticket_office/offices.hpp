// What is asked of offices beside selling: how they stand, top-ups, rules of events at run time,
// and going in without an account of one's own.
#ifndef WILLCALL_TICKET_OFFICE_OFFICES_HPP
#define WILLCALL_TICKET_OFFICE_OFFICES_HPP

#include "rules.hpp"

namespace ticket_office {

struct ListOffices {
    static constexpr auto fields = willcall::in_order{};
};

struct OfficeRow {
    std::string office;
    std::string name;
    std::optional<std::int64_t> credits;
    std::optional<std::int64_t> used;
    std::optional<std::int64_t> left;
    std::optional<Orders> orders;
    std::optional<Statistics> statistics;
    bool registrations = false;
    bool refunds = false;

    static constexpr auto meaning = "a ticket office with its credits";
    static constexpr auto fields = willcall::in_order{
        field<"office">(&OfficeRow::office, "its key"),
        field<"name">(&OfficeRow::name, "as shown"),
        field<"credits">(&OfficeRow::credits,
                         "tickets it may issue in all, top-ups included; absent: as many as it "
                         "likes"),
        field<"used">(&OfficeRow::used, "of them for tickets issued, or held in baskets"),
        field<"left">(&OfficeRow::left, "its balance"),
        field<"orders">(&OfficeRow::orders, "which its operators see; absent: their role says"),
        field<"statistics">(&OfficeRow::statistics, "what reports tell them of; absent the same"),
        field<"registrations">(&OfficeRow::registrations, "whether it takes any"),
        field<"refunds">(&OfficeRow::refunds, "whether it refunds and exchanges"),
    };
};

struct ListEvents {
    std::string office;
    std::string event;

    static constexpr auto fields = willcall::in_order{
        field<"office">(&ListEvents::office, "only at this office", at_most(64), can_be_left_out),
        field<"event">(&ListEvents::event, "only of this event", at_most(64), can_be_left_out),
    };
};

struct EventRow {
    std::string office;
    std::string event;
    std::string ticket_type;
    bool on_sale = true;
    bool codes = true;
    std::optional<std::int64_t> quota;
    std::optional<std::int64_t> sold;
    std::optional<std::int64_t> held;
    std::optional<std::int64_t> left;
    std::optional<std::int64_t> overcommitted;

    static constexpr auto meaning = "an event, or one of its ticket types, at an office";
    static constexpr auto fields = willcall::in_order{
        field<"office">(&EventRow::office, "key of the office"),
        field<"event">(&EventRow::event, "key of the event"),
        field<"ticket_type">(&EventRow::ticket_type, "its key; empty: the event as a whole"),
        field<"on_sale">(&EventRow::on_sale, "false: withdrawn from this office"),
        field<"codes">(&EventRow::codes, "whether promotion codes are accepted"),
        field<"quota">(&EventRow::quota, "the office's cap; absent: none of its own"),
        field<"sold">(&EventRow::sold, "of the cap since it stands"),
        field<"held">(&EventRow::held, "of the cap, and not past its time"),
        field<"left">(&EventRow::left, "of the cap: the event's own quotas bind as well"),
        field<"overcommitted">(&EventRow::overcommitted,
                               "sold and held beyond a cap lowered since"),
    };
};

struct ListTopUps {
    std::string office;

    static constexpr auto fields = willcall::in_order{
        field<"office">(&ListTopUps::office, "only of this office", at_most(64), can_be_left_out),
    };
};

struct TopUpOffice {
    std::string office;
    std::int64_t credits = 0;
    std::string note;

    static constexpr auto fields = willcall::in_order{
        field<"office">(&TopUpOffice::office, "key of the office", between(1, 64)),
        field<"credits">(&TopUpOffice::credits, "tickets more that it may issue",
                         between(1, most_credits)),
        field<"note">(&TopUpOffice::note, "what for", at_most(200), can_be_left_out),
    };
};

struct ChangeType {
    std::string ticket_type;
    std::optional<bool> on_sale;
    std::optional<std::int64_t> quota;
    bool uncapped = false;

    static constexpr auto meaning = "what is changed of a ticket type at an office";
    static constexpr auto fields = willcall::in_order{
        field<"ticket_type">(&ChangeType::ticket_type, "its key", between(1, 64)),
        field<"on_sale">(&ChangeType::on_sale, "whether it is sold here"),
        field<"quota">(&ChangeType::quota, "the most of it", between(0, most_tickets)),
        field<"uncapped">(&ChangeType::uncapped, "true: lifts the cap", can_be_left_out),
    };
};

struct ChangeEvent {
    std::string office;
    std::string event;
    std::optional<bool> on_sale;
    std::optional<bool> codes;
    std::optional<std::int64_t> quota;
    bool uncapped = false;
    std::vector<ChangeType> ticket_types;

    static constexpr auto fields = willcall::in_order{
        field<"office">(&ChangeEvent::office, "key of the office", between(1, 64)),
        field<"event">(&ChangeEvent::event, "key of the event", between(1, 64)),
        field<"on_sale">(&ChangeEvent::on_sale, "whether it is sold here"),
        field<"codes">(&ChangeEvent::codes, "whether promotion codes are accepted for it"),
        field<"quota">(&ChangeEvent::quota, "the most tickets of it", between(0, most_tickets)),
        field<"uncapped">(&ChangeEvent::uncapped, "true: lifts the cap", can_be_left_out),
        field<"ticket_types">(&ChangeEvent::ticket_types, "what is changed of them",
                              at_most(1'000)),
    };
};

struct EnterOffice {
    std::string office;

    static constexpr auto fields = willcall::in_order{
        field<"office">(&EnterOffice::office, "key of the office", between(1, 64)),
    };
};

class Offices final : public willcall::plugin::Feature {
public:
    using Tables = ticket_office::Tables;
    using Listing = willcall::plugin::Listing;

    explicit Offices(Host host);

    std::vector<OfficeRow> offices(const ListOffices&, const OfficeRow* last, Listing from) const;
    std::vector<EventRow> events(const ListEvents&, const EventRow* last, Listing from) const;
    std::vector<TopUp> top_ups(const ListTopUps&, const TopUp* last, Listing from) const;
    TopUp top_up(const TopUpOffice&, Turn turn) const;
    Nothing change_event(const ChangeEvent&, Turn turn) const;
    Nothing enter(const EnterOffice&, Turn turn) const;
    Nothing leave(const Nothing&, Turn turn) const;

    static constexpr auto operations = willcall::in_order{
        table<"ticket_office.offices">("/ticket-office/offices",
                                       "ticket offices with their credits", &Offices::offices),
        table<"ticket_office.events">("/ticket-office/events",
                                      "what is sold at ticket offices, and under which caps",
                                      &Offices::events),
        table<"ticket_office.top_ups">("/ticket-office/top-ups",
                                       "credits that ticket offices were given", &Offices::top_ups),
        operation<"ticket_office.top_up">("/ticket-office/top-up", "gives an office more credits",
                                          &Offices::top_up),
        operation<"ticket_office.change_event">("/ticket-office/change-event",
                                                "sets what holds for an event at an office",
                                                &Offices::change_event),
        operation<"ticket_office.enter">("/ticket-office/enter",
                                         "lets the session sell at an office", &Offices::enter),
        operation<"ticket_office.leave">("/ticket-office/leave",
                                         "ends that: the session sells where its user does",
                                         &Offices::leave),
    };

private:
    struct Office {
        std::string key;
        std::string name;
        Settings settings;
        Rules rules;
    };

    const Office& office(const std::string& key) const;
    // Those whose rows a listing may show, of one key or of all, by key.
    std::vector<const Office*> shown(const Listing& from, const std::string& key) const;

    std::vector<Office> offices_;  // by key
};

}  // namespace ticket_office

#endif
