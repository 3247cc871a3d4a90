"""Bad YAML in any file is refused at load, with the file, the entry, the field, the value and what is allowed."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter
from typing_extensions import TypedDict

from exercises.load import FOLDER as CATALOGUE
from exercises.strict_yaml import KnowledgeError
from programs.knowledge.load import FOLDER as KNOWLEDGE
from programs.knowledge.load import Knowledge

Reread = Callable[[], Knowledge]
Change = Callable[[str, str, str], None]


class Case(TypedDict):
    """A change to a released file, and what the refusal must say."""

    file: str
    change: str
    to: str
    says: list[str]


class Cell(TypedDict, total=False):
    """A change and what its refusal must say, or why a file has no such fault."""

    change: str
    to: str
    says: list[str]
    cannot: str


FAULTS = {"wrong type", "unknown", "missing", "unresolved", "repeated", "out of range", "cyclic"}
MATRIX = TypeAdapter(dict[str, dict[str, Cell]]).validate_python(
    yaml.safe_load(Path(__file__).with_name("refusal_matrix.yaml").read_text())
)
KNOWLEDGE_FILES = sorted(path.name for path in KNOWLEDGE.glob("*.yaml"))
ALL_FILES = [*KNOWLEDGE_FILES, "vocabulary.yaml", "poses.yaml", "strength-core.yaml"]
SOURCED_FILES = [
    file for file in [*KNOWLEDGE_FILES, "strength-core.yaml"] if file not in ("sources.yaml", "intake.yaml")
]
CASES = TypeAdapter(list[Case]).validate_python(yaml.safe_load(Path(__file__).with_name("refusals.yaml").read_text()))
REVIEW = "review: {status: unreviewed, by: null, registration: null, on: null}"


def refusal(reread: Reread) -> str:
    with pytest.raises(KnowledgeError) as caught:
        reread()
    return str(caught.value)


def test_the_unbroken_copy_loads(reread: Reread) -> None:
    assert reread().version


@pytest.mark.parametrize("file", ALL_FILES)
@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (f"{REVIEW}\nsurprise: 1", ["unknown field surprise", "allowed: ", "review"]),
        (f"{REVIEW}\n{REVIEW}", ["'review' is repeated"]),
        ("", ["review: field required"]),
        (REVIEW.replace("unreviewed", "fine"), ["review.status is 'fine'", "'unreviewed' or 'reviewed'"]),
        (REVIEW.replace("unreviewed", "reviewed"), ["review", "names by, registration and on"]),
        (REVIEW.replace("by: null", "by: Ada"), ["review", "by, registration and on null"]),
        (f"{REVIEW}\nbroken: [", ["not valid YAML"]),
    ],
    ids=["unknown key", "repeated key", "missing", "value", "reviewed by nobody", "unreviewed by somebody", "no YAML"],
)
def test_every_file_refuses_a_broken_head(
    file: str, broken: str, said: list[str], change: Change, reread: Reread
) -> None:
    change(file, REVIEW, broken)
    message = refusal(reread)
    assert message.startswith(f"{file}: ")
    for part in said:
        assert part in message


@pytest.mark.parametrize("file", ALL_FILES)
def test_every_file_refuses_another_schema(file: str, change: Change, reread: Reread) -> None:
    change(file, "schema: 1", "schema: 2")
    assert f"{file}: schema is 2: input should be 1" in refusal(reread)


@pytest.mark.parametrize("file", KNOWLEDGE_FILES)
def test_every_knowledge_file_is_needed(file: str, knowledge_copy: Path, reread: Reread) -> None:
    (knowledge_copy / file).unlink()
    assert refusal(reread) == f"{file}: can't be read: No such file or directory"


@pytest.mark.parametrize("file", SOURCED_FILES)
def test_every_file_refuses_an_unknown_source(file: str, change: Change, reread: Reread) -> None:
    text = (CATALOGUE / file if file == "strength-core.yaml" else KNOWLEDGE / file).read_text()
    line = next(line for line in text.splitlines() if "source: [" in line or "sources: [" in line)
    field = "sources" if "sources: [" in line else "source"
    first = line.partition(f"{field}: [")[2].partition("]")[0].partition(",")[0]
    change(file, line, line.replace(first, "hearsay-1999", 1))
    message = refusal(reread)
    assert message.startswith(f"{file}: ")
    assert f"{field}" in message
    assert "'hearsay-1999': no source of sources.yaml has this name" in message


@pytest.mark.parametrize("file", SOURCED_FILES)
def test_every_file_refuses_an_entry_without_a_source(file: str, change: Change, reread: Reread) -> None:
    text = (CATALOGUE / file if file == "strength-core.yaml" else KNOWLEDGE / file).read_text()
    line = next(line for line in text.splitlines() if "source: [" in line or "sources: [" in line)
    field = "sources" if "sources: [" in line else "source"
    named = line.partition(f"{field}: ")[2].partition("]")[0] + "]"
    change(file, line, line.replace(named, "[]", 1))
    message = refusal(reread)
    assert message.startswith(f"{file}: ")
    assert f"{field} is ()" in message or f"{field} is []" in message
    assert "at least 1 item" in message


@pytest.mark.parametrize(
    ("file", "fault"), [(file, fault) for file, row in MATRIX.items() for fault, cell in row.items() if "says" in cell]
)
def test_each_class_of_fault_is_refused(file: str, fault: str, change: Change, reread: Reread) -> None:
    cell = MATRIX[file][fault]
    change(file, cell["change"], cell["to"])
    message = refusal(reread)
    assert message.startswith(f"{file}: ")
    assert [part for part in cell["says"] if part not in message] == []


def test_the_matrix_is_whole() -> None:
    lessons = {file for file in MATRIX if file.startswith("lessons/")}
    assert set(MATRIX) - lessons == set(ALL_FILES)
    assert len(lessons) == 1
    assert {file: set(row) ^ FAULTS for file, row in MATRIX.items() if set(row) != FAULTS} == {}
    assert [cell for row in MATRIX.values() for cell in row.values() if not ("says" in cell or "cannot" in cell)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['says'][0]}")
def test_a_bad_value_is_named(case: Case, change: Change, reread: Reread) -> None:
    change(case["file"], case["change"], case["to"])
    message = refusal(reread)
    assert message.startswith(f"{case['file']}: ")
    for part in case["says"]:
        assert part in message
