"""A hall of 1,115 seats, filled from a guest list, distributed in rounds, and some of it again."""

import email
import email.policy
import itertools
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

EXAMPLES = Path(__file__).parents[3] / "examples"
sys.path.append(str(EXAMPLES / "in_the_heights"))
from mail_server import MailServer  # noqa: E402

PLAN = EXAMPLES / "hall" / "hall-1115.seating-plan.json"
AT_ONCE = 100


def chunks(items):
    items = list(items)
    return [items[first:first + AT_ONCE] for first in range(0, len(items), AT_ONCE)]


def season(port):
    prices = {"floor": ("Танцевальный партер", 25), "vip-4": ("VIP 4", 60),
              "vip-3": ("VIP 3", 70), "vip-2": ("VIP 2", 80), "vip-1": ("VIP 1", 90),
              "super-vip": ("Super VIP", 120)}
    return {
        "organisation": {"name": "Foothill Concerts", "currency": "USD", "timezone": "UTC",
                         "language": "en"},
        "seating": {"hall": PLAN.name},
        "events": [{"key": "gala", "name": "Gala", "performances": [
            {"key": "gala", "starts": "2019-03-01T20:00", "ends": "2019-03-01T23:00",
             "seating": "hall"}],
            "ticket_types": [{"key": key, "name": key, "price": price, "category": category}
                             for key, (category, price) in prices.items()]}],
        "channels": [{"key": "acme", "kind": "distribution_cart", "name": "Acme"}],
        "users": [{"login": "rita@acme.example", "name": "Rita", "role": "relay",
                   "channel": "acme"}],
        "contingents": [{"key": "acme", "channel": "acme", "performance": "gala",
                         "places": 1115}],
        "plugins": {"email": {"smtp": f"smtp://127.0.0.1:{port}", "from": "tickets@example.org",
                              "tls": "off"}},
        "config": {"addressBook": {"enable": True}, "distributionPortal": {"enable": True}}}


def parties(host):
    """Guests with parties of one to six, by ticket type, until every seat is somebody's."""
    (event,) = host.catalogue.get().events
    types = {one.category: one.key for one in event.ticket_types}
    sizes = itertools.cycle((2, 4, 1, 6, 3, 5))
    seats = Counter(types[seat.category] for zone in host.seats.map(performance="gala").zones
                    for row in zone.rows for seat in row.seats)
    assert sum(seats.values()) == 1115
    for of, left in seats.items():
        while left > 0:
            size = min(next(sizes), left)
            left -= size
            yield of, size


def mailed(folder, about="Order confirmation"):
    """Tickets by recipient, as the texts of such mails say, and how many of them each has."""
    tickets, mails = Counter(), Counter()
    for path in folder.glob("*.eml"):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        if about not in mail["Subject"]:
            continue
        (to,) = (address.addr_spec for address in mail["To"].addresses)
        tickets[to] += sum(int(n) for n in re.findall(r"^(\d+) × ", text, re.MULTILINE))
        mails[to] += 1
    return tickets, mails


def test_the_hall_is_filled_from_a_list_and_every_ticket_arrives(
        opened, tmp_path, record_property):
    shutil.copy(PLAN, tmp_path)
    with MailServer(tmp_path / "mails") as server:
        engine = opened(season(server.port))
        host, cart = engine.host(), engine.vouch("rita@acme.example").distribution_cart
        wanted = list(parties(host))
        numbers = []
        for chunk in chunks(range(len(wanted))):
            numbers += [guest.guest for guest in cart.add_guests(guests=[
                {"name": f"Guest {n}", "email": f"guest{n}@example.org"}
                for n in chunk]).guests]
        for chunk in chunks(zip(numbers, wanted)):
            cart.add(lines=[{"performance": "gala", "ticket_type": of, "quantity": size,
                             "guest": guest} for guest, (of, size) in chunk])
        assert len(cart.get().places) == 1115
        rounds = [numbers[0::3], numbers[1::3], numbers[2::3]]
        for guests in rounds:
            for chunk in chunks(guests):
                assert all(one.distributed for one in cart.distribute(guests=chunk).guests)
        host.deliveries.run()
        tickets, mails = mailed(server.folder)
        assert tickets == {f"guest{n}@example.org": size for n, (_, size) in enumerate(wanted)}
        assert set(mails.values()) == {1}

        # Every tenth guest falls ill: some tickets come back, others go to somebody else at once.
        ill = set(numbers[::10])
        places = [place for place in cart.get().places if place.guest in ill]
        back, on = places[::2], places[1::2]
        for chunk in chunks(back):
            cart.assign_to_me(places=[place.place for place in chunk])
        late = [guest.guest for guest in cart.add_guests(guests=[
            {"name": f"Late {n}", "email": f"late{n}@example.org"} for n in range(9)]).guests]
        for place, guest in zip(back + on, itertools.cycle(late)):
            cart.redistribute(places=[place.place], guest=guest)
        assert all(one.distributed for one in cart.distribute(guests=late).guests)
        host.deliveries.run()
        tickets, mails = mailed(server.folder)
        assert sum(n for to, n in tickets.items() if to.startswith("late")) == len(places)
        assert set(mails.values()) == {1}
        lost, _ = mailed(server.folder, "Tickets taken back")
        assert lost == Counter(f"guest{numbers.index(place.guest)}@example.org"
                               for place in places)
        held = Counter(ticket.holder for ticket in host.tickets.list(most=10_000).tickets)
        assert sum(held.values()) == 1115
        assert {to: n for to, n in tickets.items() if to.startswith("late")} == {
            f"late{n}@example.org": held[f"Late {n}"] for n in range(9)}
        (performance,) = host.performances.list().performances
        assert performance.left == 0
    record_property("requirement", "STX-18 decision-2")
