"""Whom it is for: only what is theirs counts, and what becomes of orders that others booked."""


def tickets(quantity=1, of="general", performance="friday"):
    return {"performance": performance, "ticket_type": of, "quantity": quantity}


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def test_only_the_owner_counts_and_never_both(desk, family, refusals, record_property):
    fay, kim = family()
    desk.customers.change(id=fay, tags=["patron", "student"])
    desk.orders.place(lines=[{"product": "gold-card"}], owner=fay, payments=cash(60))
    basket = desk.baskets.open(owner=kim, lines=[tickets(2)])
    assert desk.baskets.facilitate(id=basket.id, facilitator=fay).quote.total == 40
    with refusals() as rules:
        desk.baskets.fill(id=basket.id, lines=[tickets(1, "member")])
    # What it says is not whether either is a member.
    assert rules == ["lock.closed", "memberships.none"]
    desk.customers.change(id=kim, tags=["patron"])
    assert desk.baskets.get(id=basket.id).quote.total == 30
    (effect,) = desk.baskets.get(id=basket.id).quote.lines[0].effects
    assert effect.offer == "Patrons" and "patron" not in effect.reason
    record_property("requirement", "SPX-7")
    record_property("requirement", "SPX-46")


def test_an_owner_must_be_as_old_as_the_tickets_are_for(desk, family, refusals):
    fay, kim = family(of_child={"date_of_birth": "2001-02-03"})
    basket = desk.baskets.open(owner=kim)
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    desk.baskets.fill(id=basket.id, lines=[tickets(1, "young", "saturday")])
    with refusals() as rules:
        desk.baskets.fill(id=basket.id, lines=[tickets(1, "late")])
    assert rules == ["facilitated_booking.under_age"]
    desk.customers.change(id=kim, date_of_birth="2000-11-09")  # eighteen on the night
    desk.baskets.fill(id=basket.id, lines=[tickets(1, "late")])
    desk.customers.change(id=kim, date_of_birth="2000-11-10")  # and the day after
    with refusals() as rules:
        desk.orders.place(basket=basket.id, payments=cash(30))
    assert rules == ["facilitated_booking.under_age"]
    desk.customers.change(id=kim, date_of_birth="2000-11-09")
    with refusals() as rules:
        desk.baskets.fill(id=basket.id, lines=[tickets(1, "young", "saturday")])
    assert rules == ["facilitated_booking.over_age"]
    desk.customers.change(id=kim, date_of_birth="")
    with refusals() as rules:
        desk.orders.place(basket=basket.id, payments=cash(30))
    assert rules == ["facilitated_booking.age_unknown"]


def test_organisations_have_members_who_book_and_for_whom_is_booked(
        host, desk, person, refusals, record_property):
    choir = person("Hill Choir", kind="organisation", tags=["patron"])
    club = person("Hill Club", kind="organisation")
    ann = person("Ann", tags=["student"])
    host.facilitated_booking.set_type(kind="contact", one_acts=True)
    host.facilitated_booking.set_type(kind="sponsor", one_acts=True, other_acts=True)
    relate = desk.customers.relate
    relate(customer=ann, other=choir, kind="contact")
    relate(customer=ann, other=club, kind="member")  # without the switch
    relate(customer=club, other=choir, kind="sponsor")

    def booked(owner, facilitator):
        basket = desk.baskets.open(owner=owner, lines=[tickets(2)])
        desk.baskets.facilitate(id=basket.id, facilitator=facilitator)
        total = desk.baskets.get(id=basket.id).quote.total
        return desk.orders.place(basket=basket.id, payments=cash(total))

    for owner, facilitator, total, names in (
            (choir, ann, 30, ("Ann", "Hill Choir")), (choir, club, 30, ("Hill Club", "Hill Choir")),
            (club, choir, 40, ("Hill Choir", "Hill Club"))):
        order = booked(owner, facilitator)
        assert (order.total, order.facilitated_by, order.on_behalf_of) == (total, *names)
    basket = desk.baskets.open(owner=club, lines=[tickets(2)])
    with refusals() as rules:
        desk.baskets.facilitate(id=basket.id, facilitator=ann)
    assert rules == ["facilitated_booking.not_enabled"]
    # As a member she books for herself, with what is hers.
    assert desk.orders.quote(lines=[{"product": "young-card"}], owner=ann).possible
    assert desk.orders.quote(lines=[tickets(2)], owner=ann).total == 40
    assert len(desk.customers.relations(customer=ann).relations) == 2
    record_property("requirement", "SPX-8")
    record_property("requirement", "SPX-29")


def test_the_order_is_on_both_records_and_says_whose_it_is(desk, family, record_property):
    fay, kim = family()
    own = desk.orders.place(lines=[tickets()], owner=fay, payments=cash(20))
    basket = desk.baskets.open(owner=kim, lines=[tickets(2)])
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    order = desk.orders.place(basket=basket.id, payments=cash(40))

    def history(customer):
        return [(row.id, row.role, row.other_name, row.tickets)
                for row in desk.customers.orders(customer=customer).orders]

    assert history(fay) == [(own.id, "buyer", "", 1), (order.id, "facilitator", "Kim Hill", 2)]
    assert history(kim) == [(order.id, "owner", "Fay Hill", 2)]
    assert (own.facilitated_by, own.on_behalf_of, own.who.facilitator) == ("", "", None)
    for line in ("SPX-6", "SPX-23", "SPX-44"):
        record_property("requirement", line)


def test_a_placed_order_has_the_facilitator_it_had(desk, family, reason, record_property):
    fay, kim = family()
    basket = desk.baskets.open(owner=kim, lines=[tickets()])
    order = desk.orders.place(basket=basket.id, payments=cash(20))
    assert reason(desk.baskets.facilitate, id=basket.id,
                  facilitator=fay).rule == "basket.ordered"
    assert desk.orders.get(id=order.id).facilitated_by == ""
    record_property("requirement", "SPX-21")


def test_the_facilitator_is_told_and_the_mail_names_both(host, desk, family, post,
                                                         record_property):
    fay, kim = family(of_child={"email": "kim@example.org"})
    basket = desk.baskets.open(owner=kim, lines=[tickets()])
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    order = desk.orders.place(basket=basket.id, payments=cash(20), delivery={"method": "email"})
    assert order.delivery.to == "fay@example.org" and order.warnings == []
    host.deliveries.run()
    (job,) = post.jobs
    assert job.recipient == "fay@example.org"
    assert (job.content.facilitator.name, job.content.owner.name) == ("Fay Hill", "Kim Hill")
    assert "Fay Hill" in job.document.text and "Kim Hill" in job.document.text
    record_property("requirement", "SPX-5")
    record_property("requirement", "SPX-28")


def test_without_an_address_the_sale_stands_with_a_warning(host, desk, family, post):
    fay, kim = family()
    desk.customers.change(id=fay, email="")
    basket = desk.baskets.open(owner=kim, lines=[tickets()])
    quote = desk.baskets.facilitate(id=basket.id, facilitator=fay).quote
    assert [why.rule for why in quote.warnings] == ["facilitator.not_told"] and quote.possible
    asked = {"basket": basket.id, "payments": cash(20), "delivery": {"method": "email"},
             "idempotency_key": "once"}
    order = desk.orders.place(**asked)
    assert [why.rule for why in order.warnings] == ["facilitator.not_told"]
    assert order.delivery is None
    assert desk.orders.place(**asked) == order == desk.orders.get(id=order.id)
    host.deliveries.run()
    assert post.jobs == []


def test_memberships_and_donations_are_bought_for_others_too(desk, family, refusals,
                                                             record_property):
    fay, kim = family()
    # One that is open to some owners only: that the facilitator is one of them helps nobody.
    desk.customers.change(id=fay, tags=["student"])
    basket = desk.baskets.open(owner=kim)
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    with refusals() as rules:
        desk.baskets.fill(id=basket.id, lines=[{"product": "young-card"}])
    assert rules == ["memberships.not_for_owner"]
    basket = desk.baskets.open(owner=kim, lines=[{"product": "gold-card"}, {"product": "gift"}])
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    order = desk.orders.place(basket=basket.id, payments=cash(65))
    assert order.on_behalf_of == "Kim Hill"
    assert [one.membership for one in desk.memberships.held(customer=kim).memberships] == ["gold"]
    assert desk.memberships.held(customer=fay).memberships == []
    # From then on the owner's membership is worth something, whoever books.
    basket = desk.baskets.open(owner=kim, lines=[tickets(2), tickets(1, "member")])
    assert desk.baskets.facilitate(id=basket.id, facilitator=fay).quote.total == 2 * 10 + 6
    record_property("requirement", "SPX-10")


def test_limits_count_the_owner_and_not_who_books(desk, family, person, reason):
    fay, kim = family()
    lou = person("Lou Hill")
    desk.customers.relate(customer=fay, other=lou, kind="parent")
    desk.orders.place(lines=[tickets(6)], owner=fay, payments=cash(120))
    for child in (kim, lou):
        basket = desk.baskets.open(owner=child, lines=[tickets(6)])
        desk.baskets.facilitate(id=basket.id, facilitator=fay)
        desk.orders.place(basket=basket.id, payments=cash(120))
    assert reason(desk.baskets.open, owner=kim, lines=[tickets()]).rule == "limit.per_owner"


def test_what_was_booked_is_exchanged_refunded_and_paid_whatever_became_of_the_relationship(
        desk, family):
    fay, kim = family()

    def booked(place, quantity=1, **more):
        basket = desk.baskets.open(owner=kim, lines=[tickets(quantity)])
        desk.baskets.facilitate(id=basket.id, facilitator=fay)
        return place(basket=basket.id, **more)

    order = booked(desk.orders.place, 2, payments=cash(40))
    registered = booked(desk.orders.register)
    (relation,) = desk.customers.relations(customer=kim).relations
    desk.customers.unrelate(id=relation.id)
    desk.orders.pay(id=registered.id, payments=cash(20))
    kept = desk.orders.exchange(id=order.id, tickets=[order.tickets[0].id],
                                lines=[{"product": "gift", "quantity": 4}])
    assert (kept.facilitated_by, kept.who.facilitator) == ("Fay Hill", fay)
    assert kept.transactions[0].who.facilitator == fay
    desk.orders.refund(id=order.id)


def test_a_merge_of_the_two_leaves_nobody_who_facilitates(host, desk, family, record_property):
    fay, kim = family()
    basket = desk.baskets.open(owner=kim, lines=[tickets()])
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    order = desk.orders.place(basket=basket.id, payments=cash(20))
    double = host.customers.create(name="F Hill").id
    merged = host.customers.merge(keep=double, absorb=fay)
    assert host.orders.get(id=order.id).facilitated_by == "F Hill"
    # The relationship has come along.
    (one,) = host.facilitated_booking.facilitators(owner=kim).facilitators
    assert one.customer == double
    host.customers.unmerge(merge=merged.merge)
    assert host.orders.get(id=order.id).facilitated_by == "Fay Hill"
    record_property("requirement", "SPX-33")
