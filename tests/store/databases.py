"""Stores of a test's own on each database, and what tests do to them behind willcall's back."""

import hashlib
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import psycopg2
import willcall
from psycopg2 import sql


# What an engine draws by chance, or as a stranger, when it opens a store that is new to it.
OF_THE_FIRST = ("signing_keys", "writers")


class Sqlite:
    """A file for each store."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="willcall-sqlite-")
        self._template = f"sqlite:{self._folder.name}/template.db"
        willcall.open(store=self._template, workers=0).close()
        for table in OF_THE_FIRST:
            self.run(self._template, f"delete from {table}")

    def make(self, folder, name="store"):
        return self.copy(self._template, folder, name)

    def copy(self, url, folder, name="copy"):
        """A copy of a store that nobody has open."""
        copied = f"sqlite:{folder / name}.db"
        shutil.copy(path_of(url), path_of(copied))
        return copied

    def vacate(self, url):
        """Leaves a place where a store could be."""
        path_of(url).unlink()

    def drop(self, url):
        pass

    def run(self, url, statement):
        """Runs a statement on a store; how many rows it touched."""
        connection = sqlite3.connect(path_of(url))
        with connection:
            count = connection.execute(statement).rowcount
        connection.close()
        return count

    def rows(self, url, query):
        """What plain SQL finds."""
        connection = sqlite3.connect(path_of(url))
        found = connection.execute(query).fetchall()
        connection.close()
        return found

    def fingerprint(self, url):
        return hashlib.sha256(path_of(url).read_bytes()).hexdigest()

    def stop(self):
        self._folder.cleanup()


def path_of(url):
    return Path(url.removeprefix("sqlite:"))


class Postgresql:
    """A database for each store, on a server that ends with `stop` or with this process."""

    def __init__(self, *settings):
        script = Path(__file__).parent / "postgresql_server.sh"
        self._script = subprocess.Popen([script, *settings], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.folder = self._answer()
        self._count = 0
        self._admin = None
        self.administrate("create database {}", "template_store")
        template = self._url("template_store")
        willcall.open(store=template, workers=0).close()
        self.run(template, f"truncate {', '.join(OF_THE_FIRST)}")

    def make(self, folder, name="store"):
        return self.copy(self._url("template_store"), folder, name)

    def copy(self, url, folder, name="copy"):
        """A copy of a store that nobody has open."""
        self._count += 1
        copied = f"{name}_{self._count}"
        self.administrate("create database {} template {} strategy file_copy", copied, name_of(url))
        return self._url(copied)

    def vacate(self, url):
        """Leaves a place where a store could be."""
        self.run(url, "drop schema public cascade; create schema public")

    def drop(self, url):
        self.administrate("drop database {} with (force)", name_of(url))

    def run(self, url, statement):
        """Runs a statement on a store; how many rows it touched."""
        connection = self._connect(name_of(url))
        with connection.cursor() as cursor:
            cursor.execute(statement)
            count = cursor.rowcount
        connection.close()
        return count

    def rows(self, url, query):
        """What plain SQL finds."""
        connection = self._connect(name_of(url))
        with connection.cursor() as cursor:
            cursor.execute(query)
            found = cursor.fetchall()
        connection.close()
        return found

    def fingerprint(self, url):
        dumped = subprocess.run(["pg_dump", "-h", self.folder, "-U", "willcall", name_of(url)],
                                stdout=subprocess.PIPE, check=True).stdout
        # "\\restrict" and a word that is another in each dump.
        lasting = [line for line in dumped.splitlines() if b"restrict " not in line]
        return hashlib.sha256(b"\n".join(lasting)).hexdigest()

    def kill(self):
        """Ends the server as if its machine had stopped."""
        self._order("kill")

    def start(self):
        self._order("start")

    def stop(self):
        if self._admin is not None:
            self._admin.close()
        self._script.stdin.close()
        self._script.wait(timeout=60)

    def _answer(self):
        line = self._script.stdout.readline().strip()
        if not line:
            raise RuntimeError("no PostgreSQL server could be started")
        return line

    def _order(self, order):
        self._script.stdin.write(order + "\n")
        self._script.stdin.flush()
        self._answer()

    def _url(self, name):
        return f"postgresql:///{name}?user=willcall&host={self.folder}"

    def _connect(self, name):
        connection = psycopg2.connect(host=self.folder, user="willcall", dbname=name)
        connection.autocommit = True
        return connection

    def administrate(self, statement, *names):
        """Runs a statement outside of every store; `{}` stand for names of databases."""
        if self._admin is None:
            self._admin = self._connect("postgres")
        with self._admin.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def name_of(url):
    return url.removeprefix("postgresql:///").split("?")[0]
