"""Random sequences of relating, choosing, booking and taking back: the store stays whole."""

import random

import pytest
import willcall

PAGES = ["https://tickets.example.org/seats", "https://tickets.example.org/whats-on/"]
EVENT = {"key": "heights", "name": "In The Heights",
         "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                           "ends": "2018-11-09T22:30", "capacity": 1000}],
         "ticket_types": [{"key": "general", "name": "General admission", "price": 20}]}
KINDS = ("parent", "carer", "friend")
SWITCHES = {"parent": (True, False), "carer": (False, True), "friend": (True, True)}


def lines(dice):
    return [dice.choice([{"performance": "friday", "ticket_type": "general",
                          "quantity": dice.randint(1, 2)}, {"product": "gift"}])]


class World:
    """What may happen, and who may book for whom by what was done so far."""

    def __init__(self, host, desk, sessions, people, dice):
        self.host, self.desk, self.sessions = host, desk, sessions
        self.people, self.dice = people, dice
        self.related = {}  # id of the relationship: one, other, kind
        self.switches = dict(SWITCHES)

    def lets(self, facilitator, owner):
        return any((one, other) == (facilitator, owner) and self.switches[kind][0]
                   or (other, one) == (facilitator, owner) and self.switches[kind][1]
                   for one, other, kind in self.related.values())

    def relate(self):
        one, other = self.dice.sample(self.people, 2)
        kind = self.dice.choice(KINDS)
        if (one, other, kind) not in self.related.values():
            made = self.host.customers.relate(customer=one, other=other, kind=kind)
            self.related[made.id] = (one, other, kind)

    def unrelate(self):
        if self.related:
            gone = self.dice.choice(list(self.related))
            self.host.customers.unrelate(id=gone)
            del self.related[gone]

    def switch(self):
        kind = self.dice.choice(KINDS)
        one, other = self.dice.random() < 0.7, self.dice.random() < 0.5
        self.host.facilitated_booking.set_type(kind=kind, one_acts=one, other_acts=other)
        self.switches[kind] = (one, other)

    def at_the_window(self):
        facilitator, owner = self.dice.sample(self.people, 2)
        basket = self.desk.baskets.open(owner=owner, lines=lines(self.dice))
        may = self.lets(facilitator, owner)
        try:
            booked = self.desk.baskets.facilitate(id=basket.id, facilitator=facilitator)
        except willcall.Refused:
            # Without any switch the staff have not even the right.
            assert not may
            return
        assert may
        if self.dice.random() < 0.3:
            self.dice.choice([self.unrelate, self.switch])()
            may = self.lets(facilitator, owner)
        try:
            order = self.desk.orders.place(
                basket=basket.id, payments=[{"means": "cash", "amount": booked.quote.total}])
        except willcall.Refused:
            assert not may
            return
        assert may and (order.who.facilitator, order.who.owner) == (facilitator, owner)

    def online(self):
        facilitator = self.dice.choice(list(self.sessions))
        owner = self.dice.choice([one for one in self.people if one != facilitator])
        session = self.sessions[facilitator]
        link = self.host.facilitated_booking.link(scope="all_events", forward_to=PAGES[0]).link
        may = self.lets(facilitator, owner)
        try:
            session.facilitated_booking.choose(link=link, attendee=owner)
        except willcall.Refused:
            assert not may
            return
        assert may
        if self.dice.random() < 0.3:
            self.dice.choice([self.unrelate, self.switch])()
            may = self.lets(facilitator, owner)
        asked = lines(self.dice)
        quote = session.orders.quote(lines=asked)
        assert quote.possible == (may and "product" not in asked[0])
        if quote.possible:
            order = session.orders.place(lines=asked, payments=[
                {"means": "card", "amount": quote.total}])
            assert (order.who.facilitator, order.who.owner) == (facilitator, owner)
        session.facilitated_booking.book_for_oneself()

    def take_back(self):
        orders = [one for one in self.desk.orders.list().orders if one.state == "sold"]
        if orders:
            self.desk.orders.refund(id=self.dice.choice(orders).id)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_only_those_who_may_have_booked(house, seed):
    dice = random.Random(seed)
    host = house(events=[EVENT]).host()
    for kind, (one, other) in SWITCHES.items():
        host.facilitated_booking.set_type(kind=kind, one_acts=one, other_acts=other)
    desk = host.engine.vouch("mira@example.org")
    people, sessions = [], {}
    for number in range(4):
        email = f"person{number}@example.org"
        made = host.customers.create(name=f"Person {number}", email=email, password="long enough")
        people.append(made.id)
        if number < 2:
            sessions[made.id] = host.engine.session(customer=email, password="long enough")
    world = World(host, desk, sessions, people, dice)
    steps = [world.relate, world.relate, world.unrelate, world.switch, world.at_the_window,
             world.at_the_window, world.online, world.online, world.take_back]
    for _ in range(60):
        dice.choice(steps)()
    assert host.store.check().ok
