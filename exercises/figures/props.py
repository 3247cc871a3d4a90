"""What is drawn beside the body: furniture where the body touches it, and what hands hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from exercises.figures.drawing import number
from exercises.figures.figure import Figure
from exercises.figures.planting import CHAIR, PELVIS
from exercises.pose import Prop

MAT: Final = 3.0
"""How far a mat lies below what lies on it; every drawing ends there."""


@dataclass(frozen=True)
class Box:
    """A bar of furniture, y upwards from the floor, with round corners; in front of the body or behind it."""

    x: float
    y: float
    width: float
    height: float
    look: str = "prop"
    front: bool = False

    def markup(self) -> str:
        """As SVG has it, y downwards."""
        corner = min(self.width, self.height, 3) / 2
        return (
            f'<rect class="{self.look}" x="{number(self.x)}" y="{number(-self.y - self.height)}"'
            f' width="{number(self.width)}" height="{number(self.height)}" rx="{number(corner)}"/>'
        )


def boxes(figure: Figure) -> list[Box]:
    """Furniture, mat and water, placed by where the body is."""
    return [box for prop in figure.props if prop in PLACED for box in PLACED[prop](figure)]


def _mat(figure: Figure) -> list[Box]:
    left, low, right, high = figure.reach()
    if figure.scene.ground.floats or figure.scene.view == "top":
        return [Box(left - 3, low - 4, right - left + 6, high - low + 8, "mat")]
    return [Box(left - 3, -MAT, right - left + 6, MAT, "mat")]


def _bed(figure: Figure) -> list[Box]:
    left, _, _, _ = figure.reach()
    edge = figure.points(0)["pelvis"].x + 3
    height = figure.scene.ground.seat
    legs = [Box(left, -MAT, 4, height), Box(edge - 8, -MAT, 4, height)]
    return [Box(left - 3, height - 9, edge - left + 3, 9, "mat"), *legs]


def _chair(figure: Figure) -> list[Box]:
    if figure.exercise.position == "sitting":
        return _seat(figure)
    if figure.exercise.position == "supine":
        heel = max(figure.points(0)[f"foot_{side}"].x for side in "rl")
        height = max(min(figure.points(0)[f"foot_{side}"].y for side in "rl") - 3.4, 8)
        return [Box(heel - 18, height - 4, 34, 4), Box(heel - 16, 0, 3.4, height), Box(heel + 11, 0, 3.4, height)]
    return _chair_to_hold(figure)


def _seat(figure: Figure) -> list[Box]:
    hip = figure.points(0)["pelvis"]
    height = hip.y - PELVIS
    if figure.scene.view == "front":
        legs = [Box(-12.5, 0, 3.2, height), Box(9.3, 0, 3.2, height)]
        return [
            Box(-13, height - 3.6, 26, 3.6),
            *legs,
            Box(-12, height, 3, 24),
            Box(9, height, 3, 24),
            Box(-12, height + 14, 24, 8),
        ]
    if figure.scene.view == "top":
        return [Box(-15, -11, 30, 26), Box(-15, -14, 30, 4)]
    back, width = hip.x - 11.5, 31.0
    return [
        Box(back, height - 3.6, width, 3.6),
        Box(back + 0.6, 0, 3.2, height),
        Box(back + width - 4, 0, 3.2, height),
        Box(back - 0.6, height - 3.6, 3.2, 36),
    ]


def _chair_to_hold(figure: Figure) -> list[Box]:
    """A chair turned away, its back under the hands."""
    if figure.scene.view == "front":
        return []
    hand = max((figure.points(0)[f"hand_{side}"] for side in "rl"), key=lambda point: point.x)
    top, x = hand.y - 2, max(hand.x + 0.5, _toes(figure) + 2)
    return [
        Box(x, 0, 3.2, top),
        Box(x, CHAIR - 3.6, 31, 3.6),
        Box(x + 27, 0, 3.2, CHAIR - 1),
    ]


def _toes(figure: Figure) -> float:
    return max(figure.points(index)[f"foot_{side}"].x + 11 for index in range(len(figure.samples)) for side in "rl")


def _wall(figure: Figure) -> list[Box]:
    left, _, right, high = figure.reach()
    if figure.scene.view == "top":
        return []
    if figure.scene.view == "front" and any("tilt" in frame.joints for frame in figure.exercise.pose.frames):
        return [Box(right + 0.2, -MAT, 4, high + 4 + MAT)]
    if figure.scene.view == "front":
        return [Box(left - 6, -MAT, right - left + 12, high + MAT + 3, "wall")]
    hands = [figure.points(index)[f"hand_{side}"].x for index in range(len(figure.samples)) for side in "rl"]
    in_front = any(name.startswith(("hand", "elbow")) for name in figure.scene.ground.planted)
    return [Box(right + 0.2 if in_front or max(hands) > left + 40 else left - 4.2, -MAT, 4, max(high + 4, 60) + MAT)]


def _table(figure: Figure) -> list[Box]:
    hand = max((figure.points(0)[f"hand_{side}"] for side in "rl"), key=lambda point: point.x)
    height, x = hand.y - 2, hand.x - 4
    return [Box(x, height - 4, 34, 4), Box(max(x + 6, _toes(figure) + 1), 0, 22, height - 2)]


def _step(figure: Figure) -> list[Box]:
    foot = max((figure.points(0)[f"foot_{side}"] for side in "rl"), key=lambda point: (point.y, point.x))
    height = max(foot.y - 3.6, 4)
    return [Box(foot.x - 6, 0, 26, height)]


def _stairs(figure: Figure) -> list[Box]:
    foot = max((figure.points(0)[f"foot_{side}"] for side in "rl"), key=lambda point: point.y)
    height = max(foot.y - 3.6, 6)
    return [Box(foot.x - 4 + 17 * step, 0, 18, height * (step + 1)) for step in range(2)]


def _rail(figure: Figure) -> list[Box]:
    left, _, right, _ = figure.reach()
    hand = max((figure.points(0)[f"hand_{side}"] for side in "rl"), key=lambda point: point.x)
    return [Box(left, hand.y - 3, right - left + 6, 2), Box(right + 2, 0, 2, hand.y - 2)]


def _pillow(figure: Figure) -> list[Box]:
    if not figure.scene.lying or figure.scene.view == "top":
        return []
    head = figure.points(0)["head"]
    facing = 1 if figure.samples[0].directions["head"] % 360 < 180 else -1
    middle = head.x + facing * 11
    under = min(max(head.y - 5.4, 2.2), 9)
    return [Box(middle - 8, 0, 16, under, "pillow")]


def _water(figure: Figure) -> list[Box]:
    left, low, right, high = figure.reach()
    level = {"water_horizontal": 2.5, "water_deep": 22.0}.get(figure.exercise.position, 70.0)
    bottom = low - 8 if figure.scene.ground.floats else -MAT
    if figure.scene.view == "top" or figure.exercise.pose.base.startswith("side_lying"):
        return [Box(left - 6, low - 6, right - left + 12, high - low + 12, "water", front=False)]
    return [Box(left - 8, bottom, right - left + 16, level - bottom, "water", front=True)]


def _treadmill(figure: Figure) -> list[Box]:
    left, _, right, _ = figure.reach()
    return [Box(left - 6, -MAT, right - left + 18, MAT), Box(right + 8, 0, 3, 62), Box(right - 2, 60, 13, 3)]


def _rollator(figure: Figure) -> list[Box]:
    hand = max((figure.points(0)[f"hand_{side}"] for side in "rl"), key=lambda point: point.x)
    x, top = hand.x, hand.y - 2
    return [
        Box(x - 4, top - 2, 8, 3),
        Box(x + 1, 4, 3, top - 4),
        Box(x - 2, 24, 20, 3),
        Box(x + 16, 4, 3, 22),
        Box(x - 1.5, 0, 7, 7),
        Box(x + 13.5, 0, 7, 7),
    ]


def _bike(figure: Figure) -> list[Box]:
    hip = figure.points(0)["pelvis"]
    seat = hip.y - PELVIS
    return [
        Box(hip.x - 9, seat - 3, 17, 3.4), Box(hip.x - 2, 6, 3.4, seat - 8), Box(hip.x + 34, 6, 3.4, seat + 12),
        Box(hip.x + 26, seat + 16, 12, 3), Box(hip.x - 4, 12, 40, 3.4), Box(hip.x - 14, 0, 60, 3.4),
    ]  # fmt: skip


def _recumbent(figure: Figure) -> list[Box]:
    hip = figure.points(0)["pelvis"]
    seat = hip.y - PELVIS
    return [
        Box(hip.x - 10, seat - 3.6, 22, 3.6), Box(hip.x - 12, seat - 3.6, 3.4, 34), Box(hip.x - 2, 0, 3.4, seat - 2),
        Box(hip.x - 12, 0, 66, 3.4), Box(hip.x + 44, 2, 3.4, 16),
    ]  # fmt: skip


def _rower(figure: Figure) -> list[Box]:
    left, _, right, _ = figure.reach()
    hip = figure.points(0)["pelvis"]
    return [
        Box(hip.x - 8, hip.y - PELVIS - 2.6, 16, 2.6),
        Box(left - 2, hip.y - PELVIS - 6, right - left + 8, 3),
        Box(left, 0, 3, 12),
        Box(right + 1, 0, 3, 30),
    ]


def _elliptical(figure: Figure) -> list[Box]:
    left, _, right, _ = figure.reach()
    return [Box(left - 4, -MAT, right - left + 16, MAT), Box(right + 4, 0, 3, 66)]


PLACED: Final[dict[Prop, Callable[[Figure], list[Box]]]] = {
    "mat": _mat, "bed": _bed, "chair": _chair, "wall": _wall, "pool_wall": _wall, "table": _table, "step": _step,
    "stairs": _stairs, "rail": _rail, "pillow": _pillow, "water": _water, "treadmill": _treadmill,
    "rollator": _rollator, "bike": _bike, "recumbent": _recumbent, "rower": _rower, "elliptical": _elliptical,
}  # fmt: skip
