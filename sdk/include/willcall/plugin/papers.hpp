// What documents other than those of an order are made of.
#ifndef WILLCALL_PLUGIN_PAPERS_HPP
#define WILLCALL_PLUGIN_PAPERS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

struct ClosingMove {
    std::string what;
    Money amount;

    static constexpr auto meaning = "why a drawer holds other money than was taken";
    static constexpr auto fields = in_order{
        field<"what">(&ClosingMove::what, "by_others, for_others, paid_in, paid_out, deposited, "
                                          "handed_over, received"),
        field<"amount">(&ClosingMove::amount, "less than zero where the drawer holds less"),
    };
};

struct ClosingMeans {
    std::string means;
    std::int64_t payments = 0;
    Money taken;
    Money expected;
    std::optional<Money> counted;
    std::optional<Money> over;
    std::vector<ClosingMove> moves;

    static constexpr auto meaning = "one means of payment in a shift";
    static constexpr auto fields = in_order{
        field<"means">(&ClosingMeans::means, "cash, card, voucher, transfer"),
        field<"payments">(&ClosingMeans::payments, "how many"),
        field<"taken">(&ClosingMeans::taken, "their sum"),
        field<"expected">(&ClosingMeans::expected,
                          "taken, with all moves and, for cash, the opening float"),
        field<"counted">(&ClosingMeans::counted, "what was found when the shift was closed"),
        field<"over">(&ClosingMeans::over, "counted less expected; negative is short"),
        field<"moves">(&ClosingMeans::moves, "what lies between taken and expected"),
    };
};

// The document kind "closing": the closing balance of a shift.
struct ClosingContent {
    Id shift;
    std::string organiser;
    std::string language;
    std::string seller;
    std::string location;
    LocalTime opened_wall;
    LocalTime closed_wall;
    Time closed;
    Money opening_float;
    Money taken;
    std::vector<ClosingMeans> means;

    static constexpr auto meaning = "a closed shift as its document shows it";
    static constexpr auto fields = in_order{
        field<"shift">(&ClosingContent::shift, "id of the shift"),
        field<"organiser">(&ClosingContent::organiser, "name of the organisation"),
        field<"language">(&ClosingContent::language, "BCP 47 tag the reader understands"),
        field<"seller">(&ClosingContent::seller, "name of the user it belongs to"),
        field<"location">(&ClosingContent::location, "name of the location"),
        field<"opened_wall">(&ClosingContent::opened_wall, "when it began, on the wall"),
        field<"closed_wall">(&ClosingContent::closed_wall, "when it ended, on the wall"),
        field<"closed">(&ClosingContent::closed, "when it ended"),
        field<"opening_float">(&ClosingContent::opening_float, "cash in the drawer at the start"),
        field<"taken">(&ClosingContent::taken, "sum of all payments"),
        field<"means">(&ClosingContent::means, "money taken, per means of payment"),
    };
};

// The document kind "payment": money that was taken, or paid back, at once.
struct PaymentContent {
    Id payment;
    Id order;
    std::string organiser;
    std::string language;
    std::string number;
    Time taken;
    LocalTime taken_wall;
    std::string means;
    Money amount;
    std::string channel;
    std::string seller;
    std::string collector;
    std::string buyer;

    static constexpr auto meaning = "a payment as its document shows it";
    static constexpr auto fields = in_order{
        field<"payment">(&PaymentContent::payment, "id of the payment"),
        field<"order">(&PaymentContent::order, "id of the order"),
        field<"organiser">(&PaymentContent::organiser, "name of the organisation"),
        field<"language">(&PaymentContent::language, "BCP 47 tag the reader understands"),
        field<"number">(&PaymentContent::number, "of the order, or of its change; empty: none"),
        field<"taken">(&PaymentContent::taken, "when"),
        field<"taken_wall">(&PaymentContent::taken_wall, "the same on the organisation's wall"),
        field<"means">(&PaymentContent::means, "cash, card, voucher, transfer"),
        field<"amount">(&PaymentContent::amount, "how much; less than zero: paid back"),
        field<"channel">(&PaymentContent::channel, "name of the channel"),
        field<"seller">(&PaymentContent::seller, "login of whose sale it is"),
        field<"collector">(&PaymentContent::collector, "login of who took the money"),
        field<"buyer">(&PaymentContent::buyer, "name of the buyer"),
    };
};

struct NoticeSeat {
    std::string zone;
    std::string row;
    std::string seat;

    static constexpr auto meaning = "a seat that a notice is about";
    static constexpr auto fields = in_order{
        field<"zone">(&NoticeSeat::zone, "empty: without a name"),
        field<"row">(&NoticeSeat::row, "empty: without a number"),
        field<"seat">(&NoticeSeat::seat, "its number in the row"),
    };
};

struct NoticeLine {
    std::string event;
    std::string place;
    std::string starts_text;
    std::optional<Time> starts;
    std::optional<LocalTime> starts_wall;
    std::string ticket_type;
    std::int64_t quantity = 0;
    std::vector<NoticeSeat> seats;

    static constexpr auto meaning = "tickets, or places, that somebody had, or has registered";
    static constexpr auto fields = in_order{
        field<"event">(&NoticeLine::event, "name of the event, or of the product"),
        field<"place">(&NoticeLine::place, "where it takes place"),
        field<"starts_text">(&NoticeLine::starts_text,
                             "date and time on the wall there; empty for a product"),
        field<"starts">(&NoticeLine::starts, "when it starts; a product has no times"),
        field<"starts_wall">(&NoticeLine::starts_wall, "the same on the organisation's wall"),
        field<"ticket_type">(&NoticeLine::ticket_type, "name of the ticket type"),
        field<"quantity">(&NoticeLine::quantity, "how many"),
        field<"seats">(&NoticeLine::seats, "theirs; none: they have no seats"),
    };
};

// The document kind "notice": who has lost something, what, and why; or what is kept for them. It
// names nobody else, and has no ticket's code.
struct NoticeContent {
    std::optional<Id> order;
    std::string number;
    std::string organiser;
    std::string language;
    std::string whom;
    std::string reason;
    Time at;
    LocalTime at_wall;
    std::optional<Money> paid_back;
    std::optional<Time> until;
    std::optional<LocalTime> until_wall;
    std::vector<NoticeLine> lines;

    static constexpr auto meaning = "a loss or a registration, as whoever has it is told of it";
    static constexpr auto fields = in_order{
        field<"order">(&NoticeContent::order, "id of the order; absent: places of a contingent"),
        field<"number">(&NoticeContent::number,
                        "of the order, or its id without one; empty: it is of none"),
        field<"organiser">(&NoticeContent::organiser, "name of the organisation"),
        field<"language">(&NoticeContent::language, "BCP 47 tag the reader understands"),
        field<"whom">(&NoticeContent::whom, "name of who is told"),
        field<"reason">(&NoticeContent::reason,
                        "cancelled, released, refunded, exchanged, taken_back, given_back, "
                        "registered"),
        field<"at">(&NoticeContent::at, "when that was"),
        field<"at_wall">(&NoticeContent::at_wall, "the same on the wall"),
        field<"paid_back">(&NoticeContent::paid_back, "money paid back for it; absent: none"),
        field<"until">(&NoticeContent::until,
                       "what is registered is kept until then, unless it is paid; absent: for "
                       "good, or it is not registered"),
        field<"until_wall">(&NoticeContent::until_wall, "the same on the wall"),
        field<"lines">(&NoticeContent::lines, "what it is about"),
    };
};

struct TableColumn {
    std::string name;
    bool number = false;

    static constexpr auto meaning = "a column of a table";
    static constexpr auto fields = in_order{
        field<"name">(&TableColumn::name, "its heading", at_most(200)),
        field<"number">(&TableColumn::number, "true: its cells stand to the right",
                        can_be_left_out),
    };
};

struct TableRow {
    std::vector<std::string> cells;

    static constexpr auto meaning = "a row of a table";
    static constexpr auto fields = in_order{
        field<"cells">(&TableRow::cells, "one for each column, as printed", at_most(20)),
    };
};

struct TableFilter {
    std::string name;
    std::string value;

    static constexpr auto meaning = "what a table was narrowed by";
    static constexpr auto fields = in_order{
        field<"name">(&TableFilter::name, "of the filter, as people read it: From wall"),
        field<"value">(&TableFilter::value, "as it was asked for"),
    };
};

// The document kind "report": a table. Its cells are texts already, as people of the organisation
// read them, so that a plugin only draws.
struct ReportContent {
    std::string organiser;
    std::string language;
    std::string title;
    std::string subtitle;
    std::string scope;
    std::string withheld;
    std::string asked_by;
    Time made;
    LocalTime made_wall;
    std::vector<TableFilter> filters;
    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;
    std::vector<TableRow> totals;

    static constexpr auto meaning = "a table as its document shows it";
    static constexpr auto fields = in_order{
        field<"organiser">(&ReportContent::organiser, "name of the organisation"),
        field<"language">(&ReportContent::language, "BCP 47 tag the reader understands"),
        field<"title">(&ReportContent::title, "what it is about"),
        field<"subtitle">(&ReportContent::subtitle, "of when, for whom"),
        field<"scope">(&ReportContent::scope,
                       "whose rows they are: all, channel, subtree, subtree_at_channel, own, "
                       "own_at_channel, none; empty: nobody says"),
        field<"withheld">(&ReportContent::withheld,
                          "what is left out for want of a permission: open_shifts; empty: nothing",
                          can_be_left_out),
        field<"asked_by">(&ReportContent::asked_by, "name of who asked"),
        field<"made">(&ReportContent::made, "when"),
        field<"made_wall">(&ReportContent::made_wall, "the same on the wall"),
        field<"filters">(&ReportContent::filters, "what it was narrowed by"),
        field<"columns">(&ReportContent::columns, "headings"),
        field<"rows">(&ReportContent::rows, "the table"),
        field<"totals">(&ReportContent::totals, "rows below a line"),
    };
};

}  // namespace willcall

#endif
