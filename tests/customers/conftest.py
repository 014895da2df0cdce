"""A house whose records of customers say where each was made, and by whom."""

import pytest


@pytest.fixture
def desk(house):
    """Mira at the window, on an open shift, seeing everything."""
    engine = house(plugins={"roles": {"roles": {"operator": {"permits": ["/**"], "sees": "all"}}}})
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    return mira


@pytest.fixture
def names():
    """A function that gives the names of a list of customers."""
    return lambda table: [row.name for row in table]
