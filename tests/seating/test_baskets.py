"""Seats in baskets: held until the basket is placed, filled otherwise, dropped or expires."""

import pytest


def line(*seats, of="general", **more):
    return {"performance": "friday", "ticket_type": of, **({"seats": list(seats)} if seats else {}),
            **more}


def cash(amount):
    return [{"means": "cash", "amount": amount}]


@pytest.fixture
def seats_in():
    """A function that says which seats each line of a basket has."""
    return lambda basket: [asked.seats for asked in basket.lines]


def test_a_basket_holds_its_seats_until_it_is_placed(hall, states, seats_of, seats_in, reason):
    desk = hall("aaaaa")
    basket = desk.baskets.open(lines=[line(quantity=2)])
    assert (seats_in(basket), states(desk)) == ([["1-1", "1-2"]], ["hh..."])
    taken = reason(desk.orders.place, lines=[line("1-2")], payments=cash(19))
    assert (taken.rule, [(seat.name, seat.free_beside) for seat in taken.seats]) == (
        "seats.taken", [("Hall/1/2", ["1-3"])])
    order = desk.orders.place(basket=basket.id, payments=cash(38))
    assert (seats_of(order), states(desk)) == (["1-1", "1-2"], ["##..."])


def test_a_basket_filled_otherwise_gives_its_seats_back(hall, states, seats_in, reason, unchanged):
    desk = hall("aaaaa")
    basket = desk.baskets.open(lines=[line("1-2", "1-3")])
    other = desk.baskets.open(lines=[line("1-5")])
    with unchanged(desk.engine.host()):
        no = reason(desk.baskets.fill, id=basket.id, lines=[line("1-4", "1-5")])
        assert (no.rule, [seat.guid for seat in no.seats]) == ("seats.taken", ["1-5"])
    assert states(desk) == [".hh.h"]
    # Its own seats are not in its way: they may stay, move along, or change their line.
    filled = desk.baskets.fill(id=basket.id, lines=[line("1-3"), line("1-4", of="child")])
    assert (seats_in(filled), states(desk)) == ([["1-3"], ["1-4"]], ["..hhh"])
    again = desk.baskets.fill(id=basket.id, lines=[
        {"performance": one.performance, "ticket_type": one.ticket_type, "seats": one.seats}
        for one in reversed(filled.lines)])
    assert (seats_in(again), states(desk)) == ([["1-4"], ["1-3"]], ["..hhh"])
    desk.baskets.fill(id=basket.id, lines=[])
    desk.baskets.drop(id=other.id)
    assert states(desk) == ["....."]


def test_the_seats_of_an_expired_basket_are_free_for_who_asks(hall, states, seats_of, clock):
    desk = hall("aaaaa")
    desk.baskets.open(lines=[line("1-1")])
    clock.forward(minutes=15)
    assert states(desk) == ["....."]
    assert desk.orders.quote(lines=[line("1-1")]).possible
    order = desk.orders.place(lines=[line("1-1")], payments=cash(19))
    assert (seats_of(order), states(desk)) == (["1-1"], ["#...."])


def test_the_best_seats_are_those_of_an_expired_basket_too(hall, seats_of, clock):
    desk = hall("aaaaa", "aaaaa")
    best = desk.baskets.open(lines=[line(quantity=2)]).lines[0].seats
    second = desk.orders.place(lines=[line(quantity=2)], payments=cash(38))
    assert seats_of(second) != best
    clock.forward(minutes=15)
    third = desk.orders.place(lines=[line(quantity=2)], payments=cash(38))
    assert seats_of(third) == best


def test_a_party_sits_together_where_an_expired_basket_was_between(hall, states, clock):
    desk = hall("aaaa")
    desk.baskets.open(lines=[line("1-2")])
    clock.forward(minutes=15)
    desk.orders.place(lines=[line(quantity=3)], payments=cash(57))
    assert states(desk) == ["###."]


def test_a_basket_in_between_two_engines(hall, opened, states, seats_of, clock, reason):
    desk = hall("aaaa")
    other = opened().vouch("mira@example.org")
    basket = desk.baskets.open(lines=[line("1-2", "1-3")])
    assert states(other) == [".hh."]
    assert reason(other.orders.place, lines=[line(quantity=2)],
                  payments=cash(38)).rule == "seats.not_together"
    order = other.orders.place(basket=basket.id, payments=cash(38))
    assert (seats_of(order), states(desk)) == (["1-2", "1-3"], [".##."])
    desk.orders.place(lines=[line(of="child")])
    late = other.baskets.open(lines=[line("1-4")])
    clock.forward(minutes=15)
    desk.orders.place(lines=[line("1-4")], payments=cash(19))
    assert reason(other.orders.place, basket=late.id).rule == "basket.expired"
    assert states(other) == ["####"]


def test_a_seat_in_a_basket_is_not_blocked_and_does_not_leave_the_hall(hall, reason, clock,
                                                                       states):
    desk = hall("aaaa")
    host = desk.engine.host()
    desk.baskets.open(lines=[line("1-1")])
    assert reason(host.seats.block, performance="friday", seats=["1-1"]).rule == "seats.not_free"
    clock.forward(minutes=15)
    host.seats.block(performance="friday", seats=["1-1"])
    assert states(desk) == ["x..."]


def test_more_seats_than_there_are_are_refused_and_nothing_is_held(hall, reason, unchanged):
    desk = hall("aa")
    with unchanged(desk.engine.host()):
        short = reason(desk.baskets.open, lines=[line(quantity=3)])
    assert (short.rule, short.numbers["left"]) == ("quota.short", 2)
