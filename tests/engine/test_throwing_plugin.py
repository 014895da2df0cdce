"""A plugin that throws from every one of its functions: named, and hurting nobody else."""

import pytest
import willcall

THROWN = {"sells": "thrown from sells", "terms": "it threw"}


@pytest.fixture
def thrower(house, badly_behaved):
    """A function that opens the house with the plugin that throws where it is told to; gives
    Mira's desk at the window and Tess's, who sells through a channel of that plugin."""

    def open_house(at=("handle",), channel_at=(), plugins=(), **season):
        engine = house(
            plugin_files=[badly_behaved("throws")],
            channels=[{"key": "window", "kind": "ticket_office", "settings": {"delivery": "none"}},
                      {"key": "wild", "kind": "throws", "settings": {"at": list(channel_at)}}],
            users=[{"login": f"{name}@example.org", "name": name, "role": "operator",
                    "channel": channel, "uses_shifts": False}
                   for name, channel in (("mira", "window"), ("tess", "wild"))],
            plugins={"throws": {"at": list(at)}, **dict(plugins)}, **season)
        return engine.vouch("mira@example.org"), engine.vouch("tess@example.org")

    return open_house


def named(error):
    return "throws" in {error.plugin, *(why.plugin for why in getattr(error, "reasons", ()))}


@pytest.mark.parametrize("at", ["decide", "judge"])
def test_a_rule_that_throws_sells_nothing_and_is_named(thrower, sale, unchanged, at):
    mira, _ = thrower(at=[at])
    with unchanged(mira.engine.host()), pytest.raises(willcall.WillcallError) as caught:
        mira.orders.place(**sale())
    assert named(caught.value)


def test_a_rule_that_can_not_tell_the_owner_is_named_by_who_asks_for_the_owner(
        thrower, sale, unchanged):
    mira, _ = thrower(at=["recognise"])
    ann = mira.customers.create(name="Ann", tags=["patron"])
    # Where no rule asks, nobody is asked.
    assert mira.orders.place(**sale(owner=ann.id)).total == 19
    offer = {"key": "patrons", "name": "Patrons", "percent": "50", "tags": ["patron"]}
    mira, _ = thrower(at=["recognise"], plugins={"promotions": {"offers": [offer]}})
    with unchanged(mira.engine.host()), pytest.raises(willcall.PluginError) as caught:
        mira.orders.place(**sale(owner=ann.id))
    assert caught.value.plugin == "throws"
    assert mira.orders.place(**sale()).total == 19


@pytest.mark.parametrize("at", ["sells", "terms"])
def test_a_channel_that_throws_sells_nothing_and_hurts_no_other(thrower, sale, unchanged, at):
    mira, tess = thrower(channel_at=[at])
    with unchanged(mira.engine.host()):
        for ask in (lambda: tess.orders.place(**sale(each=None)),
                    lambda: tess.orders.quote(lines=sale()["lines"])):
            with pytest.raises(willcall.PluginError) as caught:
                ask()
            assert named(caught.value)
            assert THROWN[at] in str(caught.value)
    assert mira.orders.place(**sale()).paid == 19


@pytest.mark.parametrize(("at", "ask"), [
    ("shows", lambda tess: tess.performances.list()),
    ("change", lambda tess: tess.orders.register(
        lines=[{"performance": "friday", "ticket_type": "general", "quantity": 1}])),
    ("closing", lambda tess: tess.shifts.close()),
])
def test_a_channel_that_throws_where_it_is_asked_hurts_no_other(
        house, badly_behaved, sale, unchanged, at, ask):
    users = [{"login": f"{name}@example.org", "name": name, "role": "administrator",
              "channel": channel} for name, channel in (("tess", "wild"), ("mira", "window"))]
    engine = house(plugin_files=[badly_behaved("throws")], users=users,
                   plugins={"throws": {"at": ["handle"]}},
                   channels=[{"key": "wild", "kind": "throws", "settings": {"at": [at]}},
                             {"key": "window", "kind": "ticket_office",
                              "settings": {"delivery": "none"}}])
    tess, mira = (engine.vouch(user["login"]) for user in users)
    for desk in (tess, mira):
        desk.shifts.open(location="main")
    with unchanged(engine.host()), pytest.raises(willcall.PluginError) as caught:
        ask(tess)
    assert (caught.value.plugin, f"thrown from {at}" in str(caught.value)) == ("throws", True)
    assert mira.orders.place(**sale()).paid == 19
    assert len(list(mira.performances.list())) == 1
    mira.shifts.close()


@pytest.mark.parametrize("at", ["sign_in", "meet"])
def test_a_channel_that_throws_at_the_door_lets_nobody_in(house, badly_behaved, at):
    user = {"login": "tess@example.org", "name": "Tess", "role": "administrator",
            "channel": "wild"}
    with pytest.raises(willcall.PluginError, match=f"thrown from {at}") as caught:
        house(plugin_files=[badly_behaved("throws")], users=[user],
              plugins={"throws": {"at": ["handle"]}},
              channels=[{"key": "wild", "kind": "throws", "settings": {"at": [at]}}],
              ).vouch(user["login"])
    assert caught.value.plugin == "throws"


@pytest.mark.parametrize(("settings", "said"), [
    ({"at": ["create"]}, "thrown from create"),
    ({"channel_at": ["channel"]}, "thrown from create of a channel"),
    ({"channel_at": ["quotas"]}, "it threw"),
    ({"at": ["quotas"]}, "thrown from quotas"),
    ({"at": ["carries"]}, "thrown from carries"),
])
def test_settings_with_which_a_plugin_throws_are_not_taken(
        thrower, sale, unchanged, settings, said):
    mira, _ = thrower()
    with unchanged(mira.engine.host()):
        with pytest.raises(willcall.PluginError) as caught:
            thrower(**settings)
        assert named(caught.value)
        assert said in str(caught.value)
    assert mira.orders.place(**sale()).paid == 19


def test_operations_that_throw_change_nothing_and_are_named(thrower, unchanged, reason):
    mira, _ = thrower(at=["handle"])
    host = mira.engine.host()
    with unchanged(host):
        for operation, said in ((host.throws.read, "thrown from read"),
                                (host.throws.write, "thrown from write")):
            with pytest.raises(willcall.PluginError, match=said) as caught:
                operation()
            assert caught.value.plugin == "throws"
        refused = reason(host.throws.refuse)
    assert (refused.rule, refused.numbers) == ("throws.refused", {"left": 3})


@pytest.mark.parametrize(("method", "at"), [("throws", "deliver"), ("throws_making", "make")])
def test_tickets_that_can_not_be_made_or_handed_over_wait_and_the_sale_stands(
        thrower, sale, method, at, clock):
    mira, _ = thrower(at=[at])
    host = mira.engine.host()
    order = mira.orders.place(**sale(delivery={"method": method}))
    assert host.deliveries.run().tickets_waiting == 1
    (row,) = host.deliveries.list().deliveries
    assert (row.state, row.attempts, row.carrier) == ("waiting to retry", 1, method)
    assert row.detail
    assert mira.orders.get(id=order.id) == order
    thrower(at=["handle"])
    clock.forward(hours=1)
    assert host.deliveries.run().tickets_delivered == 1


def test_without_settings_it_throws_from_everywhere_and_everything_stays_whole(
        thrower, sale, unchanged):
    mira, tess = thrower(at=[], channel_at=[])
    host = mira.engine.host()
    with unchanged(host):
        for desk in (mira, tess):
            for ask in (desk.orders.list, desk.reports.sales, desk.customers.create,
                        lambda desk=desk: desk.orders.place(**sale())):
                with pytest.raises(willcall.WillcallError) as caught:
                    ask()
                assert named(caught.value) or isinstance(caught.value, willcall.InvalidError)
    assert host.orders.list().orders == []
