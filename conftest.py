"""What every Python test of the project can ask for, wherever it lies."""

import base64
import contextlib
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import willcall

ROOMS = ("tests/store", "tests/faults", "tests/delivery", "tests/sales",
         "plugins/sell_on_behalf/tests", "plugins/email/tests")
sys.path += [str(Path(__file__).parent / room) for room in ROOMS]
import databases  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--database", default="sqlite", choices=["sqlite", "postgresql"],
                     help="the database that stores are kept in")


def pytest_configure(config):
    config.addinivalue_line("markers", "only_on(database): what it is about, others don't have")


def pytest_collection_modifyitems(config, items):
    """Leaves out what is not about the chosen database, rather than skip it there."""
    chosen = config.getoption("--database")
    others = [item for item in items
              if any(chosen not in mark.args for mark in item.iter_markers("only_on"))]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


@pytest.fixture(scope="session")
def database(request):
    return request.config.getoption("--database")


@pytest.fixture(scope="session")
def stores(database):
    """Makes stores, copies them, and changes them behind willcall's back."""
    made = databases.Sqlite() if database == "sqlite" else databases.Postgresql()
    yield made
    made.stop()


@pytest.fixture
def new_store(stores, tmp_path):
    """A function that gives the URL of a store nobody has opened yet."""
    urls = []

    def make():
        urls.append(stores.make(tmp_path, f"store{len(urls) or ''}"))
        return urls[-1]

    yield make
    for url in urls:
        stores.drop(url)


@pytest.fixture
def store_url(new_store):
    return new_store()


class Clock:
    """Stands at noon of 1 November 2018, in UTC, until somebody moves it."""

    def __init__(self):
        self.at = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)

    def __call__(self):
        return self.at

    def forward(self, **time):
        self.at += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def opened(store_url, clock, tmp_path):
    """A function that opens an engine on a season, given as what YAML would say.

    Every store it opened is recounted after the test: whatever was done, it must be whole.
    """
    engines, stores = [], {}

    def open_engine(season=None, **options):
        options = {"store": store_url, "clock": clock, "workers": 0, "seed": len(engines) + 1,
                   **options}
        path = None
        if season is not None:
            path = tmp_path / "season.yaml"
            path.write_text(json.dumps(season, indent=1), encoding="utf-8")
        engine = willcall.open(path, **options)
        engines.append(engine)
        stores[options["store"]] = engine, options.get("plugins", ())
        return engine

    def checked(url, engine, plugins):
        if not engine.closed:
            return engine.host().store.check()
        with willcall.open(store=url, clock=clock, workers=0, apply=False,
                           plugins=plugins) as again:
            return again.host().store.check()

    yield open_engine
    checks = [checked(url, *last) for url, last in stores.items()]
    for engine in engines:
        engine.close()
    assert [check.faults for check in checks if not check.ok] == []


@pytest.fixture
def sale():
    """A function that says what is asked of `orders.place`: tickets for cash."""

    def request(performance="friday", quantity=1, *, of="general", each=19, **more):
        line = {"performance": performance, "ticket_type": of, "quantity": quantity}
        if each:
            more = {"payments": [{"means": "cash", "amount": each * quantity}], **more}
        return {"lines": [line], **more}

    return request


@pytest.fixture
def reason():
    """A function that asks for what is refused, and gives the one reason."""

    def why_not(operation, **request):
        with pytest.raises(willcall.Refused) as caught:
            operation(**request)
        (only,) = caught.value.reasons
        return only

    return why_not


@pytest.fixture
def unchanged():
    """A block that leaves the store as it was: every chain, every table, every place."""

    def state(host):
        return host.journal.head(), host.store.check().counted, host.performances.list()

    @contextlib.contextmanager
    def block(host):
        before = state(host)
        yield
        assert state(host) == before

    return block


@pytest.fixture
def codes_in(tmp_path):
    """A function that reads the codes off a document or picture, as a gate would: in the order of
    its pages, none where there is none."""

    def read(document, dots=200):
        pictures = [document]
        if document.suffix == ".pdf":
            pages = tmp_path / f"{document.stem}-pages"
            subprocess.run(["pdftoppm", "-r", str(dots), "-png", document, pages], check=True)
            pictures = sorted(tmp_path.glob(f"{pages.name}-*.png"))
        found = subprocess.run(["zbarimg", "--quiet", "--raw", *pictures], capture_output=True,
                               check=False, encoding="utf-8")
        assert found.returncode in (0, 4), found.stderr  # 4: there is none
        for picture in pictures:
            if picture != document:
                picture.unlink()
        return found.stdout.split()

    return read


@pytest.fixture
def fetched(tmp_path):
    """A function that fetches what a link of ours promises, as a web server does; gives the file.
    """

    def fetch(host, url):
        made = host.deliveries.fetch(link=url.rpartition("/")[2])
        path = tmp_path / made.name
        path.write_bytes(base64.b64decode(made.base64, validate=True))
        return path

    return fetch
