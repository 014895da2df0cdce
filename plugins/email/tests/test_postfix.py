"""A server that is none of ours: Postfix, which speaks for itself on each connection.

Its package would replace the machine's mail server and start a service, so it is unpacked only. Its
smtpd runs without the rest of it and as nobody, and puts what it takes into a folder.
"""

import contextlib
import email
import email.policy
import os
import pwd
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

HERE = Path(__file__).parents[3]
CONFIGURATION = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}
command_directory = {root}/usr/sbin
daemon_directory = {root}/usr/lib/postfix/sbin
meta_directory = {root}/etc/postfix
shlib_directory = no
mail_owner = mail
setgid_group = games
default_privs = nobody
myhostname = mail.example.org
mydestination = example.net
inet_interfaces = loopback-only
inet_protocols = ipv4
import_environment = MAIL_CONFIG LD_LIBRARY_PATH
export_environment = MAIL_CONFIG LD_LIBRARY_PATH
"""


class Postfix:
    """Listens on loopback, with a process of Postfix for each connection."""

    def __init__(self, root, folder):
        self.root, self.folder = root, folder
        self.queue = folder / "queue" / "maildrop"
        for name in ("active", "incoming", "maildrop", "public", "private", "pid"):
            (folder / "queue" / name).mkdir(parents=True)
        (folder / "main.cf").write_text(CONFIGURATION.format(folder=folder, root=root))
        self.nobody = ()
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            for path in (folder, *folder.rglob("*")):
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
            self.nobody = ("setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}",
                           "--clear-groups")
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"smtp://127.0.0.1:{self.socket.getsockname()[1]}"
        self.lines, self.threads = [], []
        self.listening = threading.Thread(target=self._serve)
        self.listening.start()

    def run(self, *command, **how):
        # Its own programs find its libraries where Debian would have put them.
        return subprocess.Popen(
            [*self.nobody, *command], cwd=self.folder / "queue", stderr=subprocess.DEVNULL,
            env={"MAIL_CONFIG": str(self.folder), "PATH": os.environ["PATH"],
                 "LD_LIBRARY_PATH": str(self.root / "usr/lib/postfix")}, **how)

    def _serve(self):
        while True:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            # By itself it speaks through pipes only.
            smtpd = self.run(self.root / "usr/lib/postfix/sbin/smtpd", "-S", bufsize=0,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self.lines.append((line, smtpd))
            for relay in (self._hear, self._say):
                self.threads.append(threading.Thread(target=relay, args=(line, smtpd)))
                self.threads[-1].start()

    @staticmethod
    def _hear(line, smtpd):
        with smtpd.stdin, contextlib.suppress(OSError):
            while heard := line.recv(65_536):
                smtpd.stdin.write(heard)

    @staticmethod
    def _say(line, smtpd):
        with contextlib.suppress(OSError):
            while said := smtpd.stdout.read(65_536):
                line.sendall(said)
            line.shutdown(socket.SHUT_RDWR)

    def mails(self):
        """What it took, in the order of the alphabet: the recipient and the mail."""
        taken = []
        for path in self.queue.iterdir():
            envelope, content = (
                self.run(self.root / "usr/sbin/postcat", which, path, stdout=subprocess.PIPE)
                .communicate()[0] for which in ("-e", "-bh"))
            (to,) = [line.removeprefix("recipient: ") for line in envelope.decode().splitlines()
                     if line.startswith("recipient: ")]
            taken.append((to, email.message_from_bytes(content, policy=email.policy.default)))
        return sorted(taken, key=lambda one: one[0])

    def hang_up(self):
        """As Postfix does with who says nothing for too long."""
        for _, smtpd in self.lines:
            smtpd.kill()
            smtpd.wait()
        for thread in self.threads:
            thread.join()
        for line, smtpd in self.lines:
            line.close()
            smtpd.stdout.close()
        self.lines.clear()
        self.threads.clear()

    def stop(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.listening.join()
        self.hang_up()


@pytest.fixture(scope="session")
def unpacked():
    """The files of Debian's package, where nobody can go: pytest's own folders are closed."""
    kept = HERE / "build" / "postfix"
    if not list(kept.glob("postfix_*.deb")):
        kept.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", "postfix"], cwd=kept, check=True)
    with tempfile.TemporaryDirectory(prefix="willcall-postfix-") as folder:
        Path(folder).chmod(0o755)
        subprocess.run(["dpkg", "-x", next(kept.glob("postfix_*.deb")), f"{folder}/root"],
                       check=True)
        yield Path(folder)


@pytest.fixture
def postfix(unpacked):
    """A function that has Postfix listen."""
    servers = []

    def start():
        folder = Path(tempfile.mkdtemp(dir=unpacked))
        folder.chmod(0o755)
        servers.append(Postfix(unpacked / "root", folder))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def test_postfix_takes_every_mail_on_one_connection(
        postfix, books, to_ann, tmp_path, codes_in):
    server = postfix()
    desk = books(server.url, of={"organiser": "Театър „Иван Вазов“", "event": "ロミオ"})
    orders = [desk.orders.place(**to_ann('Иванка "Ванче" О\'Хара', f"guest{number}@example.net",
                                         quantity=1 + number // 2)) for number in range(3)]
    counts = desk.engine.host().deliveries.run()
    assert (counts.tickets_delivered, counts.tickets_waiting, server.connections) == (4, 0, 1)
    taken = server.mails()
    assert [to for to, _ in taken] == [f"guest{number}@example.net" for number in range(3)]
    for order, (_, mail) in zip(orders, taken):
        assert "(Postfix) with ESMTP" in mail["Received"]
        assert not [part.defects for part in mail.walk() if part.defects]
        assert mail["To"].addresses[0].display_name == 'Иванка "Ванче" О\'Хара'
        assert mail["From"].addresses[0].display_name == "Театър „Иван Вазов“"
        ticket = next(mail.iter_attachments())
        page = tmp_path / ticket.get_filename()
        page.write_bytes(ticket.get_content())
        assert codes_in(page, dots=100) == [one.code for one in order.tickets]


def test_a_connection_that_postfix_has_ended_costs_no_try(postfix, books, to_ann, handed_out):
    server = postfix()
    desk = books(server.url)
    for connections in (1, 2):
        order = desk.orders.place(**to_ann(email=f"guest{connections}@example.net"))
        delivery = handed_out(desk, order)
        assert (delivery.state, delivery.attempts) == ("delivered", 1), delivery.detail
        assert server.connections == connections
        server.hang_up()
    assert [to for to, _ in server.mails()] == ["guest1@example.net", "guest2@example.net"]


def test_postfix_takes_addresses_of_other_alphabets(postfix, books, to_ann, handed_out):
    server = postfix()
    desk = books(server.url)
    desk.orders.place(**to_ann(email="иванка@пример.example"))
    delivery = handed_out(desk)
    assert delivery.state == "delivered", delivery.detail
    assert [to for to, _ in server.mails()] == ["иванка@xn--e1afmkfd.example"]
