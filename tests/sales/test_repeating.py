"""A call whose answer was lost is made again, and happens once."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import willcall
from foothill import SEASON


@pytest.fixture
def bytes_of(desk):
    """A function that asks as the C library does, and gives the answer byte for byte."""

    def ask(operation, request, key):
        answer, *_ = desk._core.invoke(operation, json.dumps(request), key, 0)
        return answer

    return ask


def test_the_same_call_gives_the_same_bytes_and_changes_nothing_more(
        desk, sale, bytes_of, unchanged, clock, record_property):
    first = bytes_of("orders.place", sale(quantity=2), "one")
    clock.forward(hours=1)
    desk.orders.place(**sale())
    with unchanged(desk.engine.host()):
        assert bytes_of("orders.place", sale(quantity=2), "one") == first
    assert json.loads(first)["number"] == "MAIN-000001"
    record_property("requirement", "decision-7")


def test_a_call_is_repeated_by_another_session_and_another_engine(
        desk, house, sale, unchanged):
    order = desk.orders.place(**sale(), idempotency_key="one")
    for engine in (desk.engine, house()):
        mira = engine.vouch("mira@example.org")
        with unchanged(engine.host()):
            assert mira.orders.place(**sale(), idempotency_key="one") == order


def test_a_call_is_repeated_when_what_it_says_is_asked_no_more(house, sale, unchanged):
    (heights,) = SEASON["events"]
    general, child = heights["ticket_types"]

    def asking(*form):
        return house(events=[{**heights, "ticket_types": [{**general, "form": list(form)}, child]}])

    mira = asking({"key": "age", "name": "Age", "type": "integer"}).vouch("mira@example.org")
    mira.shifts.open()
    said = sale()
    said["lines"][0]["answers"] = [{"age": "12"}]
    order = mira.orders.place(**said, idempotency_key="one")
    mira = asking().vouch("mira@example.org")
    with unchanged(mira.engine.host()):
        with pytest.raises(willcall.InvalidError):
            mira.orders.place(**said, idempotency_key="two")
        assert mira.orders.place(**said, idempotency_key="one") == order


def test_the_same_key_with_another_request_is_a_conflict(desk, sale, unchanged, record_property):
    desk.orders.place(**sale(), idempotency_key="one")
    with unchanged(desk.engine.host()):
        for other in (sale(quantity=2), sale(of="child", each=None), sale(reference="x")):
            with pytest.raises(willcall.ConflictError, match="`one`"):
                desk.orders.place(**other, idempotency_key="one")
    record_property("requirement", "decision-7")


def test_a_key_belongs_to_its_user_and_its_operation(house, sale):
    engine = house()
    for login in ("mira@example.org", "noor@example.org"):
        desk = engine.vouch(login)
        shift = desk.shifts.open(location="main", idempotency_key="one")
        assert desk.shifts.open(location="main", idempotency_key="one") == shift
        desk.orders.place(**sale(), idempotency_key="one")
    assert len(engine.host().orders.list().orders) == 2


def test_a_refusal_is_not_remembered(desk, sale, reason, record_property):
    assert reason(desk.orders.place, **sale(quantity=11), idempotency_key="one").rule == (
        "quota.short")
    assert reason(desk.shifts.open, idempotency_key="one").rule == "shift.already_open"
    assert desk.orders.place(**sale(), idempotency_key="one").number == "MAIN-000001"
    shift = desk.shifts.current()
    desk.shifts.close()
    assert desk.shifts.open(idempotency_key="one").id != shift.id
    record_property("requirement", "decision-7")


def test_a_sale_is_repeated_after_the_performance_is_over_and_the_shift_closed(
        desk, sale, reason, bytes_of, unchanged, clock):
    first = bytes_of("orders.place", sale(quantity=10), "one")
    desk.shifts.close()
    clock.forward(days=30)
    with unchanged(desk.engine.host()):
        assert reason(desk.orders.place, **sale()).rule == "orders.performance_over"
        assert bytes_of("orders.place", sale(quantity=10), "one") == first
        with pytest.raises(willcall.ConflictError):
            bytes_of("orders.place", sale(), "one")


def test_closing_a_shift_twice_gives_the_same_count(desk, sale, bytes_of, unchanged):
    desk.orders.place(**sale())
    request = {"counted": [{"means": "cash", "amount": "19.00"}]}
    first = bytes_of("shifts.close", request, "one")
    with unchanged(desk.engine.host()):
        assert bytes_of("shifts.close", request, "one") == first


def test_a_season_applied_twice_with_one_key_is_applied_once(desk, unchanged):
    host = desk.engine.host()
    season = """
        organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles}
        events: [{key: gala, name: Gala}]
        """
    first = host.catalogue.apply(text=season, idempotency_key="one")
    assert [change.path for change in first.changes] == ["events.gala"]
    with unchanged(host):
        assert host.catalogue.apply(text=season, idempotency_key="one") == first
        assert host.catalogue.apply(text=season).changes == []


def test_sixteen_threads_with_one_key_sell_once(desk, sale, record_property):
    start = threading.Barrier(16)

    def one(_):
        start.wait()
        return desk.orders.place(**sale(quantity=3), idempotency_key="one").number

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(one, range(16))) == {"MAIN-000001"}
    assert desk.engine.host().performances.list().performances[0].sold == 3
    record_property("requirement", "decision-7")


@pytest.mark.parametrize("key", ["x" * 201, "a\x00b", "\ud800"])
def test_a_key_that_is_none_is_invalid(desk, sale, unchanged, key):
    with unchanged(desk.engine.host()), pytest.raises((willcall.InvalidError, ValueError)):
        desk.orders.place(**sale(), idempotency_key=key)
