#!/usr/bin/env python3
"""Eight sellers at once sell a hall of 1,115 seats, until nothing is left.

usage: demo.py OUT_FOLDER
"""

from __future__ import annotations

import datetime
import random
import shutil
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import willcall

HERE = Path(__file__).resolve().parent
PERFORMANCE = "gala-0301"
SELLERS = 8
PARTY_MOST = 6
DAY = datetime.datetime(2019, 2, 1, 12, tzinfo=datetime.timezone.utc)
MADE = ("season.yaml", "hall-1115.seating-plan.json", "season.db", "season.db-wal", "season.db-shm")


class Board:
    """A picture of the hall, taken when half of it is sold."""

    STEP = 22  # from seat to seat in this plan, and from row to row
    MARKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): "·"}

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.picture: list[str] = []

    def look(self, seats: willcall.Record) -> None:
        with self._lock:
            if not self.picture and seats.counted["free"] <= seats.counted["sold"]:
                self.picture = self.drawn(seats)

    def drawn(self, seats: willcall.Record) -> list[str]:
        """Two rows of seats a line: full blocks are free, dots are sold."""
        free = {(round(seat.x / self.STEP), round(seat.y / self.STEP)): seat.state == "free"
                for zone in seats.zones for row in zone.rows for seat in row.seats}
        columns, rows = zip(*free)
        lines = []
        for row in range(min(rows), max(rows) + 1, 2):
            halves = [(free.get((column, row)), free.get((column, row + 1)))
                      for column in range(min(columns), max(columns) + 1)]
            lines.append("".join(" " if half == (None, None) else
                                 self.MARKS[half[0] is True, half[1] is True]
                                 for half in halves).rstrip())
        return lines


class Seller:
    """One of eight at a window, with buyers who want all kinds of things."""

    def __init__(self, session: willcall.Session, types: dict[str, willcall.Record], board: Board,
                 seed: int):
        self.session = session
        self.types = types  # by category
        self.board = board
        self.random = random.Random(seed)
        self.sold: list[str] = []
        self.orders: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def free(self) -> dict[str, list[str]]:
        """The free seats of each category, as the map shows them."""
        shown = self.session.seats.map(performance=PERFORMANCE)
        self.board.look(shown)
        seats: dict[str, list[str]] = {}
        for zone in shown.zones:
            for row in zone.rows:
                for seat in row.seats:
                    if seat.state == "free":
                        seats.setdefault(seat.category, []).append(seat.guid)
        return seats

    def place(self, kind: str, category: str, count: int, **wish) -> None:
        """Sells; what is refused is counted, and said to the caller."""
        of = self.types[category]
        order = self.session.orders.place(
            lines=[{"performance": PERFORMANCE, "ticket_type": of.key, "quantity": count, **wish}],
            payments=[{"means": "cash", "amount": of.price * count}], codes=False)
        self.orders[kind] += 1
        self.sold += [ticket.seat.guid for ticket in order.tickets]

    def serve(self, seats: dict[str, list[str]]) -> None:
        """One buyer, who looks at a map that may be old by now."""
        category = self.random.choice(list(seats))
        count = self.random.randint(1, min(PARTY_MOST, len(seats[category])))
        try:
            if self.random.random() < 0.5:
                self.place("chosen", category, count,
                           seats=self.random.sample(seats[category], count))
            else:
                self.best(category, count)
        except willcall.Refused as refused:
            self.refused[refused.reasons[0].rule] += 1

    def best(self, category: str, count: int) -> None:
        """The best seats there are, for fewer where there are not so many together."""
        try:
            self.place("best", category, count)
        except willcall.Refused as refused:
            why = refused.reasons[0]
            self.refused[why.rule] += 1
            fewer = why.numbers.get("together", why.numbers.get("left", 0))
            if fewer > 0:
                self.place("best", category, fewer)

    def run(self, start: threading.Barrier) -> None:
        start.wait()
        while seats := self.free():
            for _ in range(4):
                self.serve(seats)


def prepare(folder: Path) -> None:
    """A folder with nothing of an earlier run in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in MADE:
        (folder / name).unlink(missing_ok=True)
    for name in MADE[:2]:
        shutil.copyfile(HERE / name, folder / name)


def sell_out(engine: willcall.Engine, sellers: list[Seller]) -> float:
    start = threading.Barrier(len(sellers))
    began = time.monotonic()
    with ThreadPoolExecutor(len(sellers)) as pool:
        for done in [pool.submit(seller.run, start) for seller in sellers]:
            done.result()
    return time.monotonic() - began


def complaints(host: willcall.Session, sellers: list[Seller]) -> list[str]:
    """What is not as it should be; nothing where all went well."""
    sold = Counter(guid for seller in sellers for guid in seller.sold)
    counted = host.seats.map(performance=PERFORMANCE).counted
    (performance,) = host.performances.list().performances
    seats = sum(counted.values())
    found = [f"{what}: {is_so}, not {should_be}" for what, is_so, should_be in [
        ("seats sold, as the orders say", len(sold), seats),
        ("seats sold twice", sum(1 for times in sold.values() if times > 1), 0),
        ("seats sold, as the map says", counted["sold"], seats),
        ("seats left", performance.left, 0),
    ] if is_so != should_be]
    return found + [f"store check: {fault.name}, {fault.what}: {fault.detail}"
                    for fault in host.store.check().faults]


def run(out: Path) -> int:
    prepare(out)
    with ExitStack() as stack:
        engine = stack.enter_context(willcall.open(out / "season.yaml", clock=lambda: DAY))
        host = stack.enter_context(engine.host())
        (event,) = host.catalogue.get().events
        types = {one.category: one for one in event.ticket_types}
        board, sellers = Board(), []
        for number in range(1, SELLERS + 1):
            session = stack.enter_context(engine.vouch(f"seller-{number}@example.org"))
            session.shifts.open(location="main")
            sellers.append(Seller(session, types, board, number))
        seconds = sell_out(engine, sellers)
        found = complaints(host, sellers)
        seats = sum(len(seller.sold) for seller in sellers)

    print("the hall when half of it was sold, the stage above:", *board.picture, sep="\n")
    for kind, said in (("chosen", "seats that buyers chose"), ("best", "the best there were")):
        print(f"{sum(seller.orders[kind] for seller in sellers)} orders of {said}")
    for rule, times in sorted(sum((seller.refused for seller in sellers), Counter()).items()):
        print(f"refused {times} times: {rule}")
    for complaint in found:
        print(f"demo: {complaint}", file=sys.stderr)
    orders = sum(seller.orders.total() for seller in sellers)
    verdict = "store check: ok" if not found else f"{len(found)} complaints"
    print(f"demo: {seats} seats sold by {SELLERS} sellers in {orders} orders and {seconds:.1f} s, "
          f"{'none twice; ' if not found else ''}{verdict}", flush=True)
    return 1 if found else 0


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip().splitlines()[-1], file=sys.stderr)
        return 2
    try:
        return run(Path(sys.argv[1]))
    except (OSError, willcall.WillcallError) as problem:
        print(f"demo: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
