"""The hazard log: every hazard is whole, every test it names exists, and no grave invariant is without its hazard."""

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.guards.files import ROOT

LOG = ROOT / "docs/hazard-log.md"
PARTS = ("Severity", "Causes", "Controls", "Held by", "What stays")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
INVARIANT = re.compile(r"\bINV\d\d\b")


@cache
def hazards() -> dict[str, str]:
    """The text of each hazard by its heading."""
    pieces = re.split(r"^### ", LOG.read_text(), flags=re.MULTILINE)[1:]
    return {piece.splitlines()[0]: piece for piece in pieces}


@cache
def invariants() -> dict[str, dict[str, str]]:
    told: dict[str, dict[str, str]] = yaml.safe_load((ROOT / "tests/oracle/invariants.yaml").read_text())
    return told


def missing(text: str) -> list[str]:
    """The tests and invariants that a text names and nothing holds."""
    named = [(Path(file), test) for file, test in TEST.findall(text)]
    gone = [f"{file}::{test}" for file, test in named if not _stands(ROOT / file, test)]
    return [*gone, *(name for name in INVARIANT.findall(text) if name not in invariants())]


def _stands(file: Path, test: str) -> bool:
    return file.is_file() and f"def {test}(" in file.read_text()


def test_there_are_hazards_and_each_has_a_number_of_its_own() -> None:
    numbers = [heading.split()[0] for heading in hazards()]
    assert numbers == [f"H{at:02}" for at in range(1, len(numbers) + 1)]
    assert len(numbers) >= 20


@pytest.mark.parametrize("heading", hazards())
def test_a_hazard_says_all_of_it_and_what_holds_its_controls_exists(heading: str) -> None:
    text = hazards()[heading]
    assert [part for part in PARTS if f"- **{part}:** " not in text] == []
    held_by = text.split("- **Held by:** ")[1].split("- **What stays:**")[0]
    assert TEST.findall(held_by) or INVARIANT.findall(held_by)
    assert missing(held_by) == []


def test_every_grave_invariant_stands_against_a_hazard() -> None:
    grave = {name for name, one in invariants().items() if one["severity"] == "A"}
    assert grave - set(INVARIANT.findall(LOG.read_text())) == set()


def test_it_notices_what_is_gone() -> None:
    text = "`tests/guards/test_hazard_log.py::test_of_nothing` `tests/guards/test_none.py::test_it` INV99"
    assert len(missing(text)) == 3
