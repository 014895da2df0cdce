"""Who may do what: nobody, unless somebody says so, and then it is said why."""

import pytest
import willcall


class Says(willcall.Policy):
    """Answers every question alike."""

    def __init__(self, answer, name="says"):
        self.answer, self.name = answer, name

    def decide(self, questions, who):
        if isinstance(self.answer, Exception):
            raise self.answer
        return [self.answer for _ in questions]


EVA = {"login": "eva@example.org", "name": "Eva", "role": "guest", "channel": "window",
       "uses_shifts": False}


# Granted to one user, by name; a refused start is journaled.
BY_NAME = ("/admin/users/impersonate", "/admin/users/sell-on-behalf-of")


def test_what_nobody_permits_is_refused_and_the_permission_named(house, unchanged):
    engine = house(users=[EVA])
    eva = engine.vouch("eva@example.org")
    permissions = {one["name"]: one["permission"] for one in engine.describe()["operations"]}
    with unchanged(engine.host()):
        for operation, permission in permissions.items():
            if not permission or operation.startswith("sell_on_behalf."):
                continue
            with pytest.raises(willcall.Refused) as caught:
                eva.invoke(operation, {"no such field": "before anything is read"})
            (why,) = caught.value.reasons
            if why.plugin:  # a policy has said no in words of its own
                continue
            assert why.rule == "access.not_permitted"
            assert why.message == f"nobody permits `{permission}`"
    for operation, permission in permissions.items():
        if permission in BY_NAME:
            with pytest.raises(willcall.Refused) as caught:
                eva.invoke(operation, {})
            (why,) = caught.value.reasons
            assert (why.rule, f"`{permission}`" in why.message) == (
                "sell_on_behalf.not_granted", True)


def test_one_permit_is_enough_and_one_no_beats_it(house, sale):
    yes, no = Says(True, "yes"), Says(None, "no")
    eva = house(plugin_files=[yes, no], users=[EVA]).vouch("eva@example.org")
    assert eva.orders.place(**sale()).paid == 19
    no.answer = willcall.Decision.forbid("the house is closed", rule="no.closed",
                                         numbers={"until": 7})
    with pytest.raises(willcall.Refused) as caught:
        eva.orders.place(**sale())
    said = {why.rule: why for why in caught.value.reasons}
    assert said["no.closed"].numbers == {"until": 7}
    assert said["no.closed"].plugin == "no"
    assert "yes.permitted" in said


def test_a_policy_that_fails_permits_nothing_and_is_named(house, sale):
    yes, broken = Says(True, "yes"), Says(RuntimeError("lost the rules"), "broken")
    engine = house(plugin_files=[yes, broken], users=[EVA])
    with pytest.raises(willcall.Refused) as caught:
        engine.vouch("eva@example.org").orders.place(**sale())
    assert {(why.plugin, why.rule) for why in caught.value.reasons} >= {
        ("broken", "access.policy_failed")}
    assert engine.host().orders.list().orders == []


@pytest.mark.parametrize(("scopes", "narrowest"), [
    (["all", "all"], "all"), (["all", "channel"], "channel"), (["own", "none"], "none"),
    (["", "all"], "all"), (["", ""], "none"), (["own", "channel"], "own_at_channel"),
    (["channel", "own"], "own_at_channel"), (["own_at_channel", "own"], "own_at_channel"),
    (["own_at_channel", "none"], "none"), (["left", ""], "channel"), (["left", "all"], "all"),
    (["all", "left"], "all"), (["left", "own"], "own"), (["left", "none"], "none"),
    (["subtree", "channel"], "subtree_at_channel"), (["own", "subtree"], "own"),
    (["channel", "subtree", "own"], "own_at_channel"), (["none", "subtree"], "none"),
    (["channel", "subtree", "subtree"], "subtree_at_channel"),
    (["subtree", "own_at_channel"], "own_at_channel")])
def test_the_narrowest_scope_wins_and_of_two_that_differ_what_is_both(house, scopes, narrowest):
    policies = [Says(willcall.Decision.permit(scope=scope), f"policy{number}")
                for number, scope in enumerate(scopes)]
    eva = house(plugin_files=policies, users=[EVA]).vouch("eva@example.org")
    assert eva.orders.list().scope == narrowest
    explained = eva.access.explain(operation="orders.list")
    assert (explained.permitted, explained.scope) == (True, narrowest)


class Counts(willcall.Policy):
    """Permits everything, and remembers what it was asked for."""

    name = "counts"

    def __init__(self):
        self.asked = []

    def decide(self, questions, who):
        self.asked += [question.permission for question in questions]
        return [willcall.Decision.permit(scope="own") for _ in questions]


@pytest.mark.parametrize(("operation", "asked"), [
    ("orders.list", ["/orders/list"]), ("shifts.list", ["/shifts/list"]),
    ("users.list", ["/users/list"]), ("sessions.current", []),
    ("reports.sales", ["/reports/sales", "/sales/totals"])])
def test_a_permission_is_asked_for_once_a_call(house, operation, asked):
    counts = Counts()
    eva = house(plugin_files=[counts], users=[EVA]).vouch("eva@example.org")
    for _ in range(2):
        counts.asked.clear()
        eva.invoke(operation, {"by": "event"} if operation == "reports.sales" else {})
        assert counts.asked == asked


def test_what_needs_no_permission_anybody_may_do(house):
    host = house().host()
    said = host.access.explain(operation="sessions.end", login="mira@example.org")
    assert (said.permitted, said.permission, said.scope) == (True, "", "all")
    assert [why.rule for why in said.reasons] == ["access.anybody"]


def test_an_explanation_is_of_somebody_else_or_of_oneself(house):
    engine = house()
    host = engine.host()
    mine = host.access.explain(operation="store.check")
    assert (mine.permitted, mine.scope, mine.reasons[0].rule) == (True, "all", "access.host")
    mira = host.access.explain(operation="store.check", login="mira@example.org")
    assert (mira.permitted, mira.permission) == (False, "/store/check")
    assert [why.rule for why in mira.reasons] == ["access.not_permitted"]
    place = host.access.explain(operation="orders.place", login="MIRA@example.org")
    assert (place.permitted, place.scope) == (True, "channel")
    assert [(why.rule, why.plugin) for why in place.reasons] == [("roles.permitted", "roles")]
    for wrong in ({"operation": "orders.dance"},
                  {"operation": "orders.place", "login": "nobody@example.org"}):
        with pytest.raises(willcall.NotFoundError):
            host.access.explain(**wrong)


def test_a_right_granted_by_one_engine_counts_in_another_at_once(house, sale, reason):
    eva = house(users=[EVA]).vouch("eva@example.org")
    assert reason(eva.orders.place, **sale()).rule == "access.not_permitted"
    house(users=[{**EVA, "role": "operator"}])
    assert eva.orders.place(**sale()).who.seller == "eva@example.org"
    house(users=[EVA])
    assert reason(eva.orders.place, **sale()).rule == "access.not_permitted"
    assert reason(eva.customers.create, name="Ann").rule == "access.not_permitted"
    house(users=[{**EVA, "role": "operator"}])
    assert eva.customers.create(name="Ann").name == "Ann"
