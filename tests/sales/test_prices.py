"""Prices: taxes in them or on top, rounded half up; split payments, and cash with change."""

import base64
import subprocess
from decimal import Decimal

import pytest
import willcall
from foothill import SEASON

HEIGHTS = SEASON["events"][0]
OFFICE = {"channels": [{"key": "window", "kind": "ticket_office",
                        "settings": {"delivery": "none", "registrations": True, "refunds": True}},
                       *SEASON["channels"][1:]]}


class Off(willcall.Eligibility):
    """So much off the first ticket of every line."""

    name = "off"

    def __init__(self, amount):
        self.amount = amount

    def judge(self, lines, who):
        return [willcall.Verdict.yes(effects=[("off", 1, self.amount)]) for _ in lines]


@pytest.fixture
def window(house):
    """A function that gives Mira at a window where a ticket has this price and tax."""

    def open_window(price, taxed=None, currency="USD", rules=(), **more):
        kind = {"key": "general", "name": "General", "price": str(price), **more}
        event = {**HEIGHTS, "ticket_types": [kind], **({"tax": taxed} if taxed else {})}
        organisation = {**SEASON["organisation"], "currency": currency}
        mira = house(rules, **OFFICE, organisation=organisation,
                     events=[event]).vouch("mira@example.org")
        mira.shifts.open()
        return mira

    return open_window


def lines(quantity=1):
    return [{"performance": "friday", "ticket_type": "general", "quantity": quantity}]


def cash(amount, **more):
    return [{"means": "cash", "amount": str(amount), **more}]


# Worked by hand: half up for one ticket, so three of them have three times the tax of one.
INCLUDED = [("19.00", "20", "3.17"), ("10.00", "8.875", "0.82"), ("0.03", "100", "0.02"),
            ("0.01", "100", "0.01"), ("0.00", "20", "0.00"), ("100.00", "0.001", "0.00"),
            ("1000.00", "0.001", "0.01")]
ON_TOP = [("19.00", "20", "3.80"), ("19.95", "10", "2.00"), ("19.94", "10", "1.99"),
          ("0.05", "10", "0.01"), ("0.04", "10", "0.00"), ("10.00", "8.875", "0.89")]


@pytest.mark.parametrize("price, rate, tax", INCLUDED)
def test_a_price_includes_its_tax(window, record_property, price, rate, tax):
    mira = window(price, {"name": "VAT", "rate": rate})
    order = mira.orders.place(lines=lines(3), payments=cash(3 * Decimal(price))
                              if Decimal(price) else [])
    assert order.total == 3 * Decimal(price)
    assert [(one.price, one.tax) for one in order.tickets] == [(Decimal(price), Decimal(tax))] * 3
    of_line = order.lines[0].tax
    assert (of_line.name, of_line.rate, of_line.on_top, of_line.amount) == (
        "VAT", rate, False, 3 * Decimal(tax))
    record_property("requirement", "decision-16")


@pytest.mark.parametrize("price, rate, tax", ON_TOP)
def test_a_tax_comes_on_top_of_a_price(window, record_property, price, rate, tax):
    mira = window(price, {"name": "Sales tax", "rate": rate, "on_top": True})
    paid = Decimal(price) + Decimal(tax)
    quote = mira.orders.quote(lines=lines(3))
    assert (quote.total, quote.lines[0].price, quote.lines[0].tax.amount) == (
        3 * paid, Decimal(price), 3 * Decimal(tax))
    order = mira.orders.place(lines=lines(3), payments=cash(3 * paid))
    assert [(one.price, one.tax) for one in order.tickets] == [(paid, Decimal(tax))] * 3
    record_property("requirement", "decision-16")


def test_what_an_offer_takes_off_is_not_taxed(window):
    mira = window("10.00", {"name": "Tax", "rate": "10", "on_top": True}, rules=[Off(505)])
    order = mira.orders.place(lines=lines(2), payments=cash("16.45"))
    assert [(one.price, one.tax) for one in order.tickets] == [
        (Decimal("5.45"), Decimal("0.50")), (Decimal("11.00"), Decimal("1.00"))]
    assert (order.lines[0].price, order.lines[0].total, order.lines[0].tax.amount) == (
        10, Decimal("16.45"), Decimal("1.50"))


def test_half_a_cent_of_tax_is_a_cent(window, record_property):
    mira = window("10.00", {"name": "Tax", "rate": "10", "on_top": True}, rules=[Off(495)])
    order = mira.orders.place(lines=lines(), payments=cash("5.56"))
    assert order.tickets[0].tax == Decimal("0.51")  # 10 % of 5.05 is 0.505
    record_property("requirement", "decision-16")


@pytest.mark.parametrize("currency, price, tax, paid", [
    ("JPY", "1905", "190", "1905"), ("USD", "19.05", "1.90", "19.05"),
    ("KWD", "19.055", "1.905", "19.055")])
def test_money_has_the_decimals_of_its_currency(window, currency, price, tax, paid):
    mira = window(price, {"name": "VAT", "rate": "11.11"}, currency=currency)
    order = mira.orders.place(lines=lines(), payments=cash(paid))
    assert (str(order.total), str(order.tickets[0].tax)) == (paid, tax)


def test_a_ticket_type_has_its_own_tax_and_a_refund_gives_it_back(window):
    mira = window("12.00", {"name": "VAT", "rate": "20"},
                  tax={"name": "Reduced", "rate": "9", "on_top": True})
    order = mira.orders.place(lines=lines(2), payments=cash("26.16"))
    assert (order.lines[0].tax.name, order.lines[0].tax.amount) == ("Reduced", Decimal("2.16"))
    refund = mira.orders.refund(id=order.id, tickets=[order.tickets[0].id]).transactions[0]
    assert refund.paid == Decimal("-13.08")
    exchange = mira.orders.exchange(id=order.id, tickets=[order.tickets[1].id], lines=lines())
    assert exchange.lines[1].tax.amount == Decimal("1.08")


def test_a_tax_changed_since_leaves_what_was_sold_as_it_was(window, house):
    mira = window("12.00", {"name": "VAT", "rate": "20"})
    order = mira.orders.place(lines=lines(), payments=cash("12"))
    window_again = {**HEIGHTS, "tax": {"name": "VAT", "rate": "10"}, "ticket_types": [
        {"key": "general", "name": "General", "price": "12.00"}]}
    engine = house(**OFFICE, events=[window_again])
    assert engine.host().orders.get(id=order.id).tickets[0].tax == 2


@pytest.mark.parametrize("rate", ["0", "-1", "100.001", "8.8755", "ten", "1e2", ""])
def test_a_rate_that_is_none_is_an_error_that_says_where(window, rate):
    with pytest.raises(willcall.InvalidError) as caught:
        window("12.00", {"name": "VAT", "rate": rate})
    assert caught.value.field == "events[0].tax.rate"


def test_one_order_is_paid_by_several_means(window):
    mira = window("19.00")
    order = mira.orders.place(lines=lines(3), payments=[
        {"means": "card", "amount": 30}, {"means": "voucher", "amount": 7},
        *cash(20, tendered=50)])
    assert [(one.means, one.amount) for one in order.payments] == [
        ("card", 30), ("voucher", 7), ("cash", 20)]
    assert {one.means: one.taken for one in mira.shifts.close().means} == {
        "card": 30, "voucher": 7, "cash": 20}


def test_cash_is_given_with_change(window, unchanged):
    mira = window("19.00")
    order = mira.orders.place(lines=lines(2), payments=cash(38, tendered=50))
    assert (order.paid, order.payments[0].tendered, order.payments[0].change) == (38, 50, 12)
    assert mira.orders.get(id=order.id) == order
    exact = mira.orders.place(lines=lines(), payments=cash(19, tendered=19)).payments[0]
    assert (exact.tendered, exact.change) == (19, 0)
    with unchanged(mira.engine.host()):
        for payments, field in ((cash(19, tendered=18), "payments[0].tendered"),
                                ([{"means": "card", "amount": 19, "tendered": 20}],
                                 "payments[0].tendered")):
            with pytest.raises(willcall.InvalidError) as caught:
                mira.orders.place(lines=lines(), payments=payments)
            assert caught.value.field == field
        with pytest.raises(willcall.InvalidError) as caught:
            mira.orders.refund(id=order.id, payments=cash(38, tendered=50))
        assert caught.value.field == "payments[0].tendered"
    (drawer,) = mira.shifts.close().means
    assert drawer.taken == 57  # what was given back was never in it


def test_a_registration_is_paid_with_change_too(window):
    mira = window("19.00")
    kept = mira.orders.register(lines=lines())
    paid = mira.orders.pay(id=kept.id, payments=cash(19, tendered=20))
    assert paid.transactions[0].payments[0].change == 1


def test_a_receipt_says_what_of_it_is_tax_and_what_was_given_back(window, tmp_path):
    mira = window("19.00", {"name": "VAT", "rate": "20"})
    order = mira.orders.place(lines=lines(2), payments=cash(38, tendered=50))
    path = tmp_path / "receipt.pdf"
    path.write_bytes(base64.b64decode(
        mira.orders.document(order=order.id, kind="receipt").base64))
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    words = " ".join(said.stdout.decode("utf-8").split())
    assert "Including VAT 20 % 6.34 USD" in words
    assert "Change 12.00 USD" in words
