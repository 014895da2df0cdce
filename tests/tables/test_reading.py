"""Tables are read whole, in pages, as CSV and as streams; and no stream can hurt the store."""

import csv
import io
import pickle
from decimal import Decimal

import pytest
import willcall
from willcall import _records


def csv_of(table, **options):
    file = io.BytesIO()
    table.to_csv(file, **options)
    return file.getvalue()


def test_the_pages_of_a_table_are_all_of_it(sold):
    host = sold.host()
    table = host.orders.list(most=3)
    assert (len(table.orders), table.more, table.next) == (3, True, table.orders[-1].id)
    pages = list(table.pages(3))
    assert [len(page) for page in pages] == [3, 1]
    assert [row for page in pages for row in page] == host.orders.list().orders
    assert host.orders.list(after=table.next).orders == pages[1]
    assert [type(row).__name__ for row in table] == ["OrderRow"] * 4


def test_a_stream_reads_what_the_answer_had_where_that_was_all(sold, sale):
    table = sold.host().orders.list()
    whole, part = table, sold.host().orders.list(most=1)
    sold.vouch("mira@example.org").orders.place(**sale())
    assert len(list(whole)) == 4  # as it was asked for
    assert len(list(part)) == 5  # as it is read


def test_only_the_columns_that_were_asked_for_are_there(sold):
    table = sold.host().orders.list(columns=["total", "number"])
    assert csv_of(table).splitlines()[:2] == [b"total,number", b"38.00,MAIN-000001"]
    assert [(row.number, row.total, row.placed) for row in table][0] == (
        "MAIN-000001", Decimal("38.00"), None)
    with pytest.raises(willcall.InvalidError, match="did you mean `number`") as unknown:
        sold.host().orders.list(columns=["total", "numbr"])
    assert unknown.value.field == "columns[1]"
    with pytest.raises(willcall.InvalidError, match="twice"):
        sold.host().orders.list(columns=["total", "total"])


def test_the_csv_is_what_spreadsheets_read_and_holds_no_formula(sold):
    table = sold.host().orders.list(columns=["number", "placed", "buyer", "tickets", "total"])
    assert csv_of(table).decode() == (
        "number,placed,buyer,tickets,total\r\n"
        "MAIN-000001,2018-11-01 05:00:00,Ann Lee,2,38.00\r\n"
        "PIER-001,2018-11-02 05:00:00,\"'=SUM(A1), \"\"Bo\"\"\",1,19.00\r\n"
        "MAIN-000002,2018-11-02 05:00:00,Zoë,3,0.00\r\n"
        "\"\",2018-11-03 05:00:00,\"'-1+1\",2,38.00\r\n")
    assert csv_of(table, bom=True) == b"\xef\xbb\xbf" + csv_of(table)
    read = list(csv.reader(io.StringIO(csv_of(table).decode(), newline="")))
    assert {len(line) for line in read} == {5}


def test_the_order_book_has_a_line_for_each_ticket(sold):
    book = list(sold.host().reports.order_book(event="heights"))
    assert len(book) == 8
    assert {(row.seller, row.performance, row.event) for row in book} == {
        (f"{name}@example.org", "friday", "heights") for name in ("mira", "noor", "cass")}
    assert sum(row.price for row in book) == Decimal("95.00")
    assert {row.state for row in book} == {"valid"}
    assert book[2].reference == "+49 30"


def test_tickets_say_how_they_stand(sold, clock):
    host = sold.host()
    first, second, *_ = host.tickets.list(performance="friday").tickets
    renewed = host.tickets.reissue(ticket=first.id)
    clock.forward(minutes=5)
    host.tickets.admit(code=host.orders.get(id=second.order).tickets[1].code)
    assert [(row.issue, row.state, row.admitted) for row in host.tickets.list(most=2).tickets] == [
        (2, "valid", None), (1, "used", clock.at)], renewed
    assert [row.id for row in host.tickets.list(state="used")] == [second.id]
    assert [row.id for row in host.tickets.list(order=first.order)] == [first.id, second.id]
    assert len(list(host.tickets.list(after=first.id, seller="cass@example.org"))) == 2
    assert {row.number for row in host.tickets.list(order=first.order)} == {"MAIN-000001"}


def test_everybody_who_attends_is_listed(sold):
    rows = list(sold.host().reports.attendance(performance="friday", state="valid"))
    assert sorted(row.attendee for row in rows) == sorted(
        ["Ann Lee"] * 2 + ['=SUM(A1), "Bo"'] + ["Zoë"] * 3 + ["-1+1"] * 2)


def test_every_table_over_orders_is_narrowed_by_the_same_filters(sold):
    host = sold.host()
    # How many of four orders, eight tickets and two payments are left.
    for filters, orders, tickets, payments in (
            ({}, 4, 8, 2), ({"event": "heights"}, 4, 8, 2), ({"performance": "friday"}, 4, 8, 2),
            ({"channel": "books"}, 1, 2, 0), ({"seller": "mira@example.org"}, 2, 5, 1),
            ({"from_wall": "2018-11-02T00:00"}, 3, 6, 1), ({"to": "2018-11-02T00:00:00Z"}, 1, 2, 1),
            ({"channel": "window", "from_wall": "2018-11-02T00:00"}, 2, 4, 1)):
        assert len(list(host.orders.list(**filters))) == orders, filters
        assert len(list(host.reports.sold_orders(**filters))) == orders, filters
        for table in (host.tickets.list, host.reports.order_book, host.reports.attendance,
                      host.reports.analysis):
            assert len(list(table(**filters))) == tickets, (table, filters)
        assert host.reports.sales(**filters).total.tickets == tickets, filters
        for table in (host.reports.payment_book, host.reports.takings):
            assert len(list(table(**filters))) == payments, (table, filters)
    assert len(list(host.deliveries.list(channel="books", event="heights"))) == 1
    assert list(host.deliveries.list(channel="window")) == []
    assert list(host.deliveries.list(to_wall="2018-11-03T00:00")) == []


def test_the_journal_the_customers_and_the_deliveries_are_tables_too(sold):
    host = sold.host()
    customer = host.customers.create(name="Ann Lee", postcode="90001")
    assert [row.id for row in host.customers.list(postcode="90001")] == [customer.id]
    placed = list(host.journal.list(operation="orders.place", seller="mira@example.org"))
    assert [(row.actor, row.amount) for row in placed] == [
        ("mira@example.org", Decimal("38.00")), ("mira@example.org", Decimal("0.00"))]
    waiting = host.deliveries.list(state="queued")
    assert [(row.method, row.tickets) for row in waiting] == [("print", 2)]
    assert host.deliveries.list(state="failed").deliveries == []
    assert list(host.deliveries.list(order=waiting.deliveries[0].order)) == list(waiting)
    assert list(host.deliveries.list(after=waiting.deliveries[0].id)) == []


def test_no_more_tables_are_open_than_there_are_connections_for(sold):
    host = sold.host()
    reading = [iter(host.orders.list(most=1)) for _ in range(8)]
    for each in reading:
        next(each)
    # Rows that have all come hold nothing.
    for each in reading:
        assert len(list(each)) == 3
    capsules = [host.orders.list(most=1).__arrow_c_stream__() for _ in range(8)]
    with pytest.raises(willcall.UnavailableError, match="8 reading connections"):
        host.orders.list(most=1).__arrow_c_stream__()
    del capsules[0]
    capsules.append(host.orders.list(most=1).__arrow_c_stream__())


def test_a_forgotten_table_lets_go_of_the_store(sold, clock, sale):
    host = sold.host()
    forgotten = host.orders.list(most=1)._source.pages()
    others = [host.orders.list(most=1).__arrow_c_stream__() for _ in range(7)]
    clock.forward(seconds=61)
    assert len(list(host.orders.list(most=1))) == 4
    with pytest.raises(willcall.UnavailableError, match="open for too long"):
        forgotten.next()
    with pytest.raises(willcall.UnavailableError, match="open for too long"):
        forgotten.next()
    assert len(others) == 7


def test_nobody_reads_one_table_for_ever(house, badly_behaved, clock):
    host = house(plugin_files=[badly_behaved("listing")]).host()
    slowly = host.listing.squares(until=1_000_000, most=1)._source.pages()
    batches = 0
    with pytest.raises(willcall.UnavailableError, match="within 600 seconds"):
        while slowly.next() is not None:
            batches += 1
            clock.forward(seconds=59)
    assert batches == 11  # the last of them 590 seconds after the first


def test_a_table_is_of_the_moment_it_was_opened(sold, sale):
    host = sold.host()
    opened = host.orders.list(most=1, columns=["id"])._source.pages()
    sold.vouch("mira@example.org").orders.place(**sale())
    assert [len(column) for column in opened.next()] == [4]
    assert opened.next() is None
    assert len(list(host.orders.list(most=1))) == 5


def test_a_table_outlives_its_engine_and_says_so(sold):
    table, small = sold.host().orders.list(most=1), sold.host().orders.list()
    begun = table._source.pages()
    untouched = table.__arrow_c_stream__()
    sold.close()
    with pytest.raises(willcall.InvalidError, match="the engine is closed"):
        begun.next()
    with pytest.raises(willcall.InvalidError, match="the engine is closed"):
        list(table)
    with pytest.raises(willcall.InvalidError, match="the engine is closed"):
        list(small)
    begun.close()
    del untouched


def test_who_stops_a_csv_hears_of_their_own_mistake(sold):
    class Full:
        def write(self, _):
            raise OSError("no space left")

    listed = sold.host().orders.list(most=1)
    for _ in range(9):  # one more than may be open at once
        with pytest.raises(OSError, match="no space left"):
            listed.to_csv(Full())
    assert len(list(listed)) == 4


def test_a_table_that_was_pickled_has_its_first_rows_and_no_others(sold):
    again = pickle.loads(pickle.dumps(sold.host().orders.list(most=2)))
    assert len(again.orders) == 2
    with pytest.raises(TypeError, match="ask for it again"):
        list(again)


def test_a_table_can_be_unpickled_before_any_was_asked_for(sold, monkeypatch):
    pickled = pickle.dumps(sold.host().orders.list(most=2))
    for known in ("_classes", "_latest"):  # as in a process of its own
        monkeypatch.setattr(_records, known, {})
    with pytest.raises(TypeError, match="ask for it again"):
        list(pickle.loads(pickled))


def test_a_notebook_shows_the_first_rows(sold):
    shown = sold.host().reports.sales(by="seller")._repr_html_()
    assert shown.count("<tr>") == 5  # names, three sellers, the total
    assert "<td>57.00</td>" not in shown and "scope: all" in shown
    assert "&lt;" not in shown and "=SUM" in sold.host().orders.list()._repr_html_()
