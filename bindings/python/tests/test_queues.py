"""Queues: many operations under way, taken as they are done, and nothing dropped unawares."""

import asyncio
import os
import subprocess
import sys
import textwrap
import threading

import pytest
import willcall

def two(performance="friday"):
    return {"lines": [{"performance": performance, "ticket_type": "general", "quantity": 2}],
            "payments": [{"means": "cash", "amount": "38.00"}]}


@pytest.fixture
def hall(season, opened):
    return opened(season(capacity=5000))


@pytest.fixture
def window(hall):
    session = hall.vouch("mira@example.org")
    session.shifts.open(location="main")
    return session


def test_a_thousand_orders_are_under_way_on_one_thread(hall, window):
    with hall.queue() as queue:
        for tag in range(1000):
            queue.submit(window.orders.place, two(), tag=tag)
        assert len(queue) == 1000
        done = list(queue)
        assert len(queue) == 0
    assert sorted(one.tag for one in done) == list(range(1000))
    numbers = sorted(one.result().number for one in done)
    assert numbers == [f"MAIN-{number:06}" for number in range(1, 1001)]
    assert hall.host().store.check().ok


def test_mapping_keeps_a_small_queue_full_and_loses_nothing(hall, window):
    requests = [two() for _ in range(50)]
    with hall.queue(capacity=4, workers=2) as queue:
        found = {one.tag: one for one in queue.map(window.orders.place, iter(requests))}
    assert sorted(found) == list(range(50))
    assert found[7].request is requests[7]
    assert found[7].operation == "orders.place"
    assert len({one.result().id for one in found.values()}) == 50
    assert hall.host().store.check().ok


def test_a_full_queue_is_an_answer(hall, window):
    with hall.queue(capacity=2) as queue:
        queue.submit(window.orders.place, two())
        queue.submit(window.orders.place, two())
        with pytest.raises(willcall.UnavailableError, match="the queue is full: 2 operations"):
            queue.submit(window.orders.place, two())
        assert len(queue) == 2
        assert queue.next().result().total == 38
        queue.submit(window.orders.place, two())
    assert hall.host().reports.sales().rows[0].orders == 3


def test_what_is_refused_or_fails_comes_with_its_completion(engine, desk):
    with engine.queue() as queue:
        lines = [{"performance": "friday", "ticket_type": "general", "quantity": 11}]
        payments = [{"means": "cash", "amount": 209}]
        queue.submit(desk.orders.place, {"lines": lines, "payments": payments}, tag="many")
        queue.submit(desk.orders.place, {"lines": []}, tag="none", idempotency_key="mine")
        found = {one.tag: one for one in queue}
    with pytest.raises(willcall.Refused) as refused:
        found["many"].result()
    assert refused.value.reasons[0].numbers["left"] == 10
    assert isinstance(found["none"].error, willcall.InvalidError)
    assert found["none"].error.field == "lines"
    assert found["none"].error.idempotency_key == found["none"].idempotency_key == "mine"
    assert engine.host().store.check().ok


def test_a_request_that_can_not_be_said_is_never_submitted(engine, desk):
    with engine.queue() as queue:
        with pytest.raises(TypeError, match="orders.place: .*float"):
            queue.submit(desk.orders.place, {"payments": [{"means": "cash", "amount": 1.5}]})
        with pytest.raises(TypeError, match="takes an operation of a session"):
            queue.submit("orders.place", {})
        assert len(queue) == 0
        assert queue.next(timeout=0) is None
        assert queue.next(timeout=0.001) is None


def test_leaving_the_block_waits_for_the_rest_and_raises_what_nobody_took(hall, window):
    with hall.queue() as queue:
        for _ in range(20):
            queue.submit(window.orders.place, two())
    assert queue.closed
    assert hall.host().reports.sales().rows[0].orders == 20
    with pytest.raises(willcall.Refused, match="saturday"), hall.queue() as queue:
        queue.submit(window.orders.place, two("saturday"))
    with pytest.raises(KeyError, match="of the caller"), hall.queue() as queue:
        queue.submit(window.orders.place, two())
        raise KeyError("of the caller")
    with pytest.raises(willcall.ClosedError):
        queue.submit(window.orders.place, two())
    assert hall.host().store.check().ok


def test_an_event_loop_takes_from_it_beside_other_work(hall, window):
    async def sell(queue, taken):
        async for done in queue:
            taken.append(done.result().number)

    async def both():
        taken = []
        with hall.queue() as queue:
            for _ in range(40):
                queue.submit(window.orders.place, two())
            await asyncio.gather(sell(queue, taken), sell(queue, taken), asyncio.sleep(0))
        return taken

    assert len(set(asyncio.run(both()))) == 40


def test_descriptors_of_event_loops_are_given_back(hall, window):
    async def once():
        with hall.queue() as queue:
            queue.submit(window.orders.place, two())
            return [done.tag async for done in queue]

    asyncio.run(once())
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        asyncio.run(once())
    assert len(os.listdir("/proc/self/fd")) == before


def test_closing_a_queue_ends_the_wait_of_another_thread(hall):
    queue = hall.queue()
    ended = []

    def wait():
        try:
            queue.next()
        except willcall.ClosedError:
            ended.append(True)

    waiting = threading.Thread(target=wait)
    waiting.start()
    queue.close()
    waiting.join(60)
    assert ended == [True]


def test_a_rule_in_python_is_asked_by_the_threads_of_the_queue(season, opened):
    class AtMostTwo(willcall.Eligibility):
        name = "at_most_two"

        def judge(self, lines, who):
            return [line.quantity <= 2 for line in lines]

    engine = opened(season(capacity=5000), plugins=[AtMostTwo()])
    desk = engine.vouch("mira@example.org")
    desk.shifts.open(location="main")
    with engine.queue() as queue:
        done = list(queue.map(desk.orders.place, [two() for _ in range(30)]))
    assert [one.error for one in done] == [None] * 30


def test_a_program_that_forgets_its_queue_ends_all_the_same(season, store_url):
    script = textwrap.dedent("""\
        import sys, willcall
        engine = willcall.open(sys.argv[1], store=sys.argv[2], workers=0)
        desk = engine.vouch("mira@example.org")
        desk.shifts.open(location="main")
        queue = engine.queue()
        for _ in range(100):
            queue.submit(desk.orders.place, {
                "lines": [{"performance": "friday", "ticket_type": "general", "quantity": 2}],
                "payments": [{"means": "cash", "amount": "38.00"}]})
    """)
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", script, str(season(capacity=5000)),
                          store_url], timeout=120, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    with willcall.open(store=store_url, workers=0) as engine:
        assert engine.host().store.check().ok
