"""Two records of one customer are made one, and two again: orders, history and rights follow."""

import pytest
import willcall

PASSWORD = "kept in a drawer"


@pytest.fixture
def host(desk):
    return desk.engine.host()


def numbers(desk, customer):
    return [row.number for row in desk.customers.orders(customer=customer.id).orders]


def facilitated_by(stores, store_url, order, facilitator):
    """As long as no operation sets a facilitator, this does."""
    stores.run(store_url, f"update orders set facilitator = "
                          f"(select id from customers where name = '{facilitator}') "
                          f"where number = '{order}'")


def test_a_merge_fills_in_what_is_lacking_and_keeps_what_is_there(desk, clock):
    ann = desk.customers.create(first_name="Ann", last_name="Lee", phone="12345",
                                tags=["patron"], consents={"news": True, "post": False})
    other = desk.customers.create(
        first_name="A", last_name="Lee", email="ann@example.org", phone="54321", town="Rome",
        number="C-1", tags=["board"], consents={"news": False, "post": True, "sms": True},
        password=PASSWORD)
    clock.forward(hours=1)
    merged = desk.customers.merge(keep=ann.id, absorb=other.id)
    kept = merged.customer
    assert kept == desk.customers.get(id=ann.id)
    assert (kept.name, kept.first_name, kept.phone, kept.town) == ("Ann Lee", "Ann", "12345",
                                                                   "Rome")
    assert (kept.email, kept.number, kept.online) == ("ann@example.org", "C-1", True)
    assert kept.tags == ["board", "patron"]
    # Whatever either has taken back is taken back.
    assert kept.consents == {"news": False, "post": False, "sms": True}
    gone = desk.customers.get(id=other.id)
    assert (gone.state, gone.merged_into) == ("merged", ann.id)
    assert [row.id for row in desk.customers.list().customers] == [ann.id]
    (told,) = desk.customers.merges(customer=other.id).merges
    assert (told.id, told.actor, told.at) == (merged.merge, "mira@example.org", clock.at)
    assert (told.kept, told.absorbed_name, told.undone) == (ann.id, "A Lee", None)
    changes = desk.customers.changes(customer=ann.id).changes
    assert {change.merge for change in changes} == {merged.merge}


def test_a_merge_rewrites_the_parties_of_facilitated_orders_and_is_undone(
        desk, sale, stores, store_url, record_property):
    fay, fay_again, kim, kim_again = (
        desk.customers.create(name=name) for name in ("Fay Hill", "F Hill", "Kim Lee", "K Lee"))
    for owner in (kim, kim_again, kim_again, fay_again):
        desk.orders.place(**sale(owner=owner.id))
    facilitated_by(stores, store_url, "MAIN-000001", "Fay Hill")
    facilitated_by(stores, store_url, "MAIN-000002", "F Hill")
    before = {one.id: list(desk.customers.orders(customer=one.id).orders)
              for one in (fay, fay_again, kim, kim_again)}
    assert [(row.role, row.other_name) for row in before[fay_again.id]] == [
        ("facilitator", "K Lee"), ("buyer", "")]

    facilitators = desk.customers.merge(keep=fay.id, absorb=fay_again.id)
    owners = desk.customers.merge(keep=kim.id, absorb=kim_again.id)
    assert (facilitators.parties, owners.parties) == (2, 2)
    assert [(row.number, row.role, row.other_name)
            for row in desk.customers.orders(customer=fay.id).orders] == [
        ("MAIN-000001", "facilitator", "Kim Lee"), ("MAIN-000002", "facilitator", "Kim Lee"),
        ("MAIN-000004", "buyer", "")]
    assert [(row.number, row.role, row.other_name)
            for row in desk.customers.orders(customer=kim.id).orders] == [
        ("MAIN-000001", "owner", "Fay Hill"), ("MAIN-000002", "owner", "Fay Hill"),
        ("MAIN-000003", "buyer", "")]
    assert numbers(desk, fay_again) == numbers(desk, kim_again) == []
    order = desk.orders.get(number="MAIN-000002")
    assert (order.who.facilitator, order.who.owner) == (fay.id, kim.id)
    assert desk.store.check().ok

    # What is bought in between stays with the record it was bought by.
    desk.orders.place(**sale(owner=kim.id))
    undone = desk.customers.unmerge(merge=owners.merge)
    assert (undone.kept.id, undone.restored.id, undone.parties) == (kim.id, kim_again.id, 2)
    desk.customers.unmerge(merge=facilitators.merge)
    assert numbers(desk, kim) == ["MAIN-000001", "MAIN-000005"]
    for one in (fay, fay_again, kim_again):
        assert list(desk.customers.orders(customer=one.id).orders) == before[one.id]
    assert desk.store.check().ok
    record_property("requirement", "SPX-33")


def test_a_merge_that_is_undone_leaves_both_records_as_they_were(desk):
    ann = desk.customers.create(name="Ann Lee", tags=["patron"], consents={"news": True})
    other = desk.customers.create(name="A Lee", email="ann@example.org", number="C-1",
                                  tags=["board", "patron"], consents={"news": False},
                                  password=PASSWORD)
    merge = desk.customers.merge(keep=ann.id, absorb=other.id).merge
    undone = desk.customers.unmerge(merge=merge)

    def without_versions(customer):
        return {key: value for key, value in customer.asdict().items()
                if key not in ("version", "changed")}

    assert without_versions(undone.kept) == without_versions(ann)
    assert without_versions(undone.restored) == without_versions(other)
    assert desk.engine.session(customer="ann@example.org", password=PASSWORD)
    (told,) = desk.customers.merges().merges
    assert told.undone is not None
    # Likely duplicates again, and mergeable again.
    assert desk.customers.merge(keep=other.id, absorb=ann.id).customer.email == "ann@example.org"


def test_what_was_changed_since_a_merge_stays_when_it_is_undone(desk):
    ann = desk.customers.create(name="Ann Lee")
    other = desk.customers.create(name="A Lee", email="ann@example.org", phone="12345",
                                  town="Rome")
    merge = desk.customers.merge(keep=ann.id, absorb=other.id).merge
    desk.customers.change(id=ann.id, town="Paris", email="lee@example.org")
    undone = desk.customers.unmerge(merge=merge)
    assert (undone.kept.town, undone.kept.phone, undone.kept.email) == (
        "Paris", "", "lee@example.org")
    assert (undone.restored.town, undone.restored.email) == ("Rome", "ann@example.org")


def test_an_address_that_somebody_else_has_by_now_stops_the_undoing(desk, reason, unchanged):
    ann = desk.customers.create(name="Ann Lee")
    other = desk.customers.create(name="A Lee", email="ann@example.org")
    merge = desk.customers.merge(keep=ann.id, absorb=other.id).merge
    desk.customers.change(id=ann.id, email="lee@example.org")
    desk.customers.create(name="Bo", email="ann@example.org")
    with unchanged(desk):
        assert reason(desk.customers.unmerge, merge=merge).rule == "customers.email_taken"


def test_merges_of_merges_are_undone_the_last_one_first(desk, sale, reason):
    first, second, third = (desk.customers.create(name=name) for name in ("A", "B", "C"))
    for one in (first, second, third):
        desk.orders.place(**sale(owner=one.id))
    inner = desk.customers.merge(keep=second.id, absorb=first.id).merge
    outer = desk.customers.merge(keep=third.id, absorb=second.id).merge
    assert numbers(desk, third) == ["MAIN-000001", "MAIN-000002", "MAIN-000003"]
    refused = reason(desk.customers.unmerge, merge=inner)
    assert refused.rule == "customers.merged" and third.id in refused.message
    desk.customers.unmerge(merge=outer)
    assert numbers(desk, second) == ["MAIN-000001", "MAIN-000002"]
    desk.customers.unmerge(merge=inner)
    assert [numbers(desk, one) for one in (first, second, third)] == [
        ["MAIN-000001"], ["MAIN-000002"], ["MAIN-000003"]]
    assert reason(desk.customers.unmerge, merge=inner).rule == "customers.unmerged"


def test_a_person_and_an_organisation_are_never_one(desk, reason, unchanged):
    ann = desk.customers.create(name="Lee")
    firm = desk.customers.create(name="Lee", kind="organisation")
    with unchanged(desk):
        for keep, absorb in ((ann, firm), (firm, ann)):
            why = reason(desk.customers.merge, keep=keep.id, absorb=absorb.id)
            assert why.rule == "customers.merge_kinds"


def test_what_makes_no_sense_of_a_merge_is_named(desk, reason, unchanged):
    ann, bo = (desk.customers.create(name=name) for name in ("Ann", "Bo"))
    cy = desk.customers.create(name="Cy")
    desk.customers.merge(keep=bo.id, absorb=cy.id)
    with unchanged(desk):
        with pytest.raises(willcall.InvalidError) as caught:
            desk.customers.merge(keep=ann.id, absorb=ann.id)
        assert caught.value.field == "absorb"
        for wrong in ({"keep": "0000000000001", "absorb": ann.id},
                      {"keep": ann.id, "absorb": "0000000000001"}):
            with pytest.raises(willcall.NotFoundError) as caught:
                desk.customers.merge(**wrong)
            assert wrong[caught.value.field] == "0000000000001"
        with pytest.raises(willcall.NotFoundError) as caught:
            desk.customers.unmerge(merge=ann.id)
        assert caught.value.field == "merge"
        for keep, absorb in ((ann, cy), (cy, ann)):
            why = reason(desk.customers.merge, keep=keep.id, absorb=absorb.id)
            assert (why.rule, bo.id in why.message) == ("customers.merged", True)
        assert reason(desk.customers.change, id=cy.id, town="Rome").rule == "customers.merged"


def test_nothing_is_sold_to_a_record_that_is_part_of_another(desk, house, sale, reason):
    ann, bo = (desk.customers.create(name=name) for name in ("Ann", "Bo"))
    elsewhere = house().vouch("mira@example.org")
    elsewhere.orders.place(**sale(owner=bo.id))
    desk.customers.merge(keep=ann.id, absorb=bo.id)
    for session in (desk, elsewhere):
        why = reason(session.orders.place, **sale(owner=bo.id))
        assert (why.rule, ann.id in why.message) == ("customers.merged", True)
    quote = desk.orders.quote(lines=sale()["lines"], owner=bo.id)
    assert not quote.possible and quote.reasons[0].rule == "customers.merged"


def test_a_quote_from_before_a_merge_places_nothing(desk, sale):
    ann, bo = (desk.customers.create(name=name) for name in ("Ann", "Bo"))
    token = desk.orders.quote(lines=sale()["lines"], owner=bo.id).token
    desk.customers.merge(keep=ann.id, absorb=bo.id)
    with pytest.raises(willcall.Refused) as caught:
        desk.orders.place(**sale(owner=bo.id, quote=token))
    assert caught.value.reasons[0].rule == "quote.changed"


def test_whoever_is_part_of_another_is_signed_out_and_signs_in_as_the_other(desk):
    ann = desk.customers.create(name="Ann")
    bo = desk.customers.create(name="Bo", email="bo@example.org", password=PASSWORD)
    session = desk.engine.session(customer="bo@example.org", password=PASSWORD)
    desk.customers.merge(keep=ann.id, absorb=bo.id)
    with pytest.raises(willcall.Refused, match="not active online"):
        session.sessions.current()
    again = desk.engine.session(customer="bo@example.org", password=PASSWORD)
    assert again.sessions.current().login == ann.id

