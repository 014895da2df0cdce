"""Tables: answers that have too many rows for one object, read as data frames, pages, or CSV."""

from __future__ import annotations

import datetime
import html
import importlib
import os
from collections.abc import Iterator
from decimal import Decimal
from typing import IO, Any, Callable, Union

from . import _core
from ._records import Maker, Record, Schema, attribute, record_class

_EPOCH = datetime.datetime(1970, 1, 1)
_EPOCH_UTC = _EPOCH.replace(tzinfo=datetime.timezone.utc)

_set = object.__setattr__


class Table(Record):
    """What an operation answers with where there may be very many rows.

    Its own fields hold the first rows, as any record does. All rows, as they are in the store when
    they are read, come from the methods below; and pyarrow, polars, pandas, DuckDB and whoever else
    knows the Arrow PyCapsule interface take the table itself: `polars.DataFrame(table)`.
    """

    __slots__ = ("_list", "_make_row", "_source")

    _source: _core.Table
    _list: str
    _make_row: Maker

    def __reduce__(self) -> Any:
        return _again, (type(self).__name__, self._fields, self.__dict__)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """All rows as an Arrow stream, read from the store while the consumer reads it."""
        return self._opened().stream()

    def to_arrow(self) -> Any:
        """All rows as a pyarrow.Table."""
        return _needed("pyarrow", "to_arrow").table(self)

    def to_pandas(self, **options: Any) -> Any:
        """All rows as a pandas.DataFrame; options are those of pyarrow.Table.to_pandas."""
        _needed("pandas", "to_pandas")
        return self.to_arrow().to_pandas(**options)

    def to_polars(self) -> Any:
        """All rows as a polars.DataFrame."""
        return _needed("polars", "to_polars").DataFrame(self)

    def to_csv(self, file: Union[str, os.PathLike[str], IO[bytes]], *, bom: bool = False) -> None:
        """All rows as CSV, into a file: safe to open in a spreadsheet.

        bom: begin with a byte order mark, so that Excel reads the file as the UTF-8 it is
        """
        if isinstance(file, (str, os.PathLike)):
            with open(file, "wb") as opened:
                self._opened().csv(opened.write, bom)
        else:
            self._opened().csv(file.write, bom)

    def to_pdf(self, file: Union[str, os.PathLike[str], IO[bytes]]) -> None:
        """All rows as a PDF with title, filters and total, drawn by a plugin that makes reports."""
        document = self._opened().report("application/pdf")
        if isinstance(file, (str, os.PathLike)):
            with open(file, "wb") as opened:
                opened.write(document)
        else:
            file.write(document)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns that the table has."""
        self._opened()
        return self._make_row.cls._fields

    @property
    def first(self) -> list[Any]:
        """The rows that came with the answer, under whatever name: `orders`, `rows`."""
        self._opened()
        rows: list[Any] = getattr(self, self._list, None) or []
        return rows

    def pages(self, size: int = 1000) -> Iterator[list[Any]]:
        """All rows as records, some at a time: lists of `size`, and a rest."""
        if size < 1:
            raise ValueError("a page has at least one row")
        page: list[Any] = []
        for row in self:
            page.append(row)
            if len(page) == size:
                yield page
                page = []
        if page:
            yield page

    def __iter__(self) -> Iterator[Any]:
        """All rows, one after the other, as records."""
        opened = self._opened().pages()
        try:
            columns = [(attribute(name), _conversion(form)) for name, form in opened.columns]
            make = self._make_row.cls
            while (batch := opened.next()) is not None:
                values = [column if convert is None else
                          [None if value is None else convert(value) for value in column]
                          for (_, convert), column in zip(columns, batch)]
                for row in zip(*values):
                    yield make(**{name: value for (name, _), value in zip(columns, row)
                                  if value is not None})
        finally:
            opened.close()

    def _opened(self) -> _core.Table:
        try:
            return self._source
        except AttributeError:
            raise TypeError("only the first rows of this table were kept: ask for it again") \
                from None

    def _repr_html_(self) -> str:
        """The first rows, for notebooks."""
        rows = self.first
        names = [name for name in self.columns
                 if any(getattr(row, name) is not None for row in rows)]
        total = getattr(self, "total", None)
        lines = ["<table>", _line("th", names), *(
            _line("td", (_shown(getattr(row, name)) for name in names)) for row in rows)]
        if total is not None:
            lines.append(_line("th", (_shown(getattr(total, name)) for name in names)))
        more = "; there are more rows" if getattr(self, "more", False) else ""
        if withheld := getattr(self, "withheld", None):
            more += f"; left out: {html.escape(str(withheld).replace('_', ' '))}"
        lines += ["</table>", f"<p>scope: {html.escape(str(getattr(self, 'scope', '')))}{more}</p>"]
        return "\n".join(lines)


def _again(noun: str, fields: tuple[str, ...], content: dict[str, Any]) -> Record:
    """A table that was pickled: one in a process, too, that has not asked for any yet."""
    return record_class(noun, fields, base=Table)(**content)


class TableMaker(Maker):
    """Makes tables out of what JSON gave, and of what they are read from."""

    def __init__(self, noun: str, schema: Schema, find: Callable[[str], Maker]):
        super().__init__(noun, schema, find, Table)
        self._list = next(name for name, one in schema["properties"].items()
                          if one.get("type") == "array")
        self._row = schema["properties"][self._list]["items"]

    def table(self, raw: dict[str, Any], source: _core.Table) -> Record:
        made = self(raw)
        _set(made, "_source", source)
        _set(made, "_list", attribute(self._list))
        _set(made, "_make_row", self._find(self._row["$ref"].rsplit("/", 1)[-1]))
        return made


def _conversion(form: str) -> Callable[[Any], Any] | None:
    """From the number in an Arrow buffer to what a record holds."""
    if form.startswith("d:"):
        digits = -int(form.rsplit(",", 1)[1])
        return lambda minor: Decimal(minor).scaleb(digits)
    if form.startswith("tsu:"):
        begin = _EPOCH_UTC if form != "tsu:" else _EPOCH
        return lambda number: begin + datetime.timedelta(microseconds=number)
    return None


def _needed(module: str, method: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(f"{method}() needs {module}, which is not installed; "
                          f"pages() needs nothing") from error


def _line(tag: str, cells: Any) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(str(cell))}</{tag}>" for cell in cells) + "</tr>"


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
