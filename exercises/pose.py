"""The shape of a pose: what a figure is drawn from."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from exercises.strict_yaml import Strict

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
View = Literal["side", "front", "top"]
Plant = Literal[
    "feet", "foot_r", "foot_l", "hands", "hand_r", "hand_l", "knees", "knee_r", "knee_l",
    "elbows", "elbow_r", "elbow_l", "pelvis", "back",
]  # fmt: skip
Prop = Literal[
    "mat", "bed", "chair", "pillow", "wall", "table", "step", "stairs", "rail", "band", "weight", "ball", "stick",
    "poles", "noodle", "board", "water", "pool_wall", "treadmill", "bike", "recumbent", "rower", "rollator",
    "elliptical", "obstacle", "strap", "loop_knees", "loop_ankles", "hip_band", "slope", "knee_pillow",
    "towel_roll",
]  # fmt: skip
Mark = Literal[
    "hand_r", "hand_l", "elbow_r", "elbow_l", "foot_r", "foot_l", "knee_r", "knee_l", "head", "crown", "chest",
    "back", "pelvis",
]  # fmt: skip


Unit = Annotated[float, Field(ge=-150, le=150)]
Anchor = Literal["floor", "knee", "hip", "chest", "head", "above", "hands", "foot"]


class Frame(Strict):
    """One key position of the figure: joint angles in degrees, root_dx and root_dy in trunk lengths."""

    label: Words
    joints: dict[str, Annotated[float, Field(ge=-180, le=180)]]


class Pose(Strict):
    """The key positions from which the figure is drawn; a joint that a frame leaves out is that of the base pose."""

    base: str
    view: View
    frames: Annotated[list[Frame], Field(min_length=1, max_length=4)]
    note: str
    planted: tuple[Plant, ...] | None = None
    """What stays where the first frame has it; None as position and equipment have it."""
    props: tuple[Prop, ...] | None = None
    """What is drawn beside the body; None as the equipment has it."""
    loop: Literal["back", "round"] = "back"
    """Whether the frames go back the way they came, with a hold at each end, or round and round, as a step does."""
    timing: tuple[Annotated[float, Field(ge=0.2, le=10)], ...] | None = None
    """Seconds from each frame to the next and, last, of the hold; None for the usual ones."""
    arrow: Mark | None = None
    """Whose way the arrow of the still form shows; None for the part that goes furthest."""
    anchor: Anchor | tuple[Unit, Unit] | None = None
    """
    Where the other end of a band is; None at the height where the hand begins, if the equipment has an anchor. A height
    is on a post in front (from the front: on the door behind, with an end for each hand; from above: on a post to the
    right, level with the hands). `hands` is the far hand, `foot` under the near one. A pair is a place of a post's
    hook: x and y in hundredths of body height, y upwards from the floor, x forwards from the middle of the first frame
    (from above: x to the drawing's right, y forwards).
    """
    not_drawn: Words | None = None
    """Why there is no figure, where one would mislead: the app shows the text."""

    @model_validator(mode="after")
    def _times_every_phase(self) -> Self:
        phases = len(self.frames) if self.loop == "round" else max(len(self.frames), 2)
        if self.timing is not None and len(self.timing) != phases:
            raise ValueError(f"timing of a pose with {len(self.frames)} frames gives {phases} numbers")
        return self


class BasePose(Strict):
    """A starting pose: joint angles in degrees, and what is drawn with it."""

    joints: dict[str, Annotated[float, Field(ge=-180, le=180)]]
    note: str = ""
