"""Why each offer applies to a line, or does not; and what agents keep."""

from decimal import Decimal

import pytest

OFFERS = {"groups": [{"key": "few", "limit": 3}],
          "codes": [{"code": "SPRING"}],
          "offers": [{"key": "a", "name": "Gold", "percent": "50", "limit": 2, "group": "few"},
                     {"key": "b", "name": "Child", "percent": "20", "ticket_types": ["child"]},
                     {"key": "c", "name": "Spring", "percent": "10", "codes": ["SPRING"]},
                     {"key": "d", "name": "Pier", "percent": "10", "channels": ["pier"]},
                     {"key": "e", "name": "Tagged", "percent": "10", "tags": ["vip"]},
                     {"key": "f", "name": "Party", "percent": "10", "least": 9},
                     {"key": "g", "name": "Gone", "percent": "10", "until": "2018-10-01T00:00"},
                     {"key": "h", "name": "Next", "percent": "10", "from": "2018-12-01T00:00"},
                     {"key": "i", "name": "Known", "percent": "10", "per_owner": 1}]}


def test_of_every_offer_it_is_said_why_it_applies_or_not(window, line):
    desk = window(**OFFERS)
    asked = [line(3), line(1, "child")]
    told = desk.promotions.explain(lines=asked)
    first, second = told.lines
    assert [(one.offer, one.units, one.reason) for one in first.applied] == [
        ("Gold", 2, "50 % off")]
    assert [(one.message.split("`")[1], one.rule.split(".")[1]) for one in first.not_applied] == [
        ("Gold", "limit_reached"), ("Child", "other_tickets"), ("Spring", "no_code"),
        ("Pier", "other_channel"), ("Tagged", "not_for_owner"), ("Party", "too_few"),
        ("Gone", "too_late"), ("Next", "too_early"), ("Known", "no_owner")]
    assert first.not_applied[0].numbers == {"asked": 3, "left": 2}
    assert [one.offer for one in second.applied] == ["Child"]
    assert second.not_applied[0].rule == "promotions.limit_reached"
    assert told.reasons == []
    assert "vip" not in str(told)  # never the tag


def test_a_quote_explains_where_it_is_asked_to(window, line):
    desk = window(**OFFERS)
    plain = desk.orders.quote(lines=[line(3)])
    told = desk.orders.quote(lines=[line(3)], explain=True)
    assert plain.explanations == []
    assert (told.lines, told.total, told.token) == (plain.lines, plain.total, plain.token)
    assert {(why.line, why.plugin) for why in told.explanations} == {(0, "promotions")}
    assert len(told.explanations) == 9


def test_an_explanation_says_what_speaks_against_the_order(window, line):
    desk = window(**OFFERS)
    told = desk.promotions.explain(lines=[line(1, "box")], promotion_codes=["NONE"])
    assert [one.rule for one in told.reasons] == ["promotions.code_unknown", "lock.closed"]


COMMISSIONS = [{"name": "Pier house", "channels": ["pier"], "percent": "10",
                "ticket_types": ["general"]},
               {"name": "Pier house", "channels": ["pier"], "amount": "1.50",
                "ticket_types": ["child"]},
               {"name": "Handling", "channels": ["pier"], "amount": "0.25"}]


def kept(order):
    return [[(one.name, one.amount) for one in of.commissions] for of in order.lines]


def test_an_agent_keeps_an_amount_or_per_cent_by_ticket_type(offering, line, buy, record_property):
    engine = offering(commissions=COMMISSIONS)
    window, pier = (engine.vouch(f"{key}@example.org") for key in ("window", "pier"))
    order = buy(pier, [line(3), line(2, "child")])
    assert kept(order) == [[("Pier house", 6), ("Handling", Decimal("0.75"))],
                           [("Pier house", 3), ("Handling", Decimal("0.50"))]]
    assert (order.total, order.paid) == (80, 80)  # the buyer pays the price
    assert pier.orders.get(id=order.id) == order
    assert kept(pier.orders.quote(lines=[line(3)])) == [kept(order)[0]]
    assert kept(buy(window, [line(3)])) == [[]]
    record_property("requirement", "SPX-40")


@pytest.mark.parametrize("commissions, off, each", [
    # Of what is paid after offers: 10 % of 9.95 is 0.995, half up.
    ([{"percent": "10"}], "10.05", ["1.00"]),
    # All of them together stay below the price, in their order.
    ([{"amount": "19.00"}, {"percent": "50"}], "", ["19.00", "0.99"]),
    ([{"amount": "30.00"}], "", ["19.99"]),
    ([{"percent": "100"}], "", ["19.99"]),
    ([{"amount": "1.00"}], "19.99", ["0.00"]),
    ([{"percent": "10"}], "20.00", ["0.00"]),
])
def test_commissions_stay_below_the_price(offering, line, buy, record_property, commissions, off,
                                          each):
    engine = offering(
        offers=[{"key": "off", "name": "Off", "amount": off}] if off else [],
        commissions=[{"name": f"c{number}", "channels": ["pier"], **one}
                     for number, one in enumerate(commissions)])
    order = buy(engine.vouch("pier@example.org"), [line(2)])
    assert kept(order) == [[(f"c{number}", 2 * Decimal(amount))
                            for number, amount in enumerate(each)]]
    record_property("requirement", "SPX-40")
