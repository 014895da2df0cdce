"""Baskets: what somebody means to buy, held for a quarter of an hour."""

import contextlib

import pytest
import willcall
from foothill import SEASON

OFFICE = {"key": "window", "kind": "ticket_office",
          "settings": {"delivery": "none", "registrations": True, "refunds": True}}
ADAM = {"login": "adam@example.org", "name": "Adam", "role": "administrator",
        "channel": "window", "locations": ["main"]}


def lines(quantity=1, of="general"):
    return [{"performance": "friday", "ticket_type": of, "quantity": quantity}]


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def friday(desk):
    (one,) = desk.engine.host().performances.list().performances
    return one.sold, one.held, one.left


@pytest.fixture
def window(house):
    """A function that opens an engine on this season, with this said of the window; gives Mira, or
    whoever is named, there on an open shift."""
    def open_window(plugins=(), login="mira@example.org", basket_minutes=15, **season):
        channels = [{**OFFICE, "basket_minutes": basket_minutes}, *SEASON["channels"][1:]]
        desk = house(plugins, channels=channels, **season).vouch(login)
        with contextlib.suppress(willcall.Refused):  # another engine has opened it
            desk.shifts.open()
        return desk

    return open_window


def test_a_basket_holds_what_is_in_it_until_it_is_placed(desk, sale, reason):
    basket = desk.baskets.open(lines=lines(7))
    assert (basket.state, basket.quote.total, friday(desk)) == ("open", 133, (0, 7, 3))
    assert reason(desk.orders.place, **sale(quantity=4)).numbers["left"] == 3
    order = desk.orders.place(basket=basket.id, payments=cash(133))
    assert (order.number, len(order.tickets), friday(desk)) == ("MAIN-000001", 7, (7, 0, 3))
    placed = desk.baskets.get(id=basket.id)
    assert (placed.state, placed.order, placed.lines, placed.quote) == (
        "ordered", order.id, [], None)
    assert desk.baskets.list().baskets == []


def test_a_basket_is_filled_otherwise_and_dropped(desk, unchanged, reason):
    basket = desk.baskets.open(lines=lines(2))
    other = desk.baskets.open(lines=lines(5))
    with unchanged(desk.engine.host()):
        short = reason(desk.baskets.fill, id=basket.id, lines=lines(6))
    assert (short.rule, short.numbers) == (
        "quota.short", {"asked": 6, "left": 5, "capacity": 10})
    assert desk.baskets.fill(id=basket.id, lines=lines(5)).quote.total == 95  # its own are free
    assert friday(desk) == (0, 10, 0)
    assert desk.baskets.fill(id=basket.id, lines=[]).lines == []
    assert desk.baskets.drop(id=other.id).state == "dropped"
    assert friday(desk) == (0, 0, 10)
    with unchanged(desk.engine.host()):
        assert reason(desk.orders.place, basket=basket.id).rule == "basket.empty"
        for operation, more in ((desk.baskets.fill, {"lines": lines()}), (desk.baskets.drop, {}),
                                (desk.baskets.assign, {})):
            assert reason(operation, id=other.id, **more).rule == "basket.dropped"
        assert reason(desk.orders.place, basket=other.id).rule == "basket.dropped"


def test_a_basket_that_can_not_be_placed_keeps_what_it_holds(desk, unchanged, reason):
    basket = desk.baskets.open(lines=lines(10))
    with unchanged(desk.engine.host()):
        differs = reason(desk.orders.place, basket=basket.id, payments=cash(189))
    assert differs.rule == "payment.differs"
    assert friday(desk) == (0, 10, 0)
    desk.orders.place(basket=basket.id, payments=cash(190))
    again = reason(desk.orders.place, basket=basket.id, payments=cash(190))
    assert again.rule == "basket.ordered"


def test_a_basket_expires_and_its_places_go_to_who_misses_them(desk, sale, clock, reason):
    basket = desk.baskets.open(lines=lines(8))
    clock.forward(minutes=14)
    assert reason(desk.orders.place, **sale(quantity=3)).rule == "quota.short"
    desk.baskets.fill(id=basket.id, lines=lines(8))  # whoever works on it has it for longer
    clock.forward(minutes=14)
    assert reason(desk.orders.place, **sale(quantity=3)).rule == "quota.short"
    clock.forward(minutes=1)
    assert (desk.baskets.get(id=basket.id).state, desk.baskets.list().baskets) == ("expired", [])
    assert friday(desk) == (0, 0, 10)  # nobody has missed them yet, but anybody may have them
    late = reason(desk.orders.place, basket=basket.id, payments=cash(152))
    assert (late.rule, late.numbers) == (
        "basket.expired", {"until": int(basket.until.timestamp() * 1e6) + 14 * 60 * 1_000_000})
    assert reason(desk.baskets.fill, id=basket.id, lines=lines()).rule == "basket.expired"
    desk.orders.place(**sale(quantity=3))
    assert friday(desk) == (3, 0, 7)


def test_an_expired_basket_goes_before_a_registration_past_its_time(window, sale, clock):
    desk = window(events=[{**SEASON["events"][0], "registrations_end": 60}])
    kept = desk.orders.register(lines=lines(4))
    desk.baskets.open(lines=lines(4))
    clock.at = desk.engine.host().performances.list().performances[0].starts
    desk.orders.place(**sale(quantity=6))
    assert desk.orders.get(id=kept.id).state == "registered"
    desk.orders.place(**sale())
    assert desk.orders.get(id=kept.id).state == "released"


def test_a_channel_says_how_long(window, clock, reason):
    desk = window(basket_minutes=60)
    basket = desk.baskets.open(lines=lines())
    assert (basket.until - basket.opened).total_seconds() == 3600
    desk = window(basket_minutes=0)
    kept = desk.baskets.open(lines=lines(9))
    assert kept.until is None
    clock.forward(days=7)
    assert reason(desk.baskets.open, lines=lines(2)).numbers["left"] == 1
    assert desk.orders.place(basket=kept.id, payments=cash(171)).paid == 171


def test_a_basket_goes_with_its_seller_from_session_to_session(house, desk):
    baskets = [desk.baskets.open(lines=lines(2)), desk.baskets.open(lines=lines(3))]
    again = house().vouch("mira@example.org")
    desk.sessions.end()
    assert [(one.id, one.tickets) for one in again.baskets.list().baskets] == [
        (baskets[0].id, 2), (baskets[1].id, 3)]
    assert again.orders.place(basket=baskets[0].id, payments=cash(38)).paid == 38
    noor = house().vouch("noor@example.org")
    noor.shifts.open(location="main")
    assert noor.baskets.list().baskets == []
    for operation, field, more in ((noor.baskets.get, "id", {}), (noor.baskets.drop, "id", {}),
                                   (noor.orders.place, "basket", {}),
                                   (noor.baskets.fill, "id", {"lines": []})):
        with pytest.raises(willcall.NotFoundError) as caught:
            operation(**{field: baskets[1].id}, **more)
        assert caught.value.field == field


def test_a_list_of_baskets_comes_in_pages(desk):
    ids = [desk.baskets.open(lines=lines()).id for _ in range(3)]
    first = desk.baskets.list(most=2)
    assert ([one.id for one in first.baskets], first.next) == (ids[:2], ids[1])
    assert [one.id for one in desk.baskets.list(most=2, after=first.next).baskets] == ids[2:]


class Members(willcall.Eligibility):
    """Half price for one owner, nothing at all for another, and only one facilitator."""

    name = "members"
    half = never = books = None
    asked = ()

    def judge(self, lines, who):
        self.asked = who.owner, who.facilitator
        for line in lines:
            if who.owner and who.owner == self.never:
                yield willcall.Verdict.no("not for this owner")
            elif who.owner and who.owner == self.half:
                yield willcall.Verdict.yes(effects=[("half", line.quantity, line.price // 2)])
            else:
                yield willcall.Verdict.no_opinion()

    def facilitate(self, who, relations):
        if who.facilitator != self.books:
            return willcall.Verdict.no("not by this facilitator")
        return True


def test_whoever_it_is_for_decides_what_it_costs(window, reason, unchanged, record_property):
    rule = Members()
    desk = window([rule])
    host = desk.engine.host()
    rule.half, rule.never = (host.customers.create(name=name).id for name in ("Ann", "Ben"))
    basket = desk.baskets.open(owner=rule.half)  # the owner first, then what is bought
    assert (basket.quote, basket.owner) == (None, rule.half)
    assert desk.baskets.fill(id=basket.id, lines=lines(2)).quote.total == 19
    later = desk.baskets.open(lines=lines(2))
    assert later.quote.total == 38
    assert desk.baskets.assign(id=later.id, owner=rule.half).quote.total == 19
    with unchanged(host):
        assert reason(desk.baskets.assign, id=later.id, owner=rule.never).rule == "members.no"
    order = desk.orders.place(basket=basket.id, payments=cash(19))
    assert (order.who.owner, order.who.facilitator) == (rule.half, None)
    record_property("requirement", "SPX-44")


def test_the_owner_comes_first_and_the_facilitator_later(window, reason, unchanged,
                                                         record_property):
    rule = Members()
    desk = window([rule], ADAM["login"], users=[*SEASON["users"], ADAM])
    host = desk.engine.host()
    ann, ben, eve = (host.customers.create(name=name).id for name in ("Ann", "Ben", "Eve"))
    rule.half, rule.books = ann, ben
    basket = desk.baskets.open(lines=lines())
    with unchanged(host):
        early = reason(desk.baskets.facilitate, id=basket.id, facilitator=ben)
        assert early.rule == "basket.no_owner"
    desk.baskets.assign(id=basket.id, owner=ann)
    with unchanged(host):
        for other, rule_name in ((eve, "members.no"), (ann, "basket.own")):
            assert reason(desk.baskets.facilitate, id=basket.id,
                          facilitator=other).rule == rule_name
    booked = desk.baskets.facilitate(id=basket.id, facilitator=ben)
    assert (booked.owner, booked.facilitator, booked.quote.total) == (ann, ben, 9.5)
    assert booked.quote.who.facilitator == ben
    order = desk.orders.place(basket=basket.id, payments=cash("9.50"))
    assert (order.who.owner, order.who.facilitator) == (ann, ben)
    assert rule.asked == (ann, ben)
    alone = desk.baskets.open(owner=ann, lines=lines())
    desk.baskets.facilitate(id=alone.id, facilitator=ben)
    assert desk.baskets.facilitate(id=alone.id).facilitator is None
    record_property("requirement", "SPX-11")


def test_nobody_names_a_facilitator_without_the_right(desk, reason):
    basket = desk.baskets.open(lines=lines())
    assert "/baskets/facilitate" in reason(desk.baskets.facilitate, id=basket.id).message


def test_asking_again_with_the_same_key_changes_nothing_more(desk):
    first = desk.baskets.open(lines=lines(2), idempotency_key="a")
    assert desk.baskets.open(lines=lines(2), idempotency_key="a") == first
    asked = {"basket": first.id, "payments": cash(38), "idempotency_key": "b"}
    order = desk.orders.place(**asked)
    assert desk.orders.place(**asked) == order
    with pytest.raises(willcall.ConflictError):
        desk.orders.place(**{**asked, "payments": cash(39)})
    assert friday(desk) == (2, 0, 8)


def test_two_engines_give_the_last_places_to_one_basket(house, desk, reason):
    other = house().vouch("mira@example.org")
    mine = desk.baskets.open(lines=lines(6))
    assert reason(other.baskets.open, lines=lines(5)).numbers["left"] == 4
    theirs = other.baskets.open(lines=lines(4))
    assert friday(desk) == (0, 10, 0)
    other.orders.place(basket=mine.id, payments=cash(114))
    assert reason(desk.orders.place, basket=mine.id, payments=cash(114)).rule == "basket.ordered"
    desk.orders.place(basket=theirs.id, payments=cash(76))
    assert friday(other) == (10, 0, 0)


def test_two_engines_release_an_expired_basket_once(house, desk, clock, sale):
    other = house().vouch("mira@example.org")
    desk.baskets.open(lines=lines(10))
    clock.forward(minutes=15)
    for one in (desk, other):
        one.orders.place(**sale(quantity=5))
    assert friday(desk) == (10, 0, 0)


def test_many_place_their_baskets_at_once_on_one_thread(desk):
    baskets = [desk.baskets.open(lines=lines(2)) for _ in range(5)]
    with desk.engine.queue() as queue:
        for basket in [*baskets, baskets[0]]:
            queue.submit(desk.orders.place, {"basket": basket.id, "payments": cash(38)})
        done = list(queue)
    refused = [one for one in done if one.error is not None]
    assert [one.error.reasons[0].rule for one in refused] == ["basket.ordered"]
    assert friday(desk) == (10, 0, 0)


def test_what_is_asked_of_a_basket_and_of_lines_is_not_mixed(desk):
    basket = desk.baskets.open(lines=lines())
    for request, field in (({}, "lines"), ({"basket": basket.id, "lines": lines()}, "lines"),
                           ({"basket": basket.id, "owner": basket.id}, "owner")):
        with pytest.raises(willcall.InvalidError) as caught:
            desk.orders.place(**request)
        assert caught.value.field == field


def test_a_basket_is_registered_too(window):
    desk = window()
    basket = desk.baskets.open(lines=lines(3), buyer={"name": "Ann"})
    kept = desk.orders.register(basket=basket.id)
    assert (kept.state, kept.buyer, friday(desk)) == ("registered", "Ann", (0, 3, 7))
    assert desk.orders.pay(id=kept.id, payments=cash(57)).state == "sold"


def test_a_basket_needs_no_shift_and_no_address_before_it_is_placed(house, reason):
    channels = [{**OFFICE, "settings": {"delivery": "email"}}, *SEASON["channels"][1:]]
    mira = house(channels=channels, deliveries={"email": ["folder"]}).vouch("mira@example.org")
    basket = mira.baskets.open(lines=lines())
    assert not basket.quote.possible
    assert [why.rule for why in basket.quote.reasons] == ["ticket_office.recipient_required"]
    assert friday(mira) == (0, 1, 9)


def test_limits_and_offers_of_an_owner_are_held_too(window, reason):
    desk = window(events=[{**SEASON["events"][0], "limits": {"per_owner": 4}}])
    host = desk.engine.host()
    ann = host.customers.create(name="Ann").id
    basket = desk.baskets.open(owner=ann, lines=lines(3))
    assert reason(desk.baskets.open, owner=ann, lines=lines(2)).rule == "limit.per_owner"
    assert desk.baskets.fill(id=basket.id, lines=lines(4)).quote.total == 76
    desk.orders.place(basket=basket.id, payments=cash(76))
    assert reason(desk.orders.place, owner=ann, lines=lines(),
                  payments=cash(19)).rule == "limit.per_owner"


class OneHalf(willcall.Eligibility):
    """Two tickets at half price, for whoever comes first."""

    name = "one_half"

    quotas = {"half": 2}

    def judge(self, lines, who):
        for line in lines:
            units = min(line.quantity, 2)
            yield willcall.Verdict.yes(effects=[("half", units, line.price // 2)],
                                       claims=[("half", units, "half")])


def test_what_an_offer_still_has_is_held_by_the_basket(window):
    desk = window([OneHalf()])
    first = desk.baskets.open(lines=lines(2))
    assert first.quote.total == 19
    second = desk.baskets.open(lines=lines(2))
    assert second.quote.total == 38
    assert desk.baskets.get(id=first.id).quote.total == 19
    assert desk.orders.place(basket=first.id, payments=cash(19)).total == 19
    assert desk.orders.place(basket=second.id, payments=cash(38)).total == 38


def test_a_price_that_changed_meanwhile_is_said_before_anything_is_sold(window, reason):
    desk = window()
    basket = desk.baskets.open(lines=lines())
    dearer = [{**SEASON["events"][0], "ticket_types": [
        {"key": "general", "name": "General admission", "price": 21}]}]
    window(events=dearer)
    changed = reason(desk.orders.place, basket=basket.id, payments=cash(19))
    assert (changed.rule, changed.numbers["total"]) == ("payment.differs", 2100)
    assert desk.baskets.get(id=basket.id).quote.total == 21
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(basket=basket.id, payments=cash(21), quote=basket.quote.token)
    assert {why.rule for why in caught.value.reasons} == {"quote.changed"}
    assert desk.orders.place(basket=basket.id, payments=cash(21)).total == 21


def test_nothing_of_a_person_is_left_in_baskets(window, reason):
    desk = window()
    host = desk.engine.host()
    ann = host.customers.create(name="Ann Lee", email="ann@example.org").id
    theirs = desk.baskets.open(owner=ann, lines=lines(2))
    named = desk.baskets.open(buyer={"name": "Ann Lee"}, lines=lines(2))
    other = desk.baskets.open(buyer={"name": "Ben"}, lines=lines(2))
    host.customers.erase(id=ann)
    assert [desk.baskets.get(id=one.id).state for one in (theirs, named, other)] == [
        "dropped", "dropped", "open"]
    assert friday(desk) == (0, 2, 8)


def test_a_merge_takes_baskets_along(window):
    desk = window()
    host = desk.engine.host()
    ann, part = (host.customers.create(name=name).id for name in ("Ann Lee", "A. Lee"))
    basket = desk.baskets.open(owner=part, lines=lines())
    host.customers.merge(keep=ann, absorb=part)
    assert desk.baskets.get(id=basket.id).owner == ann
    assert desk.orders.place(basket=basket.id, payments=cash(19)).who.owner == ann


def test_whoever_a_merge_makes_one_with_the_owner_facilitates_no_more(window):
    rule = Members()
    desk = window([rule], login=ADAM["login"], users=[*SEASON["users"], ADAM])
    host = desk.engine.host()
    ann, part = (host.customers.create(name=name).id for name in ("Ann Lee", "A. Lee"))
    rule.books = part
    basket = desk.baskets.open(owner=ann, lines=lines())
    assert desk.baskets.facilitate(id=basket.id, facilitator=part).facilitator == part
    host.customers.merge(keep=ann, absorb=part)
    assert desk.baskets.get(id=basket.id).facilitator is None
    order = desk.orders.place(basket=basket.id, payments=cash(19))
    assert (order.who.owner, order.who.facilitator) == (ann, None)


def test_a_capacity_lowered_meanwhile_takes_nobodys_basket(window, reason, sale):
    desk = window()
    basket = desk.baskets.open(lines=[*lines(4), *lines(2, of="child")])
    other = desk.baskets.open(lines=lines(3))
    smaller = [{**SEASON["events"][0], "performances": [
        {**SEASON["events"][0]["performances"][0], "capacity": 4}]}]
    window(events=smaller)
    assert reason(desk.baskets.fill, id=other.id, lines=lines(4)).rule == "quota.short"
    desk.baskets.fill(id=other.id, lines=lines(2))
    assert desk.orders.place(basket=basket.id, payments=cash(76)).state == "sold"
    assert reason(desk.orders.place, **sale()).numbers == {
        "asked": 1, "left": 0, "capacity": 4}
    assert desk.orders.place(basket=other.id, payments=cash(38)).state == "sold"
