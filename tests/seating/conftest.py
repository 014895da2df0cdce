"""Small halls, drawn: one text for each row, a letter for each seat, a space for an aisle."""

import pytest


def drawn(*rows):
    """`"aaa bb"`: three seats of the category `a`, an aisle, two of `b`."""
    return {
        "name": "Hall", "categories": [{"name": "a", "color": "#fff"}, {"name": "b"}],
        "zones": [{"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [
            {"row_number": str(row), "position": {"x": 0, "y": 20 * row}, "seats": [
                {"seat_guid": f"{row}-{number}", "seat_number": str(number), "category": category,
                 "position": {"x": 20 * column, "y": 0}}
                for number, (column, category) in enumerate(
                    ((at, letter) for at, letter in enumerate(text) if letter != " "), 1)]}
            for row, text in enumerate(rows, 1)]}]}


def events(**performance):
    return [{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
                          "seating": "hall", **performance}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                         {"key": "child", "name": "Child", "price": 0},
                         {"key": "box", "name": "Box", "price": 19, "category": "b"}]}]


@pytest.fixture
def plan():
    return drawn


@pytest.fixture
def seated():
    """A function that gives the parts of a season that have seats."""
    def parts(*rows, **performance):
        return {"seating": {"hall": drawn(*rows)}, "events": events(**performance)}

    return parts


@pytest.fixture
def hall(house, seated):
    """A function that opens a house of these rows; gives Mira at her desk, on an open shift."""
    def open_hall(*rows, **performance):
        mira = house(**seated(*rows, **performance)).vouch("mira@example.org")
        mira.shifts.open()
        return mira

    return open_hall


@pytest.fixture
def seats_of():
    """A function that says which seats an order has."""
    return lambda order: [ticket.seat.guid for ticket in order.tickets]


@pytest.fixture
def states():
    """A function that draws the map of a performance: `.` free, `#` sold, `x` blocked."""
    def draw(desk):
        marks = {"free": ".", "sold": "#", "blocked": "x", "held": "h"}
        return ["".join(marks[seat.state] for seat in row.seats)
                for zone in desk.seats.map(performance="friday").zones for row in zone.rows]

    return draw
