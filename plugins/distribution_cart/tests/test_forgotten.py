"""Guests who are forgotten: the address book, the carts, the tickets they had."""

import pytest
import willcall


@pytest.fixture
def invited(house, as_relay, guests, friday):
    """Ann, her namesake and Ben are guests: Ann has a ticket and a place, the others a place."""
    engine = house()
    cart = as_relay(engine)
    ann, = guests(cart, "Ann Zwilling")
    namesake, = [one.guest for one in cart.add_guests(guests=[
        {"name": "Ann Zwilling", "email": "other@example.net"}]).guests]
    ben, = guests(cart, "Ben South")
    cart.add(lines=[friday(1, guest=ann)])
    cart.distribute(guests=[ann])
    cart.add(lines=[friday(1, guest=ann), friday(1, guest=ben), friday(1)])
    return engine, cart, ann, namesake, ben


def forget(engine):
    host = engine.host()
    person = host.customers.create(name="Ann Zwilling", email="Ann@example.org")
    return host.customers.erase(id=person.id)


def test_whoever_is_erased_is_in_no_address_book_and_no_cart(invited):
    engine, cart, ann, namesake, ben = invited
    erased = forget(engine)
    assert (erased.orders, erased.tickets, erased.rows) == (1, 1, 2)
    # Who has the name and another address is somebody else.
    assert [(one.name, one.email) for one in cart.list_contacts().contacts] == [
        ("Ann Zwilling", "other@example.net"), ("Ben South", "ben@example.org")]
    assert [(one.guest, one.name, one.email) for one in cart.get().guests] == [
        (ann, "", ""), (namesake, "Ann Zwilling", "other@example.net"),
        (ben, "Ben South", "ben@example.org")]
    assert "Ann" not in {row.name.split(" ")[0] for row in cart.history().rows}


def test_what_was_allocated_to_somebody_forgotten_is_free_and_the_cart_goes_on(
        invited, friday, reason):
    engine, cart, ann, namesake, ben = invited
    forget(engine)
    assert [(one.guest, one.state) for one in cart.get().places] == [
        (ann, "distributed"), (ann, "released"), (ben, "allocated"), (0, "free")]
    ticket, lost = [one.place for one in cart.get().places][:2]
    for asked in ({"operation": cart.add, "lines": [friday(1, guest=ann)]},
                  {"operation": cart.distribute, "guests": [ann]},
                  {"operation": cart.move, "places": [lost], "guest": ann}):
        with pytest.raises(willcall.NotFoundError, match="forgotten|no guest"):
            asked.pop("operation")(**asked)
    with pytest.raises(willcall.NotFoundError):
        cart.add_guests(contacts=[1])
    cart.remove(places=[lost])
    cart.assign_to_me(places=[ticket])
    # Nine of the contingent's twelve are left, the lost one among them.
    cart.add(lines=[friday(9)])
    assert reason(cart.add, lines=[friday(1)]).rule == "quota.short"
    assert cart.distribute(guests=[ben]).guests[0].distributed


def test_a_namesake_whose_basket_was_given_up_goes_on_in_a_new_one(invited, friday):
    engine, cart, ann, namesake, ben = invited
    cart.add(lines=[friday(2, guest=namesake)])
    forget(engine)
    (outcome,) = cart.distribute(guests=[namesake]).guests
    assert [why.rule for why in outcome.reasons] == ["basket.dropped"]
    cart.add(lines=[friday(1, guest=namesake)])
    assert [one.state for one in cart.get().places if one.guest == namesake] == [
        "released", "released", "allocated"]
    (outcome,) = cart.distribute(guests=[namesake]).guests
    assert (outcome.distributed, outcome.tickets) == (True, 1)


@pytest.mark.only_on("sqlite")
def test_no_byte_of_a_guests_name_is_left_in_the_file(house, as_relay, friday, tmp_path):
    engine = house()
    cart = as_relay(engine)
    guest = {"name": "Qvintilia Zwölfinger", "email": "qvin@vergissmein.example"}
    ann, = [one.guest for one in cart.add_guests(guests=[guest]).guests]
    cart.add(lines=[friday(2, guest=ann)])
    host = engine.host()
    person = host.customers.create(**guest)
    host.customers.erase(id=person.id)
    host.store.compact()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("store.db*"))
    assert kept
    assert not [text for text in (b"qvintilia", b"zw\xc3\xb6lfinger", b"vergissmein")
                if text in kept.lower()]


def test_who_is_removed_leaves_no_basket(house_of_relays, as_relay, guests, friday):
    engine = house_of_relays()
    cart, rita = as_relay(engine), engine.vouch("rita@acme.example")
    ann, ben = guests(cart, "Ann North", "Ben South")
    cart.add(lines=[friday(1, guest=ann), friday(1, guest=ben)])
    assert [one.tickets for one in rita.baskets.list().baskets] == [1, 1]
    cart.remove_guests(guests=[ann])
    assert [(one.guest, one.state) for one in cart.get().places] == [
        (0, "free"), (ben, "allocated")]
    # Ben's, and that of what nobody has.
    assert [one.tickets for one in rita.baskets.list().baskets] == [1, 1]
