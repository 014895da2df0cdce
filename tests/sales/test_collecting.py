"""Money taken by another: the seller's shift counts it, whoever took it holds it, to the cent."""

import pytest
import willcall


@pytest.fixture
def office(house, badly_behaved):
    """Ada, who sells for Mira and Noor when they are away."""
    users = [{"login": f"{name}@example.org", "name": name, "role": role, "channel": "window",
              "locations": ["main"]}
             for name, role in (("ada", "administrator"), ("mira", "operator"),
                                ("noor", "operator"))]
    users.append({"login": "max@example.org", "name": "max", "role": "administrator",
                  "channel": "window", "uses_shifts": False})
    engine = house(plugin_files=[badly_behaved("stands_in")], users=users, channels=[
        {"key": "window", "kind": "ticket_office",
         "settings": {"delivery": "none", "refunds": True}}])
    return [engine.vouch(user["login"]) for user in users]


def paid(amount, means="cash", by="actor"):
    return {"means": means, "amount": amount, "collected_by": by}


def held(session):
    return [(one.seller.partition("@")[0], one.means, one.amount, one.in_drawer)
            for one in session.shifts.held().held]


def sell_for(session, seller, *requests):
    session.stands_in.begin(login=f"{seller}@example.org")
    placed = [session.orders.place(**request) for request in requests]
    session.stands_in.end()
    return placed


def test_who_collects_holds_and_the_seller_counts(office, sale, record_property):
    ada, mira, *_ = office
    own, hers = ada.shifts.open(opening_float=100), mira.shifts.open()
    ada.orders.place(**sale())
    order, other = sell_for(ada, "mira", sale(quantity=2, payments=[paid(38)]),
                            sale(payments=[paid(9, by="seller"), paid(10, "card")]))
    assert (order.who.actor, order.who.seller) == ("ada@example.org", "mira@example.org")
    assert order.who.shift == hers.id
    assert [one.collected_by for one in order.payments] == ["ada@example.org"]
    assert [one.collected_by for one in other.payments] == [None, "ada@example.org"]
    assert held(ada) == [("mira", "cash", 38, 38), ("mira", "card", 10, 10)]
    cash, card = mira.shifts.close(counted=[{"means": "cash", "amount": 9}]).means
    assert (cash.taken, cash.by_others, cash.expected, cash.over) == (47, 38, 9, 0)
    assert (card.taken, card.by_others, card.expected) == (10, 10, 0)
    cash, card = ada.shifts.close().means
    assert (cash.payments, cash.taken, cash.for_others, cash.expected) == (1, 19, 38, 157)
    assert (card.payments, card.taken, card.for_others, card.expected) == (0, 0, 10, 10)
    # It was counted with her drawer, and is still hers to hand over.
    assert held(ada) == [("mira", "cash", 38, 0), ("mira", "card", 10, 0)]
    assert ada.shifts.summary(shift=own.id).transactions.sales == 1
    record_property("requirement", "decision-4")


def test_the_seller_has_it_unless_it_is_said_otherwise(office, sale):
    ada, mira, *_ = office
    mira.shifts.open()
    (order,) = sell_for(ada, "mira", sale())
    assert order.payments[0].collected_by is None
    assert held(ada) == []
    # Who sells for themselves has it in either case.
    assert mira.orders.place(**sale(payments=[paid(19)])).payments[0].collected_by is None
    (cash,) = mira.shifts.close().means
    assert (cash.taken, cash.by_others, cash.expected) == (38, 0, 38)


def test_what_is_held_is_handed_over_to_its_seller(office, sale, reason, unchanged,
                                                   record_property):
    ada, mira, noor, _ = office
    mira.shifts.open()
    noor.shifts.open()
    sell_for(ada, "mira", sale(quantity=2, payments=[paid(38)]))  # without a shift of her own
    assert held(ada) == [("mira", "cash", 38, 0)]
    with unchanged(ada.engine.host()):
        refused = reason(ada.shifts.hand_over, to="mira@example.org", amount="38.01")
        assert (refused.rule, refused.numbers) == ("held.short", {"asked": 3801, "held": 3800})
        for to, means in (("noor", "cash"), ("ada", "cash"), ("mira", "card")):
            refused = reason(ada.shifts.hand_over, to=f"{to}@example.org", means=means, amount=1)
            assert refused.rule == "held.short"
        with pytest.raises(willcall.NotFoundError) as caught:
            ada.shifts.hand_over(to="nobody@example.org", amount=1)
        assert caught.value.field == "to"
    (moved,) = ada.shifts.hand_over(to="mira@example.org", amount="12.34").movements
    assert (moved.shift, moved.held_for) == (None, "mira@example.org")
    (cash,) = mira.shifts.close().means
    assert (cash.by_others, str(cash.received), str(cash.expected)) == (38, "12.34", "12.34")
    # She is away, and gets the rest without a drawer to put it into.
    ada.shifts.hand_over(to="mira@example.org", amount="25.66")
    assert held(ada) == []
    assert noor.shifts.close().means == []
    record_property("requirement", "decision-4")


def test_money_held_in_the_drawer_and_outside_moves_as_one(office, sale):
    ada, mira, *_ = office
    mira.shifts.open()
    sell_for(ada, "mira", sale(payments=[paid(19)]))
    ada.shifts.open()
    sell_for(ada, "mira", sale(payments=[paid(19)]))
    assert held(ada) == [("mira", "cash", 38, 19)]
    older, newer = ada.shifts.deposit(held_for="mira@example.org", amount=30).movements
    assert (older.shift, older.amount) == (None, 19)
    assert (newer.shift, newer.amount) == (ada.shifts.current().id, 11)
    assert held(ada) == [("mira", "cash", 8, 8)]
    (cash,) = ada.shifts.close().means
    assert (cash.for_others, cash.deposited, cash.expected) == (19, 11, 8)


def test_what_is_held_for_others_is_no_money_of_the_drawer(office, sale, reason):
    ada, mira, *_ = office
    mira.shifts.open()
    ada.shifts.open(opening_float=5)
    sell_for(ada, "mira", sale(payments=[paid(19)]))
    assert reason(ada.shifts.deposit, amount="5.01").rule == "shift.drawer_short"
    ada.shifts.deposit(amount=5)
    assert held(ada) == [("mira", "cash", 19, 19)]


def test_a_refund_is_paid_out_of_what_is_held(office, sale, reason, unchanged):
    ada, mira, *_ = office
    shift = mira.shifts.open()
    ada.shifts.open()
    (order,) = sell_for(ada, "mira", sale(quantity=3, payments=[paid(57)]))
    ada.shifts.hand_over(to="mira@example.org", amount=20)
    ada.stands_in.begin(login="mira@example.org")
    with unchanged(ada.engine.host()):
        refused = reason(ada.orders.refund, id=order.id, payments=[paid(57)])
        assert (refused.rule, refused.numbers) == ("held.short", {"asked": 5700, "held": 3700})
    changed = ada.orders.refund(id=order.id, tickets=[order.tickets[0].id], payments=[paid(19)])
    (refund,) = changed.transactions
    assert (refund.who.shift, refund.payments[0].collected_by) == (shift.id, "ada@example.org")
    ada.stands_in.end()
    assert held(ada) == [("mira", "cash", 18, 18)]
    (cash,) = ada.shifts.close().means
    assert (cash.taken, cash.for_others, cash.handed_over, cash.expected) == (0, 38, 20, 18)
    (cash,) = mira.shifts.close().means
    assert (cash.taken, cash.by_others, cash.received, cash.expected) == (38, 38, 20, 20)


def test_on_behalf_means_selling_only(office, sale, reason, unchanged):
    ada, mira, *_ = office
    mira.shifts.open()
    ada.stands_in.begin(login="mira@example.org")
    some = {"amount": 1, "note": "one"}
    with unchanged(ada.engine.host()):
        for operation, request in (
                (ada.shifts.close, {}), (ada.shifts.pay_in, some), (ada.shifts.pay_out, some),
                (ada.shifts.deposit, some),
                (ada.shifts.hand_over, {"to": "mira@example.org", **some})):
            assert reason(operation, **request).rule == "shift.not_own"
    mira.shifts.close()
    # The seller has gone: nothing is sold for her until a shift of hers is open again.
    assert reason(ada.orders.place, **sale()).rule == "shift.none_open"
    opened = ada.shifts.open()
    assert (opened.seller, opened.location) == ("mira@example.org", "main")
    assert ada.orders.place(**sale()).who.shift == opened.id


def test_who_has_no_shifts_holds_on_an_account_and_settles_it(office, sale, reason):
    *_, noor, max_ = office
    noor.shifts.open()
    sell_for(max_, "noor", sale(quantity=2, payments=[paid(38)]))
    assert held(max_) == [("noor", "cash", 38, 0)]
    assert reason(max_.shifts.deposit, amount=1).rule == "shift.none_open"
    (moved,) = max_.shifts.deposit(held_for="noor@example.org", amount=38).movements
    assert (moved.kind, moved.shift) == ("deposit", None)
    assert held(max_) == []
    (cash,) = noor.shifts.close().means
    assert (cash.taken, cash.by_others, cash.received, cash.expected) == (38, 38, 0, 0)


def test_money_of_paper_tickets_may_be_older_than_the_drawer_it_lies_in(office, clock):
    ada, mira, *_ = office
    host = ada.engine.host()
    host.paper_tickets.assign(login="mira@example.org", first="P-1", last="P-9")
    sold = clock.at
    clock.forward(hours=3)
    mira.shifts.open()
    ada.shifts.open()
    ada.stands_in.begin(login="mira@example.org")
    ada.paper_tickets.upload(sales=[{
        "lines": [{"performance": "friday", "ticket_type": "general", "numbers": ["P-1"]}],
        "payments": [paid(19)], "sold": sold}])
    ada.stands_in.end()
    assert held(ada) == [("mira", "cash", 19, 19)]
    assert host.store.check().faults == []


def test_registrations_and_exchanges_are_collected_too(office, sale):
    ada, mira, *_ = office
    mira.shifts.open()
    ada.stands_in.begin(login="mira@example.org")
    free = ada.orders.place(**sale(of="child", each=None))
    changed = ada.orders.exchange(id=free.id, tickets=[free.tickets[0].id],
                                  lines=sale()["lines"], payments=[paid(19, "card")])
    assert changed.transactions[0].payments[0].collected_by == "ada@example.org"
    ada.stands_in.end()
    assert held(ada) == [("mira", "card", 19, 0)]
