"""Contingents: set aside from public sale, a hard limit, and released on a date."""

import pytest
import willcall

RELEASED = [{"key": "acme-friday", "channel": "acme", "performance": "friday", "places": 12,
             "release": "2018-11-05T12:00"},
            {"key": "acme-saturday", "channel": "acme", "performance": "saturday", "places": 4}]


def buy(desk, quantity, performance="friday"):
    return desk.orders.place(
        lines=[{"performance": performance, "ticket_type": "general", "quantity": quantity}],
        payments=[{"means": "cash", "amount": 19 * quantity}])


def wanted(quantity, performance="friday"):
    return {"lines": [{"performance": performance, "ticket_type": "general",
                       "quantity": quantity}],
            "payments": [{"means": "cash", "amount": 19 * quantity}]}


def test_places_are_set_aside_from_public_sale(
        house, as_relay, friday, reason, unchanged, record_property):
    engine = house()
    mira, cart, bea = (engine.vouch("mira@example.org"), as_relay(engine),
                       as_relay(engine, "bea", "beta"))
    buy(mira, 4)
    with unchanged(engine.host()):
        short = reason(mira.orders.place, **wanted(2))
        assert (short.rule, short.numbers) == (
            "quota.short", {"asked": 2, "left": 1, "capacity": 20, "set_aside": 15})
        quote = mira.orders.quote(lines=wanted(2)["lines"])
        assert [why.numbers for why in quote.reasons] == [short.numbers]
    cart.add(lines=[friday(12)])
    buy(mira, 1)
    bea.add(lines=[friday(3)])
    assert reason(mira.orders.place, **wanted(1)).numbers["left"] == 0
    record_property("requirement", "STX-24")


def test_a_contingent_is_a_hard_limit_on_carts_and_tickets(
        house, as_relay, guests, friday, reason, unchanged, record_property):
    engine = house()
    rita, rob = as_relay(engine), as_relay(engine, "rob")
    ann, = guests(rita, "Ann North")
    rita.add(lines=[friday(7, guest=ann)])
    rita.distribute(guests=[ann])
    rob.add(lines=[friday(4)])
    with unchanged(engine.host()):
        short = reason(rob.add, lines=[friday(2)])
        assert short.rule == "quota.short"
        assert "contingent/acme-friday" in short.message
        assert (short.numbers["left"], short.numbers["capacity"]) == (5, 12)
    rob.remove(places=[place.place for place in rob.get().places])
    rob.add(lines=[friday(5)])
    record_property("requirement", "STX-24")


def test_a_structure_whose_location_is_not_there_is_refused(house, unchanged):
    engine = house()
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        house(settings={"location": "mian"})
    assert caught.value.field == "channels[1].settings.location"
    assert "`main`" in str(caught.value)
    assert caught.value.line and caught.value.column


def test_a_structure_without_a_contingent_distributes_nothing(house, as_relay, reason):
    bea = as_relay(house(), "bea", "beta")
    line = {"performance": "saturday", "ticket_type": "general", "quantity": 1}
    assert reason(bea.add, lines=[line]).rule == "distribution_cart.no_contingent"


def test_a_release_frees_what_nobody_was_given_and_leaves_the_line_visible(
        house, as_relay, guests, friday, reason, clock, record_property):
    engine = house(contingents=RELEASED)
    mira, cart = engine.vouch("mira@example.org"), as_relay(engine)
    ann, ben = guests(cart, "Ann North", "Ben South")
    cart.add(lines=[friday(3, guest=ann), friday(4, guest=ben), friday(2)])
    cart.add(lines=[{"performance": "saturday", "ticket_type": "general", "quantity": 1,
                     "guest": ben}])
    cart.distribute(guests=[ann])
    assert not mira.orders.quote(lines=wanted(9)["lines"]).possible
    clock.forward(days=4)
    # Three were given to somebody for good, the seventeen others are anybody's.
    states = [place.state for place in cart.get().places]
    assert states == ["distributed"] * 3 + ["released"] * 6 + ["allocated"]
    buy(mira, 17)
    assert reason(mira.orders.place, **wanted(1)).numbers["left"] == 0
    # What is left of the cart goes on.
    late = reason(cart.add, lines=[friday(1)])
    assert late.rule == "distribution_cart.released"
    (outcome,) = cart.distribute(guests=[ben]).guests
    assert (outcome.distributed, outcome.tickets) == (True, 1)
    moved = reason(cart.move, places=[cart.get().places[3].place])
    assert moved.rule == "distribution_cart.released"
    record_property("requirement", "STX-24 decision-3")


def test_what_was_released_is_neither_allocated_nor_swapped_nor_seated(
        house, as_relay, guests, friday, reason, unchanged, clock):
    engine = house(contingents=RELEASED)
    cart = as_relay(engine)
    ann, ben = guests(cart, "Ann North", "Ben South")
    cart.add(lines=[friday(1, guest=ann), friday(2)])
    clock.forward(days=4)
    first, second, third = [one.place for one in cart.get().places]
    with unchanged(engine.host()):
        for operation, asked, rule in (
                (cart.allocate, {"allocations": [{"guest": ben, "places": [second]}]}, "released"),
                (cart.allocate, {"allocations": [
                    {"guest": ben, "performance": "friday", "quantity": 1}]}, "too_few"),
                (cart.swap, {"one": second, "other": third}, "released"),
                (cart.move, {"places": [first], "guest": ben}, "released"),
                (cart.seat, {"guest": ann, "performance": "friday"}, "nothing_allocated"),
                (cart.redistribute, {"places": [first], "guest": ben}, "not_distributed"),
                (cart.assign_to_me, {"places": [first]}, "not_distributed")):
            assert reason(operation, **asked).rule == f"distribution_cart.{rule}", asked
    cart.remove(places=[first, second, third])
    assert cart.get().places == []


def test_who_has_only_released_places_is_told_so(
        house, as_relay, guests, friday, clock):
    engine = house(contingents=RELEASED)
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    cart.add(lines=[friday(2, guest=ann)])
    clock.forward(days=4)
    (outcome,) = cart.distribute(guests=[ann]).guests
    assert [why.rule for why in outcome.reasons] == ["distribution_cart.released"]
    cart.remove_guests(guests=[ann])
    assert cart.get().guests == []


def test_after_the_performance_nothing_is_allocated_or_distributed(
        house, as_relay, guests, friday, reason, clock, record_property):
    engine = house()
    cart = as_relay(engine)
    ann, = guests(cart, "Ann North")
    cart.add(lines=[friday(1, guest=ann)])
    clock.forward(days=8, hours=10, minutes=30)
    over = reason(cart.add, lines=[friday(1)])
    assert over.rule == "orders.performance_over"
    (outcome,) = cart.distribute(guests=[ann]).guests
    assert [why.rule for why in outcome.reasons] == ["orders.performance_over"]
    record_property("requirement", "decision-3")


@pytest.mark.parametrize(("wrong", "field"), [
    ({"channel": "acne"}, "channel"), ({"performance": "monday"}, "performance"),
    ({"release": "2018-13-05T12:00"}, "release"), ({"places": -1}, "places"),
    ({"category": "a"}, "category")])
def test_a_contingent_of_nothing_known_is_refused(house, wrong, field):
    with pytest.raises(willcall.InvalidError) as caught:
        house(contingents=[{**RELEASED[0], **wrong}])
    assert caught.value.field == f"contingents[0].{field}"
