"""A theatre with managers, agents whose counters are offline, and administrators who grant rights.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from agents import IMPERSONATE, SEASON, SELL, USERS  # noqa: E402


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
