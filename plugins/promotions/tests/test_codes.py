"""Promotion codes and locks: what they unlock, and the four ways a code is refused."""

import pytest
import willcall

SPRING = {"codes": [{"code": "Spring", "uses": 2, "from": "2018-11-02T00:00",
                     "until": "2018-11-05T00:00"},
                    {"code": "PIER", "channels": ["pier"]},
                    {"code": "YOUNG", "tags": ["student"]},
                    {"code": "ONCE", "per_owner": 1}],
          "offers": [{"key": "spring", "name": "Spring offer", "percent": "25",
                      "codes": ["SPRING"]},
                     {"key": "young", "name": "Young", "percent": "50",
                      "codes": ["YOUNG", "ONCE"]}]}


@pytest.fixture
def engine(offering, clock):
    engine = offering(**SPRING)
    clock.forward(days=1)  # the 2nd of November
    return engine


def test_a_code_unlocks_an_offer_and_the_order_says_so(engine, line, buy, record_property):
    desk = engine.vouch("window@example.org")
    assert desk.orders.quote(lines=[line(2)]).total == 40
    order = buy(desk, [line(2)], promotion_codes=[" sPRING "])
    (effect,) = order.lines[0].effects
    assert (effect.offer, effect.units, effect.amount) == ("Spring offer", 2, 5)
    assert effect.reason == "25 % off, with the promotion code `Spring`"
    assert order.total == 30
    record_property("requirement", "SPX-34")


def test_four_wrong_codes_are_four_different_refusals(
        engine, line, buy, reason, clock, unchanged, record_property):
    host, desk = engine.host(), engine.vouch("window@example.org")
    ben = host.customers.create(name="Ben", tags=["patron"])

    def refused(code, **more):
        with unchanged(host):
            why = reason(desk.orders.place, lines=[line()], promotion_codes=[code],
                         payments=[{"means": "cash", "amount": 20}], **more)
            quote = desk.orders.quote(lines=[line()], promotion_codes=[code], **more)
        assert [one.rule for one in quote.reasons] == [why.rule]
        assert why.plugin == "promotions"
        return why

    assert refused("Sprnig").rule == "promotions.code_unknown"
    assert refused("").rule == "promotions.code_unknown"
    assert refused("PIER").rule == "promotions.code_not_for"
    young = refused("YOUNG", owner=ben.id)
    assert young.rule == "promotions.code_not_for"
    assert "student" not in young.message and "patron" not in young.message
    assert refused("ONCE").rule == "promotions.code_not_for"
    clock.forward(hours=-24)
    early = refused("SPRING")
    assert (early.rule, list(early.numbers)) == ("promotions.code_not_valid", ["from_wall"])
    clock.forward(days=5)
    late = refused("SPRING")
    assert (late.rule, list(late.numbers)) == ("promotions.code_not_valid", ["until_wall"])
    clock.forward(days=-4)
    for _ in range(2):
        buy(desk, [line(2)], promotion_codes=["SPRING"])
    used = refused("SPRING")
    assert (used.rule, used.numbers) == ("promotions.code_used_up", {"uses": 2})
    record_property("requirement", "SPX-34")


def test_a_code_is_used_by_orders_and_given_back_with_the_last_ticket(engine, line, buy, reason):
    desk = engine.vouch("window@example.org")
    first = buy(desk, [line(2)], promotion_codes=["SPRING"])
    buy(desk, [line(), line(performance="saturday")], promotion_codes=["SPRING"])
    desk.orders.refund(id=first.id, tickets=[first.tickets[0].id])
    with pytest.raises(willcall.Refused):
        desk.orders.place(lines=[line()], promotion_codes=["SPRING"],
                          payments=[{"means": "cash", "amount": 15}])
    desk.orders.refund(id=first.id)
    buy(desk, [line()], promotion_codes=["SPRING"])


def test_a_code_that_unlocks_nothing_here_is_not_used(engine, buy, line):
    desk = engine.vouch("window@example.org")
    for _ in range(3):
        buy(desk, [{"product": "programme"}], promotion_codes=["SPRING"])
    buy(desk, [line()], promotion_codes=["SPRING"])


def test_a_code_for_each_owner_is_used_by_each(engine, line, buy, reason):
    host, desk = engine.host(), engine.vouch("window@example.org")
    ann, ben = (host.customers.create(name=name).id for name in ("Ann", "Ben"))
    buy(desk, [line(3)], promotion_codes=["ONCE"], owner=ann)
    why = reason(desk.orders.place, lines=[line()], promotion_codes=["ONCE"], owner=ann,
                 payments=[{"means": "cash", "amount": 20}])
    assert (why.rule, why.numbers) == ("promotions.code_used_up", {"uses": 1})
    buy(desk, [line()], promotion_codes=["ONCE"], owner=ben)


def test_two_engines_know_of_each_others_uses_of_a_code(offering, line, clock):
    desks = [offering(**SPRING).vouch("window@example.org") for _ in range(2)]
    clock.forward(days=1)
    done = [desk.orders.place(lines=[line()], promotion_codes=["SPRING"],
                              payments=[{"means": "cash", "amount": 15}]) for desk in desks]
    assert len(done) == 2
    for desk in desks:
        with pytest.raises(willcall.Refused) as caught:
            desk.orders.place(lines=[line()], promotion_codes=["SPRING"],
                              payments=[{"means": "cash", "amount": 15}])
        assert caught.value.reasons[0].rule == "promotions.code_used_up"


def test_a_lock_opens_to_a_code_and_so_often(offering, line, buy, reason, unchanged,
                                             record_property):
    engine = offering(codes=[{"code": "FRIEND"}],
                      locks=[{"lock": "sponsors", "codes": ["FRIEND"], "limit": 3}])
    desk = engine.vouch("window@example.org")

    def refused(**more):
        with unchanged(engine.host()), pytest.raises(willcall.Refused) as caught:
            desk.orders.place(lines=[line(2, "box")], payments=[{"means": "cash", "amount": 80}],
                              **more)
        return [(why.rule, why.numbers) for why in caught.value.reasons]

    assert refused() == [("lock.closed", {}), ("promotions.lock_needs_code", {})]
    buy(desk, [line(2, "box")], promotion_codes=["FRIEND"])
    assert refused(promotion_codes=["FRIEND"]) == [
        ("lock.closed", {}), ("promotions.lock_used_up", {"asked": 2, "left": 1})]
    buy(desk, [line(1, "box")], promotion_codes=["friend"])
    buy(desk, [line(4)], promotion_codes=["FRIEND"])  # what is behind no lock uses none of it
    record_property("requirement", "SPX-36")


def test_a_lock_opens_to_a_tag_or_a_channel(offering, line, buy, record_property):
    engine = offering(locks=[{"lock": "sponsors", "tags": ["sponsor"], "channels": ["pier"]}])
    ann = engine.host().customers.create(name="Ann", tags=["sponsor"])
    window, pier = (engine.vouch(f"{key}@example.org") for key in ("window", "pier"))
    buy(pier, [line(2, "box")], owner=ann.id)
    for desk, who in ((window, {"owner": ann.id}), (pier, {})):
        quote = desk.orders.quote(lines=[line(1, "box")], **who)
        assert [why.rule for why in quote.reasons] == ["lock.closed", "promotions.lock_not_for"]
    record_property("requirement", "SPX-36")
