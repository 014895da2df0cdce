"""Season files: applied twice they change nothing, and what is wrong in them is named by place."""

import json
import textwrap

import pytest
import willcall

ORGANISATION = "organisation: {name: Foothill Theatre, currency: USD, timezone: Europe/Sofia}\n"


@pytest.fixture
def host(opened):
    """The host of a house with one event."""
    return opened({
        "organisation": {"name": "Foothill Theatre", "currency": "USD",
                         "timezone": "Europe/Sofia"},
        "locations": [{"key": "main", "name": "Main"}],
        "events": [{"key": "heights", "name": "In The Heights",
                    "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                      "ends": "2018-11-09T22:30", "capacity": 10}],
                    "ticket_types": [{"key": "general", "name": "General", "price": 19}]}],
        "channels": [{"key": "window", "kind": "ticket_office"}],
        "users": [{"login": "mira@example.org", "name": "Mira", "role": "operator",
                   "channel": "window"}]}).host()


def wrong(host, unchanged, text):
    """The error of a season, after a look at whether anything changed."""
    with unchanged(host), pytest.raises(willcall.InvalidError) as caught:
        host.catalogue.apply(text=text, file="spring.yaml")
    return caught.value


def test_a_season_is_applied_once_however_often_it_is_applied(host, unchanged):
    text = ORGANISATION + textwrap.dedent("""\
        events:
          - key: gala
            name: Gala
            performances: [{key: gala, starts: 2018-12-31T20:00, ends: 2019-01-01T01:00,
                            capacity: 50}]
            ticket_types: [{key: general, name: General, price: 25.50}]
        """)
    first = host.catalogue.apply(text=text).changes
    assert [(change.path, change.what) for change in first] == [
        ("events.gala", "added"), ("events.gala.performances.gala", "added"),
        ("events.gala.ticket_types.general", "added")]
    with unchanged(host):
        assert host.catalogue.apply(text=text).changes == []
    # What a file does not speak of stays.
    assert [event.key for event in host.catalogue.get().events] == ["heights", "gala"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(host, unchanged):
    text = ORGANISATION + "events: [{key: heights, name: In The Hills}]"
    with unchanged(host):
        (change,) = host.catalogue.apply(text=text, dry_run=True).changes
    assert change.path == "events.heights.name"
    assert host.catalogue.get().events[0].name == "In The Heights"


@pytest.mark.parametrize(("text", "field", "line"), [
    ("colour: red", "colour", 2),
    ("organisation: {name: B, currency: USD, timezone: UTC}", "", 2),
    ("events: [{key: a, name: A}, {key: a, name: B}]", "events[1].key", 2),
    ("events: [{key: a, name: A, name: B}]", "", 2),
    ("events: [{key: a b, name: A}]", "events[0].key", 2),
    ("events: [{name: A}]", "events[0].key", 2),
    ("events: {key: a}", "events", 2),
    ("events: [{key: a, name: A, performances: [{key: f, starts: 2018-11-09T20:00Z,\n"
     "  ends: 2018-11-09T22:00, capacity: 1}]}]", "events[0].performances[0].starts", 2),
    ("events: [{key: a, name: A, performances: [{key: f, starts: 2018-11-09T20:00,\n"
     "  ends: 2018-11-09T19:00, capacity: 1}]}]", "events[0].performances[0].ends", 3),
    ("events: [{key: a, name: A, performances: [{key: friday, starts: 2018-11-09T20:00,\n"
     "  ends: 2018-11-09T21:00, capacity: 1}]}]", "events[0].performances[0].key", 2),
    ("events: [{key: a, name: A, performances: [{key: f, starts: 2018-11-09T20:00,\n"
     "  ends: 2018-11-09T22:00, capacity: 10000001}]}]", "events[0].performances[0].capacity", 3),
    ("events: [{key: a, name: A, performances: [{key: f, starts: 2018-11-09T20:00,\n"
     "  ends: 2018-11-09T22:00, capacity: 2.0}]}]", "events[0].performances[0].capacity", 3),
    ("events: [{key: a, name: A, ticket_types: [{key: g, name: G, price: 19.001}]}]",
     "events[0].ticket_types[0].price", 2),
    ("events: [{key: a, name: A, ticket_types: [{key: g, name: G, price: -1}]}]",
     "events[0].ticket_types[0].price", 2),
    ("events: [{key: a, name: A, ticket_types: [{key: g, name: G, price: 1e3}]}]",
     "events[0].ticket_types[0].price", 2),
    ("events: [{key: a, name: \"A\\r\\nB\"}]", "events[0].name", 2),
    ("channels: [{key: c, kind: webshop}]", "channels[0].kind", 2),
    ("channels: [{key: window, kind: distribution_outlet, settings: {delivery: print}}]",
     "channels[0].kind", 2),
    ("channels: [{key: k, kind: distribution_outlet, settings: {delivery: email, events: [a]}}]",
     "channels[0].settings.events[0]", 2),
    ("channels: [{key: k, kind: distribution_outlet, settings: {delivery: email, location: a}}]",
     "channels[0].settings.location", 2),
    ("users: [{login: mira, name: M, role: r}]", "users[0].login", 2),
    ("users: [{login: \"a@b.c\\r\\nBcc: d@e.f\", name: M, role: r}]", "users[0].login", 2),
    ("users: [{login: a@b.c, name: M, role: r, channel: windwo}]", "users[0].channel", 2),
    ("users: [{login: a@b.c, name: M, role: r, locations: [main, main]}]",
     "users[0].locations[1]", 2),
    ("users: [{login: a@b.c, name: M, role: r, disabled: perhaps}]", "users[0].disabled", 2),
    ("deliveries: {print: []}", "deliveries.print", 2),
    ("plugins: {no_such_plugin: {a: 1}}", "plugins.no_such_plugin", 2),
])
def test_what_is_wrong_is_named_with_its_line_and_nothing_changes(
        host, unchanged, text, field, line):
    error = wrong(host, unchanged, ORGANISATION + text)
    assert (error.field, error.line) == (field, line)
    assert error.file == "spring.yaml"
    assert error.column > 0
    assert str(error).startswith(f"spring.yaml:{line}:{error.column}: ")


ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{one}: &{one} [{', '.join(['*' + before] * 9)}]\n"
    for before, one in zip("abcdefgh", "bcdefghi"))


NO_SEASON = {
    "broken off": ("events: [{key: a", "YAML"),
    "tab": ("\tevents: []", "YAML"),
    "list": ("- a\n- b", "must be an object"),
    "nothing": ("", "must be an object"),
    "two": ("--- {}\n--- {}", "second document"),
    "tag": ("events: !!python/object:os.system {}", "tags"),
    "own anchor": ("events: &a [*a]", "own anchor"),
    "no anchor": ("events: *nobody", "YAML"),
    "merge": ("<<: {events: []}", "merge keys"),
    "many aliases": (ALIASES, "aliases"),
    "deep": ("[" * 65 + "]" * 65, "64 levels"),
    "very deep": ("[" * 100_000, "YAML"),
    "many values": ("x: [" + "1," * 100_001 + "]", "100000 values"),
    "large": ("x: \"" + "y" * 1_048_576 + "\"", "1048576"),
    "nul": ("name: \"a\\0b\"", "U+0000"),
    "bell": ("name: \x07", "control character"),
}


@pytest.mark.parametrize(("text", "said"), NO_SEASON.values(), ids=NO_SEASON)
def test_what_is_no_season_is_said_so_and_nothing_changes(host, unchanged, text, said):
    error = wrong(host, unchanged, text)
    assert said in str(error)
    assert len(str(error)) < 500


def test_a_season_file_beyond_a_mebibyte_is_not_read(tmp_path):
    path = tmp_path / "large.yaml"
    path.write_text(ORGANISATION + "#" * 1_048_576, encoding="utf-8")
    with pytest.raises(willcall.InvalidError, match="1 MiB") as caught:
        willcall.open(path, store=tmp_path / "large.db")
    assert caught.value.file == str(path)


def test_a_season_file_that_is_no_utf8_is_not_read(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(ORGANISATION.encode() + b"events: [{key: a, name: Caf\xe9}]")
    with pytest.raises(willcall.InvalidError) as caught:
        willcall.open(path, store=tmp_path / "latin.db")
    assert (caught.value.file, caught.value.line) == (str(path), 2)


def test_a_season_may_be_json(host):
    season = {"organisation": {"name": "Foothill Theatre", "currency": "USD",
                               "timezone": "Europe/Sofia"},
              "events": [{"key": "gala", "name": "Gala “2018”"}]}
    assert host.catalogue.apply(text=json.dumps(season)).changes[0].path == "events.gala"


def test_what_sellers_have_no_business_with_is_not_shown(host):
    said = repr(host.catalogue.get())
    assert "heights" in said and "window" in said
    assert "mira" not in said and "settings" not in said
