"""What happens to orders after they were placed. Usage: changes.py [FOLDER]

The store is made in FOLDER, or in a new temporary one.
"""

import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall


def line(performance, quantity=1):
    return {"performance": performance, "ticket_type": "general", "quantity": quantity}


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def registered_and_paid(desk):
    kept = desk.orders.register(lines=[line("friday", 3)], buyer={"name": "Ann North"})
    number = kept.number or "none"
    print(f"{kept.buyer} registered: {kept.state}, {kept.total} USD, number {number}")
    paid = desk.orders.pay(id=kept.id, payments=cash("57.00"))
    print(f"{paid.buyer} paid: {paid.state}, number {paid.number}")
    return paid


def given_up(desk):
    kept = desk.orders.register(lines=[line("friday", 7)], buyer={"name": "Ben South"})
    gone = desk.orders.cancel(id=kept.id, note="no reply")
    print(f"{gone.buyer} gave up: {gone.state}, {gone.transactions[0].note}")
    try:
        desk.orders.pay(id=kept.id, payments=cash("133.00"))
    except willcall.Refused as refused:
        print(f"  refused: {refused.reasons[0].rule}")


def changed(desk, order):
    first, second, _ = order.tickets
    desk.orders.exchange(id=order.id, tickets=[first.id], lines=[line("saturday")],
                         fee="2.00", payments=cash("2.00"))
    order = desk.orders.refund(id=order.id, tickets=[second.id], note="fell ill")
    for change in order.transactions:
        print(f"  {change.number}  {change.kind:<8}  sold {change.sold:>5}  "
              f"given back {change.given_back:>5}  fee {change.fee}  paid {change.paid:>6}")
    print("  tickets:", ", ".join(f"{one.performance} {one.state}" for one in order.tickets))
    try:
        desk.tickets.admit(code=first.code)
    except willcall.Refused as refused:
        print(f"  the first ticket at the door: {refused.reasons[0].rule}")


def main(folder):
    season = Path(__file__).resolve().with_name("season.yaml")
    os.chdir(folder)
    # A clock that stands still, so that every run says the same.
    noon = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    with willcall.open(season, store="store.db", clock=lambda: noon, workers=0) as engine:
        with engine.vouch("mira@example.org") as desk:
            desk.shifts.open()
            order = registered_and_paid(desk)
            given_up(desk)
            changed(desk, order)
            (drawer,) = desk.shifts.close(counted=cash("40.00")).means
            print(f"shift closed: {drawer.payments} payments, taken {drawer.taken}, "
                  f"over {drawer.over}")
        print("store check:", "ok" if engine.host().store.check().ok else "faults")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="willcall-"))
