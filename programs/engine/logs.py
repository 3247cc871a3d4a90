"""The shapes of what a phone logs, one for each kind, stored as they came; and of what the fold keeps of them."""

from datetime import date, datetime
from typing import Annotated, Literal, Protocol
from uuid import UUID

from pydantic import AwareDatetime, Field, StrictBool, StrictInt, StrictStr, StringConstraints

from programs.engine.contract import Answer, Dose, Pain, Shape

EffortWord = Literal["too_easy", "about_right", "too_hard"]
Spread = Literal["none", "centralised", "same", "peripheralised"]
Kind = Literal["session", "check_in", "screening", "pref", "note", "measure", "gone"]
Slug = Annotated[StrictStr, Field(min_length=1, max_length=80)]
ON_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]+$"
Activity = Annotated[
    StrictStr, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=ON_ONE_LINE)
]


class DoneItem(Shape):
    """One exercise of a session: what was asked (copied from the bundle) and what was done.

    `done` counts sets, or minutes or metres where the dose is counted in those; 0 with `skipped`.
    `swapped_for` names the easier version when that was done instead.
    """

    exercise: Slug
    asked: Dose
    done: Annotated[StrictInt, Field(ge=0, le=10_000)]
    skipped: StrictBool = False
    swapped_for: Slug | None = None
    effort: EffortWord | None = None
    pain: Pain | None = None
    hurt: StrictBool = False


class SessionBody(Shape):
    """A followed session: `on` is the local day it was done, `planned_on` the day it was planned for."""

    on: date
    planned_on: date | None = None
    minutes: Annotated[StrictInt, Field(ge=0, le=600)]
    items: Annotated[tuple[DoneItem, ...], Field(max_length=30)]
    spread: Spread | None = None
    spread_minutes: Annotated[StrictInt, Field(ge=0, le=10_080)] | None = None


class CheckInBody(Shape):
    """How the back is this morning (NPRS)."""

    on: date
    pain: Pain


class Pressure(Shape):
    """A reading of blood pressure in mmHg; screening.yaml says what it may be."""

    upper: Annotated[StrictInt, Field(ge=1, le=999)]
    lower: Annotated[StrictInt, Field(ge=1, le=999)]


class ScreeningBody(Shape):
    """Answers of the mini safety check, or of "Something is wrong"; items not named were answered no."""

    on: date
    answers: Annotated[dict[Slug, Answer], Field(max_length=60)]
    unsure: StrictBool = False
    pressure: Pressure | None = None


class PrefBody(Shape):
    """One wish, the last one of its key wins: `not_for_me:<slug>` with yes or no, `reminder:<what>` (engine/nudges)."""

    key: Annotated[StrictStr, Field(min_length=1, max_length=120)]
    value: Annotated[StrictStr, Field(max_length=200)]


class NoteBody(Shape):
    """Free words of the person, for themselves or for the clinic that they are linked to.

    `needs_help` asks the clinic to call the same day; it means nothing in a note that is for nobody else.
    """

    on: date
    text: Annotated[StrictStr, Field(min_length=1, max_length=2_000)]
    to: Literal["self", "clinic"] = "self"
    needs_help: StrictBool = False


class MeasureBody(Shape):
    """One measure taken: whole numbers by item; `words` are the person's own activities, by the same ids."""

    on: date
    measure: Slug
    answers: Annotated[dict[Slug, StrictInt], Field(min_length=1, max_length=40)]
    words: Annotated[dict[Slug, Activity], Field(max_length=5)] = {}


class GoneBody(Shape):
    """Withdraws the log named by `replaces`."""


class TakenBackBody(Shape):
    """A withdrawn session that had said that pain moved down the limb; no phone sends it, the fold alone reads it."""

    on: date


BODIES: dict[Kind, type[Shape]] = {
    "session": SessionBody,
    "check_in": CheckInBody,
    "screening": ScreeningBody,
    "pref": PrefBody,
    "note": NoteBody,
    "measure": MeasureBody,
    "gone": GoneBody,
}


class LogEntry(Shape):
    """One effective log, as the fold reads it: already clamped, never one that was replaced or withdrawn.

    `said_spread`: before it was corrected this session said that pain moved down the limb; what that stops stays
    stopped. `earlier`: it was done under the plan before this one, from the same answers; of a session only a stop
    counts then.
    """

    id: UUID
    kind: Kind
    occurred_at: AwareDatetime
    body: SessionBody | CheckInBody | ScreeningBody | PrefBody | NoteBody | MeasureBody | GoneBody | TakenBackBody
    earlier: bool = False
    said_spread: bool = False


class Practised(Shape):
    """What a session proves towards the next stage; what it does not tell proves nothing.

    `completion` is in percent, `pain` its worst (NPRS), `aerobic` minutes. Of what was done unmarked, its pain told:
    `walk` is the longest walk in minutes, `stands` the most repetitions of a sit to stand, `brisk` the longest brisk
    walk with hardly any pain.
    """

    log_id: UUID
    on: date
    completion: int | None
    pain: Pain | None
    spread: bool
    aerobic: float
    walk: float
    stands: int
    brisk: float


class Measured(Shape):
    """What a measure said on a day: its value, and the lowest of its answers."""

    on: date
    measure: str
    value: float
    lowest: float


class Happened(Protocol):
    """Whatever the fold reads in its order: a log, or what a clinician did."""

    @property
    def id(self) -> UUID: ...

    @property
    def occurred_at(self) -> datetime: ...


def day_of(entry: Happened) -> date:
    """The day that a log, or what a clinician did, is about; a wish has only its instant."""
    on = getattr(entry, "on", None) or getattr(getattr(entry, "body", None), "on", None)
    return on if isinstance(on, date) else entry.occurred_at.date()


def order(entry: Happened) -> tuple[datetime, str]:
    """The one order of the fold: when it happened, then the id; arrival plays no part."""
    return entry.occurred_at, str(entry.id)
