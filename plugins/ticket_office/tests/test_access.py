"""What an office lets its operators see and change, and who enters it."""

import pytest
import willcall

# What Ann sold at the pier, what Ben sold there, what Cy sold at the mall, what was sold online.
SOLD = ("ann", "ben", "cy", "web")


@pytest.fixture
def orders(opened, sale):
    """A function that opens an office with these settings; gives Ann's session there and the
    orders of each. Ann worked at the mall before: one of her orders is from there."""

    def open_office(**settings):
        def season(ann_at):
            return {
                "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
                "locations": [{"key": "main", "name": "Main box office"}],
                "events": [{"key": "heights", "name": "In The Heights",
                            "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                              "ends": "2018-11-09T22:30", "capacity": 50}],
                            "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
                "channels": [
                    {"key": "pier", "kind": "ticket_office",
                     "settings": {"registrations": True, "refunds": True, **settings}},
                    {"key": "mall", "kind": "ticket_office",
                     "settings": {"registrations": True, "refunds": True}},
                    {"key": "web", "kind": "ticket_office"}],
                "users": [{"login": f"{name}@example.org", "name": name.title(),
                           "role": "operator", "channel": channel, "uses_shifts": False}
                          for name, channel in (("ann", ann_at), ("ben", "pier"), ("cy", "mall"),
                                                ("web", "web"))]}
        engine = opened(season("mall"))
        elsewhere = engine.vouch("ann@example.org").orders.place(**sale())
        engine = opened(season("pier"))
        sold = {name: engine.vouch(f"{name}@example.org").orders.place(**sale())
                for name in SOLD}
        return engine.vouch("ann@example.org"), {**sold, "ann elsewhere": elsewhere}

    return open_office


LEVELS = {"all": {"ann", "ben", "cy", "web", "ann elsewhere"}, "office": {"ann", "ben"},
          "own": {"ann"}, "none": set()}


@pytest.mark.parametrize("level", LEVELS)
def test_orders_are_seen_and_changed_at_four_levels(orders, level, record_property):
    ann, sold = orders(orders=level)
    names = {order.id: name for name, order in sold.items()}
    assert {names[row.id] for row in ann.orders.list()} == LEVELS[level]
    assert {names[row.order] for row in ann.tickets.list()} == LEVELS[level]
    for name, order in sold.items():
        if name in LEVELS[level]:
            assert ann.orders.get(id=order.id).id == order.id
            ann.orders.refund(id=order.id)
            continue
        # An order outside answers exactly as one that is not there.
        paid = {"payments": [{"means": "cash", "amount": 19}]}
        for operation, more in ((ann.orders.get, {}), (ann.orders.refund, {}),
                                (ann.orders.pay, paid), (ann.orders.cancel, {})):
            said = []
            for id in (order.id, "0000000000001"):
                with pytest.raises(willcall.NotFoundError) as caught:
                    operation(id=id, **more)
                said.append((str(caught.value).replace(id, "*"), caught.value.field))
            assert said[0] == said[1]
        with pytest.raises(willcall.NotFoundError, match="no order with a ticket of this code"):
            ann.orders.get(code=order.tickets[0].code)
    record_property("requirement", "WZV-13")


HALL = {"name": "Hall", "categories": [{"name": "a"}], "zones": [
    {"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [
        {"row_number": "1", "position": {"x": 0, "y": 0}, "seats": [
            {"seat_guid": str(number), "seat_number": str(number), "category": "a",
             "position": {"x": 20 * number, "y": 0}} for number in (1, 2, 3, 4)]}]}]}


@pytest.mark.parametrize(("level", "named"), [
    (None, {"ann", "ben"}), ("all", {"ann", "ben"}), ("office", {"ann", "ben"}),
    ("own", {"ann"}), ("none", set())])
def test_seats_are_listed_without_a_name_where_their_order_is_not_seen(
        opened, level, named, record_property):
    engine = opened({
        "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
        "seating": {"hall": HALL},
        "events": [{"key": "heights", "name": "In The Heights",
                    "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                      "ends": "2018-11-09T22:30", "seating": "hall"}],
                    "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
        "channels": [{"key": "pier", "kind": "ticket_office",
                      "settings": {} if level is None else {"orders": level}}],
        "users": [{"login": f"{name}@example.org", "name": name.title(), "role": "operator",
                   "channel": "pier", "uses_shifts": False} for name in ("ann", "ben")]})
    ann, ben = engine.vouch("ann@example.org"), engine.vouch("ben@example.org")

    def seat(number, **more):
        return [{"performance": "friday", "ticket_type": "general", "seats": [number], **more}]

    tickets = {}
    for desk, name, sold, kept in ((ann, "ann", "1", "3"), (ben, "ben", "2", "4")):
        order = desk.orders.place(lines=seat(sold, holders=[f"guest of {name}"]),
                                  payments=[{"means": "cash", "amount": 19}])
        tickets[name] = order.tickets[0].id
        desk.baskets.open(lines=seat(kept), buyer={"name": f"friend of {name}"})

    def listed(**filters):
        return [(one.use, one.name, one.ticket)
                for one in ann.seats.list(performance="friday", **filters).seats]

    sold = [("distributed", f"guest of {name}", tickets[name]) if name in named
            else ("distributed", "", None) for name in ("ann", "ben")]
    # Baskets are one's own whatever orders one sees.
    colleague = "friend of ben" if "ben" in named else ""
    assert listed() == [*sold, ("allocated", "friend of ann", None),
                        ("allocated", colleague, None)]
    # Nor is a name found that is not shown.
    for name in ("guest of ben", "friend of ben"):
        assert len(listed(name=name)) == ("ben" in named)
    record_property("requirement", "WZV-13")


@pytest.mark.parametrize(("level", "orders_seen", "by_seller"), [
    ("office", 2, {"ann": 1, "ben": 1}), ("own", 1, {"ann": 1}), ("none", None, None)])
def test_statistics_are_seen_at_three_levels(
        orders, level, orders_seen, by_seller, record_property):
    ann, _ = orders(statistics=level, orders="all")
    record_property("requirement", "WZV-14")
    if level == "none":
        for report in (ann.reports.sales, ann.reports.takings, ann.reports.order_book):
            with pytest.raises(willcall.Refused) as caught:
                report()
            assert ("ticket_office", "ticket_office.no_statistics") in {
                (why.plugin, why.rule) for why in caught.value.reasons}
        return
    sales = ann.reports.sales(by="seller")
    assert {row.key.partition("@")[0]: row.orders for row in sales} == by_seller
    assert sum(row.payments for row in ann.reports.takings()) == orders_seen
    # Books show orders: neither level may be passed by the other.
    assert len(list(ann.reports.order_book())) == orders_seen


def test_books_show_no_order_that_may_not_be_seen(orders):
    ann, _ = orders(orders="own")
    for book in (ann.reports.order_book, ann.reports.payment_book, ann.reports.attendance,
                 ann.reports.analysis, ann.reports.sold_orders):
        assert len(list(book())) == 1
    (own,) = ann.reports.payment_book()
    for row in ann.engine.host().reports.payment_book():
        if row.payment == own.payment:
            continue
        with pytest.raises(willcall.NotFoundError):
            ann.reports.payment(payment=row.payment)
    assert {row.key for row in ann.reports.sales(by="seller")} == {
        "ann@example.org", "ben@example.org"}


def test_a_role_still_narrows_what_an_office_allows(orders):
    ann, _ = orders(orders="all", statistics="office")
    host = ann.engine.host()
    explained = host.access.explain(operation="orders.list", login="ann@example.org")
    assert (explained.permitted, explained.scope) == (True, "all")
    ann.engine.host().catalogue.apply(text="""
plugins: {roles: {roles: {operator: {permits: [/orders/**], sees: own}}}}
organisation: {name: Foothill Theatre, currency: USD, timezone: UTC}
""")
    explained = host.access.explain(operation="orders.list", login="ann@example.org")
    assert explained.scope == "own"


def test_the_organiser_lists_offices_and_enters_any_without_an_account(
        opened, sale, reason, record_property):
    engine = opened({
        "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
        "events": [{"key": "heights", "name": "In The Heights",
                    "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                      "ends": "2018-11-09T22:30", "capacity": 50}],
                    "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
        "channels": [{"key": "pier", "kind": "ticket_office", "name": "Pier",
                      "settings": {"credits": 5}},
                     {"key": "mall", "kind": "ticket_office",
                      "settings": {"credits": 9, "caps": [{"event": "heights", "quota": 1}]}}],
        "users": [{"login": "olga@example.org", "name": "Olga", "role": "manager",
                   "uses_shifts": False},
                  {"login": "ann@example.org", "name": "Ann", "role": "operator",
                   "channel": "pier", "uses_shifts": False}]})
    olga = engine.vouch("olga@example.org")
    assert reason(olga.orders.place, **sale()).rule == "orders.no_channel"
    olga.ticket_office.enter(office="mall")
    order = olga.orders.place(**sale())
    assert (order.who.channel, order.who.seller) == ("mall", "olga@example.org")
    # What binds there binds the organiser, too.
    assert reason(olga.orders.place, **sale()).rule == "quota.short"
    olga.ticket_office.enter(office="pier")
    assert olga.sessions.current().channel == "pier"
    olga.orders.place(**sale(quantity=2))
    assert [(row.office, row.name, row.credits, row.used, row.left)
            for row in engine.host().ticket_office.offices()] == [
        ("mall", "mall", 9, 1, 8), ("pier", "Pier", 5, 2, 3)]
    olga.ticket_office.leave()
    assert reason(olga.orders.place, **sale()).rule == "orders.no_channel"
    assert len(list(olga.orders.list())) == 2

    with pytest.raises(willcall.NotFoundError, match="no ticket office `moon`"):
        olga.ticket_office.enter(office="moon")
    # An operator is of one office, and of no other.
    ann = engine.vouch("ann@example.org")
    with pytest.raises(willcall.Refused):
        ann.ticket_office.enter(office="mall")
    assert ann.orders.place(**sale()).who.channel == "pier"
    assert [row.office for row in ann.ticket_office.offices()] == ["pier"]
    record_property("requirement", "WZV-26")


def test_a_session_that_entered_an_office_is_there_when_it_is_resumed(opened):
    engine = opened({
        "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
        "channels": [{"key": "pier", "kind": "ticket_office"}],
        "users": [{"login": "olga@example.org", "name": "Olga", "role": "manager",
                   "uses_shifts": False}]})
    olga = engine.vouch("olga@example.org")
    olga.ticket_office.enter(office="pier")
    assert engine.session(token=olga.token).sessions.current().channel == "pier"
    assert engine.vouch("olga@example.org").sessions.current().channel == ""
