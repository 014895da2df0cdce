"""The pictures of the README are made by a program of ours, of what is printed today."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"


def size(path):
    head = path.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return struct.unpack(">II", head[16:])


@pytest.mark.only_on("sqlite")  # it keeps a store of its own beside its season
def test_the_pictures_of_the_readme_are_as_large_as_what_is_printed(tmp_path):
    subprocess.run([sys.executable, DOCS / "pictures.py", tmp_path], check=True)
    for name in ("ticket", "receipt", "label"):
        picture = tmp_path / f"{name}.png"
        width, height = size(picture)
        shown = size(DOCS / f"{name}.png")
        assert width == shown[0]
        assert abs(height - shown[1]) <= 0.05 * height
        assert picture.stat().st_size < 60_000
        assert f"docs/{name}.png" in (DOCS.parent / "README.md").read_text(encoding="utf-8")
