"""What is drawn as a line: bands, straps and loops, what their ends are tied to, and the poles of who walks."""

import math
from typing import Final, NamedTuple

from exercises.figures.drawing import MAT, Box
from exercises.figures.figure import Figure
from exercises.figures.skeleton import Point, toward
from exercises.pose import Prop

HEIGHTS: Final = {"floor": 3.0, "knee": 26.0, "hip": 52.0, "chest": 72.0, "head": 92.0}
TIED: Final[dict[Prop, tuple[str, str]]] = {
    "band": ("hand_r", "hand_l"),
    "strap": ("hand_r", "foot_r"),
    "hip_band": ("pelvis", "pelvis"),
    "rower": ("hand_r", "hand_r"),
    "loop_knees": ("thigh_r", "thigh_l"),
    "loop_ankles": ("shank_r", "shank_l"),
}
"""The segments that have the ends of a band, a strap or a loop; a rower's chain is drawn alike."""
LEG: Final = 4.0
DOOR: Final = 20.0
"""Half as wide as the door; what is tied further to the side has a post."""
POLE: Final = 58.0


class Line(NamedTuple):
    """One straight part of what stretches, at a moment."""

    start: Point
    stop: Point


def lines(figure: Figure, index: int) -> list[Line]:
    """What is a line, at a moment, part by part; an anchor seen from the front is pulled by both hands."""
    hands = [_held_at(figure, index, name) for name in ("hand_l", "hand_r")]
    if "poles" in figure.props:
        return [Line(hand, _on_the_ground(hand)) for hand in hands]
    if "elliptical" in figure.props and (pivot := anchor_of(figure)):
        return [Line(hand, pivot) for hand in hands]
    tied = next((TIED[prop] for prop in figure.props if prop in TIED), None)
    if tied is None:
        return []
    one, other = (_held_at(figure, index, name) for name in tied)
    if tied[0] in ("thigh_r", "shank_r"):  # round both legs: past their outer sides
        apart = math.dist(one, other) or 1
        across = Point((other.x - one.x) / apart * LEG, (other.y - one.y) / apart * LEG)
        return [Line(Point(one.x - across.x, one.y - across.y), Point(other.x + across.x, other.y + across.y))]
    if figure.exercise.pose.anchor == "foot":
        return [Line(one, _held_at(figure, index, "foot_r"))]
    anchor = anchor_of(figure)
    both = anchor is not None and figure.scene.view == "front" and figure.exercise.laterality == "bilateral"
    return [Line(one, anchor or other), *([Line(other, anchor)] if anchor is not None and both else [])]


def _on_the_ground(hand: Point) -> Point:
    """Where the pole in a hand meets the ground, behind it."""
    return Point(hand.x - math.sqrt(POLE**2 - min(hand.y, POLE) ** 2), 0)


def anchor_of(figure: Figure) -> Point | None:
    """Where what stretches is tied; None without a place, or when hands, feet or legs have both its ends."""
    left, _, right, high = figure.reach()
    pose, hand, view = figure.exercise.pose, figure.points(0)["hand_r"], figure.scene.view
    if "hip_band" in figure.props:
        return Point(left - 14, figure.points(0)["pelvis"].y)
    if "rower" in figure.props:
        return Point(right + 10, figure.points(0)["pelvis"].y + 5)
    if "elliptical" in figure.props:  # the pivot of its handle
        return Point(right + 4.8, 26)
    if "band" not in figure.props or pose.anchor in ("hands", "foot"):
        return None
    if isinstance(pose.anchor, tuple):
        return Point(*pose.anchor)
    if pose.anchor is None and "anchor" not in figure.exercise.equipment:
        return None
    if view == "top":
        return Point(left - 16, hand.y)
    place = {"side": right + 16, "front": 0}[view]
    usual = hand.y if view == "side" else high + 6
    return Point(place, high + 6 if pose.anchor == "above" else HEIGHTS.get(pose.anchor or "", usual))


def posts(figure: Figure) -> list[Box]:
    """What a band is tied to: a post, from above its section, or the door behind who faces us, each with a hook."""
    at = anchor_of(figure)
    if at is None or {"rower", "elliptical"} & set(figure.props):
        return []
    if figure.scene.view == "top":
        return [Box(at.x - 5 if at.x < 0 else at.x, at.y - 2.5, 5, 5), _hook(at)]
    if figure.scene.view == "front" and abs(at.x) < DOOR:
        top = at.y + 4
        return [Box(-DOOR, -MAT, 2 * DOOR, top + MAT, "wall"), _hook(at)]
    _, _, _, high = figure.reach()
    return [Box(at.x if at.x > 0 else at.x - 4, -MAT, 4, max(high + 4, at.y + 4) + MAT), _hook(at)]


def _hook(at: Point) -> Box:
    return Box(at.x - 1.4, at.y - 1.4, 2.8, 2.8, "held", round=True)


def _held_at(figure: Figure, index: int, name: str) -> Point:
    begun, direction = figure.points(index)[name], figure.samples[index].directions[name]
    if name == "pelvis":
        return toward(begun, direction, 2, -4)
    share = {"hand": 0.5, "foot": 0.75, "thigh": 0.85, "shank": 0.9}[name.split("_", maxsplit=1)[0]]
    return toward(begun, direction, figure.scene.body[name].length * share, 2 if name.startswith("foot") else 0)
