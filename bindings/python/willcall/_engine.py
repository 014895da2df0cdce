"""Engines: an open store, and the sessions on it."""

from __future__ import annotations

import atexit
import builtins
import json
import os
import re
import warnings
import weakref
from collections.abc import Iterable
from typing import Any, Union

from . import _core, _plugins
from ._clock import Clock, ticking
from ._describing import Description
from ._errors import ClosedError
from ._keys import Keys
from ._log import Log
from ._queue import Queue
from ._session import Session

Path = Union[str, "os.PathLike[str]"]
AnyPlugin = Union[Path, _plugins.Plugin]

_open_engines: weakref.WeakSet[Engine] = weakref.WeakSet()


@atexit.register
def _leave() -> None:
    # While Python can still be called: plugins and clocks in Python, and the log.
    for engine in builtins.list(_open_engines):
        engine._warn()
        engine.close()
    _core.leave()


def open(season: Path | None = None, *, store: Path | None = None,
         plugins: Iterable[AnyPlugin] = (), clock: Clock | None = None, workers: int = 1,
         seed: int | None = None, apply: bool = True) -> Engine:
    """Opens a store and, where there is a season file, brings the store to what it says.

    season:  path of the season file; without one a store is needed
    store:   path of an SQLite file, or "sqlite:PATH", or whatever libpq takes:
             "postgresql://HOST/NAME"; beside the season file where it is left out
    plugins: files to load, and plugins written in Python (Delivery, Policy, Eligibility), besides
             the shipped ones
    clock:   gives the engine's time, as an aware datetime; the system's where it is left out
    workers: threads that hand out deliveries; 0: call deliveries.run yourself
    seed:    of all randomness, for tests and replay
    apply:   False leaves the season that the store has as it is
    """
    return Engine(season, store=store, plugins=plugins, clock=clock, workers=workers, seed=seed,
                  apply=apply)


def copy_store(source: Path, target: Path, *, engines_gone: bool = False) -> dict[str, Any]:
    """Copies a store into an empty place: from SQLite to PostgreSQL, back, or to its like.

    All or nothing. No engine may have the source open; `engines_gone` says that those which it
    still believes to be open have died. Gives the rows per table, and what store.check says of
    both sides.
    """
    text = _core.copy_store(_store_url(source), _store_url(target), engines_gone)
    copied: dict[str, Any] = json.loads(text)
    return copied


class Engine:
    """An open store. Use it in a `with` block, or close it; from any thread."""

    def __init__(self, season: Path | None = None, *, store: Path | None = None,
                 plugins: Iterable[AnyPlugin] = (), clock: Clock | None = None, workers: int = 1,
                 seed: int | None = None, apply: bool = True):
        self._core: _core.Engine | None = None
        carried, files = _sorted(plugins)
        self._now = ticking(clock)
        self._keys = Keys(self._now, seed or 0)
        self._process = os.getpid()
        self._store = _store_url(store)
        self._season = "" if season is None else os.fspath(season)
        core = _core.Engine(
            season=self._season, store=self._store, apply=apply, workers=workers,
            seed=(seed or 0) & 0xFFFFFFFFFFFFFFFF, plugins=files,
            carried=[_plugins.carry(plugin) for plugin in carried],
            clock=None if clock is None else self._now)
        self._core = core
        self._log = Log(core)
        _open_engines.add(self)
        self._learn()

    def session(self, *, login: str | None = None, customer: str | None = None,
                password: str | None = None, token: str | None = None, device: str = "",
                take_over: bool = False) -> Session:
        """Signs a user or customer in, or finds a sign-in again by its token.

        device:    where a user does, as whoever signs in elsewhere is told
        take_over: end the user's session on another device, where one is allowed at a time
        """
        if token is not None:
            return Session(self, {"token": token})
        if password is None or (login is None) == (customer is None):
            raise TypeError("session() takes login and password, customer and password, or token")
        who = {"login": login} if customer is None else {"customer": customer}
        return Session(self, {**who, "password": password, **_place(device, take_over)})

    def host(self) -> Session:
        """The program's own session: everything is permitted."""
        return Session(self, {"host": True})

    def vouch(self, login: str, *, device: str = "", take_over: bool = False) -> Session:
        """A session of a user whom the program has signed in itself.

        Without a device it is on the program's own, where several of one user's stand beside each
        other; else as of session().
        """
        return Session(self, {"vouch_for": login, **_place(device, take_over)})

    def queue(self, *, capacity: int = 1024, workers: int = 4) -> Queue:
        """Many operations under way at once, on the calling thread.

        capacity: most operations submitted and not yet taken
        workers:  threads that do them; orders need two, since each carries many
        """
        return Queue(self, capacity, workers)

    def register(self, plugin: _plugins.Plugin) -> None:
        """Adds a plugin written in Python. One that the season speaks of belongs into open()."""
        self._open().register(_plugins.carry(plugin))
        self._learn()

    def load(self, path: Path) -> None:
        """Loads a plugin file; it stays loaded as long as the process."""
        self._open().load(os.path.abspath(path))
        self._learn()

    def describe(self) -> dict[str, Any]:
        """Everything one can ask, as JSON Schema."""
        found: dict[str, Any] = json.loads(self._open().describe())
        return found

    def reference(self) -> str:
        """The same for people, in Markdown."""
        return self._open().reference()

    def season_schema(self) -> dict[str, Any]:
        """The JSON Schema of a season file, for editors."""
        found: dict[str, Any] = json.loads(self._open().season_schema())
        return found

    @property
    def operations(self) -> list[str]:
        """The names of everything one can ask."""
        return sorted(self._description.operations)

    @property
    def closed(self) -> bool:
        return self._core is None

    def close(self) -> None:
        """Waits for running calls and the delivery in hand, and closes the store."""
        core, self._core = self._core, None
        if core is None:
            return
        core.close()
        if os.getpid() == self._process:
            self._log.end()
        _open_engines.discard(self)

    def _open(self) -> _core.Engine:
        if self._core is None:
            raise ClosedError("the engine is closed")
        return self._core

    def _learn(self) -> None:
        self._description = Description(self._open().describe())
        self._log.take()

    def _warn(self) -> None:
        if self._core is not None and os.getpid() == self._process:
            warnings.warn(f"{self!r} was not closed; use it in a `with` block", ResourceWarning,
                          stacklevel=3, source=self)

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_core", None) is not None:
            self._warn()
            self.close()

    def __repr__(self) -> str:
        # A server's URL may hold a password.
        what = self._season or re.sub(r"^(postgres\w*:).*", r"\1...", self._store)
        return f"<willcall.Engine of {what}{', closed' if self.closed else ''}>"


def _place(device: str, take_over: bool) -> dict[str, Any]:
    return {**({"device": device} if device else {}), **({"take_over": True} if take_over else {})}


def _store_url(store: Path | None) -> str:
    if store is None:
        return ""
    text = os.fspath(store)
    return text if text.startswith(("sqlite:", "postgresql:", "postgres:")) else f"sqlite:{text}"


def _sorted(plugins: Iterable[AnyPlugin]) -> tuple[list[_plugins.Plugin], list[str]]:
    carried, files = [], []
    for plugin in plugins:
        if isinstance(plugin, _plugins.Plugin):
            carried.append(plugin)
        elif isinstance(plugin, type):
            raise TypeError(f"{plugin.__name__} is a class; pass {plugin.__name__}()")
        else:
            files.append(os.path.abspath(plugin))
    return carried, files
