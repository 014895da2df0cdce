"""A window that prints: into a folder, or behind a link."""

import pytest


@pytest.fixture
def printer(opened):
    """A function that opens a house with these settings of the plugin; gives its desk.

    Called again, it brings the house to other settings.
    """

    def open_house(carrier="folder", prefix="MAIN-", **settings):
        engine = opened({
            "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
            "locations": [{"key": "main", "name": "Main", "series": {"prefix": prefix}}],
            "events": [{"key": "heights", "name": "In The Heights",
                        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                          "ends": "2018-11-09T22:30", "capacity": 10}],
                        "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
            "channels": [{"key": "window", "kind": "ticket_office",
                          "settings": {"delivery": "print", "location": "main"}}],
            "users": [{"login": "mira@example.org", "name": "Mira", "role": "operator",
                       "channel": "window", "uses_shifts": False}],
            "deliveries": {"print": [carrier]},
            "plugins": {"print": settings},
        })
        return engine.vouch("mira@example.org")

    return open_house
