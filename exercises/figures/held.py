"""What is held: weights, poles and boards, which move with their segment, and where a band is tied."""

import math
from typing import Final

from exercises.figures.drawing import Shape, oval, path
from exercises.figures.figure import Figure
from exercises.figures.skeleton import LINKS, SOLE, Point, toward
from exercises.pose import Prop

PEDALS: Final = frozenset({"bike", "recumbent"})


def held(figure: Figure, name: str) -> list[Shape]:
    """Looks and paths of what a hand holds, in the coordinates of the hand."""
    things = set(figure.props)
    if name == "thorax" and "stick" in things:
        return [Shape("prop", path("M", -8.6, 14.0, "L", -8.6, -26.0, "L", -7.2, -26.0, "L", -7.2, 14.0, "Z"))]
    if name.startswith("foot") and "elliptical" in things:
        return [Shape("prop", path("M", SOLE, 3, "L", SOLE, -11, "L", SOLE + 1.8, -11, "L", SOLE + 1.8, 3, "Z"))]
    if name.startswith("foot") and PEDALS & things:
        return [Shape("prop", path("M", SOLE, -4, "L", SOLE, -9, "L", SOLE + 1.8, -9, "L", SOLE + 1.8, -4, "Z"))]
    if "water" in things:
        return _afloat(figure, name)
    if not name.startswith("hand"):
        return []
    if "weight" in things and not (figure.exercise.laterality == "each_side" and name == "hand_l"):
        return [Shape("held", oval(0, -2.5, 3.4, 3.4))]
    if "poles" in things:  # from the hand back and down
        return [Shape("held", path("M", -0.3, -1.6, "L", 39.5, -23.0, "L", 39.5, -23.6, "L", 0.3, -2.8, "Z"))]
    return []


def belly(rise: float) -> Shape:
    """The front of the waist, in the coordinates of the low back, `rise` further out than it rests."""
    return Shape("top", oval(0.4 + rise, -LINKS[1] / 2, 5.8, 7.0))


def _afloat(figure: Figure, name: str) -> list[Shape]:
    """What keeps up in the water: belt, board and noodle; and a snorkel."""
    kit = set(figure.exercise.equipment)
    if "float_belt" in kit and name == "lumbar":
        return [Shape("held", path("M", -6.9, -1.0, "L", 6.9, -1.0, "L", 7.2, -6.6, "L", -7.2, -6.6, "Z"))]
    if "kickboard" in kit and name == "thorax":
        return [Shape("held", path("M", 7.0, 13.0, "L", 9.6, 13.0, "L", 9.6, -12.0, "L", 7.0, -12.0, "Z"))]
    if "snorkel" in kit and name == "head":
        tube = path("M", 5.2, -7.2, "L", 8.6, -8.0, "Q", 10.0, -19.0, 0.0, -21.4, "L", -13.0, -22.6)
        return [Shape("held", tube + path("L", -13.0, -24.4, "L", 0.4, -23.2, "Q", 11.6, -20.0, 10.2, -6.6, "Z"))]
    if "noodle" not in kit or name != _over_noodle(figure):
        return []
    if name == "thorax":  # from above, the two ends that the chest doesn't cover
        ends = [("M", x, -9.6, "L", x * 3.6, -9.6, "L", x * 3.6, -4.8, "L", x, -4.8, "Z") for x in (10.6, -10.6)]
        return [Shape("prop", path(*ends[0]) + path(*ends[1]))]
    return [Shape("held", oval(5.4, -20.0, 3.2, 3.2) if name == "shank_r" else oval(2.4, -3.0, 3.4, 3.4))]


def _over_noodle(figure: Figure) -> str:
    """The part that a noodle carries: the chest of who lies, the ankle of who is at the wall, or else the hands."""
    if figure.scene.lying:
        return "thorax"
    return "shank_r" if "pool_wall" in figure.props else "hand_r"


def anchor_of(figure: Figure) -> Point | None:
    """Where a band is tied; None without one, or when hands or legs have both its ends."""
    left, _, right, high = figure.reach()
    if "hip_band" in figure.props:
        return Point(left - 14, figure.points(0)["pelvis"].y)
    if "rower" in figure.props:
        return Point(right + 10, figure.points(0)["pelvis"].y + 5)
    if "elliptical" in figure.props:  # the pivot of its handle
        return Point(right - 4, 26)
    if "band" not in figure.props or "anchor" not in figure.exercise.equipment:
        return None
    hand = figure.points(0)["hand_r"]
    if figure.scene.view == "side":
        return Point(right + 14, hand.y - 1)
    if figure.scene.view == "top":
        return Point(left - 16, hand.y)
    return Point(0, high + 6)


TIED: Final[dict[Prop, tuple[str, str]]] = {
    "band": ("hand_r", "hand_l"),
    "strap": ("hand_r", "foot_r"),
    "hip_band": ("pelvis", "pelvis"),
    "rower": ("hand_r", "hand_r"),
    "elliptical": ("hand_r", "hand_r"),
    "loop_knees": ("thigh_r", "thigh_l"),
    "loop_ankles": ("shank_r", "shank_l"),
}
"""The segments that have the ends of a band, a strap or a loop; a rower's chain and a handle are drawn alike."""
LEG: Final = 4.0


def band_ends(figure: Figure, index: int) -> tuple[Point, Point] | None:
    """Both ends of what stretches, at a moment; an anchor has the second where there is one."""
    tied = next((TIED[prop] for prop in figure.props if prop in TIED), None)
    if tied is None:
        return None
    one, other = (_held_at(figure, index, name) for name in tied)
    if tied[0] in ("thigh_r", "shank_r"):  # round both legs: past their outer sides
        apart = math.dist(one, other) or 1
        across = Point((other.x - one.x) / apart * LEG, (other.y - one.y) / apart * LEG)
        return Point(one.x - across.x, one.y - across.y), Point(other.x + across.x, other.y + across.y)
    return one, anchor_of(figure) or other


def _held_at(figure: Figure, index: int, name: str) -> Point:
    begun, direction = figure.points(index)[name], figure.samples[index].directions[name]
    if name == "pelvis":
        return toward(begun, direction, 2, -4)
    share = {"hand": 0.5, "foot": 0.75, "thigh": 0.85, "shank": 0.9}[name.split("_", maxsplit=1)[0]]
    return toward(begun, direction, figure.scene.body[name].length * share, 2 if name.startswith("foot") else 0)
