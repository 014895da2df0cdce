"""A plugin's table appears wherever those of the engine do; and reports are drawn by plugins."""

import io
from decimal import Decimal

import pytest
import willcall


@pytest.fixture
def listing(house, badly_behaved):
    return house(plugin_files=[badly_behaved("listing")])


def test_a_table_of_a_plugin_is_a_table_like_any_other(listing):
    host = listing.host()
    table = host.listing.squares(until=1000, most=2)
    assert [(row.number, row.square, row.parity) for row in table.rows] == [
        (1, Decimal("0.01"), "odd"), (2, Decimal("0.04"), "even")]
    assert (table.more, table.scope) == (True, "all")
    rows = list(table)
    assert [row.number for row in rows] == list(range(1, 1001))
    assert [row.is_last for row in rows].index(True) == 999
    assert rows[59].at.isoformat() == "1970-01-01T00:01:00+00:00"
    assert [row.words for row in rows[:2]] == ['=one, "1"', None]
    assert "listing.squares" in listing.reference()
    assert "columns: only these columns" in host.listing.squares.__doc__


def test_its_csv_is_as_safe(listing):
    file = io.BytesIO()
    listing.host().listing.squares(until=2, columns=["words", "square", "is_last"]).to_csv(file)
    assert file.getvalue().decode() == (
        'words,square,is_last\r\n"\'=one, ""1""",0.01,false\r\n,0.04,true\r\n')


def test_it_knows_whose_rows_it_may_show(listing):
    mira = listing.vouch("mira@example.org")
    with pytest.raises(willcall.Refused):
        mira.listing.squares(until=3)
    assert len(listing.host().listing.squares(until=3).rows) == 3


@pytest.mark.parametrize("wrong, said", [("throws", "out of numbers"),
                                         ("too_many", "at most 1000")])
def test_rows_that_go_wrong_end_the_table_and_name_the_plugin(listing, wrong, said):
    host = listing.host()
    rows = iter(host.listing.squares(until=5000, wrong=wrong, most=10))
    with pytest.raises(willcall.WillcallError, match=said):
        list(rows)
    with pytest.raises(willcall.PluginError, match=said) as failed:
        host.listing.squares(until=5000, wrong=wrong, most=500)
    assert failed.value.plugin == "listing"


def test_a_report_has_title_filters_rows_and_total(house, badly_behaved, sale):
    engine = house(plugin_files=[badly_behaved("listing")])
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    mira.orders.place(**sale(quantity=2))
    table = mira.reports.sales(by="ticket_type", event="heights",
                               columns=["key", "tickets", "face_value"])
    assert table._source.report("text/plain").decode().splitlines() == [
        "What was sold, summed by performance, channel, seller, ticket type, event, hour or day of "
        "Foothill Theatre, at 1541073600, by Mira North, channel",
        "By: ticket_type", "Event: heights", "Key|#Tickets|#Face value USD|",
        "heights/general|2|38.00|", "|2|38.00|"]
    lines = mira.reports.order_book(columns=["ticket_type", "price"])._source.report("text/plain")
    assert lines.decode().splitlines()[1:] == [
        "Ticket type|#Price USD|", "general|19.00|", "general|19.00|", "|38.00|"]
    with pytest.raises(willcall.PluginError, match="image/tiff"):
        table._source.report("image/tiff")
