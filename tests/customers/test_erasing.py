"""A person is forgotten: nothing that was counted changes, and no byte of a name is left."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
import willcall
from foothill import SEASON

PASSWORD = "kept in a drawer"
FORGOTTEN = ("Qvintilia", "Zwölfinger", "Хризантема", "quintilia@vergissmein.example",
             "zw.old@vergissmein.example", "+359 88 776 5544", "0877665500", "Rosenweg 19b",
             "1987-06-05", "QZ-4711")


@pytest.fixture
def sold(desk, sale, clock):
    """Orders of somebody who is to be forgotten, in every part there is, and of others."""
    host = desk.engine.host()
    person = host.customers.create(
        title="Dr", first_name="Qvintilia", last_name="Altmann",
        email="zw.old@vergissmein.example", mobile="0877665500", password=PASSWORD,
        idempotency_key="made")
    clock.forward(hours=1)
    host.customers.change(
        id=person.id, last_name="Zwölfinger", email="quintilia@vergissmein.example",
        phone="+359 88 776 5544", address="Rosenweg 19b", postcode="QZ 99", number="QZ-4711",
        date_of_birth="1987-06-05", tags=["patron"], consents={"news": True},
        idempotency_key="changed")
    twin = host.customers.create(name="Хризантема Altmann", phone="+359 88 776 5544")
    friend = host.customers.create(name="Ben Friend", email="ben@example.org")
    buyer = {"name": "Dr Qvintilia Zwölfinger", "email": "Quintilia@vergissmein.example",
             "postcode": "QZ 99"}
    line = sale()["lines"][0]
    desk.orders.place(owner=person.id, buyer=buyer, reference="for Qvintilia Zwölfinger",
                      lines=[{**line, "quantity": 2, "holders": ["Q. Zwölfinger", "Ben Friend"]}],
                      payments=[{"means": "cash", "amount": 38}])
    desk.orders.place(**sale(buyer=buyer))  # without a record
    desk.orders.place(**sale(owner=twin.id))
    desk.orders.place(**sale(owner=friend.id, buyer={"name": "Ben Friend",
                                                     "email": "ben@example.org"},
                             reference="Ben"))
    host.customers.merge(keep=person.id, absorb=twin.id, idempotency_key="merged")
    with pytest.raises(willcall.Refused):
        desk.engine.session(customer="quintilia@vergissmein.example", password="something else")
    return person


def counted(host):
    """Everything that has to stay as it is."""
    return (host.store.check(), host.performances.list(), host.journal.head(),
            [(row.id, row.number, row.total, row.paid, row.tickets)
             for row in host.orders.list().orders])


def test_what_was_counted_stands_and_the_chains_hold(desk, sold):
    host = desk.engine.host()
    checked, performances, head, orders = counted(host)
    erased = host.customers.erase(id=sold.id)
    assert (erased.id, erased.records, erased.orders) == (sold.id, 2, 3)
    # Two records made, one changed, both merged: that was answered, and kept.
    assert (erased.tickets, erased.answers) == (1, 4)
    after = counted(host)
    assert after[0].ok and after[0].counted["orders"] == checked.counted["orders"] == 4
    assert (after[1], after[3]) == (performances, orders)
    assert host.store.check(expected=head.heads).ok
    assert host.journal.since().entries[-1].operation == "customers.erase"
    nobody = host.customers.get(id=sold.id)
    assert (nobody.state, nobody.name, nobody.email, nobody.tags) == ("erased", "", "", [])
    assert {(change.before, change.after) for change in host.customers.changes(
        customer=sold.id).changes} == {("", "")}
    assert [row.name for row in host.customers.list().customers] == ["Ben Friend"]


def test_what_belongs_to_others_stays(desk, sold):
    host = desk.engine.host()
    host.customers.erase(id=sold.id)
    shared, _, _, theirs = (host.orders.get(id=row.id) for row in host.orders.list().orders)
    assert (shared.buyer, shared.reference) == ("", "")
    assert [ticket.holder for ticket in shared.tickets] == ["", "Ben Friend"]
    assert (theirs.buyer, theirs.reference) == ("Ben Friend", "Ben")


def test_what_was_answered_to_a_form_goes_with_whoever_it_is_about(house):
    form = [{"key": "note", "name": "Note", "type": "text"}]
    general, child = SEASON["events"][0]["ticket_types"]
    event = {**SEASON["events"][0], "ticket_types": [{**general, "form": form}, child]}
    desk = house(events=[event]).vouch("mira@example.org")
    desk.shifts.open()
    host = desk.engine.host()
    person = host.customers.create(name="Qvintilia Zwölfinger")
    order = desk.orders.place(
        owner=person.id, payments=[{"means": "cash", "amount": 57}],
        lines=[{"performance": "friday", "ticket_type": "general", "quantity": 3,
                "holders": ["Qvintilia Zwölfinger", "Ben Friend", "Cleo Friend"],
                "answers": [{"note": "in a wheelchair"}, {"note": "beside Qvintilia Zwölfinger"},
                            {"note": "on the aisle"}]}], idempotency_key="asked")
    host.customers.erase(id=person.id)
    assert [ticket.answers for ticket in desk.orders.get(id=order.id).tickets] == [
        {}, {}, {"note": "on the aisle"}]
    assert host.store.check().ok


def test_nothing_can_be_done_to_or_for_whoever_was_erased(desk, sold, sale, reason, unchanged):
    host = desk.engine.host()
    merge = next(iter(host.customers.merges().merges)).id
    host.customers.erase(id=sold.id, idempotency_key="erased")
    friend = next(iter(host.customers.list().customers))
    with unchanged(host):
        for ask, request in ((host.customers.change, {"id": sold.id, "name": "Ann"}),
                             (host.customers.erase, {"id": sold.id}),
                             (host.customers.merge, {"keep": friend.id, "absorb": sold.id}),
                             (host.customers.merge, {"keep": sold.id, "absorb": friend.id}),
                             (host.customers.unmerge, {"merge": merge}),
                             (desk.orders.place, sale(owner=sold.id))):
            assert reason(ask, **request).rule == "customers.erased"
        assert host.customers.erase(id=sold.id, idempotency_key="erased").id == sold.id
        with pytest.raises(willcall.NotFoundError):
            host.customers.erase(id="0000000000001")
    with pytest.raises(willcall.Refused):
        desk.engine.session(customer="quintilia@vergissmein.example", password=PASSWORD)
    # The address is free again, for whoever it belongs to now.
    assert host.customers.create(name="Ann", email="quintilia@vergissmein.example")


def test_an_answer_that_spoke_of_them_is_not_given_again(desk, sold):
    host = desk.engine.host()
    kept = host.customers.create(name="Cho", idempotency_key="other")
    host.customers.erase(id=sold.id)
    with pytest.raises(willcall.ConflictError, match="was erased"):
        host.customers.create(
            title="Dr", first_name="Qvintilia", last_name="Altmann",
            email="zw.old@vergissmein.example", mobile="0877665500", password=PASSWORD,
            idempotency_key="made")
    assert host.customers.create(name="Cho", idempotency_key="other") == kept


def test_a_record_that_is_part_of_another_is_erased_with_it_only(desk, sold, reason):
    host = desk.engine.host()
    (merge,) = host.customers.merges().merges
    why = reason(host.customers.erase, id=merge.absorbed)
    assert (why.rule, sold.id in why.message) == ("customers.merged", True)
    host.customers.erase(id=sold.id)
    assert host.customers.get(id=merge.absorbed).state == "erased"


def test_what_was_noted_of_a_change_is_forgotten_too(house, sale):
    engine = house(channels=[{"key": key, "kind": "ticket_office",
                              "settings": {"delivery": "none", "refunds": True}}
                             for key in ("window", "books")])
    mira, host = engine.vouch("mira@example.org"), engine.host()
    mira.shifts.open()
    ann, bo = (host.customers.create(name=name) for name in ("Ann Zwilling", "Bo Ember"))
    orders = [mira.orders.place(**sale(owner=one.id)) for one in (ann, bo)]
    for order in orders:
        mira.orders.refund(id=order.id, note="Ann Zwilling called")
    host.customers.erase(id=ann.id)
    assert [host.orders.get(id=order.id).transactions[0].note for order in orders] == [
        "", "Ann Zwilling called"]


def test_only_who_may_forgets_somebody(house, reason):
    engine = house()
    noor, ann = engine.vouch("noor@example.org"), engine.host().customers.create(name="Ann")
    for ask, request in ((noor.customers.erase, {"id": ann.id}),
                         (noor.customers.merge, {"keep": ann.id, "absorb": ann.id}),
                         (noor.customers.unmerge, {"merge": ann.id}), (noor.store.compact, {})):
        assert reason(ask, **request).rule == "access.not_permitted"


def spellings(text):
    """A text as a file might hold it."""
    return {text.encode(), text.lower().encode(), text.upper().encode(), text.casefold().encode()}


def left_in(folder):
    """What is found of the forgotten in any file."""
    found = set()
    for path in Path(folder).rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file():
                content = path.read_bytes()
                found |= {text for text in FORGOTTEN for one in spellings(text) if one in content}
    return found


@pytest.mark.only_on("sqlite")
def test_no_byte_of_a_name_is_left_in_the_file(desk, sold, store_url, tmp_path):
    host = desk.engine.host()
    assert left_in(tmp_path) >= {"Qvintilia", "Хризантема", "QZ-4711"}
    host.customers.erase(id=sold.id)
    host.store.compact()
    assert (tmp_path / "store.db-wal").stat().st_size == 0
    assert left_in(tmp_path) == set()
    assert host.store.check().ok


@pytest.mark.only_on("sqlite")
def test_whoever_vacuums_by_hand_finds_nothing_either(desk, sold, store_url, tmp_path):
    desk.engine.host().customers.erase(id=sold.id)
    desk.engine.close()
    connection = sqlite3.connect(store_url.removeprefix("sqlite:"))
    connection.execute("vacuum")
    connection.close()
    assert left_in(tmp_path) == set()


@pytest.mark.only_on("postgresql")
def test_no_byte_of_a_name_is_left_in_the_tables_of_the_server(desk, sold, stores):
    host = desk.engine.host()
    host.customers.erase(id=sold.id)
    host.store.compact()
    stores.administrate("checkpoint")
    # The log of the server itself, pg_wal, keeps what was written until it is recycled.
    assert left_in(Path(stores.folder) / "data" / "base") == set()
    assert host.store.check().ok


def test_a_store_is_compacted_beside_its_sales(desk, sale):
    host = desk.engine.host()
    desk.orders.place(**sale())
    host.store.compact()
    desk.orders.place(**sale())
    assert [row.number for row in host.orders.list().orders] == ["MAIN-000001", "MAIN-000002"]
    assert host.store.check().ok


@pytest.mark.only_on("sqlite")
def test_what_somebody_still_reads_is_said(house, desk, sale, store_url):
    desk.orders.place(**sale())
    reading = sqlite3.connect(store_url.removeprefix("sqlite:"), isolation_level=None)
    reading.execute("begin")
    reading.execute("select count(*) from orders").fetchone()
    with pytest.raises(willcall.UnavailableError, match="somebody reads"):
        desk.engine.host().store.compact()
    reading.execute("rollback")
    reading.close()
    desk.engine.host().store.compact()
    desk.orders.place(**sale())


def test_a_delivery_to_whoever_is_erased_is_called_off(house, sale):
    engine = house(deliveries={"email": ["folder"]}, channels=[
        {"key": key, "kind": "ticket_office", "settings": {"delivery": "email"}}
        for key in ("window", "books")])
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    host = engine.host()
    ann = host.customers.create(name="Ann", email="ann@example.org")
    mira.orders.place(**sale(owner=ann.id, buyer={"name": "Ann", "email": "ann@example.org"}))
    mira.orders.place(**sale(buyer={"name": "Bo", "email": "bo@example.org"}))
    assert host.customers.erase(id=ann.id).deliveries == 1
    assert [(row.state, row.recipient) for row in host.deliveries.list().deliveries] == [
        ("cancelled", ""), ("queued", "bo@example.org")]
