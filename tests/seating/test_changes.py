"""Seats of what was sold and came back: registrations, refunds, exchanges."""

import json

import pytest

THREE_DAYS = 3 * 24 * 60


def line(*seats, of="general", **more):
    return {"performance": "friday", "ticket_type": of, **({"seats": list(seats)} if seats else {}),
            **more}


def cash(amount):
    return [{"means": "cash", "amount": amount}]


@pytest.fixture
def window(house, seated):
    """A function that opens a house of these rows, at a window that takes registrations, refunds
    and exchanges; gives Mira at her desk, on an open shift."""
    def open_hall(*rows, ends=None, plugin_files=(), **performance):
        season = seated(*rows, **performance)
        if ends:
            season["events"][0]["registrations_end"] = ends
        mira = house(plugin_files=plugin_files, channels=[{
            "key": "window", "kind": "ticket_office", "settings": {
                "delivery": "none", "registrations": True, "refunds": True}}],
            users=[{"login": "mira@example.org", "name": "Mira North", "role": "operator",
                    "channel": "window", "locations": ["main"]}],
            **season).vouch("mira@example.org")
        mira.shifts.open()
        return mira

    return open_hall


def test_a_refunded_seat_is_free_again_and_the_others_stay(window, states, seats_of):
    desk = window("aaaa")
    order = desk.orders.place(lines=[line("1-1", "1-2")], payments=cash(38))
    refunded = desk.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    assert states(desk) == [".#.."]
    # Who had it is still told which one it was.
    assert seats_of(refunded) == ["1-1", "1-2"]
    again = desk.orders.place(lines=[line("1-1")], payments=cash(19))
    assert seats_of(again) == ["1-1"]
    # The dead ticket has no claim on the seat that somebody else has now.
    desk.orders.refund(id=order.id)
    assert states(desk) == ["#..."]


def test_a_registration_holds_its_seats_until_it_is_paid_or_given_up(window, states, reason):
    desk = window("aaaa")
    kept = desk.orders.register(lines=[line("1-1", "1-2")], buyer={"name": "Ann"})
    left = desk.orders.register(lines=[line("1-3")], buyer={"name": "Ben"})
    assert states(desk) == ["hhh."]
    assert reason(desk.orders.place, lines=[line("1-2")], payments=cash(19)).rule == "seats.taken"
    desk.orders.pay(id=kept.id, payments=cash(38))
    desk.orders.cancel(id=left.id)
    assert states(desk) == ["##.."]


def test_seats_that_are_held_past_their_time_go_to_who_asks_for_them(window, states, seats_of,
                                                                    clock):
    desk = window("aaaa", "aaaa", ends=THREE_DAYS)
    late = desk.orders.register(lines=[line("1-1", "1-2", "1-3")], buyer={"name": "Ann"})
    clock.forward(days=7)
    (quoted,) = desk.orders.quote(lines=[line("1-2")]).lines
    assert quoted.quantity == 1
    assert desk.orders.quote(lines=[line("1-2")]).possible
    assert states(desk) == ["hhh.", "...."]
    order = desk.orders.place(lines=[line("1-2")], payments=cash(19))
    assert seats_of(order) == ["1-2"]
    assert states(desk) == [".#..", "...."]
    assert desk.orders.get(id=late.id).state == "released"


def test_a_party_sits_together_where_seats_were_held_past_their_time(window, states, clock):
    desk = window("aaaa", ends=THREE_DAYS)
    desk.orders.register(lines=[line("1-2")], buyer={"name": "Ann"})
    clock.forward(days=7)
    desk.orders.place(lines=[line(quantity=3)], payments=cash(57))
    assert states(desk) == ["###."]


def test_a_ticket_is_exchanged_for_another_seat(window, states, seats_of):
    desk = window("aaaa")
    order = desk.orders.place(lines=[line("1-1", "1-2")], payments=cash(38))
    after = desk.orders.exchange(id=order.id, tickets=[order.tickets[1].id], lines=[line("1-4")])
    assert states(desk) == ["#..#"]
    assert seats_of(after) == ["1-1", "1-2", "1-4"]


def test_the_last_two_tickets_are_exchanged_for_one_another(window, states):
    desk = window("aa")
    order = desk.orders.place(lines=[line("1-1", "1-2")], payments=cash(38))
    desk.orders.exchange(id=order.id, tickets=[one.id for one in order.tickets],
                         lines=[line(quantity=2)])
    assert states(desk) == ["##"]


def test_an_exchange_for_a_seat_that_is_taken_changes_nothing(window, states, reason, unchanged):
    desk = window("aaaa")
    mine = desk.orders.place(lines=[line("1-1")], payments=cash(19))
    desk.orders.place(lines=[line("1-2")], payments=cash(19))
    with unchanged(desk.engine.host()):
        why = reason(desk.orders.exchange, id=mine.id, tickets=[mine.tickets[0].id],
                     lines=[line("1-2")])
    assert (why.rule, [seat.free_beside for seat in why.seats]) == ("seats.taken", [["1-1", "1-3"]])
    assert states(desk) == ["##.."]


def test_who_goes_on_after_a_refused_exchange_finds_all_as_it_was(
        window, badly_behaved, states):
    desk = window("aaaa", plugin_files=[badly_behaved("vendor")])
    mine = desk.orders.place(lines=[line("1-1")], payments=cash(19))
    desk.orders.place(lines=[line("1-2")], payments=cash(19))

    def attempted(*seats):
        return desk.vendor.attempt(steps=[
            {"operation": "orders.exchange", "request": json.dumps(
                {"id": mine.id, "tickets": [mine.tickets[0].id], "lines": [line(seat)]})}
            for seat in seats]).outcomes

    assert attempted("1-2") == ["refused"]
    assert (states(desk), desk.orders.get(id=mine.id)) == (["##.."], mine)
    # What is refused is no obstacle to what comes after it, in the same turn.
    assert attempted("1-2", "1-4") == ["refused", "done"]
    assert states(desk) == [".#.#"]
    assert [one.kind for one in desk.orders.get(id=mine.id).transactions] == ["exchange"]


def test_another_engine_sees_what_came_back(window, opened, states, seats_of):
    desk = window("aa")
    order = desk.orders.place(lines=[line("1-1", "1-2")], payments=cash(38))
    other = opened().vouch("mira@example.org")
    assert states(other) == ["##"]
    desk.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    assert seats_of(other.orders.place(lines=[line(of="child")])) == ["1-1"]
    assert states(desk) == ["##"]
