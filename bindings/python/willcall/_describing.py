"""What an engine says of itself, ready for use: operations by subject and verb."""

from __future__ import annotations

import json
from typing import Any

from . import _core
from ._records import Maker, Record, Schema, attribute, noun_of, with_banner
from ._table import TableMaker


class Facts:
    """One operation: its name, its request's schema, what makes records of its answers."""

    def __init__(self, described: dict[str, Any], definitions: dict[str, Schema], make: Maker):
        self.name: str = described["name"]
        self.summary: str = described["summary"]
        self.permission: str = described["permission"]
        self.plugin: str = described["plugin"]
        self.writes: bool = described["writes"]
        self.table: bool = described["table"]
        self.request = definitions[noun_of(described["request"])]
        self.answer = noun_of(described["answer"])
        self.make = make

    def fields(self) -> dict[str, Schema]:
        properties: dict[str, Schema] = self.request.get("properties", {})
        return properties

    def required(self) -> set[str]:
        return set(self.request.get("required", ()))

    def answered(self, answer: str, source: _core.Table, banner: str | None) -> Record:
        """The record of an answer in JSON; a table also reads on from where it came from."""
        if isinstance(self.make, TableMaker):
            made = self.make.table(json.loads(answer), source)
        else:
            made = self.make(json.loads(answer))
        return made if banner is None else with_banner(made, json.loads(banner))

    def doc(self) -> str:
        """The text of help()."""
        lines = [self.summary[:1].upper() + self.summary[1:] + ".", ""]
        required = self.required()
        for name, schema in self.fields().items():
            optional = "" if name in required else " (optional)"
            lines.append(f"{attribute(name)}: {schema.get('description', '')}{optional}")
        kind = ", a table" if self.table else ""
        lines.append(f"Returns {self.answer}{kind}. Permission {self.permission}.")
        return "\n".join(lines)


class Description:
    """All operations of an engine. Never changes; an engine that learns more makes a new one."""

    def __init__(self, text: str):
        self.raw: dict[str, Any] = json.loads(text)
        self.definitions: dict[str, Schema] = self.raw["$defs"]
        self._tables = {noun_of(each["answer"]) for each in self.raw["operations"]
                        if each["table"]}
        self._makers: dict[str, Maker] = {}
        self.operations = {
            each["name"]: Facts(each, self.definitions, self.maker(noun_of(each["answer"])))
            for each in self.raw["operations"]
        }
        self.subjects: dict[str, dict[str, Facts]] = {}
        for name, facts in self.operations.items():
            subject, verb = name.split(".", 1)
            self.subjects.setdefault(attribute(subject), {})[attribute(verb)] = facts

    def maker(self, noun: str) -> Maker:
        found = self._makers.get(noun)
        if found is None:
            kind = TableMaker if noun in self._tables else Maker
            found = self._makers[noun] = kind(noun, self.definitions[noun], self.maker)
        return found


def nearest(wanted: str, names: Any) -> str:
    """Words for "did you mean", or none."""
    import difflib  # only for mistakes

    close = difflib.get_close_matches(wanted, list(names), n=3)
    return f"; did you mean {' or '.join(f'`{name}`' for name in close)}?" if close else ""
