"""Who asks: signing in, resuming, letting go; and what a session offers."""

import inspect

import pytest
import willcall

PASSWORD = "kept in a drawer"


def test_a_user_signs_in_with_the_password_the_host_has_set(engine, host):
    host.users.set_password(login="mira@example.org", password=PASSWORD)
    with engine.session(login="mira@example.org", password=PASSWORD) as desk:
        assert desk.sessions.current().login == "mira@example.org"
    with pytest.raises(willcall.Refused) as caught:
        engine.session(login="mira@example.org", password="something else")
    assert caught.value.reasons


def test_nobody_knows_whether_a_login_exists(engine):
    with pytest.raises(willcall.Refused):
        engine.session(login="nobody@example.org", password=PASSWORD)


def test_the_host_vouches_for_users_it_has_signed_in_itself(engine):
    assert engine.vouch("mira@example.org").sessions.current().kind == "user"
    with pytest.raises(willcall.WillcallError):
        engine.vouch("nobody@example.org")


def test_a_token_resumes_a_session_that_was_let_go(engine):
    with engine.vouch("mira@example.org") as desk:
        token = desk.token
    assert desk.closed
    assert engine.session(token=token).sessions.current().login == "mira@example.org"
    with pytest.raises(willcall.Refused):
        engine.session(token="no token of ours")


def test_a_sign_in_that_was_ended_is_over(engine):
    desk = engine.vouch("mira@example.org")
    desk.sessions.end()
    with pytest.raises(willcall.WillcallError):
        desk.sessions.current()


def test_session_says_what_it_takes(engine):
    for wrong in ({}, {"login": "mira@example.org"}, {"password": PASSWORD},
                  {"login": "a", "customer": "b", "password": PASSWORD}):
        with pytest.raises(TypeError, match="login and password"):
            engine.session(**wrong)


def test_what_is_closed_says_so(engine):
    desk = engine.vouch("mira@example.org")
    desk.close()
    desk.close()
    with pytest.raises(willcall.ClosedError, match="the session is closed"):
        desk.orders.list()
    with pytest.raises(willcall.ClosedError):
        desk.token
    host = engine.host()
    engine.close()
    with pytest.raises(willcall.ClosedError, match="the engine is closed"):
        host.store.check()
    assert host.closed


def test_operations_are_attributes_that_dir_lists(desk):
    assert {"orders", "shifts", "store", "reports"} <= set(dir(desk))
    assert {"place", "quote", "get", "list"} <= set(dir(desk.orders))
    assert "orders.place" in desk.engine.operations


def test_a_name_that_is_nearly_right_is_put_right(desk):
    with pytest.raises(AttributeError, match="did you mean `orders`"):
        desk.ordres.place()
    with pytest.raises(AttributeError, match="no operation `orders.plaec`; did you mean `place`"):
        desk.orders.plaec()
    assert not hasattr(desk, "weather")


def test_operations_explain_themselves(desk):
    place = desk.orders.place
    assert "what is sold" in inspect.getdoc(place)
    parameters = inspect.signature(place).parameters
    assert list(parameters)[0] == "lines"
    assert parameters["buyer"].default is None
    assert inspect.signature(desk.orders.quote).parameters["lines"].default is \
        inspect.Parameter.empty
    assert parameters["idempotency_key"].kind is inspect.Parameter.KEYWORD_ONLY
    assert "orders.place" in repr(place)


def test_an_operation_is_reached_by_its_name_too(desk):
    assert desk.invoke("shifts.current", {}) == desk.shifts.current()
    with pytest.raises(AttributeError, match="did you mean `shifts.current`"):
        desk.invoke("shifts.curent")
