"""Queues: many operations under way on one thread, taken as they are done."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Callable, Optional

from . import _core
from ._clock import Deadline, deadline_of
from ._describing import Facts
from ._errors import ClosedError, UnavailableError, WillcallError
from ._records import Record
from ._requests import encode
from ._session import Operation

if TYPE_CHECKING:
    from ._engine import Engine

# Microseconds. Who takes until nothing is under way must notice that another has taken the last.
_FOR_GOOD = -1
_LOOK_AGAIN = 100_000


class Completion:
    """An operation of a queue that is done."""

    __slots__ = ("_answer", "_facts", "error", "idempotency_key", "request", "tag")

    def __init__(self, facts: Facts, tag: Any, request: Mapping[str, Any], key: str | None,
                 said: tuple[str, _core.Table, str | None] | WillcallError):
        self._facts = facts
        #: As it was submitted with.
        self.tag = tag
        #: As it was given.
        self.request = request
        #: The key that the call was made with; the same call with it is safe to repeat.
        self.idempotency_key = key
        #: Why it was not done; None where it was.
        self.error: WillcallError | None = None
        self._answer: tuple[str, _core.Table, str | None] | None = None
        if isinstance(said, tuple):
            self._answer = said
        else:
            self.error = said
            said.idempotency_key = key

    @property
    def operation(self) -> str:
        return self._facts.name

    def result(self) -> Any:
        """The answer, or what the call would have raised."""
        if self._answer is None:
            assert self.error is not None
            raise self.error
        return self._facts.answered(*self._answer)

    def __repr__(self) -> str:
        what = "done" if self.error is None else repr(self.error)
        return f"<willcall.Completion of {self.operation}, tag {self.tag!r}: {what}>"


class Queue:
    """Operations under way beside each other, and the answers that wait to be taken.

    By far the fastest way to sell much: orders that are under way together are written together.

        with engine.queue() as queue:
            for done in queue.map(desk.orders.place, requests):
                print(done.result().number)

    or by hand: `submit` until it is full, take with `next`, with `for done in queue` until nothing
    is under way, or with `async for done in queue` in an event loop. They complete in any order.
    May be used from any thread. Leaving the `with` block waits for what is under way, and raises
    the first error among answers that nobody has taken.
    """

    def __init__(self, engine: Engine, capacity: int, workers: int):
        self._engine = engine
        self._core: Optional[_core.Queue] = _core.Queue(engine._open(), capacity, workers)
        self._tags = itertools.count()
        self._asked: dict[int, tuple[Facts, Any, Mapping[str, Any], Optional[str]]] = {}

    def submit(self, operation: Callable[..., Any], request: Mapping[str, Any] | None = None, *,
               tag: Any = None, idempotency_key: str | None = None,
               deadline: Deadline | None = None) -> None:
        """Hands an operation over and returns at once: `queue.submit(desk.orders.place, {…})`.

        Raises UnavailableError where the queue is full; what the operation itself says comes with
        its completion. One that writes gets an idempotency key of its own unless it is given one.
        """
        if not isinstance(operation, Operation):
            raise TypeError(f"submit() takes an operation of a session, as in desk.orders.place, "
                            f"not {operation!r}")
        core, facts, session = self._open(), operation._facts, operation._session
        asked = request or {}
        text = encode(facts.name, asked)
        key = idempotency_key
        if key is None and facts.writes:
            key = self._engine._keys.next()
        number = next(self._tags)
        self._asked[number] = (facts, tag, asked, key)
        try:
            core.submit(number, session._open(), facts.name, text, key,
                        deadline_of(deadline, self._engine._now))
        except BaseException:
            del self._asked[number]
            raise

    def next(self, timeout: float | None = None) -> Completion | None:
        """Takes the next operation that is done; None where none is within so many seconds.

        Without a timeout it waits for as long as it takes: for good where nothing is under way.
        """
        if timeout is None:
            return self._awaited()
        return self._take(max(0, int(timeout * 1_000_000)))

    def map(self, operation: Callable[..., Any],
            requests: Iterable[Mapping[str, Any]]) -> Iterator[Completion]:
        """Submits each request and yields what is done, with as many under way as there is room.

        The tag of each is its number among the requests, from 0.
        """
        for number, request in enumerate(requests):
            while True:
                try:
                    self.submit(operation, request, tag=number)
                    break
                except UnavailableError:
                    yield self._awaited()
        yield from self

    def __iter__(self) -> Iterator[Completion]:
        while self._asked:
            done = self._take(_LOOK_AGAIN)
            if done is not None:
                yield done

    async def __aiter__(self) -> AsyncIterator[Completion]:
        import asyncio  # only for who has it loaded anyway

        loop = asyncio.get_running_loop()
        # Of its own: a loop watches each descriptor once, and there may be several who wait.
        descriptor = os.dup(self._open().descriptor())
        try:
            while self._asked:
                done = self._take(0)
                if done is not None:
                    yield done
                    continue
                ready: asyncio.Future[None] = loop.create_future()
                loop.add_reader(descriptor, _settle, ready)
                again = loop.call_later(_LOOK_AGAIN / 1_000_000, _settle, ready)
                try:
                    await ready
                finally:
                    again.cancel()
                    loop.remove_reader(descriptor)
        finally:
            os.close(descriptor)

    def __len__(self) -> int:
        """Operations submitted and not yet taken."""
        return len(self._asked)

    @property
    def closed(self) -> bool:
        return self._core is None

    def close(self) -> None:
        """Finishes what has begun and drops its answers; what still waits is never begun."""
        core, self._core = self._core, None
        if core is not None:
            core.close()
            self._asked.clear()

    def _open(self) -> _core.Queue:
        if self._core is None:
            raise ClosedError("the queue is closed")
        return self._core

    def _take(self, timeout: int) -> Completion | None:
        found = self._open().next(timeout)
        if found is None:
            return None
        number, said = found
        facts, tag, request, key = self._asked.pop(number)
        return Completion(facts, tag, request, key, said)

    def _awaited(self) -> Completion:
        done = self._take(_FOR_GOOD)
        if done is None:
            raise ClosedError("the queue was closed meanwhile")
        return done

    def __enter__(self) -> Queue:
        return self

    def __exit__(self, kind: object, *exception: object) -> None:
        try:
            if kind is None and self._core is not None:
                errors = [done.error for done in self if done.error is not None]
                if errors:
                    raise errors[0]
        finally:
            self.close()

    def __repr__(self) -> str:
        what = "closed" if self.closed else f"{len(self)} under way"
        return f"<willcall.Queue, {what}>"


def _settle(ready: Any) -> None:
    if not ready.done():
        ready.set_result(None)
