"""Outlets as the organiser saves them, and what is shown there of what is sold."""

import json
import logging

import pytest
import willcall

PRINT = {"events": ["heights"], "delivery": "print", "printer": "Till"}
EMAIL = {"events": ["heights"], "delivery": "email"}
HALL = {"name": "Hall", "categories": [{"name": "stalls", "color": "#000000"}], "zones": [
    {"name": "Stalls", "position": {"x": 0, "y": 0}, "rows": [
        {"row_number": "1", "position": {"x": 0, "y": 0}, "seats": [
            {"seat_guid": "a", "seat_number": "1", "category": "stalls",
             "position": {"x": 0, "y": 0}}]}]}]}


def shown(session):
    """The events in each list of what is sold."""
    facts = session.catalogue.get()
    assert {row.event for row in session.performances.list()} == {one.key for one in facts.events}
    return [one.key for one in facts.events + facts.products]


def test_an_outlet_shows_the_events_it_is_linked_to_and_without_links_none(
        outlets, record_property):
    engine = outlets(kiosk=PRINT, both={**PRINT, "events": ["gala", "heights"]},
                     bare={"delivery": "print", "printer": "Till"})
    for role in ("supervisor", "cashier"):
        for key, events in (("kiosk", ["heights"]), ("both", ["heights", "gala"]), ("bare", [])):
            assert shown(engine.vouch(f"{role}@{key}.example")) == events
        kiosk = engine.vouch(f"{role}@kiosk.example")
        assert kiosk.catalogue.get(event="heights").events[0].name == "Heights"
        for lists in (kiosk.catalogue.get, kiosk.performances.list):
            with pytest.raises(willcall.NotFoundError) as hidden:
                lists(event="gala")
            with pytest.raises(willcall.NotFoundError) as absent:
                lists(event="opera")
            assert str(hidden.value) == str(absent.value).replace("opera", "gala")
    # Whoever sells through no outlet is shown everything.
    assert shown(engine.host()) == ["heights", "gala"]
    record_property("requirement", "PAY-2 PAY-12")


def test_what_is_shown_follows_the_links_and_what_was_sold_stays(outlets, sale, record_property):
    engine = outlets(kiosk={**PRINT, "events": ["heights", "gala"]})
    cashier = engine.vouch("cashier@kiosk.example")
    order = cashier.orders.place(**sale("gala", each=None))
    outlets(kiosk=PRINT)
    assert shown(cashier) == ["heights"]
    assert cashier.orders.get(id=order.id) == order
    assert cashier.reports.sales(event="gala").total.tickets == 1
    assert [row.key for row in cashier.reports.sales(by="event").rows] == ["gala"]
    record_property("requirement", "PAY-26")


def test_seats_and_products_are_shown_where_they_are_sold(opened):
    def hall(event):
        return {"key": event, "name": event,
                "performances": [{"key": event, "starts": "2018-11-09T20:00",
                                  "ends": "2018-11-09T22:30", "seating": "hall"}],
                "ticket_types": [{"key": "general", "name": "General", "price": 19}]}

    def outlet(key, *events):
        return {"key": key, "kind": "distribution_outlet",
                "settings": {**PRINT, "events": list(events)}}

    engine = opened({
        "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
        "seating": {"hall": HALL}, "events": [hall("heights"), hall("gala")],
        "products": [{"key": "friend", "name": "Friend", "price": 50}],
        "channels": [outlet("kiosk", "heights"), outlet("club", "friend")],
        "users": [{"login": f"cashier@{key}.example", "name": key, "role": "cashier",
                   "channel": key} for key in ("kiosk", "club")]})
    kiosk, club = (engine.vouch(f"cashier@{key}.example") for key in ("kiosk", "club"))
    assert shown(kiosk) == ["heights"]
    assert [one.key for one in club.catalogue.get().products] == ["friend"]
    assert kiosk.seats.map(performance="heights").performance == "heights"
    for session, performance in ((kiosk, "gala"), (club, "heights")):
        with pytest.raises(willcall.NotFoundError):
            session.seats.map(performance=performance)


def test_an_outlet_that_prints_without_a_printer_is_warned_of_and_sells(
        outlets, sale, tmp_path, caplog, record_property):
    caplog.set_level(logging.WARNING, "willcall")
    bare = {"events": ["heights"], "delivery": "print"}
    engine = outlets(kiosk=bare)
    text = (tmp_path / "season.yaml").read_text(encoding="utf-8")
    host = engine.host()
    said = host.catalogue.apply(text=text)
    (warning,) = said.warnings
    assert (said.changes, warning.path, warning.rule) == (
        [], "channels.kiosk.settings", "distribution_outlet.no_printer")
    assert "channels.kiosk.settings: the outlet prints its tickets, but no printer" in caplog.text
    # It is said before anything is saved, and stops neither the link nor a sale.
    assert host.catalogue.apply(text=text, dry_run=True).warnings == said.warnings
    order = engine.vouch("cashier@kiosk.example").orders.place(**sale("heights", each=None))
    assert (order.delivery.method, order.delivery.to) == ("print", "")

    for settings in ({**bare, "printer": "Till"}, EMAIL):
        season = json.loads(text)
        season["channels"][0]["settings"] = settings
        assert host.catalogue.apply(text=json.dumps(season)).warnings == []
    record_property("requirement", "PAY-4")


def test_what_is_printed_is_addressed_to_the_printer_of_the_outlet(outlets, sale):
    cashier = outlets(kiosk=PRINT).vouch("cashier@kiosk.example")
    order = cashier.orders.place(**sale("heights", each=None, buyer={"name": "Ann North"}))
    assert order.delivery.to == "Till"
    (delivery,) = cashier.deliveries.list()
    assert (delivery.method, delivery.recipient) == ("print", "Till")


def test_outlets_are_listed_for_whom_they_concern(outlets):
    engine = outlets(kiosk=PRINT, books={**EMAIL, "cashiers_see": "outlet"})
    lists = {who: engine.vouch(f"{who}.example") if who != "host" else engine.host()
             for who in ("host", "cashier@kiosk", "supervisor@books")}
    rows = {who: [(row.key, row.name, row.delivery, row.printer, row.events, row.cashiers_see)
                  for row in session.distribution_outlet.outlets()]
            for who, session in lists.items()}
    kiosk = ("kiosk", "The kiosk", "print", "Till", 1, "own")
    books = ("books", "The books", "email", "", 1, "outlet")
    assert rows == {"host": [books, kiosk], "cashier@kiosk": [kiosk], "supervisor@books": [books]}
    by_mail = engine.host().distribution_outlet.outlets(delivery="email")
    assert [row.key for row in by_mail] == ["books"]


@pytest.mark.parametrize(("settings", "at", "said"), [
    ({"events": ["heigths"], "delivery": "print"}, "events[0]", "did you mean `heights`?"),
    ({"events": ["opera"], "delivery": "print"}, "events[0]", "there are: `gala`, `heights`"),
    ({"events": ["gala", "gala"], "delivery": "print"}, "events[1]", "`gala` is linked already"),
    ({"delivery": "pigeon"}, "delivery", "must be `email` or `print`"),
    ({"delivery": "print", "cashiers_see": "all"}, "cashiers_see", "must be `own` or `outlet`"),
    ({"delivery": "print", "location": "book"}, "location", "did you mean `books`?"),
])
def test_settings_that_can_not_be_are_refused_with_line_column_and_what_is_possible(
        outlets, settings, at, said, tmp_path):
    with pytest.raises(willcall.InvalidError) as caught:
        outlets(kiosk=settings)
    error = caught.value
    assert said in str(error)
    assert error.field in (f"channels[0].settings.{at}", f"channels.kiosk.settings.{at}")
    line = (tmp_path / "season.yaml").read_text(encoding="utf-8").splitlines()[error.line - 1]
    assert line[error.column - 1:].startswith('"')
