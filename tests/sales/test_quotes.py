"""A quote's token: the order is placed as it was quoted, or it is said what has changed."""

import pytest
import willcall

EVENT = {"key": "heights", "name": "In The Heights",
         "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                           "ends": "2018-11-09T22:30", "capacity": 10}],
         "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}


def changed(refused):
    """What the reasons say has changed."""
    assert {why.rule for why in refused.reasons} == {"quote.changed"}
    return [why.message.split("`")[1] for why in refused.reasons]


def test_what_was_quoted_is_placed_where_nothing_changed(desk, sale):
    quote = desk.orders.quote(lines=sale(quantity=2)["lines"])
    assert (quote.possible, quote.total, quote.reasons) == (True, 38, [])
    assert quote.who.shift == desk.shifts.current().id
    # Another's sale changes nothing that the quote depended on, as long as places are left.
    desk.orders.place(**sale())
    order = desk.orders.place(**sale(quantity=2, quote=quote.token))
    assert (order.lines, order.total) == (quote.lines, quote.total)


def test_a_price_that_changed_is_named(house, sale, unchanged):
    desk = house(events=[EVENT]).vouch("mira@example.org")
    desk.shifts.open()
    quote = desk.orders.quote(lines=sale()["lines"])
    house(events=[{**EVENT, "ticket_types": [
        {"key": "general", "name": "General admission", "price": 21}]}])
    with unchanged(desk.engine.host()):
        with pytest.raises(willcall.Refused) as caught:
            desk.orders.place(**sale(each=21, quote=quote.token))
        assert changed(caught.value) == ["catalogue", "total"]
        # Who pays what was quoted is told the same, and what the payments differ from.
        with pytest.raises(willcall.Refused) as caught:
            desk.orders.place(**sale(quote=quote.token))
        assert [why.rule for why in caught.value.reasons] == [
            "quote.changed", "quote.changed", "payment.differs"]
    fresh = desk.orders.quote(lines=sale()["lines"])
    assert fresh.total == 21
    assert desk.orders.place(**sale(each=21, quote=fresh.token)).total == 21


def test_a_season_that_changed_is_named_and_one_applied_again_is_not(house, sale):
    desk = house(events=[EVENT]).vouch("mira@example.org")
    desk.shifts.open()
    quote = desk.orders.quote(lines=sale()["lines"])
    house(events=[EVENT])
    desk.orders.place(**sale(quote=quote.token))
    house(events=[{**EVENT, "name": "In The Hills"}])
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(quote=quote.token))
    assert changed(caught.value) == ["catalogue"]


def test_settings_of_the_channel_that_changed_are_named(house, sale):
    desk = house().vouch("mira@example.org")
    desk.shifts.open()
    quote = desk.orders.quote(lines=sale()["lines"])
    house(channels=[{"key": "window", "kind": "ticket_office", "settings": {
        "delivery": "none", "caps": [{"event": "heights", "quota": 9}]}}])
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(quote=quote.token))
    assert "plugin/ticket_office" in changed(caught.value)


def test_rights_that_changed_are_named(house, sale):
    desk = house().vouch("mira@example.org")
    desk.shifts.open()
    quote = desk.orders.quote(lines=sale()["lines"])
    house(users=[{"login": "noor@example.org", "name": "Noor", "role": "cashier",
                  "channel": "window"}])
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(quote=quote.token))
    assert changed(caught.value) == ["access"]


def test_another_shift_than_the_quoted_one_is_named(desk, sale, clock):
    quote = desk.orders.quote(lines=sale()["lines"])
    desk.shifts.close()
    clock.forward(hours=1)
    desk.shifts.open()
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(quote=quote.token))
    assert changed(caught.value) == ["shift"]


def test_another_order_than_the_quoted_one_is_named(desk, sale):
    quote = desk.orders.quote(lines=sale()["lines"])
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(quantity=2, quote=quote.token))
    assert changed(caught.value) == ["lines", "total"]


def test_the_same_price_for_something_else_is_another_order(desk, sale):
    lines = sale(of="child", each=0)["lines"]
    token = desk.orders.quote(lines=lines).token
    assert desk.orders.place(lines=lines, quote=token).total == 0
    lines[0]["quantity"] = 2
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(lines=lines, quote=token)
    assert changed(caught.value) == ["lines"]


def test_places_that_were_sold_meanwhile_are_said_to_be_short(desk, sale, reason):
    quote = desk.orders.quote(lines=sale(quantity=6)["lines"])
    desk.orders.place(**sale(quantity=6))
    short = reason(desk.orders.place, **sale(quantity=6, quote=quote.token))
    assert (short.rule, short.numbers["left"]) == ("quota.short", 4)


@pytest.mark.parametrize("token", ["no token", "catalogue=1", "x" * 2000, ";;;", "total=1900"])
def test_a_token_that_is_none_sells_nothing(desk, sale, unchanged, token):
    with unchanged(desk.engine.host()), pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(quote=token))
    assert changed(caught.value)


def test_a_sale_with_a_token_is_repeated_after_what_it_depended_on_has_changed(
        house, sale, unchanged):
    desk = house(events=[EVENT]).vouch("mira@example.org")
    desk.shifts.open()
    token = desk.orders.quote(lines=sale()["lines"]).token
    order = desk.orders.place(**sale(quote=token), idempotency_key="one")
    house(events=[{**EVENT, "name": "In The Hills"}])
    with unchanged(desk.engine.host()):
        assert desk.orders.place(**sale(quote=token), idempotency_key="one") == order


def test_another_seller_s_quote_is_not_one_s_own(house, sale):
    engine = house()
    mira, noor = (engine.vouch(f"{name}@example.org") for name in ("mira", "noor"))
    for desk in (mira, noor):
        desk.shifts.open(location="main")
    token = mira.orders.quote(lines=sale()["lines"]).token
    with pytest.raises(willcall.Refused) as caught:
        noor.orders.place(**sale(quote=token))
    assert changed(caught.value) == ["session", "shift"]
    # The same seller may come back in another session.
    assert engine.vouch("mira@example.org").orders.place(**sale(quote=token)).total == 19


def test_another_owner_than_the_quoted_one_is_named(desk, sale):
    ann, bo = (desk.customers.create(name=name) for name in ("Ann", "Bo"))
    lines = sale()["lines"]
    for quoted, placed in ((ann.id, bo.id), (ann.id, None), (None, bo.id)):
        token = desk.orders.quote(lines=lines, owner=quoted).token
        with pytest.raises(willcall.Refused) as caught:
            desk.orders.place(**sale(owner=placed, quote=token))
        assert changed(caught.value) == ["owner"]
        assert desk.orders.place(**sale(owner=quoted, quote=token)).who.owner == quoted


def test_an_owner_whose_record_was_changed_is_named(desk, sale):
    ann = desk.customers.create(name="Ann")
    token = desk.orders.quote(lines=sale()["lines"], owner=ann.id).token
    # What the owner buys meanwhile is not said in the record.
    desk.orders.place(**sale(owner=ann.id))
    desk.orders.place(**sale(owner=ann.id, quote=token))
    desk.customers.change(id=ann.id, tags=["patron"])
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(owner=ann.id, quote=token))
    assert changed(caught.value) == ["owner"]


class Anybody(willcall.Eligibility):
    """Books for whomever."""

    name = "anybody"

    def judge(self, lines, who):
        return [willcall.Verdict.no_opinion() for _ in lines]

    def facilitate(self, who, relations):
        return True


def test_a_facilitator_and_what_they_are_to_the_owner_are_named(house, sale):
    engine = house([Anybody()], users=[
        {"login": "adam@example.org", "name": "Adam", "role": "administrator",
         "channel": "window", "locations": ["main"], "uses_shifts": False}])
    desk = engine.vouch("adam@example.org")
    ann, kim, bo = (desk.customers.create(name=name) for name in ("Ann", "Kim", "Bo"))
    basket = desk.baskets.open(lines=sale()["lines"], owner=kim.id)

    def quoted(by):
        return desk.baskets.facilitate(id=basket.id, facilitator=by).quote.token

    def why_not(token):
        with pytest.raises(willcall.Refused) as caught:
            desk.orders.place(basket=basket.id, payments=sale()["payments"], quote=token)
        return changed(caught.value)

    for_ann = quoted(ann.id)
    quoted(bo.id)
    assert why_not(for_ann) == ["facilitator"]
    quoted(ann.id)
    related = desk.customers.relate(customer=ann.id, other=kim.id, kind="parent")
    assert why_not(for_ann) == ["relation"]
    as_parent = quoted(ann.id)
    desk.customers.unrelate(id=related.id)
    assert why_not(as_parent) == ["relation"]
    desk.customers.change(id=ann.id, phone="555 0100")
    assert why_not(for_ann) == ["facilitator"]
    # Anybody else's relationships are nothing to it.
    desk.customers.relate(customer=bo.id, other=kim.id, kind="uncle")
    order = desk.orders.place(basket=basket.id, payments=sale()["payments"], quote=quoted(ann.id))
    assert (order.who.facilitator, order.who.owner) == (ann.id, kim.id)


def test_another_offer_at_the_same_price_is_named(house, sale):
    offers = [{"key": key, "name": key.title(), "percent": "50", "codes": [key]}
              for key in ("spring", "autumn")]
    desk = house(plugins={"promotions": {
        "codes": [{"code": "SPRING"}, {"code": "AUTUMN"}], "offers": offers}}).vouch(
            "mira@example.org")
    desk.shifts.open()
    lines = sale()["lines"]
    paid = [{"means": "cash", "amount": "9.50"}]
    token = desk.orders.quote(lines=lines, promotion_codes=["SPRING"]).token
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(lines=lines, payments=paid, promotion_codes=["AUTUMN"], quote=token)
    assert changed(caught.value) == ["offers"]
    order = desk.orders.place(lines=lines, payments=paid, promotion_codes=["spring"], quote=token)
    assert order.lines[0].effects[0].offer == "Spring"
