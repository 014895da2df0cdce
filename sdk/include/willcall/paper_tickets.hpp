// Paper tickets: sold where there is no willcall, from a range of numbers that a user was given,
// and booked later.
#ifndef WILLCALL_PAPER_TICKETS_HPP
#define WILLCALL_PAPER_TICKETS_HPP

#include <willcall/orders.hpp>

namespace willcall {

struct AssignPaperTickets {
    std::string login;
    std::string first;
    std::string last;

    static constexpr auto fields = in_order{
        field<"login">(&AssignPaperTickets::login, "of the user who may sell them",
                       between(3, 254)),
        field<"first">(&AssignPaperTickets::first,
                       "the first number as it is printed, ending in its digits: P-000101",
                       between(1, 40)),
        field<"last">(&AssignPaperTickets::last, "the last, of the same form", between(1, 40)),
    };
};

struct PaperRange {
    Id id;
    std::string login;
    std::string first;
    std::string last;
    std::string next;
    std::int64_t left = 0;
    Time assigned;

    static constexpr auto meaning = "numbers of paper tickets that a user holds";
    static constexpr auto fields = in_order{
        field<"id">(&PaperRange::id, "its id"),
        field<"login">(&PaperRange::login, "of the user who holds it"),
        field<"first">(&PaperRange::first, "the first number"),
        field<"last">(&PaperRange::last, "the last"),
        field<"next">(&PaperRange::next, "the first that is not used yet; empty: none is left"),
        field<"left">(&PaperRange::left, "how many are not used yet"),
        field<"assigned">(&PaperRange::assigned, "since when"),
    };
};

struct ListPaperRanges {
    std::string login;

    static constexpr auto fields = in_order{
        field<"login">(&ListPaperRanges::login, "only of this user", at_most(254), can_be_left_out),
    };
};

struct PaperRanges {
    std::vector<PaperRange> ranges;

    static constexpr auto meaning = "ranges that the caller may see";
    static constexpr auto fields = in_order{
        field<"ranges">(&PaperRanges::ranges, "oldest first"),
    };
};

struct PaperLine {
    std::string performance;
    std::string ticket_type;
    std::vector<std::string> numbers;
    std::vector<std::string> seats;

    static constexpr auto meaning = "paper tickets of one type for one performance";
    static constexpr auto fields = in_order{
        field<"performance">(&PaperLine::performance, "key of the performance", between(1, 64)),
        field<"ticket_type">(&PaperLine::ticket_type, "key of the ticket type", between(1, 64)),
        field<"numbers">(&PaperLine::numbers, "as printed, one for each ticket",
                         between(1, 10'000)),
        field<"seats">(&PaperLine::seats, "as written on them, one for each, where there are seats",
                       at_most(10'000)),
    };
};

struct PaperSale {
    std::vector<PaperLine> lines;
    std::vector<PaymentLine> payments;
    std::optional<Time> sold;
    std::optional<Buyer> buyer;

    static constexpr auto meaning = "paper tickets sold at once: one transaction";
    static constexpr auto fields = in_order{
        field<"lines">(&PaperSale::lines, "what was sold", between(1, 1'000)),
        field<"payments">(&PaperSale::payments, "how it was paid", at_most(100)),
        field<"sold">(&PaperSale::sold, "when; left out: just now"),
        field<"buyer">(&PaperSale::buyer, "who bought"),
    };
};

struct UploadPaperTickets {
    std::vector<PaperSale> sales;
    std::vector<std::string> spoiled;

    static constexpr auto fields = in_order{
        field<"sales">(&UploadPaperTickets::sales, "all or none of them is booked", at_most(1'000)),
        field<"spoiled">(&UploadPaperTickets::spoiled, "numbers that were torn, or misprinted",
                         at_most(10'000)),
    };
};

struct BookedOnPaper {
    Id order;
    std::string number;
    Money total;

    static constexpr auto meaning = "a sale that was booked";
    static constexpr auto fields = in_order{
        field<"order">(&BookedOnPaper::order, "id of the order"),
        field<"number">(&BookedOnPaper::number, "of the transaction, from the location's series"),
        field<"total">(&BookedOnPaper::total, "sum of its tickets"),
    };
};

struct PaperTicketsUploaded {
    std::vector<BookedOnPaper> booked;
    std::int64_t spoiled = 0;

    static constexpr auto meaning = "what came of an upload";
    static constexpr auto fields = in_order{
        field<"booked">(&PaperTicketsUploaded::booked, "one for each sale, in the same order"),
        field<"spoiled">(&PaperTicketsUploaded::spoiled, "numbers used without a sale"),
    };
};

struct GetPaperTicket {
    std::string number;

    static constexpr auto fields = in_order{
        field<"number">(&GetPaperTicket::number, "as printed", between(1, 40)),
    };
};

enum class PaperState { unused, sold, spoiled };
constexpr std::array<const char*, 4> words_of(PaperState) {
    return {"unused", "sold", "spoiled", nullptr};
}

struct PaperTicket {
    std::string number;
    std::string login;
    PaperState state = PaperState::unused;
    std::optional<Time> at;
    std::optional<Id> order;
    std::optional<Id> ticket;

    static constexpr auto meaning = "a paper ticket";
    static constexpr auto fields = in_order{
        field<"number">(&PaperTicket::number, "as printed"),
        field<"login">(&PaperTicket::login, "of the user who holds, or held it"),
        field<"state">(&PaperTicket::state, "what became of it"),
        field<"at">(&PaperTicket::at, "when it was sold, or said to be spoiled"),
        field<"order">(&PaperTicket::order, "id of the order it was booked with"),
        field<"ticket">(&PaperTicket::ticket, "id of the ticket it is"),
    };
};

}  // namespace willcall

#endif
