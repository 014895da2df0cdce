"""Backups: whole, of one instant, made while everybody goes on selling, and never over anything."""

import os
import subprocess
import sys
import threading

import pytest
import willcall


@pytest.fixture
def hall(house):
    """A house with room for all that is sold here."""
    return house(events=[{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                          "ends": "2018-11-09T22:30", "capacity": 5000}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}])


def sound(path):
    """Opens a backup and recounts it; how many orders there are."""
    with willcall.open(store=path, workers=0, apply=False) as engine:
        host = engine.host()
        checked = host.store.check()
        assert checked.faults == []
        return checked.counted["orders"]


@pytest.mark.only_on("sqlite")
def test_a_backup_opens_and_holds_what_was_sold_until_then(hall, sale, tmp_path, clock):
    mira = hall.vouch("mira@example.org")
    mira.shifts.open()
    numbers = [mira.orders.place(**sale()).number for _ in range(3)]
    target = tmp_path / "kept.db"
    made = hall.host().store.backup(path=str(target))
    assert (made.path, made.bytes) == (str(target), target.stat().st_size)
    mira.orders.place(**sale())
    with willcall.open(store=target, workers=0, clock=clock) as engine:
        host = engine.host()
        assert [row.number for row in host.orders.list().orders] == numbers
        assert host.store.check(expected=[]).ok
        again = engine.vouch("mira@example.org")  # it sells on, with the next number
        assert again.orders.place(**sale()).number == "MAIN-000004"
    assert [one.name for one in tmp_path.glob("kept.db*")] == ["kept.db"]
    assert os.stat(target).st_mode & 0o077 == 0  # the keys that sign tickets are in it


@pytest.mark.only_on("sqlite")
def test_backups_made_while_everybody_sells_are_each_of_one_instant(hall, sale, tmp_path):
    desks = [hall.vouch(f"{name}@example.org") for name in ("mira", "noor")]
    for desk in desks:
        desk.shifts.open(location="main")
    done = threading.Event()

    def sell(desk):
        while not done.is_set():
            desk.orders.place(**sale())

    sellers = [threading.Thread(target=sell, args=(desk,)) for desk in desks]
    for seller in sellers:
        seller.start()
    host = hall.host()
    counted = []
    try:
        for number in range(4):
            before = host.store.check().counted["orders"]
            host.store.backup(path=str(tmp_path / f"{number}.db"))
            counted.append((before, number, host.store.check().counted["orders"]))
    finally:
        done.set()
        for seller in sellers:
            seller.join()
    for before, number, after in counted:
        assert before <= sound(tmp_path / f"{number}.db") <= after
    assert counted[0][0] < counted[-1][2], "nobody sold anything meanwhile"


@pytest.mark.only_on("sqlite")
def test_nothing_is_overwritten_and_bad_paths_are_named(hall, tmp_path, unchanged):
    host = hall.host()
    taken = tmp_path / "taken.db"
    taken.write_text("somebody's", encoding="utf-8")
    link = tmp_path / "link.db"
    link.symlink_to(tmp_path / "nowhere.db")
    unfinished = tmp_path / "half.db.unfinished"
    unfinished.write_text("another's", encoding="utf-8")
    wrong = {str(taken): "is there already", str(link): "is there already",
             str(tmp_path): "is there already",
             str(tmp_path / "no such folder" / "kept.db"): "does not exist",
             str(tmp_path / "half.db"): "not finished", "": "path"}
    for path, why in wrong.items():
        with unchanged(host), pytest.raises(willcall.InvalidError, match=why) as caught:
            host.store.backup(path=path)
        assert caught.value.field == "path"
    assert taken.read_text(encoding="utf-8") == "somebody's"
    assert unfinished.read_text(encoding="utf-8") == "another's"
    assert not (tmp_path / "half.db").exists()


def test_only_who_may_makes_one(hall, tmp_path, reason):
    target = tmp_path / "stolen.db"
    why = reason(hall.vouch("mira@example.org").store.backup, path=str(target))
    assert why.numbers == {} and not target.exists()


# Backs the store up where no file may grow to the size of it.
BACKING_UP = """
import os, resource, sys, willcall
with willcall.open(store=sys.argv[1], apply=False, workers=0) as engine:
    host = engine.host()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(sys.argv[1]) // 2, hard))
    try:
        host.store.backup(path=sys.argv[2])
    except willcall.StoreError as error:
        print(error)
"""


@pytest.mark.only_on("sqlite")
def test_a_full_disk_leaves_nothing_behind(hall, store_url, tmp_path):
    hall.close()
    store, target = store_url.removeprefix("sqlite:"), tmp_path / "kept.db"
    ran = subprocess.run([sys.executable, "-c", BACKING_UP, store, target], capture_output=True,
                         text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("the backup failed: ")
    assert list(tmp_path.glob("kept.db*")) == []


@pytest.mark.only_on("postgresql")
def test_a_server_is_backed_up_by_its_own_tools(hall, tmp_path):
    target = tmp_path / "kept.db"
    with pytest.raises(willcall.InvalidError, match="pg_dump"):
        hall.host().store.backup(path=str(target))
    assert not target.exists()
