"""Shifts: where one may be opened, what may be seen while it is open, and what it comes to."""

from decimal import Decimal

import pytest
import willcall


def test_a_shift_opens_where_its_user_belongs_and_nowhere_else(
        house, reason, unchanged, record_property):
    users = [{"login": f"{name}@example.org", "name": name, "role": "operator",
              "channel": "window", "locations": places}
             for name, places in (("one", ["main"]), ("two", ["main", "pier"]), ("any", []))]
    engine = house(users=users)
    one, two, anywhere = (engine.vouch(user["login"]) for user in users)
    with unchanged(engine.host()):
        assert reason(one.shifts.open, location="pier").rule == "shift.location_not_own"
        needed = reason(two.shifts.open)
        assert (needed.rule, needed.numbers) == ("shift.location_needed", {"locations": 2})
        assert reason(two.shifts.open, location="cellar").rule == "shift.location_not_own"
        assert reason(anywhere.shifts.open).rule == "shift.location_needed"
        with pytest.raises(willcall.NotFoundError) as caught:
            anywhere.shifts.open(location="cellar")
        assert caught.value.field == "location"
    assert one.shifts.open().location == "main"
    for place in ("main", "pier"):
        for desk in (two, anywhere):
            assert desk.shifts.open(location=place).location == place
            desk.shifts.close()
    record_property("requirement", "BTZ-22")


def test_a_second_shift_is_refused_and_told_since_when(desk, reason, clock, unchanged):
    since = int(clock.at.timestamp() * 1_000_000)
    clock.forward(hours=3)
    with unchanged(desk.engine.host()):
        refused = reason(desk.shifts.open)
    assert (refused.rule, refused.numbers) == ("shift.already_open", {"since": since})


def test_nothing_is_sold_without_a_shift(house, sale, reason, unchanged):
    engine = house()
    mira = engine.vouch("mira@example.org")
    with unchanged(engine.host()):
        for free in (False, True):
            asked = sale(of="child", each=None) if free else sale()
            assert reason(mira.orders.place, **asked).rule == "shift.none_open"
            assert [why.rule for why in mira.orders.quote(lines=asked["lines"]).reasons] == [
                "shift.none_open"]
        assert reason(mira.shifts.current).rule == "shift.none_open"
        assert reason(mira.shifts.close).rule == "shift.none_open"
    mira.shifts.open()
    assert mira.orders.place(**sale()).who.shift == mira.shifts.current().id


def test_a_shift_is_its_sellers_own(house, sale, reason):
    engine = house()
    mira, noor = engine.vouch("mira@example.org"), engine.vouch("noor@example.org")
    mira.shifts.open()
    assert reason(noor.orders.place, **sale()).rule == "shift.none_open"
    noor.shifts.open(location="pier")
    assert noor.orders.place(**sale()).number == "PIER-001"
    assert mira.orders.place(**sale()).number == "MAIN-000001"
    assert mira.shifts.close().means[0].taken == 19


def test_who_uses_no_shifts_sells_without_and_can_open_none(house, sale, reason):
    engine = house(users=[{"login": "eva@example.org", "name": "Eva", "role": "operator",
                           "channel": "window", "uses_shifts": False}])
    eva = engine.vouch("eva@example.org")
    order = eva.orders.place(**sale())
    assert (order.paid, order.who.shift) == (19, None)
    assert reason(eva.shifts.open, location="main").rule == "shift.unused"
    # The switch counts at once, for who is signed in too.
    house(users=[{"login": "eva@example.org", "name": "Eva", "role": "operator",
                  "channel": "window", "uses_shifts": True}])
    assert reason(eva.orders.place, **sale()).rule == "shift.none_open"


def test_the_host_has_no_shift(house, reason):
    assert reason(house().host().shifts.open, location="main").rule == "shift.no_user"


def test_the_seller_counts_first_and_sees_the_takings_only_after(
        desk, sale, clock, record_property):
    opened = desk.shifts.current()
    assert opened.means == []
    desk.orders.place(**sale(quantity=2))
    desk.orders.place(**sale(payments=[{"means": "card", "amount": 19}]))
    assert desk.shifts.current() == opened  # not a word of what was taken
    clock.forward(hours=5)
    closed = desk.shifts.close(counted=[{"means": "cash", "amount": "39.50"}])
    assert (closed.id, closed.closed) == (opened.id, clock.at)
    cash, card = closed.means
    assert (cash.payments, cash.taken, cash.expected) == (1, 38, 38)
    assert (cash.counted, cash.over) == (Decimal("39.50"), Decimal("1.50"))
    assert (card.payments, card.taken, card.counted, card.over) == (1, 19, None, None)
    record_property("requirement", "BTZ-26")


def test_the_opening_float_is_expected_back(house, sale):
    mira = house().vouch("mira@example.org")
    assert mira.shifts.open(opening_float="100.00").opening_float == 100
    mira.orders.place(**sale())
    (cash,) = mira.shifts.close(counted=[{"means": "cash", "amount": 100}]).means
    assert (cash.taken, cash.expected, cash.over) == (19, 119, -19)


def test_a_float_is_counted_even_where_nothing_was_sold(house):
    mira = house().vouch("mira@example.org")
    mira.shifts.open(opening_float=100)
    (cash,) = mira.shifts.close(counted=[{"means": "cash", "amount": 90}]).means
    assert (cash.payments, cash.taken, cash.expected, cash.over) == (0, 0, 100, -10)


def test_signing_out_leaves_the_shift_open(house, sale, record_property):
    engine = house()
    first = engine.vouch("mira@example.org")
    shift = first.shifts.open()
    first.orders.place(**sale())
    first.sessions.end()
    with pytest.raises(willcall.Refused, match="ended"):
        first.shifts.current()
    again = engine.vouch("mira@example.org")
    assert again.shifts.current() == shift
    assert again.orders.place(**sale()).who.shift == shift.id
    assert again.shifts.close().means[0].taken == 38
    record_property("requirement", "BTZ-24")


def test_an_open_shift_is_found_again_and_closing_it_yields_the_payments(
        house, sale, reason, record_property):
    engine = house()
    host = engine.host()
    host.users.set_password(login="mira@example.org", password="in a drawer")
    with engine.session(login="mira@example.org", password="in a drawer") as morning:
        shift = morning.shifts.open()
        morning.orders.place(**sale())
    evening = engine.session(login="mira@example.org", password="in a drawer")
    assert reason(evening.shifts.open).rule == "shift.already_open"
    assert evening.shifts.current() == shift
    evening.orders.place(**sale(quantity=2, payments=[{"means": "card", "amount": 38}]))
    closed = evening.shifts.close()
    assert [(one.means, one.payments, one.taken) for one in closed.means] == [
        ("cash", 1, 19), ("card", 1, 38)]
    assert evening.shifts.open().id != shift.id
    record_property("requirement", "WZV-22")


@pytest.mark.parametrize(("counted", "field"), [
    ([{"means": "cash", "amount": -1}], "counted[0].amount"),
    ([{"means": "cash", "amount": 1}, {"means": "cash", "amount": 2}], "counted[1].means"),
    ([{"means": "shells", "amount": 1}], "counted[0].means"),
    ([{"means": "cash"}], "counted[0].amount"),
])
def test_a_count_that_makes_no_sense_closes_nothing(desk, unchanged, counted, field):
    with unchanged(desk.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        desk.shifts.close(counted=counted)
    assert caught.value.field == field
    assert desk.shifts.current().closed is None


def test_a_float_below_nothing_opens_nothing(house, unchanged):
    mira = house().vouch("mira@example.org")
    with unchanged(mira.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        mira.shifts.open(opening_float=-1)
    assert caught.value.field == "opening_float"
