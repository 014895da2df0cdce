"""What an office may sell at most: its caps, beside the events' own quotas."""

import pytest
import willcall


def test_a_cap_binds_beside_the_events_own_quotas_and_the_lower_one_wins(
        offices, sale, reason, record_property):
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 14},
                                     {"event": "heights", "ticket_type": "student", "quota": 8}]})
    pier.orders.place(**sale("friday", 3))

    # Of the evening 7 are left, of the office's cap 11.
    short = reason(pier.orders.place, **sale("friday", 8))
    assert (short.rule, short.numbers["left"]) == ("quota.short", 7)
    # Of the students' quota per evening 6, of their cap 8.
    short = reason(pier.orders.place, **sale("saturday", 7, of="student", each=10))
    assert short.numbers == {"asked": 7, "left": 6, "capacity": 6}
    # After two evenings the caps are the lower ones: 2 students are left, and 3 of all.
    pier.orders.place(**sale("saturday", 6, of="student", each=10))
    short = reason(pier.orders.place, **sale("friday", 3, of="student", each=10))
    assert short.numbers == {"asked": 3, "left": 2, "capacity": 8}
    assert short.message.endswith("pier/heights/student`")
    pier.orders.place(**sale("friday", 2))
    short = reason(pier.orders.place, **sale("saturday", 4))
    assert short.numbers == {"asked": 4, "left": 3, "capacity": 14}
    assert short.message.endswith("pier/heights`")
    pier.orders.place(**sale("saturday", 3))

    left = {row.key: row.left for row in pier.engine.host().performances.list().performances}
    assert (left["friday"], left["saturday"]) == (5, 1)
    record_property("requirement", "WZV-10")


def test_a_cap_counts_all_performances_and_all_lines_of_an_order(offices, sale, reason):
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 3}]})
    both = {"lines": sale("friday", 2)["lines"] + sale("saturday", 2)["lines"],
            "payments": [{"means": "cash", "amount": 76}]}
    assert reason(pier.orders.place, **both).numbers == {"asked": 4, "left": 3, "capacity": 3}
    assert pier.orders.list().orders == []


def test_what_one_office_caps_sells_or_withdraws_touches_no_other(offices, sale, reason):
    pier, tourist, mall = offices(pier={"caps": [{"event": "heights", "quota": 2}]},
                                  tourist={"caps": [{"event": "heights", "quota": 2}]},
                                  mall={"events": [{"event": "heights", "on_sale": False}]})
    pier.orders.place(**sale("friday", 2))
    assert reason(pier.orders.place, **sale("friday", 1)).numbers["left"] == 0
    assert reason(mall.orders.place, **sale("friday", 1)).rule == "ticket_office.withdrawn"
    tourist.orders.place(**sale("friday", 2))
    assert reason(tourist.orders.place, **sale("friday", 1)).numbers["capacity"] == 2


def test_a_cap_of_one_event_leaves_the_others_alone(offices, sale, reason):
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 0}]})
    assert reason(pier.orders.place, **sale("friday", 1)).numbers["left"] == 0
    assert len(pier.orders.place(**sale("gala", 10)).tickets) == 10


def test_a_cap_below_what_is_sold_is_accepted_and_sells_nothing_more(offices, sale, reason):
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 5}]})
    pier.orders.place(**sale("friday", 4))
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 2}]})
    short = reason(pier.orders.place, **sale("friday", 1))
    assert (short.numbers["left"], short.numbers["capacity"]) == (0, 2)
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 6}]})
    assert reason(pier.orders.place, **sale("friday", 3)).numbers["left"] == 2
    pier.orders.place(**sale("friday", 2))


def test_a_cap_that_is_lifted_binds_no_more(offices, sale):
    (pier,) = offices(pier={"caps": [{"event": "heights", "quota": 1}]})
    pier.orders.place(**sale("friday", 1))
    (pier,) = offices(pier={})
    pier.orders.place(**sale("friday", 9))


def test_a_running_engine_sells_under_the_cap_that_another_has_set(offices, sale, reason):
    (before,) = offices(pier={})
    before.orders.place(**sale("friday", 2))
    offices(pier={"caps": [{"event": "heights", "quota": 1}]})
    # What was sold before the cap is not counted by it.
    before.orders.place(**sale("friday", 1))
    assert reason(before.orders.place, **sale("friday", 1)).numbers["left"] == 0


def test_a_second_cap_for_the_same_tickets_is_an_error_that_names_it(offices, unchanged):
    (pier,) = offices(pier={})
    for caps in ([{"event": "heights", "quota": 5}, {"event": "heights", "quota": 6}],
                 [{"event": "heights", "ticket_type": "student", "quota": 5},
                  {"event": "heights", "ticket_type": "student", "quota": 5}]):
        with unchanged(pier.engine.host()), pytest.raises(willcall.InvalidError) as caught:
            offices(pier={"caps": caps})
        assert caught.value.field == "channels.pier.settings.caps[1]"


@pytest.mark.parametrize(("cap", "field"), [
    ({"event": "heights"}, "channels[0].settings.caps[0].quota"),
    ({"event": "heights", "quota": -1}, "channels[0].settings.caps[0].quota"),
    ({"event": "heights", "quota": "five"}, "channels[0].settings.caps[0].quota"),
    ({"event": "heights", "quota": 10_000_001}, "channels[0].settings.caps[0].quota"),
    ({"event": "", "quota": 1}, "channels[0].settings.caps[0].event"),
    ({"event": "heights", "quota": 1, "seats": 2}, "channels[0].settings.caps[0].seats"),
])
def test_a_cap_that_makes_no_sense_is_an_error_that_names_the_field(offices, cap, field):
    with pytest.raises(willcall.InvalidError) as caught:
        offices(pier={"caps": [cap]})
    assert caught.value.field == field
    assert caught.value.line
