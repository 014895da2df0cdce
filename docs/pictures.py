#!/usr/bin/env python3
"""Makes the pictures of the README: a ticket, a receipt, a label, as the plugin documents draws.

usage: pictures.py OUT_FOLDER      with the built package on PYTHONPATH; needs pdftoppm (poppler)
"""

import base64
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import willcall

SEASON = {
    "organisation": {"name": "Foothill Theatre", "currency": "USD",
                     "timezone": "America/Los_Angeles", "language": "en"},
    "locations": [{"key": "main", "name": "Main box office", "series": {"prefix": "MAIN-"}}],
    "events": [{"key": "heights", "name": "In The Heights",
                "place": "Smithwick Theatre, 12345 El Monte Road, Los Altos Hills",
                "performances": [{"key": "friday", "starts": "2018-11-09T20:00",
                                  "ends": "2018-11-09T22:30", "capacity": 120}],
                "ticket_types": [{"key": "general", "name": "General admission", "price": 19},
                                 {"key": "student", "name": "Student", "price": 12}]}],
    "channels": [{"key": "window", "kind": "ticket_office", "settings": {"location": "main"}}],
    "users": [{"login": "mira@example.org", "name": "Mira North", "role": "operator",
               "channel": "window", "uses_shifts": False}],
}
ORDER = {
    "lines": [{"performance": "friday", "ticket_type": "general", "quantity": 2,
               "holders": ["Ann Lee"]},
              {"performance": "friday", "ticket_type": "student", "holders": ["Иванка Петрова"]}],
    "payments": [{"means": "cash", "amount": 50}],
    "buyer": {"name": "Ann Lee"},
}
# Each document, the page that is shown, and how many dots an inch make it as large as it should be.
SHOWN = [("ticket", 1, 72), ("receipt", 1, 110), ("label", 3, 90)]


def picture(document: bytes, page: int, dots: int) -> bytes:
    """The page as a PNG."""
    return subprocess.run(["pdftoppm", "-png", "-r", str(dots), "-f", str(page), "-l", str(page),
                           "-singlefile", "-"], input=document, capture_output=True,
                          check=True).stdout


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    noon = datetime.datetime(2018, 11, 1, 12, tzinfo=datetime.timezone.utc)
    with tempfile.TemporaryDirectory() as folder:
        season = Path(folder, "season.yaml")
        season.write_text(json.dumps(SEASON), encoding="utf-8")
        with willcall.open(season, clock=lambda: noon, seed=1, workers=0) as engine:
            desk = engine.vouch("mira@example.org")
            order = desk.orders.place(**ORDER)
            for kind, page, dots in SHOWN:
                made = desk.orders.document(order=order.id, kind=kind)
                (out / f"{kind}.png").write_bytes(
                    picture(base64.b64decode(made.base64), page, dots))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
