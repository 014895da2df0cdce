"""Offers: what they take off, for whom, how often, and in which order."""

import threading
from decimal import Decimal

import pytest
import willcall

GROUP = {"groups": [{"key": "metals", "limit": 7}],
         "offers": [{"key": name.lower(), "name": name, "percent": percent, "limit": 5,
                     "group": "metals"}
                    for name, percent in (("Gold", "50"), ("Silver", "30"), ("Bronze", "10"))]}


def effects(of):
    return [[(one.offer, one.units, one.amount) for one in line.effects] for line in of.lines]


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def test_a_limit_group_caps_what_its_offers_take_together(window, line, record_property):
    desk = window(**GROUP)
    quote = desk.orders.quote(lines=[line(15)])
    # 5 at 10.00, 2 at 14.00, none at 18.00, 8 at 20.00.
    assert (effects(quote), quote.total) == ([[("Gold", 5, 10), ("Silver", 2, 6)]], 238)
    order = desk.orders.place(lines=[line(15)], payments=cash("238.00"))
    assert sorted(ticket.price for ticket in order.tickets) == [10] * 5 + [14] * 2 + [20] * 8
    assert [one.reason for one in order.lines[0].effects] == ["50 % off", "30 % off"]
    assert desk.orders.get(id=order.id) == order
    # Of the group nothing is left.
    after = desk.orders.place(lines=[line(3)], payments=cash(60))
    assert effects(after) == [[]]
    record_property("requirement", "SPX-38")


def test_the_group_counts_all_lines_and_each_offer_keeps_its_own_limit(window, line, buy):
    desk = window(**GROUP)
    order = buy(desk, [line(3), line(6, performance="saturday")])
    assert effects(order) == [[("Gold", 3, 10)], [("Gold", 2, 10), ("Silver", 2, 6)]]


def test_the_limits_of_an_offer_end_in_the_middle_of_an_order(window, line, buy):
    desk = window(**GROUP)
    assert effects(buy(desk, [line(3)])) == [[("Gold", 3, 10)]]
    # 2 gold are left of 5, and 4 of the group of 7.
    assert effects(buy(desk, [line(15)])) == [[("Gold", 2, 10), ("Silver", 2, 6)]]


def test_tickets_that_are_given_back_give_their_place_in_each_limit_back(window, line, buy):
    desk = window(**GROUP)
    order = buy(desk, [line(15)])
    silver = [ticket.id for ticket in order.tickets if ticket.price == 14]
    assert desk.orders.refund(id=order.id, tickets=silver[:1]).transactions[0].paid == -14
    assert effects(buy(desk, [line(2)])) == [[("Silver", 1, 6)]]
    full = [ticket.id for ticket in order.tickets if ticket.price == 20]
    desk.orders.refund(id=order.id, tickets=full)
    assert effects(buy(desk, [line(1)])) == [[]]  # those had nothing of the group
    gold = [ticket.id for ticket in order.tickets if ticket.price == 10]
    desk.orders.refund(id=order.id, tickets=gold)
    assert effects(buy(desk, [line(6)])) == [[("Gold", 5, 10)]]


def test_a_registration_holds_its_offers_until_it_is_given_up(window, line, buy):
    desk = window(**GROUP)
    kept = desk.orders.register(lines=[line(15)], buyer={"name": "Ann"})
    assert kept.total == 238
    assert effects(buy(desk, [line(2)])) == [[]]
    desk.orders.cancel(id=kept.id)
    assert effects(buy(desk, [line(2)])) == [[("Gold", 2, 10)]]


def test_an_exchange_is_judged_as_any_sale(window, line):
    desk = window(offers=[{"key": "saturday", "name": "Saturday", "percent": "25",
                           "performances": ["saturday"]}])
    order = desk.orders.place(lines=[line()], payments=cash(20))
    after = desk.orders.exchange(id=order.id, tickets=[order.tickets[0].id],
                                 lines=[line(performance="saturday")])
    assert effects(after) == [[], [("Saturday", 1, 5)]]
    assert after.paid == 15


def test_two_engines_never_take_more_than_a_group_has(offering, line):
    engines = [offering(**GROUP), offering(**GROUP)]
    sold, failed = [], []

    def ask(engine):
        desk = engine.vouch("window@example.org")
        try:
            for _ in range(6):
                while True:
                    quote = desk.orders.quote(lines=[line(2)])
                    try:
                        sold.append(desk.orders.place(lines=[line(2)],
                                                      payments=cash(quote.total)))
                        break
                    except willcall.Refused as refused:
                        # Somebody else had the last of an offer: the price is another.
                        assert refused.reasons[0].rule == "payment.differs"
        except BaseException as failure:
            failed.append(failure)
            raise

    threads = [threading.Thread(target=ask, args=[engine]) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    counts = {}
    for order in sold:
        for one in order.lines[0].effects:
            counts[one.offer] = counts.get(one.offer, 0) + one.units
    assert len(sold) == 12 and sum(counts.values()) == 7
    assert counts["Gold"] == 5


@pytest.mark.parametrize("price, percent, left", [
    ("19.95", "50", "9.98"),   # 9.975, half up
    ("0.01", "50", "0.01"), ("0.03", "33.333", "0.02"), ("20.00", "100", "0.00"),
    ("10.00", "12.5", "8.75"), ("999.99", "0.001", "999.98")])
def test_what_is_left_of_a_price_is_rounded_half_up(opened, price, percent, left, record_property):
    engine = opened({
        "organisation": {"name": "Foothill", "currency": "USD", "timezone": "UTC"},
        "events": [{"key": "heights", "name": "Heights", "performances": [
            {"key": "friday", "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
             "capacity": 10}], "ticket_types": [{"key": "general", "name": "G", "price": price}]}],
        "channels": [{"key": "window", "kind": "ticket_office"}],
        "users": [{"login": "mira@example.org", "name": "Mira", "role": "operator",
                   "channel": "window", "uses_shifts": False}],
        "plugins": {"promotions": {"offers": [{"key": "off", "name": "Off",
                                               "percent": percent}]}}})
    order = engine.vouch("mira@example.org").orders.quote(
        lines=[{"performance": "friday", "ticket_type": "general", "quantity": 3}])
    assert order.total == 3 * Decimal(left)
    record_property("requirement", "decision-16")


def test_an_amount_takes_no_more_than_the_price(window, line, buy):
    desk = window(offers=[{"key": "off", "name": "Off", "amount": "12.50"}])
    order = buy(desk, [line(2), line(1, "child")])
    assert effects(order) == [[("Off", 2, Decimal("12.50"))], [("Off", 1, 10)]]
    assert order.lines[0].effects[0].reason == "12.50 USD off"
    assert order.total == 15


def test_offers_apply_in_the_order_of_the_settings_and_a_ticket_has_one(window, line):
    first = {"key": "a", "name": "Few", "percent": "10", "per_order": 2}
    second = {"key": "b", "name": "Many", "percent": "50"}
    quote = window(offers=[first, second]).orders.quote(lines=[line(3), line(2)])
    assert effects(quote) == [[("Few", 2, 2), ("Many", 1, 10)], [("Many", 2, 10)]]
    quote = window(offers=[second, first]).orders.quote(lines=[line(3)])
    assert effects(quote) == [[("Many", 3, 10)]]


def test_an_offer_is_for_its_tickets_channel_quantity_and_dates(offering, line, clock):
    engine = offering(offers=[
        {"key": "child", "name": "Child", "percent": "50", "ticket_types": ["child"],
         "events": ["heights"]},
        {"key": "pier", "name": "Pier", "percent": "20", "channels": ["pier"]},
        {"key": "party", "name": "Party", "percent": "10", "least": 4},
        {"key": "late", "name": "Late", "percent": "5", "from": "2018-11-02T00:00",
         "until": "2018-11-03T00:00"}])
    window, pier = (engine.vouch(f"{key}@example.org") for key in ("window", "pier"))

    def offer(desk, *lines):
        return [[one.offer for one in of.effects] for of in desk.orders.quote(lines=lines).lines]

    assert offer(window, line(), line(1, "child")) == [[], ["Child"]]
    assert offer(pier, line()) == [["Pier"]]
    assert offer(window, line(3)) == [[]]
    assert offer(window, line(3), line(1, performance="saturday")) == [["Party"], ["Party"]]
    assert offer(window, {"product": "programme"}) == [[]]
    # Noon in UTC is 5 o'clock on the wall: 19 hours to midnight there.
    clock.forward(hours=19, microseconds=-1)
    assert offer(window, line()) == [[]]
    clock.forward(microseconds=1)
    assert offer(window, line()) == [["Late"]]
    clock.forward(days=1)
    assert offer(window, line()) == [[]]


def test_an_offer_is_for_owners_with_a_tag_and_never_for_who_books(offering, line, buy,
                                                                   record_property):
    engine = offering(offers=[{"key": "young", "name": "Young", "percent": "50",
                               "tags": ["student", "pupil"]}])
    host, desk = engine.host(), engine.vouch("window@example.org")
    ann = host.customers.create(name="Ann", tags=["pupil"])
    ben = host.customers.create(name="Ben", email="ben@example.org", tags=["patron"])
    assert effects(buy(desk, [line()], owner=ann.id)) == [[("Young", 1, 10)]]
    for who in ({"owner": ben.id}, {"buyer": {"name": "Ann"}}, {}):
        assert effects(desk.orders.quote(lines=[line()], **who)) == [[]]
    record_property("requirement", "SPX-7")


def test_a_tag_that_is_taken_away_counts_at_the_next_sale(offering, line, reason):
    engine = offering(offers=[{"key": "young", "name": "Young", "percent": "50",
                               "tags": ["student"]}])
    host, desk = engine.host(), engine.vouch("window@example.org")
    ann = host.customers.create(name="Ann", tags=["student"])
    quote = desk.orders.quote(lines=[line()], owner=ann.id)
    assert quote.total == 10
    host.customers.change(id=ann.id, tags=["patron"])
    differs = reason(desk.orders.place, lines=[line()], payments=cash(10), owner=ann.id)
    assert differs.numbers == {"total": 2000, "paid": 1000}
    with pytest.raises(willcall.Refused) as changed:
        desk.orders.place(lines=[line()], payments=cash(20), owner=ann.id, quote=quote.token)
    assert [why.message.split("`")[1] for why in changed.value.reasons] == [
        "owner", "offers", "total"]


def test_one_owner_has_an_offer_so_often(offering, line, buy):
    engine = offering(offers=[{"key": "two", "name": "Two", "percent": "50", "per_owner": 2}])
    host, desk = engine.host(), engine.vouch("window@example.org")
    ann, ben = (host.customers.create(name=name).id for name in ("Ann", "Ben"))
    first = buy(desk, [line(3)], owner=ann)
    assert effects(first) == [[("Two", 2, 10)]]
    assert effects(buy(desk, [line()], owner=ann)) == [[]]
    assert effects(buy(desk, [line()], owner=ben)) == [[("Two", 1, 10)]]
    assert effects(desk.orders.quote(lines=[line()])) == [[]]  # nobody's
    desk.orders.refund(id=first.id)
    assert effects(buy(desk, [line(4)], owner=ann)) == [[("Two", 2, 10)]]


class Odd(willcall.Eligibility):
    """Takes more of its quota than is left, whatever it is told."""

    name, quotas = "odd", {"three": 3}

    def judge(self, lines, who):
        for line in lines:
            yield willcall.Verdict.yes(effects=[("Odd", line.quantity, 100)],
                                       claims=[("three", line.quantity, "Odd")])


def test_a_rule_that_takes_no_notice_of_what_is_left_loses_its_offer(offering, line, buy):
    desk = offering(rules=[Odd()]).vouch("window@example.org")
    assert effects(buy(desk, [line(2)])) == [[("Odd", 2, 1)]]
    assert effects(buy(desk, [line(2)])) == [[]]
    assert effects(buy(desk, [line(1)])) == [[("Odd", 1, 1)]]


@pytest.mark.parametrize("settings, field", [
    ({"offers": [{"key": "a", "name": "A"}]}, "offers[0]"),
    ({"offers": [{"key": "a", "name": "A", "percent": "5", "amount": 1}]}, "offers[0]"),
    ({"offers": [{"key": "a", "name": "A", "percent": "0"}]}, "offers[0].percent"),
    ({"offers": [{"key": "a", "name": "A", "percent": "100.001"}]}, "offers[0].percent"),
    ({"offers": [{"key": "a", "name": "A", "percent": "1e1"}]}, "offers[0].percent"),
    ({"offers": [{"key": "a", "name": "A", "percent": "5.1234"}]}, "offers[0].percent"),
    ({"offers": [{"key": "a", "name": "A", "percent": "5", "group": "b"}]}, "offers[0].group"),
    ({"offers": [{"key": "a", "name": "A", "percent": "5", "codes": ["X"]}]},
     "offers[0].codes[0]"),
    ({"offers": [{"key": "a", "name": "A", "percent": "5", "from": "2018-11-02T00:00",
                  "until": "2018-11-02T00:00"}]}, "offers[0].until"),
    ({"offers": [{"key": "a", "name": "A", "percent": "5"},
                 {"key": "a", "name": "B", "percent": "5"}]}, "offers[1].key"),
    ({"offers": [{"key": "a", "name": "A", "percent": "5"},
                 {"key": "b", "name": "A", "percent": "5"}]}, "offers[1].name"),
    ({"groups": [{"key": "a", "limit": 1}, {"key": "a", "limit": 1}]}, "groups[1].key"),
    ({"codes": [{"code": "Spring"}, {"code": "SPRING"}]}, "codes[1].code"),
    ({"codes": [{"code": "  "}]}, "codes[0].code"),
    ({"locks": [{"lock": "a"}, {"lock": "a"}]}, "locks[1].lock"),
    ({"commissions": [{"name": "A", "channels": ["pier"]}]}, "commissions[0]"),
    ({"commissions": [{"name": "A", "channels": ["pier"], "percent": "-1"}]},
     "commissions[0].percent"),
])
def test_settings_that_make_no_sense_are_an_error_that_names_the_field(
        offering, unchanged, settings, field):
    engine = offering()
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        offering(**settings)
    assert caught.value.field == f"plugins.promotions.{field}"
