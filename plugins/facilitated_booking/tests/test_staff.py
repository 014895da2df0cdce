"""At the window: the owner first, then who books it for them."""

from datetime import timedelta

import pytest
import willcall


def tickets(quantity=1, of="general", performance="friday"):
    return {"performance": performance, "ticket_type": of, "quantity": quantity}


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def test_the_owner_goes_into_the_basket_first_and_then_the_facilitator(
        desk, family, reason, record_property):
    fay, kim = family(of_child={"tags": ["patron"]})
    basket = desk.baskets.open(lines=[tickets(2)])
    assert basket.quote.total == 40
    assert reason(desk.baskets.facilitate, id=basket.id, facilitator=fay).rule == "basket.no_owner"
    assert desk.baskets.assign(id=basket.id, owner=kim).quote.total == 30
    booked = desk.baskets.facilitate(id=basket.id, facilitator=fay)
    assert (booked.owner, booked.facilitator, booked.quote.total) == (kim, fay, 30)
    order = desk.orders.place(basket=basket.id, payments=cash(30))
    assert (order.who.facilitator, order.who.owner) == (fay, kim)
    assert (order.who.actor, order.who.seller) == ("mira@example.org", "mira@example.org")
    # The facilitator makes the booking.
    assert (order.buyer, order.facilitated_by, order.on_behalf_of) == (
        "Fay Hill", "Fay Hill", "Kim Hill")
    assert desk.orders.get(id=order.id) == order
    for line in ("SPX-5", "SPX-11", "SPX-21", "SPX-22"):
        record_property("requirement", line)


def test_the_selector_shows_everybody_in_a_facilitating_relationship(
        host, desk, family, person, clock, record_property):
    fay, kim = family()
    carer, friend, late, past = (person(name) for name in ("Cy", "Di", "Ed", "Flo"))
    host.facilitated_booking.set_type(kind="ward", name="Ward", other_acts=True)
    relate = desk.customers.relate
    relate(customer=kim, other=carer, kind="ward")  # the other way round
    relate(customer=friend, other=kim, kind="friend")  # lets nobody book
    relate(customer=late, other=kim, kind="parent", since=clock.at + timedelta(days=1))
    relate(customer=past, other=kim, kind="parent", until=clock.at)
    shown = desk.facilitated_booking.facilitators(owner=kim).facilitators
    assert [(one.customer, one.name, one.kind, one.relationship) for one in shown] == [
        (fay, "Fay Hill", "parent", "Parent"), (carer, "Cy", "ward", "Ward")]
    clock.forward(days=1)
    assert [one.name for one in desk.facilitated_booking.facilitators(owner=kim).facilitators] == [
        "Fay Hill", "Cy", "Ed"]
    record_property("requirement", "SPX-12")


def test_a_new_facilitator_is_found_or_added_related_and_set(
        desk, person, record_property):
    kim = person("Kim Hill")
    basket = desk.baskets.open(owner=kim, lines=[tickets()])
    added = desk.facilitated_booking.new_facilitator(
        basket=basket.id, kind="parent", email="mum@example.org",
        person={"first_name": "Fay", "last_name": "Hill", "email": "fay@example.org"})
    assert added.name == "Fay Hill"
    (relation,) = desk.customers.relations(customer=kim).relations
    assert (relation.id, relation.customer, relation.other, relation.kind, relation.email) == (
        added.relation, added.facilitator, kim, "parent", "mum@example.org")
    assert desk.baskets.get(id=basket.id).facilitator == added.facilitator
    # Somebody who is a customer already.
    gus = person("Gus Hill")
    found = desk.facilitated_booking.new_facilitator(basket=basket.id, kind="parent", customer=gus)
    assert (found.facilitator, found.name) == (gus, "Gus Hill")
    assert desk.baskets.get(id=basket.id).facilitator == gus
    order = desk.orders.place(basket=basket.id, payments=cash(20))
    assert order.facilitated_by == "Gus Hill"
    record_property("requirement", "SPX-13")


@pytest.mark.parametrize("more, rules", [
    ({"kind": "friend"}, ["facilitated_booking.not_enabled"]),
    ({"kind": "parent", "reversed": True, "until": "2018-11-01T11:00:00Z"},
     ["facilitated_booking.expired"])])
def test_a_new_facilitator_who_may_not_is_neither_added_nor_related(
        desk, person, refusals, more, rules):
    basket = desk.baskets.open(owner=person("Kim Hill"), lines=[tickets()])
    with refusals() as said:
        desk.facilitated_booking.new_facilitator(
            basket=basket.id, person={"first_name": "Fay", "last_name": "Hill"}, **more)
    assert said == rules
    assert [row.name for row in desk.customers.list().customers] == ["Kim Hill"]


def test_either_side_may_be_the_new_facilitator_where_both_act(host, desk, person):
    host.facilitated_booking.set_type(kind="partner", one_acts=True, other_acts=True)
    kim, lee, max_ = person("Kim"), person("Lee"), person("Max")
    basket = desk.baskets.open(owner=kim)
    desk.facilitated_booking.new_facilitator(basket=basket.id, kind="partner", customer=lee)
    desk.facilitated_booking.new_facilitator(basket=basket.id, kind="partner", customer=max_,
                                             reversed=True)
    assert [(row.name, row.other_name) for row in
            desk.customers.relations(customer=kim).relations] == [("Lee", "Kim"), ("Kim", "Max")]


def test_a_new_facilitator_is_somebody_and_for_somebody(desk, person, refusals, unchanged, host):
    lee = person("Lee")
    basket = desk.baskets.open(lines=[tickets()])
    with refusals() as rules:
        desk.facilitated_booking.new_facilitator(basket=basket.id, kind="parent", customer=lee)
    assert rules == ["basket.no_owner"]
    for who in ({}, {"customer": lee, "person": {"first_name": "A", "last_name": "B"}}):
        with unchanged(host), pytest.raises(willcall.InvalidError) as caught:
            desk.facilitated_booking.new_facilitator(basket=basket.id, kind="parent", **who)
        assert caught.value.field == "customer"


@pytest.mark.parametrize("field", ["title", "phone", "mobile"])
def test_a_new_person_says_no_more_than_a_record_keeps(desk, person, unchanged, host, field):
    basket = desk.baskets.open(owner=person("Kim Hill"))
    fay = {"first_name": "Fay", "last_name": "Hill"}
    with unchanged(host), pytest.raises(willcall.InvalidError) as caught:
        desk.facilitated_booking.new_facilitator(basket=basket.id, kind="parent",
                                                 person={**fay, field: "1" * 41})
    assert caught.value.field == f"person.{field}"
    desk.facilitated_booking.new_facilitator(basket=basket.id, kind="parent",
                                             person={**fay, field: "1" * 40})


def test_a_stranger_does_not_book_for_anybody(desk, family, person, refusals, record_property):
    _, kim = family()
    basket, eve = desk.baskets.open(owner=kim, lines=[tickets()]), person("Eve")
    with refusals() as rules:
        desk.baskets.facilitate(id=basket.id, facilitator=eve)
    assert rules == ["facilitated_booking.stranger"]
    # Nor into a basket that holds nothing yet.
    empty = desk.baskets.open(owner=kim)
    with refusals() as rules:
        desk.baskets.facilitate(id=empty.id, facilitator=eve)
    assert rules == ["facilitated_booking.stranger"]
    record_property("requirement", "SPX-4")


def test_a_relationship_lets_book_from_its_beginning_to_its_end(
        desk, family, refusals, clock, record_property):
    fay, kim = family(since=clock.at + timedelta(hours=1), until=clock.at + timedelta(hours=2))

    def basket():
        return desk.baskets.open(owner=kim, lines=[tickets()]).id

    early = basket()
    with refusals() as rules:
        desk.baskets.facilitate(id=early, facilitator=fay)
    assert rules == ["facilitated_booking.not_yet"]
    clock.forward(hours=1)
    desk.baskets.facilitate(id=basket(), facilitator=fay)
    clock.forward(minutes=59)
    late = basket()
    desk.baskets.facilitate(id=late, facilitator=fay)
    clock.forward(minutes=1)
    with refusals() as rules:
        desk.orders.place(basket=late, payments=cash(20))
    assert rules == ["facilitated_booking.expired"]
    record_property("requirement", "SPX-29")


def test_a_relationship_removed_between_quote_and_sale_refuses(desk, family, refusals,
                                                               record_property):
    fay, kim = family()
    basket = desk.baskets.open(owner=kim, lines=[tickets()])
    token = desk.baskets.facilitate(id=basket.id, facilitator=fay).quote.token
    (relation,) = desk.customers.relations(customer=kim).relations
    desk.customers.unrelate(id=relation.id)
    with refusals() as rules:
        desk.orders.place(basket=basket.id, payments=cash(20))
    assert rules == ["facilitated_booking.stranger"]
    with refusals() as rules:
        desk.orders.place(basket=basket.id, payments=cash(20), quote=token)
    assert set(rules) == {"quote.changed", "facilitated_booking.stranger"}
    # Without a facilitator it is sold.
    desk.baskets.facilitate(id=basket.id)
    assert desk.orders.place(basket=basket.id, payments=cash(20)).facilitated_by == ""
    record_property("requirement", "SPX-4")


class Meddler(willcall.Eligibility):
    """Does something while a sale is judged, once."""

    then = None

    def judge(self, lines, who):
        then, self.then = self.then, None
        if then:
            then()
        return [willcall.Verdict.no_opinion() for _ in lines]


def test_what_the_turn_finds_gone_lets_nobody_book(house, record_property):
    meddler = Meddler()
    engine = house(plugins=[meddler])
    host = engine.host()
    host.facilitated_booking.set_type(kind="parent", one_acts=True)
    desk = engine.vouch("mira@example.org")
    fay, kim = (desk.customers.create(name=name).id for name in ("Fay", "Kim"))
    relation = desk.customers.relate(customer=fay, other=kim, kind="parent")
    basket = desk.baskets.open(owner=kim, lines=[tickets()])
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    # The quote is made, the relationship goes, the turn compares.
    meddler.then = lambda: host.customers.unrelate(id=relation.id)
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(basket=basket.id, payments=cash(20))
    assert [why.rule for why in caught.value.reasons] == ["facilitated_booking.stranger"]
    assert desk.orders.list().orders == []
    record_property("requirement", "SPX-4")


def test_one_rule_that_says_no_is_enough(house):
    class Silent(willcall.Eligibility):
        """Knows everybody, and lets nobody book."""

        def judge(self, lines, who):
            return [True for _ in lines]

        def facilitate(self, who, relations):
            self.asked = who.facilitator, who.owner, [
                (one.kind, one.by_facilitator, one.since, one.until) for one in relations]
            return willcall.Verdict.no("never", rule="never")

    silent = Silent()
    engine = house(plugins=[silent])
    engine.host().facilitated_booking.set_type(kind="parent", one_acts=True)
    desk = engine.vouch("mira@example.org")
    fay, kim = (desk.customers.create(name=name).id for name in ("Fay", "Kim"))
    desk.customers.relate(customer=kim, other=fay, kind="child")
    desk.customers.relate(customer=fay, other=kim, kind="parent")
    basket = desk.baskets.open(owner=kim)
    with pytest.raises(willcall.Refused) as caught:
        desk.baskets.facilitate(id=basket.id, facilitator=fay)
    assert [why.rule for why in caught.value.reasons] == ["silent.never"]
    assert silent.asked == (fay, kim, [("child", False, None, None), ("parent", True, None, None)])
