"""Runs the cases of tests/cases/plans: what time asks for in a plan in use, and what holds its sessions."""

from datetime import timedelta

import pytest

from exercises.load import catalogue
from programs.engine.care import Agreement
from programs.engine.contract import Approval
from programs.engine.plans import Published
from programs.engine.progression.fold import start
from programs.engine.scheduling.dated import dated_sessions
from programs.engine.screening.due import dues, held
from programs.knowledge.load import knowledge
from programs.knowledge.schema.screening import DueKind
from tests.engine.intakes import Case, CaseFile, files, prescribed, read
from tests.engine.journey import MONDAY


class Due(Case):
    """`day`, `answered` and `unclear` count from the plan's first day, as do the ends of agreements."""

    day: int
    answered: int = 0
    unclear: int | None = None
    agreed: dict[Approval, int] = {}
    asks: tuple[DueKind, ...] = ()
    held: DueKind | None = None
    needs: tuple[Approval, ...] = ()


class DueFile(CaseFile):
    """Cases of what comes due."""

    cases: tuple[Due, ...]


FILES = files("plans", DueFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}


def published(file: DueFile, case: Due) -> Published:
    return Published(
        number=1,
        intake=read(file.common, case.intake),
        prescription=prescribed(file.common, case.intake),
        starts_on=MONDAY,
        told_on=MONDAY + timedelta(days=case.answered),
        answered_on=MONDAY + timedelta(days=case.answered),
        unclear_since=None if case.unclear is None else MONDAY + timedelta(days=case.unclear),
        agreed=tuple(
            Agreement(approval=approval, by="Dana Reyes", on=MONDAY, until=MONDAY + timedelta(days=end))
            for approval, end in case.agreed.items()
        ),
    )


@pytest.mark.parametrize("name", CASES)
def test_it_asks_and_holds_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    plan, today = published(file, case), MONDAY + timedelta(days=case.day)
    found = dues(plan, knowledge=knowledge())
    asked = tuple(dict.fromkeys(due.kind for due in found if due.asked_on <= today))
    holds = held(found, on=today)
    assert sorted(asked) == sorted(case.asks)
    assert (holds.kind if holds else None, holds.needs if holds else ()) == (case.held, case.needs)
    state = start(plan, knowledge=knowledge(), catalogue=catalogue())
    week = dated_sessions(plan, state, first_on=today, days=7, knowledge=knowledge(), catalogue=catalogue())
    assert not (holds and week)
    assert [session for session in week if held(found, on=session.on)] == []


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())
