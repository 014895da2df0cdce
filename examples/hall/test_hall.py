"""Eight sellers at once sell every seat of the hall, and none twice."""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_the_hall_is_sold_out_and_no_seat_sold_twice(tmp_path):
    demo = subprocess.run([sys.executable, HERE / "demo.py", tmp_path / "out"], capture_output=True,
                          text=True, encoding="utf-8", timeout=300, check=False,
                          env={**os.environ, "PYTHONUTF8": "1"})
    assert demo.stderr == ""
    assert demo.returncode == 0
    last = demo.stdout.splitlines()[-1]
    assert re.fullmatch(r"demo: 1115 seats sold by 8 sellers in \d+ orders and \d+\.\d s, "
                        r"none twice; store check: ok", last)
    picture = demo.stdout[:demo.stdout.index(" orders of ")]
    assert {"█", "·"} <= set(picture)
    chosen, best = (int(line.split()[0]) for line in demo.stdout.splitlines()
                    if " orders of " in line)
    assert min(chosen, best) > 50
