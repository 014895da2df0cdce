"""Answers as objects."""

import datetime
import pickle
from decimal import Decimal

import pytest
from willcall import records


@pytest.fixture
def order(desk, sell):
    return sell(desk, 2, buyer={"name": "Ann North"})


def test_the_repr_of_a_record_can_be_pasted_back(order):
    names = {name: getattr(records, name) for name in dir(records)}
    again = eval(repr(order), {**names, "Decimal": Decimal, "datetime": datetime})
    assert again == order
    assert repr(again) == repr(order)
    assert repr(order).startswith(f"Order(id={order.id!r}, number='MAIN-000001', state='sold', ")


def test_records_with_the_same_content_are_equal(desk, order):
    again = desk.orders.get(number=order.number)
    assert again == order
    assert again is not order
    assert hash(again) == hash(order)
    assert order != desk.shifts.current()


def test_a_record_without_an_id_has_no_hash(order):
    with pytest.raises(TypeError, match="QuotedLine"):
        hash(order.lines[0])


def test_a_record_does_not_change(order):
    with pytest.raises(AttributeError, match="doesn't change"):
        order.number = "MAIN-000002"
    with pytest.raises(AttributeError, match="doesn't change"):
        del order.number
    with pytest.raises(AttributeError):
        order.nummer


def test_a_changed_copy_is_another_record(order):
    other = order.__replace__(number="MAIN-000002")
    assert (other.number, order.number) == ("MAIN-000002", "MAIN-000001")
    assert other != order


def test_a_record_knows_its_fields_only(order):
    with pytest.raises(TypeError, match="has no `colour`"):
        records.Ticket(colour="red")


def test_asdict_goes_all_the_way_down(order):
    plain = order.asdict()
    assert plain["tickets"][0]["price"] == Decimal("19.00")
    assert plain["who"]["actor"] == "mira@example.org"
    assert plain["placed"] == order.placed
    assert plain["delivery"] is None


def test_records_survive_pickling(order):
    assert pickle.loads(pickle.dumps(order)) == order


def test_what_is_absent_is_none(desk):
    assert desk.shifts.current().closed is None


def test_times_are_aware_and_ids_are_texts(order):
    assert order.placed.tzinfo is datetime.timezone.utc
    assert isinstance(order.id, str)
    assert isinstance(order.who.shift, str)


def test_two_engines_that_agree_share_their_classes(order, opened, new_store):
    other = opened(store=new_store()).host()
    assert type(other.store.check()) is records.StoreChecked


def test_a_record_goes_into_a_request_as_it_is(desk, order):
    host = desk.engine.host()
    (head,) = host.journal.head().heads
    assert host.store.check(expected=[head]).ok
    forged = records.ChainHead(writer=head.writer, sequence=head.sequence, hash="0" * 64)
    (fault,) = host.store.check(expected=[forged]).faults
    assert fault.name == "journal.head_lost"
