#!/usr/bin/env python3
"""Prints `N passed, N failed` over all result files, as the last line of `./dev test`.

A result that is missing counts as one failed, and so does a part that failed although none of its
tests did. usage: tally.py FAILED_PARTS RESULT...
"""

import sys
import xml.etree.ElementTree as xml
from collections import Counter

import results


def main(failed_parts, *paths):
    count = Counter()
    for path in paths:
        try:
            count.update(case.outcome for case in results.read(path))
        except (OSError, xml.ParseError):
            count["failed"] += 1
    if failed_parts and not count["failed"]:
        count["failed"] = failed_parts
    print(f"{count['passed']} passed, {count['failed']} failed")
    return 1 if count["failed"] or not count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
