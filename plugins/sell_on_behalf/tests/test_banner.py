"""Who acts, for whom and since when stands above every answer, however it is asked for."""

import json

import pytest
import willcall
from willcall._commands import main

from agents import IMPERSONATE, SEASON, SELL


@pytest.fixture
def active(ada, begin):
    begin(ada)
    return ada


def shown(answer):
    banner = answer.banner
    return (banner.actor, banner.actor_name, banner.seller, banner.seller_name, banner.since)


def test_every_answer_says_it_while_it_lasts(ada, begin, clock, sale, record_property):
    assert ada.orders.list().banner is None
    expected = ("ada@example.org", "Ada West", "mira@example.org", "Mira North", clock.at)
    begun = begin(ada)
    assert shown(begun) == expected
    assert begun.since == clock.at
    clock.forward(hours=2)
    order = ada.orders.place(**sale())
    for answer in (order, ada.orders.get(id=order.id), ada.orders.list(), ada.shifts.current(),
                   ada.orders.quote(lines=sale()["lines"]), ada.sessions.current()):
        assert shown(answer) == expected
    with pytest.raises(willcall.Refused) as caught:
        ada.orders.place(**sale(quantity=100))
    assert shown(caught.value) == expected
    with ada.engine.queue() as queue:
        (done,) = queue.map(ada.orders.place, [sale()])
        assert shown(done.result()) == expected
        queue.submit(ada.orders.place, sale(quantity=100))
        (done,) = queue
        assert shown(done.error) == expected
    # It says nothing of what was asked for: that is the same without it.
    found = ada.orders.get(id=order.id)
    assert "banner" not in found.asdict()
    assert ada.sell_on_behalf.exit().banner is None
    again = ada.orders.get(id=order.id)
    assert (again, again.banner) == (found, None)
    record_property("requirement", "BTZ-15")


def test_whoever_takes_up_the_session_again_sees_it(active, store_url, clock):
    since = clock.at
    clock.forward(days=1)
    with willcall.open(store=store_url, clock=clock, workers=0, apply=False) as elsewhere:
        again = elsewhere.session(token=active.token)
        banner = again.sessions.current().banner
        assert (banner.seller, banner.since) == ("mira@example.org", since)
        again.sell_on_behalf.exit()
    assert active.sessions.current().banner is None


def test_a_journal_row_says_it_and_is_covered_by_its_hash(
        active, host, stores, store_url, tmp_path, sale, clock, record_property):
    active.orders.place(**sale())
    (line,) = [line for line in host.journal.list(operation="orders.place")]
    assert (line.actor, line.seller, line.acts_since) == (
        "ada@example.org", "mira@example.org", clock.at)
    active.engine.close()
    copy = stores.copy(store_url, tmp_path)
    assert stores.run(copy, "update journal set acts_since = acts_since + 1 "
                            "where operation = 'orders.place'") == 1
    with willcall.open(store=copy, workers=0) as engine:
        assert {fault.name for fault in engine.host().store.check().faults} == {"journal.hash"}
    record_property("requirement", "BTZ-15")


def test_a_shell_shows_it_beside_the_answer(active, store_url, capsys, monkeypatch):
    monkeypatch.setenv("WILLCALL_TOKEN", active.token)

    def call(*arguments):
        code = main(["--store", store_url, "--token", "call", *arguments])
        return code, capsys.readouterr()

    line = ("willcall: Ada West <ada@example.org> on behalf of Mira North <mira@example.org>, "
            "since 2018-11-01T12:00:00Z\n")
    code, said = call("orders.list", "--json")
    assert (code, said.err) == (0, line)
    assert json.loads(said.out)["orders"] == []
    code, said = call("orders.place", "--lines", json.dumps(
        [{"performance": "friday", "ticket_type": "general", "quantity": 100}]))
    assert (code, said.err.startswith(line)) == (3, True)
    active.sell_on_behalf.exit()
    assert call("orders.list")[1].err == ""


class Watching(willcall.Policy):
    """Forbids nothing, and remembers who asked."""

    name = "watching"

    def __init__(self):
        self.seen = []

    def decide(self, questions, who):
        for question in questions:
            if question.permission == "/orders/place":
                self.seen.append((who.actor, who.seller, who.acts_by, who.acts_since))
        return [None for _ in questions]


def test_policies_learn_by_what_somebody_acts_and_since_when(opened, clock, sale):
    watching = Watching()
    engine = opened(SEASON, plugins=[watching])
    for right in (IMPERSONATE, SELL):
        engine.host().sell_on_behalf.grant(login="ada@example.org", permission=right)
    ada = engine.vouch("ada@example.org")
    ada.sell_on_behalf.begin(login="max@example.org")
    since = clock.at
    clock.forward(hours=1)
    ada.orders.place(**sale())
    # Both are asked: the actor, and then as if the seller sold alone.
    assert watching.seen[:2] == [
        ("ada@example.org", "max@example.org", "sell_on_behalf", since),
        ("max@example.org", "max@example.org", "", None)]
