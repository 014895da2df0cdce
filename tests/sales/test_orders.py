"""Orders as they are found again: by whom, and by whom not."""

import pytest
import willcall


@pytest.fixture
def sold(house, sale):
    """Orders of a house in which each seller sold one, and the sessions of all who look."""
    def user(name, role, channel="window", **more):
        return {"login": f"{name}@example.org", "name": name, "role": role, "channel": channel,
                "uses_shifts": False, **more}

    permits = ["/orders/*", "/reports/*"]
    engine = house(
        users=[user("mira", "own"), user("noor", "channel"), user("cass", "own", "books"),
               user("dora", "all"), user("odd", "none"), user("lost", "channel", "")],
        plugins={"roles": {"roles": {
            sees: {"permits": permits, "sees": sees} for sees in ("own", "channel", "all", "none")
        }}})
    looking = {name: engine.vouch(f"{name}@example.org")
               for name in ("mira", "noor", "cass", "dora", "odd", "lost")}
    orders = {name: looking[name].orders.place(**sale(each=None if name == "cass" else 19))
              for name in ("mira", "noor", "cass")}
    return looking, orders


@pytest.mark.parametrize(("who", "sees"), [
    ("mira", ["mira"]),
    ("noor", ["mira", "noor"]),
    ("cass", ["cass"]),
    ("dora", ["mira", "noor", "cass"]),
    ("odd", []),
    ("lost", []),  # the orders of a channel, but of none
])
def test_orders_outside_ones_scope_answer_exactly_as_ones_that_do_not_exist(sold, who, sees):
    looking, orders = sold
    session = looking[who]
    listed = session.orders.list().orders
    assert [row.seller for row in listed] == [f"{name}@example.org" for name in sees]
    for name, order in orders.items():
        if name in sees:
            assert session.orders.get(id=order.id) == order
            continue
        said = []
        for asked in (order.id, "0000000000001"):
            with pytest.raises(willcall.NotFoundError) as caught:
                session.orders.get(id=asked)
            said.append((type(caught.value), str(caught.value).replace(asked, "…"),
                         caught.value.field, sorted(caught.value.detail)))
        assert said[0] == said[1]
        with pytest.raises(willcall.NotFoundError):
            session.orders.get(code=order.tickets[0].code)
    total = session.reports.sales().total
    assert (total.orders, total.tickets) == (len(sees), len(sees))


def test_a_list_is_read_page_by_page_and_each_order_once(desk, sale):
    placed = [desk.orders.place(**sale(of="child", each=None)).id for _ in range(7)]
    read, after = [], None
    while True:
        page = desk.orders.list(most=3, after=after)
        read.append([row.id for row in page.orders])
        after = page.next
        if after is None:
            break
    assert [len(page) for page in read] == [3, 3, 1]
    assert sum(read, []) == placed


def test_a_list_is_filtered_by_performance_channel_and_seller(house, sale):
    engine = house(events=[
        {"key": key, "name": key,
         "performances": [{"key": key, "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
                           "capacity": 10}],
         "ticket_types": [{"key": "general", "name": "General", "price": 19}]}
        for key in ("heights", "gala")])
    mira, noor, cass = (engine.vouch(f"{name}@example.org") for name in ("mira", "noor", "cass"))
    mira.shifts.open()
    noor.shifts.open(location="main")
    mira.orders.place(**sale("heights"))
    noor.orders.place(**sale("gala"))
    cass.orders.place(**sale("heights", each=None))
    host = engine.host()

    def found(**filters):
        return [row.seller.split("@")[0] for row in host.orders.list(**filters).orders]

    assert found(performance="heights") == ["mira", "cass"]
    assert found(channel="window") == ["mira", "noor"]
    assert found(seller="noor@example.org") == ["noor"]
    assert found(seller="noor@example.org", performance="heights") == []
    for field in ("performance", "channel", "seller"):
        with pytest.raises(willcall.NotFoundError) as caught:
            host.orders.list(**{field: "nobody@example.org"})
        assert caught.value.field == field


def test_one_asks_for_an_order_by_id_or_by_number(desk, sale):
    order = desk.orders.place(**sale())
    assert desk.orders.get(number="MAIN-000001") == desk.orders.get(id=order.id) == order
    for wrong in ({}, {"id": order.id, "number": order.number},
                  {"number": order.number, "code": order.tickets[0].code}):
        with pytest.raises(willcall.InvalidError, match="either the id, the number or a ticket's"):
            desk.orders.get(**wrong)
    with pytest.raises(willcall.InvalidError) as caught:
        desk.orders.get(id="seven")
    assert caught.value.field == "id"


def test_the_code_of_any_ticket_leads_to_its_order(desk, sale):
    desk.orders.place(**sale())
    order = desk.orders.place(**sale(quantity=2))
    for ticket in order.tickets:
        assert desk.orders.get(code=ticket.code) == order
    assert desk.orders.get(code=order.tickets[1].code.lower()) == order
    # Somebody may still hold the paper that was issued before.
    dead = order.tickets[0].code
    anew = desk.tickets.reissue(ticket=order.tickets[0].id)
    for code in (dead, anew.code):
        shown = desk.orders.get(code=code)
        assert (shown.id, shown.tickets[0].code) == (order.id, anew.code)
    forged = dead[:-1] + ("0" if dead[-1] != "0" else "1")
    for unknown in (forged, "NONSENSE"):
        with pytest.raises(willcall.NotFoundError, match="no order with a ticket of this code"):
            desk.orders.get(code=unknown)


def test_orders_say_who_sold_where_and_to_whom(desk, sale, clock):
    host = desk.engine.host()
    ann = host.customers.create(name="Ann North", email="ann@example.org")
    order = desk.orders.place(**sale(owner=ann.id, reference="box 7", buyer={
        "name": "Ben South", "email": "ben@example.org", "postcode": "94022"}))
    assert (order.who.actor, order.who.seller) == ("mira@example.org", "mira@example.org")
    assert (order.who.channel, order.who.location) == ("window", "main")
    assert (order.who.owner, order.who.facilitator) == (ann.id, None)
    assert (order.buyer, order.reference, order.placed) == ("Ben South", "box 7", clock.at)
    with pytest.raises(willcall.NotFoundError) as caught:
        desk.orders.place(**sale(owner="0000000000001"))
    assert caught.value.field == "owner"


def test_who_has_no_channel_sells_nothing(house, sale, reason):
    engine = house(users=[{"login": "eva@example.org", "name": "Eva", "role": "administrator"}])
    for session in (engine.vouch("eva@example.org"), engine.host()):
        assert reason(session.orders.place, **sale()).rule == "orders.no_channel"
