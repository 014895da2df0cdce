"""Whom one may sell for, what is said of them, and how it begins and ends."""

import unicodedata

import pytest
import willcall

from agents import USERS, user


def numbers(found):
    return [one.employee_number for one in found.candidates]


def test_a_search_takes_exactly_one_filter(ada, reason, unchanged, record_property):
    search = ada.sell_on_behalf.candidates
    with unchanged(ada.engine.host()):
        for nothing in ({}, {"name": ""}, {"name": "", "employee_number": "", "external_id": ""}):
            assert reason(search, **nothing).rule == "sell_on_behalf.no_filter"
        for two in ({"name": "Mira North", "employee_number": "1017"},
                    {"employee_number": "1017", "external_id": "x-17"}):
            refused = reason(search, **two)
            assert (refused.rule, refused.numbers) == ("sell_on_behalf.several_filters",
                                                       {"filters": 2})
    assert numbers(search(name="Mira North")) == ["1017", "1020"]
    assert numbers(search(employee_number="1017")) == ["1017"]
    assert numbers(search(external_id="x-17")) == ["1017"]
    record_property("requirement", "BTZ-7 BTZ-8")


def test_a_filter_is_the_exact_value_in_any_spelling_of_its_letters(theatre, ada, record_property):
    search = ada.sell_on_behalf.candidates
    for near in ("Mira", "North", "mira north", "MIRA NORTH", "Mira North ", " Mira North",
                 "Mira  North", "Mira%", "Mira_North", "Mira*", "*", "%", "."):
        assert search(name=near).candidates == []
    for near in ("101", "10170", "017", "1017 ", "101%"):
        assert search(employee_number=near).candidates == []
    assert search(external_id="X-17").candidates == []
    composed = unicodedata.normalize("NFC", "José Núñez")
    apart = unicodedata.normalize("NFD", composed)
    assert composed != apart
    theatre(users=[*USERS, user("jose", name=composed, employee_number="1"),
                   user("nunez", name=apart, employee_number="2"),
                   user("plain", name="Jose Nunez", employee_number="3")])
    assert numbers(search(name=composed)) == numbers(search(name=apart)) == ["1", "2"]
    assert numbers(search(name="Jose Nunez")) == ["3"]
    record_property("requirement", "BTZ-9")


def test_whoever_is_chosen_has_an_open_shift_or_not(engine, ada, clock, record_property):
    (before,) = ada.sell_on_behalf.candidates(employee_number="1017").candidates
    assert (before.shift, before.uses_shifts, before.locations) == (None, True, ["pier"])
    opened = engine.vouch("mira@example.org").shifts.open()
    since = clock.at
    clock.forward(hours=1)
    (after,) = ada.sell_on_behalf.candidates(employee_number="1017").candidates
    assert (after.shift.id, after.shift.location, after.shift.opened) == (
        opened.id, "pier", since)
    begun = ada.sell_on_behalf.begin(login=after.login)
    assert (begun.seller, begun.shift_needed) == (after, False)
    ada.sell_on_behalf.exit()
    begun = ada.sell_on_behalf.begin(login="myra@example.org")
    assert (begun.seller.shift, begun.shift_needed) == (None, True)
    record_property("requirement", "BTZ-10")


def test_whether_somebody_is_offline_is_shown_and_makes_no_difference(
        engine, ada, begin, clock, sale, record_property):
    def signed_in():
        (one,) = ada.sell_on_behalf.candidates(employee_number="1017").candidates
        return one.signed_in

    assert signed_in() is None
    mira = engine.vouch("mira@example.org")
    assert signed_in() == clock.at
    begin(ada)
    assert ada.orders.place(**sale()).who.seller == "mira@example.org"
    ada.sell_on_behalf.exit()
    mira.sessions.end()
    assert signed_in() is None
    begin(ada)
    assert ada.orders.place(**sale()).who.seller == "mira@example.org"
    record_property("requirement", "BTZ-41")


def test_the_seller_need_not_be_there_nor_tell_a_password(host, ada, begin, sale, record_property):
    # Mira never signed in: she has no password, and no session was ever hers.
    begin(ada)
    order = ada.orders.place(**sale())
    assert (order.who.actor, order.who.seller) == ("ada@example.org", "mira@example.org")
    (found,) = host.sellers.find(login="mira@example.org").sellers
    assert found.signed_in is None
    record_property("requirement", "BTZ-1 BTZ-4")


@pytest.mark.parametrize(("name", "rule"), [
    ("ada", "sell_on_behalf.oneself"),
    ("len", "sell_on_behalf.no_channel"),
    ("cass", "sell_on_behalf.channel_unsupported"),
])
def test_nobody_is_sold_for_who_cant_be(ada, reason, name, rule):
    assert reason(ada.sell_on_behalf.begin, login=f"{name}@example.org").rule == rule
    assert ada.sessions.current().banner is None


def test_an_unknown_login_is_named(ada):
    with pytest.raises(willcall.NotFoundError) as caught:
        ada.sell_on_behalf.begin(login="nobody@example.org")
    assert caught.value.field == "login"


def test_only_users_sell_for_others(host, reason):
    assert reason(host.sell_on_behalf.begin, login="mira@example.org").rule == (
        "sell_on_behalf.no_user")


def test_a_second_step_is_refused_and_so_is_everything_but_selling(
        engine, ada, grant, begin, reason, record_property):
    begin(ada)
    mira = ada.shifts.current()
    for login in ("noor@example.org", "mira@example.org", "ada@example.org"):
        assert rules(ada.sell_on_behalf.begin, login=login)[0] == "sell_on_behalf.second_step"
    assert rules(ada.sell_on_behalf.candidates, name="Noor")[0] == "sell_on_behalf.second_step"
    money = {"amount": 1, "note": "one"}
    for operation, request in (
            (ada.shifts.close, {}), (ada.shifts.pay_in, money), (ada.shifts.pay_out, money),
            (ada.shifts.deposit, money),
            (ada.shifts.hand_over, {"to": "ada@example.org", **money})):
        assert reason(operation, **request).rule == "shift.not_own"
    assert ada.shifts.current() == mira
    ada.sell_on_behalf.exit()
    assert reason(ada.sell_on_behalf.begin, login="ada@example.org").rule == (
        "sell_on_behalf.oneself")
    # Nor does anybody with more rights grant any, or count in what is the seller's to count.
    grant("uta")
    uta = engine.vouch("uta@example.org")
    uta.sell_on_behalf.begin(login="eva@example.org")
    assert rules(uta.sell_on_behalf.grant, login="bob@example.org",
                 permission="/admin/users/impersonate")[0] == "sell_on_behalf.selling_only"
    assert reason(uta.shifts.open, opening_float=5).rule == "shift.not_own"
    record_property("requirement", "BTZ-40")


def rules(operation, **request):
    with pytest.raises(willcall.Refused) as caught:
        operation(**request)
    return [why.rule for why in caught.value.reasons]


def test_who_sells_for_nobody_has_nothing_to_exit(ada, reason):
    assert reason(ada.sell_on_behalf.exit).rule == "sell_on_behalf.not_active"


def test_beginning_exiting_and_what_was_refused_stand_in_the_journal(
        engine, ada, begin, clock, journal, reason, sale, record_property):
    since = clock.at
    begin(ada)
    clock.forward(minutes=5)
    ada.orders.place(**sale())
    ada.sell_on_behalf.exit()
    bob = engine.vouch("bob@example.org")
    assert reason(bob.sell_on_behalf.begin, login="mira@example.org").rule == (
        "sell_on_behalf.not_granted")
    assert reason(ada.sell_on_behalf.begin, login="ada@example.org").rule == (
        "sell_on_behalf.oneself")
    assert journal("sell_on_behalf.begin") == [("ada", "mira", since, "mira")]
    assert journal("shifts.open") == [("ada", "mira", since, None)]
    assert journal("orders.place") == [("ada", "mira", since, None)]
    assert journal("sell_on_behalf.exit") == [("ada", "ada", None, "mira")]
    assert journal("sell_on_behalf.begin_refused") == [("bob", "bob", None, None),
                                                       ("ada", "ada", None, None)]
    record_property("requirement", "BTZ-39")
