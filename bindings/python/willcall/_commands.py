"""The command line, made from what the engine says of itself."""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Optional

from . import _engine
from ._describing import Facts, nearest
from ._errors import Refused, WillcallError
from ._log import logger
from ._records import Record, Schema, attribute
from ._session import Session
from ._stubs import stubs
from ._table import Table
from ._terminal import print_table

DONE, FAILED, USAGE, REFUSED = 0, 1, 2, 3

_EPILOG = """\
With no --login, --vouch or --token the caller is the host: everything is permitted. Passwords and
tokens come from the environment: WILLCALL_PASSWORD, WILLCALL_TOKEN.

  python -m willcall --season season.yaml operations
  python -m willcall --season season.yaml call orders.list --most 5 --json
  python -m willcall --season season.yaml call reports.sales --by day --csv sales.csv
  python -m willcall --season season.yaml call orders.place --request order.json
  python -m willcall --season season.yaml call orders.place --help
"""


class _Usage(Exception):
    """The command line itself is wrong."""


def main(arguments: Sequence[str]) -> int:
    """Runs one command; returns the exit code."""
    try:
        options, rest = _parser().parse_known_args(arguments)
        if rest and options.command != "call":
            raise _Usage(f"unknown argument: {rest[0]}")
        if options.command == "copy":
            if any((options.season, options.store, options.apply, options.plugin, options.login,
                    options.vouch, options.token)):
                raise _Usage("copy takes --from, --to and --engines-gone only")
            return _copy(options)
        with _warnings_shown(), _engine.open(options.season, store=options.store,
                                             plugins=options.plugin, workers=0,
                                             apply=options.apply) as engine:
            return _run(engine, options, rest)
    except _Usage as usage:
        print(f"willcall: {usage}", file=sys.stderr)
        return USAGE
    except Refused as refused:
        _show_banner(refused.banner)
        print(f"willcall: refused: {refused}", file=sys.stderr)
        for reason in refused.reasons:
            numbers = "".join(f" {name}={number}" for name, number in reason.numbers.items())
            print(f"  {reason.rule}: {reason.message}{numbers}", file=sys.stderr)
        return REFUSED
    except WillcallError as error:
        print(f"willcall: {error.code}: {error}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


@contextlib.contextmanager
def _warnings_shown() -> Iterator[None]:
    """A shell has no log: what the engine warns of stands beside its complaints."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("willcall: %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        raise _Usage(f"{message}; see {self.prog} --help")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m willcall", epilog=_EPILOG, allow_abbrev=False,
                     formatter_class=argparse.RawDescriptionHelpFormatter,
                     description="Sell and hand out tickets on someone else's behalf.")
    parser.add_argument("--season", help="a season file; its store is beside it")
    parser.add_argument("--store", help="an SQLite file, or postgresql://HOST/NAME")
    parser.add_argument("--apply", action="store_true",
                        help="bring the store to the season first; else it is left as it is")
    parser.add_argument("--plugin", action="append", default=[], metavar="FILE",
                        help="a plugin file to load besides the shipped ones")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--login", help="sign this user in, with WILLCALL_PASSWORD")
    who.add_argument("--vouch", metavar="LOGIN", help="act as this user, as the host may")
    who.add_argument("--token", action="store_true", help="resume the session of WILLCALL_TOKEN")
    parser.add_argument("--take-over", action="store_true",
                        help="with --login or --vouch: end the user's session on another device")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND",
                                     parser_class=_Parser)
    commands.add_parser("operations", help="lists what one can ask")
    call = commands.add_parser("call", help="asks it", add_help=False)
    call.add_argument("operation", help="its name, orders.list")
    commands.add_parser("describe", help="prints all operations as JSON Schema")
    commands.add_parser("reference", help="prints the same for people, in Markdown")
    commands.add_parser("schema", help="prints the JSON Schema of a season file")
    copy = commands.add_parser("copy", help="copies a store into an empty place, as from SQLite to "
                                            "PostgreSQL")
    copy.add_argument("--from", dest="source", required=True, metavar="STORE",
                      help="a store that no engine has open")
    copy.add_argument("--to", dest="target", required=True, metavar="STORE",
                      help="a file that is not there, or a database without tables")
    copy.add_argument("--engines-gone", action="store_true",
                      help="the engines that the store still believes to be open have died")
    made = commands.add_parser("stubs", help="prints Python stubs of the operations")
    made.add_argument("--own", action="store_true", help="without those of plugins")
    return parser


def _run(engine: _engine.Engine, options: argparse.Namespace, rest: list[str]) -> int:
    if options.command == "call":
        return _call(engine, options, rest)
    if options.command == "operations":
        for name, facts in sorted(engine._description.operations.items()):
            print(f"{name:<28} {'writes' if facts.writes else 'reads ':<7} {facts.summary}")
    elif options.command == "describe":
        print(json.dumps(engine.describe(), indent=2))
    elif options.command == "schema":
        print(json.dumps(engine.season_schema(), indent=2))
    elif options.command == "reference":
        print(engine.reference(), end="")
    else:
        print(stubs(engine._description, own=options.own), end="")
    return DONE


def _copy(options: argparse.Namespace) -> int:
    copied = _engine.copy_store(options.source, options.target, engines_gone=options.engines_gone)
    checked = copied["checked"]
    tables = [{"table": name, "rows": count} for name, count in copied["tables"].items() if count]
    print("\n".join(_table(tables, "")))
    print("store check:", "ok" if checked["ok"] else f"{len(checked['faults'])} faults, as before")
    return DONE


def _call(engine: _engine.Engine, options: argparse.Namespace, rest: list[str]) -> int:
    operations = engine._description.operations
    facts = operations.get(options.operation)
    if facts is None:
        raise _Usage(f"there is no operation `{options.operation}`"
                     + nearest(options.operation, operations))
    given = _operation_parser(facts).parse_args(rest)
    with _session(engine, options) as session:
        try:
            answer = session.invoke(facts.name, _request(facts, given), idempotency_key=given.key)
            _show_banner(answer.banner)
            if isinstance(answer, Table) and _written(answer, given):
                return DONE
        finally:
            # Each command signs in anew: none is to be in anybody's way afterwards.
            if options.login or options.vouch:
                with contextlib.suppress(WillcallError):  # it may have ended itself
                    session.invoke("sessions.end", {})
    if given.json:
        print(_json(answer.asdict()))
    elif isinstance(answer, Table):
        print_table(answer, facts.summary)
    else:
        print(_readable(answer.asdict()))
    return DONE


def _show_banner(banner: Any) -> None:
    """Above every answer, and not in it: beside what programs read."""
    if banner is not None:
        print(f"willcall: {banner.actor_name} <{banner.actor}> on behalf of {banner.seller_name} "
              f"<{banner.seller}>, since {_plain(banner.since)}", file=sys.stderr)


def _written(table: Table, given: argparse.Namespace) -> bool:
    """Whether the table goes into a file, or to whoever reads our output."""
    if given.csv is not None:
        table.to_csv(sys.stdout.buffer if given.csv == "-" else given.csv, bom=given.bom)
    if given.pdf is not None:
        table.to_pdf(given.pdf)
    return given.csv is not None or given.pdf is not None


def _session(engine: _engine.Engine, options: argparse.Namespace) -> Session:
    if options.login:
        return engine.session(login=options.login, password=_secret("WILLCALL_PASSWORD"),
                              device=f"command line of {platform.node()}",
                              take_over=options.take_over)
    if options.token:
        return engine.session(token=_secret("WILLCALL_TOKEN"))
    if options.vouch:
        return engine.vouch(options.vouch, take_over=options.take_over)
    return engine.host()


def _secret(name: str) -> str:
    # Not an argument: those are seen by everybody on the machine.
    value = os.environ.get(name)
    if value is None:
        raise _Usage(f"{name} is not set in the environment")
    return value


def _operation_parser(facts: Facts) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"python -m willcall … call {facts.name}", description=facts.summary,
                     allow_abbrev=False)
    for name, schema in facts.fields().items():
        meaning = str(schema.get("description", "")).replace("%", "%%")
        required = " (required)" if name in facts.required() else ""
        parser.add_argument(f"--{name.replace('_', '-')}", dest=f"field_{name}",
                            metavar=_metavar(schema), help=meaning + required)
    parser.add_argument("--request", metavar="FILE", help="the whole request as JSON; - for stdin")
    parser.add_argument("--key", help="idempotency key")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    if facts.table:
        parser.add_argument("--csv", metavar="FILE", help="write all rows as CSV; - for stdout")
        parser.add_argument("--bom", action="store_true",
                            help="begin the CSV with a byte order mark, for Excel")
        parser.add_argument("--pdf", metavar="FILE", help="write all rows as a PDF")
    return parser


def _metavar(schema: Schema) -> str:
    if "enum" in schema:
        return "|".join(schema["enum"])
    if _is_text(schema) or schema.get("type") == "boolean":
        return str(schema.get("format") or schema["type"]).upper()
    return "INTEGER" if "integer" in schema.get("type", ()) else "JSON"


def _is_text(schema: Schema) -> bool:
    kind = schema.get("type")
    return kind == "string" or schema.get("format") == "money"


def _request(facts: Facts, given: argparse.Namespace) -> dict[str, Any]:
    request: dict[str, Any] = {}
    if given.request is not None:
        request = _parsed("--request", _content(given.request))
        if not isinstance(request, dict):
            raise _Usage("--request holds no JSON object")
    for name, schema in facts.fields().items():
        text: Optional[str] = getattr(given, f"field_{name}")
        if text is not None:
            request[attribute(name)] = text if _is_text(schema) else _parsed(f"--{name}", text)
    return request


def _content(path: str) -> str:
    try:
        if path == "-":
            return sys.stdin.read()
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise _Usage(f"--request {path}: {error}") from None


def _parsed(what: str, text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise _Usage(f"{what} is no JSON: {error}") from None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)


def _json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False, default=_plain)


def _readable(value: Any, indent: str = "") -> str:
    """One line for each thing, a list of alike things as a table."""
    lines = []
    for name, inner in value.items():
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            lines += [f"{indent}{name}:", *_table(inner, indent + "  ")]
        elif isinstance(inner, dict) and inner:
            lines += [f"{indent}{name}:", _readable(inner, indent + "  ")]
        elif inner not in (None, "", [], {}):
            lines.append(f"{indent}{name}: {_cell(inner)}")
    return "\n".join(lines) or f"{indent}ok"


def _cell(value: Any) -> str:
    if isinstance(value, Record):
        value = value.asdict()
    if isinstance(value, dict):
        return " ".join(f"{name}={_cell(inner)}" for name, inner in value.items()
                        if inner not in (None, "", [], {}))
    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(_plain(value))


def _table(rows: list[dict[str, Any]], indent: str) -> list[str]:
    columns = [name for name in rows[0] if any(row[name] not in (None, "", []) for row in rows)]
    cells = [columns] + [[_cell(row[name]) for name in columns] for row in rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    return [indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
            for row in cells]
