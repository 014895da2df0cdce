// The check recounts the seats of a hall from its tickets, and names each fault planted in them.
#include "operations/digest.hpp"
#include "reports/checked_theatre.hpp"
#include "seating/halls.hpp"

using namespace willcall;
using namespace willcall::tests;

namespace {

const std::string basket =
    "insert into baskets values (301, 14, 14, 0, 1, 1, null, null, null, '', null)";
const std::string seat_of_basket = "insert into seats values (17, '1-1', null, 301, null)";
std::string line_of_basket(const std::string& seats) {
    return R"(insert into basket_lines values (301, 0, 17, 1, '{"performance":"heights-1109",)"
           R"("ticket_type":"general","seats":[)" +
           seats + "]}', null)";
}

// Friday is a hall of four seats, of which ticket 10310 has the second; the fourth is blocked.
const std::vector<Planted> faults_of_seats = {
    {"seat.not_sold", "ticket", {"delete from seats"}},
    {"seat.not_sold", "ticket", {"update seats set ticket = 10101"}},
    {"seat.without_ticket", "seat `1-2`", {"update tickets set state = 1 where id = 10310"}},
    {"seat.without_ticket", "seat `1-3`", {"update seats set seat = '1-3'"}},
    {"seat.sold_twice",
     "seat `1-2`",
     {"update tickets set performance = 17, seat = '1-2' where id = 10101"}},
    {"seat.unknown", "seat `9-9` of `heights-1109`", {"update seats set seat = '9-9'"}},
    {"seat.blocked", "seat `1-4` of `heights-1109`", {"update seats set seat = '1-4'"}},
    {"ticket.without_seat", "`heights-1109`", {"update tickets set seat = '' where id = 10310"}},
    {"ticket.seat_unexpected",
     "`heights-1108`",
     {"update tickets set seat = '1' where id = 10101"}},
    {"basket.seat_of_none", "seat `1-1`", {seat_of_basket}},
    {"basket.seat_unsaid", "seat `1-1`", {basket, line_of_basket(""), seat_of_basket}},
    {"basket.seat_unsaid", "seat `1-1`", {basket, line_of_basket(R"("1-3")"), seat_of_basket}},
    {"basket.seat_not_held", "seat `1-3`", {basket, line_of_basket(R"("1-3")")}},
    {"hall.without_version", "seat `1-2`", {"delete from halls"}},
    {"plan.changed", "`Hall`", {"update seating_plans set content = content || ' '"}},
    {"reference.unknown", "seats.performance", {"update seats set performance = 999"}},
    {"reference.unknown", "halls.performance", {"update halls set performance = 999"}},
};

class CheckSeats : public CheckedTheatre {
protected:
    CheckSeats() {
        const auto plan = drawn({"aaaa"});
        writer.begin();
        writer.insert(catalogue::PlanRow{digest(plan), plan});
        const auto content = catalogue::content_of(catalogue::StoredSeating{digest(plan)}, 2);
        writer.insert(
            catalogue::ItemRow{51, catalogue::kind::seating, 0, "hall", content, content});
        const auto row = *writer.find<catalogue::ItemRow>("where id = 17");
        auto friday = catalogue::read_content<Performance>(row, {});
        friday.seating = "hall";
        friday.capacity.reset();
        friday.blocked = {"Hall/1/4"};
        writer.execute("update items set content = ? where id = 17",
                       catalogue::content_of(friday, 2));
        writer.execute("update quotas set capacity = 3, allowed = 3 where id = 22");
        writer.execute("update tickets set seat = '1-2' where id = 10310");
        writer.execute("insert into seats values (17, '1-2', 10310, null, null)");
        writer.execute("insert into halls values (17, 5)");
        writer.commit();
        catalogue = theatre.catalogue();
    }
};
ON_EVERY_DATABASE(CheckSeats);

TEST_P(CheckSeats, finds_nothing_in_a_healthy_hall) {
    const auto checked = check();
    EXPECT_TRUE(checked.ok) << listed(checked);
    EXPECT_EQ(checked.counted.at("seats"), 1);
}

TEST_P(CheckSeats, names_every_planted_fault) { expect_each_is_named(faults_of_seats); }

}  // namespace
