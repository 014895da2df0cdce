"""The demo sells and hands out the whole of its file, and says so."""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = pytest.mark.only_on("sqlite")  # the demo keeps its store beside its season


def run(out, folder=HERE):
    """The finished demo, with nothing of the terminal about it."""
    return subprocess.run([sys.executable, folder / "demo.py", out], capture_output=True, text=True,
                          encoding="utf-8", timeout=60, check=False,
                          env={**os.environ, "PYTHONUTF8": "1"})


def expected(out):
    return (HERE / "expected.txt").read_text(encoding="utf-8").replace("OUT/", f"{out}/")


def orders():
    with open(HERE / "reseller-orders.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def season(tmp_path_factory):
    out = tmp_path_factory.mktemp("heights") / "out"
    return out, run(out)


@pytest.fixture(scope="module")
def pages(season):
    """Every page of every file that was handed out, with the folder it is in."""
    out, _ = season
    return [(path.parent.name, page) for path in sorted(out.glob("tickets/*/*"))
            for page in path.read_text(encoding="utf-8").split("\f")]


def test_every_order_is_sold_and_every_ticket_handed_out(season, record_property):
    out, demo = season
    assert demo.stderr == ""
    assert demo.stdout == expected(out)
    assert demo.returncode == 0
    record_property("requirement", "PAY-13")


def test_each_location_numbers_its_orders_without_gaps(season):
    out, _ = season
    assert sorted(folder.name for folder in (out / "tickets").iterdir()) == sorted(
        f"{prefix}-{number:06}" for prefix, last in [("OFFICE", 36), ("BOOK", 36), ("CALL", 35)]
        for number in range(1, last + 1))


def test_every_seat_has_a_ticket_that_says_what_it_is_for(pages, record_property):
    assert len(pages) == sum(int(order["# of Seats"]) for order in orders()) == 209
    for number, page in pages:
        for said in ["Foothill Theatre\n", "In The Heights", "When: ", "2018, ",
                     "Where: Foothill Theatre, orchestra", "Ticket: General admission at ",
                     " USD", f"Order: {number}"]:
            assert said in page, f"{number}: {said}"
    record_property("requirement", "PAY-21")


def test_tickets_bear_the_name_of_who_picks_them_up(pages):
    wanted = Counter()
    for order in orders():
        name = f"{order['Pickup First Name']} {order['Pickup Last Name']}"
        wanted[name] += int(order["# of Seats"])
    assert Counter(re.search(r"^Holder: (.+)$", page, re.M)[1] for _, page in pages) == wanted


def test_no_two_tickets_have_the_same_code(pages):
    codes = [re.search(r"^[0-9A-Z]{122}$", page, re.M)[0] for _, page in pages]
    assert len(set(codes)) == len(codes) == 209


def test_running_again_makes_the_folder_anew_and_leaves_other_files_alone(season):
    out, _ = season
    (out / "tickets" / "OFFICE-000001" / "left over").write_text("from before")
    (out / "my notes").write_text("keep")
    again = run(out)
    assert (again.stdout, again.returncode) == (expected(out), 0)
    assert not (out / "tickets" / "OFFICE-000001" / "left over").exists()
    assert (out / "my notes").read_text() == "keep"


def test_tickets_that_are_not_handed_out_are_no_success(season, tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (folder / "season.yaml").read_text(encoding="utf-8")
    (folder / "season.yaml").write_text(text.replace("folder: tickets", "folder: nowhere/tickets"),
                                        encoding="utf-8")
    demo = run(tmp_path / "out", folder)
    assert demo.returncode == 1
    assert "tickets delivered: 0, not 209" in demo.stderr
    assert demo.stdout.splitlines()[-1] == (
        "demo: 107 orders, 209 tickets, 5368.00 USD; 0 delivered, 0 waiting, 209 failed; "
        "store check: ok")


def test_a_folder_of_somebody_else_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "season.db").write_text("precious")
    demo = run(tmp_path)
    assert demo.returncode == 2
    assert "not the demo's own" in demo.stderr
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
        ("season.db", "precious")]
