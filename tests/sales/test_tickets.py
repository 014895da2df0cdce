"""Tickets after the sale: issued anew, admitted, verified by a gate without a network."""

import threading

import pytest
import willcall
from carriers import Post, Slow


def codes_of(post):
    """The deliveries that the post has handed over, with the codes on the tickets."""
    return [(job.id, [ticket.code for ticket in job.content.tickets]) for job in post.jobs]


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def host(opened, post):
    """The host of a house with two evenings and a seller at the window."""
    return opened({
        "organisation": {"name": "Foothill", "currency": "USD", "timezone": "UTC"},
        "locations": [{"key": "main", "name": "Main"}],
        "events": [{"key": "heights", "name": "In The Heights", "performances": [
            {"key": day, "starts": f"2018-11-{date}T20:00", "ends": f"2018-11-{date}T22:30",
             "capacity": 10} for day, date in [("friday", "09"), ("saturday", "10")]],
                    "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
        "channels": [{"key": "window", "kind": "ticket_office",
                      "settings": {"location": "main"}}],
        "users": [{"login": "mira@example.org", "name": "Mira", "role": "operator",
                   "channel": "window", "uses_shifts": False},
                  {"login": "outlet@example.org", "name": "Olga", "role": "cashier"}],
    }, plugins=[post]).host()


@pytest.fixture
def desk(host):
    return host.engine.vouch("mira@example.org")


@pytest.fixture
def ticket(desk, sale):
    (sold,) = desk.orders.place(**sale()).tickets
    return sold


def entries(host, operation):
    return [one for one in host.journal.since().entries if one.operation == operation]


def test_a_bearer_is_let_in_once(host, desk, ticket, reason):
    let_in = desk.tickets.admit(code=ticket.code, performance="friday")
    assert (let_in.ticket, let_in.performance, let_in.ticket_type) == (
        ticket.id, "friday", "general")
    no = reason(desk.tickets.admit, code=ticket.code, performance="friday")
    assert no.rule == "ticket.used"
    assert no.numbers["admitted"] == int(let_in.admitted.timestamp() * 1_000_000)
    assert [one.subject for one in entries(host, "tickets.admit")] == [ticket.id]


def test_asking_again_with_the_same_key_lets_nobody_in_twice(host, desk, ticket):
    first, again = (desk.tickets.admit(code=ticket.code, idempotency_key="gate 1")
                    for _ in range(2))
    assert first == again
    assert len(entries(host, "tickets.admit")) == 1


@pytest.mark.parametrize("code", ["NONSENSE", "0" * 122, "билет"])
def test_what_is_no_code_of_ours_is_unknown(host, desk, ticket, reason, unchanged, code):
    with unchanged(host):
        assert reason(desk.tickets.admit, code=code).rule == "ticket.unknown"


def test_a_code_with_one_letter_changed_is_unknown(desk, ticket, reason):
    forged = ticket.code[:20] + ("0" if ticket.code[20] != "0" else "1") + ticket.code[21:]
    assert reason(desk.tickets.admit, code=forged).rule == "ticket.unknown"


def test_a_ticket_for_another_performance_is_told_apart(host, desk, ticket, reason, unchanged):
    with unchanged(host):
        no = reason(desk.tickets.admit, code=ticket.code, performance="saturday")
    assert no.rule == "ticket.other_performance"
    assert "`friday`" in no.message
    with pytest.raises(willcall.NotFoundError):
        desk.tickets.admit(code=ticket.code, performance="sunday")


def test_a_ticket_that_is_issued_anew_has_a_new_code_and_the_old_one_is_dead(
        host, desk, ticket, reason):
    anew = desk.tickets.reissue(ticket=ticket.id)
    assert (anew.ticket, anew.issue, anew.cancelled, anew.delivery) == (ticket.id, 2, 0, None)
    no = reason(desk.tickets.admit, code=ticket.code)
    assert (no.rule, no.numbers) == ("ticket.dead", {"issue": 1, "lives": 2})
    assert desk.tickets.admit(code=anew.code).ticket == ticket.id
    assert [one.subject for one in entries(host, "tickets.reissue")] == [ticket.id]


def test_what_waited_is_cancelled_and_delivered_anew_with_the_living_code(
        host, desk, sale, post):
    post.outcomes = [False]
    order = desk.orders.place(**sale(delivery={"method": "post"}))
    host.deliveries.run()
    anew = desk.tickets.reissue(ticket=order.tickets[0].id, deliver=False)
    host.deliveries.run()
    first, second = host.deliveries.list().deliveries
    assert (first.state, second.state) == ("cancelled", "delivered")
    assert (anew.cancelled, anew.delivery) == (1, second.id)
    assert codes_of(post)[1:] == [(second.id, [anew.code])]


def test_what_was_delivered_is_delivered_again_unless_nobody_wants_it(host, desk, sale, post):
    order = desk.orders.place(**sale(delivery={"method": "post"}))
    host.deliveries.run()
    quiet = desk.tickets.reissue(ticket=order.tickets[0].id, deliver=False)
    assert quiet.delivery is None
    anew = desk.tickets.reissue(ticket=order.tickets[0].id)
    host.deliveries.run()
    assert [codes for _, codes in codes_of(post)] == [[order.tickets[0].code], [anew.code]]
    assert [one.state for one in host.deliveries.list().deliveries] == ["delivered"] * 2


def test_what_is_in_somebodys_hand_counts_for_nothing_once_its_ticket_is_issued_anew(
        opened, host, sale):
    slow = Slow()
    engine = opened(plugins=[slow])
    desk = engine.vouch("mira@example.org")
    order = desk.orders.place(**sale(delivery={"method": "post"}))
    runner = threading.Thread(target=engine.host().deliveries.run)
    runner.start()
    assert slow.there.wait(30)
    anew = desk.tickets.reissue(ticket=order.tickets[0].id)
    slow.go.set()
    runner.join()
    engine.host().deliveries.run()
    first, second = host.deliveries.list().deliveries
    assert (first.state, second.state) == ("cancelled", "delivered")
    assert (anew.cancelled, anew.delivery) == (1, second.id)
    assert codes_of(slow) == [(first.id, [order.tickets[0].code]), (second.id, [anew.code])]


def test_a_used_ticket_is_not_issued_anew(host, desk, ticket, reason, unchanged):
    desk.tickets.admit(code=ticket.code)
    with unchanged(host):
        assert reason(desk.tickets.reissue, ticket=ticket.id).rule == "ticket.used"


def test_who_sees_no_orders_issues_nothing_anew_and_admits_nobody(host, ticket, reason):
    cashier = host.engine.vouch("outlet@example.org")
    for ask, request in [(cashier.tickets.reissue, {"ticket": ticket.id}),
                         (cashier.tickets.admit, {"code": ticket.code})]:
        with pytest.raises(willcall.Refused):
            ask(**request)
    with pytest.raises(willcall.NotFoundError):
        host.tickets.reissue(ticket="0000000000001")


def test_a_gate_verifies_by_itself(host, desk, ticket):
    gate = willcall.Gate(host.codes.keys().keys)
    assert gate.verify(ticket.code) == (ticket.id, 1, 1)
    assert gate.verify(ticket.code.lower().replace("0", "o")).ticket == ticket.id
    for code in ["", "0" * 122, ticket.code[:-2] + "00"]:
        with pytest.raises(willcall.Refused) as caught:
            gate.verify(code)
        assert [why.rule for why in caught.value.reasons] == ["ticket.unknown"]


def test_a_gate_knows_the_dead(host, desk, sale):
    tickets = desk.orders.place(**sale(quantity=5)).tickets
    anew = [desk.tickets.reissue(ticket=ticket.id) for ticket in tickets[1:4]]
    page = host.codes.dead(most=2)
    dead = page.dead + host.codes.dead(after=page.next).dead
    gate = willcall.Gate(host.codes.keys().keys, dead)
    assert gate.verify(tickets[0].code).issue == 1
    for one in anew:
        assert gate.verify(one.code) == (one.ticket, 2, 1)
    for ticket in tickets[1:4]:
        with pytest.raises(willcall.Refused) as caught:
            gate.verify(ticket.code)
        assert [why.rule for why in caught.value.reasons] == ["ticket.dead"]


def test_a_newer_key_signs_and_the_codes_of_the_older_stay_genuine(host, desk, ticket, sale):
    old = willcall.Gate(host.codes.keys().keys)
    assert [key.number for key in host.codes.rotate().keys] == [1, 2]
    newer = desk.orders.place(**sale()).tickets[0]
    gate = willcall.Gate(host.codes.keys().keys)
    assert gate.verify(ticket.code).key == 1
    assert gate.verify(newer.code).key == 2
    with pytest.raises(willcall.Refused):
        old.verify(newer.code)
    assert desk.tickets.admit(code=ticket.code).ticket == ticket.id
    assert desk.tickets.admit(code=newer.code).ticket == newer.id


def test_another_engine_notices_the_newer_key(opened, host, sale):
    other = opened()
    host.codes.rotate()
    desk = other.vouch("mira@example.org")
    code = desk.orders.place(**sale()).tickets[0].code
    assert willcall.Gate(host.codes.keys().keys).verify(code).key == 2


def test_a_gate_with_keys_that_are_none_says_so(host, ticket):
    class Damaged:
        number, public_key = 1, "cafe"

    with pytest.raises(willcall.InvalidError, match="64 hexadecimal digits"):
        willcall.Gate([Damaged]).verify(ticket.code)
