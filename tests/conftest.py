"""A small house: an evening with ten places, two sellers at a window, a cashier at an outlet."""

from pathlib import Path

import pytest
import willcall

SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locations": [{"key": "main", "name": "Main box office", "series": {"prefix": "MAIN-"}},
                  {"key": "pier", "name": "Pier", "series": {"prefix": "PIER-", "width": 3}}],
    "events": [{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                          "ends": "2018-11-09T22:30", "capacity": 10}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                         {"key": "child", "name": "Child", "price": 0}]}],
    "channels": [{"key": "window", "kind": "ticket_office", "settings": {"delivery": "none"}},
                 {"key": "books", "kind": "distribution_outlet",
                  "settings": {"events": ["heights"], "delivery": "print"}}],
    "users": [{"login": "mira@example.org", "name": "Mira North", "role": "operator",
               "channel": "window", "locations": ["main"]},
              {"login": "noor@example.org", "name": "Noor West", "role": "operator",
               "channel": "window", "locations": ["main", "pier"]},
              {"login": "cass@example.org", "name": "Cass East", "role": "cashier",
               "channel": "books"}],
    "deliveries": {"print": ["folder"]},
}


@pytest.fixture
def house(opened):
    """A function that opens an engine on the house, with whatever parts of its season replaced."""

    def open_house(plugin_files=(), store=None, **season):
        where = {} if store is None else {"store": store}
        return opened({**SEASON, **season}, plugins=plugin_files, **where)

    return open_house


@pytest.fixture
def desk(house):
    """Mira at the window, on an open shift."""
    mira = house().vouch("mira@example.org")
    mira.shifts.open()
    return mira


@pytest.fixture
def badly_behaved():
    """A function that gives the file of a plugin that only tests load."""
    built = Path(willcall._core.__file__).parents[2]
    return lambda name: built / "tests" / "plugins" / f"{name}.so"
