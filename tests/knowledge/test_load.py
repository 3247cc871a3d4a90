"""How the knowledge is read: once, fast, without Django, and with a version that tells any two states apart."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.load import catalogue, read_catalogue
from exercises.strict_yaml import KnowledgeError, parse_yaml
from programs.knowledge.load import FOLDER as KNOWLEDGE
from programs.knowledge.load import Knowledge, explain, knowledge

Change = Callable[[str, str, str], None]
Reread = Callable[[], Knowledge]


def test_it_is_read_once_a_process() -> None:
    assert knowledge() is knowledge()
    assert catalogue() is catalogue()


def test_it_needs_neither_django_nor_celery_nor_redis() -> None:
    script = (
        "import sys; from programs.knowledge.load import knowledge; knowledge();"
        "print([name for name in ('django', 'rest_framework', 'celery', 'redis') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=KNOWLEDGE.parents[1]
    )
    assert done.stdout.strip() == "[]"


def test_the_version_is_the_same_for_the_same_files(reread: Reread) -> None:
    assert reread().version == knowledge().version
    assert len(knowledge().version) == 12


@pytest.mark.parametrize("file", ["conditions.yaml", "intake.yaml", "strength-core.yaml", "poses.yaml"])
def test_a_change_in_any_file_is_another_version(file: str, change: Change, reread: Reread) -> None:
    change(file, "schema: 1\n", "schema: 1 \n")
    assert reread().version != knowledge().version


def test_a_reviewed_file_no_longer_counts_as_unreviewed(change: Change, reread: Reread) -> None:
    change(
        "flags.yaml",
        "{status: unreviewed, by: null, registration: null, on: null}",
        "{status: reviewed, by: Dana Physio, registration: HCPC PH000000, on: 2026-02-01}",
    )
    assert set(knowledge().unreviewed) - set(reread().unreviewed) == {"flags.yaml"}


def test_a_catalogue_file_is_named_for_what_it_holds(catalogue_copy: Path) -> None:
    (catalogue_copy / "strength-core.yaml").rename(catalogue_copy / "strength-trunk.yaml")
    with pytest.raises(KnowledgeError, match=r"strength-trunk.yaml: .* is to be called strength-core.yaml"):
        read_catalogue(catalogue_copy)


def test_on_no_and_yes_are_words() -> None:
    assert parse_yaml(text=b"{on: no, a: yes, b: off, c: true}", file="x.yaml") == {
        "on": "no",
        "a": "yes",
        "b": "off",
        "c": True,
    }


def test_a_repeated_key_is_found_however_deep() -> None:
    with pytest.raises(KnowledgeError, match=r"x.yaml: key 'b' is repeated in the mapping at line 2"):
        parse_yaml(text=b"a:\n  - {b: 1, c: 2, b: 3}", file="x.yaml")


def test_an_unknown_rule_or_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match=r"rule 'matching.moonshine' stands in no knowledge file"):
        explain("matching.moonshine", {}, knowledge=knowledge())
    with pytest.raises(KnowledgeError, match=r"rule screening.RF01: the fact 'answer' is missing; given are reply"):
        explain("screening.RF01", {"reply": "yes"}, knowledge=knowledge())
