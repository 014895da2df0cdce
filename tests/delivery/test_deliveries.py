"""Handing out: one delivery for each promise, tried until it is there, never at a sale's cost."""

import threading
from datetime import timedelta

import pytest
import willcall
from carriers import Post, Slow
from willcall import Outcome


@pytest.fixture
def posting(house):
    """A function that opens the house with this carrier; gives Mira's desk and the host."""

    def open_posting(*carriers, **season):
        engine = house(plugin_files=carriers, **season)
        mira = engine.vouch("mira@example.org")
        mira.shifts.open()
        return mira, engine.host()

    return open_posting


def by_post(sale, **more):
    return sale(delivery={"method": "post", "to": "Ann, 1 Main Street"}, **more)


def test_every_promise_is_delivered_exactly_once(posting, sale):
    post = Post()
    desk, host = posting(post)
    orders = [desk.orders.place(**by_post(sale, quantity=quantity)) for quantity in (1, 2, 3)]
    desk.orders.place(**sale())  # promises nothing
    desk.orders.place(**by_post(sale), idempotency_key="one")
    desk.orders.place(**by_post(sale), idempotency_key="one")
    counts = host.deliveries.run()
    assert (counts.tried, counts.tickets_delivered) == (4, 7)
    assert (counts.tickets_waiting, counts.tickets_failed) == (0, 0)
    assert [job.content.order for job in post.jobs][:3] == [order.id for order in orders]
    assert host.deliveries.run().tried == 0
    assert len(post.jobs) == len(host.deliveries.list().deliveries) == 4


def test_a_delivery_that_fails_twice_is_tried_again_and_delivered(posting, sale, clock):
    post = Post(Outcome.try_later("the van is late"), RuntimeError, True)
    desk, host = posting(post)
    order = desk.orders.place(**by_post(sale))
    seen = []
    for _ in range(3):
        host.deliveries.run()
        assert host.deliveries.run().tried == 0  # not before its time
        (row,) = host.deliveries.list().deliveries
        seen.append((row.state, row.attempts))
        clock.forward(hours=1)
    assert seen == [("waiting to retry", 1), ("waiting to retry", 2), ("delivered", 3)]
    assert {job.id for job in post.jobs} == {row.id}
    assert len({job.documents for job in post.jobs}) == 1
    assert (row.delivered, row.order) == (clock.at - timedelta(hours=1), order.id)


def test_a_carrier_says_how_long_to_wait(posting, sale, clock):
    desk, host = posting(Post(Outcome.try_later("closed", after=timedelta(hours=12))))
    desk.orders.place(**by_post(sale))
    assert host.deliveries.run().tried == 1
    clock.forward(hours=12, microseconds=-1)
    assert host.deliveries.run().tried == 0
    clock.forward(microseconds=1)
    assert host.deliveries.run().tickets_delivered == 1


def test_what_failed_for_good_stops_and_is_listed_and_the_sale_stands(posting, sale, clock):
    post = Post(Outcome.failed("no such street"))
    desk, host = posting(post)
    order = desk.orders.place(**by_post(sale, quantity=2))
    assert host.deliveries.run().tickets_failed == 2
    clock.forward(days=7)
    assert host.deliveries.run().tried == 0
    (row,) = host.deliveries.list(state="failed").deliveries
    assert (row.order, row.number, row.detail, row.attempts) == (
        order.id, "MAIN-000001", "no such street", 1)
    assert desk.orders.get(id=order.id) == order
    assert host.performances.list().performances[0].sold == 2


def test_a_carrier_that_never_succeeds_is_given_up_and_listed(posting, sale, clock):
    class Wall(Post):
        def deliver(self, jobs):
            self.jobs += jobs
            raise OSError("no way through")

    wall = Wall()
    desk, host = posting(wall)
    desk.orders.place(**by_post(sale))
    while host.deliveries.list().deliveries[0].state != "failed":
        assert host.deliveries.run().tried == 1
        clock.forward(hours=2)
    assert len(wall.jobs) == 12
    (row,) = host.deliveries.list(state="failed").deliveries
    assert "no way through" in row.detail


def test_a_carrier_that_fails_makes_room_for_the_next_in_the_chain(posting, sale, tmp_path):
    post = Post(Outcome.failed("on strike"))
    desk, host = posting(post, deliveries={"post": ["post", "folder"]},
                         plugins={"print": {"folder": str(tmp_path / "tickets")}})
    desk.orders.place(**by_post(sale))
    host.deliveries.run()
    (row,) = host.deliveries.list().deliveries
    assert (row.state, row.method, row.carrier) == ("delivered", "post", "folder")
    assert len(list((tmp_path / "tickets").rglob("*.txt"))) == 1


@pytest.mark.parametrize("wrong", [None, [], [True, True], "done", ["done"], [7]])
def test_a_carrier_that_answers_nonsense_is_asked_again(posting, sale, clock, wrong):
    class Odd(Post):
        def deliver(self, jobs):
            self.jobs += jobs
            return wrong if len(self.jobs) == 1 else [True for _ in jobs]

    desk, host = posting(Odd())
    desk.orders.place(**by_post(sale))
    assert host.deliveries.run().tickets_waiting == 1
    (row,) = host.deliveries.list().deliveries
    assert (row.state, bool(row.detail)) == ("waiting to retry", True)
    clock.forward(hours=1)
    assert host.deliveries.run().tickets_delivered == 1


def test_workers_hand_out_without_being_asked(posting, house, sale, store_url, clock):
    there = threading.Event()

    class Bell(Post):
        def deliver(self, jobs):
            there.set()
            return super().deliver(jobs)

    posting(Bell())[1].engine.close()
    with willcall.open(store=store_url, plugins=[Bell()], clock=clock, workers=1) as engine:
        engine.vouch("mira@example.org").orders.place(**by_post(sale))
        assert there.wait(30)
    host = house(plugin_files=[Bell()]).host()
    assert [row.state for row in host.deliveries.list().deliveries] == ["delivered"]


def test_settings_that_another_engine_mended_count_at_the_next_try(
        posting, house, sale, clock, tmp_path):
    away = tmp_path / "away"
    desk, host = posting(plugins={"print": {"folder": str(away / "tickets")}})
    desk.orders.place(**sale(delivery={"method": "print"}))
    assert host.deliveries.run().tickets_waiting == 1
    house(plugins={"print": {"folder": str(tmp_path / "here")}})
    clock.forward(hours=1)
    assert host.deliveries.run().tickets_delivered == 1
    assert len(list((tmp_path / "here").rglob("*.txt"))) == 1


def test_a_list_of_deliveries_is_read_page_by_page(posting, sale):
    desk, host = posting(Post())
    orders = [desk.orders.place(**by_post(sale)) for _ in range(5)]
    page = host.deliveries.list(most=3)
    rest = host.deliveries.list(most=3, after=page.next)
    assert [row.order for row in page.deliveries + rest.deliveries] == [
        order.id for order in orders]
    assert rest.next is None
    (one,) = host.deliveries.list(order=orders[2].id).deliveries
    assert (one.state, one.recipient, one.tickets) == ("queued", "Ann, 1 Main Street", 1)


def test_what_failed_is_tried_again_by_hand_under_the_same_id(posting, sale, clock):
    post = Post(Outcome.failed("no such street"))
    desk, host = posting(post, deliveries={"post": ["post"]})
    desk.orders.place(**by_post(sale, quantity=2))
    host.deliveries.run()
    (failed,) = host.deliveries.list(state="failed").deliveries
    again = host.deliveries.retry(id=failed.id)
    assert (again.id, again.state, again.attempts) == (failed.id, "waiting to retry", 0)
    assert host.deliveries.run().tickets_delivered == 2
    assert [(job.id, job.first_try) for job in post.jobs] == [(failed.id, True), (failed.id, False)]
    assert post.jobs[0].documents == post.jobs[1].documents
    assert [entry.operation for entry in host.journal.since().entries][-1] == "deliveries.retry"


def test_what_waits_is_tried_at_once_when_somebody_says_so(posting, sale):
    desk, host = posting(Post(Outcome.try_later("closed", after=timedelta(hours=12))))
    desk.orders.place(**by_post(sale))
    host.deliveries.run()
    (waiting,) = host.deliveries.list(state="waiting to retry").deliveries
    host.deliveries.retry(id=waiting.id)
    assert host.deliveries.run().tickets_delivered == 1


def test_a_retry_begins_the_chain_of_carriers_anew(posting, sale, tmp_path):
    post = Post(Outcome.failed("on strike"))
    desk, host = posting(post, deliveries={"post": ["post", "folder"]})
    desk.orders.place(**by_post(sale))
    host.deliveries.run()
    (failed,) = host.deliveries.list().deliveries
    assert (failed.state, failed.carrier) == ("failed", "folder")  # no folder is set
    assert host.deliveries.retry(id=failed.id).carrier == "post"
    host.deliveries.run()
    (row,) = host.deliveries.list().deliveries
    assert (row.state, row.carrier) == ("delivered", "post")


def test_what_is_delivered_or_called_off_is_not_tried_again(
        posting, sale, reason, unchanged):
    desk, host = posting(Post())
    for _ in range(2):
        desk.orders.place(**by_post(sale))
    host.deliveries.run(most=1)
    delivered, queued = host.deliveries.list().deliveries
    host.deliveries.cancel(id=queued.id)
    with unchanged(host):
        for row, word in ((delivered, "delivered"), (queued, "cancelled")):
            refused = reason(host.deliveries.retry, id=row.id)
            assert refused.rule == "deliveries.not_waiting"
            assert word in refused.message
        assert reason(host.deliveries.cancel, id=delivered.id).rule == "deliveries.delivered"
        for change in (host.deliveries.retry, host.deliveries.cancel):
            with pytest.raises(willcall.NotFoundError):
                change(id="0000000000001")


def test_what_is_called_off_is_never_handed_over_and_the_sale_stands(posting, sale, clock):
    post = Post()
    desk, host = posting(post)
    order = desk.orders.place(**by_post(sale))
    (queued,) = host.deliveries.list().deliveries
    assert host.deliveries.cancel(id=queued.id).state == "cancelled"
    assert host.deliveries.cancel(id=queued.id).state == "cancelled"  # it is so already
    clock.forward(days=7)
    assert (host.deliveries.run().tried, post.jobs) == (0, [])
    assert desk.orders.get(id=order.id) == order
    said = [entry.operation for entry in host.journal.since().entries]
    assert said.count("deliveries.cancel") == 1


def test_what_is_being_handed_over_can_not_be_called_off(posting, sale, reason):
    slow = Slow()
    desk, host = posting(slow)
    desk.orders.place(**by_post(sale))
    runner = threading.Thread(target=host.deliveries.run)
    runner.start()
    assert slow.there.wait(30)
    (row,) = host.deliveries.list().deliveries
    assert reason(host.deliveries.cancel, id=row.id).rule == "deliveries.in_flight"
    assert reason(host.deliveries.retry, id=row.id).rule == "deliveries.not_waiting"
    slow.go.set()
    runner.join()
    assert host.deliveries.list().deliveries[0].state == "delivered"


def test_what_is_reissued_while_it_waits_behind_another_is_handed_over_once(posting, sale):
    slow = Slow()
    desk, host = posting(slow)
    orders = [desk.orders.place(**by_post(sale)) for _ in range(2)]
    runner = threading.Thread(target=host.deliveries.run)
    runner.start()
    assert slow.there.wait(30)
    anew = desk.tickets.reissue(ticket=orders[1].tickets[0].id)
    slow.go.set()
    runner.join()
    assert anew.cancelled == 1
    assert [job.content.order for job in slow.jobs] == [order.id for order in orders]
    assert slow.jobs[1].id == anew.delivery
    assert [row.state for row in host.deliveries.list().deliveries] == [
        "delivered", "cancelled", "delivered"]


def test_a_job_says_when_it_was_promised_and_documents_their_title(posting, sale, clock):
    post = Post(Outcome.try_later("closed"))
    desk, host = posting(post)
    promised = clock()
    desk.orders.place(**by_post(sale))
    for _ in range(2):
        host.deliveries.run()
        clock.forward(hours=1)
    assert [job.promised for job in post.jobs] == [promised] * 2
    assert {type(job.document.title) for job in post.jobs} == {str}


class Papers(willcall.Delivery):
    """Takes what no order has."""

    name = method = "papers"
    takes = [("closing", "application/pdf")]

    def deliver(self, jobs):
        return [True for _ in jobs]


def test_what_is_not_made_of_an_order_is_a_failed_delivery_with_its_cause(posting, sale):
    desk, host = posting(Papers())
    order = desk.orders.place(**sale(delivery={"method": "papers"}))
    host.deliveries.run()
    (row,) = host.deliveries.list().deliveries
    assert (row.state, row.detail) == ("failed", "`papers` carries nothing of an order")
    assert desk.orders.get(id=order.id) == order
