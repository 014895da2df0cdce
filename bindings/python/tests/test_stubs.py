"""The stubs that are checked in are what the engine says, and type checkers agree with them."""

import subprocess
import sys
from pathlib import Path

import pytest
import willcall
from willcall._stubs import stubs

PACKAGE = Path(willcall.__file__).resolve().parent

PROGRAM = '''\
import willcall

with willcall.open("season.yaml") as engine:
    with engine.session(login="mira@example.org", password="kept in a drawer") as desk:
        order = desk.orders.place(
            lines=[{"performance": "friday", "ticket_type": "general", "quantity": 2}],
            payments=[{"means": "cash", "amount": "38.00"}],
        )
        total: str = order.total
        desk.orders.place(line=[])
'''


def test_the_stubs_that_are_checked_in_are_those_of_the_engine(engine):
    checked_in = (PACKAGE / "_operations.pyi").read_text(encoding="utf-8")
    assert stubs(engine._description, own=True) == checked_in, (
        "make them anew: python3 -m willcall --season SEASON stubs --own")


def test_every_name_of_the_package_is_there():
    assert [name for name in willcall.__all__ if not hasattr(willcall, name)] == []
    assert willcall.__all__ == sorted(willcall.__all__)


def _mypy(*arguments, cache):
    pytest.importorskip("mypy")
    return subprocess.run([sys.executable, "-m", "mypy", "--strict", f"--cache-dir={cache}",
                           *arguments], capture_output=True, text=True, timeout=300, check=False)


def test_the_package_is_typed_through_and_through(tmp_path):
    ran = _mypy(str(PACKAGE), cache=tmp_path)
    assert ran.returncode == 0, ran.stdout


def test_a_type_checker_finds_what_is_wrong_in_a_script(tmp_path, monkeypatch):
    script = tmp_path / "sells.py"
    script.write_text(PROGRAM, encoding="utf-8")
    monkeypatch.setenv("MYPYPATH", str(PACKAGE.parent))
    found = _mypy(str(script), cache=tmp_path / "cache").stdout
    complaints = [line for line in found.splitlines() if "error:" in line]
    assert len(complaints) == 2, found
    assert "sells.py:9: " in complaints[0]
    assert "sells.py:10: " in complaints[1]
