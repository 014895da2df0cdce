"""Relationship types: a switch for each side, and who may set it."""

import pytest
import willcall


def tickets(quantity=1):
    return [{"performance": "friday", "ticket_type": "general", "quantity": quantity}]


@pytest.mark.parametrize("one_acts, other_acts, parent_for_child, child_for_parent", [
    (True, False, "", "wrong_direction"), (False, True, "wrong_direction", ""),
    (True, True, "", ""), (False, False, "not_enabled", "not_enabled")])
def test_a_type_says_for_each_side_whether_it_can_act_on_behalf_of_the_other(
        house, record_property, one_acts, other_acts, parent_for_child, child_for_parent):
    host = house().host()
    booking = host.facilitated_booking
    booking.set_type(kind="friend", one_acts=True)  # of others
    booking.set_type(kind="parent", one_acts=one_acts, other_acts=other_acts)
    desk = host.engine.vouch("mira@example.org")
    parent, child = (desk.customers.create(name=name).id for name in ("Fay Hill", "Kim Hill"))
    desk.customers.relate(customer=parent, other=child, kind="parent")
    for owner, facilitator, rule in ((child, parent, parent_for_child),
                                     (parent, child, child_for_parent)):
        basket = desk.baskets.open(owner=owner, lines=tickets())
        offered = [one.customer for one in booking.facilitators(owner=owner).facilitators]
        assert offered == ([] if rule else [facilitator])
        if not rule:
            assert desk.baskets.facilitate(id=basket.id,
                                           facilitator=facilitator).facilitator == facilitator
            continue
        with pytest.raises(willcall.Refused) as caught:
            desk.baskets.facilitate(id=basket.id, facilitator=facilitator)
        assert [why.rule for why in caught.value.reasons] == [f"facilitated_booking.{rule}"]
    record_property("requirement", "SPX-1")
    record_property("requirement", "SPX-4")


def test_with_no_type_enabled_nothing_changes(house, unchanged, record_property):
    host = house().host()
    desk = host.engine.vouch("mira@example.org")
    one, other = (desk.customers.create(name=name).id for name in ("Fay Hill", "Kim Hill"))
    # Relationships are as they always were.
    kept = desk.customers.relate(customer=one, other=other, kind="parent")
    assert [row.kind for row in desk.customers.relations(customer=one).relations] == ["parent"]
    basket = desk.baskets.open(owner=other, lines=tickets())
    with unchanged(host), pytest.raises(willcall.Refused) as caught:
        desk.baskets.facilitate(id=basket.id, facilitator=one)
    assert "/baskets/facilitate" in caught.value.reasons[0].message
    order = desk.orders.place(basket=basket.id, payments=[{"means": "cash", "amount": 20}])
    assert (order.who.facilitator, order.facilitated_by, order.on_behalf_of) == (None, "", "")
    desk.customers.unrelate(id=kept.id)
    # Nor does a type without a switch change anything.
    host.facilitated_booking.set_type(kind="parent")
    with pytest.raises(willcall.Refused):
        desk.facilitated_booking.types()
    record_property("requirement", "SPX-2")


def test_nobody_books_for_another_whom_no_rule_lets(house, reason, unchanged):
    ada = {"login": "ada@example.org", "name": "Ada East", "role": "administrator",
           "channel": "window", "uses_shifts": False}
    engine = house(users=[ada])
    desk = engine.vouch("ada@example.org")  # who has every right
    ann, ben = (desk.customers.create(name=name).id for name in ("Ann", "Ben"))
    for held in (tickets(), []):
        basket = desk.baskets.open(owner=ann, lines=held)
        with unchanged(engine.host()):
            assert reason(desk.baskets.facilitate, id=basket.id,
                          facilitator=ben).rule == "facilitator.not_let"


def test_the_staff_can_facilitate_as_soon_as_one_type_is_enabled(engine, desk, family,
                                                                 record_property):
    parent, child = family()
    basket = desk.baskets.open(owner=child, lines=tickets())
    engine.host().facilitated_booking.set_type(kind="parent")
    with pytest.raises(willcall.Refused):
        desk.baskets.facilitate(id=basket.id, facilitator=parent)
    engine.host().facilitated_booking.set_type(kind="parent", one_acts=True)
    assert desk.baskets.facilitate(id=basket.id, facilitator=parent).facilitator == parent
    record_property("requirement", "SPX-45")


def test_editing_types_needs_the_role_of_the_administrator(engine, refusals, record_property):
    for login in ("max@example.org", "mira@example.org"):
        session = engine.vouch(login)
        with refusals() as rules:
            session.facilitated_booking.set_type(kind="friend", one_acts=True)
        assert rules[0] == "facilitated_booking.administrators_only"
    ada = engine.vouch("ada@example.org")
    made = ada.facilitated_booking.set_type(kind="friend", name="Friend", one_acts=True,
                                            other_acts=True)
    assert (made.kind, made.name, made.one_acts, made.other_acts) == ("friend", "Friend", True,
                                                                      True)
    assert [one.kind for one in ada.facilitated_booking.types().types] == ["friend", "parent"]
    record_property("requirement", "SPX-3")


def test_the_house_names_the_roles_that_edit_types(house):
    engine = house(booking={"administrators": ["manager"]})
    engine.vouch("max@example.org").facilitated_booking.set_type(kind="friend", one_acts=True)
    with pytest.raises(willcall.Refused, match="`manager`"):
        engine.vouch("ada@example.org").facilitated_booking.set_type(kind="carer")


@pytest.mark.parametrize("booking, field", [
    ({"pages": ["tickets.example.org"]}, "pages[0]"),
    ({"pages": ["/a", "//tickets.example.org/"]}, "pages[1]"),
    ({"pages": ["https://tickets.example.org"]}, "pages[0]"),
    ({"pages": ["https://me@tickets.example.org/"]}, "pages[0]"),
    ({"pages": ["https://tickets.example.org/?a=b"]}, "pages[0]"),
    ({"pages": ["https://tickets.example.org/a/../b/"]}, "pages[0]"),
    ({"pages": ["javascript:alert(1)"]}, "pages[0]"),
    ({"ages": [{"event": "dance"}]}, "ages[0]"),
    ({"ages": [{"event": "dance", "least": 18, "most": 17}]}, "ages[0].most"),
    ({"administrators": []}, "administrators")])
def test_settings_that_make_no_sense_are_an_error_that_says_where(engine, house, unchanged,
                                                                  booking, field):
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        house(booking=booking)
    assert caught.value.field == f"plugins.facilitated_booking.{field}"
