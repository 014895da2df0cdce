"""Customers who book for others, step by step. Usage: facilitated.py [FOLDER]

The store is made in FOLDER, or in a new temporary one. Headings follow the help page that the
feature is known from: setting up, booking, viewing, reporting.
"""

import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall

CLASS = {"performance": "saturday", "ticket_type": "young"}
SHOW = {"performance": "friday", "ticket_type": "general"}


def heading(text):
    print(f"\n{text}")


def refused(operation, **request):
    try:
        operation(**request)
    except willcall.Refused as no:
        print(f"  refused: {no.reasons[0].rule}")


def set_up(engine):
    heading("1. Setting up: relationship types")
    mira, ada = engine.vouch("mira@example.org"), engine.vouch("ada@example.org")
    refused(mira.facilitated_booking.set_type, kind="parent", one_acts=True)
    types = ada.facilitated_booking
    types.set_type(kind="parent", name="Parent", one_acts=True)
    types.set_type(kind="partner", name="Partner", one_acts=True, other_acts=True)
    types.set_type(kind="friend", name="Friend")
    for one in types.types().types:
        sides = [side for side, acts in (("the one", one.one_acts), ("the other", one.other_acts))
                 if acts]
        print(f"  {one.name}: {' and '.join(sides) or 'nobody'} can act on behalf")


def mount(host):
    heading("2. Setting up: three links of a website")
    for scope, events, page in (
            ("events", ["dance"], "https://theatre.example/whats-on/dance"),
            ("all_events", [], "https://theatre.example/whats-on/"),
            ("memberships", [], "https://theatre.example/memberships")):
        made = host.facilitated_booking.link(scope=scope, events=events, forward_to=page)
        print(f"  {scope}: on to {page}, until {made.until:%H:%M} UTC")
    refused(host.facilitated_booking.link, scope="all_events",
            forward_to="https://elsewhere.example/")


def book_at_the_window(engine):
    heading("3. Booking at the window")
    desk = engine.vouch("mira@example.org")
    kim = desk.customers.create(first_name="Kim", last_name="Hill", date_of_birth="2009-05-06")
    basket = desk.baskets.open(owner=kim.id, lines=[{**CLASS, "quantity": 1}])
    shown = desk.facilitated_booking.facilitators(owner=kim.id).facilitators
    print(f"  the owner is {kim.name}; may book already: {len(shown)}")
    fay = desk.facilitated_booking.new_facilitator(
        basket=basket.id, kind="parent",
        person={"first_name": "Fay", "last_name": "Hill", "email": "fay@example.org"})
    (shown,) = desk.facilitated_booking.facilitators(owner=kim.id).facilitators
    print(f"  may book now: {shown.name} ({shown.relationship})")
    order = desk.orders.place(basket=basket.id, payments=[{"means": "cash", "amount": "8.00"}])
    print(f"  {order.number}: facilitated by {order.facilitated_by}, told: {order.buyer}")
    other = desk.baskets.open(owner=fay.facilitator, lines=[{**SHOW, "quantity": 1}])
    refused(desk.baskets.facilitate, id=other.id, facilitator=kim.id)
    desk.baskets.drop(id=other.id)
    return fay.facilitator, kim.id


def sign_in(engine, fay):
    engine.host().customers.change(id=fay, password="correct horse")
    return engine.session(customer="fay@example.org", password="correct horse")


def book_online(engine, fay, kim):
    heading("4. Booking online: one of the list")
    links = engine.host().facilitated_booking
    session = sign_in(engine, fay)
    link = links.link(scope="memberships", forward_to="https://theatre.example/memberships").link
    page = session.facilitated_booking.attendees(link=link)
    print(f"  {page.text} {', '.join(one.name for one in page.attendees)}")
    chosen = session.facilitated_booking.choose(link=link, attendee=kim)
    print(f"  {chosen.name}; on to {chosen.forward_to}")
    print(f"  {session.facilitated_booking.texts().basket}")
    session.orders.place(lines=[{"product": "friend-card"}],
                         payments=[{"means": "card", "amount": "10.00"}])
    refused(session.baskets.open, lines=[{**SHOW, "quantity": 1}])
    refused(session.facilitated_booking.choose, link=link, attendee=kim)
    link = links.link(scope="all_events", forward_to="https://theatre.example/whats-on/").link
    session.facilitated_booking.choose(link=link, attendee=kim)
    quote = session.orders.quote(lines=[{**SHOW, "quantity": 2}])
    print(f"  two tickets, by what Kim has: {quote.total}")
    session.orders.place(lines=[{**SHOW, "quantity": 2}],
                         payments=[{"means": "card", "amount": quote.total}])
    return session


def book_for_someone_else(engine, session):
    heading("5. Booking online: someone else")
    host = engine.host()
    link = host.facilitated_booking.link(
        scope="events", events=["heights"], forward_to="https://theatre.example/whats-on/").link
    chosen = session.facilitated_booking.choose(link=link, someone_else={
        "first_name": "K", "last_name": "Hill", "relationship": "parent"})
    made = host.customers.get(id=chosen.owner)
    print(f"  {made.name}: {made.state}, online: {made.online}, email: {made.email or 'none'}")
    session.orders.place(lines=[{**SHOW, "quantity": 1}],
                         payments=[{"means": "card", "amount": "20.00"}])
    for pair in host.customers.duplicates().pairs:
        print(f"  may be the same: {pair.name} and {pair.other_name}")


def view(engine, *people):
    heading("6. Viewing orders")
    host = engine.host()
    words = {"facilitator": "on behalf of", "owner": "facilitated by", "buyer": "alone"}
    for one in people:
        print(f"  {host.customers.get(id=one).name}")
        for row in host.customers.orders(customer=one).orders:
            print(f"    {row.number} {words[row.role]} {row.other_name}")


def report(engine):
    heading("7. Reporting")
    host = engine.host()
    for row in host.reports.analysis().rows:
        print(f"  {row.number} {row.performance:<11} by {row.facilitator_name} "
              f"for {row.owner_name}")
    for role in ("owner", "facilitator"):
        names = [row.name for row in host.customers.booked(role=role, event="heights").customers]
        print(f"  booked In The Heights, {role}s: {', '.join(names)}")
    (card,) = host.reports.holdings().rows
    print(f"  {card.product}: owned by {card.owner}")


def main(folder):
    season = Path(__file__).resolve().with_name("season.yaml")
    os.chdir(folder)
    # A clock that stands still, so that every run says the same.
    noon = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    with willcall.open(season, store="store.db", clock=lambda: noon, workers=0) as engine:
        set_up(engine)
        mount(engine.host())
        fay, kim = book_at_the_window(engine)
        session = book_online(engine, fay, kim)
        book_for_someone_else(engine, session)
        view(engine, fay, kim)
        report(engine)
        print("\nstore check:", "ok" if engine.host().store.check().ok else "faults")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="willcall-"))
