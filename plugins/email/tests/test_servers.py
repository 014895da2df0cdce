"""Servers that are busy, picky, slow, silent or gone: what becomes of the mail."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import aiosmtpd.smtp
import pytest
import willcall

STAGES = ["greeting", "MAIL", "RCPT", "DATA", "message"]


@pytest.mark.parametrize("stage", STAGES)
def test_what_a_server_puts_off_is_tried_again(office, books, to_ann, handed_out, clock, stage):
    office.faults[stage] = ["450 4.2.1 come back later"]
    desk = books(office.url)
    order = desk.orders.place(**to_ann())
    delivery = handed_out(desk)
    assert (delivery.state, delivery.detail) == ("waiting to retry", "450 4.2.1 come back later")
    clock.forward(hours=1)
    assert handed_out(desk).state == "delivered"
    assert desk.orders.get(id=order.id) == order


@pytest.mark.parametrize("stage", STAGES[1:])
def test_what_a_server_refuses_fails_for_good_and_hurts_no_other_mail(
        office, books, to_ann, stage):
    desk = books(office.url)
    orders = [desk.orders.place(**to_ann(email=f"guest{number}@example.net"))
              for number in range(3)]
    office.faults[stage] = [lambda line: accept(), "550 5.1.1 no such user"]
    host = desk.engine.host()
    counts = host.deliveries.run()
    assert (counts.tickets_delivered, counts.tickets_failed, counts.tickets_waiting) == (2, 1, 0)
    (failed,) = host.deliveries.list(state="failed").deliveries
    assert (failed.order, failed.detail) == (orders[1].id, "550 5.1.1 no such user")
    assert [desk.orders.get(id=order.id) for order in orders] == orders


async def accept():
    return None


def test_a_server_that_takes_no_mail_at_all_is_tried_again(office, books, to_ann, handed_out):
    office.faults["greeting"] = ["554 5.3.2 no service here"]
    desk = books(office.url)
    desk.orders.place(**to_ann())
    delivery = handed_out(desk)
    assert (delivery.state, delivery.detail) == ("waiting to retry", "554 5.3.2 no service here")


@pytest.mark.parametrize("fault", ["hang", "drop"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_server_that_falls_silent_or_hangs_up_is_tried_again(
        office, books, to_ann, handed_out, clock, faults, stage, fault):
    desk = books(office.url, send_seconds=3)
    desk.orders.place(**to_ann())
    office.faults[stage] = [faults[fault]]
    assert handed_out(desk).state == "waiting to retry"
    clock.forward(hours=1)
    delivery = handed_out(desk)
    assert (delivery.state, delivery.attempts) == ("delivered", 2), delivery.detail
    # Only where the whole mail was out, the receiver may have it twice, and can tell.
    assert len(office.seen) == (2 if stage == "message" else 1)
    assert len({one.content for one in office.seen}) == 1


def test_a_line_that_is_cut_within_the_mail_leaves_no_half_of_it(
        office, books, to_ann, handed_out, clock, faults):
    desk = books(office.url)
    desk.orders.place(**to_ann(quantity=20))
    office.faults["DATA"] = [faults["drop within"]]
    assert handed_out(desk).state == "waiting to retry"
    clock.forward(hours=1)
    assert (handed_out(desk).state, len(office.seen)) == ("delivered", 1)


def test_a_server_that_goes_on_talking_is_left(office, books, to_ann, handed_out, faults):
    desk = books(office.url, send_seconds=3)
    desk.orders.place(**to_ann())
    office.faults["MAIL"] = [faults["drip"]]
    assert handed_out(desk).state == "waiting to retry"


def test_a_server_that_is_away_gets_the_mail_when_it_is_back(
        post_office, office, books, to_ann, handed_out, clock):
    desk = books(office.url)
    desk.orders.place(**to_ann())
    office.stop()
    assert handed_out(desk).state == "waiting to retry"
    office.start()
    assert handed_out(desk).state == "waiting to retry"  # not before its time
    clock.forward(minutes=2)
    assert (handed_out(desk).state, len(office.seen)) == ("delivered", 1)


@pytest.mark.parametrize("how", ["closed", "421"])
def test_a_kept_connection_that_has_ended_costs_no_try(
        office, books, to_ann, handed_out, faults, how):
    desk = books(office.url)
    for number in range(2):
        order = desk.orders.place(**to_ann())
        if number == 1:
            office.faults["MAIL"] = [faults["drop"] if how == "closed"
                                     else "421 4.7.0 too many mails on one connection"]
        delivery = handed_out(desk, order)
        assert (delivery.state, delivery.attempts) == ("delivered", 1)
    assert (office.connections, len(office.seen)) == (2, 2)


@pytest.mark.parametrize("carrier", ["folder", "will_call"])
def test_what_no_mail_can_bring_is_printed_or_waits_at_will_call(
        office, books, to_ann, handed_out, carrier):
    office.faults["RCPT"] = ["550 5.1.1 no such user"]
    desk = books(office.url, of={"deliveries": {"email": ["email", carrier]}})
    desk.orders.place(**to_ann())
    delivery = handed_out(desk)
    assert (delivery.state, delivery.method, delivery.carrier) == ("delivered", "email", carrier)
    assert Path(delivery.detail).is_file()


def test_an_address_that_was_refused_is_tried_again_by_hand(
        office, books, to_ann, handed_out):
    office.faults["RCPT"] = ["550 5.1.1 no such user"]
    desk = books(office.url)
    desk.orders.place(**to_ann())
    host = desk.engine.host()
    failed = handed_out(desk)
    assert failed.state == "failed"
    again = host.deliveries.retry(id=failed.id)
    assert (again.state, again.attempts) == ("waiting to retry", 0)
    assert handed_out(desk).state == "delivered"
    assert office.mails[0]["Message-ID"] == f"<{failed.id}@example.org>"


def test_a_mail_that_was_called_off_is_never_sent(office, books, to_ann, handed_out, clock):
    office.faults["MAIL"] = ["450 4.2.1 come back later"]
    desk = books(office.url)
    order = desk.orders.place(**to_ann())
    assert handed_out(desk).state == "waiting to retry"
    desk.engine.host().deliveries.cancel(id=handed_out(desk).id)
    clock.forward(days=1)
    assert (handed_out(desk).state, office.seen) == ("cancelled", [])
    assert desk.orders.get(id=order.id) == order


def test_two_engines_share_the_mails_and_send_none_twice(office, books, to_ann):
    desk = books(office.url)
    for number in range(40):
        desk.orders.place(**to_ann(email=f"guest{number}@example.net"))
    other = books(office.url)
    counts = run_at_once(desk.engine.host(), other.engine.host())
    assert sum(one.tried for one in counts) == 40
    assert sorted(one.rcpt_tos[0] for one in office.seen) == sorted(
        f"guest{number}@example.net" for number in range(40))


def run_at_once(*hosts):
    with ThreadPoolExecutor(len(hosts)) as pool:
        return list(pool.map(lambda host: host.deliveries.run(), hosts))


# --- TLS and sign-in


@pytest.mark.parametrize("implicit", [False, True])
def test_mail_goes_over_tls_to_a_server_whose_certificate_is_right(
        post_office, authority, books, to_ann, handed_out, implicit):
    ca_file, context = authority
    office = post_office(**{"implicit_tls" if implicit else "tls_context": context()})
    url = office.url.replace("smtp:", "smtps:") if implicit else office.url
    desk = books(url, tls="required", ca_file=ca_file)
    for _ in range(2):
        desk.orders.place(**to_ann())
    desk.engine.host().deliveries.run()
    assert [one.tls for one in office.seen] == [True, True]
    assert office.connections == 1


@pytest.mark.parametrize("wrong", ["unknown authority", "another's name", "no TLS"])
def test_nothing_is_said_to_a_server_that_can_not_show_who_it_is(
        post_office, authority, books, to_ann, handed_out, clock, wrong):
    ca_file, context = authority
    tls = {} if wrong == "no TLS" else {
        "tls_context": context("wrong" if wrong == "another's name" else "right")}
    office = post_office(**tls)
    trusting = {} if wrong == "unknown authority" else {"ca_file": ca_file}
    desk = books(office.url, tls="required", **trusting)
    desk.orders.place(**to_ann())
    delivery = handed_out(desk)
    assert (delivery.state, office.commands) == ("waiting to retry", [])
    assert delivery.detail


def test_a_wrong_password_keeps_mails_until_it_is_mended(
        post_office, authority, books, to_ann, handed_out):
    ca_file, context = authority
    office = post_office(tls_context=context(), auth_required=True, authenticator=only_us)
    books_with = lambda password: books(  # noqa: E731
        office.url, tls="required", ca_file=ca_file, username="theatre", password=password)
    desk = books_with("not the right one")
    desk.orders.place(**to_ann())
    delivery = handed_out(desk)
    assert (delivery.state, office.seen) == ("waiting to retry", [])
    assert delivery.detail == "535 5.7.8 Authentication credentials invalid"
    desk = books_with("correct horse")
    desk.engine.host().deliveries.retry(id=delivery.id)
    assert handed_out(desk).state == "delivered"
    assert office.seen[0].login.login == b"theatre"


def only_us(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"theatre", b"correct horse")
    return aiosmtpd.smtp.AuthResult(success=right, handled=False, auth_data=data)


# --- settings


def test_without_a_server_nothing_is_sold_for_mail(books, to_ann, reason):
    desk = books("", **{"from": ""})
    assert reason(desk.orders.place, **to_ann()).rule == "delivery.no_carrier"


@pytest.mark.parametrize(("settings", "field"), [
    ({"smtp": "http://127.0.0.1"}, "smtp"),
    ({"smtp": "smtp://"}, "smtp"),
    ({"smtp": "smtp://127.0.0.1:99999"}, "smtp"),
    ({"smtp": "smtp://theatre:secret@127.0.0.1"}, "smtp"),
    ({"from": "tickets"}, "from"),
    ({"from": ""}, "from"),
    ({"from": "tickets@example.org, eve@example.org"}, "from"),
    ({"reply_to": "Office <office@example.org>"}, "reply_to"),
    ({"username": "theatre"}, "password"),
    ({"password": "correct horse"}, "username"),
    ({"username": "theatre", "password": "correct horse"}, "tls"),
    ({"ca_file": "/nowhere/ca.pem"}, "ca_file"),
])
def test_settings_that_make_no_sense_are_named_and_passwords_not_told(
        office, books, unchanged, settings, field):
    desk = books(office.url)
    with unchanged(desk.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        books(**{"smtp": office.url, **settings})
    assert caught.value.field == f"plugins.email.{field}"
    assert (caught.value.line > 1, caught.value.column > 1) == (True, True)
    assert "correct horse" not in f"{caught.value} {caught.value.detail}"


@pytest.mark.parametrize(("settings", "field", "said"), [
    ({"tls": "sometimes"}, "tls", "`required`"),
    ({"connect_seconds": 0}, "connect_seconds", "1"),
    ({"send_seconds": 31}, "send_seconds", "30"),
    ({"bcc": "eve@example.org"}, "bcc", "reply_to"),
])
def test_settings_that_are_none_are_refused_with_their_place_and_what_is_allowed(
        office, books, settings, field, said):
    with pytest.raises(willcall.InvalidError) as caught:
        books(office.url, **settings)
    assert caught.value.field == f"plugins.email.{field}"
    assert (caught.value.line > 1, caught.value.column > 0) == (True, True)
    assert said in str(caught.value)
