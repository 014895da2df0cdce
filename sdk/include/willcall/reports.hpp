// Lists and sums over what was sold.
#ifndef WILLCALL_REPORTS_HPP
#define WILLCALL_REPORTS_HPP

#include <willcall/plugin/fields.hpp>

namespace willcall {

enum class SalesBy { performance, channel, seller, ticket_type };
constexpr std::array<const char*, 5> words_of(SalesBy) {
    return {"performance", "channel", "seller", "ticket_type", nullptr};
}

struct ReportSales {
    SalesBy by = SalesBy::performance;
    std::string event;
    std::optional<Time> from;
    std::optional<Time> to;

    static constexpr auto fields = std::tuple{
        field<"by">(&ReportSales::by, "what each row stands for", can_be_left_out),
        field<"event">(&ReportSales::event, "only this event", at_most(64), can_be_left_out),
        field<"from">(&ReportSales::from, "only what was sold or given back then or later"),
        field<"to">(&ReportSales::to, "only what was sold or given back before"),
    };
};

struct SalesRow {
    std::string key;
    std::string name;
    std::int64_t orders = 0;
    std::int64_t tickets = 0;
    Money face_value;
    Money taken;
    Money to_settle;

    static constexpr auto meaning = "sums of one performance, channel, seller or ticket type";
    static constexpr auto fields = std::tuple{
        field<"key">(&SalesRow::key, "its key; a ticket type with its event: heights/general"),
        field<"name">(&SalesRow::name, "as shown"),
        field<"orders">(&SalesRow::orders, "orders that took or gave back tickets of it"),
        field<"tickets">(&SalesRow::tickets, "tickets sold, less those given back"),
        field<"face_value">(&SalesRow::face_value, "theirs, after offers; fees apart"),
        field<"taken">(&SalesRow::taken, "of it paid, or paid back"),
        field<"to_settle">(&SalesRow::to_settle, "of it settled later"),
    };
};

struct SalesReport {
    std::vector<SalesRow> rows;
    SalesRow total;
    std::string scope;

    static constexpr auto meaning = "what was sold, summed";
    static constexpr auto fields = std::tuple{
        field<"rows">(&SalesReport::rows, "in the order of the season"),
        field<"total">(&SalesReport::total, "of all rows; each order counts once"),
        field<"scope">(&SalesReport::scope, "what the caller may see: all, channel, own or none"),
    };
};

struct ListPerformances {
    std::string event;

    static constexpr auto fields = std::tuple{
        field<"event">(&ListPerformances::event, "only this event", at_most(64), can_be_left_out),
    };
};

struct PerformanceRow {
    std::string key;
    std::string event;
    Time starts;
    Time ends;
    std::int64_t capacity = 0;
    std::int64_t sold = 0;
    std::int64_t held = 0;
    std::int64_t left = 0;
    std::int64_t overcommitted = 0;

    static constexpr auto meaning = "a performance and what is left of it";
    static constexpr auto fields = std::tuple{
        field<"key">(&PerformanceRow::key, "its key"),
        field<"event">(&PerformanceRow::event, "key of its event"),
        field<"starts">(&PerformanceRow::starts, "when it starts"),
        field<"ends">(&PerformanceRow::ends, "when it ends"),
        field<"capacity">(&PerformanceRow::capacity, "places"),
        field<"sold">(&PerformanceRow::sold, "tickets sold"),
        field<"held">(&PerformanceRow::held, "places held"),
        field<"left">(&PerformanceRow::left, "places that can still be sold"),
        field<"overcommitted">(&PerformanceRow::overcommitted,
                               "sold and held beyond a capacity lowered since"),
    };
};

struct PerformanceList {
    std::vector<PerformanceRow> performances;

    static constexpr auto meaning = "performances in the order of the season";
    static constexpr auto fields = std::tuple{
        field<"performances">(&PerformanceList::performances, "all of them"),
    };
};

}  // namespace willcall

#endif
