"""Sells at a window for cash and at an outlet that settles later. Usage: sell.py [FOLDER]

The store and the tickets are made in FOLDER, or in a new temporary one.
"""

import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall

PASSWORD = "kept in a drawer"


def line(quantity):
    return {"performance": "friday", "ticket_type": "general", "quantity": quantity}


def sell(desk, name, quantity, amount):
    order = desk.orders.place(
        lines=[line(quantity)],
        payments=[{"means": "cash", "amount": amount}],
        buyer={"name": name},
    )
    print(f"  {order.number}  {order.buyer}  {len(order.tickets)} tickets  {order.total} USD")


def at_the_window(desk):
    print("Mira at the window")
    desk.shifts.open(location="main")
    sell(desk, "Ann North", 2, "38.00")
    sell(desk, "Ben South", 3, "57.00")
    try:
        sell(desk, "Dan East", 6, "114.00")
    except willcall.Refused as refused:
        for reason in refused.reasons:
            numbers = reason.numbers
            print(f"  refused: {reason.rule}, asked {numbers['asked']}, left {numbers['left']}")
    try:
        sell(desk, "Eve West", 1, 19.00)
    except TypeError as error:
        print("  no amount:", ": ".join(str(error).split(": ")[:2]))


def by_telephone(engine, desk):
    # Two orders under way at once, on this one thread; each completion knows what was asked.
    callers = [("Fay Hill", 1), ("Gus Dale", 1)]
    requests = [{"lines": [line(count)], "payments": [{"means": "cash", "amount": "19.00"}],
                 "buyer": {"name": name}} for name, count in callers]
    with engine.queue() as queue:
        done = [one.result() for one in queue.map(desk.orders.place, requests)]
    buyers = " and ".join(sorted(order.buyer for order in done))
    print(f"  through a queue: {buyers}, {sum(len(order.tickets) for order in done)} tickets")


def at_the_bookshop(outlet, host):
    print("Rita at the bookshop")
    order = outlet.orders.place(lines=[line(1)], buyer={"name": "Cho West"})
    print(f"  {order.buyer} has {len(order.tickets)} ticket, {order.to_settle} USD to settle")
    counts = host.deliveries.run()
    print(f"  {counts.tickets_delivered} ticket handed over, {counts.tickets_waiting} waiting")


def close(desk, host):
    shift = desk.shifts.close(counted=[{"means": "cash", "amount": "133.00"}])
    for means in shift.means:
        print(f"shift closed: {means.payments} payments, taken {means.taken}, "
              f"counted {means.counted}, over {means.over}")
    print("sold")
    for row in host.reports.sales(by="channel").rows:
        print(f"  {row.key:<8}  {row.orders} orders  {row.tickets} tickets"
              f"  {row.face_value} face value  {row.taken:>5} taken  {row.to_settle:>5} to settle")
    book = host.reports.order_book(columns=["number", "ticket_type", "price", "buyer"])
    for page in book.pages(4):
        print(f"a page of {len(page)} tickets, {sum(ticket.price for ticket in page)}")
    book.to_csv("order_book.csv")  # or book.to_pandas(), polars.DataFrame(book)
    print("store check:", "ok" if host.store.check().ok else "faults")


def main(folder):
    season = Path(__file__).resolve().with_name("season.yaml")
    os.chdir(folder)  # the season puts the tickets into the working folder
    # A clock that stands still, so that every run says the same.
    noon = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    with willcall.open(season, store="store.db", clock=lambda: noon, workers=0) as engine:
        host = engine.host()
        for login in ("mira@example.org", "rita@example.org"):
            host.users.set_password(login=login, password=PASSWORD)
        with engine.session(login="mira@example.org", password=PASSWORD) as desk:
            at_the_window(desk)
            by_telephone(engine, desk)
            with engine.session(login="rita@example.org", password=PASSWORD) as outlet:
                at_the_bookshop(outlet, host)
            close(desk, host)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="willcall-"))
