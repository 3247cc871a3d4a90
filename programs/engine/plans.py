"""The shapes of a plan in use: its published start, the state that logs fold to, the sessions of coming days."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from programs.engine.care import Agreement, Authored, GrowthLimits, Handed, Progression
from programs.engine.contract import (
    Action,
    Day,
    Dose,
    Facts,
    Intake,
    Item,
    Outcome,
    Pain,
    Prescription,
    Reason,
    Role,
    SessionKind,
    Shape,
)
from programs.engine.logs import Measured, Practised


class Published(Shape):
    """A published plan: what it was made from, what it asks, and the first day it holds.

    `number` is the newest version's; `authored` what clinicians did to it. `told_on`: the day on which the weeks in
    `intake` were told, None for the first day; `answered_on`: that of the newest full answers, None when nothing is to
    come due by it; `unclear_since`: that of the first ones in a row that left the thigh unclear. `agreed`: who agreed,
    where more is known than the intake says. `way_back`: it begins after too long away; `handed`: by the plan before.
    """

    number: int
    intake: Intake
    prescription: Prescription
    starts_on: date
    authored: tuple[Authored, ...] = ()
    told_on: date | None = None
    answered_on: date | None = None
    unclear_since: date | None = None
    agreed: tuple[Agreement, ...] = ()
    way_back: bool = False
    handed: Handed = Handed()


class Step(Shape):
    """An exercise at a dose; `load` counts how often its weight or band was raised."""

    exercise: str
    dose: Dose
    load: int = 0


class Slot(Shape):
    """One prescribed exercise in one role, as it stands now; `planned` and `role` are its key.

    `now` is what is done for it; `undo` what it was before each step up, the newest last. `successes`: good
    sessions in a row in which it was done unmarked at this dose. While `paused_until` is to come it is left out, or
    `stand_in` is done. `left_out`: nothing that fits may take its place. `wished_away`: what stood here before it
    was said to be not for me. `limits` are a clinician's.
    """

    planned: str
    role: Role
    now: Step
    undo: tuple[Step, ...] = ()
    successes: int = 0
    changed_on: date | None = None
    raised_on: date | None = None
    at_maximum_since: date | None = None
    paused_until: date | None = None
    stand_in: Step | None = None
    left_out: bool = False
    wished_away: Step | None = None
    limits: GrowthLimits | None = None


class Diff(Shape):
    """One visible difference in an exercise: which field of its dose (or of the plan), before and after.

    With `exercise` they are slugs, with amounts numbers, else words. `stage` has no exercise of its own: it is empty.
    """

    exercise: str
    field: Literal["exercise", "sets", "reps", "hold_s", "minutes", "distance_m", "load", "paused", "removed", "stage"]
    before: str
    after: str


Moved = Literal["STAGE_UP", "STAGE_DOWN", "STAGE_TOO_LONG", "TIME_PASSED"]
ChangeAction = Action | Moved | Literal["SWAP_EXERCISE", "REST_AFTER_ILLNESS", "CLINICIAN_EDIT", "CLINICIAN_PLAN"]
"""What leads to a change: a result of section 6, a wish, an illness, a move of the stage, a clinician, or time."""


class Change(Shape):
    """What a log caused: the decision with its rule and sentence, and what it changed in the plan.

    What a clinician did is told like it: `by` is their name, `log_id` then the id of what they did.
    """

    log_id: UUID
    on: date
    action: ChangeAction
    rule: str
    because: str
    source: str
    diffs: tuple[Diff, ...]
    by: str | None = None


class Stop(Shape):
    """Why nothing is offered: the outcome, the items that were answered yes, the log that said so.

    Only a new full intake lifts it; that makes a new version, whose state begins without one.
    """

    outcome: Outcome
    items: tuple[str, ...]
    log_id: UUID | None
    on: date


class Morning(Shape):
    """A morning's pain (NPRS)."""

    on: date
    pain: Pain


class DoneMinutes(Shape):
    """Planned minutes done on a day; `usual` says it was no flare, way back or illness."""

    on: date
    minutes: float
    usual: bool


class WayBack(Shape):
    """A return after days away: by which row, since when, and the good sessions since the first one back."""

    rule: Literal["R2b", "R2c", "R2d"]
    since: date
    successes: int = 0


class Waiting(Shape):
    """A session whose morning is not known yet: its facts, its first decision, and what was done in it.

    `clean` are the slots done unmarked at their dose, `marked` those that hurt or were too hard, `broken` all that were
    asked and are not clean.
    """

    log_id: UUID
    on: date
    done_at: AwareDatetime
    facts: Facts
    action: Action
    clean: tuple[tuple[str, Role], ...]
    marked: tuple[tuple[str, Role], ...]
    broken: tuple[tuple[str, Role], ...] = ()


class Review(Shape):
    """Why a clinician should look: the rule (`care.<id>` in care.yaml), the log behind it, and the numbers."""

    rule: str
    on: date
    log_id: UUID
    facts: dict[str, int | str]


class Proposed(Shape):
    """A step up that waits for a clinician: of which slot, from what to what, and the log that earned it."""

    planned: str
    role: Role
    before: Step
    after: Step
    on: date
    log_id: UUID


class PlanState(Shape):
    """The whole state of a plan: a function of what was published and its logs, in whatever order they came.

    `stage` is the plan's own: a flare or a way back lowers what is offered for some days only. `flares_on`: days on
    which a flare began; `eased_on`: since when pain is low enough to come back from the last one. `rest_until`: the
    first day after an illness on which a session is offered again. `worse_on`: mornings after a session that were much
    worse than usual. `reviews`: what a clinician should look at, in the order of the fold. `needs_rescreen`: too long
    away, the full questions come first. `stage_since`: the first day at this stage; `stage_up_on`: that of the last
    move up. `practised` and `measured` prove what the next stage asks for. `opened`: exercises that logs opened;
    `ran_on`: the last run. `progression` is a clinician's choice, `proposed` what then waits for them.
    """

    stage: int
    slots: tuple[Slot, ...]
    successes: int = 0
    regressions_on: tuple[date, ...] = ()
    flares_on: tuple[date, ...] = ()
    eased_on: date | None = None
    last_session_on: date | None = None
    last_peripheralised: bool = False
    last_pain: Pain | None = None
    mornings: tuple[Morning, ...] = ()
    done: tuple[DoneMinutes, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    way_back: WayBack | None = None
    rest_until: date | None = None
    not_for_me: tuple[str, ...] = ()
    stop: Stop | None = None
    worse_on: tuple[date, ...] = ()
    reviews: tuple[Review, ...] = ()
    needs_rescreen: bool = False
    stage_since: date = date.min
    stage_up_on: date | None = None
    practised: tuple[Practised, ...] = ()
    measured: tuple[Measured, ...] = ()
    opened: tuple[str, ...] = ()
    ran_on: date | None = None
    progression: Progression = "automatic"
    proposed: tuple[Proposed, ...] = ()
    changes: tuple[Change, ...] = ()


class Easier(Shape):
    """The easier version of an item, already dosed, so the phone decides nothing."""

    exercise: str
    dose: Dose


class DatedItem(Item):
    """An item on a day, with its easier version where the ladder has one that is allowed."""

    easier_dosed: Easier | None = None


class DatedSession(Shape):
    """One coming session, computed from plan state and date; never stored as truth."""

    on: date
    day: Day
    kind: SessionKind
    minutes: int
    items: tuple[DatedItem, ...]
    why: tuple[Reason, ...] = ()
