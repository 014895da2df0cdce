"""PostgreSQL that fails: whatever happens, what was answered is there, once, and nothing else."""

import contextlib
import json
import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import databases
import pytest
import willcall
from postgresql_proxy import COMMIT, CUTS, Proxy

pytestmark = pytest.mark.only_on("postgresql")
FULL = os.environ.get("WILLCALL_FAULTS") == "full"

SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles"},
    "locations": [{"key": "main", "name": "Main box office", "series": {"prefix": "MAIN-"}}],
    "events": [{"key": "heights", "name": "In The Heights",
                "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                  "ends": "2018-11-09T22:30", "capacity": 400}],
                "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}],
    "channels": [{"key": "window", "kind": "ticket_office", "settings": {"delivery": "none"}}],
    "users": [{"login": f"{name}@example.org", "name": name, "role": "operator",
               "channel": "window", "locations": ["main"]} for name in ("mira", "noor")],
}


def until_answered(operation, request, key, longest=60):
    """What is asked for with the same key until there is an answer."""
    until = time.monotonic() + longest
    while True:
        try:
            return operation(**request, idempotency_key=key)
        except (willcall.StoreError, willcall.UnavailableError):
            assert time.monotonic() < until, "the store did not come back"


def place_until_answered(desk, request, key):
    return until_answered(desk.orders.place, request, key)


def assert_whole(host, answered):
    """Every answered order is there once, under its number, and no number is missing."""
    listed = []
    cursor = None
    while True:
        page = host.orders.list(most=1000, after=cursor)
        listed += page.orders
        cursor = page.next
        if not cursor:
            break
    assert sorted(row.number for row in listed) == [
        f"MAIN-{number:06}" for number in range(1, len(listed) + 1)]
    assert sorted(row.number for row in listed) == sorted(order.number for order in answered)
    check = host.store.check()
    assert check.faults == [] and check.ok


@contextlib.contextmanager
def door(server):
    """A door to the server that cuts."""
    with tempfile.TemporaryDirectory(prefix="willcall-proxy-") as folder:
        made = Proxy(folder, server.folder,
                     lambda backend: server.administrate(f"select pg_terminate_backend({backend})"))
        yield made
        made.close()


@pytest.fixture
def proxy(stores):
    with door(stores) as made:
        yield made


@pytest.mark.parametrize("how", CUTS)
def test_a_sale_cut_off_at_any_statement_is_there_once(
        opened, store_url, stores, proxy, sale, how, record_property):
    opened(SEASON).close()
    through = store_url.replace(stores.folder, proxy.folder)
    engine = opened(store=through)
    desk = engine.vouch("mira@example.org")
    desk.shifts.open()
    answered = [desk.orders.place(**sale())]
    statement = 0
    while True:
        statement += 1
        proxy.cut(statement, how)
        answered.append(place_until_answered(desk, sale(quantity=2), f"{how} {statement}"))
        if proxy.count() < statement:
            break
    # A sale begins, looks, locks, writes and commits.
    assert statement > 15
    proxy.cut(None, None)
    again = desk.orders.place(**sale(quantity=2), idempotency_key=f"{how} 1")
    assert again.number == answered[1].number
    assert_whole(engine.host(), answered)
    record_property("requirement", "decision-7")


@pytest.mark.parametrize("how", CUTS if FULL else ["unanswered"])
def test_a_basket_cut_off_at_any_statement_is_filled_and_placed_once(
        opened, store_url, stores, proxy, sale, how):
    opened(SEASON).close()
    desk = opened(store=store_url.replace(stores.folder, proxy.folder)).vouch("mira@example.org")
    desk.shifts.open()
    request = sale(quantity=2)
    answered, baskets, statement = [], [], 0
    while True:
        statement += 1
        proxy.cut(statement, how)
        key = f"{how} {statement}"
        basket = until_answered(desk.baskets.open, {"lines": request["lines"]}, key)
        baskets.append(basket.id)
        opening = proxy.count()
        # What is cut after it was filled is the sale.
        proxy.cut(max(1, statement - opening), how)
        answered.append(place_until_answered(
            desk, {"basket": basket.id, "payments": request["payments"]}, key))
        if opening + proxy.count() < statement:
            break
    assert statement > 15
    proxy.cut(None, None)
    for basket, order in zip(baskets, answered):
        shown = desk.baskets.get(id=basket)
        assert (shown.state, shown.order) == ("ordered", order.id)
    (friday,) = desk.engine.host().performances.list().performances
    assert (friday.sold, friday.held) == (2 * len(answered), 0)
    assert_whole(desk.engine.host(), answered)


@pytest.mark.parametrize("how", CUTS if FULL else ["unanswered"])
def test_a_sale_without_a_key_that_was_cut_off_is_never_made_twice(
        opened, store_url, stores, proxy, sale, how):
    opened(SEASON).close()
    engine = opened(store=store_url.replace(stores.folder, proxy.folder))
    desk = engine.vouch("mira@example.org")
    desk.shifts.open()
    desk.orders.place(**sale())
    answered, statement = 1, 0
    while True:
        statement += 1
        proxy.cut(statement, how)
        try:
            # The bindings would make a key.
            desk._core.invoke("orders.place", json.dumps(sale(quantity=2)), None, 0)
            answered += 1
        except willcall.UnavailableError:
            pass  # nothing happened
        if proxy.count() < statement:
            break
    assert statement > 15
    proxy.cut(None, None)
    listed = engine.host().orders.list(most=1000).orders
    assert [row.number for row in listed] == [
        f"MAIN-{number:06}" for number in range(1, answered + 1)]


@pytest.fixture
def durable():
    """A server of the test's own, that keeps what it commits."""
    made = databases.Postgresql("fsync=on")
    yield made
    made.stop()


def test_a_server_that_dies_under_load_keeps_what_was_answered(
        durable, opened, tmp_path, sale, record_property):
    url = durable.make(tmp_path)
    opened(SEASON, store=url).close()
    desks = []
    for name in ("mira", "noor"):
        desks.append(opened(store=url).vouch(f"{name}@example.org"))
        desks[-1].shifts.open()
    kills = 8 if FULL else 3
    answered, changed = [], threading.Condition()

    def seller(number):
        for count in range(5 * kills):
            order = place_until_answered(desks[number % 2], sale(), f"{number} sells {count}")
            with changed:
                answered.append(order)
                changed.notify()

    with ThreadPoolExecutor(8) as pool:
        sellers = [pool.submit(seller, number) for number in range(8)]
        for kill in range(1, kills + 1):
            with changed:
                assert changed.wait_for(lambda: len(answered) >= 30 * kill, timeout=60)
            durable.kill()
            durable.start()
        for one in sellers:
            one.result()
    assert len(answered) == 40 * kills
    assert_whole(desks[0].engine.host(), answered)
    record_property("requirement", "decision-6")


@pytest.fixture
def shaky(durable):
    """A door to that server."""
    with door(durable) as made:
        yield made


def test_a_lost_commit_is_not_taken_for_another_that_a_crashed_server_gave_its_id_to(
        durable, shaky, opened, tmp_path, sale):
    url = durable.make(tmp_path)
    opened(SEASON, store=url).close()
    desks = [opened(store=through).vouch(f"{name}@example.org") for name, through in (
        ("noor", url), ("mira", url.replace(durable.folder, shaky.folder)))]
    for desk in desks:
        desk.shifts.open()
    noor, mira = desks
    answered = [mira.orders.place(**sale())]

    def crash():
        durable.kill()
        durable.start()
        answered.extend(place_until_answered(noor, sale(), f"noor {count}") for count in range(4))

    shaky.cut(COMMIT, crash)
    answered.append(place_until_answered(mira, sale(), "lost"))
    assert len(answered) == 6
    assert_whole(noor.engine.host(), answered)


def test_a_server_that_is_away_is_said_to_be_and_selling_goes_on_when_it_is_back(
        durable, opened, tmp_path, sale):
    url = durable.make(tmp_path)
    desk = opened(SEASON, store=url).vouch("mira@example.org")
    desk.shifts.open()
    desk.orders.place(**sale())
    durable.kill()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.orders.place, **sale())
        durable.start()
        assert waiting.result().number == "MAIN-000002"
    durable.kill()
    with pytest.raises(willcall.UnavailableError) as caught:
        desk.orders.place(**sale())
    assert f"postgresql:///{databases.name_of(url)}?host={durable.folder}" in str(caught.value)
    durable.start()
    assert desk.orders.place(**sale()).number == "MAIN-000003"
