#!/usr/bin/env python3
"""Sells and hands out a whole production: a reseller's orders, each at its own sale date.

usage: demo.py OUT_FOLDER
"""

from __future__ import annotations

import csv
import datetime
import os
import secrets
import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import willcall
from display import Display, display_for_here
from mail_server import MailServer
from printer import Printer

HERE = Path(__file__).resolve().parent
ZONE = ZoneInfo("America/Los_Angeles")  # of the times in the reseller's file
OPENING_FLOAT = Decimal("100.00")

MARK = "Made by demo.py of In The Heights, which makes it anew each time it runs here."
MADE = ("season.yaml", "season.db", "season.db-wal", "season.db-shm", "season.db-journal",
        "papers", "mails")


class ForeignFolder(Exception):
    """A folder that the demo may not write into."""


@dataclass(frozen=True)
class Order:
    """A line of the reseller's file."""

    number: str
    sold: datetime.datetime
    performance: datetime.datetime
    seats: int
    total: Decimal
    purchaser: str
    holder: str
    email: str
    postcode: str


@dataclass(frozen=True)
class Desk:
    """Somebody who sells, and what is asked of buyers there."""

    login: str
    takes_cash: bool
    takes_email: bool


DESKS = [
    Desk("mira@example.org", takes_cash=True, takes_email=True),
    Desk("tomas@example.org", takes_cash=False, takes_email=False),
    Desk("ines@example.org", takes_cash=False, takes_email=True),
]


class Clock:
    """The engine's time. It stands still until it is moved, and is never moved back."""

    def __init__(self, now: datetime.datetime):
        self.now = now

    def __call__(self) -> datetime.datetime:
        return self.now

    def move_to(self, now: datetime.datetime) -> None:
        self.now = max(self.now, now)


def read_orders() -> list[Order]:
    """All of the file, in the order of their sale."""
    def local(text: str) -> datetime.datetime:
        return datetime.datetime.strptime(text, "%Y-%m-%d %I:%M %p").replace(tzinfo=ZONE)

    def name(row: dict[str, str], who: str) -> str:
        return f"{row[f'{who} First Name']} {row[f'{who} Last Name']}"

    with open(HERE / "reseller-orders.csv", encoding="utf-8", newline="") as file:
        orders = [Order(row["Order #"], local(row["Sale Date"]), local(row["Performance Date"]),
                        int(row["# of Seats"]), Decimal(row["Total Price"]),
                        name(row, "Purchaser"), name(row, "Pickup"), row["Email"],
                        row["Zip Code"])
                  for row in csv.DictReader(file)]
    return sorted(orders, key=lambda order: order.sold)


def prepare(folder: Path) -> None:
    """A folder with nothing of an earlier run in it. Nobody else's files are touched."""
    mark = folder / "README.txt"
    if folder.exists() and not folder.is_dir():
        raise ForeignFolder(f"`{folder}` is no folder")
    if folder.exists() and any(folder.iterdir()):
        if not mark.is_file() or MARK not in mark.read_text(encoding="utf-8", errors="replace"):
            raise ForeignFolder(f"`{folder}` is not empty and not the demo's own; name another")
        for path in (folder / name for name in MADE):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(f"{MARK}\n\nseason.yaml  what is sold, where, and by whom\n"
                    "season.db    the store\npapers/      what the demo's printer printed\n"
                    "mails/       what the demo's mail server was sent\n",
                    encoding="utf-8")


def write_season(mail_server: MailServer, printer: Printer) -> None:
    """Here: the season, with the ports that the mail server and the printer were given."""
    season = (HERE / "season.yaml").read_text(encoding="utf-8")
    season = season.replace("127.0.0.1:2525", f"127.0.0.1:{mail_server.port}")
    season = season.replace("ipp://localhost:8631/ipp/print", printer.url)
    Path("season.yaml").write_text(season, encoding="utf-8")


def request_maker(season: willcall.Record) -> Callable[[Desk, Order], dict]:
    """Makes what is asked of `orders.place`; `season` is what `catalogue.get` answered."""
    event, = season.events
    performances = {one.starts: one.key for one in event.performances}
    ticket_types = {one.price: one.key for one in event.ticket_types}

    def request_of(desk: Desk, order: Order) -> dict:
        buyer = {"name": order.purchaser, "postcode": order.postcode}
        request = {
            "lines": [{
                "performance": performances[order.performance.replace(tzinfo=None)],
                "ticket_type": ticket_types[order.total / order.seats],
                "quantity": order.seats,
                "holders": [order.holder],
            }],
            "buyer": buyer,
            "reference": order.number,
        }
        if desk.takes_email:
            buyer["email"] = order.email
        if desk.takes_cash:
            request["payments"] = [{"means": "cash", "amount": order.total}]
        return request

    return request_of


def sign_in(engine: willcall.Engine, host: willcall.Session, login: str) -> willcall.Session:
    password = secrets.token_urlsafe(12)
    host.users.set_password(login=login, password=password)
    return engine.session(login=login, password=password)


def sell(orders: list[Order], sessions: list[willcall.Session], clock: Clock,
         request_of: Callable[[Desk, Order], dict], display: Display) -> Decimal:
    """All orders, by turns at every desk; says how much cash was put into the drawer."""
    drawer = Decimal("0.00")
    with display.progress("selling", len(orders), "orders") as show:
        for number, order in enumerate(orders):
            desk = DESKS[number % len(DESKS)]
            clock.move_to(order.sold)
            sessions[number % len(DESKS)].orders.place(**request_of(desk, order))
            if desk.takes_cash:
                drawer += order.total
            show(number + 1, f"until {order.sold:%Y-%m-%d %H:%M}")
    return drawer


def hand_out(host: willcall.Session, clock: Clock, display: Display) -> willcall.Record:
    """Waits until the outbox is empty. What has to wait for another try gets two days for it."""
    counts = host.deliveries.run()
    with display.progress("handing out", counts.tickets_delivered + counts.tickets_waiting
                          + counts.tickets_failed, "tickets") as show:
        show(counts.tickets_delivered, "")
        for _ in range(48):
            if counts.tickets_waiting == 0:
                break
            clock.move_to(clock() + datetime.timedelta(hours=1))
            counts = host.deliveries.run()
            show(counts.tickets_delivered, "")
    return counts


def show_sales(display: Display, host: willcall.Session,
               season: willcall.Record) -> willcall.Record:
    """What each performance and each channel sold; gives the totals."""
    currency = season.organisation.currency
    event, = season.events
    for by in ("performance", "channel"):
        report = host.reports.sales(by=by)
        display.table(f"{event.name}, by {by}, in {currency}",
                      [by, "orders", "tickets", "face value", "cash taken", "to settle"],
                      [[row.name.removeprefix(f"{event.name}, "), row.orders, row.tickets,
                        row.face_value, row.taken, row.to_settle]
                       for row in [*report.rows, report.total]])
    return report.total


def show_shift(display: Display, shift: willcall.Record, currency: str) -> None:
    for means in shift.means:
        display.say(f"shift of {shift.seller} at {shift.location}: {means.payments} payments, "
                    f"{means.taken} {currency} in {means.means}")
        display.say(f"counted blind: {means.counted} {currency}, with a float of "
                    f"{shift.opening_float}; over {means.over}")


def complaints(orders: list[Order], total: willcall.Record, counts: willcall.Record,
               shift: willcall.Record, check: willcall.Record) -> list[str]:
    """What is not as the reseller's file says; nothing where all went well."""
    seats = sum(order.seats for order in orders)
    price = sum(order.total for order in orders)
    found = [f"{what}: {is_so}, not {should_be}" for what, is_so, should_be in [
        ("orders", total.orders, len(orders)),
        ("tickets", total.tickets, seats),
        ("face value", total.face_value, price),
        ("taken and to settle", total.taken + total.to_settle, price),
        ("tickets delivered", counts.tickets_delivered, seats),
        ("tickets waiting", counts.tickets_waiting, 0),
        ("tickets failed", counts.tickets_failed, 0),
        ("over in the drawer", sum(means.over for means in shift.means), 0),
        ("cash in the shift", sum(means.taken for means in shift.means), total.taken),
    ] if is_so != should_be]
    return found + [f"store check: {fault.name}, {fault.what}: {fault.detail}"
                    for fault in check.faults]


def run(out: Path, display: Display) -> int:
    orders = read_orders()
    prepare(out)
    os.chdir(out)
    clock = Clock(orders[0].sold - datetime.timedelta(hours=1))
    with ExitStack() as stack:
        mail_server = stack.enter_context(MailServer(Path("mails")))
        printer = stack.enter_context(Printer(Path("papers")))
        write_season(mail_server, printer)
        engine = stack.enter_context(willcall.open("season.yaml", clock=clock))
        host = stack.enter_context(engine.host())
        season = host.catalogue.get()
        currency = season.organisation.currency
        sessions = [stack.enter_context(sign_in(engine, host, desk.login)) for desk in DESKS]
        office = sessions[0]

        office.shifts.open(location="station", opening_float=OPENING_FLOAT)
        drawer = sell(orders, sessions, clock, request_maker(season), display)
        counted = [{"means": "cash", "amount": OPENING_FLOAT + drawer}]
        shift = office.shifts.close(counted=counted)
        counts = hand_out(host, clock, display)

        total = show_sales(display, host, season)
        display.say("")
        show_shift(display, shift, currency)
        check = host.store.check()
        found = complaints(orders, total, counts, shift, check)

    display.say(f"papers:  {out / 'papers'}, {printer.printed} printed")
    display.say(f"mails:   {out / 'mails'}, {mail_server.received} received")
    display.say(f"store:   {out / 'season.db'}")
    for complaint in found:
        print(f"demo: {complaint}", file=sys.stderr)
    faults = "ok" if check.ok else f"{len(check.faults)} faults"
    print(f"demo: {total.orders} orders, {total.tickets} tickets, {total.face_value} {currency}; "
          f"{counts.tickets_delivered} delivered, {counts.tickets_waiting} waiting, "
          f"{counts.tickets_failed} failed; store check: {faults}", flush=True)
    return 1 if found or not check.ok else 0


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip().splitlines()[-1], file=sys.stderr)
        return 2
    try:
        return run(Path(sys.argv[1]), display_for_here())
    except (ForeignFolder, OSError, willcall.WillcallError) as problem:
        print(f"demo: {problem}", file=sys.stderr)
        return 2 if isinstance(problem, ForeignFolder) else 1


if __name__ == "__main__":
    sys.exit(main())
