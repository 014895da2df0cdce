"""Tickets in a folder and behind links: what is written, where, and what gets in the way."""

import os
import re
from pathlib import Path

import pytest
import willcall

URL = "https://tickets.example.org/print"


def delivered(desk):
    """Hands out what is due; gives the delivery that there is."""
    host = desk.engine.host()
    host.deliveries.run()
    (delivery,) = host.deliveries.list().deliveries
    return delivery


def test_tickets_are_written_into_a_folder_of_their_order(printer, sale, tmp_path):
    desk = printer(folder=str(tmp_path / "out"))
    order = desk.orders.place(**sale(quantity=2))
    delivery = delivered(desk)
    assert (delivery.state, delivery.carrier, delivery.method) == ("delivered", "folder", "print")
    (page,) = (tmp_path / "out" / "MAIN-000001").iterdir()
    assert str(page) == delivery.detail
    assert page.name.startswith(delivery.id)
    printed = page.read_text(encoding="utf-8")
    assert [printed.count(ticket.code) for ticket in order.tickets] == [1, 1]


def test_a_link_is_given_out_and_gives_the_tickets(printer, sale, fetched, codes_in):
    desk = printer("link", url=URL + "/")
    order = desk.orders.place(**sale(quantity=2))
    delivery = delivered(desk)
    assert re.fullmatch(re.escape(URL) + "/[0-9A-Z]{122}", delivery.detail)
    page = fetched(desk.engine.host(), delivery.detail)
    assert codes_in(page) == [ticket.code for ticket in order.tickets]


def test_tickets_for_will_call_wait_under_the_name_of_their_buyer(
        printer, sale, tmp_path, codes_in):
    desk = printer("will_call", folder=str(tmp_path / "out"))
    order = desk.orders.place(**sale(buyer={"name": "North, Ann / O'Hara"}))
    delivery = delivered(desk)
    (page,) = (tmp_path / "out" / "will-call").iterdir()
    assert str(page) == delivery.detail
    assert page.name == f"North__Ann___O_Hara-{delivery.id}-MAIN-000001-ticket.pdf"
    assert codes_in(page) == [order.tickets[0].code]


def test_what_an_order_is_called_can_not_leave_the_folder(printer, sale, tmp_path):
    desk = printer(folder=str(tmp_path / "out"), prefix="../../etc/")
    desk.orders.place(**sale())
    assert delivered(desk).state == "delivered"
    (page,) = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert page.parent.parent == tmp_path / "out"
    assert not (tmp_path / "etc").exists()


@pytest.mark.parametrize(("carrier", "settings", "rule"), [
    ("folder", {}, "folder_unset"),
    ("will_call", {}, "folder_unset"),
    ("link", {"folder": "out"}, "link_unset"),
])
def test_what_is_not_set_fails_for_good_and_is_listed(
        printer, sale, tmp_path, carrier, settings, rule):
    settings = {key: str(tmp_path / value) for key, value in settings.items()}
    desk = printer(carrier, **settings)
    order = desk.orders.place(**sale())
    delivery = delivered(desk)
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    assert ("folder" if rule == "folder_unset" else "url") in delivery.detail
    listed = desk.engine.host().deliveries.list(state="failed").deliveries
    assert [row.order for row in listed] == [order.id]
    assert desk.orders.get(id=order.id) == order


def test_what_stands_in_the_way_fails_for_good(printer, sale, tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    desk = printer(folder=str(tmp_path / "out"))
    desk.orders.place(**sale())
    delivery = delivered(desk)
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "a file"


def test_a_link_in_the_file_system_is_not_followed(printer, sale, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "out" / "MAIN-000001")
    desk = printer(folder=str(tmp_path / "out"))
    desk.orders.place(**sale())
    assert delivered(desk).state == "failed"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_is_away_is_tried_again_until_it_is_back(printer, sale, tmp_path, clock):
    desk = printer(folder=str(tmp_path / "share" / "out"))
    desk.orders.place(**sale())
    assert delivered(desk).state == "waiting to retry"
    (tmp_path / "share").mkdir()
    assert delivered(desk).state == "waiting to retry"  # not before its time
    clock.forward(minutes=2)
    delivery = delivered(desk)
    assert (delivery.state, delivery.attempts) == ("delivered", 2)
    assert Path(delivery.detail).exists()


def test_settings_that_are_mended_hand_out_what_is_sold_next(printer, sale, tmp_path):
    desk = printer()
    desk.orders.place(**sale())
    assert delivered(desk).state == "failed"
    desk = printer(folder=str(tmp_path / "out"))
    desk.orders.place(**sale())
    host = desk.engine.host()
    host.deliveries.run()
    assert [row.state for row in host.deliveries.list().deliveries] == ["failed", "delivered"]


@pytest.mark.parametrize(("settings", "field"), [
    ({"url": "ftp://tickets.example.org"}, "url"),
    ({"printer": "lp0"}, "printer"),
    ({"folder": "x" * 1001}, "folder"),
    ({"printr": "lp0"}, "printr"),
])
def test_settings_that_make_no_sense_are_named_with_their_place(
        printer, unchanged, settings, field):
    desk = printer()
    with unchanged(desk.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        printer(**settings)
    assert caught.value.field == f"plugins.print.{field}"
    assert caught.value.line > 1
    assert caught.value.column > 1
