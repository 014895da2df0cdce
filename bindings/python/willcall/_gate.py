"""Verifying ticket codes without an engine: at a gate that stands in no network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from . import _core

if TYPE_CHECKING:
    from ._operations import CodeKey, DeadCode


class VerifiedCode(NamedTuple):
    """What a genuine code says."""

    ticket: str
    issue: int
    #: Number of the key that signed it.
    key: int


class Gate:
    """Knows which keys sign and which codes are dead; share it between threads.

        gate = willcall.Gate(host.codes.keys().keys, host.codes.dead().dead)
        gate.verify(scanned).ticket

    Where `host.codes.dead()` says `next`, there are more dead codes: `dead(after=next)`.

    Whether a ticket has been used only an engine knows: `tickets.admit`.
    """

    def __init__(self, keys: Iterable[CodeKey], dead: Iterable[DeadCode] = ()):
        self._core = _core.Gate([(key.number, key.public_key) for key in keys],
                                sorted((one.ticket, one.below) for one in dead))

    def verify(self, code: str) -> VerifiedCode:
        """What the code says. Raises `Refused` with the rule `ticket.unknown` or `ticket.dead`."""
        return VerifiedCode(*self._core.verify(code))
