"""Whoever loses a ticket, a registration or an allocation is told, by the way that brought it."""

from datetime import timedelta

import pytest
import willcall
from stopping import Engines

ANN, BEN = "ann@example.net", "ben@example.net"


@pytest.fixture
def mails(office):
    """A function that hands out what is due; gives the mails that came since the last time."""
    seen = 0

    def new(engine):
        nonlocal seen
        engine.host().deliveries.run()
        came, seen = office.mails[seen:], len(office.mails)
        return came

    return new


@pytest.fixture
def mira(losing):
    return losing().vouch("mira@example.org")


@pytest.fixture
def told(office, mails):
    """The same of notices alone: to whom, and the subject without the organisation's name."""

    def new(engine):
        return [(mail["To"].addresses[0].addr_spec, mail["Subject"].partition(": ")[2])
                for mail in mails(engine) if "confirmation" not in mail["Subject"]]

    return new


def lines(quantity=1, performance="friday"):
    return [{"performance": performance, "ticket_type": "general", "quantity": quantity}]


def bought(desk, quantity=2, to=ANN, name="Ann North", **more):
    """Tickets for cash, by mail."""
    return desk.orders.place(
        lines=lines(quantity), payments=[{"means": "cash", "amount": 19 * quantity}],
        buyer={"name": name, "email": to, **more})


def registered(desk, quantity=2, **more):
    return desk.orders.register(lines=lines(quantity), buyer={"name": "Ann North", "email": ANN},
                                **more)


def notices(engine, **more):
    return [row for row in engine.host().deliveries.list(**more).deliveries if row.notice]


def test_a_buyer_is_told_what_was_refunded_and_how_much_was_paid_back(
        mira, mails, record_property):
    order = bought(mira)
    mails(mira.engine)
    mira.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    (mail,) = mails(mira.engine)
    assert mail["Subject"] == f"Foothill Theatre: Tickets refunded {order.number}"
    assert mail["To"] == f"Ann North <{ANN}>"
    assert mail["Content-Language"] == "en"
    assert mail.get_body(("plain",)).get_content() == f"""\
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
    text = mail.get_body(("plain",)).get_content()
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
    assert "Върнато плащане: 38,00 USD" in mail.get_body(("plain",)).get_content()


def test_a_registration_that_is_cancelled_is_told_to_its_buyer(mira, mails):
    kept = registered(mira, 3)
    assert mails(mira.engine) == []
    mira.orders.cancel(id=kept.id)
    (mail,) = mails(mira.engine)
    assert mail["Subject"] == f"Foothill Theatre: Registration cancelled {kept.id}"
    text = mail.get_body(("plain",)).get_content()
    assert "3 × General admission" in text
    assert "Paid back" not in text


def test_a_release_is_told_in_time_though_nobody_asks(mira, told, clock, record_property):
    kept = registered(mira)
    clock.at = mira.orders.get(id=kept.id).placed + timedelta(days=8, hours=6, minutes=59)
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
    clock.forward(days=8, hours=7)
    assert office.came.acquire(timeout=60)
    assert str(office.mails[0]["Subject"]).endswith(f"Places released {kept.id}")
    assert mira.orders.get(id=kept.id).state == "released"
    engine.close()


def test_two_engines_on_one_store_tell_it_once(losing, told, office, clock):
    first, second = losing(), losing()
    registered(first.vouch("mira@example.org"))
    clock.forward(days=8, hours=7)
    assert len(told(second)) == 1
    assert told(first) == told(second) == []
    assert len(notices(first)) == 1


def test_a_relay_is_told_of_a_contingents_release_once_for_all_guests(
        losing, mails, clock, record_property):
    engine = losing()
    cart = engine.vouch("rita@acme.example").distribution_cart
    added = cart.add_guests(guests=[{"name": name, "email": f"{name.lower()}@example.org"}
                                    for name in ("Ann", "Ben")])
    ann, ben = (one.guest for one in added.guests)
    cart.add(lines=[{**lines(3)[0], "guest": ann}, {**lines(4)[0], "guest": ben}, *lines(2)])
    cart.distribute(guests=[ann])
    mails(engine)
    clock.forward(days=4)
    (mail,) = mails(engine)
    assert mail["To"].addresses[0].addr_spec == "rita@acme.example"
    assert mail["Subject"] == "Foothill Theatre: Places released"
    text = mail.get_body(("plain",)).get_content()
    assert "Rita,\n" in text
    assert "6 × General admission\nIn The Heights\nFriday 9 November 2018" in text
    assert "Order" not in text and "Ben" not in text
    (row,) = notices(engine)
    assert (row.notice, row.order, row.tickets) == ("released", None, 6)
    states = [place.state for place in cart.get().places]
    assert states == ["distributed"] * 3 + ["released"] * 6
    clock.forward(days=1)
    assert mails(engine) == []
    record_property("requirement", "decision-3")


def test_a_basket_shows_what_was_released_before_and_after_it_is_given_up(
        losing, told, clock, record_property):
    engine = losing()
    mira = engine.vouch("mira@example.org")
    basket = mira.baskets.open(lines=[*lines(2), *lines(1, "saturday")])
    assert basket.released == []
    clock.forward(days=4)
    before = mira.baskets.get(id=basket.id)
    assert [(line.performance, line.quantity) for line in before.lines] == [("saturday", 1)]
    (line,) = before.released
    assert (line.performance, line.ticket_type, line.quantity, line.seats) == (
        "friday", "general", 2, [])
    assert line.released.isoformat() == "2018-11-05T12:00:00+00:00"
    assert told(engine) == [("mira@example.org", "Places released")]
    assert mira.baskets.get(id=basket.id).released == before.released
    mira.baskets.fill(id=basket.id, lines=lines(2, "saturday"))
    assert mira.baskets.get(id=basket.id).released == before.released
    record_property("requirement", "decision-3")


def test_what_lapsed_is_not_dropped_unseen_with_the_rest_of_the_basket(losing, told, clock):
    engine = losing()
    mira = engine.vouch("mira@example.org")
    basket = mira.baskets.open(lines=[*lines(2), *lines(1, "saturday")])
    clock.forward(days=4)
    order = mira.orders.place(basket=basket.id, payments=[{"means": "cash", "amount": 19}],
                              buyer={"name": "Ann North", "email": ANN})
    assert [ticket.performance for ticket in order.tickets] == ["saturday"]
    assert told(engine) == [("mira@example.org", "Places released")]
    (line,) = mira.baskets.get(id=basket.id).released
    assert line.quantity == 2


def test_a_basket_of_a_plain_buyer_that_expires_is_no_loss(losing, told, clock):
    mira = losing(minutes=15).vouch("mira@example.org")
    mira.baskets.open(lines=lines(2, "saturday"))
    clock.forward(minutes=16)
    assert told(mira.engine) == []
    mira.orders.place(lines=lines(1, "saturday"), payments=[{"means": "cash", "amount": 19}],
                      buyer={"name": "Ann North", "email": ANN})
    assert told(mira.engine) == []


@pytest.fixture
def given(losing, mails):
    """Rita's cart, in which Ann and Ben have a ticket each; gives it and their places."""
    engine = losing()
    cart = engine.vouch("rita@acme.example").distribution_cart
    added = cart.add_guests(guests=[{"name": "Ann", "email": ANN}, {"name": "Ben", "email": BEN}])
    for one in added.guests:
        cart.add(lines=[{**lines(1)[0], "guest": one.guest}])
    cart.distribute(guests=[one.guest for one in added.guests])
    return engine, cart, [one.guest for one in added.guests]


def test_a_guest_is_told_of_a_take_back_and_of_nobody_elses(given, mails):
    engine, cart, _ = given
    mails(engine)
    cart.assign_to_me(places=[place.place for place in cart.get().places])
    first, second = sorted(mails(engine), key=lambda mail: str(mail["To"]))
    for mail, name in ((first, "Ann"), (second, "Ben")):
        assert "Tickets taken back" in mail["Subject"]
        text = mail.get_body(("plain",)).get_content()
        assert f"{name},\n" in text and "1 × General admission" in text
        for other in {"Ann", "Ben", "Rita"} - {name}:
            assert other not in mail.as_string()
    assert {row.tickets for row in notices(engine)} == {1}


def test_whoever_held_a_ticket_before_is_told_and_whoever_holds_it_gets_it(given, told):
    engine, cart, (ann, ben) = given
    told(engine)
    (place,) = [one.place for one in cart.get().places if one.guest == ann]
    cart.redistribute(places=[place], guest=ben)
    assert told(engine) == []  # until then the first guest's code passes
    cart.distribute(guests=[ben])
    (taken,) = told(engine)
    assert (taken[0], taken[1].startswith("Tickets taken back")) == (ANN, True)
    # Ben has both by now, by two deliveries: each loss is told once.
    cart.assign_to_me(places=[one.place for one in cart.get().places])
    assert {to for to, _ in told(engine)} == {BEN}
    assert sum(row.tickets for row in notices(engine)) == 3


def test_a_guest_whose_tickets_are_still_on_their_way_is_told_nothing(given, told):
    engine, cart, _ = given
    cart.assign_to_me(places=[place.place for place in cart.get().places])
    assert told(engine) == []
    assert {row.state for row in engine.host().deliveries.list().deliveries} == {"cancelled"}


def test_a_guest_who_gives_a_ticket_back_is_told_that_it_was(given, told):
    engine, cart, (ann, _) = given
    told(engine)
    host = engine.host()
    order = next(one for one in host.orders.list().orders if one.buyer == "Ann")
    (ticket,) = host.orders.get(id=order.id).tickets
    host.distribution_cart.give_back(code=ticket.code)
    assert [to for to, _ in told(engine)] == [ANN]
    assert [row.notice for row in notices(engine)] == ["given_back"]


def test_of_one_refund_each_is_told_of_their_own_tickets_and_the_buyer_of_the_money(given, told):
    engine, cart, (ann, ben) = given
    (place,) = [one.place for one in cart.get().places if one.guest == ann]
    told(engine)
    cart.redistribute(places=[place], guest=ben)
    cart.distribute(guests=[ben])
    told(engine)
    host = engine.host()
    order = next(one for one in host.orders.list().orders if one.buyer == "Ann")
    host.orders.refund(id=order.id)
    ((to, subject),) = told(engine)
    assert (to, subject.startswith("Tickets refunded")) == (BEN, True)


def test_who_removes_an_allocation_is_not_told_of_it(losing, told):
    engine = losing()
    cart = engine.vouch("rita@acme.example").distribution_cart
    cart.add(lines=lines(3))
    cart.remove(places=[place.place for place in cart.get().places])
    assert told(engine) == []


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
    (row,) = notices(losing())
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


def test_a_guest_who_is_forgotten_is_named_in_no_notice(given, told, stores, store_url):
    engine, cart, _ = given
    told(engine)
    cart.assign_to_me(places=[place.place for place in cart.get().places])
    told(engine)
    mira = engine.vouch("mira@example.org")
    engine.host().customers.erase(id=mira.customers.create(name="Ann", email=ANN).id)
    assert sorted(row.recipient for row in notices(engine)) == ["", BEN]
