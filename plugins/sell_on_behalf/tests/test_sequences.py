"""Random days of beginning, selling, exiting, withdrawing and coming back, beside a plain model."""

from collections import Counter

import willcall
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from agents import IMPERSONATE, SEASON, SELL, USERS

MANAGERS = ("ada", "bob")
SELLERS = ("mira", "myra", "max")
PLACES = {"ada": "main", "bob": "pier", "mira": "pier", "myra": "main", "max": None}
ROOM = {"window": 30, "kiosk": 12}
PEOPLE = st.sampled_from([*MANAGERS, *SELLERS])
WHO = st.sampled_from(MANAGERS)
RIGHTS = st.sampled_from([IMPERSONATE, SELL])


def login(name):
    return f"{name}@example.org"


class Days(RuleBasedStateMachine):
    new_store = None
    new_clock = None

    def __init__(self):
        super().__init__()
        store, clock = self.new_store(), self.new_clock()
        self.engines = [willcall.open(store=store, clock=clock, workers=0, seed=seed)
                        for seed in (1, 2)]
        self.host = self.engines[0].host()
        self.disabled = set()
        self.apply()
        self.desks = {name: [self.engines[0].vouch(login(name))] for name in PLACES}
        for sessions in self.desks.values():
            sessions.append(self.engines[1].session(token=sessions[0].token))
        self.rights = {name: set() for name in MANAGERS}
        self.acts_for = {}  # whom each manager sells for
        self.shifts = {}    # the open one of each
        self.sold = {}      # actor, seller, shift and amount of each order
        self.held = Counter()

    def apply(self):
        users = [{**one, "disabled": one["login"] in self.disabled} for one in USERS]
        self.engines[0].host().invoke("catalogue.apply", {"text": text_of(users)})

    def asked(self, operation, **request):
        """What it comes to, or the rule that said no first."""
        try:
            return operation(**request), None
        except willcall.Refused as refused:
            return None, refused.reasons[0].rule

    def may_sell(self, name):
        """The rule that keeps somebody from selling, as things are."""
        seller = self.acts_for.get(name)
        if seller is not None and login(seller) in self.disabled:
            return "access.seller_disabled"
        if seller is not None and self.rights[name] != {IMPERSONATE, SELL}:
            return "sell_on_behalf.withdrawn"
        return None

    @rule(name=WHO, right=RIGHTS)
    def grant(self, name, right):
        self.host.sell_on_behalf.grant(login=login(name), permission=right)
        self.rights[name].add(right)

    @rule(name=WHO)
    def grant_both(self, name):
        for right in (IMPERSONATE, SELL):
            self.grant(name, right)

    @rule(name=WHO, right=RIGHTS)
    def withdraw(self, name, right):
        _, no = self.asked(self.host.sell_on_behalf.withdraw, login=login(name), permission=right)
        assert no == (None if right in self.rights[name] else "sell_on_behalf.not_granted")
        self.rights[name].discard(right)

    @rule(name=WHO, engine=st.integers(0, 1), seller=st.sampled_from([*SELLERS, "ada"]))
    def begin(self, name, engine, seller):
        begun, no = self.asked(self.desks[name][engine].sell_on_behalf.begin, login=login(seller))
        if name in self.acts_for:
            # Whoever acts for one who is disabled does nothing at all.
            disabled = login(self.acts_for[name]) in self.disabled
            assert no == ("access.seller_disabled" if disabled else "sell_on_behalf.second_step")
        elif self.rights[name] != {IMPERSONATE, SELL}:
            assert no == "sell_on_behalf.not_granted"
        elif seller == name:
            assert no == "sell_on_behalf.oneself"
        elif login(seller) in self.disabled:
            assert no == "sell_on_behalf.disabled"
        else:
            assert no is None
            assert begun.shift_needed == (seller not in self.shifts and seller != "max")
            self.acts_for[name] = seller

    @rule(name=WHO, engine=st.integers(0, 1))
    def exit(self, name, engine):
        exited, no = self.asked(self.desks[name][engine].sell_on_behalf.exit)
        if name in self.acts_for:
            assert exited.seller == login(self.acts_for.pop(name))
        else:
            assert no == "sell_on_behalf.not_active"

    @rule(name=PEOPLE, engine=st.integers(0, 1))
    def open_shift(self, name, engine):
        if login(name) in self.disabled:
            return
        seller = self.acts_for.get(name, name)
        where = {"location": "main"} if seller == "myra" else {}
        shift, no = self.asked(self.desks[name][engine].shifts.open, **where)
        expected = self.may_sell(name)
        if expected is None:
            expected = ("shift.unused" if seller == "max" else
                        "shift.already_open" if seller in self.shifts else None)
        assert no == expected
        if no is None:
            assert (shift.seller, shift.location) == (login(seller), PLACES[seller])
            self.shifts[seller] = shift.id

    @rule(name=PEOPLE, engine=st.integers(0, 1))
    def close_shift(self, name, engine):
        if login(name) in self.disabled:
            return
        _, no = self.asked(self.desks[name][engine].shifts.close)
        if name in self.acts_for:
            assert no == (self.may_sell(name) or "shift.not_own")
        else:
            assert no == (None if name in self.shifts else "shift.none_open")
            self.shifts.pop(name, None)

    @rule(name=PEOPLE, engine=st.integers(0, 1), quantity=st.integers(1, 3),
          collects=st.booleans())
    def sell(self, name, engine, quantity, collects):
        if login(name) in self.disabled:
            return
        seller = self.acts_for.get(name, name)
        by = "actor" if collects else "seller"
        order, no = self.asked(
            self.desks[name][engine].orders.place,
            lines=[{"performance": "friday", "ticket_type": "general", "quantity": quantity}],
            payments=[{"means": "cash", "amount": 19 * quantity, "collected_by": by}])
        expected = self.may_sell(name)
        if expected is None and seller != "max" and seller not in self.shifts:
            expected = "shift.none_open"
        channel = "window" if seller in MANAGERS else "kiosk"
        if expected is None and quantity > min(self.room(channel), self.room("window")):
            expected = "quota.short"
        assert no == expected
        if order is None:
            return
        shift = self.shifts.get(seller)
        assert (order.who.actor, order.who.seller, order.who.shift) == (
            login(name), login(seller), shift)
        assert (order.banner is not None) == (name != seller)
        self.sold[order.id] = (name, seller, shift, quantity)
        if collects and name != seller:
            self.held[name, seller] += 19 * quantity

    def room(self, channel):
        """Places that the channel has left; the window is bound by the house alone."""
        taken = sum(quantity for _, seller, _, quantity in self.sold.values()
                    if channel == "window" or seller in SELLERS)
        return ROOM[channel] - taken

    @rule(name=st.sampled_from(SELLERS))
    def disable_or_enable(self, name):
        """Who is disabled is signed out for good, and signs in anew afterwards."""
        self.disabled ^= {login(name)}
        self.apply()
        if login(name) not in self.disabled:
            self.desks[name] = [engine.vouch(login(name)) for engine in self.engines]

    @rule(name=st.sampled_from(SELLERS))
    def come_back(self, name):
        """The seller signs in on another machine, whoever sells for them meanwhile."""
        if login(name) in self.disabled:
            return
        self.desks[name].append(self.engines[1].vouch(login(name)))
        del self.desks[name][1]
        assert self.desks[name][1].sessions.current().banner is None

    def teardown(self):
        assert {one.id for one in self.host.orders.list(most=1000).orders} == set(self.sold)
        for order, (actor, seller, shift, _) in self.sold.items():
            who = self.host.orders.get(id=order).who
            assert (who.actor, who.seller, who.shift) == (login(actor), login(seller), shift)
        sales = Counter(shift for _, _, shift, _ in self.sold.values() if shift is not None)
        for shift in self.host.shifts.list().shifts:
            summary = self.host.shifts.summary(shift=shift.id)
            assert summary.transactions.sales == sales[shift.id]
        for name in MANAGERS:
            self.apply_nobody_disabled()
            if name in self.acts_for:
                self.desks[name][0].sell_on_behalf.exit()
            held = {(name, one.seller.partition("@")[0]): one.amount
                    for one in self.desks[name][0].shifts.held().held}
            assert held == {key: amount for key, amount in self.held.items() if key[0] == name}
        checked = self.host.store.check()
        assert checked.ok, checked.faults
        for engine in self.engines:
            engine.close()

    def apply_nobody_disabled(self):
        self.disabled = set()
        self.apply()


def text_of(users):
    import json

    return json.dumps({**SEASON, "users": users})


def test_every_sale_of_random_days_stands_on_one_shift(new_store, clock, database,
                                                       record_property):
    days = type("RandomDays", (Days,), {"new_store": staticmethod(new_store),
                                        "new_clock": type(clock)})
    days.TestCase.settings = settings(
        max_examples=40 if database == "sqlite" else 10, stateful_step_count=30, deadline=None,
        database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    days.TestCase("runTest").runTest()
    record_property("requirement", "BTZ-3 decision-4 decision-5")
