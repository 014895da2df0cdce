"""Answers as objects: a class for each noun of the description, made when it is first needed.

A record is a snapshot: it has attributes and no setters, equals another with the same content, and
its repr can be pasted back.
"""

from __future__ import annotations

import datetime
import keyword
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Callable, NoReturn, Optional

if TYPE_CHECKING:
    from ._operations import Banner

Schema = dict[str, Any]
Convert = Optional[Callable[[Any], Any]]

_set = object.__setattr__
_new = object.__new__
_UTC = datetime.timezone.utc
_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?"
                   r"(?:Z|([+-])(\d\d):(\d\d))?")


class Record:
    """What an operation answers with, or a part of it.

    `banner` of an answer says who acts for whom, and since when; None where the session acts for
    itself. It is above the answer, not in it: a noun's own field of that name comes first.
    """

    __slots__ = ("__dict__", "__weakref__", "_banner")

    _fields: tuple[str, ...] = ()
    _banner: Record

    @property
    def banner(self) -> Banner | None:
        return getattr(self, "_banner", None)

    def __init__(self, **fields: Any):
        unknown = sorted(set(fields) - set(self._fields))
        if unknown:
            raise TypeError(f"{type(self).__name__} has no `{unknown[0]}`; "
                            f"it has {', '.join(self._fields)}")
        self.__dict__.update(fields)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a record doesn't change: `{name}` can't be set; "
                             f"see asdict() and copy.replace()")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a record doesn't change: `{name}` can't be deleted")

    def __repr__(self) -> str:
        fields = ((name, getattr(self, name)) for name in self._fields)
        said = ", ".join(f"{name}={value!r}" for name, value in fields if value is not None)
        return f"{type(self).__name__}({said})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or type(self).__name__ != type(other).__name__:
            return NotImplemented
        return self._filled() == other._filled()

    def __hash__(self) -> int:
        own = self.__dict__.get("id")
        if own is None:
            raise TypeError(f"unhashable type: {type(self).__name__} (it has no id)")
        return hash((type(self).__name__, own))

    def __replace__(self, **changes: Any) -> Record:
        return type(self)(**{**self.__dict__, **changes})

    def __reduce__(self) -> Any:
        return _again, (type(self).__name__, self._fields, self.__dict__)

    def _filled(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if value is not None}

    def asdict(self) -> dict[str, Any]:
        """The same as a dict, all the way down; what is absent is None."""
        return {name: _plain(getattr(self, name)) for name in self._fields}


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.asdict()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


_classes: dict[tuple[str, tuple[str, ...]], type[Record]] = {}
_latest: dict[str, type[Record]] = {}


def record_class(noun: str, fields: tuple[str, ...], doc: str = "",
                 meanings: tuple[str, ...] = (), base: type[Record] = Record) -> type[Record]:
    """The class of a noun with these fields; the same one for every engine that agrees on it."""
    made = _classes.get((noun, fields))
    if made is None:
        about = [f"{name}: {meaning}" for name, meaning in zip(fields, meanings)]
        content: dict[str, Any] = dict.fromkeys(fields)
        content.update(_fields=fields, __match_args__=fields, __module__="willcall.records",
                       __doc__="\n".join([doc[:1].upper() + doc[1:] + ".", "", *about]))
        made = _classes[noun, fields] = type(noun, (base,), content)
    _latest[noun] = made
    return made


def latest(noun: str) -> type[Record] | None:
    return _latest.get(noun)


def known_nouns() -> list[str]:
    return sorted(_latest)


def _again(noun: str, fields: tuple[str, ...], content: dict[str, Any]) -> Record:
    return record_class(noun, fields)(**content)


def attribute(name: str) -> str:
    """The Python name of a field: `from` is `from_`."""
    return name + "_" if keyword.iskeyword(name) else name


def time_of(text: str) -> datetime.datetime:
    """A time of the border: aware where it has an offset, naive where it is on a wall."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(f"`{text}` is no time")
    year, month, day, hour, minute, second, part, sign, hours, minutes = found.groups()
    zone: datetime.tzinfo | None = _UTC if text.endswith("Z") else None
    if sign:
        offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
        zone = datetime.timezone(-offset if sign == "-" else offset)
    return datetime.datetime(int(year), int(month), int(day), int(hour), int(minute),
                             int(second or 0), int((part or "").ljust(6, "0")), zone)


def _integer(value: Any) -> int:
    return int(value)  # beyond 2^53 it is a text


class Maker:
    """Makes records of one noun out of what JSON gave."""

    def __init__(self, noun: str, schema: Schema, find: Callable[[str], Maker],
                 base: type[Record] = Record):
        properties: dict[str, Schema] = schema.get("properties", {})
        names = tuple(attribute(name) for name in properties)
        self.cls = record_class(noun, names, schema.get("description", noun),
                                tuple(one.get("description", "") for one in properties.values()),
                                base)
        self._renamed = [name for name in properties if attribute(name) != name]
        self._find = find
        self._properties = properties
        self._conversions: list[tuple[str, Callable[[Any], Any]]] | None = None

    def _prepare(self) -> list[tuple[str, Callable[[Any], Any]]]:
        # Not before it is needed: nouns may contain each other.
        found = ((name, self._conversion(schema)) for name, schema in self._properties.items())
        self._conversions = [(name, convert) for name, convert in found if convert is not None]
        return self._conversions

    def __call__(self, raw: dict[str, Any]) -> Record:
        conversions = self._conversions
        if conversions is None:
            conversions = self._prepare()
        for name, convert in conversions:
            value = raw.get(name)
            if value is not None:
                raw[name] = convert(value)
        for name in self._renamed:
            if name in raw:
                raw[attribute(name)] = raw.pop(name)
        record = _new(self.cls)
        _set(record, "__dict__", raw)
        return record

    def _conversion(self, schema: Schema) -> Convert:
        if "$ref" in schema:
            return self._find(noun_of(schema))
        form, kind = schema.get("format"), schema.get("type")
        if form == "money":
            return Decimal
        if form in ("date-time", "date-time-local"):
            return time_of
        if isinstance(kind, list) and "integer" in kind:
            return _integer
        if kind == "array":
            return _each(self._conversion(schema.get("items", {})))
        if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
            return _each_value(self._conversion(schema["additionalProperties"]))
        return None


def _each(convert: Convert) -> Convert:
    if convert is None:
        return None
    inner = convert
    return lambda values: [inner(value) for value in values]


def _each_value(convert: Convert) -> Convert:
    if convert is None:
        return None
    inner = convert
    return lambda values: {key: inner(value) for key, value in values.items()}


def noun_of(schema: Schema) -> str:
    return str(schema["$ref"]).rsplit("/", 1)[-1]


def _no_noun(noun: str) -> Maker:
    raise KeyError(noun)


# Errors bring reasons before any engine has described itself.
_SEAT = Maker("SeatInQuestion", {
    "description": "a seat that a reason is about",
    "properties": {
        "guid": {"description": "its own in the plan, or as it was asked for"},
        "name": {"description": "zone, row and number; empty: the hall has none such"},
        "free_beside": {"description": "guids of the free seats next to it", "type": "array",
                        "items": {"type": "string"}},
    },
}, _no_noun)
REASON = Maker("Reason", {
    "description": "one rule that decided, with the numbers behind it",
    "properties": {
        "rule": {"description": "stable name of the rule"},
        "message": {"description": "the same in words"},
        "plugin": {"description": "plugin that decided; empty for the engine itself"},
        "line": {"description": "line of the order it is about, from 0; absent for all",
                 "type": ["integer", "string"]},
        "numbers": {"description": "what was asked, what is left, until when (µs UTC)",
                    "type": "object",
                    "additionalProperties": {"type": ["integer", "string"]}},
        "seats": {"description": "the seats it is about, at most 100", "type": "array",
                  "items": {"$ref": "#/$defs/SeatInQuestion"}},
    },
}, {"SeatInQuestion": _SEAT}.__getitem__)

# Neither is a banner described by the operation whose answer it stands above.
BANNER = Maker("Banner", {
    "description": "that a session acts for another, who, for whom and since when",
    "properties": {
        "actor": {"description": "login of who acts"},
        "actor_name": {"description": "as shown"},
        "seller": {"description": "login of the user whose sales these are"},
        "seller_name": {"description": "as shown"},
        "since": {"description": "when it began", "format": "date-time"},
    },
}, _no_noun)


def with_banner(record: Record, raw: dict[str, Any]) -> Record:
    """The same record, under a banner."""
    _set(record, "_banner", BANNER(raw))
    return record
