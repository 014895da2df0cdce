"""A membership, offers with limits, a promotion code. Usage: offers.py [FOLDER]

The store is made in FOLDER, or in a new temporary one.
"""

import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall


def tickets(quantity, of="general"):
    return {"performance": "friday", "ticket_type": of, "quantity": quantity}


def buy(desk, *lines, **more):
    quote = desk.orders.quote(lines=lines, **more)
    order = desk.orders.place(lines=lines, quote=quote.token,
                              payments=[{"means": "card", "amount": quote.total}], **more)
    for line in order.lines:
        print(f"  {line.quantity:>2} {line.product or line.ticket_type:<9} {line.total:>6}",
              *(f"{one.offer} x {one.units} ({one.reason})" for one in line.effects), sep="  ")
    return order


def refused(desk, *lines, **more):
    for why in desk.orders.quote(lines=lines, **more).reasons:
        print(f"  {why.rule}: {why.message}")


def main(folder):
    season = Path(__file__).resolve().with_name("season.yaml")
    os.chdir(folder)
    # A clock that stands still, so that every run says the same.
    noon = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    with willcall.open(season, store="store.db", clock=lambda: noon, workers=0) as engine:
        with engine.vouch("mira@example.org") as desk:
            ann = desk.customers.create(first_name="Ann", last_name="Lee")
            print("Ann is no member:")
            refused(desk, tickets(1, "preview"), owner=ann.id)
            print("Ann becomes one:")
            buy(desk, {"product": "gold-card"}, owner=ann.id)
            (card,) = desk.memberships.held(customer=ann.id).memberships
            print(f"  {card.name}, until {card.until:%d %b %Y}")
            print("Ann and 14 friends:")
            order = buy(desk, tickets(15), tickets(2, "preview"), owner=ann.id)
            print("  the window keeps", sum(one.amount for line in order.lines
                                            for one in line.commissions))
            print("Somebody with a code:")
            buy(desk, tickets(2), promotion_codes=["spring"])
            refused(desk, tickets(2), promotion_codes=["SPRNG"])
            print("Why nothing else applies:")
            (line,) = desk.promotions.explain(lines=[tickets(2)]).lines
            for why in line.not_applied:
                print(f"  {why.rule}: {why.message}")
        print("store check:", "ok" if engine.host().store.check().ok else "faults")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="willcall-"))
