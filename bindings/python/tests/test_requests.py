"""What goes in: exact amounts, unambiguous times, known fields; all else is named."""

from datetime import date, datetime, timedelta, timezone

import pytest
import willcall

LINE = {"performance": "friday", "ticket_type": "general", "quantity": 1}


def test_a_float_is_no_amount_and_the_field_is_named(desk):
    with pytest.raises(TypeError, match=r"^orders\.place: payments\[0\]\.amount: a float"):
        desk.orders.place(lines=[LINE], payments=[{"means": "cash", "amount": 19.00}])


def test_a_naive_time_is_no_time_and_the_field_is_named(host):
    with pytest.raises(ValueError, match=r"^reports\.sales: from: a naive time"):
        host.reports.sales(from_=datetime(2018, 11, 1))


def test_an_aware_time_of_any_zone_is_one(host):
    here = timezone(timedelta(hours=-7))
    assert host.reports.sales(from_=datetime(2018, 11, 1, tzinfo=here)).rows == []


@pytest.mark.parametrize(("value", "kind"), [
    (b"19.00", TypeError), (date(2018, 11, 1), TypeError), (object(), TypeError),
    (float("nan"), TypeError), (lambda: 1, TypeError),
])
def test_what_can_not_be_said_is_named(desk, value, kind):
    with pytest.raises(kind, match=r"payments\[0\]\.amount: "):
        desk.orders.place(lines=[LINE], payments=[{"means": "cash", "amount": value}])


def test_not_a_number_is_no_amount(desk):
    from decimal import Decimal

    with pytest.raises(ValueError, match="NaN is no amount"):
        desk.orders.place(lines=[LINE], payments=[{"means": "cash", "amount": Decimal("NaN")}])


def test_none_is_as_good_as_left_out(desk):
    assert desk.orders.quote(lines=[LINE], buyer=None, delivery=None).possible


def test_an_unknown_field_is_invalid_and_named(desk):
    with pytest.raises(willcall.InvalidError) as caught:
        desk.orders.place(lines=[LINE], seats=["A 12"])
    assert caught.value.field == "seats"
    assert isinstance(caught.value, ValueError)


def test_a_wrong_value_deep_inside_is_named(desk):
    with pytest.raises(willcall.InvalidError) as caught:
        desk.orders.place(lines=[LINE, {**LINE, "quantity": 0}])
    assert caught.value.field == "lines[1].quantity"
    assert str(caught.value).startswith("lines[1].quantity: ")


def test_a_tenth_of_a_cent_is_invalid(desk):
    with pytest.raises(willcall.InvalidError) as caught:
        desk.orders.place(lines=[LINE], payments=[{"means": "cash", "amount": "19.001"}])
    assert caught.value.field == "payments[0].amount"


def test_a_large_number_stays_exact(host):
    with pytest.raises(willcall.InvalidError) as caught:
        host.orders.list(most=2**60)
    assert caught.value.field == "most"


def test_texts_that_are_no_unicode_are_invalid(desk):
    for text in ("\ud800", "a\x00b"):
        with pytest.raises((willcall.InvalidError, UnicodeEncodeError)):
            desk.orders.get(number=text)


def test_a_request_without_an_end_is_refused(desk):
    lines = []
    lines.append(lines)
    with pytest.raises(ValueError, match="nested too deep"):
        desk.orders.place(lines=lines)


def test_operations_take_keywords_only(desk):
    with pytest.raises(TypeError, match="orders.get takes keywords only: id, number, code"):
        desk.orders.get("MAIN-000001")
