"""Baskets that are placed together, each for itself; a deleted event and its contingents."""

import pytest
import willcall


@pytest.fixture
def desk(house_of_relays):
    """A relay who may do everything, and somebody else's."""
    engine = house_of_relays()
    return engine.vouch("rita@acme.example"), engine.vouch("bea@beta.example")


def test_baskets_are_placed_together_and_each_for_itself(desk, friday, unchanged):
    rita, bea = desk
    host = rita.engine.host()

    def opened(name, email, *lines):
        return rita.baskets.open(lines=list(lines), buyer={"name": name, "email": email}).id

    asked = [opened("Ann North", "ann@example.org", friday(2)),
             opened("No Address", "", friday(1)),
             opened("Nothing Held", "nothing@example.org"),
             opened("Ben South", "ben@example.org", friday(1))]
    placed = rita.baskets.place(baskets=asked, idempotency_key="round")
    assert [(one.basket, len(one.tickets), [why.rule for why in one.reasons])
            for one in placed.baskets] == [
        (asked[0], 2, []), (asked[1], 0, ["distribution_cart.email_required"]),
        (asked[2], 0, ["basket.empty"]), (asked[3], 1, [])]
    orders = [one.order for one in placed.baskets if one.order]
    assert [order.id for order in host.orders.list().orders] == orders
    for order, name in zip(orders, ("Ann North", "Ben South")):
        assert host.orders.get(id=order).buyer == name
    assert [one.operation for one in host.journal.since().entries][-3:] == [
        "orders.place", "orders.place", "baskets.place"]
    with unchanged(host):
        assert rita.baskets.place(baskets=asked, idempotency_key="round") == placed
        again = rita.baskets.place(baskets=[asked[0]])
        assert [why.rule for why in again.baskets[0].reasons] == ["basket.ordered"]
        with pytest.raises(willcall.InvalidError) as twice:
            rita.baskets.place(baskets=[asked[1], asked[1]])
        assert twice.value.field == "baskets[1]"
        with pytest.raises(willcall.NotFoundError):
            bea.baskets.place(baskets=[asked[1]])
    assert rita.baskets.get(id=asked[1]).state == "open"


def test_a_deleted_event_takes_its_contingents_along(house, as_relay, reason, friday):
    engine = house()
    host = engine.host()
    host.events.delete(event="heights")
    assert reason(as_relay(engine).add, lines=[friday(1)]).rule == "orders.performance_unknown"
    engine.close()
    # The same season brings all of it again, and nothing of before counts.
    assert as_relay(house()).add(lines=[friday(12)]).places
