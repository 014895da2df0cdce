"""Two structures of one theatre: one with two relays and contingents, one with a relay alone."""

import pytest

ORGANISATION = {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC", "language": "en"}
CONFIG = {"addressBook": {"enable": True}, "distributionPortal": {"enable": True}}


def hall(*rows):
    """`"aaa bb"`: three seats of the category `a`, an aisle, two of `b`."""
    return {
        "name": "Hall", "categories": [{"name": "a"}, {"name": "b"}],
        "zones": [{"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [
            {"row_number": str(row), "position": {"x": 0, "y": 20 * row}, "seats": [
                {"seat_guid": f"{row}-{number}", "seat_number": str(number), "category": category,
                 "position": {"x": 20 * column, "y": 0}}
                for number, (column, category) in enumerate(
                    ((at, letter) for at, letter in enumerate(text) if letter != " "), 1)]}
            for row, text in enumerate(rows, 1)]}]}


def performance(key, **more):
    day = {"friday": "09", "saturday": "10"}[key]
    return {"key": key, "starts": f"2018-11-{day}T20:00", "ends": f"2018-11-{day}T22:30", **more}


def relay(name, structure, **more):
    return {"login": f"{name}@{structure}.example", "name": name.title(), "role": "relay",
            "channel": structure, **more}


@pytest.fixture
def season(tmp_path):
    """A function that gives the season, with whatever parts of it replaced.

    `acme` has twelve of the twenty places of friday and four of saturday, `beta` three of friday.
    """

    def parts(settings=None, rows=None, config=CONFIG, contingents=None, **more):
        places = {"seating": "hall"} if rows else {"capacity": 20}
        return {
            "organisation": ORGANISATION,
            "locations": [{"key": "main", "name": "Main", "series": {"prefix": "M-"}}],
            **({"seating": {"hall": hall(*rows)}} if rows else {}),
            "events": [{
                "key": "heights", "name": "In The Heights",
                "performances": [performance("friday", **places),
                                 performance("saturday", capacity=20)],
                "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                                 {"key": "child", "name": "Child", "price": 7}]}],
            "channels": [
                {"key": "window", "kind": "ticket_office", "settings": {"delivery": "none"}},
                {"key": "acme", "kind": "distribution_cart", "name": "Acme",
                 "settings": settings or {}},
                {"key": "beta", "kind": "distribution_cart", "name": "Beta"}],
            "users": [
                relay("rita", "acme"), relay("rob", "acme"), relay("bea", "beta"),
                {"login": "mira@example.org", "name": "Mira North", "role": "operator",
                 "channel": "window", "uses_shifts": False}],
            "contingents": contingents if contingents is not None else [
                {"key": "acme-friday", "channel": "acme", "performance": "friday", "places": 12},
                {"key": "acme-saturday", "channel": "acme", "performance": "saturday",
                 "places": 4},
                {"key": "beta-friday", "channel": "beta", "performance": "friday", "places": 3}],
            "deliveries": {"email": ["folder"]},
            "plugins": {"print": {"folder": str(tmp_path / "tickets")}},
            "config": config, **more}

    return parts


@pytest.fixture
def house(opened, season):
    """A function that opens the theatre, with whatever parts of its season replaced."""
    return lambda **more: opened(season(**more))


@pytest.fixture
def house_of_relays(house, season):
    """A function that opens the theatre where a relay may do everything."""
    return lambda: house(plugins={**season()["plugins"], "roles": {
        "roles": {"relay": {"permits": ["/**"], "sees": "channel"}}}})


@pytest.fixture
def as_relay():
    """A function that signs a relay in; gives the operations of the cart."""
    return lambda engine, name="rita", structure="acme": engine.vouch(
        f"{name}@{structure}.example").distribution_cart


@pytest.fixture
def guests():
    """A function that adds guests by their names to a cart; gives their numbers."""

    def add(cart, *names, **more):
        said = [{"name": name, "email": f"{name.split()[0].lower()}@example.org"}
                for name in names]
        return [one.guest for one in cart.add_guests(guests=said, **more).guests]

    return add


@pytest.fixture
def friday():
    """A function that says a line of tickets for friday."""
    return lambda quantity=0, **more: {
        "performance": "friday", "ticket_type": "general", "quantity": quantity, **more}
