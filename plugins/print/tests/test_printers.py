"""Real printers on loopback: what they print, and what keeps them from it."""

import importlib.util
from pathlib import Path

import pytest
import willcall

_SPEC = importlib.util.spec_from_file_location("escpos", Path(__file__).parent / "escpos.py")
escpos = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(escpos)


def deliveries(desk):
    host = desk.engine.host()
    host.deliveries.run()
    return host.deliveries.list().deliveries


def delivered(desk):
    (delivery,) = deliveries(desk)
    return delivery


def test_a_ticket_comes_out_of_a_printer_under_the_name_of_its_job(
        printer, ipp, sale, record_property):
    machine = ipp()
    desk = printer("ipp", printer=machine.url)
    desk.orders.place(**sale(quantity=2))
    delivery = delivered(desk)
    assert delivery.state == "delivered", delivery.detail
    assert delivery.detail == f"{machine.url} job 1"
    ((name, kind, page),) = machine.printed()
    assert (name, kind) == (delivery.id, "application/pdf")
    assert page.startswith(b"%PDF-")
    record_property("requirement", "PAY-3")


def test_a_printer_of_dots_takes_dots(printer, ipp, sale):
    machine = ipp("image/pwg-raster")
    desk = printer("ipp_raster", printer=machine.url)
    desk.orders.place(**sale())
    delivery = delivered(desk)
    assert delivery.state == "delivered", delivery.detail
    ((_, kind, dots),) = machine.printed()
    assert kind == "image/pwg-raster"
    assert dots.startswith(b"RaS2PwgRaster")


def test_a_printer_that_takes_no_pdf_is_a_failed_delivery_with_its_cause(
        printer, ipp, sale, unchanged):
    machine = ipp("image/pwg-raster")
    desk = printer("ipp", printer=machine.url)
    order = desk.orders.place(**sale())
    delivery = delivered(desk)
    assert (delivery.state, delivery.attempts) == ("failed", 1)
    assert delivery.detail.startswith("the printer takes no application/pdf, but ")
    assert "image/pwg-raster" in delivery.detail
    assert desk.orders.get(id=order.id) == order
    assert machine.printed() == []


def test_a_job_that_the_printer_aborts_is_tried_again(printer, ipp, sale, clock):
    machine = ipp()
    machine.obey("exit 1")
    desk = printer("ipp", printer=machine.url)
    desk.orders.place(**sale())
    delivery = delivered(desk)
    assert delivery.state == "waiting to retry"
    assert "has aborted the job" in delivery.detail
    machine.obey("exit 0")
    clock.forward(hours=1)
    assert delivered(desk).state == "delivered"
    assert [name for name, _, _ in machine.printed()] == [delivery.id] * 2


def test_a_printer_out_of_paper_is_told_and_tried_again(printer, ipp, sale, clock):
    machine = ipp()
    machine.obey("echo 'STATE: +media-empty-error' >&2")
    desk = printer("ipp", printer=machine.url)
    desk.orders.place(**sale())
    assert delivered(desk).state == "delivered"
    desk.orders.place(**sale())
    _, waiting = deliveries(desk)
    assert waiting.state == "waiting to retry"
    assert waiting.detail == "the printer needs somebody: media-empty-report"
    assert len(machine.printed()) == 1


def test_a_printer_that_is_gone_is_tried_again(printer, ipp, sale):
    machine = ipp()
    machine.stop()
    desk = printer("ipp", printer=machine.url)
    desk.orders.place(**sale())
    delivery = delivered(desk)
    assert delivery.state == "waiting to retry"
    assert "can't be reached" in delivery.detail


def test_a_thermal_printer_is_told_a_picture_that_bears_the_code(
        printer, thermal, sale, tmp_path, codes_in):
    machine = thermal()
    desk = printer("thermal", thermal=machine.address, drawer=True)
    order = desk.orders.place(**sale(quantity=2))
    assert delivered(desk).state == "delivered"
    roll = escpos.Roll(machine.received[0])
    assert roll.kicks == 1
    for number, (picture, ticket) in enumerate(zip(roll.pictures, order.tickets, strict=True)):
        path = tmp_path / f"{number}.pbm"
        path.write_bytes(picture)
        assert codes_in(path) == [ticket.code]


@pytest.mark.parametrize("carrier", ["thermal", "thermal_receipt"])
@pytest.mark.parametrize("text", ["Театър", "歌舞伎座", "المسرح", "2J </text> ESC p \\x1bp0 {{code}}"])
def test_names_of_all_the_world_are_pictures_and_no_commands(
        printer, thermal, sale, carrier, text):
    machine = thermal()
    desk = printer(carrier, thermal=machine.address, text=text)
    lines = [{"performance": "friday", "ticket_type": "general", "holders": [text]}]
    desk.orders.place(**{**sale(buyer={"name": text}), "lines": lines})
    assert delivered(desk).state == "delivered"
    roll = escpos.Roll(machine.received[0])
    assert (len(roll.pictures), roll.kicks) == (1, 0)


def test_a_thermal_printer_that_answers_nothing_is_believed_to_have_paper(
        printer, thermal, sale):
    machine = thermal(paper=b"")
    desk = printer("thermal", thermal=machine.address)
    desk.orders.place(**sale())
    assert delivered(desk).state == "delivered"


def test_a_thermal_printer_out_of_paper_is_tried_again(printer, thermal, sale):
    machine = thermal(paper=b"\x72")
    desk = printer("thermal", thermal=machine.address)
    desk.orders.place(**sale())
    delivery = delivered(desk)
    assert (delivery.state, delivery.detail) == (
        "waiting to retry", "the printer is out of paper")


def test_a_thermal_printer_that_is_reset_before_it_has_all_is_tried_again(
        printer, thermal, sale, clock):
    machine = thermal(resets="at once")
    desk = printer("thermal", thermal=machine.address)
    order = desk.orders.place(**sale())
    delivery = delivered(desk)
    assert delivery.state == "waiting to retry"
    assert delivery.detail.startswith("the printer has ")
    assert desk.orders.get(id=order.id) == order
    mended = thermal()
    printer("thermal", thermal=mended.address)
    clock.forward(hours=1)
    assert delivered(desk).state == "delivered"
    assert (len(machine.received), len(mended.received)) == (0, 1)


def test_a_thermal_printer_that_is_reset_once_it_has_all_has_printed(printer, thermal, sale):
    machine = thermal(resets="end")
    desk = printer("thermal", thermal=machine.address)
    desk.orders.place(**sale())
    assert delivered(desk).state == "delivered"
    assert len(machine.received) == 1


@pytest.mark.parametrize(("carrier", "cause"), [
    ("ipp", "no printer is set"), ("thermal", "no thermal printer is set")])
def test_a_printer_that_is_not_set_fails_for_good_and_stops_no_sale(
        printer, sale, carrier, cause, record_property):
    desk = printer(carrier)
    order = desk.orders.place(**sale())
    delivery = delivered(desk)
    assert (delivery.state, delivery.detail) == ("failed", cause)
    assert desk.orders.get(id=order.id) == order
    record_property("requirement", "PAY-4")


@pytest.mark.parametrize("url", ["http://printer.example.org", "printer", "ipp:///ipp/print"])
def test_an_address_that_is_none_is_named(printer, url):
    with pytest.raises(willcall.InvalidError) as caught:
        printer(printer=url)
    assert caught.value.field == "plugins.print.printer"
