// What the operations of facilitated booking are asked, and answer.
#ifndef WILLCALL_FACILITATED_BOOKING_REQUESTS_HPP
#define WILLCALL_FACILITATED_BOOKING_REQUESTS_HPP

#include "errand.hpp"
#include "types.hpp"

namespace facilitated_booking {

struct ListTypes {
    static constexpr auto fields = in_order{};
};
struct TypeList {
    std::vector<RelationshipType> types;

    static constexpr auto meaning =
        "relationship types by kind; others let nobody book for another";
    static constexpr auto fields = in_order{
        field<"types">(&TypeList::types, "by kind"),
    };
};

struct ListFacilitators {
    Id owner;

    static constexpr auto fields = in_order{
        field<"owner">(&ListFacilitators::owner, "on whose behalf"),
    };
};
struct Facilitator {
    Id customer;
    std::string name;
    std::string kind;
    std::string relationship;
    Id relation;

    static constexpr auto meaning = "a customer in a facilitating relationship with the owner";
    static constexpr auto fields = in_order{
        field<"customer">(&Facilitator::customer, "for `baskets.facilitate`"),
        field<"name">(&Facilitator::name, "theirs"),
        field<"kind">(&Facilitator::kind, "of the relationship"),
        field<"relationship">(&Facilitator::relationship, "the name of its type"),
        field<"relation">(&Facilitator::relation, "id of the relationship"),
    };
};
struct FacilitatorList {
    std::vector<Facilitator> facilitators;

    static constexpr auto meaning = "who may book on behalf of a customer now";
    static constexpr auto fields = in_order{
        field<"facilitators">(&FacilitatorList::facilitators, "a line for each relationship"),
    };
};

struct NewPerson {
    std::string first_name;
    std::string last_name;
    std::string title;
    std::string email;
    std::string phone;
    std::string mobile;
    std::string date_of_birth;

    static constexpr auto meaning = "a person of whom no record is kept yet";
    static constexpr auto fields = in_order{
        field<"first_name">(&NewPerson::first_name, "theirs", between(1, 100)),
        field<"last_name">(&NewPerson::last_name, "theirs", between(1, 100)),
        field<"title">(&NewPerson::title, "theirs", at_most(40), can_be_left_out),
        field<"email">(&NewPerson::email, "where the order is confirmed", at_most(254),
                       can_be_left_out),
        field<"phone">(&NewPerson::phone, "a telephone number", at_most(40), can_be_left_out),
        field<"mobile">(&NewPerson::mobile, "a telephone number", at_most(40), can_be_left_out),
        field<"date_of_birth">(&NewPerson::date_of_birth, "as 1984-02-29", at_most(10),
                               can_be_left_out),
    };
};
struct NewFacilitator {
    Id basket;
    std::optional<Id> customer;
    std::optional<NewPerson> person;
    std::string kind;
    bool reversed = false;
    std::optional<Time> since;
    std::optional<Time> until;
    std::string email;

    static constexpr auto fields = in_order{
        field<"basket">(&NewFacilitator::basket, "an open basket that is for somebody"),
        field<"customer">(&NewFacilitator::customer, "who is to book for its owner"),
        field<"person">(&NewFacilitator::person, "or of whom a record is made"),
        field<"kind">(&NewFacilitator::kind, "of the relationship", between(1, 64)),
        field<"reversed">(&NewFacilitator::reversed,
                          "where either side may act: true makes the facilitator the other",
                          can_be_left_out),
        field<"since">(&NewFacilitator::since, "when the relationship began"),
        field<"until">(&NewFacilitator::until, "when it ends"),
        field<"email">(&NewFacilitator::email, "where the one is written to as that", at_most(254),
                       can_be_left_out),
    };
};
struct Facilitated {
    Id basket;
    Id facilitator;
    std::string name;
    Id relation;

    static constexpr auto meaning = "a basket with a new facilitator";
    static constexpr auto fields = in_order{
        field<"basket">(&Facilitated::basket, "see `baskets.get`"),
        field<"facilitator">(&Facilitated::facilitator, "who books for its owner"),
        field<"name">(&Facilitated::name, "theirs"),
        field<"relation">(&Facilitated::relation, "id of the new relationship"),
    };
};

struct MakeLink {
    Scope scope = Scope::all_events;
    std::vector<std::string> events;
    std::string forward_to;

    static constexpr auto fields = in_order{
        field<"scope">(&MakeLink::scope, "what is booked on behalf of others"),
        field<"events">(&MakeLink::events, "keys, of the scope `events`", at_most(100)),
        field<"forward_to">(&MakeLink::forward_to,
                            "page to go on to once an attendee is chosen, one of the settings",
                            between(1, 2'000)),
    };
};
struct LinkMade {
    std::string link;
    Time until;

    static constexpr auto meaning = "a link to the page where an attendee is chosen";
    static constexpr auto fields = in_order{
        field<"link">(&LinkMade::link, "to be put behind the address of that page"),
        field<"until">(&LinkMade::until, "good until then, for one choice"),
    };
};

struct ListAttendees {
    std::string link;
    std::string language;

    static constexpr auto fields = in_order{
        field<"link">(&ListAttendees::link, "as it came", between(1, 10'000)),
        field<"language">(&ListAttendees::language, "BCP 47; the organisation's where left out",
                          at_most(35), can_be_left_out),
    };
};
struct Attendee {
    Id customer;
    std::string name;
    std::string relationship;

    static constexpr auto meaning = "somebody for whom the customer may book";
    static constexpr auto fields = in_order{
        field<"customer">(&Attendee::customer, "for `facilitated_booking.choose`"),
        field<"name">(&Attendee::name, "theirs"),
        field<"relationship">(&Attendee::relationship, "the name of its type"),
    };
};
struct OfferedType {
    std::string kind;
    std::string name;

    static constexpr auto meaning = "a relationship that one may say to have with someone else";
    static constexpr auto fields = in_order{
        field<"kind">(&OfferedType::kind, "for `facilitated_booking.choose`"),
        field<"name">(&OfferedType::name, "as shown"),
    };
};
struct AttendeeList {
    std::string text;
    std::vector<Attendee> attendees;
    std::vector<OfferedType> relationships;
    bool date_of_birth = false;
    std::string forward_to;
    Time until;

    static constexpr auto meaning = "what the page shows where an attendee is chosen";
    static constexpr auto fields = in_order{
        field<"text">(&AttendeeList::text, "to stand under its header; empty: none"),
        field<"attendees">(&AttendeeList::attendees, "by the age of the relationship"),
        field<"relationships">(&AttendeeList::relationships, "for someone else"),
        field<"date_of_birth">(&AttendeeList::date_of_birth,
                               "whether someone else's day of birth is asked for, too"),
        field<"forward_to">(&AttendeeList::forward_to, "the page to go on to"),
        field<"until">(&AttendeeList::until, "the link is good until then"),
    };
};

struct SomeoneElse {
    std::string first_name;
    std::string last_name;
    std::string relationship;
    std::string date_of_birth;

    static constexpr auto meaning = "an attendee of whom no record is kept yet";
    static constexpr auto fields = in_order{
        field<"first_name">(&SomeoneElse::first_name, "theirs", between(1, 100)),
        field<"last_name">(&SomeoneElse::last_name, "theirs", between(1, 100)),
        field<"relationship">(&SomeoneElse::relationship, "kind of the relationship",
                              between(1, 64)),
        field<"date_of_birth">(&SomeoneElse::date_of_birth,
                               "as 2012-02-29; only where every new record needs it", at_most(10),
                               can_be_left_out),
    };
};
struct Choose {
    std::string link;
    std::optional<Id> attendee;
    std::optional<SomeoneElse> someone_else;

    static constexpr auto fields = in_order{
        field<"link">(&Choose::link, "as it came", between(1, 10'000)),
        field<"attendee">(&Choose::attendee, "one of the list"),
        field<"someone_else">(&Choose::someone_else, "or of whom a record is made"),
    };
};
struct Chosen {
    Id owner;
    std::string name;
    std::string forward_to;

    static constexpr auto meaning = "for whom the session books from then on";
    static constexpr auto fields = in_order{
        field<"owner">(&Chosen::owner, "whose rights and prices count"),
        field<"name">(&Chosen::name, "theirs"),
        field<"forward_to">(&Chosen::forward_to, "the page to go on to"),
    };
};

struct BookForOneself {
    static constexpr auto fields = in_order{};
};

struct ReadTexts {
    std::string language;

    static constexpr auto fields = in_order{
        field<"language">(&ReadTexts::language, "BCP 47; the organisation's where left out",
                          at_most(35), can_be_left_out),
    };
};
struct PageTexts {
    std::string choose_attendee;
    std::string basket;

    static constexpr auto meaning = "texts of the organisation's own, plain; empty: none";
    static constexpr auto fields = in_order{
        field<"choose_attendee">(&PageTexts::choose_attendee,
                                 "under the header of the page where an attendee is chosen"),
        field<"basket">(&PageTexts::basket,
                        "under the header of the basket and above its savings, while one books for "
                        "another"),
    };
};

}  // namespace facilitated_booking

#endif
