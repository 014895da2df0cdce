"""One sale through the public API, and what is refused."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
import willcall


def test_two_tickets_are_sold_for_cash_and_numbered(desk, sell, noon):
    order = sell(desk, 2, buyer={"name": "Ann North"})
    assert order.number == "MAIN-000001"
    assert order.total == Decimal("38.00")
    assert order.placed == noon
    assert order.buyer == "Ann North"
    assert order.who.seller == "mira@example.org"
    assert [ticket.performance for ticket in order.tickets] == ["friday", "friday"]
    assert len({ticket.code for ticket in order.tickets}) == 2
    assert order.delivery is None


def test_what_was_sold_is_found_again(desk, sell):
    order = sell(desk)
    assert desk.orders.get(number=order.number) == order
    assert desk.orders.get(id=order.id) == order
    assert [row.number for row in desk.orders.list(most=5).orders] == [order.number]


def test_amounts_are_decimal_text_or_whole_numbers(desk):
    line = {"performance": "friday", "ticket_type": "general", "quantity": 1}
    for amount in (Decimal("19.00"), "19.00", "19", 19):
        order = desk.orders.place(lines=[line], payments=[{"means": "cash", "amount": amount}])
        assert order.paid == Decimal("19.00")


def test_a_list_of_lines_may_be_any_iterable(desk):
    lines = ({"performance": "friday", "ticket_type": "general"} for _ in range(2))
    assert desk.orders.quote(lines=lines).total == Decimal("38.00")


def test_sold_out_is_refused_and_says_how_many_are_left(desk, sell):
    sell(desk, 4)
    with pytest.raises(willcall.Refused) as caught:
        sell(desk, 7)
    (reason,) = caught.value.reasons
    assert reason.numbers["asked"] == 7
    assert reason.numbers["left"] == 6
    assert reason.line == 0
    assert str(caught.value) == reason.message
    assert caught.value.code == "refused"


def test_asking_is_a_value_where_doing_is_refused(desk):
    quote = desk.orders.quote(
        lines=[{"performance": "friday", "ticket_type": "general", "quantity": 11}])
    assert not quote.possible
    assert quote.reasons


def test_the_same_key_sells_once(desk, sell):
    first = sell(desk, 2, idempotency_key="2018-11-01T12:00 one")
    assert sell(desk, 2, idempotency_key="2018-11-01T12:00 one") == first
    with pytest.raises(willcall.ConflictError):
        sell(desk, 3, idempotency_key="2018-11-01T12:00 one")
    assert len(desk.orders.list().orders) == 1


def test_calls_without_a_key_are_separate_sales(desk, sell):
    assert sell(desk).number != sell(desk).number


def test_an_error_carries_the_key_its_call_was_made_with(desk, sell):
    with pytest.raises(willcall.Refused) as caught:
        sell(desk, 11)
    assert caught.value.idempotency_key
    with pytest.raises(willcall.NotFoundError) as asked:
        desk.orders.get(number="MAIN-000009")
    assert asked.value.idempotency_key is None


def test_nothing_is_sold_past_the_deadline(desk, sell, noon):
    for deadline in (noon - timedelta(seconds=1), timedelta(seconds=-1)):
        with pytest.raises(willcall.UnavailableError):
            sell(desk, deadline=deadline)
    assert sell(desk, deadline=timedelta(seconds=1)).number == "MAIN-000001"


def test_a_shift_closes_with_what_was_taken_and_counted(desk, sell):
    sell(desk, 2)
    sell(desk, 1)
    shift = desk.shifts.close(counted=[{"means": "cash", "amount": "56.00"}])
    (cash,) = [means for means in shift.means if means.means == "cash"]
    assert (cash.payments, cash.taken, cash.over) == (2, Decimal("57.00"), Decimal("-1.00"))


def test_eight_threads_sell_ten_places_and_no_more(desk, host, sell):
    start = threading.Barrier(8)

    def one(_):
        start.wait()
        try:
            return len(sell(desk, 2).tickets)
        except willcall.Refused:
            return 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 10
    assert host.performances.list().performances[0].left == 0
    assert host.store.check().ok
