"""Asking for what is gone: the first no comes from a turn, every later one from what is stored."""

import pytest
import willcall

CHILDREN = {"key": "child", "name": "Child", "price": 0, "quota": 2}


@pytest.fixture
def asked_twice(reason):
    """A function that gives the reason of a refusal, which is the same when it is asked again."""

    def why_not(operation, **request):
        first = reason(operation, **request)
        assert reason(operation, **request) == first
        return first

    return why_not


def test_every_refusal_names_what_is_left(desk, sale, asked_twice, unchanged):
    desk.orders.place(**sale(quantity=7))
    with unchanged(desk.engine.host()):
        short = asked_twice(desk.orders.place, **sale(quantity=4))
        assert (short.rule, short.line) == ("quota.short", 0)
        assert short.numbers == {"asked": 4, "left": 3, "capacity": 10}
    desk.orders.place(**sale(quantity=3))
    assert asked_twice(desk.orders.place, **sale()).numbers["left"] == 0
    assert asked_twice(desk.orders.place, **sale(quantity=4)).numbers["left"] == 0


def test_who_asks_for_less_than_others_were_refused_gets_it(desk, sale, asked_twice):
    desk.orders.place(**sale(quantity=6))
    assert asked_twice(desk.orders.place, **sale(quantity=5)).numbers["left"] == 4
    assert len(desk.orders.place(**sale(quantity=4)).tickets) == 4


def test_the_buyer_of_the_last_ticket_hears_so_again_after_others_heard_no(
        desk, sale, asked_twice, unchanged):
    last = desk.orders.place(**sale(quantity=10), idempotency_key="last")
    asked_twice(desk.orders.place, **sale(quantity=10), idempotency_key="late")
    with unchanged(desk.engine.host()):
        assert desk.orders.place(**sale(quantity=10), idempotency_key="last") == last
        with pytest.raises(willcall.ConflictError, match="`last`"):
            desk.orders.place(**sale(), idempotency_key="last")


def test_what_another_engine_sold_is_counted_in_the_next_refusal(desk, house, sale, asked_twice):
    assert asked_twice(desk.orders.place, **sale(quantity=11)).numbers["left"] == 10
    noor = house().vouch("noor@example.org")
    noor.shifts.open(location="main")
    sold = noor.orders.place(**sale(quantity=4), idempotency_key="four")
    assert asked_twice(desk.orders.place, **sale(quantity=11)).numbers["left"] == 6
    noor.orders.place(**sale(quantity=6))
    assert asked_twice(desk.orders.place, **sale()).numbers["left"] == 0
    again = desk.engine.vouch("noor@example.org")
    assert again.orders.place(**sale(quantity=4), idempotency_key="four") == sold


def test_places_added_by_another_engine_are_sold_at_once(desk, house, sale, asked_twice):
    desk.orders.place(**sale(quantity=10))
    asked_twice(desk.orders.place, **sale())
    event = {"key": "heights", "name": "In The Heights",
             "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                               "ends": "2018-11-09T22:30", "capacity": 12}],
             "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}
    house(events=[event])
    assert asked_twice(desk.orders.place, **sale(quantity=3)).numbers == {
        "asked": 3, "left": 2, "capacity": 12}
    assert len(desk.orders.place(**sale(quantity=2)).tickets) == 2


def test_who_has_closed_the_shift_hears_of_that_first(desk, sale, asked_twice):
    desk.orders.place(**sale(quantity=10))
    asked_twice(desk.orders.place, **sale())
    desk.shifts.close()
    assert asked_twice(desk.orders.place, **sale()).rule == "shift.none_open"


def test_of_two_quotas_the_one_that_is_short_is_named(house, sale, asked_twice):
    event = {"key": "heights", "name": "In The Heights",
             "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                               "ends": "2018-11-09T22:30", "capacity": 10}],
             "ticket_types": [{"key": "general", "name": "General", "price": 19}, CHILDREN]}
    mira = house(events=[event]).vouch("mira@example.org")
    mira.shifts.open()
    short = asked_twice(mira.orders.place, **sale(quantity=3, of="child", each=None))
    assert "child" in short.message
    assert short.numbers == {"asked": 3, "left": 2, "capacity": 2}
    assert len(mira.orders.place(**sale(quantity=3)).tickets) == 3
    lines = sale(quantity=2, of="child")["lines"] + sale(quantity=6)["lines"]
    both = asked_twice(mira.orders.place, lines=lines, payments=[{"means": "cash", "amount": 114}])
    assert (both.line, both.numbers) == (1, {"asked": 8, "left": 7, "capacity": 10})
