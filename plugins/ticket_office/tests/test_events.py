"""How an office takes up new events, and what is otherwise with some of them."""

import copy

import pytest
import willcall


@pytest.fixture
def codes():
    """The promotions of a season with one code."""
    return {"plugins": {"promotions": {"codes": [{"code": "SPRING"}]}}}


def added(key, events):
    """The events and one more, with a performance of its own name."""
    new = copy.deepcopy(events[0])
    new.update(key=key, name=key.title())
    new["performances"] = [{**new["performances"][0], "key": key}]
    return [*events, new]


def rows(desk, **asked):
    return {(row.office, row.event, row.ticket_type): row
            for row in desk.ticket_office.events(**asked)}


def test_defaults_are_for_events_that_are_new_and_existing_ones_never_change_with_them(
        offices, season_events, sale, reason, record_property):
    settings = {"new_events": {"on_sale": False, "quota": 3, "codes": False}}
    # Left out they are: on sale, without a cap, codes accepted.
    (pier,) = offices(pier={})
    heights = rows(pier)["pier", "heights", ""]
    assert (heights.on_sale, heights.quota, heights.codes) == (True, None, True)

    # They change, and with them nothing that is there.
    (pier,) = offices(pier=settings)
    assert rows(pier)["pier", "heights", ""] == heights
    pier.orders.place(**sale("friday", 5))

    # What comes now comes as they say.
    with_autumn = added("autumn", season_events)
    (pier,) = offices(events=with_autumn, pier=settings)
    autumn = rows(pier)["pier", "autumn", ""]
    assert (autumn.on_sale, autumn.quota, autumn.codes) == (False, 3, False)
    assert reason(pier.orders.place, **sale("autumn")).rule == "ticket_office.withdrawn"

    # And stays so, whatever they say later; the next one is taken up as they say then.
    later = {"new_events": {"quota": 2}}
    with_winter = added("winter", with_autumn)
    (pier,) = offices(events=with_winter, pier=later)
    assert rows(pier)["pier", "autumn", ""] == autumn
    winter = rows(pier)["pier", "winter", ""]
    assert (winter.on_sale, winter.quota, winter.codes) == (True, 2, True)
    assert reason(pier.orders.place, **sale("winter", 3)).numbers == {
        "asked": 3, "left": 2, "capacity": 2}
    (pier,) = offices(events=with_winter, pier={})
    assert rows(pier)["pier", "winter", ""].quota == 2
    assert rows(pier)["pier", "heights", ""] == heights
    record_property("requirement", "WZV-11")


def test_an_office_that_is_new_itself_takes_up_all_events_as_its_defaults_say(
        offices, sale, reason):
    partner = {"new_events": {"on_sale": False}, "events": [{"event": "gala", "on_sale": True}]}
    (main,) = offices(main={})
    main, mall = offices(main={}, mall=partner)
    assert reason(mall.orders.place, **sale("friday")).rule == "ticket_office.withdrawn"
    mall.orders.place(**sale("gala"))
    main.orders.place(**sale("friday"))


def test_each_office_has_its_own_configuration_and_events(offices, sale, reason, record_property):
    main, pier = offices(
        main={"caps": [{"event": "heights", "quota": 4}], "tickets_per_order": 2},
        pier={"events": [{"event": "gala", "on_sale": False}], "credits": 3})
    main.orders.place(**sale("friday", 2))
    pier.orders.place(**sale("friday", 3))
    # What one caps, withdraws or spends is nothing to the other.
    assert reason(pier.orders.place, **sale("friday")).numbers["left"] == 0
    main.orders.place(**sale("friday", 2))
    main.orders.place(**sale("gala", 2))
    assert reason(main.orders.place, **sale("gala", 3)).rule == "ticket_office.too_many"
    assert reason(pier.orders.place, **sale("gala")).rule == "ticket_office.withdrawn"
    pier.shifts.close()
    assert main.shifts.current().closed is None
    record_property("requirement", "WZV-3")
    record_property("requirement", "WZV-1")


FORM = [{"key": "name", "name": "Name", "required": True}]


def test_per_event_an_office_withdraws_caps_refuses_codes_and_asks_its_own_questions(
        offices, season_events, sale, reason, codes, record_property):
    heights, gala = season_events
    heights["forms"] = [{"channel": "pier", "form": FORM}]
    gala["ticket_types"][0]["form"] = [{"key": "table", "name": "Which table?",
                                        "required": True}]
    settings = {
        "caps": [{"event": "heights", "quota": 5},
                 {"event": "heights", "ticket_type": "student", "quota": 1}],
        "events": [{"event": "heights", "codes": False, "withdrawn": ["student"]}]}
    main, pier = offices(events=season_events, season=codes, main={}, pier=settings)

    # Its own form, in place of the ticket type's; where it has none, that of the type.
    def answered(request, **answers):
        request["lines"][0]["answers"] = [answers]
        return request
    assert reason(pier.orders.place, **sale("friday")).rule == "form.required"
    pier.orders.place(**answered(sale("friday"), name="Ann"))
    assert reason(pier.orders.place, **sale("gala")).rule == "form.required"
    pier.orders.place(**answered(sale("gala"), table="seven"))
    main.orders.place(**sale("friday"))

    # The total, and one ticket type, apart from which the event is on sale.
    four = sale("friday", 5)
    four["lines"][0]["answers"] = [{"name": "Ann"}]
    assert reason(pier.orders.place, **four).numbers["left"] == 4
    off = reason(pier.orders.place,
                 **answered(sale("friday", of="student", each=10), name="Ann"))
    assert (off.rule, off.line) == ("ticket_office.type_withdrawn", 0)
    main.orders.place(**sale("friday", of="student", each=10))

    # Codes are refused for this event here, and nowhere else.
    spring = {"promotion_codes": ["SPRING"]}
    refused = reason(pier.orders.place, **answered(sale("friday", **spring), name="Ann"))
    assert (refused.rule, refused.plugin) == ("ticket_office.no_codes", "ticket_office")
    pier.orders.place(**answered(sale("gala", **spring), table="seven"))
    main.orders.place(**sale("friday", **spring))
    record_property("requirement", "WZV-9")


def test_what_holds_for_an_event_is_changed_while_offices_sell(offices, sale, reason):
    main, pier = offices(main={}, pier={"caps": [{"event": "gala", "quota": 5}]})
    manager = pier.engine.host()
    change = manager.ticket_office.change_event
    pier.orders.place(**sale("friday", 4))
    change(office="pier", event="heights", quota=2,
           ticket_types=[{"ticket_type": "student", "on_sale": False}])
    # The cap counts from when it stands; it is lowered below what is sold, and sells nothing more.
    pier.orders.place(**sale("friday", 2))
    change(office="pier", event="heights", quota=1)
    short = reason(pier.orders.place, **sale("friday"))
    assert short.numbers == {"asked": 1, "left": 0, "capacity": 1}
    row = rows(pier)["pier", "heights", ""]
    assert (row.quota, row.sold, row.left, row.overcommitted) == (1, 2, 0, 1)
    assert rows(pier)["pier", "heights", "student"].on_sale is False
    assert reason(pier.orders.place, **sale("friday", of="student", each=10)).rule == (
        "ticket_office.type_withdrawn")
    change(office="pier", event="heights", uncapped=True)
    pier.orders.place(**sale("friday"))
    change(office="pier", event="heights", on_sale=False)
    assert reason(pier.orders.place, **sale("friday")).rule == "ticket_office.withdrawn"
    main.orders.place(**sale("friday"))
    change(office="pier", event="heights", on_sale=True)
    pier.orders.place(**sale("friday"))
    assert [entry.operation for entry in manager.journal.list()
            if entry.operation.startswith("ticket_office")] == [
        "ticket_office.change_event"] * 5


def test_what_the_season_says_is_changed_in_the_season(offices, reason, unchanged):
    (pier,) = offices(pier={
        "caps": [{"event": "heights", "quota": 9},
                 {"event": "heights", "ticket_type": "student", "quota": 3}],
        "events": [{"event": "gala", "on_sale": False, "codes": True},
                   {"event": "heights", "withdrawn": ["student"]}]})
    host = pier.engine.host()
    student = {"ticket_type": "student"}
    with unchanged(host):
        for changed in ({"event": "heights", "quota": 1}, {"event": "heights", "uncapped": True},
                        {"event": "gala", "on_sale": True}, {"event": "gala", "codes": False},
                        {"event": "heights", "ticket_types": [{**student, "quota": 1}]},
                        {"event": "heights", "ticket_types": [{**student, "on_sale": True}]}):
            refused = reason(host.ticket_office.change_event, office="pier", **changed)
            assert refused.rule == "ticket_office.in_season"
    host.ticket_office.change_event(office="pier", event="heights", codes=False)


@pytest.mark.parametrize("asked", [
    {"office": "harbour", "event": "heights"}, {"office": "pier", "event": "opera"},
    {"office": "pier", "event": "heights", "ticket_types": [{"ticket_type": "senior"}]}])
def test_what_is_not_there_is_not_changed(offices, unchanged, asked):
    (pier,) = offices(pier={})
    host = pier.engine.host()
    with unchanged(host), pytest.raises(willcall.NotFoundError):
        host.ticket_office.change_event(**asked)


def test_a_cap_below_what_is_sold_is_shown_as_overcommitted(offices, sale):
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 5}]})
    pier.orders.place(**sale("friday", 4))
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 1}]})
    (row,) = pier.ticket_office.events(event="heights")
    assert (row.quota, row.sold, row.left, row.overcommitted) == (1, 4, 0, 3)


def test_an_operator_sees_the_rules_of_the_own_office_only(offices):
    main, pier = offices(main={}, pier={})
    assert {office for office, _, _ in rows(pier)} == {"pier"}
    with pytest.raises(willcall.NotFoundError):
        pier.ticket_office.events(office="main")
    assert {office for office, _, _ in rows(pier.engine.host())} == {"main", "pier"}
    with pytest.raises(willcall.Refused):
        pier.ticket_office.change_event(office="pier", event="heights", quota=1)


@pytest.mark.parametrize(("settings", "field", "said"), [
    ({"orders": "mine"}, "channels[0].settings.orders", "`all`, `office`, `own` or `none`"),
    ({"statistics": "all"}, "channels[0].settings.statistics", "`office`, `own` or `none`"),
    ({"credits": -1}, "channels[0].settings.credits", "at least 0"),
    ({"tickets_per_order": 0}, "channels[0].settings.tickets_per_order", "at least 1"),
    ({"new_events": {"quota": "many"}}, "channels[0].settings.new_events.quota", "must be"),
    ({"color": "red"}, "channels[0].settings.color", "mail_closing"),
    ({"events": [{"event": "heigths"}]}, "channels[0].settings.events[0].event", "`heights`"),
    ({"events": [{"event": "heights", "withdrawn": ["child"]}]},
     "channels.pier.settings.events[0].withdrawn[0]", "there are: `general`, `student`"),
    ({"events": [{"event": "gala"}, {"event": "gala"}]},
     "channels.pier.settings.events[1].event", "already"),
    ({"caps": [{"event": "opera", "quota": 1}]}, "channels[0].settings.caps[0].event", "`gala`"),
    ({"location": "moon"}, "channels[0].settings.location", "`main`"),
])
def test_settings_that_make_no_sense_are_an_error_with_its_place_and_what_is_allowed(
        offices, settings, field, said):
    with pytest.raises(willcall.InvalidError) as caught:
        offices(pier=settings)
    assert caught.value.field == field
    assert said in str(caught.value)
    assert caught.value.line and caught.value.column
