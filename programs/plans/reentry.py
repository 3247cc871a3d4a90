"""What a phone that is cut off goes by: the table for coming back, and from when on a log says a flare-up."""

from collections.abc import Iterator
from datetime import date

from programs.engine.contract import Day, Reason, SessionKind, Shape
from programs.engine.plans import DatedItem, DatedSession, Easier, PlanState, Published
from programs.engine.progression.mornings import usual
from programs.engine.scheduling.away import Away, AwayWeek
from programs.knowledge.load import Knowledge


class AwaySession(Shape):
    """A weekday's session while the server can't be reached: `items` counts in those of the table, from 0."""

    day: Day
    kind: SessionKind
    minutes: int
    items: tuple[int, ...]


class ReentryRow(Shape):
    """On the days `on`, for who was away `days` (both with both ends): the sessions of a week."""

    on: tuple[date, date]
    days: tuple[int, int]
    why: tuple[Reason, ...]
    week: tuple[AwaySession, ...]


class ReentryView(Shape):
    """What the phone looks up when it can't reach the server: rows by day and by the longest time away.

    Days away go from a session (the first from `since`) to the next, less the `spare` ones of its weekday, at least 1.
    No row: no session. `gentle` may be done at any time. Items stand once, without
    demands, ladders and reasons.
    """

    since: date
    spare: dict[Day, int]
    rows: tuple[ReentryRow, ...]
    items: tuple[DatedItem, ...]
    gentle: tuple[Easier, ...]


class FlareView(Shape):
    """When a log that was not sent yet says a flare-up: pain (NPRS) in a session, or of a morning, from these on.

    Pain that moved down the limb says it too. Sessions then wait until it was sent, and `words` say what to do.
    """

    pain_from: int
    morning_from: int
    words: tuple[str, ...]


def flare_view(
    published: Published | None, state: PlanState | None, *, today: date, knowledge: Knowledge
) -> FlareView | None:
    """What a phone goes by after a flare-up that it could not send; None without a plan."""
    if published is None or state is None:
        return None
    rules = knowledge.progression
    morning = usual(state.mornings, on=today, intake=published.intake, rules=rules.trend)
    return FlareView(
        pain_from=rules.flare.pain_from,
        morning_from=min(rules.flare.morning_from, morning + rules.flare.morning_rise_from),
        words=rules.flare_plan.comfort,
    )


def reentry_view(away: Away) -> ReentryView:
    """`away` in few bytes."""
    sessions = [session for week in away.weeks for session in week.sessions]
    items: list[DatedItem] = []
    for item in (_lean(item) for session in sessions for item in session.items):
        if item not in items:
            items.append(item)
    return ReentryView(
        since=away.since,
        spare=away.spare,
        rows=tuple(_row(week, items) for week in away.weeks),
        items=tuple(items),
        gentle=away.gentle,
    )


def slugs_of(view: ReentryView) -> Iterator[str]:
    """Every exercise of the table, easier versions included."""
    for item in view.items:
        yield item.exercise
        if item.easier_dosed:
            yield item.easier_dosed.exercise
    yield from (one.exercise for one in view.gentle)


def _row(week: AwayWeek, items: list[DatedItem]) -> ReentryRow:
    return ReentryRow(
        on=week.on, days=week.days, why=week.why, week=tuple(_session(session, items) for session in week.sessions)
    )


def _session(session: DatedSession, items: list[DatedItem]) -> AwaySession:
    return AwaySession(
        day=session.day,
        kind=session.kind,
        minutes=session.minutes,
        items=tuple(items.index(_lean(item)) for item in session.items),
    )


def _lean(item: DatedItem) -> DatedItem:
    return _shown(item).model_copy(update={"why": ()})


def lean(session: DatedSession) -> DatedSession:
    """A session without what no phone shows of its items: their demands, half of its bytes, and their ladders."""
    return session.model_copy(update={"items": tuple(_shown(item) for item in session.items)})


def _shown(item: DatedItem) -> DatedItem:
    return item.model_copy(update={"demands": {}, "easier": None, "harder": None})
