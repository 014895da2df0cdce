"""Allocations and guests: who is told that places were released, or that tickets go elsewhere."""

import pytest
from losing import ANN, BEN, lines, notices, text_of


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
    text = text_of(mail)
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
def given(losing):
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
        text = text_of(mail)
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
    engine, *_ = given
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


def test_a_guest_who_is_forgotten_is_named_in_no_notice(given, told):
    engine, cart, _ = given
    told(engine)
    cart.assign_to_me(places=[place.place for place in cart.get().places])
    told(engine)
    mira = engine.vouch("mira@example.org")
    engine.host().customers.erase(id=mira.customers.create(name="Ann", email=ANN).id)
    assert sorted(row.recipient for row in notices(engine)) == ["", BEN]
