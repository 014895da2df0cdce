"""An engine in a process of its own, so that it can be killed while it hands out."""

import os
import signal
import subprocess
import sys

# It is given the store and the hour.
ENGINE = """
import datetime, sys, willcall
store, hour = sys.argv[1], int(sys.argv[2])
noon = datetime.datetime(2018, 11, 1, 12, tzinfo=datetime.timezone.utc)
with willcall.open(store=store, clock=lambda: noon + datetime.timedelta(hours=hour), workers=0,
                   apply=False) as engine:
    counts = engine.host().deliveries.run()
    print(counts.tickets_waiting)
"""


class Engines:
    """One after the other on a store, each some hours later than the one before."""

    def __init__(self, store, started=lambda pid: None):
        self.store, self.started = store, started
        self.hour = 0
        self.engine = None

    def run(self):
        """An engine until it has nothing to do any more, or is killed; says what waits then."""
        self.hour += 2
        self.engine = subprocess.Popen(
            [sys.executable, "-c", ENGINE, self.store, str(self.hour)], stdout=subprocess.PIPE,
            text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        self.started(self.engine.pid)
        said, _ = self.engine.communicate(timeout=300)
        assert self.engine.returncode in (0, -signal.SIGKILL)
        return int(said) if said else None

    def kill(self):
        self.engine.send_signal(signal.SIGKILL)
        self.engine.wait()


def all_deliveries(host):
    page = host.deliveries.list(most=1000)
    yield from page.deliveries
    while page.next:
        page = host.deliveries.list(most=1000, after=page.next)
        yield from page.deliveries
