"""The shape of a catalogue entry, and the closed vocabularies it is written in."""

from datetime import date
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from exercises.pose import BasePose, Pose
from exercises.strict_yaml import Strict

Level = Literal["none", "low", "moderate", "high"]
RANK: Final[dict[Level, int]] = {"none": 0, "low": 1, "moderate": 2, "high": 3}

Demand = Literal[
    "flexion", "extension", "rotation", "side_bend", "axial",
    "cervical_flexion", "cervical_extension", "cervical_rotation",
    "neural_tension", "hamstring_stretch", "hamstring_load", "pelvic_asymmetry", "deep_hip_flexion",
    "impact", "balance_demand",
]  # fmt: skip
DEMANDS: Final[tuple[Demand, ...]] = get_args(Demand)
SPINAL: Final[tuple[Demand, ...]] = ("flexion", "extension", "rotation", "side_bend", "axial")
CERVICAL: Final[tuple[Demand, ...]] = ("cervical_flexion", "cervical_extension", "cervical_rotation")

Group = Literal[
    "aquatic", "walking", "strength", "flexibility", "motor_control", "balance", "relaxation", "cardio"
]  # fmt: skip
GROUPS: Final[tuple[Group, ...]] = get_args(Group)

Position = Literal[
    "supine", "prone", "plank", "side_lying", "quadruped", "kneeling", "sitting", "standing",
    "water_standing", "water_horizontal", "water_deep",
]  # fmt: skip
POSITIONS: Final[tuple[Position, ...]] = get_args(Position)

Laterality = Literal["bilateral", "each_side", "alternating"]
FloorTransfer = Literal["none", "bed_ok", "required"]
DoseType = Literal["reps", "hold", "time", "distance"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Grade = Annotated[int, Field(ge=1, le=5)]
Effort = Annotated[int, Field(ge=0, le=10)]

# The amount that a dose of each type counts, and so the one that its step changes.
MEASURE: Final[dict[DoseType, str]] = {"reps": "reps", "hold": "hold_s", "time": "minutes", "distance": "metres"}


class Review(Strict):
    """Who has reviewed a file: until a registered clinician has, the app says so beside what it shows."""

    status: Literal["unreviewed", "reviewed"]
    by: Text | None
    registration: Text | None
    on: date | None

    @model_validator(mode="after")
    def _reviewed_by_somebody(self) -> Self:
        named = (self.by, self.registration, self.on)
        if self.status == "reviewed" and None in named:
            raise ValueError("a reviewed file names by, registration and on")
        if self.status == "unreviewed" and named != (None, None, None):
            raise ValueError("an unreviewed file has by, registration and on null")
        return self


class Step(Strict):
    """What one step up or down changes; exactly one of the four. Holds are seconds, distances metres."""

    reps: Annotated[int, Field(ge=1, le=10)] | None = None
    hold_s: Annotated[int, Field(ge=1, le=30)] | None = None
    minutes: Annotated[int, Field(ge=1, le=15)] | None = None
    metres: Annotated[int, Field(ge=5, le=200)] | None = None


class Amount(Strict):
    """One dose: sets of repetitions, holds (seconds), minutes or metres; `hold_s` beside `reps` holds each one."""

    sets: Annotated[int, Field(ge=1, le=6)]
    reps: Annotated[int, Field(ge=1, le=30)] | None = None
    hold_s: Annotated[int, Field(ge=1, le=120)] | None = None
    minutes: Annotated[int, Field(ge=1, le=60)] | None = None
    metres: Annotated[int, Field(ge=10, le=2000)] | None = None


class Dose(Strict):
    """The range an exercise is dosed in, for one session and, with `each_side`, for each side."""

    type: DoseType
    start: Amount
    max: Amount
    step: Step
    sessions_per_week: tuple[Annotated[int, Field(ge=1, le=7)], Annotated[int, Field(ge=1, le=7)]]
    rest_s: Annotated[int, Field(ge=10, le=180)] | None = None

    @model_validator(mode="after")
    def _counts_its_measure(self) -> Self:
        measure = MEASURE[self.type]
        allowed = {"reps", "hold_s"} if self.type == "reps" else {measure}
        start, most = _given(self.start) - {"sets"}, _given(self.max) - {"sets"}
        if start != most or measure not in start or not start <= allowed:
            raise ValueError(
                f"start and max of a dose of type {self.type} give sets and {' and '.join(sorted(allowed))}"
            )
        if _given(self.step) != {measure}:
            raise ValueError(f"the step of a dose of type {self.type} is in {measure}")
        return self

    @model_validator(mode="after")
    def _grows(self) -> Self:
        for field in _given(self.start):
            if getattr(self.start, field) > getattr(self.max, field):
                raise ValueError(f"max.{field} is below start.{field}; it may not be")
        if self.sessions_per_week[0] > self.sessions_per_week[1]:
            raise ValueError("sessions_per_week is [fewest, most]")
        return self


def _given(amount: Amount | Step) -> set[str]:
    return {field for field, value in amount if value is not None}


class Exercise(Strict):
    """One exercise of the library."""

    slug: Slug
    name: Text
    group: Group
    subgroup: str
    position: Position
    equipment: tuple[str, ...]
    grade: Grade
    laterality: Laterality
    demands: dict[Demand, Level]
    floor_transfer: FloorTransfer
    target_muscles: tuple[Text, ...]
    dose: Dose
    effort_cr10: tuple[Effort, Effort]
    progression: Slug | None
    regression: Slug | None
    contraindicated_for_flags: tuple[str, ...]
    cues: Annotated[tuple[Text, ...], Field(min_length=1)]
    common_mistake: Text
    pose: Pose
    sources: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_every_demand(self) -> Self:
        missing = [demand for demand in DEMANDS if demand not in self.demands]
        if missing:
            raise ValueError(
                f"demands leaves out {', '.join(missing)}; every demand is named, with none where there is none"
            )
        if self.effort_cr10[0] > self.effort_cr10[1]:
            raise ValueError("effort_cr10 is [lowest, highest]")
        return self

    @property
    def in_water(self) -> bool:
        """Whether it is done in a pool: the group decides, not the equipment (specification 11.6)."""
        return self.group == "aquatic"


class DemandWords(Strict):
    """What a demand is called in a sentence ("bending forwards") and what its levels mean when labelling."""

    words: Text
    means: Text


class CatalogueFile(Strict):
    """One file of the catalogue; group and subgroup stand once, at its top, and hold for each of its exercises."""

    schema_: Literal[1] = Field(alias="schema")
    review: Review
    group: Group
    subgroup: str
    exercises: Annotated[list[dict[str, object]], Field(min_length=1)]


class VocabularyFile(Strict):
    """The words for each closed vocabulary, as a person reads them."""

    schema_: Literal[1] = Field(alias="schema")
    review: Review
    levels: dict[Level, Text]
    demands: dict[Demand, DemandWords]
    groups: dict[Group, Text]
    subgroups: dict[Group, dict[str, Text]]
    positions: dict[Position, Text]
    floor_transfer: dict[FloorTransfer, Text]
    laterality: dict[Laterality, Text]
    effort_cr10: dict[Effort, Text]
    household: dict[str, Text]
    kit: dict[str, Text]
    never_excludes: tuple[str, ...]
    kit_synonyms: dict[str, str]
    kit_brings: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for field, words, names in (
            ("levels", self.levels, RANK),
            ("demands", self.demands, DEMANDS),
            ("groups", self.groups, GROUPS),
            ("subgroups", self.subgroups, GROUPS),
            ("positions", self.positions, POSITIONS),
            ("floor_transfer", self.floor_transfer, get_args(FloorTransfer)),
            ("laterality", self.laterality, get_args(Laterality)),
        ):
            if missing := [name for name in names if name not in words]:
                raise ValueError(f"{field} has no words for {', '.join(missing)}")
        return self


class PosesFile(Strict):
    """The figure's joints and base poses, for the drawings."""

    schema_: Literal[1] = Field(alias="schema")
    review: Review
    joints: dict[str, Text]
    base_poses: dict[str, BasePose]
