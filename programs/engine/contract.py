"""The shapes of `prescribe` and `decide`: what goes in, what comes out, and nothing about how it is decided."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, field_validator

Answer = Literal["yes", "no", "unsure", "prefer_not"]
Approval = Literal["clinician", "guardian", "maternity", "surgeon"]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Outcome = Literal["plan", "emergency_now", "same_day", "clinician_first"]
Phase = Literal["acute", "subacute", "chronic"]
Irritability = Literal["low", "moderate", "high"]
AgeBand = Literal["teen", "young", "mid", "older", "oldest"]
Level = Literal["none", "low", "moderate", "high"]
Role = Literal["warm_up", "main", "cool_down"]
SessionKind = Literal["exercise", "walk", "swim", "aquatic", "cardio", "rest"]
Side = Literal["both", "each", "alternating"]

Pain = Annotated[StrictInt, Field(ge=0, le=10)]
"""Numeric pain rating (NPRS), 0 none to 10 worst."""
Cr10 = Annotated[StrictInt, Field(ge=0, le=10)]
"""Borg CR10 effort, 0 nothing to 10 maximal; never mixed with another 0-10 effort scale."""
Amount = Annotated[float, Field(ge=0, strict=True, allow_inf_nan=False)]
Stage = Annotated[StrictInt, Field(ge=1, le=5)]


class Shape(BaseModel):
    """A closed, unchanging record: an unknown field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Intake(Shape):
    """What a person (or their clinician) told us; the defaults are those of the contract.

    Slugs and item ids are closed vocabularies too; they live in the knowledge files, so
    `screening.read_intake` checks them.
    """

    schema_: Literal[1] = Field(alias="schema")
    age: Annotated[StrictInt, Field(ge=0, le=120)]
    answers: dict[StrictStr, Answer]
    sex: Literal["female", "male", "unspecified"] = "unspecified"
    conditions: tuple[StrictStr, ...] = ()
    onset_weeks: Amount | None = None
    pain_now: Pain | None = None
    pain_worst_24h: Pain | None = None
    settles: Literal["minutes", "hour", "hours", "next_day"] | None = None
    night_waking: StrictBool | None = None
    irritability: Irritability | None = None
    leg_symptoms: Literal["none", "above_knee", "below_knee", "both_legs"] = "none"
    arm_symptoms: Literal["none", "above_elbow", "below_elbow", "both_arms"] = "none"
    direction: Literal["flexion", "extension", "retraction", "none", "unknown"] = "unknown"
    flags: tuple[StrictStr, ...] = ()
    approvals: tuple[Approval, ...] = ()
    weeks_pregnant: Amount | None = None
    weeks_since_birth: Amount | None = None
    weeks_since_surgery: Amount | None = None
    activity: Literal["inactive", "some", "regular"] = "some"
    walk_baseline_minutes: Amount | None = None
    swims: Literal["no", "some", "well"] = "no"
    equipment: tuple[StrictStr, ...] = ()
    without: tuple[StrictStr, ...] = ()
    days: Annotated[tuple[Day, ...], Field(min_length=1)] = ("mon", "wed", "fri")
    minutes: Annotated[StrictInt, Field(ge=5, le=120)] = 20
    likes: tuple[StrictStr, ...] = ()
    dislikes: tuple[StrictStr, ...] = ()
    goals: tuple[Literal["walk", "work", "sport", "lift", "sleep", "play", "independence"], ...] = ()
    stage: Stage | None = None
    country: Annotated[StrictStr, Field(pattern=r"^[A-Z]{2}$")] | None = None

    @field_validator("schema_", mode="before")
    @classmethod
    def _exactly_the_integer_one(cls, value: object) -> object:
        # Literal[1] alone would take True and 1.0, which are equal to 1 in Python but not in JSON.
        if type(value) is not int:
            raise ValueError("schema must be the integer 1")
        return value


class Reason(Shape):
    """Why something was decided: the rule's id, its sentence for the person, where the rule comes from."""

    rule: str
    because: str
    source: str


class Excluded(Reason):
    """An exercise left out for safety, with the first reason in the fixed order of `matching`."""

    exercise: str


class Assumed(Shape):
    """A value taken because none was given."""

    field: str
    value: str | int | float | bool | None


class Dose(Shape):
    """How much: sets, then the units the exercise is counted in; rest and hold in seconds, distance in metres."""

    sets: int
    reps: int | None = None
    hold_s: int | None = None
    minutes: int | None = None
    distance_m: int | None = None
    rest_s: int | None = None
    side: Side
    effort_cr10: tuple[int, int]


class Item(Shape):
    """One exercise in one session, with the demands it makes and why it is there."""

    exercise: str
    group: str
    grade: int
    position: str
    role: Role
    demands: dict[str, Level]
    equipment: tuple[str, ...]
    dose: Dose
    easier: str | None
    harder: str | None
    why: tuple[Reason, ...]


class Session(Shape):
    """One session on one day of week 1 or 2; `minutes` is its planned length, 0 for a rest."""

    week: int
    day: Day
    kind: SessionKind
    minutes: int
    items: tuple[Item, ...]


class Weekly(Shape):
    """Totals: minutes of week 1, sessions a week, and for twelve weeks aerobic minutes and MET-minutes."""

    minutes_planned: int
    exercise_sessions: int
    aerobic_minutes: tuple[int, ...]
    met_minutes: tuple[int, ...]


class Program(Shape):
    """A plan: twelve weeks in outline, the first two in sessions."""

    weeks: Literal[12] = 12
    weekly: Weekly
    sessions: tuple[Session, ...]


class Advice(Shape):
    """A sentence for the person: a stop rule, what to watch, what to do now."""

    id: str
    text: str
    source: str


class Limits(Shape):
    """Pain (NPRS) that is fine to exercise with, and pain that means stop for today."""

    pain_ok: Pain
    pain_stop: Pain


class Prescription(Shape):
    """The answer to an intake; `program` and `limits` are None unless `outcome` is `plan`."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    knowledge: str
    outcome: Outcome
    needs: tuple[Approval, ...]
    assumed: tuple[Assumed, ...]
    reasons: tuple[Reason, ...]
    phase: Phase
    irritability: Irritability
    age_band: AgeBand | None
    stage: Stage | None
    grade_cap: Stage | None
    direction: Literal["flexion", "extension", "retraction", "neutral"]
    program: Program | None
    excluded: tuple[Excluded, ...]
    advice: Annotated[tuple[Advice, ...], Field(min_length=1)]
    limits: Limits | None


class Facts(Shape):
    """What is known about one finished session: the input of `decide`, with the contract's defaults."""

    red_flag: Literal["clinician_first", "same_day", "emergency"] | None = None
    neuro_new: StrictBool = False
    limb: Literal["none", "centralised", "same", "peripheralised"] = "none"
    limb_minutes: Annotated[StrictInt, Field(ge=0)] | None = 0
    pain_during: Pain | None = 0
    pain_morning: Pain | None = None
    baseline_morning: Pain = 3
    rpe: Cr10 | None = 3
    rpe_hi: Cr10 = 4
    completion: Annotated[StrictInt, Field(ge=0, le=100)] | None = 100
    days_since_last: Annotated[StrictInt, Field(ge=0)] = 1
    successes: Annotated[StrictInt, Field(ge=0)] = 0
    flares_42d: Annotated[StrictInt, Field(ge=0)] = 0
    periph_prev: StrictBool = False
    mode: Literal["pain", "quota"] = "pain"
    profile: Literal["standard", "cautious"] = "standard"
    weekly_increase_pct: Annotated[float, Field(strict=True, allow_inf_nan=False)] = 0
    weekly_increase_min: Annotated[float, Field(strict=True, allow_inf_nan=False)] = 0


Action = Literal[
    "STOP_EMERGENCY",
    "STOP_SEEK_CARE_SAME_DAY",
    "STOP_SEEK_CARE_ROUTINE",
    "RESCREEN_RESTART_50PCT_STAGE1_2",
    "FLARE_PLAN_AND_CLINICIAN_REVIEW",
    "FLARE_PLAN",
    "REGRESS_REMOVE_EXERCISE",
    "REGRESS",
    "REENTRY_GRADE_DOWN_50PCT",
    "REENTRY_VOLUME_75PCT",
    "REENTRY_REPEAT_LAST_LEVEL",
    "HOLD",
    "HOLD_AWAIT_MORNING",
    "HOLD_COUNT_SUCCESS",
    "HOLD_CAP",
    "PROGRESS_ONE_VARIABLE",
]


class Decision(Shape):
    """What the progression rules say after a session: the first rule that matches, and its sentence."""

    action: Action
    rule: str
    because: str
    source: str
