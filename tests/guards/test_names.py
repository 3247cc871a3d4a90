"""One vocabulary names rooms, engine and knowledge files, test and phone folders; the house has no others."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.guards.files import project_files

WORDS = {
    *("intake", "screening", "matching", "grading", "scheduling", "progression", "plans", "logs", "sync"),
    *("nudges", "care", "progress", "learn", "figures"),
}
HOUSE = {
    *("backfit", "exercises", "programs", "frontend", "tests", "bench", "docs", ".ci"),
    *("manage.py", "pyproject.toml", "uv.lock", "Makefile", "Dockerfile", "docker-compose.yml"),
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", ".gitignore", ".dockerignore"),
}
# What may stand in each of these folders beside the words.
ALSO = {
    "programs": {"knowledge", "engine"},
    "programs/engine": {"contract", "prescribe"},
    "programs/knowledge": {"sources", "flags", "conditions", "measures", "emergency", "lessons", "schema", "load"},
    "frontend/src": {"api", "plan", "session", "ui", "sw"},
    "tests": {
        "cases",
        "chaos",
        "engine",
        "knowledge",
        "exercises",
        "accounts",
        "guards",
        "journeys",
        "e2e",
        "oracle",
        "lib",
    },
    "tests/cases": set(),
}
FOLDERS_ONLY = {"tests", "frontend/src"}  # beside their folders stand entry points and test equipment
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "managers", "manager", "constants", "misc"}


def strangers_in_the_house(paths: Iterable[Path]) -> Iterator[str]:
    for name in sorted({path.parts[0] for path in paths} - HOUSE):
        yield f"{name} is no part of the house"


def unknown_words(paths: Iterable[Path]) -> Iterator[str]:
    for folder, also in ALSO.items():
        depth = len(Path(folder).parts)
        inside = [path for path in paths if path.as_posix().startswith(f"{folder}/")]
        if folder in FOLDERS_ONLY:
            inside = [path for path in inside if len(path.parts) > depth + 1]
        for name in sorted({path.parts[depth].split(".")[0] for path in inside} - WORDS - also - {"__init__"}):
            yield f"{folder}/{name} is not named with one of the words"


def vague_names(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if any(part.split(".")[0].lower() in VAGUE for part in path.parts):
            yield f"{path} does not say what it is about"


def test_the_house_has_no_other_rooms() -> None:
    assert list(strangers_in_the_house(project_files())) == []


def test_the_words_name_everything() -> None:
    assert list(unknown_words(project_files())) == []


def test_no_name_is_vague() -> None:
    assert list(vague_names(project_files())) == []


def test_it_notices_strangers() -> None:
    planted = [Path("scripts/run.sh"), Path("programs/billing/models.py"), Path("tests/screening/test_x.py")]
    assert list(strangers_in_the_house(planted)) == ["scripts is no part of the house"]
    assert list(unknown_words(planted)) == ["programs/billing is not named with one of the words"]
    assert list(vague_names([Path("programs/plans/utils.py"), Path("frontend/src/ui/helpers.ts")])) != []
