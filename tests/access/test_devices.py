"""Where a channel says so, a user is signed in on one device at a time, and not for ever."""

import concurrent.futures

import pytest
import willcall

PASSWORD = "kept in a drawer"
MIRA = "mira@example.org"


def people(role="manager", **more):
    return [{"login": f"{name}@example.org", "name": name.title(), "role": role,
             "channel": "window", "locations": ["main"], **more} for name in ("mira", "noor")]


@pytest.fixture
def office(house):
    """A function that opens the house with an office and its rules, where both have a password."""

    def open_office(users=None, **rules):
        engine = house(channels=[{"key": "window", "kind": "ticket_office",
                                  "settings": {"delivery": "none", **rules}}],
                       users=users or people())
        for name in ("mira", "noor"):
            engine.host().users.set_password(login=f"{name}@example.org", password=PASSWORD)
        return engine

    return open_office


def sign_in(engine, name="mira", **more):
    return engine.session(login=f"{name}@example.org", password=PASSWORD, **more)


def refusal_of(ask, *args, **request):
    with pytest.raises(willcall.Refused) as caught:
        ask(*args, **request)
    (why,) = caught.value.reasons
    return why


def microseconds(moment):
    return int(moment.timestamp() * 1_000_000)


def done(engine, operation):
    return list(engine.host().journal.list(operation=operation))


def test_an_operator_is_refused_on_a_second_device_and_told_where_and_since_when(
        office, opened, clock, record_property):
    engine = office()
    first = sign_in(engine, device="window 2")
    since = microseconds(clock.at)
    clock.forward(minutes=10)
    for one in (engine, opened()):
        for device in ("window 3", ""):
            why = refusal_of(sign_in, one, device=device)
            assert why.rule == "sessions.elsewhere"
            assert why.message == (f"`{MIRA}` is signed in at `window 2` "
                                   "since 2018-11-01T12:00:00Z")
            assert why.numbers == {"since": since}
    # Two operators on two devices of one office can, and the first has noticed nothing.
    assert sign_in(engine, "noor", device="window 3").sessions.current().device == "window 3"
    said = first.sessions.current()
    assert (said.device, microseconds(said.opened)) == ("window 2", since)
    # Signed out, there is room.
    first.sessions.end()
    assert sign_in(engine, device="window 3").sessions.current().device == "window 3"
    record_property("requirement", "WZV-7 decision-5")


def test_who_says_no_device_is_in_the_way_too(office):
    engine = office()
    sign_in(engine)
    why = refusal_of(sign_in, engine)
    assert (why.rule, "elsewhere since" in why.message) == ("sessions.elsewhere", True)


def test_with_the_password_another_device_takes_over_shift_and_baskets(
        office, sale, clock, record_property):
    engine = office()
    first = sign_in(engine, device="window 2")
    shift = first.shifts.open()
    first.orders.place(**sale())
    baskets = [first.baskets.open(lines=sale(quantity=quantity)["lines"]).id
               for quantity in (1, 2)]
    clock.forward(minutes=3)
    second = sign_in(engine, device="window 3", take_over=True)
    over = refusal_of(first.sessions.current)
    assert over.rule == "sessions.taken_over"
    assert over.message == ("the session ended at 2018-11-01T12:03:00Z: "
                            f"`{MIRA}` signed in at `window 3`")
    assert over.numbers == {"ended": microseconds(clock.at)}
    assert refusal_of(engine.session, token=first.token) == over
    assert second.shifts.current().id == shift.id
    assert [basket.id for basket in second.baskets.list().baskets] == baskets
    placed = second.orders.place(basket=baskets[0], payments=sale()["payments"])
    assert placed.who.shift == shift.id
    assert second.baskets.get(id=baskets[1]).lines[0].quantity == 2
    (entry,) = done(engine, "sessions.taken_over")
    assert entry.actor == MIRA
    record_property("requirement", "decision-5")


def test_who_was_taken_over_in_another_engine_is_out_at_once(office, opened, sale, unchanged):
    engine = office()
    first = sign_in(engine, device="window 2")
    first.shifts.open()
    sign_in(opened(), device="window 3", take_over=True)
    with unchanged(engine.host()):
        for ask in (lambda: first.orders.place(**sale()), first.orders.list, first.shifts.close):
            assert refusal_of(ask).rule == "sessions.taken_over"
        with engine.queue() as queue:
            (answer,) = queue.map(first.orders.place, [sale()])
        assert answer.error.reasons[0].rule == "sessions.taken_over"


def test_an_office_may_forbid_to_take_over(office, record_property):
    engine = office(take_over=False)
    first = sign_in(engine, device="window 2")
    why = refusal_of(sign_in, engine, device="window 3", take_over=True)
    assert why.rule == "sessions.no_take_over" and "`window 2`" in why.message
    assert first.sessions.current().device == "window 2"
    record_property("requirement", "decision-5")


def test_without_the_password_nobody_learns_who_is_signed_in_nor_ends_it(office):
    engine = office()
    first = sign_in(engine, device="window 2")
    for take_over in (False, True):
        assert refusal_of(engine.session, login=MIRA, password="something else",
                          device="window 3", take_over=take_over).rule == "sessions.wrong"
    assert first.sessions.current()


def test_who_comes_back_to_a_device_is_not_in_their_own_way(office):
    # A till that was switched off comes back, also where nobody may take over.
    engine = office(take_over=False)
    first = sign_in(engine, device="window 2")
    second = sign_in(engine, device="window 2")
    assert refusal_of(first.sessions.current).rule == "sessions.taken_over"
    assert second.sessions.current().device == "window 2"


def test_a_sign_in_that_the_host_vouches_for_obeys_the_same_rule(office, record_property):
    engine = office()
    first = sign_in(engine, device="window 2")
    for device in ("", "window 3"):
        assert refusal_of(engine.vouch, MIRA, device=device).rule == "sessions.elsewhere"
    tablet = engine.vouch(MIRA, device="tablet", take_over=True)
    assert refusal_of(first.sessions.current).rule == "sessions.taken_over"
    why = refusal_of(sign_in, engine, device="window 2")
    assert (why.rule, "`tablet`" in why.message) == ("sessions.elsewhere", True)
    assert tablet.sessions.current().device == "tablet"
    record_property("requirement", "decision-5")


def test_what_the_host_vouches_for_without_a_device_is_on_one_of_its_own(office):
    engine = office()
    several = [engine.vouch(MIRA) for _ in range(3)]
    why = refusal_of(sign_in, engine, device="window 2")
    assert (why.rule, "through the host program" in why.message) == ("sessions.elsewhere", True)
    assert all(one.sessions.current() for one in several)
    sign_in(engine, device="window 2", take_over=True)
    assert {refusal_of(one.sessions.current).rule for one in several} == {"sessions.taken_over"}


def test_a_session_on_behalf_is_not_a_sign_in_of_whom_it_acts_for(
        office, badly_behaved, house, sale, record_property):
    # The plugin does nothing but say whom its caller's session acts for.
    engine = house(plugin_files=[badly_behaved("stands_in")], channels=[
        {"key": "window", "kind": "ticket_office", "settings": {"delivery": "none"}}],
        users=people("administrator"))
    mira = engine.vouch(MIRA, device="window 2")
    shift = mira.shifts.open()
    noor = engine.vouch("noor@example.org", device="desk")
    noor.stands_in.begin(login=MIRA)
    order = noor.orders.place(**sale())
    assert (order.who.seller, order.who.actor, order.who.shift) == (
        MIRA, "noor@example.org", shift.id)
    assert mira.orders.place(**sale()).who.shift == shift.id
    # Nor does it keep her from signing in, or end when she does elsewhere.
    engine.vouch(MIRA, device="window 3", take_over=True)
    assert noor.orders.place(**sale()).who.seller == MIRA
    record_property("requirement", "decision-5")


def test_of_two_devices_that_sign_in_at_once_through_two_engines_one_wins(
        office, opened, record_property):
    first, second = office(), opened()
    with concurrent.futures.ThreadPoolExecutor(2) as both:
        for turn in range(10):
            asked = [both.submit(sign_in, engine, device=f"{turn}/{number}")
                     for number, engine in enumerate((first, second))]
            came = [one.exception() or one.result() for one in asked]
            (won,) = [one for one in came if isinstance(one, willcall.Session)]
            (lost,) = [one for one in came if isinstance(one, willcall.Refused)]
            assert lost.reasons[0].rule == "sessions.elsewhere"
            assert f"`{won.sessions.current().device}`" in lost.reasons[0].message
            won.sessions.end()
    record_property("requirement", "decision-5 WZV-7")


def test_of_two_devices_that_take_over_at_once_one_stays(office, opened):
    first, second = office(), opened()
    sign_in(first, device="window 2")
    with concurrent.futures.ThreadPoolExecutor(2) as both:
        for turn in range(5):
            asked = [both.submit(sign_in, engine, device=f"{turn}/{number}", take_over=True)
                     for number, engine in enumerate((first, second))]
            sessions = [one.result() for one in asked]
            alive = [row.device for row in first.host().sessions.list(login=MIRA).sessions]
            assert len(alive) == 1
            assert {session.token for session in sessions if lives(session)} == {
                session.token for number, session in enumerate(sessions)
                if alive == [f"{turn}/{number}"]}


def lives(session):
    try:
        return session.sessions.current() is not None
    except willcall.Refused:
        return False


def test_where_a_channel_says_nothing_devices_are_not_counted(office, house):
    engine = office(one_device=False)
    sessions = [sign_in(engine, device=device) for device in ("window 2", "window 3", "")]
    # An outlet has no such rule, and who has no channel has none either.
    engine = house(users=[{"login": "cass@example.org", "name": "Cass", "role": "cashier",
                           "channel": "books"},
                          {"login": "eva@example.org", "name": "Eva", "role": "manager"}])
    sessions += [engine.vouch(f"{name}@example.org", device=device)
                 for name in ("cass", "eva") for device in ("one", "two")]
    assert all(session.sessions.current() for session in sessions)


def test_a_channel_that_begins_to_count_does_so_from_the_next_sign_in(office):
    engine = office(one_device=False)
    first, second = sign_in(engine, device="one"), sign_in(engine, device="two")
    office()
    assert first.sessions.current() and second.sessions.current()
    assert refusal_of(sign_in, engine, device="three").rule == "sessions.elsewhere"
    sign_in(engine, device="three", take_over=True)
    assert {refusal_of(one.sessions.current).rule for one in (first, second)} == {
        "sessions.taken_over"}


def test_a_session_that_nobody_uses_ends_and_one_that_is_used_does_not(
        office, clock, record_property):
    engine = office(idle_minutes=8)
    session = sign_in(engine, device="window 2")
    for _ in range(4):
        clock.forward(minutes=7)
        assert session.sessions.current()
    used = clock.at
    clock.forward(minutes=9, seconds=1)
    for ask in (session.sessions.current, lambda: engine.session(token=session.token),
                session.orders.list):
        why = refusal_of(ask)
        assert why.rule == "sessions.idle"
        assert why.message.endswith("nobody had used it for 8 minutes")
        assert why.numbers == {"ended": microseconds(used) + 9 * 60 * 1_000_000}
    assert engine.host().sessions.list(login=MIRA).sessions == []
    assert len(done(engine, "sessions.idle")) == 1
    assert sign_in(engine, device="window 3")
    record_property("requirement", "decision-5")


def test_a_session_left_lying_is_in_nobodys_way(office, opened, clock):
    engine = office(idle_minutes=8)
    first = sign_in(engine, device="window 2")
    other = opened()
    clock.forward(minutes=8, seconds=30)
    assert refusal_of(sign_in, other, device="window 3").rule == "sessions.elsewhere"
    clock.forward(seconds=31)
    assert sign_in(other, device="window 3")
    assert refusal_of(first.sessions.current).rule == "sessions.idle"


def test_a_session_used_in_one_engine_is_in_use_in_another(office, opened, clock):
    here = sign_in(office(idle_minutes=8), device="window 2")
    there = opened().session(token=here.token)
    assert there.sessions.current()
    for _ in range(5):
        clock.forward(minutes=6)
        assert here.sessions.current()
    assert there.sessions.current()
    clock.forward(minutes=10)
    assert {refusal_of(one.sessions.current).rule for one in (there, here)} == {"sessions.idle"}


def test_what_is_used_all_the_time_is_told_to_the_store_now_and_then_only(office, clock):
    engine = office(idle_minutes=8)
    host, session = engine.host(), sign_in(engine, device="window 2")
    seen = set()
    for _ in range(60):
        clock.forward(seconds=10)
        session.sessions.current()
        (row,) = host.sessions.list(login=MIRA).sessions
        seen.add(row.used)
    assert len(seen) == 11


def test_sessions_are_listed_and_ended_by_who_may(office, opened, clock, record_property):
    engine = office()
    mira, noor = sign_in(engine, device="window 2"), sign_in(engine, "noor", device="window 3")
    told = {(row.login, row.device, str(row.kind), row.seller)
            for row in mira.sessions.list().sessions if str(row.kind) == "user"}
    assert told == {(f"{name}@example.org", device, "user", f"{name}@example.org")
                    for name, device in (("mira", "window 2"), ("noor", "window 3"))}
    (row,) = mira.sessions.list(login="noor@example.org").sessions
    clock.forward(minutes=1)
    assert mira.sessions.revoke(id=row.id).ended == 1
    over = refusal_of(noor.sessions.current)
    assert (over.rule, over.numbers) == ("sessions.revoked", {"ended": microseconds(clock.at)})
    assert MIRA not in over.message
    assert mira.sessions.revoke(id=row.id).ended == 0
    again = [one.vouch("noor@example.org") for one in (opened(), engine)]
    assert mira.sessions.revoke(login="noor@example.org").ended == 2
    assert {refusal_of(one.sessions.current).rule for one in again} == {"sessions.revoked"}
    assert [entry.actor for entry in done(engine, "sessions.revoke")] == [MIRA] * 2
    record_property("requirement", "decision-5")


def test_what_makes_no_sense_of_ending_a_session_is_named(office, unchanged):
    host = office().host()
    with unchanged(host):
        for wrong in ({}, {"id": "0000000000001", "login": MIRA}):
            with pytest.raises(willcall.InvalidError, match="either"):
                host.sessions.revoke(**wrong)
        for wrong in ({"id": "0000000000001"}, {"login": "nobody@example.org"}):
            with pytest.raises(willcall.NotFoundError) as caught:
                host.sessions.revoke(**wrong)
            assert [caught.value.field] == list(wrong)


def test_an_operator_ends_no_sessions_of_others(house, reason):
    mira = house().vouch(MIRA)
    assert reason(mira.sessions.list).rule == "access.not_permitted"
    assert reason(mira.sessions.revoke, login="noor@example.org").rule == "access.not_permitted"


def test_who_sees_the_own_channel_ends_sessions_there_and_no_others(house, reason):
    warden = {"permits": ["/sessions/**"], "sees": "channel"}
    engine = house(plugins={"roles": {"roles": {"warden": warden}}},
                   users=[*people("warden"),
                          {"login": "cass@example.org", "name": "Cass", "role": "warden",
                           "channel": "books"}])
    mira, cass = engine.vouch(MIRA), engine.vouch("cass@example.org")
    noor = engine.vouch("noor@example.org")
    with pytest.raises(willcall.NotFoundError):
        mira.sessions.revoke(login="cass@example.org")
    assert cass.sessions.current()
    assert mira.sessions.revoke(login="noor@example.org").ended == 1
    assert refusal_of(noor.sessions.current).rule == "sessions.revoked"


def test_a_user_who_is_disabled_is_out_for_good_and_told_since_when(
        office, clock, record_property):
    engine = office()
    mira = sign_in(engine, device="window 2")
    clock.forward(minutes=5)
    disabled = microseconds(clock.at)
    office(users=people(disabled=True))
    clock.forward(minutes=5)
    office()
    for ask in (mira.sessions.current, lambda: engine.session(token=mira.token)):
        over = refusal_of(ask)
        assert (over.rule, over.numbers) == ("sessions.disabled", {"ended": disabled})
    assert sign_in(engine, device="window 2").sessions.current()
    record_property("requirement", "decision-5")


@pytest.mark.parametrize(("rules", "field"), [
    ({"idle_minutes": -1}, "idle_minutes"), ({"one_device": "yes"}, "one_device"),
    ({"take_over": 2}, "take_over"), ({"devices": 2}, "devices")])
def test_rules_that_make_no_sense_are_an_error_that_names_the_setting(office, rules, field):
    with pytest.raises(willcall.InvalidError) as caught:
        office(**rules)
    assert caught.value.field == f"channels[0].settings.{field}"


@pytest.mark.parametrize(("more", "field"), [({"device": "till"}, "device"),
                                             ({"take_over": True}, "take_over")])
def test_only_users_are_on_devices(house, more, field):
    engine = house()
    with pytest.raises(willcall.InvalidError) as caught:
        engine.session(customer="ann@example.org", password=PASSWORD, **more)
    assert caught.value.field == field
