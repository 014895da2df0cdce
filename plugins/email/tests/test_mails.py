"""What arrives: read by Python's own email package."""

import re
from datetime import datetime, timezone

import pytest
import willcall

ANN = "ann@example.net"


def test_a_buyer_gets_the_confirmation_with_the_tickets_attached(
        office, books, to_ann, handed_out, clock, tmp_path, codes_in, record_property):
    desk = books(office.url, reply_to="office@example.org")
    order = desk.orders.place(**to_ann(quantity=2))
    delivery = handed_out(desk)
    assert (delivery.state, delivery.attempts, delivery.detail) == (
        "delivered", 1, "250 2.0.0 Ok: queued as 1")
    assert office.commands == [("MAIL", "tickets@example.org", f"SIZE={size(office)}"),
                               ("RCPT", ANN)]
    (mail,) = office.mails
    assert {name.lower(): str(mail[name]) for name in mail} == {
        "from": "Foothill Theatre <tickets@example.org>",
        "to": f"Ann North <{ANN}>",
        "reply-to": "office@example.org",
        "subject": f"Foothill Theatre: Order confirmation {order.number}",
        "date": "Thu, 01 Nov 2018 12:00:00 +0000",
        "message-id": f"<{delivery.id}@example.org>",
        "content-language": "en",
        "auto-submitted": "auto-generated",
        "mime-version": "1.0",
        "content-type": str(mail["Content-Type"]),
    }
    assert order.number in mail.get_body(("plain",)).get_content()
    ticket, calendar = mail.iter_attachments()
    assert ticket.get_filename().startswith(f"{order.number}-ticket.")
    (tmp_path / "ticket.pdf").write_bytes(ticket.get_content())
    assert codes_in(tmp_path / "ticket.pdf") == [one.code for one in order.tickets]
    assert calendar.get_content_type() == "text/calendar"
    record_property("requirement", "PAY-3 PAY-14")


def size(office):
    return len(office.seen[0].content)


def test_a_mail_goes_over_the_line_as_the_standards_have_it(office, books, to_ann, handed_out):
    desk = books(office.url, of={"event": "Ромео и Жулиета " * 12})
    desk.orders.place(**to_ann("Ана Иванова-Петрова " * 8, quantity=20))
    assert handed_out(desk).state == "delivered"
    raw = office.seen[0].content
    assert raw.isascii()
    assert raw.endswith(b"\r\n")
    lines = raw.split(b"\r\n")
    assert not [line for line in lines if b"\r" in line or b"\n" in line or len(line) > 998]


def test_names_of_all_the_world_arrive_as_they_are(office, books, to_ann, handed_out):
    desk = books(office.url, of={"organiser": "Театър „Иван Вазов“", "event": "ロミオとジュリエット",
                                 "place": "مسرح المدينة, Hall 1; left"})
    desk.orders.place(**to_ann('Иванка "Ванче" О\'Хара, 🎭'))
    handed_out(desk)
    (mail,) = office.mails
    assert mail["From"].addresses[0].display_name == "Театър „Иван Вазов“"
    assert mail["To"].addresses[0].display_name == 'Иванка "Ванче" О\'Хара, 🎭'
    assert "ロミオとジュリエット" in mail.get_body(("plain",)).get_content()
    (event,) = events_of(mail)
    assert (event["SUMMARY"], event["LOCATION"]) == (
        "ロミオとジュリエット", "مسرح المدينة, Hall 1; left")


def events_of(mail):
    """The calendar's events, with the escapes of RFC 5545 undone."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    raw = part.get_payload(decode=True)
    assert not [line for line in raw.split(b"\r\n") if len(line) > 75 or b"\n" in line]
    lines = raw.decode().replace("\r\n ", "").splitlines()
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "METHOD:PUBLISH" in lines
    events, event = [], None
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            events.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = re.sub(r"\\(.)", lambda at: at[1].replace("n", "\n"), value)
    return events


def test_the_calendar_has_an_entry_for_each_performance(office, books, to_ann, handed_out):
    desk = books(office.url)
    order = desk.orders.place(**{**to_ann(), "lines": [
        {"performance": key, "ticket_type": "general", "quantity": 2}
        for key in ("friday", "sunday", "friday")]})
    handed_out(desk)
    friday, sunday = events_of(office.mails[0])
    assert (friday["DTSTART"], friday["DTEND"]) == ("20181110T040000Z", "20181110T063000Z")
    assert (sunday["DTSTART"], sunday["DTEND"]) == ("20181112T030000Z", "20181112T053000Z")
    assert {friday["DTSTAMP"], sunday["DTSTAMP"]} == {"20181101T120000Z"}
    assert (friday["SUMMARY"], friday["LOCATION"]) == ("In The Heights", "Smithwick Theatre")
    assert order.number in friday["DESCRIPTION"]
    assert friday["UID"] != sunday["UID"]
    assert friday["UID"].endswith("@example.org")


def test_two_performances_at_one_time_have_an_entry_each(office, books, to_ann, handed_out):
    desk = books(office.url, of={"studio": "Rent"})
    desk.orders.place(**{**to_ann(), "lines": [
        {"performance": key, "ticket_type": "general", "quantity": 2}
        for key in ("friday", "studio-friday")]})
    handed_out(desk)
    theatre, studio = events_of(office.mails[0])
    assert (theatre["SUMMARY"], studio["SUMMARY"]) == ("In The Heights", "Rent")
    assert theatre["DTSTART"] == studio["DTSTART"]
    # As in mails that were sent before there were two.
    assert re.fullmatch(r"[0-9]+-1541822400@example\.org", theatre["UID"])
    assert studio["UID"] == theatre["UID"].replace("@", "-2@")


def test_a_connection_is_kept_for_the_next_mail(office, books, to_ann):
    desk = books(office.url)
    for number in range(30):
        desk.orders.place(**to_ann(email=f"guest{number}@example.net"))
    counts = desk.engine.host().deliveries.run()
    assert (counts.tickets_delivered, office.connections) == (30, 1)
    assert [one.rcpt_tos for one in office.seen] == [
        [f"guest{number}@example.net"] for number in range(30)]
    assert len({mail["Message-ID"] for mail in office.mails}) == 30


def test_an_address_of_another_alphabet_is_sent_to_as_far_as_the_server_allows(
        post_office, books, to_ann, handed_out):
    modern, plain = post_office(enable_SMTPUTF8=True), post_office()
    desk = books(plain.url)
    # A domain has a spelling in ASCII, which every server takes.
    order = desk.orders.place(**to_ann(email="ann@bücher.example"))
    assert handed_out(desk, order).state == "delivered"
    assert plain.commands[-1] == ("RCPT", "ann@xn--bcher-kva.example")
    assert plain.mails[0]["To"].addresses[0].addr_spec == "ann@xn--bcher-kva.example"
    # What stands before the @ has none.
    order = desk.orders.place(**to_ann(email="ана@example.net"))
    refused = handed_out(desk, order)
    assert (refused.state, refused.detail) == ("failed", "500 Error: strict ASCII mode")
    desk = books(modern.url)
    order = desk.orders.place(**to_ann(email="ана@билети.example"))
    assert handed_out(desk, order).state == "delivered"
    mail, to = modern.commands[-2:]
    assert "SMTPUTF8" in mail
    assert to == ("RCPT", "ана@xn--90aiibn7b.example")


def unspaced(text):
    """Python's reader puts spaces between the encoded words of a long name."""
    return text.replace(" ", "")


NASTY = ["Ann\u2028Bcc: eve@example.net", "Ann\u2029\u2029<b>", "=?utf-8?q?Ann=0D=0ABcc:_eve?=",
         '"><script>alert(1)</script>', "Ann\\nBcc: eve@example.net", "Ann; Bcc: eve, Cc: eve",
         "END:VEVENT\\nBEGIN:VALARM", "Ann <eve@example.net>, Eve <eve@example.net>", "(comment",
         "--=_mixed_", ".", "=_alternative_", "{{organiser}} %s $(id) `id`", "Ann\\", "x" * 200,
         "’" * 66, "\u202eevE", "'\"\\\"'"]


@pytest.mark.parametrize("text", NASTY)
def test_no_text_makes_a_header_a_part_or_an_entry(office, books, to_ann, handed_out, text):
    desk = books(office.url, of={"organiser": text, "event": text, "place": text})
    request = to_ann(text)
    request["lines"][0]["holders"] = [text]
    desk.orders.place(**request)
    assert handed_out(desk).state == "delivered"
    (mail,) = office.mails
    assert [name.lower() for name in mail] == [
        "from", "to", "subject", "date", "message-id", "content-language", "auto-submitted",
        "mime-version", "content-type"]
    said = re.sub("[\u202a-\u202e]", "", re.sub("[\u2028\u2029]", " ", text))
    assert [unspaced(one.display_name) for one in mail["From"].addresses] == [unspaced(said)]
    assert [(unspaced(one.display_name), one.addr_spec) for one in mail["To"].addresses] == [
        (unspaced(said), ANN)]
    assert not [part.defects for part in mail.walk() if part.defects]
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
        "text/calendar"]
    (event,) = events_of(mail)
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION",
                          "DESCRIPTION"}
    assert (event["SUMMARY"], event["LOCATION"]) == (said, said)
    assert office.commands[1:] == [("RCPT", ANN)]


@pytest.mark.parametrize("text", ["Ann\r\nBcc: eve@example.net", "Ann\nx", "Ann\rx", "Ann\x00x",
                                  "Ann\x7fx", "Ann\x85x"])
def test_texts_with_control_characters_never_come_that_far(books, office, to_ann, unchanged, text):
    desk = books(office.url)
    with unchanged(desk.engine.host()):
        for asked in (to_ann(text), to_ann(email=f"ann@example.net{text}")):
            with pytest.raises((willcall.InvalidError, willcall.Refused)):
                desk.orders.place(**asked)
    assert office.commands == []


def test_a_mail_that_is_sent_again_has_the_same_bytes(office, books, to_ann, handed_out, clock):
    office.faults["message"] = ["451 4.3.0 the disk is full", "421 4.3.2 going down"]
    desk = books(office.url)
    desk.orders.place(**to_ann(quantity=3))
    for state in ("waiting to retry", "waiting to retry", "delivered"):
        delivery = handed_out(desk)
        assert delivery.state == state
        clock.forward(hours=1)
    assert len({one.content for one in office.seen}) == 1
    assert {mail["Message-ID"] for mail in office.mails} == {f"<{delivery.id}@example.org>"}
    assert datetime(2018, 11, 1, 12, tzinfo=timezone.utc) == office.mails[2]["Date"].datetime


def test_a_confirmation_names_whom_it_is_for_and_who_booked_it(
        office, books, to_ann, stores, store_url, record_property):
    desk = books(office.url)
    host = desk.engine.host()
    owner = host.customers.create(name="Ben Owner", email="ben@example.org").id
    host.customers.create(name="Иванка Помощник", email="ivanka@example.org")
    desk.orders.place(**to_ann(owner=owner))
    # Until somebody may book for another, the order is told so behind the engine's back.
    stores.run(store_url, "update orders set facilitator = (select max(id) from customers)")
    host.deliveries.run()
    (mail,) = office.mails
    text = mail.get_body(("plain",)).get_content()
    assert "For: Ben Owner <ben@example.org>" in text
    assert "Booked by: Иванка Помощник <ivanka@example.org>" in text
    page = re.sub("<[^>]*>", "", mail.get_body(("html",)).get_content())
    assert "For: Ben Owner &lt;ben@example.org&gt;" in page
    assert "Booked by: Иванка Помощник &lt;ivanka@example.org&gt;" in page
    record_property("requirement", "SPX-28")


def test_an_outlet_that_prints_sends_nothing(office, books, sale):
    desk = books(office.url)
    kiosk = desk.engine.vouch("cashier@kiosk.example")
    kiosk.orders.place(**sale(each=None, buyer={"name": "Ann North"}))
    counts = desk.engine.host().deliveries.run()
    assert (counts.tickets_delivered, office.connections) == (1, 0)
    (delivery,) = desk.engine.host().deliveries.list().deliveries
    assert delivery.detail.startswith("https://tickets.example.org/")


def test_workers_send_within_seconds_without_being_asked(
        office, books, to_ann, record_property):
    desk = books(office.url, options={"workers": 2})
    desk.orders.place(**to_ann())
    assert office.came.acquire(timeout=20)
    assert office.mails[0]["To"].addresses[0].addr_spec == ANN
    record_property("requirement", "PAY-3")
