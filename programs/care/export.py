"""Who sees or saw somebody's data, who opened it, and what clinicians were alerted to, to take away."""

from datetime import date

from pydantic import AwareDatetime

from backfit.accounts.models import Scope, User
from programs.care.alerts import words_of
from programs.care.models import Alert, AlertStep
from programs.care.shapes import Opening, Reasoned
from programs.care.sharing import trail_of
from programs.engine.contract import Shape


class LinkRecord(Shape):
    """A consent, with what the clinic calls the person, and who opened the record under it."""

    clinic: str
    first_name: str
    birth_year: int | None
    scope: Scope
    version: str
    accepted_at: AwareDatetime
    ended_at: AwareDatetime | None
    opened: tuple[Opening, ...]


class StepRecord(Shape):
    """What somebody at a clinic did about an alert."""

    clinic: str
    who: str
    what: str
    why: str
    until: date | None
    at: AwareDatetime


class AlertRecord(Shape):
    """What a clinic that is linked is alerted to, and what became of it."""

    rule: str
    sentence: str
    tier: str
    raised_at: AwareDatetime
    steps: tuple[StepRecord, ...]


class CareExport(Shape):
    """Everything of the room of care."""

    links: tuple[LinkRecord, ...]
    plan_changes: tuple[Reasoned, ...]
    alerts: tuple[AlertRecord, ...]


def exported(user: User) -> CareExport:
    """Every link of `user`, ended ones too, the first one first; and who changed their plan."""
    trail = trail_of(user, links=user.links.select_related("clinic").order_by("accepted_at"))
    return CareExport(
        links=tuple(
            LinkRecord(
                clinic=link.clinic.name,
                first_name=link.first_name,
                birth_year=link.birth_year,
                scope=Scope(link.scope),
                version=link.version,
                accepted_at=link.accepted_at,
                ended_at=link.ended_at,
                opened=trail.openings(link),
            )
            for link in trail.links
        ),
        plan_changes=trail.reasons(),
        alerts=tuple(
            AlertRecord(
                rule=alert.rule,
                sentence=words_of(alert)[0],
                tier=alert.tier,
                raised_at=alert.raised_at,
                steps=tuple(_step(step) for step in alert.steps.all()),
            )
            for alert in Alert.objects.filter(user=user).prefetch_related("steps__clinic").order_by("id")
        ),
    )


def _step(step: AlertStep) -> StepRecord:
    return StepRecord(
        clinic=step.clinic.name, who=step.by_name, what=step.what, why=step.why, until=step.until, at=step.at
    )
