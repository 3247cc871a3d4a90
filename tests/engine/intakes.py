"""Intakes for tests of the engine: read as `prescribe` reads them, and what the engine makes of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, JsonValue

from exercises.load import catalogue
from programs.engine.contract import Intake, Prescription
from programs.engine.matching import Judge, Pool, person, pool
from programs.engine.prescribe import prescribe
from programs.engine.screening import read_intake
from programs.knowledge.load import knowledge

CASES = Path(__file__).parents[1] / "cases"
Told = Mapping[str, JsonValue]
CaseT = TypeVar("CaseT", bound="Case")
FileT = TypeVar("FileT", bound="CaseFile")

HEALTHY: Told = {"schema": 1, "age": 40, "answers": {"*": "no"}}
"""An adult whose safety screen is all clear; a case changes what it is about."""


class Case(BaseModel):
    """One case, as a clinician reads it; `intake` is what differs from the file's common intake."""

    model_config = ConfigDict(extra="forbid")

    name: str
    intake: dict[str, JsonValue] = {}


class CaseFile(BaseModel):
    """The cases of one file, with what they share."""

    model_config = ConfigDict(extra="forbid")

    common: dict[str, JsonValue] = {}


def files(word: str, model: type[FileT]) -> dict[str, FileT]:
    """The case files of a word, by name."""
    return {
        path.stem: model.model_validate(yaml.safe_load(path.read_bytes()))
        for path in sorted((CASES / word).glob("*.yaml"))
    }


def read_yaml(path: Path) -> object:
    """The document in a file."""
    return yaml.safe_load(path.read_bytes())


def read(*told: Told) -> Intake:
    """The intake of a healthy adult with these changes, the later ones first; answers are added, not replaced."""
    merged: dict[str, JsonValue] = dict(HEALTHY)
    for changes in told:
        answers = {**as_map(merged["answers"]), **as_map(changes.get("answers", {}))}
        merged |= {**changes, "answers": answers}
    return read_intake(merged, knowledge=knowledge(), catalogue=catalogue())


def prescribed(*told: Told) -> Prescription:
    """What the engine prescribes for it."""
    return prescribe(read(*told), knowledge=knowledge(), catalogue=catalogue())


def judge(*told: Told, stage: int | None = None) -> Judge:
    """The person of an intake as the engine judges exercises for them."""
    found = person(read(*told), knowledge=knowledge(), catalogue=catalogue(), stage=stage)
    return Judge(found, knowledge(), catalogue())


def pool_of(*told: Told, stage: int | None = None) -> Pool:
    """What they may do, and what is left out."""
    return pool(judge(*told, stage=stage))


def as_map(value: JsonValue) -> dict[str, JsonValue]:
    """A JSON value that is an object."""
    assert isinstance(value, dict)
    return value
