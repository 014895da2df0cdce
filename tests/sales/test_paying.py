"""Money: what is paid is what it costs, by means, to the cent."""

from decimal import Decimal

import pytest
import willcall


def test_payments_must_equal_the_total(desk, sale, reason, unchanged):
    with unchanged(desk.engine.host()):
        for paid in ("37.99", "38.01", "19.00"):
            refused = reason(desk.orders.place, **sale(
                quantity=2, payments=[{"means": "cash", "amount": paid}]))
            assert refused.rule == "payment.differs"
            assert refused.numbers == {"total": 3800, "paid": int(Decimal(paid) * 100)}
        assert reason(desk.orders.place, **sale(quantity=2, each=None)).numbers["paid"] == 0


def test_an_order_is_paid_by_several_means(desk, sale):
    payments = [{"means": "cash", "amount": "18.01"}, {"means": "voucher", "amount": "10.00"},
                {"means": "card", "amount": "9.98"}, {"means": "cash", "amount": "0.01"}]
    order = desk.orders.place(**sale(quantity=2, payments=payments))
    assert order.paid == 38
    assert [(one.means, one.amount) for one in order.payments] == [
        (one["means"], Decimal(one["amount"])) for one in payments]
    shift = desk.shifts.close()
    assert [(one.means, one.payments, one.taken) for one in shift.means] == [
        ("cash", 2, Decimal("18.02")), ("card", 1, Decimal("9.98")), ("voucher", 1, Decimal(10))]


@pytest.mark.parametrize(("amount", "field"), [
    ("38.001", "payments[0].amount"), ("0", "payments[0].amount"), ("-38", "payments[0].amount"),
    ("thirty", "payments[0].amount"), ("1e2", "payments[0].amount"), ("", "payments[0].amount"),
    ("38,00", "payments[0].amount"), ("10000000000000.01", "payments[0].amount"),
    (10**30, "payments[0].amount"),
])
def test_an_amount_that_is_none_names_the_field(desk, sale, unchanged, amount, field):
    with unchanged(desk.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        desk.orders.place(**sale(quantity=2, payments=[{"means": "cash", "amount": amount}]))
    assert caught.value.field == field


def test_what_the_price_is_now_is_what_is_paid(house, sale, reason):
    desk = house().vouch("mira@example.org")
    desk.shifts.open()
    desk.orders.place(**sale())
    house(events=[{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                          "ends": "2018-11-09T22:30", "capacity": 10}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": "24.50"}]}])
    assert reason(desk.orders.place, **sale()).numbers == {"total": 2450, "paid": 1900}
    assert desk.orders.place(**sale(each=Decimal("24.50"))).total == Decimal("24.50")
    # What was sold before keeps its price.
    assert [row.total for row in desk.orders.list().orders] == [19, Decimal("24.50")]
