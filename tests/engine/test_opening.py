"""Which stores open, and which don't: each with the reason, and left as it was."""

import shutil
import subprocess
import sys

import pytest
import willcall
from databases import path_of


@pytest.fixture
def kept(desk, sale, stores, store_url, tmp_path):
    """A store with an order in it, closed, and free to be spoiled: a copy."""
    desk.orders.place(**sale())
    desk.engine.close()
    folder = tmp_path / "kept"
    folder.mkdir()
    copy = stores.copy(store_url, folder)
    yield copy
    stores.drop(copy)


@pytest.fixture
def refused(stores):
    """A function that says how a store fails to open, after a look at whether it was left alone."""

    def failure(store, kind, **options):
        before = stores.fingerprint(store)
        with pytest.raises(kind) as caught:
            willcall.open(store=store, workers=0, **options)
        assert stores.fingerprint(store) == before
        return caught.value

    return failure


def test_a_store_of_a_newer_library_is_refused_and_says_so(kept, stores, refused):
    assert stores.run(kept, "insert into schema_versions select max(version) + 1, '9999_wonders', "
                            "'x', 1 from schema_versions") == 1
    error = refused(kept, willcall.StoreError)
    assert "newer than this library" in str(error)
    assert "9999_wonders" in str(error) and "copy" in str(error)


def test_a_store_of_other_migrations_is_refused(kept, stores, refused):
    assert stores.run(kept, "update schema_versions set hash = 'x' where version = 1") == 1
    assert "another migration" in str(refused(kept, willcall.StoreError))


def test_a_database_of_another_program_is_left_alone(store_url, stores, refused):
    willcall.open(store=store_url, workers=0).close()
    stores.run(store_url, "drop table schema_versions")
    stores.run(store_url, "create table notes (note text)")
    assert "belongs to another program" in str(refused(store_url, willcall.StoreError))


@pytest.mark.only_on("sqlite")
def test_a_file_that_is_no_database_is_left_alone(tmp_path, refused):
    path = tmp_path / "poem.txt"
    path.write_text("a poem, and a long one\n" * 100, encoding="utf-8")
    assert "poem.txt" in str(refused(f"sqlite:{path}", willcall.StoreError))


# Says how a store fails to open to whom the system gives no more than the permissions say.
WITHOUT_POWERS = """
import ctypes, sys, willcall
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0
try:
    willcall.open(store=sys.argv[1], workers=0)
except willcall.StoreError as error:
    print(error)
"""


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("spoiled", ["file", "folder"])
def test_what_can_not_be_written_does_not_open_and_is_named(kept, stores, spoiled):
    before = stores.fingerprint(kept)
    path = path_of(kept)
    if spoiled == "file":
        path.chmod(0o444)
    else:
        path.parent.chmod(0o555)
    ran = subprocess.run([sys.executable, "-c", WITHOUT_POWERS, kept], capture_output=True,
                         text=True, timeout=60, check=False)
    path.parent.chmod(0o755)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert str(path) in ran.stdout
    assert stores.fingerprint(kept) == before


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("place", ["no/such/folder/store.db", ".", 'a"b.db'])
def test_a_store_where_there_can_be_none_is_refused(tmp_path, place):
    with pytest.raises(willcall.StoreError) as caught:
        willcall.open(store=tmp_path / place)
    assert str(tmp_path) in str(caught.value)


def test_a_store_without_a_plugin_that_it_lives_with_does_not_open(kept, stores):
    stores.run(kept, "insert into plugins values ('house_rules', '1.0.0', 1)")
    with pytest.raises(willcall.PluginError) as caught:
        willcall.open(store=kept, workers=0)
    assert caught.value.plugin == "house_rules"
    assert "`house_rules`, which is not here" in str(caught.value)


def test_a_rule_written_in_python_is_missed_when_it_is_not_there(store_url):
    class FourAtMost(willcall.Eligibility):
        def judge(self, lines, who):
            return [line.quantity <= 4 for line in lines]

    willcall.open(store=store_url, plugins=[FourAtMost()], workers=0).close()
    with willcall.open(store=store_url, plugins=[FourAtMost()], workers=0) as engine:
        engine.host().catalogue.apply(
            text="organisation: {name: A, currency: USD, timezone: UTC}")
    with pytest.raises(willcall.PluginError) as caught:
        willcall.open(store=store_url, workers=0)
    assert caught.value.plugin == "four_at_most"
    willcall.open(store=store_url, plugins=[FourAtMost()], workers=0).close()


@pytest.mark.parametrize(("name", "said"), [
    ("wrong_abi", "ABI"), ("no_entry", "willcall_plugin_entry_v1"), ("short_table", ""),
])
def test_a_plugin_that_is_none_is_named_and_the_store_not_touched(
        house, badly_behaved, unchanged, name, said):
    engine = house()
    with unchanged(engine.host()):
        for load in (lambda: engine.load(badly_behaved(name)),
                     lambda: house(plugin_files=[badly_behaved(name)])):
            with pytest.raises(willcall.PluginError) as caught:
                load()
            assert f"{name}.so" in str(caught.value)
            assert said in str(caught.value)


def test_a_plugin_that_the_engine_has_stays_as_it_is(house, badly_behaved, unchanged):
    engine = house(plugin_files=[badly_behaved("listing")])
    with unchanged(engine.host()):
        engine.load(badly_behaved("listing"))


def test_a_plugin_that_has_lost_a_column_is_not_there_until_it_is_mended(
        house, badly_behaved, stores, store_url, tmp_path):
    def operations(engine):
        return [one["name"] for one in engine.describe()["operations"]
                if one["name"].startswith("plain_c.")]

    engine = house()
    assert stores.run(store_url, "insert into plugin_columns values "
                                 "('plain_c', 'notes', 'gone', 0, 1, 0)") == 1
    with pytest.raises(willcall.PluginError, match="has lost the column `gone`"):
        engine.load(badly_behaved("plain_c"))
    assert operations(engine) == []
    assert stores.run(store_url, "delete from plugin_columns where column_name = 'gone'") == 1
    engine.load(shutil.copy(badly_behaved("plain_c"), tmp_path / "mended.so"))
    assert len(operations(engine)) == 2


@pytest.mark.parametrize("content", [b"", b"#!/bin/sh\n", b"\x7fELF" + b"\0" * 60])
def test_a_file_that_is_no_plugin_is_named(house, tmp_path, content):
    engine = house()
    fake = tmp_path / "fake.so"
    fake.write_bytes(content)
    for path in (fake, tmp_path / "missing.so", tmp_path):
        with pytest.raises(willcall.WillcallError) as caught:
            engine.load(path)
        assert path.name in str(caught.value)


def test_the_season_file_and_its_store_stand_side_by_side(tmp_path):
    season = tmp_path / "spring.yaml"
    season.write_text("organisation: {name: A, currency: USD, timezone: UTC}", encoding="utf-8")
    with willcall.open(season, workers=0) as engine:
        assert engine.host().catalogue.get().organisation.name == "A"
    assert (tmp_path / "spring.db").exists()


def test_an_organisation_that_makes_no_sense_is_named_and_nothing_changes(house, unchanged):
    engine = house()
    with unchanged(engine.host()):
        for wrong in ({"currency": "EUR"}, {"timezone": "Mars/Olympus"}, {"language": "e n"}):
            with pytest.raises(willcall.InvalidError) as caught:
                house(organisation={"name": "A", "currency": "USD", "timezone": "UTC", **wrong})
            (field,) = wrong
            assert caught.value.field == f"organisation.{field}"
            assert caught.value.file.endswith("season.yaml")
            assert caught.value.line > 0
