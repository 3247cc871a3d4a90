"""What somebody logged: the logs that count, and those another device has not seen."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, ExpressionWrapper, Max, Q, QuerySet

from backfit.accounts.models import User
from backfit.accounts.reads import visible_to
from backfit.lib.zones import UTC, zone_named
from programs.engine.logs import (
    BODIES,
    Kind,
    LogEntry,
    NoteBody,
    PrefBody,
    ScreeningBody,
    SessionBody,
    TakenBackBody,
    order,
)
from programs.logs.models import Log, Space
from programs.logs.shapes import PulledLog
from programs.logs.upgrades import upgraded

PULLED_AT_ONCE = 500
LATELY = timedelta(days=3)

Replacing = tuple[LogEntry, UUID | None]
"""An entry, and the id of the log it replaces."""
Arrival = tuple[datetime, Replacing]
"""When a log came, and the log."""


def logs_of(person: UUID, *, seen_by: User) -> QuerySet[Log]:
    """The logs of `person`; none unless `seen_by` may see them."""
    return Log.objects.filter(user__in=visible_to(seen_by), user=person)


def zone_of(person: UUID, *, seen_by: User) -> ZoneInfo:
    """The time zone a phone of `person` said last; UTC until one has, and unless `seen_by` may see them."""
    said = Space.objects.filter(user__in=visible_to(seen_by), user=person).values_list("zone", flat=True).first()
    return zone_named(said or "") or UTC


@dataclass(frozen=True, slots=True)
class Since:
    """From when on logs count: those that name this version or a later one, and those that happened from `at` on."""

    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Journal:
    """Effective logs in the fold's order: those that a plan folds, and all `recent` ones, whatever plan it was."""

    folded: tuple[LogEntry, ...]
    recent: tuple[LogEntry, ...]


def entries_under(*, root: Since, answers: Since, person: UUID, seen_by: User) -> tuple[LogEntry, ...]:
    """The effective logs that a plan folds, in the fold's order; `root` is its first version.

    Those are the ones done under it, the ones that happened since (a session that went badly counts, though the phone
    still held the plan before), every wish, and every measure, as they are compared over a year. A withdrawal counts
    whenever its phone's clock says it was. A safety check counts since the person's own `answers`, and so does a
    session, as an `earlier` one: a warning sign that comes late is not lost with a clinician's plan.
    """
    return effective(pair for _, pair in arrivals_under(root=root, answers=answers, person=person, seen_by=seen_by))


def arrivals_under(*, root: Since, answers: Since, person: UUID, seen_by: User) -> tuple[Arrival, ...]:
    """The logs that `entries_under` reads, effective or not, each with when it came."""
    rows = (
        logs_of(person, seen_by=seen_by).filter(_under(root=root, answers=answers)).annotate(is_since=_is(_since(root)))
    )
    return tuple((log.received_at, _entry_with_replaced(log, earlier=not log.is_since)) for log in rows)


def journal_of(*, root: Since, answers: Since, recent_from: datetime, person: UUID, seen_by: User) -> Journal:
    """The logs of `entries_under`, and those that happened from an instant on, in one statement."""
    under = _under(root=root, answers=answers)
    rows = logs_of(person, seen_by=seen_by).filter(under | _recent(recent_from))
    read = [
        (bool(log.is_under), log.occurred_at >= recent_from, _entry_with_replaced(log, earlier=not log.is_since))
        for log in rows.annotate(is_under=_is(under), is_since=_is(_since(root)))
    ]
    return Journal(
        folded=effective(pair for belongs, _, pair in read if belongs),
        recent=effective(pair for _, recent, pair in read if recent or pair[0].kind == "gone"),
    )


def entries_from(instant: datetime, *, people: Collection[UUID], seen_by: User) -> dict[UUID, tuple[LogEntry, ...]]:
    """The effective logs that happened from an instant on, of each of `people` whom `seen_by` may see."""
    pairs: dict[UUID, list[Replacing]] = {}
    for log in Log.objects.filter(_recent(instant), user__in=visible_to(seen_by).filter(id__in=people)):
        pairs.setdefault(log.user_id, []).append(_entry_with_replaced(log))
    return {person: effective(found) for person, found in pairs.items()}


def last_logged_at(people: Collection[UUID], *, seen_by: User) -> dict[UUID, datetime]:
    """When each of `people` whom `seen_by` may see last logged a session or a morning."""
    rows = Log.objects.filter(user__in=visible_to(seen_by).filter(id__in=people), kind__in=("session", "check_in"))
    return dict(rows.values_list("user").annotate(Max("occurred_at")))


def _under(*, root: Since, answers: Since) -> Q:
    return (
        _since(root)
        | Q(kind__in=("pref", "measure", "gone"))
        | (Q(kind__in=("screening", "session")) & _since(answers))
    )


def _is(condition: Q) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(condition, output_field=BooleanField())


def _since(since: Since) -> Q:
    return Q(plan_version__gte=since.version) | Q(occurred_at__gte=since.at)


def _recent(instant: datetime) -> Q:
    return Q(occurred_at__gte=instant) | Q(kind="gone")


def prefs_of(person: UUID, *, seen_by: User, prefix: str) -> dict[str, str]:
    """The last wish of each key that begins with `prefix`; none that was replaced or withdrawn."""
    about = Q(kind="pref", body__key__startswith=prefix) | Q(kind="gone")
    entries = effective(_entry_with_replaced(log) for log in logs_of(person, seen_by=seen_by).filter(about))
    return {entry.body.key: entry.body.value for entry in entries if isinstance(entry.body, PrefBody)}


def checks_of(person: UUID, *, seen_by: User) -> tuple[tuple[datetime, ScreeningBody], ...]:
    """Every safety check in the order they came, each with when; none is ever withdrawn or replaced."""
    rows = logs_of(person, seen_by=seen_by).filter(kind="screening").order_by("received_at", "seq")
    return tuple((log.received_at, ScreeningBody.model_validate(log.body)) for log in rows)


def has_session(person: UUID, *, seen_by: User, on: date, now: datetime) -> bool:
    """Whether a session was done on the local day `on`, under whatever plan; `now` is an instant of that day.

    What counts for such a day has come within the last days, as no log is of a day to come.
    """
    lately = Q(kind__in=("session", "gone"), received_at__gte=now - LATELY)
    entries = effective(_entry_with_replaced(log) for log in logs_of(person, seen_by=seen_by).filter(lately))
    bodies = [entry.body for entry in entries if isinstance(entry.body, SessionBody) and entry.body.on == on]
    return any(item.done for body in bodies for item in body.items)


def after(*, seq: int, person: UUID, seen_by: User, besides: Collection[UUID]) -> tuple[tuple[PulledLog, ...], bool]:
    """The next logs after `seq`, oldest first, without those a phone has just sent; and whether there are more."""
    rows = logs_of(person, seen_by=seen_by).filter(seq__gt=seq).exclude(id__in=besides).order_by("seq")
    page = list(rows[: PULLED_AT_ONCE + 1])
    logs = tuple(
        PulledLog(
            id=log.id,
            seq=log.seq,
            kind=log.kind,
            body=upgraded(log.body, kind=log.kind, schema=log.schema),
            replaces=log.replaces,
            occurred_at=log.occurred_at,
            plan_version=log.plan_version,
        )
        for log in page[:PULLED_AT_ONCE]
    )
    return logs, len(page) > PULLED_AT_ONCE


def notes_of(person: UUID, *, seen_by: User) -> tuple[NoteBody, ...]:
    """What `person` wrote, the newest first; nothing unless `seen_by` may see it."""
    rows = logs_of(person, seen_by=seen_by).filter(kind__in=("note", "gone"))
    bodies = [entry.body for entry in effective(_entry_with_replaced(log) for log in rows)]
    return tuple(body for body in reversed(bodies) if isinstance(body, NoteBody))


def _entry_with_replaced(log: Log, *, earlier: bool = False) -> Replacing:
    kind = cast("Kind", log.kind)  # writes.add takes no other
    body = BODIES[kind].model_validate(upgraded(log.body, kind=kind, schema=log.schema))
    return LogEntry(id=log.id, kind=kind, occurred_at=log.occurred_at, body=body, earlier=earlier), log.replaces


def effective(logs: Iterable[Replacing]) -> tuple[LogEntry, ...]:
    """The entries that count, in the fold's order: none that was replaced or withdrawn.

    A safety check always counts: only the full questions lift what it stopped, so a correction of one comes beside it.
    When two devices corrected the same log apart, the later one counts (in the fold's order), whichever came first.
    A session that said that pain moved down the limb is not forgotten by being corrected or withdrawn.
    """
    pairs = sorted(logs, key=lambda pair: order(pair[0]))
    checks = {entry.id for entry, _ in pairs if entry.kind == "screening"}
    replaces = {entry.id: replaced for entry, replaced in pairs if replaced and not {entry.id, replaced} & checks}
    replaced_ids = set(replaces.values())
    first = {entry.id: _first_of_chain(entry.id, replaces=replaces) for entry, _ in pairs}
    newest = {first[entry.id]: entry for entry, _ in pairs if entry.id not in replaced_ids}
    spread = {first[entry.id]: entry for entry, _ in pairs if _says_spread(entry)}
    counting = (_counting(entry, spread=spread.get(root)) for root, entry in newest.items())
    return tuple(sorted((entry for entry in counting if entry.kind != "gone" or entry.said_spread), key=order))


def _says_spread(entry: LogEntry) -> bool:
    return isinstance(entry.body, SessionBody) and entry.body.spread == "peripheralised"


def _counting(newest: LogEntry, *, spread: LogEntry | None) -> LogEntry:
    """The entry that counts of a log and its corrections; `spread` is the last of them that said pain moved down."""
    if spread is None or not isinstance(spread.body, SessionBody) or _says_spread(newest):
        return newest
    if newest.kind != "gone":
        return newest.model_copy(update={"said_spread": True})
    taken_back = {"kind": "gone", "body": TakenBackBody(on=spread.body.on), "said_spread": True}
    return spread.model_copy(update=taken_back)


def _first_of_chain(log: UUID, *, replaces: Mapping[UUID, UUID]) -> UUID:
    seen = {log}
    while (earlier := replaces.get(log)) and earlier not in seen:  # a hostile phone may send a ring
        seen.add(earlier)
        log = earlier
    return log
