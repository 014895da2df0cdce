"""Operations and records, for editors and type checkers.

Made by `python -m willcall stubs --own`; not to be edited.
"""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypedDict, Union

from typing_extensions import NotRequired

from ._clock import Deadline
from ._records import Record


class Attribution(Record):
    """who acted, and for whom"""
    actor: str
    seller: str
    channel: str
    location: str
    shift: Union[str, None]
    facilitator: Union[str, None]
    owner: Union[str, None]

class Buyer(Record):
    """who buys, where no customer record is kept"""
    name: str
    email: Union[str, None]
    postcode: Union[str, None]

class ChainHead(Record):
    """the end of one hash chain"""
    writer: int
    sequence: int
    hash: str

class CountedMeans(Record):
    """what was counted"""
    means: Literal['cash', 'card', 'voucher', 'transfer']
    amount: Decimal

class DeliveryChoice(Record):
    """where the tickets go"""
    method: Union[str, None]
    to: Union[str, None]

class DeliveryList(Record):
    """a page of deliveries, oldest first"""
    deliveries: list[DeliveryRow]
    next: Union[str, None]

class DeliveryRow(Record):
    """one promise to hand something over"""
    id: str
    order: str
    number: str
    method: str
    carrier: str
    recipient: str
    state: Literal['queued', 'in flight', 'waiting to retry', 'delivered', 'failed', 'cancelled']
    tickets: int
    attempts: int
    queued: datetime.datetime
    delivered: Union[datetime.datetime, None]
    detail: str

class Fault(Record):
    """something in the store that can't be so"""
    name: str
    what: str
    detail: str

class LineEffect(Record):
    """what an offer took off a line"""
    offer: str
    units: int
    amount: Decimal

class Nothing(Record):
    """nothing to say"""

class Order(Record):
    """what was sold"""
    id: str
    number: str
    placed: datetime.datetime
    who: Attribution
    buyer: str
    reference: str
    lines: list[QuotedLine]
    tickets: list[Ticket]
    payments: list[PaymentLine]
    total: Decimal
    paid: Decimal
    to_settle: Decimal
    delivery: Union[DeliveryChoice, None]

class OrderLine(Record):
    """so many tickets of one type for one performance"""
    performance: str
    ticket_type: str
    quantity: int
    holders: list[str]

class OrderList(Record):
    """a page of orders, oldest first"""
    orders: list[OrderRow]
    next: Union[str, None]
    scope: str

class OrderQuote(Record):
    """what an order would be, without placing it"""
    possible: bool
    lines: list[QuotedLine]
    total: Decimal
    to_settle: Decimal
    who: Attribution
    delivery: Union[DeliveryChoice, None]
    reasons: list[Reason]
    token: str

class OrderRow(Record):
    """an order in a list"""
    id: str
    number: str
    placed: datetime.datetime
    channel: str
    seller: str
    buyer: str
    tickets: int
    total: Decimal
    paid: Decimal
    to_settle: Decimal

class PaymentLine(Record):
    """money taken"""
    means: Literal['cash', 'card', 'voucher', 'transfer']
    amount: Decimal

class PerformanceList(Record):
    """performances in the order of the season"""
    performances: list[PerformanceRow]

class PerformanceRow(Record):
    """a performance and what is left of it"""
    key: str
    event: str
    starts: datetime.datetime
    ends: datetime.datetime
    capacity: int
    sold: int
    held: int
    left: int
    overcommitted: int

class QuotedLine(Record):
    """a line with its price"""
    event: str
    performance: str
    ticket_type: str
    quantity: int
    price: Decimal
    total: Decimal
    effects: list[LineEffect]

class Reason(Record):
    """one rule that decided, with the numbers behind it"""
    rule: str
    message: str
    plugin: str
    line: Union[int, None]
    numbers: dict[str, int]

class SalesReport(Record):
    """what was sold, summed"""
    rows: list[SalesRow]
    total: SalesRow
    scope: str

class SalesRow(Record):
    """sums of one performance, channel, seller or ticket type"""
    key: str
    name: str
    orders: int
    tickets: int
    face_value: Decimal
    taken: Decimal
    to_settle: Decimal

class SeasonApplied(Record):
    """what applying a season did; nothing where all was so already"""
    changes: list[SeasonChange]

class SeasonChange(Record):
    """SeasonChange"""
    path: str
    what: str

class SessionFacts(Record):
    """who is signed in, and whom the session acts for"""
    kind: str
    login: str
    name: str
    role: str
    channel: str
    seller: str
    opened: datetime.datetime

class Shift(Record):
    """a seller's time at a location, with the money taken"""
    id: str
    seller: str
    location: str
    opened: datetime.datetime
    closed: Union[datetime.datetime, None]
    opening_float: Decimal
    means: list[ShiftMeans]

class ShiftMeans(Record):
    """one means of payment in a shift"""
    means: Literal['cash', 'card', 'voucher', 'transfer']
    payments: int
    taken: Decimal
    expected: Decimal
    counted: Union[Decimal, None]
    over: Union[Decimal, None]

class StoreChecked(Record):
    """the store recounted from first principles"""
    ok: bool
    faults: list[Fault]
    counted: dict[str, int]

class Ticket(Record):
    """the right of one person to one place"""
    id: str
    line: int
    performance: str
    ticket_type: str
    price: Decimal
    holder: str
    code: str

BuyerDict = TypedDict("BuyerDict", {
    "name": str,
    "email": NotRequired[str],
    "postcode": NotRequired[str],
})

ChainHeadDict = TypedDict("ChainHeadDict", {
    "writer": int,
    "sequence": int,
    "hash": str,
})

CountedMeansDict = TypedDict("CountedMeansDict", {
    "means": Literal['cash', 'card', 'voucher', 'transfer'],
    "amount": Union[Decimal, str, int],
})

DeliveryChoiceDict = TypedDict("DeliveryChoiceDict", {
    "method": NotRequired[str],
    "to": NotRequired[str],
})

OrderLineDict = TypedDict("OrderLineDict", {
    "performance": str,
    "ticket_type": str,
    "quantity": NotRequired[int],
    "holders": NotRequired[Iterable[str]],
})

PaymentLineDict = TypedDict("PaymentLineDict", {
    "means": Literal['cash', 'card', 'voucher', 'transfer'],
    "amount": Union[Decimal, str, int],
})

class _Catalogue:
    def apply(
        self,
        *,
        file: Union[str, None] = None,
        text: str,
        overwrite: Union[bool, None] = None,
        dry_run: Union[bool, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SeasonApplied:
        """Does catalogue.apply.

        file: name used in errors and to find files beside it (optional)
        text: the season as YAML (or JSON)
        overwrite: also what an operation changed since the last time (optional)
        dry_run: say what would change and change nothing (optional)
        Returns SeasonApplied. Permission /catalogue/apply.
        """

class _Deliveries:
    def list(
        self,
        *,
        state: Union[Literal['queued', 'in flight', 'waiting to retry', 'delivered', 'failed',
            'cancelled'], None] = None,
        order: Union[str, None] = None,
        after: Union[str, None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DeliveryList:
        """Does deliveries.list.

        state: only those that stand so (optional)
        order: only of this order (optional)
        after: the last id of the page before (optional)
        most: deliveries a page (optional)
        Returns DeliveryList. Permission /deliveries/list.
        """

class _Orders:
    def get(
        self,
        *,
        id: Union[str, None] = None,
        number: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Does orders.get.

        id: its id; or the number (optional)
        number: its number (optional)
        Returns Order. Permission /orders/get.
        """
    def list(
        self,
        *,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        after: Union[str, None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> OrderList:
        """Does orders.list.

        performance: only with tickets for it (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        after: the last id of the page before (optional)
        most: orders a page (optional)
        Returns OrderList. Permission /orders/list.
        """
    def place(
        self,
        *,
        lines: Iterable[Union[OrderLine, OrderLineDict]],
        payments: Union[Iterable[Union[PaymentLine, PaymentLineDict]], None] = None,
        delivery: Union[DeliveryChoice, DeliveryChoiceDict, None] = None,
        buyer: Union[Buyer, BuyerDict, None] = None,
        owner: Union[str, None] = None,
        reference: Union[str, None] = None,
        quote: Union[str, None] = None,
        codes: Union[bool, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Does orders.place.

        lines: what is sold
        payments: how it is paid; empty where the channel skips payment (optional)
        delivery: where the tickets go; the channel decides where it is left out (optional)
        buyer: who buys (optional)
        owner: customer it is for (optional)
        reference: the caller's own name for the order (optional)
        quote: token of a quote: place only if all it depended on is unchanged (optional)
        codes: whether the answer carries the signed ticket codes (optional)
        Returns Order. Permission /orders/place.
        """
    def quote(
        self,
        *,
        lines: Iterable[Union[OrderLine, OrderLineDict]],
        delivery: Union[DeliveryChoice, DeliveryChoiceDict, None] = None,
        buyer: Union[Buyer, BuyerDict, None] = None,
        owner: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> OrderQuote:
        """Does orders.quote.

        lines: what is asked for
        delivery: where the tickets would go (optional)
        buyer: who would buy (optional)
        owner: customer it would be for (optional)
        Returns OrderQuote. Permission /orders/quote.
        """

class _Performances:
    def list(
        self,
        *,
        event: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PerformanceList:
        """Does performances.list.

        event: only this event (optional)
        Returns PerformanceList. Permission /performances/list.
        """

class _Reports:
    def sales(
        self,
        *,
        by: Union[Literal['performance', 'channel', 'seller', 'ticket_type'], None] = None,
        event: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SalesReport:
        """Does reports.sales.

        by: what each row stands for (optional)
        event: only this event (optional)
        from_: only orders placed then or later (optional)
        to: only orders placed before (optional)
        Returns SalesReport. Permission /reports/sales.
        """

class _Sessions:
    def current(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SessionFacts:
        """Does sessions.current.

        Returns SessionFacts. Permission /sessions/current.
        """
    def end(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Nothing:
        """Does sessions.end.

        Returns Nothing. Permission /sessions/end.
        """

class _Shifts:
    def close(
        self,
        *,
        counted: Union[Iterable[Union[CountedMeans, CountedMeansDict]], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Shift:
        """Does shifts.close.

        counted: what the seller counted, before anything is shown (optional)
        Returns Shift. Permission /shifts/close.
        """
    def current(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Shift:
        """Does shifts.current.

        Returns Shift. Permission /shifts/current.
        """
    def open(
        self,
        *,
        location: Union[str, None] = None,
        opening_float: Union[Decimal, str, int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Shift:
        """Does shifts.open.

        location: key; the user's only one where it is left out (optional)
        opening_float: cash in the drawer at the start (optional)
        Returns Shift. Permission /shifts/open.
        """

class _Store:
    def check(
        self,
        *,
        expected: Union[Iterable[Union[ChainHead, ChainHeadDict]], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> StoreChecked:
        """Does store.check.

        expected: heads kept from an earlier journal.head: each must still be in its chain
            (optional)
        Returns StoreChecked. Permission /store/check.
        """

class _Users:
    def set_password(
        self,
        *,
        login: str,
        password: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Nothing:
        """Does users.set_password.

        login: whose
        password: at least 8 characters
        Returns Nothing. Permission /users/set-password.
        """

class Operations:
    @property
    def catalogue(self) -> _Catalogue: ...
    @property
    def deliveries(self) -> _Deliveries: ...
    @property
    def orders(self) -> _Orders: ...
    @property
    def performances(self) -> _Performances: ...
    @property
    def reports(self) -> _Reports: ...
    @property
    def sessions(self) -> _Sessions: ...
    @property
    def shifts(self) -> _Shifts: ...
    @property
    def store(self) -> _Store: ...
    @property
    def users(self) -> _Users: ...
