"""Refunds and exchanges: money and places go back, and nothing that was written is rewritten."""

import base64
from decimal import Decimal

import pytest
import willcall
from foothill import SEASON

HEIGHTS = SEASON["events"][0]
OFFICE = {
    "channels": [{"key": "window", "kind": "ticket_office",
                  "settings": {"delivery": "none", "refunds": True}},
                 *SEASON["channels"][1:]],
    "events": [{**HEIGHTS, "performances": [
        *HEIGHTS["performances"],
        {"key": "saturday", "starts": "2018-11-10T20:00", "ends": "2018-11-10T22:30",
         "capacity": 3}]}],
}


@pytest.fixture
def office(house):
    """Mira at a window that refunds and exchanges, on an open shift."""
    mira = house(**OFFICE).vouch("mira@example.org")
    mira.shifts.open(opening_float=100)
    return mira


def cash(amount):
    return [{"means": "cash", "amount": amount}]


def sold(desk):
    return {one.key: one.sold for one in desk.engine.host().performances.list().performances}


def test_a_refund_ends_the_tickets_and_pays_their_money_out(office, sale):
    order = office.orders.place(**sale(quantity=3))
    ann, ben, cy = order.tickets
    after = office.orders.refund(id=order.id, tickets=[ben.id], note="fell ill")
    assert (after.state, after.total, after.paid) == ("sold", 57, 38)
    assert [ticket.state for ticket in after.tickets] == ["valid", "dead", "valid"]
    assert [bool(ticket.code) for ticket in after.tickets] == [True, False, True]
    (refund,) = after.transactions
    assert (refund.kind, refund.number, refund.note) == ("refund", "MAIN-000002", "fell ill")
    assert (refund.ended, refund.given_back, refund.paid) == ([ben.id], 19, -19)
    assert sold(office)["friday"] == 2
    rest = office.orders.refund(id=order.id)
    assert (rest.state, rest.paid, sold(office)["friday"]) == ("ended", 0, 0)
    (taken,) = office.shifts.close(counted=cash(100)).means
    assert (taken.payments, taken.taken, taken.expected, taken.over) == (3, 0, 100, 0)


def test_tickets_less_refunds_are_the_transactions_and_a_change_rewrites_nothing(
        office, sale, record_property):
    order = office.orders.place(**sale(quantity=3))
    other = office.orders.place(**sale(quantity=2))
    office.orders.refund(id=other.id, tickets=[other.tickets[0].id])
    changed = office.orders.exchange(
        id=order.id, tickets=[order.tickets[0].id],
        lines=[{"performance": "saturday", "ticket_type": "general"}])
    (exchange,) = changed.transactions
    assert (exchange.kind, exchange.number, exchange.paid, exchange.payments) == (
        "exchange", "MAIN-000004", 0, [])
    assert (exchange.sold, exchange.given_back) == (19, 19)
    assert changed.lines[:1] == order.lines
    assert (changed.number, changed.placed, changed.total, changed.payments) == (
        order.number, order.placed, order.total, order.payments)
    orders = [office.orders.get(id=one.id) for one in (order, other)]
    changes = [change for one in orders for change in one.transactions]
    tickets = sum(one.total for one in orders) + sum(change.sold for change in changes)
    refunds = sum(change.given_back for change in changes)
    transactions = sum(payment.amount for one in orders for payment in one.payments) + sum(
        change.paid for change in changes)
    assert tickets - refunds == transactions == 76
    record_property("requirement", "BTZ-37")


def test_one_transaction_number_covers_many_tickets(office, sale, record_property):
    order = office.orders.place(**sale(quantity=4))
    assert (order.number, len({ticket.id for ticket in order.tickets})) == ("MAIN-000001", 4)
    after = office.orders.refund(id=order.id)
    assert [(change.number, len(change.ended)) for change in after.transactions] == [
        ("MAIN-000002", 4)]
    assert office.orders.get(number="MAIN-000002").id == order.id
    record_property("requirement", "BTZ-36")


def test_a_refund_stands_on_the_open_shift_of_who_pays_it_out(
        house, office, sale, reason, record_property):
    order = office.orders.place(**sale(quantity=2))
    closed = office.shifts.close(counted=cash(138))
    noor = house(**OFFICE).vouch("noor@example.org")
    assert reason(noor.orders.refund, id=order.id).rule == "shift.none_open"
    shift = noor.shifts.open(location="pier")
    after = noor.orders.refund(id=order.id)
    (refund,) = after.transactions
    assert (refund.who.seller, refund.who.location, refund.who.shift, refund.number) == (
        "noor@example.org", "pier", shift.id, "PIER-001")
    assert (after.who.shift, after.number) == (order.who.shift, "MAIN-000001")
    (paid_out,) = noor.shifts.close(counted=cash(0)).means
    assert (paid_out.taken, paid_out.expected, paid_out.over) == (-38, -38, 38)
    assert closed.means[0].taken == 38  # the closed one does not change: store.check recounts it
    record_property("requirement", "decision-8")


def test_money_goes_back_by_the_means_it_came_or_as_asked(office, sale):
    split = [{"means": "card", "amount": 30}, {"means": "cash", "amount": 27}]
    order = office.orders.place(**sale(quantity=3, payments=split))
    after = office.orders.refund(id=order.id, tickets=[order.tickets[0].id, order.tickets[1].id])
    assert [(one.means, one.amount) for one in after.transactions[0].payments] == [
        ("card", -30), ("cash", -8)]
    voucher = office.orders.refund(id=order.id, payments=[{"means": "voucher", "amount": 19}])
    assert [(one.means, one.amount) for one in voucher.transactions[1].payments] == [
        ("voucher", -19)]
    assert voucher.paid == 0


def test_a_fee_is_kept_back(office, sale, reason, unchanged):
    order = office.orders.place(**sale(quantity=2))
    with unchanged(office.engine.host()):
        much = reason(office.orders.refund, id=order.id, fee="38.01")
        assert (much.rule, much.numbers) == (
            "refund.fee_too_large", {"fee": 3801, "value": 3800})
        with pytest.raises(willcall.InvalidError) as caught:
            office.orders.refund(id=order.id, fee=-1)
        assert caught.value.field == "fee"
    after = office.orders.refund(id=order.id, fee="5.50")
    assert (after.transactions[0].paid, after.paid) == (Decimal("-32.50"), Decimal("5.50"))


def test_no_more_is_paid_out_than_is_given_back(office, sale, reason, unchanged):
    order = office.orders.place(**sale(quantity=2))
    with unchanged(office.engine.host()):
        more = reason(office.orders.refund, id=order.id, payments=cash(39))
        assert (more.rule, more.numbers) == (
            "refund.more_than_paid", {"due": 3800, "asked": 3900})
        less = reason(office.orders.refund, id=order.id, payments=cash(37))
        assert less.rule == "payment.differs"


def test_a_ticket_ends_once_and_only_in_its_own_order(office, sale, reason, unchanged):
    order, other = office.orders.place(**sale(quantity=2)), office.orders.place(**sale())
    office.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    with unchanged(office.engine.host()):
        again = reason(office.orders.refund, id=order.id, tickets=[order.tickets[0].id])
        assert again.rule == "ticket.dead"
        for wrong, field in (([other.tickets[0].id], "tickets[0]"),
                             ([order.tickets[1].id] * 2, "tickets[1]")):
            with pytest.raises(willcall.InvalidError) as caught:
                office.orders.refund(id=order.id, tickets=wrong)
            assert caught.value.field == field
    office.orders.refund(id=order.id)
    assert reason(office.orders.refund, id=order.id).rule == "orders.ended"


def test_an_office_with_refunds_off_refuses_both(desk, sale, reason, unchanged):
    order = desk.orders.place(**sale(quantity=2))
    with unchanged(desk.engine.host()):
        assert reason(desk.orders.refund, id=order.id).rule == "ticket_office.no_refunds"
        asked = {"id": order.id, "tickets": [order.tickets[0].id],
                 "lines": [{"performance": "friday", "ticket_type": "general"}]}
        assert reason(desk.orders.exchange, **asked).rule == "ticket_office.no_refunds"


def test_a_cashier_of_an_outlet_refunds_nothing(house, sale, reason):
    cass = house().vouch("cass@example.org")
    order = cass.orders.place(**sale(each=None))
    refused = reason(cass.orders.refund, id=order.id)
    assert "/orders/refund" in refused.message


def test_what_an_outlet_was_to_settle_is_no_more_and_no_money_moves(house, sale, reason):
    users = [*SEASON["users"], {"login": "boss@example.org", "name": "Boss", "role": "manager",
                                "channel": "books"}]
    engine = house(users=users)
    order = engine.vouch("cass@example.org").orders.place(**sale(quantity=2, each=None))
    boss = engine.vouch("boss@example.org")
    assert reason(boss.orders.refund, id=order.id, payments=cash(38)).rule == "payment.skipped"
    after = boss.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    assert (after.paid, after.to_settle) == (0, 19)
    assert (after.transactions[0].to_settle, after.transactions[0].payments) == (-19, [])


def test_an_exchange_settles_the_difference(office, sale, reason, unchanged):
    order = office.orders.place(**sale(quantity=2))
    ann, ben = (ticket.id for ticket in order.tickets)
    child = [{"performance": "saturday", "ticket_type": "child"}]
    cheaper = office.orders.exchange(id=order.id, tickets=[ann], lines=child, fee=2)
    assert [(one.means, one.amount) for one in cheaper.transactions[0].payments] == [("cash", -17)]
    assert sold(office) == {"friday": 1, "saturday": 1}
    (new,) = [ticket for ticket in cheaper.tickets if ticket.ticket_type == "child"]
    dearer = {"id": order.id, "tickets": [new.id],
              "lines": [{"performance": "saturday", "ticket_type": "general"}]}
    with unchanged(office.engine.host()):
        assert reason(office.orders.exchange, **dearer).rule == "payment.differs"
    after = office.orders.exchange(**dearer, payments=cash(19))
    assert (after.paid, [change.paid for change in after.transactions]) == (40, [-17, 19])
    assert [ticket.state for ticket in after.tickets] == ["dead", "valid", "dead", "valid"]
    assert office.orders.refund(id=order.id, tickets=[ben]).paid == 21


def test_the_last_places_can_be_exchanged_for_one_another(office, sale, reason, unchanged):
    saturday = {"performance": "saturday", "ticket_type": "general"}
    full = office.orders.place(lines=[{**saturday, "quantity": 3}], payments=cash(57))
    friday = office.orders.place(**sale())
    with unchanged(office.engine.host()):
        short = reason(office.orders.exchange, id=friday.id, tickets=[friday.tickets[0].id],
                       lines=[saturday])
        assert (short.rule, short.numbers["left"]) == ("quota.short", 0)
    office.orders.exchange(id=full.id, tickets=[full.tickets[0].id], lines=[saturday])
    assert sold(office) == {"friday": 1, "saturday": 3}


def test_a_ticket_of_a_performance_that_is_over_is_not_exchanged(office, sale, reason, clock):
    order = office.orders.place(**sale())
    clock.at = order.placed.replace(day=10, hour=12)
    over = reason(office.orders.exchange, id=order.id, tickets=[order.tickets[0].id],
                  lines=[{"performance": "saturday", "ticket_type": "general"}])
    assert over.rule == "exchange.performance_over"


def test_a_refund_cancels_what_waits_and_promises_the_rest(house, sale):
    engine = house(**{**OFFICE, "channels": [
        {"key": "window", "kind": "ticket_office",
         "settings": {"delivery": "print", "refunds": True}}, *SEASON["channels"][1:]]})
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    order = mira.orders.place(**sale(quantity=2))
    mira.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    rows = engine.host().deliveries.list().deliveries
    assert [(row.state, row.tickets) for row in rows] == [("cancelled", 2), ("queued", 1)]
    mira.orders.refund(id=order.id)
    rows = engine.host().deliveries.list().deliveries
    assert [row.state for row in rows] == ["cancelled", "cancelled"]


def test_a_given_back_ticket_opens_no_door_and_every_gate_hears_of_it(office, sale, reason):
    order = office.orders.place(**sale(quantity=3))
    ann, ben, cy = order.tickets
    office.tickets.reissue(ticket=ann.id)
    office.orders.refund(id=order.id, tickets=[ann.id])
    office.orders.exchange(id=order.id, tickets=[ben.id],
                           lines=[{"performance": "saturday", "ticket_type": "general"}])
    for ticket in (ann, ben):
        assert reason(office.tickets.admit, code=ticket.code).rule == "ticket.dead"
        assert reason(office.tickets.reissue, ticket=ticket.id).rule == "ticket.dead"
    dead = office.engine.host().codes.dead().dead
    assert [(one.ticket, one.below) for one in dead] == [(ann.id, 3), (ben.id, 2)]
    assert office.tickets.admit(code=cy.code).ticket == cy.id


def test_who_was_let_in_gets_no_money_back(office, sale, reason, unchanged):
    order = office.orders.place(**sale(quantity=2))
    used, left = order.tickets
    office.tickets.admit(code=used.code)
    with unchanged(office.engine.host()):
        assert reason(office.orders.refund, id=order.id, tickets=[used.id]).rule == "ticket.used"
    after = office.orders.refund(id=order.id)
    assert [ticket.state for ticket in after.tickets] == ["used", "dead"]
    assert (after.state, after.paid) == ("sold", 19)


def test_documents_show_what_is_left(office, sale, reason, codes_in, tmp_path):
    order = office.orders.place(**sale(quantity=2))
    office.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    path = tmp_path / "left.pdf"
    path.write_bytes(base64.b64decode(office.orders.document(order=order.id).base64))
    assert codes_in(path) == [order.tickets[1].code]
    office.orders.refund(id=order.id)
    assert reason(office.orders.document, order=order.id).rule == "document.no_tickets"


def test_a_list_and_a_report_say_what_is_left(house, office, sale):
    order = office.orders.place(**sale(quantity=3))
    noor = house(**OFFICE).vouch("noor@example.org")
    noor.shifts.open(location="pier")
    noor.orders.exchange(id=order.id, tickets=[order.tickets[0].id], fee=1, payments=cash(1),
                         lines=[{"performance": "saturday", "ticket_type": "general"}])
    office.orders.refund(id=order.id, tickets=[order.tickets[1].id])
    (listed,) = office.engine.host().orders.list().orders
    assert (listed.state, listed.paid, listed.total) == ("sold", 39, 57)

    def sums(**by):
        report = office.engine.host().reports.sales(**by)
        return [(row.key, row.tickets, row.face_value, row.taken) for row in
                [*report.rows, report.total]]

    assert sums() == [("friday", 1, 19, 19), ("saturday", 1, 19, 19), ("", 2, 38, 38)]
    assert sums(by="seller") == [("mira@example.org", 2, 38, 38), ("noor@example.org", 0, 0, 0),
                                 ("", 2, 38, 38)]
    office.orders.refund(id=order.id)
    assert office.engine.host().orders.list().orders[0].state == "ended"


def test_what_moves_no_money_stays_taken_or_to_settle_as_its_order_was(house, sale):
    boss = {"login": "boss@example.org", "name": "Boss", "role": "manager", "channel": "books"}
    engine = house(**OFFICE, users=[*SEASON["users"], boss])
    mira, cass, boss = (engine.vouch(f"{name}@example.org") for name in ("mira", "cass", "boss"))
    mira.shifts.open(opening_float=100)
    paid = mira.orders.place(**sale())
    handed_out = cass.orders.place(**sale(each=None))
    saturday = [{"performance": "saturday", "ticket_type": "general"}]

    def exchange(who, order):
        (ticket,) = order.tickets
        return who.orders.exchange(id=order.id, tickets=[ticket.id], lines=saturday)

    exchange(mira, paid)
    (even,) = exchange(boss, handed_out).transactions
    assert (even.paid, even.to_settle) == (0, 0)

    def sums(**by):
        report = engine.host().reports.sales(**by)
        return {row.key: (row.tickets, row.face_value, row.taken, row.to_settle)
                for row in [*report.rows, report.total]}

    assert sums() == {"friday": (0, 0, 0, 0), "saturday": (2, 38, 19, 19), "": (2, 38, 19, 19)}
    assert sums(channel="books") == {
        "friday": (0, 0, 0, 0), "saturday": (1, 19, 0, 19), "": (1, 19, 0, 19)}
    # Nor does what is kept back whole.
    boss.orders.refund(id=handed_out.id, fee=19)
    whole = {"window": (1, 19, 19, 0), "books": (0, 0, 0, 0), "": (1, 19, 19, 0)}
    assert sums(by="channel") == whole
    assert sums(by="seller") == {
        "mira@example.org": (1, 19, 19, 0), "cass@example.org": (1, 19, 0, 19),
        "boss@example.org": (-1, -19, 0, -19), "": (1, 19, 19, 0)}
    assert sums(by="ticket_type") == {"heights/general": (1, 19, 19, 0), "": (1, 19, 19, 0)}


class Early(willcall.Eligibility):
    """Five off the first two tickets of an order; four such tickets there are."""

    name, quotas = "early", {"early": 4}

    def judge(self, lines, who):
        for line in lines:
            some = min(line.quantity, 2)
            yield willcall.Verdict.yes(effects=[("early", some, 500)],
                                       claims=[("early", some, "early")])


def test_an_offer_gets_back_what_its_own_tickets_took(house, sale):
    office = house([Early()], **OFFICE).vouch("mira@example.org")
    office.shifts.open()

    def bought(quantity, each):
        return office.orders.place(**sale(quantity=quantity, each=None), payments=cash(each))

    order = bought(3, 47)
    bought(2, 28)
    full = [ticket.id for ticket in order.tickets if ticket.price == 19]
    assert office.orders.refund(id=order.id, tickets=full).transactions[0].paid == -19
    bought(1, 19)  # the four are still taken
    early = [ticket.id for ticket in order.tickets if ticket.price == 14]
    office.orders.refund(id=order.id, tickets=early[:1])
    bought(1, 14)
    bought(1, 19)


def test_a_refund_again_with_its_key_pays_nothing_twice(office, sale):
    order = office.orders.place(**sale(quantity=2), idempotency_key="sold")
    first = office.orders.refund(id=order.id, idempotency_key="back")
    assert office.orders.refund(id=order.id, idempotency_key="back") == first
    assert office.orders.place(**sale(quantity=2), idempotency_key="sold") == order
