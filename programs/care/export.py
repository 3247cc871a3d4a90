"""Who sees or saw somebody's data, and who opened it, to take away."""

from pydantic import AwareDatetime

from backfit.accounts.models import Scope, User
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


class CareExport(Shape):
    """Everything of the room of care."""

    links: tuple[LinkRecord, ...]
    plan_changes: tuple[Reasoned, ...]


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
    )
