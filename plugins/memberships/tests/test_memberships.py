"""Memberships: sold as products, valid for a time, used so often, and nobody's but the owner's."""

import base64
import subprocess
from datetime import timedelta

import pytest
import willcall

GOLD = {"product": "gold-card"}


def member(quantity=1):
    return {"performance": "friday", "ticket_type": "member", "quantity": quantity}


def general(quantity=1):
    return {"performance": "friday", "ticket_type": "general", "quantity": quantity}


def test_a_membership_is_sold_as_a_product_on_an_order(desk, buy, person, record_property):
    ann = person("Ann")
    order = buy(GOLD, general(2), owner=ann)
    # The membership counts from the next order on.
    assert (order.total, order.number) == (100, "main-000001")
    card, *tickets = order.lines
    assert (card.product, card.event, card.performance, card.ticket_type) == (
        "gold-card", "", "", "")
    assert (card.quantity, card.price, card.total) == (1, 60, 60)
    assert [ticket.product for ticket in order.tickets] == ["gold-card", "", ""]
    assert order.tickets[0].code
    assert desk.orders.get(id=order.id) == order
    assert desk.orders.list().orders[0].tickets == 3
    record_property("requirement", "SPX-10")


def test_a_membership_drives_the_price_and_opens_locks(buy, person, refused, record_property):
    ann = person("Ann")
    assert refused(member(), owner=ann) == ["lock.closed", "memberships.none"]
    buy(GOLD, owner=ann)
    order = buy(general(2), member(3), owner=ann)
    (effect,) = order.lines[0].effects
    assert (effect.offer, effect.units, effect.amount) == ("Members", 2, 10)
    assert order.total == 2 * 10 + 3 * 12
    record_property("requirement", "SPX-10")
    record_property("requirement", "SPX-7")


def test_a_membership_of_another_person_counts_for_nothing(desk, engine, buy, person, refused,
                                                           unchanged, record_property):
    ann, ben = person("Ann", email="ann@example.org"), person("Ben")
    engine.host().customers.relate(customer=ann, other=ben, kind="parent")
    buy(GOLD, owner=ann)
    assert refused(member(), owner=ben) == ["lock.closed", "memberships.none"]
    # Nor where Ann buys, but the tickets are Ben's.
    who = {"owner": ben, "buyer": {"name": "Ann", "email": "ann@example.org"}}
    with unchanged(engine.host()), pytest.raises(willcall.Refused) as caught:
        desk.orders.place(lines=[member()], payments=[{"means": "cash", "amount": 12}], **who)
    why = caught.value.reasons[1]
    assert (why.rule, why.plugin) == ("memberships.none", "memberships")
    assert "Gold" not in why.message
    assert desk.orders.quote(lines=[general()], **who).total == 20
    record_property("requirement", "SPX-7")


def test_a_month_without_that_day_ends_with_its_last(club, desk, buy, person, clock):
    club(types=[{"key": "month", "name": "Month", "product": "gold-card", "months": 1}],
         offers=[{"key": "month", "name": "Month", "percent": "50", "memberships": ["month"]}])
    ann = person("Ann")
    clock.at = clock.at.replace(year=2019, month=1, day=31)
    buy(GOLD, owner=ann)
    clock.at = clock.at.replace(month=2, day=28) - timedelta(microseconds=1)
    assert desk.orders.quote(lines=[general()], owner=ann).total == 10
    clock.forward(microseconds=1)
    assert desk.orders.quote(lines=[general()], owner=ann).total == 20


def test_a_membership_ends_after_its_months(club, buy, person, refused, clock):
    ann = person("Ann")
    sold = clock.at
    buy(GOLD, owner=ann)
    clock.at = sold.replace(year=2019) - timedelta(microseconds=1)
    buy(member(), owner=ann)
    clock.at = sold.replace(year=2019)
    assert refused(member(), owner=ann) == ["lock.closed", "memberships.not_valid"]
    buy(GOLD, owner=ann)  # renewed
    buy(member(), owner=ann)


def test_days_are_counted_on_the_wall_over_a_change_of_the_clocks(club, desk, buy, person, clock):
    # The clocks go back on 4 November: 30 days are an hour longer.
    club(offers=[{"key": "young", "name": "Young", "percent": "50", "memberships": ["young"]}])
    ann = person("Ann", tags=["student"])
    buy({"product": "young-card"}, owner=ann)
    clock.forward(days=30, hours=1, microseconds=-1)
    assert desk.orders.quote(lines=[general()], owner=ann).total == 10
    clock.forward(microseconds=1)
    assert desk.orders.quote(lines=[general()], owner=ann).total == 20


def test_a_membership_is_used_so_often(desk, buy, person, refused, record_property):
    ann = person("Ann")
    order = buy({"product": "five-card"}, owner=ann)
    evening = buy(member(3), owner=ann)
    why = desk.orders.quote(lines=[member(3)], owner=ann).reasons[1]
    assert (why.rule, why.numbers) == ("memberships.used_up", {"asked": 3, "left": 2})
    buy(general(9), owner=ann)  # uses nothing
    buy(member(), member(), owner=ann)
    assert refused(member(), owner=ann) == ["lock.closed", "memberships.used_up"]
    desk.orders.refund(id=evening.id, tickets=[evening.tickets[0].id])
    buy(member(), owner=ann)
    buy({"product": "five-card"}, owner=ann)
    buy(member(5), owner=ann)
    assert order.lines[0].product == "five-card"
    record_property("requirement", "SPX-10")


def card(key, product, uses, *opens):
    return {"key": key, "name": key.title(), "product": product, "opens": opens, "uses": uses}


def behind_two(*seats):
    """Members' tickets for seats of the lounge."""
    return {"performance": "saturday", "ticket_type": "member", "quantity": len(seats),
            "seats": [f"1-{number}" for number in seats]}


def test_a_ticket_behind_two_locks_is_one_use(lounge, buy, person, refused, record_property):
    lounge([card("five", "five-card", 5, "members", "lounge")])
    ann = person("Ann")
    buy({"product": "five-card"}, owner=ann)
    buy(behind_two(1, 2), behind_two(3), owner=ann)
    assert "memberships.used_up" in refused(behind_two(4, 5, 6), owner=ann)
    buy(behind_two(4, 5), owner=ann)
    assert "memberships.used_up" in refused(behind_two(6), owner=ann)
    record_property("requirement", "SPX-10")


def test_two_memberships_pass_both_locks_each_for_as_many_tickets_as_it_is_good_for(
        lounge, buy, person, refused):
    lounge([card("one", "gold-card", 1, "members", "lounge"),
            card("five", "five-card", 5, "members", "lounge")])
    ann = person("Ann")
    buy(GOLD, owner=ann)
    buy({"product": "five-card"}, owner=ann)
    buy(behind_two(1, 2), owner=ann)  # more than the older one is good for
    buy(behind_two(3), owner=ann)
    buy(behind_two(4, 5, 6), owner=ann)
    assert "memberships.used_up" in refused(behind_two(7), owner=ann)


def test_a_membership_that_passes_a_ticket_already_comes_before_another(lounge, buy, person):
    lounge([card("guest", "gold-card", 2, "lounge"),
            card("five", "five-card", 5, "members", "lounge")])
    ann = person("Ann")
    buy(GOLD, owner=ann)
    buy({"product": "five-card"}, owner=ann)
    buy(behind_two(1, 2), owner=ann)
    buy({**behind_two(3, 4, 5), "ticket_type": "general"}, owner=ann)
    # The older one is as good as new.
    buy({**behind_two(6, 7), "ticket_type": "general"}, owner=ann)


def test_two_engines_use_a_membership_no_oftener_than_it_is_good_for(club, buy, person):
    ann = person("Ann")
    buy({"product": "five-card"}, owner=ann)
    desks = [club().vouch("window@example.org") for _ in range(2)]
    sold, refused = 0, []
    for number in range(8):
        try:
            desks[number % 2].orders.place(lines=[member()], owner=ann,
                                           payments=[{"means": "cash", "amount": 12}])
            sold += 1
        except willcall.Refused as no:
            refused.append(no.reasons[1].rule)
    assert (sold, refused) == (5, ["memberships.used_up"] * 3)


def test_a_membership_is_open_only_to_eligible_owners(buy, person, refused, record_property):
    ann, ben = person("Ann", tags=["student"]), person("Ben", tags=["patron"])
    buy({"product": "young-card"}, owner=ann)
    assert refused({"product": "young-card"}, owner=ben) == ["memberships.not_for_owner"]
    assert refused({"product": "young-card"}) == ["memberships.no_owner"]
    # The inner circle is for gold members.
    assert refused({"product": "circle-card"}, owner=ben) == ["memberships.not_for_owner"]
    buy(GOLD, owner=ben)
    buy({"product": "circle-card"}, owner=ben)
    record_property("requirement", "SPX-10")


def test_a_membership_for_a_season_begins_and_ends_with_it(club, buy, person, refused, clock):
    club(types=[{"key": "season", "name": "Season", "product": "gold-card",
                 "opens": ["members"], "from": "2018-11-05T00:00",
                 "until": "2018-12-01T00:00"}], offers=[])
    ann = person("Ann")
    buy(GOLD, owner=ann)
    assert refused(member(), owner=ann) == ["lock.closed", "memberships.not_valid"]
    clock.forward(days=5)
    buy(member(), owner=ann)
    clock.forward(days=30)
    assert refused(member(), owner=ann) == ["lock.closed", "memberships.not_valid"]
    assert refused(GOLD, owner=ann) == ["memberships.over"]


def test_a_membership_that_is_refunded_ends_and_one_not_paid_has_not_begun(
        desk, buy, person, refused):
    ann = person("Ann")
    kept = desk.orders.register(lines=[GOLD], owner=ann)
    assert refused(member(), owner=ann) == ["lock.closed", "memberships.none"]
    desk.orders.pay(id=kept.id, payments=[{"means": "cash", "amount": 60}])
    buy(member(), owner=ann)
    desk.orders.refund(id=kept.id)
    assert refused(member(), owner=ann) == ["lock.closed", "memberships.none"]
    cheap = buy({"product": "five-card"}, owner=ann)
    desk.orders.exchange(id=cheap.id, tickets=[cheap.tickets[0].id], lines=[GOLD],
                         payments=[{"means": "cash", "amount": 20}])
    assert desk.orders.quote(lines=[general()], owner=ann).total == 10


def test_a_membership_counts_no_more_for_what_it_is_exchanged_for(desk, buy, person):
    card = buy(GOLD, owner=person("Ann"))
    what = {"id": card.id, "tickets": [card.tickets[0].id]}
    with pytest.raises(willcall.Refused) as closed:
        desk.orders.exchange(**what, lines=[member(5)])
    assert [why.rule for why in closed.value.reasons] == ["lock.closed", "memberships.none"]
    order = desk.orders.exchange(**what, lines=[general(3)])
    assert [(line.total, line.effects) for line in order.lines[1:]] == [(60, [])]


def test_a_membership_refunded_between_quote_and_sale_counts_no_more(desk, buy, person):
    ann = person("Ann")
    card = buy(GOLD, owner=ann)
    quote = desk.orders.quote(lines=[general()], owner=ann)
    assert quote.total == 10
    desk.orders.refund(id=card.id)
    with pytest.raises(willcall.Refused) as changed:
        desk.orders.place(lines=[general()], owner=ann, quote=quote.token,
                          payments=[{"means": "cash", "amount": 20}])
    assert [why.message.split("`")[1] for why in changed.value.reasons] == [
        "owner", "offers", "total"]


def test_the_memberships_of_a_customer_are_listed(desk, engine, buy, person, clock):
    ann, ben = person("Ann"), person("Ben")
    order = buy(GOLD, {"product": "five-card"}, general(), owner=ann)
    clock.forward(days=400)
    buy(GOLD, owner=ann)
    held = desk.memberships.held(customer=ann).memberships
    assert [(one.membership, one.state, one.uses) for one in held] == [
        ("gold", "over", None), ("five", "valid", 5), ("gold", "valid", None)]
    assert held[0].ticket == order.tickets[0].id
    assert (held[0].since, held[0].until.year, held[1].until) == (order.placed, 2019, None)
    assert engine.host().memberships.held(customer=ben).memberships == []
    with pytest.raises(willcall.NotFoundError):  # whom the window has never sold to
        desk.memberships.held(customer=ben)
    assert [one.product for one in desk.customers.products(customer=ann).products] == [
        "gold-card", "five-card", "gold-card"]
    with pytest.raises(willcall.NotFoundError):
        desk.memberships.held(customer=order.id)


def test_memberships_go_with_a_customer_who_is_merged(engine, desk, buy, person):
    ann, double = person("Ann"), person("Ann L.")
    buy(GOLD, owner=double)
    engine.host().customers.merge(keep=ann, absorb=double)
    assert desk.orders.quote(lines=[general()], owner=ann).total == 10


def test_a_product_has_its_quota_and_its_documents_no_date(engine, desk, buy, person, reason,
                                                           tmp_path):
    ann = person("Ann")
    order = buy({"product": "five-card", "quantity": 3}, owner=ann)
    short = reason(desk.orders.place, lines=[{"product": "five-card"}], owner=ann,
                   payments=[{"means": "cash", "amount": 40}])
    assert (short.rule, short.numbers["left"]) == ("quota.short", 0)
    assert [row.key for row in engine.host().performances.list().performances] == ["friday"]
    assert [one.key for one in desk.catalogue.get().products] == [
        "gold-card", "five-card", "young-card", "circle-card"]
    path = tmp_path / "ticket.pdf"
    path.write_bytes(base64.b64decode(desk.orders.document(order=order.id).base64))
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    text = said.stdout.decode("utf-8")
    assert "Five evenings" in text and "1970" not in text and "When" not in text
    row = desk.reports.sales().rows[0]
    assert (row.key, row.name, row.tickets, row.face_value) == (
        "five-card", "Five evenings", 3, 120)


class Post(willcall.Delivery):
    """Keeps what it is given."""

    method, takes = "post", [("confirmation", "text/plain")]

    def __init__(self):
        self.jobs = []

    def deliver(self, jobs):
        self.jobs += jobs
        return [True for _ in jobs]


def test_what_is_handed_over_of_a_product_has_no_time(club):
    post = Post()
    host = club(carriers=[post]).host()
    desk = host.engine.vouch("window@example.org")
    ann = host.customers.create(name="Ann").id
    desk.orders.place(lines=[GOLD, general()], owner=ann, delivery={"method": "post", "to": "Ann"},
                      payments=[{"means": "cash", "amount": 80}])
    host.deliveries.run()
    (job,) = post.jobs
    card, ticket = job.content.tickets
    assert (card.event, card.starts, card.ends_wall, card.starts_text) == (
        "Gold member", None, None, "")
    assert ticket.starts.year == 2020
    assert "1970" not in job.document.text


@pytest.mark.parametrize("line, field", [
    ({"product": "gold-card", "performance": "friday"}, "performance"),
    ({"product": "gold-card", "ticket_type": "general"}, "ticket_type"),
    ({"ticket_type": "general"}, "performance"), ({"performance": "friday"}, "ticket_type"),
    ({}, "performance")])
def test_a_line_is_tickets_or_a_product(desk, engine, unchanged, line, field):
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        desk.orders.place(lines=[line])
    assert caught.value.field == f"lines[0].{field}"


def test_what_is_no_product_is_not_sold_as_one(refused):
    assert refused({"product": "silver-card"}) == ["orders.product_unknown"]
    assert refused({"product": "friday"}) == ["orders.product_unknown"]
    assert refused({"performance": "gold-card", "ticket_type": "gold-card"}) == [
        "orders.performance_unknown"]


@pytest.mark.parametrize("products, field", [
    ([{"key": "friday", "name": "F", "price": 1}], "products[0].key"),
    ([{"key": "heights", "name": "F", "price": 1}], "products[0].key"),
    ([{"key": "a", "name": "A", "price": 1}, {"key": "a", "name": "A", "price": 1}],
     "products[1].key"),
    ([{"key": "a", "name": "A", "price": -1}], "products[0].price"),
    ([{"key": "a", "name": "A", "price": 1, "lock": "none"}], "products[0].lock"),
    ([{"key": "a", "name": "A"}], "products[0].price")])
def test_a_product_that_makes_no_sense_is_an_error_that_says_where(
        club, engine, unchanged, products, field):
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        club(products=products)
    assert caught.value.field == field


@pytest.mark.parametrize("more, field", [
    ({"key": "gold"}, "key"), ({"product": "gold-card"}, "product"),
    ({"months": 1, "days": 1}, "days"), ({"memberships": ["platinum"]}, "memberships[0]"),
    ({"uses": 3}, "uses"),
    ({"from": "2018-11-02T00:00", "until": "2018-11-02T00:00"}, "until")])
def test_a_membership_that_makes_no_sense_is_an_error_that_says_where(
        club, engine, unchanged, more, field):
    first = {"key": "gold", "name": "Gold", "product": "gold-card"}
    second = {"key": "silver", "name": "Silver", "product": "silver-card", **more}
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        club(types=[first, second], offers=[])
    assert caught.value.field == f"plugins.memberships.types[1].{field}"
