"""What stays where through the whole loop: feet on the floor, hands on a wall, a pelvis on its seat."""

from dataclasses import dataclass
from typing import Final

from exercises.figures.posture import Joints, key_moments
from exercises.figures.skeleton import SHANK, SIDES, SOLE, Side
from exercises.pose import Plant
from exercises.schema import Exercise, PosesFile

# From what carries most to what carries least: the first of those that are planted places the whole body.
ORDER: Final = ("pelvis", "back", "knee", "foot", "elbow", "hand")
PELVIS: Final = 6.6
"""How far the middle of the hip lies above what it sits on."""
CHAIR: Final = SHANK + SOLE - PELVIS
"""A seat on which thighs lie level and feet stand flat."""
TABLE: Final = 52.0
BIKE: Final = 46.0

PLURALS: Final[dict[str, tuple[str, ...]]] = {
    "feet": ("foot_r", "foot_l"),
    "hands": ("hand_r", "hand_l"),
    "knees": ("knee_r", "knee_l"),
    "elbows": ("elbow_r", "elbow_l"),
}


@dataclass(frozen=True)
class Ground:
    """What carries the body: points that stay, and how high its seat is; `floats` where no floor shows, as in water."""

    planted: tuple[str, ...]
    seat: float
    floats: bool

    @property
    def anchors(self) -> tuple[str, ...]:
        """The planted points that place the body, all of one kind; none for who walks or floats."""
        for kind in ORDER:
            found = tuple(name for name in self.planted if name.split("_")[0] == kind)
            if found:
                return found
        return ()


def ground_of(exercise: Exercise, poses: PosesFile) -> Ground:
    """From the data, or as position and equipment have it."""
    named = exercise.pose.planted
    planted = _spelt_out(named) if named is not None else _by_position(exercise, poses)
    from_above = exercise.position == "side_lying" and exercise.pose.view == "side"
    floats = from_above or exercise.position in ("water_horizontal", "water_deep")
    return Ground(planted=() if floats else planted, seat=seat_of(exercise), floats=floats)


def seat_of(exercise: Exercise) -> float:
    """How high the seat is; the floor is one of 0."""
    if "bed" in exercise.equipment:
        return CHAIR
    if exercise.position != "sitting":
        return 0
    kit = set(exercise.equipment)
    if kit & {"bike"}:
        return BIKE
    if kit & {"recumbent_bike", "rower"}:
        return CHAIR - 4
    if exercise.pose.base.startswith("sit_floor"):
        return 0
    return CHAIR + (4 if "pillow" in kit else 0)


def _spelt_out(named: tuple[Plant, ...]) -> tuple[str, ...]:
    return tuple(point for name in named for point in PLURALS.get(name, (name,)))


def _by_position(exercise: Exercise, poses: PosesFile) -> tuple[str, ...]:
    moments = key_moments(exercise.pose, poses)
    legs = ("hip", "knee", "habd", "herot")
    feet = tuple(f"foot_{side}" for side in SIDES if _alike(moments) or not _moves(moments, side, legs))
    hands = tuple(f"hand_{side}" for side in SIDES if not _moves(moments, side, ("sh", "el", "sabd")))
    match exercise.position:
        case "standing" | "water_standing":
            return feet
        case "sitting":
            rises = min(moment.of("hip", side) for moment in moments for side in SIDES) < 45
            on_floor = exercise.pose.base.startswith("sit_floor") or "bike" in " ".join(exercise.equipment)
            if rises and not on_floor and _alike(moments):
                return ("foot_r", "foot_l")
            return ("pelvis",) if on_floor else ("pelvis", *feet)
        case "supine":
            still = tuple(foot for foot in feet if not _moves(moments, "r" if foot == "foot_r" else "l", legs))
            return ("pelvis", *(still if exercise.pose.base == "supine_hook" else ()))
        case "quadruped" | "kneeling":
            knees = tuple(point.replace("foot", "knee") for point in feet)
            return (*knees, *(hands if exercise.pose.base == "quadruped" else ()))
        case "plank":
            return ("foot_r", "foot_l", "hand_r", "hand_l")
        case _:
            return ("pelvis",)


def _alike(moments: list[Joints]) -> bool:
    """Whether both legs do the same throughout."""
    return all(
        moment.of(joint, "r") == moment.of(joint, "l") for moment in moments for joint in ("hip", "knee", "habd")
    )


def _moves(moments: list[Joints], side: Side, joints: tuple[str, ...]) -> bool:
    return any(moment.of(joint, side) != moments[0].of(joint, side) for moment in moments for joint in joints)
