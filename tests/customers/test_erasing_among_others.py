"""A person is forgotten where others have to do with them: what is theirs goes, and no more."""

import hashlib

import pytest
import willcall
from foothill import SEASON

BY_EMAIL = {"deliveries": {"email": ["folder"]}, "channels": [
    {"key": key, "kind": "ticket_office", "settings": {"delivery": "email"}}
    for key in ("window", "books")]}


def buyer(name, email):
    return {"buyer": {"name": name, "email": email}}


def test_what_was_sent_to_whoever_is_erased_is_called_off_whoever_bought_it(house, sale):
    mira = house(**BY_EMAIL).vouch("mira@example.org")
    mira.shifts.open()
    host = mira.engine.host()
    ann = host.customers.create(name="Ann", email="ann@example.org")
    given = mira.orders.place(**sale(delivery={"method": "email", "to": "Ann@example.org"}),
                              **buyer("Bo", "bo@example.org"))
    kept = mira.orders.place(**sale(), **buyer("Bo", "bo@example.org"))
    erased = host.customers.erase(id=ann.id)
    assert (erased.orders, erased.deliveries) == (0, 1)
    shown = [host.orders.get(id=order.id) for order in (given, kept)]
    assert [(order.buyer, order.delivery.to) for order in shown] == [
        ("Bo", ""), ("Bo", "bo@example.org")]
    assert [(row.state, row.recipient) for row in host.deliveries.list().deliveries] == [
        ("cancelled", ""), ("queued", "bo@example.org")]
    assert host.store.check().ok


def test_an_address_that_ends_like_theirs_is_not_theirs(house, sale):
    mira = house(**BY_EMAIL).vouch("mira@example.org")
    mira.shifts.open()
    host = mira.engine.host()
    ann = host.customers.create(name="Ann", email="ann@example.org")
    order = mira.orders.place(
        **sale(owner=ann.id, reference="see ann@example.org"), **buyer("Ann", "ann@example.org"))
    other = mira.orders.place(
        **sale(delivery={"method": "email", "to": "ann@example.org"}),
        **buyer("Jo", "joann@example.org"))
    host.customers.erase(id=ann.id)
    assert host.orders.get(id=order.id).reference == ""
    shown = host.orders.get(id=other.id)
    assert (shown.buyer, shown.delivery.to) == ("Jo", "")
    assert host.store.check().ok


def test_no_digest_of_an_address_is_left_in_what_an_owner_has(
        house, sale, reason, stores, store_url):
    event = {**SEASON["events"][0], "limits": {"per_owner": 2}}
    mira = house(events=[event]).vouch("mira@example.org")
    mira.shifts.open()
    host = mira.engine.host()
    ann, bo = buyer("Ann", "Ann@example.org"), buyer("Bo", "bo@example.org")
    for one in (ann, bo):
        mira.orders.place(**sale(quantity=2), **one)
        assert reason(mira.orders.place, **sale(), **one).rule == "limit.per_owner"
    person = host.customers.create(name="Ann", email="ann@example.org")

    def quotas_of(email):
        tried = hashlib.blake2b(email.encode(), digest_size=32).hexdigest()
        return stores.run(store_url, "update quotas set capacity = capacity "
                                     f"where key like '%{tried}%'")

    stock = host.performances.list()
    assert (quotas_of("ann@example.org"), quotas_of("bo@example.org")) == (1, 1)
    host.customers.erase(id=person.id)
    assert (quotas_of("ann@example.org"), quotas_of("bo@example.org")) == (0, 1)
    assert host.performances.list() == stock
    # Whoever has the address from now on begins anew; of others nothing has changed.
    mira.orders.place(**sale(quantity=2), **ann)
    for one in (ann, bo):
        assert reason(mira.orders.place, **sale(), **one).rule == "limit.per_owner"
    assert host.store.check().ok


def test_what_a_merge_had_brought_stays_with_whom_it_belongs_to(desk, sale):
    host = desk.engine.host()
    kim = host.customers.create(name="Kim Ember")
    ann = host.customers.create(name="Ann Zwilling", email="ann@example.org", phone="0877665500")
    desk.orders.place(**sale(owner=ann.id), **buyer("Ann Zwilling", "ann@example.org"))
    host.customers.unmerge(merge=host.customers.merge(keep=kim.id, absorb=ann.id).merge)
    assert host.customers.erase(id=kim.id).orders == 0
    (order,) = host.orders.list().orders
    assert host.orders.get(id=order.id).buyer == "Ann Zwilling"
    assert host.customers.get(id=ann.id).phone == "0877665500"
    assert host.store.check().ok


def test_what_a_merge_had_brought_to_others_goes_with_whoever_is_erased(desk):
    host = desk.engine.host()
    kim = host.customers.create(name="Kim Ember")
    host.customers.change(id=kim.id, town="Rome")
    ann = host.customers.create(name="Ann Zwilling", email="ann@example.org", phone="0877665500")
    host.customers.unmerge(merge=host.customers.merge(keep=kim.id, absorb=ann.id).merge)

    def told():
        return {text for change in host.customers.changes(customer=kim.id).changes
                for text in (change.before, change.after)}

    assert told() == {"", "Rome", "ann@example.org", "0877665500"}
    host.customers.erase(id=ann.id)
    assert told() == {"", "Rome"}
    assert host.customers.get(id=kim.id).name == "Kim Ember"
    assert host.store.check().ok


def test_no_digest_of_what_was_asked_for_them_is_left(desk, sale, stores, store_url):
    host = desk.engine.host()
    made = {"name": "Ann Zwilling", "email": "ann@example.org", "idempotency_key": "made"}
    ann = host.customers.create(**made)
    bought = {**sale(owner=ann.id), **buyer("Ann Zwilling", "ann@example.org")}
    order = desk.orders.place(**bought, idempotency_key="bought")
    desk.orders.place(**sale(), **buyer("Bo", "bo@example.org"), idempotency_key="other")

    def digests_of(key):
        return stores.run(store_url, "update idempotency set at = at "
                                     f"where request <> '' and key = '{key}'")

    assert [digests_of(key) for key in ("made", "bought", "other")] == [1, 1, 1]
    host.customers.erase(id=ann.id)
    assert [digests_of(key) for key in ("made", "bought", "other")] == [0, 0, 1]
    for ask, request in ((host.customers.create, made),
                         (desk.orders.place, {**bought, "idempotency_key": "bought"})):
        with pytest.raises(willcall.ConflictError, match="was erased"):
            ask(**request)
    assert len(host.orders.list().orders) == 2
    assert host.orders.get(id=order.id).buyer == ""
    assert host.store.check().ok
