"""A ticket office from its settings to its books. Usage: ticket_office.py [FOLDER]

The store is made in FOLDER, or in a new temporary one.
"""

import base64
import io
import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall

SEASON = Path(__file__).resolve().with_name("season.yaml")


def tickets(quantity, of="general", performance="friday"):
    return {"performance": performance, "ticket_type": of, "quantity": quantity}


def sell(desk, *lines, means="cash", **more):
    total = desk.orders.quote(lines=lines, **more).total
    payments = [{"means": means, "amount": total}] if total else []
    order = desk.orders.place(lines=lines, payments=payments, **more)
    print(f"  {order.number}  {sum(line.quantity for line in order.lines)} tickets  {order.total}")
    return order


def refused(doing, **request):
    try:
        doing(**request)
        print("  done")
    except willcall.Refused as no:
        for why in no.reasons:
            print(f"  refused: {why.rule}" + "".join(
                f", {name} {number}" for name, number in sorted(why.numbers.items())))
    except willcall.NotFoundError:
        print("  there is no such order")


def offices(desk):
    for row in desk.ticket_office.offices():
        credits = "no credits needed" if row.credits is None else (
            f"{row.left} of {row.credits} credits left")
        print(f"  {row.name}: {credits}, orders seen: {row.orders}")


def events(desk, office):
    for row in desk.ticket_office.events(office=office):
        name = f"{row.event}/{row.ticket_type}" if row.ticket_type else row.event
        cap = "" if row.quota is None else f", {row.sold} of {row.quota} sold"
        over = f", overcommitted by {row.overcommitted}" if row.overcommitted else ""
        print(f"  {name}: {'on sale' if row.on_sale else 'withdrawn'}, "
              f"codes {'accepted' if row.codes else 'refused'}{cap}{over}")


def configure(host, olga):
    print("1. Configure: balance, offices, access")
    offices(olga)
    olga.ticket_office.top_up(office="tourist-office", credits=3, note="invoice 17")
    print("  after a top-up of 3:")
    offices(olga)
    print("  Olga has no account at the tourist office, and sells there:")
    olga.ticket_office.enter(office="tourist-office")
    sell(olga, tickets(1))
    olga.ticket_office.leave()


def operators(engine):
    print("1.1 Operators: a user name, an email address, a password; one office each")
    host = engine.host()
    for login in ("mira@example.org", "tom@example.org", "uma@example.org"):
        host.users.set_password(login=login, password=f"{login} has a secret")
    people = {login: engine.session(login=f"{login}@example.org",
                                    password=f"{login}@example.org has a secret")
              for login in ("mira", "tom", "uma")}
    for desk in people.values():
        me = desk.sessions.current()
        print(f"  {me.name}: {me.channel}")
        desk.shifts.open()
    return people["mira"], people["tom"], people["uma"]


def events_and_ticket_types(olga, mira, tom):
    print("1.2 Events and ticket types on sale")
    events(olga, "tourist-office")
    print("  the gala, at the tourist office:")
    refused(tom.orders.place, lines=[tickets(1, performance="gala")],
            payments=[{"means": "cash", "amount": 45}])
    print("  a code there, and at the box office:")
    refused(tom.orders.place, lines=[tickets(1)], promotion_codes=["SPRING"],
            payments=[{"means": "cash", "amount": 19}])
    sell(mira, tickets(1), promotion_codes=["SPRING"])
    print("  eleven students:")
    refused(tom.orders.place, lines=[tickets(11, "student")],
            payments=[{"means": "cash", "amount": 132}])
    print("  a smaller cap than is sold, set while they sell:")
    sell(mira, tickets(4))
    olga.ticket_office.change_event(office="box-office", event="heights", quota=6)
    sell(mira, tickets(5))
    olga.ticket_office.change_event(office="box-office", event="heights", quota=3,
                                    ticket_types=[{"ticket_type": "press", "on_sale": False}])
    events(olga, "box-office")
    olga.ticket_office.change_event(office="box-office", event="heights", uncapped=True)


def settings(engine, olga, mira, tom, uma):
    print("1.3 Settings")
    print("  a new event, taken up as each office has its defaults:")
    engine.host().catalogue.apply(text=SEASON.read_text().replace("events:\n", WINTER, 1))
    for office in ("box-office", "tourist-office"):
        (row,) = olga.ticket_office.events(office=office, event="winter")
        print(f"    {office}: {'on sale' if row.on_sale else 'withdrawn'}, "
              f"cap {row.quota}, codes {'accepted' if row.codes else 'refused'}")
    print("  a registration at the tourist office, and at the box office:")
    refused(tom.orders.register, lines=[tickets(2)], buyer={"name": "Ann Lee"})
    kept = mira.orders.register(lines=[tickets(2)], buyer={"name": "Ann Lee"})
    print(f"    {kept.buyer}: {kept.state}, {kept.total}")
    print("  orders, as Tom, Uma and Mira see them:")
    toms = sell(tom, tickets(2), tickets(1, "press"))
    sell(uma, tickets(1, "student"), means="card")
    for name, desk in (("Tom", tom), ("Uma", uma), ("Mira", mira)):
        print(f"    {name}: {len(list(desk.orders.list()))}")
    refused(uma.orders.get, id=toms.id)
    print("  statistics, as Tom sees them:")
    for row in tom.reports.sales(by="seller"):
        print(f"    {row.name}: {row.tickets} tickets, {row.taken}")
    print("  a refund at the tourist office, and at the box office:")
    refused(tom.orders.refund, id=toms.id)
    mira.orders.refund(id=toms.id, tickets=[toms.tickets[0].id])
    print("  the last credits:")
    offices(tom)
    refused(tom.orders.place, lines=[tickets(11)], payments=[{"means": "cash", "amount": 209}])
    return kept


WINTER = """events:
  - key: winter
    name: A Winter's Tale
    performances: [{key: winter, starts: 2018-12-07T20:00, ends: 2018-12-07T22:30, capacity: 120}]
    ticket_types: [{key: general, name: General admission, price: 24.00}]
"""


def reports(host, olga, mira, tom, kept):
    print("1.4 Reports")
    mira.orders.pay(id=kept.id, payments=[{"means": "card", "amount": "38.00"}])
    print("  sales summary:")
    for row in olga.reports.sales(by="channel"):
        print(f"    {row.name}: {row.orders} orders, {row.tickets} tickets, {row.taken}")
    for what, table in (("payment book", olga.reports.payment_book()),
                        ("order book", olga.reports.order_book())):
        file = io.BytesIO()
        table.to_csv(file)
        print(f"  {what}: {file.getvalue().count(bytes([13, 10])) - 1} lines")
    (line,) = [row for row in olga.reports.payment_book() if row.kind == "registration"]
    print(f"  a registration among them: {line.registered}, {line.amount} in the balance")
    print("  cash receipts, by session, user and means:")
    for row in olga.reports.takings():
        print(f"    {row.location or 'no shift'}, {row.collector}, {row.means}: "
              f"{row.payments} payments, {row.amount}")
    payment = next(iter(olga.reports.payment_book()))
    paper = olga.reports.payment(payment=payment.payment)
    made = base64.b64decode(paper.base64)
    print(f"  the paper of the first: {paper.name}, {made[:4].decode()}")
    closed = tom.shifts.close(counted=[{"means": "cash", "amount": "38.00"}])
    for means in closed.means:
        print(f"  Tom's closing balance: {means.means} {means.taken}, over {means.over}")
    (mail,) = host.deliveries.list()
    print(f"  mailed to {mail.recipient}")


def using(engine, uma):
    print("2. Using the ticket office")
    token = uma.token
    again = engine.session(token=token)
    print(f"  {again.sessions.current().name} goes on where she was, on her open shift: "
          f"{again.shifts.current().location}")
    sell(again, tickets(1))


def another(engine, olga):
    print("3. Create another ticket office")
    engine.host().catalogue.apply(text=SEASON.read_text().replace("channels:\n", MALL, 1))
    offices(olga)


MALL = """channels:
  - {key: mall, kind: ticket_office, name: Mall, settings: {credits: 50, orders: none}}
"""


def main(folder):
    os.chdir(folder)
    # A clock that stands still, so that every run says the same.
    noon = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    with willcall.open(SEASON, store="store.db", clock=lambda: noon, workers=0) as engine:
        host = engine.host()
        olga = engine.vouch("olga@example.org")
        configure(host, olga)
        mira, tom, uma = operators(engine)
        events_and_ticket_types(olga, mira, tom)
        kept = settings(engine, olga, mira, tom, uma)
        reports(host, olga, mira, tom, kept)
        using(engine, uma)
        another(engine, olga)
        print("store check:", "ok" if host.store.check().ok else "faults")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="willcall-"))
