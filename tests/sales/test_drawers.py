"""Drawers: what moves without a sale, what is counted, and what a shift's summary says of it."""

import subprocess
from decimal import Decimal

import pytest
import willcall

WINDOW = [{"key": "window", "kind": "ticket_office",
           "settings": {"delivery": "none", "registrations": True, "refunds": True}}]
SECTIONS = ("payments", "transactions", "tickets", "fees", "refunds", "paid_in_out", "deposits",
            "redeemables", "commissions")


def money(amount, means="cash", **more):
    return {"means": means, "amount": amount, **more}


def office(house):
    """The house, whose window refunds."""
    return house(channels=WINDOW, users=[
        {"login": "mira@example.org", "name": "Mira", "role": "operator", "channel": "window",
         "locations": ["main"]}])


@pytest.fixture
def roles(house):
    """A function that opens a house with these roles, and gives a session for a user of each."""

    def open_house(**permits):
        users = [{"login": f"{name}@example.org", "name": name, "role": name, "channel": "window",
                  "locations": ["main"]} for name in permits]
        engine = house(users=users, channels=WINDOW, plugins={"roles": {"roles": permits}})
        return [engine.vouch(user["login"]) for user in users]

    return open_house


def test_what_moves_without_a_sale_is_expected_in_the_drawer(house, sale):
    mira = house().vouch("mira@example.org")
    shift = mira.shifts.open(opening_float=50)
    mira.orders.place(**sale(quantity=2))
    mira.orders.place(**sale(payments=[money(19, "card")]))
    for moved in (mira.shifts.pay_in(**money(20, note="change from the bank")),
                  mira.shifts.pay_out(**money("5.50", note="tea")),
                  mira.shifts.deposit(**money(60, note="bag 12")),
                  mira.shifts.deposit(**money(19, "card"))):
        (one,) = moved.movements
        assert (one.shift, one.held_for) == (shift.id, "")
    cash, card = mira.shifts.close(counted=[money("42.50"), money(0, "card")]).means
    assert (cash.taken, cash.paid_in, cash.paid_out, cash.deposited) == (
        38, 20, Decimal("5.50"), 60)
    assert (cash.expected, cash.counted, cash.over) == (Decimal("42.50"), Decimal("42.50"), 0)
    assert (card.taken, card.deposited, card.expected, card.over) == (19, 19, 0, 0)


def test_no_more_leaves_a_drawer_than_lies_in_it(desk, sale, reason, unchanged):
    desk.orders.place(**sale(quantity=2))
    with unchanged(desk.engine.host()):
        for operation in (desk.shifts.deposit, desk.shifts.pay_out):
            refused = reason(operation, **money("38.01", note="all"))
            # Not a word of how much there is: the seller has yet to count.
            assert (refused.rule, refused.numbers) == ("shift.drawer_short", {"asked": 3801})
            assert reason(operation, **money("0.01", "card", note="one")).rule == (
                "shift.drawer_short")
    desk.shifts.deposit(**money(38))
    assert reason(desk.shifts.deposit, **money("0.01")).rule == "shift.drawer_short"
    assert desk.shifts.close().means[0].expected == 0


@pytest.mark.parametrize(("request_", "field"), [
    (money(0, note="nothing"), "amount"), (money(-1, note="less"), "amount"),
    (money("1.001", note="less than a cent"), "amount"), ({"note": "how much?"}, "amount"),
    (money(1), "note"), (money(1, note=""), "note"), (money(1, "shells", note="no"), "means"),
])
def test_money_that_makes_no_sense_does_not_move(desk, unchanged, request_, field):
    with unchanged(desk.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        desk.shifts.pay_in(**request_)
    assert caught.value.field == field


def test_no_money_moves_and_nothing_is_counted_without_a_shift(house, reason, unchanged):
    mira = house().vouch("mira@example.org")
    with unchanged(mira.engine.host()):
        for operation in (mira.shifts.pay_in, mira.shifts.pay_out, mira.shifts.deposit):
            assert reason(operation, **money(1, note="one")).rule == "shift.none_open"
        assert reason(mira.shifts.summary).rule == "shift.none_open"
        assert reason(mira.shifts.comment, text="early").rule == "shift.none_open"
        assert mira.shifts.held().held == []


def test_a_drawer_is_counted_once_and_by_whom_it_belongs_to(house, reason, unchanged, clock):
    engine = house()
    mira, noor = engine.vouch("mira@example.org"), engine.vouch("noor@example.org")
    shift = mira.shifts.open()
    with unchanged(engine.host()):
        assert reason(noor.shifts.close, shift=shift.id).rule == "shift.not_own"
        with pytest.raises(willcall.NotFoundError) as caught:
            noor.shifts.close(shift="0000000000001")
        assert caught.value.field == "shift"
    clock.forward(hours=1)
    assert mira.shifts.close(shift=shift.id).closed == clock.at
    mira.shifts.open()
    closed = int(clock.at.timestamp() * 1_000_000)
    clock.forward(hours=1)
    with unchanged(engine.host()):
        refused = reason(mira.shifts.close, shift=shift.id)
        assert (refused.rule, refused.numbers) == ("shift.closed", {"closed": closed})


def test_a_closed_shift_never_changes(house, sale, reason, clock, record_property):
    desk = office(house).vouch("mira@example.org")
    shift = desk.shifts.open()
    order = desk.orders.place(**sale(quantity=2))
    desk.shifts.deposit(**money(10))
    desk.shifts.comment(text="quiet evening")
    desk.shifts.close(counted=[money(28)])
    before = desk.shifts.summary(shift=shift.id)
    clock.forward(days=1)
    assert reason(desk.shifts.deposit, **money(10)).rule == "shift.none_open"
    assert reason(desk.orders.refund, id=order.id).rule == "shift.none_open"
    today = desk.shifts.open(opening_float=50)
    # Paid out today, on today's shift, with a number of its own.
    refunded = desk.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    assert refunded.transactions[0].who.shift == today.id
    assert refunded.transactions[0].number == "MAIN-000002"
    late = desk.shifts.comment(shift=shift.id, text="one of them came back\nthe next day")
    assert (late.author, late.at) == ("mira@example.org", clock.at)
    after = desk.shifts.summary(shift=shift.id)
    assert [comment.text for comment in after.comments] == [
        "quiet evening", "one of them came back\nthe next day"]
    assert after.shift == before.shift
    for section in SECTIONS:
        assert getattr(after, section) == getattr(before, section), section
    (cash,) = desk.shifts.close(counted=[money(31)]).means
    assert (cash.taken, cash.expected, cash.over) == (-19, 31, 0)
    record_property("requirement", "BTZ-42 decision-8")


def test_who_is_to_count_sees_no_money_before(house, sale, record_property):
    engine = house(users=[
        {"login": f"{role}@example.org", "name": role, "role": role, "channel": "window",
         "locations": ["main"]} for role in ("operator", "manager")])
    operator, manager = (engine.vouch(f"{role}@example.org") for role in ("operator", "manager"))
    shift = operator.shifts.open(opening_float=50)
    operator.orders.place(**sale(quantity=2))
    operator.shifts.pay_in(**money(7, note="found under the desk"))
    interim = operator.shifts.summary()
    assert interim.shift == shift
    assert interim.transactions.sales == 1
    assert interim.paid_in_out.put_in == 7
    for section in ("payments", "tickets", "fees", "refunds", "redeemables", "commissions"):
        assert getattr(interim, section) is None, section
    assert {(one.rule, one.permission) for one in interim.withheld} == {
        ("shift.uncounted", "/shifts/uncounted/money")}
    # Whoever does not count it may look at any time.
    (cash,) = manager.shifts.summary(shift=shift.id).payments.means
    assert (cash.taken, cash.expected, cash.counted) == (38, 95, None)
    operator.shifts.close(counted=[money(95)])
    counted = operator.shifts.summary(shift=shift.id)
    assert counted.withheld == []
    assert (counted.payments.means[0].expected, counted.payments.means[0].over) == (95, 0)
    record_property("requirement", "BTZ-26")


def test_no_report_tells_who_is_to_count_what_to_find(house, sale, tmp_path, record_property):
    engine = house(users=[
        {"login": f"{name}@example.org", "name": name, "role": role, "channel": "window",
         "locations": ["main"], "uses_shifts": name != "eva"}
        for name, role in (("mira", "operator"), ("noor", "operator"), ("eva", "operator"),
                           ("max", "manager"))])
    mira, noor, eva, manager = (engine.vouch(f"{name}@example.org")
                                for name in ("mira", "noor", "eva", "max"))
    for desk in (mira, noor):
        desk.shifts.open()
    for desk in (mira, noor, eva):
        desk.orders.place(**sale(quantity=2))
    noor.shifts.close()
    # Noor's shift is closed, and Eva has none: of Mira's nothing is said, neither to her nor to
    # Noor, who sits beside her.
    for desk in (mira, noor):
        for table in (desk.reports.takings(), desk.reports.payment_book()):
            assert sum(row.amount for row in table) == 76
            assert (table.scope, table.withheld) == ("channel", "open_shifts")
        assert desk.reports.takings().total.amount == 76
    mira.reports.takings().to_pdf(tmp_path / "takings.pdf")
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "takings.pdf", "-"], check=True,
                          capture_output=True, encoding="utf-8").stdout
    assert "Without shifts that are yet to be counted" in text
    # Whoever does not count it may look at any time, and afterwards everybody.
    for table in (manager.reports.takings(), engine.host().reports.takings()):
        assert (table.total.amount, table.withheld) == (114, None)
    mira.shifts.close(counted=[money(38)])
    assert mira.reports.takings().total.amount == 114
    record_property("requirement", "BTZ-26")


def test_a_role_may_see_the_money_of_the_own_open_shift_only(roles, sale):
    one, other = roles(
        **{name: {"permits": ["/orders/*", "/shifts/**", "/reports/**"], "sees": "own"}
           for name in ("one", "other")})
    for desk in (one, other):
        desk.shifts.open()
        desk.orders.place(**sale())
    assert one.reports.takings().total.amount == 19
    assert one.reports.takings().withheld == "open_shifts"


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_has_a_permission_of_its_own(roles, sale, section, record_property):
    common = ["/orders/*", "/shifts/*", "/shifts/uncounted/money"]
    one, others = roles(
        one={"permits": [*common, f"/shifts/summary/{section}"]},
        others={"permits": [*common, "/shifts/summary/*"],
                "forbids": [f"/shifts/summary/{section}"]})
    for desk in (one, others):
        desk.shifts.open()
        desk.orders.place(**sale())
    for desk, shown in ((one, {section}), (others, set(SECTIONS) - {section})):
        summary = desk.shifts.summary()
        assert {name for name in SECTIONS if getattr(summary, name) is not None} == shown
        assert {(name.section, name.rule, name.permission) for name in summary.withheld} == {
            (name, "access.not_permitted", f"/shifts/summary/{name}")
            for name in SECTIONS if name not in shown}
    record_property("requirement", "BTZ-21")


def test_a_summary_says_what_was_done(house, sale):
    manager = house(users=[{"login": "manager@example.org", "name": "M", "role": "manager",
                            "channel": "window", "locations": ["main"]}],
                    channels=WINDOW, plugins={"promotions": {"commissions": [
                        {"name": "Window", "channels": ["window"], "percent": "10"}]}},
                    ).vouch("manager@example.org")
    manager.shifts.open(opening_float=100)
    first = manager.orders.place(**sale(quantity=3))
    manager.orders.place(**sale(payments=[money(9, "voucher"), money(10)]))
    manager.orders.place(**sale(of="child", each=None))
    kept = manager.orders.register(lines=sale(quantity=2)["lines"])
    manager.orders.pay(id=kept.id, payments=[money(38, "card")])
    manager.orders.refund(id=first.id, tickets=[first.tickets[0].id], fee="1.50")
    manager.orders.exchange(id=first.id, tickets=[first.tickets[1].id], fee=2,
                            lines=sale(of="child")["lines"])
    manager.shifts.pay_out(**money(5, note="tea"))
    manager.shifts.deposit(**money(40))
    said = manager.shifts.summary()
    assert said.withheld == []
    done = said.transactions
    assert (done.sales, done.payments, done.refunds, done.exchanges) == (3, 1, 1, 1)
    assert (said.tickets.sold, said.tickets.given_back, said.tickets.value) == (8, 2, 76)
    assert [(kind.ticket_type, kind.sold, kind.given_back, kind.value)
            for kind in said.tickets.kinds] == [("general", 6, 2, 76), ("child", 2, 0, 0)]
    assert (said.fees.count, said.fees.amount) == (2, Decimal("3.50"))
    assert (said.refunds.count, said.refunds.value, said.refunds.paid_out) == (
        1, 19, Decimal("17.50"))
    assert (said.redeemables.vouchers, said.redeemables.offers) == (9, [])
    # 1.90 of each ticket of 19, nothing of the free ones, nothing any more of the two given back.
    (kept,) = said.commissions.commissions
    assert (kept.name, kept.amount, said.commissions.amount) == (
        "Window", Decimal("7.60"), Decimal("7.60"))
    assert (said.paid_in_out.taken_out, said.deposits.taken_out) == (5, 40)
    cash, card, voucher = said.payments.means
    # 57 + 10 - 17.50 - 17 taken; 100 of float, 5 paid out, 40 deposited.
    assert (cash.taken, cash.expected) == (Decimal("32.50"), Decimal("87.50"))
    assert (card.taken, voucher.taken) == (38, 9)


def test_a_shift_is_summed_up_and_commented_by_who_may_see_it(house, sale):
    engine = house()
    mira, noor = engine.vouch("mira@example.org"), engine.vouch("noor@example.org")
    shift = mira.shifts.open()
    for operation, more in ((noor.shifts.summary, {}), (noor.shifts.comment, {"text": "hers"})):
        with pytest.raises(willcall.NotFoundError) as caught:
            operation(shift=shift.id, **more)
        assert caught.value.field == "shift"
    host = engine.host()
    assert host.shifts.comment(shift=shift.id, text="looks well").author == "host"
    assert mira.shifts.summary().comments[0].text == "looks well"


def test_a_role_says_whether_its_users_work_in_shifts(roles, sale, reason, record_property):
    counter, kiosk = roles(
        counter={"permits": ["/orders/*", "/shifts/*"]},
        kiosk={"permits": ["/orders/*", "/shifts/*"], "forbids": ["/shifts/use"]})
    assert reason(counter.orders.place, **sale()).rule == "shift.none_open"
    sold = kiosk.orders.place(**sale())
    assert (sold.paid, sold.who.shift) == (19, None)
    assert reason(kiosk.shifts.open).rule == "shift.unused"
    assert kiosk.orders.refund(id=sold.id).paid == 0
    record_property("requirement", "BTZ-20")


def test_a_sale_a_change_and_a_refund_need_an_open_shift(house, sale, reason, unchanged,
                                                        record_property):
    engine = office(house)
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    order = mira.orders.place(**sale(quantity=2))
    mira.shifts.close()
    ticket = [order.tickets[0].id]
    with unchanged(engine.host()):
        assert reason(mira.orders.place, **sale()).rule == "shift.none_open"
        assert reason(mira.orders.refund, id=order.id, tickets=ticket).rule == "shift.none_open"
        assert reason(mira.orders.exchange, id=order.id, tickets=ticket,
                      lines=sale()["lines"]).rule == "shift.none_open"
    record_property("requirement", "BTZ-19")


def test_shifts_are_listed_and_searched(house, sale, clock):
    engine = house()
    host = engine.host()
    mira, noor = engine.vouch("mira@example.org"), engine.vouch("noor@example.org")
    first = mira.shifts.open(opening_float=10)
    mira.orders.place(**sale(quantity=2))
    mira.orders.place(**sale(payments=[money(19, "card")]))
    clock.forward(hours=2)
    mira.shifts.close(counted=[money(47)])
    clock.forward(hours=1)
    since = clock.at
    second = mira.shifts.open()
    mira.orders.place(**sale())
    other = noor.shifts.open(location="pier")
    listed = mira.shifts.list()
    # Who sees a channel's orders sees no other drawer for that.
    assert listed.scope == "own"
    assert [one.id for one in listed.shifts] == [first.id, second.id]
    closed, still_open = listed.shifts
    assert (closed.payments, closed.taken, closed.expected, closed.counted, closed.over) == (
        2, 57, 67, 47, -1)
    # Nobody is told what lies in a drawer that is not counted.
    assert (still_open.payments, still_open.taken, still_open.expected) == (None, None, None)
    for found, request in (
            ({first.id, second.id, other.id}, {}), ({other.id}, {"location": "pier"}),
            ({second.id, other.id}, {"open": True}), ({first.id}, {"open": False}),
            ({second.id, other.id}, {"from": since}), ({first.id}, {"to": since}),
            ({other.id}, {"seller": "noor@example.org"}), ({other.id}, {"after": second.id})):
        assert {one.id for one in host.invoke("shifts.list", request).shifts} == found, request
    with pytest.raises(willcall.NotFoundError) as caught:
        host.shifts.list(location="cellar")
    assert caught.value.field == "location"
    with pytest.raises(willcall.InvalidError) as caught:
        host.invoke("shifts.list", {"from": since, "to": since})
    assert caught.value.field == "to"
