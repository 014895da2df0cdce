#include "reports/planted_faults.hpp"

namespace willcall::tests {

namespace {

// A delivery of no order, to so many tickets, and the notice that it is: of these columns.
std::string delivery(int tickets = 1) {
    return "insert into deliveries values (999, null, 'email', 'email', 'ann@example.org', 0, " +
           std::to_string(tickets) + ", 0, 1, 1, 0, 0, null, '')";
}
std::string notice(const std::string& order = "101", const std::string& transaction = "null",
                   const std::string& seller = "null", int reason = 2) {
    return "insert into notices values (999, " + std::to_string(reason) + ", 1, " + order + ", " +
           transaction + ", " + seller + ", null, '')";
}
const std::string of_its_ticket = "insert into delivery_tickets values (999, 10100, 1)";

// Places that an open basket of this seller's had until Friday's contingent was released.
std::string basket(int seller = 14) {
    return "insert into baskets values (301, " + std::to_string(seller) +
           ", 14, 0, 1, 1, 2, null, null, '', null)";
}
std::string places(int quantity = 1, const std::string& said = "999", int basket = 301,
                   int performance = 17, int ticket_type = 18) {
    return "insert into released_lines values (" + std::to_string(basket) + ", 0, 1, " +
           std::to_string(performance) + ", " + std::to_string(ticket_type) + ", " +
           std::to_string(quantity) + ", '', " + said + ")";
}
const std::string to_mira = notice("null", "null", "14", 1);

}  // namespace

const std::vector<Planted> planted_losses = {
    {"delivery.without_order", "delivery", {delivery()}},
    {"delivery.without_order",
     "delivery",
     {delivery(), notice(), of_its_ticket, "update deliveries set order_id = 101 where id = 999"}},
    {"delivery.without_order",
     "delivery",
     {delivery(), notice(), of_its_ticket, "insert into closings values (999, 31)"}},
    {"notice.about", "notice", {delivery(), notice("101", "null", "14"), of_its_ticket}},
    {"notice.about", "notice", {delivery(), notice("null"), of_its_ticket}},
    {"notice.reason", "notice", {delivery(), notice("101", "null", "null", 7), of_its_ticket}},
    {"notice.reason", "notice", {delivery(), basket(), notice("null", "null", "14"), places()}},
    {"notice.tickets_differ", "notice", {delivery(), notice()}},
    {"notice.tickets_differ", "notice", {delivery(2), basket(), to_mira, places()}},
    {"notice.nothing_lost", "ticket 10100", {delivery(), notice(), of_its_ticket}},
    {"notice.money_differs",
     "notice",
     {delivery(), notice("102", "201"), of_its_ticket,
      "insert into transactions values (201, 101, 0, 3, null, null, 1, 32, 14, 14, 12, null, "
      "null, 0, 0, 0, 0, 0, '')"}},
    {"notice.not_of_seller", "line 0 of basket", {delivery(), basket(15), to_mira, places()}},
    {"released.not_positive", "line 0 of basket", {basket(), places(0, "null")}},
    {"reference.unknown", "notices.delivery", {notice(), of_its_ticket}},
    {"reference.unknown", "notices.order_id", {delivery(), notice("998"), of_its_ticket}},
    {"reference.unknown", "notices.transaction_id", {delivery(), notice("101", "998")}},
    {"reference.unknown", "notices.seller", {delivery(), notice("null", "null", "998", 1)}},
    {"reference.unknown", "released_lines.basket", {places(1, "null", 998)}},
    {"reference.unknown", "released_lines.performance", {basket(), places(1, "null", 301, 998)}},
    {"reference.unknown",
     "released_lines.ticket_type",
     {basket(), places(1, "null", 301, 17, 998)}},
    {"reference.unknown", "released_lines.notice", {basket(), places(1, "998")}},
};

}  // namespace willcall::tests
