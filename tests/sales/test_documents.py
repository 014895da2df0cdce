"""Documents on demand: what the outbox would hand over, given to the caller."""

import base64
import subprocess

import pytest
import willcall

COLUMNS = [{"name": "Performance"}, {"name": "Sold", "number": True}]


def words_in(path):
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return " ".join(said.stdout.decode("utf-8").split())


@pytest.fixture
def words(tmp_path):
    """A function that says what poppler reads in a document, its spaces made one."""

    def read(made):
        path = tmp_path / made.name
        path.write_bytes(base64.b64decode(made.base64, validate=True))
        return words_in(path)

    return read


def test_a_ticket_can_be_had_at_once_and_bears_the_living_code(desk, sale, codes_in, tmp_path):
    order = desk.orders.place(**sale(quantity=2))
    anew = desk.tickets.reissue(ticket=order.tickets[0].id)
    made = desk.orders.document(order=order.id)
    assert (made.name, made.format) == ("MAIN-000001-ticket.pdf", "application/pdf")
    path = tmp_path / made.name
    path.write_bytes(base64.b64decode(made.base64, validate=True))
    assert sorted(codes_in(path)) == sorted([anew.code, order.tickets[1].code])


def test_making_a_document_writes_nothing(desk, sale, unchanged):
    order = desk.orders.place(**sale())
    with unchanged(desk.engine.host()):
        first, second = (desk.orders.document(order=order.id, kind="receipt") for _ in range(2))
    assert first == second
    assert first.name == "MAIN-000001-receipt.pdf"


@pytest.mark.parametrize("asked", [{"kind": "poster"}, {"format": "image/gif"},
                                   {"kind": "closing"}, {"kind": "report"}])
def test_what_no_plugin_makes_is_refused(desk, sale, reason, asked):
    order = desk.orders.place(**sale())
    no = reason(desk.orders.document, order=order.id, **asked)
    assert no.rule == "document.not_made"
    assert f"`{next(iter(asked.values()))}`" in no.message


def test_an_order_that_its_asker_may_not_see_has_no_documents(house, sale):
    engine = house(users=[
        {"login": f"{name}@example.org", "name": name, "role": "operator", "channel": channel,
         "uses_shifts": False, "locations": ["main"]}
        for name, channel in (("one", "window"), ("two", "other"))],
        channels=[{"key": key, "kind": "ticket_office", "settings": {"delivery": "none"}}
                  for key in ("window", "other")])
    one, two = (engine.vouch(f"{name}@example.org") for name in ("one", "two"))
    order = one.orders.place(**sale())
    assert one.orders.document(order=order.id).name.endswith("-ticket.pdf")
    for asker, asked in ((two, order.id), (one, "0000000000001")):
        with pytest.raises(willcall.NotFoundError) as caught:
            asker.orders.document(order=asked)
        assert caught.value.field == "order"


def test_a_closing_balance_says_what_was_taken_and_what_was_found(desk, sale, words, reason):
    shift = desk.shifts.current()
    desk.orders.place(**sale(quantity=3))
    open_yet = reason(desk.shifts.document, shift=shift.id)
    assert open_yet.rule == "shift.open"
    desk.shifts.close(counted=[{"means": "cash", "amount": "55.50"}])
    made = desk.shifts.document(shift=shift.id)
    assert made.name == f"{shift.id}-closing.pdf"
    said = words(made)
    for word in ("Foothill Theatre", "Mira North", "Main box office", "57.00 USD", "55.50 USD",
                 "1.50 USD"):
        assert word in said, word


def test_a_closing_balance_says_what_lies_between_taken_and_expected(desk, sale, words):
    shift = desk.shifts.current()
    desk.orders.place(**sale(quantity=3))
    desk.shifts.pay_in(amount="7.30", note="change")
    desk.shifts.deposit(amount=40)
    desk.shifts.close(counted=[{"means": "cash", "amount": "24.30"}])
    said = words(desk.shifts.document(shift=shift.id))
    for word in ("Paid in 7.30 USD", "Deposited −40.00 USD", "24.30 USD"):
        assert word in said, word
    for word in ("Paid out", "Collected by others"):
        assert word not in said, word


def test_the_closing_balance_of_another_is_seen_by_who_sees_all(house, words):
    engine = house()
    mira, noor = (engine.vouch(f"{name}@example.org") for name in ("mira", "noor"))
    shift = mira.shifts.open()
    mira.shifts.close()
    with pytest.raises(willcall.NotFoundError) as caught:
        noor.shifts.document(shift=shift.id)
    assert caught.value.field == "shift"
    assert "Mira North" in words(engine.host().shifts.document(shift=shift.id))


def test_shifts_are_printed_searched_and_reported(house, sale, words, tmp_path, record_property):
    engine = house()
    host = engine.host()
    mira, noor = (engine.vouch(f"{name}@example.org") for name in ("mira", "noor"))
    shift = mira.shifts.open()
    mira.orders.place(**sale(quantity=3))
    mira.shifts.close(counted=[{"means": "cash", "amount": "55.50"}])
    other = noor.shifts.open(location="pier")
    assert "55.50 USD" in words(mira.shifts.document(shift=shift.id))
    for found, asked in ((shift, {"location": "main"}), (other, {"seller": "noor@example.org"}),
                         (shift, {"open": False})):
        assert [one.id for one in host.shifts.list(**asked).shifts] == [found.id], asked
    host.shifts.list().to_pdf(tmp_path / "shifts.pdf")
    said = words_in(tmp_path / "shifts.pdf")
    for word in ("Shifts", "mira@example.org", "noor@example.org", "57.00", "55.50", "-1.50"):
        assert word in said, (word, said)
    record_property("requirement", "BTZ-43")


def test_any_table_becomes_a_document(desk, words):
    made = desk.reports.document(
        title="Sold by evening", subtitle="November", columns=COLUMNS,
        rows=[{"cells": ["Friday", "12"]}, {"cells": ["Събота", "7"]}],
        totals=[{"cells": ["All", "19"]}])
    assert made.name == "2018-11-01-report.pdf"
    said = words(made)
    for word in ("Foothill Theatre", "Sold by evening", "November", "Friday 12", "Събота 7",
                 "All 19"):
        assert word in said, word


@pytest.mark.parametrize("part", ["rows", "totals"])
def test_a_row_that_does_not_fit_its_table_is_named(desk, part):
    table = {"rows": [{"cells": ["Friday", "12"]}], "totals": [{"cells": ["All", "12"]}]}
    table[part] = table[part] + [{"cells": ["Saturday"]}]
    with pytest.raises(willcall.InvalidError) as caught:
        desk.reports.document(title="Sold", columns=COLUMNS, **table)
    assert caught.value.field == f"{part}[1]"
