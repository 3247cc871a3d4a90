"""What a clinician is alerted to, case by case; and that order of arrival and repetition change nothing."""

import random
from collections import Counter
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from exercises.load import catalogue
from programs.engine.care import Authored, Edit, GrowthLimits, Handed, HeldLimits
from programs.engine.care.alerts import PREFIX, Course, Raised, alerts, of_answers
from programs.engine.contract import Intake, Prescription
from programs.engine.logs import LogEntry, MeasureBody, NoteBody, day_of, order
from programs.engine.plans import Published
from programs.engine.prescribe import prescribe
from programs.knowledge.load import explain, knowledge
from tests.engine.diaries import Entry, diaries, journal
from tests.engine.journey import SCIATICA, day, folded, log_id, morning, published, screening, session

FILE = Path(__file__).parents[1] / "cases" / "care" / "alerts.yaml"
PLAN = published()


class Case(BaseModel):
    """One case, as a clinician reads it."""

    model_config = ConfigDict(extra="forbid")

    name: str
    sessions: dict[int, int] = {}
    mornings: dict[int, int] = {}
    spreads: tuple[int, ...] = ()
    checks: dict[int, dict[str, str]] = {}
    notes: dict[int, str] = {}
    measures: dict[int, int] = {}
    stands: dict[int, int] = {}
    kept: tuple[int, int] | None = None
    limited: str | None = None
    ask_first: bool = False
    unclear: bool = False
    answers: dict[str, str] | None = None
    conditions: tuple[str, ...] | None = None
    raises: dict[str, int] = {}
    says: tuple[str, ...] = ()


CASES = [Case.model_validate(case) for case in yaml.safe_load(FILE.read_bytes())["cases"]]


def note(number: int, to: str) -> LogEntry:
    body = NoteBody(on=day(number), text="x", to="self" if to == "self" else "clinic", needs_help=to == "help")
    at = datetime.combine(day(number), time(9, tzinfo=UTC))
    return LogEntry(id=log_id("note", number), kind="note", occurred_at=at, body=body)


def measure(number: int, slug: str, **answers: int) -> LogEntry:
    body = MeasureBody(on=day(number), measure=slug, answers=answers, words={})
    at = datetime.combine(day(number), time(9, tzinfo=UTC))
    return LogEntry(id=log_id("measure", number), kind="measure", occurred_at=at, body=body)


def plan_of(case: Case) -> Published:
    """The plan, with a clinician who is asked first where the case says so."""
    if case.unclear:
        thigh = published(conditions=["posterior-thigh-undetermined"])
        return thigh.model_copy(update={"unclear_since": day(0)})
    if case.limited:
        limits = GrowthLimits(exercise=case.limited, frozen=True)
        held = Handed(limits=(HeldLimits(planned=case.limited, role="main", limits=limits),))
        return PLAN.model_copy(update={"handed": held})
    if not case.ask_first:
        return PLAN
    at, edit = datetime.combine(day(0), time(5, tzinfo=UTC)), Edit(progression="ask_first")
    entry = Authored(id=log_id("edit", 0), occurred_at=at, on=day(0), by="Dana", words="", edit=edit)
    return PLAN.model_copy(update={"authored": (entry,)})


def diary(case: Case) -> tuple[LogEntry, ...]:
    logs = [morning(number, pain) for number, pain in case.mornings.items()]
    logs += [screening(number, answers) for number, answers in case.checks.items()]
    logs += [note(number, to) for number, to in case.notes.items()]
    logs += [measure(number, "nprs", pain=pain) for number, pain in case.measures.items()]
    logs += [measure(number, "chair-stand-30s", times=times) for number, times in case.stands.items()]
    for number, pain in sorted(case.sessions.items()):
        so_far = [log for log in logs if day_of(log) < day(number)]
        log = partial(session, plan_of(case), so_far, number, pain=pain)
        logs.append(log(spread="peripheralised", spread_minutes=5) if number in case.spreads else log())
    return tuple(sorted(logs, key=order))


def answered(case: Case) -> Prescription:
    told = {**SCIATICA, "answers": {"*": "no", **(case.answers or {})}}
    told |= {"conditions": case.conditions} if case.conditions else {}
    return prescribe(Intake.model_validate(told), knowledge=knowledge(), catalogue=catalogue())


def raised(case: Case) -> tuple[Raised, ...]:
    if case.answers is not None or case.conditions is not None:
        return of_answers(answered(case), cause="intake 1", knowledge=knowledge())
    logs = diary(case)
    course = Course(since=day(0), done=case.kept[0], planned=case.kept[1]) if case.kept else None
    return alerts(folded(plan_of(case), logs), logs=(), logged=logs, course=course, knowledge=knowledge())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_raises_what_the_case_says_and_nothing_else(case: Case) -> None:
    found = raised(case)
    assert Counter(one.rule.removeprefix(PREFIX) for one in found) == Counter(case.raises)
    said = [explain(one.rule, one.facts, knowledge=knowledge()).because for one in found]
    assert set(case.says) <= set(said)


def test_every_rule_is_raised_by_a_case() -> None:
    assert {rule for case in CASES for rule in case.raises} == set(knowledge().care.rules)


@settings(max_examples=60)
@given(entries=diaries, mixed=st.randoms())
def test_any_order_of_arrival_raises_the_same_and_no_cause_twice(entries: list[Entry], mixed: random.Random) -> None:
    logs = journal(PLAN, entries)
    found = alerts(folded(PLAN, logs), logs=(), logged=logs, knowledge=knowledge())
    shuffled = mixed.sample(logs, k=len(logs))
    assert set(map(key, alerts(folded(PLAN, shuffled), logs=(), logged=shuffled, knowledge=knowledge()))) == set(
        map(key, found)
    )
    assert len(set(map(key, found))) == len(found)
    for one in found:
        assert explain(one.rule, one.facts, knowledge=knowledge()).because


def key(one: Raised) -> tuple[str, str]:
    return one.rule, one.cause
