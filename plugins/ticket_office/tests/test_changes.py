"""Registrations, refunds, the cap of an order: what an office may be allowed, or not."""


def test_registrations_are_taken_and_paid_where_the_office_may(
        offices, sale, reason, unchanged, record_property):
    main, pier = offices(main={"registrations": True, "orders": "all"}, pier={"orders": "all"})
    host = pier.engine.host()
    wanted = {"lines": sale("friday", 2)["lines"]}
    with unchanged(host):
        refused = reason(pier.orders.register, **wanted)
    assert (refused.rule, refused.plugin) == ("ticket_office.no_registrations", "ticket_office")
    kept = main.orders.register(**wanted)
    # Off is off for setting one to paid, too, wherever it was registered.
    cash = [{"means": "cash", "amount": 38}]
    with unchanged(host):
        for operation, more in ((pier.orders.pay, {"payments": cash}), (pier.orders.cancel, {})):
            assert reason(operation, id=kept.id, **more).rule == "ticket_office.no_registrations"
    assert main.orders.pay(id=kept.id, payments=cash).state == "sold"
    record_property("requirement", "WZV-12")


def test_tickets_are_refunded_where_the_office_may(
        offices, sale, reason, unchanged, record_property):
    main, pier = offices(main={"refunds": True}, pier={})
    orders = [desk.orders.place(**sale("friday", 2)) for desk in (main, pier)]
    with unchanged(pier.engine.host()):
        refused = reason(pier.orders.refund, id=orders[1].id)
        assert (refused.rule, refused.plugin) == ("ticket_office.no_refunds", "ticket_office")
        exchanged = {"tickets": [orders[1].tickets[0].id], "lines": sale("saturday")["lines"]}
        assert reason(pier.orders.exchange, id=orders[1].id, **exchanged).rule == (
            "ticket_office.no_refunds")
    assert main.orders.refund(id=orders[0].id).state == "ended"
    record_property("requirement", "WZV-16")


def test_an_order_has_no_more_tickets_than_the_office_allows(
        offices, sale, reason, unchanged, record_property):
    (pier,) = offices(pier={"tickets_per_order": 3, "registrations": True})
    both = sale("friday", 2)["lines"] + sale("saturday", 2)["lines"]
    with unchanged(pier.engine.host()):
        for refused in (reason(pier.orders.place, lines=both,
                               payments=[{"means": "cash", "amount": 76}]),
                        reason(pier.orders.register, lines=both)):
            assert (refused.rule, refused.numbers) == ("ticket_office.too_many",
                                                       {"asked": 4, "most": 3})
    pier.orders.place(**sale("friday", 3))
    record_property("requirement", "WZV-25")
