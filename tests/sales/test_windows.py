"""When something is on sale, on the organisation's wall clock, and what summer time does to it."""

from datetime import datetime, timezone

import pytest
import willcall
from foothill import SEASON

HEIGHTS = SEASON["events"][0]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def micros(moment):
    return int(moment.timestamp()) * 1_000_000


@pytest.fixture
def on_sale(house):
    """A function that opens a house with these windows; gives Mira at her desk."""
    def open_house(event=None, friday=None, general=None, window=None, sales=(), starts=None,
                   **more):
        performance = {**HEIGHTS["performances"][0], **({"sale": friday} if friday else {})}
        if starts:
            performance |= {"starts": starts, "ends": starts.replace("T12", "T14")}
        types = [{**HEIGHTS["ticket_types"][0], **({"sale": general} if general else {})},
                 HEIGHTS["ticket_types"][1]]
        events = [{**HEIGHTS, "performances": [performance], "ticket_types": types,
                   **({"sale": event} if event else {}), "sales": list(sales)}]
        channels = [{**SEASON["channels"][0], **({"sale": window} if window else {})},
                    *SEASON["channels"][1:]]
        mira = house(events=events, channels=channels, **more).vouch("mira@example.org")
        mira.shifts.open()
        return mira

    return open_house


@pytest.mark.parametrize("part", ["event", "friday", "general", "window"])
def test_each_part_has_a_window_of_its_own(on_sale, sale, clock, reason, unchanged, part):
    desk = on_sale(**{part: {"opens": "2018-11-03T10:00", "closes": "2018-11-05T10:00"}})
    # The clocks go back in between: ten o'clock is 17:00 in UTC before, and 18:00 after.
    opens, closes = at("2018-11-03T17:00"), at("2018-11-05T18:00")
    with unchanged(desk.engine.host()):
        early = reason(desk.orders.place, **sale())
        assert (early.rule, early.numbers, early.line) == (
            "sale.not_yet", {"opens": micros(opens)}, 0)
        assert early.message == "`general` for `friday` is on sale from Sat 3 Nov 2018, 10:00"
        clock.at = opens
        clock.forward(seconds=-1)
        assert not desk.orders.quote(lines=sale()["lines"]).possible
    clock.at = opens
    desk.orders.place(**sale())
    clock.at = closes
    clock.forward(seconds=-1)
    desk.orders.place(**sale())
    clock.at = closes
    late = reason(desk.orders.place, **sale())
    assert (late.rule, late.numbers) == ("sale.closed", {"closed": micros(closes)})


def test_the_narrowest_of_all_windows_holds(on_sale, sale, clock, reason):
    desk = on_sale(event={"opens": "2018-11-02T10:00"}, friday={"opens": "2018-11-03T10:00"},
                   general={"closes": "2018-11-07T10:00"}, window={"closes": "2018-11-06T10:00"})
    assert reason(desk.orders.place, **sale()).numbers == {"opens": micros(at("2018-11-03T17:00"))}
    clock.at = at("2018-11-06T18:00")
    closed = reason(desk.orders.place, **sale())
    assert closed.numbers == {"closed": micros(at("2018-11-06T18:00"))}
    assert reason(desk.orders.place, **sale(of="child", each=0)).rule == "sale.closed"


def test_a_channel_may_sell_an_event_at_other_times(on_sale, sale, clock, reason, house):
    desk = on_sale(event={"opens": "2018-11-05T10:00"},
                   sales=[{"channel": "books", "sale": {"opens": "2018-11-02T10:00"}}])
    clock.at = at("2018-11-02T17:00")
    cass = desk.engine.vouch("cass@example.org")
    cass.orders.place(lines=sale()["lines"])  # the shop has a presale
    assert reason(desk.orders.place, **sale()).rule == "sale.not_yet"


def test_a_window_may_be_said_in_minutes_before_the_start(on_sale, sale, clock, reason):
    desk = on_sale(event={"opens_before": 720, "closes_before": 60}, starts="2018-11-04T12:00")
    # Noon on the day the clocks go back: twelve hours before is one o'clock, not midnight.
    clock.at = at("2018-11-04T08:00")
    clock.forward(seconds=-1)
    assert reason(desk.orders.place, **sale()).rule == "sale.not_yet"
    clock.at = at("2018-11-04T08:00")
    desk.orders.place(**sale())
    clock.at = at("2018-11-04T19:00")
    assert reason(desk.orders.place, **sale()).numbers == {"closed": micros(at("2018-11-04T19:00"))}


def test_a_time_that_comes_twice_is_the_first(on_sale, sale, clock, reason):
    desk = on_sale(event={"opens": "2018-11-04T01:30"}, general={"closes": "2018-11-04T01:45"})
    clock.at = at("2018-11-04T08:29")
    assert reason(desk.orders.place, **sale()).rule == "sale.not_yet"
    clock.at = at("2018-11-04T08:30")
    desk.orders.place(**sale())
    clock.at = at("2018-11-04T08:45")
    assert reason(desk.orders.place, **sale()).rule == "sale.closed"
    clock.at = at("2018-11-04T09:30")  # half past one, for the second time
    assert reason(desk.orders.place, **sale()).rule == "sale.closed"


@pytest.mark.parametrize("part, path", [
    ("event", "events[0].sale"), ("friday", "events[0].performances[0].sale"),
    ("general", "events[0].ticket_types[0].sale"), ("window", "channels[0].sale")])
@pytest.mark.parametrize("window, field, message", [
    ({"opens": "2019-03-10T02:30"}, "opens", "ever shows 2019-03-10T02:30"),
    ({"closes": "2019-03-10T02:30"}, "closes", "it is put forward then"),
    ({"opens": "2018-11-05T10:00", "closes": "2018-11-05T10:00"}, "closes", "later than it opens"),
    ({"opens": "2018-11-04T01:30", "closes": "2018-11-04T01:15"}, "closes", "later than it opens"),
    ({"opens_before": 60, "closes_before": 60}, "closes_before", "must be less"),
    ({"opens_before": -1}, "opens_before", "must be at least 0")])
def test_a_window_that_can_not_be_is_refused(on_sale, part, path, window, field, message):
    with pytest.raises(willcall.InvalidError, match=message) as caught:
        on_sale(**{part: window})
    assert caught.value.field == f"{path}.{field}"


@pytest.mark.parametrize("sales, field", [
    ([{"channel": "web", "sale": {}}], "events[0].sales[0].channel"),
    ([{"channel": "books", "sale": {}}] * 2, "events[0].sales[1].channel"),
    ([{"channel": "books", "sale": {"opens": "2019-03-10T02:30"}}],
     "events[0].sales[0].sale.opens")])
def test_a_channels_window_that_can_not_be_is_refused(on_sale, sales, field):
    with pytest.raises(willcall.InvalidError) as caught:
        on_sale(sales=sales)
    assert caught.value.field == field


def test_windows_hold_for_baskets_and_when_they_are_placed(on_sale, sale, clock, reason):
    desk = on_sale(event={"opens": "2018-11-03T10:00", "closes": "2018-11-05T10:00"})
    assert reason(desk.baskets.open, lines=sale()["lines"]).rule == "sale.not_yet"
    clock.at = at("2018-11-05T17:55")
    basket = desk.baskets.open(lines=sale()["lines"])
    clock.at = at("2018-11-05T18:00")
    assert [why.rule for why in desk.baskets.get(id=basket.id).quote.reasons] == ["sale.closed"]
    late = reason(desk.orders.place, basket=basket.id, payments=sale()["payments"])
    assert late.rule == "sale.closed"


def test_another_zone_moves_the_window_with_the_wall(on_sale, sale, clock, reason):
    desk = on_sale(event={"opens": "2018-11-03T10:00"},
                   organisation={**SEASON["organisation"], "timezone": "Europe/Sofia"})
    assert reason(desk.orders.place, **sale()).numbers == {"opens": micros(at("2018-11-03T08:00"))}
