"""Which stores open on a PostgreSQL server, and which don't: each with a reason, and no secret."""

import socket

import databases
import pytest
import willcall

pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture
def closed_port():
    """A port that nobody listens at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_a_server_that_is_not_there_is_named_without_the_password(closed_port):
    url = f"postgresql://box:geheim@127.0.0.1:{closed_port}/tickets"
    with pytest.raises(willcall.UnavailableError) as caught:
        willcall.open(store=url, workers=0)
    assert f"`postgresql://127.0.0.1:{closed_port}/tickets`" in str(caught.value)
    assert "refused" in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize("url", [
    "postgresql://box:ge%zzheim@db/tickets", "postgresql://box:geheim@db/tickets?sslmood=x",
    "postgresql:password=geheim hots=db", "postgresql:host", "postgresql://[::1/x",
])
def test_what_libpq_can_not_read_names_the_field_and_no_secret(url):
    with pytest.raises(willcall.InvalidError) as caught:
        willcall.open(store=url, workers=0)
    assert caught.value.field == "store"
    assert "heim" not in str(caught.value)


def test_a_database_that_does_not_exist_is_named(stores):
    with pytest.raises(willcall.StoreError) as caught:
        willcall.open(store=f"postgresql:///nowhere?user=willcall&host={stores.folder}", workers=0)
    assert 'database "nowhere" does not exist' in str(caught.value)
    assert f"postgresql:///nowhere?host={stores.folder}" in str(caught.value)


def test_a_database_of_another_encoding_is_refused(stores):
    stores.administrate("create database {} template template0 encoding 'LATIN1' "
                        "locale_provider libc locale 'C'", "latin")
    url = f"postgresql:///latin?user=willcall&host={stores.folder}"
    with pytest.raises(willcall.StoreError, match="not UTF8 but LATIN1"):
        willcall.open(store=url, workers=0)
    stores.drop(url)


def test_a_store_is_kept_in_the_first_schema_of_the_search_path(store_url, stores):
    stores.run(store_url, "create schema spring")
    url = store_url + "&options=-csearch_path%3Dspring"
    willcall.open(store=url, workers=0).close()
    assert stores.run(url.split("&options")[0], "select * from spring.schema_versions") > 0


def test_a_schema_that_does_not_exist_is_no_place_for_a_store(store_url):
    with pytest.raises(willcall.StoreError, match="search_path"):
        willcall.open(store=f"{store_url}&options=-csearch_path%3Dautumn", workers=0)


def test_words_of_libpq_name_a_store_as_well_as_a_url(store_url, stores):
    name = databases.name_of(store_url)
    for words in (f"postgresql:host={stores.folder} user=willcall dbname={name}",
                  f"postgresql:host='{stores.folder}' dbname = '{name}'user=willcall",
                  store_url.replace("postgresql://", "postgres://")):
        with willcall.open(store=words, workers=0) as engine:
            assert engine.host().store.check().ok


def test_what_an_engine_says_of_itself_holds_no_password(store_url):
    with willcall.open(store=store_url + "&password=geheim", workers=0) as engine:
        assert "geheim" not in repr(engine)
