"""A person in a plan, day by day: sessions done as they were asked, mornings told, answers given."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from uuid import NAMESPACE_OID, UUID, uuid5

from exercises.load import catalogue
from programs.engine.contract import DAYS, Dose, Intake, Item, Role, Session
from programs.engine.grading.dose import start_dose
from programs.engine.logs import (
    CheckInBody,
    DoneItem,
    EffortWord,
    LogEntry,
    PrefBody,
    ScreeningBody,
    SessionBody,
    Spread,
)
from programs.engine.matching import Person, person
from programs.engine.plans import Change, PlanState, Published, Slot, Step
from programs.engine.prescribe import prescribe
from programs.engine.progression.fold import fold, start
from programs.engine.progression.slots import SlotKey
from programs.engine.progression.today import Offers, offers
from programs.knowledge.load import knowledge

MONDAY = date(2026, 3, 2)
EVENING, MORNING = time(18, tzinfo=UTC), time(8, tzinfo=UTC)
SCIATICA: Mapping[str, object] = {
    "schema": 1,
    "age": 34,
    "answers": {"*": "no"},
    "conditions": ["sciatica"],
    "onset_weeks": 8,
    "pain_now": 3,
    "pain_worst_24h": 5,
    "settles": "minutes",
    "direction": "extension",
    "leg_symptoms": "below_knee",
    "equipment": ["band"],
    "minutes": 30,
}


# The exercises of each session, with their roles, at their start doses: no test here depends on scheduling.
WARM_UP, COOL_DOWN = "fx-lower-trunk-rotation", "rx-90-90-rest"
SLIDER, CLAM, TAPS, WALK = "nr-sciatic-slider-supine", "st-clamshell", "st-dead-bug-heel-taps", "walk-continuous-flat"
ROLES: dict[str, Role] = {
    WARM_UP: "warm_up", SLIDER: "main", CLAM: "main", TAPS: "main", WALK: "main", COOL_DOWN: "cool_down",
}  # fmt: skip


@cache
def _published(told: str) -> Published:
    intake = Intake.model_validate_json(told)
    made = prescribe(intake, knowledge=knowledge(), catalogue=catalogue())
    assert made.program is not None, made.outcome
    who = person(intake, knowledge=knowledge(), catalogue=catalogue(), stage=made.stage)
    items = tuple(_item(slug, role, who) for slug, role in ROLES.items())
    sessions = tuple(
        Session(week=week, day=day, kind="exercise", minutes=25, items=items)
        for week in (1, 2)
        for day in sorted(intake.days, key=DAYS.index)
    )
    program = made.program.model_copy(update={"sessions": sessions})
    return Published(
        number=1, intake=intake, prescription=made.model_copy(update={"program": program}), starts_on=MONDAY
    )


def _item(slug: str, role: Role, who: Person) -> Item:
    exercise = catalogue().exercises[slug]
    return Item(
        exercise=slug,
        group=exercise.group,
        grade=exercise.grade,
        position=exercise.position,
        role=role,
        demands={str(demand): level for demand, level in exercise.demands.items()},
        equipment=exercise.equipment,
        dose=start_dose(exercise, person=who, knowledge=knowledge()),
        easier=exercise.regression,
        harder=exercise.progression,
        why=(),
    )


def published(**others: object) -> Published:
    """A plan for sciatica at 34 that starts on a Monday, with `others` told in the questionnaire."""
    return _published(Intake.model_validate({**SCIATICA, **others}).model_dump_json(by_alias=True))


def day(number: int) -> date:
    """A day of the plan; 0 is its first, a Monday."""
    return MONDAY + timedelta(days=number)


def log_id(kind: str, number: int, more: str = "") -> UUID:
    """The same id for the same log in every run."""
    return uuid5(NAMESPACE_OID, f"{kind} {number} {more}")


def folded(plan: Published, logs: Iterable[LogEntry]) -> PlanState:
    """The state that these logs lead to."""
    return fold(plan, logs, knowledge=knowledge(), catalogue=catalogue())


def fresh(plan: Published) -> PlanState:
    """The state before any log."""
    return start(plan, knowledge=knowledge(), catalogue=catalogue())


def offered(plan: Published, state: PlanState, number: int) -> Offers:
    """What a day offers."""
    return offers(plan, state, on=day(number), knowledge=knowledge(), catalogue=catalogue())


def asked_on(plan: Published, state: PlanState, number: int) -> dict[SlotKey, Step]:
    """What the plan asks for on a day, by slot; on a weekday without a session, what its first session asks."""
    program = plan.prescription.program
    assert program is not None
    week = [session for session in program.sessions if session.week == 1 and session.items]
    weekday = day(number).strftime("%a").lower()
    session = next((session for session in week if session.day == weekday), week[0])
    steps = offered(plan, state, number).by_slot
    keys = [(item.exercise, item.role) for item in session.items]
    return {key: steps[key] for key in keys if key in steps}


def whole(dose: Dose) -> int:
    """What `done` counts when all of a dose is done."""
    return dose.sets * (dose.minutes or dose.distance_m or 1)


def session(
    plan: Published,
    logs: Iterable[LogEntry],
    number: int,
    *,
    pain: int | None = 2,
    effort: EffortWord | None = "about_right",
    hurt: Iterable[str] = (),
    worse: Mapping[str, int] | None = None,
    hard: Iterable[str] = (),
    skipped: Iterable[str] = (),
    share: float = 1,
    spread: Spread | None = None,
    spread_minutes: int | None = None,
) -> LogEntry:
    """The session of a day, done as the plan asked after `logs`; `worse` gives single exercises another pain."""
    asked = asked_on(plan, folded(plan, logs), number).values()
    items = tuple(
        DoneItem(
            exercise=step.exercise,
            asked=step.dose,
            done=0 if step.exercise in skipped else int(whole(step.dose) * share),
            skipped=step.exercise in skipped,
            effort="too_hard" if step.exercise in hard else effort,
            pain=(worse or {}).get(step.exercise, pain),
            hurt=step.exercise in hurt,
        )
        for step in asked
    )
    body = SessionBody(on=day(number), minutes=20, items=items, spread=spread, spread_minutes=spread_minutes)
    at = datetime.combine(day(number), EVENING)
    return LogEntry(id=log_id("session", number), kind="session", occurred_at=at, body=body)


def morning(number: int, pain: int, *, late_hours: int = 0) -> LogEntry:
    """The pain of the morning of a day, told then or later."""
    at = datetime.combine(day(number), MORNING) + timedelta(hours=late_hours)
    body = CheckInBody(on=day(number), pain=pain)
    return LogEntry(id=log_id("morning", number), kind="check_in", occurred_at=at, body=body)


def screening(
    number: int, answers: Mapping[str, str], *, unsure: bool = False, pressure: tuple[int, int] | None = None
) -> LogEntry:
    """Answers of the short safety check on a day, before the session; `pressure` is a reading."""
    read = pressure and {"upper": pressure[0], "lower": pressure[1]}
    told = {"on": day(number), "answers": dict(answers), "unsure": unsure, "pressure": read}
    body = ScreeningBody.model_validate(told)
    at = datetime.combine(day(number), time(17, tzinfo=UTC))
    return LogEntry(id=log_id("screening", number), kind="screening", occurred_at=at, body=body)


def wish(number: int, slug: str, value: str = "yes") -> LogEntry:
    """That an exercise is not for me, or is again."""
    at = datetime.combine(day(number), time(12, tzinfo=UTC))
    body = PrefBody(key=f"not_for_me:{slug}", value=value)
    return LogEntry(id=log_id("wish", number, slug + value), kind="pref", occurred_at=at, body=body)


def good(plan: Published, numbers: Iterable[int], *, pain: int = 2, usual: int = 3) -> tuple[LogEntry, ...]:
    """Good sessions on these days, each with a usual morning after it."""
    logs: tuple[LogEntry, ...] = ()
    for number in numbers:
        logs = (*logs, session(plan, logs, number, pain=pain))
        logs = (*logs, morning(number + 1, usual))
    return logs


def last(state: PlanState) -> Change:
    """The newest change."""
    return state.changes[-1]


def slot_of(state: PlanState, exercise: str) -> Slot:
    """The slot in which an exercise was planned as a main one, or else in any role."""
    found = [slot for slot in state.slots if slot.planned == exercise]
    return next((slot for slot in found if slot.role == "main"), found[0])
