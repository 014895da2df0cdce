"""Keeps records of customers: finds, merges and forgets them. Usage: customers.py [FOLDER]

The store is made in FOLDER, or in a new temporary one.
"""

import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall


def make(customers):
    customers.create(first_name="José", last_name="Núñez", email="jose@example.org",
                     phone="+1 650 949 7360", postcode="94022", tags=["patron"],
                     consents={"news": True})
    customers.create(first_name="Юлия", last_name="Ёлкина", mobile="088 123 45 67")
    customers.create(kind="organisation", name="Núñez & Sons", phone="(650) 949-7361")
    fay = customers.create(first_name="Fay", last_name="Hill", postcode="94022")
    # A record made by one customer for another: neither address nor email, and not active online.
    customers.create(first_name="Jo", last_name="Nunez", introduced_by=fay.id)


def search(customers, **known):
    asked = ", ".join(f"{field} {value}" for field, value in known.items())
    found = [row.name for row in customers.list(**known).customers]
    print(f"  {asked}: {', '.join(found) or 'nobody'}")


def find(customers):
    print("found by")
    for known in ({"name": "nunez"}, {"name": "ЕЛКИНА"}, {"phone": "949 7360"},
                  {"phone": "+359 88 1234567"}, {"email": "jose"}, {"tag": "patron"},
                  {"name": "nunez", "kind": "organisation"}, {"name": "smith"}):
        search(customers, **known)


def compare(customers):
    print("likely duplicates")
    for pair in customers.duplicates().pairs:
        shared = [word for word in ("postcode", "address", "date_of_birth", "facilitator")
                  if getattr(pair, word)]
        print(f"  {pair.name} and {pair.other_name}: name, {', '.join(shared)}")


def change(customers):
    (jose,) = customers.list(email="jose@example.org").customers
    customers.change(id=jose.id, last_name="Núñez Ruiz", consents={"news": False})
    print("changed")
    for one in customers.changes(customer=jose.id).changes:
        print(f"  {one.field}: {one.before} -> {one.after}, by {one.actor}")
    try:
        customers.create(name="Somebody else", email="JOSE@example.org")
    except willcall.Refused as refused:
        print(f"  refused: {refused.reasons[0].rule}")


def buy(desk):
    (jose,) = desk.customers.list(email="jose@example.org").customers
    desk.shifts.open(location="main")
    desk.orders.place(
        lines=[{"performance": "friday", "ticket_type": "general", "quantity": 2}],
        payments=[{"means": "cash", "amount": "38.00"}], owner=jose.id)
    for order in desk.customers.orders(customer=jose.id).orders:
        print(f"  {order.number} as {order.role}: {order.tickets} tickets, {order.total} USD")


def merge(customers):
    (jose,) = customers.list(email="jose@example.org").customers
    (jo,) = (row for row in customers.list(name="jo nunez").customers if row.id != jose.id)
    merged = customers.merge(keep=jose.id, absorb=jo.id)
    print(f"merged: {len(customers.list().customers)} customers")
    customers.unmerge(merge=merged.merge)
    print(f"unmerged: {len(customers.list().customers)} customers")
    (firm,) = customers.list(kind="organisation").customers
    try:
        customers.merge(keep=jose.id, absorb=firm.id)
    except willcall.Refused as refused:
        print(f"  refused: {refused.reasons[0].rule}")


def forget(host):
    (jose,) = host.customers.list(email="jose@example.org").customers
    before = b"N\xc3\xba\xc3\xb1ez Ruiz" in Path("store.db").read_bytes()
    erased = host.customers.erase(id=jose.id)
    host.store.compact()
    after = b"N\xc3\xba\xc3\xb1ez Ruiz" in Path("store.db").read_bytes()
    print(f"erased from {erased.records} record and {erased.orders} order; "
          f"in the file before: {before}, after: {after}")


def main(folder):
    season = Path(__file__).resolve().with_name("season.yaml")
    os.chdir(folder)
    # A clock that stands still, so that every run says the same.
    noon = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    with willcall.open(season, store="store.db", clock=lambda: noon, workers=0) as engine:
        with engine.vouch("mira@example.org") as desk:
            make(desk.customers)
            find(desk.customers)
            compare(desk.customers)
            change(desk.customers)
            print("bought")
            buy(desk)
            merge(desk.customers)
        host = engine.host()
        host.store.compact()  # from the log into the file
        forget(host)
        print("store check:", "ok" if host.store.check().ok else "faults")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="willcall-"))
