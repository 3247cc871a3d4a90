"""Keeps the stored bundle true, and what was told about changes."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from backfit.accounts.models import User
from backfit.lib import clock
from exercises.load import catalogue
from programs.engine.contract import Prescription
from programs.engine.plans import PlanState
from programs.knowledge.load import knowledge
from programs.logs.writes import Space
from programs.plans import reads
from programs.plans.build import bundle
from programs.plans.ground import Ground, folded
from programs.plans.models import Change, Intake, PlanVersion, StoredBundle
from programs.plans.reads import Served
from programs.plans.recorded import last_asked_on


class Raises(Protocol):
    """What a room above does with new answers that let no plan begin; `cause` names them."""

    def __call__(self, user: User, *, cause: str, answer: Prescription) -> None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """The bundle that is kept now, and what it was just made from; None when that had not changed."""

    served: Served
    ground: Ground | None = None
    state: PlanState | None = None


def refreshed(newest: Intake, *, user: User, space: Space, today: date) -> Kept:
    """The bundle of `user` for `today`, made anew and told about if what it is made from has changed.

    `newest` is their newest questionnaire. Belongs inside the transaction that holds `space`, and before `keep(space)`.
    """
    stored = reads.stored_bundle(user.id, seen_by=user)
    versions = list(newest.versions.all())
    basis = f"{knowledge().version}:{newest.id}:{len(versions)}:{space.seq}:{user.country}:{user.email is not None:d}"
    basis += f":{last_asked_on(newest.user)}:{reads.confirmed_on(newest)}:{reads.is_linked(newest):d}"
    if stored and (stored.rev, stored.basis, stored.made_for) == (space.rev, basis, today):
        return Kept(Served(rev=stored.rev, made_for=today, etag=stored.etag, body=bytes(stored.body)))
    ground = reads.whole_ground_of(newest, today=today, seen_by=user)
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
    # A new epoch has moved `space.rev`: what was made before it is below what phones may hold.
    if stored is None or stored.rev != space.rev or not _says_the_same(stored, basis=basis, out=out):
        space.rev += 1
        out = reads.served(made.model_copy(update={"rev": space.rev}))
    _store(user, out=out, basis=basis)
    if state is not None:
        _tell(versions[0], state=state)
    return Kept(out, ground=ground, state=state)


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


def _tell(root: PlanVersion, *, state: PlanState) -> None:
    """Adds a row for each change that the person has not been told yet in these words."""
    told = set(root.changes.values_list("log", "digest"))
    rows = []
    for change in state.changes:
        body = change.model_dump(mode="json")
        digest = hashlib.sha256(change.model_dump_json(exclude_none=True).encode()).hexdigest()
        if (change.log_id, digest) not in told:
            rows.append(
                Change(
                    version=root,
                    log=change.log_id,
                    rule=change.rule,
                    body=body,
                    digest=digest,
                    knowledge=knowledge().version,
                )
            )
    Change.objects.bulk_create(rows, ignore_conflicts=True)
