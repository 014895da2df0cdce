"""The demo's own printer, on loopback: what it printed lies in a folder afterwards."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

BUS = """<busconfig><type>session</type><listen>unix:path={}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"""


class Printer:
    """ippeveprinter of CUPS, with the D-Bus that it can't do without. Prints while it is entered.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"ipp://localhost:{self.port}/ipp/print"

    @property
    def printed(self) -> int:
        return len(list(self.folder.glob("*.pdf")))

    def __enter__(self) -> Printer:
        self.folder.mkdir(exist_ok=True)
        with ExitStack() as stack:
            # Paths of sockets are short: that of the demo's folder may be too long for one.
            bus = Path(stack.enter_context(tempfile.TemporaryDirectory()), "bus")
            self._start_bus(stack, bus)
            program = self._start(
                stack, "ippeveprinter", "-r", "off", "-n", "localhost", "-p", str(self.port), "-k",
                "-d", str(self.folder.resolve()), "-f", "application/pdf", "-c", "/bin/true",
                "-D", "file:///dev/null",
                "Box Office", bus=f"unix:path={bus}")
            self._wait(program)
            self._running = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._running.close()

    def _start_bus(self, stack: ExitStack, bus: Path) -> None:
        config = bus.with_suffix(".conf")
        config.write_text(BUS.format(bus), encoding="utf-8")
        program = self._start(stack, "dbus-daemon", f"--config-file={config}", "--nofork",
                              "--nosyslog", "--nopidfile", "--print-address")
        program.stdout.readline()  # it says its address when it listens

    @staticmethod
    def _start(stack: ExitStack, *command: str, bus: str = "") -> subprocess.Popen[bytes]:
        program = stack.enter_context(subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus}))
        stack.callback(program.kill)
        return program

    def _wait(self, program: subprocess.Popen[bytes]) -> None:
        """Until it listens: it says nothing when it does."""
        while program.poll() is None:
            try:
                return socket.create_connection(("localhost", self.port)).close()
            except ConnectionRefusedError:
                time.sleep(0.02)
        raise OSError("the printer did not start")
