"""Relationships link persons and organisations, any number of them, and carry dates."""

from datetime import datetime, timezone

import pytest
import willcall


def day(year):
    return datetime(year, 1, 1, tzinfo=timezone.utc)


@pytest.fixture
def people(desk):
    """Two persons and two organisations."""
    return [desk.customers.create(name=name, kind=kind) for name, kind in (
        ("Ann Lee", "person"), ("Kim Lee", "person"), ("Lee & Sons", "organisation"),
        ("Friends of the Theatre", "organisation"))]


def told(table):
    return [(row.name, row.kind, row.other_name) for row in table]


def test_relationships_link_any_two_customers_and_carry_dates(desk, people, record_property):
    ann, kim, firm, friends = people
    desk.customers.relate(customer=ann.id, other=kim.id, kind="parent", since=day(2010))
    desk.customers.relate(customer=ann.id, other=firm.id, kind="director", since=day(2000),
                          until=day(2015))
    desk.customers.relate(customer=firm.id, other=friends.id, kind="member")
    desk.customers.relate(customer=ann.id, other=kim.id, kind="guardian")
    assert told(desk.customers.relations().relations) == [
        ("Ann Lee", "parent", "Kim Lee"), ("Ann Lee", "director", "Lee & Sons"),
        ("Lee & Sons", "member", "Friends of the Theatre"), ("Ann Lee", "guardian", "Kim Lee")]
    assert told(desk.customers.relations(customer=firm.id).relations) == [
        ("Ann Lee", "director", "Lee & Sons"), ("Lee & Sons", "member", "Friends of the Theatre")]
    of_ann = desk.customers.relations(customer=ann.id).relations
    assert [(row.since, row.until) for row in of_ann] == [
        (day(2010), None), (day(2000), day(2015)), (None, None)]
    record_property("requirement", "SPX-29")


def test_a_relationship_is_taken_back(desk, people):
    ann, kim, _, _ = people
    relation = desk.customers.relate(customer=ann.id, other=kim.id, kind="parent")
    assert desk.customers.unrelate(id=relation.id) == relation
    assert told(desk.customers.relations().relations) == []
    with pytest.raises(willcall.NotFoundError) as caught:
        desk.customers.unrelate(id=relation.id)
    assert caught.value.field == "id"


def test_what_makes_no_sense_of_a_relationship_is_named(desk, people, unchanged, reason):
    ann, kim, firm, _ = people
    desk.customers.relate(customer=ann.id, other=kim.id, kind="parent")
    erased = desk.customers.create(name="Bo")
    desk.customers.erase(id=erased.id)
    pair = {"customer": ann.id, "other": firm.id, "kind": "member"}
    with unchanged(desk):
        for wrong, field in (({"other": ann.id}, "other"), ({"kind": ""}, "kind"),
                             ({"since": day(2010), "until": day(2009)}, "until"),
                             ({"customer": "0000000000001"}, "customer"),
                             ({"other": "0000000000001"}, "other")):
            with pytest.raises(willcall.WillcallError) as caught:
                desk.customers.relate(**{**pair, **wrong})
            assert caught.value.field == field
        assert reason(desk.customers.relate, customer=ann.id, other=kim.id,
                      kind="parent").rule == "customers.related"
        assert reason(desk.customers.relate, customer=ann.id, other=erased.id,
                      kind="parent").rule == "customers.erased"


def test_relationships_follow_a_merge_and_end_with_an_erasure(desk, people):
    ann, kim, firm, _ = people
    desk.customers.relate(customer=ann.id, other=firm.id, kind="director")
    desk.customers.relate(customer=firm.id, other=ann.id, kind="employer")
    merge = desk.customers.merge(keep=kim.id, absorb=ann.id).merge
    assert told(desk.customers.relations(customer=kim.id).relations) == [
        ("Kim Lee", "director", "Lee & Sons"), ("Lee & Sons", "employer", "Kim Lee")]
    desk.customers.unmerge(merge=merge)
    assert told(desk.customers.relations(customer=kim.id).relations) == []
    assert len(told(desk.customers.relations(customer=ann.id).relations)) == 2
    desk.customers.erase(id=ann.id)
    assert told(desk.customers.relations().relations) == []
