"""A season's halls: read from files or out of it, checked, and changed under what is sold."""

import json

import pytest
import willcall
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture
def refused(house, seated):
    """A function that says why a season with seats is not taken: field and message."""
    def why(*rows, change=lambda season: None, **performance):
        season = seated(*(rows or ["aa", "bb"]), **performance)
        change(season)
        with pytest.raises(willcall.InvalidError) as wrong:
            house(**season)
        assert wrong.value.line > 0
        return wrong.value.field, wrong.value.message

    return why


def test_a_plan_may_be_a_file_beside_the_season(house, seated, plan, tmp_path):
    season = seated()
    (tmp_path / "halls").mkdir()
    (tmp_path / "halls" / "big.json").write_text(json.dumps(plan("aaa")), encoding="utf-8")
    season["seating"]["hall"] = "halls/big.json"
    season["events"][0]["ticket_types"].pop()
    engine = house(**season)
    assert engine.host().seats.map(performance="friday").counted["free"] == 3
    # Applied again, nothing is to be done; drawn anew, it is another plan.
    text = (tmp_path / "season.yaml").read_text(encoding="utf-8")
    file = str(tmp_path / "season.yaml")
    assert engine.host().catalogue.apply(text=text, file=file).changes == []
    (tmp_path / "halls" / "big.json").write_text(json.dumps(plan("aaaa")), encoding="utf-8")
    (change,) = engine.host().catalogue.apply(text=text, file=file).changes
    assert (change.path, change.what) == ("seating.hall.plan", "changed")
    assert engine.host().seats.map(performance="friday").counted["free"] == 4


@pytest.mark.parametrize(("named", "said"), [
    ("none.json", "there is no file"), ("../x.json", "beside the season's"),
    ("/etc/passwd", "beside the season's"), (7, "there is no file"), ([], "must be the name")])
def test_a_plan_is_looked_for_nowhere_else(refused, named, said):
    field, message = refused(change=lambda season: season["seating"].update(hall=named))
    assert field == "seating.hall"
    assert said in message


def test_a_mistake_in_the_file_of_a_plan_is_named_with_its_place_there(house, seated, plan,
                                                                      tmp_path):
    bad = plan("aa")
    bad["zones"][0]["rows"][0]["seats"][1]["category"] = "c"
    (tmp_path / "bad.json").write_text(json.dumps(bad, indent=1), encoding="utf-8")
    season = seated("aa")
    season["seating"]["hall"] = "bad.json"
    with pytest.raises(willcall.InvalidError) as wrong:
        house(**season)
    assert wrong.value.file.endswith("bad.json")
    lines = (tmp_path / "bad.json").read_text(encoding="utf-8").splitlines()
    assert '"category": "c"' in lines[wrong.value.line - 1]
    assert wrong.value.field == "seating.hall.zones[0].rows[0].seats[1].category"


def ticket_type(**more):
    def change(season):
        season["events"][0]["ticket_types"][0].update(more)
    return change


def test_what_a_season_says_of_seats_must_be_in_the_hall(refused):
    performance = "events[0].performances[0]."
    assert refused(seating="hell") == (
        performance + "seating",
        performance + "seating: there is no seating plan `hell`; did you mean `hall`?")
    assert refused(capacity=5)[1] == (
        performance + "capacity: must be at most 4, the seats of `hall`")
    assert refused(blocked=["1-1", "3-1"])[0] == performance + "blocked[1]"
    assert refused(blocked=["1-1", "Hall/1/1"])[1].endswith("stands twice")
    assert refused(seating="", capacity=4, blocked=["1-1"])[0] == performance + "blocked"
    assert refused(seating="")[1] == performance + "capacity: is missing"
    assert refused(change=ticket_type(category="c"))[1] == (
        "events[0].ticket_types[0].category: there is no category `c` in the event's halls; "
        "did you mean `a` or `b`?")


@pytest.fixture
def sold(hall, seated, tmp_path):
    """Two seats sold; a function that applies other rows, and gives what the host sees then."""
    desk = hall("aaaa", "bb")
    desk.orders.place(lines=[{"performance": "friday", "ticket_type": "general",
                              "seats": ["1-1", "1-4"]}],
                      payments=[{"means": "cash", "amount": 38}])
    host = desk.engine.host()
    season = json.loads((tmp_path / "season.yaml").read_text(encoding="utf-8"))

    def apply(*rows, **performance):
        season.update(seated(*rows, **performance))
        if not rows:
            del season["seating"], season["events"][0]["ticket_types"][-1]
        return host.catalogue.apply(text=json.dumps(season), overwrite=True)

    return host, apply


def test_a_sold_seat_can_not_leave_its_hall(sold, reason, unchanged, states):
    host, apply = sold
    with unchanged(host):
        gone = reason(lambda: apply("aaa", "bb"))
    assert (gone.rule, gone.numbers) == ("seating.seats_sold", {"seats": 1})
    assert [(seat.guid, seat.name) for seat in gone.seats] == [("1-4", "Hall/1/4")]
    apply("aaaaa", "aabb")  # grown, and of another category in part
    assert states(host) == ["#..#.", "...."]
    (friday,) = host.performances.list().performances
    assert (friday.capacity, friday.sold) == (9, 2)


def test_a_sold_seat_can_not_be_blocked_by_a_season(sold, reason, unchanged):
    host, apply = sold
    with unchanged(host):
        blocked = reason(lambda: apply("aaaa", "bb", blocked=["1-1", "1-2"]))
    assert [seat.guid for seat in blocked.seats] == ["1-1"]


def test_seats_that_are_sold_keep_their_performance_seated(sold, reason):
    _, apply = sold
    assert reason(lambda: apply(seating="", capacity=6)).rule == "seating.seats_sold"


def test_tickets_without_seats_keep_their_performance_without(desk, sale, seated, reason, tmp_path):
    desk.orders.place(**sale())
    season = json.loads((tmp_path / "season.yaml").read_text(encoding="utf-8"))
    season.update(seated("aaaa", "bb"))
    why = reason(desk.engine.host().catalogue.apply, text=json.dumps(season), overwrite=True)
    assert (why.rule, why.numbers) == ("seating.tickets_sold", {"sold": 1})


def test_what_an_operation_blocked_is_kept_when_the_season_is_applied(hall, states, tmp_path):
    desk = hall("aaaa", "bb")
    host = desk.engine.host()
    host.seats.block(performance="friday", seats=["1-2"])
    host.catalogue.apply(text=(tmp_path / "season.yaml").read_text(encoding="utf-8"))
    assert states(host) == [".x..", ".."]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-10**9, 10**9) | st.text(max_size=8)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                max_size=3), max_leaves=8)


def paths(value, at=()):
    yield at
    inner = value.items() if isinstance(value, dict) else \
        enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield from paths(child, (*at, key))


def test_whatever_stands_in_a_plan_it_is_read_or_its_place_is_named(house, seated, plan):
    season = seated("aa", "bb")
    host = house(**season).host()
    organisation = host.catalogue.get().organisation.asdict()

    @settings(deadline=None, max_examples=150, database=None, derandomize=True)
    @given(data=st.data())
    def reads(data):
        bad = plan("ab", "a b")
        where = data.draw(st.sampled_from([path for path in paths(bad) if path]))
        owner = bad
        for key in where[:-1]:
            owner = owner[key]
        owner[where[-1]] = data.draw(JUNK)
        try:
            host.catalogue.apply(dry_run=True, text=json.dumps(
                {"organisation": organisation, "seating": {"other": bad}}))
        except willcall.InvalidError as wrong:
            assert wrong.field.startswith("seating.other") or "not valid YAML" in wrong.message

    reads()
