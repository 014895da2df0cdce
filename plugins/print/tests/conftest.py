"""A window that prints: into a folder, behind a link, on real printers on loopback."""

import re
import socket
import struct
import subprocess
import threading
from pathlib import Path

import pytest

STARTS = Path(__file__).parents[3] / "tests" / "delivery" / "ipp_printer.sh"
# Says what it was given, and does what the test has written beside it.
HOOK = """#!/bin/sh
printf '%s\\t%s\\t%s\\n' "$IPP_JOB_NAME" "$CONTENT_TYPE" "$1" >> {log}
[ ! -f {orders} ] || . {orders}
"""


@pytest.fixture
def printer(opened):
    """A function that opens a house with these settings of the plugin; gives its desk.

    Called again, it brings the house to other settings.
    """

    def open_house(carrier="folder", prefix="MAIN-", name="Foothill Theatre", capacity=10,
                   text=None, **settings):
        engine = opened({
            "organisation": {"name": text or name, "currency": "USD", "timezone": "UTC"},
            "locations": [{"key": "main", "name": "Main", "series": {"prefix": prefix}}],
            "events": [{"key": "heights", "name": text or "In The Heights",
                        "place": text or "Smithwick Theatre",
                        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                          "ends": "2018-11-09T22:30", "capacity": capacity}],
                        "ticket_types": [{"key": "general", "name": text or "General",
                                          "price": 19}]}],
            "channels": [{"key": "window", "kind": "ticket_office",
                          "settings": {"delivery": "print", "location": "main"}}],
            "users": [{"login": "mira@example.org", "name": "Mira", "role": "operator",
                       "channel": "window", "uses_shifts": False}],
            "deliveries": {"print": [carrier]},
            "plugins": {"print": settings},
        })
        return engine.vouch("mira@example.org")

    return open_house


class Printer:
    """A printer of the CUPS project (ippeveprinter) with a spool folder of its own."""

    def __init__(self, folder, formats):
        self.folder, self.formats = folder, formats
        folder.mkdir()
        hook = folder / "hook.sh"
        hook.write_text(HOOK.format(log=folder / "log", orders=folder / "orders"))
        hook.chmod(0o755)
        self.url = "0"
        self.start()

    def start(self):
        """Again at the same address, where it had one."""
        port = re.sub(r"\D", "", self.url)
        self.program = subprocess.Popen(
            [STARTS, self.folder, port, self.formats, self.folder / "hook.sh"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.program.stdout.readline().strip()
        assert self.url, "the printer did not start"

    def answers(self):
        try:
            return socket.create_connection(
                ("localhost", int(re.sub(r"\D", "", self.url)))).close() is None
        except ConnectionRefusedError:
            return False

    def obey(self, script):
        (self.folder / "orders").write_text(script)

    def printed(self):
        """Job name, format and bytes of what it has printed."""
        log = self.folder / "log"
        if not log.exists():
            return []
        jobs = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
        return [(name, kind, open(path, "rb").read()) for name, kind, path in jobs]

    def stop(self):
        """At once, whatever it prints just now; it forgets its jobs."""
        self.program.stdin.close()
        self.program.stdout.close()
        self.program.wait()


@pytest.fixture
def ipp(tmp_path):
    """A function that starts a printer that takes these formats."""
    printers = []

    def start(formats="application/pdf"):
        printers.append(Printer(tmp_path / f"printer{len(printers)}", formats))
        return printers[-1]

    yield start
    for one in printers:
        if one.program.returncode is None:
            one.stop()


class Thermal:
    """A thermal printer at a port: takes commands, and answers how its paper is.

    One that resets does so when the first command lies in its small memory, or once it has all.
    """

    def __init__(self, paper=b"\x12", resets=None):
        self.paper, self.resets, self.received = paper, resets, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        if resets == "at once":
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_024)
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            with line:
                said = line.recv(3)
                if self.paper:
                    line.sendall(self.paper)
                if self.resets:
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                if self.resets == "at once":
                    line.recv(1, socket.MSG_PEEK)
                    continue
                while chunk := line.recv(65_536):
                    said += chunk
                self.received.append(said)

    def stop(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()


@pytest.fixture
def thermal():
    """A function that starts a thermal printer; `paper` is what it answers, empty: nothing, and
    `resets` is when it does: "at once", or at the "end"."""
    printers = []

    def start(**how):
        printers.append(Thermal(**how))
        return printers[-1]

    yield start
    for one in printers:
        one.stop()
