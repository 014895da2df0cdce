"""The engine's log in Python's: logger `willcall`."""

from __future__ import annotations

import logging
import threading

from . import _core

logger = logging.getLogger("willcall")
logger.addHandler(logging.NullHandler())

_LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR)
_PATIENCE_MILLISECONDS = 60_000


class Log:
    """Takes lines up after every call, and in a thread of its own while nobody calls.

    The engine puts them down without the GIL, so that it never waits for Python.
    """

    def __init__(self, core: _core.Engine):
        self._core = core
        self._thread = threading.Thread(target=self._follow, name="willcall-log", daemon=True)
        self._thread.start()

    def take(self) -> None:
        for level, line in self._core.take_log():
            logger.log(_LEVELS[min(max(level, 0), 3)], "%s", line)

    def _follow(self) -> None:
        while self._core.wait_log(_PATIENCE_MILLISECONDS):
            self.take()

    def end(self) -> None:
        """Once the engine is closed."""
        if threading.current_thread() is not self._thread:
            self._thread.join()
        self.take()
