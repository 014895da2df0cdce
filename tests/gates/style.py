#!/usr/bin/env python3
"""The part of the style that can be counted: long lines, functions and files, and what we ban.

usage: style.py SOURCE_FOLDER
"""

import re
import sys
from pathlib import Path

import functions
import tree

COLUMNS, FUNCTION_LINES, FILE_LINES = 100, 70, 400
BANNED_NAME = re.compile(r"(^|[_.\-])(utils?|utilities|common|helpers?|managers?)([_.\-]|$)")
PRINTF = re.compile(r"\b\w*printf\s*\(")
USING_NAMESPACE = re.compile(r"^\s*using\s+namespace\b")
UNFINISHED = "FIX" + "ME"


def lines_complaints(path, lines):
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS and path.suffix in tree.CODE | {".sh", ".cmake"} | {""}:
            yield number, f"{len(line)} columns, at most {COLUMNS}"
        if UNFINISHED in line:
            yield number, f"{UNFINISHED}: finish it, or file an issue"
        if path.parts[0] == "sdk" and path.suffix in tree.CODE and PRINTF.search(line):
            yield number, "printf in the SDK: it logs through spdlog and answers with values"
        if path.suffix in (".h", ".hpp") and USING_NAMESPACE.search(line):
            yield number, "`using namespace` in a header"
        if line != line.rstrip() and path.suffix in tree.CODE:
            yield number, "spaces at the end of the line"


def function_complaints(path, text):
    find = functions.in_python if path.suffix == ".py" else functions.in_c
    for number, length, head in find(text):
        if length > FUNCTION_LINES:
            yield number, f"function of {length} lines, at most {FUNCTION_LINES}: {head[:60]}"


def complaints(source, path, may_be_long):
    if BANNED_NAME.search(path.name.lower()):
        yield 0, "the name says nothing about what it is for"
    if (source / path).is_dir() or path.suffix not in tree.TEXT or path.name == "LICENSE":
        return
    text = (source / path).read_text(encoding="utf-8")
    lines = text.splitlines()
    yield from lines_complaints(path, lines)
    if len(lines) >= FILE_LINES and path.suffix != ".json" and str(path) not in may_be_long:
        yield len(lines), f"a file of {len(lines)} lines; split it, or list it in long_files.txt"
    if path.suffix in (".c", ".h", ".cpp", ".hpp", ".py"):
        yield from function_complaints(path, text)


def main(source):
    source, found, looked_at = Path(source), 0, 0
    may_be_long = set(tree.listed("long_files.txt"))
    for path in tree.paths(source):
        looked_at += 1
        for number, complaint in complaints(source, path, may_be_long):
            print(f"{path}:{number}: {complaint}")
            found += 1
    print(f"{looked_at} files and folders, {found} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
