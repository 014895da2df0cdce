#!/usr/bin/env python3
"""Every include obeys the borders of the house; ARCHITECTURE.md draws them.

usage: borders.py SOURCE_FOLDER
"""

import re
import sys
from fnmatch import fnmatch
from pathlib import Path

import tree

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')
FLOORS = [
    {"operations"},
    {"store", "seating"},
    {"tables"},
    {"catalogue", "customers", "journal", "plugins"},
    {"stock", "delivery", "access"},
    {"sales", "reports"},
    {"engine"},
]
FLOOR = {subject: floor for floor, subjects in enumerate(FLOORS) for subject in subjects}
C_API = {"willcall/willcall.h", "willcall/willcall.hpp"}
STANDARD = re.compile(
    r"[a-z_0-9]+|(assert|errno|float|inttypes|limits|math|std[a-z]+|string|time)\.h"
)


def may_include_ours(path, header):
    """Whether a file may include this header of ours by its public name, <willcall/...>."""
    plugin_header = header.startswith("willcall/plugin/")
    room = path.parts[0]
    if room == "sdk":
        return header not in C_API if path.parts[1:4] != ("include", "willcall", "plugin") \
            else plugin_header
    if room == "plugins":
        return plugin_header
    if room in ("bindings", "examples"):
        return plugin_header or header in C_API
    if path.parts[:2] == ("capi", "include"):
        return plugin_header or header in C_API
    return room in ("capi", "tests")


def room_of(source, path, header):
    """The sdk subject that a quoted header belongs to, None for a neighbour in the own folder."""
    if (source / path.parent / header).is_file():
        return None
    return header.split("/")[0] if "/" in header else "?"


def quoted_complaint(source, path, header):
    if ".." in Path(header).parts:
        return "climbs out of its folder"
    subject = room_of(source, path, header)
    if subject is None:
        return None
    if path.parts[:2] == ("sdk", "src") and len(path.parts) > 3:
        own = path.parts[2]
        if own not in FLOOR:
            return f"`{own}` is no subject that stands on a floor"
        if subject not in FLOOR:
            return f"`{subject}` is no subject of sdk/src"
        if subject != own and FLOOR[subject] >= FLOOR[own]:
            return f"{own} may not see {subject}: it stands on the same floor or above"
        return None
    if path.parts[0] in ("capi", "tests") and path.parts[:2] != ("capi", "include"):
        return None
    return "is not in the own folder"


def complaint(source, path, angled, quoted, allowed):
    header = angled or quoted
    for prefix, places in allowed:
        if header == prefix or header.startswith(prefix + "/") or header.startswith(prefix + "."):
            if path.parts[0] != "tests" and not any(fnmatch(str(path), place) for place in places):
                return f"only {' '.join(places)} may; see third_party.txt"
    if quoted:
        return quoted_complaint(source, path, quoted)
    if header.startswith("willcall/"):
        return None if may_include_ours(path, header) else "is behind a border"
    if path.parts[:3] == ("sdk", "include", "willcall") and not STANDARD.fullmatch(header):
        return "is not of the standard library"
    return None


def main(source):
    source, found, seen = Path(source), 0, 0
    allowed = [(line.split()[0], line.split()[1:]) for line in tree.listed("third_party.txt")]
    for path in tree.paths(source):
        if path.suffix not in (".c", ".h", ".cpp", ".hpp") or (source / path).is_dir():
            continue
        text = (source / path).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            seen += 1
            if why := complaint(source, path, *match.groups(), allowed):
                print(f"{path}:{number}: {match.group(1) or match.group(2)} {why}")
                found += 1
    print(f"{seen} includes, {found} over a border")
    return 1 if found or not seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
