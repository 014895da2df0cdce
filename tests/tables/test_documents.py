"""Tables on paper: pages with a heading on each, the total last, and what they were asked for."""

import subprocess

import pytest
from foothill import SEASON


@pytest.fixture
def pages(tmp_path):
    """A function that prints a table: what stands on each page."""

    def printed(table):
        path = tmp_path / "table.pdf"
        table.to_pdf(path)
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
        said = subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                              capture_output=True).stdout.decode("utf-8")
        return said.split("\f")[:-1]

    return printed


def words(line):
    return " ".join(line.split())


def test_a_printed_table_says_what_it_is_of_whom_and_for_whom(sold, pages):
    mira = sold.vouch("mira@example.org")
    (page,) = pages(mira.reports.sales(by="seller", event="heights", from_wall="2018-11-01T00:00"))
    lines = [words(line) for line in page.splitlines() if line.strip()]
    assert lines[0] == "Foothill Theatre Made: Saturday 3 November 2018, 05:00 by Mira North"
    assert {"By: seller", "Event: heights", "From wall: 2018-11-01T00:00",
            "Rows of the own channel"} <= set(lines)
    assert lines[-4:] == ["mira@example.org Mira North 2 5 38.00 38.00 0.00",
                          "noor@example.org Noor West 1 1 19.00 19.00 0.00",
                          "total 3 6 57.00 57.00 0.00", "Page 1 of 1"]
    assert "Starts" not in page  # no seller starts


def test_a_long_table_has_its_headings_on_each_page_and_its_total_on_the_last(
        house, sale, pages):
    events = [{"key": "heights", "name": "In The Heights",
               "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                 "ends": "2018-11-09T22:30", "capacity": 100}],
               "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}]
    engine = house(events=events)
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    mira.orders.place(**sale(quantity=90))
    printed = pages(mira.reports.order_book(columns=["ticket", "performance", "price"]))
    assert len(printed) > 1
    assert all("Price USD" in page for page in printed)
    assert ["1710.00" in page for page in printed] == [False] * (len(printed) - 1) + [True]
    assert sum(page.count("friday") for page in printed) == 90
    for number, page in enumerate(printed, 1):
        assert f"Page {number} of {len(printed)}" in page


def test_long_texts_and_other_letters_find_their_place(house, sale, pages):
    organisation = {**SEASON["organisation"], "name": "Театър под тепетата", "language": "bg"}
    engine = house(organisation=organisation)
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    long = "Дружество на приятелите на театъра и музиката в Пловдив и околността"
    unbroken = "а" * 120
    mira.orders.place(**sale(buyer={"name": long}))
    mira.orders.place(**sale(buyer={"name": unbroken}, reference="Щ-1"))
    (page,) = pages(mira.reports.order_book())
    assert "Страница 1 от 1" in page and "Театър под тепетата" in page
    assert "Редове на собствения канал" in page
    text = page.split()
    for word in long.split():
        assert word in text
    assert page.count("а" * 5) > 1 and unbroken not in page  # over several lines


def test_an_empty_table_is_printed_too(house, pages):
    (page,) = pages(house().host().orders.list())
    assert "Orders the caller may see" in page and "Buyer" in page
