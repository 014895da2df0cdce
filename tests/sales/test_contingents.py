"""What a basket holds of a channel's contingent."""

from foothill import SEASON


def lines(quantity):
    return [{"performance": "friday", "ticket_type": "general", "quantity": quantity}]


def test_a_basket_that_expires_before_its_contingent_is_released_keeps_nothing(
        house, sale, clock):
    window = {**SEASON["channels"][0], "basket_minutes": 15}
    mira = house(channels=[window, *SEASON["channels"][1:]], contingents=[
        {"key": "window-friday", "channel": "window", "performance": "friday", "places": 10,
         "release": "2018-11-09T12:00"}]).vouch("mira@example.org")
    mira.shifts.open()
    basket = mira.baskets.open(lines=lines(10))
    clock.forward(minutes=16)
    assert mira.orders.quote(lines=lines(10)).possible
    assert len(mira.orders.place(**sale(quantity=2)).tickets) == 2
    assert mira.baskets.get(id=basket.id).state == "expired"
    (friday,) = mira.performances.list().performances
    assert (friday.sold, friday.held, friday.left) == (2, 0, 8)
