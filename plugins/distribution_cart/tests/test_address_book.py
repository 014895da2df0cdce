"""The address book of a structure: lists that are imported, entries that may be twice."""

import pytest
import willcall

LIST = """name,email,language
Ann North,ann@example.org,en
"South, Ben",ben@example.org,
,nobody@example.org,
Cyd East,cyd at example,
Dan West
Ann North,other@example.org,de
"""


def names(book):
    return [(one.contact, one.name) for one in book.contacts]


def test_a_list_with_broken_rows_is_taken_without_them_or_not_at_all(
        house, as_relay):
    cart = as_relay(house())
    nothing = cart.import_contacts(csv=LIST)
    broken = [(one.row, one.field, one.message) for one in nothing.broken]
    assert broken == [(4, "name", "is missing"),
                      (5, "email", "`cyd at example` is no email address"),
                      (6, "", "has 1 fields in place of 3")]
    assert (nothing.contacts, cart.list_contacts().contacts) == ([], [])
    rest = cart.import_contacts(csv=LIST, broken="rest")
    assert [(one.row, one.field, one.message) for one in rest.broken] == broken
    assert names(rest) == [(1, "Ann North"), (2, "South, Ben"), (3, "Ann North")]


def test_entries_that_may_be_twice_are_shown(house, as_relay):
    cart = as_relay(house())
    cart.import_contacts(csv=LIST, broken="rest")
    cart.add_contacts(contacts=[{"name": "Anna", "email": "ANN@example.org"},
                                {"name": "ann  north"}, {"name": "Ben"}])
    assert {one.contact: one.like for one in cart.list_contacts().contacts} == {
        1: [3, 4, 5], 2: [], 3: [1, 5], 4: [1], 5: [1, 3], 6: []}


def test_of_many_entries_that_are_alike_some_are_named(house, as_relay):
    cart = as_relay(house())
    added = cart.add_contacts(contacts=[
        {"name": f"Guest {n}", "email": "assistant@example.org"} for n in range(30)]).contacts
    assert [len(one.like) for one in added] == [20] * 30
    assert [one.contact for one in added if one.contact in one.like] == []
    assert cart.list_contacts().contacts == added


def test_a_list_is_ten_thousand_entries_at_most(house, as_relay, unchanged):
    engine = house()
    cart = as_relay(engine)
    nameless = "name,email\n" + ",ann@example.org\n" * 10_000
    assert len(cart.import_contacts(csv=nameless).broken) == 10_000
    with unchanged(engine.host()), pytest.raises(willcall.InvalidError) as caught:
        cart.import_contacts(csv=nameless + "Ann,ann@example.org\n", broken="rest")
    assert caught.value.field == "csv"
    assert "more than 10000 entries" in str(caught.value)


def test_the_address_book_is_the_structures(house, as_relay):
    engine = house()
    rita, rob, bea = (as_relay(engine), as_relay(engine, "rob"),
                      as_relay(engine, "bea", "beta"))
    rita.add_contacts(contacts=[{"name": "Ann North"}])
    assert names(rob.list_contacts()) == [(1, "Ann North")]
    assert bea.list_contacts().contacts == []
    with pytest.raises(willcall.NotFoundError):
        bea.add_guests(contacts=[1])
    # A guest who is known is taken from there.
    guest, = rob.add_guests(guests=[{"name": "Ann North"}]).guests
    assert guest.contact == 1
    rita.forget_contacts(contacts=[1])
    assert rita.list_contacts().contacts == []


def test_a_guest_who_is_named_twice_in_a_call_is_one_guest(
        house, as_relay, friday, record_property):
    cart = as_relay(house())
    ann = {"name": "Ann North", "email": "ann@example.org"}
    cart.add_contacts(contacts=[ann])
    added = cart.add_guests(contacts=[1, 1], guests=[ann, ann]).guests
    assert [one.guest for one in added] == [added[0].guest] * 4
    cart.add_guests(contacts=[1], guests=[ann])
    assert [one.name for one in cart.get().guests] == ["Ann North"]
    assert len(cart.list_contacts().contacts) == 1
    cart.add(lines=[friday(2, guest=added[0].guest)])
    (outcome,) = cart.distribute(guests=[added[0].guest]).guests
    assert outcome.tickets == 2
    record_property("requirement", "STX-3")


def test_it_is_read_page_by_page(house, as_relay):
    cart = as_relay(house())
    cart.add_contacts(contacts=[{"name": f"Guest {n}"} for n in range(5)])
    first = cart.list_contacts(most=2)
    assert (names(first), first.next) == ([(1, "Guest 0"), (2, "Guest 1")], 2)
    second = cart.list_contacts(most=3, after=first.next)
    assert ([number for number, _ in names(second)], second.next) == ([3, 4, 5], None)


@pytest.mark.parametrize("csv", ["", "email\nann@example.org\n", "name,shoe size\nAnn,38\n"])
def test_a_list_whose_columns_say_nothing_is_an_error(house, as_relay, csv):
    cart = as_relay(house())
    with pytest.raises(willcall.InvalidError) as caught:
        cart.import_contacts(csv=csv)
    assert caught.value.field == "csv"
