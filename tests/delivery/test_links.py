"""Download links: signed, good for the documents of one delivery, each fetch written down."""

import base64

import pytest
import willcall

URL = "https://tickets.example.org/print"


@pytest.fixture
def linking(house):
    """Mira at a window that gives links out, and the host."""
    engine = house(deliveries={"print": ["link"]}, plugins={"print": {"url": URL + "/"}})
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    return mira, engine.host()


@pytest.fixture
def linked(linking, sale):
    """A function that sells tickets; gives the order and what stands behind the URL's last slash.
    """
    desk, host = linking

    def sell(quantity=1):
        order = desk.orders.place(**sale(quantity=quantity, delivery={"method": "print"}))
        host.deliveries.run()
        (row,) = host.deliveries.list(order=order.id).deliveries
        assert row.detail.startswith(URL + "/"), row
        return order, row.detail.rpartition("/")[2]

    return sell


def fetches(host):
    return [one for one in host.journal.since().entries if one.operation == "deliveries.fetch"]


def test_a_link_gives_the_tickets_and_each_fetch_is_written_down(
        linking, linked, tmp_path, codes_in):
    desk, host = linking
    order, link = linked(2)
    made = [host.deliveries.fetch(link=link) for _ in range(2)]
    assert made[0] == made[1]
    (row,) = host.deliveries.list(order=order.id).deliveries
    assert (made[0].order, made[0].delivery) == (order.id, row.id)
    assert (made[0].name, made[0].format) == ("MAIN-000001-ticket.pdf", "application/pdf")
    assert made[0].base64 == desk.orders.document(order=order.id).base64
    page = tmp_path / made[0].name
    page.write_bytes(base64.b64decode(made[0].base64, validate=True))
    assert codes_in(page) == [ticket.code for ticket in order.tickets]
    assert [one.subject for one in fetches(host)] == [row.id] * 2


def test_a_link_names_nobody_and_stays_the_same(linking, linked):
    order, link = linked()
    for known in (order.id, order.number, order.tickets[0].id, order.tickets[0].code):
        assert known not in link
    assert len(link) == 122


@pytest.mark.parametrize("asked", [{"kind": "receipt"}, {"kind": "confirmation",
                                                          "format": "text/html"}])
def test_a_link_gives_what_else_is_made_of_the_order(linking, linked, asked):
    _, link = linked()
    made = linking[1].deliveries.fetch(link=link, **asked)
    assert made.name.startswith(f"MAIN-000001-{asked['kind']}.")


@pytest.mark.parametrize("asked", [{"kind": "poster"}, {"format": "image/gif"},
                                   {"kind": "closing"}])
def test_what_is_not_made_of_an_order_is_refused(linking, linked, reason, unchanged, asked):
    _, link = linked()
    host = linking[1]
    with unchanged(host):
        assert reason(host.deliveries.fetch, link=link, **asked).rule == "document.not_made"


def test_what_is_no_link_of_ours_gives_nothing(linking, linked, reason, unchanged):
    order, link = linked()
    host = linking[1]
    forged = [link[:at] + ("0" if link[at] != "0" else "1") + link[at + 1:]
              for at in (0, 3, 20, 60, 120)]
    with unchanged(host):
        for text in ("x", "0" * 122, order.tickets[0].code, *forged):
            assert reason(host.deliveries.fetch, link=text).rule == "link.unknown"


def test_a_link_lets_nobody_in(linking, linked, reason):
    _, link = linked()
    assert reason(linking[0].tickets.admit, code=link).rule == "ticket.unknown"
    with pytest.raises(willcall.Refused):
        willcall.Gate(linking[1].codes.keys().keys).verify(link)


def test_a_link_dies_when_a_ticket_is_issued_anew_and_another_is_given_out(
        linking, linked, reason):
    desk, host = linking
    order, link = linked(2)
    links = [link]
    for ticket in order.tickets:
        desk.tickets.reissue(ticket=ticket.id)
        host.deliveries.run()
        for dead in links:
            assert reason(host.deliveries.fetch, link=dead).rule == "link.dead"
        last = host.deliveries.list(order=order.id).deliveries[-1]
        links.append(last.detail.rpartition("/")[2])
        assert host.deliveries.fetch(link=links[-1]).delivery == last.id
    assert len(set(links)) == 3
    assert len(fetches(host)) == 2


def test_the_link_of_an_older_key_stays_good(linking, linked):
    order, link = linked()
    host = linking[1]
    host.codes.rotate()
    assert host.deliveries.fetch(link=link).order == order.id


def test_only_who_may_fetches(linking, linked, reason, unchanged):
    desk, host = linking
    _, link = linked()
    with unchanged(host):
        assert reason(desk.deliveries.fetch, link=link).rule.startswith(("access.", "roles."))
