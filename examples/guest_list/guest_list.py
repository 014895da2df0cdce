"""Distributes tickets to the guests of a list. Usage: guest_list.py [LIST SEASON STORE LOGIN]

LIST is CSV with the columns name, email, performance, ticket_type, tickets. What is done is what is
not done yet: interrupted anywhere and run again, each guest has one delivery. Without arguments it
walks through a list of its own, in a temporary folder, and is interrupted twice.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import willcall

AT_ONCE = 250  # guests: others wait for the turn in which they are seen to
Person = tuple[str, str]  # name and email
Wanted = dict[Person, Counter[tuple[str, str]]]


def folded(name: str, email: str) -> Person:
    """Whom an address book takes for one."""
    return " ".join(name.split()).lower(), email.strip().lower()


def read(path: Path) -> tuple[Wanted, list[str]]:
    """What each person is to have, and what is wrong with rows that say nothing."""
    wanted: Wanted = {}
    known: dict[Person, Person] = {}
    broken = []
    with path.open(newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            tickets = row["tickets"] or ""
            if not row["name"] or not tickets.isdecimal() or int(tickets) == 0:
                broken.append(f"row {number}: a name and a number of tickets are needed")
                continue
            person = known.setdefault(folded(row["name"], row["email"]),
                                      (row["name"], row["email"]))
            kind = (row["performance"], row["ticket_type"])
            wanted.setdefault(person, Counter())[kind] += int(tickets)
    return wanted, broken


def some(people: list[Person]) -> Iterator[list[Person]]:
    for first in range(0, len(people), AT_ONCE):
        yield people[first:first + AT_ONCE]


def allocate(cart: Any, wanted: Wanted, progress: Callable[[str, int, int], None]) -> None:
    """Brings the cart to what is wanted; what is there already stays."""
    people = list(wanted)
    so_far = cart.get()
    numbers = {(guest.name, guest.email): guest.guest for guest in so_far.guests}
    have = Counter((place.guest, place.performance, place.ticket_type)
                   for place in so_far.places if place.state != "released")
    done = 0
    for chunk in some(people):
        if new := [person for person in chunk if person not in numbers]:
            added = cart.add_guests(guests=[{"name": name, "email": email} for name, email in new])
            numbers.update(zip(new, (guest.guest for guest in added.guests)))
        lines = [{"performance": performance, "ticket_type": of, "quantity": missing,
                  "guest": numbers[person], "together": True}
                 for person in chunk for (performance, of), tickets in wanted[person].items()
                 if (missing := tickets - have[numbers[person], performance, of]) > 0]
        if lines:
            cart.add(lines=lines)
        done += len(chunk)
        progress("allocated", done, len(people))


def distribute(cart: Any, dry_run: bool, progress: Callable[[str, int, int], None]
               ) -> tuple[int, list[str]]:
    """Hands out what is allocated; says how many tickets, and who gets none and why."""
    waiting = {guest.guest: guest for guest in cart.get().guests if guest.allocated}
    numbers = list(waiting)
    tickets, refused = 0, []
    for first in range(0, len(numbers), AT_ONCE):
        chunk = numbers[first:first + AT_ONCE]
        for outcome in cart.distribute(guests=chunk, dry_run=dry_run).guests:
            tickets += outcome.tickets
            refused += [f"{waiting[outcome.guest].name}: {why.message}"
                        for why in outcome.reasons]
        progress("would be distributed" if dry_run else "distributed",
                 min(first + AT_ONCE, len(numbers)), len(numbers))
    return tickets, refused


def show(what: str, done: int, of: int) -> None:
    print(f"  {what}: {done} of {of}")


class Interrupted(Exception):
    pass


def interrupted_at(what: str, at: int) -> Callable[[str, int, int], None]:
    def progress(now: str, done: int, of: int) -> None:
        show(now, done, of)
        if now == what and done >= at:
            raise Interrupted

    return progress


def noon() -> datetime:
    return datetime(2018, 11, 1, 12, tzinfo=timezone.utc)


def walk(folder: Path) -> None:
    guests = [(f"Guest {n}", "" if n == 77 else f"guest{n}@example.org") for n in range(1, 601)]
    path = folder / "guests.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "email", "performance", "ticket_type", "tickets"])
        rows.writerows([name, email, "premiere", "guest", 1 + n % 2]
                       for n, (name, email) in enumerate(guests))
        rows.writerow(["", "nobody@example.org", "premiere", "guest", "1"])
    wanted, broken = read(path)
    print("\n".join(broken))
    season = Path(__file__).resolve().with_name("season.yaml")
    with willcall.open(season, store=str(folder / "store.db"), clock=noon, workers=0) as engine:
        cart, host = engine.vouch("rita@acme.example").distribution_cart, engine.host()
        for work in (lambda: allocate(cart, wanted, interrupted_at("allocated", 250)),
                     lambda: allocate(cart, wanted, show),
                     lambda: distribute(cart, False, interrupted_at("distributed", 250))):
            try:
                work()
            except Interrupted:
                print("  interrupted")
        tickets, refused = distribute(cart, True, show)
        print(f"  {tickets} tickets;", *refused)
        tickets, refused = distribute(cart, False, show)
        print(f"  {tickets} tickets;", *refused)
        sent = Counter(one.recipient for one in
                       host.deliveries.list(most=10_000).deliveries)
        print(f"{len(sent)} guests have {sum(sent.values())} deliveries")
        print("store check:", "ok" if host.store.check().ok else "faults")


def main(arguments: list[str]) -> None:
    if not arguments:
        with tempfile.TemporaryDirectory() as folder:
            walk(Path(folder))
        return
    path, season, store, login = arguments
    wanted, broken = read(Path(path))
    print("\n".join(broken))
    with willcall.open(season, store=store) as engine:
        cart = engine.vouch(login).distribution_cart
        allocate(cart, wanted, show)
        tickets, refused = distribute(cart, False, show)
    print(f"{tickets} tickets;", *refused)


if __name__ == "__main__":
    main(sys.argv[1:])
