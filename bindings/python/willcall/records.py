"""The classes of all records by name: `from willcall.records import Order`, once an engine is open.

They come from what an engine says of itself, so there are none before one has.
"""

from typing import Any

from . import _records


def __getattr__(name: str) -> Any:
    found = _records.latest(name)
    if found is None:
        raise AttributeError(f"there is no record `{name}`"
                             + ("" if _records.known_nouns() else "; open an engine first"))
    return found


def __dir__() -> list[str]:
    return _records.known_nouns()
