"""Makes the bundle: pure, from what was told and logged, the knowledge and the day."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from exercises.load import Catalogue
from programs.engine.care import Due
from programs.engine.logs import LogEntry, SessionBody
from programs.engine.plans import DatedSession, PlanState
from programs.engine.progression.mornings import awaited, days_it_counts
from programs.engine.progression.today import Offers, offers
from programs.engine.scheduling.away import away
from programs.engine.scheduling.dated import dated_sessions
from programs.engine.screening.due import dues
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.screening import DueKind
from programs.plans import words
from programs.plans.bundle import Bundle, CheckIn, DoneDay, PlanView, StopView
from programs.plans.explain import (
    change_views,
    due_stop,
    due_views,
    exercise_views,
    intake_stop,
    logged_stop,
    pain_words,
    plan_view,
    rescreen_stop,
)
from programs.plans.ground import Ground
from programs.plans.learning import learner, lessons_view, with_lessons
from programs.plans.measured import MeasuresView, measures_view
from programs.plans.progress import progress
from programs.plans.reentry import ReentryView, flare_view, lean, reentry_view, slugs_of
from programs.plans.reminder import reminder_view
from programs.plans.safety import before_sessions, emergency_of, session_rows

DAYS_AHEAD = 14
DAYS_BACK = 28


def bundle(
    ground: Ground, *, state: PlanState | None, rev: int, today: date, knowledge: Knowledge, catalogue: Catalogue
) -> Bundle:
    """All that a phone shows on `today` and the days after it; `state` is `folded(ground)`."""
    emergency = emergency_of(ground.country, knowledge=knowledge)
    last_on = today + timedelta(days=DAYS_AHEAD - 1)
    stop = standing(ground, state=state, today=today, knowledge=knowledge, catalogue=catalogue)
    sessions: tuple[DatedSession, ...] = ()
    if ground.published and state and not stop:
        sessions = dated_sessions(
            ground.published, state, first_on=today, days=DAYS_AHEAD, knowledge=knowledge, catalogue=catalogue
        )
    reentry = _reentry(ground, state=None if stop else state, last_on=last_on, knowledge=knowledge, catalogue=catalogue)
    who = learner(ground, state, sessions, today=today, knowledge=knowledge)
    changes = change_views(state.changes if state else (), catalogue=catalogue)
    return Bundle(
        rev=rev,
        made_for=today,
        knowledge=knowledge.version,
        plan=_plan(ground, state=state, knowledge=knowledge, catalogue=catalogue),
        stop=stop,
        due=due_views(_dues(ground, knowledge), knowledge=knowledge),
        sessions=tuple(lean(session) for session in sessions),
        reentry=reentry,
        flare=flare_view(ground.published, None if stop else state, today=today, knowledge=knowledge),
        exercises=exercise_views(_slugs(sessions, reentry), catalogue=catalogue),
        advice=ground.answer.advice,
        before=before_sessions(ground.intake, knowledge=knowledge),
        pain_words=pain_words(ground.answer.limits),
        safety=session_rows(ground.intake, knowledge=knowledge, emergency=emergency.emergency),
        emergency=emergency,
        changes=with_lessons(changes, who, knowledge=knowledge),
        done=_done(ground.logs, today=today),
        check_in=_check_in(state, today=today, knowledge=knowledge),
        progress=progress(ground.record, today=today, knowledge=knowledge, catalogue=catalogue),
        measures=_measures(ground, state=None if stop else state, today=today, knowledge=knowledge),
        linked=ground.linked,
        reminder=reminder_view(ground.logs, has_email=ground.has_email, knowledge=knowledge),
        lessons=lessons_view(who, ground.logs, stopped=stop is not None, knowledge=knowledge),
    )


def _measures(ground: Ground, *, state: PlanState | None, today: date, knowledge: Knowledge) -> MeasuresView:
    return measures_view(
        ground.logs,
        intake=ground.intake,
        state=state,
        since=ground.published.starts_on if ground.published else None,
        today=today,
        knowledge=knowledge,
    )


def _plan(ground: Ground, *, state: PlanState | None, knowledge: Knowledge, catalogue: Catalogue) -> PlanView | None:
    if ground.published is None or state is None:
        return None
    return plan_view(
        ground.published, state=state, diagnosed=ground.diagnosed, knowledge=knowledge, catalogue=catalogue
    )


def _reentry(
    ground: Ground, *, state: PlanState | None, last_on: date, knowledge: Knowledge, catalogue: Catalogue
) -> ReentryView | None:
    if ground.published is None or state is None:
        return None
    return reentry_view(away(ground.published, state, last_on=last_on, knowledge=knowledge, catalogue=catalogue))


def _dues(ground: Ground, knowledge: Knowledge) -> tuple[Due, ...]:
    return dues(ground.published, knowledge=knowledge) if ground.published else ()


def _offered(
    ground: Ground, *, state: PlanState | None, today: date, knowledge: Knowledge, catalogue: Catalogue
) -> Offers | None:
    if ground.published is None or state is None:
        return None
    return offers(ground.published, state, on=today, knowledge=knowledge, catalogue=catalogue)


def standing(
    ground: Ground,
    *,
    state: PlanState | None,
    today: date,
    knowledge: Knowledge,
    catalogue: Catalogue,
    but_for: Collection[DueKind] = (),
) -> StopView | None:
    """What stands in the way of a session today, but for an illness, which passes by itself, and for `but_for`."""
    offered = _offered(ground, state=state, today=today, knowledge=knowledge, catalogue=catalogue)
    if state is None or offered is None:
        return intake_stop(ground.answer, knowledge=knowledge)
    if state.stop:
        number = emergency_of(ground.country, knowledge=knowledge).emergency
        return logged_stop(state.stop, knowledge=knowledge, number=number)
    if offered.waits_for:
        waits = offered.waits_for.kind not in but_for
        return due_stop(offered.waits_for, knowledge=knowledge) if waits else None
    is_ill = state.rest_until is not None and today < state.rest_until
    return rescreen_stop(offered.why) if offered.nothing and not is_ill else None


def _slugs(sessions: Iterable[DatedSession], reentry: ReentryView | None) -> list[str]:
    """Every exercise that the sessions and the table show, easier versions included, each once."""
    items = [item for session in sessions for item in session.items]
    easier = {item.easier_dosed.exercise for item in items if item.easier_dosed}
    later = slugs_of(reentry) if reentry else ()
    return sorted({item.exercise for item in items} | easier | set(later))


def _done(logs: Iterable[LogEntry], *, today: date) -> tuple[DoneDay, ...]:
    minutes: dict[date, int] = {}
    for body in (log.body for log in logs):
        if isinstance(body, SessionBody) and any(item.done for item in body.items):
            minutes[body.on] = minutes.get(body.on, 0) + body.minutes
    first = today - timedelta(days=DAYS_BACK)
    return tuple(DoneDay(on=on, minutes=minutes[on]) for on in sorted(minutes) if first <= on <= today)


def _check_in(state: PlanState | None, *, today: date, knowledge: Knowledge) -> CheckIn | None:
    """The morning question; the phone compares days, as it may be cut off from the session on."""
    if state is None or state.stop is not None:
        return None
    rules = knowledge.progression.trend
    session_on = awaited(state, on=today, rules=rules)
    return CheckIn(for_session_on=session_on, days=days_it_counts(rules), question=words.MORNING)
