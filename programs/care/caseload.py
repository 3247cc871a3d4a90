"""A clinic's people, each in a line."""

from collections.abc import Sequence
from datetime import date

from backfit.accounts.models import Link, Membership, User
from backfit.accounts.reads import visible_to
from programs.care.alerts import alerts_of, open_now
from programs.care.reads import open_invitations
from programs.care.shapes import AlertView, CaseloadView, PersonView
from programs.plans.progress import Caseload
from programs.plans.recorded import caseload_progress
from programs.plans.standing import Standing, standings


def caseload_of(membership: Membership, *, today: date) -> CaseloadView:
    """The caseload of the clinic where this membership is, as its member sees it on `today`."""
    clinic, member = membership.clinic, membership.user
    links = Link.objects.filter(clinic=clinic, ended_at=None, patient__in=visible_to(member)).order_by("accepted_at")
    return CaseloadView(
        clinic=clinic.name,
        people=people_of(list(links), seen_by=member, today=today),
        invitations=open_invitations(clinic),
    )


def people_of(links: Sequence[Link], *, seen_by: User, today: date) -> tuple[PersonView, ...]:
    """A line for each link: by the most urgent alert, then those on hold, those who wait, then the longest quiet."""
    people = [link.patient_id for link in links]
    plans = standings(people, seen_by=seen_by, today=today)
    done = caseload_progress(people, seen_by=seen_by, today=today)
    alerts = alerts_of(links, seen_by=seen_by, today=today)
    lines = [
        _line(
            link,
            plan=plans.get(link.patient_id),
            done=done[link.patient_id],
            alerts=open_now(alerts.get(link.patient_id, ())),
            today=today,
        )
        for link in links
        if link.patient_id in done  # an account that is deleted meanwhile is gone from here too
    ]
    return tuple(sorted(lines, key=_urgency))


def _urgency(person: PersonView) -> tuple[str, int, date, str]:
    first = {"on_hold": 0, "waits": 1}.get(person.standing, 2)
    return person.tier or "Z", first, person.last_activity_on or date.min, person.first_name


def _line(link: Link, *, plan: Standing | None, done: Caseload, alerts: Sequence[AlertView], today: date) -> PersonView:
    told = link.birth_year or today.year
    return PersonView(
        id=link.patient_id,
        first_name=link.first_name,
        age=plan.age if plan else today.year - told,
        built_for=plan.built_for if plan else None,
        standing=plan.kind if plan else "no_plan",
        note=plan.held_by if plan else None,
        week=plan.week if plan else None,
        **done.model_dump(),
        linked_on=link.accepted_at.date(),
        alerts=len(alerts),
        tier=alerts[0].tier if alerts else None,
    )
