"""Random evenings in random halls, each answer beside what looking at every choice would find."""

from itertools import groupby, product

import pytest
import willcall
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TYPES = {"general": None, "box": "b"}

halls = st.lists(st.text("aaab ", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=3)
lines = st.fixed_dictionaries({"ticket_type": st.sampled_from(sorted(TYPES)),
                               "quantity": st.integers(1, 4), "together": st.booleans()})
steps = st.one_of(
    st.lists(lines, min_size=1, max_size=3),
    st.tuples(st.sampled_from(["seats", "block", "unblock"]),
              st.lists(st.integers(0, 30), min_size=1, max_size=3, unique=True)))


class Evening:
    """What a box office without a computer would know: a drawing, and who sits where."""

    def __init__(self, rows, blocked):
        self.rows = rows
        self.seats = {}  # guid: row, column, category
        for row, text in enumerate(rows, 1):
            columns = [at for at, letter in enumerate(text) if letter != " "]
            for number, column in enumerate(columns, 1):
                self.seats[f"{row}-{number}"] = (row, column, text[column])
        self.gone = dict.fromkeys(blocked, "blocked")  # or "sold"

    def free(self, category=None):
        return [guid for guid, (_, _, of) in self.seats.items()
                if guid not in self.gone and category in (None, of)]

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
            left = len(self.free()) - len(taken) - sum(apart.values())
            if boxes >= 0 and left >= 0:
                return True
        return False

    def gaps(self, taken):
        """Seats that were not alone and would be."""
        def alone(guids):
            return {run[0] for run in self.runs(guids) if len(run) == 1}

        return len(alone(set(self.free()) - set(taken)) - alone(self.free()))

    def least_gaps(self, category, count):
        return min(map(self.gaps, self.windows(category, count)))

    def drawn(self):
        marks = {"sold": "#", "blocked": "x"}
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

    def best(self, order):
        possible = self.evening.can_sit(order)
        try:
            taken = self.seats_of(self.place(order))
        except willcall.Refused as refused:
            assert not possible, refused
            return
        assert possible
        assert len(set(taken)) == len(taken) and set(taken) <= set(self.evening.free())
        parties = self.evening.parties(order)
        for (category, near), count in parties.items():
            mine = [guid for line, guid in zip(self.lines_of(order), taken, strict=True)
                    if (TYPES[line["ticket_type"]], line["together"]) == (category, near)]
            assert category in (None, *{self.evening.seats[guid][2] for guid in mine})
            assert not near or len(self.evening.runs(mine)) == 1
            if len(parties) == 1 and near:
                assert self.evening.gaps(mine) == self.evening.least_gaps(category, count)
        self.evening.gone.update(dict.fromkeys(taken, "sold"))

    @staticmethod
    def lines_of(order):
        """The line of each ticket."""
        return [line for line in order for _ in range(line["quantity"])]

    def named(self, guids):
        gone = [guid for guid in guids if guid in self.evening.gone]
        try:
            assert self.seats_of(self.place([{"ticket_type": "general", "seats": guids}])) == guids
        except willcall.Refused as refused:
            assert {seat.guid for why in refused.reasons for seat in why.seats} <= set(gone)
            assert gone
            return
        assert not gone
        self.evening.gone.update(dict.fromkeys(guids, "sold"))

    def block(self, guids):
        sold = [guid for guid in guids if self.evening.gone.get(guid) == "sold"]
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
        return {"seats": self.named, "block": self.block, "unblock": self.unblock}[what](asked)


@pytest.fixture
def evenings(database):
    return 120 if database == "sqlite" else 20


def test_an_evening_is_what_looking_at_every_choice_finds(house, seated, seats_of, states,
                                                          new_store, evenings):
    @settings(max_examples=evenings, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))
    @given(rows=halls, asked=st.lists(steps, min_size=4, max_size=16))
    def evening(rows, asked):
        # A row at the back, not for sale, says how far apart seats usually stand.
        rows = [*rows, "a" * 16]
        back = [f"{len(rows)}-{number}" for number in range(1, 17)]
        with house(store=new_store(), **seated(*rows, blocked=back)) as engine:
            session = engine.vouch("mira@example.org")
            session.shifts.open()
            desk = Desk(session, Evening(rows, back), seats_of)
            for step in asked:
                desk.step(step)
                assert states(session) == desk.evening.drawn()
            checked = desk.host.store.check()
            assert checked.ok, checked.faults

    evening()
