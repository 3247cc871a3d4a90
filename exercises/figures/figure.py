"""One exercise, solved: its body, the moments of its loop, and what carries it."""

from dataclasses import dataclass
from functools import cached_property

from exercises.figures.motion import Loop, loop_of
from exercises.figures.planting import ground_of
from exercises.figures.posture import LEVEL, Joints, body_of, key_moments
from exercises.figures.skeleton import SIDES, Point, outline, starts
from exercises.figures.solve import Sample, Scene, solve
from exercises.pose import Prop
from exercises.schema import Exercise, PosesFile

HILL = 0.14
INCLINE = 0.07
CROSSED = 2.0
"""How far past the middle a foot is before the other leg, in hundredths of body height."""
ON_WALL = frozenset({"wall", "worktop", "doorway", "handrail", "chair", "rollator", "stick"})


@dataclass(frozen=True)
class Figure:
    """All that the drawing of one exercise is made from."""

    exercise: Exercise
    scene: Scene
    loop: Loop
    samples: list[Sample]
    prone: bool
    props: tuple[Prop, ...]

    def points(self, index: int) -> dict[str, Point]:
        """Where each segment begins at a moment of the loop."""
        sample = self.samples[index]
        return starts(self.scene.body, sample.directions, sample.root)

    def lowest(self, index: int) -> float:
        """How high the lowest part lies above the ground at a moment."""
        found = outline(self.scene.body, self.samples[index].directions, self.points(index))
        return min(middle.y - radius - self.scene.ground_at(middle.x) for _, middle, radius in found)

    def reach(self) -> tuple[float, float, float, float]:
        """Left, lowest, right and highest of the body over the whole loop."""
        found = [
            (middle, radius)
            for index, sample in enumerate(self.samples)
            for _, middle, radius in outline(self.scene.body, sample.directions, self.points(index))
        ]
        return (
            min(middle.x - radius for middle, radius in found),
            min(middle.y - radius for middle, radius in found),
            max(middle.x + radius for middle, radius in found),
            max(middle.y + radius for middle, radius in found),
        )

    @cached_property
    def legs_cross(self) -> bool:
        """Whether, upright from the front, the right foot ever comes before the left leg."""
        if self.scene.view != "front" or self.scene.lying:
            return False
        found = [self.points(index) for index in range(len(self.samples))]
        return any(begun["foot_r"].x > begun["pelvis"].x + CROSSED for begun in found)


def figure_of(exercise: Exercise, poses: PosesFile) -> Figure:
    """The figure of an exercise; one that its data leaves undrawn is solved all the same."""
    pose = exercise.pose
    keys = key_moments(pose, poses)
    loop = loop_of(pose, keys)
    scene = Scene(
        body=body_of(exercise, poses),
        view=pose.view,
        lying=exercise.position in LEVEL,
        ground=ground_of(exercise, poses),
        on_step=bool({"step", "stairs"} & set(exercise.equipment)) and pose.planted is not None,
        on_toes=_on_toes(exercise, keys),
        on_wall=bool(ON_WALL & set(exercise.equipment))
        and exercise.position in ("standing", "water_standing", "sitting"),
        slope=_slope(props_of(exercise)),
    )
    prone = poses.base_poses[pose.base].joints.get("trunk", 0) > 45
    return Figure(exercise, scene, loop, solve(scene, loop.moments), prone, props_of(exercise))


def _slope(props: tuple[Prop, ...]) -> float:
    if "slope" not in props:
        return 0
    return INCLINE if "treadmill" in props else HILL


def _on_toes(exercise: Exercise, keys: list[Joints]) -> frozenset[str]:
    """Feet whose heels rise at some moment; in a plank both stand on their tips."""
    if exercise.position == "plank":
        return frozenset({"foot_r", "foot_l"})
    return frozenset(f"foot_{side}" for side in SIDES if any(moment.of("ankle", side) < 0 for moment in keys))


KIT: dict[str, Prop] = {
    "mat": "mat", "bed": "bed", "chair": "chair", "wall": "wall", "worktop": "table", "doorway": "wall",
    "handrail": "rail", "stairs": "stairs", "pillow": "pillow", "towel": "pillow", "anchor": "band", "band": "band",
    "weights": "weight", "step": "step", "noodle": "noodle", "kickboard": "board", "pool": "water",
    "deep_pool": "water", "poles": "poles", "stick": "stick", "treadmill": "treadmill", "bike": "bike",
    "recumbent_bike": "recumbent", "rower": "rower", "rollator": "rollator", "elliptical": "elliptical",
    "strap": "strap", "loop_band": "loop_knees", "low_obstacle": "obstacle",
}  # fmt: skip


def props_of(exercise: Exercise) -> tuple[Prop, ...]:
    """What is drawn with the body: what the data names or else the equipment."""
    if exercise.pose.props is not None:
        return exercise.pose.props
    return tuple(dict.fromkeys(KIT[item] for item in exercise.equipment if item in KIT))
