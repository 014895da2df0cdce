"""A small house: one evening with ten places, a window, a clock that stands at noon."""

import textwrap
from datetime import datetime, timezone

import pytest
import willcall

NOON = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)

SEASON = """\
organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles, language: en}
locations: [{key: main, name: Main box office, series: {prefix: MAIN-, width: 6}}]
events:
  - key: heights
    name: In The Heights
    performances: [{key: friday, starts: 2018-11-09T20:00, ends: 2018-11-09T22:30, capacity: 10}]
    ticket_types: [{key: general, name: General admission, price: 19.00}]
channels: [{key: window, kind: ticket_office, settings: {delivery: none}}]
users:
  - {login: mira@example.org, name: Mira North, role: operator, channel: window, locations: [main]}
"""


@pytest.fixture
def noon():
    return NOON


@pytest.fixture
def season(tmp_path):
    """A function that writes a season file: the usual one, and what is added to it."""

    def write(more="", text=SEASON, capacity=10):
        path = tmp_path / "season.yaml"
        text = text.replace("capacity: 10}", f"capacity: {capacity}}}")
        path.write_text(text + textwrap.dedent(more), encoding="utf-8")
        return path

    return write


@pytest.fixture
def opened(season, store_url):
    """A function that opens engines, which are closed after the test."""
    engines = []

    def open_engine(path=None, **options):
        options = {"store": store_url, "clock": lambda: NOON, "workers": 0, "seed": 1, **options}
        engines.append(willcall.open(season() if path is None else path, **options))
        return engines[-1]

    yield open_engine
    for engine in engines:
        engine.close()


@pytest.fixture
def engine(opened):
    return opened()


@pytest.fixture
def host(engine):
    return engine.host()


@pytest.fixture
def desk(engine):
    """Mira at the window, on an open shift."""
    session = engine.vouch("mira@example.org")
    session.shifts.open(location="main")
    return session


@pytest.fixture
def sell():
    """A function that sells tickets for cash."""

    def sell_tickets(session, quantity=2, **more):
        return session.orders.place(
            lines=[{"performance": "friday", "ticket_type": "general", "quantity": quantity}],
            payments=[{"means": "cash", "amount": 19 * quantity}], **more)

    return sell_tickets
