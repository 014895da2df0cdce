"""Tables as text in a terminal."""

from __future__ import annotations

import sys
from datetime import datetime
from decimal import Decimal
from typing import Any

from ._table import Table

_WIDE = 100_000  # for programs that read our output: no line is cut


def print_table(table: Table, title: str) -> None:
    """The first rows, the total, and what the caller may see of them."""
    from rich import box  # slow to load, and only people need it
    from rich.console import Console
    from rich.table import Table as Drawn

    rows = table.first
    total = getattr(table, "total", None)
    names = [name for name in table.columns
             if any(_cell(getattr(row, name)) for row in rows)]
    drawn = Drawn(title=title, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False,
                  show_footer=total is not None)
    for name in names:
        right = any(isinstance(getattr(row, name), (int, Decimal)) for row in rows)
        drawn.add_column(name, justify="right" if right else "left", overflow="fold",
                         footer=_cell(getattr(total, name, None)))
    for row in rows:
        drawn.add_row(*(_cell(getattr(row, name)) for name in names))
    to_people = sys.stdout.isatty()
    console = Console(markup=False, highlight=False, emoji=False,
                      width=None if to_people else _WIDE)
    console.print(drawn)
    more = "; there are more rows: --most, --csv" if getattr(table, "more", False) else ""
    console.print(f"scope: {getattr(table, 'scope', '')}{more}")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").replace("+00:00", "Z")
    return "" if value is None else str(value)
