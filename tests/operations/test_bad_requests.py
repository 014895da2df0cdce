"""Requests that make no sense, as Python sends them: named, and nothing done."""

import pytest
import willcall

LINE = {"performance": "friday", "ticket_type": "general"}
CASH = [{"means": "cash", "amount": "19.00"}]
SALE = {"lines": [LINE], "payments": CASH}


@pytest.mark.parametrize(("request_", "field"), [
    ({}, "lines"),
    ({"lines": []}, "lines"),
    ({"lines": [LINE] * 1001}, "lines"),
    ({"lines": "friday"}, "lines"),
    ({"lines": [{"performance": "friday"}]}, "lines[0].ticket_type"),
    ({"lines": [{**LINE, "quantity": 0}]}, "lines[0].quantity"),
    ({"lines": [{**LINE, "quantity": -1}]}, "lines[0].quantity"),
    ({"lines": [{**LINE, "quantity": 10_001}]}, "lines[0].quantity"),
    ({"lines": [{**LINE, "quantity": 10**30}]}, "lines[0].quantity"),
    ({"lines": [{**LINE, "quantity": "2"}]}, "lines[0].quantity"),
    ({"lines": [{**LINE, "quantity": True}]}, "lines[0].quantity"),
    ({"lines": [LINE, {**LINE, "seat": "A 12"}]}, "lines[1].seat"),
    ({"lines": [{**LINE, "performance": ""}]}, "lines[0].performance"),
    ({"lines": [{**LINE, "performance": "x" * 65}]}, "lines[0].performance"),
    ({"lines": [{**LINE, "holders": ["Ann\r\nBen"]}]}, "lines[0].holders[0]"),
    ({"lines": [{**LINE, "holders": ["Ann", "Ben"]}]}, "lines[0].holders"),
    ({**SALE, "price": "1.00"}, "price"),
    ({**SALE, "payments": [{"means": "gold", "amount": "19.00"}]}, "payments[0].means"),
    ({**SALE, "payments": CASH * 101}, "payments"),
    ({**SALE, "owner": "nobody"}, "owner"),
    ({**SALE, "reference": "x" * 101}, "reference"),
    ({**SALE, "reference": "a\nb"}, "reference"),
    ({**SALE, "codes": "yes"}, "codes"),
    ({**SALE, "quote": "x" * 2001}, "quote"),
    ({**SALE, "buyer": {"name": "Ann\r\nBcc: ben@example.org"}}, "buyer.name"),
    ({**SALE, "buyer": {"name": "Ann\x07"}}, "buyer.name"),
    ({**SALE, "buyer": {"name": "x" * 201}}, "buyer.name"),
    ({**SALE, "buyer": {"name": "Ann", "email": "ann@example.org\r\nBcc: b@c.d"}}, "buyer.email"),
    ({**SALE, "buyer": {"email": "ann@example.org"}}, "buyer.name"),
    ({**SALE, "delivery": {"method": "email", "to": "a@b.c\nd@e.f"}}, "delivery.to"),
    ({**SALE, "delivery": {"method": "x" * 65}}, "delivery.method"),
], ids=str)
def test_a_field_that_makes_no_sense_is_named_and_nothing_changes(
        desk, unchanged, request_, field):
    with unchanged(desk.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        desk.invoke("orders.place", request_)
    assert caught.value.field == field
    assert str(caught.value).startswith(field)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(("customer", "field"), [
    ({"name": "Ann\r\nBcc: ben@example.org"}, "name"),
    ({"name": ""}, "name"),
    ({"name": "Ann", "email": "ann"}, "email"),
    ({"name": "Ann", "email": "ann@example.org\r\nBcc: b@c.d"}, "email"),
    ({"name": "Ann", "password": "long enough"}, "password"),
    ({"name": "Ann", "email": "ann@example.org", "password": "short"}, "password"),
])
def test_a_customer_that_makes_no_sense_is_not_kept(desk, unchanged, customer, field):
    host = desk.engine.host()
    with unchanged(host), pytest.raises(willcall.InvalidError) as caught:
        host.customers.create(**customer)
    assert caught.value.field == field


@pytest.mark.parametrize("when", ["2018-11-01T00:00:00", "2018-11-01", "yesterday", "",
                                  "2018-02-30T00:00:00Z", "2018-11-01T24:00:00Z",
                                  "2018-11-01T00:00:00+25:00", "10000-01-01T00:00:00Z"])
def test_a_time_without_an_offset_is_no_time(desk, when):
    with pytest.raises(willcall.InvalidError) as caught:
        desk.reports.sales(from_=when)
    assert caught.value.field == "from"
