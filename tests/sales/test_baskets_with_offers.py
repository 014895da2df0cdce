"""Baskets with promotion codes, and of what is no ticket."""


def lines(quantity=1):
    return [{"performance": "friday", "ticket_type": "general", "quantity": quantity}]


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def test_a_basket_holds_the_use_of_its_promotion_code(house, sale, reason):
    desk = house(plugins={"promotions": {
        "codes": [{"code": "SPRING", "uses": 1}],
        "offers": [{"key": "spring", "name": "Spring offer", "percent": "50",
                    "codes": ["SPRING"]}]}}).vouch("mira@example.org")
    desk.shifts.open()
    basket = desk.baskets.open(lines=lines(2))
    assert (basket.quote.total, basket.promotion_codes) == (38, [])
    given = desk.baskets.assign(id=basket.id, promotion_codes=["spring"])
    assert (given.quote.total, given.promotion_codes) == (19, ["spring"])
    coded = {"promotion_codes": ["SPRING"]}
    assert reason(desk.baskets.open, lines=lines(), **coded).rule == "promotions.code_used_up"
    assert reason(desk.orders.place, **sale(), **coded).rule == "promotions.code_used_up"
    assert desk.baskets.get(id=basket.id).quote.total == 19
    order = desk.orders.place(basket=basket.id, payments=cash(19))
    (effect,) = order.lines[0].effects
    assert (order.total, effect.offer, effect.units) == (19, "Spring offer", 2)


def test_a_basket_holds_products_beside_tickets(house, reason):
    programme = {"key": "programme", "name": "Programme", "price": 5, "quota": 3}
    desk = house(products=[programme]).vouch("mira@example.org")
    desk.shifts.open()
    basket = desk.baskets.open(lines=[*lines(2), {"product": "programme", "quantity": 2}])
    assert (basket.quote.total, basket.lines[1].product) == (48, "programme")
    short = reason(desk.baskets.open, lines=[{"product": "programme", "quantity": 2}])
    assert (short.rule, short.numbers["left"]) == ("quota.short", 1)
    order = desk.orders.place(basket=basket.id, payments=cash(48))
    assert [ticket.product for ticket in order.tickets] == ["", "", "programme", "programme"]
    last = desk.baskets.open(lines=[{"product": "programme"}])  # and the check after it
    assert (last.quote.total, last.state) == (5, "open")
