#!/usr/bin/env python3
"""Prints the lines of the requirements that passed tests prove, for each database.

Fails when a test that failed or was skipped claims a line.
usage: requirements.py RESULTS_FOLDER
"""

import re
import sys
import textwrap
import xml.etree.ElementTree as xml
from collections import defaultdict
from pathlib import Path

import results


def natural(line):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", line)]


def main(folder):
    proven, broken = defaultdict(set), []
    for path in sorted(Path(folder).glob("*.xml")):
        try:
            cases = results.read(path)
        except xml.ParseError as error:
            broken.append(f"{path} is not a whole result: {error}")
            continue
        for case in cases:
            if case.outcome == "passed":
                proven[case.database].update(case.requirements)
            elif case.requirements:
                claim = ", ".join(case.requirements)
                broken.append(f"{case.name} {case.outcome}, but claims {claim} ({path.name})")

    for database in sorted(proven, key=str):
        lines = sorted(proven[database], key=natural)
        if lines:
            where = f"on {database}" if database else "without a database"
            print(f"{len(lines)} requirements proven {where}:")
            print(textwrap.fill(" ".join(lines), 96, initial_indent="    ",
                                subsequent_indent="    ", break_on_hyphens=False))
    if not any(proven.values()):
        print("no requirement is proven")
    for complaint in broken:
        print(complaint)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
