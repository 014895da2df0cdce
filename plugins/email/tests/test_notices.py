"""Whoever registers is told, and whoever loses a ticket or a registration: by the way that brought
the sale."""

from datetime import timedelta

import pytest
import willcall
from losing import ANN, bought, lines, notices, registered, text_of
from stopping import Engines


@pytest.fixture
def mira(losing):
    return losing().vouch("mira@example.org")


def test_a_buyer_is_told_what_was_refunded_and_how_much_was_paid_back(
        mira, mails, record_property):
    order = bought(mira)
    mails(mira.engine)
    mira.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    (mail,) = mails(mira.engine)
    assert mail["Subject"] == f"Foothill Theatre: Tickets refunded {order.number}"
    assert mail["To"] == f"Ann North <{ANN}>"
    assert mail["Content-Language"] == "en"
    assert text_of(mail) == f"""\
Foothill Theatre
Tickets refunded

Ann North,

These tickets were refunded. Their codes admit nobody any more.

Order: {order.number}
Since: Thursday 1 November 2018, 12:00

1 × General admission
In The Heights
Friday 9 November 2018, 20:00, Smithwick Theatre

Paid back: 19.00 USD
"""
    assert list(mail.iter_attachments()) == []
    (row,) = notices(mira.engine)
    assert (row.notice, row.order, row.number, row.recipient, row.tickets, row.state) == (
        "refunded", order.id, order.number, ANN, 1, "delivered")
    assert notices(mira.engine, order=order.id) == [row]
    record_property("requirement", "decision-2")


def test_a_notice_names_no_code_and_none_of_the_tickets_that_stay(mira, mails):
    order = bought(mira, 3)
    mails(mira.engine)
    mira.orders.refund(id=order.id, tickets=[order.tickets[1].id], fee=4)
    (mail,) = mails(mira.engine)
    text = text_of(mail)
    assert "1 × General admission" in text
    assert "Paid back: 15.00 USD" in text
    raw = mail.as_string()
    for ticket in order.tickets:
        assert ticket.code not in raw and ticket.id not in raw


def test_a_buyer_reads_it_in_their_language(mira, mails):
    order = bought(mira, name="Анна", language="bg")
    mails(mira.engine)
    mira.orders.refund(id=order.id)
    (mail,) = mails(mira.engine)
    assert mail["Subject"] == f"Foothill Theatre: Възстановени билети {order.number}"
    assert "Върнато плащане: 38,00 USD" in text_of(mail)


def test_a_registration_is_told_to_its_buyer_without_a_code(mira, mails, record_property):
    kept = registered(mira, 3)
    (mail,) = mails(mira.engine)
    assert mail["To"] == f"Ann North <{ANN}>"
    assert mail["Subject"] == f"Foothill Theatre: Registration {kept.id}"
    assert text_of(mail) == f"""\
Foothill Theatre
Registration

Ann North,

These places are kept for you. They are not paid yet, and there are no tickets before they are.

Order: {kept.id}
Since: Thursday 1 November 2018, 12:00
Until: Friday 9 November 2018, 19:00

3 × General admission
In The Heights
Friday 9 November 2018, 20:00, Smithwick Theatre

"""
    paid = mira.orders.pay(id=kept.id, payments=[{"means": "cash", "amount": 57}])
    raw = mail.as_string()
    assert not [ticket for ticket in paid.tickets if ticket.code in raw]
    (tickets,) = mails(mira.engine)
    assert tickets["Subject"] == f"Foothill Theatre: Order confirmation {paid.number or kept.id}"
    record_property("requirement", "decision-2")


def test_a_registration_that_is_no_more_is_not_told_as_one(mira, told):
    kept, paid = registered(mira), registered(mira)
    mira.orders.cancel(id=kept.id)
    mira.orders.pay(id=paid.id, payments=[{"means": "cash", "amount": 38}])
    assert told(mira.engine) == [(ANN, f"Registration cancelled {kept.id}")]


def test_a_registration_that_is_cancelled_is_told_to_its_buyer(mira, mails):
    kept = registered(mira, 3)
    mails(mira.engine)
    mira.orders.cancel(id=kept.id)
    (mail,) = mails(mira.engine)
    assert mail["Subject"] == f"Foothill Theatre: Registration cancelled {kept.id}"
    text = text_of(mail)
    assert "3 × General admission" in text
    assert "Paid back" not in text


def test_a_release_is_told_in_time_though_nobody_asks(mira, told, clock, record_property):
    kept = registered(mira)
    assert told(mira.engine) == [(ANN, f"Registration {kept.id}")]
    clock.at += timedelta(days=8, hours=6, minutes=59)
    assert told(mira.engine) == []
    clock.forward(minutes=1)
    assert told(mira.engine) == [(ANN, f"Places released {kept.id}")]
    gone = mira.orders.get(id=kept.id)
    assert (gone.state, [one.kind for one in gone.transactions]) == ("released", ["release"])
    assert {ticket.state for ticket in gone.tickets} == {"dead"}
    clock.forward(days=30)
    assert told(mira.engine) == []
    record_property("requirement", "decision-3")


def test_the_courier_looks_by_itself(losing, office, clock):
    """On its own thread: nobody calls anything."""
    engine = losing(workers=1)
    mira = engine.vouch("mira@example.org")
    kept = registered(mira)
    assert office.came.acquire(timeout=60)
    clock.forward(days=8, hours=7)
    assert office.came.acquire(timeout=60)
    assert str(office.mails[1]["Subject"]).endswith(f"Places released {kept.id}")
    assert mira.orders.get(id=kept.id).state == "released"
    engine.close()


def test_two_engines_on_one_store_tell_it_once(losing, told, clock):
    first, second = losing(), losing()
    registered(first.vouch("mira@example.org"))
    clock.forward(days=8, hours=7)
    assert len(told(second)) == 1
    assert told(first) == told(second) == []
    assert sorted((row.notice, row.state) for row in notices(first)) == [
        ("registered", "cancelled"), ("released", "delivered")]


def test_a_channel_may_say_that_nobody_is_told(losing, told, clock, record_property):
    engine = losing(notices=False)
    mira, rita = engine.vouch("mira@example.org"), engine.vouch("rita@acme.example")
    order, kept, gone = bought(mira), registered(mira), registered(mira)
    basket = mira.baskets.open(lines=lines(1))
    rita.distribution_cart.add(lines=lines(2))
    told(engine)
    mira.orders.refund(id=order.id)
    mira.orders.cancel(id=kept.id)
    clock.forward(days=8, hours=7)
    assert told(engine) == []
    assert (notices(engine), mira.orders.get(id=gone.id).state) == ([], "released")
    assert len(mira.baskets.get(id=basket.id).released) == 1  # visible all the same
    record_property("requirement", "decision-2")


def test_nobody_is_told_of_what_was_printed(losing, told, clock, record_property):
    engine = losing()
    kio = engine.vouch("kio@example.org")
    order, kept = bought(kio), registered(kio)
    kio.orders.refund(id=order.id)
    kio.orders.cancel(id=kept.id)
    registered(kio)
    clock.forward(days=8, hours=7)
    assert told(engine) == []
    assert notices(engine) == []
    record_property("requirement", "decision-2")


def test_the_facilitator_is_told_of_what_they_booked(losing, mails, record_property):
    engine = losing()
    engine.host().facilitated_booking.set_type(kind="parent", name="Parent", one_acts=True)
    mira = engine.vouch("mira@example.org")
    fay = mira.customers.create(name="Fay Hill", email="fay@example.org").id
    kim = mira.customers.create(name="Kim Hill", email="kim@example.org").id
    mira.customers.relate(customer=fay, other=kim, kind="parent")
    basket = mira.baskets.open(lines=lines(1, "saturday"), owner=kim)
    mira.baskets.facilitate(id=basket.id, facilitator=fay)
    order = mira.orders.place(basket=basket.id, payments=[{"means": "cash", "amount": 19}])
    mails(engine)
    mira.orders.refund(id=order.id)
    (mail,) = mails(engine)
    assert mail["To"] == "Fay Hill <fay@example.org>"
    assert "Kim" not in mail.as_string()
    record_property("requirement", "decision-2")


def test_an_exchange_is_told_by_what_came_instead(mira, mails):
    order = bought(mira)
    mails(mira.engine)
    mira.orders.exchange(id=order.id, tickets=[order.tickets[0].id], lines=lines(1, "saturday"))
    (mail,) = mails(mira.engine)
    assert "confirmation" in mail["Subject"]
    assert notices(mira.engine) == []


def test_a_change_that_is_refused_tells_nobody(mira, told, unchanged, reason):
    order, kept = bought(mira), registered(mira)
    told(mira.engine)
    host = mira.engine.host()
    with unchanged(host):
        reason(mira.orders.refund, id=order.id, fee=100)
        reason(mira.orders.refund, id=kept.id)
        reason(mira.orders.cancel, id=order.id)
        with pytest.raises(willcall.NotFoundError):
            mira.orders.refund(id=kept.tickets[0].id)
    assert told(mira.engine) == []


def test_asking_again_with_the_same_key_tells_it_once(mira, told):
    order = bought(mira)
    told(mira.engine)
    for _ in range(2):
        mira.orders.refund(id=order.id, idempotency_key="once")
    assert len(told(mira.engine)) == 1


def test_an_engine_that_dies_over_a_notice_leaves_it_to_the_next_as_the_same_mail(
        losing, office, store_url, clock):
    engine = losing()
    registered(engine.vouch("mira@example.org"))
    engine.close()
    engines = Engines(store_url)
    engines.hour = 24 * 8 + 7
    office.when_seen = lambda count: engines.kill() if count == 1 else None
    engines.run()
    assert len(office.seen) == 1
    engines.run()
    assert len(office.seen) == 2
    assert office.seen[0].content == office.seen[1].content
    clock.forward(days=9)
    (row,) = [row for row in notices(losing()) if row.notice == "released"]
    assert (row.state, row.attempts) == ("delivered", 2)


@pytest.mark.parametrize("carriers", [["email"], ["email", "folder"]])
def test_a_notice_that_bounces_is_listed_and_hurts_nothing(losing, office, mails, carriers):
    engine = losing(deliveries={"print": ["folder"], "email": carriers})
    mira = engine.vouch("mira@example.org")
    order = bought(mira)
    mails(engine)
    office.faults["RCPT"] = ["550 5.1.1 no such user"]
    mira.orders.refund(id=order.id)
    assert mails(engine) == []
    (row,) = notices(engine, state="failed")
    assert "550 5.1.1 no such user" in row.detail
    assert mira.orders.get(id=order.id).state == "ended"
    again = engine.host().deliveries.retry(id=row.id)
    assert (again.notice, again.order, again.state) == (
        "refunded", order.id, "waiting to retry")
    assert len(mails(engine)) == 1


def test_whoever_is_forgotten_is_told_nothing_more_and_named_nowhere(losing, told):
    engine = losing()
    mira, host = engine.vouch("mira@example.org"), engine.host()
    ann = mira.customers.create(name="Ann North", email=ANN).id
    sent, waiting = bought(mira), bought(mira)
    told(engine)
    mira.orders.refund(id=sent.id)
    told(engine)
    mira.orders.refund(id=waiting.id)
    host.customers.erase(id=ann)
    assert told(engine) == []
    assert {(row.recipient, row.state) for row in notices(engine)} == {
        ("", "delivered"), ("", "cancelled")}
