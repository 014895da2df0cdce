"""What is raised: a refusal, with its reasons, or one of a few kinds of failure.

Each failure is also the built-in exception that comes nearest, so that code which knows nothing of
willcall catches it.
"""

from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING, Any, cast

from ._records import BANNER, REASON

if TYPE_CHECKING:
    from ._operations import Banner, Reason


class WillcallError(Exception):
    """A call that did not do what was asked. Nothing was changed."""

    code = "internal"

    def __init__(self, message: str, *, field: str = "", detail: dict[str, Any] | None = None):
        super().__init__(message)
        detail = detail or {}
        self.message = message
        #: The part of the request or file it is about: ``lines[0].quantity``; empty: none.
        self.field = field
        #: Where in a file it is, if in one; line and column count from 1.
        self.file: str | None = detail.get("file")
        self.line: int | None = detail.get("line")
        self.column: int | None = detail.get("column")
        #: The plugin that failed, if one did.
        self.plugin: str | None = detail.get("plugin")
        #: Everything the C library says of it.
        self.detail = detail
        #: The key that the call was made with; the same call with it is safe to repeat.
        self.idempotency_key: str | None = None

    def __str__(self) -> str:
        # A line of the request's JSON would say nothing to who called with keywords.
        where = (self.file, self.line, self.column) if self.file else ()
        place = ":".join(str(part) for part in where if part)
        said = self.message
        if self.field and not said.startswith(self.field):
            said = f"{self.field}: {said}"
        if place and not said.startswith(place):
            said = f"{place}: {said}"
        return said


class Refused(WillcallError):
    """The answer is no: sold out, not permitted, not on sale here. `reasons` says why."""

    code = "refused"

    def __init__(self, message: str, *, field: str = "", detail: dict[str, Any] | None = None):
        super().__init__(message, field=field, detail=detail)
        #: Every rule that decided: `rule`, `message`, `plugin`, `line`, `numbers`, `seats`.
        self.reasons = [cast("Reason", REASON(dict(reason)))
                        for reason in self.detail.get("reasons", ())]
        #: As of an answer: who acts for whom; None where the session acts for itself.
        self.banner: Banner | None = None
        if "banner" in self.detail:
            self.banner = cast("Banner", BANNER(dict(self.detail["banner"])))


class InvalidError(WillcallError, ValueError):
    """The request, or the season file, is not well formed."""

    code = "invalid"


class NotFoundError(WillcallError, KeyError):
    """No such thing, or none that this session may see."""

    code = "not found"


class ConflictError(WillcallError):
    """The idempotency key belongs to another request."""

    code = "conflict"


class UnavailableError(WillcallError):
    """Busy, or past the deadline: the same call with the same key may work later."""

    code = "unavailable"


class PluginError(WillcallError):
    """A plugin is missing or has failed; `plugin` names it."""

    code = "plugin"


class StoreError(WillcallError):
    """The database failed: full, read-only, damaged, or written by a newer version."""

    code = "store"


class ClosedError(WillcallError):
    """The engine or session is closed."""

    code = "closed"


# In the order of the statuses of the C library.
_BY_STATUS = (WillcallError, Refused, InvalidError, NotFoundError, ConflictError, UnavailableError,
              PluginError, StoreError, WillcallError)


def from_core(status: int, message: str, field: str, detail: str) -> WillcallError:
    """The exception for an error object of the C library; called by `_core`."""
    kind = _BY_STATUS[status] if 0 <= status < len(_BY_STATUS) else WillcallError
    return kind(message, field=field, detail=json.loads(detail))


def stream_failed(number: int, message: str) -> WillcallError:
    """The exception for a table that could not be read to its end; called by `_core`."""
    kinds = {errno.EINVAL: InvalidError, errno.ETIMEDOUT: UnavailableError}
    return kinds.get(number, StoreError)(message)
