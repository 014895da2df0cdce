"""A list of 5,000 guests, worked off by a program that is killed in the middle, again and again."""

import contextlib
import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[3] / "examples" / "guest_list"
GUESTS = 5_000
PROGRAM = """
import sys
from pathlib import Path
import willcall
from guest_list import allocate, distribute, read, show
path, season, store, *asked = sys.argv[1:]
wanted, broken = read(Path(path))
with willcall.open(season, store=store, workers=0) as engine:
    cart = engine.vouch("rita@acme.example").distribution_cart
    allocate(cart, wanted, show)
    if asked:
        print(distribute(cart, True, show))
    print(distribute(cart, False, show))
"""
# After so many lines of progress the program goes on for so long, in seconds, and is killed: before
# it has opened the store, between two hundred guests and the next, in the middle of a turn.
KILLED = [(0, 0.05), (1, 0.0), (4, 0.05), (9, 0.12), (15, 0.02),
          (21, 0.0), (22, 0.03), (23, 0.07), (24, 0.15), (24, 0.01)]


@pytest.fixture
def files(tmp_path):
    """The list and the season, which is still to come when the test is run."""
    season = (EXAMPLE / "season.yaml").read_text(encoding="utf-8").replace("2018-", "2098-")
    (tmp_path / "season.yaml").write_text(season, encoding="utf-8")
    rows = [f"Guest {n},guest{n}@example.org,premiere,guest,{1 + n % 2}" for n in range(GUESTS)]
    (tmp_path / "guests.csv").write_text(
        "name,email,performance,ticket_type,tickets\n" + "\n".join(rows), encoding="utf-8")
    return [str(tmp_path / "guests.csv"), str(tmp_path / "season.yaml")]


def started(arguments):
    paths = os.pathsep.join([str(EXAMPLE), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen([sys.executable, "-u", "-c", PROGRAM, *arguments], text=True,
                            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths})


def test_killed_anywhere_and_run_again_each_guest_has_one_delivery(
        opened, store_url, clock, files):
    arguments = [*files, store_url]
    ends = []
    for lines, more in KILLED:
        with started(arguments) as program:
            for _ in range(lines):
                program.stdout.readline()
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(timeout=more)
            program.kill()
        ends.append(program.returncode)
    # A fast one may be through before its time, and whoever comes after it finds nothing to do.
    assert set(ends) <= {0, -signal.SIGKILL} and ends.count(-signal.SIGKILL) > len(KILLED) / 2
    with started([*arguments, "dry-run"]) as program:
        told = program.stdout.read().splitlines()
    assert program.returncode == 0, told
    # What would happen happens.
    foretold, done = [line for line in told if line.startswith("(")]
    assert foretold == done and done.endswith(", [])")

    clock.at = datetime.now(timezone.utc)
    engine = opened(workers=0)
    host = engine.host()
    sent = Counter(one.recipient for one in host.deliveries.list(most=10_000).deliveries)
    assert sent == {f"guest{n}@example.org": 1 for n in range(GUESTS)}
    held = Counter(one.holder for one in host.tickets.list(most=10_000).tickets)
    assert held == {f"Guest {n}": 1 + n % 2 for n in range(GUESTS)}
    places = engine.vouch("rita@acme.example").distribution_cart.get().places
    assert Counter(one.state for one in places) == {"distributed": GUESTS * 3 // 2}
