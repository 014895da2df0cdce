"""A theatre with managers, agents whose counters are offline, and administrators who grant rights.
"""

import pytest

IMPERSONATE = "/admin/users/impersonate"
SELL = "/admin/users/sell-on-behalf-of"

EVENTS = [
    {"key": "heights", "name": "In The Heights",
     "performances": [{"key": "friday", "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
                       "capacity": 30}],
     "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                      {"key": "child", "name": "Child", "price": 0}]},
    {"key": "gala", "name": "Gala",
     "performances": [{"key": "gala", "starts": "2018-11-11T20:00", "ends": "2018-11-11T23:00",
                       "capacity": 30}],
     "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]},
]


def user(who, role="operator", channel="window", **more):
    return {"login": f"{who}@example.org", "name": who.title(), "role": role,
            "channel": channel, "locations": ["main"], **more}


USERS = [
    user("ada", "manager", name="Ada West", employee_number="2001"),
    user("bob", "manager", name="Bob East", employee_number="2002", locations=["pier"]),
    user("eva", "administrator"),
    user("uta", "administrator"),
    user("mira", "operator", "kiosk", name="Mira North", employee_number="1017",
         external_id="x-17", locations=["pier"]),
    user("myra", "operator", "kiosk", name="Mira North", employee_number="1020",
         locations=["main", "pier"]),
    user("noor", "operator", "kiosk", employee_number="1030", locations=[]),
    user("max", "operator", "kiosk", employee_number="1040", locations=[], uses_shifts=False),
    user("cass", "cashier", "books", employee_number="1050", uses_shifts=False),
    user("kim", "kassier", "kiosk", employee_number="1060"),
    {"login": "len@example.org", "name": "Len", "role": "operator", "employee_number": "1070"},
]
SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locations": [{"key": "main", "name": "Main box office", "series": {"prefix": "MAIN-"}},
                  {"key": "pier", "name": "Pier", "series": {"prefix": "PIER-", "width": 3}}],
    "events": EVENTS,
    "channels": [
        {"key": "window", "kind": "ticket_office",
         "settings": {"delivery": "none", "refunds": True, "registrations": True}},
        {"key": "kiosk", "kind": "ticket_office",
         "settings": {"delivery": "none", "withdrawn": ["gala"], "location": "main",
                      "caps": [{"event": "heights", "quota": 12}]}},
        {"key": "books", "kind": "distribution_outlet",
         "settings": {"events": ["heights"], "delivery": "print"}}],
    "users": USERS,
    "deliveries": {"print": ["folder"]},
}


@pytest.fixture
def theatre(opened):
    """A function that opens the theatre, with whatever parts of its season replaced."""
    return lambda **season: opened({**SEASON, **season})


@pytest.fixture
def engine(theatre):
    return theatre()


@pytest.fixture
def host(engine):
    return engine.host()


@pytest.fixture
def grant(engine):
    """A function by which Eva grants rights; without any, both."""

    def to(name, *rights):
        with engine.vouch("eva@example.org") as eva:
            for right in rights or (IMPERSONATE, SELL):
                eva.sell_on_behalf.grant(login=f"{name}@example.org", permission=right)

    return to


@pytest.fixture
def ada(engine, grant):
    """Ada, who has both rights."""
    grant("ada")
    return engine.vouch("ada@example.org")


@pytest.fixture
def begin():
    """A function that begins to sell for somebody, on an open shift where one is needed."""

    def for_whom(session, name="mira", **shift):
        begun = session.sell_on_behalf.begin(login=f"{name}@example.org")
        if begun.shift_needed:
            session.shifts.open(**shift)
        return begun

    return for_whom


@pytest.fixture
def journal(host):
    """A function that gives what was journaled of an operation: actor, seller, since, subject."""

    def entries(operation):
        names = {one.id: one.login.partition("@")[0] for one in (
            host.sellers.find(login=user["login"]).sellers[0] for user in USERS)}
        return [(names.get(entry.actor), names.get(entry.seller), entry.acts_since,
                 names.get(entry.subject))
                for entry in host.journal.since(most=10_000).entries
                if entry.operation == operation]

    return entries
