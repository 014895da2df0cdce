"""Whoever asks, a table has the rows that they may see, and says whose those are."""

import io
import subprocess

import pytest
import willcall


class Sees(willcall.Policy):
    """Lets everybody do everything, and see as much as it is told."""

    name = "sees"
    answer = willcall.Decision.permit(scope="all")

    def decide(self, questions, who):
        return [self.answer for _ in questions]


# Rows of what Eva, Ada, who sells beside her, and Ivo, who sells elsewhere, did.
TABLES = {
    "orders.list": ({}, (1, 1, 1)),
    "tickets.list": ({}, (2, 1, 1)),
    "deliveries.list": ({}, (1, 1, 1)),
    "customers.list": ({}, (1, 1, 1)),
    "reports.order_book": ({}, (2, 1, 1)),
    "reports.payment_book": ({}, (1, 1, 0)),
    "reports.takings": ({}, (1, 1, 0)),
    "reports.attendance": ({}, (2, 1, 1)),
    "reports.analysis": ({}, (2, 1, 1)),
    "reports.sold_orders": ({}, (1, 1, 1)),
    "reports.sales": ({"by": "seller"}, (1, 1, 1)),
}


@pytest.fixture
def sees():
    return Sees()


@pytest.fixture
def eva(house, sale, sees):
    """Eva, who sold two tickets; Ada and Ivo sold one each."""
    people = {"eva": "window", "ada": "window", "ivo": "books"}
    engine = house(
        plugin_files=[sees],
        users=[{"login": f"{who}@example.org", "name": who.title(), "role": "guest",
                "channel": channel, "uses_shifts": False} for who, channel in people.items()],
        channels=[{"key": "window", "kind": "ticket_office", "settings": {"delivery": "print"}},
                  {"key": "books", "kind": "distribution_outlet",
                   "settings": {"events": ["heights"], "delivery": "print"}}])
    sessions = {who: engine.vouch(f"{who}@example.org") for who in people}
    for who, session in sessions.items():
        session.customers.create(name=who.title(), postcode="90001")
        session.orders.place(**sale(quantity=2 if who == "eva" else 1,
                                    each=0 if who == "ivo" else 19))
    return sessions["eva"]


@pytest.mark.parametrize("scope, sold_by", [
    ("all", 3), ("channel", 2), ("left", 2), ("subtree", 1), ("own", 1), ("own_at_channel", 1),
    ("none", 0)])
@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_rows_of_its_scope_however_it_is_read(eva, sees, name, scope, sold_by):
    sees.answer = willcall.Decision.permit(scope=scope)
    request, rows = TABLES[name]
    table = eva.invoke(name, request)
    expected = sum(rows[:sold_by])
    said = "channel" if scope == "left" else scope
    assert (table.scope, len(table.first), len(list(table))) == (said, expected, expected)
    file = io.BytesIO()
    table.to_csv(file)
    assert file.getvalue().count(b"\r\n") == 1 + expected
    part = eva.invoke(name, {**request, "most": 1})
    assert (part.more, len(list(part))) == (expected > 1, expected)


class AtChannel(willcall.Policy):
    """Has no opinion of its own, and lets nobody see more than their channel's."""

    name = "at_channel"

    def decide(self, questions, who):
        return [willcall.Decision(0, scope="channel") for _ in questions]


def test_who_sees_a_channel_and_a_subtree_sees_what_is_both(house, sale, sees):
    season = {
        "channels": [{"key": key, "kind": "ticket_office", "settings": {"delivery": "none"}}
                     for key in ("window", "annex")],
        "users": [{"login": f"{who}@example.org", "name": who.title(), "role": "guest",
                   "channel": "window", "uses_shifts": False} for who in ("eva", "ada")]}
    host = house(plugin_files=[sees], **season).host()
    for by, who, channel in (("eva", "kim", "window"), ("eva", "lou", "annex"),
                             ("ada", "pat", "window")):
        made = host.engine.vouch(f"{by}@example.org").users.invite(
            login=f"{who}@example.org", name=who.title(), role="guest", channel=channel,
            uses_shifts=False)
        host.users.accept_invitation(token=made.token, password="kept in a drawer")
    engine = house(plugin_files=[sees, AtChannel()], **season)
    for who in ("eva", "ada", "kim", "lou", "pat"):
        desk = engine.vouch(f"{who}@example.org")
        desk.customers.create(name=who.title())
        desk.orders.place(**sale())
    sold = {order.seller.partition("@")[0]: order.id for order in engine.host().orders.list()}
    eva = engine.vouch("eva@example.org")
    sees.answer = willcall.Decision.permit(scope="subtree")
    said = "subtree_at_channel"
    orders, customers, users, sums = (
        eva.orders.list(), eva.customers.list(), eva.users.list(), eva.reports.sales(by="seller"))
    assert {table.scope for table in (orders, customers, users, sums)} == {said}
    assert [one.seller.partition("@")[0] for one in orders] == ["eva", "kim"]
    assert [row.key.partition("@")[0] for row in sums] == ["eva", "kim"]
    assert sorted(one.name for one in customers) == sorted(one.name for one in users) == [
        "Eva", "Kim"]
    assert eva.orders.get(id=sold["kim"]).who.seller == "kim@example.org"
    assert len(list(eva.reports.sales(by="seller", seller="kim@example.org"))) == 1
    for who in ("lou", "ada", "pat"):
        with pytest.raises(willcall.NotFoundError):
            eva.orders.get(id=sold[who])
    with pytest.raises(willcall.NotFoundError):
        eva.reports.sales(by="seller", seller="pat@example.org")
    with pytest.raises(willcall.Refused, match="your own channel"):
        eva.users.invite(login="new@example.org", role="guest", channel="annex")
    assert eva.users.invite(login="new@example.org", role="guest", channel="window").token


def test_the_journal_knows_no_channels_and_shows_what_is_ones_own(eva, sees):
    host = eva.engine.host()
    everything, own = len(list(host.journal.list())), len(list(
        host.journal.list(seller="eva@example.org")))
    for scope, said, expected in (("all", "all", everything), ("channel", "own", own),
                                  ("subtree", "own", own), ("own_at_channel", "own", own),
                                  ("own", "own", own), ("none", "none", 0)):
        sees.answer = willcall.Decision.permit(scope=scope)
        table = eva.journal.list()
        assert (table.scope, len(list(table))) == (said, expected)
    assert 0 < own < everything


@pytest.mark.parametrize("scope, said", [
    ("all", "Rows of everybody"), ("channel", "Rows of the own channel"),
    ("subtree", "Rows of own sales and of the own subtree"),
    ("own", "Rows of own sales"), ("own_at_channel", "Rows of own sales in the own channel"),
    ("none", "Rows of nobody")])
def test_paper_says_whose_rows_it_shows(eva, sees, tmp_path, scope, said):
    sees.answer = willcall.Decision.permit(scope=scope)
    eva.reports.sales(by="seller").to_pdf(tmp_path / "sales.pdf")
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "sales.pdf", "-"], check=True,
                          capture_output=True, encoding="utf-8").stdout
    assert said in text


def test_what_a_session_may_see_is_looked_at_anew_when_the_rows_are_read(eva, sees):
    table = eva.orders.list(most=1)
    sees.answer = willcall.Decision.permit(scope="own")
    assert len(list(table)) == 1
    sees.answer = willcall.Decision.forbid("the books are closed")
    with pytest.raises(willcall.Refused, match="the books are closed"):
        list(table)
    with pytest.raises(willcall.Refused, match="the books are closed"):
        table.to_csv(io.BytesIO())
    with pytest.raises(willcall.Refused, match="the books are closed"):
        table.to_pdf(io.BytesIO())


READINGS = {
    "rows": list,
    "arrow": lambda table: table.__arrow_c_stream__(),
    "csv": lambda table: table.to_csv(io.BytesIO()),
    "pdf": lambda table: table.to_pdf(io.BytesIO()),
}


@pytest.mark.parametrize("read", READINGS.values(), ids=READINGS)
def test_who_may_not_read_the_rows_any_more_is_told_by_which_rule(eva, sees, read):
    table = eva.orders.list(most=1)
    sees.answer = willcall.Decision.forbid("the books are closed", rule="sees.closed",
                                           numbers={"until": 8})
    with pytest.raises(willcall.Refused) as refused:
        read(table)
    reason = refused.value.reasons[0]
    assert (reason.rule, reason.message, reason.plugin, reason.numbers) == (
        "sees.closed", "the books are closed", "sees", {"until": 8})


@pytest.mark.parametrize("read", READINGS.values(), ids=READINGS)
def test_who_has_signed_out_is_told_so_when_the_rows_are_read(eva, read):
    table = eva.orders.list(most=1)
    eva.sessions.end()
    with pytest.raises(willcall.Refused) as refused:
        read(table)
    assert [reason.rule for reason in refused.value.reasons] == ["sessions.ended"]
