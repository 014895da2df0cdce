"""A disk that is full in the middle of selling: what was answered is kept, the rest never was."""

import json
import subprocess
import sys

import pytest

# Sells until no file may grow any more, then gives the room back and sells once more.
SELLING = """
import json, os, resource, sys, willcall

def place():
    return desk.orders.place(
        lines=[{"performance": "friday", "ticket_type": "general", "quantity": 2}],
        payments=[{"means": "cash", "amount": 38}]).number

with willcall.open(store=sys.argv[1], apply=False, workers=0) as engine:
    desk = engine.vouch("mira@example.org")
    desk.shifts.open()
    numbers, failures = [place()], []
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = os.path.getsize(sys.argv[1] + "-wal") + 500_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    while len(failures) < 3:
        try:
            numbers.append(place())
        except willcall.StoreError as error:
            failures.append(str(error))
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    numbers.append(place())
    host = engine.host()
    print(json.dumps({
        "sold": numbers, "listed": [row.number for row in host.orders.list(most=1000).orders],
        "failures": failures, "faults": [fault.name for fault in host.store.check().faults]}))
"""


@pytest.mark.only_on("sqlite")
def test_what_was_sold_before_the_disk_was_full_is_there_and_nothing_else(
        house, store_url):
    house(events=[{"key": "heights", "name": "In The Heights",
                   "performances": [{"key": "friday", "starts": "2998-11-09T20:00",
                                     "ends": "2998-11-09T22:30", "capacity": 1000}],
                   "ticket_types": [{"key": "general", "name": "General", "price": 19}]}]).close()
    ran = subprocess.run([sys.executable, "-c", SELLING, store_url.removeprefix("sqlite:")],
                         capture_output=True, text=True, timeout=60, check=False)
    assert ran.stderr == ""
    said = json.loads(ran.stdout)
    assert said["sold"] == [f"MAIN-{number:06}" for number in range(1, len(said["sold"]) + 1)]
    assert said["listed"] == said["sold"] and len(said["sold"]) > 2
    assert said["faults"] == []
    assert all("disk" in failure for failure in said["failures"])
