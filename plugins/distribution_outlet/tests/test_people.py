"""What cashiers and supervisors of an outlet may do, and what stays when things change."""

import pytest
import willcall

PRINT = {"events": ["heights"], "delivery": "print", "printer": "Till"}
CASHIERS = {"orders.quote", "orders.place", "orders.get", "orders.list", "reports.sales",
            "reports.document", "reports.payment", "reports.order_book", "reports.payment_book",
            "reports.takings", "reports.attendance", "reports.analysis", "reports.sold_orders",
            "reports.holdings", "seats.map", "baskets.open", "baskets.fill",
            "baskets.assign", "baskets.get", "baskets.list", "baskets.drop", "baskets.place",
            "catalogue.get", "performances.list", "deliveries.list", "distribution_outlet.outlets"}

# Something to ask of every operation: well formed, so that only the permission speaks against it.
REQUESTS = {
    "access.explain": {"operation": "orders.place"},
    "baskets.facilitate": {"id": "0000000000001"},
    "catalogue.apply": {"text": "organisation: {name: A, currency: USD, timezone: UTC}"},
    "customers.create": {"name": "Ann North"},
    "deliveries.cancel": {"id": "0000000000001"},
    "deliveries.retry": {"id": "0000000000001"},
    "orders.document": {"order": "0000000000001"},
    "seats.block": {"performance": "heights", "seats": ["A 1"]},
    "seats.unblock": {"performance": "heights", "seats": ["A 1"]},
    "shifts.document": {"shift": "0000000000001"},
    "tickets.admit": {"code": "none"},
    "tickets.reissue": {"ticket": "0000000000001"},
    "users.set_password": {"login": "supervisor@kiosk.example", "password": "in a drawer"},
}


def test_a_cashier_only_sells_and_views_reports(
        outlets, sale, unchanged, record_property):
    engine = outlets(kiosk=PRINT)
    cashier, host = engine.vouch("cashier@kiosk.example"), engine.host()
    order = cashier.orders.place(**sale("heights", each=None))
    assert cashier.orders.get(id=order.id) == order
    assert [row.id for row in cashier.orders.list().orders] == [order.id]
    assert cashier.reports.sales().total.tickets == 1

    permissions = {one["name"]: one["permission"] for one in engine.describe()["operations"]}
    # What needs no permission is about the own session.
    others = {name for name in engine.operations if permissions[name]} - CASHIERS
    assert {"catalogue.apply", "customers.create", "customers.get", "users.set_password",
            "shifts.open", "orders.refund", "orders.cancel", "deliveries.cancel"} <= others

    def is_refused(operation):
        with pytest.raises(willcall.Refused) as caught:
            cashier.invoke(operation, REQUESTS.get(operation, {}))
        assert f"`{permissions[operation]}`" in str(caught.value)

    # Whoever tries to sell for another is written down.
    written_down = {name for name in others if name.startswith("sell_on_behalf.")}
    for operation in sorted(written_down):
        is_refused(operation)
    with unchanged(host):
        for operation in sorted(others - written_down):
            is_refused(operation)
    record_property("requirement", "PAY-24 PAY-6")


def test_unlinking_an_event_affects_only_what_follows(outlets, sale, reason, record_property):
    engine = outlets(kiosk=PRINT)
    cashier, host = engine.vouch("cashier@kiosk.example"), engine.host()
    order = cashier.orders.place(**sale("heights", 2, each=None))
    outlets(kiosk={**PRINT, "events": []})
    refused = reason(cashier.orders.place, **sale("heights", each=None))
    assert refused.rule == "distribution_outlet.not_linked"
    # The promised tickets are still delivered, and what was sold stays in every list.
    host.deliveries.run()
    (delivery,) = host.deliveries.list().deliveries
    assert (delivery.state, delivery.tickets) == ("delivered", 2)
    assert cashier.orders.get(id=order.id) == order
    assert cashier.reports.sales().total.to_settle == 38
    record_property("requirement", "PAY-26")


def test_switching_the_mode_affects_only_what_follows(outlets, sale, reason, record_property):
    engine = outlets(kiosk=PRINT)
    cashier, host = engine.vouch("cashier@kiosk.example"), engine.host()
    printed = cashier.orders.place(**sale("heights", each=None))
    outlets(kiosk={**PRINT, "delivery": "email"})
    assert reason(cashier.orders.place, **sale("heights", each=None)).rule == (
        "distribution_outlet.email_required")
    sent = cashier.orders.place(
        **sale("heights", each=None, buyer={"name": "Ann", "email": "ann@example.org"}))
    host.deliveries.run()
    said = {row.order: row for row in host.deliveries.list().deliveries}
    assert said[printed.id].detail.startswith("https://")
    assert (said[printed.id].method, said[sent.id].method) == ("print", "email")
    record_property("requirement", "PAY-26")


def test_disabling_a_user_ends_the_sessions_and_leaves_the_sales(outlets, sale):
    engine = outlets(kiosk=PRINT)
    cashier = engine.vouch("cashier@kiosk.example")
    order = cashier.orders.place(**sale("heights", each=None))
    outlets(disabled=["cashier@kiosk.example"], kiosk=PRINT)
    with pytest.raises(willcall.WillcallError, match="disabled"):
        cashier.orders.place(**sale("heights", each=None))
    with pytest.raises(willcall.Refused) as caught:
        engine.vouch("cashier@kiosk.example")
    assert caught.value.reasons[0].rule == "sessions.disabled"
    assert engine.host().orders.get(id=order.id) == order
    assert engine.host().reports.sales(by="seller").rows[0].key == "cashier@kiosk.example"
    assert engine.vouch("supervisor@kiosk.example").reports.sales().total.tickets == 1
