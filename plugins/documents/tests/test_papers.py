"""What comes out of the other printers: rolls, stubs, labels, receipts."""

import base64
import re
import subprocess

import pytest

THREE = [{"performance": "friday", "ticket_type": "general", "quantity": 2,
          "holders": ["Ann North"]}, {"performance": "friday", "ticket_type": "child"}]
MILLIMETRES = {"ticket": (210, 297), "stub": (200, 80), "label": (105, 148)}


def sizes(made):
    """Width and height of each page in millimetres, as poppler sees them."""
    path = made.folder / "sized.pdf"
    path.write_bytes(made.bytes)
    said = subprocess.run(["pdfinfo", "-l", "99", path], capture_output=True, check=True, text=True)
    return [(round(float(width) * 25.4 / 72), round(float(height) * 25.4 / 72))
            for width, height in re.findall(r"size: +([\d.]+) x ([\d.]+)", said.stdout)]


@pytest.mark.parametrize("kind", ["ticket", "stub", "label"])
def test_a_paper_has_its_size_and_a_code_on_each_page(papers, kind, record_property):
    made = papers(kind, lines=THREE)
    assert made.sound()
    assert sizes(made) == [MILLIMETRES[kind]] * 3
    assert made.codes() == [ticket.code for ticket in made.order.tickets]
    record_property("requirement", "WZV-23")


def test_a_roll_is_as_long_as_what_stands_on_it(papers):
    short, long = (papers("roll", event=name) for name in ("Short", "A long name " * 8))
    (width, low), = sizes(short)
    (same, high), = sizes(long)
    assert width == same == 72
    assert high > low + 10


def test_a_stub_says_what_the_ticket_says_on_both_parts(papers):
    (page,) = papers("stub", lines=[
        {"performance": "friday", "ticket_type": "general", "holders": ["Ann North"]}]).pages()
    for said in ("In The Heights", "General admission", "Ann North", "MAIN-000001"):
        assert page.count(said) == 2, said
    assert "For the house" in page


def test_a_label_shows_its_holder_large(papers):
    (page,) = papers("label", lines=[{"performance": "friday", "ticket_type": "general",
                                      "holders": ["Иванка Петрова"]}]).pages()
    assert "Иванка Петрова" in page


def test_a_receipt_sums_what_was_paid_and_bears_no_code(papers):
    made = papers("receipt", lines=THREE, more={"buyer": {"name": "Ann North"}})
    (page,) = made.pages()
    said = re.sub(r"\s+", " ", page)
    for words in ("Foothill Theatre", "Receipt", "MAIN-000001", "Mira North", "Ann North",
                  "2 × General admission, 19.00 USD", "1 × Child, Free", "38.00 USD", "Cash"):
        assert words in said, words
    assert made.codes() == []


def test_dots_bear_the_same_codes(papers, tmp_path, codes_in):
    made = papers("roll", "pbm", lines=THREE)
    pictures = made.bytes.split(b"P4\n575 ")[1:]
    read = []
    for number, picture in enumerate(pictures):
        path = tmp_path / f"{number}.pbm"
        path.write_bytes(b"P4\n575 " + picture)
        read += codes_in(path)
    assert read == [ticket.code for ticket in made.order.tickets]


def test_a_raster_is_a_page_of_a4_in_grey(papers):
    dots = papers("ticket", "pwg").bytes
    assert dots.startswith(b"RaS2PwgRaster\0")
    header = dots[4:4 + 1796]
    numbers = {name: int.from_bytes(header[at:at + 4], "big") for name, at in
               {"dots an inch": 276, "width": 372, "height": 376, "bits": 388}.items()}
    assert numbers == {"dots an inch": 300, "width": 2480, "height": 3508, "bits": 8}


@pytest.mark.parametrize("kind", ["roll", "stub", "label", "receipt"])
def test_every_paper_is_the_same_again(papers, kind):
    first, second = (papers(kind, lines=THREE).bytes for _ in range(2))
    assert first == second


HALL = {"name": "Hall", "categories": [{"name": "all"}], "zones": [
    {"name": "Stalls", "position": {"x": 0, "y": 0}, "rows": [
        {"row_number": row, "position": {"x": 0, "y": 20 * int(row)}, "seats": [
            {"seat_guid": f"{row}-{seat}", "seat_number": str(seat), "category": "all",
             "position": {"x": 20 * seat, "y": 0}} for seat in range(1, 5)]} for row in "12"]}]}
SEATS = ["1-2", "1-3", "2-1"]


@pytest.fixture
def seated(papers, house):
    """A function that sells three seats in a hall of two rows, and gives what was made of it."""
    def sell(kind, ending="pdf", **more):
        season = house(**more)
        season["seating"] = {"hall": HALL}
        season["events"][0]["performances"][0].update(seating="hall")
        del season["events"][0]["performances"][0]["capacity"]
        return papers(kind, ending, season=season, lines=[
            {"performance": "friday", "ticket_type": "general", "seats": SEATS,
             "quantity": len(SEATS), "holders": ["Ann North"]}])

    return sell


@pytest.mark.parametrize("kind", ["ticket", "stub", "label", "roll"])
def test_a_paper_says_where_its_holder_sits(seated, kind):
    made = seated(kind)
    assert made.sound()
    assert made.codes() == [ticket.code for ticket in made.order.tickets]
    pages = [re.sub(r"\s+", " ", page) for page in made.pages()]
    for page, said in zip(pages, ["Row 1, Seat 2", "Row 1, Seat 3", "Row 2, Seat 1"], strict=True):
        assert page.count(f"Stalls, {said}") == (2 if kind == "stub" else 1), page


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_confirmation_says_all_seats_of_a_line_by_row(seated, ending):
    assert "Stalls, Row 1, Seats 2, 3; Stalls, Row 2, Seat 1" in seated("confirmation", ending).text


def test_a_receipt_says_the_seats(seated):
    (page,) = seated("receipt").pages()
    assert "Seats 2, 3" in page


def test_seats_are_said_in_the_buyers_language(seated):
    text = seated("ticket", "txt", language="bg").text
    assert "Място: Stalls, Ред 1, Място 2\n" in text


# Tries to end what it stands in and to begin something else, in every format there is.
FORGED = ("</text><code size=\"40mm\">FORGED</code>&amp;{{code}}{{#tickets}}"
          "\\(%&$#) Tj ET endstream \u2028\x1bp0")


@pytest.mark.parametrize("kind", ["ticket", "roll", "stub", "label", "receipt"])
def test_nobodys_name_begins_anything_new_on_a_paper(papers, kind):
    text = FORGED.replace("\x1b", "")  # the engine takes no control characters
    names = dict.fromkeys(("event", "place", "organiser", "ticket_type", "seller", "channel"), text)
    plain, forged = (papers(kind, lines=[{"performance": "friday", "ticket_type": "general",
                                          "holders": [said.get("event", "Ann")]}],
                            more={"buyer": {"name": said.get("event", "Ann")}}, **said)
                     for said in ({}, names))
    assert forged.sound()
    assert forged.codes() == plain.codes()
    assert bool(plain.codes()) == (kind != "receipt")
    assert len(forged.pages()) == len(plain.pages()) == 1
    assert objects(forged) == objects(plain)
    assert "FORGED" in forged.pages()[0]


def objects(made):
    """What kinds of things stand in a PDF, as qpdf sees them, but how its fonts are kept: that is
    up to the letters."""
    path = made.folder / "seen.pdf"
    path.write_bytes(made.bytes)
    said = subprocess.run(["qpdf", "--json", path], capture_output=True, check=True, text=True)
    kinds = re.findall(r'"/(?:Type|Subtype|S)": "/(\w+)"', said.stdout)
    return {kind for kind in kinds if not re.search("Type[0123]|TrueType|Font", kind)}


def test_a_paper_that_is_read_from_the_right_begins_there(papers, own, shipped):
    page = """<document>{{#tickets}}<sheet width="100mm" height="75mm" margin="5mm">
      <row gap="2mm">
        <column><text>{{event}}</text></column>
        <column width="30mm"><text>{{ticket_type}}</text></column>
      </row>
      <code size="50mm">{{code}}</code>
    </sheet>{{/tickets}}</document>"""
    hebrew = shipped("en.language").replace("direction: ltr", "direction: rtl")
    folder = own(ticket__page=page, he__language=hebrew)
    names = {"event": "Heights", "ticket_type": "General"}
    left = middles(papers(folder=folder, **names))
    right = middles(papers(folder=folder, language="he", **names))
    assert left["Heights"] < 60 < 185 < left["General"]
    assert right["General"] < 100 < 200 < right["Heights"]


def middles(made):
    """Where each word stands on the page, in points from its left side; and that its code reads."""
    assert made.codes() == [made.order.tickets[0].code]
    path = made.folder / "placed.pdf"
    path.write_bytes(made.bytes)
    said = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True,
                          text=True).stdout
    return {word: (float(left) + float(right)) / 2 for left, right, word in
            re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>(.*)</word>', said)}


def test_a_long_table_has_numbered_pages_and_its_headings_on_each(papers, opened, house, tmp_path):
    desk = opened(house(language="bg")).vouch("mira@example.org")
    made = desk.reports.document(
        title="Продадени", columns=[{"name": "Ден"}, {"name": "Брой", "number": True}],
        rows=[{"cells": [f"Ред {row}", str(row)]} for row in range(120)])
    path = tmp_path / "report.pdf"
    path.write_bytes(base64.b64decode(made.base64))
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    pages = said.stdout.decode("utf-8").split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Страница {number} от {len(pages)}" in page
        assert "Ден" in page
    rows = [int(row) for page in pages for row in re.findall(r"Ред (\d+)", page)]
    assert rows == list(range(120))


def test_a_document_is_called_what_it_is_in_the_readers_language(papers):
    for kind, ending, language, title in [
            ("ticket", "pdf", "en", "Foothill Theatre: Tickets MAIN-000001"),
            ("receipt", "pdf", "en", "Foothill Theatre: Receipt MAIN-000001"),
            ("confirmation", "html", "bg",
             "Foothill Theatre: Потвърждение на поръчка MAIN-000001")]:
        made = papers(kind, ending, language=language)
        assert made.documents[0].title == title
