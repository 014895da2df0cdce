"""What a basket holds of a channel's contingent."""

from foothill import SEASON


def lines(quantity):
    return [{"performance": "friday", "ticket_type": "general", "quantity": quantity}]


def with_contingent(places):
    window = {**SEASON["channels"][0], "basket_minutes": 15}
    return {"channels": [window, *SEASON["channels"][1:]], "contingents": [
        {"key": "window-friday", "channel": "window", "performance": "friday", "places": places,
         "release": "2018-11-09T12:00"}]}


def test_a_basket_that_expires_before_its_contingent_is_released_keeps_nothing(
        house, sale, clock):
    mira = house(**with_contingent(10)).vouch("mira@example.org")
    mira.shifts.open()
    basket = mira.baskets.open(lines=lines(10))
    clock.forward(minutes=16)
    assert mira.orders.quote(lines=lines(10)).possible
    assert len(mira.orders.place(**sale(quantity=2)).tickets) == 2
    assert mira.baskets.get(id=basket.id).state == "expired"
    (friday,) = mira.performances.list().performances
    assert (friday.sold, friday.held, friday.left) == (2, 0, 8)


def test_what_expires_comes_back_to_its_contingent_and_the_quote_of_others_knows(
        house, sale, clock, reason):
    engine = house(**with_contingent(3))
    mira, cass = (engine.vouch(f"{name}@example.org") for name in ("mira", "cass"))
    mira.shifts.open()
    cass.orders.place(**sale(quantity=7, each=None))
    mira.baskets.open(lines=lines(3))
    clock.forward(minutes=16)
    quote = cass.orders.quote(lines=lines(1))
    no = reason(cass.orders.place, **sale(each=None))
    assert (no.rule, no.numbers) == (
        "quota.short", {"asked": 1, "left": 0, "capacity": 10, "set_aside": 3})
    assert not quote.possible and [why.numbers for why in quote.reasons] == [no.numbers]
    assert mira.orders.quote(lines=lines(3)).possible
