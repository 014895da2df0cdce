"""What stands on tickets and confirmations, read back by readers that are not ours."""

import html.parser
import logging
import re

import pytest

TWO = [{"performance": "friday", "ticket_type": "general", "quantity": 2}]
BULGARIAN = {"event": "Театър „Иван Вазов“: Хъшове", "organiser": "Народен театър",
             "place": "ул. „Дякон Игнатий“ 5, София", "ticket_type": "Редовен билет"}
# Tries to end a text and to begin something else, in every format there is.
FORGED = ("</text><code size=\"40mm\">FORGED</code><b onclick='x'>&amp; {{code}} {{#tickets}}"
          "\\(%&$#) Tj ET \u2028Total: 0.00\u202egnorw\u202c ;!--")


def flat(text):
    return re.sub(r"\s+", " ", text)


def lines(page):
    return [line for line in page.splitlines() if line]


def test_a_ticket_bears_event_place_date_code_and_organiser(papers, record_property):
    made = papers(lines=[{"performance": "friday", "ticket_type": "general", "quantity": 3}])
    assert made.sound()
    assert made.codes() == [ticket.code for ticket in made.order.tickets]
    for number, page in enumerate(made.pages(), 1):
        assert {"Foothill Theatre", "In The Heights", "Smithwick Theatre", "20:00",
                "Friday 9 November 2018", f"Ticket {number} of 3"} <= set(lines(page))
    record_property("requirement", "PAY-21")


def test_a_ticket_says_type_price_holder_and_number(papers):
    made = papers(lines=[
        {"performance": "friday", "ticket_type": "general", "quantity": 2,
         "holders": ["Ann North", "Ben South"]},
        {"performance": "friday", "ticket_type": "child"}])
    first, second, third = map(lines, made.pages())
    assert {"General admission", "19.00 USD", "Ann North", "MAIN-000001",
            made.order.tickets[0].id} <= set(first)
    assert "Ben South" in second
    assert {"Child", "Free"} <= set(third)
    assert "Holder" not in third


def test_an_order_of_twenty_tickets_is_twenty_pages_with_a_code_each(papers):
    made = papers(lines=[{"performance": "friday", "ticket_type": "general", "quantity": 20}])
    assert made.codes() == [ticket.code for ticket in made.order.tickets]


@pytest.mark.parametrize("names", [{}, {"language": "bg", **BULGARIAN}], ids=["en", "bg"])
def test_a_ticket_has_at_most_twenty_kilobytes(papers, names):
    assert len(papers(**names).bytes) <= 20 * 1024


def test_a_confirmation_sums_the_order_and_bears_no_code(papers):
    made = papers("confirmation", "txt", lines=[
        {"performance": "friday", "ticket_type": "general", "quantity": 2},
        {"performance": "friday", "ticket_type": "child"},
        {"performance": "friday", "ticket_type": "general"}], more={"buyer": {"name": "Ann North"}})
    assert made.text == """\
Foothill Theatre
Order confirmation

Thank you for your order

Order: MAIN-000001
Placed: Thursday 1 November 2018, 05:00
Buyer: Ann North
Sold by: Mira North

3 × General admission, 19.00 USD = 57.00 USD
In The Heights
Friday 9 November 2018, 20:00, Smithwick Theatre

1 × Child, Free = 0.00 USD
In The Heights
Friday 9 November 2018, 20:00, Smithwick Theatre

Total: 57.00 USD
Paid (Cash): 57.00 USD
"""


def test_a_confirmation_speaks_the_buyers_language(papers):
    made = papers("confirmation", "txt", **BULGARIAN, price=1234.5, currency="BGN",
                  more={"buyer": {"name": "Иванка Петрова", "language": "bg-BG"}})
    text = made.text
    assert "Благодарим за Вашата поръчка" in text
    assert "петък, 9 ноември 2018 г., 20:00" in text
    assert "1 × Редовен билет, 1\u00a0234,50 BGN = 1\u00a0234,50 BGN" in text
    assert "Платено (В брой): 1\u00a0234,50 BGN" in text


@pytest.mark.parametrize(("currency", "price", "said"), [
    ("JPY", 1900, "1,900 JPY"), ("KWD", 19.125, "19.125 KWD"), ("USD", 19, "19.00 USD")])
def test_money_has_the_decimals_of_its_currency(papers, currency, price, said):
    assert f"Total: {said}" in papers("confirmation", "txt", currency=currency, price=price).text


class Read(html.parser.HTMLParser):
    """The elements of a page, and what stands in them."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.attributes, self.said = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.said += " "

    def handle_data(self, data):
        self.said += data


def test_a_confirmation_as_a_page_says_the_same(papers):
    read = Read(papers("confirmation", "html", lines=TWO,
                       more={"buyer": {"name": "Ann North"}}).text)
    said = flat(read.said)
    for words in ("Thank you for your order", "MAIN-000001", "In The Heights", "Ann North",
                  "Friday 9 November 2018, 20:00", "2 × General admission, 19.00 USD",
                  "Total 38.00 USD", "Paid: Cash 38.00 USD"):
        assert words in said


def test_nobodys_name_begins_anything_new_in_a_page(papers):
    plain = Read(papers("confirmation", "html", more={"buyer": {"name": "Ann"}}).text)
    forged = Read(papers("confirmation", "html", event=FORGED, place=FORGED, organiser=FORGED,
                         ticket_type=FORGED, more={"buyer": {"name": FORGED}}).text)
    assert forged.elements == plain.elements
    assert forged.attributes == plain.attributes
    seen = FORGED.replace("\u2028", " ").replace("\u202e", "").replace("\u202c", "")
    assert forged.said.count(seen) == 5


def test_nobodys_name_begins_anything_new_in_a_text(papers):
    plain = papers("confirmation", "txt", more={"buyer": {"name": "Ann"}}).text
    forged = papers("confirmation", "txt", event=FORGED, place=FORGED, organiser=FORGED,
                    ticket_type=FORGED, more={"buyer": {"name": FORGED}}).text
    assert len(forged.splitlines()) == len(plain.splitlines())
    assert "\u202e" not in forged


def test_nobodys_name_begins_anything_new_on_a_ticket(papers):
    made = papers(event=FORGED, place=FORGED, organiser=FORGED, ticket_type=FORGED,
                  lines=[{"performance": "friday", "ticket_type": "general",
                          "holders": [FORGED]}])
    assert made.sound()
    assert made.codes() == [made.order.tickets[0].code]
    (page,) = made.pages()
    assert flat(page).count("FORGED") == 5


def test_long_names_are_wrapped_and_keep_the_page(papers):
    long = "A very long name of an evening that goes on, " * 4
    made = papers(event=long, place=long, organiser=long, ticket_type=long,
                  lines=[{"performance": "friday", "ticket_type": "general", "holders": [long]}])
    assert made.codes() == [made.order.tickets[0].code]
    assert flat(made.pages()[0]).count("A very long name of an evening") >= 10


@pytest.mark.parametrize("name", ["Хъшове", "في المرتفعات", "歌舞伎座の夜", "Ćma łódź ẞ ğ Ωmega"])
def test_names_of_all_the_world_are_printed(papers, name, caplog):
    caplog.set_level(logging.WARNING, "willcall")
    made = papers(event=name, place="", organiser=name)
    # Poppler gives Arabic back in the forms its letters take, and in the order of the eye.
    if "ا" not in name:
        assert lines(made.pages()[0]).count(name) == 2
    assert "no font" not in caplog.text


def test_a_character_that_no_font_has_is_named_in_a_warning(papers, caplog):
    caplog.set_level(logging.WARNING, "willcall")
    made = papers(lines=[{"performance": "friday", "ticket_type": "general",
                          "holders": ["Rare \U0010fffd sign"]}])
    assert made.delivery.state == "delivered"
    assert "no font of this machine has the character `\U0010fffd` (U+10FFFD)" in caplog.text


def test_what_is_unknown_is_left_out(papers):
    page = papers("ticket", "txt", place="").text
    assert "Where" not in page
    assert "Holder" not in page


def test_the_same_order_gives_the_same_bytes(papers):
    first, second = (papers(lines=TWO).bytes for _ in range(2))
    assert first == second
    assert b"20181101120000Z" in first  # when it was placed, not when it was made
