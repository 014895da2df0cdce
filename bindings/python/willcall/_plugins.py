"""Plugins written in Python: a class for each family, and the answers they give.

A plugin is asked in batches, by any thread, and answers in the same order. What it raises counts as
"no" (policy, eligibility) or "try later" (delivery), with the message in the error and the
traceback in the log. Amounts are in minor units of the store's currency, as in the plugin headers.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Optional

from . import _core
from ._clock import moment
from ._records import Record, record_class

Numbers = Mapping[str, int]
# What the C side takes: (rule, message, numbers).
_Reason = Optional["tuple[str, str, dict[str, int]]"]


class Plugin:
    """What Delivery, Policy and Eligibility share; derive from one or more of those."""

    #: Lower case letters, digits, underscores; the class's name where it is left out.
    name: str = ""
    version: str = "0"


class Document(NamedTuple):
    """A document that was made for a job."""

    kind: str
    format: str
    name: str
    bytes: bytes
    title: str  #: what its maker calls it, in the reader's language; "": nothing

    @property
    def text(self) -> str:
        return self.bytes.decode()


class Job(NamedTuple):
    """Something to hand over. It may come again with the same id: then hand it over once."""

    id: str
    method: str
    recipient: str
    content: Any  #: a record: order, number, buyer, tickets …
    documents: tuple[Document, ...]
    promised: datetime.datetime  #: the same however often it is tried
    first_try: bool  #: nobody ever began with it: no receiver needs to be asked for it

    @property
    def document(self) -> Document:
        """The only document, or the first."""
        return self.documents[0]


class Outcome(NamedTuple):
    """How a delivery ended."""

    state: int
    detail: str = ""
    again_after_seconds: int = 0

    @classmethod
    def delivered(cls, detail: str = "") -> Outcome:
        """It is there; `detail` says where, as a link or a file."""
        return cls(1, detail)

    @classmethod
    def try_later(cls, detail: str = "", after: datetime.timedelta | None = None) -> Outcome:
        """Not now; `after` says how long to wait, else the engine decides."""
        return cls(2, detail, 0 if after is None else int(after.total_seconds()))

    @classmethod
    def failed(cls, detail: str) -> Outcome:
        """Never; `detail` says why."""
        return cls(3, detail)


class Question(NamedTuple):
    """May they do this?"""

    permission: str
    subject: str


class Decision(NamedTuple):
    """What a policy says; None in its place is no opinion."""

    decision: int
    reason: str = ""
    scope: str = ""
    rule: str = ""
    numbers: Numbers = {}

    @classmethod
    def permit(cls, reason: str = "", *, scope: str = "", rule: str = "",
               numbers: Numbers = {}) -> Decision:
        """Yes. `scope` limits lists: "all", "channel", "subtree", "own", "own_at_channel" (own
        ones of the channel) or "none"; "left" leaves it to other policies, else to the
        channel. Where policies say different ones, what is in all of them is seen."""
        return cls(1, reason, scope, rule, numbers)

    @classmethod
    def forbid(cls, reason: str, *, rule: str = "", numbers: Numbers = {}) -> Decision:
        """No, whatever others say."""
        return cls(2, reason, "", rule, numbers)


class SaleLine(NamedTuple):
    """Tickets somebody wants; `price` is of one, in minor units, before offers."""

    event: str
    performance: str
    ticket_type: str
    starts: datetime.datetime
    ends: datetime.datetime
    quantity: int
    price: int
    product: str = ""  #: its key, and its event's; "": it is tickets for a performance


class Relation(NamedTuple):
    """What the owner of a sale and its facilitator are to each other."""

    kind: str
    by_facilitator: bool  #: the facilitator is that to the owner; else the owner to them
    since: datetime.datetime | None  #: valid from then on; None: always
    until: datetime.datetime | None  #: no more from then on; None: for good


class Verdict(NamedTuple):
    """What an eligibility rule says of a line; None in its place refuses the line."""

    verdict: int
    reason: str = ""
    rule: str = ""
    numbers: Numbers = {}
    effects: Sequence[tuple[str, int, int]] = ()
    claims: Sequence[tuple[str, int, str]] = ()
    opens: Sequence[str] = ()

    @classmethod
    def no_opinion(cls) -> Verdict:
        return cls(1)

    @classmethod
    def yes(cls, *, effects: Sequence[tuple[str, int, int]] = (),
            claims: Sequence[tuple[str, int, str]] = (), opens: Sequence[str] = ()) -> Verdict:
        """effects: (offer, tickets, amount off each); claims: (quota, units, offer or "");
        opens: names of locks."""
        return cls(2, effects=effects, claims=claims, opens=opens)

    @classmethod
    def no(cls, reason: str, *, rule: str = "", numbers: Numbers = {}) -> Verdict:
        return cls(3, reason, rule, numbers)


class Delivery(Plugin):
    """Hands documents to recipients.

        class Sms(willcall.Delivery):
            method, takes = "sms", [("confirmation", "text/plain")]

            def deliver(self, jobs):
                return [self.gateway.send(job.recipient, job.document.text) for job in jobs]
    """

    #: What an order's delivery names.
    method: str = ""
    #: Kinds and formats of the documents it wants made, in this order.
    takes: Sequence[tuple[str, str]] = ()

    def deliver(self, jobs: Sequence[Job]) -> Iterable[Outcome | bool | None]:
        """An outcome for each job; True is delivered, False or None is try later. May block."""
        raise NotImplementedError


class Policy(Plugin):
    """Says who may do what."""

    def decide(self, questions: Sequence[Question],
               who: Any) -> Iterable[Decision | bool | None]:
        """A decision for each question; True permits, False forbids, None is no opinion."""
        raise NotImplementedError


class Eligibility(Plugin):
    """Says who may have which tickets, and at which price."""

    #: Quotas that verdicts may claim: key and capacity.
    quotas: Mapping[str, int] = {}

    def judge(self, lines: Sequence[SaleLine], who: Any) -> Iterable[Verdict | bool | None]:
        """A verdict for each line; True is yes, False is no, None refuses as unanswered."""
        raise NotImplementedError

    def facilitate(self, who: Any, relations: Sequence[Relation]) -> Verdict | bool | None:
        """Whether `who.facilitator` may book for `who.owner`; None is no opinion, and where no
        rule says yes nobody books for another."""
        return None


_SCOPES = {"": 0, "all": 1, "channel": 2, "own": 3, "none": 4, "subtree": 5, "own_at_channel": 6,
           "left": 7}
_PARTIES = ("actor", "role", "seller", "seller_role", "channel", "location", "facilitator", "owner",
            "acts_by", "acts_since", "errand")
_FAMILIES = {"delivery": Delivery, "policy": Policy, "eligibility": Eligibility}
_TIMES = ("starts", "ends", "placed")
_PARTS = {"tickets": "ContentTicket", "taxes": "ContentTax", "payments": "ContentPayment",
          "owner": "ContentCustomer", "facilitator": "ContentCustomer"}


class Asks:
    """Between a plugin and the C tables, which know lists, tuples and numbers only."""

    def __init__(self, plugin: Plugin, name: str):
        self._plugin: Any = plugin
        self._name = name

    def deliver(self, jobs: list[Any]) -> list[tuple[int, int, _Reason]]:
        given = [_job(*job) for job in jobs]
        said: list[tuple[int, int, _Reason]] = []
        for answer in self._all(self._plugin.deliver(given), given, "deliver"):
            outcome = _answer(answer, Outcome, Outcome(1), Outcome(2), "an Outcome")
            seconds = outcome.again_after_seconds
            said.append((outcome.state, seconds, self._reason("delivery", outcome.detail)))
        return said

    def decide(self, questions: list[Any],
               parties: dict[str, Any]) -> list[tuple[int, int, _Reason]]:
        given = [Question(*question) for question in questions]
        said: list[tuple[int, int, _Reason]] = []
        for answer in self._all(self._plugin.decide(given, _who(parties)), given, "decide"):
            if answer is None:
                said.append((0, 0, None))
                continue
            decision = _answer(answer, Decision, Decision(1), Decision(2), "a Decision")
            if decision.scope not in _SCOPES:
                raise ValueError(f"scope is one of {', '.join(filter(None, _SCOPES))}, "
                                 f"not {decision.scope!r}")
            rule = decision.rule or ("permitted" if decision.decision == 1 else "forbidden")
            reason = decision.reason or f"{rule} by {self._name}"
            said.append((decision.decision, _SCOPES[decision.scope],
                         self._reason(rule, reason, decision.numbers)))
        return said

    def quotas(self) -> dict[str, int]:
        return dict(self._plugin.quotas)

    def judge(self, lines: list[Any], parties: dict[str, Any]) -> list[tuple[Any, ...]]:
        given = [SaleLine(event, performance, ticket_type, moment(starts), moment(ends), *rest)
                 for event, performance, ticket_type, starts, ends, *rest in lines]
        said: list[tuple[Any, ...]] = []
        for answer in self._all(self._plugin.judge(given, _who(parties)), given, "judge"):
            verdict = _answer(answer, Verdict, Verdict(2), Verdict(3, "not eligible"), "a Verdict",
                              nothing=Verdict(0))
            said.append((verdict.verdict,
                         self._reason(verdict.rule or "no", verdict.reason, verdict.numbers),
                         list(verdict.effects), list(verdict.claims), list(verdict.opens)))
        return said

    def facilitate(self, parties: dict[str, Any],
                   relations: list[Any]) -> tuple[int, _Reason]:
        known = [Relation(kind, by_facilitator, _bound(since), _bound(until))
                 for kind, by_facilitator, since, until in relations]
        answer = self._plugin.facilitate(_who(parties), known)
        verdict = _answer(answer, Verdict, Verdict(2), Verdict(3, "not by this customer"),
                          "a Verdict", nothing=Verdict(1))
        return verdict.verdict, self._reason(verdict.rule or "no", verdict.reason, verdict.numbers)

    def _all(self, answers: Any, given: list[Any], method: str) -> list[Any]:
        what = f"{self._name}.{method}()"
        if answers is None:
            raise TypeError(f"{what} returned None; it returns a list, an answer for each")
        said = list(answers)
        if len(said) != len(given):
            raise ValueError(f"{what} gave {len(said)} answers to {len(given)} questions")
        return said

    def _reason(self, rule: str, message: str, numbers: Numbers = {}) -> _Reason:
        if not message:
            return None
        return (rule if "." in rule else f"{self._name}.{rule}"), message, dict(numbers)


def _answer(answer: Any, kind: type[Any], yes: Any, no: Any, what: str, nothing: Any = None) -> Any:
    if isinstance(answer, kind):
        return answer
    if answer is True:
        return yes
    if answer is None:
        return no if nothing is None else nothing
    if answer is False:
        return no
    raise TypeError(f"an answer is {what}, a bool or None, not {type(answer).__name__}")


def _bound(microseconds: int | None) -> datetime.datetime | None:
    return None if microseconds is None else moment(microseconds)


def _who(parties: dict[str, Any]) -> Record:
    since = parties["acts_since"]
    parties["acts_since"] = moment(since) if since else None
    return record_class("Parties", _PARTIES, "who acts, and for whom")(**parties)


def _content(noun: str, content: dict[str, Any]) -> Record:
    for name, value in content.items():
        if value is None:
            continue
        if name in _TIMES:
            content[name] = moment(value)
        elif name.endswith("_wall"):
            content[name] = moment(value).replace(tzinfo=None)
        elif name in _PARTS:
            content[name] = ([_content(_PARTS[name], one) for one in value]
                             if isinstance(value, list) else _content(_PARTS[name], value))
    return record_class(noun, tuple(content), "what a delivery is about")(**content)


def _job(job_id: str, method: str, recipient: str, content: dict[str, Any],
         documents: list[Any], promised: int, first_try: bool) -> Job:
    made = tuple(Document(*document) for document in documents)
    return Job(job_id, method, recipient, _content("DeliveryContent", content), made,
               moment(promised), first_try)


def carry(plugin: Plugin) -> _core.Carried:
    """The C side of a plugin."""
    cls = type(plugin)
    families = [name for name, base in _FAMILIES.items() if isinstance(plugin, base)]
    if not families:
        raise TypeError(f"{cls.__name__} is no plugin: derive it from willcall.Delivery, "
                        "willcall.Policy or willcall.Eligibility")
    name = plugin.name or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()
    if re.fullmatch(r"[a-z][a-z0-9_]*", name) is None:
        raise ValueError(f"a plugin's name has lower case letters, digits, underscores: {name!r}")
    method: str = ""
    takes: Sequence[tuple[str, str]] = ()
    if isinstance(plugin, Delivery):
        method, takes = plugin.method, plugin.takes
        if not method or not takes:
            raise ValueError(f"{cls.__name__} needs `method` and `takes`")
    summary = (cls.__doc__ or name).strip().splitlines()[0].rstrip(".")
    return _core.Carried(asks=Asks(plugin, name), name=name, version=plugin.version,
                         summary=summary, families=families, method=method,
                         takes=[(kind, form) for kind, form in takes])
