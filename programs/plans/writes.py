"""Takes a questionnaire in, publishes plan versions, and keeps the stored bundle true."""

import hashlib
from datetime import date, timedelta

from django.db import transaction

from backfit.accounts.models import User
from backfit.accounts.writes import set_country
from backfit.lib import clock
from exercises.load import catalogue
from programs.engine import contract
from programs.engine.plans import PlanState
from programs.knowledge.load import knowledge
from programs.logs import writes as logs_write
from programs.logs.writes import Space
from programs.plans import reads
from programs.plans.build import bundle
from programs.plans.form import IntakeHead
from programs.plans.ground import folded
from programs.plans.models import Change, Intake, PlanVersion, StoredBundle
from programs.plans.reads import Served

SAME_TAP = timedelta(seconds=60)  # a second identical questionnaire within this is a retry of the first


@transaction.atomic
def take_in(
    *, user: User, head: IntakeHead, told: contract.Intake, answer: contract.Prescription, today: date
) -> Served:
    """Keeps a questionnaire with the engine's answer, publishes a plan version if that is one, and gives the bundle."""
    space = logs_write.lock(user)
    set_country(user=user, country=told.country)
    logs_write.hear_zone(space, name=head.zone)
    intake = reads.intakes_of(user.id, seen_by=user).first()
    if intake is None or not _is_retry(intake, told=told, head=head):
        intake = Intake.objects.create(
            user=user,
            body=told.model_dump(mode="json", by_alias=True),
            diagnosed=head.diagnosed,
            outcome=answer.outcome,
            answer=answer.model_dump(mode="json", by_alias=True),
            knowledge=answer.knowledge,
            local_on=today,
            zone=head.zone,
        )
        if answer.outcome == "plan":
            number = PlanVersion.objects.filter(user=user).count() + 1  # under the lock nobody else counts
            PlanVersion.objects.create(user=user, number=number, intake=intake, starts_on=today)
        # As every later reading will find it: PostgreSQL orders the names in JSON anew, and so would the bundle's.
        intake.refresh_from_db(fields=["body", "answer"])
    made = _refreshed(intake, user=user, space=space, today=today)
    logs_write.keep(space)
    return made


def _is_retry(newest: Intake, *, told: contract.Intake, head: IntakeHead) -> bool:
    return (
        newest.received_at > clock.now() - SAME_TAP
        and newest.diagnosed == head.diagnosed
        and newest.body == told.model_dump(mode="json", by_alias=True)
    )


def refresh(*, user: User, space: Space, today: date) -> Served | None:
    """The bundle of `user` for `today`, made anew if what it is made from has changed; None before the questionnaire.

    Belongs inside the transaction that holds `space`, and before `keep(space)`.
    """
    newest = reads.intakes_of(user.id, seen_by=user).first()
    return _refreshed(newest, user=user, space=space, today=today) if newest else None


def _refreshed(newest: Intake, *, user: User, space: Space, today: date) -> Served:
    stored = reads.stored_bundle(user.id, seen_by=user)
    basis = f"{knowledge().version}:{newest.id}:{space.seq}:{user.country}"
    if stored and (stored.basis, stored.made_for) == (basis, today):
        return Served(rev=stored.rev, made_for=today, etag=stored.etag, body=bytes(stored.body))
    ground = reads.ground_of(newest, seen_by=user)
    state = folded(ground, knowledge=knowledge(), catalogue=catalogue())
    made = bundle(
        ground,
        state=state,
        rev=stored.rev if stored else 0,
        today=today,
        knowledge=knowledge(),
        catalogue=catalogue(),
    )
    out = reads.served(made)
    if stored is None or not _says_the_same(stored, basis=basis, out=out):
        space.rev += 1
        out = reads.served(made.model_copy(update={"rev": space.rev}))
    _store(user, out=out, basis=basis)
    if state is not None:
        _tell(newest, state=state)
    return out


def _says_the_same(stored: StoredBundle, *, basis: str, out: Served) -> bool:
    """Whether only the day has moved, or what has changed does not show."""
    return stored.basis == basis or (stored.made_for, stored.etag) == (out.made_for, out.etag)


def _store(user: User, *, out: Served, basis: str) -> None:
    row = StoredBundle(
        user=user, rev=out.rev, made_for=out.made_for, basis=basis, etag=out.etag, body=out.body, made_at=clock.now()
    )
    StoredBundle.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["rev", "made_for", "basis", "etag", "body", "made_at"],
    )


def _tell(intake: Intake, *, state: PlanState) -> None:
    """Adds a row for each change that the person has not been told yet in these words."""
    version = intake.version
    told = set(version.changes.values_list("log", "digest"))
    rows = []
    for change in state.changes:
        body = change.model_dump(mode="json")
        digest = hashlib.sha256(change.model_dump_json().encode()).hexdigest()
        if (change.log_id, digest) not in told:
            rows.append(
                Change(
                    version=version,
                    log=change.log_id,
                    rule=change.rule,
                    body=body,
                    digest=digest,
                    knowledge=knowledge().version,
                )
            )
    Change.objects.bulk_create(rows, ignore_conflicts=True)
