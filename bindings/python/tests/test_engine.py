"""Engines: opened, watched, closed, forgotten, forked."""

import logging
import os
import subprocess
import sys
import textwrap
import threading
import time
from datetime import datetime, timedelta, timezone

import pytest
import willcall


def test_an_engine_closes_with_its_block(season, store_url):
    with willcall.open(season(), store=store_url) as engine:
        assert not engine.closed
        assert "season.yaml" in repr(engine)
    assert engine.closed
    engine.close()
    with pytest.raises(willcall.ClosedError):
        engine.host()


def test_an_engine_that_is_forgotten_is_warned_of_and_closed(season, store_url):
    engine = willcall.open(season(), store=store_url)
    with pytest.warns(ResourceWarning, match="was not closed"):
        del engine


def test_a_wrong_season_is_named_with_file_line_and_column(season, opened):
    path = season("colour: red\n")
    with pytest.raises(willcall.InvalidError) as caught:
        opened(path)
    error = caught.value
    assert error.file == str(path)
    assert (error.line, error.column) == (11, 1)
    assert str(error).startswith(f"{path}:11:1: ")


def test_a_season_that_is_not_there_is_not_found(opened, tmp_path):
    with pytest.raises(willcall.NotFoundError) as caught:
        opened(tmp_path / "no season.yaml")
    assert isinstance(caught.value, KeyError)


def test_an_engine_needs_a_season_or_a_store():
    with pytest.raises(willcall.InvalidError):
        willcall.open()


def test_a_plugin_that_is_not_there_is_named(opened, tmp_path):
    with pytest.raises(willcall.WillcallError, match="no plugin.so"):
        opened(plugins=[tmp_path / "no plugin.so"])


def test_the_clock_is_the_callers(opened, sell):
    now = datetime(2018, 11, 1, 12, tzinfo=timezone.utc)
    desk = opened(clock=lambda: now).vouch("mira@example.org")
    desk.shifts.open(location="main")
    assert sell(desk, 1).placed == now
    now += timedelta(hours=1)
    assert sell(desk, 1).placed == now


def test_the_same_seed_and_calls_give_the_same_answers(opened, sell, new_store):
    answers = []
    for _ in range(2):
        desk = opened(store=new_store(), seed=7).vouch("mira@example.org")
        desk.shifts.open(location="main")
        answers.append(sell(desk).asdict())
    assert answers[0] == answers[1]


def test_the_log_is_pythons(opened, caplog):
    caplog.set_level(logging.DEBUG, logger="willcall")
    opened().close()
    assert [record for record in caplog.records if record.name == "willcall"]


def test_what_the_engine_says_of_itself(engine):
    described = engine.describe()
    assert described["version"] == willcall.__version__
    assert {one["name"] for one in described["operations"]} == set(engine.operations)
    assert "orders.place" in engine.reference()
    assert "$defs" in engine.season_schema()


def test_a_call_leaves_python_free(desk, sell):
    """A thread counts on while others are in the engine."""
    counted, done = 0, threading.Event()

    def count():
        nonlocal counted
        while not done.is_set():
            counted += 1
            time.sleep(0)

    counter = threading.Thread(target=count)
    counter.start()
    for _ in range(20):
        desk.orders.quote(lines=[{"performance": "friday", "ticket_type": "general"}])
    done.set()
    counter.join()
    assert counted > 0


def test_closing_while_others_ask_ends_their_calls_with_an_error(opened):
    engine = opened()
    host = engine.host()
    ended = []

    def ask():
        try:
            while True:
                host.performances.list()
        except willcall.WillcallError as error:
            ended.append(error)

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    engine.close()
    for asker in askers:
        asker.join()
    assert len(ended) == 4


def test_a_session_closed_beside_its_calls_is_no_danger(engine):
    for _ in range(20):
        host = engine.host()
        asker = threading.Thread(target=_until_closed, args=(host,))
        asker.start()
        host.close()
        asker.join()


def _until_closed(session):
    try:
        while True:
            session.performances.list()
    except willcall.WillcallError:
        pass


def test_a_forked_child_can_neither_ask_nor_harm(engine, host, sell):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            host.store.check()
        except willcall.InvalidError as error:
            code = 0 if "forked" in str(error) else 2
        finally:
            engine.close()
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
    assert host.store.check().ok


def _run(program, *arguments):
    return subprocess.run([sys.executable, "-c", textwrap.dedent(program), *arguments],
                          capture_output=True, text=True, timeout=60, check=False)


def test_leaving_python_with_an_engine_open_ends_well(season, store_url):
    ran = _run("""
        import sys, willcall
        class Sms(willcall.Delivery):
            method, takes = "sms", [("confirmation", "text/plain")]
            def deliver(self, jobs):
                return [True for job in jobs]
        engine = willcall.open(sys.argv[1], store=sys.argv[2], plugins=[Sms()],
                               clock=lambda: 1541073600000000)
        engine.host().store.check()
    """, str(season()), store_url)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_importing_is_quick():
    ran = _run("""
        import time
        start = time.process_time()
        import willcall
        print(time.process_time() - start)
    """)
    assert float(ran.stdout) < 0.1, ran.stderr
