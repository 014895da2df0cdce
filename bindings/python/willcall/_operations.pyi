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
from ._table import Table


class AccessExplained(Record):
    """a permission decision with every rule that decided"""
    permitted: bool
    permission: str
    scope: str
    reasons: list[Reason]

class Admission(Record):
    """somebody who was let in"""
    ticket: str
    order: str
    performance: str
    ticket_type: str
    holder: str
    admitted: datetime.datetime
    seat: Union[Seat, None]

class AnalysisRow(Record):
    """a ticket, who booked it and whom it is for"""
    ticket: Union[str, None]
    number: Union[str, None]
    placed: Union[datetime.datetime, None]
    channel: Union[str, None]
    event: Union[str, None]
    performance: Union[str, None]
    starts: Union[datetime.datetime, None]
    ticket_type: Union[str, None]
    price: Union[Decimal, None]
    state: Union[Literal['valid', 'dead', 'used', 'held'], None]
    facilitator_email: Union[str, None]
    facilitator_first_name: Union[str, None]
    facilitator_id: Union[str, None]
    facilitator_last_name: Union[str, None]
    facilitator_mobile: Union[str, None]
    facilitator_name: Union[str, None]
    facilitator_phone: Union[str, None]
    facilitator_title: Union[str, None]
    owner_email: Union[str, None]
    owner_first_name: Union[str, None]
    owner_id: Union[str, None]
    owner_last_name: Union[str, None]
    owner_mobile: Union[str, None]
    owner_name: Union[str, None]
    owner_phone: Union[str, None]
    owner_title: Union[str, None]
    relationship_email: Union[str, None]

class AnalysisRowTable(Table):
    """a table; each row is a ticket, who booked it and whom it is for"""
    rows: list[AnalysisRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class AttendanceRow(Record):
    """somebody who attends, or may"""
    performance: Union[str, None]
    starts: Union[datetime.datetime, None]
    ticket_type: Union[str, None]
    ticket: Union[str, None]
    state: Union[Literal['valid', 'dead', 'used', 'held'], None]
    attendee: Union[str, None]
    owner_id: Union[str, None]
    facilitator_id: Union[str, None]
    facilitator_name: Union[str, None]
    number: Union[str, None]

class AttendanceRowTable(Table):
    """a table; each row is somebody who attends, or may"""
    rows: list[AttendanceRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class Attribution(Record):
    """who acted, and for whom"""
    actor: str
    seller: str
    channel: str
    location: str
    shift: Union[str, None]
    facilitator: Union[str, None]
    owner: Union[str, None]

class Banner(Record):
    """that a session acts for another, who, for whom and since when"""
    actor: str
    actor_name: str
    seller: str
    seller_name: str
    since: datetime.datetime

class Basket(Record):
    """what somebody means to buy, held for a while"""
    id: str
    state: Literal['open', 'ordered', 'dropped', 'expired']
    opened: datetime.datetime
    until: Union[datetime.datetime, None]
    owner: Union[str, None]
    facilitator: Union[str, None]
    buyer: Union[Buyer, None]
    promotion_codes: list[str]
    lines: list[OrderLine]
    quote: Union[OrderQuote, None]
    order: Union[str, None]
    released: list[ReleasedLine]

class BasketList(Record):
    """the seller's open baskets, oldest first"""
    baskets: list[ListedBasket]
    next: Union[str, None]

class BasketWanted(Record):
    """what a basket holds from then on"""
    id: Union[str, None]
    lines: list[OrderLine]
    buyer: Union[Buyer, None]
    owner: Union[str, None]

class BasketsPlaced(Record):
    """baskets that were placed together, each for itself"""
    baskets: list[PlacedBasket]

class BasketsRearranged(Record):
    """baskets that were filled together"""
    baskets: list[HeldBasketLines]

class BookedList(Table):
    """a table; each row is a customer with a part in what was sold"""
    customers: list[SegmentRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class BookedOnPaper(Record):
    """a sale that was booked"""
    order: str
    number: str
    total: Decimal

class Buyer(Record):
    """who buys, where no customer record is kept"""
    name: str
    email: Union[str, None]
    postcode: Union[str, None]
    language: Union[str, None]

class CatalogueFacts(Record):
    """what is sold, where and through which channels"""
    organisation: Organisation
    locations: list[Location]
    events: list[Event]
    products: list[Product]
    channels: list[ChannelFacts]

class ChainHead(Record):
    """the end of one hash chain"""
    writer: int
    sequence: int
    hash: str

class ChangeList(Table):
    """a table; each row is a field of a customer's record that was changed"""
    changes: list[CustomerChange]
    more: bool
    scope: str
    withheld: Union[str, None]

class ChannelFacts(Record):
    """a way to sell"""
    key: str
    kind: str
    name: str

class ChannelForm(Record):
    """a channel's own form, in place of the ticket types'"""
    channel: str
    form: list[FormField]

class ChannelSale(Record):
    """a channel's own window, in place of the event's"""
    channel: str
    sale: SaleWindow

class CodeKey(Record):
    """a key that ticket codes are signed with"""
    number: int
    public_key: str
    created: datetime.datetime

class CodeKeys(Record):
    """the keys a gate needs to verify codes by itself"""
    keys: list[CodeKey]

class CommissionKept(Record):
    """what is kept by who sells, under one name"""
    name: str
    tickets: int
    amount: Decimal

class CountedMeans(Record):
    """what was counted"""
    means: Literal['cash', 'card', 'voucher', 'transfer']
    amount: Decimal

class Customer(Record):
    """a person or organisation"""
    id: str
    kind: Literal['person', 'organisation']
    state: Literal['active', 'merged', 'erased']
    name: str
    title: str
    first_name: str
    last_name: str
    email: str
    phone: str
    mobile: str
    address: str
    town: str
    postcode: str
    country: str
    date_of_birth: str
    language: str
    number: str
    online: bool
    tags: list[str]
    consents: dict[str, bool]
    introduced_by: Union[str, None]
    merged_into: Union[str, None]
    created: datetime.datetime
    changed: datetime.datetime
    version: int

class CustomerChange(Record):
    """a field of a customer's record that was changed"""
    at: Union[datetime.datetime, None]
    actor: Union[str, None]
    field: Union[str, None]
    before: Union[str, None]
    after: Union[str, None]
    merge: Union[str, None]

class CustomerErased(Record):
    """what names, addresses and numbers were taken from; sales, money and the journal stand"""
    id: str
    records: int
    orders: int
    tickets: int
    deliveries: int
    answers: int
    rows: int

class CustomerList(Table):
    """a table; each row is a customer in a list"""
    customers: list[ListedCustomer]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class CustomerMerge(Record):
    """a merge of two records"""
    id: Union[str, None]
    at: Union[datetime.datetime, None]
    actor: Union[str, None]
    kept: Union[str, None]
    kept_name: Union[str, None]
    absorbed: Union[str, None]
    absorbed_name: Union[str, None]
    undone: Union[datetime.datetime, None]

class CustomerOrder(Record):
    """an order that a customer has a part in"""
    id: Union[str, None]
    number: Union[str, None]
    placed: Union[datetime.datetime, None]
    role: Union[Literal['buyer', 'owner', 'facilitator'], None]
    other_name: Union[str, None]
    tickets: Union[int, None]
    total: Union[Decimal, None]

class CustomerOrderList(Table):
    """a table; each row is an order that a customer has a part in"""
    orders: list[CustomerOrder]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class CustomerProduct(Record):
    """a product that a customer has bought, paid and kept"""
    ticket: str
    product: str
    name: str
    order: str
    since: datetime.datetime

class CustomerProducts(Record):
    """the products of a customer, oldest first"""
    products: list[CustomerProduct]

class CustomerRelation(Record):
    """what one customer is to another"""
    id: str
    customer: str
    name: str
    kind: str
    other: str
    other_name: str
    since: Union[datetime.datetime, None]
    until: Union[datetime.datetime, None]
    email: str

class CustomerRelation2(Record):
    """what one customer is to another"""
    id: Union[str, None]
    customer: Union[str, None]
    name: Union[str, None]
    kind: Union[str, None]
    other: Union[str, None]
    other_name: Union[str, None]
    since: Union[datetime.datetime, None]
    until: Union[datetime.datetime, None]
    email: Union[str, None]

class CustomersMerged(Record):
    """one customer out of two records"""
    merge: str
    customer: Customer
    parties: int

class CustomersUnmerged(Record):
    """two records again"""
    kept: Customer
    restored: Customer
    parties: int

class DeadCode(Record):
    """codes that are genuine and open no door any more"""
    ticket: str
    below: int

class DeadCodes(Record):
    """a page of dead codes, by ticket"""
    dead: list[DeadCode]
    next: Union[str, None]

class DeliveryChoice(Record):
    """where the tickets go"""
    method: Union[str, None]
    to: Union[str, None]

class DeliveryCounts(Record):
    """how the promises of the store stand"""
    tickets_delivered: int
    tickets_waiting: int
    tickets_failed: int
    tried: int

class DeliveryList(Table):
    """a table; each row is one promise to hand something over"""
    deliveries: list[DeliveryRow2]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class DeliveryRow(Record):
    """one promise to hand something over"""
    id: str
    order: Union[str, None]
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
    notice: Union[Literal['cancelled', 'released', 'refunded', 'exchanged', 'taken_back',
        'given_back', 'registered'], None]

class DeliveryRow2(Record):
    """one promise to hand something over"""
    id: Union[str, None]
    order: Union[str, None]
    number: Union[str, None]
    method: Union[str, None]
    carrier: Union[str, None]
    recipient: Union[str, None]
    state: Union[Literal['queued', 'in flight', 'waiting to retry', 'delivered', 'failed',
        'cancelled'], None]
    tickets: Union[int, None]
    attempts: Union[int, None]
    queued: Union[datetime.datetime, None]
    delivered: Union[datetime.datetime, None]
    detail: Union[str, None]
    notice: Union[Literal['cancelled', 'released', 'refunded', 'exchanged', 'taken_back',
        'given_back', 'registered'], None]

class DocumentMade(Record):
    """a document"""
    name: str
    format: str
    base64: str

class DuplicateList(Table):
    """a table; each row is two records of the same first initial and last name, and what else
        they share; where a record was made by somebody else, that one's address counts too
    """
    pairs: list[LikelyDuplicate]
    more: bool
    scope: str
    withheld: Union[str, None]

class Event(Record):
    """what people come for"""
    key: str
    name: str
    place: Union[str, None]
    published: bool
    registrations_end: Union[int, None]
    limits: Union[Limits, None]
    tax: Union[Tax, None]
    forms: list[ChannelForm]
    performances: list[Performance]
    ticket_types: list[TicketType]
    sale: Union[SaleWindow, None]
    sales: list[ChannelSale]

class EventDeleted(Record):
    """an event that is gone; a season file that still says it brings it back as a new one"""
    event: str
    performances: int
    ticket_types: int

class Fault(Record):
    """something in the store that can't be so"""
    name: str
    what: str
    detail: str

class FetchedDocument(Record):
    """a document that was fetched by its link"""
    delivery: str
    order: str
    name: str
    format: str
    base64: str

class FormField(Record):
    """what is asked of every ticket"""
    key: str
    name: str
    type: Literal['text', 'integer', 'boolean', 'date', 'choice']
    required: bool
    choices: list[str]

class HeldAmount(Record):
    """money held for another"""
    seller: str
    means: Literal['cash', 'card', 'voucher', 'transfer']
    amount: Decimal
    in_drawer: Decimal

class HeldBasketLines(Record):
    """what a basket holds"""
    id: str
    lines: list[HeldLine]

class HeldLine(Record):
    """a line of a basket as it is held"""
    performance: str
    ticket_type: str
    quantity: int
    seats: list[str]
    until: Union[datetime.datetime, None]

class HeldMoney(Record):
    """what one holds for others"""
    held: list[HeldAmount]

class HoldingRow(Record):
    """something without a date, and who owns it"""
    product: Union[str, None]
    ticket: Union[str, None]
    owner: Union[str, None]
    owner_id: Union[str, None]
    facilitator_id: Union[str, None]
    facilitator_name: Union[str, None]
    number: Union[str, None]
    placed: Union[datetime.datetime, None]

class HoldingRowTable(Table):
    """a table; each row is something without a date, and who owns it"""
    rows: list[HoldingRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class InvitationAccepted(Record):
    """who may sign in from now on"""
    login: str
    name: str

class InvitationMade(Record):
    """an invitation, to be handed to the user"""
    id: str
    login: str
    token: str
    expires: datetime.datetime

class JournalEntry(Record):
    """one thing that was done"""
    writer: int
    sequence: int
    at: datetime.datetime
    session: Union[str, None]
    actor: Union[str, None]
    seller: Union[str, None]
    acts_since: Union[datetime.datetime, None]
    operation: str
    subject: Union[str, None]
    amount: Decimal
    hash: str

class JournalHead(Record):
    """what an auditor keeps: the end of every chain"""
    heads: list[ChainHead]

class JournalLine(Record):
    """one thing that was done, as people read it"""
    at: Union[datetime.datetime, None]
    operation: Union[str, None]
    actor: Union[str, None]
    seller: Union[str, None]
    acts_since: Union[datetime.datetime, None]
    subject: Union[str, None]
    amount: Union[Decimal, None]
    session: Union[str, None]
    writer: Union[int, None]
    sequence: Union[int, None]

class JournalList(Table):
    """a table; each row is one thing that was done, as people read it"""
    lines: list[JournalLine]
    more: bool
    scope: str
    withheld: Union[str, None]

class JournalPage(Record):
    """what happened since a cursor"""
    entries: list[JournalEntry]
    cursor: str
    more: bool

class LikelyDuplicate(Record):
    """two records of the same first initial and last name, and what else they share; where a
        record was made by somebody else, that one's address counts too
    """
    customer: Union[str, None]
    name: Union[str, None]
    other: Union[str, None]
    other_name: Union[str, None]
    postcode: Union[bool, None]
    address: Union[bool, None]
    date_of_birth: Union[bool, None]
    facilitator: Union[bool, None]

class Limits(Record):
    """the most tickets that one may have"""
    per_order: Union[int, None]
    per_owner: Union[int, None]

class LineCommission(Record):
    """what an agent keeps of a line"""
    name: str
    amount: Decimal

class LineEffect(Record):
    """what an offer took off a line"""
    offer: str
    units: int
    amount: Decimal
    reason: str

class LineTax(Record):
    """a tax on a line, rounded half up for each ticket"""
    name: str
    rate: str
    on_top: bool
    amount: Decimal

class ListedBasket(Record):
    """a basket in a list"""
    id: str
    opened: datetime.datetime
    until: Union[datetime.datetime, None]
    owner: Union[str, None]
    tickets: int

class ListedCustomer(Record):
    """a customer in a list"""
    id: Union[str, None]
    kind: Union[Literal['person', 'organisation'], None]
    name: Union[str, None]
    email: Union[str, None]
    phone: Union[str, None]
    mobile: Union[str, None]
    address: Union[str, None]
    town: Union[str, None]
    postcode: Union[str, None]
    number: Union[str, None]
    online: Union[bool, None]
    created: Union[datetime.datetime, None]

class ListedSeat(Record):
    """a seat in a list"""
    guid: Union[str, None]
    zone: Union[str, None]
    row: Union[str, None]
    number: Union[str, None]
    category: Union[str, None]
    use: Union[Literal['free', 'contingent', 'cart', 'allocated', 'distributed', 'taken',
        'blocked'], None]
    name: Union[str, None]
    contingent: Union[str, None]
    ticket: Union[str, None]

class ListedSeatTable(Table):
    """a table; each row is a seat in a list"""
    seats: list[ListedSeat]
    more: bool
    scope: str
    withheld: Union[str, None]

class Location(Record):
    """a place of sale with its own number series"""
    key: str
    name: str
    series: Union[SeriesSettings, None]

class MapRow(Record):
    """a row on the map"""
    number: str
    seats: list[MapSeat]

class MapSeat(Record):
    """a seat on the map"""
    guid: str
    number: str
    x: Any
    y: Any
    category: str
    state: Literal['free', 'held', 'sold', 'blocked']
    lock: str

class MapZone(Record):
    """a zone on the map"""
    name: str
    x: Any
    y: Any
    rows: list[MapRow]
    areas: list[Any]

class MergeList(Table):
    """a table; each row is a merge of two records"""
    merges: list[CustomerMerge]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class MoneyMoved(Record):
    """money that moved, from each place where it was"""
    movements: list[Movement]

class Movement(Record):
    """money that moved without a sale"""
    id: str
    kind: Literal['paid_in', 'paid_out', 'deposit', 'hand_over']
    means: Literal['cash', 'card', 'voucher', 'transfer']
    amount: Decimal
    at: datetime.datetime
    shift: Union[str, None]
    held_for: str
    note: str

class Nothing(Record):
    """nothing to say"""

class OpenShiftFacts(Record):
    """an open shift, without a word of its money"""
    id: str
    location: str
    opened: datetime.datetime

class Order(Record):
    """what was sold"""
    id: str
    number: str
    state: Literal['sold', 'registered', 'cancelled', 'released', 'ended']
    placed: datetime.datetime
    who: Attribution
    buyer: str
    reference: str
    lines: list[QuotedLine]
    tickets: list[Ticket]
    payments: list[PaymentTaken]
    total: Decimal
    paid: Decimal
    to_settle: Decimal
    delivery: Union[DeliveryChoice, None]
    transactions: list[Transaction]
    facilitated_by: str
    on_behalf_of: str
    warnings: list[Reason]

class OrderBookRow(Record):
    """a ticket with the order it was sold by"""
    ticket: Union[str, None]
    number: Union[str, None]
    placed: Union[datetime.datetime, None]
    channel: Union[str, None]
    seller: Union[str, None]
    actor: Union[str, None]
    event: Union[str, None]
    performance: Union[str, None]
    starts: Union[datetime.datetime, None]
    ticket_type: Union[str, None]
    price: Union[Decimal, None]
    state: Union[Literal['valid', 'dead', 'used', 'held'], None]
    holder: Union[str, None]
    buyer: Union[str, None]
    buyer_email: Union[str, None]
    facilitator_id: Union[str, None]
    facilitator_name: Union[str, None]
    facilitator_email: Union[str, None]
    owner_id: Union[str, None]
    owner_name: Union[str, None]
    owner_email: Union[str, None]
    reference: Union[str, None]

class OrderBookRowTable(Table):
    """a table; each row is a ticket with the order it was sold by"""
    rows: list[OrderBookRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class OrderLine(Record):
    """so many tickets of one type for one performance, or so many of one product"""
    performance: Union[str, None]
    ticket_type: Union[str, None]
    product: Union[str, None]
    quantity: Union[int, None]
    holders: list[str]
    seats: list[str]
    together: bool
    answers: list[dict[str, str]]

class OrderList(Table):
    """a table; each row is an order in a list"""
    orders: list[OrderRow]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

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
    explanations: list[Reason]
    warnings: list[Reason]

class OrderRow(Record):
    """an order in a list"""
    id: Union[str, None]
    number: Union[str, None]
    state: Union[Literal['sold', 'registered', 'cancelled', 'released', 'ended'], None]
    placed: Union[datetime.datetime, None]
    channel: Union[str, None]
    seller: Union[str, None]
    buyer: Union[str, None]
    tickets: Union[int, None]
    total: Union[Decimal, None]
    paid: Union[Decimal, None]
    to_settle: Union[Decimal, None]

class Organisation(Record):
    """whose store this is"""
    name: str
    currency: str
    timezone: str
    language: str
    online: Union[str, None]
    date_of_birth: bool

class PaperLine(Record):
    """paper tickets of one type for one performance"""
    performance: str
    ticket_type: str
    numbers: list[str]
    seats: list[str]

class PaperRange(Record):
    """numbers of paper tickets that a user holds"""
    id: str
    login: str
    first: str
    last: str
    next: str
    left: int
    assigned: datetime.datetime

class PaperRanges(Record):
    """ranges that the caller may see"""
    ranges: list[PaperRange]

class PaperSale(Record):
    """paper tickets sold at once: one transaction"""
    lines: list[PaperLine]
    payments: list[PaymentLine]
    sold: Union[datetime.datetime, None]
    buyer: Union[Buyer, None]

class PaperTicket(Record):
    """a paper ticket"""
    number: str
    login: str
    state: Literal['unused', 'sold', 'spoiled']
    at: Union[datetime.datetime, None]
    order: Union[str, None]
    ticket: Union[str, None]

class PaperTicketsUploaded(Record):
    """what came of an upload"""
    booked: list[BookedOnPaper]
    spoiled: int

class PaymentBookRow(Record):
    """a payment with the order it was for, or a registration"""
    kind: Union[Literal['payment', 'registration'], None]
    payment: Union[str, None]
    order: Union[str, None]
    number: Union[str, None]
    taken: Union[datetime.datetime, None]
    means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None]
    amount: Union[Decimal, None]
    registered: Union[Decimal, None]
    channel: Union[str, None]
    seller: Union[str, None]
    collector: Union[str, None]
    shift: Union[str, None]
    buyer: Union[str, None]

class PaymentBookRowTable(Table):
    """a table; each row is a payment with the order it was for, or a registration"""
    rows: list[PaymentBookRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class PaymentLine(Record):
    """money taken"""
    means: Literal['cash', 'card', 'voucher', 'transfer']
    amount: Decimal
    tendered: Union[Decimal, None]
    collected_by: Literal['seller', 'actor']

class PaymentTaken(Record):
    """money taken; less than zero: paid out"""
    means: Literal['cash', 'card', 'voucher', 'transfer']
    amount: Decimal
    tendered: Union[Decimal, None]
    change: Decimal
    collected_by: Union[str, None]

class Performance(Record):
    """one date of an event"""
    key: str
    starts: datetime.datetime
    ends: datetime.datetime
    capacity: Union[int, None]
    seating: Union[str, None]
    blocked: list[str]
    locked: dict[str, list[str]]
    limits: Union[Limits, None]
    sale: Union[SaleWindow, None]

class PerformanceList(Table):
    """a table; each row is a performance and what is left of it"""
    performances: list[PerformanceRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class PerformanceRow(Record):
    """a performance and what is left of it"""
    key: Union[str, None]
    event: Union[str, None]
    starts: Union[datetime.datetime, None]
    ends: Union[datetime.datetime, None]
    capacity: Union[int, None]
    sold: Union[int, None]
    held: Union[int, None]
    left: Union[int, None]
    overcommitted: Union[int, None]

class PlacedBasket(Record):
    """what came of a basket"""
    basket: str
    order: Union[str, None]
    number: str
    tickets: list[PlacedTicket]
    reasons: list[Reason]

class PlacedTicket(Record):
    """a ticket that a basket has become"""
    id: str
    performance: str
    ticket_type: str
    seat: str

class PlanCategory(Record):
    """a category of seats"""
    name: str
    color: Union[str, None]

class Product(Record):
    """what is sold without a date: a membership, a donation"""
    key: str
    name: str
    price: Decimal
    published: bool
    quota: Union[int, None]
    lock: Union[str, None]
    limits: Union[Limits, None]
    tax: Union[Tax, None]
    form: list[FormField]

class PurchasedList(Table):
    """a table; each row is a customer with a part in what was sold"""
    customers: list[SegmentRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class QuotedLine(Record):
    """a line with its price"""
    event: str
    performance: str
    ticket_type: str
    quantity: int
    price: Decimal
    total: Decimal
    effects: list[LineEffect]
    tax: Union[LineTax, None]
    product: str
    commissions: list[LineCommission]

class Reason(Record):
    """one rule that decided, with the numbers behind it"""
    rule: str
    message: str
    plugin: str
    line: Union[int, None]
    numbers: dict[str, int]
    seats: list[SeatInQuestion]

class RedeemedOffer(Record):
    """an offer that was used"""
    offer: str
    tickets: int
    amount: Decimal

class ReissuedTicket(Record):
    """a ticket with a new code; the old one is dead"""
    ticket: str
    issue: int
    code: str
    cancelled: int
    delivery: Union[str, None]

class RelationList(Table):
    """a table; each row is what one customer is to another"""
    relations: list[CustomerRelation2]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class ReleasedLine(Record):
    """what a basket held of a contingent until its release"""
    performance: str
    ticket_type: str
    quantity: int
    seats: list[str]
    released: datetime.datetime

class SaleWindow(Record):
    """when something is on sale: a time that a clock shows twice is the first of them, one that
        it skips is refused; where two ends are given the narrower holds
    """
    opens: Union[datetime.datetime, None]
    closes: Union[datetime.datetime, None]
    opens_before: Union[int, None]
    closes_before: Union[int, None]

class SalesReport(Table):
    """a table; each row is sums of one performance, channel, seller, hour …"""
    rows: list[SalesRow]
    total: Union[SalesRow, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class SalesRow(Record):
    """sums of one performance, channel, seller, hour …"""
    key: Union[str, None]
    name: Union[str, None]
    starts: Union[datetime.datetime, None]
    orders: Union[int, None]
    tickets: Union[int, None]
    face_value: Union[Decimal, None]
    taken: Union[Decimal, None]
    to_settle: Union[Decimal, None]

class SeasonApplied(Record):
    """what applying a season did; nothing where all was so already"""
    changes: list[SeasonChange]
    warnings: list[SeasonWarning]

class SeasonChange(Record):
    """SeasonChange"""
    path: str
    what: str

class SeasonWarning(Record):
    """what somebody should look at; it is applied nevertheless"""
    path: str
    rule: str
    message: str

class Seat(Record):
    """a seat of a plan, as printed"""
    guid: str
    zone: str
    row: str
    number: str
    category: str

class SeatInQuestion(Record):
    """a seat that a reason is about"""
    guid: str
    name: str
    free_beside: list[str]

class SeatMap(Record):
    """every seat of a performance: where it is and how it stands"""
    performance: str
    name: str
    categories: list[PlanCategory]
    zones: list[MapZone]
    counted: dict[str, int]

class SeatsBlocked(Record):
    """what became of seats that are not for sale"""
    performance: str
    changed: int
    blocked: int

class SegmentRow(Record):
    """a customer with a part in what was sold"""
    customer: Union[str, None]
    name: Union[str, None]
    title: Union[str, None]
    first_name: Union[str, None]
    last_name: Union[str, None]
    email: Union[str, None]
    phone: Union[str, None]
    mobile: Union[str, None]
    postcode: Union[str, None]
    orders: Union[int, None]
    tickets: Union[int, None]
    value: Union[Decimal, None]

class Seller(Record):
    """a user as a seller"""
    id: str
    login: str
    name: str
    employee_number: str
    external_id: str
    role: str
    channel: str
    channel_kind: str
    on_behalf: bool
    locations: list[str]
    uses_shifts: bool
    shift: Union[OpenShiftFacts, None]
    signed_in: Union[datetime.datetime, None]
    disabled: bool

class SellersFound(Record):
    """all sellers that were meant"""
    sellers: list[Seller]

class SeriesSettings(Record):
    """how a location numbers its transactions"""
    prefix: str
    width: int

class SessionFacts(Record):
    """who is signed in, and whom the session acts for"""
    kind: str
    login: str
    name: str
    role: str
    channel: str
    seller: str
    opened: datetime.datetime
    device: str
    banner: Union[Banner, None]

class SessionLine(Record):
    """a session that is not over"""
    id: Union[str, None]
    kind: Union[Literal['host', 'user', 'customer'], None]
    login: Union[str, None]
    device: Union[str, None]
    seller: Union[str, None]
    opened: Union[datetime.datetime, None]
    used: Union[datetime.datetime, None]

class SessionList(Table):
    """a table; each row is a session that is not over"""
    sessions: list[SessionLine]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class SessionsEnded(Record):
    """sessions that are over now"""
    ended: int

class Shift(Record):
    """a seller's time at a location, with the money taken"""
    id: str
    seller: str
    location: str
    opened: datetime.datetime
    closed: Union[datetime.datetime, None]
    opening_float: Decimal
    means: list[ShiftMeans]

class ShiftComment(Record):
    """what somebody wrote about a shift"""
    id: str
    at: datetime.datetime
    author: str
    text: str

class ShiftCommissions(Record):
    """what is kept by who sells"""
    amount: Decimal
    commissions: list[CommissionKept]

class ShiftFees(Record):
    """fees of refunds and exchanges"""
    count: int
    amount: Decimal

class ShiftLine(Record):
    """a shift in a list; its money is not told while it is open"""
    id: Union[str, None]
    seller: Union[str, None]
    location: Union[str, None]
    opened: Union[datetime.datetime, None]
    closed: Union[datetime.datetime, None]
    opening_float: Union[Decimal, None]
    payments: Union[int, None]
    taken: Union[Decimal, None]
    expected: Union[Decimal, None]
    counted: Union[Decimal, None]
    over: Union[Decimal, None]

class ShiftList(Table):
    """a table; each row is a shift in a list; its money is not told while it is open"""
    shifts: list[ShiftLine]
    total: Union[ShiftLine, None]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class ShiftMeans(Record):
    """one means of payment in a shift"""
    means: Literal['cash', 'card', 'voucher', 'transfer']
    payments: int
    taken: Decimal
    by_others: Decimal
    for_others: Decimal
    paid_in: Decimal
    paid_out: Decimal
    deposited: Decimal
    handed_over: Decimal
    received: Decimal
    expected: Decimal
    counted: Union[Decimal, None]
    over: Union[Decimal, None]

class ShiftMovements(Record):
    """money that moved without a sale"""
    put_in: Decimal
    taken_out: Decimal
    movements: list[Movement]

class ShiftPayments(Record):
    """money taken and expected"""
    means: list[ShiftMeans]

class ShiftRedeemables(Record):
    """what was redeemed"""
    vouchers: Decimal
    offers: list[RedeemedOffer]

class ShiftRefunds(Record):
    """refunds"""
    count: int
    value: Decimal
    paid_out: Decimal

class ShiftSummary(Record):
    """a shift in sections, each behind a permission of its own"""
    shift: Shift
    payments: Union[ShiftPayments, None]
    transactions: Union[ShiftTransactions, None]
    tickets: Union[ShiftTickets, None]
    fees: Union[ShiftFees, None]
    refunds: Union[ShiftRefunds, None]
    paid_in_out: Union[ShiftMovements, None]
    deposits: Union[ShiftMovements, None]
    redeemables: Union[ShiftRedeemables, None]
    commissions: Union[ShiftCommissions, None]
    comments: list[ShiftComment]
    withheld: list[WithheldSection]

class ShiftTickets(Record):
    """tickets sold and given back"""
    sold: int
    given_back: int
    value: Decimal
    kinds: list[SoldInShift]

class ShiftTransactions(Record):
    """how often something was sold or changed"""
    sales: int
    payments: int
    exchanges: int
    refunds: int

class SoldInShift(Record):
    """tickets of one kind"""
    performance: str
    ticket_type: str
    sold: int
    given_back: int
    value: Decimal

class SoldOrderRow(Record):
    """an order, who booked it and whom it is for"""
    order: Union[str, None]
    number: Union[str, None]
    placed: Union[datetime.datetime, None]
    channel: Union[str, None]
    seller: Union[str, None]
    tickets: Union[int, None]
    total: Union[Decimal, None]
    facilitator_email: Union[str, None]
    facilitator_first_name: Union[str, None]
    facilitator_id: Union[str, None]
    facilitator_last_name: Union[str, None]
    facilitator_mobile: Union[str, None]
    facilitator_name: Union[str, None]
    facilitator_phone: Union[str, None]
    facilitator_title: Union[str, None]
    owner_email: Union[str, None]
    owner_first_name: Union[str, None]
    owner_id: Union[str, None]
    owner_last_name: Union[str, None]
    owner_mobile: Union[str, None]
    owner_name: Union[str, None]
    owner_phone: Union[str, None]
    owner_title: Union[str, None]
    relationship_email: Union[str, None]

class SoldOrderRowTable(Table):
    """a table; each row is an order, who booked it and whom it is for"""
    rows: list[SoldOrderRow]
    more: bool
    scope: str
    withheld: Union[str, None]

class StoreBackedUp(Record):
    """a copy of the store at one instant"""
    path: str
    bytes: int

class StoreChecked(Record):
    """the store recounted from first principles"""
    ok: bool
    faults: list[Fault]
    counted: dict[str, int]

class TableColumn(Record):
    """a column of a table"""
    name: str
    number: bool

class TableRow(Record):
    """a row of a table"""
    cells: list[str]

class TakingsReport(Table):
    """a table; each row is what one user took on one shift by one means of payment"""
    rows: list[TakingsRow]
    total: Union[TakingsRow, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class TakingsRow(Record):
    """what one user took on one shift by one means of payment"""
    shift: Union[str, None]
    location: Union[str, None]
    opened: Union[datetime.datetime, None]
    closed: Union[datetime.datetime, None]
    collector: Union[str, None]
    means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None]
    payments: Union[int, None]
    amount: Union[Decimal, None]

class Tax(Record):
    """a tax on tickets, rounded half up for each"""
    name: str
    rate: str
    on_top: bool

class Ticket(Record):
    """the right of one person to one place, or one of a product"""
    id: str
    line: int
    performance: str
    ticket_type: str
    price: Decimal
    tax: Decimal
    holder: str
    answers: dict[str, str]
    state: Literal['valid', 'dead', 'used', 'held']
    code: str
    seat: Union[Seat, None]
    product: str

class TicketLine(Record):
    """the right of one person to one place, and how it stands"""
    id: Union[str, None]
    order: Union[str, None]
    number: Union[str, None]
    performance: Union[str, None]
    ticket_type: Union[str, None]
    price: Union[Decimal, None]
    holder: Union[str, None]
    state: Union[Literal['valid', 'dead', 'used', 'held'], None]
    issue: Union[int, None]
    admitted: Union[datetime.datetime, None]

class TicketList(Table):
    """a table; each row is the right of one person to one place, and how it stands"""
    tickets: list[TicketLine]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class TicketType(Record):
    """what is sold for a performance, at a price"""
    key: str
    name: str
    price: Decimal
    quota: Union[int, None]
    category: Union[str, None]
    lock: Union[str, None]
    limits: Union[Limits, None]
    tax: Union[Tax, None]
    form: list[FormField]
    sale: Union[SaleWindow, None]

class TicketsTransferred(Record):
    """tickets with new codes; the old ones are dead"""
    tickets: list[TransferredTicket]
    delivery: Union[str, None]

class Transaction(Record):
    """what happened to an order after it was placed"""
    id: str
    kind: Literal['payment', 'cancellation', 'release', 'refund', 'exchange']
    number: str
    at: datetime.datetime
    who: Attribution
    ended: list[str]
    sold: Decimal
    given_back: Decimal
    fee: Decimal
    payments: list[PaymentTaken]
    paid: Decimal
    to_settle: Decimal
    note: str

class TransferredTicket(Record):
    """a ticket that somebody else has now"""
    ticket: str
    issue: int
    code: str

class UserLine(Record):
    """a user, and whether they may come in"""
    id: Union[str, None]
    login: Union[str, None]
    name: Union[str, None]
    role: Union[str, None]
    channel: Union[str, None]
    state: Union[Literal['active', 'invited', 'disabled'], None]
    invited_by: Union[str, None]
    expires: Union[datetime.datetime, None]

class UserList(Table):
    """a table; each row is a user, and whether they may come in"""
    users: list[UserLine]
    next: Union[str, None]
    more: bool
    scope: str
    withheld: Union[str, None]

class WithheldSection(Record):
    """a section that the caller does not see"""
    section: str
    rule: str
    permission: str

BasketWantedDict = TypedDict("BasketWantedDict", {
    "id": NotRequired[str],
    "lines": NotRequired[Iterable[Union[OrderLine, OrderLineDict]]],
    "buyer": NotRequired[Union[Buyer, BuyerDict]],
    "owner": NotRequired[str],
})

BuyerDict = TypedDict("BuyerDict", {
    "name": str,
    "email": NotRequired[str],
    "postcode": NotRequired[str],
    "language": NotRequired[str],
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
    "performance": NotRequired[str],
    "ticket_type": NotRequired[str],
    "product": NotRequired[str],
    "quantity": NotRequired[int],
    "holders": NotRequired[Iterable[str]],
    "seats": NotRequired[Iterable[str]],
    "together": NotRequired[bool],
    "answers": NotRequired[Iterable[Mapping[str, str]]],
})

PaperLineDict = TypedDict("PaperLineDict", {
    "performance": str,
    "ticket_type": str,
    "numbers": Iterable[str],
    "seats": NotRequired[Iterable[str]],
})

PaperSaleDict = TypedDict("PaperSaleDict", {
    "lines": Iterable[Union[PaperLine, PaperLineDict]],
    "payments": NotRequired[Iterable[Union[PaymentLine, PaymentLineDict]]],
    "sold": NotRequired[Union[datetime.datetime, str]],
    "buyer": NotRequired[Union[Buyer, BuyerDict]],
})

PaymentLineDict = TypedDict("PaymentLineDict", {
    "means": Literal['cash', 'card', 'voucher', 'transfer'],
    "amount": Union[Decimal, str, int],
    "tendered": NotRequired[Union[Decimal, str, int]],
    "collected_by": NotRequired[Literal['seller', 'actor']],
})

TableColumnDict = TypedDict("TableColumnDict", {
    "name": str,
    "number": NotRequired[bool],
})

TableRowDict = TypedDict("TableRowDict", {
    "cells": NotRequired[Iterable[str]],
})

class _Access:
    def explain(
        self,
        *,
        operation: str,
        login: Union[str, None] = None,
        subject: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> AccessExplained:
        """Whether somebody may do something, and why.

        operation: name of the operation
        login: of which user; the caller where it is left out (optional)
        subject: to what (optional)
        Returns AccessExplained. Permission /access/explain.
        """

class _Baskets:
    def assign(
        self,
        *,
        id: str,
        owner: Union[str, None] = None,
        buyer: Union[Buyer, BuyerDict, None] = None,
        promotion_codes: Union[Iterable[str], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Basket:
        """Says for whom it is, and who buys: prices follow.

        id: an open basket
        owner: customer it is for; left out: as it is (optional)
        buyer: who buys; left out: as it is (optional)
        promotion_codes: promotion codes, all of them; left out: as it is (optional)
        Returns Basket. Permission /baskets/assign.
        """
    def drop(
        self,
        *,
        id: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Basket:
        """Gives back what a basket holds.

        id: a basket of the seller
        Returns Basket. Permission /baskets/drop.
        """
    def facilitate(
        self,
        *,
        id: str,
        facilitator: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Basket:
        """Says who books it for its owner.

        id: an open basket that is for somebody
        facilitator: customer who books for its owner; left out: nobody (optional)
        Returns Basket. Permission /baskets/facilitate.
        """
    def fill(
        self,
        *,
        id: str,
        lines: Union[Iterable[Union[OrderLine, OrderLineDict]], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Basket:
        """Holds other things instead, and for longer.

        id: an open basket
        lines: what it holds from then on, all of it; a line as the basket shows it keeps its
            seats (optional)
        Returns Basket. Permission /baskets/fill.
        """
    def get(
        self,
        *,
        id: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Basket:
        """A basket of the seller's, at today's prices.

        id: a basket of the seller
        Returns Basket. Permission /baskets/get.
        """
    def list(
        self,
        *,
        after: Union[str, None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> BasketList:
        """The seller's open baskets.

        after: the last id of the page before (optional)
        most: baskets a page (optional)
        Returns BasketList. Permission /baskets/list.
        """
    def open(
        self,
        *,
        lines: Union[Iterable[Union[OrderLine, OrderLineDict]], None] = None,
        owner: Union[str, None] = None,
        buyer: Union[Buyer, BuyerDict, None] = None,
        promotion_codes: Union[Iterable[str], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Basket:
        """Holds what somebody means to buy.

        lines: what it holds; none: nothing yet (optional)
        owner: customer it is for: their rights and prices count (optional)
        buyer: who buys (optional)
        promotion_codes: promotion codes (optional)
        Returns Basket. Permission /baskets/open.
        """
    def place(
        self,
        *,
        baskets: Iterable[str],
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> BasketsPlaced:
        """Sells what several hold, each as an order of its own or not at all.

        baskets: open baskets of the seller, each once; each is placed as `orders.place` places it
            with nothing but its id, or not at all
        Returns BasketsPlaced. Permission /orders/place.
        """
    def rearrange(
        self,
        *,
        baskets: Iterable[Union[BasketWanted, BasketWantedDict]],
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> BasketsRearranged:
        """Fills several at once: what one gives up, another may have.

        baskets: baskets of the seller, each once; all of them are filled so, or none
        Returns BasketsRearranged. Permission /baskets/rearrange.
        """

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
        """Brings the store to a season file; idempotent, never deletes.

        file: name used in errors and to find files beside it (optional)
        text: the season as YAML (or JSON)
        overwrite: also what an operation changed since the last time (optional)
        dry_run: say what would change and change nothing (optional)
        Returns SeasonApplied. Permission /catalogue/apply.
        """
    def get(
        self,
        *,
        event: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CatalogueFacts:
        """What is sold, where and through which channels, as far as one's own channel shows it; no
            settings, no users.

        event: only this event (optional)
        Returns CatalogueFacts. Permission /catalogue/get.
        """

class _Codes:
    def dead(
        self,
        *,
        after: Union[str, None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DeadCodes:
        """Genuine codes that open no door any more, for gates that verify by themselves.

        after: the last ticket of the page before (optional)
        most: tickets a page (optional)
        Returns DeadCodes. Permission /codes/dead.
        """
    def keys(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CodeKeys:
        """The public keys that ticket codes are verified with.

        Returns CodeKeys. Permission /codes/keys.
        """
    def rotate(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CodeKeys:
        """Makes a new key, which signs from now on; codes of the older ones stay genuine.

        Returns CodeKeys. Permission /codes/rotate.
        """

class _Customers:
    def booked(
        self,
        *,
        role: Union[Literal['owner', 'facilitator'], None] = None,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> BookedList:
        """Customers with tickets, as owners or as facilitators.

        role: owners are those whom an order is for, whoever booked it; facilitators have booked
            for another (optional)
        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns BookedList, a table. Permission /customers/booked.
        """
    def change(
        self,
        *,
        id: str,
        version: Union[int, None] = None,
        password: Union[str, None] = None,
        name: Union[str, None] = None,
        title: Union[str, None] = None,
        first_name: Union[str, None] = None,
        last_name: Union[str, None] = None,
        email: Union[str, None] = None,
        phone: Union[str, None] = None,
        mobile: Union[str, None] = None,
        address: Union[str, None] = None,
        town: Union[str, None] = None,
        postcode: Union[str, None] = None,
        country: Union[str, None] = None,
        date_of_birth: Union[str, None] = None,
        language: Union[str, None] = None,
        number: Union[str, None] = None,
        online: Union[bool, None] = None,
        tags: Union[Iterable[str], None] = None,
        consents: Union[Mapping[str, bool], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Customer:
        """Changes what is named of a customer's record, and nothing else.

        id: whose record
        version: change it only if this is still its own (optional)
        password: for signing in; empty: none any more (optional)
        name: as printed; made of a person's first and last name (optional)
        title: before a person's name (optional)
        first_name: of a person (optional)
        last_name: of a person (optional)
        email: email address, unique; needed to be active online (optional)
        phone: telephone number (optional)
        mobile: mobile telephone number (optional)
        address: first line of the postal address (optional)
        town: of the postal address (optional)
        postcode: postal code (optional)
        country: of the postal address (optional)
        date_of_birth: of a person: 1984-02-29 (optional)
        language: BCP 47 tag of documents and mails (optional)
        number: the organisation's own number for them, unique (optional)
        online: whether they may sign in (optional)
        tags: words to find and to serve them by (optional)
        consents: what they agreed to (true) or took back; others stay as they are (optional)
        Returns Customer. Permission /customers/change.
        """
    def changes(
        self,
        *,
        customer: str,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> ChangeList:
        """What was changed of a customer's record.

        customer: whose record
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns ChangeList, a table. Permission /customers/changes.
        """
    def create(
        self,
        *,
        kind: Union[Literal['person', 'organisation'], None] = None,
        introduced_by: Union[str, None] = None,
        password: Union[str, None] = None,
        name: Union[str, None] = None,
        title: Union[str, None] = None,
        first_name: Union[str, None] = None,
        last_name: Union[str, None] = None,
        email: Union[str, None] = None,
        phone: Union[str, None] = None,
        mobile: Union[str, None] = None,
        address: Union[str, None] = None,
        town: Union[str, None] = None,
        postcode: Union[str, None] = None,
        country: Union[str, None] = None,
        date_of_birth: Union[str, None] = None,
        language: Union[str, None] = None,
        number: Union[str, None] = None,
        online: Union[bool, None] = None,
        tags: Union[Iterable[str], None] = None,
        consents: Union[Mapping[str, bool], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Customer:
        """Makes the record of a customer.

        kind: person or organisation (optional)
        introduced_by: customer who made the record for somebody else (optional)
        password: for signing in: makes the customer active online (optional)
        name: as printed; made of a person's first and last name (optional)
        title: before a person's name (optional)
        first_name: of a person (optional)
        last_name: of a person (optional)
        email: email address, unique; needed to be active online (optional)
        phone: telephone number (optional)
        mobile: mobile telephone number (optional)
        address: first line of the postal address (optional)
        town: of the postal address (optional)
        postcode: postal code (optional)
        country: of the postal address (optional)
        date_of_birth: of a person: 1984-02-29 (optional)
        language: BCP 47 tag of documents and mails (optional)
        number: the organisation's own number for them, unique (optional)
        online: whether they may sign in (optional)
        tags: words to find and to serve them by (optional)
        consents: what they agreed to (true) or took back; others stay as they are (optional)
        Returns Customer. Permission /customers/create.
        """
    def duplicates(
        self,
        *,
        of: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DuplicateList:
        """Records that may be of one customer, and why; nothing is ever merged by itself.

        of: only those of this customer (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns DuplicateList, a table. Permission /customers/duplicates.
        """
    def erase(
        self,
        *,
        id: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomerErased:
        """Forgets a customer for good: no name, address or number of theirs is left.

        id: who is to be forgotten, with every record merged into it
        Returns CustomerErased. Permission /customers/erase.
        """
    def get(
        self,
        *,
        id: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Customer:
        """The record of a customer.

        id: whose record
        Returns Customer. Permission /customers/get.
        """
    def list(
        self,
        *,
        name: Union[str, None] = None,
        email: Union[str, None] = None,
        phone: Union[str, None] = None,
        number: Union[str, None] = None,
        postcode: Union[str, None] = None,
        tag: Union[str, None] = None,
        kind: Union[Literal['person', 'organisation'], None] = None,
        online: Union[bool, None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomerList:
        """Customers, found by whatever is known of them.

        name: only with these words, or words that begin so, in the name; neither case nor accents
            count (optional)
        email: only with an email address that begins so (optional)
        phone: only with a telephone number that ends so, however it is written (optional)
        number: only with this number, or this id (optional)
        postcode: only with this postal code (optional)
        tag: only with this tag (optional)
        kind: only persons, or only organisations (optional)
        online: only those who may sign in, or who may not (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns CustomerList, a table. Permission /customers/list.
        """
    def merge(
        self,
        *,
        keep: str,
        absorb: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomersMerged:
        """Makes two records of one customer one; can be undone.

        keep: the record that stays; what it says counts
        absorb: the record that becomes part of it; fills in what the other lacks
        Returns CustomersMerged. Permission /customers/merge.
        """
    def merges(
        self,
        *,
        customer: Union[str, None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> MergeList:
        """Records that were made one.

        customer: only those this customer was part of (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns MergeList, a table. Permission /customers/merges.
        """
    def orders(
        self,
        *,
        customer: str,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomerOrderList:
        """The orders a customer has a part in.

        customer: whose
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns CustomerOrderList, a table. Permission /customers/orders.
        """
    def products(
        self,
        *,
        customer: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomerProducts:
        """What a customer owns that has no date, paid and kept.

        customer: whose
        Returns CustomerProducts. Permission /customers/products.
        """
    def purchased(
        self,
        *,
        role: Union[Literal['owner', 'facilitator'], None] = None,
        product: Union[str, None] = None,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PurchasedList:
        """Customers with memberships and other products, as owners or as facilitators.

        role: owners are those whom an order is for, whoever bought it; facilitators have bought
            for another (optional)
        product: only of this product (optional)
        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns PurchasedList, a table. Permission /customers/purchased.
        """
    def relate(
        self,
        *,
        customer: str,
        other: str,
        kind: str,
        since: Union[datetime.datetime, str, None] = None,
        until: Union[datetime.datetime, str, None] = None,
        email: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomerRelation:
        """Says what one customer is to another.

        customer: a person or organisation
        other: another
        kind: what the one is to the other: parent, member ...
        since: when it began (optional)
        until: when it ends, or ended (optional)
        email: where the one is written to as that; left out: as otherwise (optional)
        Returns CustomerRelation. Permission /customers/relate.
        """
    def relations(
        self,
        *,
        customer: Union[str, None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> RelationList:
        """What customers are to each other.

        customer: only those of this customer, on either side (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns RelationList, a table. Permission /customers/relations.
        """
    def unmerge(
        self,
        *,
        merge: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomersUnmerged:
        """Undoes a merge of two records.

        merge: which
        Returns CustomersUnmerged. Permission /customers/unmerge.
        """
    def unrelate(
        self,
        *,
        id: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> CustomerRelation:
        """Takes a relationship back.

        id: of the relationship
        Returns CustomerRelation. Permission /customers/unrelate.
        """

class _Deliveries:
    def cancel(
        self,
        *,
        id: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DeliveryRow:
        """Calls off a delivery that nobody has in hand; the tickets stay sold.

        id: the delivery that shall not happen
        Returns DeliveryRow. Permission /deliveries/cancel.
        """
    def fetch(
        self,
        *,
        link: str,
        kind: Union[str, None] = None,
        format: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> FetchedDocument:
        """The document that a link promises, for the web server that was shown the link.

        link: as it was given out, without the address before it
        kind: what a plugin makes of an order: ticket, roll, stub, label, receipt, confirmation
            (optional)
        format: media type (optional)
        Returns FetchedDocument. Permission /deliveries/fetch.
        """
    def list(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        state: Union[Literal['queued', 'in flight', 'waiting to retry', 'delivered', 'failed',
            'cancelled'], None] = None,
        order: Union[str, None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DeliveryList:
        """What was promised to be handed over, and how it stands.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        state: only those that stand so (optional)
        order: only of this order (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns DeliveryList, a table. Permission /deliveries/list.
        """
    def retry(
        self,
        *,
        id: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DeliveryRow:
        """Has a delivery that failed or waits tried again at once.

        id: the delivery that failed or waits
        Returns DeliveryRow. Permission /deliveries/retry.
        """
    def run(
        self,
        *,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DeliveryCounts:
        """Gives up what is past its release and delivers what is due, on the caller's thread; says
            how all promises stand.

        most: deliveries tried at most (optional)
        Returns DeliveryCounts. Permission /deliveries/run.
        """

class _Events:
    def delete(
        self,
        *,
        event: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> EventDeleted:
        """Takes an event that nobody ever bought out of the catalogue.

        event: its key
        Returns EventDeleted. Permission /events/delete.
        """

class _Journal:
    def head(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> JournalHead:
        """The end of every hash chain, for an auditor to keep.

        Returns JournalHead. Permission /journal/head.
        """
    def list(
        self,
        *,
        operation: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> JournalList:
        """What was done, chain by chain.

        operation: only this operation (optional)
        seller: only what was this user's (optional)
        from_: only what happened then or later (optional)
        to: only what happened before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns JournalList, a table. Permission /journal/list.
        """
    def since(
        self,
        *,
        cursor: Union[str, None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> JournalPage:
        """What happened since a cursor, chain by chain.

        cursor: of the page before; empty from the start (optional)
        most: entries a page (optional)
        Returns JournalPage. Permission /journal/since.
        """

class _Orders:
    def cancel(
        self,
        *,
        id: str,
        note: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Gives up a registration that was not paid.

        id: an unpaid registration
        note: why, as the order's history shows it (optional)
        Returns Order. Permission /orders/cancel.
        """
    def document(
        self,
        *,
        order: str,
        kind: Union[str, None] = None,
        format: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DocumentMade:
        """A document of an order.

        order: id of the order
        kind: what a plugin makes of an order: ticket, roll, stub, label, receipt, confirmation
            (optional)
        format: media type (optional)
        Returns DocumentMade. Permission /orders/document.
        """
    def exchange(
        self,
        *,
        id: str,
        tickets: Iterable[str],
        lines: Iterable[Union[OrderLine, OrderLineDict]],
        fee: Union[Decimal, str, int, None] = None,
        payments: Union[Iterable[Union[PaymentLine, PaymentLineDict]], None] = None,
        note: Union[str, None] = None,
        promotion_codes: Union[Iterable[str], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Takes tickets back for others, and settles the difference.

        id: the order
        tickets: which of its tickets are given back
        lines: what is taken for them
        fee: taken for the exchange (optional)
        payments: how a difference is paid, or goes back where the new tickets cost less (left
            out: by the means it came) (optional)
        note: why, as the order's history shows it (optional)
        promotion_codes: as they were typed (optional)
        Returns Order. Permission /orders/exchange.
        """
    def get(
        self,
        *,
        id: Union[str, None] = None,
        number: Union[str, None] = None,
        code: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """One order, with what happened to it since.

        id: its id; or the number, or a code (optional)
        number: its number (optional)
        code: of any of its tickets, as it was read (optional)
        Returns Order. Permission /orders/get.
        """
    def list(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> OrderList:
        """Orders the caller may see, oldest first.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns OrderList, a table. Permission /orders/list.
        """
    def pay(
        self,
        *,
        id: str,
        payments: Union[Iterable[Union[PaymentLine, PaymentLineDict]], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Takes the money for a registration; its tickets are handed out.

        id: an unpaid registration
        payments: how it is paid, all of it; empty where the channel skips payment (optional)
        Returns Order. Permission /orders/pay.
        """
    def place(
        self,
        *,
        lines: Union[Iterable[Union[OrderLine, OrderLineDict]], None] = None,
        basket: Union[str, None] = None,
        payments: Union[Iterable[Union[PaymentLine, PaymentLineDict]], None] = None,
        delivery: Union[DeliveryChoice, DeliveryChoiceDict, None] = None,
        buyer: Union[Buyer, BuyerDict, None] = None,
        owner: Union[str, None] = None,
        reference: Union[str, None] = None,
        quote: Union[str, None] = None,
        codes: Union[bool, None] = None,
        promotion_codes: Union[Iterable[str], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Sells tickets.

        lines: what is sold; or name a basket (optional)
        basket: sells what it holds, for its owner, with its buyer where none is given (optional)
        payments: how it is paid; empty where the channel skips payment (optional)
        delivery: where the tickets go; the channel decides where it is left out (optional)
        buyer: who buys (optional)
        owner: customer it is for (optional)
        reference: the caller's own name for the order (optional)
        quote: token of a quote: place only if all it depended on is unchanged (optional)
        codes: whether the answer carries the signed ticket codes (optional)
        promotion_codes: as they were typed; none: those of the basket (optional)
        Returns Order. Permission /orders/place.
        """
    def quote(
        self,
        *,
        lines: Iterable[Union[OrderLine, OrderLineDict]],
        delivery: Union[DeliveryChoice, DeliveryChoiceDict, None] = None,
        buyer: Union[Buyer, BuyerDict, None] = None,
        owner: Union[str, None] = None,
        promotion_codes: Union[Iterable[str], None] = None,
        explain: Union[bool, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> OrderQuote:
        """What an order would be, without placing it.

        lines: what is asked for
        delivery: where the tickets would go (optional)
        buyer: who would buy (optional)
        owner: customer it would be for (optional)
        promotion_codes: as they were typed (optional)
        explain: also say why offers do not apply (optional)
        Returns OrderQuote. Permission /orders/quote.
        """
    def refund(
        self,
        *,
        id: str,
        tickets: Union[Iterable[str], None] = None,
        fee: Union[Decimal, str, int, None] = None,
        payments: Union[Iterable[Union[PaymentLine, PaymentLineDict]], None] = None,
        note: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Takes tickets back and pays their money out.

        id: the order
        tickets: which of its tickets; none named: all still valid (optional)
        fee: kept back of their value (optional)
        payments: how the money goes back; left out: by the means it came (optional)
        note: why, as the order's history shows it (optional)
        Returns Order. Permission /orders/refund.
        """
    def register(
        self,
        *,
        lines: Union[Iterable[Union[OrderLine, OrderLineDict]], None] = None,
        basket: Union[str, None] = None,
        delivery: Union[DeliveryChoice, DeliveryChoiceDict, None] = None,
        buyer: Union[Buyer, BuyerDict, None] = None,
        owner: Union[str, None] = None,
        reference: Union[str, None] = None,
        promotion_codes: Union[Iterable[str], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Order:
        """Holds tickets for a buyer who pays later.

        lines: what is kept for the buyer; or name a basket (optional)
        basket: keeps what this basket holds (optional)
        delivery: where the tickets go once it is paid (optional)
        buyer: who registers (optional)
        owner: customer it is for (optional)
        reference: the caller's own name for the order (optional)
        promotion_codes: as they were typed; none: those of the basket (optional)
        Returns Order. Permission /orders/register.
        """

class _PaperTickets:
    def assign(
        self,
        *,
        login: str,
        first: str,
        last: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PaperRange:
        """Gives a user numbers of paper tickets to sell.

        login: of the user who may sell them
        first: the first number as it is printed, ending in its digits: P-000101
        last: the last, of the same form
        Returns PaperRange. Permission /paper-tickets/assign.
        """
    def get(
        self,
        *,
        number: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PaperTicket:
        """What became of a paper ticket.

        number: as printed
        Returns PaperTicket. Permission /paper-tickets/get.
        """
    def ranges(
        self,
        *,
        login: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PaperRanges:
        """Numbers of paper tickets, and how many are not used yet.

        login: only of this user (optional)
        Returns PaperRanges. Permission /paper-tickets/ranges.
        """
    def upload(
        self,
        *,
        sales: Union[Iterable[Union[PaperSale, PaperSaleDict]], None] = None,
        spoiled: Union[Iterable[str], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PaperTicketsUploaded:
        """Books what the seller sold on paper: all of it, or nothing.

        sales: all or none of them is booked (optional)
        spoiled: numbers that were torn, or misprinted (optional)
        Returns PaperTicketsUploaded. Permission /paper-tickets/upload.
        """

class _Performances:
    def list(
        self,
        *,
        event: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PerformanceList:
        """The performances, with what is sold, held and left of them.

        event: only this event (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns PerformanceList, a table. Permission /performances/list.
        """

class _Reports:
    def analysis(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> AnalysisRowTable:
        """A line for each ticket, with who booked it and whom it is for.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns AnalysisRowTable, a table. Permission /reports/analysis.
        """
    def attendance(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        state: Union[Literal['valid', 'dead', 'used', 'held'], None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> AttendanceRowTable:
        """Who attends each performance.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        state: only tickets that stand so; left out: valid and used ones (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns AttendanceRowTable, a table. Permission /reports/attendance.
        """
    def document(
        self,
        *,
        title: str,
        subtitle: Union[str, None] = None,
        columns: Iterable[Union[TableColumn, TableColumnDict]],
        rows: Union[Iterable[Union[TableRow, TableRowDict]], None] = None,
        totals: Union[Iterable[Union[TableRow, TableRowDict]], None] = None,
        format: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DocumentMade:
        """A table as a document.

        title: what it is about
        subtitle: of when, for whom (optional)
        columns: headings
        rows: a cell for each column (optional)
        totals: rows below a line (optional)
        format: media type (optional)
        Returns DocumentMade. Permission /reports/document.
        """
    def holdings(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> HoldingRowTable:
        """Who owns what has no date: memberships, for example.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns HoldingRowTable, a table. Permission /reports/holdings.
        """
    def order_book(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> OrderBookRowTable:
        """A line for each ticket that was sold.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns OrderBookRowTable, a table. Permission /reports/order-book.
        """
    def payment(
        self,
        *,
        payment: str,
        format: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DocumentMade:
        """One payment, or what was paid back, on paper.

        payment: its id, as the payment book has it
        format: media type (optional)
        Returns DocumentMade. Permission /reports/payment.
        """
    def payment_book(
        self,
        *,
        means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None] = None,
        shift: Union[str, None] = None,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> PaymentBookRowTable:
        """A line for each payment and each registration.

        means: only by these means (optional)
        shift: only on this shift (optional)
        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns PaymentBookRowTable, a table. Permission /reports/payment-book.
        """
    def sales(
        self,
        *,
        by: Union[Literal['performance', 'channel', 'seller', 'ticket_type', 'event', 'hour',
            'day'], None] = None,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SalesReport:
        """What was sold, summed by performance, channel, seller, ticket type, event, hour or day.

        by: what each row stands for (optional)
        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns SalesReport, a table. Permission /reports/sales.
        """
    def sold_orders(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SoldOrderRowTable:
        """A line for each order, with who booked it and whom it is for.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns SoldOrderRowTable, a table. Permission /reports/sold-orders.
        """
    def takings(
        self,
        *,
        means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None] = None,
        shift: Union[str, None] = None,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> TakingsReport:
        """Money taken, summed by shift, who took it, and means of payment.

        means: only by these means (optional)
        shift: only on this shift (optional)
        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns TakingsReport, a table. Permission /reports/takings.
        """

class _Seats:
    def block(
        self,
        *,
        performance: str,
        seats: Iterable[str],
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SeatsBlocked:
        """Takes seats out of sale; not one that is sold.

        performance: key of the performance
        seats: guids, or names such as `Stalls/3/12`
        Returns SeatsBlocked. Permission /seats/block.
        """
    def list(
        self,
        *,
        performance: str,
        uses: Union[Iterable[Literal['free', 'contingent', 'cart', 'allocated', 'distributed',
            'taken', 'blocked']], None] = None,
        name: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> ListedSeatTable:
        """The seats of a performance, and who has which of one's own.

        performance: key of the performance
        uses: only seats that stand so; none: all (optional)
        name: only those of this guest or holder (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns ListedSeatTable, a table. Permission /seats/list.
        """
    def map(
        self,
        *,
        performance: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SeatMap:
        """Every seat of a performance, and how it stands.

        performance: key of the performance
        Returns SeatMap. Permission /seats/map.
        """
    def unblock(
        self,
        *,
        performance: str,
        seats: Iterable[str],
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SeatsBlocked:
        """Puts blocked seats back on sale.

        performance: key of the performance
        seats: guids, or names such as `Stalls/3/12`
        Returns SeatsBlocked. Permission /seats/unblock.
        """

class _Sellers:
    def find(
        self,
        *,
        login: Union[str, None] = None,
        name: Union[str, None] = None,
        employee_number: Union[str, None] = None,
        external_id: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SellersFound:
        """The users of exactly this name, number or id, as sellers.

        login: exactly this login (optional)
        name: exactly this display name, capitals and all (optional)
        employee_number: exactly this employee number (optional)
        external_id: exactly this external id (optional)
        Returns SellersFound. Permission /sellers/find.
        """

class _Sessions:
    def current(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SessionFacts:
        """Who is signed in, and whom the session acts for.

        Returns SessionFacts. Permission .
        """
    def end(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Nothing:
        """Signs out; the shift stays open.

        Returns Nothing. Permission .
        """
    def list(
        self,
        *,
        login: Union[str, None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SessionList:
        """Who is signed in, where and since when.

        login: only of this user (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns SessionList, a table. Permission /sessions/list.
        """
    def revoke(
        self,
        *,
        id: Union[str, None] = None,
        login: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SessionsEnded:
        """Ends a session, or all of a user's; shifts and baskets stay.

        id: this session; or all of a user (optional)
        login: all of this user (optional)
        Returns SessionsEnded. Permission /sessions/revoke.
        """

class _Shifts:
    def close(
        self,
        *,
        shift: Union[str, None] = None,
        counted: Union[Iterable[Union[CountedMeans, CountedMeansDict]], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Shift:
        """Counts the drawer and ends the shift; it never changes after.

        shift: the one that was counted; left out: the open one (optional)
        counted: what the seller counted, before anything is shown (optional)
        Returns Shift. Permission /shifts/close.
        """
    def comment(
        self,
        *,
        shift: Union[str, None] = None,
        text: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> ShiftComment:
        """Adds a comment to a shift, after it was closed too.

        shift: a closed one too; left out: the open one (optional)
        text: what is to be remembered of it
        Returns ShiftComment. Permission /shifts/comment.
        """
    def current(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Shift:
        """The seller's open shift.

        Returns Shift. Permission /shifts/current.
        """
    def deposit(
        self,
        *,
        means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None] = None,
        amount: Union[Decimal, str, int],
        held_for: Union[str, None] = None,
        note: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> MoneyMoved:
        """Brings away money of the drawer, or what is held for a seller.

        means: which means of payment (optional)
        amount: how much; never more than there is
        held_for: login of the seller it is held for; left out: the drawer's own money (optional)
        note: the bag, the slip, who took it (optional)
        Returns MoneyMoved. Permission /shifts/deposit.
        """
    def document(
        self,
        *,
        shift: str,
        format: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> DocumentMade:
        """The closing balance of a closed shift.

        shift: id of a closed shift
        format: media type (optional)
        Returns DocumentMade. Permission /shifts/document.
        """
    def hand_over(
        self,
        *,
        to: str,
        means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None] = None,
        amount: Union[Decimal, str, int],
        note: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> MoneyMoved:
        """Gives a seller the money that was collected for their sales.

        to: login of the seller it is held for
        means: which means of payment (optional)
        amount: how much; never more than is held
        note: for the record (optional)
        Returns MoneyMoved. Permission /shifts/hand-over.
        """
    def held(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> HeldMoney:
        """What the caller holds for others.

        Returns HeldMoney. Permission /shifts/held.
        """
    def list(
        self,
        *,
        seller: Union[str, None] = None,
        location: Union[str, None] = None,
        open: Union[bool, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> ShiftList:
        """Shifts the caller may see, oldest first.

        seller: only of this user (optional)
        location: only at this location (optional)
        open: true: only open ones; false: only closed ones (optional)
        from_: only those that were open then or later (optional)
        to: only those that were opened before (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns ShiftList, a table. Permission /shifts/list.
        """
    def open(
        self,
        *,
        location: Union[str, None] = None,
        opening_float: Union[Decimal, str, int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Shift:
        """Begins the seller's time at a location.

        location: key; the user's only one where it is left out (optional)
        opening_float: cash in the drawer at the start (optional)
        Returns Shift. Permission /shifts/open.
        """
    def pay_in(
        self,
        *,
        means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None] = None,
        amount: Union[Decimal, str, int],
        note: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> MoneyMoved:
        """Puts money into the drawer without a sale.

        means: which means of payment (optional)
        amount: how much
        note: what for, or where from
        Returns MoneyMoved. Permission /shifts/pay-in.
        """
    def pay_out(
        self,
        *,
        means: Union[Literal['cash', 'card', 'voucher', 'transfer'], None] = None,
        amount: Union[Decimal, str, int],
        note: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> MoneyMoved:
        """Takes money out of the drawer without a sale.

        means: which means of payment (optional)
        amount: how much
        note: what for, or where from
        Returns MoneyMoved. Permission /shifts/pay-out.
        """
    def summary(
        self,
        *,
        shift: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> ShiftSummary:
        """A shift in sections: of an open one as it stands, of a closed one as it stays.

        shift: left out: the seller's open one (optional)
        Returns ShiftSummary. Permission /shifts/summary.
        """

class _Store:
    def backup(
        self,
        *,
        path: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> StoreBackedUp:
        """Copies the store into a new file while everybody goes on selling; SQLite only.

        path: where the copy is made, on the machine of the engine; nothing may be there
        Returns StoreBackedUp. Permission /store/backup.
        """
    def check(
        self,
        *,
        expected: Union[Iterable[Union[ChainHead, ChainHeadDict]], None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> StoreChecked:
        """Recounts the whole store from first principles and names what can't be so.

        expected: heads kept from an earlier journal.head: each must still be in its chain
            (optional)
        Returns StoreChecked. Permission /store/check.
        """
    def compact(
        self,
        *,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Nothing:
        """Rewrites the store without what was deleted or erased from it.

        Returns Nothing. Permission /store/compact.
        """

class _Tickets:
    def admit(
        self,
        *,
        code: str,
        performance: Union[str, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Admission:
        """Lets the bearer of a code in, once.

        code: as it was read
        performance: key of the performance that people are let into; empty: any (optional)
        Returns Admission. Permission /tickets/admit.
        """
    def list(
        self,
        *,
        event: Union[str, None] = None,
        performance: Union[str, None] = None,
        channel: Union[str, None] = None,
        seller: Union[str, None] = None,
        from_: Union[datetime.datetime, str, None] = None,
        to: Union[datetime.datetime, str, None] = None,
        from_wall: Union[str, None] = None,
        to_wall: Union[str, None] = None,
        order: Union[str, None] = None,
        state: Union[Literal['valid', 'dead', 'used', 'held'], None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> TicketList:
        """Tickets of orders the caller may see, oldest first.

        event: only of this event (optional)
        performance: only of this performance (optional)
        channel: only sold through it (optional)
        seller: only of this user (optional)
        from_: only what was sold, given back or paid then or later (optional)
        to: only what was sold, given back or paid before (optional)
        from_wall: the same as `from`, as the organisation's clocks show it (optional)
        to_wall: the same as `to`, as the organisation's clocks show it (optional)
        order: only of this order (optional)
        state: only those that stand so (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns TicketList, a table. Permission /tickets/list.
        """
    def reissue(
        self,
        *,
        ticket: str,
        deliver: Union[bool, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> ReissuedTicket:
        """Gives a ticket a new code; the old one opens no door any more.

        ticket: its id
        deliver: hand the order's tickets out again, as it was promised; what still waited is made
            anew in any case (optional)
        Returns ReissuedTicket. Permission /tickets/reissue.
        """
    def transfer(
        self,
        *,
        tickets: Iterable[str],
        holder: str,
        to: Union[str, None] = None,
        language: Union[str, None] = None,
        with_: Union[str, None] = None,
        returned: Union[bool, None] = None,
        dry_run: Union[bool, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> TicketsTransferred:
        """Gives tickets to somebody else: new codes, sent to them, and the old ones are dead.

        tickets: their ids
        holder: name of who has them from then on
        to: where they are sent, as their orders promised; empty: nowhere (optional)
        language: BCP 47 tag of their documents; the organisation's where it is left out
            (optional)
        with_: an order that waits to be sent: they are sent with its tickets (optional)
        returned: their holder gives them back, to a holder of who sold them (optional)
        dry_run: only says whether it can be (optional)
        Returns TicketsTransferred. Permission /tickets/transfer.
        """

class _Users:
    def accept_invitation(
        self,
        *,
        token: str,
        password: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> InvitationAccepted:
        """Sets the password of whoever was invited, once.

        token: of the invitation
        password: the user's own, at least 8 characters
        Returns InvitationAccepted. Permission /users/accept-invitation.
        """
    def disable(
        self,
        *,
        login: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> SessionsEnded:
        """Lets a user in no more, and ends their sessions; what they sold stays.

        login: which user
        Returns SessionsEnded. Permission /users/disable.
        """
    def enable(
        self,
        *,
        login: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Nothing:
        """Lets a disabled user in again.

        login: which user
        Returns Nothing. Permission /users/disable.
        """
    def invite(
        self,
        *,
        login: str,
        name: Union[str, None] = None,
        role: Union[str, None] = None,
        channel: Union[str, None] = None,
        locations: Union[Iterable[str], None] = None,
        uses_shifts: Union[bool, None] = None,
        valid_hours: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> InvitationMade:
        """Invites a user by email address, and makes the user; again: with a new token.

        login: email address, unique; the user signs in with it
        name: as shown; the address where it is left out (optional)
        role: what the roles plugin knows; may be left out of a user who is there (optional)
        channel: the one channel the user sells through (optional)
        locations: where the user may open a shift (optional)
        uses_shifts: whether a sale needs an open shift (optional)
        valid_hours: how long the invitation can be accepted (optional)
        Returns InvitationMade. Permission /users/invite.
        """
    def list(
        self,
        *,
        channel: Union[str, None] = None,
        role: Union[str, None] = None,
        state: Union[Literal['active', 'invited', 'disabled'], None] = None,
        after: Union[str, None] = None,
        columns: Union[Iterable[str], None] = None,
        most: Union[int, None] = None,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> UserList:
        """Users the caller may see, and whether they may come in.

        channel: only of this channel (optional)
        role: only with this role (optional)
        state: only those that stand so (optional)
        after: the last id of the page before (optional)
        columns: only these columns, in this order; empty: all (optional)
        most: rows in this answer; a stream, CSV or report has them all (optional)
        Returns UserList, a table. Permission /users/list.
        """
    def set_password(
        self,
        *,
        login: str,
        password: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Nothing:
        """Gives a user a password.

        login: whose
        password: at least 8 characters
        Returns Nothing. Permission /users/set-password.
        """
    def withdraw_invitation(
        self,
        *,
        login: str,
        idempotency_key: Union[str, None] = None,
        deadline: Union[Deadline, None] = None,
    ) -> Nothing:
        """Takes an invitation back that was not accepted.

        login: which user
        Returns Nothing. Permission /users/invite.
        """

class Operations:
    @property
    def access(self) -> _Access: ...
    @property
    def baskets(self) -> _Baskets: ...
    @property
    def catalogue(self) -> _Catalogue: ...
    @property
    def codes(self) -> _Codes: ...
    @property
    def customers(self) -> _Customers: ...
    @property
    def deliveries(self) -> _Deliveries: ...
    @property
    def events(self) -> _Events: ...
    @property
    def journal(self) -> _Journal: ...
    @property
    def orders(self) -> _Orders: ...
    @property
    def paper_tickets(self) -> _PaperTickets: ...
    @property
    def performances(self) -> _Performances: ...
    @property
    def reports(self) -> _Reports: ...
    @property
    def seats(self) -> _Seats: ...
    @property
    def sellers(self) -> _Sellers: ...
    @property
    def sessions(self) -> _Sessions: ...
    @property
    def shifts(self) -> _Shifts: ...
    @property
    def store(self) -> _Store: ...
    @property
    def tickets(self) -> _Tickets: ...
    @property
    def users(self) -> _Users: ...
