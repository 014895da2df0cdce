"""What the demo shows: with rich in a terminal where it is installed, as plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

try:
    import rich.box
    import rich.console
    import rich.progress
    import rich.table
except ImportError:
    rich = None

Show = Callable[[int, str], None]  # how many are done, and what else to say


class Display:
    """Plain lines."""

    every = 20  # how often progress is shown

    def say(self, line: str) -> None:
        print(line, flush=True)

    @contextmanager
    def progress(self, doing: str, total: int, what: str) -> Iterator[Show]:
        def show(done: int, more: str) -> None:
            if done % self.every == 0 or done == total:
                self.say(f"{doing}: {done} of {total} {what}{', ' if more else ''}{more}")

        yield show

    def table(self, title: str, head: list[str], rows: list[list[object]]) -> None:
        """The first column holds names, the others numbers; the last row is the total."""
        texts = [[str(cell) for cell in row] for row in [head, *rows]]
        widths = [max(map(len, column)) for column in zip(*texts)]
        lines = ["  ".join([row[0].ljust(widths[0]),
                            *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))])
                 for row in texts]
        rule = "-" * len(lines[0])
        for line in ["", title, rule, lines[0], rule, *lines[1:-1], rule, lines[-1], rule]:
            self.say(line)


class RichDisplay(Display):
    """Bars that move, tables with lines."""

    def __init__(self) -> None:
        self._console = rich.console.Console(highlight=False)

    @contextmanager
    def progress(self, doing: str, total: int, what: str) -> Iterator[Show]:
        columns = [rich.progress.TextColumn("{task.description:11}"), rich.progress.BarColumn(),
                   rich.progress.MofNCompleteColumn(), rich.progress.TextColumn(what),
                   rich.progress.TimeElapsedColumn(),
                   rich.progress.TextColumn("{task.fields[more]}")]
        with rich.progress.Progress(*columns, console=self._console) as bars:
            task = bars.add_task(doing, total=total, more="")
            yield lambda done, more: bars.update(task, completed=done, more=more)

    def table(self, title: str, head: list[str], rows: list[list[object]]) -> None:
        table = rich.table.Table(title=title, title_justify="left", title_style="bold",
                                 box=rich.box.SIMPLE, pad_edge=False,
                                 collapse_padding=True, show_footer=True)
        for column, (title, total) in enumerate(zip(head, rows[-1])):
            table.add_column(title, str(total), justify="right" if column else "left")
        for row in rows[:-1]:
            table.add_row(*map(str, row))
        self._console.print("", table, sep="\n")


def display_for_here() -> Display:
    return RichDisplay() if rich is not None and sys.stdout.isatty() else Display()
