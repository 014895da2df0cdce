"""Sells through partners' outlets, step by step. Usage: outlets.py [FOLDER]

The store and the tickets are made in FOLDER, or in a new temporary one.
"""

import os
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import willcall

PASSWORD = "kept in a drawer"
ORGANISATION = "organisation: {name: Foothill Theatre, currency: EUR, timezone: Europe/Sofia}"


class Clock:
    """Stands still, so that every run says the same."""

    def __init__(self):
        self.at = datetime(2018, 11, 1, 9, tzinfo=timezone.utc)

    def __call__(self):
        return self.at


def refused(operation, **request):
    try:
        operation(**request)
    except willcall.Refused as no:
        print(f"   refused: {no.reasons[0].rule}")


def tickets(of, quantity=1):
    return [{"performance": of, "ticket_type": "general", "quantity": quantity}]


def signed_in(engine):
    """The organiser has a password of the program's; whoever signs in has it checked."""
    engine.host().users.set_password(login="eva@theatre.example", password=PASSWORD)
    eva = engine.session(login="eva@theatre.example", password=PASSWORD)
    print(f"   {eva.sessions.current().name} manages {len(eva.catalogue.get().events)} events")
    return eva


def menu(eva):
    for outlet in eva.distribution_outlet.outlets():
        events = f"{outlet.events} event" + ("" if outlet.events == 1 else "s")
        print(f"   {outlet.name}: {events}, {outlet.delivery}")


def made(eva, printer=""):
    """An outlet is a channel of the season; applying one changes nothing else."""
    said = eva.catalogue.apply(text=f"""{ORGANISATION}
channels:
  - key: fuel
    kind: distribution_outlet
    name: Petrol station
    settings: {{events: [heights, gala], delivery: print, printer: "{printer}"}}""")
    for warning in said.warnings:
        print(f"   warning: {warning.message}")


def joined(session, login, role, **where):
    """Only an email address is asked for; who is invited chooses the password."""
    invitation = session.users.invite(login=login, role=role, **where)
    session.engine.host().users.accept_invitation(token=invitation.token, password=PASSWORD)
    print(f"   {login} is a {role}")


def people(engine, eva):
    joined(eva, "ana@fuel.example", "supervisor", channel="fuel")
    joined(eva, "boris@books.example", "cashier", channel="books")
    ana = engine.session(login="ana@fuel.example", password=PASSWORD)
    joined(ana, "vera@fuel.example", "supervisor")
    joined(ana, "gosho@fuel.example", "cashier")
    vera = engine.session(login="vera@fuel.example", password=PASSWORD)
    joined(vera, "dora@fuel.example", "cashier")
    dora = engine.session(login="dora@fuel.example", password=PASSWORD)
    refused(dora.users.invite, login="emil@fuel.example", role="cashier")


def sees(engine, login):
    session = engine.session(login=login, password=PASSWORD)
    who = session.sessions.current()
    events = ", ".join(event.name for event in session.catalogue.get().events)
    print(f"   {who.role} {login} sees {events}")
    return session


def by_mail(books):
    refused(books.orders.place, lines=tickets("heights-friday"))
    refused(books.orders.place, lines=tickets("gala-saturday"))
    refused(books.orders.place, lines=tickets("heights-friday"),
            buyer={"name": "Ann North", "email": "ann@post.example"},
            payments=[{"means": "cash", "amount": "19.00"}])
    order = books.orders.place(lines=tickets("heights-friday", 2),
                               buyer={"name": "Ann North", "email": "ann@post.example"})
    print(f"   {order.number}: {len(order.tickets)} tickets to {order.delivery.to}, "
          f"paid {order.paid}, to settle {order.to_settle}")


def on_paper(engine, seller, of, quantity=1):
    refused(seller.orders.place, lines=tickets(of),
            buyer={"name": "Ben South", "email": "ben@post.example"})
    order = seller.orders.place(lines=tickets(of, quantity))
    engine.host().deliveries.run()
    (delivery,) = seller.deliveries.list(order=order.id)
    link = delivery.detail.rpartition("/")[0]
    print(f"   {len(order.tickets)} for {of}: {link}/... for the {delivery.recipient}, "
          f"to settle {order.to_settle}")


def report(title, rows):
    print(f"   {title}: {rows.total.tickets} tickets, {rows.total.to_settle} to settle")


def reports(engine, eva, first_day):
    report("outlet fuel, event heights", eva.reports.sales(channel="fuel", event="heights"))
    report("outlet fuel, event gala", eva.reports.sales(channel="fuel", event="gala"))
    ana = engine.session(login="ana@fuel.example", password=PASSWORD)
    report("ana, the whole outlet", ana.reports.sales())
    for row in ana.reports.sales(by="seller").rows:
        print(f"     {row.key:<18} {row.tickets} tickets, {row.to_settle} to settle")
    vera = engine.session(login="vera@fuel.example", password=PASSWORD)
    print("   vera:", ", ".join(row.key for row in vera.reports.sales(by="seller").rows))
    try:
        vera.reports.sales(seller="gosho@fuel.example")
    except willcall.NotFoundError as none:
        print("  ", none.message)
    report("ana, the first day",
           ana.reports.sales(**{"from": first_day, "to": first_day + timedelta(days=1)}))


def main(folder):
    season = Path(__file__).resolve().with_name("season.yaml")
    os.chdir(folder)
    clock = Clock()
    with willcall.open(season, store="outlets.db", workers=0, clock=clock, seed=7) as engine:
        print("1. Sign in")
        eva = signed_in(engine)
        print("2. The outlets there are")
        menu(eva)
        print("3. A new one: its name, its events, how tickets are handed out")
        made(eva)
        made(eva, printer="label printer at the till")
        menu(eva)
        print("4. Its people")
        people(engine, eva)
        print("5. They sign in")
        books = sees(engine, "boris@books.example")
        ana, gosho, dora = (sees(engine, f"{who}@fuel.example") for who in ("ana", "gosho", "dora"))
        print("6. Tickets are generated")
        by_mail(books)
        on_paper(engine, gosho, "heights-friday", 3)
        clock.at += timedelta(days=1)
        on_paper(engine, dora, "gala-saturday")
        on_paper(engine, ana, "heights-friday")
        print("7. Reports")
        reports(engine, eva, datetime(2018, 11, 1, tzinfo=timezone.utc))
        print("store.check:", "nothing wrong" if engine.host().store.check().ok else "faults")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(temporary)
