"""A sponsor's relays distribute tickets to their guests. Usage: distribution.py [FOLDER]

The store is made in FOLDER, or in a new temporary one.
"""

import os
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

import willcall

HERE = Path(__file__).parent
SWITCHED_ON = "\nconfig: {addressBook: {enable: true}, distributionPortal: {enable: true}}\n"


def why(operation, **request):
    """The rule that refuses it."""
    try:
        operation(**request)
    except willcall.Refused as refused:
        return refused.reasons[0].rule
    return "nothing"


def row(desk):
    """The eight seats, as whoever looks sees them."""
    marks = {"free": ".", "contingent": "o", "cart": "c", "allocated": "a", "distributed": "D",
             "taken": "#"}
    return "".join(marks[seat.use] for seat in desk.seats.list(performance="premiere").seats)


def seats(*guids, **more):
    return {"performance": "premiere", "ticket_type": "guest", "seats": list(guids), **more}


def number(count, **more):
    return {"performance": "premiere", "ticket_type": "guest", "quantity": count, **more}


def activation(season, store):
    print("Activation")
    with willcall.open(season, store=store, clock=noon, workers=0) as engine:
        cart = engine.vouch("rita@acme.example").distribution_cart
        print("  switched off:", why(cart.get))
    season.write_text(season.read_text() + SWITCHED_ON)


def adding(rita, mira):
    print("Adding tickets to the cart")
    cart = rita.distribution_cart
    print("  the structure's map:", row(rita), " everybody's:", row(mira))
    print("  neither a number nor a seat:", why(cart.add, lines=[number(0)]))
    cart.add(lines=[seats("A-1", "A-2")])
    cart.add(lines=[number(2)])
    print("  two seats and two more: ", row(rita))
    print("  more than the contingent:", why(cart.add, lines=[number(3)]))


def allocating(rita, rob):
    print("Allocating tickets to guests")
    cart = rita.distribution_cart
    ann, ben = [guest.guest for guest in cart.add_guests(guests=[
        {"name": "Ann North", "email": "ann@example.org"},
        {"name": "Ben South", "email": "ben@example.org"}]).guests]
    free = [place.place for place in cart.get().places]
    cart.allocate(allocations=[{"guest": ann, "places": free[:2]},
                               {"guest": ben, "places": free[2:]}])
    # A colleague adds a guest, with a seat, to the cart of the relay.
    ritas = {"relay": "rita@acme.example"}
    cyd = rob.distribution_cart.add_guests(
        guests=[{"name": "Cyd East", "email": "cyd@example.org"}], **ritas).guests[0].guest
    rob.distribution_cart.add(lines=[seats("A-8", guest=cyd)], **ritas)
    for guest in cart.get().guests:
        print(f"  {guest.name}: {guest.allocated} allocated, added by {guest.added_by}")
    print("  the map:", row(rita))
    return ann, ben, cyd


def distributing(rita, host, ann, ben, cyd):
    print("Distributing tickets to guests")
    cart = rita.distribution_cart
    bens = [place.place for place in cart.get().places if place.guest == ben]
    cart.remove(places=bens[1:])
    print("  one of Ben's is removed first:", row(rita))
    for outcome in cart.distribute(guests=[ann]).guests:
        print(f"  now, to Ann: {outcome.tickets} tickets;", row(rita))
    for outcome in cart.distribute(guests=[ben, cyd]).guests:
        print(f"  later, to guest {outcome.guest}: {outcome.tickets} ticket")
    host.deliveries.run()
    for delivery in host.deliveries.list().deliveries:
        print(f"  {delivery.state} to {delivery.recipient}: {delivery.tickets}")


def distributing_again(rita, host, ann, ben):
    print("Distributed already: given on, or taken back")
    cart = rita.distribution_cart
    first, second = [place for place in cart.get().places if place.guest == ann]
    codes = {ticket.id: ticket.code for order in host.orders.list().orders
             for ticket in host.orders.get(id=order.id).tickets}
    cart.redistribute(places=[first.place], guest=ben)
    cart.distribute(guests=[ben])
    cart.assign_to_me(places=[second.place])
    print("  the first code at the gate:", why(host.tickets.admit, code=codes[first.ticket]))
    for seat in rita.seats.list(performance="premiere", uses=["distributed"]).seats:
        print(f"  {seat.guid}: {seat.name}")
    for step in cart.history(place=first.place).rows:
        print(f"  {step.did} by {step.by}: {step.name or 'nobody'}")


def noon():
    return datetime(2018, 11, 1, 12, tzinfo=timezone.utc)


def main(folder):
    season = Path(folder) / "season.yaml"
    season.write_text((HERE / "season.yaml").read_text())
    store = str(Path(folder) / "distribution.db")
    activation(season, store)
    with willcall.open(season, store=store, clock=noon, workers=0) as engine:
        rita, rob, mira = (engine.vouch(login) for login in (
            "rita@acme.example", "rob@acme.example", "mira@example.org"))
        host = engine.host()
        adding(rita, mira)
        ann, ben, cyd = allocating(rita, rob)
        distributing(rita, host, ann, ben, cyd)
        distributing_again(rita, host, ann, ben)
        check = host.store.check()
        print("The store is whole." if check.ok else check.faults)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        os.chdir(temporary)
        main(sys.argv[1] if len(sys.argv) > 1 else temporary)
