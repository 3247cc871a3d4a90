"""The project's own files, as every guard walks them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("frontend/src/api/schema.ts",)


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that git holds or would take, relative to the root."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return tuple(path for name in sorted(set(names)) if name and (ROOT / (path := Path(name))).is_file())


def python_files() -> list[Path]:
    """The Python that people write: migrations are made by a command."""
    return [path for path in project_files() if path.suffix == ".py" and "migrations" not in path.parts]
