"""Customers are found by whatever is known of them, and likely duplicates are flagged, never
merged by themselves."""

import pytest
import willcall


@pytest.fixture
def people(desk):
    """Some people, by their printed name."""
    known = [
        {"first_name": "José", "last_name": "Núñez-Ruiz", "email": "jose@example.org",
         "phone": "+1 650 949 7360", "postcode": "SW1A 1AA", "number": "C-17", "tags": ["patron"]},
        {"first_name": "Joanna", "last_name": "Smith", "email": "jo@example.org",
         "mobile": "(650) 949-7361", "postcode": "94022", "tags": ["patron", "board"]},
        {"first_name": "Ёлка", "last_name": "Йорданова", "phone": "088 123 45 67"},
        {"name": "Łukasz O'Neill"},
        {"name": "Núñez & Sons", "kind": "organisation", "phone": "9497360"},
    ]
    return {customer.name: customer
            for customer in (desk.customers.create(**one) for one in known)}


@pytest.mark.parametrize(("asked", "found"), [
    ({}, ["José Núñez-Ruiz", "Joanna Smith", "Ёлка Йорданова", "Łukasz O'Neill", "Núñez & Sons"]),
    ({"name": "nunez"}, ["José Núñez-Ruiz", "Núñez & Sons"]),
    ({"name": "NÚÑ jo"}, ["José Núñez-Ruiz"]),
    ({"name": "Jo"}, ["José Núñez-Ruiz", "Joanna Smith"]),
    ({"name": "se"}, []),
    ({"name": "елка"}, ["Ёлка Йорданова"]),
    ({"name": "ЙОРДАН"}, ["Ёлка Йорданова"]),
    ({"name": "lukasz oneill"}, ["Łukasz O'Neill"]),
    ({"name": "nunez", "kind": "organisation"}, ["Núñez & Sons"]),
    ({"email": "JO@example.org"}, ["Joanna Smith"]),
    ({"email": "jo"}, ["José Núñez-Ruiz", "Joanna Smith"]),
    ({"email": "@example.org"}, []),
    ({"phone": "949-7360"}, ["José Núñez-Ruiz", "Núñez & Sons"]),
    ({"phone": "001 (650) 9497361"}, ["Joanna Smith"]),
    ({"phone": "+1 650 9497360"}, ["José Núñez-Ruiz", "Núñez & Sons"]),
    ({"phone": "00359 88 1234567"}, ["Ёлка Йорданова"]),
    ({"number": "C-17"}, ["José Núñez-Ruiz"]),
    ({"number": "C-1"}, []),
    ({"postcode": "sw1a1aa"}, ["José Núñez-Ruiz"]),
    ({"tag": "patron"}, ["José Núñez-Ruiz", "Joanna Smith"]),
    ({"tag": "patron", "name": "smith"}, ["Joanna Smith"]),
    ({"online": True}, []),
])
def test_customers_are_found_by_what_is_known_of_them(desk, people, names, asked, found):
    assert names(desk.customers.list(**asked).customers) == found
    assert len(people) == 5


def test_a_customer_is_found_by_id_and_lists_come_in_pages(desk, people, names):
    jo = people["Joanna Smith"]
    assert names(desk.customers.list(number=jo.id).customers) == ["Joanna Smith"]
    page = desk.customers.list(most=2)
    assert ([row.name for row in page.customers], page.more) == (list(people)[:2], True)
    assert [row.name for row in desk.customers.list(after=page.next).customers] == list(people)[2:]


def test_a_search_follows_what_was_changed(desk, people, names):
    jo = people["Joanna Smith"]
    desk.customers.change(id=jo.id, last_name="Blåbær", mobile="12345", tags=[])
    assert names(desk.customers.list(name="blabaer").customers) == ["Joanna Blåbær"]
    for gone in ({"name": "smith"}, {"phone": "9497361"}, {"tag": "board"}):
        assert names(desk.customers.list(**gone).customers) == []


@pytest.mark.parametrize("wrong", [{"name": "--"}, {"phone": "123"}, {"phone": "none"}])
def test_a_search_for_nothing_is_an_error_that_names_the_field(desk, wrong):
    with pytest.raises(willcall.InvalidError) as caught:
        desk.customers.list(**wrong)
    assert [caught.value.field] == list(wrong)


def why(pair):
    """What a pair shares besides the name."""
    return {word for word in ("postcode", "address", "date_of_birth", "facilitator")
            if getattr(pair, word)}


def test_first_initial_last_name_and_postcode_or_address_make_a_likely_duplicate(
        desk, unchanged, record_property):
    def person(first, last, **more):
        return desk.customers.create(first_name=first, last_name=last, **more)

    ann = person("Ann", "Núñez", postcode="94022", address="12 High Street, Flat 2")
    same_code = person("ALICE", "Nunez", postcode="940 22")
    same_line = person("A.", "nuñez", address="12, high street; flat 2")
    person("Ben", "Núñez", postcode="94022")  # another initial
    person("Ann", "North", postcode="94022")  # another last name
    person("Ann", "Núñez", postcode="94023")  # another postcode
    person("Ann", "Núñez", date_of_birth="1984-02-29")
    person("Ann", "Núñez", date_of_birth="1984-02-29")  # both gave it themselves
    firm = {"name": "A. Núñez", "kind": "organisation", "postcode": "94022"}
    firms = [desk.customers.create(**firm), desk.customers.create(**firm)]
    with unchanged(desk):
        pairs = list(desk.customers.duplicates().pairs)
    assert [(pair.customer, pair.other, why(pair)) for pair in pairs] == [
        (ann.id, same_code.id, {"postcode"}), (ann.id, same_line.id, {"address"}),
        (firms[0].id, firms[1].id, {"postcode"})]
    assert pairs[0].name == "Ann Núñez" and pairs[0].other_name == "ALICE Nunez"
    (only,) = desk.customers.duplicates(of=same_line.id).pairs
    assert only.other == same_line.id
    desk.customers.change(id=same_code.id, last_name="North")
    (only,) = desk.customers.duplicates(of=same_code.id).pairs
    assert why(only) == {"postcode"}
    record_property("requirement", "SPX-31")


def test_a_record_made_for_somebody_else_is_compared_by_its_maker_too(desk, record_property):
    def person(first, last, **more):
        return desk.customers.create(first_name=first, last_name=last, **more)

    facilitator = person("Fay", "Hill", postcode="94022", address="12 High Street")
    kim = person("Kim", "Lee", introduced_by=facilitator.id)
    assert kim.introduced_by == facilitator.id and not kim.online and kim.email == ""
    by_code = person("Karl", "Lee", postcode="94022")
    by_line = person("Kaya", "Lee", address="12 high street")
    again = person("K", "Lee", introduced_by=facilitator.id)
    stranger = person("Kim", "Lee", introduced_by=person("Gus", "Dale").id)
    person("Kim", "Lee", postcode="94024")
    shared = {pair.other: why(pair) for pair in desk.customers.duplicates(of=kim.id).pairs}
    assert shared == {by_code.id: {"postcode"}, by_line.id: {"address"},
                      again.id: {"facilitator"}}
    # The same day of birth counts for such a record, whoever made it.
    desk.customers.change(id=kim.id, date_of_birth="2010-05-01")
    desk.customers.change(id=stranger.id, date_of_birth="2010-05-01")
    shared = {pair.other: why(pair) for pair in desk.customers.duplicates(of=kim.id).pairs}
    assert shared[stranger.id] == {"date_of_birth"}
    # Whoever is only related to the maker is compared, too.
    related = person("Kurt", "Lee")
    desk.customers.relate(customer=facilitator.id, other=related.id, kind="parent")
    shared = {pair.other: why(pair) for pair in desk.customers.duplicates(of=kim.id).pairs}
    assert shared[related.id] == {"facilitator"}
    record_property("requirement", "SPX-20")


def test_whom_the_same_facilitator_has_booked_for_or_is_related_to_is_compared_too(
        desk, sale, stores, store_url):
    fay = desk.customers.create(name="Fay Hill")
    kim = desk.customers.create(name="Kim Lee", introduced_by=fay.id)
    karl, kaya = (desk.customers.create(name=name) for name in ("Karl Lee", "Kaya Lee"))
    assert list(desk.customers.duplicates(of=kim.id).pairs) == []
    desk.orders.place(**sale(owner=karl.id))
    booked(stores, store_url)
    relation = desk.customers.relate(customer=kaya.id, other=fay.id, kind="aunt")
    assert [(pair.other, why(pair)) for pair in desk.customers.duplicates(of=kim.id).pairs] == [
        (karl.id, {"facilitator"}), (kaya.id, {"facilitator"})]
    desk.customers.unrelate(id=relation.id)
    desk.customers.relate(customer=fay.id, other=kaya.id, kind="niece")
    assert len(list(desk.customers.duplicates(of=kim.id).pairs)) == 2


def booked(stores, store_url):
    """The first customer is the facilitator of all orders."""
    stores.run(store_url, "update orders set facilitator = (select min(id) from customers)")
