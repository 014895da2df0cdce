"""What an office may issue: credits, one for each ticket."""

import concurrent.futures

import pytest
import willcall


def balance(desk, office="pier"):
    (row,) = [row for row in desk.ticket_office.offices() if row.office == office]
    return row.credits, row.used, row.left


def test_an_office_shows_its_balance_and_every_ticket_issued_uses_a_credit(
        offices, sale, reason, unchanged, record_property):
    (pier,) = offices(pier={"credits": 5, "registrations": True})
    host = pier.engine.host()
    assert balance(pier) == (5, 0, 5)
    pier.orders.place(**sale("friday", 2))
    # Free ones, too.
    pier.orders.place(lines=[{"performance": "gala", "ticket_type": "free"}], payments=[])
    assert balance(pier) == (5, 3, 2)

    # Too few refuse the whole sale.
    both = {"lines": sale("friday")["lines"] + sale("saturday", 2)["lines"],
            "payments": [{"means": "cash", "amount": 57}]}
    with unchanged(host):
        short = reason(pier.orders.place, **both)
    assert (short.rule, short.numbers) == ("quota.short", {"asked": 3, "left": 2, "capacity": 5})
    pier.orders.place(**sale("friday", 2))
    with unchanged(host):
        assert reason(pier.orders.place, **sale("friday")).numbers["left"] == 0
    record_property("requirement", "WZV-2")


def test_a_registration_uses_credits_when_it_is_paid_and_not_before(
        offices, sale, reason, unchanged):
    (pier,) = offices(pier={"credits": 3, "registrations": True})
    two = {"lines": sale("friday")["lines"] + sale("saturday", 2)["lines"]}
    kept = [pier.orders.register(**two), pier.orders.register(**two)]
    assert balance(pier) == (3, 0, 3)
    cash = [{"means": "cash", "amount": 57}]
    pier.orders.pay(id=kept[0].id, payments=cash)
    assert balance(pier) == (3, 3, 0)
    with unchanged(pier.engine.host()):
        short = reason(pier.orders.pay, id=kept[1].id, payments=cash)
    assert (short.rule, short.numbers) == ("quota.short", {"asked": 3, "left": 0, "capacity": 3})
    assert pier.orders.get(id=kept[1].id).state == "registered"
    pier.orders.cancel(id=kept[1].id)
    assert balance(pier) == (3, 3, 0)


def test_neither_exchange_nor_reissue_uses_credits_and_a_refund_gives_none_back(offices, sale):
    (pier,) = offices(pier={"credits": 4, "refunds": True})
    order = pier.orders.place(**sale("friday", 3))
    first, second, third = order.tickets
    pier.orders.exchange(id=order.id, tickets=[first.id],
                         lines=sale("saturday", 2)["lines"],
                         payments=[{"means": "cash", "amount": 19}])
    pier.tickets.reissue(ticket=second.id)
    assert balance(pier) == (4, 3, 1)
    pier.orders.refund(id=order.id, tickets=[third.id])
    assert balance(pier) == (4, 3, 1)
    # The places themselves are back in sale.
    left = {row.key: row.left for row in pier.engine.host().performances.list().performances}
    assert (left["friday"], left["saturday"]) == (9, 8)


def test_where_it_is_set_so_what_is_given_back_gives_back_its_credit(offices, sale):
    (pier,) = offices(pier={"credits": 4, "refunds": True, "refunds_return_credits": True})
    order = pier.orders.place(**sale("friday", 3))
    pier.orders.refund(id=order.id, tickets=[order.tickets[0].id])
    assert balance(pier) == (4, 2, 2)
    pier.orders.exchange(id=order.id, tickets=[order.tickets[1].id],
                         lines=sale("saturday")["lines"], payments=[])
    assert balance(pier) == (4, 2, 2)
    # What is set later holds for what is given back then.
    (pier,) = offices(pier={"credits": 4, "refunds": True})
    pier.orders.refund(id=order.id, tickets=[order.tickets[2].id])
    assert balance(pier) == (4, 2, 2)
    (pier,) = offices(pier={"credits": 4, "refunds": True, "refunds_return_credits": True})
    pier.orders.refund(id=order.id)
    assert balance(pier) == (4, 1, 3)


def test_credits_are_topped_up_and_every_top_up_is_listed(offices, sale, reason, unchanged):
    main, pier = offices(main={}, pier={"credits": 1})
    host = pier.engine.host()
    pier.orders.place(**sale("friday"))
    assert reason(pier.orders.place, **sale("friday")).numbers["left"] == 0
    made = host.ticket_office.top_up(office="pier", credits=10, note="invoice 17")
    assert (made.number, made.credits, made.by, made.note) == (1, 10, "host", "invoice 17")
    host.ticket_office.top_up(office="pier", credits=5)
    assert balance(host) == (16, 1, 15)
    assert [(row.number, row.credits) for row in host.ticket_office.top_ups(office="pier")] == [
        (1, 10), (2, 5)]
    pier.orders.place(**sale("friday", 9))
    assert balance(pier) == (16, 10, 6)
    # The season's credits are those it begins with: more of them are as many more.
    main, pier = offices(main={}, pier={"credits": 3})
    assert balance(pier) == (18, 10, 8)
    with unchanged(host):
        assert reason(host.ticket_office.top_up, office="main", credits=1).rule == (
            "ticket_office.unlimited")
        with pytest.raises(willcall.NotFoundError):
            host.ticket_office.top_up(office="moon", credits=1)
        with pytest.raises(willcall.InvalidError):
            host.ticket_office.top_up(office="pier", credits=0)
        with pytest.raises(willcall.Refused):
            pier.ticket_office.top_up(office="pier", credits=1)


def test_the_last_credit_is_sold_once_whoever_races_for_it(offices, sale):
    pier, = offices(pier={"credits": 7})
    desks = [pier, *(pier.engine.vouch("pier@example.org") for _ in range(7))]

    def buy(desk):
        try:
            return desk.orders.place(**sale("gala", 1)) and 1
        except willcall.Refused as refused:
            assert refused.reasons[0].rule == "quota.short"
            return 0

    with concurrent.futures.ThreadPoolExecutor(8) as crowd:
        sold = sum(crowd.map(buy, desks * 2))
    assert sold == 7
    assert balance(pier) == (7, 7, 0)


def test_a_basket_holds_its_credits_until_it_is_placed_or_given_up(offices, sale, reason, clock):
    (pier,) = offices(pier={"credits": 2, "registrations": True})
    pier.baskets.open(lines=sale("friday", 2)["lines"])
    assert balance(pier) == (2, 2, 0)
    assert reason(pier.orders.place, **sale("friday")).numbers["left"] == 0
    clock.forward(minutes=16)
    assert balance(pier) == (2, 0, 2)
    pier.orders.place(**sale("friday", 2))
    assert balance(pier) == (2, 2, 0)


def test_a_basket_becomes_a_registration_and_lets_its_credits_go(offices, sale):
    (pier,) = offices(pier={"credits": 2, "registrations": True})
    basket = pier.baskets.open(lines=sale("friday", 2)["lines"])
    kept = pier.orders.register(basket=basket.id)
    assert balance(pier) == (2, 0, 2)
    pier.orders.pay(id=kept.id, payments=[{"means": "cash", "amount": 38}])
    assert balance(pier) == (2, 2, 0)
