"""What somebody's plan is: the newest answer to the questionnaire, the version in force, the bundle as it is served."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from uuid import UUID, uuid5

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet, Subquery

from backfit.accounts.models import Link, User
from backfit.accounts.reads import visible_to
from backfit.lib.zones import UTC, zone_named
from exercises.load import catalogue
from programs.engine import contract
from programs.engine.care import Agreement, Authored, Edit, Handed
from programs.engine.nudges import Asked, asked_on
from programs.engine.plans import Published
from programs.knowledge.load import knowledge
from programs.logs import reads as logs_read
from programs.logs.reads import Arrival, Since, effective
from programs.plans import recorded
from programs.plans.build import bundle
from programs.plans.bundle import Bundle
from programs.plans.ground import Ground, folded
from programs.plans.models import Change, Intake, PlanVersion, StoredBundle

IN_ORDER = Prefetch("versions", PlanVersion.objects.order_by("number"))
"""The versions of an intake, its root first."""


@dataclass(frozen=True, slots=True)
class Served:
    """A bundle as it goes out: its JSON, the number and day it carries, and the tag that tells it from others."""

    rev: int
    made_for: date
    etag: str
    body: bytes


def served(made: Bundle) -> Served:
    """`made`, ready to go out."""
    body = made.model_dump_json(by_alias=True).encode()
    return Served(rev=made.rev, made_for=made.made_for, etag=hashlib.sha256(body).hexdigest()[:32], body=body)


def has_answered(user: User) -> bool:
    """Whether `user` ever answered the questionnaire: then there is a bundle, with a plan or with a stop."""
    return Intake.objects.filter(user=user).exists()


def intakes_of(person: UUID, *, seen_by: User) -> QuerySet[Intake]:
    """The answers of `person` that plans are made of, newest first; none unless `seen_by` may see them.

    Those that only confirmed earlier ones are left out: `last_confirmed_on` says when the newest of them did.
    """
    confirming = Intake.objects.filter(confirms=OuterRef("pk")).order_by("-local_on").values("local_on")[:1]
    found = answers_of(person, seen_by=seen_by).filter(confirms=None)
    return found.annotate(last_confirmed_on=Subquery(confirming))


def own_answers_of(person: UUID, *, seen_by: User) -> QuerySet[Intake]:
    """Those of the answers that no clinician changed."""
    return intakes_of(person, seen_by=seen_by).filter(author=None)


def answers_of(person: UUID, *, seen_by: User) -> QuerySet[Intake]:
    """All answers of `person` to the questionnaire, newest first; none unless `seen_by` may see them."""
    open_links = Link.objects.filter(patient=OuterRef("user"), ended_at=None)
    found = Intake.objects.filter(user__in=visible_to(seen_by), user=person).annotate(linked=Exists(open_links))
    return found.select_related("user__day_book").prefetch_related(IN_ORDER).order_by("-received_at", "-id")


def is_linked(intake: Intake) -> bool:
    """Whether a clinic sees the person now; known of what `intakes_of` gave."""
    return bool(getattr(intake, "linked", False))


def changes_of(person: UUID, *, seen_by: User) -> QuerySet[Change]:
    """What was told about changes of the plans of `person`, in order; none unless `seen_by` may see them."""
    found = Change.objects.filter(version__user__in=visible_to(seen_by), version__user=person)
    return found.select_related("version").order_by("id")


def newest_version(person: UUID, *, seen_by: User) -> int:
    """The number of the newest version of any plan of `person`; 0 without one, or unless `seen_by` may see them."""
    return versions_of(person, seen_by=seen_by).aggregate(newest=Max("number"))["newest"] or 0


def versions_of(person: UUID, *, seen_by: User) -> QuerySet[PlanVersion]:
    """Every published version of `person`, the newest first; none unless `seen_by` may see them."""
    return PlanVersion.objects.filter(user__in=visible_to(seen_by), user=person).order_by("-number")


def stored_bundle(person: UUID, *, seen_by: User) -> StoredBundle | None:
    """The bundle of `person` as it was last written; None without one, or unless `seen_by` may see it."""
    return StoredBundle.objects.filter(user__in=visible_to(seen_by), user=person).first()


def ground_of(intake: Intake, *, seen_by: User) -> Ground:
    """What the plan is made from, while `intake` is the newest; its record is left empty."""
    versions = list(intake.versions.all())
    ground = _without_logs(intake, versions)
    if not versions:
        return ground
    root, answers = _counting_from(intake, versions[0])
    logs = logs_read.entries_under(root=root, answers=answers, person=intake.user_id, seen_by=seen_by)
    return replace(ground, logs=logs)


def grounds_at(person: UUID, *, seen_by: User) -> Callable[[datetime], Ground | None]:
    """What the plan of `person` was made from at any past instant: what came later was not known yet.

    Read once for all the instants that are asked for, oldest first or not. None before the questionnaire; records are
    left empty.
    """
    intakes = list(intakes_of(person, seen_by=seen_by))

    @cache
    def arrivals(intake: Intake) -> tuple[Arrival, ...]:
        root, answers = _counting_from(intake, intake.versions.all()[0])
        return logs_read.arrivals_under(root=root, answers=answers, person=person, seen_by=seen_by)

    @cache
    def without_logs(intake: Intake, known: int) -> Ground:
        return _without_logs(intake, list(intake.versions.all())[:known])

    def ground_at(instant: datetime) -> Ground | None:
        intake = next((one for one in intakes if one.received_at < instant), None)
        if intake is None:
            return None
        ground = without_logs(intake, sum(one.published_at < instant for one in intake.versions.all()))
        if ground.published is None:
            return ground
        return replace(ground, logs=effective(log for came_at, log in arrivals(intake) if came_at < instant))

    return ground_at


def whole_ground_of(intake: Intake, *, today: date, seen_by: User) -> Ground:
    """What the bundle for `today` is made from, while `intake` is the newest."""
    versions, person, since = list(intake.versions.all()), intake.user_id, recorded.shown_from(today)
    ground = _without_logs(intake, versions)
    if versions:
        root, answers = _counting_from(intake, versions[0])
        journal = logs_read.journal_of(root=root, answers=answers, recent_from=since, person=person, seen_by=seen_by)
        ground, recent = replace(ground, logs=journal.folded), journal.recent
    else:
        recent = logs_read.entries_from(since, people=(person,), seen_by=seen_by).get(person, ())
    return replace(ground, record=recorded.record_of(intake.user, logs=recent, today=today, seen_by=seen_by))


def _without_logs(intake: Intake, versions: Sequence[PlanVersion]) -> Ground:
    told = contract.Intake.model_validate(intake.body)
    answer = contract.Prescription.model_validate(intake.answer)
    published = None
    if versions:
        published = Published(
            number=versions[-1].number,
            intake=told,
            prescription=answer,
            starts_on=versions[0].starts_on,
            authored=tuple(_authored(version) for version in versions if version.author is not None),
            told_on=answered_on(intake),
            answered_on=max(answered_on(intake), confirmed_on(intake) or date.min),
            way_back=versions[0].way_back,
            handed=Handed.model_validate(versions[0].handed),
            unclear_since=intake.unclear_since,
            agreed=agreed_of(intake),
        )
    return Ground(
        intake=told,
        answer=answer,
        diagnosed=intake.diagnosed,
        country=intake.user.country or None,
        has_email=intake.user.email is not None,
        linked=is_linked(intake),
        published=published,
    )


def answered_on(intake: Intake) -> date:
    """The local day on which the person gave the answers that `intake` is made of."""
    if intake.answered_at is None:
        return intake.local_on
    return intake.answered_at.astimezone(zone_named(intake.zone) or UTC).date()


def confirmed_on(intake: Intake) -> date | None:
    """The last local day on which answers said the same as these, as `intakes_of` has read it."""
    found: date | None = getattr(intake, "last_confirmed_on", None)
    return found


def agreed_of(intake: Intake) -> tuple[Agreement, ...]:
    """Who agreed, as a clinician recorded it."""
    return tuple(Agreement.model_validate(one) for one in intake.agreed)


def _counting_from(intake: Intake, first: PlanVersion) -> tuple[Since, Since]:
    """From when on logs count for a plan, and safety checks for the answers it was made of."""
    root = Since(first.number, first.published_at)
    if intake.answered_at is not None and intake.answered_under is not None:
        return root, Since(intake.answered_under, intake.answered_at)
    return root, root


def _authored(version: PlanVersion) -> Authored:
    return Authored(
        id=uuid5(version.user_id, f"version {version.number}"),
        occurred_at=version.published_at,
        on=version.starts_on,
        by=version.author_name,
        words=version.words,
        edit=None if version.edit is None else Edit.model_validate(version.edit),
    )


def bundle_for(person: UUID, *, seen_by: User, today: date) -> Served | None:
    """The bundle of `person` for the day `today`; None before the questionnaire.

    The stored one if it was made for that day, of the knowledge of now. Around midnight, after a day away or a new
    release, it is made without being stored: a GET writes nothing, and the next sync will store it.
    """
    stored = stored_bundle(person, seen_by=seen_by)
    if stored is None:
        return None
    if stored.made_for == today and stored.basis.startswith(f"{knowledge().version}:"):
        return Served(rev=stored.rev, made_for=today, etag=stored.etag, body=bytes(stored.body))
    newest = intakes_of(person, seen_by=seen_by).first()
    if newest is None:
        return None
    ground = whole_ground_of(newest, today=today, seen_by=seen_by)
    state = folded(ground, knowledge=knowledge(), catalogue=catalogue())
    made = bundle(ground, state=state, rev=stored.rev, today=today, knowledge=knowledge(), catalogue=catalogue())
    return served(made)


def asked_of(person: UUID, *, seen_by: User, on: date) -> Asked | None:
    """What the plan of `person` asks of a local day, folded now; None while there is no plan."""
    newest = intakes_of(person, seen_by=seen_by).first()
    if newest is None:
        return None
    ground = ground_of(newest, seen_by=seen_by)
    state = folded(ground, knowledge=knowledge(), catalogue=catalogue())
    if ground.published is None or state is None:
        return None
    return asked_on(ground.published, state, on=on, knowledge=knowledge(), catalogue=catalogue())
