"""Selling the last place, and not the one after it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import willcall


def test_sold_out_says_what_was_asked_what_is_left_and_of_how_many(desk, sale, reason, unchanged):
    desk.orders.place(**sale(quantity=7))
    with unchanged(desk.engine.host()):
        short = reason(desk.orders.place, **sale(quantity=4))
    assert (short.rule, short.plugin, short.line) == ("quota.short", "", 0)
    assert short.numbers == {"asked": 4, "left": 3, "capacity": 10}
    desk.orders.place(**sale(quantity=3))
    assert reason(desk.orders.place, **sale()).numbers["left"] == 0


def test_the_lines_of_an_order_stand_or_fall_together(desk, sale, reason):
    lines = sale(quantity=6)["lines"] + sale(quantity=5, of="child")["lines"]
    short = reason(desk.orders.place, lines=lines, payments=[{"means": "cash", "amount": 114}])
    assert short.numbers == {"asked": 11, "left": 10, "capacity": 10}
    assert desk.engine.host().performances.list().performances[0].sold == 0


def test_a_quote_takes_nothing_and_tells_what_is_short(desk, sale):
    host = desk.engine.host()
    for _ in range(3):
        assert desk.orders.quote(lines=sale(quantity=10)["lines"]).possible
    assert host.performances.list().performances[0].left == 10
    quote = desk.orders.quote(lines=sale(quantity=11)["lines"])
    assert (quote.possible, quote.total) == (False, 209)
    assert [(why.rule, why.numbers["left"]) for why in quote.reasons] == [("quota.short", 10)]


def sells(desk, request, start):
    start.wait()
    try:
        return len(desk.orders.place(**request).tickets)
    except willcall.Refused as refused:
        (short,) = refused.reasons
        assert short.rule == "quota.short"
        assert short.numbers["left"] < short.numbers["asked"]
        return -short.numbers["left"]


def test_sixteen_threads_want_the_last_ticket_and_one_gets_it(desk, sale):
    desk.orders.place(**sale(quantity=9))
    start = threading.Barrier(16)
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda _: sells(desk, sale(), start), range(16)))
    assert sorted(got) == [0] * 15 + [1]
    (friday,) = desk.engine.host().performances.list().performances
    assert (friday.sold, friday.left) == (10, 0)


def test_sixteen_threads_of_many_sellers_sell_the_house_out_and_no_more(house, sale):
    engine = house()
    desks = []
    for login in ("mira@example.org", "noor@example.org"):
        desks.append(engine.vouch(login))
        desks[-1].shifts.open(location="main")
    start = threading.Barrier(16)
    requests = [sale(quantity=1 + number % 2) for number in range(16)]
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda number: sells(desks[number % 2], requests[number], start),
                            range(16)))
    sold = sum(tickets for tickets in got if tickets > 0)
    (friday,) = engine.host().performances.list().performances
    assert (friday.sold, friday.left) == (sold, 10 - sold)
    assert sold == 10  # eight want one, eight want two
    numbers = [row.number for row in engine.host().orders.list().orders]
    assert numbers == [f"MAIN-{number:06}" for number in range(1, len(numbers) + 1)]


def test_a_capacity_below_what_is_sold_is_shown_and_sells_nothing_more(desk, sale, reason):
    desk.orders.place(**sale(quantity=6))
    host = desk.engine.host()

    def capacity(of):
        host.catalogue.apply(text=f"""
            organisation: {{name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles}}
            events:
              - key: heights
                name: In The Heights
                performances: [{{key: friday, starts: 2018-11-09T20:00, ends: 2018-11-09T22:30,
                                 capacity: {of}}}]
            """)
        (friday,) = host.performances.list().performances
        return friday.capacity, friday.sold, friday.left, friday.overcommitted

    assert capacity(4) == (4, 6, 0, 2)
    assert reason(desk.orders.place, **sale()).numbers == {"asked": 1, "left": 0, "capacity": 4}
    assert capacity(7) == (7, 6, 1, 0)
    desk.orders.place(**sale())
    assert capacity(0) == (0, 7, 0, 7)


def test_free_tickets_are_sold_without_a_payment_and_use_places(desk, sale, reason):
    order = desk.orders.place(**sale(quantity=4, of="child", each=None))
    assert (order.number, order.total, order.paid, order.payments) == ("MAIN-000001", 0, 0, [])
    assert [ticket.price for ticket in order.tickets] == [0] * 4
    assert reason(desk.orders.place, **sale(quantity=7)).numbers["left"] == 6
    paid = reason(desk.orders.place, **sale(of="child"))
    assert (paid.rule, paid.numbers) == ("payment.differs", {"total": 0, "paid": 1900})


def test_one_name_for_all_tickets_or_one_for_each(desk, sale):
    (line,) = sale(quantity=3)["lines"]
    paid = {"payments": [{"means": "cash", "amount": 57}]}
    for names, held in ((["Ann"], ["Ann"] * 3), (["Ann", "Ben", "Cy"], ["Ann", "Ben", "Cy"]),
                        ([], [""] * 3)):
        order = desk.orders.place(lines=[{**line, "holders": names}], **paid)
        assert [ticket.holder for ticket in order.tickets] == held
