// Tickets after the sale: issued anew, admitted; and the keys that their codes are signed with.
#ifndef WILLCALL_TICKETS_HPP
#define WILLCALL_TICKETS_HPP

#include <willcall/orders.hpp>

namespace willcall {

struct ReissueTicket {
    Id ticket;
    bool deliver = true;

    static constexpr auto fields = in_order{
        field<"ticket">(&ReissueTicket::ticket, "its id"),
        field<"deliver">(&ReissueTicket::deliver,
                         "hand the order's tickets out again, as it was promised; what still "
                         "waited is made anew in any case",
                         can_be_left_out),
    };
};

struct ReissuedTicket {
    Id ticket;
    std::int64_t issue = 0;
    std::string code;
    std::int64_t cancelled = 0;
    std::optional<Id> delivery;

    static constexpr auto meaning = "a ticket with a new code; the old one is dead";
    static constexpr auto fields = in_order{
        field<"ticket">(&ReissuedTicket::ticket, "its id"),
        field<"issue">(&ReissuedTicket::issue, "number of this issue; the first is 1"),
        field<"code">(&ReissuedTicket::code, "what a gate reads from now on"),
        field<"cancelled">(&ReissuedTicket::cancelled, "deliveries that still waited"),
        field<"delivery">(&ReissuedTicket::delivery, "the new delivery, if there is one"),
    };
};

struct TransferTickets {
    std::vector<Id> tickets;
    std::string holder;
    std::string to;
    std::string language;
    std::optional<Id> with;
    bool returned = false;
    bool dry_run = false;

    static constexpr auto fields = in_order{
        field<"tickets">(&TransferTickets::tickets, "their ids", between(1, 1'000)),
        field<"holder">(&TransferTickets::holder, "name of who has them from then on",
                        between(1, 200)),
        field<"to">(&TransferTickets::to,
                    "where they are sent, as their orders promised; empty: nowhere", at_most(254),
                    can_be_left_out),
        field<"language">(&TransferTickets::language,
                          "BCP 47 tag of their documents; the organisation's where it is left out",
                          at_most(35), can_be_left_out),
        field<"with">(&TransferTickets::with,
                      "an order that waits to be sent: they are sent with its tickets"),
        field<"returned">(&TransferTickets::returned,
                          "their holder gives them back, to a holder of who sold them",
                          can_be_left_out),
        field<"dry_run">(&TransferTickets::dry_run, "only says whether it can be", can_be_left_out),
    };
};

struct TransferredTicket {
    Id ticket;
    std::int64_t issue = 0;
    std::string code;

    static constexpr auto meaning = "a ticket that somebody else has now";
    static constexpr auto fields = in_order{
        field<"ticket">(&TransferredTicket::ticket, "its id"),
        field<"issue">(&TransferredTicket::issue, "number of the new issue"),
        field<"code">(&TransferredTicket::code, "what a gate reads from now on"),
    };
};

struct TicketsTransferred {
    std::vector<TransferredTicket> tickets;
    std::optional<Id> delivery;

    static constexpr auto meaning = "tickets with new codes; the old ones are dead";
    static constexpr auto fields = in_order{
        field<"tickets">(&TicketsTransferred::tickets, "in the order they were asked for"),
        field<"delivery">(&TicketsTransferred::delivery, "that brings them, if there is one"),
    };
};

struct AdmitTicket {
    std::string code;
    std::string performance;

    static constexpr auto fields = in_order{
        field<"code">(&AdmitTicket::code, "as it was read", between(1, 1'000)),
        field<"performance">(&AdmitTicket::performance,
                             "key of the performance that people are let into; empty: any",
                             at_most(64), can_be_left_out),
    };
};

struct Admission {
    Id ticket;
    Id order;
    std::string performance;
    std::string ticket_type;
    std::string holder;
    Time admitted;
    std::optional<Seat> seat;

    static constexpr auto meaning = "somebody who was let in";
    static constexpr auto fields = in_order{
        field<"ticket">(&Admission::ticket, "id of the ticket"),
        field<"order">(&Admission::order, "id of its order"),
        field<"performance">(&Admission::performance, "key of the performance"),
        field<"ticket_type">(&Admission::ticket_type, "key of the ticket type"),
        field<"holder">(&Admission::holder, "name on the ticket"),
        field<"admitted">(&Admission::admitted, "when"),
        field<"seat">(&Admission::seat, "where they sit; absent where there are no seats"),
    };
};

struct CodeKey {
    std::int64_t number = 0;
    std::string public_key;
    Time created;

    static constexpr auto meaning = "a key that ticket codes are signed with";
    static constexpr auto fields = in_order{
        field<"number">(&CodeKey::number, "stands in every code that it signed"),
        field<"public_key">(&CodeKey::public_key, "Ed25519, 64 hexadecimal digits"),
        field<"created">(&CodeKey::created, "since when"),
    };
};

struct CodeKeys {
    std::vector<CodeKey> keys;

    static constexpr auto meaning = "the keys a gate needs to verify codes by itself";
    static constexpr auto fields = in_order{
        field<"keys">(&CodeKeys::keys, "oldest first; the last one signs"),
    };
};

struct ListDeadCodes {
    std::optional<Id> after;
    std::int64_t most = 10'000;

    static constexpr auto fields = in_order{
        field<"after">(&ListDeadCodes::after, "the last ticket of the page before"),
        field<"most">(&ListDeadCodes::most, "tickets a page", between(1, 100'000), can_be_left_out),
    };
};

struct DeadCode {
    Id ticket;
    std::int64_t below = 0;

    static constexpr auto meaning = "codes that are genuine and open no door any more";
    static constexpr auto fields = in_order{
        field<"ticket">(&DeadCode::ticket, "id of the ticket"),
        field<"below">(&DeadCode::below, "its codes of an issue below this one are dead"),
    };
};

struct DeadCodes {
    std::vector<DeadCode> dead;
    std::optional<Id> next;

    static constexpr auto meaning = "a page of dead codes, by ticket";
    static constexpr auto fields = in_order{
        field<"dead">(&DeadCodes::dead, "the page, in the order of ids"),
        field<"next">(&DeadCodes::next, "pass as `after` for the next page; absent at the end"),
    };
};

}  // namespace willcall

#endif
