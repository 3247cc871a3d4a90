"""How the plans of many people stand, for a clinician's list, in as many statements for all as for one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Min
from pydantic import BaseModel

from backfit.accounts.models import User
from backfit.accounts.reads import visible_to
from programs.engine.contract import Outcome
from programs.plans.models import Intake, PlanVersion, StoredBundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One person's plan in a line: `held_by` says why nothing is offered, `week` counts from the first plan's start.

    `kind` is "waits" when a plan can begin as soon as a clinician agrees.
    """

    kind: Literal["on_plan", "on_hold", "waits"]
    age: int
    built_for: str | None
    held_by: str | None
    week: int | None


class _Plan(BaseModel):
    built_for: str


class _Stop(BaseModel):
    title: str
    outcome: Outcome


class _Said(BaseModel):
    """What of a stored bundle is needed here; the rest is left unread."""

    plan: _Plan | None
    stop: _Stop | None


def standings(people: Collection[UUID], *, seen_by: User, today: date) -> dict[UUID, Standing]:
    """The standing of each of `people` who has answered the questions and whom `seen_by` may see.

    As their bundle was last written: a phone that has not synced since a long absence may show more.
    """
    visible = visible_to(seen_by).filter(id__in=people)
    newest = Intake.objects.filter(user__in=visible).order_by("user", "-received_at", "-id").distinct("user")
    ages = dict(newest.values_list("user", "body__age"))
    bundles = dict(StoredBundle.objects.filter(user__in=visible).values_list("user", "body"))
    begun = PlanVersion.objects.filter(user__in=visible).values("user").annotate(on=Min("starts_on"))
    started = dict(begun.values_list("user", "on"))
    return {
        person: _standing(
            _Said.model_validate_json(bytes(bundles[person])), age=age, started_on=started.get(person), today=today
        )
        for person, age in ages.items()
        if person in bundles  # an account that is deleted meanwhile has none any more
    }


def _standing(said: _Said, *, age: int, started_on: date | None, today: date) -> Standing:
    return Standing(
        kind=_kind(said),
        age=age,
        built_for=said.plan.built_for if said.plan else None,
        held_by=said.stop.title if said.stop else None,
        week=max((today - started_on).days, 0) // 7 + 1 if started_on else None,
    )


def _kind(said: _Said) -> Literal["on_plan", "on_hold", "waits"]:
    if said.stop is None:
        return "on_plan"
    return "waits" if said.plan is None and said.stop.outcome == "clinician_first" else "on_hold"
