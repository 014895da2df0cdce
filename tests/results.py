"""Reads JUnit XML, as GoogleTest, pytest and ctest write it."""

import re
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field
from pathlib import Path

DATABASE = re.compile(r"sqlite|postgresql", re.IGNORECASE)


@dataclass
class Case:
    name: str
    database: str | None
    outcome: str  # "passed", "failed" or "skipped"
    requirements: list[str] = field(default_factory=list)
    said: str = ""


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    if case.find("skipped") is not None:
        return "skipped"
    if case.get("status") in ("notrun", "disabled") or case.get("result") == "suppressed":
        return "skipped"
    return "failed" if case.get("status") == "fail" else "passed"


def said(case):
    """What went wrong; ctest has no message, only what the test printed."""
    failures = [*case.iterfind("failure"), *case.iterfind("error")]
    texts = [failure.text or failure.get("message") or "" for failure in failures]
    return "\n".join(text for text in texts if text) or case.findtext("system-out") or ""


def requirements(case):
    """A test claims lines as properties; older GoogleTest writes those as attributes."""
    claims = [case.get("requirement", "")]
    claims += [
        claim.get("value") or claim.text or ""
        for claim in case.iterfind("properties/property")
        if claim.get("name") == "requirement"
    ]
    return [line for claim in claims for line in re.split(r"[,;\s]+", claim) if line]


def read(path):
    """Every case of one file; raises where the file is missing or broken off."""
    cases = []
    for suite in xml.parse(Path(path)).getroot().iter("testsuite"):
        for case in suite.iterfind("testcase"):
            names = dict.fromkeys([case.get("classname"), case.get("name")])
            full_name = "/".join(filter(None, names))
            database = DATABASE.search(f"{suite.get('name')} {case.get('classname')}")
            cases.append(
                Case(
                    name=full_name,
                    database=database.group().lower() if database else None,
                    outcome=outcome(case),
                    requirements=requirements(case),
                    said=said(case),
                )
            )
    return cases
