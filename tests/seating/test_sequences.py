"""Random evenings in random halls, each answer beside what looking at every choice would find."""

from itertools import groupby, product

import pytest
import willcall
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TYPES = {"general": None, "box": "b"}
CHANGES = ["seats", "block", "unblock", "register", "pay", "cancel", "refund", "fill", "order",
           "drop"]
TAKEN = ("sold", "held", "in a basket")
WINDOW = {"channels": [{"key": "window", "kind": "ticket_office", "settings": {
              "delivery": "none", "registrations": True, "refunds": True}}],
          "users": [{"login": "mira@example.org", "name": "Mira North", "role": "operator",
                     "channel": "window", "locations": ["main"]}],
          "locks": [{"key": "boxes", "name": "Boxes"}]}

halls = st.lists(st.text("aaab ", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=3)
lines = st.fixed_dictionaries({"ticket_type": st.sampled_from(sorted(TYPES)),
                               "quantity": st.integers(1, 4), "together": st.booleans()})
steps = st.one_of(
    st.lists(lines, min_size=1, max_size=3),
    st.tuples(st.sampled_from(CHANGES),
              st.lists(st.integers(0, 30), min_size=1, max_size=3, unique=True)))


class Opener(willcall.Eligibility):
    """Who asks for a box may have what is locked."""

    name = "opener"

    def judge(self, lines, who):
        for line in lines:
            yield willcall.Verdict.yes(opens=["boxes"] if line.ticket_type == "box" else [])


class Evening:
    """What a box office without a computer would know: a drawing, and who sits where."""

    def __init__(self, rows, blocked, locked):
        self.rows = rows
        self.locked = set(locked)  # for boxes only
        self.seats = {}  # guid: row, column, category
        for row, text in enumerate(rows, 1):
            columns = [at for at, letter in enumerate(text) if letter != " "]
            for number, column in enumerate(columns, 1):
                self.seats[f"{row}-{number}"] = (row, column, text[column])
        self.gone = dict.fromkeys(blocked, "blocked")  # or one of TAKEN
        self.baskets = {}  # guid: basket
        self.orders = {}  # guid: order and ticket

    def free(self, category=None):
        """Of a category those that are locked too, else those that are not."""
        return [guid for guid, (_, _, of) in self.seats.items()
                if guid not in self.gone
                and (guid not in self.locked if category is None else category == of)]

    def there(self):
        return [guid for guid in self.seats if guid not in self.gone]

    def runs(self, guids):
        """Groups of these seats that stand next to each other."""
        places = sorted(self.seats[guid][:2] + (guid,) for guid in guids)
        return [[guid for _, (_, _, guid) in run]
                for _, run in groupby(enumerate(places),
                                      lambda one: (one[1][0], one[1][1] - one[0]))]

    def windows(self, category, count):
        return [run[first:first + count] for run in self.runs(self.free(category))
                for first in range(len(run) - count + 1)]

    def parties(self, order):
        """How many want the same, together or not."""
        found = {}
        for line in order:
            key = (TYPES[line["ticket_type"]], line["together"])
            found[key] = found.get(key, 0) + line["quantity"]
        return found

    def can_sit(self, order):
        """Whether there is any way at all: each choice of each party, with each of the others."""
        parties = self.parties(order)
        together = [self.windows(of, count) for (of, near), count in parties.items() if near]
        apart = {of: count for (of, near), count in parties.items() if not near}
        for choice in product(*together):
            taken = [guid for window in choice for guid in window]
            if len(set(taken)) != len(taken):
                continue
            boxes = len(set(self.free("b")) - set(taken)) - apart.get("b", 0)
            left = len(self.there()) - len(taken) - sum(apart.values())
            if boxes >= 0 and left >= 0:
                return True
        return False

    def gaps(self, taken):
        """Seats that were not alone and would be."""
        def alone(guids):
            return {run[0] for run in self.runs(guids) if len(run) == 1}

        return len(alone(set(self.there()) - set(taken)) - alone(self.there()))

    def least_gaps(self, category, count):
        return min(map(self.gaps, self.windows(category, count)))

    def drawn(self):
        marks = {"sold": "#", "blocked": "x", "held": "h", "in a basket": "h"}
        rows = [""] * len(self.rows)
        for guid, (row, _, _) in self.seats.items():
            rows[row - 1] += marks.get(self.gone.get(guid), ".")
        return rows


class Desk:
    """The store, driven beside the evening."""

    def __init__(self, session, evening, seats_of):
        self.session, self.evening, self.seats_of = session, evening, seats_of
        self.host = session.engine.host()

    def price(self, line):
        return 19 * line.get("quantity", len(line.get("seats", ())))

    def place(self, order):
        return self.session.orders.place(
            lines=[{"performance": "friday", **line} for line in order],
            payments=[{"means": "cash", "amount": sum(map(self.price, order))}], codes=False)

    def note(self, order, state):
        for ticket in order.tickets:
            self.evening.gone[ticket.seat.guid] = state
            self.evening.orders[ticket.seat.guid] = order.id, ticket.id
        return self.seats_of(order)

    def best(self, order):
        possible = self.evening.can_sit(order)
        try:
            placed = self.place(order)
        except willcall.Refused as refused:
            assert not possible, refused
            return
        assert possible
        taken = self.seats_of(placed)
        assert len(set(taken)) == len(taken) and set(taken) <= set(self.evening.there())
        parties = self.evening.parties(order)
        for (category, near), count in parties.items():
            mine = [guid for line, guid in zip(self.lines_of(order), taken, strict=True)
                    if (TYPES[line["ticket_type"]], line["together"]) == (category, near)]
            assert set(mine) <= set(self.evening.free(category))
            assert not near or len(self.evening.runs(mine)) == 1
            if len(parties) == 1 and near:
                assert self.evening.gaps(mine) == self.evening.least_gaps(category, count)
        self.note(placed, "sold")

    @staticmethod
    def lines_of(order):
        """The line of each ticket."""
        return [line for line in order for _ in range(line["quantity"])]

    def named(self, guids, ask, state):
        gone = [guid for guid in guids
                if guid in self.evening.gone or guid in self.evening.locked]
        try:
            assert self.note(ask(guids), state) == guids
        except willcall.Refused as refused:
            assert {seat.guid for why in refused.reasons for seat in why.seats} <= set(gone)
            assert gone
            return
        assert not gone

    def sell(self, guids):
        self.named(guids, lambda seats: self.place([{"ticket_type": "general", "seats": seats}]),
                   "sold")

    def register(self, guids):
        self.named(guids, lambda seats: self.session.orders.register(
            lines=[{"performance": "friday", "ticket_type": "general", "seats": seats}],
            buyer={"name": "Ann"}), "held")

    def first(self, guids, state):
        """Order and ticket of the first of these seats that stand so."""
        return next((self.evening.orders[guid] for guid in guids
                     if self.evening.gone.get(guid) == state), (None, None))

    def of_order(self, order):
        return [guid for guid, (of, _) in self.evening.orders.items()
                if of == order and guid in self.evening.gone]

    def pay(self, guids):
        order, _ = self.first(guids, "held")
        if order:
            amount = 19 * len(self.of_order(order))
            self.session.orders.pay(id=order, payments=[{"means": "cash", "amount": amount}])
            self.evening.gone.update(dict.fromkeys(self.of_order(order), "sold"))

    def cancel(self, guids):
        order, _ = self.first(guids, "held")
        if order:
            self.session.orders.cancel(id=order)
            for guid in self.of_order(order):
                del self.evening.gone[guid]

    def refund(self, guids):
        order, ticket = self.first(guids, "sold")
        if order:
            self.session.orders.refund(id=order, tickets=[ticket])
            for guid in self.of_order(order):
                if self.evening.orders[guid][1] == ticket:
                    del self.evening.gone[guid]

    def basket_of(self, guids):
        """The basket of the first of these seats that is in one, and all its seats."""
        basket = next((self.evening.baskets[guid] for guid in guids
                       if self.evening.gone.get(guid) == "in a basket"), None)
        return basket, [guid for guid, of in self.evening.baskets.items() if of == basket]

    def fill(self, guids):
        """Opens a basket; or puts other seats into one that has any of these."""
        basket, had = self.basket_of(guids)
        gone = [guid for guid in guids
                if guid in self.evening.locked or guid in self.evening.gone and guid not in had]
        lines = [{"performance": "friday", "ticket_type": "general", "seats": guids}]
        baskets = self.session.baskets
        try:
            filled = baskets.fill(id=basket, lines=lines) if basket else baskets.open(lines=lines)
        except willcall.Refused as refused:
            assert {seat.guid for why in refused.reasons for seat in why.seats} <= set(gone)
            assert gone
            return
        assert not gone
        assert filled.lines[0].seats == guids
        for guid in had:
            del self.evening.gone[guid], self.evening.baskets[guid]
        self.evening.gone.update(dict.fromkeys(guids, "in a basket"))
        self.evening.baskets.update(dict.fromkeys(guids, filled.id))

    def order(self, guids):
        basket, had = self.basket_of(guids)
        if basket:
            placed = self.session.orders.place(basket=basket, codes=False, payments=[
                {"means": "cash", "amount": 19 * len(had)}])
            for guid in had:
                del self.evening.baskets[guid]
            assert sorted(self.note(placed, "sold")) == sorted(had)

    def drop(self, guids):
        basket, had = self.basket_of(guids)
        if basket:
            self.session.baskets.drop(id=basket)
            for guid in had:
                del self.evening.gone[guid], self.evening.baskets[guid]

    def block(self, guids):
        sold = [guid for guid in guids if self.evening.gone.get(guid) in TAKEN]
        try:
            self.host.seats.block(performance="friday", seats=guids)
        except willcall.Refused as refused:
            (why,) = refused.reasons
            assert [seat.guid for seat in why.seats] == sold
            return
        assert not sold
        self.evening.gone.update(dict.fromkeys(guids, "blocked"))

    def unblock(self, guids):
        self.host.seats.unblock(performance="friday", seats=guids)
        for guid in guids:
            if self.evening.gone.get(guid) == "blocked":
                del self.evening.gone[guid]

    def step(self, step):
        if isinstance(step, list):
            return self.best(step)
        what, numbers = step
        guids = list(self.evening.seats)
        asked = list(dict.fromkeys(guids[number % len(guids)] for number in numbers))
        return {"seats": self.sell, "block": self.block, "unblock": self.unblock,
                "register": self.register, "pay": self.pay, "cancel": self.cancel,
                "refund": self.refund, "fill": self.fill, "order": self.order,
                "drop": self.drop}[what](asked)


@pytest.fixture
def evenings(database):
    return 60 if database == "sqlite" else 12


def test_an_evening_is_what_looking_at_every_choice_finds(house, seated, seats_of, states,
                                                          new_store, evenings):
    @settings(max_examples=evenings, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))
    @given(rows=halls, asked=st.lists(steps, min_size=4, max_size=16),
           locks=st.lists(st.integers(0, 30), max_size=4, unique=True))
    def evening(rows, asked, locks):
        # A row at the back, not for sale, says how far apart seats usually stand.
        rows = [*rows, "a" * 16]
        back = [f"{len(rows)}-{number}" for number in range(1, 17)]
        guids = list(Evening(rows, back, ()).seats)
        locked = [guids[number] for number in locks if number < len(guids)]
        with house([Opener()], store=new_store(), **WINDOW,
                   **seated(*rows, blocked=back, locked={"boxes": locked})) as engine:
            session = engine.vouch("mira@example.org")
            session.shifts.open()
            desk = Desk(session, Evening(rows, back, locked), seats_of)
            for step in asked:
                if isinstance(step, list) and locked:
                    # Apart, a box would have to leave what is not locked to the others.
                    step = [{**line, "together": True} for line in step]
                desk.step(step)
                assert states(session) == desk.evening.drawn()
            checked = desk.host.store.check()
            assert checked.ok, checked.faults

    evening()
