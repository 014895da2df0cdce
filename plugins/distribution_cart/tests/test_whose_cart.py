"""Whose cart it is: the relay's, however they are named and whoever works in it."""


def test_a_relay_who_is_named_in_capitals_has_one_cart(
        house, as_relay, friday, record_property):
    engine = house()
    rita, rob = as_relay(engine), as_relay(engine, "rob")
    rita.add(lines=[friday(1)])
    for cart in (rita, rob):
        cart.add(lines=[friday(1)], relay="Rita@acme.EXAMPLE")
    assert [place.added_by for place in rita.get().places] == [
        "rita@acme.example", "rita@acme.example", "rob@acme.example"]
    capitals = {"relay": "RITA@acme.example"}
    assert rob.get(**capitals) == rita.get(**capitals) == rita.get()
    assert rob.history(**capitals) == rita.history()
    record_property("requirement", "STX-6 STX-7")


def test_on_behalf_of_a_relay_their_cart_is_filled_and_both_names_stay(
        house, season, as_relay, guests, friday, reason, record_property):
    engine = house(users=[*season()["users"], *(
        {"login": f"{name}@example.org", "name": name.title(), "role": "administrator",
         "channel": "window", "uses_shifts": False} for name in ("ada", "eva"))])
    rita, host = as_relay(engine), engine.host()
    ann, = guests(rita, "Ann North")
    rita.add(lines=[friday(1, guest=ann)])
    for right in ("impersonate", "sell-on-behalf-of"):
        engine.vouch("eva@example.org").sell_on_behalf.grant(
            login="ada@example.org", permission=f"/admin/users/{right}")
    ada = engine.vouch("ada@example.org")
    ada.sell_on_behalf.begin(login="rita@acme.example")
    cart = ada.distribution_cart
    cart.add(lines=[friday(1, guest=ann)])
    cart.add(lines=[friday(1)], relay="Rita@acme.example")
    assert cart.get().relay == "rita@acme.example"
    assert cart.get().places == rita.get().places
    assert [(place.guest, place.state) for place in rita.get().places] == [
        (ann, "allocated"), (ann, "allocated"), (0, "free")]
    second = reason(cart.add, lines=[friday(1)], relay="rob@acme.example")
    assert second.rule == "access.second_step"
    (outcome,) = cart.distribute(guests=[ann]).guests
    order = host.orders.get(id=outcome.order)
    assert (order.who.actor, order.who.seller, order.who.channel) == (
        "ada@example.org", "rita@acme.example", "acme")
    did = [(row.relay, row.by, row.did) for row in cart.history().rows]
    assert did == [("rita@acme.example", who, what) for who, what in (
        ("rita@acme.example", "added"), ("ada@example.org", "added"),
        ("ada@example.org", "added"), ("ada@example.org", "distributed"),
        ("ada@example.org", "distributed"))]
    # Rita goes on with it.
    ada.sell_on_behalf.exit()
    rita.allocate(allocations=[{"guest": ann, "performance": "friday", "quantity": 1}])
    assert rita.distribute(guests=[ann]).guests[0].tickets == 1
    record_property("requirement", "STX-6 STX-7 decision-1")
