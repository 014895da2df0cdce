"""Templates and languages of one's own: what they may say, and what is found wrong in them."""

import pytest
import willcall

SLIP = "`ticket.txt`, line 2, column 7: "


def test_a_template_of_ones_own_takes_the_place_of_the_shipped_one(papers, own):
    folder = own(ticket__txt="{{#tickets}}{{event}} for {{holder}}{{^holder}}anybody{{/holder}}\n"
                             "{{/tickets}}{{words.total}} {{total}}\n")
    made = papers("ticket", "txt", folder=folder, lines=[
        {"performance": "friday", "ticket_type": "general", "quantity": 2,
         "holders": ["Ann", "Ben"]}, {"performance": "friday", "ticket_type": "child"}])
    assert made.text == ("In The Heights for Ann\nIn The Heights for Ben\n"
                         "In The Heights for anybody\nTotal 38.00 USD\n")


def test_a_page_of_ones_own_is_drawn(papers, own):
    folder = own(ticket__page="""<document>{{#tickets}}
        <sheet width="100mm" height="50mm" margin="5mm">
          <row><column><text size="20">{{event}}</text></column>
               <column width="40mm"><code size="40mm">{{code}}</code></column></row>
        </sheet>{{/tickets}}</document>""")
    made = papers(folder=folder)
    assert made.codes() == [made.order.tickets[0].code]
    assert made.pages()[0].split() == ["In", "The", "Heights"]


def test_a_language_of_ones_own_joins_the_shipped_ones(papers, own, shipped):
    german = shipped("en.language").replace("total: Total", "total: Summe") \
        .replace("money: {amount} {currency}", "money: {amount} €") \
        .replace("decimal: .", "decimal: ,").replace("group: ,", "group: .")
    made = papers("confirmation", "txt", folder=own(de__language=german), price=1234.5,
                  more={"buyer": {"name": "Ann", "language": "de-AT"}})
    assert "Summe: 1.234,50 €" in made.text


def test_a_language_that_nobody_wrote_is_the_organisations(papers):
    made = papers("confirmation", "txt", language="bg",
                  more={"buyer": {"name": "Ann", "language": "fr"}})
    assert "Общо" in made.text


@pytest.mark.parametrize(("text", "why"), [
    ("one\ntwo {{evnt}}", SLIP.replace("7", "5") + "there is no field `evnt` here"),
    ("{{organiser}}\nтикет {{code}}", SLIP + "there is no field `code` here"),
    ("one\nline: {{words.nothing}}", SLIP + "there is no field `words.nothing` here"),
    ("one\nline: {{#tickets}}", SLIP + "the section `tickets` is not closed"),
    ("one\nline: {{/tickets}}", SLIP + "the section `tickets` is not open here"),
    ("one\nline: {{{number}}}", SLIP + "`{{{number}}` is not for these templates"),
    ("one\nline: {{> other}}", SLIP + "`{{> other}}` is not for these templates"),
    ("one\nline: {{=<% %>=}}", SLIP + "`{{=<% %>=}}` is not for these templates"),
    ("one\nline: {{tickets}}", SLIP + "`tickets` has parts; name one of them"),
    ("one\nline: {{number", SLIP + "`{{` is not closed"),
    ("one\nline: {{ }}", SLIP + "the braces are empty"),
])
def test_what_is_wrong_in_a_template_is_named_with_its_place(opened, house, own, text, why):
    with pytest.raises(willcall.InvalidError) as caught:
        opened(house(folder=own(ticket__txt=text)))
    assert caught.value.field == "plugins.documents.folder"
    assert why in str(caught.value)


@pytest.mark.parametrize(("page", "why"), [
    ("<document>\n <shet/></document>", "line 2, column 9: `shet` can't stand in `document`"),
    ('<document>\n<sheet width="1in"/></document>', "`1in` is no length such as 12mm or 8pt"),
    ('<document>\n<sheet width="90mm" wdth="1mm"/></document>',
     "`sheet` has no attribute `wdth`"),
    ('<document><sheet width="90mm"><text colour="red">x</text></sheet></document>',
     "`red` is no colour such as #1d3557"),
    ('<document><sheet width="90mm">words</sheet></document>', "`sheet` holds no text"),
    ('<document><sheet width="90mm">', "line 1, column"),
    ('<document></document>', "it describes no sheet"),
    ('<document><sheet width="90mm"><gap height="{{number}}"/></sheet></document>',
     "is no length"),
])
def test_what_is_wrong_in_a_page_is_named(opened, house, own, page, why):
    with pytest.raises(willcall.InvalidError, match="`ticket.page`, ") as caught:
        opened(house(folder=own(ticket__page=page)))
    assert why in str(caught.value)


@pytest.mark.parametrize(("files", "why"), [
    ({"ticket__text": "x"}, "`ticket.text` is no template; there are closing.page"),
    ({"de__language": "total: Summe\n"}, "`de.language`, `buyer` is missing"),
    ({"de__language": "totl: Summe\n"}, "`de.language`, line 1: there is no word `totl`"),
    ({"de__language": "total Summe\n"}, "`de.language`, line 1: `total Summe` has no colon"),
])
def test_what_is_wrong_in_a_folder_is_named(opened, house, own, files, why):
    with pytest.raises(willcall.InvalidError) as caught:
        opened(house(folder=own(**files)))
    assert why in str(caught.value)


def test_a_folder_that_is_not_there_is_named(opened, house, tmp_path):
    with pytest.raises(willcall.InvalidError, match="can't be read"):
        opened(house(folder=str(tmp_path / "nowhere")))


def test_a_template_that_runs_on_is_a_failed_delivery_with_its_cause(papers, own):
    loop = "".join("{{#tickets}}" for _ in range(12)) + "x" + "{{/tickets}}" * 12
    made = papers("ticket", "txt", folder=own(ticket__txt=loop),
                  lines=[{"performance": "friday", "ticket_type": "general", "quantity": 20}])
    assert (made.delivery.state, made.delivery.attempts) == ("failed", 1)
    assert made.delivery.detail == "the template runs on: it repeats too often"
    assert made.documents == ()


def test_a_page_that_can_not_be_drawn_is_a_failed_delivery_with_its_cause(papers, own):
    page = ('<document><sheet width="90mm"><code size="40mm">{{facilitator.name}}</code></sheet>'
            "</document>")
    made = papers(folder=own(ticket__page=page))
    assert made.delivery.state == "failed"
    assert "no QR code can be made of ``" in made.delivery.detail


def test_words_of_ones_own_stand_directly_under_the_header_and_name_the_owner(
        papers, own, shipped):
    own_words = "{{#owner}}<p>Please bring the card of {{name}}.</p>{{/owner}}"
    folder = own(confirmation__html=shipped("confirmation.html").replace(
        "</h1>", "</h1>" + own_words))
    text = papers("confirmation", "html", folder=folder, owner="Ben <b>Owner").text
    assert "</h1><p>Please bring the card of Ben &lt;b&gt;Owner.</p>" in text
    for without in (papers("confirmation", "html", folder=folder),
                    papers("confirmation", "html", owner="Ben")):
        assert "Please bring" not in without.text
