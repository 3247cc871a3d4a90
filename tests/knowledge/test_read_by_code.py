"""Every field of the knowledge is read by code, or named with what it is for, here or in docs/clinical-content.md."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

from pydantic import BaseModel

import programs.knowledge.schema
from tests.guards.files import ROOT, python_files

DOC = ROOT / "docs/clinical-content.md"
FOR_REVIEWERS = {
    *("avoid_by_phase", "band_sources", "checked", "clinician_made_plan", "direction_test", "effect", "enter"),
    *("expected_course", "icd10", "indicated", "leave_words", "meaning", "movement_bias", "never_says"),
    *("numbers_sources", "past_max", "preferred", "set_by", "snomed_ct", "statement", "supervision", "target"),
    *("typical_age",),
}
"""Words and sources: what a reviewer goes by, or what only the loader checks."""
WHOLE = {"least"}
"""Part of a shape that goes to the phone as it is."""
NOT_YET = re.compile(r"^## Numbers that no rule goes by yet$(.*?)^## ", re.MULTILINE | re.DOTALL)


def fields() -> Iterator[str]:
    for module in pkgutil.iter_modules(programs.knowledge.schema.__path__):
        for shape in vars(importlib.import_module(f"programs.knowledge.schema.{module.name}")).values():
            if isinstance(shape, type) and issubclass(shape, BaseModel):
                yield from shape.model_fields


def unread() -> set[str]:
    """Fields that no code names outside their shapes."""
    paths = (path for path in python_files() if path.parts[0] in ("programs", "exercises", "backfit"))
    code = "\n".join((ROOT / path).read_text() for path in paths if "schema" not in (*path.parts, path.stem))
    return {name for name in fields() if not re.search(rf"\.{name}\b|[\"']{name}[\"']", code)}


def test_what_no_code_reads_is_named_with_what_it_is_for() -> None:
    told = NOT_YET.search(DOC.read_text())
    assert told is not None
    assert unread() == FOR_REVIEWERS | WHOLE | set(re.findall(r"`(\w+)`", told[1]))
