"""The two rights: to whom they are granted, by whom, and what is refused without them."""

import pytest
import willcall

from agents import IMPERSONATE, SELL


def test_without_the_rights_nothing_is_begun_and_the_missing_one_is_named(
        engine, grant, reason, record_property):
    ada = engine.vouch("ada@example.org")
    mira = {"login": "mira@example.org"}
    for operation, request in ((ada.sell_on_behalf.begin, mira),
                               (ada.sell_on_behalf.candidates, {"name": "Mira North"})):
        refused = reason(operation, **request)
        assert refused.rule == "sell_on_behalf.not_granted"
        assert (SELL in refused.message, IMPERSONATE in refused.message) == (True, False)
    grant("ada", SELL)
    refused = reason(ada.sell_on_behalf.begin, **mira)
    assert refused.rule == "sell_on_behalf.not_granted"
    assert (SELL in refused.message, IMPERSONATE in refused.message) == (False, True)
    assert ada.sessions.current().seller == "ada@example.org"
    grant("ada", IMPERSONATE)
    assert ada.sell_on_behalf.begin(**mira).seller.login == "mira@example.org"
    # The other one alone is not enough either.
    grant("bob", IMPERSONATE)
    bob = engine.vouch("bob@example.org")
    assert SELL in reason(bob.sell_on_behalf.begin, **mira).message
    record_property("requirement", "BTZ-5 BTZ-6")


def test_no_pattern_of_a_role_stands_for_the_rights(engine):
    # An administrator may do everything else.
    eva = engine.vouch("eva@example.org")
    with pytest.raises(willcall.Refused) as caught:
        eva.sell_on_behalf.begin(login="mira@example.org")
    assert [why.rule for why in caught.value.reasons] == ["sell_on_behalf.not_granted",
                                                          "roles.permitted"]
    with engine.vouch("uta@example.org") as uta:
        for right in (IMPERSONATE, SELL):
            uta.sell_on_behalf.grant(login="eva@example.org", permission=right)
    assert eva.sell_on_behalf.begin(login="mira@example.org").seller.name == "Mira North"


def test_a_role_may_be_denied_what_was_granted(theatre):
    engine = theatre(plugins={"roles": {"roles": {
        "manager": {"permits": ["/**"], "forbids": [IMPERSONATE], "sees": "all"}}}})
    for right in (IMPERSONATE, SELL):
        engine.host().sell_on_behalf.grant(login="ada@example.org", permission=right)
    ada = engine.vouch("ada@example.org")
    with pytest.raises(willcall.Refused) as caught:
        ada.sell_on_behalf.begin(login="mira@example.org")
    assert caught.value.reasons[0].rule == "roles.forbidden"


def test_rights_are_granted_by_an_administrator_and_never_to_oneself(
        engine, host, journal, reason, record_property):
    eva, ada = engine.vouch("eva@example.org"), engine.vouch("ada@example.org")
    right = {"permission": SELL}
    assert reason(ada.sell_on_behalf.grant, login="bob@example.org", **right).rule == (
        "access.not_permitted")
    assert reason(eva.sell_on_behalf.grant, login="EVA@example.org", **right).rule == (
        "sell_on_behalf.granted_to_oneself")
    assert list(host.sell_on_behalf.grants()) == []
    made = eva.sell_on_behalf.grant(login="Ada@Example.org", **right)
    assert (made.login, made.permission, made.granted_by) == (
        "ada@example.org", SELL, "eva@example.org")
    # Granted again it stays as it was.
    assert host.sell_on_behalf.grant(login="ada@example.org", **right) == made
    assert journal("sell_on_behalf.grant") == [("eva", "eva", None, "ada"),
                                               (None, None, None, "ada")]
    assert [(entry[0], entry[3]) for entry in journal("sell_on_behalf.grant_refused")] == [
        ("ada", None), ("eva", "eva")]
    record_property("requirement", "BTZ-39")


def test_what_was_granted_is_listed_and_withdrawn(engine, host, grant, journal, reason):
    grant("bob")
    grant("ada", SELL)
    assert [(one.login, one.permission) for one in host.sell_on_behalf.grants()] == [
        ("ada@example.org", SELL), ("bob@example.org", IMPERSONATE), ("bob@example.org", SELL)]
    assert [one.permission for one in host.sell_on_behalf.grants(login="bob@example.org")] == [
        IMPERSONATE, SELL]
    eva = engine.vouch("eva@example.org")
    eva.sell_on_behalf.withdraw(login="bob@example.org", permission=IMPERSONATE)
    assert reason(eva.sell_on_behalf.withdraw, login="bob@example.org",
                  permission=IMPERSONATE).rule == "sell_on_behalf.not_granted"
    assert [one.permission for one in host.sell_on_behalf.grants(login="bob@example.org")] == [
        SELL]
    assert journal("sell_on_behalf.withdraw") == [("eva", "eva", None, "bob")]
    ada = engine.vouch("ada@example.org")
    for operation, request in ((ada.sell_on_behalf.grants, {}), (
            ada.sell_on_behalf.withdraw, {"login": "bob@example.org", "permission": SELL})):
        assert reason(operation, **request).rule == "access.not_permitted"


@pytest.mark.parametrize(("request_", "field"), [
    ({"login": "ada@example.org", "permission": "/orders/place"}, "permission"),
    ({"login": "ada@example.org"}, "permission"),
    ({"login": "nobody@example.org", "permission": SELL}, "login"),
    ({"login": "", "permission": SELL}, "login"),
])
def test_a_grant_that_makes_no_sense_grants_nothing(host, unchanged, request_, field):
    for operation in (host.sell_on_behalf.grant, host.sell_on_behalf.withdraw):
        with unchanged(host), pytest.raises(willcall.WillcallError) as caught:
            operation(**request_)
        assert caught.value.field == field


def test_many_rights_are_found_and_listed(engine, host, theatre):
    from agents import USERS, user

    crowd = [user(f"n{number}", "manager", uses_shifts=False) for number in range(260)]
    theatre(users=[*USERS, *crowd])
    for one in crowd:
        for right in (IMPERSONATE, SELL):
            host.sell_on_behalf.grant(login=one["login"], permission=right)
    assert len(list(host.sell_on_behalf.grants())) == 520
    last = engine.vouch("n99@example.org")
    assert last.sell_on_behalf.begin(login="max@example.org").seller.login == "max@example.org"
