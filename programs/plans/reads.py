"""What somebody's plan is: the newest answer to the questionnaire, the version in force, the bundle as it is served."""

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from backfit.accounts.models import User
from backfit.accounts.reads import visible_to
from exercises.load import catalogue
from programs.engine import contract
from programs.engine.plans import Published
from programs.knowledge.load import knowledge
from programs.logs import reads as logs_read
from programs.plans.build import bundle
from programs.plans.bundle import Bundle
from programs.plans.ground import Ground, folded
from programs.plans.models import Change, Intake, PlanVersion, StoredBundle


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


def has_plan(user: User) -> bool:
    """Whether a plan was ever published for `user`."""
    return PlanVersion.objects.filter(user=user).exists()


def intakes_of(person: UUID, *, seen_by: User) -> QuerySet[Intake]:
    """The answers of `person` to the questionnaire, newest first; none unless `seen_by` may see them."""
    found = Intake.objects.filter(user__in=visible_to(seen_by), user=person)
    return found.select_related("version", "user").order_by("-received_at", "-id")


def changes_of(person: UUID, *, seen_by: User) -> QuerySet[Change]:
    """What was told about changes of the plans of `person`, in order; none unless `seen_by` may see them."""
    found = Change.objects.filter(version__user__in=visible_to(seen_by), version__user=person)
    return found.select_related("version").order_by("id")


def stored_bundle(person: UUID, *, seen_by: User) -> StoredBundle | None:
    """The bundle of `person` as it was last written; None without one, or unless `seen_by` may see it."""
    return StoredBundle.objects.filter(user__in=visible_to(seen_by), user=person).first()


def ground_of(intake: Intake, *, seen_by: User) -> Ground:
    """What the bundle is made from, while `intake` is the newest."""
    version: PlanVersion | None = getattr(intake, "version", None)
    told = contract.Intake.model_validate(intake.body)
    answer = contract.Prescription.model_validate(intake.answer)
    country = intake.user.country or None
    if version is None:
        return Ground(intake=told, answer=answer, diagnosed=intake.diagnosed, country=country)
    return Ground(
        intake=told,
        answer=answer,
        diagnosed=intake.diagnosed,
        country=country,
        published=Published(number=version.number, intake=told, prescription=answer, starts_on=version.starts_on),
        logs=logs_read.entries_under(
            version=version.number, published_at=version.published_at, person=intake.user_id, seen_by=seen_by
        ),
    )


def bundle_for(person: UUID, *, seen_by: User, today: date) -> Served | None:
    """The bundle of `person` for the day `today`; None before the questionnaire.

    The stored one if it was made for that day. Around midnight, or after a day away, it is made without being stored:
    a GET writes nothing, and the next sync will store it.
    """
    stored = stored_bundle(person, seen_by=seen_by)
    if stored is None:
        return None
    if stored.made_for == today:
        return Served(rev=stored.rev, made_for=today, etag=stored.etag, body=bytes(stored.body))
    newest = intakes_of(person, seen_by=seen_by).first()
    if newest is None:
        return None
    ground = ground_of(newest, seen_by=seen_by)
    state = folded(ground, knowledge=knowledge(), catalogue=catalogue())
    return served(
        bundle(ground, state=state, rev=stored.rev, today=today, knowledge=knowledge(), catalogue=catalogue())
    )
