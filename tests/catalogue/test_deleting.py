"""An event that nobody ever bought can be taken out of the catalogue; one that was sold stays."""

import json

import pytest

import willcall
from foothill import SEASON

GALA = {"key": "gala", "name": "Gala",
        "performances": [{"key": "saturday", "starts": "2018-11-10T20:00",
                          "ends": "2018-11-10T22:30", "capacity": 5}],
        "ticket_types": [{"key": "gala", "name": "Gala", "price": 40, "quota": 3}]}


@pytest.fixture
def gala(house):
    """The house with a second event."""
    return house(events=[*SEASON["events"], GALA])


def desk_of(engine):
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    return mira


def test_an_event_that_nobody_bought_is_gone_when_it_is_deleted(
        gala, sale, reason, record_property):
    record_property("requirement", "WZV-8")
    host, desk = gala.host(), desk_of(gala)
    gone = host.events.delete(event="gala")
    assert (gone.event, gone.performances, gone.ticket_types) == ("gala", 1, 1)
    assert [event.key for event in host.catalogue.get().events] == ["heights"]
    refused = reason(desk.orders.place, **sale("saturday", of="gala", each=40))
    assert refused.message == "no performance `saturday` is on sale"
    with pytest.raises(willcall.NotFoundError):
        host.events.delete(event="gala")
    assert desk.orders.place(**sale()).total == 19


def test_every_table_says_that_it_knows_a_deleted_event_no_more(gala):
    host = gala.host()
    host.events.delete(event="gala")
    for table in (host.orders.list, host.tickets.list, host.deliveries.list,
                  host.reports.order_book, host.reports.payment_book, host.reports.attendance,
                  host.reports.takings):
        with pytest.raises(willcall.NotFoundError) as caught:
            table(event="gala").__arrow_c_stream__()
        assert caught.value.field == "event", table


def test_an_event_that_was_sold_stays_even_when_its_tickets_were_given_back(gala, sale, reason):
    host, desk = gala.host(), desk_of(gala)
    order = desk.orders.place(**sale("saturday", of="gala", each=40, quantity=2))
    refused = reason(host.events.delete, event="gala")
    assert (refused.rule, refused.numbers["tickets"]) == ("event.sold", 2)
    host.orders.get(id=order.id)
    assert [row.event for row in host.reports.order_book(event="gala")] == ["gala"] * 2


def test_an_event_in_somebodys_basket_can_be_deleted_when_the_basket_is_over(gala, reason, clock):
    host, desk = gala.host(), desk_of(gala)
    desk.baskets.open(lines=[{"performance": "saturday", "ticket_type": "gala", "quantity": 1}])
    refused = reason(host.events.delete, event="gala")
    assert (refused.rule, refused.numbers["lines"]) == ("event.in_baskets", 1)
    clock.forward(minutes=16)
    assert host.events.delete(event="gala").performances == 1


def test_a_season_that_still_says_it_brings_a_deleted_event_back_as_a_new_one(gala, sale):
    host, desk = gala.host(), desk_of(gala)
    host.events.delete(event="gala")
    applied = host.catalogue.apply(text=json.dumps({**SEASON, "events": [GALA]}))
    assert "events.gala" in [change.path for change in applied.changes]
    assert desk.orders.place(**sale("saturday", of="gala", each=40)).total == 40


def test_only_whoever_may_deletes_an_event(gala, reason):
    refused = reason(gala.vouch("mira@example.org").events.delete, event="gala")
    assert (refused.rule, refused.message) == (
        "access.not_permitted", "nobody permits `/events/delete`")
    assert len(gala.host().catalogue.get().events) == 2
