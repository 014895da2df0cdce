"""What stands on tickets and confirmations."""

import re

import pytest
import willcall


class Kept(willcall.Delivery):
    """Keeps what it is given."""

    method, takes = "kept", [("ticket", "text/plain"), ("confirmation", "text/plain")]

    def __init__(self):
        self.jobs = []

    def deliver(self, jobs):
        self.jobs += jobs
        return [True for _ in jobs]


@pytest.fixture
def papers(opened):
    """A function that sells one order in a house of these names; gives order, ticket text and
    confirmation text."""

    def sell(lines=None, event="In The Heights", place="Smithwick Theatre", organiser="Foothill",
             **more):
        kept = Kept()
        engine = opened({
            "organisation": {"name": organiser, "currency": "USD",
                             "timezone": "America/Los_Angeles", "language": "en"},
            "locations": [{"key": "main", "name": "Main", "series": {"prefix": "MAIN-"}}],
            "events": [{"key": "heights", "name": event, "place": place,
                        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                          "ends": "2018-11-09T22:30", "capacity": 30}],
                        "ticket_types": [
                            {"key": "general", "name": "General admission", "price": 19},
                            {"key": "child", "name": "Child", "price": 0}]}],
            "channels": [{"key": "window", "kind": "ticket_office", "name": "The window",
                          "settings": {"location": "main"}}],
            "users": [{"login": "mira@example.org", "name": "Mira North", "role": "operator",
                       "channel": "window", "uses_shifts": False}],
        }, plugins=[kept])
        lines = lines or [{"performance": "friday", "ticket_type": "general"}]
        total = sum(19 * line.get("quantity", 1) for line in lines
                    if line["ticket_type"] == "general")
        order = engine.vouch("mira@example.org").orders.place(
            lines=lines, payments=[{"means": "cash", "amount": total}] if total else [],
            delivery={"method": "kept"}, **more)
        engine.host().deliveries.run()
        (job,) = kept.jobs
        return order, *(document.text for document in job.documents)

    return sell


def said(page, label):
    """What stands behind a label, on all its lines."""
    found = re.search(rf"^{label} +(.*(?:\n {{10}}.*)*)$", page, re.MULTILINE)
    return found and re.sub(r"\s+", " ", found[1])


def test_a_ticket_bears_event_place_date_code_and_organiser(papers, record_property):
    order, pages, _ = papers([{"performance": "friday", "ticket_type": "general", "quantity": 3}])
    for ticket, page in zip(order.tickets, pages.split("\f"), strict=True):
        lines = page.splitlines()
        assert "Foothill" in lines
        assert "In The Heights" in lines
        assert said(page, "Where") == "Smithwick Theatre"
        assert said(page, "When") == "Fri 9 Nov 2018, 20:00"
        assert ticket.code in lines
    record_property("requirement", "PAY-21")


def test_a_ticket_says_type_price_holder_number_and_which_of_how_many(papers):
    _, pages, _ = papers([
        {"performance": "friday", "ticket_type": "general", "quantity": 2,
         "holders": ["Ann North", "Ben South"]},
        {"performance": "friday", "ticket_type": "child"}])
    pages = pages.split("\f")
    assert [said(page, "Holder") for page in pages] == ["Ann North", "Ben South", None]
    assert [said(page, "Ticket  ") for page in pages] == ["General admission"] * 2 + ["Child"]
    assert [said(page, "Price") for page in pages] == ["19.00 USD", "19.00 USD", "0.00 USD"]
    assert {said(page, "Order") for page in pages} == {"MAIN-000001"}
    for number, page in enumerate(pages, 1):
        assert f"Ticket {number} of 3" in page


def test_a_confirmation_sums_the_order_and_bears_no_code(papers):
    order, _, page = papers(
        [{"performance": "friday", "ticket_type": "general", "quantity": 2},
         {"performance": "friday", "ticket_type": "child"},
         {"performance": "friday", "ticket_type": "general"}],
        buyer={"name": "Ann North"})
    assert said(page, "Order") == "MAIN-000001"
    assert said(page, "Placed") == "Thu 1 Nov 2018, 05:00"  # noon in UTC, on the wall there
    assert said(page, "Buyer") == "Ann North"
    assert said(page, "Sold by") == "Mira North"
    assert said(page, "Total") == "57.00 USD"
    assert "3 × General admission, 19.00 USD" in page
    assert "1 × Child, 0.00 USD" in page
    assert not [ticket for ticket in order.tickets if ticket.code in page]


def test_what_is_unknown_is_left_out(papers):
    _, page, confirmation = papers(place="")
    assert said(page, "Where") is None
    assert said(page, "Holder") is None
    assert said(confirmation, "Buyer") is None


def test_names_of_all_the_world_are_printed_and_wrapped(papers):
    name = "Театър „Иван Вазов“ и приятели на операта и балета във Варна и София"
    order, page, _ = papers(event=name, lines=[{"performance": "friday", "ticket_type": "general",
                                            "holders": ["Иванка 🎭 Петрова"]}])
    assert said(page, "Holder") == "Иванка 🎭 Петрова"
    assert name in re.sub(r"\s+", " ", page)
    # Only the code stays in one piece, however long it is.
    assert {line for line in page.splitlines() if len(line) > 60} == {order.tickets[0].code}


def test_a_document_that_is_made_again_has_the_same_bytes(papers, opened, clock):
    class Hesitating(Kept):
        name, method = "hesitating", "hesitating"

        def deliver(self, jobs):
            self.jobs += jobs
            return [len(self.jobs) > 1 for _ in jobs]

    papers()
    hesitating = Hesitating()
    engine = opened(plugins=[hesitating, Kept()])
    engine.vouch("mira@example.org").orders.place(
        lines=[{"performance": "friday", "ticket_type": "general", "quantity": 2}],
        payments=[{"means": "cash", "amount": 38}], delivery={"method": "hesitating"})
    for _ in range(2):
        engine.host().deliveries.run()
        clock.forward(hours=2)
    first, second = hesitating.jobs
    assert first == second
