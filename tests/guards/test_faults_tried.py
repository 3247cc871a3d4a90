"""docs/offline.md: each fault in its table names the tests that try it, and they exist."""

import pytest

from tests.guards.files import ROOT
from tests.guards.test_hazard_log import TEST, missing

PAGE = ROOT / "docs/offline.md"
HEAD = "| fault | what the person sees | test |\n|---|---|---|\n"


def rows() -> list[str]:
    return PAGE.read_text().split(HEAD)[1].split("\n\n")[0].splitlines()


def test_there_are_faults() -> None:
    assert len(rows()) >= 20


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.split("|")[1].strip())
def test_a_fault_names_a_test_that_exists(row: str) -> None:
    *_, tests, _ = row.split("|")
    assert TEST.findall(tests)
    assert missing(tests) == []
