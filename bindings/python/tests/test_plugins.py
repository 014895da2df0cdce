"""Plugins written in Python: a class each, asked in batches, harmless when they fail."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import willcall


class Sms(willcall.Delivery):
    """Text messages."""

    method, takes = "sms", [("confirmation", "text/plain")]

    def __init__(self, *outcomes):
        self.jobs = []
        self.outcomes = list(outcomes)

    def deliver(self, jobs):
        self.jobs += jobs
        return [self.outcomes.pop(0) if self.outcomes else True for _ in jobs]


class AtMostFour(willcall.Eligibility):
    def judge(self, lines, who):
        assert who.seller == "mira@example.org"
        return [willcall.Verdict.no("at most four", numbers={"most": 4}) if line.quantity > 4
                else willcall.Verdict.no_opinion() for line in lines]


class HalfPrice(willcall.Eligibility):
    """Takes of its quota for each order, and for each ticket at half price."""

    quotas = {"few": 5}

    def judge(self, lines, who):
        return [willcall.Verdict.yes(effects=[("Half", line.quantity, 950)],
                                     claims=[("few", 1, ""), ("few", line.quantity, "Half")])
                for line in lines]


class Few(willcall.Eligibility):
    """Sells a few tickets, whatever the hall holds."""

    def __init__(self, capacity=5):
        self.quotas = {"few": capacity}

    def judge(self, lines, who):
        return [willcall.Verdict.yes(claims=[("few", line.quantity, "")]) for line in lines]


class Fewer(Few):
    """Says of its quota what is no number of tickets."""

    name = "few"

    def __init__(self):
        super().__init__(-1)

    def judge(self, lines, who):
        raise AssertionError("it never came in")


class NoReports(willcall.Policy):
    name = "quiet_house"

    def decide(self, questions, who):
        return [willcall.Decision.forbid("nobody may look", rule="quiet_house.quiet")
                if question.permission.startswith("/reports") else None for question in questions]


class Broken(willcall.Eligibility):
    def judge(self, lines, who):
        raise RuntimeError("the rules were eaten by the dog")


@pytest.fixture
def window(opened, season):
    """A function that opens an engine with plugins, and Mira's shift at the window."""

    def open_window(*plugins, more=""):
        engine = opened(season(more), plugins=plugins)
        session = engine.vouch("mira@example.org")
        session.shifts.open(location="main")
        return session

    return open_window


def by_sms(sell, desk):
    return sell(desk, 2, delivery={"method": "sms", "to": "+15550100"})


def test_a_delivery_in_python_hands_over_documents(window, sell):
    sms = Sms(willcall.Outcome.delivered("gateway/17"))
    desk = window(sms)
    order = by_sms(sell, desk)
    host = desk.engine.host()
    host.deliveries.run()
    (job,) = sms.jobs
    assert (job.method, job.recipient) == ("sms", "+15550100")
    assert job.document.kind == "confirmation"
    assert order.number in job.document.text
    assert job.content.number == order.number
    assert job.content.order == order.id
    assert [ticket.code for ticket in job.content.tickets] == [
        ticket.code for ticket in order.tickets]
    assert job.content.placed == order.placed
    (row,) = host.deliveries.list().deliveries
    assert (row.state, row.detail, row.id) == ("delivered", "gateway/17", job.id)


@pytest.mark.parametrize(("outcome", "state"), [
    (willcall.Outcome.try_later("no network", after=timedelta(minutes=5)), "waiting to retry"),
    (willcall.Outcome.failed("no such number"), "failed"),
    (False, "waiting to retry"),
    (None, "waiting to retry"),
    ("sent", "waiting to retry"),
])
def test_a_delivery_that_does_not_succeed_says_how(window, sell, outcome, state):
    desk = window(Sms(outcome))
    by_sms(sell, desk)
    host = desk.engine.host()
    host.deliveries.run()
    assert host.deliveries.list().deliveries[0].state == state


def test_a_rule_in_python_refuses_with_its_numbers(window, sell):
    desk = window(AtMostFour())
    assert sell(desk, 4).number == "MAIN-000001"
    with pytest.raises(willcall.Refused) as caught:
        sell(desk, 5)
    (reason,) = [one for one in caught.value.reasons if one.plugin == "at_most_four"]
    assert reason.rule == "at_most_four.no"
    assert (reason.message, reason.numbers, reason.line) == ("at most four", {"most": 4}, 0)


@pytest.mark.parametrize(("verdict", "rule"), [
    (willcall.Verdict(3), "silent.not_eligible"), (None, "silent.unanswered")])
def test_a_rule_that_refuses_and_says_nothing_gets_one_plain_reason(window, sell, verdict, rule):
    class Silent(willcall.Eligibility):
        def judge(self, lines, who):
            return [verdict for _ in lines]

    with pytest.raises(willcall.Refused) as caught:
        sell(window(Silent()))
    (reason,) = caught.value.reasons
    assert (reason.rule, reason.plugin, reason.line) == (rule, "silent", 0)
    assert reason.message


def test_an_offer_ends_by_all_that_its_rule_takes_of_the_quota(window):
    desk = window(HalfPrice())
    lines = [{"performance": "friday", "ticket_type": "general", "quantity": 2}]

    def buy(paid):
        desk.orders.place(lines=lines, payments=[{"means": "cash", "amount": paid}])

    for total in (19, 38, 38):
        assert desk.orders.quote(lines=lines).total == total
        buy(total)
    with pytest.raises(willcall.Refused) as caught:
        buy(38)
    assert [why.rule for why in caught.value.reasons] == ["quota.short"]


def test_a_policy_in_python_forbids_what_others_permit(window):
    desk = window(NoReports())
    with pytest.raises(willcall.Refused) as caught:
        desk.reports.sales()
    assert "quiet_house.quiet" in [reason.rule for reason in caught.value.reasons]
    assert desk.orders.list().orders == []


def test_a_plugin_that_raises_sells_nothing_is_named_and_its_traceback_logged(
        window, sell, caplog):
    desk = window(Broken())
    with pytest.raises(willcall.WillcallError) as caught:
        sell(desk)
    error = caught.value
    said = f"{error} {getattr(error, 'reasons', '')} {error.plugin}"
    assert "broken" in said
    assert "eaten by the dog" in said
    assert any("test_plugins.py" in record.getMessage() for record in caplog.records
               if record.levelno == logging.ERROR)
    assert desk.orders.list().orders == []


def test_a_plugin_that_answers_too_little_counts_as_failed(window, sell):
    class Lazy(willcall.Eligibility):
        def judge(self, lines, who):
            return []

    desk = window(Lazy())
    with pytest.raises(willcall.WillcallError) as caught:
        sell(desk)
    assert "0 answers to 1 questions" in str(caught.value) + repr(
        getattr(caught.value, "reasons", ""))


def test_a_plugin_is_registered_later_too(engine, sell):
    engine.register(AtMostFour())
    desk = engine.vouch("mira@example.org")
    desk.shifts.open(location="main")
    with pytest.raises(willcall.Refused):
        sell(desk, 5)


def sold_out(sell, desk):
    with pytest.raises(willcall.Refused) as caught:
        sell(desk, 1)
    return [why.rule for why in caught.value.reasons] == ["quota.short"]


def test_quotas_of_a_plugin_that_is_registered_later_count_at_once(engine, desk, sell):
    engine.register(Few())
    sell(desk, 5)
    assert sold_out(sell, desk)
    assert engine.host().store.check().ok


@pytest.mark.parametrize("apply", [True, False])
def test_quotas_of_a_plugin_that_a_store_had_not_count_from_its_opening(
        opened, desk, sell, apply):
    desk.engine.close()
    engine = opened(plugins=[Few()], apply=apply, seed=2)
    desk = engine.vouch("mira@example.org")
    sell(desk, 5)
    assert sold_out(sell, desk)
    # Another version lets more in, also through an engine that was there before.
    again = opened(plugins=[Few(7)], apply=apply, seed=3)
    sell(desk, 2)
    assert sold_out(sell, again.vouch("mira@example.org"))
    assert again.host().store.check().ok


def test_a_store_is_missing_the_rule_that_it_was_opened_with(opened):
    opened().close()
    opened(plugins=[Few()], apply=False).close()
    with pytest.raises(willcall.PluginError) as caught:
        opened()
    assert caught.value.plugin == "few"


def test_opening_a_store_that_has_its_plugins_writes_nothing_of_them(
        opened, window, sell, stores, store_url):
    def kept():
        return [stores.rows(store_url, f"select * from {table} order by 1, 2")
                for table in ("quotas", "plugins", "epochs", "journal")]

    desk = window(Few())
    sell(desk, 2)
    desk.engine.close()
    before = kept()
    for apply in (True, False):
        opened(plugins=[Few()], apply=apply).close()
    assert kept() == before


def test_a_plugin_that_failed_to_come_in_is_not_there(engine, desk, sell):
    with pytest.raises(willcall.PluginError, match="declares a quota"):
        engine.register(Fewer())
    sell(desk, 1)
    engine.register(AtMostFour())  # all plugins are made anew
    sell(desk, 1)
    engine.register(Few())
    sell(desk, 4)
    sell(desk, 1)
    assert sold_out(sell, desk)
    assert engine.host().store.check().ok


def test_plugins_come_in_from_many_threads_while_others_sell(engine, desk, sell):
    class Rule(willcall.Eligibility):
        def __init__(self, number):
            self.name = f"rule_{number}"
            self.asked = 0

        def judge(self, lines, who):
            self.asked += 1
            return [willcall.Verdict.no_opinion() for _ in lines]

    rules = [Rule(number) for number in range(8)]
    with ThreadPoolExecutor(4) as pool:
        coming = [pool.submit(engine.register, rule) for rule in rules]
        for _ in range(5):
            sell(desk, 1)
        for one in coming:
            one.result()
    before = [rule.asked for rule in rules]
    sell(desk, 1)
    assert all(rule.asked > asked for rule, asked in zip(rules, before))
    assert engine.host().store.check().ok


def test_what_is_no_plugin_is_told_so(opened, season):
    class Nothing(willcall.Delivery):
        pass

    class Named(willcall.Policy):
        name = "Not A Name"

    for wrong, kind in ((Nothing(), ValueError), (Named(), ValueError), (Sms, TypeError),
                        (object(), TypeError)):
        with pytest.raises(kind):
            opened(plugins=[wrong])


def test_a_plugin_of_several_families_is_one_plugin(window, sell):
    class House(willcall.Policy, willcall.Eligibility):
        def decide(self, questions, who):
            return [None for _ in questions]

        def judge(self, lines, who):
            return [True for _ in lines]

    assert sell(window(House()), 1).number == "MAIN-000001"


def test_a_store_that_lives_with_a_plugin_is_opened_with_it_again(window, opened, season, sell):
    desk = window(Sms())
    by_sms(sell, desk)
    desk.engine.close()
    sms = Sms()
    host = opened(season(), plugins=[sms]).host()
    host.deliveries.run()
    assert len(sms.jobs) == 1
