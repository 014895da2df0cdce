"""Limits per order and per owner: what one may have of a thing, whoever sells it."""

import threading

import pytest
import willcall
from foothill import SEASON

HEIGHTS = SEASON["events"][0]
OFFICE = {"channels": [{"key": "window", "kind": "ticket_office",
                        "settings": {"delivery": "none", "registrations": True, "refunds": True}},
                       *SEASON["channels"][1:]]}


def limited(event=None, friday=None, general=None):
    """The season with limits on the event, its Friday or its general admission."""
    (evening,), (adult, child) = HEIGHTS["performances"], HEIGHTS["ticket_types"]
    saturday = {"key": "saturday", "starts": "2018-11-10T20:00", "ends": "2018-11-10T22:30",
                "capacity": 10}

    def with_limits(what, limits):
        return what if limits is None else {**what, "limits": limits}

    return {**OFFICE, "events": [{**with_limits(HEIGHTS, event),
                                  "performances": [with_limits(evening, friday), saturday],
                                  "ticket_types": [with_limits(adult, general), child]}]}


@pytest.fixture
def office(house):
    """A function that gives Mira at a window, on an open shift, in a season with limits."""

    def open_office(**limits):
        mira = house(**limited(**limits)).vouch("mira@example.org")
        mira.shifts.open()
        return mira

    return open_office


def person(name):
    return {"buyer": {"name": name, "email": f"{name}@example.org"}}


@pytest.mark.parametrize("limits, name", [
    ({"event": {"per_order": 3}}, "heights"), ({"friday": {"per_order": 3}}, "friday"),
    ({"general": {"per_order": 3}}, "heights/general")])
def test_an_order_may_have_so_many(office, sale, reason, unchanged, limits, name):
    mira = office(**limits)
    with unchanged(mira.engine.host()):
        no = reason(mira.orders.place, **sale(quantity=4))
        assert (no.rule, no.numbers, no.line) == ("limit.per_order", {"asked": 4, "limit": 3}, 0)
        assert f"3 of `{name}`" in no.message
        two = sale(quantity=2)["lines"] * 2
        paid = [{"means": "cash", "amount": 76}]
        assert reason(mira.orders.place, lines=two, payments=paid).line == 1
    for _ in range(2):
        assert len(mira.orders.place(**sale(quantity=3), **person("ann")).tickets) == 3


def test_an_owner_may_have_so_many_in_all_orders_whoever_sells_them(
        office, sale, reason, unchanged, record_property):
    mira = office(event={"per_owner": 3})
    host = mira.engine.host()
    noor = mira.engine.vouch("noor@example.org")
    noor.shifts.open(location="pier")
    ann, ben = (host.customers.create(name=name).id for name in ("Ann", "Ben"))
    mira.orders.place(**sale(quantity=2), owner=ann)
    with unchanged(host):
        no = reason(noor.orders.place, **sale("saturday", quantity=2), owner=ann)
        assert (no.rule, no.numbers) == ("limit.per_owner", {"asked": 2, "left": 1, "limit": 3})
        assert not mira.orders.quote(lines=sale(quantity=2)["lines"], owner=ann).possible
    noor.orders.place(**sale("saturday"), owner=ann)
    assert reason(mira.orders.place, **sale(), owner=ann).numbers["left"] == 0
    mira.orders.place(**sale(quantity=3), owner=ben)  # the same seller, another owner
    record_property("requirement", "decision-10")


def test_the_buyer_of_a_plain_sale_is_its_owner(office, sale, reason, record_property):
    mira = office(event={"per_owner": 2})
    mira.orders.place(**sale(quantity=2), **person("ann"))
    other = {"buyer": {"name": "Another Name", "email": "ANN@example.org"}}
    assert reason(mira.orders.place, **sale(), **other).rule == "limit.per_owner"
    mira.orders.place(**sale(quantity=2), **person("ben"))
    record_property("requirement", "decision-10")


def test_of_whom_nothing_is_known_the_order_counts(office, sale, reason):
    mira = office(event={"per_owner": 2})
    for _ in range(2):
        mira.orders.place(**sale(quantity=2))
    no = reason(mira.orders.place, **sale(quantity=3))
    assert (no.rule, no.numbers) == ("limit.per_owner", {"asked": 3, "limit": 2})


def test_what_is_given_back_may_be_had_again(office, sale, reason):
    mira = office(friday={"per_owner": 2})
    order = mira.orders.place(**sale(quantity=2), **person("ann"))
    mira.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    mira.orders.place(**sale(), **person("ann"))
    assert reason(mira.orders.place, **sale(), **person("ann")).rule == "limit.per_owner"
    mira.orders.place(**sale("saturday", quantity=4), **person("ann"))  # only Friday is limited


def test_a_registration_counts_and_counts_no_more_when_it_is_given_up(office, sale, reason):
    mira = office(event={"per_owner": 2})
    kept = mira.orders.register(lines=sale(quantity=2)["lines"], **person("ann"))
    assert reason(mira.orders.place, **sale(), **person("ann")).rule == "limit.per_owner"
    mira.orders.cancel(id=kept.id)
    assert len(mira.orders.place(**sale(quantity=2), **person("ann")).tickets) == 2


def test_an_exchange_stays_within_both(office, sale, reason, unchanged):
    mira = office(event={"per_order": 3, "per_owner": 3})
    order = mira.orders.place(**sale(quantity=3), **person("ann"))
    first = [order.tickets[0].id]
    child = {"performance": "saturday", "ticket_type": "child"}
    with unchanged(mira.engine.host()):
        no = reason(mira.orders.exchange, id=order.id, tickets=first,
                    lines=[{**child, "quantity": 2}])
        assert (no.rule, no.numbers) == ("limit.per_order", {"asked": 4, "limit": 3})
    after = mira.orders.exchange(id=order.id, tickets=first, lines=[child])
    assert sum(ticket.state == "valid" for ticket in after.tickets) == 3
    assert reason(mira.orders.place, **sale(), **person("ann")).numbers["left"] == 0


def test_whoever_has_more_than_a_newer_limit_may_exchange_down_to_it(house, office, sale, reason):
    mira = office(event={"per_owner": 4})
    order = mira.orders.place(**sale(quantity=4), **person("ann"))
    house(**limited(event={"per_owner": 2}))
    after = mira.orders.exchange(id=order.id, tickets=[one.id for one in order.tickets[1:]],
                                 lines=[{"performance": "saturday", "ticket_type": "child"}])
    assert sum(ticket.state == "valid" for ticket in after.tickets) == 2
    assert reason(mira.orders.place, **sale(), **person("ann")).numbers["left"] == 0


def test_a_limit_changed_since_is_the_one_that_binds(house, office, sale, reason):
    mira = office(event={"per_owner": 4})
    mira.orders.place(**sale(quantity=3), **person("ann"))
    house(**limited(event={"per_owner": 2}))
    no = reason(mira.orders.place, **sale(), **person("ann"))
    assert no.numbers == {"asked": 1, "left": 0, "limit": 2}
    house(**limited(event={"per_owner": 5}))
    mira.orders.place(**sale(quantity=2), **person("ann"))
    house(**limited())
    mira.orders.place(**sale(quantity=5), **person("ann"))


def test_asking_at_two_counters_at_once_gives_no_more(house, office, sale):
    mira = office(event={"per_owner": 3})
    engines = [mira.engine, house(**limited(event={"per_owner": 3}))]
    sold, no = [], []

    def ask(engine):
        desk = engine.vouch("mira@example.org")
        for _ in range(4):
            try:
                sold.append(desk.orders.place(**sale(), **person("ann")))
            except willcall.Refused as refused:
                no.append(refused.reasons[0].rule)

    threads = [threading.Thread(target=ask, args=[engines[at % 2]]) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(sold), set(no)) == (3, {"limit.per_owner"})


@pytest.mark.parametrize("limits, field", [
    ({"event": {"per_order": 0}}, "events[0].limits.per_order"),
    ({"friday": {"per_owner": -1}}, "events[0].performances[0].limits.per_owner"),
    ({"general": {"per_person": 4}}, "events[0].ticket_types[0].limits.per_person")])
def test_a_limit_that_is_none_is_an_error_that_says_where(house, limits, field):
    with pytest.raises(willcall.InvalidError) as caught:
        house(**limited(**limits))
    assert caught.value.field == field
