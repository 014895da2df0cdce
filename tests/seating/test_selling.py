"""Selling seats: by name, or the best there are."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import willcall


def line(quantity=None, of="general", **more):
    return {"performance": "friday", "ticket_type": of, **more,
            **({} if quantity is None else {"quantity": quantity})}


def paid(*lines):
    count = sum(one.get("quantity", len(one.get("seats", [0]))) for one in lines
                if one["ticket_type"] != "child")
    payments = [{"means": "cash", "amount": 19 * count}] if count else []
    return {"lines": list(lines), "payments": payments}


def test_seats_are_sold_by_name_or_guid_and_stand_on_the_tickets(hall, states):
    desk = hall("aaaa", "bbbb")
    order = desk.orders.place(**paid(line(seats=["Hall/1/2", "2-1"])))
    shown = [(one.seat.guid, one.seat.zone, one.seat.row, one.seat.number, one.seat.category)
             for one in order.tickets]
    assert shown == [("1-2", "Hall", "1", "2", "a"), ("2-1", "Hall", "2", "1", "b")]
    assert order.lines[0].quantity == 2
    assert desk.orders.get(id=order.id) == order
    assert states(desk) == [".#..", "#..."]


def test_the_best_seats_are_together_in_the_middle_of_the_front(hall, seats_of):
    desk = hall("aaaaaa", "aaaaaa")
    assert seats_of(desk.orders.place(**paid(line(2)))) == ["1-3", "1-4"]
    assert seats_of(desk.orders.place(**paid(line(2)))) == ["2-3", "2-4"]
    assert seats_of(desk.orders.place(**paid(line(2)))) == ["1-1", "1-2"]


def test_adults_and_children_of_an_order_are_one_party(hall, seats_of):
    desk = hall("aa", "aaaaa")
    order = desk.orders.place(**paid(line(2), line(3, of="child")))
    assert seats_of(order) == ["2-1", "2-2", "2-3", "2-4", "2-5"]
    assert [ticket.ticket_type for ticket in order.tickets] == ["general"] * 2 + ["child"] * 3


def test_a_ticket_type_keeps_to_its_category(hall, seats_of, reason):
    desk = hall("aaaa", "bbb")
    assert seats_of(desk.orders.place(**paid(line(2, of="box")))) == ["2-2", "2-3"]
    other = reason(desk.orders.place, **paid(line(of="box", seats=["1-1", "2-1"])))
    assert (other.rule, [seat.guid for seat in other.seats]) == ("seats.other_category", ["1-1"])
    assert "Hall/1/1" in other.message
    short = reason(desk.orders.place, **paid(line(2, of="box")))
    assert (short.rule, short.numbers) == ("seats.short", {"asked": 2, "left": 1})


def test_a_party_that_fits_nowhere_is_told_how_many_would_and_may_sit_apart(hall, seats_of, reason,
                                                                            unchanged):
    desk = hall("aaa aa")
    with unchanged(desk.engine.host()):
        apart = reason(desk.orders.place, **paid(line(5)))
    assert (apart.rule, apart.numbers) == (
        "seats.not_together", {"asked": 5, "left": 5, "together": 3})
    order = desk.orders.place(**paid(line(5, together=False)))
    assert sorted(seats_of(order)) == ["1-1", "1-2", "1-3", "1-4", "1-5"]


def test_a_seat_taken_meanwhile_is_named_with_what_is_free_beside_it(hall, reason, unchanged):
    desk = hall("aaaaa")
    desk.orders.place(**paid(line(seats=["1-2", "1-3"])))
    with unchanged(desk.engine.host()):
        taken = reason(desk.orders.place, **paid(line(seats=["1-1", "1-2", "1-3"])))
    assert (taken.rule, taken.line) == ("seats.taken", 0)
    # Its own seat is not offered to the party that asks for it.
    assert [(seat.guid, seat.name, seat.free_beside) for seat in taken.seats] == [
        ("1-2", "Hall/1/2", []), ("1-3", "Hall/1/3", ["1-4"])]


@pytest.mark.parametrize(("asked", "rule", "named"), [
    ({"seats": ["9-9"]}, "seats.unknown", ["9-9"]),
    ({"seats": ["1-4"]}, "seats.blocked", ["1-4"]),
    ({"seats": ["1-1", "Hall/1/1"]}, "seats.twice", ["1-1"]),
])
def test_what_speaks_against_a_seat_is_a_refusal_that_names_it(hall, reason, unchanged, asked, rule,
                                                               named):
    desk = hall("aaaa", blocked=["Hall/1/4"])
    with unchanged(desk.engine.host()):
        why = reason(desk.orders.place, **paid(line(**asked)))
    assert (why.rule, [seat.guid for seat in why.seats]) == (rule, named)
    (quoted,) = desk.orders.quote(lines=[line(**asked)]).reasons
    assert quoted == why


def test_the_same_seat_on_two_lines_is_asked_for_twice(hall, reason):
    desk = hall("aaaa")
    why = reason(desk.orders.place,
                 **paid(line(seats=["1-1"]), line(of="child", seats=["1-1", "1-2"])))
    assert (why.rule, why.line) == ("seats.twice", 1)


def test_seats_of_a_performance_that_has_none_are_refused(desk, reason):
    assert reason(desk.orders.place, **paid(line(seats=["1-1"]))).rule == "seats.none"


def test_as_many_tickets_as_seats(hall):
    with pytest.raises(willcall.InvalidError) as wrong:
        hall("aaaa").orders.place(**paid(line(3, seats=["1-1"])))
    assert wrong.value.field == "lines[0].quantity"


def test_named_seats_are_taken_before_the_best(hall, seats_of):
    order = hall("aaaa").orders.place(**paid(line(2), line(of="child", seats=["1-2", "1-1"])))
    assert seats_of(order) == ["1-3", "1-4", "1-2", "1-1"]


def test_no_party_of_an_order_sits_where_another_has_its_only_place(hall, seats_of):
    # On its own the box would sit in front, and four would find no place together.
    order = hall("bbaa", "bb").orders.place(**paid(line(2, of="box"), line(4)))
    assert seats_of(order) == ["2-1", "2-2", "1-1", "1-2", "1-3", "1-4"]


def test_who_sits_apart_gets_the_last_seats_of_its_category(hall, seats_of):
    order = hall("bbaa").orders.place(**paid(line(2), line(2, of="box", together=False)))
    assert seats_of(order) == ["1-3", "1-4", "1-1", "1-2"]


def test_parties_that_can_not_all_sit_are_refused_and_change_nothing(hall, reason, unchanged):
    desk = hall("bb aa")
    with unchanged(desk.engine.host()):
        why = reason(desk.orders.place, **paid(line(1, of="box"), line(3, of="child")))
    assert (why.rule, why.line, why.numbers) == (
        "seats.not_together", 1, {"asked": 3, "left": 3, "together": 2})


def test_a_quote_says_what_is_taken_and_takes_nothing(hall):
    desk = hall("aaa")
    desk.orders.place(**paid(line(seats=["1-2"])))
    for _ in range(2):
        assert desk.orders.quote(lines=[line(1)]).possible
        (why,) = desk.orders.quote(lines=[line(2)]).reasons
        assert (why.rule, why.numbers["together"]) == ("seats.not_together", 1)
        (why,) = desk.orders.quote(lines=[line(seats=["1-2"])]).reasons
        assert why.rule == "seats.taken"


def test_the_hall_is_its_capacity_and_an_own_one_may_be_smaller(hall, reason):
    desk = hall("aaaa", blocked=["1-1"], capacity=2)
    (friday,) = desk.engine.host().performances.list().performances
    assert friday.capacity == 2
    short = reason(desk.orders.place, **paid(line(3)))
    assert (short.rule, short.numbers["left"]) == ("quota.short", 2)


def test_sixteen_parties_of_two_get_sixteen_pairs(hall, seats_of):
    desk = hall(*["aaaa"] * 8)  # a pair in the middle would leave two alone
    start = threading.Barrier(16)

    def buy(_):
        start.wait()
        return seats_of(desk.orders.place(**paid(line(2))))

    with ThreadPoolExecutor(16) as pool:
        pairs = list(pool.map(buy, range(16)))
    assert len({guid for pair in pairs for guid in pair}) == 32
    for one, other in (sorted(pair) for pair in pairs):
        assert one.split("-")[0] == other.split("-")[0]
        assert int(other.split("-")[1]) - int(one.split("-")[1]) == 1


@pytest.fixture
def two_engines(house, seated):
    """A function that gives Mira and Noor, each at an engine of her own, on one store."""
    def desks(*rows):
        season = seated(*rows)
        found = []
        for login in ("mira@example.org", "noor@example.org"):
            found.append(house(**season).vouch(login))
            found[-1].shifts.open(location="main")
        return found

    return desks


def test_two_engines_see_each_others_seats_at_once(two_engines, seats_of):
    desks = two_engines("aaaaaa", "aaaaaa")
    sold = [guid for turn in range(12)
            for guid in seats_of(desks[turn % 2].orders.place(**paid(line(1))))]
    assert len(set(sold)) == 12
    with pytest.raises(willcall.Refused):
        desks[0].orders.place(**paid(line(1)))


def test_two_engines_at_once_sell_each_seat_once(two_engines, seats_of):
    desks = two_engines(*["aaaa"] * 24)
    start = threading.Barrier(8)

    def sell(number):
        start.wait()
        sold = []
        while True:
            try:
                sold += seats_of(desks[number % 2].orders.place(**paid(line(2))))
            except willcall.Refused as refused:
                assert [why.rule for why in refused.reasons] == ["quota.short"]
                return sold

    with ThreadPoolExecutor(8) as pool:
        sold = [guid for seats in pool.map(sell, range(8)) for guid in seats]
    assert (len(sold), len(set(sold))) == (96, 96)


def test_the_map_says_where_each_seat_is_and_how_it_stands(hall):
    desk = hall("ab", blocked=["1-2"])
    desk.orders.place(**paid(line(seats=["1-1"])))
    shown = desk.seats.map(performance="friday")
    assert (shown.name, shown.counted) == (
        "Hall", {"free": 0, "held": 0, "sold": 1, "blocked": 1})
    assert [(one.name, one.color) for one in shown.categories] == [("a", "#fff"), ("b", "")]
    (zone,) = shown.zones
    (row,) = zone.rows
    assert [(seat.guid, seat.number, seat.x, seat.y, seat.category, seat.state)
            for seat in row.seats] == [("1-1", "1", 0, 20, "a", "sold"),
                                       ("1-2", "2", 20, 20, "b", "blocked")]


def test_the_map_of_what_has_no_seats_is_an_error(desk):
    with pytest.raises(willcall.InvalidError, match="no seating plan"):
        desk.seats.map(performance="friday")
    with pytest.raises(willcall.NotFoundError):
        desk.seats.map(performance="sunday")


def test_a_blocked_seat_is_not_sold_until_it_is_put_back(hall, seats_of, reason, states):
    desk = hall("aaaa")
    host = desk.engine.host()
    answer = host.seats.block(performance="friday", seats=["1-2", "Hall/1/3"])
    assert (answer.changed, answer.blocked) == (2, 2)
    assert host.seats.block(performance="friday", seats=["1-2"]).changed == 0
    assert states(desk) == [".xx."]
    assert reason(desk.orders.place, **paid(line(3))).numbers["capacity"] == 2
    assert seats_of(desk.orders.place(**paid(line(1)))) == ["1-1"]
    assert host.seats.unblock(performance="friday", seats=["1-2"]).changed == 1
    assert seats_of(desk.orders.place(**paid(line(1)))) == ["1-2"]
    sold = reason(host.seats.block, performance="friday", seats=["1-2", "1-4"])
    assert (sold.rule, [seat.guid for seat in sold.seats]) == ("seats.not_free", ["1-2"])
    assert states(desk) == ["##x."]
    with pytest.raises(willcall.NotFoundError, match=r"seats\[0\]"):
        host.seats.block(performance="friday", seats=["9-9"])


def test_who_sells_sees_the_map_and_blocks_nothing(hall, reason):
    desk = hall("aaaa")
    assert desk.seats.map(performance="friday").counted["free"] == 4
    assert reason(desk.seats.block, performance="friday", seats=["1-1"]).rule


def test_a_ticket_keeps_its_seat_when_it_is_issued_anew_and_shows_it_at_the_door(hall):
    desk = hall("aaaa")
    order = desk.orders.place(**paid(line(seats=["1-2"])))
    host = desk.engine.host()
    code = host.tickets.reissue(ticket=order.tickets[0].id).code
    assert desk.orders.get(id=order.id).tickets[0].seat == order.tickets[0].seat
    assert host.tickets.admit(code=code).seat == order.tickets[0].seat


def test_an_office_sells_of_its_own_contingent_and_beside_it_at_once(
        house, seated, states, reason):
    desk = house(contingents=[{"key": "ours", "channel": "window", "performance": "friday",
                               "category": "a", "places": 3}],
                 **seated("aaa", "bb")).vouch("mira@example.org")
    desk.shifts.open()

    def lines(*seats, boxes):
        return [{"performance": "friday", "ticket_type": "general", "seats": list(seats)},
                line(boxes, of="box")]

    asked = lines("1-1", boxes=1)
    assert desk.orders.quote(lines=asked).possible
    desk.orders.place(lines=asked, payments=[{"means": "cash", "amount": 38}])
    assert states(desk) == ["#..", ".#"]
    # One of the row stays set aside: quote, basket and order say the same.
    more = lines("1-2", boxes=2)
    short = reason(desk.orders.place, lines=more, payments=[{"means": "cash", "amount": 57}])
    assert (short.rule, short.numbers) == (
        "quota.short", {"asked": 3, "left": 2, "capacity": 5, "set_aside": 1})
    assert reason(desk.baskets.open, lines=more).numbers == short.numbers
    assert [why.numbers for why in desk.orders.quote(lines=more).reasons] == [short.numbers]
    basket = desk.baskets.open(lines=lines("1-2", "1-3", boxes=1))
    desk.orders.place(basket=basket.id, payments=[{"means": "cash", "amount": 57}])
    assert states(desk) == ["###", "##"]
