"""Sales on behalf: whose they are, where they stand, and what is on sale."""

import base64
import subprocess

import pytest
import willcall

from agents import EVENTS, SEASON, USERS, user


def rules(operation, **request):
    with pytest.raises(willcall.Refused) as caught:
        operation(**request)
    return [why.rule for why in caught.value.reasons]


def left(host, performance="friday"):
    (found,) = [one for one in host.performances.list().performances if one.key == performance]
    return found.left


def test_a_sale_on_behalf_takes_the_places_and_passes_the_checks_of_any_other(
        engine, host, ada, begin, sale, record_property):
    mira = engine.vouch("mira@example.org")
    begin(ada)
    before = left(host)
    order = ada.orders.place(**sale(quantity=2))
    assert left(host) == before - 2
    assert len(order.tickets) == 2
    for wrong in (sale(quantity=11), sale(of="nothing"), sale(performance="gala"),
                  sale(payments=[{"means": "cash", "amount": 1}])):
        on_behalf = rules(ada.orders.place, **wrong)
        assert on_behalf == rules(mira.orders.place, **wrong)
        assert on_behalf
    assert left(host) == before - 2
    record_property("requirement", "BTZ-2")


def test_a_seat_that_is_sold_on_behalf_is_nobody_elses(theatre, ada, begin, record_property):
    hall = {"name": "Hall", "categories": [{"name": "a"}],
            "zones": [{"name": "Hall", "position": {"x": 0, "y": 0}, "rows": [
                {"row_number": "1", "position": {"x": 0, "y": 0}, "seats": [
                    {"seat_guid": f"1-{number}", "seat_number": str(number), "category": "a",
                     "position": {"x": 20 * number, "y": 0}} for number in (1, 2)]}]}]}
    seated = {"key": "recital", "name": "Recital",
              "performances": [{"key": "recital", "starts": "2018-11-12T20:00",
                                "ends": "2018-11-12T22:00", "seating": "hall"}],
              "ticket_types": [{"key": "general", "name": "General admission", "price": 19}]}
    engine = theatre(seating={"hall": hall}, events=[*EVENTS, seated])
    begin(ada)
    seat = {"lines": [{"performance": "recital", "ticket_type": "general", "seats": ["1-2"]}],
            "payments": [{"means": "cash", "amount": 19}]}
    order = ada.orders.place(**seat)
    assert [ticket.seat.guid for ticket in order.tickets] == ["1-2"]
    mira = engine.vouch("mira@example.org")
    assert rules(mira.orders.place, **seat) == rules(ada.orders.place, **seat) == ["seats.taken"]
    record_property("requirement", "BTZ-2")


def test_the_sale_stands_on_the_sellers_shift_and_not_on_the_actors(
        engine, ada, begin, sale, record_property):
    own = ada.shifts.open(opening_float=100)
    ada.orders.place(**sale())
    before = ada.shifts.summary(shift=own.id)
    begin(ada)
    shift = ada.shifts.current()
    assert shift.seller == "mira@example.org"
    cash = {"means": "cash", "amount": 38, "collected_by": "actor"}
    collected = ada.orders.place(**sale(quantity=2, payments=[cash]))
    order = ada.orders.place(**sale(quantity=3))
    for sold in (collected, order):
        assert (sold.who.actor, sold.who.seller, sold.who.shift, sold.who.channel) == (
            "ada@example.org", "mira@example.org", shift.id, "kiosk")
    ada.sell_on_behalf.exit()
    after = ada.shifts.summary(shift=own.id)
    for section in ("transactions", "tickets", "refunds"):
        assert getattr(after, section) == getattr(before, section)
    (held,) = ada.shifts.held().held
    assert (held.seller, held.amount, held.in_drawer) == ("mira@example.org", 38, 38)
    (cash,) = ada.shifts.close().means
    assert (cash.payments, cash.taken, cash.for_others, cash.expected) == (1, 19, 38, 157)
    mira = engine.vouch("mira@example.org")
    assert mira.shifts.summary().transactions.sales == 2
    (cash,) = mira.shifts.close(counted=[{"means": "cash", "amount": 57}]).means
    assert (cash.payments, cash.taken, cash.by_others, cash.expected, cash.over) == (
        2, 95, 38, 57, 0)
    record_property("requirement", "BTZ-3 decision-4")


def test_an_open_shift_of_the_seller_is_used_and_no_second_one_opened(
        engine, ada, reason, sale, record_property):
    shift = engine.vouch("mira@example.org").shifts.open()
    begun = ada.sell_on_behalf.begin(login="mira@example.org")
    assert begun.seller.shift.id == shift.id
    assert reason(ada.shifts.open).rule == "shift.already_open"
    assert ada.orders.place(**sale()).who.shift == shift.id
    record_property("requirement", "BTZ-11")


def test_without_a_shift_of_the_seller_nothing_is_sold_unless_they_use_none(
        ada, reason, sale, unchanged, record_property):
    ada.shifts.open()  # her own helps nobody else
    begun = ada.sell_on_behalf.begin(login="mira@example.org")
    assert begun.shift_needed
    with unchanged(ada.engine.host()):
        assert reason(ada.orders.place, **sale()).rule == "shift.none_open"
        assert reason(ada.orders.place, **sale(of="child", each=None)).rule == "shift.none_open"
    shift = ada.shifts.open()
    assert ada.orders.place(**sale()).who.shift == shift.id
    ada.sell_on_behalf.exit()
    begun = ada.sell_on_behalf.begin(login="max@example.org")
    assert (begun.shift_needed, begun.seller.uses_shifts) == (False, False)
    order = ada.orders.place(**sale())
    assert (order.who.seller, order.who.shift, order.paid) == ("max@example.org", None, 19)
    assert reason(ada.shifts.open).rule == "shift.unused"
    record_property("requirement", "BTZ-12")


def test_the_shift_is_opened_as_the_seller_is_configured(engine, ada, begin, record_property):
    # Ada belongs to the main box office, Mira to the pier.
    begin(ada)
    shift = ada.shifts.current()
    assert (shift.seller, shift.location) == ("mira@example.org", "pier")
    assert engine.vouch("mira@example.org").shifts.current() == shift
    ada.sell_on_behalf.exit()
    assert ada.shifts.open().location == "main"
    record_property("requirement", "BTZ-13")


def test_the_location_is_chosen_where_the_seller_leaves_a_choice(ada, reason, record_property):
    def opened(name, *tries):
        ada.sell_on_behalf.begin(login=f"{name}@example.org")
        for asked, rule in tries:
            assert reason(ada.shifts.open, **asked).rule == rule
        ada.sell_on_behalf.exit()

    # One: that one. Several: one of those. None: any.
    opened("mira", ({"location": "main"}, "shift.location_not_own"))
    opened("myra", ({}, "shift.location_needed"), ({"location": "cellar"},
                                                   "shift.location_not_own"))
    opened("noor", ({}, "shift.location_needed"))
    for name, asked in (("mira", {}), ("myra", {"location": "main"}),
                        ("noor", {"location": "pier"})):
        ada.sell_on_behalf.begin(login=f"{name}@example.org")
        assert ada.shifts.open(**asked).location == asked.get("location", "pier")
        ada.sell_on_behalf.exit()
    record_property("requirement", "BTZ-14")


def test_after_the_exit_sales_are_the_actors_own_again(ada, begin, sale, record_property):
    own = ada.shifts.open()
    begin(ada)
    ada.orders.place(**sale())
    exited = ada.sell_on_behalf.exit()
    assert exited.seller == "mira@example.org"
    order = ada.orders.place(**sale())
    assert (order.who.actor, order.who.seller, order.who.shift) == (
        "ada@example.org", "ada@example.org", own.id)
    # And again, whenever she likes.
    begin(ada)
    assert ada.orders.place(**sale()).who.seller == "mira@example.org"
    record_property("requirement", "BTZ-16")


def test_numbers_go_on_in_the_series_of_the_shifts_location(
        engine, ada, begin, sale, record_property):
    ada.shifts.open()
    assert ada.orders.place(**sale()).number == "MAIN-000001"
    mira = engine.vouch("mira@example.org")
    mira.shifts.open()
    assert mira.orders.place(**sale()).number == "PIER-001"
    begin(ada)
    assert ada.orders.place(**sale()).number == "PIER-002"
    assert mira.orders.place(**sale()).number == "PIER-003"
    ada.sell_on_behalf.exit()
    assert ada.orders.place(**sale()).number == "MAIN-000002"
    # A seller without shifts sells where their channel does.
    begin(ada, "max")
    assert ada.orders.place(**sale()).number == "MAIN-000003"
    record_property("requirement", "BTZ-17 decision-6")


def test_a_kind_of_channel_that_does_not_support_it_says_so(
        theatre, ada, begin, reason, sale, record_property):
    begin(ada)
    order = ada.orders.place(**sale())
    ada.sell_on_behalf.exit()
    assert reason(ada.sell_on_behalf.begin, login="cass@example.org").rule == (
        "sell_on_behalf.channel_unsupported")
    begin(ada)
    # Mira moves to the bookshop meanwhile.
    theatre(users=[one if one["login"] != "mira@example.org" else {**one, "channel": "books"}
                   for one in USERS])
    assert rules(ada.orders.place, **sale()) == ["channel.no_on_behalf"]
    assert [why.rule for why in ada.orders.quote(lines=sale()["lines"]).reasons] == [
        "channel.no_on_behalf"]
    assert rules(ada.orders.register, lines=sale()["lines"]) == ["channel.no_on_behalf"]
    assert ada.sell_on_behalf.exit().seller == "mira@example.org"
    assert ada.orders.get(id=order.id).state == "sold"
    record_property("requirement", "BTZ-18")


def test_what_is_on_sale_is_what_the_seller_sells(ada, begin, reason, sale, record_property):
    ada.shifts.open()
    ada.orders.place(**sale(performance="gala"))
    sold = ada.orders.place(**sale(quantity=13))
    ada.orders.refund(id=sold.id)
    begin(ada)
    # Withdrawn at the kiosk, capped there, and without refunds.
    assert rules(ada.orders.place, **sale(performance="gala")) == ["ticket_office.withdrawn"]
    short = reason(ada.orders.place, **sale(quantity=13))
    assert (short.rule, short.numbers["left"]) == ("quota.short", 12)
    order = ada.orders.place(**sale(quantity=12))
    assert reason(ada.orders.place, **sale()).numbers["left"] == 0
    assert rules(ada.orders.refund, id=order.id) == ["ticket_office.no_refunds"]
    record_property("requirement", "decision-9")


def test_the_sellers_office_pays_the_credits(theatre, ada, begin, sale, record_property):
    theatre(channels=[{**one, "settings": {**one["settings"], "credits": 3}}
                      if one["key"] == "kiosk" else one for one in SEASON["channels"]])
    begin(ada)
    assert rules(ada.orders.place, **sale(quantity=4)) == ["quota.short"]
    ada.orders.place(**sale(quantity=3))
    assert rules(ada.orders.place, **sale(of="child", each=None)) == ["quota.short"]
    # Her own office has as many as it likes.
    ada.sell_on_behalf.exit()
    ada.shifts.open()
    assert len(ada.orders.place(**sale(quantity=4)).tickets) == 4
    record_property("requirement", "decision-9")


def test_the_actors_extra_powers_stay_behind(engine, ada, begin, sale, record_property):
    noor = engine.vouch("noor@example.org")
    noor.shifts.open(location="main")
    colleague = noor.orders.place(**sale())
    ada.shifts.open()
    elsewhere = ada.orders.place(**sale())
    assert ada.journal.list(operation="orders.place").scope == "all"
    begin(ada)
    # A manager reads the journal and sees every order; an operator those of her office.
    assert rules(ada.journal.list)[0] == "access.not_of_seller"
    assert [one.id for one in ada.orders.list().orders] == [colleague.id]
    with pytest.raises(willcall.NotFoundError):
        ada.orders.get(id=elsewhere.id)
    ada.sell_on_behalf.exit()
    assert len(ada.orders.list().orders) == 2
    record_property("requirement", "decision-9")


def test_what_only_the_seller_may_do_the_actor_still_may_not(theatre, grant, begin, sale):
    engine = theatre(plugins={"roles": {"roles": {
        "manager": {"permits": ["/orders/place", "/shifts/open"], "sees": "own"},
        "operator": {"permits": ["/**"], "sees": "all"},
        "administrator": {"permits": ["/**"], "sees": "all"}}}})
    grant("ada")
    ada = engine.vouch("ada@example.org")
    begin(ada)
    order = ada.orders.place(**sale())
    assert rules(ada.orders.register, lines=sale()["lines"])[0] == "access.not_permitted"
    assert rules(ada.orders.get, id=order.id)[0] == "access.not_permitted"


def test_money_is_paid_out_of_the_sellers_drawer(theatre, engine, ada, begin, sale,
                                                 record_property):
    theatre(channels=[{**one, "settings": {**one["settings"], "refunds": True}}
                      if one["key"] == "kiosk" else one for one in SEASON["channels"]])
    begin(ada)
    shift = ada.shifts.current()
    order = ada.orders.place(**sale(quantity=2))
    changed = ada.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    (refund,) = changed.transactions
    assert (refund.who.actor, refund.who.shift) == ("ada@example.org", shift.id)
    mira = engine.vouch("mira@example.org")
    (cash,) = mira.shifts.close().means
    assert (cash.taken, cash.expected) == (19, 19)
    record_property("requirement", "decision-8")


def test_the_summary_tells_sales_on_behalf_in_every_section(
        theatre, grant, begin, sale, record_property):
    engine = theatre(
        channels=[{**one, "settings": {**one["settings"], "refunds": True}}
                  if one["key"] == "kiosk" else one for one in SEASON["channels"]],
        plugins={"promotions": {
            "codes": [{"code": "SPRING"}],
            "offers": [{"key": "spring", "name": "Spring", "amount": "2.00", "codes": ["SPRING"]}],
            "commissions": [{"name": "Kiosk", "channels": ["kiosk"], "percent": "10"}]}})
    grant("ada")
    ada, mira = engine.vouch("ada@example.org"), engine.vouch("mira@example.org")
    shift = mira.shifts.open(opening_float=100)
    begin(ada)
    money = [{"means": "voucher", "amount": 9}, {"means": "cash", "amount": 10}]
    first = ada.orders.place(**sale(payments=money))
    lines = sale(quantity=2)["lines"]
    second = ada.orders.place(lines=lines, promotion_codes=["SPRING"], payments=[
        {"means": "cash", "amount": 34, "collected_by": "actor"}])
    ada.orders.refund(id=first.id, fee="1.50", payments=[{"means": "cash", "amount": "17.50"}])
    mira.shifts.pay_out(means="cash", amount=5, note="tea")
    mira.shifts.deposit(means="cash", amount=20)
    said = mira.shifts.summary()
    assert said.shift.id == shift.id
    assert {one.rule for one in said.withheld} == {"shift.uncounted"}
    mira.shifts.close()
    said = mira.shifts.summary(shift=shift.id)
    assert said.withheld == []
    cash, voucher = said.payments.means
    # 10 + 34 - 17.50 taken, 34 of it by Ada; 100 of float, 5 paid out, 20 deposited.
    assert (str(cash.taken), cash.by_others, str(cash.expected)) == ("26.50", 34, "67.50")
    assert voucher.taken == 9
    assert (said.transactions.sales, said.transactions.refunds) == (2, 1)
    assert (said.tickets.sold, said.tickets.given_back, said.tickets.value) == (3, 1, 34)
    assert (said.fees.count, str(said.fees.amount)) == (1, "1.50")
    assert (said.refunds.count, said.refunds.value, str(said.refunds.paid_out)) == (
        1, 19, "17.50")
    assert (said.paid_in_out.taken_out, said.deposits.taken_out) == (5, 20)
    assert said.redeemables.vouchers == 9
    assert [(one.offer, one.tickets, one.amount) for one in said.redeemables.offers] == [
        ("Spring", 2, 4)]
    # A tenth of 17 each, and nothing of the ticket that was given back.
    assert str(said.commissions.amount) == "3.40"
    assert second.total == 34
    record_property("requirement", "BTZ-21")


def test_a_receipt_names_the_seller_and_nobody_else(ada, begin, sale, tmp_path, record_property):
    begin(ada)
    order = ada.orders.place(**sale(buyer={"name": "Ann Lee"}))
    receipt, confirmation = (
        base64.b64decode(ada.orders.document(order=order.id, kind=kind, format=form).base64)
        for kind, form in (("receipt", "application/pdf"), ("confirmation", "text/plain")))
    (tmp_path / "receipt.pdf").write_bytes(receipt)
    said = subprocess.run(["pdftotext", tmp_path / "receipt.pdf", "-"], capture_output=True,
                          check=True, encoding="utf-8").stdout
    assert "Mira North" in said
    for text in (said, confirmation.decode()):
        assert "Ada" not in text and "West" not in text
    record_property("requirement", "BTZ-15")


def test_baskets_filled_on_behalf_are_the_sellers(engine, ada, begin, sale):
    begin(ada)
    basket = ada.baskets.open()
    ada.baskets.fill(id=basket.id, lines=sale(quantity=2)["lines"])
    ada.sell_on_behalf.exit()
    with pytest.raises(willcall.NotFoundError):
        ada.baskets.get(id=basket.id)
    mira = engine.vouch("mira@example.org")
    order = mira.orders.place(basket=basket.id, payments=[{"means": "cash", "amount": 38}])
    assert (order.who.actor, order.who.seller) == ("mira@example.org", "mira@example.org")


def test_a_role_that_uses_no_shifts_needs_none(theatre, grant, sale, record_property):
    engine = theatre(
        users=[*USERS, user("zoe", "kiosk", "kiosk")],
        plugins={"roles": {"roles": {
            "manager": {"permits": ["/orders/*", "/shifts/**"], "sees": "all"},
            "administrator": {"permits": ["/**"], "sees": "all"},
            "kiosk": {"permits": ["/orders/*", "/shifts/*"], "forbids": ["/shifts/use"]}}}})
    grant("ada")
    ada = engine.vouch("ada@example.org")
    begun = ada.sell_on_behalf.begin(login="zoe@example.org")
    assert (begun.seller.uses_shifts, begun.shift_needed) == (False, False)
    assert ada.orders.place(**sale()).who.shift is None
    record_property("requirement", "BTZ-12")
