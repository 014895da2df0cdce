"""Sell and hand out tickets on someone else's behalf.

    import willcall

    with willcall.open("season.yaml") as engine:
        with engine.session(login="mira@example.org", password=secret) as desk:
            desk.shifts.open(location="main")
            order = desk.orders.place(
                lines=[{"performance": "heights-1108", "ticket_type": "general", "quantity": 2}],
                payments=[{"means": "cash", "amount": "38.00"}],
            )
            print(order.number, order.total)

Everything one can ask is an operation, reached as an attribute of a session. Asking (a quote, an
explanation) gives a value; doing gives a value or raises `Refused`, with the reasons. Amounts are
`Decimal`, times are aware, answers are records that don't change.
"""

from ._engine import Engine, copy_store, open
from ._errors import (
    ClosedError,
    ConflictError,
    InvalidError,
    NotFoundError,
    PluginError,
    Refused,
    StoreError,
    UnavailableError,
    WillcallError,
)
from ._gate import Gate, VerifiedCode
from ._plugins import (
    Decision,
    Delivery,
    Document,
    Eligibility,
    Job,
    Outcome,
    Policy,
    Question,
    SaleLine,
    Verdict,
)
from ._queue import Completion, Queue
from ._records import Record
from ._session import Session
from ._version import __version__

__all__ = [
    "ClosedError",
    "Completion",
    "ConflictError",
    "Decision",
    "Delivery",
    "Document",
    "Eligibility",
    "Engine",
    "Gate",
    "InvalidError",
    "Job",
    "NotFoundError",
    "Outcome",
    "PluginError",
    "Policy",
    "Question",
    "Queue",
    "Record",
    "Refused",
    "SaleLine",
    "Session",
    "StoreError",
    "UnavailableError",
    "Verdict",
    "VerifiedCode",
    "WillcallError",
    "__version__",
    "copy_store",
    "open",
]
