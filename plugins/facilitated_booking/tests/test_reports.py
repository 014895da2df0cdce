"""Reports and lists of customers that tell who booked from whom it is for."""

import io

import pytest
import willcall

FIELDS = ["email", "first_name", "id", "last_name", "mobile", "name", "phone", "title"]


def tickets(quantity=1, of="general", performance="friday"):
    return {"performance": performance, "ticket_type": of, "quantity": quantity}


def cash(amount):
    return [{"means": "cash", "amount": amount}]


@pytest.fixture
def sold(desk):
    """Fay for herself, Fay for Kim, and somebody of whom no record is kept."""
    create = desk.customers.create
    fay = create(title="Ms", first_name="Fay", last_name="Hill", email="fay@example.org",
                 phone="650 111", mobile="650 222").id
    kim = create(title="Mx", first_name="Kim", last_name="Hill", email="kim@example.org",
                 phone="650 333", mobile="650 444").id
    desk.customers.relate(customer=fay, other=kim, kind="parent", email="family@example.org")
    desk.orders.place(lines=[tickets()], owner=fay, payments=cash(20))
    basket = desk.baskets.open(owner=kim, lines=[tickets(2), {"product": "gold-card"}])
    desk.baskets.facilitate(id=basket.id, facilitator=fay)
    desk.orders.place(basket=basket.id, payments=cash(100))
    desk.orders.place(lines=[tickets()], payments=cash(20),
                      buyer={"name": "Bo Lee", "email": "bo@example.org"})
    return fay, kim


OF_FAY = ["fay@example.org", "Fay", "Hill", "650 222", "Fay Hill", "650 111", "Ms"]
OF_KIM = ["kim@example.org", "Kim", "Hill", "650 444", "Kim Hill", "650 333", "Mx"]
OF_BO = ["bo@example.org", "", "", "", "Bo Lee", "", ""]
OF_NOBODY = [""] * 7


def party(row, role):
    return [getattr(row, f"{role}_{field}") for field in FIELDS if field != "id"]


def parties(row):
    return (party(row, "facilitator"), row.facilitator_id, party(row, "owner"), row.owner_id,
            row.relationship_email)


def test_analysis_and_sales_have_both_parties_and_no_plain_customer(desk, sold, record_property):
    fay, kim = sold
    both = (OF_FAY, fay, OF_KIM, kim, "family@example.org")
    own = (OF_NOBODY, None, OF_FAY, fay, "")
    stranger = (OF_NOBODY, None, OF_BO, None, "")
    analysis, orders = desk.reports.analysis(), desk.reports.sold_orders()
    assert [parties(row) for row in analysis.rows] == [own, both, both, both, stranger]
    assert [parties(row) for row in orders.rows] == [own, both, stranger]
    assert [(row.number, row.performance, row.price) for row in analysis.rows[1:4]] == [
        ("main-000002", "friday", 20), ("main-000002", "friday", 20),
        ("main-000002", "gold-card", 60)]
    assert [(row.tickets, row.total) for row in orders.rows] == [(1, 20), (3, 100), (1, 20)]
    for table in (analysis, orders):
        names = [f"{role}_{field}" for role in ("facilitator", "owner") for field in FIELDS]
        names.append("relationship_email")
        columns = list(table.rows[0]._fields)
        assert columns[-17:] == names
        assert not {"buyer", "buyer_email", "customer", "name", "email"} & set(columns)
    record_property("requirement", "SPX-24")
    record_property("requirement", "SPX-25")


def test_accounting_and_customers_keep_the_plain_customer(desk, sold, record_property):
    rows = desk.reports.payment_book().rows
    # Of a facilitated order that is the facilitator, who placed it and was told.
    assert [row.buyer for row in rows] == ["", "Fay Hill", "Bo Lee"]
    assert not [name for name in rows[0]._fields if name.startswith(("facilitator", "owner"))]
    listed = desk.customers.list().customers
    assert [row.name for row in listed] == ["Fay Hill", "Kim Hill"]
    assert not [name for name in listed[0]._fields if name.startswith(("facilitator", "owner"))]
    record_property("requirement", "SPX-25")


def test_reports_say_who_attends_and_who_owns_each_membership(desk, sold, record_property):
    fay, kim = sold
    attends = [(row.attendee, row.owner_id, row.facilitator_id, row.facilitator_name)
               for row in desk.reports.attendance(performance="friday").rows]
    assert attends == [("Fay Hill", fay, None, None), ("Kim Hill", kim, fay, "Fay Hill"),
                       ("Kim Hill", kim, fay, "Fay Hill"), ("Bo Lee", None, None, None)]
    (card,) = desk.reports.holdings().rows
    assert (card.product, card.owner, card.owner_id, card.facilitator_id, card.facilitator_name,
            card.number) == ("gold-card", "Kim Hill", kim, fay, "Fay Hill", "main-000002")
    record_property("requirement", "SPX-9")


def test_booking_and_purchasing_lists_choose_the_role(engine, sold, record_property):
    fay, kim = sold

    def listed(table):
        return [(row.customer, row.name, row.orders, row.tickets, row.value)
                for row in table.customers]

    customers = engine.vouch("max@example.org").customers
    assert listed(customers.booked()) == [(fay, "Fay Hill", 1, 1, 20), (kim, "Kim Hill", 1, 2, 40)]
    assert listed(customers.booked(role="facilitator", event="heights")) == [
        (fay, "Fay Hill", 1, 2, 40)]
    assert listed(customers.booked(role="facilitator", event="dance")) == []
    assert listed(customers.purchased(product="gold-card")) == [(kim, "Kim Hill", 1, 1, 60)]
    assert listed(customers.purchased(role="facilitator")) == [(fay, "Fay Hill", 1, 1, 60)]
    (row,) = customers.booked(role="facilitator").customers
    assert (row.title, row.first_name, row.last_name, row.email, row.phone, row.mobile) == (
        "Ms", "Fay", "Hill", "fay@example.org", "650 111", "650 222")
    # Others have no such choice.
    for table in (customers.list, customers.duplicates):
        with pytest.raises(willcall.InvalidError, match="there is no `role` here"):
            table(role="owner")
    for wrong, error in (({"product": "silver"}, willcall.NotFoundError),
                         ({"product": "friday"}, willcall.NotFoundError),
                         ({"role": "buyer"}, willcall.InvalidError)):
        with pytest.raises(error):
            customers.purchased(**wrong)
    record_property("requirement", "SPX-26")


def test_what_was_given_back_puts_nobody_on_a_list(engine, desk, sold):
    (order,) = [row for row in desk.orders.list().orders if row.tickets == 3]
    desk.orders.refund(id=order.id)
    customers = engine.vouch("max@example.org").customers
    assert [row.name for row in customers.booked().customers] == ["Fay Hill"]
    assert customers.purchased().customers == []


def test_the_tables_show_what_the_caller_may_see(engine, desk, house, sold):
    assert len(engine.vouch("max@example.org").reports.analysis().rows) == 5
    assert engine.host().reports.analysis(channel="web").rows == []
    file = io.BytesIO()
    desk.reports.sold_orders().to_csv(file)
    assert file.getvalue().count(b"\r\n") == 4
    # Somebody of another office sees nothing of this one's.
    wes = house(users=[{"login": "wes@example.org", "name": "Wes West", "role": "operator",
                        "channel": "web"}]).vouch("wes@example.org")
    assert (wes.reports.analysis().rows, wes.reports.sold_orders().rows) == ([], [])
