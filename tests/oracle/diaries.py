"""Twelve weeks of somebody's life with a plan, drawn by number: what is offered, done, felt, wished and answered."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.logs import CheckInBody, DoneItem, LogEntry, PrefBody, ScreeningBody, SessionBody
from programs.engine.plans import DatedSession, PlanState, Published
from programs.engine.prescribe import prescribe
from programs.engine.progression.fold import along
from programs.engine.progression.terms import Terms, terms_of
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import knowledge
from tests.oracle.people import SEED, person

MONDAY = date(2026, 3, 2)
DAYS = 84
MOODS = ("good", "good", "mixed", "bad", "away")
LATE_DAYS = 3


@dataclass
class Life:
    """A plan in use: `state` is what the logs so far lead to, `logs` all of them, `offered` what each day offered."""

    told: dict[str, Any]
    plan: Published
    terms: Terms
    draw: Random
    mood: str
    logs: list[LogEntry] = field(default_factory=list)
    coming: deque[LogEntry] = field(default_factory=deque)
    late: dict[date, LogEntry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.states = along(iter(self.coming.popleft, None), terms=self.terms)
        self.state = next(self.states)
        self.stale: DatedSession | None = None
        self.away = self.draw.randint(10, 50) if self.mood == "away" else DAYS
        self.away_days = self.draw.choice([6, 10, 20, 33, 50])


@dataclass(frozen=True)
class Happened:
    """One log with the state before and after it."""

    life: Life
    before: PlanState
    log: LogEntry
    after: PlanState


@dataclass(frozen=True)
class Offered:
    """What a day offers, None where nothing is planned or offered."""

    life: Life
    on: date
    session: DatedSession | None


def begin(number: int) -> Life | None:
    """The life of the person with this number; None if they get no plan."""
    told = person(number)
    intake = Intake.model_validate(told)
    said = prescribe(intake, knowledge=knowledge(), catalogue=catalogue())
    if said.program is None:
        return None
    plan = Published(number=1, intake=intake, prescription=said, starts_on=MONDAY)
    draw = Random(SEED - number)
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    return Life(told, plan, terms, draw, draw.choice(MOODS))


def live(life: Life) -> Iterator[Happened | Offered]:
    """Day after day: a late answer, the morning, a wish, the safety check, the session."""
    for number in range(DAYS):
        on = MONDAY + timedelta(days=number)
        for log in _before_session(life, on):
            yield _happen(life, log)
        sessions = dated_sessions(
            life.plan, life.state, first_on=on, days=1, knowledge=knowledge(), catalogue=catalogue()
        )
        session = sessions[0] if sessions else None
        yield Offered(life, on, session)
        life.stale = session if session and session.items else life.stale
        is_away = life.away <= number < life.away + life.away_days
        defies = session is None and life.stale is not None and life.draw.random() < 0.05
        if not is_away and (defies or (session and session.items and life.draw.random() < 0.9)):
            done = life.stale if defies else session
            if done is not None:
                yield _happen(life, _session(life, on, done))


def _happen(life: Life, log: LogEntry) -> Happened:
    before = life.state
    life.logs.append(log)
    life.coming.append(log)
    life.state = next(life.states)
    return Happened(life, before, log, life.state)


def _before_session(life: Life, on: date) -> Iterator[LogEntry]:
    draw = life.draw
    if on in life.late:
        yield life.late.pop(on)
    yesterday = on - timedelta(days=1)
    trained = any(isinstance(log.body, SessionBody) and log.body.on == yesterday for log in life.logs[-4:])
    if trained and draw.random() < 0.92:
        pain = {"good": draw.choice([1, 2, 2, 3]), "mixed": draw.choice([2, 3, 4, 5])}.get(life.mood)
        body = CheckInBody(on=on, pain=draw.choice([1, 2, 3, 4, 6, 8]) if pain is None else pain)
        if draw.random() < 0.95:
            yield _entry(on, time(8), body)
        else:
            told_on = on + timedelta(days=LATE_DAYS)
            life.late[told_on] = _entry(told_on, time(7), body)
    if draw.random() < 0.01:
        slug = draw.choice(life.state.slots).now.exercise
        yield _entry(on, time(12), PrefBody(key=f"not_for_me:{slug}", value=draw.choice(["yes", "yes", "no"])))
    if draw.random() < 0.008:
        item = draw.choice(["FEVER", "FEVER", "FEVER", "RF06", "RF01"])
        yield _entry(on, time(17), ScreeningBody(on=on, answers={item: "yes"}))


def _session(life: Life, on: date, asked: DatedSession) -> LogEntry:
    draw, good = life.draw, life.mood in ("good", "away")
    well = draw.random() < {"good": 0.9, "away": 0.9, "mixed": 0.6}.get(life.mood, 0.3)
    pain = draw.choice([0, 1, 2]) if well else draw.choice([0, 2, 4, 5, 6, 7, 9, None])
    spread = None if well else draw.choice([None, None, "centralised", "same", "peripheralised"])
    items = tuple(
        DoneItem(
            exercise=item.exercise,
            asked=item.dose,
            done=0 if skipped else item.dose.sets * (item.dose.minutes or item.dose.distance_m or 1),
            skipped=skipped,
            effort="about_right" if well else draw.choice(["too_easy", "about_right", "too_hard", None]),
            pain=pain,
            hurt=not well and draw.random() < 0.2,
        )
        for item in asked.items
        for skipped in [draw.random() < (0.0 if good and well else 0.15)]
    )
    minutes = draw.choice([None, 5, 45]) if spread == "peripheralised" else None
    body = SessionBody(on=on, minutes=20, items=items, spread=spread, spread_minutes=minutes)
    return _entry(on, time(18), body)


Body = SessionBody | CheckInBody | ScreeningBody | PrefBody
KINDS: dict[type, Any] = {
    SessionBody: "session", CheckInBody: "check_in", ScreeningBody: "screening", PrefBody: "pref"
}  # fmt: skip


def _entry(on: date, at: time, body: Body) -> LogEntry:
    kind = KINDS[type(body)]
    return LogEntry(id=_id(kind, on), kind=kind, occurred_at=datetime.combine(on, at, UTC), body=body)


def _id(kind: str, on: date) -> UUID:
    return uuid5(NAMESPACE_OID, f"{kind} {on}")
