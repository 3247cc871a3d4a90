"""The rooms import only what lies below them, and what decides is pure: the contracts stand in pyproject.toml."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.guards.files import ROOT, project_files

LINT = Path(sys.executable).with_name("lint-imports")
PACKAGES = {"backfit", "exercises", "programs"}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--config", "pyproject.toml", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)


def planted(folder: Path, *, module: str, line: str) -> str:
    """What the contracts say of a copy of the project in which `module` also holds `line`."""
    for path in project_files():
        if path.suffix == ".py" and path.parts[0] in PACKAGES:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
    shutil.copy(ROOT / "pyproject.toml", folder)
    with (folder / module).open("a") as file:
        file.write(f"\n{line}\n")
    done = lint(folder)
    assert done.returncode != 0
    return done.stdout


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_they_notice_an_engine_that_reaches_django(tmp_path: Path) -> None:
    said = planted(tmp_path, module="programs/engine/__init__.py", line="import django.utils.timezone")
    assert "what decides is pure BROKEN" in said


def test_they_notice_a_room_that_reaches_up(tmp_path: Path) -> None:
    said = planted(tmp_path, module="programs/logs/__init__.py", line="import programs.plans")
    assert "rooms import only what lies below them BROKEN" in said
