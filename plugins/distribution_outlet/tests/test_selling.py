"""What an outlet sells, to whom it hands tickets, and what it never takes: money."""

import pytest
import willcall

EMAIL = {"events": ["heights"], "delivery": "email"}
PRINT = {"events": ["heights"], "delivery": "print"}
ANN = {"name": "Ann North", "email": "ann@example.org"}


def test_the_payment_step_is_skipped_and_the_face_value_stands_to_settle(
        outlets, sale, reason, record_property):
    engine = outlets(kiosk=PRINT)
    cashier, host = engine.vouch("cashier@kiosk.example"), engine.host()
    lines = sale("heights", 2)["lines"]
    quote = cashier.orders.quote(lines=lines)
    assert (quote.possible, quote.total, quote.to_settle) == (True, 0, 38)
    order = cashier.orders.place(lines=lines)
    assert (order.total, order.paid, order.to_settle, order.payments) == (38, 0, 38, [])
    assert order.who.shift is None
    assert len(order.tickets) == 2

    paid = reason(cashier.orders.place, **sale("heights"))
    assert paid.rule == "payment.skipped"
    assert host.store.check().counted["payments"] == 0
    total = host.reports.sales(by="channel").total
    assert (total.face_value, total.taken, total.to_settle) == (38, 0, 38)
    record_property("requirement", "PAY-13")


def test_only_linked_events_are_sold_and_without_links_none(outlets, sale, reason):
    engine = outlets(kiosk=PRINT, both={**PRINT, "events": ["heights", "gala"]},
                     bare={"delivery": "print"})
    kiosk, both, bare = (engine.vouch(f"cashier@{key}.example")
                         for key in ("kiosk", "both", "bare"))
    for desk, key in ((kiosk, "gala"), (bare, "gala"), (bare, "heights")):
        refused = reason(desk.orders.place, **sale(key, each=None))
        assert (refused.rule, refused.plugin) == ("distribution_outlet.not_linked",
                                                  "distribution_outlet")
        assert f"`{key}`" in refused.message
    for desk, key in ((kiosk, "heights"), (both, "heights"), (both, "gala")):
        assert desk.orders.place(**sale(key, each=None)).lines[0].event == key


def test_a_cashier_sells_the_events_of_the_own_outlet_and_no_others(
        outlets, sale, reason, record_property):
    engine = outlets(kiosk=PRINT, books={**PRINT, "events": ["gala"]})
    kiosk = engine.vouch("cashier@kiosk.example")
    books = engine.vouch("cashier@books.example")
    assert kiosk.orders.place(**sale("heights", each=None)).who.channel == "kiosk"
    assert books.orders.place(**sale("gala", each=None)).who.channel == "books"
    for desk, other in ((kiosk, "gala"), (books, "heights")):
        refused = reason(desk.orders.place, **sale(other, each=None))
        assert refused.rule == "distribution_outlet.not_linked"
        mixed = sale("heights", each=None)["lines"] + sale("gala", each=None)["lines"]
        assert reason(desk.orders.place, lines=mixed).rule == "distribution_outlet.not_linked"
        # There is no way to sell through another outlet.
        with pytest.raises(willcall.InvalidError):
            desk.orders.place(**sale(other, each=None), channel="books")
    record_property("requirement", "PAY-7")


def test_an_outlet_sells_until_the_performance_ends(outlets, sale, reason, clock):
    cashier = outlets(kiosk=PRINT).vouch("cashier@kiosk.example")
    clock.forward(days=8, hours=18, minutes=30, microseconds=-1)
    cashier.orders.place(**sale("heights", each=None))
    clock.forward(microseconds=1)
    over = reason(cashier.orders.place, **sale("heights", each=None))
    assert (over.rule, over.numbers) == (
        "orders.performance_over", {"ended": int(clock.at.timestamp() * 1_000_000)})


def test_an_outlet_that_sends_tickets_needs_the_buyers_email(
        outlets, sale, reason, unchanged, record_property):
    engine = outlets(books=EMAIL)
    cashier = engine.vouch("cashier@books.example")
    with unchanged(engine.host()):
        for buyer in (None, {"name": "Ann North"}, {"name": "Ann North", "email": ""}):
            asked = sale("heights", each=None, buyer=buyer)
            refused = reason(cashier.orders.place, **asked)
            assert refused.rule == "distribution_outlet.email_required"
            quote = cashier.orders.quote(**asked)
            assert [why.rule for why in quote.reasons] == ["distribution_outlet.email_required"]
        for wrong in ("ann", "ann@example.org,ben@example.org", "a b@example.org"):
            refused = reason(cashier.orders.place,
                             **sale("heights", each=None, buyer={**ANN, "email": wrong}))
            assert refused.rule == "delivery.no_address"
    for asked in ({"buyer": ANN}, {"delivery": {"method": "email", "to": "ann@example.org"}}):
        order = cashier.orders.place(**sale("heights", each=None, **asked))
        assert (order.delivery.method, order.delivery.to) == ("email", "ann@example.org")
    record_property("requirement", "PAY-14")


def test_an_outlet_that_prints_takes_no_email_and_a_link_to_the_tickets_comes_back(
        outlets, sale, reason, fetched, codes_in, record_property):
    engine = outlets(kiosk=PRINT)
    cashier, host = engine.vouch("cashier@kiosk.example"), engine.host()
    for asked in ({"buyer": ANN}, {"delivery": {"method": "print", "to": "ann@example.org"}}):
        refused = reason(cashier.orders.place, **sale("heights", each=None, **asked))
        assert refused.rule == "distribution_outlet.email_refused"

    order = cashier.orders.place(**sale("heights", 3, each=None, buyer={"name": "Ann North"}))
    host.deliveries.run()
    (delivery,) = cashier.deliveries.list(order=order.id)
    assert (delivery.state, delivery.tickets) == ("delivered", 3)
    assert delivery.detail.startswith("https://tickets.example.org/print/")
    assert codes_in(fetched(host, delivery.detail)) == [ticket.code for ticket in order.tickets]
    record_property("requirement", "PAY-15")


def test_an_outlet_hands_tickets_out_in_one_way_only(outlets, sale, reason):
    engine = outlets(kiosk=PRINT, books=EMAIL)
    for key, other in (("kiosk", "email"), ("books", "print"), ("kiosk", "none")):
        cashier = engine.vouch(f"cashier@{key}.example")
        refused = reason(cashier.orders.place,
                         **sale("heights", each=None, delivery={"method": other}))
        assert refused.rule == "distribution_outlet.delivery_fixed"
        assert f"`{other}`" in refused.message


def test_both_roles_generate_tickets(outlets, sale, fetched, codes_in, record_property):
    engine = outlets(kiosk=PRINT)
    host = engine.host()
    for role in ("supervisor", "cashier"):
        order = engine.vouch(f"{role}@kiosk.example").orders.place(**sale("heights", each=None))
        host.deliveries.run()
        (delivery,) = host.deliveries.list(order=order.id).deliveries
        assert codes_in(fetched(host, delivery.detail)) == [order.tickets[0].code]
    record_property("requirement", "PAY-19")


def test_the_location_of_an_outlet_numbers_its_orders(outlets, sale):
    engine = outlets(books={**PRINT, "location": "books"}, kiosk=PRINT)
    books, kiosk = (engine.vouch(f"cashier@{key}.example") for key in ("books", "kiosk"))
    assert [books.orders.place(**sale("heights", each=None)).number for _ in range(2)] == [
        "B-001", "B-002"]
    assert kiosk.orders.place(**sale("heights", each=None)).number == ""


def test_outlets_are_made_by_the_organiser_and_shown_by_name(opened, outlets, record_property):
    outlets().close()
    administrator = {"login": "eva@example.org", "name": "Eva", "role": "administrator"}
    base = {"organisation": {"name": "Foothill Theatre", "currency": "USD",
                             "timezone": "America/Los_Angeles", "language": "en"}}
    eva = opened({**base, "users": [administrator]}).vouch("eva@example.org")
    eva.catalogue.apply(text="""
        organisation: {name: Foothill Theatre, currency: USD, timezone: America/Los_Angeles}
        channels:
          - {key: books, kind: distribution_outlet, name: Books & More,
             settings: {delivery: print}}
    """)
    assert [(one.key, one.name) for one in eva.catalogue.get().channels] == [
        ("books", "Books & More")]
    record_property("requirement", "PAY-1")


@pytest.mark.parametrize(("settings", "field"), [
    ({"events": ["heights"]}, "delivery"),
    ({"events": ["heights"], "delivery": "pigeon"}, "delivery"),
    ({"events": "heights", "delivery": "print"}, "events"),
    ({"delivery": "print", "payment": "cash"}, "payment"),
])
def test_settings_that_make_no_sense_are_named(outlets, settings, field):
    with pytest.raises(willcall.InvalidError) as caught:
        outlets(kiosk=settings)
    assert caught.value.field == f"channels[0].settings.{field}"
