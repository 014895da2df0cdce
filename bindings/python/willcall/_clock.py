"""Times between Python and the C library, which counts microseconds since 1970 in UTC."""

from __future__ import annotations

import datetime
import time
from typing import Callable, Union

Clock = Callable[[], Union[datetime.datetime, int]]
Deadline = Union[datetime.datetime, datetime.timedelta]

_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_MICROSECOND = datetime.timedelta(microseconds=1)


def microseconds(at: datetime.datetime | int) -> int:
    if isinstance(at, int):
        return at
    if at.utcoffset() is None:
        raise ValueError(f"a naive time ({at.isoformat()}) can be any instant; give it a zone")
    return (at - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime.datetime:
    return _EPOCH + datetime.timedelta(microseconds=at)


def system() -> int:
    return time.time_ns() // 1000


def ticking(clock: Clock | None) -> Callable[[], int]:
    """A clock of the user's as one of the C library's."""
    if clock is None:
        return system
    tells = clock
    return lambda: microseconds(tells())


def deadline_of(deadline: Deadline | None, now: Callable[[], int]) -> int:
    """By the engine's clock; 0 for none."""
    if deadline is None:
        return 0
    if isinstance(deadline, datetime.timedelta):
        return now() + deadline // _MICROSECOND
    return microseconds(deadline)
