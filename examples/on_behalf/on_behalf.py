"""A manager sells for an agent whose counter is offline, step by step. Usage: on_behalf.py [FOLDER]

The store is made in FOLDER, or in a new temporary one. The headings have the numbers of the steps
in Betterez' help page "Sell on Behalf of".
"""

import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall

RIGHTS = ("/admin/users/impersonate", "/admin/users/sell-on-behalf-of")


def refused(operation, **request):
    try:
        operation(**request)
    except willcall.Refused as no:
        print(f"   {no.reasons[0].rule}: {no.reasons[0].message}")


def sell(desk, performance="friday", quantity=1, price=19, **payment):
    return desk.orders.place(
        lines=[{"performance": performance, "ticket_type": "single", "quantity": quantity}],
        payments=[{"means": "cash", "amount": price * quantity, **payment}])


def show_banner(answer):
    banner = answer.banner
    print("   banner:", "none" if banner is None else
          f"{banner.actor_name} for {banner.seller_name}, since {banner.since:%H:%M}")


def show_order(order):
    print(f"   {order.number}: {order.total} by {order.who.actor}, for {order.who.seller}, "
          f"at {order.who.location}")


def rights(engine, ada):
    print("1. The manager needs two rights")
    refused(ada.sell_on_behalf.begin, login="mira@example.org")
    with engine.vouch("eva@example.org") as eva:
        for right in RIGHTS:
            made = eva.sell_on_behalf.grant(login="ada@example.org", permission=right)
            print(f"   {made.granted_by} grants {made.permission}")
        refused(eva.sell_on_behalf.grant, login="eva@example.org", permission=RIGHTS[0])


def search(ada):
    print("2. She wants to sell for somebody")
    show_banner(ada.orders.list())
    print("3. The list is empty, until she says whom she means")
    refused(ada.sell_on_behalf.candidates)
    refused(ada.sell_on_behalf.candidates, name="Mira North", external_id="hr-88")
    for asked in ({"name": "Mira"}, {"name": "Mira North"}, {"employee_number": "1017"},
                  {"external_id": "hr-88"}):
        found = ada.sell_on_behalf.candidates(**asked).candidates
        print(f"   {asked}:", ", ".join(f"{one.name} ({one.employee_number})" for one in found)
              or "nobody")


def choose(ada):
    print("4. She chooses Mira, whose shift has to be opened first")
    refused(ada.sell_on_behalf.begin, login="shop@example.org")
    begun = ada.sell_on_behalf.begin(login="mira@example.org")
    print(f"   open shift: {begun.seller.shift}, needed: {begun.shift_needed}")
    refused(ada.orders.place, lines=[{"performance": "friday", "ticket_type": "single"}],
            payments=[{"means": "cash", "amount": 19}])
    refused(ada.shifts.open, location="main")
    shift = ada.shifts.open()
    print(f"   opened for {shift.seller} at {shift.location}")


def sales(ada):
    print("5. Every answer says for whom she sells")
    show_banner(ada.shifts.current())
    print("6. She sells as always, and may leave at any time")
    order = sell(ada, quantity=2)
    show_order(order)
    refused(sell, desk=ada, performance="saturday", price=29)
    show_order(sell(ada, collected_by="actor"))
    refused(ada.shifts.close)
    refused(ada.sell_on_behalf.begin, login="myra@example.org")
    ada.sell_on_behalf.exit()
    show_banner(ada.orders.list())
    print(f"   her own shift: {ada.shifts.summary().transactions.sales} sales, she holds "
          + ", ".join(f"{one.amount} for {one.seller}" for one in ada.shifts.held().held))


def numbers(engine, ada):
    print("7. The numbers are those of Mira's counter")
    show_order(sell(ada))
    with engine.vouch("mira@example.org") as mira:
        show_order(sell(mira))
        (cash,) = mira.shifts.close(counted=[{"means": "cash", "amount": 57}]).means
        print(f"   Mira's shift: {cash.payments} payments, {cash.taken} taken, {cash.by_others} of "
              f"it by others; {cash.expected} expected, {cash.counted} counted")


def main(folder):
    season = Path(__file__).resolve().with_name("season.yaml")
    os.chdir(folder)
    # A clock that stands still, so that every run says the same.
    noon = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    with willcall.open(season, store="store.db", clock=lambda: noon, workers=0) as engine:
        with engine.vouch("ada@example.org") as ada:
            ada.shifts.open()
            rights(engine, ada)
            search(ada)
            choose(ada)
            sales(ada)
            numbers(engine, ada)
        print("store check:", "ok" if engine.host().store.check().ok else "faults")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="willcall-"))
