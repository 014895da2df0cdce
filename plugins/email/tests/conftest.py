"""A post office on loopback that errs when it is told to, and an outlet that sends its tickets."""

import asyncio
import email
import email.policy
import ssl
import subprocess
import threading
from collections import defaultdict

import aiosmtpd.smtp
import losing as theatre
import pytest


class Line(aiosmtpd.smtp.SMTP):
    """One connection. A fault is a reply to give instead, or a coroutine to await."""

    def __init__(self, office, **options):
        super().__init__(office, hostname="mail.example.org", loop=office.loop, **options)
        self.office = office

    def connection_made(self, transport):
        if self.transport is None:  # not when TLS begins on the same connection
            self.office.connections += 1
        self.office.lines.append(self)
        super().connection_made(transport)

    async def push(self, status):
        if isinstance(status, str) and status.startswith("220 mail.example.org"):
            status = await self.office.fault("greeting", self) or status
        try:
            await super().push(status)
        except ConnectionError:  # aiosmtpd would go on saying so, to nobody
            raise asyncio.CancelledError from None

    async def smtp_DATA(self, arg):
        reply = await self.office.fault("DATA", self)
        await (self.push(reply) if reply else super().smtp_DATA(arg))


class PostOffice:
    """aiosmtpd in a thread of its own."""

    def __init__(self, port=0, **options):
        self.port = port
        self.options = options
        self.faults = defaultdict(list)  # by stage, used up in order
        self.seen = []  # every message that came in, answered or not
        self.commands = []
        self.connections = 0
        self.lines = []
        self.came = threading.Semaphore(0)  # counts `seen`
        self.when_seen = None  # called with how many there are, before the answer
        self.start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mails(self):
        return [email.message_from_bytes(one.content, policy=email.policy.default)
                for one in self.seen]

    def start(self):
        self.loop = asyncio.new_event_loop()
        context = self.options.get("implicit_tls")
        options = {name: said for name, said in self.options.items() if name != "implicit_tls"}
        self._server = self.loop.run_until_complete(self.loop.create_server(
            lambda: Line(self, **options), "127.0.0.1", self.port, ssl=context))
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()

    def stop(self):
        """At once: whoever is connected is cut off."""
        if self.loop.is_closed():
            return

        async def end():
            self.cut_off()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.loop.stop()

        asyncio.run_coroutine_threadsafe(end(), self.loop)
        self._thread.join()
        self.loop.close()

    def cut_off(self):
        """From within the loop: nobody is listening any more."""
        self._server.close()
        for line in self.lines:
            if line.transport is not None:
                line.transport.abort()
        self.lines.clear()

    async def fault(self, stage, line):
        said = self.faults[stage].pop(0) if self.faults[stage] else None
        return said if said is None or isinstance(said, str) else await said(line)

    async def handle_MAIL(self, line, session, envelope, address, options):
        self.commands.append(("MAIL", address, *options))
        reply = await self.fault("MAIL", line)
        envelope.mail_from = None if reply else address
        return reply or "250 OK"

    async def handle_RCPT(self, line, session, envelope, address, options):
        self.commands.append(("RCPT", address))
        reply = await self.fault("RCPT", line)
        if not reply:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    async def handle_DATA(self, line, session, envelope):
        envelope.tls = line.transport.get_extra_info("ssl_object") is not None
        envelope.login = session.auth_data
        self.seen.append(envelope)
        self.came.release()
        if self.when_seen:
            self.when_seen(len(self.seen))
        return await self.fault("message", line) or f"250 2.0.0 Ok: queued as {len(self.seen)}"


async def hang(line):
    """Says nothing any more."""
    await asyncio.Event().wait()


async def drip(line):
    """Goes on talking, and never comes to an end."""
    while not line.transport.is_closing():
        await line.push("250-one moment please")
        await asyncio.sleep(0.05)


async def drop(line):
    line.transport.abort()
    return "250 nobody hears this"


async def drop_within(line):
    """Takes the first line of the message."""
    await line.push("354 go ahead")
    await line._reader.readline()
    return await drop(line)


@pytest.fixture
def faults():
    return {"hang": hang, "drip": drip, "drop": drop, "drop within": drop_within}


@pytest.fixture
def post_office():
    """A function that opens a post office."""
    offices = []

    def open_office(**options):
        offices.append(PostOffice(**options))
        return offices[-1]

    yield open_office
    for office in offices:
        office.stop()


@pytest.fixture
def office(post_office):
    return post_office()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """A certificate authority, and a server's certificate by it for 127.0.0.1; gives the file of
    the one, and a function that makes contexts of the other."""
    folder = tmp_path_factory.mktemp("authority")

    def make(name, *more):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-keyout", f"{name}.key", "-out", f"{name}.pem",
             "-subj", f"/CN={name}", *more], cwd=folder, check=True, capture_output=True)

    make("authority", "-addext", "keyUsage=critical,keyCertSign")
    by = ["-CA", "authority.pem", "-CAkey", "authority.key",
          "-addext", "basicConstraints=critical,CA:FALSE"]
    make("right", *by, "-addext", "subjectAltName=IP:127.0.0.1")
    make("wrong", *by, "-addext", "subjectAltName=DNS:elsewhere.example")

    def context(name="right"):
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
        return made

    return str(folder / "authority.pem"), context


def season(settings, deliveries=None, organiser="Foothill Theatre", event="In The Heights",
           place="Smithwick Theatre", capacity=1000, folder="tickets", studio=None):
    """A bookshop that sends, and a kiosk that prints. In the studio this is played at the same
    time on Friday."""
    organisation = {"name": organiser, "currency": "USD", "timezone": "America/Los_Angeles",
                    "language": "en"}
    events = [{"key": "heights", "name": event, "place": place,
               "performances": [
                   {"key": "friday", "starts": "2018-11-09T20:00",
                    "ends": "2018-11-09T22:30", "capacity": capacity},
                   {"key": "sunday", "starts": "2018-11-11T19:00",
                    "ends": "2018-11-11T21:30", "capacity": capacity}],
               "ticket_types": [{"key": "general", "name": "General", "price": 19}]}]
    if studio:
        events.append({"key": "studio", "name": studio, "place": "Studio",
                       "performances": [{"key": "studio-friday", "starts": "2018-11-09T20:00",
                                         "ends": "2018-11-09T21:30", "capacity": capacity}],
                       "ticket_types": events[0]["ticket_types"]})
    return {
        "organisation": organisation,
        "locations": [{"key": "shop", "name": "Bookshop", "series": {"prefix": "BOOK-"}}],
        "events": events,
        "channels": [{"key": key, "kind": "distribution_outlet",
                      "settings": {"events": [one["key"] for one in events], "delivery": mode,
                                   "location": "shop"}}
                     for key, mode in (("books", "email"), ("kiosk", "print"))],
        "users": [{"login": f"cashier@{key}.example", "name": "Cass", "role": "cashier",
                   "channel": key} for key in ("books", "kiosk")],
        "deliveries": deliveries or {"print": ["link"]},
        "plugins": {"email": settings, "print": {
            "folder": folder, "url": "https://tickets.example.org"}},
    }


@pytest.fixture
def books(opened, tmp_path):
    """A function that opens the house with these settings of the plugin; gives the bookshop's
    desk. Called again, it brings the house to others."""

    def open_house(smtp, *, of=None, options=None, **settings):
        settings = {"smtp": smtp, "from": "tickets@example.org", "tls": "off",
                    "send_seconds": 20, **settings}
        house = season(settings, folder=str(tmp_path / "tickets"), **(of or {}))
        return opened(house, **(options or {})).vouch("cashier@books.example")

    return open_house


@pytest.fixture
def to_ann(sale):
    """A function that says what is asked of `orders.place`: tickets for Ann."""

    def request(name="Ann North", email="ann@example.net", **more):
        return sale(each=None, buyer={"name": name, "email": email}, **more)

    return request


@pytest.fixture
def handed_out():
    """A function that hands out what is due; gives the only delivery, or that of an order."""

    def hand_out(desk, order=None):
        host = desk.engine.host()
        host.deliveries.run()
        (delivery,) = host.deliveries.list(order=order.id if order else None).deliveries
        return delivery

    return hand_out


@pytest.fixture
def losing(opened, office, tmp_path):
    """A function that opens a theatre where things are lost; gives the engine."""

    def open_theatre(workers=0, **more):
        season = theatre.season(office.url, str(tmp_path / "tickets"), **more)
        return opened(season, workers=workers)

    return open_theatre


@pytest.fixture
def mails(office):
    """A function that hands out what is due; gives the mails that came since the last time."""
    seen = 0

    def new(engine):
        nonlocal seen
        engine.host().deliveries.run()
        came, seen = office.mails[seen:], len(office.mails)
        return came

    return new


@pytest.fixture
def told(mails):
    """The same of notices alone: to whom, and the subject without the organisation's name."""

    def new(engine):
        return [(mail["To"].addresses[0].addr_spec, mail["Subject"].partition(": ")[2])
                for mail in mails(engine) if "confirmation" not in mail["Subject"]]

    return new
