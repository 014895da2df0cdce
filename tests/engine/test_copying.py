"""A store moved into another database: every table, all or nothing, the same on both sides."""

import json
import sqlite3
import subprocess
import sys

import pytest
import willcall


SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locations": [{"key": "main", "name": "Main box office", "series": {"prefix": "MAIN-"}}],
    "events": [{
        "key": "heights", "name": "In The Heights",
        "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                          "ends": "2018-11-09T22:30", "capacity": 10}],
        "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}],
    "channels": [{"key": "window", "kind": "ticket_office", "settings": {"delivery": "none"}}],
    "users": [{"login": "mira@example.org", "name": "Mira North", "role": "operator",
               "channel": "window", "locations": ["main"]}],
}


@pytest.fixture
def with_notes(badly_behaved, clock):
    """A function that opens a store with the plugin that keeps a table of its own in it."""

    def open_engine(store, **options):
        return willcall.open(store=store, plugins=[badly_behaved("plain_c")], clock=clock,
                             workers=0, **options)

    return open_engine


@pytest.fixture
def season(with_notes, tmp_path, sale, clock):
    """A sold season on SQLite, with notes in it; its engine is closed."""
    file = tmp_path / "season.yaml"
    file.write_text(json.dumps(SEASON), encoding="utf-8")
    path = tmp_path / "from.db"
    with with_notes(path, season=file) as engine:
        mira = engine.vouch("mira@example.org")
        mira.shifts.open()
        for quantity in (1, 2, 3):
            mira.orders.place(**sale(quantity=quantity), buyer={"name": "Ann 'ß' Lee"})
        host = engine.host()
        for word in ("b", "a", "\N{SNOWMAN}"):
            host.invoke("plain_c.note", {"name": word})
        clock.forward(hours=1)
        mira.shifts.close(counted=[{"means": "cash", "amount": 114}])
    return path


@pytest.fixture
def looked_at(with_notes):
    """A function that opens a store as it is and gives all that can be seen of it."""

    def look(store):
        with with_notes(store) as engine:
            host = engine.host()
            checked = host.store.check()
            assert checked.faults == []
            return {"orders": [host.orders.get(id=one.id) for one in host.orders.list().orders],
                    "heads": host.journal.head(), "feed": host.journal.since(),
                    "sales": host.reports.sales(), "notes": host.invoke("plain_c.notes", {}),
                    "performances": host.performances.list(), "counted": checked.counted}

    return look


def rows_of(path):
    """Every row of every table, by its name."""
    with sqlite3.connect(path) as store:
        names = [name for name, in store.execute(
            "select name from sqlite_master where type = 'table' and name <> 'schema_versions'")]
        return {name: sorted(map(repr, store.execute(f'select * from "{name}"')))
                for name in names}


def schema_of(path):
    with sqlite3.connect(path) as store:
        return sorted((kind, name, " ".join((sql or "").split())) for kind, name, sql in
                      store.execute("select type, name, sql from sqlite_master"))


def test_a_copy_holds_the_same_rows_tables_and_indexes(season, tmp_path, looked_at):
    target = tmp_path / "to.db"
    copied = willcall.copy_store(season, target)
    assert copied["checked"]["ok"] and copied["checked"]["faults"] == []
    assert copied["tables"]["orders"] == 3
    assert copied["tables"]["p_plain_c_notes"] == 3
    assert rows_of(target) == rows_of(season)
    assert schema_of(target) == schema_of(season)
    assert looked_at(target) == looked_at(season)


def test_a_copy_sells_on_with_the_next_number(season, tmp_path, with_notes, sale):
    target = tmp_path / "to.db"
    willcall.copy_store(season, target)
    with with_notes(target) as engine:
        mira = engine.vouch("mira@example.org")
        mira.shifts.open()
        assert mira.orders.place(**sale()).number == "MAIN-000004"
        assert engine.host().store.check().faults == []


@pytest.fixture
def empty_place(stores, store_url):
    stores.vacate(store_url)
    return store_url


def test_the_store_moves_to_the_database_under_test_and_back(season, tmp_path, empty_place,
                                                             looked_at):
    back = tmp_path / "back.db"
    store_url = empty_place
    assert willcall.copy_store(season, store_url)["checked"]["ok"]
    assert looked_at(store_url) == looked_at(season)
    assert willcall.copy_store(store_url, back)["checked"]["ok"]
    seen = looked_at(back)
    assert seen == looked_at(store_url)
    assert schema_of(back) == schema_of(season)


def test_more_rows_than_a_page_keep_their_order(house, tmp_path, sale):
    engine = house(store=f"sqlite:{tmp_path / 'from.db'}")
    host = engine.host()
    for number in range(2100):
        host.customers.create(name=f"Customer {number}")
    engine.close()
    copied = willcall.copy_store(tmp_path / "from.db", tmp_path / "to.db")
    assert copied["tables"]["customers"] == 2100
    assert copied["tables"]["journal"] > 2100
    assert rows_of(tmp_path / "to.db") == rows_of(tmp_path / "from.db")


def test_a_store_that_is_open_is_not_copied_unless_its_engines_are_gone(season, tmp_path,
                                                                        with_notes):
    target = tmp_path / "to.db"
    with with_notes(season) as engine:
        with pytest.raises(willcall.UnavailableError, match="1 engine has the store") as caught:
            willcall.copy_store(season, target)
        assert caught.value.field == "from"
        assert not target.exists()
        assert willcall.copy_store(season, target, engines_gone=True)["checked"]["ok"]
        assert engine.host().store.check().ok


def plant(path, *statements):
    with sqlite3.connect(path) as store:
        for statement in statements:
            store.execute(statement)


@pytest.mark.parametrize(("wrong", "why"), [
    (["create table somebodys (a int)"], "`somebodys` belongs neither"),
    (["insert into schema_versions values (9000, 'later', 'x', 1)"], "newer than this library"),
    (["update schema_versions set hash = 'x' where version = 1"], "another migration"),
    (["delete from schema_versions where version = (select max(version) from schema_versions)"],
     "older than this library"),
    (["drop table p_plain_c_notes"], "`p_plain_c_notes` is missing"),
    (["drop table schema_versions"], "no store of willcall"),
])
def test_what_can_not_be_copied_whole_is_not_copied(season, tmp_path, wrong, why):
    plant(season, *wrong)
    target = tmp_path / "to.db"
    with pytest.raises(willcall.StoreError, match=why) as caught:
        willcall.copy_store(season, target)
    assert caught.value.field == "from"
    assert list(tmp_path.glob("to.db*")) == []


def test_there_must_be_a_store_and_an_empty_place(season, tmp_path):
    before = rows_of(season)
    with pytest.raises(willcall.NotFoundError) as caught:
        willcall.copy_store(tmp_path / "none.db", tmp_path / "to.db")
    assert caught.value.field == "from"
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(willcall.ConflictError, match="is not empty") as caught:
        willcall.copy_store(season, season)
    assert caught.value.field == "to"
    with pytest.raises(willcall.StoreError) as caught:
        willcall.copy_store(season, tmp_path / "no such folder" / "to.db")
    assert caught.value.field == "to"
    with pytest.raises(willcall.InvalidError):
        willcall.copy_store(season, "postgresql:nonsense")
    assert rows_of(season) == before


def test_a_store_with_a_fault_keeps_it_and_says_so(season, tmp_path):
    plant(season, "update quotas set sold = sold + 1, allowed = allowed + 1")
    copied = willcall.copy_store(season, tmp_path / "to.db")
    assert not copied["checked"]["ok"]
    assert rows_of(tmp_path / "to.db") == rows_of(season)


def test_a_copy_that_fails_half_way_leaves_nothing(season, tmp_path):
    plant(season, "pragma foreign_keys = off",
          "insert into shifts values (5, 987654321, 1, 1, null, 0, 1)")
    with pytest.raises(willcall.StoreError, match="constraint") as caught:
        willcall.copy_store(season, tmp_path / "to.db")
    assert caught.value.field == "to"
    assert list(tmp_path.glob("to.db*")) == []


def test_the_command_line_copies(season, tmp_path):
    def run(*arguments):
        return subprocess.run([sys.executable, "-m", "willcall", "copy", *arguments], timeout=120,
                              capture_output=True, text=True, check=False)

    target = tmp_path / "to.db"
    done = run("--from", str(season), "--to", f"sqlite:{target}")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1] == "store check: ok"
    assert ["orders", "3"] in [line.split() for line in lines]
    again = run("--from", str(season), "--to", str(target))
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    assert run("--from", str(season)).returncode == 2
    assert rows_of(target) == rows_of(season)
