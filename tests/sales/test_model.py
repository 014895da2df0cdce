"""Random working days against a plain model of what a box office is."""

import contextlib
from collections import Counter
from datetime import datetime, timezone

import willcall
from cash_model import Cash
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

SELLERS = {"ada": ("window", "main"), "mira": ("window", "main"), "noor": ("window", "pier"),
           "cass": ("books", None)}
WITH_SHIFTS = ["ada", "mira", "noor"]
PERFORMANCES = ("friday", "sunday")
PRICES = {"general": 19, "child": 0}
# Eight days before it starts; the days of the tests end before sunday's.
FRIDAY_REGISTRATIONS_END = datetime(2018, 11, 1, 20, tzinfo=timezone.utc)
SEASON = """
organisation: {{name: Foothill Theatre, currency: USD, timezone: UTC}}
locations:
  - {{key: main, name: Main, series: {{prefix: MAIN-}}}}
  - {{key: pier, name: Pier, series: {{prefix: PIER-}}}}
events:
  - key: heights
    name: In The Heights
    registrations_end: 11520
    performances:
      - {{key: friday, starts: 2018-11-09T20:00, ends: 2018-11-09T22:30, capacity: {friday}}}
      - {{key: sunday, starts: 2018-11-11T20:00, ends: 2018-11-11T22:30, capacity: {sunday}}}
    ticket_types:
      - {{key: general, name: General, price: 19}}
      - {{key: child, name: Child, price: 0, quota: 4}}
channels:
  - {{key: window, kind: ticket_office,
     settings: {{delivery: none, registrations: true, refunds: true,
                 caps: [{{event: heights, quota: {cap}}}]}}}}
  - {{key: books, kind: distribution_outlet, settings: {{events: [heights], delivery: print}}}}
users:
  - {{login: ada@example.org, name: Ada, role: administrator, channel: window, locations: [main]}}
  - {{login: mira@example.org, name: Mira, role: operator, channel: window, locations: [main]}}
  - {{login: noor@example.org, name: Noor, role: operator, channel: window, locations: [pier]}}
  - {{login: cass@example.org, name: Cass, role: cashier, channel: books}}
deliveries: {{print: [kept]}}
"""


class Kept(willcall.Delivery):
    """Carries to nowhere, every third time only at the second try."""

    method, takes = "kept", [("ticket", "text/plain")]

    def __init__(self):
        self.delivered, self.asked = Counter(), 0

    def deliver(self, jobs):
        for job in jobs:
            self.asked += 1
            done = self.asked % 3 != 0
            self.delivered[job.content.order] += done
            yield done


class BoxOffice(RuleBasedStateMachine):
    """The store and the model, side by side; two engines share the store."""

    new_store = None  # makes stores; each day has its own
    new_clock = None
    stands_in = None  # the plugin that lets Ada act for another

    def __init__(self):
        super().__init__()
        self.clock = self.new_clock()
        self.carriers = [Kept(), Kept()]
        self.numbers = {"friday": 6, "sunday": 6, "cap": 8}
        store = self.new_store()
        self.engines = [willcall.open(store=store, plugins=[kept, self.stands_in],
                                      clock=self.clock, workers=0, seed=seed)
                        for seed, kept in enumerate(self.carriers, 1)]
        self.host = self.engines[0].host()
        self.apply()
        self.desks = {name: [self.engines[0].vouch(f"{name}@example.org")] for name in SELLERS}
        for sessions in self.desks.values():
            sessions.append(self.engines[1].session(token=sessions[0].token))
        self.sold = []        # tickets: performance, of, channel, order, id
        self.kept = {}        # tickets of each registration that is not paid
        self.baskets = {}     # until when, seller's name and tickets of each that was not ended
        self.orders = set()
        self.changes = []     # numbers of changes that drew one
        self.cash = Cash("ada")
        self.closed = {}      # summaries of shifts, by id
        self.remembered = []  # desk's name, request, key, answer
        self.devices = 0

    def apply(self):
        self.host.catalogue.apply(text=SEASON.format(**self.numbers))

    def overdue(self, ticket):
        return ticket["performance"] == "friday" and self.clock() >= FRIDAY_REGISTRATIONS_END

    def count(self, tickets, **what):
        return sum(all(ticket[key] == value for key, value in what.items()) for ticket in tickets)

    def held(self):
        """By registrations and baskets, and not past its time."""
        kept = [tickets for tickets in self.kept.values()
                if not any(self.overdue(ticket) for ticket in tickets)]
        filled = [tickets for until, _, tickets in self.baskets.values() if self.clock() < until]
        return sum(kept + filled, [])

    def rooms(self, name, performance, of, back=None):
        """What can be had of each quota that binds a sale, `back` being given back for it."""
        taken = [ticket for ticket in self.sold + self.held() if ticket is not back]
        rooms = [self.numbers[performance] - self.count(taken, performance=performance)]
        if of == "child":
            rooms.append(4 - self.count(taken, performance=performance, of="child"))
        if SELLERS[name][0] == "window":
            rooms.append(self.numbers["cap"] - self.count(taken, channel="window"))
        return [max(0, room) for room in rooms]

    def tickets(self, order, channel):
        return [{"performance": ticket.performance, "of": ticket.ticket_type, "channel": channel,
                 "order": order.id, "id": ticket.id} for ticket in order.tickets]

    def forget_released(self):
        """What was held past its time and missed has left the model, too."""
        for order, tickets in list(self.kept.items()):
            if any(self.overdue(ticket) for ticket in tickets):
                if self.host.orders.get(id=order).state == "released":
                    del self.kept[order]

    @rule(name=st.sampled_from(sorted(SELLERS)), engine=st.integers(0, 1),
          performance=st.sampled_from(PERFORMANCES), of=st.sampled_from(sorted(PRICES)),
          quantity=st.integers(1, 4), short=st.sampled_from([0, 0, 0, 1]))
    def sell(self, name, engine, performance, of, quantity, short):
        channel, _ = SELLERS[name]
        request = {"lines": [{"performance": performance, "ticket_type": of,
                              "quantity": quantity}]}
        due = PRICES[of] * quantity if channel == "window" else 0
        if due:
            request["payments"] = [{"means": "cash", "amount": due + short}]
        rooms = self.rooms(name, performance, of)
        fits = quantity <= min(rooms)
        fine = fits and not (due and short) and (channel == "books" or name in self.cash.drawers)
        try:
            order = self.desks[name][engine].orders.place(
                **request, idempotency_key=f"key {len(self.remembered)}")
        except willcall.Refused as refused:
            assert not fine, refused
            if {why.rule for why in refused.reasons} == {"quota.short"}:
                assert refused.reasons[0].numbers["left"] in rooms
            self.forget_released()
            return
        assert fine
        self.forget_released()
        self.remembered.append((name, request, f"key {len(self.remembered)}", order))
        self.orders.add(order.id)
        self.sold += self.tickets(order, channel)
        if channel == "window":
            self.cash.took(name, due)

    @rule(seller=st.sampled_from(["mira", "noor"]), engine=st.integers(0, 1),
          performance=st.sampled_from(PERFORMANCES), quantity=st.integers(1, 3),
          collects=st.booleans(), refunded=st.booleans())
    def sell_for_another(self, seller, engine, performance, quantity, collects, refunded):
        desk = self.desks["ada"][engine]
        due = PRICES["general"] * quantity
        cash = {"means": "cash", "collected_by": "actor" if collects else "seller"}
        fine = quantity <= min(self.rooms(seller, performance, "general")) and (
            seller in self.cash.drawers)
        desk.stands_in.begin(login=f"{seller}@example.org")
        try:
            order = desk.orders.place(
                lines=[{"performance": performance, "ticket_type": "general",
                        "quantity": quantity}], payments=[{**cash, "amount": due}])
        except willcall.Refused as refused:
            assert not fine, refused
            desk.stands_in.end()
            return self.forget_released()
        assert fine
        self.forget_released()
        assert (order.who.actor, order.who.seller) == ("ada@example.org", f"{seller}@example.org")
        self.orders.add(order.id)
        self.sold += self.tickets(order, "window")
        took = self.cash.collected if collects else self.cash.took
        took(seller, due)
        if refunded:
            ticket = self.sold.pop()
            changed = desk.orders.refund(id=order.id, tickets=[ticket["id"]],
                                         payments=[{**cash, "amount": PRICES["general"]}])
            self.changes.append(changed.transactions[0].number)
            took(seller, -PRICES["general"])
        desk.stands_in.end()

    @rule(seller=st.sampled_from(["mira", "noor"]), engine=st.integers(0, 1),
          amount=st.integers(1, 60), deposited=st.booleans())
    def give_up_what_is_held(self, seller, engine, amount, deposited):
        fine = amount <= sum(self.cash.held(seller))
        shifts = self.desks["ada"][engine].shifts
        login = f"{seller}@example.org"
        try:
            if deposited:
                shifts.deposit(held_for=login, amount=amount)
            else:
                shifts.hand_over(to=login, amount=amount)
        except willcall.Refused as refused:
            assert not fine and refused.reasons[0].rule == "held.short", refused
            return
        assert fine
        self.cash.gave_up(seller, amount, handed_over=not deposited)

    @rule(name=st.sampled_from(WITH_SHIFTS), engine=st.integers(0, 1), amount=st.integers(1, 60),
          what=st.sampled_from(["pay_in", "pay_out", "deposit"]))
    def move_money(self, name, engine, amount, what):
        fine = name in self.cash.drawers and (
            what == "pay_in" or amount <= self.cash.drawers[name].own)
        try:
            getattr(self.desks[name][engine].shifts, what)(amount=amount, note="for the record")
        except willcall.Refused as refused:
            assert not fine, refused
            return
        assert fine
        self.cash.drawers[name].expected += amount if what == "pay_in" else -amount

    @rule(name=st.sampled_from(["mira", "noor"]), engine=st.integers(0, 1),
          performance=st.sampled_from(PERFORMANCES), of=st.sampled_from(sorted(PRICES)),
          quantity=st.integers(1, 4))
    def register(self, name, engine, performance, of, quantity):
        line = {"performance": performance, "ticket_type": of, "quantity": quantity}
        fine = quantity <= min(self.rooms(name, performance, of)) and not self.overdue(line)
        try:
            order = self.desks[name][engine].orders.register(lines=[line])
        except willcall.Refused as refused:
            assert not fine, refused
            self.forget_released()
            return
        assert fine
        self.forget_released()
        self.orders.add(order.id)
        self.kept[order.id] = self.tickets(order, "window")

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), name=st.sampled_from(["mira", "noor"]), engine=st.integers(0, 1),
          paid=st.booleans())
    def pay_or_give_up(self, data, name, engine, paid):
        order = data.draw(st.sampled_from(sorted(self.kept)))
        desk = self.desks[name][engine].orders
        if not paid:
            assert desk.cancel(id=order).state == "cancelled"
            del self.kept[order]
            return
        due = sum(PRICES[ticket["of"]] for ticket in self.kept[order])
        payments = [{"means": "cash", "amount": due}] if due else []
        try:
            assert desk.pay(id=order, payments=payments).paid == due
        except willcall.Refused as refused:
            assert name not in self.cash.drawers, refused
            return
        self.sold += self.kept.pop(order)
        self.cash.took(name, due)

    @precondition(lambda self: self.count(self.sold, channel="window"))
    @rule(data=st.data(), name=st.sampled_from(["mira", "noor"]), engine=st.integers(0, 1),
          into=st.sampled_from([None, ("friday", "general"), ("sunday", "general"),
                                ("sunday", "child")]))
    def give_back_or_exchange(self, data, name, engine, into):
        ticket = data.draw(st.sampled_from(
            [ticket for ticket in self.sold if ticket["channel"] == "window"]))
        desk = self.desks[name][engine].orders
        due = -PRICES[ticket["of"]]
        fine = name in self.cash.drawers
        change, more = desk.refund, {}
        if into is not None:
            performance, of = into
            due += PRICES[of]
            fine = fine and min(self.rooms(name, performance, of, back=ticket)) > 0
            change, more = desk.exchange, {
                "lines": [{"performance": performance, "ticket_type": of}],
                "payments": [{"means": "cash", "amount": due}] if due > 0 else []}
        try:
            order = change(id=ticket["order"], tickets=[ticket["id"]], **more)
        except willcall.Refused as refused:
            assert not fine, refused
            return
        assert fine
        self.forget_released()
        assert order.transactions[-1].paid == due
        self.changes.append(order.transactions[-1].number)
        self.sold.remove(ticket)
        known = {one["id"] for one in self.sold}
        self.sold += [new for new, shown in zip(self.tickets(order, "window"), order.tickets)
                      if shown.state == "valid" and shown.id not in known]
        self.cash.took(name, due)

    @precondition(lambda self: self.remembered)
    @rule(data=st.data(), engine=st.integers(0, 1))
    def repeat(self, data, engine):
        name, request, key, order = data.draw(st.sampled_from(self.remembered))
        assert self.desks[name][engine].orders.place(**request, idempotency_key=key) == order

    @rule(name=st.sampled_from(WITH_SHIFTS), engine=st.integers(0, 1), over=st.integers(-2, 2))
    def open_or_close_a_shift(self, name, engine, over):
        desk = self.desks[name][engine]
        if name not in self.cash.drawers:
            assert desk.shifts.open().location == SELLERS[name][1]
            self.cash.opened(name)
            return
        drawer = self.cash.closed(name)
        found = max(0, drawer.expected + over)
        shift = desk.shifts.close(counted=[{"means": "cash", "amount": found}])
        (cash,) = shift.means
        assert (cash.taken, cash.expected) == (drawer.taken, drawer.expected)
        assert cash.over == found - drawer.expected
        self.closed[shift.id] = self.host.shifts.summary(shift=shift.id)

    @rule(name=st.sampled_from(WITH_SHIFTS), engine=st.integers(0, 1))
    def another_device_takes_over(self, name, engine):
        before = self.desks[name]
        self.devices += 1
        after = self.engines[engine].vouch(f"{name}@example.org", device=f"till {self.devices}",
                                           take_over=True)
        self.desks[name] = [one.session(token=after.token) for one in self.engines]
        for session in before:
            with contextlib.suppress(willcall.Refused):
                session.sessions.current()
                raise AssertionError("the device before goes on")

    @rule(what=st.sampled_from(["friday", "sunday", "cap"]), number=st.integers(0, 10))
    def change_what_may_be_sold(self, what, number):
        self.numbers[what] = number
        self.apply()

    @rule(engine=st.integers(0, 1), minutes=st.integers(0, 90))
    def hand_out(self, engine, minutes):
        self.clock.forward(minutes=minutes)
        self.engines[engine].host().deliveries.run()

    @invariant()
    def the_places_are_those_of_the_model(self):
        for row in self.host.performances.list().performances:
            sold = self.count(self.sold, performance=row.key)
            held = self.count(self.held(), performance=row.key)
            capacity = self.numbers[row.key]
            assert (row.capacity, row.sold, row.held) == (capacity, sold, held)
            assert (row.left, row.overcommitted) == (max(0, capacity - sold - held),
                                                     max(0, sold + held - capacity))

    @invariant()
    def what_is_held_for_others_is_that_of_the_model(self):
        shown = self.desks["ada"][0].shifts.held().held
        held = {seller: self.cash.held(seller) for seller in ("mira", "noor")}
        assert {(one.seller.partition("@")[0], one.amount - one.in_drawer, one.in_drawer)
                for one in shown} == {(seller, *parts) for seller, parts in held.items()
                                      if sum(parts)}

    @invariant()
    def the_numbers_of_each_location_have_no_gap(self):
        orders = self.host.orders.list(most=1000).orders
        assert {row.id for row in orders} == self.orders
        numbers = [row.number for row in orders] + self.changes
        for prefix in ("MAIN-", "PIER-"):
            of_location = sorted(number for number in numbers if number.startswith(prefix))
            assert of_location == [f"{prefix}{number:06}"
                                   for number in range(1, len(of_location) + 1)]

    def teardown(self):
        """All who were promised tickets get them, once, and the store is whole."""
        for engine in self.engines * 3:
            self.clock.forward(hours=2)
            engine.host().deliveries.run()
        delivered = self.carriers[0].delivered + self.carriers[1].delivered
        assert delivered == Counter({ticket["order"]: 1 for ticket in self.sold
                                     if ticket["channel"] == "books"})
        checked = self.host.store.check()
        assert checked.ok, checked.faults
        for shift, summary in self.closed.items():
            assert self.host.shifts.summary(shift=shift) == summary
        for engine in self.engines:
            engine.close()


def run_days(office, new_store, clock, database, stands_in):
    """Random days at an office, each with a store and a clock of its own."""
    days = type("Days", (office,),
                {"new_store": staticmethod(new_store), "new_clock": type(clock),
                 "stands_in": stands_in})
    days.TestCase.settings = settings(
        max_examples=60 if database == "sqlite" else 15, stateful_step_count=30, deadline=None,
        database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    days.TestCase("runTest").runTest()


def test_a_working_day_is_what_the_model_says(new_store, clock, database, badly_behaved,
                                              record_property):
    run_days(BoxOffice, new_store, clock, database, badly_behaved("stands_in"))
    record_property("requirement", "BTZ-25 decision-4 decision-6 decision-8")
