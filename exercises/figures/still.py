"""The still form, for reduced motion and for paper: where it starts as a ghost, where it ends, and an arrow."""

import math
from typing import Final

from exercises.figures.drawing import number, path
from exercises.figures.figure import Figure
from exercises.figures.fragment import band, framed
from exercises.figures.held import belly, drawn
from exercises.figures.skeleton import LINKS, Point, end, toward
from exercises.pose import Mark

LIMBS: Final = {side: (f"foot_{side}", f"shank_{side}", f"thigh_{side}") for side in "lr"}
ARMS: Final = {side: (f"hand_{side}", f"fore_{side}", f"upper_{side}") for side in "lr"}
MOVED: Final = 1.5
"""How far the end of a part goes, in hundredths of body height, before its start is worth a ghost."""
SHORTEST: Final = 5.0
"""Below this no arrow is drawn: it would be all head."""
TIPS: Final[tuple[Mark, ...]] = ("hand_r", "hand_l", "foot_r", "foot_l", "knee_r", "knee_l", "head", "pelvis")
ENDS_AT: Final = {"elbow": "upper", "knee": "thigh", "chest": "thorax", "back": "lumbar", "crown": "head"}
"""The segments at whose ends the marks are that are named otherwise."""
BROAD: Final[dict[Mark | None, float]] = {"pelvis": 9, "chest": 9, "back": 9, "knee_r": 6, "knee_l": 6, "crown": 3}
"""How far before the middle of a broad part its arrow begins."""


def still(figure: Figure) -> str:
    """The fragment without motion."""
    last = figure.loop.end
    if last == 0:
        return framed(figure, _drawn(figure, 0, frozenset(figure.scene.body)) + band(figure, 0))
    moved = frozenset(
        name for name in figure.scene.body if math.dist(_tip(figure, 0, name), _tip(figure, last, name)) > MOVED
    )
    ghost = f'<g class="ghost">{_drawn(figure, 0, moved, ghost=True)}</g>'
    solid = _drawn(figure, last, frozenset(figure.scene.body)) + band(figure, last)
    return framed(figure, ghost + solid + _arrow(figure))


def _paint_order(figure: Figure) -> tuple[str, ...]:
    """Far to near."""
    if figure.scene.view == "side":
        return (*LIMBS["l"], *ARMS["l"], "head", "thorax", "lumbar", "pelvis", *LIMBS["r"], *ARMS["r"])
    if figure.scene.view == "top" and not figure.scene.lying:
        return (*LIMBS["l"], *LIMBS["r"], "pelvis", *ARMS["l"], *ARMS["r"], "thorax", "head")
    return (*LIMBS["l"], *LIMBS["r"], "pelvis", "lumbar", "head", "thorax", *ARMS["l"], *ARMS["r"])


def _drawn(figure: Figure, index: int, names: frozenset[str], *, ghost: bool = False) -> str:
    """The named segments at a moment; a ghost is their silhouette, in the one look of its group."""
    sample, begun = figure.samples[index], figure.points(index)
    text = ""
    for name in _paint_order(figure):
        if name not in names:
            continue
        turned = number((sample.directions[name] + 180) % 360 - 180)
        place = f' transform="translate({number(begun[name].x)} {number(-begun[name].y)})rotate({turned})"'
        own = drawn(figure, name)
        if name == "lumbar" and (rise := figure.loop.moments[index].of("belly")):
            own = [belly(rise), *own]
        if ghost:
            text += f'<path{place} d="{"".join(outline for _, outline in own)}"/>'
        elif len(own) == 1:
            text += f'<path{place} class="{own[0].look}" d="{own[0].path}"/>'
        else:
            text += f"<g{place}>{''.join(one.markup() for one in own)}</g>"
    return text


def _tip(figure: Figure, index: int, name: str) -> Point:
    return end(figure.scene.body, figure.samples[index].directions, figure.points(index), name)


def _mark(figure: Figure, index: int, mark: Mark) -> Point:
    if mark == "head" and figure.scene.view == "top":  # past the nose, which turns
        return toward(figure.points(index)["head"], figure.samples[index].directions["head"], 10)
    if mark == "pelvis":
        return figure.points(index)["pelvis"]
    kind, *side = mark.split("_")
    return _tip(figure, index, "_".join([ENDS_AT.get(kind, kind), *side]))


def _arrow(figure: Figure) -> str:
    """Along the way of the part that the data names, or else of the one that goes furthest."""
    last, mark = figure.loop.end, figure.exercise.pose.arrow
    if mark is None and any(moment.of("belly") for moment in figure.loop.moments):
        return _breath(figure)
    start, middle, stop = (_mark(figure, index, mark or _furthest(figure)) for index in (0, last // 2, last))
    way = math.dist(start, stop)
    if way < (0.5 if mark else SHORTEST):
        return ""
    if mark in BROAD:  # ahead of the body, where it can be seen
        along = Point((stop.x - start.x) / way, (stop.y - start.y) / way)
        start = middle = Point(start.x + along.x * BROAD[mark], start.y + along.y * BROAD[mark])
        way = max(way, SHORTEST + 2)
        stop = Point(start.x + along.x * way, start.y + along.y * way)
        middle = Point((start.x + stop.x) / 2, (start.y + stop.y) / 2)
    return _curve(start, middle, stop)


def _furthest(figure: Figure) -> Mark:
    last = figure.loop.end

    def way(mark: Mark) -> float:
        return math.dist(_mark(figure, 0, mark), _mark(figure, last, mark))

    feet: tuple[Mark, Mark] = ("foot_r", "foot_l")
    steps = figure.exercise.pose.loop == "round" and figure.scene.view == "side" and not figure.scene.ground.floats
    if steps and max(map(way, feet)) > SHORTEST:
        half = figure.samples[last // 2].directions  # when the leg that steps is the one that bends
        return max(feet, key=lambda foot: half[f"shank_{foot[-1]}"] - half[f"thigh_{foot[-1]}"])
    return max(TIPS, key=way)


def _breath(figure: Figure) -> str:
    waist, direction = figure.points(figure.loop.end)["lumbar"], figure.samples[figure.loop.end].directions["lumbar"]
    start, middle, stop = (toward(waist, direction, LINKS[1] / 2, across) for across in (11, 14, 17))
    return _curve(start, middle, stop)


def _curve(start: Point, middle: Point, stop: Point) -> str:
    """An arrow from the first point through the second to the third."""
    control = Point(2 * middle.x - (start.x + stop.x) / 2, 2 * middle.y - (start.y + stop.y) / 2)
    way = math.atan2(stop.y - control.y, stop.x - control.x)
    barbs = [Point(stop.x - 3.5 * math.cos(way + turn), stop.y - 3.5 * math.sin(way + turn)) for turn in (0.5, -0.5)]
    curve = path("M", start.x, -start.y, "Q", control.x, -control.y, stop.x, -stop.y)
    head = path("M", barbs[0].x, -barbs[0].y, "L", stop.x, -stop.y, "L", barbs[1].x, -barbs[1].y)
    return f'<path class="arrow" d="{curve}{head}"/>'
