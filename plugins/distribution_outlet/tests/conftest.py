"""Outlets of one theatre, each with a supervisor whom the season names."""

import pytest

PASSWORD = "kept in a drawer"


@pytest.fixture
def outlets(opened, tmp_path):
    """A function that opens a house with these outlets; called again, it brings it to others.

    The login of an outlet's cashier is cashier@ and its key, and so for the supervisor. Both are
    named by the season, so that neither stands below the other.
    """

    def user(role, key, **more):
        return {"login": f"{role}@{key}.example", "name": f"{role.title()} of {key}",
                "role": role, "channel": key, **more}

    def open_outlets(disabled=(), **settings):
        return opened({
            "organisation": {"name": "Foothill Theatre", "currency": "USD",
                             "timezone": "America/Los_Angeles", "language": "en"},
            "locations": [{"key": "books", "name": "Books",
                           "series": {"prefix": "B-", "width": 3}}],
            "events": [
                {"key": key, "name": key.title(),
                 "performances": [{"key": key, "starts": "2018-11-09T20:00",
                                   "ends": "2018-11-09T22:30", "capacity": 10}],
                 "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}
                for key in ("heights", "gala")],
            "channels": [{"key": key, "kind": "distribution_outlet", "name": f"The {key}",
                          "settings": said} for key, said in settings.items()],
            "users": [user(role, key, disabled=f"{role}@{key}.example" in disabled)
                      for key in settings for role in ("supervisor", "cashier")],
            "deliveries": {"email": ["folder"], "print": ["link"]},
            "plugins": {"print": {"folder": str(tmp_path / "tickets"),
                                  "url": "https://tickets.example.org/print"}},
        })

    return open_outlets


@pytest.fixture
def joins():
    """A function that has a session invite somebody, who sets a password and signs in."""

    def join(session, login, role="cashier", **more):
        invitation = session.users.invite(login=login, role=role, **more)
        session.engine.host().users.accept_invitation(token=invitation.token, password=PASSWORD)
        return session.engine.session(login=login, password=PASSWORD)

    return join
