"""Who may do what: roles, patterns of permissions, and the part of a list a role sees."""

import pytest
import willcall

# The whole of what each built-in role may do among the engine's own operations.
REPORTS = {"reports.sales", "reports.order_book", "reports.payment_book", "reports.attendance",
           "reports.takings", "reports.document", "reports.payment", "reports.analysis",
           "reports.sold_orders", "reports.holdings"}
BASKETS = {"baskets.open", "baskets.fill", "baskets.assign", "baskets.get", "baskets.list",
           "baskets.drop"}
PLACES = {"orders.place", "baskets.place"}  # under one permission
SELLING = REPORTS | BASKETS | PLACES | {"orders.quote", "orders.get", "orders.list", "seats.map",
                                        "seats.list"}
CHANGES = {"orders.register", "orders.pay", "orders.cancel", "orders.refund", "orders.exchange"}
ORDERS = {"orders.quote", "orders.get", "orders.list", "orders.document"} | PLACES | CHANGES
CUSTOMERS = {f"customers.{verb}" for verb in ("create", "change", "get", "list", "duplicates",
                                              "changes", "orders", "merges",
                                              "relate", "unrelate", "relations", "products")}
FREE = {"sessions.current", "sessions.end", "sell_on_behalf.exit"}
LISTS = {"orders.list", "deliveries.list", "roles.list", "performances.list", "customers.list",
         "journal.list", "tickets.list", "shifts.list",
         "baskets.list", "sessions.list", "users.list", "distribution_outlet.outlets",
         "seats.list"}
DRAWERS = {f"shifts.{verb}" for verb in ("summary", "list", "comment", "pay_in", "pay_out",
                                         "deposit", "hand_over", "held")}
COUNTER = SELLING | CHANGES | CUSTOMERS | DRAWERS | {
    "orders.document", "tickets.list", "tickets.reissue", "tickets.transfer", "tickets.admit",
    "shifts.open",
    "shifts.current", "shifts.close", "shifts.document", "deliveries.list", "catalogue.get",
    "performances.list", "promotions.explain", "memberships.held", "paper_tickets.upload",
    "paper_tickets.get", "paper_tickets.ranges", "ticket_office.offices", "ticket_office.events"}
MANAGING = COUNTER | {"customers.merge", "customers.unmerge", "customers.erase", "deliveries.run",
                      "deliveries.retry", "deliveries.cancel", "deliveries.fetch", "journal.since",
                      "journal.list", "journal.head", "access.explain", "roles.list", "seats.block",
                      "seats.unblock", "paper_tickets.assign", "sessions.list", "sessions.revoke",
                      "distribution_outlet.outlets", "ticket_office.top_up",
                      "ticket_office.top_ups",
                      "ticket_office.change_event", "ticket_office.enter", "ticket_office.leave",
                      "customers.booked", "customers.purchased"}
BUYING = BASKETS | PLACES | {
                    "orders.quote", "orders.get", "orders.list", "seats.map",
                    "catalogue.get", "performances.list", "customers.get", "customers.orders",
                    "customers.products", "memberships.held", "facilitated_booking.attendees",
                    "facilitated_booking.choose", "facilitated_booking.book_for_oneself",
                    "facilitated_booking.texts"}


def permitted(host, login):
    engine = host.engine
    return {name for name in engine.operations
            if host.access.explain(operation=name, login=login).permitted}


@pytest.mark.parametrize(("role", "may", "scope"), [
    ("customer", BUYING, "own"),
    ("cashier", SELLING, "own"),
    ("supervisor", SELLING, "channel"),
    ("operator", COUNTER, "channel"),
    ("manager", MANAGING, "all"),
])
def test_a_built_in_role_may_do_this_and_nothing_else(staff, role, may, scope):
    (user,) = staff(role)
    host = user.engine.host()
    free = {one["name"] for one in user.engine.describe()["operations"] if not one["permission"]}
    assert free == FREE
    assert permitted(host, f"{role}@example.org") - free == may
    assert user.orders.list().scope == scope


def test_an_administrator_may_do_everything(staff):
    (eva,) = staff("administrator")
    engine = eva.engine
    # But for what is granted to one user, by name.
    assert permitted(engine.host(), "administrator@example.org") >= (
        set(engine.operations) - FREE - {"sell_on_behalf.begin", "sell_on_behalf.candidates"})
    assert eva.orders.list().scope == "all"
    assert eva.store.check().ok


def test_a_role_that_is_not_listed_may_do_nothing_and_the_missing_permission_is_named(
        staff, sale, reason, unchanged):
    (guest,) = staff("guest")
    with unchanged(guest.engine.host()):
        refused = reason(guest.orders.place, **sale())
    assert (refused.rule, refused.plugin) == ("access.not_permitted", "")
    assert "`/orders/place`" in refused.message


def test_an_explanation_names_role_and_pattern(staff):
    (box,) = staff("box", roles={"box": {"permits": ["/orders/*"], "forbids": ["/orders/get"]}})
    host = box.engine.host()
    place = host.access.explain(operation="orders.place", login="box@example.org")
    assert (place.permitted, place.permission, place.scope) == (True, "/orders/place", "own")
    (why,) = place.reasons
    assert (why.rule, why.plugin) == ("roles.permitted", "roles")
    assert "`box`" in why.message and "`/orders/*`" in why.message
    get = host.access.explain(operation="orders.get", login="box@example.org")
    assert not get.permitted
    (why,) = get.reasons
    assert why.rule == "roles.forbidden"
    assert "`/orders/get`" in why.message


@pytest.mark.parametrize(("pattern", "matches"), [
    ("/orders/place", PLACES),
    ("/orders/*", ORDERS),
    ("/orders/**", ORDERS),
    ("/*/list", LISTS),
    ("/**/list", LISTS),
    ("/*", set()),
    ("/orders", set()),
    ("/Orders/*", set()),
    ("/*/*/*", {"sell_on_behalf.grant", "sell_on_behalf.grants", "sell_on_behalf.withdraw"}),
])
def test_a_pattern_matches_segment_by_segment(staff, pattern, matches):
    (box,) = staff("box", roles={"box": {"permits": [pattern]}})
    assert permitted(box.engine.host(), "box@example.org") - FREE == matches


def test_two_stars_match_everything_and_what_is_forbidden_stays_forbidden(staff, sale, reason):
    (box,) = staff("box", roles={"box": {"permits": ["/**", "/orders/place"],
                                         "forbids": ["/orders/**"]}})
    assert reason(box.orders.place, **sale()).rule == "roles.forbidden"
    assert reason(box.orders.list).rule == "roles.forbidden"
    assert box.performances.list().performances[0].left == 10


@pytest.mark.parametrize(("sees", "seen"), [
    ("all", 2), ("channel", 2), ("own", 1), ("none", 0), ("as_channel_says", 2), (None, 1)])
def test_a_role_sees_its_part_of_lists_and_reports(staff, sale, sees, seen):
    role = {"permits": ["/orders/*", "/reports/*"], **({"sees": sees} if sees else {})}
    ann, ben = staff("ann", "ben", roles={"ann": role, "ben": role})
    ann.orders.place(**sale())
    theirs = ben.orders.place(**sale(quantity=2))
    said = {None: "own", "as_channel_says": "channel"}.get(sees, sees)
    assert ann.orders.list().scope == said
    assert len(ann.orders.list().orders) == seen
    assert ann.reports.sales().total.orders == seen
    if seen == 2:
        assert ann.orders.get(id=theirs.id) == theirs
    else:
        with pytest.raises(willcall.NotFoundError):
            ann.orders.get(id=theirs.id)


def test_roles_that_are_given_replace_the_built_in_ones(staff, reason):
    cashier, box = staff("cashier", "box", roles={"box": {"permits": ["/roles/list"]}})
    assert reason(cashier.orders.list).rule == "access.not_permitted"
    assert [(role.name, role.permits, role.forbids, role.sees)
            for role in box.roles.list().roles] == [("box", ["/roles/list"], [], "own")]


def test_the_built_in_roles_are_listed_by_name(staff):
    (eva,) = staff("administrator")
    assert [role.name for role in eva.roles.list().roles] == [
        "administrator", "cashier", "customer", "manager", "operator", "relay", "supervisor"]


def test_a_right_that_is_taken_away_counts_at_the_next_call_of_a_running_session(
        staff, sale, reason):
    (box,) = staff("box", roles={"box": {"permits": ["/orders/**"]}})
    box.orders.place(**sale())
    staff("box", roles={"box": {"permits": ["/orders/list"]}})
    assert reason(box.orders.place, **sale()).rule == "access.not_permitted"
    assert len(box.orders.list().orders) == 1


@pytest.mark.parametrize(("role", "field"), [
    ({"permits": ["orders/place"]}, "permits[0]"),
    ({"permits": ["/orders/*", "/order*"]}, "permits[1]"),
    ({"forbids": ["/orders//place"]}, "forbids[0]"),
    ({"forbids": [""]}, "forbids[0]"),
    ({"permits": "/orders/*"}, "permits"),
    ({"sees": "everything"}, "sees"),
    ({"may": ["/orders/*"]}, "may"),
])
def test_a_pattern_that_is_none_is_an_error_that_names_the_setting(staff, unchanged, role, field):
    (box,) = staff("box", roles={"box": {"permits": ["/orders/*"]}})
    with unchanged(box.engine.host()), pytest.raises(willcall.InvalidError) as caught:
        staff("box", roles={"box": role})
    assert caught.value.field == f"plugins.roles.roles.box.{field}"
