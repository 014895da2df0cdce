"""A small house: an evening with ten places, two sellers at a window, a cashier at an outlet."""

import sys
from pathlib import Path

import pytest
import willcall

sys.path.insert(0, str(Path(__file__).parent))
from foothill import SEASON  # noqa: E402


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
