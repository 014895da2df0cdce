"""Signing in, and what ends it."""

from datetime import timedelta

import pytest
import willcall
from foothill import SEASON

PASSWORD = "kept in a drawer"


@pytest.fixture
def engine(house):
    """The house, where Mira has a password and Noor has none."""
    engine = house()
    engine.host().users.set_password(login="mira@example.org", password=PASSWORD)
    return engine


def refusal_of(engine, **credentials):
    """Why a sign-in is refused."""
    with pytest.raises(willcall.Refused) as caught:
        engine.session(**credentials)
    (reason,) = caught.value.reasons
    return reason


def test_a_user_signs_in_with_email_and_password_and_no_two_share_an_email(
        engine, house, record_property):
    for login in ("mira@example.org", "MIRA@example.ORG"):
        session = engine.session(login=login, password=PASSWORD)
        said = session.sessions.current()
        assert (said.kind, said.login, said.name) == ("user", "mira@example.org", "Mira North")
        assert (said.role, said.channel, said.seller) == ("operator", "window", "mira@example.org")
    for password in (PASSWORD[:-1], PASSWORD + " ", PASSWORD.upper(), ""):
        assert refusal_of(engine, login="mira@example.org",
                          password=password).rule == "sessions.wrong"
    with pytest.raises(willcall.InvalidError) as caught:
        house(users=[{"login": login, "name": "Mira", "role": "operator"}
                     for login in ("mira@example.org", "Mira@Example.org")])
    assert caught.value.field == "users[1].login"
    record_property("requirement", "WZV-20")


def test_unknown_login_missing_password_and_wrong_one_are_answered_alike(engine):
    said = [refusal_of(engine, **{kind: name, "password": "something else"})
            for kind, name in (("login", "mira@example.org"), ("login", "noor@example.org"),
                               ("login", "nobody@example.org"),
                               ("customer", "nobody@example.org"))]
    assert [one.asdict() for one in said] == [said[0].asdict()] * 4


def test_five_failures_throttle_a_login_until_time_has_passed(engine, clock):
    mira = {"login": "mira@example.org", "password": PASSWORD}
    wrong = {**mira, "password": "something else"}
    for _ in range(5):
        assert refusal_of(engine, **wrong).rule == "sessions.wrong"
    throttled = refusal_of(engine, **mira)
    assert (throttled.rule, throttled.numbers) == ("sessions.throttled", {"seconds": 2})
    # Others sign in meanwhile, and asking too early makes nothing worse.
    assert refusal_of(engine, login="noor@example.org",
                      password="something else").rule == "sessions.wrong"
    clock.forward(seconds=1)
    assert engine.session(**mira).sessions.current().login == "mira@example.org"


def test_each_further_failure_waits_longer_but_a_quarter_of_an_hour_at_most(engine, clock):
    waited = []
    for _ in range(18):
        why = refusal_of(engine, login="mira@example.org", password="something else")
        while why.rule == "sessions.throttled":
            clock.forward(seconds=why.numbers["seconds"])
            waited.append(why.numbers["seconds"])
            why = refusal_of(engine, login="mira@example.org", password="something else")
    assert waited == sorted(waited)
    assert waited[:4] == [2, 3, 5, 9]
    assert waited[-1] == 15 * 60 + 1


def test_an_unknown_login_is_throttled_like_a_known_one(engine):
    for login in ("mira@example.org", "nobody@example.org"):
        said = [refusal_of(engine, login=login, password="something else").rule
                for _ in range(6)]
        assert said == ["sessions.wrong"] * 5 + ["sessions.throttled"]


def test_a_failure_counts_in_every_engine_on_the_store(engine, house):
    second = house()
    for number in range(5):
        refusal_of((engine, second)[number % 2], login="mira@example.org", password="wrong one")
    for one in (engine, second):
        assert refusal_of(one, login="mira@example.org",
                          password=PASSWORD).rule == "sessions.throttled"


def test_a_session_is_resumed_by_its_token_from_another_engine(engine, house, sale):
    first = engine.session(login="mira@example.org", password=PASSWORD)
    first.shifts.open()
    token = first.token
    first.close()
    second = house().session(token=token)
    assert second.sessions.current().login == "mira@example.org"
    assert second.orders.place(**sale()).number == "MAIN-000001"
    second.sessions.end()
    assert refusal_of(engine, token=token).rule == "sessions.ended"


def test_a_session_that_was_ended_elsewhere_does_nothing_more(engine, house, sale, unchanged):
    here = engine.vouch("mira@example.org")
    here.shifts.open()
    there = house().session(token=here.token)
    there.orders.place(**sale())
    here.sessions.end()
    with unchanged(engine.host()):
        for session in (here, there):
            for ask in (session.orders.list, session.shifts.close,
                        lambda: session.orders.place(**sale())):
                with pytest.raises(willcall.Refused) as caught:
                    ask()
                (why,) = caught.value.reasons
                assert why.rule == "sessions.ended" and "signed out" in why.message


def test_a_disabled_user_is_out_at_once_and_can_not_come_in(engine, house, sale, unchanged):
    mira = engine.session(login="mira@example.org", password=PASSWORD)
    mira.shifts.open()
    house(users=[{"login": "mira@example.org", "name": "Mira North", "role": "operator",
                  "channel": "window", "locations": ["main"], "disabled": True}])
    with unchanged(engine.host()):
        for ask in (lambda: mira.orders.place(**sale()), mira.orders.list, mira.shifts.close):
            with pytest.raises(willcall.Refused) as caught:
                ask()
            assert caught.value.reasons[0].rule == "sessions.disabled"
    assert refusal_of(engine, login="mira@example.org", password=PASSWORD).rule == "sessions.wrong"
    with pytest.raises(willcall.Refused) as caught:
        engine.vouch("mira@example.org")
    assert caught.value.reasons[0].rule == "sessions.disabled"
    assert refusal_of(engine, token=mira.token).rule == "sessions.disabled"


def test_the_host_vouches_for_users_it_knows_itself(engine, sale):
    noor = engine.vouch("noor@example.org")
    noor.shifts.open(location="pier")
    assert noor.orders.place(**sale()).who.actor == "noor@example.org"
    with pytest.raises(willcall.NotFoundError) as caught:
        engine.vouch("nobody@example.org")
    assert caught.value.field == "vouch_for"


def test_a_customer_signs_in_and_may_do_nothing_that_nobody_permits(engine, reason):
    host = engine.host()
    ann = host.customers.create(name="Ann North", email="Ann@Example.org", password=PASSWORD)
    host.customers.create(name="Ben South", email="ben@example.org")
    session = engine.session(customer="ann@example.org", password=PASSWORD)
    said = session.sessions.current()
    assert (said.kind, said.name, said.role) == ("customer", "Ann North", "customer")
    assert said.login == ann.id
    refused = reason(session.deliveries.list)
    assert (refused.rule, "`/deliveries/list`" in refused.message) == (
        "access.not_permitted", True)
    for who, password in (("ann@example.org", "something else"), ("ben@example.org", PASSWORD)):
        assert refusal_of(engine, customer=who, password=password).rule == "sessions.wrong"


def test_a_password_that_is_changed_lets_the_old_one_in_no_more(engine):
    host = engine.host()
    host.users.set_password(login="mira@example.org", password="another drawer")
    assert refusal_of(engine, login="mira@example.org", password=PASSWORD).rule == "sessions.wrong"
    assert engine.session(login="mira@example.org", password="another drawer")
    for wrong, field in (({"login": "mira@example.org", "password": "seven77"}, "password"),
                         ({"login": "mira@example.org", "password": "x" * 1001}, "password"),
                         ({"login": "nobody@example.org", "password": PASSWORD}, "login")):
        with pytest.raises(willcall.WillcallError) as caught:
            host.users.set_password(**wrong)
        assert caught.value.field == field
        assert wrong["password"] not in str(caught.value)


def test_signing_in_and_being_refused_are_both_journaled(engine):
    host = engine.host()
    cursor = host.journal.since().cursor
    engine.session(login="mira@example.org", password=PASSWORD)
    refusal_of(engine, login="mira@example.org", password="something else")
    refusal_of(engine, login="nobody@example.org", password="something else")
    done = [entry.operation for entry in host.journal.since(cursor=cursor).entries]
    assert done == ["sessions.open", "sessions.refused", "sessions.refused"]


def test_a_deadline_is_by_the_engines_clock(engine, sale, clock):
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    with pytest.raises(willcall.UnavailableError):
        mira.orders.place(**sale(), deadline=clock.at - timedelta(microseconds=1))
    assert mira.orders.place(**sale(), deadline=clock.at)


def test_what_one_engine_has_told_of_a_session_another_does_not_tell_again(house, opened, clock):
    window, books = SEASON["channels"]
    engine = house(channels=[{**window, "settings": {"idle_minutes": 8}}, books])
    here = engine.vouch("mira@example.org")
    there = opened().session(token=here.token)
    assert there.sessions.current()
    clock.forward(seconds=90)  # more than an eighth of the time
    assert here.sessions.current()
    told = clock.at
    clock.forward(seconds=10)
    assert there.sessions.current()
    (session,) = engine.host().sessions.list(login="mira@example.org").sessions
    assert session.used == told
