"""One patient's record, as their clinician reads it: what their own phone shows, and what may be changed in it."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from backfit.accounts.models import Link, User
from backfit.lib import clock
from programs.care.alerts import alerts_of
from programs.care.caseload import people_of
from programs.care.reads import NothingThere
from programs.care.shapes import AlertView, PersonView
from programs.engine.contract import Shape
from programs.engine.plans import DatedSession
from programs.logs.reads import notes_of
from programs.plans.bundle import Bundle, ChangeView, ExerciseView, PlanView, StopView
from programs.plans.editing import editor
from programs.plans.editor import Editor
from programs.plans.measured import MeasureTold
from programs.plans.progress import ProgressView
from programs.plans.reads import bundle_for, versions_of

NOTES_SHOWN = 20


class PlanNow(Shape):
    """The plan in use, with two weeks of sessions (none while a stop stands) and their exercises in words."""

    plan: PlanView
    sessions: tuple[DatedSession, ...]
    exercises: dict[str, ExerciseView]


class VersionView(Shape):
    """A published version: `by` and `words` when a clinician made it, null when the person's answers did."""

    number: int
    published_at: AwareDatetime
    by: str | None
    words: str | None


class NoteView(Shape):
    """What the person wrote; `to` the clinic when it is meant to be read."""

    on: date
    text: str
    to: Literal["self", "clinic"]


class RecordView(Shape):
    """One patient; `versions` and `notes` have the newest first, `progress` is null before the questions are answered,
    `editor` without a plan to change."""

    person: PersonView
    alerts: tuple[AlertView, ...]
    plan: PlanNow | None
    stop: StopView | None
    progress: ProgressView | None
    measures: tuple[MeasureTold, ...]
    changes: tuple[ChangeView, ...]
    versions: tuple[VersionView, ...]
    notes: tuple[NoteView, ...]
    editor: Editor | None
    read_at: AwareDatetime


def record_of(link: Link, *, seen_by: User, today: date) -> RecordView:
    """The record of the person who is linked, for the person's day `today`; raises NothingThere once they are gone."""
    patient = link.patient_id
    people = people_of([link], seen_by=seen_by, today=today)
    if not people:
        raise NothingThere
    served = bundle_for(patient, seen_by=seen_by, today=today)
    bundle = Bundle.model_validate_json(served.body) if served else None
    return RecordView(
        person=people[0],
        alerts=alerts_of([link], seen_by=seen_by, today=today).get(patient, ()),
        plan=_plan(bundle),
        stop=bundle.stop if bundle else None,
        progress=bundle.progress if bundle else None,
        measures=bundle.measures.told if bundle else (),
        changes=bundle.changes if bundle else (),
        versions=tuple(
            VersionView(
                number=version.number,
                published_at=version.published_at,
                by=version.author_name or None,
                words=version.words or None,
            )
            for version in versions_of(patient, seen_by=seen_by)
        ),
        notes=tuple(
            NoteView(on=note.on, text=note.text, to=note.to)
            for note in notes_of(patient, seen_by=seen_by)[:NOTES_SHOWN]
        ),
        editor=editor(patient, seen_by=seen_by, today=today),
        read_at=clock.now(),
    )


def _plan(bundle: Bundle | None) -> PlanNow | None:
    if bundle is None or bundle.plan is None:
        return None
    return PlanNow(plan=bundle.plan, sessions=bundle.sessions, exercises=bundle.exercises)
