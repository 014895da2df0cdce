"""Users of whom only an email address is known: invited, let in once, and kept out."""

import pytest
import willcall

PASSWORD = "kept in a drawer"
NEW = "new@example.org"
WARDEN = {"permits": ["/users/invite", "/users/invite/warden", "/users/invite/cashier",
                      "/users/list", "/users/disable", "/orders/**"], "sees": "channel"}
ROLES = {"administrator": {"permits": ["/**"], "sees": "all"},
         "warden": WARDEN,
         "cashier": {"permits": ["/orders/place", "/orders/quote"], "sees": "own"}}


@pytest.fixture
def engine(house):
    """The house, where Wanda may bring wardens and cashiers into the outlet, and Ada anybody."""
    return house(plugins={"roles": {"roles": ROLES}}, users=[
        {"login": "ada@example.org", "name": "Ada", "role": "administrator"},
        {"login": "wanda@example.org", "name": "Wanda", "role": "warden", "channel": "books"},
        {"login": "mira@example.org", "name": "Mira North", "role": "warden",
         "channel": "window", "locations": ["main"]},
        {"login": "cass@example.org", "name": "Cass East", "role": "cashier",
         "channel": "books"}])


@pytest.fixture
def wanda(engine):
    return engine.vouch("wanda@example.org")


def refused(ask, *args, **request):
    with pytest.raises(willcall.Refused) as caught:
        ask(*args, **request)
    return caught.value.reasons[0]


def accept(engine, invitation, password=PASSWORD):
    return engine.host().users.accept_invitation(token=invitation.token, password=password)


def microseconds(moment):
    return int(moment.timestamp() * 1_000_000)


def test_an_email_address_is_enough_and_the_invitation_sets_the_password(
        engine, wanda, sale, clock, record_property):
    invitation = wanda.users.invite(login="New@Example.org", role="cashier")
    assert invitation.login == NEW
    assert (invitation.expires - clock.at).total_seconds() == 7 * 24 * 3600
    (line,) = wanda.users.list(state="invited").users
    assert (line.login, line.name, line.role, line.channel, line.invited_by) == (
        NEW, NEW, "cashier", "books", "wanda@example.org")
    assert line.expires == invitation.expires
    # Before it is accepted nobody comes in as them.
    assert refused(engine.session, login=NEW, password=PASSWORD).rule == "sessions.wrong"
    assert refused(engine.vouch, NEW).rule == "sessions.invited"
    said = accept(engine, invitation)
    assert (said.login, said.name) == (NEW, NEW)
    new = engine.session(login=NEW, password=PASSWORD)
    assert new.orders.place(**sale(each=0)).who.seller == NEW
    assert engine.vouch(NEW).sessions.current().channel == "books"
    (line,) = [one for one in wanda.users.list().users if one.login == NEW]
    assert (line.state, line.invited_by, line.expires) == ("active", "wanda@example.org", None)
    record_property("requirement", "PAY-25")


def test_an_invitation_is_accepted_once_and_in_time(
        engine, opened, wanda, clock, unchanged, record_property):
    host = engine.host()
    used = wanda.users.invite(login=NEW, role="cashier")
    accept(opened(), used)
    at = microseconds(clock.at)
    clock.forward(minutes=1)
    withdrawn = wanda.users.invite(login="two@example.org", role="cashier")
    wanda.users.withdraw_invitation(login="two@example.org")
    expired = wanda.users.invite(login="three@example.org", role="cashier", valid_hours=1)
    clock.forward(hours=1)
    disabled = wanda.users.invite(login="four@example.org", role="cashier")
    wanda.users.disable(login="four@example.org")
    with unchanged(host):
        tokens = [one.token for one in (used, withdrawn, expired, disabled)]
        told = [refused(host.users.accept_invitation, token=token, password="another drawer")
                for token in (*tokens, "no token")]
    assert [one.rule for one in told] == [
        f"invitations.{why}" for why in ("used", "withdrawn", "expired", "disabled", "unknown")]
    assert told[0].numbers == {"used": at}
    assert told[1].numbers == {"withdrawn": at + 60_000_000}
    assert told[2].numbers == {"expired": microseconds(expired.expires)}
    assert engine.session(login=NEW, password=PASSWORD)
    for login in ("two@example.org", "three@example.org", "four@example.org"):
        assert refused(engine.session, login=login, password=PASSWORD).rule == "sessions.wrong"
    record_property("requirement", "PAY-25")


def test_up_to_the_last_moment_it_counts(engine, wanda, clock):
    first = wanda.users.invite(login=NEW, role="cashier", valid_hours=2)
    clock.forward(hours=2, microseconds=-1)
    assert accept(engine, first).login == NEW


def test_who_has_not_accepted_is_invited_anew_and_the_token_before_is_worth_nothing(
        engine, wanda, clock):
    first = wanda.users.invite(login=NEW, role="cashier", name="Nell", valid_hours=1)
    clock.forward(hours=2)
    second = wanda.users.invite(login=NEW)
    third = wanda.users.invite(login=NEW)
    assert refused(accept, engine, first).rule == "invitations.expired"
    assert refused(accept, engine, second).rule == "invitations.withdrawn"
    assert accept(engine, third).name == "Nell"
    # Whose invitation was withdrawn is invited, too; whoever did so first made the user.
    engine.vouch("ada@example.org").users.invite(login="two@example.org", role="cashier",
                                                 channel="books")
    wanda.users.withdraw_invitation(login="two@example.org")
    wanda.users.invite(login="two@example.org")
    (line,) = wanda.users.list(state="invited").users
    assert (line.login, line.invited_by) == ("two@example.org", "ada@example.org")


def test_an_email_address_is_one_users(engine, wanda, unchanged):
    wanda.users.invite(login=NEW, role="cashier")
    accept(engine, wanda.users.invite(login="in@example.org", role="cashier"))
    with unchanged(engine.host()):
        for asked in ({"login": NEW, "role": "warden"}, {"login": NEW, "channel": "window"},
                      {"login": "mira@example.org", "role": "warden"},
                      {"login": "IN@example.org", "role": "cashier"},
                      {"login": "in@example.org"}):
            assert refused(wanda.users.invite, **asked).rule == "users.taken"
    # Who stands in the season and has no password yet may be invited, and others may not.
    ada = engine.vouch("ada@example.org")
    accept(engine, ada.users.invite(login="cass@example.org"))
    assert engine.session(login="cass@example.org", password=PASSWORD)
    assert refused(ada.users.invite, login="cass@example.org").rule == "users.taken"


def test_which_roles_somebody_may_hand_out_is_a_permission_for_each(
        engine, wanda, unchanged, record_property):
    cass = engine.vouch("cass@example.org")
    with unchanged(engine.host()):
        for role in ("administrator", "no such role", "cashier/warden", "*", "**"):
            why = refused(wanda.users.invite, login=NEW, role=role)
            assert why.rule == "access.not_permitted"
            assert why.message == f"nobody permits `/users/invite/{role}`"
        # A cashier makes nobody.
        for role in ("cashier", "warden"):
            why = refused(cass.users.invite, login=NEW, role=role)
            assert why.rule == "distribution_outlet.cashier"
            assert "`/users/invite`" in why.message
    assert wanda.users.invite(login=NEW, role="warden")
    record_property("requirement", "PAY-25")


def test_who_sees_the_own_channel_invites_into_it_and_into_no_other(
        engine, wanda, unchanged, reason):
    mira = engine.vouch("mira@example.org")
    with unchanged(engine.host()):
        assert reason(wanda.users.invite, login=NEW, role="cashier",
                      channel="window").rule == "users.other_channel"
        assert reason(wanda.users.invite, login=NEW, role="cashier",
                      locations=["main"]).rule == "users.other_location"
    mira.users.invite(login=NEW, role="cashier", locations=["main"])
    assert [one.login for one in wanda.users.list(state="invited").users] == []
    for ask in (wanda.users.withdraw_invitation, wanda.users.disable, wanda.users.enable):
        with pytest.raises(willcall.NotFoundError) as caught:
            ask(login=NEW)
        with pytest.raises(willcall.NotFoundError) as nobody:
            ask(login="nobody@example.org")
        assert str(caught.value) == str(nobody.value).replace("nobody@example.org", NEW)
    assert refused(wanda.users.invite, login=NEW, role="cashier").rule == "users.taken"


@pytest.mark.parametrize(("asked", "field"), [
    ({"login": "no address", "role": "cashier"}, "login"), ({"login": NEW}, "role"),
    ({"login": NEW, "role": "cashier", "channel": "nowhere"}, "channel"),
    ({"login": NEW, "role": "cashier", "locations": ["main", "nowhere"]}, "locations[1]"),
    ({"login": NEW, "role": "cashier", "locations": ["main", "main"]}, "locations[1]"),
    ({"login": NEW, "role": "cashier", "valid_hours": 0}, "valid_hours")])
def test_an_invitation_that_makes_no_sense_is_an_error_that_names_the_field(
        engine, unchanged, asked, field):
    host = engine.host()
    with unchanged(host), pytest.raises(willcall.InvalidError) as caught:
        host.users.invite(**asked)
    assert caught.value.field == field


def test_a_password_too_short_accepts_nothing(engine, wanda):
    invitation = wanda.users.invite(login=NEW, role="cashier")
    with pytest.raises(willcall.InvalidError) as caught:
        accept(engine, invitation, "seven77")
    assert (caught.value.field, "seven77" in str(caught.value)) == ("password", False)
    assert accept(engine, invitation)


def test_the_token_is_said_once_and_only_its_hash_is_kept(engine, wanda, stores, store_url):
    first = wanda.users.invite(login=NEW, role="cashier", idempotency_key="one")
    again = wanda.users.invite(login=NEW, role="cashier", idempotency_key="one")
    assert (again.id, again.token) == (first.id, "")
    host = engine.host()
    host.users.accept_invitation(token=first.token, password=PASSWORD, idempotency_key="two")
    again = host.users.accept_invitation(token=first.token, password=PASSWORD,
                                         idempotency_key="two")
    assert again.login == NEW
    engine.close()
    kept = "".join(str(stores.rows(store_url, f"select * from {table}"))
                   for table in ("idempotency", "invitations", "credentials", "journal", "items"))
    assert NEW in kept
    assert first.token not in kept and PASSWORD not in kept


def test_who_is_given_a_password_otherwise_needs_no_invitation_any_more(engine, wanda, reason):
    invitation = wanda.users.invite(login=NEW, role="cashier")
    engine.host().users.set_password(login=NEW, password="another drawer")
    assert refused(accept, engine, invitation).rule == "invitations.withdrawn"
    assert reason(wanda.users.withdraw_invitation, login=NEW).rule == "invitations.none"
    assert engine.session(login=NEW, password="another drawer")


def test_who_is_disabled_is_out_at_once_and_what_they_sold_stays(
        engine, opened, wanda, sale, clock, reason, record_property):
    cass = opened().vouch("cass@example.org")
    order = cass.orders.place(**sale(each=0))
    clock.forward(minutes=1)
    assert wanda.users.disable(login="cass@example.org").ended == 1
    over = refused(cass.orders.place, **sale(each=0))
    assert (over.rule, over.numbers) == ("sessions.disabled", {"ended": microseconds(clock.at)})
    assert refused(engine.vouch, "cass@example.org").rule == "sessions.disabled"
    (line,) = wanda.users.list(state="disabled").users
    assert line.login == "cass@example.org"
    assert wanda.orders.get(id=order.id).who.seller == "cass@example.org"
    assert reason(wanda.users.disable, login="wanda@example.org").rule == "users.oneself"
    assert wanda.users.disable(login="cass@example.org").ended == 0
    wanda.users.enable(login="cass@example.org")
    assert refused(cass.orders.place, **sale(each=0)) == over
    assert opened().vouch("cass@example.org").orders.place(**sale(each=0))
    record_property("requirement", "decision-5")


def test_a_season_that_comes_later_leaves_who_was_invited_as_they_are(engine, house, wanda):
    accept(engine, wanda.users.invite(login=NEW, role="cashier"))
    for _ in range(2):
        house(plugins={"roles": {"roles": ROLES}}, users=[
            {"login": NEW, "name": "Somebody Else", "role": "administrator"}])
    (line,) = [one for one in engine.host().users.list().users if one.login == NEW]
    assert (line.name, line.role, line.channel) == (NEW, "cashier", "books")


def test_invitations_are_journaled_with_the_user_they_are_about(engine, wanda):
    host = engine.host()
    cursor = host.journal.since().cursor
    invitation = wanda.users.invite(login=NEW, role="cashier")
    accept(engine, invitation)
    wanda.users.disable(login=NEW)
    wanda.users.enable(login=NEW)
    entries = [entry for entry in host.journal.since(cursor=cursor).entries
               if entry.operation.startswith("users.")]
    assert [entry.operation for entry in entries] == [
        "users.invite", "users.accept_invitation", "users.disable", "users.enable"]
    (line,) = [one for one in host.users.list().users if one.login == NEW]
    assert {entry.subject for entry in entries} == {line.id}


@pytest.mark.parametrize("role", ["administrator", "warden"])
def test_users_are_listed_as_far_as_their_role_sees(engine, role):
    seen = {"administrator": {"ada@example.org", "wanda@example.org", "mira@example.org",
                              "cass@example.org"},
            "warden": {"wanda@example.org", "cass@example.org"}}[role]
    name = "ada" if role == "administrator" else "wanda"
    listed = engine.vouch(f"{name}@example.org").users.list()
    assert {one.login for one in listed.users} == seen
    assert {one.login for one in engine.vouch(f"{name}@example.org").users.list(
        role="cashier", channel="books").users} == {"cass@example.org"}
