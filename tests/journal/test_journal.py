"""The journal as a feed, and as what an auditor holds against the store."""

import pytest
import willcall


@pytest.fixture
def sold(desk, sale):
    """The engine after a shift with three sales."""
    for quantity in (1, 2, 3):
        desk.orders.place(**sale(quantity=quantity))
    desk.shifts.close()
    return desk.engine


def test_what_was_done_is_read_page_by_page_and_every_entry_once(sold):
    host = sold.host()
    whole = host.journal.since()
    assert not whole.more
    done = [entry.operation for entry in whole.entries]
    assert done[-5:] == ["orders.place", "orders.place", "orders.place", "shifts.close",
                         "sessions.open"]
    read, cursor = [], ""
    while True:
        page = host.journal.since(cursor=cursor, most=2)
        read += page.entries
        cursor = page.cursor
        if not page.more:
            break
        assert len(page.entries) == 2
    assert read == whole.entries
    assert host.journal.since(cursor=cursor).entries == []


def test_a_reader_goes_on_where_it_stopped(desk, sale):
    host = desk.engine.host()
    cursor = host.journal.since().cursor
    order = desk.orders.place(**sale(quantity=2))
    (entry,) = host.journal.since(cursor=cursor).entries
    assert (entry.operation, entry.subject, entry.amount) == ("orders.place", order.id, 38)
    assert entry.at == order.placed
    assert entry.actor == entry.seller


def test_what_nobody_signed_in_did_names_nobody(desk):
    host = desk.engine.host()
    cursor = host.journal.since().cursor
    host.codes.rotate()
    (entry,) = host.journal.since(cursor=cursor).entries
    assert (entry.operation, entry.actor, entry.seller) == ("codes.rotate", None, None)


def test_chains_are_numbered_without_gaps_and_end_in_their_heads(sold, house):
    house().vouch("noor@example.org")
    host = sold.host()
    chains = {}
    for entry in host.journal.since().entries:
        chains.setdefault(entry.writer, []).append(entry)
    heads = {head.writer: head for head in host.journal.head().heads}
    assert set(heads) == set(chains) and len(chains) == 2
    for writer, entries in chains.items():
        assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
        assert (heads[writer].sequence, heads[writer].hash) == (len(entries), entries[-1].hash)


def test_refusals_and_questions_leave_no_entry(desk, sale, reason):
    host = desk.engine.host()
    cursor = host.journal.since().cursor
    reason(desk.orders.place, **sale(quantity=11))
    desk.orders.quote(lines=sale()["lines"])
    desk.orders.list()
    host.store.check()
    assert host.journal.since(cursor=cursor).entries == []


def test_no_name_stands_in_the_journal(desk, sale):
    host = desk.engine.host()
    host.customers.create(name="Ann Northcliffe", email="ann@secret.example")
    desk.orders.place(**sale(buyer={"name": "Ann Northcliffe", "email": "ann@secret.example"},
                             reference="for Northcliffe"))
    said = repr(host.journal.since().entries)
    assert "orthcliffe" not in said and "secret" not in said


@pytest.mark.parametrize("cursor", ["yesterday", "1:", "1:0", "1:1,1:2", "2:1,1:1", "-1:5",
                                    "1:99999999", "1:1,", "9" * 30 + ":1"])
def test_a_cursor_that_is_none_is_named(sold, cursor):
    with pytest.raises(willcall.InvalidError) as caught:
        sold.host().journal.since(cursor=cursor)
    assert caught.value.field == "cursor"


def test_heads_that_were_kept_are_found_again_ever_after(sold, house, sale):
    kept = sold.host().journal.head().heads
    desk = house().vouch("mira@example.org")
    desk.shifts.open()
    desk.orders.place(**sale())
    checked = desk.engine.host().store.check(expected=kept)
    assert checked.ok
    for lie in ({"hash": "00" * 32}, {"sequence": kept[0].sequence + 100}, {"writer": 777}):
        wrong = [{**kept[0].asdict(), **lie}]
        checked = sold.host().store.check(expected=wrong)
        assert [fault.name for fault in checked.faults] == ["journal.head_lost"]


@pytest.fixture
def tampered(sold, stores, tmp_path, store_url):
    """A function that changes a copy of the store behind willcall's back; gives what the check of
    it finds, with the heads that were kept before."""
    heads = sold.host().journal.head().heads
    sold.close()
    copy = stores.copy(store_url, tmp_path)

    def find(statement):
        assert stores.run(copy, statement) != 0
        with willcall.open(store=copy, workers=0) as engine:
            return {fault.name for fault in engine.host().store.check(expected=heads).faults}

    return find


@pytest.mark.parametrize(("statement", "fault"), [
    ("update journal set amount = amount + 1 where operation = 'orders.place'", "journal.hash"),
    ("update journal set hash = replace(hash, substr(hash, 1, 1), 'x') where sequence = 3",
     "journal.hash"),
    ("update journal set at = at + 1 where sequence = 2", "journal.hash"),
    ("delete from journal where sequence = 4", "journal.gap"),
    ("delete from journal where sequence > 5", "journal.head_lost"),
    ("delete from journal where sequence > 5", "journal.order_unrecorded"),
    ("update orders set total = total + 1, paid = paid + 1", "journal.amount_differs"),
])
def test_a_changed_byte_is_found(tampered, statement, fault):
    assert fault in tampered(statement)
