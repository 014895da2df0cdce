#!/usr/bin/env python3
"""Prints each failed test and the end of what it had to say. usage: failures.py RESULT..."""

import sys
import xml.etree.ElementTree as xml

import results

LINES = 25


def main(*paths):
    for path in paths:
        try:
            cases = results.read(path)
        except (OSError, xml.ParseError) as error:
            print(f"\nno result in {path}: {error}")
            continue
        for case in cases:
            if case.outcome == "failed":
                print(f"\nFAILED {case.name}")
                for line in case.said.strip().splitlines()[-LINES:]:
                    print(f"    {line}")


if __name__ == "__main__":
    main(*sys.argv[1:])
