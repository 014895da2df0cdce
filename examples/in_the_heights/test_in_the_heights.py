"""The demo sells and hands out the whole of its file, and says so."""

import csv
import email
import email.policy
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
                          encoding="utf-8", timeout=300, check=False,
                          env={**os.environ, "PYTHONUTF8": "1"})


def said(demo):
    """What it wrote, but for how far it was where something had to be tried again."""
    return re.sub(r"handing out: .*\n(?=handing out: )", "", demo.stdout)


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
def mails(season):
    """What the demo's mail server was sent, by the number of the order."""
    out, _ = season
    read = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            for path in sorted(out.glob("mails/*.eml"))]
    return {re.search(r"CALL-\d+", mail["Subject"])[0]: mail for mail in read}


@pytest.fixture(scope="module")
def pages(season, mails, tmp_path_factory):
    """Every page of every ticket that was handed out: the number of its order, what a person reads,
    what a gate reads."""
    out, _ = season
    folder = tmp_path_factory.mktemp("pages")
    papers = sorted((out / "papers").glob("*.pdf"))
    for number, mail in mails.items():
        ticket = next(part for part in mail.iter_attachments()
                      if part.get_content_type() == "application/pdf")
        papers.append(folder / f"{number}.pdf")
        papers[-1].write_bytes(ticket.get_content())
    subprocess.run(["qpdf", "--empty", "--pages", *papers, "--", "all.pdf"], cwd=folder, check=True)
    read = subprocess.run(["pdftotext", "all.pdf", "-"], cwd=folder, capture_output=True,
                          check=True, encoding="utf-8")
    subprocess.run(["pdftoppm", "-r", "100", "-gray", "all.pdf", "page"], cwd=folder, check=True)
    codes = subprocess.run(["zbarimg", "--quiet", "--raw", *sorted(folder.glob("page*.pgm"))],
                           capture_output=True, check=True, encoding="utf-8")
    texts = [" ".join(page.split()) for page in read.stdout.split("\f")[:-1]]
    return [(re.search(r"(OFFICE|BOOK|CALL)-\d{6}", text)[0], text, code)
            for text, code in zip(texts, codes.stdout.split(), strict=True)]


def test_every_order_is_sold_and_every_ticket_handed_out(season, record_property):
    out, demo = season
    assert demo.stderr == ""
    assert said(demo) == expected(out)
    assert demo.returncode == 0
    record_property("requirement", "PAY-13")


def test_each_order_is_one_paper_or_one_mail(season, mails):
    out, _ = season
    assert (len(list((out / "papers").iterdir())), len(mails)) == (72, 35)


def test_each_location_numbers_its_orders_without_gaps(pages):
    assert sorted({number for number, _, _ in pages}) == sorted(
        f"{prefix}-{number:06}" for prefix, last in [("OFFICE", 36), ("BOOK", 36), ("CALL", 35)]
        for number in range(1, last + 1))


def test_every_seat_has_a_ticket_that_says_what_it_is_for(pages, record_property):
    assert len(pages) == sum(int(order["# of Seats"]) for order in orders()) == 209
    for number, page, _ in pages:
        for said in ["Foothill Theatre", "In The Heights", "2018", "Foothill Theatre, orchestra",
                     "General admission at ", " USD", number]:
            assert said in page, f"{number}: {said}"
    record_property("requirement", "PAY-21")


def test_the_call_centre_sends_a_mail_to_each_of_its_buyers(mails, record_property):
    assert len({mail["Message-ID"] for mail in mails.values()}) == len(mails) == 35
    buyers = {order["Email"] for order in orders()}
    for number, mail in mails.items():
        assert mail["To"].addresses[0].addr_spec in buyers
        assert mail["From"].addresses[0].display_name == "Foothill Theatre"
        assert number in mail.get_body(("plain",)).get_content()
    record_property("requirement", "PAY-3")


def test_tickets_bear_the_name_of_who_picks_them_up(pages):
    wanted = Counter()
    for order in orders():
        name = f"{order['Pickup First Name']} {order['Pickup Last Name']}"
        wanted[name] += int(order["# of Seats"])
    held = Counter()
    for _, page, _ in pages:
        (name,) = {name for name in wanted if re.search(rf"Holder:? {re.escape(name)} ", page)}
        held[name] += 1
    assert held == wanted


def test_no_two_tickets_have_the_same_code(pages):
    codes = [code for _, _, code in pages]
    assert len(set(codes)) == len(codes) == 209


def test_running_again_makes_the_folder_anew_and_leaves_other_files_alone(season):
    out, _ = season
    (out / "papers" / "left over").write_text("from before")
    (out / "my notes").write_text("keep")
    again = run(out)
    assert (said(again), again.returncode) == (expected(out), 0)
    assert not (out / "papers" / "left over").exists()
    assert (out / "my notes").read_text() == "keep"


def test_tickets_that_are_not_handed_out_are_no_success(season, tmp_path):
    folder = tmp_path / "demo"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (folder / "season.yaml").read_text(encoding="utf-8")
    (folder / "season.yaml").write_text(text.replace("print: [ipp]", "print: [folder]"),
                                        encoding="utf-8")
    demo = run(tmp_path / "out", folder)
    assert demo.returncode == 1
    assert "tickets delivered: 71, not 209" in demo.stderr
    assert demo.stdout.splitlines()[-1] == (
        "demo: 107 orders, 209 tickets, 5368.00 USD; 71 delivered, 0 waiting, 138 failed; "
        "store check: ok")


def test_a_folder_of_somebody_else_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "season.db").write_text("precious")
    demo = run(tmp_path)
    assert demo.returncode == 2
    assert "not the demo's own" in demo.stderr
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
        ("season.db", "precious")]
