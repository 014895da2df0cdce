"""Tickets that were distributed: given on, taken back, given back by their guests."""

import pytest


@pytest.fixture
def distributed(house, as_relay, guests, friday):
    """A function that opens the theatre where Ann has two tickets, delivered."""

    def open_house(deliver=True, **settings):
        engine = house(settings=settings)
        cart = as_relay(engine)
        ann, ben = guests(cart, "Ann North", "Ben South")
        cart.add(lines=[friday(2, guest=ann)])
        order = cart.distribute(guests=[ann]).guests[0].order
        if deliver:
            engine.host().deliveries.run()
        return engine, cart, ann, ben, order

    return open_house


def codes(engine, order):
    return [ticket.code for ticket in engine.host().orders.get(id=order).tickets]


def test_a_ticket_is_given_on_when_that_is_validated_and_not_before(
        distributed, reason, record_property):
    engine, cart, ann, ben, order = distributed()
    host = engine.host()
    first, second = codes(engine, order)
    place = cart.get().places[0].place
    cart.redistribute(places=[place], guest=ben)
    assert [(one.guest, one.to) for one in cart.get().places] == [(ann, ben), (ann, 0)]
    assert codes(engine, order) == [first, second]

    (outcome,) = cart.distribute(guests=[ben]).guests
    assert (outcome.distributed, outcome.tickets) == (True, 1)
    assert [(one.guest, one.to) for one in cart.get().places] == [(ben, 0), (ann, 0)]
    again = codes(engine, order)
    assert again[0] != first and again[1] == second
    assert reason(host.tickets.admit, code=first).rule == "ticket.dead"
    assert host.tickets.admit(code=again[0]).holder == "Ben South"
    host.deliveries.run()
    assert [(one.recipient, one.tickets, one.state) for one in
            host.deliveries.list().deliveries] == [
        ("ann@example.org", 2, "delivered"), ("ben@example.org", 1, "delivered")]
    # The places are used, and no money has moved.
    assert host.orders.get(id=order).to_settle == 38
    assert [(row.did, row.name) for row in cart.history(place=place).rows] == [
        ("added", "Ann North"), ("distributed", "Ann North"), ("promised_on", "Ann North"),
        ("distributed_on", "Ben South")]
    record_property("requirement", "STX-13 STX-19")


def test_until_it_is_validated_the_first_guests_code_passes(
        distributed, friday, reason, record_property):
    engine, cart, ann, ben, order = distributed()
    place = cart.get().places[0].place
    cart.redistribute(places=[place], guest=ben)
    cart.add(lines=[friday(1, guest=ben)])
    code = codes(engine, order)[0]
    assert engine.host().tickets.admit(code=code).holder == "Ann North"
    # Used at the gate meanwhile: it is not given on, and what was to come with it waits.
    (outcome,) = cart.distribute(guests=[ben]).guests
    assert [why.rule for why in outcome.reasons] == ["ticket.used"]
    assert [(one.guest, one.state) for one in cart.get().places] == [
        (ann, "distributed"), (ann, "distributed"), (ben, "allocated")]
    assert [one.id for one in engine.host().orders.list().orders] == [order]
    assert reason(cart.assign_to_me, places=[place]).rule == "ticket.used"
    record_property("requirement", "STX-3 STX-13")


def test_who_leaves_the_cart_is_not_awaited_any_more(distributed):
    engine, cart, ann, ben, order = distributed()
    place = cart.get().places[0].place
    cart.redistribute(places=[place], guest=ben)
    cart.remove_guests(guests=[ben])
    assert [(one.guest, one.to) for one in cart.get().places] == [(ann, 0), (ann, 0)]


def test_a_guest_who_is_named_twice_leaves_the_cart_once(distributed):
    engine, cart, ann, ben, order = distributed()
    cart.remove_guests(guests=[ben, ben])
    assert [one.guest for one in cart.get().guests] == [ann]


def test_what_is_given_on_comes_with_the_guests_own_in_one_delivery(
        distributed, friday, record_property):
    engine, cart, ann, ben, order = distributed()
    host = engine.host()
    cart.add(lines=[friday(1, guest=ben)])
    cart.redistribute(places=[cart.get().places[0].place], guest=ben)
    (outcome,) = cart.distribute(guests=[ben]).guests
    assert outcome.tickets == 2
    host.deliveries.run()
    bens = [one for one in host.deliveries.list().deliveries
            if one.recipient == "ben@example.org"]
    assert [(one.order, one.tickets, one.state) for one in bens] == [
        (outcome.order, 2, "delivered")]
    record_property("requirement", "STX-3")


def test_assign_to_me_is_at_once_and_leaves_the_place_used(
        distributed, reason, record_property):
    engine, cart, ann, ben, order = distributed()
    host = engine.host()
    before = host.orders.get(id=order)
    place = cart.get().places[0].place
    stock = host.performances.list()
    cart.assign_to_me(places=[place])
    after = host.orders.get(id=order)
    assert [ticket.holder for ticket in after.tickets] == ["rita@acme.example", "Ann North"]
    assert after.tickets[0].code != before.tickets[0].code
    assert (after.to_settle, after.paid, after.transactions) == (38, 0, [])
    assert host.performances.list() == stock
    assert reason(host.tickets.admit, code=before.tickets[0].code).rule == "ticket.dead"
    assert [(one.guest, one.state) for one in cart.get().places] == [
        (0, "taken_back"), (ann, "distributed")]
    # And from there to somebody else.
    cart.redistribute(places=[place], guest=ben)
    assert cart.distribute(guests=[ben]).guests[0].tickets == 1
    assert [ticket.holder for ticket in host.orders.get(id=order).tickets] == [
        "Ben South", "Ann North"]
    record_property("requirement", "STX-14 STX-19 decision-19")


def test_what_waits_to_be_sent_is_taken_back_whatever_the_setting(distributed):
    engine, cart, ann, ben, order = distributed(deliver=False, take_back="off")
    host = engine.host()
    cart.assign_to_me(places=[cart.get().places[0].place])
    host.deliveries.run()
    assert [(one.tickets, one.state) for one in host.deliveries.list().deliveries] == [
        (2, "cancelled"), (1, "delivered")]


def test_where_it_is_off_a_ticket_that_was_received_stays(
        distributed, reason, unchanged, record_property):
    engine, cart, ann, ben, order = distributed(take_back="off")
    place = cart.get().places[0].place
    with unchanged(engine.host()):
        off = reason(cart.assign_to_me, places=[place])
        assert (off.rule, off.numbers) == ("distribution_cart.take_back_off", {"received": 1})
    cart.redistribute(places=[place], guest=ben)
    (outcome,) = cart.distribute(guests=[ben]).guests
    assert [why.rule for why in outcome.reasons] == ["distribution_cart.take_back_off"]
    record_property("requirement", "STX-19")


@pytest.mark.parametrize("setting", ["off", "relay", "relay_and_public"])
def test_a_guest_gives_a_ticket_back_only_where_the_public_may(
        distributed, reason, setting, record_property):
    engine, cart, ann, ben, order = distributed(take_back=setting)
    host = engine.host()
    code = codes(engine, order)[0]
    if setting != "relay_and_public":
        refused = reason(host.distribution_cart.give_back, code=code)
        assert refused.rule == "distribution_cart.no_returns"
        return
    host.distribution_cart.give_back(code=code)
    assert [(one.guest, one.state) for one in cart.get().places] == [
        (0, "taken_back"), (ann, "distributed")]
    assert reason(host.tickets.admit, code=code).rule == "ticket.dead"
    assert reason(host.distribution_cart.give_back, code=code).rule == "ticket.dead"
    record_property("requirement", "STX-19")


def test_only_tickets_are_given_on_or_taken_back(house, as_relay, guests, friday, reason):
    cart = as_relay(house())
    ann, = guests(cart, "Ann North")
    place, = cart.add(lines=[friday(1, guest=ann)]).places
    assert reason(cart.assign_to_me, places=[place.place]).rule == (
        "distribution_cart.not_distributed")
    assert reason(cart.redistribute, places=[place.place], guest=ann).rule == (
        "distribution_cart.not_distributed")


def test_a_ticket_is_given_back_by_whoever_has_its_code(house, season, as_relay, guests, friday,
                                                       reason):
    parts = season(settings={"take_back": "relay_and_public"})
    users = [*parts["users"], {"login": "gus@example.org", "name": "Gus", "role": "gate",
                               "channel": "window"}]
    engine = house(settings={"take_back": "relay_and_public"}, users=users,
                   plugins={**parts["plugins"], "roles": {"roles": {
                       "relay": {"permits": ["/distribution-cart/*"], "sees": "channel"},
                       "gate": {"permits": ["/distribution-cart/give-back"], "sees": "own"}}}})
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    cart.add(lines=[friday(2, guest=ann)])
    order = cart.distribute(guests=[ann]).guests[0].order
    first, second = codes(engine, order)
    # At a desk of somebody else's channel; but relays have their own structure's only.
    engine.vouch("gus@example.org").distribution_cart.give_back(code=first)
    refused = reason(as_relay(engine, "bea", "beta").give_back, code=second)
    assert refused.rule == "distribution_cart.other_structure"
    assert [(one.guest, one.state) for one in cart.get().places] == [
        (0, "taken_back"), (ann, "distributed")]


def test_where_nothing_is_delivered_a_round_gives_on_what_it_gives(
        house, as_relay, guests, friday):
    engine = house(settings={"delivery": "none"})
    cart = as_relay(engine)
    ann, ben = guests(cart, "Ann North", "Ben South")
    cyd, = [one.guest for one in cart.add_guests(guests=[{"name": "Cyd East"}]).guests]
    cart.add(lines=[friday(2, guest=ann), friday(1, guest=ben)])
    cart.distribute(guests=[ann])
    first, second = [one.place for one in cart.get().places][:2]
    cart.redistribute(places=[first], guest=ben)
    cart.redistribute(places=[second], guest=cyd)
    outcomes = cart.distribute(guests=[ben, cyd]).guests
    assert [(one.distributed, one.tickets) for one in outcomes] == [(True, 2), (True, 1)]
    assert engine.host().deliveries.list().deliveries == []
    assert [ticket.holder for ticket in engine.host().tickets.list().tickets] == [
        "Ben South", "Cyd East", "Ben South"]


def test_tickets_of_several_orders_come_back_together(house, as_relay, guests, friday):
    engine = house()
    host = engine.host()
    cart = as_relay(engine)
    ann, ben = guests(cart, "Ann North", "Ben South")
    for _ in range(2):
        cart.add(lines=[friday(2, guest=ann), friday(1, guest=ben)])
        cart.distribute(guests=[ann, ben])
    host.deliveries.run()
    places = cart.get().places
    cart.assign_to_me(places=[one.place for one in places])
    assert {ticket.holder for ticket in host.tickets.list().tickets} == {"rita@acme.example"}
    assert {one.state for one in cart.get().places} == {"taken_back"}
    for one in places:
        cart.redistribute(places=[one.place], guest=ben)
    assert cart.distribute(guests=[ben]).guests[0].tickets == 6
    host.deliveries.run()
    last = host.deliveries.list().deliveries[-1]
    assert (last.recipient, last.tickets, last.state) == ("ben@example.org", 6, "delivered")


def test_a_round_comes_with_its_own_delivery_and_not_with_somebody_elses(
        house_of_relays, as_relay, guests, friday):
    """Ann's order waits to be sent, and so does a ticket of it that Cyd was given."""
    engine = house_of_relays()
    host, rita, cart = engine.host(), engine.vouch("rita@acme.example"), as_relay(engine)
    ann, ben = guests(cart, "Ann North", "Ben South")
    cart.add(lines=[friday(2, guest=ann)])
    order = cart.distribute(guests=[ann]).guests[0].order
    cyd, = [one.guest for one in cart.add_guests(guests=[
        {"name": "Cyd East", "email": "cyd@example.org"}]).guests]
    cart.redistribute(places=[cart.get().places[0].place], guest=cyd)
    cart.distribute(guests=[cyd])
    cart.add(lines=[friday(1, guest=ben)])
    other = cart.distribute(guests=[ben]).guests[0].order
    ticket, = [one.id for one in host.tickets.list().tickets if one.order == other]
    rita.tickets.transfer(tickets=[ticket], holder="Ann North", to="ann@example.org",
                          **{"with": order})
    host.deliveries.run()
    assert {(one.recipient, one.tickets, one.state)
            for one in host.deliveries.list().deliveries if one.state == "delivered"} == {
        ("cyd@example.org", 1, "delivered"), ("ann@example.org", 2, "delivered")}


def test_a_sale_asked_again_is_answered_as_it_was_though_its_tickets_were_given_on(
        house_of_relays, unchanged):
    engine = house_of_relays()
    rita = engine.vouch("rita@acme.example")
    sale = {"lines": [{"performance": "friday", "ticket_type": "general", "quantity": 2,
                       "holders": ["Ann", "Ben"]}], "idempotency_key": "one",
            "buyer": {"name": "Ann", "email": "ann@example.org"}}
    order = rita.orders.place(**sale)
    for holder in ("Cyd", "Dora"):
        rita.tickets.transfer(tickets=[order.tickets[0].id], holder=holder)
    with unchanged(engine.host()):
        again = rita.orders.place(**sale)
    assert again == order and [one.holder for one in again.tickets] == ["Ann", "Ben"]


def test_after_the_performance_tickets_stay_as_they_are(distributed, reason, clock):
    engine, cart, ann, ben, order = distributed()
    place = cart.get().places[0].place
    cart.redistribute(places=[place], guest=ben)
    clock.forward(days=8, hours=10, minutes=30)
    assert reason(cart.assign_to_me, places=[place]).rule == "transfer.performance_over"
    (outcome,) = cart.distribute(guests=[ben]).guests
    assert [why.rule for why in outcome.reasons] == ["transfer.performance_over"]
