"""A house that sells, and a carrier that keeps the documents it is given."""

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
import willcall

FORMATS = {"pdf": "application/pdf", "txt": "text/plain", "html": "text/html",
           "pbm": "image/x-portable-bitmap", "pwg": "image/pwg-raster"}


class Kept(willcall.Delivery):
    """Takes these documents and keeps them."""

    def __init__(self, *takes):
        self.method = self.name = "kept"
        self.takes = takes
        self.jobs = []

    def deliver(self, jobs):
        self.jobs += jobs
        return [True for _ in jobs]


class Papers:
    """An order and what was made of it."""

    def __init__(self, order, delivery, documents, folder, codes_in):
        self.order, self.delivery = order, delivery
        self.documents = documents
        self.folder = folder
        self.codes = lambda: codes_in(self._file(), dots=100)  # what a gate reads

    @property
    def bytes(self):
        (document,) = self.documents
        return document.bytes

    @property
    def text(self):
        return self.bytes.decode("utf-8")

    def _file(self):
        path = self.folder / "document.pdf"
        path.write_bytes(self.bytes)
        return path

    def sound(self):
        """Whether qpdf finds nothing wrong with it."""
        return subprocess.run(["qpdf", "--check", self._file()], capture_output=True,
                              check=False).returncode == 0

    def pages(self):
        """What poppler reads on each page, in the order of reading."""
        text = subprocess.run(["pdftotext", self._file(), "-"], capture_output=True, check=True)
        return text.stdout.decode("utf-8").split("\f")[:-1]


@pytest.fixture
def house():
    """A season of an evening, with these names in it."""

    def season(event="In The Heights", place="Smithwick Theatre", organiser="Foothill Theatre",
               currency="USD", language="en", ticket_type="General admission", price=19,
               seller="Mira North", channel="The window", capacity=100, **settings):
        return {
            "organisation": {"name": organiser, "currency": currency,
                             "timezone": "America/Los_Angeles", "language": language},
            "locations": [{"key": "main", "name": "Main", "series": {"prefix": "MAIN-"}}],
            "events": [{"key": "heights", "name": event, "place": place,
                        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                          "ends": "2018-11-09T22:30", "capacity": capacity}],
                        "ticket_types": [
                            {"key": "general", "name": ticket_type, "price": price},
                            {"key": "child", "name": "Child", "price": 0}]}],
            "channels": [{"key": "window", "kind": "ticket_office", "name": channel,
                          "settings": {"location": "main"}}],
            "users": [{"login": "mira@example.org", "name": seller, "role": "operator",
                       "channel": "window", "uses_shifts": False}],
            "plugins": {"documents": settings},
        }

    return season


@pytest.fixture
def papers(opened, house, new_store, codes_in, tmp_path):
    """A function that sells an order and gives what was made of it: a kind in a format."""
    lines_of = [{"performance": "friday", "ticket_type": "general"}]
    count = iter(range(100))

    def sell(kind="ticket", ending="pdf", lines=None, price=19, more=None, owner=None, season=None,
             **names):
        kept = Kept((kind, FORMATS[ending]))
        folder = tmp_path / f"papers{next(count)}"
        folder.mkdir()
        engine = opened(season or house(price=price, **names), plugins=[kept], seed=7,
                        store=new_store())
        paid = sum(Decimal(str(price)) * line.get("quantity", 1) for line in lines or lines_of
                   if line["ticket_type"] == "general")
        host = engine.host()
        if owner:
            more = {**(more or {}), "owner": host.customers.create(name=owner).id}
        order = engine.vouch("mira@example.org").orders.place(
            lines=lines or lines_of, delivery={"method": "kept"},
            payments=[{"means": "cash", "amount": paid}] if paid else [], **more or {})
        host.deliveries.run()
        (delivery,) = host.deliveries.list().deliveries
        documents = kept.jobs[0].documents if kept.jobs else ()
        return Papers(order, delivery, documents, folder, codes_in)

    return sell


@pytest.fixture
def own(tmp_path):
    """A function that puts these files into a folder of templates, and gives its path."""

    def write(**files):
        folder = tmp_path / "templates"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in files.items():
            (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
        return str(folder)

    return write


@pytest.fixture
def shipped():
    """The text of a shipped template or language."""

    def read(name):
        folder = "languages" if name.endswith(".language") else "templates"
        return (Path(__file__).parent.parent / folder / name).read_text(encoding="utf-8")

    return read
