"""Paper tickets: numbers that a user was given, sold somewhere else, and booked later, all or none.
"""

import datetime

import pytest
import willcall
from foothill import SEASON


def on_paper(*numbers, each=19, of="general", performance="friday", **more):
    payments = [{"means": "cash", "amount": each * len(numbers)}] if each else []
    return {"lines": [{"performance": performance, "ticket_type": of, "numbers": list(numbers)}],
            "payments": payments, **more}


@pytest.fixture
def given(house):
    """Mira with P-001 to P-010 and Noor with P-101 to P-110, both on open shifts; the host."""
    engine = house(channels=[{"key": "window", "kind": "ticket_office",
                              "settings": {"delivery": "none", "refunds": True}},
                             *SEASON["channels"][1:]])
    host = engine.host()
    sessions = []
    for name, hundred in (("mira", 0), ("noor", 1)):
        host.paper_tickets.assign(login=f"{name}@example.org", first=f"P-{hundred}01",
                                  last=f"P-{hundred}10")
        session = engine.vouch(f"{name}@example.org")
        session.shifts.open(location="main")
        sessions.append(session)
    return [*sessions, host]


def rules(operation, **request):
    with pytest.raises(willcall.Refused) as caught:
        operation(**request)
    return [(reason.rule, reason.line) for reason in caught.value.reasons]


def test_what_was_sold_on_paper_is_booked_as_any_sale(given, record_property):
    mira, _, host = given
    (own,) = mira.paper_tickets.ranges().ranges
    assert (own.login, own.first, own.last, own.next, own.left) == (
        "mira@example.org", "P-001", "P-010", "P-001", 10)
    done = mira.paper_tickets.upload(
        sales=[on_paper("P-001", "P-002"),
               {"lines": [*on_paper("P-003")["lines"], *on_paper("P-005", of="child")["lines"]],
                "payments": [{"means": "card", "amount": 19}]}],
        spoiled=["P-004"])
    assert [(one.number, one.total) for one in done.booked] == [
        ("MAIN-000001", 38), ("MAIN-000002", 19)]
    assert done.spoiled == 1
    order = mira.orders.get(id=done.booked[1].order)
    assert (order.who.shift, order.delivery) == (mira.shifts.current().id, None)
    assert host.performances.list().performances[0].sold == 4
    (own,) = mira.paper_tickets.ranges().ranges
    assert (own.next, own.left) == ("P-006", 5)
    child = mira.paper_tickets.get(number="P-005")
    assert (child.state, child.order, child.ticket) == ("sold", order.id, order.tickets[1].id)
    assert mira.paper_tickets.get(number="P-004").state == "spoiled"
    assert mira.paper_tickets.get(number="P-006").state == "unused"
    # One transaction number for all that was sold at once, from the location's own series.
    assert mira.orders.place(lines=[{"performance": "friday", "ticket_type": "child"}]).number == (
        "MAIN-000003")
    cash, card = mira.shifts.close().means
    assert (cash.taken, card.taken) == (38, 19)
    record_property("requirement", "BTZ-30 decision-6")


@pytest.mark.parametrize(("numbers", "breaches"), [
    (["P-001", "P-003"], ["paper.skipped"]),
    (["P-002"], ["paper.skipped"]),
    (["P-001", "P-001"], ["paper.repeated"]),
    (["P-101"], ["paper.of_another"]),
    (["P-011"], ["paper.not_assigned"]),
    (["P-1"], ["paper.badly_formed"]),
    (["P-0001"], ["paper.badly_formed"]),
    (["Q-001"], ["paper.badly_formed"]),
    (["P-"], ["paper.badly_formed"]),
    (["P-00x"], ["paper.badly_formed"]),
    (["P-009", "Q-1", "P-102", "P-999", "P-009"],
     ["paper.badly_formed", "paper.of_another", "paper.not_assigned", "paper.repeated",
      "paper.skipped"]),
])
def test_each_breach_has_a_rule_of_its_own_and_books_nothing(given, unchanged, record_property,
                                                            numbers, breaches):
    mira, _, host = given
    with unchanged(host):
        assert [rule for rule, _ in rules(
            mira.paper_tickets.upload, sales=[on_paper(*numbers)])] == breaches
        # A number that was only spoiled is held to the same.
        assert [rule for rule, _ in rules(
            mira.paper_tickets.upload, spoiled=numbers)] == breaches
    record_property("requirement", "BTZ-31")


def test_a_number_is_used_once(given, unchanged, record_property):
    mira, _, host = given
    mira.paper_tickets.upload(sales=[on_paper("P-001")], spoiled=["P-002"])
    with unchanged(host):
        for number in ("P-001", "P-002"):
            sales = [on_paper("P-003"), on_paper(number)]
            assert rules(mira.paper_tickets.upload, sales=sales) == [("paper.used", 1)]
    mira.paper_tickets.upload(sales=[on_paper("P-003")])
    record_property("requirement", "BTZ-31")


def test_the_order_of_a_file_does_not_matter_its_numbers_do(given):
    mira, *_ = given
    mira.paper_tickets.upload(sales=[on_paper("P-003", "P-001")], spoiled=["P-002"])
    assert mira.paper_tickets.ranges().ranges[0].next == "P-004"


def test_all_of_a_file_is_looked_at_before_anything_is_booked(given, unchanged):
    mira, _, host = given
    with unchanged(host):
        assert rules(mira.paper_tickets.upload, sales=[
            on_paper("P-001"), on_paper("P-002", each=18), on_paper("P-003", of="box"),
            on_paper("P-004", performance="sunday", each=None)]) == [
                ("payment.differs", 1), ("orders.ticket_type_unknown", 2),
                ("orders.performance_unknown", 3)]
        assert rules(mira.paper_tickets.upload, sales=[
            on_paper("P-001"), on_paper(*(f"P-{one:03}" for one in range(2, 11))),
        ] + [on_paper("P-011")]) == [("paper.not_assigned", 2)]
    mira.orders.place(lines=[{"performance": "friday", "ticket_type": "child", "quantity": 1}])
    with unchanged(host):
        # Each would fit, both together do not.
        assert rules(mira.paper_tickets.upload, sales=[
            on_paper("P-001"), on_paper(*(f"P-{one:03}" for one in range(2, 11)))]) == [
                ("quota.short", 1)]


def test_what_was_sold_before_the_end_is_booked_after_it(given, clock, unchanged):
    mira, _, host = given
    before = clock.at
    clock.forward(days=30)
    with unchanged(host):
        assert rules(mira.paper_tickets.upload, sales=[on_paper("P-001")]) == [
            ("orders.performance_over", 0)]
        with pytest.raises(willcall.InvalidError) as caught:
            mira.paper_tickets.upload(sales=[
                on_paper("P-001", sold=clock.at + datetime.timedelta(seconds=1))])
        assert caught.value.field == "sales[0].sold"
    (booked,) = mira.paper_tickets.upload(sales=[on_paper("P-001", sold=before)]).booked
    order = mira.orders.get(id=booked.order)
    assert order.placed == before
    assert order.who.shift == mira.shifts.current().id


def test_the_journal_says_when_it_was_booked_and_the_order_when_it_was_sold(given, clock):
    mira, _, host = given
    sold = clock.at
    clock.forward(days=1)
    cursor = host.journal.since().cursor
    (booked,) = mira.paper_tickets.upload(sales=[on_paper("P-001", sold=sold)]).booked
    mira.orders.place(lines=[{"performance": "friday", "ticket_type": "child"}])
    entries = host.journal.since(cursor=cursor).entries
    assert [(entry.operation, entry.at) for entry in entries] == [
        (operation, clock.at)
        for operation in ("orders.place", "paper_tickets.upload", "orders.place")]
    assert mira.orders.get(id=booked.order).placed == sold


def test_what_was_sold_before_the_shift_stands_in_its_summary(given, house, clock):
    mira, _, host = given
    mira.shifts.close()
    idle = house().session(token=mira.token)  # of an engine that writes nothing for two days
    sold = clock.at
    clock.forward(days=2)
    shift = mira.shifts.open()
    idle.paper_tickets.upload(sales=[on_paper("P-001", "P-002", sold=sold)])
    summary = host.shifts.summary(shift=shift.id)
    assert (summary.transactions.sales, summary.tickets.sold, summary.tickets.value) == (1, 2, 38)


def test_the_same_upload_twice_is_booked_once(given):
    mira, _, host = given
    request = {"sales": [on_paper("P-001")]}
    first = mira.invoke("paper_tickets.upload", request, idempotency_key="monday")
    assert mira.invoke("paper_tickets.upload", request, idempotency_key="monday") == first
    assert host.performances.list().performances[0].sold == 1


def test_a_paper_ticket_is_refunded_as_any(given):
    mira, *_ = given
    (booked,) = mira.paper_tickets.upload(sales=[on_paper("P-001", "P-002")]).booked
    ticket = mira.paper_tickets.get(number="P-002").ticket
    changed = mira.orders.refund(id=booked.order, tickets=[ticket])
    assert [one.state for one in changed.tickets] == ["valid", "dead"]


def test_no_upload_without_a_shift_or_without_anything(given, reason, unchanged):
    mira, _, host = given
    mira.shifts.close()
    with unchanged(host):
        assert reason(mira.paper_tickets.upload, sales=[on_paper("P-001")]).rule == (
            "shift.none_open")
        with pytest.raises(willcall.InvalidError) as caught:
            mira.paper_tickets.upload(sales=[])
        assert caught.value.field == "sales"


@pytest.mark.parametrize(("first", "last", "field"), [
    ("P-", "P-9", "first"), ("P-1", "P-", "last"), ("P-1", "Q-2", "last"), ("P-01", "P-2", "last"),
    ("P-2", "P-1", "last"), ("P-1234567890123", "P-1234567890124", "first"),
    ("P-0000001", "P-9999999", "last"),
])
def test_a_range_that_makes_no_sense_is_not_assigned(given, unchanged, first, last, field):
    *_, host = given
    with unchanged(host), pytest.raises(willcall.InvalidError) as caught:
        host.paper_tickets.assign(login="mira@example.org", first=first, last=last)
    assert caught.value.field == field


def test_no_number_is_assigned_twice(given, reason, unchanged):
    mira, _, host = given
    with unchanged(host):
        for first, last in (("P-010", "P-011"), ("P-000", "P-001"), ("P-005", "P-006"),
                            ("P-000", "P-200"), ("P-001", "P-010")):
            assert reason(host.paper_tickets.assign, login="noor@example.org", first=first,
                          last=last).rule == "paper.assigned_already"
        with pytest.raises(willcall.NotFoundError) as caught:
            host.paper_tickets.assign(login="nobody@example.org", first="P-1", last="P-2")
        assert caught.value.field == "login"
        with pytest.raises(willcall.Refused):
            mira.paper_tickets.assign(login="mira@example.org", first="P-011", last="P-012")
    # Of another form they are other numbers.
    more = host.paper_tickets.assign(login="mira@example.org", first="P-0001", last="P-0001")
    assert (more.next, more.left) == ("P-0001", 1)
    used = mira.paper_tickets.upload(spoiled=["P-0001"])
    assert used.spoiled == 1
    assert mira.paper_tickets.ranges().ranges[1].next == ""


def test_ranges_are_seen_by_whom_they_belong_to_and_by_who_sees_all(given):
    mira, noor, host = given
    assert [one.login for one in noor.paper_tickets.ranges().ranges] == ["noor@example.org"]
    assert len(host.paper_tickets.ranges().ranges) == 2
    assert [one.first for one in host.paper_tickets.ranges(login="noor@example.org").ranges] == [
        "P-101"]
    for number in ("P-101", "P-011", "P-", "x"):
        with pytest.raises(willcall.NotFoundError) as caught:
            mira.paper_tickets.get(number=number)
        assert caught.value.field == "number"
