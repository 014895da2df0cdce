"""Idempotency keys that a call gets where its caller gives none."""

from __future__ import annotations

import itertools
import os
from typing import Callable


class Keys:
    """Keys in the order of time, unlike those of any other engine or process.

    They begin with the time, because a database writes ordered keys far faster than random ones.
    With a seed they are the same in every run, as all else is.
    """

    def __init__(self, now: Callable[[], int], seed: int):
        self._now = now
        self._own = f"{seed & 0xFFFFFFFF:08x}" if seed else os.urandom(4).hex()
        self._count = itertools.count()

    def next(self) -> str:
        return f"{self._now():014x}-{self._own}-{next(self._count):x}"
