"""Sums are right: by whatever a row stands for, in the organisation's days, for whoever may see."""

from datetime import timedelta
from decimal import Decimal

import pytest
import willcall
from foothill import SEASON


def sums(table, field="tickets"):
    return {row.key: getattr(row, field) for row in table.rows}


def test_users_add_up_to_their_channel(sold, record_property):
    record_property("requirement", "PAY-17")
    host = sold.host()
    channels = sums(host.reports.sales(by="channel"), "face_value")
    for channel, total in channels.items():
        users = sums(host.reports.sales(by="seller", channel=channel), "face_value")
        assert sum(users.values()) == total
    assert channels == {"window": Decimal("57.00"), "books": Decimal("38.00")}
    assert host.reports.sales().total.face_value == Decimal("95.00")


def test_payments_add_up_to_what_orders_say_is_paid(sold):
    host = sold.host()
    book = list(host.reports.payment_book())
    assert sum(row.amount for row in book) == sum(row.paid for row in host.orders.list())
    assert {row.means for row in book} == {"cash"}
    assert sum(row.amount for row in book) == host.reports.sales().total.taken
    assert list(host.reports.payment_book(means="card")) == []
    shift = book[0].shift
    assert {row.seller for row in host.reports.payment_book(shift=shift)} == {"mira@example.org"}


def test_takings_are_those_of_shift_user_and_means(sold, clock, sale, record_property):
    record_property("requirement", "WZV-18")
    mira, host = sold.vouch("mira@example.org"), sold.host()
    first = mira.shifts.current()
    mira.orders.place(**sale(payments=[{"means": "cash", "amount": 11},
                                       {"means": "card", "amount": 8}], each=0))
    mira.shifts.close(counted=[{"means": "cash", "amount": 49}])
    clock.forward(hours=1)
    mira.shifts.open()
    mira.orders.place(**sale())
    table = host.reports.takings()
    assert [(row.collector.split("@")[0], row.location, row.means, row.payments, row.amount)
            for row in table.rows if row.collector == "mira@example.org"] == [
        ("mira", "main", "cash", 2, 49), ("mira", "main", "card", 1, 8),
        ("mira", "main", "cash", 1, 19)]
    assert (table.total.payments, table.total.amount) == (5, Decimal("95.00"))
    assert sum(row.amount for row in host.reports.payment_book()) == table.total.amount
    (cash, card) = host.reports.takings(shift=first.id).rows
    assert (cash.opened, cash.closed) == (first.opened, clock.at - timedelta(hours=1))
    assert [row.amount for row in host.reports.takings(means="card").rows] == [card.amount]
    late = clock.at.isoformat()
    assert host.reports.takings(**{"from": late}).total.amount == 19
    assert mira.reports.takings().scope == "channel"


def test_a_report_is_of_an_outlet_or_a_user_and_of_an_event(sold, record_property):
    record_property("requirement", "PAY-16")
    host = sold.host()
    assert host.reports.sales(channel="books", event="heights").total.tickets == 2
    assert host.reports.sales(seller="noor@example.org", event="heights").total.tickets == 1
    for field in ("channel", "seller", "event", "performance"):
        with pytest.raises(willcall.NotFoundError) as missing:
            host.reports.sales(**{field: "nobody"})
        assert missing.value.field == field


def test_days_are_the_organisations(sold, record_property):
    record_property("requirement", "PAY-18")
    host = sold.host()
    assert sums(host.reports.sales(by="day")) == {
        "2018-11-01": 2, "2018-11-02": 4, "2018-11-03": 2}
    assert sums(host.reports.sales(by="day", from_wall="2018-11-02T00:00",
                                   to_wall="2018-11-03T00:00")) == {"2018-11-02": 4}
    (first, *_) = host.reports.sales(by="day").rows
    assert first.name == "Thu 1 Nov 2018"
    assert first.starts.isoformat() == "2018-11-01T07:00:00+00:00"


def test_an_hour_that_stands_on_the_wall_twice_is_two_hours_of_one_day(autumn):
    host = autumn.host()
    assert sums(host.reports.sales(by="hour")) == {
        "2018-11-04T01:00-07:00": 1, "2018-11-04T01:00-08:00": 1}
    assert sums(host.reports.sales(by="day")) == {"2018-11-04": 2}
    assert sums(host.reports.sales(by="day", from_wall="2018-11-05T00:00")) == {}


@pytest.mark.parametrize("filters, field", [
    ({"from": "2018-11-02T00:00:00Z", "to": "2018-11-01T00:00:00Z"}, "to"),
    ({"from_wall": "2018-11-02T00:00", "to_wall": "2018-11-02T00:00"}, "to_wall"),
    ({"from": "2018-11-02T00:00:00Z", "from_wall": "2018-11-02T00:00"}, "from_wall"),
    ({"from_wall": "2018-03-11T02:30"}, "from_wall"),
    ({"to_wall": "2018-13-11T02:30"}, "to_wall"),
    ({"by": "moon"}, "by"),
    ({"colour": "red"}, "colour"),
])
def test_what_can_not_be_meant_is_named(sold, filters, field):
    with pytest.raises(willcall.InvalidError) as wrong:
        sold.host().invoke("reports.sales", filters)
    assert wrong.value.field == field


@pytest.mark.parametrize("login, scope, sellers, outside", [
    ("mira@example.org", "channel", {"mira@example.org", "noor@example.org"}, "cass@example.org"),
    ("cass@example.org", "own", {"cass@example.org"}, "noor@example.org"),
])
def test_every_table_of_sales_obeys_who_asks(sold, login, scope, sellers, outside):
    for name in ("mira", "noor"):
        sold.vouch(f"{name}@example.org").shifts.close()  # what is counted, is shown
    session = sold.vouch(login)
    for table in (session.orders.list(most=1), session.reports.order_book(most=1)):
        assert table.scope == scope
        assert {row.seller for row in table} == sellers
    assert {row.seller for row in session.reports.payment_book()} == sellers - {"cass@example.org"}
    assert {row.key for row in session.reports.sales(by="seller").rows} == sellers
    assert len(list(session.reports.attendance())) == session.reports.sales().total.tickets
    # What is outside is as if it were not there: a seller, where it goes by who sells.
    if scope == "channel":
        assert list(session.orders.list(seller=outside)) == []
        assert session.reports.sales(seller=outside).total.tickets == 0
        return
    for asked in (session.orders.list, session.reports.sales):
        with pytest.raises(willcall.NotFoundError) as nobody:
            asked(seller=outside)
        assert nobody.value.field == "seller"


def test_sums_are_the_same_from_orders_and_from_their_lines(sold):
    host = sold.host()
    for by in ("channel", "seller", "hour", "day"):
        assert host.reports.sales(by=by).rows == host.reports.sales(by=by, event="heights").rows
    assert sums(host.reports.sales(by="event")) == {"heights": 8}
    assert sums(host.reports.sales(by="ticket_type")) == {
        "heights/general": 5, "heights/child": 3}


@pytest.fixture
def office(house, clock):
    """Mira and Noor at a window that takes registrations and refunds."""
    engine = house(channels=[{"key": "window", "kind": "ticket_office",
                              "settings": {"delivery": "none", "registrations": True,
                                           "refunds": True}}, *SEASON["channels"][1:]])
    mira, noor = engine.vouch("mira@example.org"), engine.vouch("noor@example.org")
    mira.shifts.open()
    noor.shifts.open(location="pier")
    return mira, noor


def balance(host):
    """What every table says of the money, and how many tickets were sold."""
    total, takings = host.reports.sales().total, host.reports.takings().total
    assert sum(row.amount for row in host.reports.payment_book()) == takings.amount
    assert sum(row.paid for row in host.orders.list()) == takings.amount
    book = [row for row in host.reports.order_book() if row.state in ("valid", "used")]
    assert sum(row.price for row in book) == total.face_value
    assert len(book) == total.tickets == len(list(host.reports.attendance()))
    for by in ("channel", "seller", "hour", "day", "performance", "event", "ticket_type"):
        rows = host.reports.sales(by=by).rows
        assert sum(row.face_value for row in rows) == total.face_value, by
        assert sum(row.tickets for row in rows) == total.tickets, by
        assert host.reports.sales(by=by, event="heights").rows == rows, by
    return takings.amount, total.orders, total.tickets


def test_registrations_are_outside_the_balance_until_they_are_paid(
        office, clock, sale, record_property):
    record_property("requirement", "WZV-25")
    mira, noor = office
    host = mira.engine.host()
    mira.orders.place(**sale(quantity=2))
    kept = mira.orders.register(lines=sale(quantity=3)["lines"], buyer={"name": "Ann"})
    lost = mira.orders.register(lines=sale()["lines"], buyer={"name": "Ben"})
    assert balance(host) == (38, 1, 2)
    assert [row.state for row in host.orders.list()] == ["sold", "registered", "registered"]
    assert [row.state for row in host.tickets.list(order=kept.id)] == ["held"] * 3
    clock.forward(days=1)
    mira.orders.cancel(id=lost.id, note="no reply")
    noor.orders.pay(id=kept.id, payments=[{"means": "card", "amount": 57}])
    assert balance(host) == (95, 2, 5)
    assert sums(host.reports.sales(by="day")) == {"2018-11-01": 2, "2018-11-02": 3}
    # It is the sale of who took the money.
    assert sums(host.reports.sales(by="seller")) == {"mira@example.org": 2, "noor@example.org": 3}
    assert host.orders.get(id=kept.id).number in {row.number for row in host.orders.list()}


def test_what_is_given_back_counts_where_and_when_it_is(office, clock, sale):
    mira, noor = office
    host = mira.engine.host()
    order = mira.orders.place(**sale(quantity=3))
    clock.forward(days=1)
    noor.orders.refund(id=order.id, tickets=[order.tickets[0].id], fee=5)
    noor.orders.exchange(id=order.id, tickets=[order.tickets[1].id],
                         lines=sale(of="child", each=0)["lines"])
    takings, orders, tickets = balance_with_fee(host)
    assert (takings, orders, tickets) == (Decimal("24.00"), 1, 2)
    assert sums(host.reports.sales(by="day")) == {"2018-11-01": 3, "2018-11-02": -1}
    assert sums(host.reports.sales(by="seller"), "face_value") == {
        "mira@example.org": 57, "noor@example.org": -38}
    assert sums(host.reports.sales(by="ticket_type")) == {
        "heights/general": 1, "heights/child": 1}
    book = list(host.reports.payment_book())
    assert [(row.seller.split("@")[0], row.amount) for row in book] == [
        ("mira", 57), ("noor", -14), ("noor", -19)]
    assert {row.number for row in book} == {order.number, "PIER-001", "PIER-002"}
    assert sum(row.amount for row in host.reports.takings(shift=book[1].shift).rows) == -33
    assert sorted(row.state for row in host.tickets.list(order=order.id)) == [
        "dead", "dead", "valid", "valid"]


def balance_with_fee(host):
    """The same where a fee was kept: it is money, and no ticket's value."""
    total, takings = host.reports.sales().total, host.reports.takings().total
    assert sum(row.paid for row in host.orders.list()) == takings.amount
    assert takings.amount == total.taken + 5
    return takings.amount, total.orders, total.tickets
