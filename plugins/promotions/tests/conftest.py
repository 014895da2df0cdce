"""One window of a theatre with offers: a Friday and a Saturday, at 20.00 and 10.00."""

import pytest

SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locks": [{"key": "sponsors", "name": "Friends of the house"}],
    "events": [{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": day, "starts": f"2018-11-{date}T20:00",
                          "ends": f"2018-11-{date}T22:30", "capacity": 100}
                         for day, date in (("friday", "09"), ("saturday", "10"))],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 20},
                         {"key": "child", "name": "Child", "price": 10},
                         {"key": "box", "name": "Box", "price": 40, "lock": "sponsors"}]}],
    "products": [{"key": "programme", "name": "Programme", "price": 5}],
    "channels": [{"key": key, "kind": "ticket_office",
                  "settings": {"delivery": "none", "refunds": True, "registrations": True}}
                 for key in ("window", "pier")],
    "users": [{"login": f"{key}@example.org", "name": key.title(), "role": "operator",
               "channel": key, "uses_shifts": False} for key in ("window", "pier")],
}


@pytest.fixture
def offering(opened):
    """A function that opens the house with these promotions; gives an engine."""

    def open_house(rules=(), plugins=None, **promotions):
        return opened({**SEASON, "plugins": {"promotions": promotions, **(plugins or {})}},
                      plugins=list(rules))

    return open_house


@pytest.fixture
def window(offering):
    """The same, but gives the session of the window's operator."""
    return lambda **promotions: offering(**promotions).vouch("window@example.org")


@pytest.fixture
def buy():
    """A function that buys at the price that a quote says."""

    def bought(desk, lines, **more):
        quote = desk.orders.quote(lines=lines, **more)
        assert quote.possible, quote.reasons
        paid = [{"means": "cash", "amount": quote.total}] if quote.total else []
        return desk.orders.place(lines=lines, payments=paid, **more)

    return bought


@pytest.fixture
def line():
    """A function that says what a line asks for."""

    def asked(quantity=1, of="general", performance="friday", **more):
        return {"performance": performance, "ticket_type": of, "quantity": quantity, **more}

    return asked
