"""Who makes whom at an outlet, and what each sees of what the others sell."""

import pytest
import willcall

PASSWORD = "kept in a drawer"
PRINT = {"events": ["heights"], "delivery": "print", "printer": "Till"}


@pytest.fixture
def tree(outlets, joins, sale):
    """Sessions by name: top made ann and eve, ann made ben, ben made cid; each sold one ticket.

    Zoe is a cashier whom the organiser made.
    """
    engine = outlets(kiosk=PRINT, books=PRINT)
    top = engine.vouch("supervisor@kiosk.example")
    ann = joins(top, "ann@kiosk.example", "supervisor")
    ben = joins(ann, "ben@kiosk.example", "supervisor")
    people = {"top": top, "ann": ann, "ben": ben, "cid": joins(ben, "cid@kiosk.example"),
              "eve": joins(top, "eve@kiosk.example"),
              "zoe": engine.vouch("cashier@kiosk.example"),
              "far": engine.vouch("supervisor@books.example")}
    for session in people.values():
        session.orders.place(**sale("heights", each=None))
    return people


SEEN = {"top": {"top", "ann", "ben", "cid", "eve"}, "ann": {"ann", "ben", "cid"},
        "ben": {"ben", "cid"}, "cid": {"cid"}, "eve": {"eve"}, "zoe": {"zoe"}, "far": {"far"}}


def login_of(name):
    named = {"top": "supervisor@kiosk.example", "zoe": "cashier@kiosk.example",
             "far": "supervisor@books.example"}
    return named.get(name, f"{name}@kiosk.example")


def logins(names):
    return {login_of(name) for name in names}


def test_only_an_email_address_is_needed_and_the_password_is_ones_own(
        outlets, sale, record_property):
    engine = outlets(kiosk=PRINT)
    supervisor, host = engine.vouch("supervisor@kiosk.example"), engine.host()
    invitation = supervisor.users.invite(login="ann@kiosk.example", role="cashier")
    with pytest.raises(willcall.Refused):
        engine.session(login="ann@kiosk.example", password=PASSWORD)
    host.users.accept_invitation(token=invitation.token, password=PASSWORD)
    ann = engine.session(login="ANN@kiosk.example", password=PASSWORD)
    assert (ann.sessions.current().role, ann.sessions.current().channel) == ("cashier", "kiosk")
    assert ann.orders.place(**sale("heights", each=None)).who.seller == "ann@kiosk.example"
    with pytest.raises(willcall.Refused):
        engine.session(login="ann@kiosk.example", password="another one")
    record_property("requirement", "PAY-5")


def test_an_invitation_opens_once_and_not_for_ever(outlets, reason, unchanged, clock,
                                                   record_property):
    engine = outlets(kiosk=PRINT, books=PRINT)
    supervisor, host = engine.vouch("supervisor@kiosk.example"), engine.host()
    first = supervisor.users.invite(login="ann@kiosk.example", role="cashier")
    host.users.accept_invitation(token=first.token, password=PASSWORD)
    second = supervisor.users.invite(login="ben@kiosk.example", role="cashier", valid_hours=2)
    elsewhere = engine.vouch("supervisor@books.example")
    clock.forward(hours=2)
    with unchanged(host):
        for token, rule in ((first.token, "invitations.used"),
                            (second.token, "invitations.expired"),
                            ("nobody's", "invitations.unknown")):
            refused = reason(host.users.accept_invitation, token=token, password="somebody else's")
            assert refused.rule == rule
        # The address is the login, so there is one user of it, at one outlet.
        for session in (supervisor, elsewhere):
            for login in ("ann@kiosk.example", "Cashier@kiosk.example"):
                assert reason(session.users.invite, login=login,
                              role="cashier").rule == "users.taken"
        with pytest.raises(willcall.InvalidError) as caught:
            supervisor.users.invite(login="no address", role="cashier")
        assert caught.value.field == "login"
    engine.session(login="ann@kiosk.example", password=PASSWORD)
    record_property("requirement", "PAY-25")


def test_a_supervisor_makes_supervisors_and_cashiers_of_the_own_outlet_and_nobody_else(
        outlets, joins, reason, unchanged, record_property):
    engine = outlets(kiosk=PRINT, books=PRINT)
    top = engine.vouch("supervisor@kiosk.example")
    below = joins(top, "ann@kiosk.example", "supervisor")
    assert joins(below, "ben@kiosk.example", "supervisor").sessions.current().channel == "kiosk"
    assert joins(below, "cid@kiosk.example", channel="kiosk").sessions.current().role == "cashier"
    with unchanged(engine.host()):
        for role in ("manager", "administrator", "operator"):
            refused = reason(below.users.invite, login="dan@kiosk.example", role=role)
            assert (refused.rule, refused.plugin) == ("distribution_outlet.roles",
                                                      "distribution_outlet")
        refused = reason(top.users.invite, login="dan@kiosk.example", role="cashier",
                         channel="books")
        assert refused.rule == "users.other_channel"
    record_property("requirement", "PAY-9")


def test_a_cashier_makes_nobody(outlets, joins, reason, unchanged, record_property):
    engine = outlets(kiosk=PRINT)
    cashier = joins(engine.vouch("supervisor@kiosk.example"), "ann@kiosk.example")
    with unchanged(engine.host()):
        for role in ("cashier", "supervisor", "manager"):
            refused = reason(cashier.users.invite, login="dan@kiosk.example", role=role)
            assert refused.rule == "distribution_outlet.cashier"
            assert "`/users/invite`" in refused.message
    record_property("requirement", "PAY-6")


@pytest.mark.parametrize("name", SEEN)
def test_everybody_sees_the_sales_of_the_own_subtree_however_deep(tree, name, record_property):
    session = tree[name]
    seen = logins(SEEN[name])
    assert {row.seller for row in session.orders.list()} == seen
    assert {row.key for row in session.reports.sales(by="seller").rows} == seen
    assert session.reports.sales(by="seller").total.tickets == len(seen)
    assert {row.seller for row in session.reports.order_book()} == seen
    assert len(list(session.reports.attendance())) == len(seen)
    assert len(list(session.deliveries.list())) == len(seen)
    for login in seen:
        assert session.reports.sales(seller=login, event="heights").total.to_settle == 19
    record_property("requirement", "PAY-10 PAY-11")


@pytest.mark.parametrize("name", SEEN)
def test_somebody_elses_subtree_is_as_if_it_were_not_there(tree, name):
    session, host = tree[name], tree[name].engine.host()
    with pytest.raises(willcall.NotFoundError) as nobody:
        session.reports.sales(seller="nobody@kiosk.example")
    for row in host.orders.list():
        if row.seller in logins(SEEN[name]):
            assert session.orders.get(id=row.id).who.seller == row.seller
            continue
        with pytest.raises(willcall.NotFoundError):
            session.orders.get(id=row.id)
        for asked in (session.reports.sales, session.orders.list, session.reports.order_book):
            with pytest.raises(willcall.NotFoundError) as caught:
                list(asked(seller=row.seller))
            assert str(caught.value) == str(nobody.value).replace("nobody@kiosk.example",
                                                                  row.seller)


def test_a_supervisor_sees_what_the_outlet_sold_and_the_users_add_up_to_it(
        tree, record_property):
    host = tree["top"].engine.host()
    users = {row.key: row.to_settle for row in host.reports.sales(by="seller",
                                                                  channel="kiosk").rows}
    assert sum(users.values()) == 6 * 19
    for name in ("top", "ann", "ben"):
        for by in ("channel", "event", "performance", "ticket_type", "day", "hour"):
            report = tree[name].reports.sales(by=by)
            assert (report.total.to_settle, report.scope) == (6 * 19, "channel")
        assert [row.key for row in tree[name].reports.sales(by="channel").rows] == ["kiosk"]
        assert tree[name].reports.sales(event="heights", channel="kiosk").total.tickets == 6
        assert tree[name].reports.sales(channel="books").total.tickets == 0
    assert tree["far"].reports.sales().total.tickets == 1
    record_property("requirement", "PAY-10 PAY-17")


def test_a_report_covers_the_whole_time_and_its_parts_add_up(
        outlets, joins, sale, clock, record_property):
    engine = outlets(kiosk={**PRINT, "events": ["heights", "gala"]})
    top = engine.vouch("supervisor@kiosk.example")
    ann = joins(top, "ann@kiosk.example")
    days = []
    for quantity in (1, 2, 3):
        days.append(clock.at)
        ann.orders.place(**sale("heights", quantity, each=None))
        top.orders.place(**sale("gala", quantity, each=None))
        clock.forward(days=1)
    for session, narrow, whole in (
            (engine.host(), {"channel": "kiosk"}, 12), (top, {}, 12),
            (engine.host(), {"channel": "kiosk", "event": "gala"}, 6),
            (top, {"seller": "ann@kiosk.example", "event": "heights"}, 6), (ann, {}, 6)):
        assert session.reports.sales(**narrow).total.tickets == whole
        parts = [session.reports.sales(**narrow, **{"from": begin, "to": end}).total.tickets
                 for begin, end in zip(days, [*days[1:], clock.at])]
        assert parts == [whole * quantity // 6 for quantity in (1, 2, 3)]
        assert sum(row.tickets for row in
                   session.reports.sales(**narrow, by="day").rows) == whole
    record_property("requirement", "PAY-16 PAY-18")


def test_cashiers_see_what_they_sold_or_what_the_outlet_did_where_it_lets_them(
        outlets, joins, sale, record_property):
    engine = outlets(kiosk=PRINT)
    cashier = joins(engine.vouch("supervisor@kiosk.example"), "ann@kiosk.example")
    for seller in (cashier, engine.vouch("cashier@kiosk.example")):
        seller.orders.place(**sale("heights", each=None))
    assert (cashier.reports.sales().total.tickets, cashier.reports.sales().scope) == (1, "own")
    outlets(kiosk={**PRINT, "cashiers_see": "outlet"})
    report = cashier.reports.sales(by="event")
    assert (report.total.tickets, report.scope) == (2, "channel")
    # What each of the others sold, and to whom, stays theirs.
    assert [row.key for row in cashier.reports.sales(by="seller").rows] == ["ann@kiosk.example"]
    assert {row.seller for row in cashier.orders.list()} == {"ann@kiosk.example"}
    record_property("requirement", "PAY-8")


def test_a_supervisor_lists_and_disables_the_own_subtree(tree, unchanged):
    ann = tree["ann"]
    assert {row.login for row in ann.users.list()} == logins(SEEN["ann"])
    with unchanged(ann.engine.host()):
        for name in ("top", "eve", "zoe", "far"):
            with pytest.raises(willcall.WillcallError):
                ann.users.disable(login=login_of(name))
    ann.users.disable(login="cid@kiosk.example")
    with pytest.raises(willcall.WillcallError, match="disabled"):
        tree["cid"].orders.list()


def test_disabled_users_keep_their_place_and_their_sales(tree, record_property):
    top, ann = tree["top"], tree["ann"]
    top.users.disable(login="ben@kiosk.example")
    # Cid is still below ann, through ben.
    assert {row.key for row in ann.reports.sales(by="seller").rows} == logins(SEEN["ann"])
    assert {row.login: row.state for row in ann.users.list()} == {
        "ann@kiosk.example": "active", "ben@kiosk.example": "disabled",
        "cid@kiosk.example": "active"}
    assert top.reports.sales(seller="ben@kiosk.example").total.tickets == 1
    record_property("requirement", "PAY-26")
