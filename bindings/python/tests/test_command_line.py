"""`python -m willcall`: what a shell gets, and its exit codes."""

import io
import json

import pytest
import willcall
from willcall._commands import main

ORDER = {"lines": [{"performance": "friday", "ticket_type": "general", "quantity": 2}],
         "payments": [{"means": "cash", "amount": "38.00"}]}


@pytest.fixture
def shell(season, store_url, capsys):
    """A function that runs a command; gives exit code, output and complaints."""
    path = season()
    # A shell has no clock to set: an evening that is not over yet.
    path.write_text(path.read_text().replace("2018-11-09", "2099-11-09"))

    def run(*arguments):
        code = main(["--season", str(path), "--store", store_url, "--apply", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_operations_are_listed(shell):
    code, out, _ = shell("operations")
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("orders.place") and
            " writes " in line]


def test_answers_are_read_by_people_and_by_machines(shell):
    code, out, _ = shell("call", "performances.list")
    assert code == 0
    assert "friday" in out
    code, out, _ = shell("call", "performances.list", "--json")
    assert json.loads(out)["performances"][0]["starts"] == "2099-11-10T04:00:00Z"


def test_an_order_is_placed_from_a_file_and_from_stdin(shell, tmp_path, monkeypatch):
    vouched = ("--vouch", "mira@example.org", "call")
    assert shell(*vouched, "shifts.open", "--location", "main")[0] == 0
    file = tmp_path / "order.json"
    file.write_text(json.dumps(ORDER), encoding="utf-8")
    code, out, err = shell(*vouched, "orders.place", "--request", str(file), "--key", "one")
    assert (code, err) == (0, "")
    assert "number: MAIN-000001" in out
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(ORDER)))
    code, out, _ = shell(*vouched, "orders.place", "--request", "-", "--key", "one", "--json")
    assert json.loads(out)["number"] == "MAIN-000001"


def test_a_table_is_read_in_a_terminal_a_spreadsheet_and_on_paper(shell, tmp_path):
    vouched = ("--vouch", "mira@example.org", "call")
    shell(*vouched, "shifts.open", "--location", "main")
    shell(*vouched, "orders.place", "--lines",
          '[{"performance": "friday", "ticket_type": "general", "quantity": 2}]',
          "--payments", '[{"means": "cash", "amount": "38.00"}]')
    asked = (*vouched, "reports.sales", "--by", "seller",
             "--columns", '["key", "tickets", "face_value"]')
    code, out, _ = shell(*asked)
    assert code == 0
    assert [line.split() for line in out.splitlines() if "mira" in line or "38.00" in line] == [
        ["mira@example.org", "2", "38.00"], ["2", "38.00"]]
    assert out.splitlines()[-1] == "scope: channel"
    code, out, _ = shell(*asked, "--csv", "-")
    assert (code, out) == (0, "key,tickets,face_value\r\nmira@example.org,2,38.00\r\n")
    code, out, _ = shell(*asked, "--csv", "-", "--bom")
    assert (code, out.splitlines()[0]) == (0, "\ufeffkey,tickets,face_value")
    spreadsheet, paper = tmp_path / "sales.csv", tmp_path / "sales.pdf"
    code, out, _ = shell(*asked, "--csv", str(spreadsheet), "--bom", "--pdf", str(paper))
    assert (code, out) == (0, "")
    assert spreadsheet.read_bytes().startswith(b"\xef\xbb\xbfkey,")
    assert paper.read_bytes().startswith(b"%PDF-")


def test_what_a_season_is_warned_of_stands_beside_the_complaints(season, store_url, capsys):
    path = season()
    path.write_text(path.read_text().replace(
        "channels: [", "channels: [{key: kiosk, kind: distribution_outlet, "
        "settings: {delivery: print}}, "))
    assert main(["--season", str(path), "--store", store_url, "--apply", "operations"]) == 0
    assert capsys.readouterr().err == ("willcall: channels.kiosk.settings: the outlet prints its "
                                       "tickets, but no printer is registered there\n")
    # What is not applied is not warned of.
    assert main(["--season", str(path), "--store", store_url, "operations"]) == 0
    assert capsys.readouterr().err == ""


def test_a_refusal_is_exit_code_three_with_its_reasons(shell):
    vouched = ("--vouch", "mira@example.org", "call")
    shell(*vouched, "shifts.open", "--location", "main")
    code, out, err = shell(*vouched, "orders.place", "--lines",
                           '[{"performance": "friday", "ticket_type": "general", "quantity": 11}]',
                           "--payments", '[{"means": "cash", "amount": 209.00}]')
    assert (code, out) == (3, "")
    assert "left=10" in err


def test_a_failure_is_exit_code_one(shell):
    code, out, err = shell("call", "orders.get", "--number", "MAIN-000009")
    assert (code, out) == (1, "")
    assert "MAIN-000009" in err


@pytest.mark.parametrize("wrong", [
    ["dance"], ["call"], ["call", "orders.lst"], ["call", "orders.list", "--most", "five"],
    ["call", "orders.list", "--request", "no such file"], ["operations", "--loud"],
    ["--token", "operations", "again"], ["call", "orders.list", "--seats", "1"], [],
])
def test_a_command_that_is_none_is_exit_code_two(shell, wrong):
    code, out, err = shell(*wrong)
    assert (code, out) == (2, "")
    assert err.startswith("willcall: ")


def test_a_password_comes_from_the_environment(shell, monkeypatch):
    monkeypatch.delenv("WILLCALL_PASSWORD", raising=False)
    assert shell("--login", "mira@example.org", "call", "sessions.current")[0] == 2
    shell("call", "users.set_password", "--login", "mira@example.org", "--password", "in a drawer")
    monkeypatch.setenv("WILLCALL_PASSWORD", "in a drawer")
    code, out, _ = shell("--login", "mira@example.org", "call", "sessions.current")
    assert code == 0
    assert "login: mira@example.org" in out


def test_a_command_is_in_nobodys_way_afterwards(shell, opened, monkeypatch):
    shell("call", "users.set_password", "--login", "mira@example.org", "--password", "in a drawer")
    monkeypatch.setenv("WILLCALL_PASSWORD", "in a drawer")
    mira = ("--login", "mira@example.org")
    for who in (mira, mira, ("--vouch", "mira@example.org"), mira):
        assert shell(*who, "call", "sessions.current")[0] == 0
    till = opened().vouch("mira@example.org", device="window 2")
    code, _, err = shell(*mira, "call", "sessions.current")
    assert (code, "sessions.elsewhere" in err, "`window 2`" in err) == (3, True, True)
    assert till.sessions.current().device == "window 2"
    assert shell("--take-over", *mira, "call", "sessions.current")[0] == 0
    with pytest.raises(willcall.Refused):
        till.sessions.current()


def test_schemas_and_pages_are_printed(shell):
    assert json.loads(shell("describe")[1])["operations"]
    assert json.loads(shell("schema")[1])["$defs"]
    assert "orders.place" in shell("reference")[1]
    assert "class Order(Record):" in shell("stubs")[1]


def test_an_operation_tells_its_arguments(shell, capsys):
    with pytest.raises(SystemExit) as left:
        shell("call", "orders.list", "--help")
    assert left.value.code == 0
    assert "--performance" in capsys.readouterr().out
