"""What is drawn beside the body: furniture where the body touches it, and what hands hold."""

from collections.abc import Callable
from typing import Final

from exercises.figures.drawing import MAT, Box
from exercises.figures.figure import Figure
from exercises.figures.machines import bike, elliptical, recumbent, rollator, rower, treadmill
from exercises.figures.planting import CHAIR, PELVIS
from exercises.figures.skeleton import toward
from exercises.pose import Prop


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
    if figure.exercise.position == "kneeling":
        return _seat_to_lean_on(figure)
    if figure.exercise.position == "supine":
        heel = max(figure.points(0)[f"foot_{side}"].x for side in "rl")
        height = max(min(figure.points(0)[f"foot_{side}"].y for side in "rl") - 3.4, 8)
        return [Box(heel - 18, height - 4, 34, 4), Box(heel - 16, 0, 3.4, height), Box(heel + 11, 0, 3.4, height)]
    held = figure.exercise.pose.base == "stand_hold" or {"hand_r", "hand_l"} & set(figure.scene.ground.planted)
    return _chair_to_hold(figure) if held or figure.scene.view != "side" else _chair_behind(figure)


SEAT: Final = 31.0
"""How deep a chair is, from its back."""


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
    return _seen_from_its_side(hip.x - 11.5, height)


def _seen_from_its_side(back: float, height: float) -> list[Box]:
    return [
        Box(back, height - 3.6, SEAT, 3.6),
        Box(back + 0.6, 0, 3.2, height),
        Box(back + SEAT - 4, 0, 3.2, height),
        Box(back - 0.6, height - 3.6, 3.2, 36),
    ]


def _chair_behind(figure: Figure) -> list[Box]:
    """The chair that whoever squats would sit down on."""
    heel = min(figure.points(0)[f"foot_{side}"].x for side in "rl")
    return _seen_from_its_side(heel - 5 - SEAT, CHAIR)


def _seat_to_lean_on(figure: Figure) -> list[Box]:
    """A chair with its seat under the elbows."""
    elbow = figure.points(0)["fore_r"]
    x, height = elbow.x - 9, elbow.y - 2.8
    return [
        Box(x, height - 3.6, 31, 3.6),
        Box(x + 1, 0, 3.2, height - 2),
        Box(x + 27, 0, 3.2, height - 2),
        Box(x + 28.4, height - 3.6, 3.2, 34),
    ]


def _chair_to_hold(figure: Figure) -> list[Box]:
    """A chair turned away, its back under the hands."""
    if figure.scene.view == "front":
        return _chair_seen_from_the_front(figure)
    hand = max((figure.points(0)[f"hand_{side}"] for side in "rl"), key=lambda point: point.x)
    top, x = hand.y - 2, max(hand.x + 0.5, _toes(figure) + 2)
    return [
        Box(x, 0, 3.2, top),
        Box(x, CHAIR - 3.6, 31, 3.6),
        Box(x + 27, 0, 3.2, CHAIR - 1),
    ]


def _chair_seen_from_the_front(figure: Figure) -> list[Box]:
    """Held, it stands before the body, its back under the hands; within reach or under one planted hand, beside it."""
    if figure.exercise.pose.base == "stand_hold":
        top = figure.points(0)["hand_l"].y - 2
        posts = [Box(x, 0, 3.2, top, front=True) for x in (-10.0, 6.8)]
        return [*posts, *(Box(-10, y - 4, 20, 4, front=True) for y in (top, CHAIR))]
    (_, _, right, _), hand = figure.reach(), figure.points(0)["hand_l"]
    x, top = (hand.x - 0.5, hand.y - 2) if "hand_l" in figure.scene.ground.planted else (right + 1, CHAIR + 28)
    return [Box(x, 0, 3.2, top), Box(x, CHAIR - 3.6, 27, 3.6), Box(x + 23, 0, 3.2, CHAIR - 1)]


def _toes(figure: Figure) -> float:
    return max(figure.points(index)[f"foot_{side}"].x + 11 for index in range(len(figure.samples)) for side in "rl")


def _wall(figure: Figure) -> list[Box]:
    left, _, right, high = figure.reach()
    if figure.scene.view == "top":
        return []
    if "doorway" in figure.exercise.equipment and figure.scene.view == "front":
        elbows = [figure.points(figure.loop.end)[f"fore_{side}"].x for side in "rl"]
        edge = max(abs(x) for x in elbows) + 3
        posts = [Box(x, -MAT, 4, high + 8 + MAT) for x in (-edge - 4, edge)]
        return [*posts, Box(-edge - 4, high + 6, 2 * edge + 8, 4)]
    if figure.scene.view == "front" and any("tilt" in frame.joints for frame in figure.exercise.pose.frames):
        return [Box(right + 0.2, -MAT, 4, high + 4 + MAT)]
    if figure.scene.view == "front":
        return [Box(left - 6, -MAT, right - left + 12, high + MAT + 3, "wall")]
    if figure.exercise.position == "supine":
        heel = max(figure.points(index)["foot_r"].x for index in range(len(figure.samples)))
        return [Box(heel + 2.5, -MAT, 4, high + 12)]
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


TREAD: Final = 20.0
"""How deep a stair is, as long as the step that goes up it."""


def _obstacle(figure: Figure) -> list[Box]:
    """A low bar to step over, ahead of where the feet begin."""
    toes = max(figure.points(0)[f"foot_{side}"].x for side in "rl") + 11
    return [Box(toes + 9, 0, 5, 6)]


def _stairs(figure: Figure) -> list[Box]:
    foot = max((figure.points(0)[f"foot_{side}"] for side in "rl"), key=lambda point: point.y)
    height = max(foot.y - 3.6, 6)
    steps = [Box(foot.x - 5 + TREAD * step, 0, TREAD + 0.5, height * (step + 1)) for step in range(3)]
    hand = figure.points(0)["hand_r"]
    rail = Box(hand.x - 12, hand.y - 4 - height * 12 / TREAD, 3 * TREAD, 2.2, rise=height * 3)
    return [*steps, Box(hand.x + TREAD * 2 - 14, 0, 2.4, hand.y + height), rail]


def _rail(figure: Figure) -> list[Box]:
    left, _, right, _ = figure.reach()
    hand = max((figure.points(0)[f"hand_{side}"] for side in "rl"), key=lambda point: point.x)
    return [Box(left, hand.y - 3, right - left + 6, 2), Box(right + 2, 0, 2, hand.y - 2)]


def _pillow(figure: Figure) -> list[Box]:
    if not figure.scene.lying or figure.scene.view == "top":
        return []
    head = figure.points(0)["head"]
    if figure.scene.ground.floats:  # on the side, seen from above
        crown = toward(head, figure.samples[0].directions["head"], 11)
        return [Box(crown.x - 9, crown.y - 13, 18, 26, "pillow")]
    facing = 1 if figure.samples[0].directions["head"] % 360 < 180 else -1
    middle = head.x + facing * 11
    under = min(max(head.y - 5.4, 2.2), 9)
    return [Box(middle - 8, 0, 16, under, "pillow")]


def _towel_roll(figure: Figure) -> list[Box]:
    if figure.exercise.position == "side_lying":
        waist = figure.points(0)["lumbar"]
        return [Box(waist.x - 7, 0, 16, max(waist.y - 5, 4), "pillow")]
    begun = figure.points(0)["thorax"]
    return [Box(begun.x - 8, 0, 8, max(begun.y - 5, 4), "pillow", round=True)]


def _knee_pillow(figure: Figure) -> list[Box]:
    """Under the knees of who lies on the back, between them on the side or from above, else under the lower one."""
    knee = min((figure.points(0)[f"shank_{side}"] for side in "rl"), key=lambda point: point.y)
    if figure.scene.view == "top":
        return [Box(knee.x - 9, knee.y + 3, 18, -2 * (knee.y + 3), "pillow")]
    if figure.exercise.position == "side_lying":
        return [Box(knee.x - 22, knee.y + 3.5, 26, 7, "pillow")]
    if figure.exercise.position == "supine":
        return [Box(knee.x - 9, 0, 18, max(knee.y - 4, 3), "pillow")]
    return [Box(knee.x - 7, 0, 14, 4.5, "pillow")]


def _slope(figure: Figure) -> list[Box]:
    if "treadmill" in figure.props:
        return []
    left, _, right, _ = figure.reach()
    height, rise = figure.scene.ground_at(left - 6) + MAT, figure.scene.slope * (right - left + 12)
    return [Box(left - 6, -MAT, right - left + 12, height, "mat", rise=rise, solid=True)]


def _water(figure: Figure) -> list[Box]:
    left, low, right, high = figure.reach()
    level = {"water_horizontal": 2.5, "water_deep": 22.0}.get(figure.exercise.position, 70.0)
    bottom = low - 8 if figure.scene.ground.floats else -MAT
    if figure.scene.view == "top" or figure.exercise.pose.base.startswith("side_lying"):
        return [Box(left - 6, low - 6, right - left + 12, high - low + 12, "water", front=False)]
    start, stop = left - 8, right + 8
    for wall in _wall(figure) if "pool_wall" in figure.props else []:
        start, stop = (start, wall.x) if wall.x > right else (wall.x + wall.width, stop)
    return [Box(start, bottom, stop - start, level - bottom, "water", front=True)]


PLACED: Final[dict[Prop, Callable[[Figure], list[Box]]]] = {
    "mat": _mat, "bed": _bed, "chair": _chair, "wall": _wall, "pool_wall": _wall, "table": _table, "step": _step,
    "stairs": _stairs, "rail": _rail, "pillow": _pillow, "water": _water, "treadmill": treadmill,
    "rollator": rollator, "bike": bike, "recumbent": recumbent, "rower": rower, "elliptical": elliptical,
    "slope": _slope, "obstacle": _obstacle, "knee_pillow": _knee_pillow, "towel_roll": _towel_roll,
}  # fmt: skip
