"""The demo's own mail server, on loopback: what it is sent lies in a folder afterwards."""

from __future__ import annotations

import email
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer(Controller):
    """Listens while it is entered. A mail that comes again replaces the one it repeats."""

    def __init__(self, folder: Path):
        # Any free port: Controller would ask the port it is given whether it is up.
        super().__init__(self, hostname="127.0.0.1", port=0, server_hostname="mail.example.org")
        self.folder = folder
        self.received = 0

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = email.message_from_bytes(envelope.content)
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        (self.folder / f"{name}.eml").write_bytes(envelope.content)
        self.received += 1
        return f"250 2.0.0 Ok: kept as {name}.eml"

    def __enter__(self) -> MailServer:
        self.folder.mkdir(exist_ok=True)
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
