// The courier: documents made, handed over outside any turn, recorded; nothing lost, whoever fails.
#include "delivery/carried.hpp"
#include "delivery/operations.hpp"
#include "operations/call.hpp"
#include "operations/tree.hpp"

#include <algorithm>
#include <condition_variable>
#include <latch>
#include <set>
#include <thread>

using namespace willcall;
using namespace willcall::tests;

namespace {

constexpr std::int64_t second = 1'000'000;

class CourierSuite : public testing::TestWithParam<std::string> {
protected:
    CourierSuite() : depot(store, carried), theatre(depot.writer(), depot.number()) {}

    // More promises of the order that is printed.
    void promise_more(std::int64_t count, const std::string& carrier = "print") {
        const std::vector<std::string> carriers{carrier};
        depot.writer().begin();
        for (std::int64_t number = 0; number < count; ++number)
            depot.writer().insert(delivery::promise(
                5'000 + number, {SmallTheatre::kiosk_order, "print", carriers, "", 1},
                SmallTheatre::now));
        depot.writer().commit();
    }

    EmptyStore store{GetParam()};
    Carried carried;
    Depot depot;
    SmallTheatre theatre;
};
using Courier = CourierSuite;
ON_EVERY_DATABASE(Courier);

TEST_P(Courier, hands_over_what_was_promised_with_its_documents) {
    EXPECT_EQ(depot.courier().run(100), 2);
    ASSERT_EQ(carried.handed.size(), 2U);
    const auto& mail = carried.handed[0];
    EXPECT_EQ(mail.id, id_text(901));
    EXPECT_EQ(mail.method, "email");
    EXPECT_EQ(mail.recipient, "ann@example.org");
    EXPECT_EQ(mail.number, "MAIN-000001");
    ASSERT_EQ(mail.documents.size(), 1U);
    const auto& document = mail.documents[0];
    const std::string start = "MAIN-000001-ticket.txt: In The Heights, Thu 8 Nov 2018, 20:00, "
                              "General admission, 19.00 USD, Ann Example, ";
    ASSERT_EQ(document.substr(0, start.size()), start);
    EXPECT_EQ(depot.codes->verify(document.substr(start.size(), 122)),
              (delivery::CodeMeaning{10'100, 1}));
    EXPECT_EQ(carried.handed[1].documents[0].substr(0, 24), id_text(103) + "-ticket.txt");

    EXPECT_EQ(depot.job(901).state, DeliveryState::delivered);
    EXPECT_EQ(depot.job(901).detail, "with email");
    EXPECT_EQ(depot.courier().run(100), 0) << "once";
    EXPECT_EQ(carried.handed.size(), 2U);
}

TEST_P(Courier, takes_no_turn_where_nothing_is_due) {
    depot.courier().run(100);
    const int before = depot.turns;
    depot.courier().run(100);
    EXPECT_EQ(depot.turns, before);
}

TEST_P(Courier, releases_all_that_is_past_its_release_before_it_looks_for_work) {
    int past = 3;
    depot.release_overdue = [&] {
        EXPECT_TRUE(carried.handed.empty());
        return past-- > 0;
    };
    EXPECT_EQ(depot.courier().run(100), 2);
    EXPECT_EQ(past, -1);
}

TEST_P(Courier, delivers_whatever_can_not_be_released) {
    depot.release_overdue = []() -> bool { throw Failure(WILLCALL_STORE, "the disk is full"); };
    EXPECT_EQ(depot.courier().run(100), 2);
    ASSERT_EQ(depot.log.size(), 1U);
    EXPECT_EQ(depot.log[0], "what is past its release stays held: the disk is full");
}

TEST_P(Courier, tries_no_more_than_it_was_asked_to) {
    EXPECT_EQ(depot.courier().run(1), 1);
    EXPECT_EQ(carried.handed.size(), 1U);
    EXPECT_EQ(depot.job(901).state, DeliveryState::delivered);
    EXPECT_EQ(depot.job(902).state, DeliveryState::queued);
}

TEST_P(Courier, leaves_the_cause_of_a_failure_with_the_job_and_no_name_in_the_log) {
    carried.deliver = [](const Handed& handed) -> plugins::Outcome {
        return {handed.method == "email" ? WILLCALL_TRY_LATER : WILLCALL_FAILED, 0,
                "550 nobody called ann@example.org"};
    };
    EXPECT_EQ(depot.courier().run(100), 2);
    EXPECT_EQ(depot.job(901).state, DeliveryState::waiting);
    EXPECT_EQ(depot.job(902).state, DeliveryState::failed);
    EXPECT_EQ(depot.job(902).detail, "550 nobody called ann@example.org");
    ASSERT_EQ(depot.log.size(), 2U);
    for (const auto& line : depot.log) EXPECT_EQ(line.find("ann"), line.npos) << line;
}

TEST_P(Courier, falls_back_within_the_same_run) {
    carried.deliver = [](const Handed& handed) -> plugins::Outcome {
        return {handed.method == "email" ? WILLCALL_FAILED : WILLCALL_DELIVERED, 0, ""};
    };
    EXPECT_EQ(depot.courier().run(100), 3);
    EXPECT_EQ(depot.job(901).state, DeliveryState::delivered);
    EXPECT_EQ(depot.job(901).carrier, "print");
    EXPECT_EQ(depot.job(901).attempts, 2);
}

TEST_P(Courier, tries_again_later_where_a_document_could_not_be_made) {
    carried.before_making = [](const DeliveryContent& content) {
        if (content.number == "MAIN-000001") throw std::runtime_error("out of ink");
    };
    EXPECT_EQ(depot.courier().run(100), 2);
    EXPECT_EQ(depot.job(901).state, DeliveryState::waiting);
    EXPECT_NE(depot.job(901).detail.find("out of ink"), std::string::npos);
    EXPECT_EQ(depot.job(902).state, DeliveryState::delivered) << "hurts nobody else";
}

TEST_P(Courier, tries_again_later_where_the_carrier_breaks_or_says_nothing) {
    carried.deliver = [](const Handed& handed) -> plugins::Outcome {
        if (handed.method == "email") throw std::runtime_error("the line is cut");
        return {WILLCALL_OUTCOME_UNSAID, 0, ""};
    };
    EXPECT_EQ(depot.courier().run(100), 2);
    EXPECT_NE(depot.job(901).detail.find("the line is cut"), std::string::npos);
    EXPECT_EQ(depot.job(901).state, DeliveryState::waiting);
    EXPECT_EQ(depot.job(902).state, DeliveryState::waiting);
    EXPECT_GE(depot.job(902).next_try, depot.now + 30 * second);
}

TEST_P(Courier, fails_what_nobody_carries) {
    promise_more(1, "pigeon");
    EXPECT_EQ(depot.courier().run(100), 4) << "once by pigeon, then by the method's own chain";
    EXPECT_EQ(depot.job(5'000).state, DeliveryState::delivered);
    EXPECT_EQ(depot.job(5'000).carrier, "print");
    depot.forget_courier();
    Depot bare(store, carried, willcall_module{});
    depot.writer().begin();
    depot.writer().execute("update deliveries set state = 0, delivered = null, next_try = 0 "
                           "where id = 902");
    depot.writer().commit();
    EXPECT_EQ(bare.courier().run(100), 1);
    EXPECT_EQ(bare.job(902).state, DeliveryState::failed);
    EXPECT_EQ(bare.job(902).detail, "no plugin carries `print`");
}

TEST_P(Courier, fails_where_nobody_makes_the_document_a_carrier_takes) {
    Depot picky(store, carried, carried::module_of<&carried::documents, &carried::picky>());
    picky.courier().run(1);
    EXPECT_EQ(picky.job(901).carrier, "print") << "the next of the chain";
    EXPECT_EQ(picky.job(901).detail, "no plugin makes the document `ticket` as `text/html`");
}

TEST_P(Courier, makes_what_stands_in_where_the_document_before_is_not_made_and_signs_links) {
    Depot choosy(store, carried, carried::module_of<&carried::documents, &carried::choosy>());
    EXPECT_EQ(choosy.courier().run(100), 2);
    ASSERT_EQ(carried.handed.size(), 2U);
    const auto& [mailed, printed] = std::tie(carried.handed[0], carried.handed[1]);
    ASSERT_EQ(mailed.method, "email");
    ASSERT_EQ(mailed.documents.size(), 2U);
    EXPECT_NE(mailed.documents[0].find("-ticket.txt: "), std::string::npos);
    const auto link = mailed.documents[1].substr(mailed.documents[1].find(": ") + 2);
    EXPECT_EQ(choosy.codes->verify(link, delivery::Signed::link), (delivery::CodeMeaning{901, 0}));
    EXPECT_EQ(choosy.codes->verify(link), std::nullopt) << "no ticket's code";
    ASSERT_EQ(printed.documents.size(), 1U);
    EXPECT_NE(printed.documents[0].find("-ticket.txt: "), std::string::npos);
}

TEST_P(Courier, records_later_what_it_could_not_record_and_hands_nothing_over_twice) {
    carried.deliver = [&](const Handed&) -> plugins::Outcome {
        if (carried.count() == 1) depot.turns_to_fail = 2;
        return {WILLCALL_DELIVERED, 0, "here"};
    };
    EXPECT_EQ(failure_of([&] { depot.courier().run(100); }).status(), WILLCALL_STORE);
    EXPECT_EQ(depot.job(901).state, DeliveryState::in_flight);
    depot.now += 10 * delivery::lease_microseconds;
    EXPECT_EQ(failure_of([&] { depot.courier().run(100); }).status(), WILLCALL_STORE);
    EXPECT_EQ(depot.courier().run(100), 1) << "the other one, which was given back";
    EXPECT_EQ(depot.job(901).state, DeliveryState::delivered);
    EXPECT_EQ(carried.handed.size(), 2U);
}

TEST_P(Courier, repeats_with_the_same_id_after_a_crash_before_recording) {
    carried.deliver = [&](const Handed&) -> plugins::Outcome {
        depot.turns_to_fail = 1;
        return {WILLCALL_DELIVERED, 0, "here"};
    };
    failure_of([&] { depot.courier().run(100); });
    depot.forget_courier();
    carried.deliver = {};
    Depot other(store, carried);
    EXPECT_EQ(other.courier().run(100), 0) << "leased";
    other.now += delivery::lease_microseconds;
    EXPECT_EQ(other.courier().run(100), 2);
    ASSERT_EQ(carried.handed.size(), 3U);
    EXPECT_EQ(carried.handed[1].id, carried.handed[0].id);
    EXPECT_EQ(other.job(901).state, DeliveryState::delivered);
    EXPECT_EQ(other.job(901).attempts, 2);
}

TEST_P(Courier, repeats_no_more_than_the_one_it_died_over) {
    promise_more(20);
    carried.deliver = [&](const Handed&) -> plugins::Outcome {
        if (carried.count() == 7) depot.turns_to_fail = 1'000;
        return {WILLCALL_DELIVERED, 0, "here"};
    };
    failure_of([&] { depot.courier().run(100); });
    EXPECT_EQ(carried.count(), 7U) << "nothing is begun while an outcome can't be recorded";
    depot.forget_courier();
    Depot other(store, carried);
    other.now += delivery::lease_microseconds;
    EXPECT_EQ(other.courier().run(100), 22 - 6);
    std::map<std::string, int> times;
    for (const auto& handed : carried.handed) ++times[handed.id];
    EXPECT_EQ(times.size(), 22U);
    EXPECT_EQ(times[carried.handed[6].id], 2);
    EXPECT_EQ(carried.handed.size(), 23U) << "all others once";
}

TEST_P(Courier, delivers_on_a_thread_that_is_woken) {
    std::mutex mutex;
    std::condition_variable changed;
    carried.deliver = [&](const Handed&) -> plugins::Outcome {
        const std::lock_guard lock(mutex);
        changed.notify_all();
        return {WILLCALL_DELIVERED, 0, ""};
    };
    const auto wait_for = [&](std::size_t count) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, std::chrono::seconds(10),
                                [&] { return carried.count() == count; });
    };
    depot.courier().start(2);
    EXPECT_TRUE(wait_for(2));
    depot.courier().run_and_count(100);
    promise_more(20);
    depot.courier().wake();
    EXPECT_TRUE(wait_for(22));
    const auto begun = std::chrono::steady_clock::now();
    depot.courier().stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
    EXPECT_EQ(depot.job(5'019).state, DeliveryState::delivered);
}

TEST_P(Courier, gives_back_what_it_has_not_begun_when_it_stops) {
    promise_more(40);
    std::latch begun(1);
    std::latch stopping(1);
    carried.deliver = [&](const Handed&) -> plugins::Outcome {
        if (carried.count() == 1) {
            begun.count_down();
            stopping.wait();
        }
        return {WILLCALL_DELIVERED, 0, ""};
    };
    depot.courier().start(1);
    begun.wait();
    std::thread stop([&] {
        stopping.count_down();
        depot.courier().stop();
    });
    stop.join();
    const auto reading = depot.writer().number(
        "select count(*) from deliveries where state = 1 or attempts <> (state / 3)");
    EXPECT_EQ(reading, 0) << "each delivered at once, or queued as if never touched";
    EXPECT_EQ(depot.writer().number("select count(*) from deliveries where state = 3"),
              static_cast<std::int64_t>(carried.handed.size()));
}

TEST_P(Courier, shares_the_work_with_other_engines) {
    promise_more(300);
    Depot other(store, carried);
    depot.courier().run(1);
    other.courier();
    std::thread second_engine([&] { other.courier().run(1'000); });
    depot.courier().run(1'000);
    second_engine.join();
    std::set<std::string> ids;
    for (const auto& handed : carried.handed) ids.insert(handed.id);
    EXPECT_EQ(ids.size(), 302U);
    EXPECT_EQ(carried.handed.size(), 302U) << "each by one engine";
    EXPECT_EQ(depot.writer().number("select count(*) from deliveries where state <> 3"), 0);
}

TEST_P(Courier, runs_as_an_operation) {
    auto operations =
        delivery::delivery_operations([&]() -> delivery::Courier& { return depot.courier(); },
                                      [&](const Call&) { return theatre.catalogue(); });
    const auto run = std::ranges::find(operations, "deliveries.run", &Operation::name);
    ASSERT_NE(run, operations.end());
    EXPECT_EQ(run->handling, Handling::own_turns);
    Call call;
    call.connection = &depot.writer();
    willcall_writer answer(2);
    auto request = parse_json("{}");
    validate(request, *run->request, {});
    EXPECT_FALSE(run->handle(call, request, answer));
    EXPECT_EQ(answer.text, R"({"tickets_delivered":5,"tickets_waiting":0,)"
                           R"("tickets_failed":0,"tried":2})");
}

TEST_P(Courier, tells_plugins_of_an_order_of_any_size) {
    auto& writer = depot.writer();
    depot.courier();
    writer.begin();
    std::vector<sales::TicketRow> tickets;
    for (std::int64_t number = 0; number < 10'000; ++number)
        tickets.push_back({500'000 + number, SmallTheatre::offer_order, 0, SmallTheatre::friday,
                           SmallTheatre::general, 1'900, "Ann Example"});
    tickets.front().state = TicketState::dead;
    writer.insert_all(tickets);
    const auto content =
        delivery::content_of(writer, *theatre.catalogue(), *depot.codes, SmallTheatre::offer_order);
    writer.rollback();
    EXPECT_EQ(content.tickets.size(), 10'000U) << "one of its own, and all but the dead one";
    const auto value = tree_of(content);
    const auto read = read_as<DeliveryContent>(value);
    EXPECT_EQ(read.tickets.back().code, content.tickets.back().code);
    EXPECT_EQ(read.tickets.back().starts, content.tickets.back().starts);
    EXPECT_EQ(read.total_text, "14.00 USD");
    EXPECT_EQ(read.seller, "Mira North");
    EXPECT_EQ(read.placed_text, "Wed 31 Oct 2018, 08:33");
}

TEST(Documents, have_names_that_are_safe_on_every_system) {
    using delivery::file_name;
    EXPECT_EQ(file_name("MAIN-000012", "0id", "ticket", "text/plain"), "MAIN-000012-ticket.txt");
    EXPECT_EQ(file_name("", "0id", "ticket", "application/pdf"), "0id-ticket.pdf");
    EXPECT_EQ(file_name("../../etc/passwd", "0id", "ticket", "text/html; charset=utf-8"),
              "0id-ticket.html");
    EXPECT_EQ(file_name("КАСА-1", "0id", "a/b\\c", "x/../y"), "0id-a-b-c.y");
    EXPECT_EQ(file_name("-rf", "0id", "ticket", "text"), "0id-ticket.text");
}

}  // namespace
