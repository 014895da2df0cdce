"""What an office sells, until when, and how it hands tickets out."""

import copy

import pytest
import willcall


EVENTS = [
    {"key": key, "name": key.title(),
     "performances": [{"key": key, "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
                       "capacity": 10}],
     "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}
    for key in ("heights", "gala")]


def test_every_event_is_on_sale_until_it_ends_unless_unpublished_or_withdrawn(
        offices, sale, reason, clock, record_property):
    heights, gala = events = copy.deepcopy(EVENTS)
    no_gala = {"events": [{"event": "gala", "on_sale": False}]}
    main, pier = offices(events=events, main={}, pier=no_gala)
    for desk, key in ((main, "heights"), (main, "gala"), (pier, "heights")):
        assert desk.orders.place(**sale(key)).lines[0].event == key
    assert reason(pier.orders.place, **sale("gala")).rule == "ticket_office.withdrawn"
    assert reason(pier.orders.place, **sale("deleted")).rule == "orders.performance_unknown"

    gala["published"] = False
    events.append({**heights, "key": "added", "performances": [
        {"key": "added", "starts": "2018-11-09T20:00", "ends": "2018-11-09T22:30",
         "capacity": 1}]})
    main, pier = offices(events=events, main={}, pier=no_gala)
    assert reason(main.orders.place, **sale("gala")).rule == "orders.performance_unknown"
    assert main.orders.place(**sale("added")).lines[0].event == "added"

    clock.forward(days=8, hours=16, minutes=30)  # 20:30 on the day, half an hour into it
    main.orders.place(**sale("heights"))
    clock.forward(hours=2, microseconds=-1)
    main.orders.place(**sale("heights"))
    clock.forward(microseconds=1)
    over = reason(main.orders.place, **sale("heights"))
    assert (over.rule, over.numbers) == (
        "orders.performance_over", {"ended": int(clock.at.timestamp() * 1_000_000)})
    record_property("requirement", "WZV-8")


def test_what_is_withdrawn_can_be_given_back(offices, sale, reason):
    (pier,) = offices(pier={"events": [{"event": "heights", "on_sale": False},
                                       {"event": "gala", "on_sale": False}]})
    withdrawn = reason(pier.orders.place, **sale("friday"))
    assert (withdrawn.plugin, withdrawn.line) == ("ticket_office", 0)
    assert "`heights` is withdrawn" in withdrawn.message
    (pier,) = offices(pier={"events": [{"event": "gala", "on_sale": False}]})
    assert pier.orders.place(**sale("friday")).number == "main-000001"


def test_a_quote_says_of_every_line_why_it_is_not_sold(offices, sale):
    (pier,) = offices(pier={"events": [{"event": "heights", "on_sale": False}]})
    lines = sale("friday")["lines"] + sale("gala")["lines"] + sale("saturday")["lines"]
    quote = pier.orders.quote(lines=lines)
    assert [(why.rule, why.line) for why in quote.reasons] == [
        ("ticket_office.withdrawn", 0), ("ticket_office.withdrawn", 2)]


def test_operators_of_two_offices_sell_from_the_same_house(offices, sale):
    pier, tourist = offices(pier={}, tourist={})
    sold = [desk.orders.place(**sale("friday", 2)) for desk in (pier, tourist)]
    assert [order.who.channel for order in sold] == ["pier", "tourist"]
    assert [order.number for order in sold] == ["main-000001", "main-000002"]
    (friday, *_) = pier.engine.host().performances.list().performances
    assert friday.left == 6


def test_an_operator_belongs_to_one_office_which_has_as_many_as_it_likes(
        opened, sale, record_property):
    season = {
        "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
        "events": EVENTS,
        "channels": [{"key": key, "kind": "ticket_office", "settings": {"delivery": "none"}}
                     for key in ("pier", "mall")],
        "users": [{"login": f"{name}@example.org", "name": name, "role": "operator",
                   "channel": "pier", "uses_shifts": False} for name in ("ann", "ben")],
    }
    engine = opened(season)
    for login in ("ann@example.org", "ben@example.org"):
        assert engine.vouch(login).orders.place(**sale("heights")).who.channel == "pier"

    ann, ben = season["users"]
    for users, field in (([{**ann, "channel": ["pier", "mall"]}], "users[0].channel"),
                         ([ann, ben, {**ann, "channel": "mall"}], "users[2].login")):
        with pytest.raises(willcall.InvalidError) as caught:
            opened({**season, "users": users})
        assert caught.value.field == field
    assert engine.vouch("ann@example.org").sessions.current().channel == "pier"
    record_property("requirement", "WZV-4")


def test_an_office_hands_tickets_out_as_the_order_says_or_as_it_is_used_to(offices, sale, reason):
    carried = {"print": ["folder"], "email": ["folder"]}
    printing, mailing, quiet = offices(deliveries=carried, printing={"delivery": "print"},
                                       mailing={"delivery": "email"}, quiet={"delivery": "none"})
    assert printing.orders.place(**sale()).delivery.method == "print"
    assert quiet.orders.place(**sale()).delivery is None
    assert quiet.orders.place(**sale(delivery={"method": "print"})).delivery.method == "print"
    assert mailing.orders.place(**sale(delivery={"method": "none"})).delivery is None

    assert reason(mailing.orders.place, **sale()).rule == "ticket_office.recipient_required"
    sent = mailing.orders.place(**sale(buyer={"name": "Ann", "email": "ann@example.org"}))
    assert (sent.delivery.method, sent.delivery.to) == ("email", "ann@example.org")
    for wrong in ("ann", "ann@", "ann@example.org, ben@example.org"):
        refused = reason(mailing.orders.place, **sale(delivery={"method": "email", "to": wrong}))
        assert refused.rule == "delivery.no_address"


def test_a_way_that_nobody_carries_is_refused(offices, sale, reason):
    (pier,) = offices(pier={"delivery": "print"})
    refused = reason(pier.orders.place, **sale(delivery={"method": "pigeon"}))
    assert refused.rule == "delivery.no_carrier"
    assert "`pigeon`" in refused.message


def test_orders_are_paid_in_full_and_on_a_shift(offices, sale, reason):
    (pier,) = offices(pier={})
    unpaid = reason(pier.orders.place, **sale(each=None))
    assert (unpaid.rule, unpaid.numbers) == ("payment.differs", {"total": 1900, "paid": 0})
    order = pier.orders.place(**sale())
    assert (order.paid, order.to_settle) == (order.total, 0)
    assert order.who.shift == pier.shifts.current().id
    pier.shifts.close()
    assert reason(pier.orders.place, **sale()).rule == "shift.none_open"


def test_without_shifts_the_office_says_where_it_sells(opened, sale):
    engine = opened({
        "organisation": {"name": "Foothill Theatre", "currency": "USD", "timezone": "UTC"},
        "locations": [{"key": "mall", "name": "Mall", "series": {"prefix": "MALL-", "width": 3}}],
        "events": EVENTS,
        "channels": [{"key": "mall", "kind": "ticket_office",
                      "settings": {"delivery": "none", "location": "mall"}},
                     {"key": "road", "kind": "ticket_office", "settings": {"delivery": "none"}}],
        "users": [{"login": f"{key}@example.org", "name": key, "role": "operator",
                   "channel": key, "uses_shifts": False} for key in ("mall", "road")],
    })
    order = engine.vouch("mall@example.org").orders.place(**sale("heights"))
    assert (order.number, order.who.location, order.who.shift) == ("MALL-001", "mall", None)
    order = engine.vouch("road@example.org").orders.place(**sale("heights"))
    assert (order.number, order.who.location) == ("", "")
