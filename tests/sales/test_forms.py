"""Forms: what is asked of tickets, per ticket type or per channel and event."""

import pytest
import willcall
from foothill import SEASON

HEIGHTS = SEASON["events"][0]
DIET = {"key": "diet", "name": "Diet", "type": "choice", "choices": ["none", "vegan"],
        "required": True}
FORM = [DIET, {"key": "age", "name": "Age", "type": "integer"},
        {"key": "member", "name": "Member", "type": "boolean"},
        {"key": "born", "name": "Born", "type": "date"},
        {"key": "note", "name": "Note", "type": "text"}]
OFFICE = {"channels": [{"key": "window", "kind": "ticket_office",
                        "settings": {"delivery": "none", "registrations": True, "refunds": True}},
                       *SEASON["channels"][1:]]}


def season(form=FORM, **event):
    general, child = HEIGHTS["ticket_types"]
    return {**OFFICE, "events": [{**HEIGHTS, **event,
                                  "ticket_types": [{**general, "form": form}, child]}]}


@pytest.fixture
def window(house):
    """A function that gives Mira at the window, on an open shift, where such a form is asked."""

    def open_window(*form, **event):
        mira = house(**season(*form, **event)).vouch("mira@example.org")
        mira.shifts.open()
        return mira

    return open_window


def asked(*answers, quantity=1):
    return {"lines": [{"performance": "friday", "ticket_type": "general", "quantity": quantity,
                       "answers": list(answers)}],
            "payments": [{"means": "cash", "amount": 19 * quantity}]}


def test_each_ticket_has_its_answers(window):
    mira = window()
    order = mira.orders.place(**asked(
        {"diet": "vegan", "age": "34", "member": "true", "born": "1984-02-29", "note": "front"},
        {"diet": "none"}, quantity=2))
    assert [ticket.answers for ticket in order.tickets] == [
        {"diet": "vegan", "age": "34", "member": "true", "born": "1984-02-29", "note": "front"},
        {"diet": "none"}]
    assert mira.orders.get(id=order.id) == order


def test_one_set_of_answers_serves_all_tickets(window):
    order = window().orders.place(**asked({"diet": "none"}, quantity=3))
    assert [ticket.answers for ticket in order.tickets] == [{"diet": "none"}] * 3


def test_nothing_is_sold_without_an_answer_that_is_required(window, reason, unchanged):
    mira = window()
    with unchanged(mira.engine.host()):
        for answers in ([], [{}], [{"age": "3"}], [{"diet": "none"}, {}]):
            no = reason(mira.orders.place, **asked(*answers, quantity=max(1, len(answers))))
            assert (no.rule, no.line) == ("form.required", 0)
            assert "`diet`" in no.message
        lines = asked(quantity=2)["lines"]
        assert reason(mira.orders.register, lines=lines).rule == "form.required"
    assert mira.orders.quote(lines=lines).possible  # a price can be had before


@pytest.mark.parametrize("key, text, says", [
    ("age", "many", "must be a whole number"), ("age", "3.5", "must be a whole number"),
    ("age", "99999999999999999999", "must be a whole number"), ("member", "yes", "true or false"),
    ("born", "29 February", "must be a date"), ("born", "2018-02-30", "must be a date"),
    ("diet", "fish", "one of the choices"), ("note", "x" * 1001, "at most 1000 bytes"),
    ("size", "XL", "does not ask this")])
def test_what_is_no_answer_is_an_error_that_says_where(window, unchanged, key, text, says):
    mira = window()
    with unchanged(mira.engine.host()), pytest.raises(willcall.InvalidError, match=says) as caught:
        mira.orders.place(**asked({"diet": "none"}, {"diet": "none", key: text}, quantity=2))
    assert caught.value.field == f"lines[0].answers[1].{key}"


def test_a_channel_asks_by_its_own_form(window, house, reason):
    own = [{"key": "hotel", "name": "Hotel", "required": True}]
    mira = window(FORM, forms=[{"channel": "window", "form": own}])
    assert "`hotel`" in reason(mira.orders.place, **asked()).message
    order = mira.orders.place(**asked({"hotel": "Grand"}))
    assert order.tickets[0].answers == {"hotel": "Grand"}
    cass = mira.engine.vouch("cass@example.org")
    lines = asked({"diet": "vegan"})["lines"]
    assert cass.orders.place(lines=lines).tickets[0].answers == {"diet": "vegan"}
    with pytest.raises(willcall.InvalidError, match="does not ask"):
        cass.orders.place(lines=asked({"diet": "none", "hotel": "Grand"})["lines"])


def test_a_channel_may_ask_nothing(window):
    mira = window(FORM, forms=[{"channel": "window", "form": []}])
    assert mira.orders.place(**asked()).tickets[0].answers == {}


def test_what_a_form_asked_stays_answered_when_it_asks_otherwise(window, house):
    order = window().orders.place(**asked({"diet": "vegan"}))
    host = house(**season([])).host()
    assert host.orders.get(id=order.id).tickets[0].answers == {"diet": "vegan"}


def test_a_ticket_taken_in_exchange_is_asked_too(window, reason):
    mira = window()
    order = mira.orders.place(**asked({"diet": "vegan"}))
    given = {"id": order.id, "tickets": [order.tickets[0].id]}
    assert reason(mira.orders.exchange, **given,
                  lines=asked()["lines"]).rule == "form.required"
    after = mira.orders.exchange(**given, lines=asked({"diet": "none"})["lines"])
    assert [ticket.answers for ticket in after.tickets] == [{"diet": "vegan"}, {"diet": "none"}]


@pytest.mark.parametrize("form, event, field", [
    ([DIET, DIET], {}, "events[0].ticket_types[0].form[1].key"),
    ([{**DIET, "choices": []}], {}, "events[0].ticket_types[0].form[0].choices"),
    ([{"key": "age", "name": "Age", "type": "integer", "choices": ["1"]}], {},
     "events[0].ticket_types[0].form[0].choices"),
    ([{"key": "a", "name": "A", "type": "number"}], {},
     "events[0].ticket_types[0].form[0].type"),
    ([], {"forms": [{"channel": "windw", "form": []}]}, "events[0].forms[0].channel"),
    ([], {"forms": [{"channel": "window", "form": []}, {"channel": "window", "form": []}]},
     "events[0].forms[1].channel")])
def test_a_form_that_is_none_is_an_error_that_says_where(window, form, event, field):
    with pytest.raises(willcall.InvalidError) as caught:
        window(form, **event)
    assert caught.value.field == field
