"""Five hundred orders, with the engine and the server stopped at counted points: every mail comes,
and what comes twice can be told by its Message-ID."""

import os
import signal
import subprocess
import sys
from collections import Counter

import pytest

ORDERS = 500

# An engine of its own process, so that it can be killed. It is given the store and the hour.
ENGINE = """
import datetime, sys, willcall
store, hour = sys.argv[1], int(sys.argv[2])
noon = datetime.datetime(2018, 11, 1, 12, tzinfo=datetime.timezone.utc)
with willcall.open(store=store, clock=lambda: noon + datetime.timedelta(hours=hour), workers=0,
                   apply=False) as engine:
    counts = engine.host().deliveries.run()
    print(counts.tickets_waiting)
"""


class Stops:
    """Kills the engine when the server has so many mails: before it answers, or after."""

    def __init__(self, office, store):
        self.office, self.store = office, store
        self.hour = 0
        self.engine = None

    def run(self):
        """An engine until it has nothing to do any more, or is killed; says what waits then."""
        self.hour += 2
        self.engine = subprocess.Popen(
            [sys.executable, "-c", ENGINE, self.store, str(self.hour)], stdout=subprocess.PIPE,
            text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        said, _ = self.engine.communicate(timeout=300)
        assert self.engine.returncode in (0, -signal.SIGKILL)
        return int(said) if said else None

    def kill(self):
        self.engine.send_signal(signal.SIGKILL)
        self.engine.wait()


@pytest.fixture
def stops(office, store_url):
    return Stops(office, store_url)


def test_every_mail_comes_whatever_stops_and_repeats_are_no_more_than_stops(
        office, books, to_ann, stops):
    desk = books(office.url)
    orders = [desk.orders.place(**to_ann(email=f"guest{number}@example.net"))
              for number in range(ORDERS)]
    host = desk.engine.host()
    ids = {row.id: row.recipient for page in pages(host) for row in page}
    desk.engine.close()

    # At these counts of mails that came in: what is stopped, and whether before the answer.
    engine_dies, server_dies = {37, 61, 150, 151, 333, 499}, {100, 260, 261, 420}

    def when_seen(count):
        if count in engine_dies:
            stops.kill()
        elif count in server_dies:
            office.cut_off()

    office.when_seen = when_seen
    runs = 0
    while stops.run() != 0:
        runs += 1
        assert runs < 30
        office.stop()
        office.start()
    with_engine = books(office.url)
    assert with_engine.engine.host().deliveries.run().tickets_delivered == ORDERS

    came = Counter(mail["Message-ID"] for mail in office.mails)
    assert set(came) == {f"<{delivery}@example.org>" for delivery in ids}
    assert len(orders) == len(ids) == len(came) == ORDERS
    repeats = sum(came.values()) - ORDERS
    assert 0 < repeats <= len(engine_dies) + len(server_dies)
    by_id = {}
    for mail, one in zip(office.mails, office.seen):
        assert by_id.setdefault(mail["Message-ID"], one.content) == one.content
        assert one.rcpt_tos == [ids[mail["Message-ID"][1:].partition("@")[0]]]


def pages(host):
    page = host.deliveries.list(most=1000)
    yield page.deliveries
    while page.next:
        page = host.deliveries.list(most=1000, after=page.next)
        yield page.deliveries
