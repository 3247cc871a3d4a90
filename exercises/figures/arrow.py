"""The arrow of the still form: whose way it shows, and where beside the body it can be seen."""

import itertools
import math
from typing import Final, NamedTuple

from exercises.figures.drawing import Box
from exercises.figures.figure import Figure
from exercises.figures.props import boxes
from exercises.figures.skeleton import LINKS, Point, end, toward
from exercises.pose import Mark

SHORTEST: Final = 5.0
"""Below this no arrow is drawn: it would be all head."""
LONGEST: Final = 24.0
"""How much of the way of a broad part is shown: which way it goes is enough."""
TIPS: Final[tuple[Mark, ...]] = ("hand_r", "hand_l", "foot_r", "foot_l", "knee_r", "knee_l", "head", "pelvis")
ENDS_AT: Final = {"elbow": "upper", "knee": "thigh", "chest": "thorax", "back": "lumbar", "crown": "head"}
"""The segments at whose ends the marks are that are named otherwise."""
BROAD: Final[frozenset[Mark]] = frozenset({"pelvis", "chest", "back", "knee_r", "knee_l"})
"""Parts whose middle lies inside the body: their arrow goes beside it."""
CARRIES: Final = 0.4
"""From this share of the way of head or hand that of the pelvis counts: the whole body goes up or down."""
ROOM: Final = 2.5
"""How far from the outline of the body an arrow is easy to see."""
LOWEST: Final = 1.5
"""How far above the floor an arrow stays."""
ASIDE: Final = [
    Point(far * math.cos(step * math.pi / 8), far * math.sin(step * math.pi / 8))
    for far in (9, 12, 15, 19, 23, 28)
    for step in range(16)
]


class Arrow(NamedTuple):
    """A curve from start to stop, drawn toward and from its control point."""

    start: Point
    control: Point
    stop: Point


def arrow_of(figure: Figure) -> Arrow | None:
    """Along the way of the part that the data names, or else of the one that tells most; None for no way at all."""
    last, named = figure.loop.end, figure.exercise.pose.arrow
    if last == 0:
        return None
    if named is None and any(moment.of("belly") for moment in figure.loop.moments):
        return _breath(figure)
    mark = named or _telling(figure)
    start, middle, stop = (_mark(figure, index, mark) for index in (0, last // 2, last))
    way = math.dist(start, stop)
    if way < (0.5 if named or mark == "pelvis" else SHORTEST):
        return None
    if mark == "crown":  # past it: somebody grows tall by little
        along = Point((stop.x - start.x) / way, (stop.y - start.y) / way)
        return _through(
            *(Point(start.x + along.x * far, start.y + along.y * far) for far in (3, 6.5, max(way + 3, 10)))
        )
    if mark == "pelvis" and abs(stop.y - start.y) > 0.6 * abs(stop.x - start.x):  # down or up, whatever else
        start = Point(stop.x, start.y)
    return _beside(figure, start, stop) if mark in BROAD else _above_ground(figure, _through(start, middle, stop))


def _mark(figure: Figure, index: int, mark: Mark) -> Point:
    if mark == "head" and figure.scene.view == "top":  # past the nose, which turns
        return toward(figure.points(index)["head"], figure.samples[index].directions["head"], 10)
    if mark == "pelvis":
        return figure.points(index)["pelvis"]
    kind, *side = mark.split("_")
    name = "_".join([ENDS_AT.get(kind, kind), *side])
    return end(figure.scene.body, figure.samples[index].directions, figure.points(index), name)


def _telling(figure: Figure) -> Mark:
    """The part that goes furthest; but where the trunk carries the head along, the part that moves the trunk."""
    last = figure.loop.end

    def way(mark: Mark) -> float:
        return math.dist(_mark(figure, 0, mark), _mark(figure, last, mark))

    feet: tuple[Mark, Mark] = ("foot_r", "foot_l")
    steps = figure.exercise.pose.loop == "round" and figure.scene.view == "side" and not figure.scene.ground.floats
    if steps and max(map(way, feet)) > SHORTEST:
        half = figure.samples[last // 2].directions  # when the leg that steps is the one that bends
        return max(feet, key=lambda foot: half[f"shank_{foot[-1]}"] - half[f"thigh_{foot[-1]}"])
    furthest = max(TIPS, key=way)
    planted = {name.split("_")[0] for name in figure.scene.ground.planted}
    if figure.scene.view != "top" and (furthest == "pelvis" or _carried(figure, furthest)):
        if {"hand", "foot"} <= planted or {"hand", "knee"} <= planted:
            return "chest" if way("chest") > way("pelvis") else "pelvis"
        if way("pelvis") > CARRIES * way(furthest):
            return "pelvis"
    return furthest


def _carried(figure: Figure, mark: Mark) -> bool:
    """Whether head or hand go where the chest goes, more than by themselves."""
    (start, chest), (stop, goes) = (
        (_mark(figure, index, mark), _mark(figure, index, "chest")) for index in (0, figure.loop.end)
    )
    alone = math.dist((stop.x - start.x, stop.y - start.y), (goes.x - chest.x, goes.y - chest.y))
    return mark == "head" or (mark in ("hand_r", "hand_l") and alone < 0.5 * math.dist(start, stop))


def _breath(figure: Figure) -> Arrow:
    waist, direction = figure.points(figure.loop.end)["lumbar"], figure.samples[figure.loop.end].directions["lumbar"]
    return _through(*(toward(waist, direction, LINKS[1] / 2, across) for across in (11, 14, 17)))


def _through(start: Point, middle: Point, stop: Point) -> Arrow:
    """From the first point through the second to the third."""
    return Arrow(start, Point(2 * middle.x - (start.x + stop.x) / 2, 2 * middle.y - (start.y + stop.y) / 2), stop)


def _above_ground(figure: Figure, arrow: Arrow) -> Arrow:
    """A curve bulges further than the part it follows: not through floor or mat."""
    if figure.scene.ground.floats or figure.scene.view == "top":
        return arrow
    return Arrow(*(Point(one.x, max(one.y, LOWEST)) for one in arrow))


def _beside(figure: Figure, start: Point, stop: Point) -> Arrow:
    """Straight, as long as it can be seen, and moved aside to the nearest place off the body."""
    way = math.dist(start, stop)
    half = min(max(way, SHORTEST + 2), LONGEST) / 2
    along = Point((stop.x - start.x) / way * half, (stop.y - start.y) / way * half)
    middle = Point((start.x + stop.x) / 2, (start.y + stop.y) / 2)

    def moved(aside: Point) -> Arrow:
        at = Point(middle.x + aside.x, middle.y + aside.y)
        return Arrow(Point(at.x - along.x, at.y - along.y), at, Point(at.x + along.x, at.y + along.y))

    body, furniture = _rounds(figure), [box for box in boxes(figure) if box.look in ("prop", "wall")]

    def worth(aside: Point) -> float:
        found = moved(aside)
        free = min(
            *((math.dist(point, at) - radius) * weight for point in found for at, radius, weight in body),
            *(_gap(point, box) - 1 for point in found for box in furniture),
            *(point.y - LOWEST for point in found if not figure.scene.ground.floats and figure.scene.view != "top"),
            ROOM,
        )
        return 3 * free - 0.3 * math.hypot(*aside)

    return moved(max(ASIDE, key=worth))


def _rounds(figure: Figure) -> list[tuple[Point, float, float]]:
    """What the body covers at the start, which counts half as it is but a ghost, and at the end: middle and radius."""
    found = []
    for index, weight in ((0, 0.5), (figure.loop.end, 1.0)):
        begun, turned = figure.points(index), figure.samples[index].directions
        for name, part in figure.scene.body.items():
            for one, other in itertools.pairwise(part.discs):
                for share in (0.0, 0.5, 1.0):
                    along = one.along + (other.along - one.along) * share
                    across = one.across + (other.across - one.across) * share
                    radius = one.radius + (other.radius - one.radius) * share
                    found.append((toward(begun[name], turned[name], along, across), radius, weight))
    return found


def _gap(point: Point, box: Box) -> float:
    """How far a point is from a piece of furniture."""
    return math.dist(point, (min(max(point.x, box.x), box.x + box.width), min(max(point.y, box.y), box.y + box.height)))
