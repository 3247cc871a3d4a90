"""Takes a questionnaire in, publishes plan versions, and keeps the stored bundle true."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from backfit.accounts import audit
from backfit.accounts.models import User
from backfit.accounts.reads import visible_to
from backfit.accounts.writes import set_country
from backfit.lib import clock
from backfit.lib.errors import Refused
from exercises.load import catalogue
from programs.engine import contract
from programs.engine.care import Edit, Objection
from programs.engine.prescribe import prescribe
from programs.knowledge.load import knowledge
from programs.logs import writes as logs_write
from programs.logs.writes import Space
from programs.plans import again, books, editing, reads
from programs.plans.agreeing import unclear_since
from programs.plans.editor import Author, ClinicianIntake
from programs.plans.form import IntakeHead
from programs.plans.models import Intake, PlanVersion
from programs.plans.reads import Served
from programs.plans.storing import Kept, Raises, refreshed
from programs.plans.words import GIVE_A_REASON

MOST_WHY = 200  # as the audit keeps it
SAME_TAP = timedelta(seconds=60)  # a second identical questionnaire within this is a retry of the first


class NotTheirs(Refused):
    """The person is not linked to the clinician: the same words as for somebody who does not exist."""

    code = "not_found"
    status = 404
    sentence = "There is nothing here."


class PlanMovedOn(Refused):
    """Another version was published since the clinician read the plan."""

    code = "plan_moved_on"
    status = 409
    sentence = "The plan has changed since you opened it. Load it again, then make your change."


class NotPublished(Refused):
    """What speaks against publishing; the sentence says it."""

    code = "not_published"
    status = 409
    sentence = "This can't be published."


@transaction.atomic
def take_in(
    *,
    user: User,
    head: IntakeHead,
    told: contract.Intake,
    answer: contract.Prescription,
    today: date,
    raises: Raises | None = None,
) -> Served:
    """Keeps a questionnaire with the engine's answer, publishes a plan version if that is one, and gives the bundle."""
    space = logs_write.lock_in_turn(user)
    set_country(user=user, country=told.country)
    logs_write.hear_zone(space, name=head.zone)
    intake = reads.intakes_of(user.id, seen_by=user).first()
    if intake is None or not _is_retry(intake, told=told, head=head):
        goes_on = intake is not None and again.goes_on(
            intake, told, diagnosed=head.diagnosed, seen_by=user, today=today
        )
        intake = Intake.objects.create(
            user=user,
            body=told.model_dump(mode="json", by_alias=True),
            diagnosed=head.diagnosed,
            outcome=answer.outcome,
            answer=answer.model_dump(mode="json", by_alias=True),
            knowledge=answer.knowledge,
            local_on=today,
            zone=head.zone,
            unclear_since=unclear_since(told, before=intake, today=today),
            confirms=intake if goes_on else None,
        )
        if answer.outcome == "plan" and not goes_on:
            _begin_own(user, intake, space=space, today=today)
        # As every later reading will find it: PostgreSQL orders the names in JSON anew, and so would the bundle's.
        intake = reads.intakes_of(user.id, seen_by=user)[0]
        if raises is not None and not goes_on:
            raises(user, cause=f"intake {intake.pk}", answer=answer)
    made = refreshed(intake, user=user, space=space, today=today).served
    logs_write.keep(space)
    return made


def _begin_own(user: User, intake: Intake, *, space: Space, today: date) -> None:
    """The root of a plan made of the person's own answers."""
    number = reads.newest_version(user.id, seen_by=user) + 1  # under the lock nobody else counts
    _make_root(intake, number=number, seen_by=user, today=today)
    books.open_book(user, space=space, starts_on=today)


@transaction.atomic
def publish_edit(
    *, person: User, by: Author, edit: Edit, words: str, reasons: Sequence[str], base_version: int, today: date
) -> Served:
    """Publishes a clinician's edit as the next version of the plan in use, and gives the person's new bundle.

    `reasons` are theirs for what the preview warns of; they are kept in the audit. Raises NotTheirs, PlanMovedOn,
    NoPlanToEdit, and NotPublished with the sentence that says why.
    """
    space, clinician = _begin(person, by=by, base_version=base_version)
    shown = editing.preview(person.id, seen_by=clinician, edit=edit, today=today)
    if shown.refusal is not None:
        raise NotPublished(shown.refusal)
    why = _why(reasons, shown.warnings)
    PlanVersion.objects.create(
        user=person,
        number=base_version + 1,
        intake=reads.intakes_of(person.id, seen_by=clinician)[0],
        starts_on=today,
        edit=shown.edit.model_dump(mode="json"),
        author=by.id,
        author_name=by.name,
        words=words,
    )
    return _published(person, by=by, space=space, what="plans.edited", why=why, today=today)


@transaction.atomic
def assign(
    *, person: User, by: Author, changes: ClinicianIntake, words: str, reasons: Sequence[str] = (), base_version: int,
    today: date,
) -> Served:  # fmt: skip
    """Publishes the plan that the engine makes of the person's answers with a clinician's changes; a new start.

    `reasons` are theirs for what the proposal warns of; they are kept in the audit.
    Raises NotTheirs, PlanMovedOn, NotAnswered, Invalid, and NotPublished with the sentence that says why.
    """
    space, clinician = _begin(person, by=by, base_version=base_version)
    proposed = editing.proposal(person.id, seen_by=clinician, changes=changes, today=today, by=by.name)
    if proposed.refusal is not None:
        raise NotPublished(proposed.refusal, extra={"needs": list(proposed.needs)})
    why = _why(reasons, proposed.warnings)
    newest, number = reads.intakes_of(person.id, seen_by=clinician)[0], base_version + 1
    answer = prescribe(proposed.told, knowledge=knowledge(), catalogue=catalogue())
    intake = Intake.objects.create(
        user=person,
        body=proposed.told.model_dump(mode="json", by_alias=True),
        diagnosed=newest.diagnosed or changes.conditions is not None,
        outcome=answer.outcome,
        answer=answer.model_dump(mode="json", by_alias=True),
        knowledge=answer.knowledge,
        local_on=today,
        zone=newest.zone,
        author=by.id,
        agreed=[one.model_dump(mode="json") for one in proposed.agreed],
        unclear_since=unclear_since(proposed.told, before=newest, today=today),
        answered_at=newest.answered_at or newest.received_at,
        answered_under=newest.answered_under or min((one.number for one in newest.versions.all()), default=number),
    )
    made_by = {"author": by.id, "author_name": by.name, "words": words}
    _make_root(intake, number=number, seen_by=clinician, today=today, **made_by)
    # A warning sign logged before there was a plan stops this one at once; then all of it is undone.
    if refusal := editing.why_not_now(reads.ground_of(intake, seen_by=clinician), today=today):
        raise NotPublished(refusal)
    return _published(person, by=by, space=space, what="plans.assigned", why=why, today=today)


def _why(reasons: Sequence[str], warnings: Sequence[Objection]) -> str:
    """The reasons as they are kept; raises NotPublished where one is missing or they are too long."""
    why = "; ".join(reason.strip() for reason in reasons if reason.strip())
    if len(why) > MOST_WHY or (not why and any(warning.needs_reason for warning in warnings)):
        raise NotPublished(GIVE_A_REASON.format(most=MOST_WHY))
    return why


def _begin(person: User, *, by: Author, base_version: int) -> tuple[Space, User]:
    """The locked counters and the clinician's account; raises NotTheirs and PlanMovedOn."""
    space = logs_write.lock(person)
    clinician = User.objects.filter(id=by.id).first()
    if clinician is None or clinician == person or not visible_to(clinician).filter(id=person.id).exists():
        raise NotTheirs
    if reads.newest_version(person.id, seen_by=clinician) != base_version:
        raise PlanMovedOn
    return space, clinician


def _make_root(intake: Intake, *, number: int, seen_by: User, today: date, **made_by: object) -> None:
    """The first version of a plan, with what it takes over from the one before it."""
    back, handed = again.taken_over(intake.user_id, seen_by=seen_by, today=today)
    PlanVersion.objects.create(
        user_id=intake.user_id,
        number=number,
        intake=intake,
        starts_on=today,
        way_back=back,
        handed=handed.model_dump(mode="json"),
        **made_by,
    )


def _published(person: User, *, by: Author, space: Space, what: str, why: str, today: date) -> Served:
    books.open_book(person, space=space, starts_on=today)
    newest = reads.intakes_of(person.id, seen_by=person)[0]
    made = refreshed(newest, user=person, space=space, today=today).served
    logs_write.keep(space)
    audit.record(who=by.id, what=what, patient=person.id, why=why)
    return made


def _is_retry(newest: Intake, *, told: contract.Intake, head: IntakeHead) -> bool:
    return (
        newest.author is None
        and newest.received_at > clock.now() - SAME_TAP
        and newest.diagnosed == head.diagnosed
        and newest.body == told.model_dump(mode="json", by_alias=True)
    )


def refresh(*, user: User, space: Space, today: date) -> Kept | None:
    """The bundle of `user` for `today`, made anew if what it is made from has changed; None before the questionnaire.

    Belongs inside the transaction that holds `space`, and before `keep(space)`.
    """
    newest = reads.intakes_of(user.id, seen_by=user).first()
    return refreshed(newest, user=user, space=space, today=today) if newest else None
