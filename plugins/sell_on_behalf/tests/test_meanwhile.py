"""What happens while somebody sells for another: nothing is lost, and nothing sold twice."""

import threading

import pytest
import willcall

from agents import SELL, USERS


def rule_of(operation, **request):
    with pytest.raises(willcall.Refused) as caught:
        operation(**request)
    return caught.value.reasons[0].rule


def changed(name, **parts):
    return [{**one, **parts} if one["login"] == f"{name}@example.org" else one for one in USERS]


def test_the_seller_comes_back_and_both_sell_on_one_shift(
        engine, host, ada, begin, sale, record_property):
    host.users.set_password(login="mira@example.org", password="on a slip")
    begin(ada)
    shift = ada.shifts.current()
    first = ada.orders.place(**sale())
    # A session on her behalf is no sign-in of hers: nothing keeps her out.
    mira = engine.session(login="mira@example.org", password="on a slip")
    assert mira.sessions.current().banner is None
    second, third = mira.orders.place(**sale()), ada.orders.place(**sale())
    assert {one.who.shift for one in (first, second, third)} == {shift.id}
    assert [one.who.actor.partition("@")[0] for one in (first, second, third)] == [
        "ada", "mira", "ada"]
    closed = mira.shifts.close(counted=[{"means": "cash", "amount": 57}])
    assert (closed.means[0].payments, closed.means[0].over) == (3, 0)
    # She has gone home: nothing is sold for her before a shift of hers is open again.
    assert rule_of(ada.orders.place, **sale()) == "shift.none_open"
    opened = ada.shifts.open()
    assert opened.id != shift.id
    assert ada.orders.place(**sale()).who.shift == opened.id
    record_property("requirement", "decision-5")


def test_nothing_is_sold_for_who_is_disabled_meanwhile(theatre, engine, ada, begin, sale,
                                                       unchanged):
    begin(ada)
    shift = ada.shifts.current()
    ada.orders.place(**sale())
    theatre(users=changed("mira", disabled=True))
    host = engine.host()
    with unchanged(host):
        for operation, request in ((ada.orders.place, sale()), (ada.orders.list, {}),
                                   (ada.shifts.current, {}),
                                   (ada.orders.quote, {"lines": sale()["lines"]})):
            assert rule_of(operation, **request) == "access.seller_disabled"
    assert ada.sessions.current().banner.seller == "mira@example.org"
    assert ada.sell_on_behalf.exit().seller == "mira@example.org"
    assert rule_of(ada.sell_on_behalf.begin, login="mira@example.org") == (
        "sell_on_behalf.disabled")
    (shown,) = ada.sell_on_behalf.candidates(employee_number="1017").candidates
    assert (shown.disabled, shown.shift.id) == (True, shift.id)
    # What was sold stays, and the shift is there when she is.
    theatre(users=USERS)
    (cash,) = engine.vouch("mira@example.org").shifts.close().means
    assert (cash.payments, cash.taken) == (1, 19)


def test_who_is_disabled_sells_for_nobody(theatre, engine, ada, begin, sale):
    begin(ada)
    theatre(users=changed("ada", disabled=True))
    assert rule_of(ada.orders.place, **sale()) == "sessions.disabled"
    theatre(users=USERS)
    # That session is over, and with it whom it acted for.
    assert rule_of(ada.orders.place, **sale()) == "sessions.disabled"
    again = engine.vouch("ada@example.org")
    assert again.sessions.current().banner is None
    begin(again)
    assert again.orders.place(**sale()).who.seller == "mira@example.org"


@pytest.mark.parametrize("right", ["/admin/users/impersonate", SELL])
def test_a_right_that_is_withdrawn_ends_it_at_once(engine, ada, begin, sale, unchanged, right):
    own = ada.shifts.open()
    begin(ada)
    ada.orders.place(**sale())
    eva = engine.vouch("eva@example.org")
    eva.sell_on_behalf.withdraw(login="ada@example.org", permission=right)
    with unchanged(engine.host()):
        for operation, request in ((ada.orders.place, sale()), (ada.orders.list, {}),
                                   (ada.shifts.current, {})):
            with pytest.raises(willcall.Refused) as caught:
                operation(**request)
            assert caught.value.reasons[0].rule == "sell_on_behalf.withdrawn"
            assert f"`{right}`" in caught.value.reasons[0].message
    # Granted again it goes on where it was; else there is the exit, and her own shift.
    eva.sell_on_behalf.grant(login="ada@example.org", permission=right)
    assert ada.orders.place(**sale()).who.seller == "mira@example.org"
    eva.sell_on_behalf.withdraw(login="ada@example.org", permission=right)
    ada.sell_on_behalf.exit()
    assert ada.orders.place(**sale()).who.shift == own.id
    assert rule_of(ada.sell_on_behalf.begin, login="mira@example.org") == (
        "sell_on_behalf.not_granted")


def test_signing_out_ends_it_too(engine, ada, begin, sale):
    begin(ada)
    shift = ada.shifts.current()
    ada.sessions.end()
    again = engine.vouch("ada@example.org")
    assert again.sessions.current().banner is None
    assert rule_of(again.orders.place, **sale()) == "shift.none_open"
    assert engine.vouch("mira@example.org").shifts.current() == shift


def at_once(*works):
    """Runs these side by side; gives what each came to, or what it raised."""
    said = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(number, work):
        start.wait()
        try:
            said[number] = work()
        except willcall.WillcallError as error:
            said[number] = error

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_two_managers_sell_for_one_agent_at_once(engine, host, ada, grant, sale):
    grant("bob")
    bob = engine.vouch("bob@example.org")
    both = (ada, bob)
    for session in both:
        session.sell_on_behalf.begin(login="mira@example.org")
    opened = at_once(*(session.shifts.open for session in both))
    assert sorted(type(one).__name__ for one in opened) == ["Refused", "Shift"]
    (shift,) = [one for one in opened if not isinstance(one, Exception)]
    (no,) = [one for one in opened if isinstance(one, Exception)]
    assert no.reasons[0].rule == "shift.already_open"

    def sell(session):
        return [at_once(lambda: session.orders.place(**sale()))[0] for _ in range(8)]

    sold = sum(at_once(*(lambda session=session: sell(session) for session in both)), [])
    orders = [one for one in sold if not isinstance(one, Exception)]
    # The kiosk may sell twelve.
    assert (len(orders), len(sold)) == (12, 16)
    assert {one.reasons[0].rule for one in sold if isinstance(one, Exception)} == {"quota.short"}
    assert {one.who.shift for one in orders} == {shift.id}
    assert sorted(one.number for one in orders) == [f"PIER-{one:03}" for one in range(1, 13)]
    (cash,) = engine.vouch("mira@example.org").shifts.close().means
    assert (cash.payments, cash.taken) == (12, 12 * 19)
    by_actor = {one.id: one.who.actor for one in orders}
    assert {one.id: host.orders.get(id=one.id).who.actor for one in orders} == by_actor


def test_a_right_that_is_withdrawn_in_the_middle_leaves_each_sale_whole(
        engine, host, ada, begin, sale):
    begin(ada)
    eva = engine.vouch("eva@example.org")

    def sell():
        return [at_once(lambda: ada.orders.place(**sale()))[0] for _ in range(10)]

    def withdraw():
        eva.sell_on_behalf.withdraw(login="ada@example.org", permission=SELL)

    sold, withdrawn = at_once(sell, withdraw)
    assert withdrawn is None
    orders = [one.id for one in sold if not isinstance(one, Exception)]
    for one in sold[len(orders):]:
        assert one.reasons[0].rule == "sell_on_behalf.withdrawn"
    assert rule_of(ada.orders.place, **sale()) == "sell_on_behalf.withdrawn"
    assert sorted(one.id for one in host.orders.list().orders) == sorted(orders)


def test_exits_beside_sales_leave_each_sale_on_one_shift(host, ada, begin, sale):
    own = ada.shifts.open()
    begin(ada)
    hers = ada.shifts.current()

    def sell():
        return [ada.orders.place(**sale()) for _ in range(8)]

    def come_and_go():
        for _ in range(3):
            ada.sell_on_behalf.exit()
            ada.sell_on_behalf.begin(login="mira@example.org")

    orders, gone = at_once(sell, come_and_go)
    assert gone is None and not isinstance(orders, Exception), (orders, gone)
    shifts = {"ada@example.org": own.id, "mira@example.org": hers.id}
    for one in orders:
        assert one.who.shift == shifts[one.who.seller]
        assert (one.banner is None) == (one.who.seller == "ada@example.org")
    assert sorted(one.id for one in host.orders.list().orders) == sorted(
        one.id for one in orders)


def test_an_order_that_is_asked_for_again_after_the_exit_is_the_same_order(
        host, ada, begin, sale):
    begin(ada)
    order = ada.orders.place(**sale(), idempotency_key="lost answer")
    ada.sell_on_behalf.exit()
    ada.shifts.open()
    again = ada.orders.place(**sale(), idempotency_key="lost answer")
    assert (again, again.who.seller) == (order, "mira@example.org")
    assert len(host.orders.list().orders) == 1


def test_a_beginning_that_is_repeated_happens_once(ada, journal, clock):
    first = ada.sell_on_behalf.begin(login="mira@example.org", idempotency_key="one")
    assert ada.sell_on_behalf.exit().since == first.since
    clock.forward(hours=1)
    assert ada.sell_on_behalf.begin(login="mira@example.org", idempotency_key="one") == first
    # Its answer is that of the first time; the session sells for nobody by now.
    assert ada.sessions.current().banner is None
    assert len(journal("sell_on_behalf.begin")) == 1
