"""Sessions: what somebody who is signed in may ask, as attributes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import _core
from ._clock import Deadline, deadline_of
from ._describing import Facts, nearest
from ._errors import ClosedError, WillcallError
from ._records import Record
from ._requests import encode

if TYPE_CHECKING:
    from ._engine import Engine
    from ._operations import Operations
else:
    Operations = object


class Operation:
    """One operation of one session: call it with the fields of its request as keywords."""

    __slots__ = ("_facts", "_session")

    def __init__(self, session: Session, facts: Facts):
        self._session = session
        self._facts = facts

    def __call__(self, *args: Any, idempotency_key: str | None = None,
                 deadline: Deadline | None = None, **request: Any) -> Any:
        if args:
            raise TypeError(f"{self._facts.name} takes keywords only: "
                            f"{', '.join(self._facts.fields()) or 'none'}")
        return self._session._call(self._facts, request, idempotency_key, deadline)

    def __repr__(self) -> str:
        return f"<operation {self._facts.name}: {self._facts.summary}>"

    @property
    def __name__(self) -> str:
        return self._facts.name

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        return self._facts.doc()

    @property
    def __signature__(self) -> Any:
        from ._stubs import signature_of  # help() needs it, a sale doesn't

        return signature_of(self._facts)


class Subject:
    """The operations of one subject: `desk.orders`."""

    __slots__ = ("_name", "_session", "_verbs")

    def __init__(self, session: Session, name: str, verbs: dict[str, Facts]):
        self._session = session
        self._name = name
        self._verbs = verbs

    def __getattr__(self, verb: str) -> Any:
        facts = self._verbs.get(verb)
        if facts is None:
            raise AttributeError(f"there is no operation `{self._name}.{verb}`"
                                 + nearest(verb, self._verbs))
        return Operation(self._session, facts)

    def __dir__(self) -> list[str]:
        return sorted(self._verbs)

    def __repr__(self) -> str:
        return f"<operations of {self._name}: {', '.join(sorted(self._verbs))}>"


class Session(Operations):
    """Somebody who is signed in. Made by an engine; may be used from any thread.

    Every operation is an attribute: `desk.orders.place(lines=[…])`. An operation that writes gets
    an idempotency key of its own unless it is given one; an error carries it as
    `idempotency_key`, so that a call whose answer was lost can be repeated and happens once.
    `deadline` is a time, or a timedelta from now.

    Leaving the `with` block lets go of the session; the sign-in lives on under its token until
    `sessions.end()`.
    """

    def __init__(self, engine: Engine, credentials: Mapping[str, Any]):
        self._engine = engine
        self._core: _core.Session | None = _core.Session(engine._open(), json.dumps(credentials))

    @property
    def engine(self) -> Engine:
        return self._engine

    @property
    def token(self) -> str:
        """What resumes this session, from any process: as good as a password."""
        token = self._open().token()
        if token is None:
            raise ClosedError("the session is closed")
        return token

    @property
    def closed(self) -> bool:
        return self._core is None or self._engine.closed

    def close(self) -> None:
        """Lets go of the session; the sign-in lives on under its token."""
        core, self._core = self._core, None
        if core is not None:
            core.close()

    def invoke(self, operation: str, request: Mapping[str, Any] | None = None, *,
               idempotency_key: str | None = None, deadline: Deadline | None = None) -> Record:
        """An operation by its name: `desk.invoke("orders.get", {"number": "MAIN-000001"})`."""
        operations = self._engine._description.operations
        facts = operations.get(operation)
        if facts is None:
            raise AttributeError(f"there is no operation `{operation}`"
                                 + nearest(operation, operations))
        return self._call(facts, request or {}, idempotency_key, deadline)

    def _open(self) -> _core.Session:
        if self._core is None:
            raise ClosedError("the session is closed")
        self._engine._open()
        return self._core

    def _call(self, facts: Facts, request: Mapping[str, Any], key: str | None,
              deadline: Deadline | None) -> Record:
        engine, core = self._engine, self._open()
        text = encode(facts.name, request)
        if key is None and facts.writes:
            key = engine._keys.next()
        try:
            said = core.invoke(facts.name, text, key, deadline_of(deadline, engine._now))
        except WillcallError as error:
            error.idempotency_key = key
            raise
        finally:
            engine._log.take()
        return facts.answered(*said)

    def __getattr__(self, subject: str) -> Any:
        if subject.startswith("_"):
            raise AttributeError(subject)
        subjects = self._engine._description.subjects
        verbs = subjects.get(subject)
        if verbs is None:
            raise AttributeError(f"there are no operations of `{subject}`"
                                 + nearest(subject, subjects))
        return Subject(self, subject, verbs)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._engine._description.subjects})

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<willcall.Session{', closed' if self.closed else ''}>"
