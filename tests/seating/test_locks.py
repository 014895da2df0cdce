"""Locks: seats and ticket types for those to whom a rule opens them."""

import json

import pytest
import willcall

SPONSORS = [{"key": "sponsors", "name": "Friends of the house"}, {"key": "crew", "name": "Crew"}]


class Opener(willcall.Eligibility):
    """Opens these locks by ticket type, and counts what it lets through."""

    name = "opener"

    def __init__(self, most=None, **opens):
        self.opens = {of: locks.split() for of, locks in opens.items()}
        self.quotas = {} if most is None else {"sponsors": most}

    def judge(self, lines, who):
        for line in lines:
            claims = [(key, line.quantity, "") for key in self.quotas]
            opens = self.opens.get(line.ticket_type, ())
            yield (willcall.Verdict.yes(opens=opens, claims=claims) if opens
                   else willcall.Verdict.no_opinion())


@pytest.fixture
def locked(house, seated):
    """A function that gives Mira at a desk of these rows, with locks and who opens them."""
    def open_hall(*rows, locks=None, types=None, opener=None, **performance):
        season = seated(*rows, locked=locks or {}, **performance)
        for one in season["events"][0]["ticket_types"]:
            one["lock"] = (types or {}).get(one["key"], "")
        mira = house([opener] if opener else [], locks=SPONSORS, **season).vouch("mira@example.org")
        mira.shifts.open()
        return mira

    return open_hall


def line(quantity=1, of="child", **more):
    return {"performance": "friday", "ticket_type": of, "quantity": quantity, **more}


def test_a_locked_ticket_type_is_refused_by_the_name_of_its_lock(locked, reason, unchanged):
    desk = locked("aaaa", types={"child": "sponsors"})
    with unchanged(desk.engine.host()):
        why = reason(desk.orders.place, lines=[line()])
    assert (why.rule, why.line) == ("lock.closed", 0)
    assert "Friends of the house" in why.message


def test_a_rule_that_opens_another_lock_opens_nothing(locked, reason):
    desk = locked("aaaa", types={"child": "sponsors"}, opener=Opener(child="crew"))
    assert reason(desk.orders.place, lines=[line()]).rule == "lock.closed"


def test_a_rule_opens_a_ticket_type_as_often_as_its_own_limit_says(locked, reason, record_property):
    desk = locked("aaaa", types={"child": "sponsors"}, opener=Opener(2, child="sponsors"))
    desk.orders.place(lines=[line(2)])
    why = reason(desk.orders.place, lines=[line()])
    assert (why.rule, why.numbers["left"]) == ("quota.short", 0)
    record_property("requirement", "SPX-36")


def test_the_best_seats_are_never_behind_a_lock_that_is_closed(locked, reason, seats_of, unchanged):
    desk = locked("aaaa", "aaaa", locks={"sponsors": ["1-1", "1-2", "1-3", "Hall/1/4"]})
    assert seats_of(desk.orders.place(lines=[line(2)])) == ["2-1", "2-2"]
    with unchanged(desk.engine.host()):
        short = reason(desk.orders.place, lines=[line(3)])
        assert (short.rule, short.numbers) == ("seats.short", {"asked": 3, "left": 2})
        named = reason(desk.orders.place, lines=[line(2, seats=["1-2", "2-3"])])
    assert (named.rule, [seat.guid for seat in named.seats]) == ("seats.locked", ["1-2"])


def test_who_opens_the_lock_gets_the_seats_behind_it(locked, seats_of, record_property):
    desk = locked("aaaa", "aaaa", locks={"sponsors": ["1-1", "1-2"], "crew": ["1-3", "1-4"]},
                  opener=Opener(child="sponsors"))
    assert seats_of(desk.orders.place(lines=[line(2)])) == ["1-1", "1-2"]
    assert seats_of(desk.orders.place(lines=[line(2)])) == ["2-1", "2-2"]
    record_property("requirement", "SPX-36")


def test_lines_of_an_order_open_locks_each_for_itself(locked, seats_of):
    desk = locked("aaaa", "bb", locks={"sponsors": ["1-1", "1-2", "1-3", "1-4"]},
                  opener=Opener(child="sponsors"))
    order = desk.orders.place(lines=[line(2), line(2, of="general")],
                              payments=[{"means": "cash", "amount": 38}])
    assert seats_of(order) == ["1-1", "1-2", "2-1", "2-2"]


def test_a_party_with_a_key_leaves_those_without_one_their_only_seats(locked, seats_of):
    # In front is the best for both; the one with a key goes behind the lock.
    desk = locked("bb", "aaa", locks={"sponsors": ["2-1", "2-2", "2-3"]},
                  opener=Opener(child="sponsors"))
    order = desk.orders.place(lines=[line(2), line(2, of="general")],
                              payments=[{"means": "cash", "amount": 38}])
    assert seats_of(order)[2:] == ["1-1", "1-2"]


def test_a_taken_seat_is_never_compared_with_one_behind_a_closed_lock(locked, reason):
    desk = locked("aaaa", locks={"sponsors": ["1-1"]})
    desk.orders.place(lines=[line(seats=["1-2"])])
    why = reason(desk.orders.place, lines=[line(seats=["1-2"])])
    assert [seat.free_beside for seat in why.seats] == [["1-3"]]


def test_the_map_shows_what_is_behind_which_lock(locked):
    desk = locked("aaa", locks={"sponsors": ["1-2"]})
    (zone,) = desk.seats.map(performance="friday").zones
    assert [(seat.state, seat.lock) for seat in zone.rows[0].seats] == [
        ("free", ""), ("free", "sponsors"), ("free", "")]


def test_seats_are_locked_and_freed_again_by_the_season(locked, seats_of, reason, tmp_path):
    desk = locked("aa", locks={"sponsors": ["1-1"]})
    assert reason(desk.orders.place, lines=[line(2)]).rule == "seats.short"
    season = json.loads((tmp_path / "season.yaml").read_text(encoding="utf-8"))
    season["events"][0]["performances"][0]["locked"] = {}
    desk.engine.host().catalogue.apply(text=json.dumps(season), overwrite=True)
    assert seats_of(desk.orders.place(lines=[line(2)])) == ["1-1", "1-2"]


@pytest.mark.parametrize(("locks", "types", "field", "said"), [
    ({"sponsor": ["1-1"]}, {}, "performances[0].locked.sponsor", "did you mean `sponsors`?"),
    ({"sponsors": ["9-9"]}, {}, "performances[0].locked.sponsors[0]", "there is no seat `9-9`"),
    ({"sponsors": ["1-1"], "crew": ["Hall/1/1"]}, {}, "performances[0].locked.sponsors",
     "`Hall/1/1` is behind another lock too"),
    ({}, {"child": "sponsor"}, "ticket_types[1].lock", "there is no lock `sponsor`"),
])
def test_a_lock_that_is_not_there_is_named_with_its_place(locked, locks, types, field, said):
    with pytest.raises(willcall.InvalidError) as wrong:
        locked("aaaa", locks=locks, types=types)
    assert wrong.value.field == f"events[0].{field}"
    assert said in wrong.value.message
    assert wrong.value.line > 0


def test_what_has_no_seats_has_none_to_lock(locked):
    with pytest.raises(willcall.InvalidError) as wrong:
        locked("aaaa", locks={"sponsors": ["1-1"]}, seating="", capacity=4)
    assert wrong.value.field == "events[0].performances[0].locked"
