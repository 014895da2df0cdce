"""An office of a vendor's own: what the engine does for its plugin, and what it does not."""

import json

import pytest
import willcall


@pytest.fixture
def office(house, badly_behaved):
    """A function that opens the house with the vendor's office, where Ada and Max manage and Mira
    sells; gives Ada's session."""

    def open_office(more=(), **settings):
        users = [{"login": f"{name}@example.org", "name": name.title(), "role": role,
                  "channel": "office", "uses_shifts": False}
                 for name, role in (("ada", "administrator"), ("max", "administrator"),
                                    ("mira", "operator"))]
        users[2]["channel"] = "annex"
        return house(
            plugin_files=[badly_behaved("vendor")], users=users,
            channels=[{"key": "office", "kind": "vendor", "settings": settings},
                      {"key": "annex", "kind": "vendor", "settings": settings},
                      {"key": "window", "kind": "ticket_office", "settings": {}}, *more],
        ).vouch("ada@example.org")

    return open_office


def credits(session):
    found = session.vendor.stock(text="credits")
    return found.capacity, found.sold, found.held, found.left


def done(session, operation):
    return [entry for entry in session.engine.host().journal.since(most=10_000).entries
            if entry.operation == operation]


def test_what_a_plugin_sells_for_somebody_is_theirs_and_the_callers_act(office, sale):
    ada = office()
    order = json.dumps(sale())
    sold = ada.vendor.sell(seller="mira@example.org", order=order)
    assert (sold.actor, sold.seller, sold.channel) == (
        "ada@example.org", "mira@example.org", "annex")
    who = ada.orders.get(id=sold.order).who
    assert (who.actor, who.seller, who.channel) == (
        "ada@example.org", "mira@example.org", "annex")
    elsewhere = ada.vendor.sell(seller="mira@example.org", channel="office", order=order)
    assert ada.orders.get(id=elsewhere.order).who.channel == "office"
    # It ends with the call, and with an empty name before that.
    back = ada.vendor.come_back(seller="mira@example.org", order=order)
    assert (back.seller, back.channel) == ("ada@example.org", "office")
    assert ada.orders.get(id=back.order).who.seller == "ada@example.org"
    current = ada.sessions.current()
    assert (current.seller, current.banner) == ("ada@example.org", None)
    with pytest.raises(willcall.NotFoundError, match="nobody@example.org"):
        ada.vendor.sell(seller="nobody@example.org")


def test_in_a_session_that_acts_for_another_nobody_is_sold_for_beside(
        office, sale, unchanged, reason):
    ada = office()
    ada.vendor.act_for(text="mira@example.org")
    before = ada.sessions.current()
    with unchanged(ada.engine.host()):
        for seller in ("max@example.org", "mira@example.org", "ada@example.org", ""):
            for sell in (ada.vendor.sell, ada.vendor.come_back):
                why = reason(sell, seller=seller, order=json.dumps(sale()))
                assert why.rule == "access.second_step"
    assert ada.sessions.current() == before
    order = ada.orders.place(**sale())
    assert order.banner.seller == order.who.seller == "mira@example.org"
    ada.vendor.act_for()
    assert ada.vendor.sell(seller="max@example.org").seller == "max@example.org"


def test_a_session_enters_a_channel_and_leaves_it(office, sale):
    ada = office()
    ada.vendor.enter(text="annex")
    assert ada.orders.place(**sale()).who.channel == "annex"
    with pytest.raises(willcall.NotFoundError, match="no channel `nowhere`"):
        ada.vendor.enter(text="nowhere")
    assert ada.sessions.current().channel == "annex"
    ada.vendor.enter()
    assert ada.orders.place(**sale()).who.channel == "office"


def steps(*asked):
    return [{"operation": operation, "request": json.dumps(request)}
            for operation, request in asked]


def test_who_goes_on_after_a_refusal_finds_nothing_that_it_began(office, sale, clock):
    ada = office()
    lines = {count: sale(quantity=count)["lines"] for count in (1, 10, 11)}
    late = ada.baskets.open(lines=lines[1])
    clock.forward(hours=1)
    # The new basket comes first, then one that has expired, or is none.
    done_with = ada.vendor.attempt(steps=steps(
        ("baskets.open", {"lines": lines[11]}),
        ("baskets.rearrange", {"baskets": [{"lines": lines[1]},
                                           {"id": late.id, "lines": lines[1]}]}),
        ("baskets.rearrange", {"baskets": [{"lines": lines[1]},
                                           {"id": "1", "lines": lines[1]}]}))).outcomes
    assert done_with == ["refused", "refused", "failed"]
    assert ada.baskets.list().baskets == []
    # Inside another, too; and what was given back in vain is there to be given back.
    inside = {"steps": steps(("baskets.open", {"lines": lines[11]}),
                             ("baskets.open", {"lines": lines[10]}))}
    assert ada.vendor.attempt(steps=steps(("vendor.attempt", inside))).outcomes == ["done"]
    assert [one.tickets for one in ada.baskets.list().baskets] == [10]
    assert len(done(ada, "baskets.expire")) == 1


def test_what_is_sold_and_given_back_in_one_operation_is_counted_once(office, sale):
    ada = office()
    before = ada.orders.place(**sale(quantity=3))
    assert ada.vendor.attempt(steps=steps(
        ("orders.place", sale(quantity=2)),
        ("orders.refund", {"id": before.id}))).outcomes == ["done", "done"]
    ada.orders.place(**sale())
    (friday,) = ada.engine.host().performances.list().performances
    assert friday.sold == 3


def test_a_payment_claims_beside_what_its_registration_held(office, sale):
    ada = office(credits=20, at_registration=1, at_payment=2)
    kept = ada.orders.register(lines=sale(quantity=3)["lines"])
    assert credits(ada) == (20, 0, 3, 17)
    paid = ada.orders.pay(id=kept.id, payments=[{"means": "cash", "amount": 57}])
    assert credits(ada) == (20, 9, 0, 11)
    # One claim, of which each ticket has its part.
    ada.orders.refund(id=kept.id, tickets=[paid.tickets[0].id])
    assert credits(ada) == (20, 6, 0, 14)


def test_a_payment_that_claims_more_than_is_left_changes_nothing(office, sale, unchanged, reason):
    ada = office(credits=7, at_registration=1, at_payment=2)
    kept = ada.orders.register(lines=sale(quantity=3)["lines"])
    with unchanged(ada.engine.host()):
        short = reason(ada.orders.pay, id=kept.id,
                       payments=[{"means": "cash", "amount": 57}])
    assert (short.rule, short.numbers["left"]) == ("quota.short", 4)
    assert credits(ada) == (7, 0, 3, 4)
    assert ada.orders.cancel(id=kept.id).state == "cancelled"
    assert credits(ada) == (7, 0, 0, 7)


def test_a_claim_of_a_change_that_takes_nothing_is_a_defect_of_the_plugin(
        office, sale, unchanged):
    ada = office(credits=9, at_refund=1)
    order = ada.orders.place(**sale())
    with unchanged(ada.engine.host()), pytest.raises(willcall.PluginError) as caught:
        ada.orders.refund(id=order.id)
    assert caught.value.plugin == "vendor"
    assert "claims `credits` for a change that claims nothing" in str(caught.value)


def test_what_is_spent_stays_so(office, sale):
    ada = office(credits=9, spent=True, at_payment=1)
    kept = ada.orders.register(lines=sale(quantity=2)["lines"])
    ada.orders.pay(id=kept.id, payments=[{"means": "cash", "amount": 38}])
    ada.orders.refund(id=kept.id)
    assert credits(ada) == (9, 2, 0, 7)


@pytest.mark.parametrize(("third", "said"), [
    ({"credits": 9, "spent": True}, "both as spent and as one that comes back"),
    ({"credits": 8}, "both as 9 and as 8"),
])
def test_two_offices_speak_of_one_quota_alike(office, unchanged, third, said):
    ada = office(credits=9)
    with unchanged(ada.engine.host()), pytest.raises(willcall.PluginError) as caught:
        office(credits=9, more=[{"key": "third", "kind": "vendor", "settings": third}])
    assert caught.value.plugin == "vendor"
    assert f"the quota `credits` {said}" in str(caught.value)


def test_a_quota_that_is_not_there_is_not_found(office):
    ada = office(credits=3)
    for key in ("seats", "performance/friday", ""):
        with pytest.raises(willcall.NotFoundError):
            ada.vendor.stock(text=key)


def test_what_a_plugin_requires_policies_decide(office, reason):
    ada = office()
    mira = ada.engine.vouch("mira@example.org")
    ada.vendor.need(permission="/orders/refund", subject="some order")
    assert reason(mira.vendor.need, permission="/store/check").rule == "access.not_permitted"
    assert reason(ada.vendor.need, permission="").rule == "access.not_permitted"


def test_what_a_plugin_refuses_is_journaled_with_what_it_was_about(office, sale, reason):
    ada = office()
    order = ada.orders.place(**sale())
    assert reason(ada.vendor.refuse, id=order.id).rule == "vendor.refused"
    (entry,) = done(ada, "vendor.refuse_refused")
    assert entry.subject == order.id


def test_only_what_this_plugin_signed_in_this_store_is_genuine(office, new_store, house,
                                                              badly_behaved, reason):
    ada = office()
    signed = ada.vendor.sign(text="Ann's — 5").text
    assert signed == ada.vendor.sign(text="Ann's — 5").text
    assert ada.vendor.verify(text=signed).text == "Ann's — 5"
    spoilt = [signed[:-1], signed + "A", signed[:5] + "~" + signed[6:], "", "x", "—",
              ("B" if signed[8] == "A" else "A").join((signed[:8], signed[9:]))]
    for other in spoilt:
        assert reason(ada.vendor.verify, text=other).rule == "vendor.not_genuine"
    there = house(store=new_store(), plugin_files=[badly_behaved("vendor")]).host()
    assert reason(there.vendor.verify, text=signed).rule == "vendor.not_genuine"


def test_authority_is_over_what_was_declared_and_journaled_as_the_callers(
        office, sale, unchanged):
    ada = office()
    order = ada.orders.place(**sale())
    mira = ada.engine.vouch("mira@example.org")
    with pytest.raises(willcall.NotFoundError):
        mira.orders.get(id=order.id)
    assert mira.vendor.peek(id=order.id).id == order.id
    with unchanged(ada.engine.host()), pytest.raises(willcall.PluginError) as caught:
        mira.vendor.overreach(id=order.id)
    assert caught.value.plugin == "vendor"
    assert "has not declared that it invokes `orders.refund`" in str(caught.value)


def test_others_act_for_the_sellers_of_a_channel_whose_kind_says_so(office, sale, reason):
    ada = office(more=[{"key": "books", "kind": "distribution_outlet",
                        "settings": {"events": ["heights"], "delivery": "print"}}])
    ada.vendor.act_for(text="mira@example.org")
    assert ada.orders.place(**sale()).who.seller == "mira@example.org"
    ada.vendor.act_for()
    why = reason(ada.vendor.sell, seller="mira@example.org", channel="books",
                 order=json.dumps(sale()))
    assert why.rule == "channel.no_on_behalf"
