"""The shape of the bundle: everything the phone needs to show a plan, ready to render."""

from datetime import date
from typing import Literal

from pydantic import Field

from programs.engine.contract import Advice, Answer, Day, Excluded, Limits, Outcome, Reason, Shape, Weekly
from programs.engine.plans import Change, DatedSession
from programs.plans.measured import MeasuresView
from programs.plans.progress import ProgressView
from programs.plans.reentry import FlareView, ReentryView


class ExcludedView(Excluded):
    """An exercise left out for safety, with its name in words."""

    name: str


class PlanView(Shape):
    """The plan explained: what it is built for (never a diagnosis), its reasons and what it leaves out."""

    version: int
    published_on: date
    built_for: str
    stage: int
    stage_name: str
    stage_sentence: str
    reasons: tuple[Reason, ...]
    excluded: tuple[ExcludedView, ...]
    weekly: Weekly
    limits: Limits
    met_band: tuple[int, int]
    review_sentence: str | None


class StopView(Shape):
    """Why nothing is offered, what to do, and whether to show the emergency number first."""

    outcome: Outcome
    title: str
    advice: tuple[Advice, ...]
    needs: tuple[str, ...]
    call: bool
    may_answer_again: bool


class ExerciseView(Shape):
    """An exercise in words."""

    name: str
    group: str
    position: str
    needs: tuple[str, ...]
    cues: tuple[str, ...]
    common_mistake: str
    pace: Literal["reps", "hold", "time", "distance"]
    sides: str


class PainWord(Shape):
    """What the plan says to a pain number: look it up by `pain`, 0 to 10."""

    pain: int
    tone: Literal["good", "amber", "red"]
    sentence: str
    then: str


class AskedOf(Shape):
    """Whom a question is for: ages with both ends, what rules it out; of the items in `after_yes` one must be Yes.

    A named condition of `or_conditions` opens the question as well as such a Yes.
    """

    min_age: int
    max_age: int
    not_sex: tuple[str, ...]
    not_conditions: tuple[str, ...]
    after_yes: tuple[str, ...]
    or_conditions: tuple[str, ...] = ()


class ReadingPart(Shape):
    """One number to type: what it may be, and from where on the item's answer is yes."""

    label: str
    least: int
    most: int
    high_from: int


class Reading(Shape):
    """An item that is answered with a reading in place of words: either number that is high means yes."""

    upper: ReadingPart
    lower: ReadingPart


class SafetyItem(Shape):
    """One screening question, word for word, and what each answer but no leads to, shown at once.

    `note` stands beside the question. In the bundle `asked_of` has been looked at already, but for `after_yes`.
    `advice_to` holds the answers whose advice is not `advice`. In the form the advice may hold {emergency}: the number
    of the country that was chosen.
    """

    id: str
    question: str
    note: str | None
    asked_of: AskedOf
    options: tuple[Answer, ...]
    outcomes: dict[Answer, Outcome]
    advice: tuple[Advice, ...]
    advice_to: dict[Answer, tuple[Advice, ...]]
    call: bool
    reading: Reading | None = None


class SafetyRow(Shape):
    """A row of the safety list: a bold area, plain words, and its questions."""

    area: str
    plain: str
    items: tuple[SafetyItem, ...]


class Emergency(Shape):
    """Whom to call: the country's numbers, with a note when the country is not known."""

    country: str | None
    emergency: str
    urgent: str | None
    note: str | None


class LessonLink(Shape):
    """A lesson to lead to; its text is in `/api/learn`."""

    id: str
    title: str


class LessonNow(LessonLink):
    """A lesson that is for the person now: how long it takes to read aloud, and why now."""

    seconds: int
    because: str


class LessonsView(Shape):
    """What to learn: unread lessons for now, the next one first; ids of those that were read; help in a flare-up."""

    now: tuple[LessonNow, ...]
    read: tuple[str, ...]
    in_flare: LessonLink | None


class ChangeView(Change):
    """A change with the names of its exercises in words, and a lesson about it; the newest comes first."""

    title: str
    names: dict[str, str]
    lesson: LessonLink | None = None


class DoneDay(Shape):
    """A day with a finished session, for the week strip."""

    on: date
    minutes: int


class CheckIn(Shape):
    """The morning question: asked once on the `days` days after a session; `for_session_on` is the last that waits.

    A session that only the phone knows of asks for it as well, so it is here although none waits.
    """

    for_session_on: date | None
    days: int
    question: str


class ReminderView(Shape):
    """Reminders as the person wishes them: local times as HH:MM, `days` null for those with a session.

    `chosen`: they have said yes or no. Until `paused_until` none comes. Without `has_email` none can be sent.
    """

    on: bool
    chosen: bool
    at: str
    days: tuple[Day, ...] | None
    quiet_from: str
    quiet_to: str
    quiet_hours_at_least: int
    paused_until: date | None
    has_email: bool


class DueView(Shape):
    """What time asks for: said from `asked_on`; from `held_on` there are no sessions, and `stop` says why.

    The first one that holds comes first, so that a phone without a network only compares days.
    """

    asked_on: date
    held_on: date | None
    title: str
    sentence: str
    stop: StopView | None


class Bundle(Shape):
    """All a phone holds of one person: `rev` only grows; `made_for` is the local day it was made for.

    `before` is said with the safety check before every session. `linked`: a clinic sees the person.
    """

    schema_: Literal[1] = Field(default=1, alias="schema")
    rev: int
    made_for: date
    knowledge: str
    plan: PlanView | None
    stop: StopView | None
    due: tuple[DueView, ...]
    sessions: tuple[DatedSession, ...]
    reentry: ReentryView | None
    flare: FlareView | None
    exercises: dict[str, ExerciseView]
    advice: tuple[Advice, ...]
    before: tuple[Advice, ...]
    pain_words: tuple[PainWord, ...]
    safety: tuple[SafetyRow, ...]
    emergency: Emergency
    changes: tuple[ChangeView, ...]
    done: tuple[DoneDay, ...]
    check_in: CheckIn | None
    linked: bool
    reminder: ReminderView
    progress: ProgressView
    lessons: LessonsView
    measures: MeasuresView
