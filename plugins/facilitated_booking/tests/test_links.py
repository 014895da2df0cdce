"""Links that an integrator mounts: what they are for, where they lead, how often and how long."""

import pytest
import willcall

PAGES = ["https://tickets.example.org/seats", "https://tickets.example.org/whats-on/",
         "/memberships"]


def tickets(quantity=1, of="general", performance="friday"):
    return {"performance": performance, "ticket_type": of, "quantity": quantity}


def card(amount):
    return [{"means": "card", "amount": amount}]


@pytest.mark.parametrize("scope, events, fine, outside", [
    ("events", ["dance"], [], [tickets(1)]),
    ("events", ["dance", "heights"], [tickets(1)], [{"product": "gift"}]),
    ("all_events", [], [tickets(1)], [{"product": "gold-card"}]),
    ("memberships", [], [{"product": "gold-card"}], [tickets(1)])])
def test_a_link_is_for_given_events_for_all_of_them_or_for_memberships(
        at_home, link, refusals, record_property, scope, events, fine, outside):
    fay, _, kim = at_home
    fay.facilitated_booking.choose(attendee=kim, link=link(scope=scope, events=events,
                                                           forward_to="/memberships"))
    if fine:
        total = fay.orders.quote(lines=fine).total
        assert fay.orders.place(lines=fine, payments=card(total)).on_behalf_of == "Kim Hill"
    with refusals() as rules:
        fay.baskets.open(lines=outside)
    assert rules == ["facilitated_booking.out_of_scope"]
    fay.facilitated_booking.book_for_oneself()
    fay.baskets.open(lines=outside)
    record_property("requirement", "SPX-15")


@pytest.mark.parametrize("target", [
    "https://evil.example/", "//evil.example/", "/\\evil.example", "https:/evil.example",
    "https://tickets.example.org.evil.example/whats-on/",
    "https://tickets.example.org@evil.example/whats-on/",
    "https://tickets.example.org/whats-on/../admin", "https://tickets.example.org/whats-on/%2E./a",
    "https://tickets.example.org/whats-on/..%2fadmin", "https://tickets.example.org/whats-on",
    "http://tickets.example.org/whats-on/", "https://tickets.example.org/seats/1",
    "javascript:alert(1)", "/membershipsx", "/memberships/", " /memberships",
    "https://tickets.example.org/whats-on/a b"])
def test_a_link_leads_to_the_integrators_own_pages_only(host, refusals, record_property, target):
    with refusals() as rules:
        host.facilitated_booking.link(scope="all_events", forward_to=target)
    assert rules == ["facilitated_booking.not_own_page"]
    record_property("requirement", "SPX-16")


@pytest.mark.parametrize("target", [
    "https://tickets.example.org/seats", "https://tickets.example.org/seats?performance=8813",
    "https://tickets.example.org/whats-on/", "https://tickets.example.org/whats-on/july/9?a=../b",
    "/memberships", "/memberships#gold"])
def test_it_leads_to_pages_of_the_list_and_below_its_folders(at_home, link, target):
    fay, _, kim = at_home
    assert fay.facilitated_booking.choose(link=link(forward_to=target),
                                          attendee=kim).forward_to == target


@pytest.mark.parametrize("request_, field", [
    ({"scope": "all_events"}, "forward_to"), ({"forward_to": "/memberships"}, "scope"),
    ({"scope": "events", "forward_to": "/memberships"}, "events"),
    ({"scope": "all_events", "events": ["dance"], "forward_to": "/memberships"}, "events"),
    ({"scope": "events", "events": ["a b"], "forward_to": "/memberships"}, "events[0]")])
def test_a_link_names_its_page_and_what_it_is_for(host, unchanged, record_property, request_,
                                                  field):
    with unchanged(host), pytest.raises(willcall.InvalidError) as caught:
        host.facilitated_booking.link(**request_)
    assert caught.value.field == field
    record_property("requirement", "SPX-16")


def test_a_link_is_good_once(at_home, link, refusals):
    fay, _, kim = at_home
    mounted = link()
    fay.facilitated_booking.choose(link=mounted, attendee=kim)
    for ask in (lambda: fay.facilitated_booking.choose(link=mounted, attendee=kim),
                lambda: fay.facilitated_booking.attendees(link=mounted)):
        with refusals() as rules:
            ask()
        assert rules == ["facilitated_booking.used_link"]
    # Each visit has one of its own.
    assert link() != link()


def test_a_link_is_good_for_a_while(at_home, link, refusals, clock):
    fay, _, kim = at_home
    first, second = link(), link()
    clock.forward(minutes=30, microseconds=-1)
    fay.facilitated_booking.choose(link=first, attendee=kim)
    clock.forward(microseconds=1)
    with refusals() as rules:
        fay.facilitated_booking.choose(link=second, attendee=kim)
    assert rules == ["facilitated_booking.expired_link"]
    # What was used is forgotten with time, and then it is too late for it anyway.
    with refusals() as rules:
        fay.facilitated_booking.choose(link=first, attendee=kim)
    assert rules == ["facilitated_booking.expired_link"]


def test_a_link_that_was_not_made_here_is_refused(at_home, link, refusals, new_store, opened):
    fay, _, kim = at_home
    genuine = link()
    elsewhere = opened({"organisation": {"name": "Other", "currency": "USD", "timezone": "UTC"},
                        "plugins": {"facilitated_booking": {"pages": PAGES}}}, store=new_store(),
                       seed=77).host().facilitated_booking.link(scope="all_events",
                                                                forward_to=PAGES[0]).link
    forged = [genuine[:-1] + ("A" if genuine[-1] != "A" else "Q"), genuine[1:], genuine + "A",
              "B" + genuine[1:], "nonsense", "A" * 200, "é", elsewhere]
    for one in forged:
        with refusals() as rules:
            fay.facilitated_booking.choose(link=one, attendee=kim)
        assert rules == ["facilitated_booking.forged_link"], one
    fay.facilitated_booking.choose(link=genuine, attendee=kim)


def test_a_page_taken_off_the_list_is_not_gone_on_to(at_home, link, house, refusals):
    fay, _, kim = at_home
    mounted = link()
    house(booking={"pages": PAGES[:1]})
    with refusals() as rules:
        fay.facilitated_booking.choose(link=mounted, attendee=kim)
    assert rules == ["facilitated_booking.not_own_page"]
