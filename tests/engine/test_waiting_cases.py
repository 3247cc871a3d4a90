"""Runs the cases of tests/cases/care/waiting.yaml: how long an alert may wait, and which ones a clinic finds."""

from datetime import UTC, datetime, time, timedelta

import pytest

from programs.engine.care.alerts import is_shown, may_wait
from programs.engine.contract import Shape
from programs.knowledge.load import knowledge
from programs.knowledge.schema.care import Tier
from tests.engine.intakes import CASES as FOLDER
from tests.engine.intakes import read_yaml
from tests.engine.journey import MONDAY


class Waits(Shape):
    """An alert of a tier that is put off for some days."""

    tier: Tier
    days: int
    may: bool


class Joins(Shape):
    """An alert that was raised so many days before a person joined."""

    days_before: int
    shown: bool


class WaitingFile(Shape):
    """Cases of alerts that wait."""

    waits: tuple[Waits, ...]
    joins: tuple[Joins, ...]


CASES = WaitingFile.model_validate(read_yaml(FOLDER / "care" / "waiting.yaml"))


@pytest.mark.parametrize("case", CASES.waits, ids=str)
def test_it_lets_an_alert_wait_as_the_case_says(case: Waits) -> None:
    assert may_wait(case.days, tier=case.tier, knowledge=knowledge()) == case.may


@pytest.mark.parametrize("case", CASES.joins, ids=str)
def test_it_shows_an_alert_as_the_case_says(case: Joins) -> None:
    joined = datetime.combine(MONDAY, time(12, tzinfo=UTC))
    raised = joined - timedelta(days=case.days_before)
    assert is_shown(raised, joined_at=joined, knowledge=knowledge()) == case.shown
