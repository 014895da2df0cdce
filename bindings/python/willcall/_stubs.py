"""Signatures and stubs of operations, from what an engine says of itself."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterator

from ._describing import Description, Facts
from ._records import Schema, attribute, noun_of

_SCALARS = {"money": "Decimal", "date-time": "datetime.datetime",
            "date-time-local": "datetime.datetime"}
_HEAD = '''"""Operations and records, for editors and type checkers.

Made by `python -m willcall stubs --own`; not to be edited.
"""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypedDict, Union

from typing_extensions import NotRequired

from ._clock import Deadline
from ._records import Record
from ._table import Table
'''


def answered(schema: Schema) -> str:
    """The type of a field in an answer."""
    if "$ref" in schema:
        return noun_of(schema)
    form, kind = schema.get("format"), schema.get("type")
    if form in _SCALARS:
        return _SCALARS[form]
    if "enum" in schema:
        return f"Literal[{', '.join(repr(word) for word in schema['enum'])}]"
    if kind == "array":
        return f"list[{answered(schema['items'])}]"
    if kind == "object":
        inner = schema.get("additionalProperties")
        return f"dict[str, {answered(inner)}]" if isinstance(inner, dict) else "Any"
    if isinstance(kind, list):
        return "int"
    return {"string": "str", "integer": "int", "boolean": "bool"}.get(kind or "", "Any")


def asked(schema: Schema) -> str:
    """The type of a field in a request."""
    if "$ref" in schema:
        noun = noun_of(schema)
        return _either(noun, f"{noun}Dict")
    if schema.get("format") == "money":
        return "Union[Decimal, str, int]"
    if schema.get("format") == "date-time":
        return "Union[datetime.datetime, str]"
    if schema.get("format") == "date-time-local":
        return "str"
    kind = schema.get("type")
    if kind == "array":
        return f"Iterable[{asked(schema['items'])}]"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"Mapping[str, {asked(schema['additionalProperties'])}]"
    return answered(schema)


def _either(*kinds: str) -> str:
    flat = [kind[len("Union["):-1] if kind.startswith("Union[") else kind for kind in kinds]
    return f"Union[{', '.join(flat)}]"


def signature_of(facts: Facts) -> inspect.Signature:
    """Of the attribute of a session, as help() and editors show it."""
    required = facts.required()
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        inspect.Parameter(attribute(name), keyword, annotation=asked(schema),
                          default=inspect.Parameter.empty if name in required else None)
        for name, schema in facts.fields().items()
    ]
    parameters += [inspect.Parameter(name, keyword, default=None)
                   for name in ("idempotency_key", "deadline")]
    return inspect.Signature(parameters, return_annotation=facts.answer)


def stubs(description: Description, *, own: bool = False) -> str:
    """The text of a `.pyi`; with `own`, only of the operations that every engine has."""
    chosen = [facts for facts in description.operations.values() if not (own and facts.plugin)]
    lines = [_HEAD]
    answers, requests = _nouns(description, chosen)
    tables = {facts.answer for facts in chosen if facts.table}
    for noun in sorted(answers | requests):
        base = "Table" if noun in tables else "Record"
        lines += ["", *_record(noun, description.definitions[noun], base)]
    for noun in sorted(requests):
        lines += ["", *_dict(noun, description.definitions[noun])]
    subjects: dict[str, list[Facts]] = {}
    for facts in chosen:
        subjects.setdefault(attribute(facts.name.split(".", 1)[0]), []).append(facts)
    for subject, operations in sorted(subjects.items()):
        lines += ["", f"class {_class_name(subject)}:"]
        for facts in operations:
            lines += _operation(facts)
    lines += ["", "class Operations:"]
    for subject in sorted(subjects):
        lines += ["    @property", f"    def {subject}(self) -> {_class_name(subject)}: ..."]
    return "\n".join(lines) + "\n"


def _class_name(subject: str) -> str:
    return "_" + "".join(part.title() for part in subject.split("_"))


def _nouns(description: Description, chosen: list[Facts]) -> tuple[set[str], set[str]]:
    """Nouns of answers, and nouns inside requests."""
    answers: set[str] = set()
    requests: set[str] = set()
    for facts in chosen:
        _reach({"$ref": f"#/$defs/{facts.answer}"}, description, answers)
        for schema in facts.fields().values():
            _reach(schema, description, requests)
    return answers, requests


def _reach(schema: Schema, description: Description, found: set[str]) -> None:
    if "$ref" in schema:
        noun = noun_of(schema)
        if noun not in found:
            found.add(noun)
            for inner in description.definitions[noun].get("properties", {}).values():
                _reach(inner, description, found)
    for inner in (schema.get("items"), schema.get("additionalProperties")):
        if isinstance(inner, dict):
            _reach(inner, description, found)


def _record(noun: str, schema: Schema, base: str) -> Iterator[str]:
    yield f"class {noun}({base}):"
    yield from _doc(schema.get("description", noun), "    ")
    properties: dict[str, Schema] = schema.get("properties", {})
    required = set(schema.get("required", ()))
    types = {}
    for name, one in properties.items():
        kind = answered(one)
        # Lists and maps are always there; texts and numbers too, unless they may be absent.
        absent = name not in required and "default" not in one and one.get("type") not in (
            "array", "object") and not kind.startswith(("list", "dict"))
        types[attribute(name)] = _either(kind, "None") if absent else kind
    for name, kind in types.items():
        yield from _wrapped(f"    {name}: {kind}")


def _dict(noun: str, schema: Schema) -> Iterator[str]:
    """As a functional TypedDict, in which a key may be any word."""
    required = set(schema.get("required", ()))
    yield f'{noun}Dict = TypedDict("{noun}Dict", {{'
    for name, one in schema.get("properties", {}).items():
        kind = asked(one)
        kind = kind if name in required else f"NotRequired[{kind}]"
        yield from _wrapped(f'    "{name}": {kind},')
    yield "})"


def _operation(facts: Facts) -> Iterator[str]:
    required = facts.required()
    parameters = ["self", "*"]
    for name, schema in facts.fields().items():
        kind = asked(schema)
        parameters.append(f"{attribute(name)}: {kind}" if name in required
                          else f"{attribute(name)}: {_either(kind, 'None')} = None")
    parameters += [f"idempotency_key: {_either('str', 'None')} = None",
                   f"deadline: {_either('Deadline', 'None')} = None"]
    verb = attribute(facts.name.split(".", 1)[1])
    yield from _call(verb, parameters, facts.answer, facts.doc())


def _call(name: str, parameters: list[str], result: str, doc: str = "") -> Iterator[str]:
    end = f") -> {result}:" + ("" if doc else " ...")
    flat = f"    def {name}({', '.join(parameters)}{end}"
    if len(flat) <= 100:
        yield flat
    else:
        yield f"    def {name}("
        for parameter in parameters:
            yield from _wrapped(f"        {parameter},")
        yield f"    {end}"
    if doc:
        yield from _doc(doc, "        ")


def _wrapped(line: str) -> Iterator[str]:
    """A long type over several lines, at its top commas; strings in it hold no brackets."""
    while len(line) > 100:
        at = line.rfind(", ", 0, 99)
        if at < 0:
            break
        yield line[:at + 1]
        line = " " * (len(line) - len(line.lstrip()) + 4) + line[at + 2:]
    yield line


def _doc(text: str, indent: str) -> Iterator[str]:
    lines = [part for line in text.splitlines()
             for part in textwrap.wrap(line, 90, subsequent_indent="    ") or [""]]
    if len(lines) == 1:
        yield f'{indent}"""{lines[0]}"""'
        return
    yield f'{indent}"""{lines[0]}'
    for line in lines[1:]:
        yield f"{indent}{line}" if line else ""
    yield f'{indent}"""'
