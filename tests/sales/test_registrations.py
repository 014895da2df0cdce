"""Registrations: places kept for somebody who pays later, or does not."""

import pytest
import willcall
from foothill import SEASON

OFFICE = {"channels": [{"key": "window", "kind": "ticket_office",
                        "settings": {"delivery": "none", "registrations": True, "refunds": True}},
                       *SEASON["channels"][1:]]}


@pytest.fixture
def office(house):
    """Mira at a window that takes registrations, on an open shift."""
    mira = house(**OFFICE).vouch("mira@example.org")
    mira.shifts.open()
    return mira


def lines(quantity=1, of="general"):
    return [{"performance": "friday", "ticket_type": of, "quantity": quantity}]


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def friday(desk):
    (one,) = desk.engine.host().performances.list().performances
    return one


def test_a_registration_holds_its_places_at_once(office, sale, reason, record_property):
    kept = office.orders.register(lines=lines(7), buyer={"name": "Ann"})
    assert (kept.state, kept.number, kept.total, kept.paid) == ("registered", "", 133, 0)
    assert {(ticket.state, ticket.code) for ticket in kept.tickets} == {("held", "")}
    assert (friday(office).sold, friday(office).left) == (0, 3)
    short = reason(office.orders.place, **sale(quantity=4))
    assert (short.rule, short.numbers["left"]) == ("quota.short", 3)
    record_property("requirement", "decision-15")


def test_paying_a_registration_numbers_it_and_makes_its_tickets_valid(
        office, sale, record_property):
    kept = office.orders.register(lines=lines(2), buyer={"name": "Ann"})
    assert office.orders.place(**sale()).number == "MAIN-000001"
    paid = office.orders.pay(id=kept.id, payments=cash(38))
    assert (paid.state, paid.number, paid.paid) == ("sold", "MAIN-000002", 38)
    assert [ticket.state for ticket in paid.tickets] == ["valid", "valid"]
    assert all(ticket.code for ticket in paid.tickets)
    (payment,) = paid.transactions
    assert (payment.kind, payment.sold, payment.paid) == ("payment", 38, 38)
    assert friday(office).sold == 3
    assert office.orders.get(number="MAIN-000002").id == kept.id
    (taken,) = office.shifts.close().means
    assert (taken.payments, taken.taken) == (2, 57)
    record_property("requirement", "WZV-25")


def test_a_paid_registration_has_its_number_wherever_it_is_listed(office):
    ann = office.customers.create(name="Ann")

    def numbers():
        return ([row.number for row in office.orders.list().orders],
                [row.number for row in office.customers.orders(customer=ann.id).orders])

    kept = office.orders.register(lines=lines(2), owner=ann.id)
    assert numbers() == ([""], [""])
    office.orders.pay(id=kept.id, payments=cash(38))
    assert numbers() == (["MAIN-000001"], ["MAIN-000001"])


def test_a_registration_is_paid_once(office, reason, unchanged):
    kept = office.orders.register(lines=lines(2))
    office.orders.pay(id=kept.id, payments=cash(38))
    with unchanged(office.engine.host()):
        assert reason(office.orders.pay, id=kept.id,
                      payments=cash(38)).rule == "orders.paid_already"
        assert reason(office.orders.cancel, id=kept.id).rule == "orders.paid_already"


def test_a_registration_is_paid_in_full(office, reason, unchanged):
    kept = office.orders.register(lines=lines(2))
    with unchanged(office.engine.host()):
        for amount in (37, 39):
            differs = reason(office.orders.pay, id=kept.id, payments=cash(amount))
            assert (differs.rule, differs.numbers) == (
                "payment.differs", {"total": 3800, "paid": amount * 100})
        assert reason(office.orders.pay, id=kept.id).rule == "payment.differs"


def test_what_is_given_up_is_in_sale_again_and_draws_no_number(office, sale, reason):
    kept = office.orders.register(lines=lines(10))
    gone = office.orders.cancel(id=kept.id, note="fell ill")
    assert (gone.state, gone.number) == ("cancelled", "")
    (cancellation,) = gone.transactions
    assert (cancellation.kind, cancellation.note, cancellation.number) == (
        "cancellation", "fell ill", "")
    assert {ticket.state for ticket in gone.tickets} == {"dead"}
    assert office.orders.place(**sale(quantity=10)).number == "MAIN-000001"
    assert reason(office.orders.pay, id=kept.id, payments=cash(190)).rule == "orders.cancelled"


def test_an_office_that_takes_no_registrations_refuses_them(desk, reason, unchanged):
    with unchanged(desk.engine.host()):
        refused = reason(desk.orders.register, lines=lines())
    assert (refused.rule, refused.plugin) == ("ticket_office.no_registrations", "ticket_office")


def test_an_outlet_takes_no_registrations(house, reason):
    cass = house().vouch("cass@example.org")
    assert "/orders/register" in str(reason(cass.orders.register, lines=lines()).message)


def test_a_registration_is_sold_to_others_only_when_its_time_is_over_and_it_is_missed(
        house, sale, reason, clock):
    events = [{**SEASON["events"][0], "registrations_end": 60}]
    office = house(**OFFICE, events=events).vouch("mira@example.org")
    office.shifts.open()
    kept = office.orders.register(lines=lines(6))
    assert reason(office.orders.place, **sale(quantity=5)).numbers["left"] == 4
    clock.at = friday(office).starts
    clock.forward(minutes=-60)
    office.orders.place(**sale(quantity=4))
    assert office.orders.get(id=kept.id).state == "registered"  # nobody missed its places
    office.orders.place(**sale(quantity=1))
    released = office.orders.get(id=kept.id)
    assert (released.state, [change.kind for change in released.transactions]) == (
        "released", ["release"])
    assert (friday(office).sold, friday(office).left) == (5, 5)
    assert reason(office.orders.pay, id=kept.id, payments=cash(114)).rule == "orders.released"
    closed = reason(office.orders.register, lines=lines())
    assert closed.rule == "orders.registration_closed"


def test_a_registration_whose_time_is_over_can_still_be_paid_while_nobody_misses_it(
        house, clock):
    events = [{**SEASON["events"][0], "registrations_end": 60}]
    office = house(**OFFICE, events=events).vouch("mira@example.org")
    office.shifts.open()
    kept = office.orders.register(lines=lines(6))
    clock.at = friday(office).starts
    assert office.orders.pay(id=kept.id, payments=cash(114)).state == "sold"


def test_a_capacity_lowered_meanwhile_takes_nobodys_registration(house, reason, sale):
    office = house(**OFFICE).vouch("mira@example.org")
    office.shifts.open()
    kept = office.orders.register(lines=lines(6))
    smaller = [{**SEASON["events"][0], "performances": [
        {**SEASON["events"][0]["performances"][0], "capacity": 4}]}]
    house(**OFFICE, events=smaller)
    assert office.orders.pay(id=kept.id, payments=cash(114)).state == "sold"
    assert reason(office.orders.place, **sale()).numbers == {
        "asked": 1, "left": 0, "capacity": 4}


def test_registering_and_paying_again_with_their_keys_answers_the_same(office):
    asked = {"lines": lines(2), "buyer": {"name": "Ann"}}
    kept = office.orders.register(**asked, idempotency_key="first")
    paid = office.orders.pay(id=kept.id, payments=cash(38), idempotency_key="second")
    assert office.orders.register(**asked, idempotency_key="first") == kept
    assert office.orders.pay(id=kept.id, payments=cash(38), idempotency_key="second") == paid
    assert friday(office).sold == 2


def test_an_operator_without_a_shift_registers_but_takes_no_money(house, reason):
    mira = house(**OFFICE).vouch("mira@example.org")
    kept = mira.orders.register(lines=lines())
    assert reason(mira.orders.pay, id=kept.id, payments=cash(19)).rule == "shift.none_open"


def test_a_held_ticket_opens_no_door_and_is_on_no_document(office, reason):
    kept = office.orders.register(lines=lines(2))
    held = kept.tickets[0].id
    assert reason(office.tickets.reissue, ticket=held).rule == "ticket.held"
    assert reason(office.orders.document, order=kept.id).rule == "document.no_tickets"
    assert reason(office.orders.refund, id=kept.id).rule == "orders.unpaid"
    paid = office.orders.pay(id=kept.id, payments=cash(38))
    assert office.tickets.admit(code=paid.tickets[0].code).ticket == held


def test_a_registration_is_handed_out_when_it_is_paid(house):
    channels = [{"key": "window", "kind": "ticket_office",
                 "settings": {"delivery": "print", "registrations": True}}, *SEASON["channels"][1:]]
    office = house(channels=channels).vouch("mira@example.org")
    office.shifts.open()
    kept = office.orders.register(lines=lines(2))
    assert office.engine.host().deliveries.list().deliveries == []
    office.orders.pay(id=kept.id, payments=cash(38))
    (row,) = office.engine.host().deliveries.list().deliveries
    assert (row.order, row.number, row.tickets, row.state) == (kept.id, "MAIN-000001", 2, "queued")


def test_a_list_shows_a_registration_unpaid_and_no_report_counts_it(
        office, sale, record_property):
    kept = office.orders.register(lines=lines(2))
    host = office.engine.host()
    assert [(row.id, row.state, row.paid) for row in host.orders.list().orders] == [
        (kept.id, "registered", 0)]
    assert host.reports.sales().rows == []
    office.orders.pay(id=kept.id, payments=cash(38))
    (row,) = host.orders.list().orders
    assert (row.state, row.number, row.paid) == ("sold", "MAIN-000001", 38)
    (friday_sold,) = host.reports.sales().rows
    assert (friday_sold.tickets, friday_sold.taken) == (2, 38)
    (drawer,) = office.shifts.close().means
    assert (drawer.payments, drawer.taken) == (1, 38)  # one payment, and nothing for registering


def test_a_quote_counts_places_whose_registration_may_be_released(house, sale, clock):
    events = [{**SEASON["events"][0], "registrations_end": 60}]
    office = house(**OFFICE, events=events).vouch("mira@example.org")
    office.shifts.open()
    office.orders.register(lines=lines(6))
    asked = {"lines": lines(5)}
    assert not office.orders.quote(**asked).possible
    clock.at = friday(office).starts
    assert office.orders.quote(**asked).possible


def test_two_engines_release_a_registration_once(house, sale, clock):
    events = [{**SEASON["events"][0], "registrations_end": 60}]
    engines = [house(**OFFICE, events=events) for _ in range(2)]
    desks = [engine.vouch("mira@example.org") for engine in engines]
    desks[0].shifts.open()
    kept = desks[0].orders.register(lines=lines(8))
    clock.at = friday(desks[0]).starts
    for desk in desks:
        desk.orders.place(**sale(quantity=4))
    assert [change.kind for change in desks[1].orders.get(id=kept.id).transactions] == ["release"]
    assert (friday(desks[1]).sold, friday(desks[1]).held) == (8, 0)


def test_many_register_at_once_on_one_thread_and_the_places_suffice_for_some(office):
    with office.engine.queue() as queue:
        for _ in range(6):
            queue.submit(office.orders.register, {"lines": lines(3)})
        done = list(queue)
    refused = [one for one in done if one.error is not None]
    assert len(refused) == 3
    assert (friday(office).held, friday(office).left) == (9, 1)


def test_an_order_of_another_office_is_not_there(house, office):
    kiosk = {"key": "kiosk", "kind": "ticket_office", "settings": OFFICE["channels"][0]["settings"]}
    other = house(channels=[*OFFICE["channels"], kiosk], users=[*SEASON["users"], {
        "login": "olga@example.org", "name": "Olga", "role": "operator", "channel": "kiosk"}])
    olga = other.vouch("olga@example.org")
    kept = office.orders.register(lines=lines())
    for asked in (kept.id, "0000000000001"):
        for operation, request in ((olga.orders.pay, {"payments": cash(19)}),
                                   (olga.orders.cancel, {}), (olga.orders.refund, {})):
            with pytest.raises(willcall.NotFoundError) as caught:
                operation(id=asked, **request)
            assert caught.value.field == "id"
