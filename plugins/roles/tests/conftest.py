"""A house whose users are told apart by their roles only."""

import pytest


@pytest.fixture
def staff(opened):
    """A function that opens a house with these roles, and gives a session for each user named.

    A user's name is the role's; without roles the built-in ones hold.
    """

    def open_house(*names, roles=None):
        users = [{"login": f"{name}@example.org", "name": name, "role": name, "channel": "window",
                  "uses_shifts": False} for name in names]
        engine = opened({
            "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
            "events": [{"key": "heights", "name": "In The Heights",
                        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                          "ends": "2018-11-09T22:30", "capacity": 10}],
                        "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
            "channels": [{"key": "window", "kind": "ticket_office",
                          "settings": {"delivery": "none"}}],
            "users": users,
            "plugins": {} if roles is None else {"roles": {"roles": roles}},
        })
        return [engine.vouch(user["login"]) for user in users]

    return open_house
