"""Records of customers: who may see and change them, what signing in and orders make of them."""

import pytest
import willcall

PASSWORD = "kept in a drawer"


def test_a_cashier_has_nothing_to_do_with_customers(house, reason):
    engine = house()
    cass = engine.vouch("cass@example.org")
    ann = engine.host().customers.create(name="Ann")
    for ask, request in ((cass.customers.create, {"name": "Bo"}),
                         (cass.customers.get, {"id": ann.id}),
                         (cass.customers.change, {"id": ann.id, "name": "Bo"}),
                         (cass.customers.list, {}), (cass.customers.duplicates, {}),
                         (cass.customers.changes, {"customer": ann.id}),
                         (cass.customers.orders, {"customer": ann.id})):
        assert reason(ask, **request).rule == "distribution_outlet.cashier"


SEEING = {"permits": ["/**"]}


@pytest.fixture
def offices(house):
    """Two windows of one house: whoever works there sees the customers of that window."""
    window = {"kind": "ticket_office", "settings": {"delivery": "none"}}
    role = {"role": "clerk", "uses_shifts": False}
    return house(
        channels=[{"key": "north", **window}, {"key": "south", **window}],
        users=[{"login": f"{name}@example.org", "name": name, "channel": channel, **role}
               for name, channel in (("mira", "north"), ("noor", "north"), ("cass", "south"))],
        plugins={"roles": {"roles": {"clerk": {**SEEING, "sees": "channel"}}}})


def test_a_window_sees_the_customers_it_made_or_sold_to_and_no_others(offices, sale, names):
    mira, noor, cass = (offices.vouch(f"{name}@example.org") for name in ("mira", "noor", "cass"))
    ann, ben = mira.customers.create(name="Ann Lee"), cass.customers.create(name="Ben Lee")
    for one in (mira, noor):
        assert names(one.customers.list().customers) == ["Ann Lee"]
    assert names(cass.customers.list(name="lee").customers) == ["Ben Lee"]
    for ask, request in ((cass.customers.get, {"id": ann.id}),
                         (cass.customers.change, {"id": ann.id, "town": "Rome"}),
                         (cass.customers.changes, {"customer": ann.id}),
                         (cass.customers.orders, {"customer": ann.id})):
        with pytest.raises(willcall.NotFoundError):
            ask(**request)
    noor.orders.place(**sale(owner=ben.id))
    assert names(noor.customers.list().customers) == ["Ann Lee", "Ben Lee"]
    assert noor.customers.get(id=ben.id).name == "Ben Lee"
    assert names(offices.host().customers.list().customers) == ["Ann Lee", "Ben Lee"]
    # A pair of which one is not to be seen is not told.
    offices.host().customers.change(id=ann.id, postcode="94022")
    offices.host().customers.change(id=ben.id, first_name="Adam", last_name="Lee",
                                    postcode="94022")
    assert len(list(noor.customers.duplicates().pairs)) == 1
    assert list(cass.customers.duplicates().pairs) == []


def test_who_sees_their_own_sees_whom_they_made_or_sold_to(offices, house, sale, names):
    house(channels=[{"key": "north", "kind": "ticket_office", "settings": {"delivery": "none"}}],
          users=[{"login": f"{name}@example.org", "name": name, "channel": "north",
                  "role": "clerk", "uses_shifts": False} for name in ("mira", "noor")],
          plugins={"roles": {"roles": {"clerk": {**SEEING, "sees": "own"}}}})
    mira, noor = offices.vouch("mira@example.org"), offices.vouch("noor@example.org")
    ann = mira.customers.create(name="Ann")
    noor.customers.create(name="Ben")
    assert names(noor.customers.list().customers) == ["Ben"]
    with pytest.raises(willcall.NotFoundError):
        noor.customers.get(id=ann.id)
    noor.orders.place(**sale(owner=ann.id))
    assert names(noor.customers.list().customers) == ["Ann", "Ben"]
    assert names(mira.customers.list().customers) == ["Ann"]


def test_changes_are_listed_with_who_and_when(desk, clock):
    ann = desk.customers.create(first_name="Ann", last_name="Lee", tags=["patron"])
    clock.forward(hours=1)
    changed = desk.customers.change(id=ann.id, last_name="North", tags=[],
                                    consents={"news": True})
    assert (changed.name, changed.version, changed.created) == ("Ann North", 2, ann.created)
    desk.engine.host().customers.change(id=ann.id, email="ann@example.org")
    told = [(change.actor, change.field, change.before, change.after, change.merge)
            for change in desk.customers.changes(customer=ann.id).changes]
    assert told == [("mira@example.org", "consents/news", "", "given", None),
                    ("mira@example.org", "last_name", "Lee", "North", None),
                    ("mira@example.org", "name", "Ann Lee", "Ann North", None),
                    ("mira@example.org", "tags/patron", "yes", "", None),
                    ("host", "email", "", "ann@example.org", None)]
    assert {change.at for change in desk.customers.changes(customer=ann.id).changes} == {clock.at}
    with pytest.raises(willcall.NotFoundError) as caught:
        desk.customers.changes(customer="0000000000001")
    assert caught.value.field == "customer"


def test_a_change_is_replayed_by_its_key_and_journaled_without_a_word_of_it(desk):
    ann = desk.customers.create(name="Ann")
    cursor = desk.journal.since().cursor
    once = desk.customers.change(id=ann.id, town="Rome", idempotency_key="first")
    desk.customers.change(id=ann.id, town="Paris")
    assert desk.customers.change(id=ann.id, town="Rome", idempotency_key="first") == once
    entries = desk.journal.since(cursor=cursor).entries
    assert [(entry.operation, entry.subject) for entry in entries] == [
        ("customers.change", ann.id)] * 2
    assert desk.customers.get(id=ann.id).town == "Paris"


def test_whoever_is_not_active_online_is_out_at_once(house):
    engine = house()
    host = engine.host()
    ann = host.customers.create(name="Ann", email="ann@example.org", password=PASSWORD)
    session = engine.session(customer="ann@example.org", password=PASSWORD)
    other = house().session(customer="ann@example.org", password=PASSWORD)
    assert ann.online
    host.customers.change(id=ann.id, online=False)
    for one in (session, other):
        with pytest.raises(willcall.Refused, match="not active online"):
            one.sessions.current()
    with pytest.raises(willcall.Refused) as caught:
        engine.session(customer="ann@example.org", password=PASSWORD)
    assert caught.value.reasons[0].rule == "sessions.wrong"
    host.customers.change(id=ann.id, online=True)
    assert engine.session(customer="ann@example.org", password=PASSWORD)


class Lets(willcall.Policy):
    """Customers may buy, and see themselves."""

    name = "lets"

    def decide(self, questions, who):
        mine = {"/orders/place", "/customers/get", "/customers/list", "/customers/orders",
                "/customers/create"}
        return [willcall.Decision.permit(scope="own") if question.permission in mine else None
                for question in questions]


def test_a_customer_sees_themselves_and_their_orders_and_nobody_else(house, sale, names):
    engine = house(plugin_files=[Lets()])
    host = engine.host()
    host.customers.create(name="Ben")
    ann = host.customers.create(name="Ann", email="ann@example.org", password=PASSWORD)
    session = engine.session(customer="ann@example.org", password=PASSWORD)
    assert names(session.customers.list().customers) == ["Ann"]
    assert session.customers.get(id=ann.id).email == "ann@example.org"
    made = session.customers.create(first_name="Kim", last_name="Lee")
    assert (made.introduced_by, made.online, made.email) == (ann.id, False, "")
    with pytest.raises(willcall.NotFoundError):
        session.customers.get(id=made.id)


def test_orders_of_a_customer_say_whose_part_is_whose(desk, sale, stores, store_url):
    fay, kim = (desk.customers.create(name=name) for name in ("Fay Hill", "Kim Lee"))
    desk.orders.place(**sale(quantity=2, owner=kim.id))
    stores.run(store_url, "update orders set facilitator = (select min(id) from customers)")
    desk.orders.place(**sale(owner=fay.id))
    desk.orders.place(**sale())

    def told(customer):
        return [(row.number, row.role, row.other_name, row.tickets, str(row.total))
                for row in desk.customers.orders(customer=customer.id).orders]

    assert told(kim) == [("MAIN-000001", "owner", "Fay Hill", 2, "38.00")]
    assert told(fay) == [("MAIN-000001", "facilitator", "Kim Lee", 2, "38.00"),
                         ("MAIN-000002", "buyer", "", 1, "19.00")]


def test_an_order_is_for_a_customer_who_is_there(desk, sale, unchanged):
    with unchanged(desk):
        for ask, request in ((desk.orders.place, sale()),
                             (desk.orders.quote, {"lines": sale()["lines"]})):
            with pytest.raises(willcall.NotFoundError) as caught:
                ask(**request, owner="0000000000001")
            assert caught.value.field == "owner"
