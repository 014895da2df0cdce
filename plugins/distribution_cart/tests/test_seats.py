"""Seats in the cart: chosen on the map, swapped, kept together, shown by how they stand."""

import json

import pytest
import willcall

ROWS = ("aaaaaaaa", "bbbbbb")
CONTINGENT = [{"key": "acme-a", "channel": "acme", "performance": "friday", "category": "a",
               "places": 5}]


@pytest.fixture
def seated(house):
    """A function that opens the theatre with two rows; five places of the first are acme's."""
    return lambda **more: house(**{"rows": ROWS, "contingents": CONTINGENT, **more})


def seats(answer):
    return [place.seat for place in answer.places]


def uses(desk, **filters):
    return {seat.guid: (seat.use, seat.name)
            for seat in desk.seats.list(performance="friday", **filters).seats}


def test_numbers_and_chosen_seats_feed_one_cart(
        seated, as_relay, friday, reason, unchanged, record_property):
    engine = seated()
    cart = as_relay(engine)
    assert seats(cart.add(lines=[friday(seats=["1-8", "Hall/1/7"])])) == ["1-8", "1-7"]
    more = seats(cart.add(lines=[friday(2)]))
    assert len({"1-7", "1-8", *more}) == 4
    assert seats(cart.get()) == ["1-8", "1-7", *more]
    with unchanged(engine.host()):
        nothing = reason(cart.add, lines=[friday(0)])
        assert nothing.rule == "distribution_cart.nothing_chosen"
    record_property("requirement", "STX-10")


def test_a_structure_has_the_places_of_its_category_and_no_more(
        seated, as_relay, friday, reason, unchanged, record_property):
    engine = seated()
    cart = as_relay(engine)
    cart.add(lines=[friday(4)])
    with unchanged(engine.host()):
        short = reason(cart.add, lines=[friday(2)])
        assert (short.rule, short.numbers["left"]) == ("quota.short", 5)
        other = reason(cart.add, lines=[friday(seats=["2-1"])])
        assert other.rule == "distribution_cart.no_contingent"
    assert seats(cart.add(lines=[friday(1)]))
    record_property("requirement", "STX-24")


@pytest.mark.parametrize("events", [True, False])
def test_a_contingent_of_a_category_that_the_hall_has_not_is_refused(seated, season, events):
    engine = seated()
    wrong = season(rows=ROWS, contingents=[{**CONTINGENT[0], "category": "c"}])
    if not events:
        wrong["events"] = []
    with pytest.raises(willcall.InvalidError) as caught:
        engine.host().catalogue.apply(text=json.dumps(wrong))
    assert caught.value.field == "contingents[0].category"
    assert "there is no category `c` in the hall of `friday`" in str(caught.value)


@pytest.mark.parametrize("together", [True, False])
def test_a_guest_has_the_last_places_of_two_contingents(
        seated, season, as_relay, guests, friday, together):
    events = season(rows=ROWS)["events"]
    events[0]["performances"] = events[0]["performances"][:1]
    events[0]["ticket_types"] = [{"key": f"{of}-row", "name": of, "price": 19, "category": of}
                                 for of in "ab"]
    cart = as_relay(seated(events=events, contingents=[
        {**CONTINGENT[0], "key": f"acme-{of}", "category": of, "places": len(row)}
        for of, row in zip("ab", ROWS)]))
    ann, ben, eve = guests(cart, "Ann North", "Ben South", "Eve West")
    places = [friday(seats=["1-1"], ticket_type="a-row", guest=ann),
              friday(seats=["2-1"], ticket_type="b-row", guest=ann if together else ben)]
    if together:
        cart.add(lines=places)
    else:
        for place in places:
            cart.add(lines=[place])
        cart.move(places=[place.place for place in cart.get().places], guest=eve)
    # Every seat of either row is set aside; what is the guest's own is in nobody's way.
    (outcome,) = cart.distribute(guests=[ann if together else eve]).guests
    assert (outcome.distributed, outcome.tickets) == (True, 2)


def test_the_public_leaves_what_is_set_aside_by_category(
        seated, as_relay, friday, reason, unchanged, record_property):
    engine = seated()
    mira, cart = engine.vouch("mira@example.org"), as_relay(engine)

    def buy(quantity, **more):
        line = {"performance": "friday", "ticket_type": "general", **more}
        if "seats" not in more:
            line["quantity"] = quantity
        return mira.orders.place(lines=[line], payments=[
            {"means": "cash", "amount": 19 * quantity}])

    # Three of the eight are for everybody, by name too.
    buy(2, seats=["1-4", "1-5"])
    buy(1, seats=["1-1"])
    with unchanged(engine.host()):
        aside = reason(mira.orders.place, lines=[
            {"performance": "friday", "ticket_type": "general", "seats": ["1-8"]}],
            payments=[{"means": "cash", "amount": 19}])
        assert (aside.rule, aside.numbers) == (
            "contingent.set_aside", {"left": 4, "set_aside": 5})
    # The best there are for everybody else are now in the second row, however near the first is.
    order = buy(3)
    assert {ticket.seat.row for ticket in order.tickets} == {"2"}
    cart.add(lines=[friday(5)])
    record_property("requirement", "STX-24")


def test_the_map_shows_every_seat_and_how_it_stands(
        seated, as_relay, guests, friday, record_property):
    engine = seated()
    rita, mira = engine.vouch("rita@acme.example"), engine.vouch("mira@example.org")
    cart = as_relay(engine)
    ann, ben = guests(cart, "Ann North", "Ben South")
    cart.add(lines=[friday(seats=["1-1"]), friday(seats=["1-2"], guest=ann),
                    friday(seats=["1-3"], guest=ben)])
    cart.distribute(guests=[ben])
    mira.orders.place(lines=[{"performance": "friday", "ticket_type": "general",
                              "seats": ["2-1"]}], payments=[{"means": "cash", "amount": 19}])
    shown = uses(rita)
    assert len(shown) == 14
    assert [shown[f"1-{n}"] for n in (1, 2, 3, 4)] == [
        ("cart", ""), ("allocated", "Ann North"), ("distributed", "Ben South"),
        ("contingent", "")]
    assert (shown["2-1"], shown["2-2"]) == (("taken", ""), ("free", ""))
    # Toggles.
    assert set(uses(rita, uses=["allocated", "distributed"])) == {"1-2", "1-3"}
    assert set(uses(rita, name="Ann North")) == {"1-2"}
    # Nobody else is told whose they are.
    others = uses(mira)
    assert [others[f"1-{n}"] for n in (1, 2, 3, 4)] == [("taken", "")] * 3 + [("free", "")]
    record_property("requirement", "STX-11")


def test_what_a_lapsed_basket_held_of_a_contingent_is_shown_again(seated, clock):
    engine = seated(contingents=[{**CONTINGENT[0], "channel": "window", "places": 2}])
    mira = engine.vouch("mira@example.org")
    mira.baskets.open(lines=[{"performance": "friday", "ticket_type": "general",
                              "seats": ["1-1", "1-2"]}])
    assert "contingent" not in {use for use, _ in uses(mira).values()}
    clock.forward(minutes=16)
    assert uses(mira)["1-1"] == ("contingent", "")


def test_seats_are_swapped_between_guests(seated, as_relay, guests, friday, record_property):
    cart = as_relay(seated())
    ann, ben = guests(cart, "Ann North", "Ben South")
    one, = cart.add(lines=[friday(seats=["1-1"], guest=ann)]).places
    other, = cart.add(lines=[friday(seats=["1-8"], guest=ben)]).places
    cart.swap(one=one.place, other=other.place)
    assert [(place.guest, place.seat) for place in cart.get().places] == [
        (ann, "1-8"), (ben, "1-1")]
    assert [one.tickets for one in cart.distribute(guests=[ann, ben]).guests] == [1, 1]
    record_property("requirement", "STX-31")


def test_a_party_is_kept_together_or_moved(
        seated, as_relay, guests, friday, reason, unchanged):
    engine = seated()
    cart = as_relay(engine)
    ann, ben = guests(cart, "Ann North", "Ben South")
    cart.add(lines=[friday(seats=["1-1", "1-4", "1-8"], guest=ann)])
    together = cart.seat(guest=ann, performance="friday")
    assert seats(together) == ["1-3", "1-4", "1-5"]
    moved = cart.seat(guest=ann, performance="friday", seats=["1-6", "1-7", "1-8"])
    assert seats(moved) == ["1-6", "1-7", "1-8"]
    cart.add(lines=[friday(seats=["1-2", "1-4"], guest=ben)])
    with unchanged(engine.host()):
        taken = reason(cart.seat, guest=ben, performance="friday", seats=["1-4", "1-6"])
        assert (taken.rule, [seat.guid for seat in taken.seats]) == ("seats.taken", ["1-6"])
        differ = reason(cart.seat, guest=ben, performance="friday", seats=["1-4"])
        assert differ.rule == "distribution_cart.seats_differ"


def test_a_seat_that_was_taken_meanwhile_is_said(seated, as_relay, friday, reason, unchanged):
    engine = seated()
    rita, rob = as_relay(engine), as_relay(engine, "rob")
    rob.add(lines=[friday(seats=["1-4"])])
    with unchanged(engine.host()):
        taken = reason(rita.add, lines=[friday(seats=["1-3", "1-4"])])
        assert (taken.rule, [seat.guid for seat in taken.seats]) == ("seats.taken", ["1-4"])
    assert rita.get().places == []
