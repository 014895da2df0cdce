"""The cart: places allocated to guests first, handed out later, in rounds."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import willcall


def states(cart, **whose):
    return [(place.guest, place.state) for place in cart.get(**whose).places]


def given(cart, guest, quantity=1, performance="friday"):
    """Allocates so many of a performance to a guest, straight from the contingent."""
    return [place.place for place in cart.add(lines=[
        {"performance": performance, "ticket_type": "general", "quantity": quantity,
         "guest": guest}]).places]


def orders(host):
    return {order.buyer: order for order in host.orders.list().orders}


def test_allocating_distributes_nothing_and_validating_does(
        house, as_relay, guests, friday, record_property):
    engine = house()
    cart, host = as_relay(engine), engine.host()
    (ann,) = guests(cart, "Ann North")
    cart.add(lines=[friday(2)])
    cart.allocate(allocations=[{"guest": ann, "performance": "friday", "quantity": 2}])
    assert states(cart) == [(ann, "allocated")] * 2
    counted = host.store.check().counted
    assert (counted["orders"], counted["tickets"], counted["deliveries"]) == (0, 0, 0)

    (outcome,) = cart.distribute(guests=[ann]).guests
    assert (outcome.distributed, outcome.tickets, outcome.reasons) == (True, 2, [])
    order = host.orders.get(id=outcome.order)
    assert [ticket.holder for ticket in order.tickets] == ["Ann North"] * 2
    assert (order.who.seller, order.who.channel, order.paid, order.to_settle) == (
        "rita@acme.example", "acme", 0, 38)
    host.deliveries.run()
    (delivery,) = host.deliveries.list(order=order.id).deliveries
    assert (delivery.state, delivery.tickets, delivery.recipient) == (
        "delivered", 2, "ann@example.org")
    assert states(cart) == [(ann, "distributed")] * 2
    record_property("requirement", "STX-1 STX-2 decision-12 decision-19")


def test_each_guest_receives_all_or_nothing_and_nobody_waits_for_another(
        house, as_relay, guests, record_property):
    engine = house()
    cart, host = as_relay(engine), engine.host()
    ann, ben = guests(cart, "Ann North", "Ben South")
    nobody = cart.add_guests(guests=[{"name": "No Mail"}]).guests[0].guest
    for guest in (ann, nobody, ben):
        given(cart, guest, 2)
    before = states(cart)
    outcomes = cart.distribute(guests=[ann, nobody, ben]).guests
    assert [(one.guest, one.distributed, one.tickets) for one in outcomes] == [
        (ann, True, 2), (nobody, False, 0), (ben, True, 2)]
    assert [why.rule for why in outcomes[1].reasons] == ["distribution_cart.email_required"]
    assert states(cart)[2:4] == before[2:4] == [(nobody, "allocated")] * 2
    assert {name: order.tickets for name, order in orders(host).items()} == {
        "Ann North": 2, "Ben South": 2}
    host.deliveries.run()
    assert [(one.recipient, one.tickets) for one in host.deliveries.list().deliveries] == [
        ("ann@example.org", 2), ("ben@example.org", 2)]
    record_property("requirement", "STX-3 decision-2")


def test_many_guests_have_many_tickets_across_performances(
        house, as_relay, guests, record_property):
    engine = house()
    cart, host = as_relay(engine), engine.host()
    names = ("Ann North", "Ben South", "Cyd East")
    numbers = guests(cart, *names)
    for guest in numbers:
        given(cart, guest, 3)
        given(cart, guest, 1, "saturday")
    outcomes = cart.distribute(guests=numbers).guests
    assert [one.tickets for one in outcomes] == [4, 4, 4]
    for outcome in outcomes:
        order = host.orders.get(id=outcome.order)
        assert [ticket.performance for ticket in order.tickets] == ["friday"] * 3 + ["saturday"]
    host.deliveries.run()
    assert [one.tickets for one in host.deliveries.list().deliveries] == [4, 4, 4]
    record_property("requirement", "STX-4")


def test_who_is_not_chosen_stays_in_the_cart_bit_for_bit_and_comes_later(
        house, as_relay, guests, record_property):
    engine = house()
    cart, host = as_relay(engine), engine.host()
    ann, ben, cyd = guests(cart, "Ann North", "Ben South", "Cyd East")
    for guest in (ann, ben, cyd):
        given(cart, guest, 2)

    def rest():
        return [place for place in cart.get().places if place.guest in (ben, cyd)]

    before = rest()
    cart.distribute(guests=[ann])
    assert rest() == before
    assert cart.distribute(guests=[cyd]).guests[0].tickets == 2
    # And again, for somebody who has some by now.
    given(cart, ann, 1)
    assert [one.tickets for one in cart.distribute(guests=[ann, ben]).guests] == [1, 2]
    assert {state for _, state in states(cart)} == {"distributed"}
    host.deliveries.run()
    assert sorted((one.recipient, one.tickets) for one in host.deliveries.list().deliveries) == [
        ("ann@example.org", 1), ("ann@example.org", 2), ("ben@example.org", 2),
        ("cyd@example.org", 2)]
    before = cart.get(), host.store.check().counted["orders"]
    (again,) = cart.distribute(guests=[ben]).guests
    assert [why.rule for why in again.reasons] == ["distribution_cart.nothing_allocated"]
    assert (cart.get(), host.store.check().counted["orders"]) == before
    record_property("requirement", "STX-5 STX-16 STX-18")


def test_a_dry_run_says_what_would_happen_and_does_nothing(house, as_relay, guests):
    engine = house()
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    nobody = cart.add_guests(guests=[{"name": "No Mail"}]).guests[0].guest
    given(cart, ann)
    given(cart, nobody)
    before = cart.get()
    outcomes = cart.distribute(guests=[ann, nobody], dry_run=True).guests
    assert [(one.tickets, [why.rule for why in one.reasons]) for one in outcomes] == [
        (1, []), (0, ["distribution_cart.email_required"])]
    assert cart.get() == before
    assert engine.host().store.check().counted["orders"] == 0


def test_a_cart_never_expires_and_outlives_the_engine(
        house, opened, as_relay, guests, clock, record_property):
    engine = house()
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    given(cart, ann, 2)
    cart.add(lines=[{"performance": "saturday", "ticket_type": "child", "quantity": 4}])
    before = cart.get()
    engine.close()
    clock.forward(days=7)
    again = opened()
    kept = as_relay(again).get()
    assert kept == before
    # Places that nobody else can have meanwhile.
    mira = again.vouch("mira@example.org")
    quote = mira.orders.quote(lines=[
        {"performance": "saturday", "ticket_type": "general", "quantity": 17}])
    assert not quote.possible
    assert as_relay(again).distribute(guests=[ann]).guests[0].distributed
    record_property("requirement", "STX-6 STX-15")


def test_a_colleague_works_in_the_cart_of_a_relay_and_both_names_stay(
        house, as_relay, guests, friday, record_property):
    engine = house()
    rita, rob, host = as_relay(engine), as_relay(engine, "rob"), engine.host()
    own = guests(rob, "Own Guest")[0]
    given(rob, own)
    untouched = rob.get()
    ann, = guests(rita, "Ann North")
    given(rita, ann)
    ritas = {"relay": "rita@acme.example"}
    rob.add(lines=[friday(1, guest=ann)], **ritas)
    places = rita.get().places
    assert [(place.guest, place.added_by) for place in places] == [
        (ann, "rita@acme.example"), (ann, "rob@acme.example")]
    assert rob.get(**ritas) == rita.get()
    (outcome,) = rob.distribute(guests=[ann], **ritas).guests
    order = host.orders.get(id=outcome.order)
    assert (order.who.actor, order.who.seller) == ("rob@acme.example", "rita@acme.example")
    assert rob.get() == untouched
    did = [(row.by, row.did) for row in rita.history().rows]
    assert did == [("rita@acme.example", "added"), ("rob@acme.example", "added"),
                   ("rob@acme.example", "distributed"), ("rob@acme.example", "distributed")]
    record_property("requirement", "STX-7 decision-1")


def test_a_relay_of_another_structure_is_refused(
        house, as_relay, guests, friday, reason, unchanged, record_property):
    engine = house()
    rita, bea = as_relay(engine), as_relay(engine, "bea", "beta")
    ann, = guests(rita, "Ann North")
    place, = given(rita, ann)
    ritas = {"relay": "rita@acme.example"}
    with unchanged(engine.host()):
        for operation, asked in (
                (bea.get, {}), (bea.add, {"lines": [friday(1)]}),
                (bea.distribute, {"guests": [ann]}), (bea.move, {"places": [place]}),
                (bea.assign_to_me, {"places": [place]}), (bea.remove, {"places": [place]})):
            assert reason(operation, **asked, **ritas).rule == "distribution_cart.other_structure"
    # Its own cart knows nothing of that guest.
    with pytest.raises(willcall.NotFoundError):
        bea.distribute(guests=[ann])
    record_property("requirement", "STX-8")


@pytest.mark.parametrize("left", [
    {"disabled": True}, {"channel": "beta"}, {"channel": "window", "role": "operator"}])
def test_the_cart_of_a_relay_who_has_left_stays_with_the_structure(
        house, season, as_relay, guests, left, record_property):
    engine = house()
    rita = as_relay(engine)
    ann, = guests(rita, "Ann North")
    given(rita, ann)
    engine.close()
    users = season()["users"]
    users[0] = {**users[0], **left}
    engine = house(users=users)
    rob, ritas = as_relay(engine, "rob"), {"relay": "rita@acme.example"}
    assert [place.guest for place in rob.get(**ritas).places] == [ann]
    (outcome,) = rob.distribute(guests=[ann], **ritas).guests
    order = engine.host().orders.get(id=outcome.order)
    assert (order.who.actor, order.who.seller, order.who.channel) == (
        "rob@acme.example", "rita@acme.example", "acme")
    record_property("requirement", "STX-32")


def test_switched_off_nothing_works_and_nothing_is_lost(
        house, as_relay, guests, friday, reason, record_property):
    engine = house()
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    place, = given(cart, ann)
    before = cart.get()
    engine.close()
    for config in ({}, {"distributionPortal": {"enable": True}},
                   {"addressBook": {"enable": True}},
                   {"addressBook": {"enable": True}, "distributionPortal": {"enable": False}}):
        engine = house(config=config)
        cart = as_relay(engine)
        for operation, asked in (
                (cart.get, {}), (cart.add, {"lines": [friday(1)]}),
                (cart.allocate, {"allocations": [{"guest": ann, "places": [place]}]}),
                (cart.distribute, {"guests": [ann]}), (cart.remove, {"places": [place]}),
                (cart.add_guests, {"guests": [{"name": "Ben"}]}), (cart.list_contacts, {}),
                (cart.add_contacts, {"contacts": [{"name": "Ben"}]}),
                (cart.history, {}), (cart.give_back, {"code": "X"}),
                (cart.import_contacts, {"csv": "name\nBen\n"}),
                (cart.forget_contacts, {"contacts": [1]}), (cart.remove_guests, {"guests": [ann]}),
                (cart.move, {"places": [place]}), (cart.swap, {"one": place, "other": place}),
                (cart.seat, {"guest": ann, "performance": "friday"}),
                (cart.redistribute, {"places": [place], "guest": ann}),
                (cart.assign_to_me, {"places": [place]})):
            assert reason(operation, **asked).rule == "distribution_cart.off", config
        engine.close()
    engine = house()
    cart = as_relay(engine)
    assert cart.get() == before
    assert cart.distribute(guests=[ann]).guests[0].distributed
    record_property("requirement", "STX-9")


def test_changes_are_possible_until_a_place_is_distributed(
        house, as_relay, guests, reason, unchanged, record_property):
    engine = house()
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    first, second, third = given(cart, ann, 3)
    cart.remove(places=[second])
    assert [place.place for place in cart.get().places] == [first, third]
    (outcome,) = cart.distribute(guests=[ann]).guests
    assert outcome.tickets == 2
    with unchanged(engine.host()):
        for operation in (cart.remove, cart.move):
            assert reason(operation, places=[first]).rule == "distribution_cart.distributed"
    record_property("requirement", "STX-17")


def test_guests_come_before_or_after_the_tickets(
        house, as_relay, guests, friday, record_property):
    cart = as_relay(house())
    before, = guests(cart, "Before All")
    cart.add(lines=[friday(1, guest=before), friday(2)])
    after, = guests(cart, "After That")
    cart.allocate(allocations=[{"guest": after, "performance": "friday", "quantity": 1}])
    assert [guest for guest, _ in states(cart)] == [before, after, 0]
    record_property("requirement", "STX-12")


def test_places_move_between_guests_before_they_are_distributed(
        house, as_relay, guests, record_property):
    cart = as_relay(house())
    ann, ben = guests(cart, "Ann North", "Ben South")
    first, second = given(cart, ann, 2)
    cart.move(places=[first], guest=ben)
    cart.move(places=[second])
    assert states(cart) == [(ben, "allocated"), (0, "free")]
    assert cart.distribute(guests=[ben]).guests[0].tickets == 1
    record_property("requirement", "STX-31")


def test_two_relays_in_one_cart_lose_nothing(house, as_relay, guests):
    engine = house()
    rita, rob = as_relay(engine), as_relay(engine, "rob")
    ann, ben = guests(rita, "Ann North", "Ben South")
    ritas = {"relay": "rita@acme.example"}
    for _ in range(3):
        given(rita, ann)
        rob.add(lines=[{"performance": "friday", "ticket_type": "general", "quantity": 1,
                        "guest": ben}], **ritas)
    assert [guest for guest, _ in states(rita)] == [ann, ben] * 3


def test_two_relays_at_once_lose_nothing(house, as_relay, guests, friday):
    engine = house()
    rita, rob = as_relay(engine), as_relay(engine, "rob")
    ann, ben = guests(rita, "Ann North", "Ben South")
    ritas = {"relay": "rita@acme.example"}
    with ThreadPoolExecutor() as both:
        for done in [both.submit(cart.add, lines=[friday(1, guest=guest)], **ritas)
                     for cart, guest in ((rita, ann), (rob, ben)) * 6]:
            done.result()
    places = rita.get().places
    assert [one.place for one in places] == list(range(1, 13))
    assert Counter((one.guest, one.added_by) for one in places) == {
        (ann, "rita@acme.example"): 6, (ben, "rob@acme.example"): 6}
    with ThreadPoolExecutor() as both:
        rounds = [both.submit(cart.distribute, guests=[ann, ben], **ritas)
                  for cart in (rita, rob) * 3]
    # Whoever came first, each has all of theirs, and once.
    outcomes = [one for done in rounds for one in done.result().guests]
    assert Counter(one.guest for one in outcomes if one.distributed) == {ann: 1, ben: 1}
    assert {one.tickets for one in outcomes if one.distributed} == {6}
    assert len(engine.host().orders.list().orders) == 2


def test_a_guest_is_named_once_in_a_round(house, as_relay, guests, friday, unchanged):
    engine = house()
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    cart.add(lines=[friday(1, guest=ann)])
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        cart.distribute(guests=[ann, ann])
    assert caught.value.field == "guests"


@pytest.mark.parametrize(("operation", "asked", "rule"), [
    ("add", {"lines": []}, "distribution_cart.nothing_chosen"),
    ("add", {"lines": [{"performance": "friday", "ticket_type": "general"}]},
     "distribution_cart.nothing_chosen"),
    ("add", {"lines": [{"performance": "friday", "ticket_type": "general", "quantity": 13}]},
     "quota.short"),
    ("add", {"lines": [{"performance": "monday", "ticket_type": "general", "quantity": 1}]},
     "orders.performance_unknown"),
    ("distribute", {"guests": []}, "distribution_cart.nobody_chosen"),
    ("add_guests", {}, "distribution_cart.nobody_chosen"),
])
def test_what_makes_no_sense_is_refused_and_changes_nothing(
        house, as_relay, reason, unchanged, operation, asked, rule):
    engine = house()
    cart = as_relay(engine)
    with unchanged(engine.host()):
        assert reason(getattr(cart, operation), **asked).rule == rule
    assert cart.get().places == []
