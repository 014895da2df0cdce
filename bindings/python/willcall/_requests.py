"""Requests as JSON: exact amounts and unambiguous times only, and errors that name the field."""

from __future__ import annotations

import datetime
import json
import keyword
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ._records import Record

_EXACT_MAX = 2**53
_dumps = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class _Unfit(Exception):
    """A value that can't be said in a request; the path to it is added on the way up."""

    def __init__(self, kind: type[Exception], why: str):
        super().__init__(why)
        self.kind = kind
        self.why = why
        self.path = ""

    def under(self, step: str) -> _Unfit:
        joint = "." if self.path and not self.path.startswith("[") else ""
        self.path = step + joint + self.path
        return self


def encode(operation: str, request: Mapping[str, Any]) -> str:
    """A request as JSON text. Raises TypeError or ValueError naming operation and field."""
    try:
        return _dumps(_object(request))
    except _Unfit as unfit:
        raise unfit.kind(f"{operation}: {unfit.path}: {unfit.why}") from None
    except RecursionError:
        raise ValueError(f"{operation}: the request is nested too deep") from None


def key_of(name: str) -> str:
    """The field of a keyword: `from_` is `from`."""
    return name[:-1] if name.endswith("_") and keyword.iskeyword(name[:-1]) else name


def _object(value: Mapping[str, Any]) -> dict[str, Any]:
    made = {}
    for name, inner in value.items():
        if not isinstance(name, str):
            raise _Unfit(TypeError, f"a key must be a str, not {type(name).__name__}")
        if inner is None:
            continue  # as if it were left out
        kind = type(inner)
        if kind is str or kind is bool:
            made[key_of(name)] = inner
            continue
        try:
            made[key_of(name)] = _value(inner)
        except _Unfit as unfit:
            raise unfit.under(key_of(name)) from None
    return made


def _list(values: Iterable[Any]) -> list[Any]:
    made = []
    for index, value in enumerate(values):
        try:
            made.append(_value(value))
        except _Unfit as unfit:
            raise unfit.under(f"[{index}]") from None
    return made


def _value(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        number = int(value)
        return number if -_EXACT_MAX <= number <= _EXACT_MAX else str(number)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise _Unfit(ValueError, f"{value} is no amount")
        return format(value, "f")
    if isinstance(value, Record):
        return _object(value.asdict())
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, datetime.datetime):
        return _time(value)
    if isinstance(value, float):
        raise _Unfit(TypeError, f"a float ({value!r}) is not exact; "
                                f"write Decimal({str(value)!r}) or {str(value)!r}")
    if isinstance(value, datetime.date):
        raise _Unfit(TypeError, "a date is no time; give an aware datetime")
    if isinstance(value, (bytes, bytearray, memoryview)):
        raise _Unfit(TypeError, f"{type(value).__name__} is no text; decode it")
    if isinstance(value, Iterable):
        return _list(value)
    raise _Unfit(TypeError, f"{type(value).__name__} can't be said in a request")


def _time(value: datetime.datetime) -> str:
    if value.utcoffset() is None:
        raise _Unfit(ValueError, f"a naive time ({value.isoformat()}) can be any instant; "
                                 "give it a zone, as in datetime(…, tzinfo=ZoneInfo(…))")
    return value.isoformat()
