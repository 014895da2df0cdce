"""Random working days with baskets, against the model of a box office."""

import willcall
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from test_model import PERFORMANCES, PRICES, SELLERS, BoxOffice, run_days


class WithBaskets(BoxOffice):
    """What is in baskets is held until they are placed, dropped, or past their time."""

    @rule(name=st.sampled_from(sorted(SELLERS)), engine=st.integers(0, 1),
          performance=st.sampled_from(PERFORMANCES), of=st.sampled_from(sorted(PRICES)),
          quantity=st.integers(1, 4))
    def open_a_basket(self, name, engine, performance, of, quantity):
        line = {"performance": performance, "ticket_type": of, "quantity": quantity}
        fine = quantity <= min(self.rooms(name, performance, of))
        try:
            basket = self.desks[name][engine].baskets.open(lines=[line])
        except willcall.Refused as refused:
            assert not fine, refused
            self.forget_released()
            return
        assert fine
        self.forget_released()
        self.baskets[basket.id] = basket.until, name, [
            {"performance": performance, "of": of, "channel": SELLERS[name][0]}] * quantity

    @precondition(lambda self: self.baskets)
    @rule(data=st.data(), engine=st.integers(0, 1), placed=st.booleans())
    def place_or_drop_a_basket(self, data, engine, placed):
        basket = data.draw(st.sampled_from(sorted(self.baskets)))
        until, name, tickets = self.baskets[basket]
        desk, (channel, _) = self.desks[name][engine], SELLERS[name]
        late = self.clock() >= until
        due = sum(PRICES[ticket["of"]] for ticket in tickets) if channel == "window" else 0
        fine = not late and (not placed or channel == "books" or name in self.cash.drawers)
        try:
            if placed:
                order = desk.orders.place(basket=basket, payments=[
                    {"means": "cash", "amount": due}] if due else [])
            else:
                desk.baskets.drop(id=basket)
        except willcall.Refused as refused:
            assert not fine, refused
            assert late == (refused.reasons[0].rule == "basket.expired")
            return
        assert fine
        del self.baskets[basket]
        if not placed:
            return
        self.orders.add(order.id)
        self.sold += self.tickets(order, channel)
        if channel == "window":
            self.cash.took(name, due)


def test_a_working_day_with_baskets_is_what_the_model_says(new_store, clock, database,
                                                           badly_behaved):
    run_days(WithBaskets, new_store, clock, database, badly_behaved("stands_in"))
