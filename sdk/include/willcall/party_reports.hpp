// Reports that tell who booked from whom it is for, and lists of customers by that.
//
// Where nobody booked for another there is no facilitator, and a buyer of whom no record is kept
// stands in for the owner. Every other report and document has one customer, who placed the order
// and was told: the facilitator, where there is one.
#ifndef WILLCALL_PARTY_REPORTS_HPP
#define WILLCALL_PARTY_REPORTS_HPP

#include <willcall/reports.hpp>

namespace willcall {

struct PartyDetails {
    std::string facilitator_email;
    std::string facilitator_first_name;
    std::optional<Id> facilitator_id;
    std::string facilitator_last_name;
    std::string facilitator_mobile;
    std::string facilitator_name;
    std::string facilitator_phone;
    std::string facilitator_title;
    std::string owner_email;
    std::string owner_first_name;
    std::optional<Id> owner_id;
    std::string owner_last_name;
    std::string owner_mobile;
    std::string owner_name;
    std::string owner_phone;
    std::string owner_title;
    std::string relationship_email;

    static constexpr auto party_fields = in_order{
        field<"facilitator_email">(&PartyDetails::facilitator_email, "of who booked for another"),
        field<"facilitator_first_name">(&PartyDetails::facilitator_first_name, "theirs"),
        field<"facilitator_id">(&PartyDetails::facilitator_id, "of their record; absent: nobody"),
        field<"facilitator_last_name">(&PartyDetails::facilitator_last_name, "theirs"),
        field<"facilitator_mobile">(&PartyDetails::facilitator_mobile, "theirs"),
        field<"facilitator_name">(&PartyDetails::facilitator_name, "as printed"),
        field<"facilitator_phone">(&PartyDetails::facilitator_phone, "theirs"),
        field<"facilitator_title">(&PartyDetails::facilitator_title, "theirs"),
        field<"owner_email">(&PartyDetails::owner_email, "of whom it is for"),
        field<"owner_first_name">(&PartyDetails::owner_first_name, "theirs"),
        field<"owner_id">(&PartyDetails::owner_id, "of their record; absent: none is kept"),
        field<"owner_last_name">(&PartyDetails::owner_last_name, "theirs"),
        field<"owner_mobile">(&PartyDetails::owner_mobile, "theirs"),
        field<"owner_name">(&PartyDetails::owner_name, "as printed"),
        field<"owner_phone">(&PartyDetails::owner_phone, "theirs"),
        field<"owner_title">(&PartyDetails::owner_title, "theirs"),
        field<"relationship_email">(&PartyDetails::relationship_email,
                                    "that the two have as what they are to each other"),
    };
};

struct ReportAnalysis : SoldFilter {
    static constexpr auto fields = sold_fields;
};

struct AnalysisRow : PartyDetails {
    Id ticket;
    std::optional<std::string> number;
    Time placed;
    std::string channel;
    std::string event;
    std::string performance;
    std::optional<Time> starts;
    std::string ticket_type;
    Money price;
    TicketState state = TicketState::valid;

    static constexpr auto meaning = "a ticket, who booked it and whom it is for";
    static constexpr auto fields =
        joined(in_order{field<"ticket">(&AnalysisRow::ticket, "its id"),
                        field<"number">(&AnalysisRow::number,
                                        "number of the order; absent: none was drawn"),
                        field<"placed">(&AnalysisRow::placed, "when it was sold"),
                        field<"channel">(&AnalysisRow::channel, "where it was sold"),
                        field<"event">(&AnalysisRow::event, "key of the event"),
                        field<"performance">(&AnalysisRow::performance, "key of the performance"),
                        field<"starts">(&AnalysisRow::starts,
                                        "when the performance starts; a product does not"),
                        field<"ticket_type">(&AnalysisRow::ticket_type, "key of the ticket type"),
                        field<"price">(&AnalysisRow::price, "after offers"),
                        field<"state">(&AnalysisRow::state, "how it stands")},
               party_fields);
};

struct ReportSoldOrders : SoldFilter {
    static constexpr auto fields = sold_fields;
};

struct SoldOrderRow : PartyDetails {
    Id order;
    std::optional<std::string> number;
    Time placed;
    std::string channel;
    std::string seller;
    std::int64_t tickets = 0;
    Money total;

    static constexpr auto meaning = "an order, who booked it and whom it is for";
    static constexpr auto fields =
        joined(in_order{field<"order">(&SoldOrderRow::order, "its id"),
                        field<"number">(&SoldOrderRow::number, "absent: none was drawn"),
                        field<"placed">(&SoldOrderRow::placed, "when"),
                        field<"channel">(&SoldOrderRow::channel, "where it was sold"),
                        field<"seller">(&SoldOrderRow::seller, "whose sale it is"),
                        field<"tickets">(&SoldOrderRow::tickets, "that it was placed with"),
                        field<"total">(&SoldOrderRow::total, "of the lines it was placed with")},
               party_fields);
};

struct ReportHoldings : SoldFilter {
    static constexpr auto fields = sold_fields;
};

struct HoldingRow {
    std::string product;
    Id ticket;
    std::string owner;
    std::optional<Id> owner_id;
    std::optional<Id> facilitator_id;
    std::optional<std::string> facilitator_name;
    std::optional<std::string> number;
    Time placed;

    static constexpr auto meaning = "something without a date, and who owns it";
    static constexpr auto fields = in_order{
        field<"product">(&HoldingRow::product, "key of the product, a membership for one"),
        field<"ticket">(&HoldingRow::ticket, "it was sold as"),
        field<"owner">(&HoldingRow::owner, "name of whose it is"),
        field<"owner_id">(&HoldingRow::owner_id, "of their record"),
        field<"facilitator_id">(&HoldingRow::facilitator_id, "who bought it for them"),
        field<"facilitator_name">(&HoldingRow::facilitator_name, "their name"),
        field<"number">(&HoldingRow::number, "number of the order; absent: none was drawn"),
        field<"placed">(&HoldingRow::placed, "when"),
    };
};

// Which part customers have in the orders that put them on a list.
enum class SegmentRole { owner, facilitator };
constexpr std::array<const char*, 3> words_of(SegmentRole) {
    return {"owner", "facilitator", nullptr};
}

struct ListBooked : SoldFilter {
    SegmentRole role = SegmentRole::owner;

    static constexpr auto fields =
        joined(in_order{field<"role">(&ListBooked::role,
                                      "owners are those whom an order is for, whoever booked it; "
                                      "facilitators have booked for another",
                                      can_be_left_out)},
               sold_fields);
};

struct ListPurchased : SoldFilter {
    SegmentRole role = SegmentRole::owner;
    std::string product;

    static constexpr auto fields =
        joined(in_order{field<"role">(&ListPurchased::role,
                                      "owners are those whom an order is for, whoever bought it; "
                                      "facilitators have bought for another",
                                      can_be_left_out),
                        field<"product">(&ListPurchased::product, "only of this product",
                                         at_most(64), can_be_left_out)},
               sold_fields);
};

struct SegmentRow {
    Id customer;
    std::string name;
    std::string title;
    std::string first_name;
    std::string last_name;
    std::string email;
    std::string phone;
    std::string mobile;
    std::string postcode;
    std::int64_t orders = 0;
    std::int64_t tickets = 0;
    Money value;

    static constexpr auto meaning = "a customer with a part in what was sold";
    static constexpr auto fields = in_order{
        field<"customer">(&SegmentRow::customer, "id of the record"),
        field<"name">(&SegmentRow::name, "as printed"),
        field<"title">(&SegmentRow::title, "theirs"),
        field<"first_name">(&SegmentRow::first_name, "theirs"),
        field<"last_name">(&SegmentRow::last_name, "theirs"),
        field<"email">(&SegmentRow::email, "empty: none"),
        field<"phone">(&SegmentRow::phone, "empty: none"),
        field<"mobile">(&SegmentRow::mobile, "empty: none"),
        field<"postcode">(&SegmentRow::postcode, "empty: none"),
        field<"orders">(&SegmentRow::orders, "with such a ticket"),
        field<"tickets">(&SegmentRow::tickets, "that are kept"),
        field<"value">(&SegmentRow::value, "theirs, after offers"),
    };
};

}  // namespace willcall

#endif
