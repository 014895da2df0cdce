"""The files of the project that the gates look at."""

from pathlib import Path

NOT_OURS = {"build", ".git", ".ccache", ".cache", "__pycache__", ".pytest_cache", "dist"}
CODE = {".c", ".h", ".cpp", ".hpp", ".py", ".pyi"}
TEXT = CODE | {".cmake", ".in", ".json", ".map", ".md", ".sh", ".sql", ".toml", ".txt", ".yaml", ""}


def paths(source):
    """Every file and folder, relative to the source folder."""
    source = Path(source)
    pending = [source]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.name in NOT_OURS or path.name.endswith(".egg-info"):
                continue
            yield path.relative_to(source)
            if path.is_dir() and not path.is_symlink():
                pending.append(path)


def listed(name):
    """The lines of a list beside the gates; a # begins a comment."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]
