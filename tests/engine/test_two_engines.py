"""Two engines on one store, as two processes would be: in turns, and at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import willcall
from carriers import Post


def desks_of(house, *names, location="main"):
    """An engine of its own for each seller, all on the same store."""
    desks = []
    for name in names:
        desk = house().vouch(f"{name}@example.org")
        desk.shifts.open(location=location)
        desks.append(desk)
    return desks


def test_engines_that_sell_in_turns_number_without_gaps(house, sale, reason, record_property):
    mira, noor = desks_of(house, "mira", "noor")
    placed = [desk.orders.place(**sale()).number for desk in (mira, noor, mira, noor, noor)]
    assert placed == [f"MAIN-{number:06}" for number in range(1, 6)]
    noor.orders.place(**sale(quantity=5))
    assert reason(mira.orders.place, **sale()).numbers["left"] == 0
    record_property("requirement", "decision-6")


def test_engines_that_sell_at_once_sell_the_house_out_and_no_more(house, sale):
    desks = desks_of(house, "mira", "noor")
    start = threading.Barrier(8)

    def seller(number):
        start.wait()
        sold = 0
        for _ in range(3):
            try:
                desks[number % 2].orders.place(**sale())
                sold += 1
            except willcall.Refused as refused:
                assert refused.reasons[0].numbers == {"asked": 1, "left": 0, "capacity": 10}
        return sold

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(seller, range(8))) == 10
    rows = desks[0].engine.host().orders.list().orders
    assert sorted(row.number for row in rows) == [f"MAIN-{number:06}" for number in range(1, 11)]


def test_a_season_applied_by_one_counts_at_the_next_sale_of_the_other(house, sale, reason):
    (mira,) = desks_of(house, "mira")
    assert mira.orders.place(**sale()).total == 19
    event = {"key": "heights", "name": "In The Heights",
             "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                               "ends": "2018-11-09T22:30", "capacity": 3},
                              {"key": "sunday", "starts": "2018-11-11T20:00",
                               "ends": "2018-11-11T22:30", "capacity": 5}],
             "ticket_types": [{"key": "general", "name": "General", "price": 21}]}
    house(events=[event])
    assert mira.orders.place(**sale("sunday", each=21)).lines[0].performance == "sunday"
    assert mira.orders.place(**sale(each=21)).total == 21
    assert reason(mira.orders.place, **sale(quantity=2, each=21)).numbers["capacity"] == 3
    house(events=[{**event, "published": False}])
    assert reason(mira.orders.place, **sale(each=21)).rule == "orders.performance_unknown"


def test_a_quote_of_one_engine_is_placed_through_the_other(house, sale):
    (mira,) = desks_of(house, "mira")
    mira.orders.place(**sale())
    other = house(organisation={"name": "Foothill", "currency": "USD",
                                "timezone": "America/Los_Angeles"}).session(token=mira.token)
    # The first engine has not looked since the season changed; the quote is of the new one.
    token = other.orders.quote(lines=sale()["lines"]).token
    assert mira.orders.place(**sale(quote=token)).total == 19


def test_a_shift_of_one_engine_is_closed_through_the_other(house, sale, reason):
    (mira,) = desks_of(house, "mira")
    mira.orders.place(**sale())
    other = house().session(token=mira.token)
    other.orders.place(**sale(quantity=2))
    assert other.shifts.close().means[0].taken == 57
    assert reason(mira.orders.place, **sale()).rule == "shift.none_open"
    mira.shifts.open()
    assert other.orders.place(**sale()).who.shift == mira.shifts.current().id


def test_the_same_call_through_two_engines_at_once_happens_once(house, sale, record_property):
    (mira,) = desks_of(house, "mira")
    desks = [mira, house().session(token=mira.token)]
    for round_ in range(5):
        start = threading.Barrier(4)

        def place(number):
            start.wait()
            return desks[number % 2].orders.place(**sale(), idempotency_key=f"key {round_}")

        with ThreadPoolExecutor(4) as pool:
            numbers = {order.number for order in pool.map(place, range(4))}
        assert numbers == {f"MAIN-{round_ + 1:06}"}
    record_property("requirement", "decision-7")


def test_each_engine_has_a_chain_of_its_own_and_an_id_is_never_made_twice(house, sale):
    mira, noor = desks_of(house, "mira", "noor")
    with ThreadPoolExecutor(4) as pool:
        orders = list(pool.map(
            lambda number: (mira, noor)[number % 2].orders.place(**sale(of="child", each=None)),
            range(10)))
    ids = [order.id for order in orders] + [ticket.id for order in orders
                                            for ticket in order.tickets]
    assert len(set(ids)) == len(ids) == 20
    assert len({ticket.code for order in orders for ticket in order.tickets}) == 10
    assert len(mira.engine.host().journal.head().heads) == 2


def test_engines_that_want_the_same_performances_in_any_order_never_stand_still(house, sale):
    keys = [f"evening-{number}" for number in range(6)]
    event = {"key": "heights", "name": "In The Heights",
             "performances": [{"key": key, "starts": "2018-11-09T20:00",
                               "ends": "2018-11-09T22:30", "capacity": 20} for key in keys],
             "ticket_types": [{"key": "child", "name": "Child", "price": 0}]}
    house(events=[event]).close()
    desks = desks_of(house, "mira", "noor")

    def seller(number):
        sold = 0
        for round_ in range(12):
            some = [keys[(number * 5 + round_ * way) % 6] for way in (1, 3, 5, 2)]
            lines = [{"performance": key, "ticket_type": "child", "quantity": 1}
                     for key in dict.fromkeys(some)]
            try:
                sold += len(desks[number % 2].orders.place(lines=lines).lines)
            except willcall.Refused as refused:
                assert {reason.rule for reason in refused.reasons} == {"quota.short"}
        return sold

    with ThreadPoolExecutor(8) as pool:
        sold = sum(pool.map(seller, range(8)))
    listed = desks[0].engine.host().performances.list().performances
    assert sum(row.sold for row in listed) == sold
    assert max(row.sold for row in listed) == 20


def test_engines_share_the_outbox_and_hand_out_each_promise_once(house, sale):
    carriers = [Post(), Post()]
    engines = [house(plugin_files=[carrier]) for carrier in carriers]
    desk = engines[0].vouch("mira@example.org")
    desk.shifts.open()
    orders = [desk.orders.place(**sale(delivery={"method": "post", "to": "Ann"}))
              for _ in range(10)]
    start = threading.Barrier(2)

    def hand_out(engine):
        start.wait()
        while engine.host().deliveries.run(most=2).tried:
            pass

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(hand_out, engines))
    handed = [job.content.order for carrier in carriers for job in carrier.jobs]
    assert sorted(handed) == sorted(order.id for order in orders)
