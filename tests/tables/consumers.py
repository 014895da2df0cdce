"""An environment with the programs that people read tables with: Debian has none of them, or none
that is new enough. Made where it is not there yet.

usage: consumers.py FOLDER
"""

import subprocess
import sys
from pathlib import Path

WANTED = Path(__file__).resolve().parents[2] / "packaging" / "pip" / "test.txt"


def python_of(folder):
    """The environment's Python; what is wanted is installed when that changed."""
    folder = Path(folder)
    python = folder / "bin" / "python"
    made_for = folder / "made-for.txt"
    wanted = WANTED.read_text(encoding="utf-8")
    if made_for.is_file() and made_for.read_text(encoding="utf-8") == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--clear", folder], check=True)
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "--quiet",
                    "--disable-pip-version-check", "--requirement", WANTED], check=True)
    made_for.write_text(wanted, encoding="utf-8")
    return python


if __name__ == "__main__":
    print(python_of(sys.argv[1]))
