"""What an office leaves on paper: sales book, payments, closing balance."""

import base64
import io
import subprocess
from decimal import Decimal

import pytest
import willcall


@pytest.fixture
def text_of(tmp_path):
    """A function that reads what a PDF says, given as bytes or as an answer that holds some."""

    def read(document):
        path = tmp_path / "read.pdf"
        path.write_bytes(document if isinstance(document, bytes)
                         else base64.b64decode(document.base64, validate=True))
        return subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                              capture_output=True, encoding="utf-8").stdout

    return read


def csv(table):
    file = io.BytesIO()
    table.to_csv(file)
    return file.getvalue().decode().split("\r\n")[:-1]


def card(amount):
    return [{"means": "card", "amount": amount}]


def test_the_sales_book_is_a_summary_a_list_of_payments_and_a_list_of_tickets(
        offices, sale, text_of, record_property):
    (pier,) = offices(pier={"refunds": True})
    pier.orders.place(**sale("friday", 2))
    refunded = pier.orders.place(**{**sale("saturday"), "payments": card(19)})
    pier.orders.refund(id=refunded.id)
    pier.shifts.close()
    report = io.BytesIO()
    pier.reports.sales(by="event", columns=["name", "tickets", "taken"]).to_pdf(report)
    words = " ".join(text_of(report.getvalue()).split())
    assert "Foothill Theatre" in words and "In The Heights 2 38.00" in words
    assert "Rows of the own channel" in words

    assert csv(pier.reports.payment_book(columns=["number", "kind", "means", "amount"])) == [
        "number,kind,means,amount", "main-000001,payment,cash,38.00",
        "main-000002,payment,card,19.00", "main-000003,payment,card,-19.00"]
    assert csv(pier.reports.order_book(columns=["number", "performance", "price", "state"])) == [
        "number,performance,price,state", "main-000001,friday,19.00,valid",
        "main-000001,friday,19.00,valid", "main-000002,saturday,19.00,dead"]
    record_property("requirement", "WZV-17")


def test_cash_receipts_are_by_session_user_and_means_and_each_payment_has_its_paper(
        offices, sale, text_of, record_property):
    (pier,) = offices(pier={"refunds": True})
    pier.orders.place(**sale("friday", 2, buyer={"name": "Ann North"}))
    sold = pier.orders.place(**{**sale("saturday"), "payments": card(19)})
    pier.orders.refund(id=sold.id)
    first = pier.shifts.current().id
    pier.shifts.close()
    pier.shifts.open()
    pier.orders.place(**sale("gala"))
    host = pier.engine.host()
    rows = [(row.shift, row.collector, row.means, row.payments, row.amount)
            for row in host.reports.takings()]
    assert rows == [
        (first, "pier@example.org", "cash", 1, Decimal("38.00")),
        (first, "pier@example.org", "card", 2, Decimal("0.00")),
        (pier.shifts.current().id, "pier@example.org", "cash", 1, Decimal("19.00"))]

    # Before it is counted, an operator is not told what a drawer must hold.
    assert len(list(pier.reports.takings())) == 2
    cash, taken, paid_back, uncounted = host.reports.payment_book()
    with pytest.raises(willcall.NotFoundError):
        pier.reports.payment(payment=uncounted.payment)
    assert "19.00" in text_of(host.reports.payment(payment=uncounted.payment))
    paper = pier.reports.payment(payment=cash.payment)
    assert (paper.name, paper.format) == ("main-000001-payment.pdf", "application/pdf")
    words = " ".join(text_of(paper).split())
    for said in ("Payment", "main-000001", "Ann North", "pier@example.org", "Cash", "38.00"):
        assert said in words
    assert "19.00" in text_of(pier.reports.payment(payment=taken.payment))
    back = text_of(pier.reports.payment(payment=paid_back.payment))
    assert "Paid back" in back and "\N{MINUS SIGN}19.00" in back
    record_property("requirement", "WZV-18")


def test_the_paper_of_a_payment_is_for_whom_the_payment_is(offices, sale):
    main, pier = offices(main={}, pier={})
    main.orders.place(**sale("friday"))
    main.shifts.close()
    (payment,) = main.reports.payment_book()
    for asked in (payment.payment, "0000000000001"):
        with pytest.raises(willcall.NotFoundError, match="no payment"):
            pier.reports.payment(payment=asked)


def test_a_registration_is_a_line_among_payments_and_no_part_of_the_balance(
        offices, sale, record_property):
    (pier,) = offices(pier={"registrations": True})
    kept = pier.orders.register(lines=sale("friday", 3)["lines"], buyer={"name": "Ann North"})
    (order,) = pier.orders.list()
    assert (order.state, order.total, order.paid) == ("registered", Decimal("57.00"), 0)
    (line,) = pier.reports.payment_book()
    assert (line.kind, line.order, line.means, line.amount, line.registered, line.shift) == (
        "registration", kept.id, None, 0, Decimal("57.00"), None)
    pier.orders.place(**sale("saturday"))
    host = pier.engine.host()
    assert [(row.means, row.amount) for row in host.reports.takings()] == [
        ("cash", Decimal("19.00"))]
    closed = pier.shifts.close(counted=[{"means": "cash", "amount": 19}])
    assert [(means.taken, means.over) for means in closed.means] == [(Decimal("19.00"), 0)]

    # Paid, it is a payment like any other: of the shift that takes the money.
    pier.shifts.open()
    pier.orders.pay(id=kept.id, payments=card(57))
    assert [(row.kind, row.means, row.amount) for row in host.reports.payment_book()] == [
        ("registration", None, 0), ("payment", "cash", Decimal("19.00")),
        ("payment", "card", Decimal("57.00"))]
    assert sum(row.amount for row in host.reports.takings()) == Decimal("76.00")
    record_property("requirement", "WZV-19")


def close_one(pier, sale):
    pier.orders.place(**sale("friday", 2))
    return pier.shifts.close(counted=[{"means": "cash", "amount": 38}])


def test_the_closing_balance_is_in_the_reports_whether_or_not_it_is_mailed(
        offices, sale, text_of, record_property):
    (pier,) = offices(pier={})
    closed = close_one(pier, sale)
    host = pier.engine.host()
    assert [(row.id, row.closed) for row in pier.shifts.list()] == [(closed.id, closed.closed)]
    assert "38.00" in text_of(pier.shifts.document(shift=closed.id))
    assert "38.00" in text_of(host.shifts.document(shift=closed.id))
    assert [row.amount for row in host.reports.takings(shift=closed.id)] == [Decimal("38.00")]
    assert list(host.deliveries.list()) == []
    record_property("requirement", "WZV-6")


def test_an_office_gets_the_closing_balance_as_a_document_or_not(
        offices, sale, text_of, record_property):
    main, pier = offices(main={}, pier={"receipt": False})
    closed = close_one(pier, sale)
    with pytest.raises(willcall.Refused) as caught:
        pier.shifts.document(shift=closed.id)
    assert ("ticket_office", "ticket_office.no_receipt") in {
        (why.plugin, why.rule) for why in caught.value.reasons}
    # The takings themselves are shown to who closed the shift, and the organiser has the paper.
    assert closed.means[0].taken == Decimal("38.00")
    assert "38.00" in text_of(pier.engine.host().shifts.document(shift=closed.id))
    paper = text_of(main.shifts.document(shift=close_one(main, sale).id))
    assert "Cash" in paper and "38.00" in paper
    record_property("requirement", "WZV-15")


class Post(willcall.Delivery):
    """Takes closing balances, and lets those to a made-up address bounce."""

    name = method = "post"
    takes = [("closing", "text/plain"), ("closing", "application/pdf")]

    def __init__(self):
        self.sent = []

    def deliver(self, jobs):
        for job in jobs:
            if job.recipient.startswith("nobody"):
                yield willcall.Outcome.failed("550 no such user here")
            else:
                self.sent.append((job.recipient, job.documents))
                yield willcall.Outcome.delivered()


@pytest.fixture
def mailed(opened, sale):
    """A function that sells, closes a shift and delivers, with this post and these settings; gives
    the session and what was sent."""

    def close(login, post, **settings):
        engine = opened({
            "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
            "locations": [{"key": "main", "name": "Main box office"}],
            "events": [{"key": "heights", "name": "In The Heights",
                        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                          "ends": "2018-11-09T22:30", "capacity": 50}],
                        "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
            "channels": [{"key": "pier", "kind": "ticket_office", "settings": settings}],
            "users": [{"login": login, "name": "Ann North", "role": "operator",
                       "channel": "pier", "locations": ["main"]}],
            "deliveries": {"email": ["post"]},
        }, plugins=[post])
        desk = engine.vouch(login)
        desk.shifts.open()
        close_one(desk, sale)
        engine.host().deliveries.run()
        return desk

    return close


def test_an_operators_email_gets_the_closing_balance_where_the_office_wants_that(
        mailed, text_of, record_property):
    post = Post()
    desk = mailed("ann@example.org", post, mail_closing=True)
    ((to, (plain, pdf)),) = post.sent
    assert to == "ann@example.org"
    assert plain.title == "Foothill Theatre: Closing balance Ann North"
    assert "Cash: Payments 1, Taken 38.00" in plain.text
    assert "38.00" in text_of(pdf.bytes)
    (delivery,) = desk.engine.host().deliveries.list()
    assert (delivery.state, delivery.order, delivery.tickets) == ("delivered", None, 0)
    record_property("requirement", "WZV-5")


def test_a_dummy_address_bounces_which_is_listed_and_hurts_nothing(
        mailed, sale, record_property):
    desk = mailed("nobody@event.example", Post(), mail_closing=True)
    (delivery,) = desk.engine.host().deliveries.list()
    assert (delivery.state, delivery.recipient, delivery.detail) == (
        "failed", "nobody@event.example", "550 no such user here")
    (shift,) = desk.shifts.list()
    assert shift.closed
    desk.shifts.open()
    desk.orders.place(**sale())
    record_property("requirement", "WZV-5")


def test_nothing_is_mailed_where_the_office_does_not_want_it(mailed):
    post = Post()
    desk = mailed("ann@example.org", post)
    assert (post.sent, list(desk.engine.host().deliveries.list())) == ([], [])


def test_without_a_carrier_the_shift_is_closed_all_the_same(offices, sale):
    (pier,) = offices(pier={"mail_closing": True})
    assert close_one(pier, sale).closed
    host = pier.engine.host()
    host.deliveries.run()
    (delivery,) = host.deliveries.list()
    assert delivery.state == "failed"
    assert "no plugin carries" in delivery.detail or "smtp" in delivery.detail
