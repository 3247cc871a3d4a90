"""The still form, for reduced motion and for paper: where it starts as a ghost, where it ends, and an arrow."""

import math
from typing import Final

from exercises.figures.arrow import Arrow, arrow_of
from exercises.figures.drawing import number, path
from exercises.figures.figure import Figure
from exercises.figures.fragment import band, framed
from exercises.figures.held import belly, drawn
from exercises.figures.skeleton import Point, end

LIMBS: Final = {side: (f"foot_{side}", f"shank_{side}", f"thigh_{side}") for side in "lr"}
ARMS: Final = {side: (f"hand_{side}", f"fore_{side}", f"upper_{side}") for side in "lr"}
MOVED: Final = 1.5
"""How far the end of a part goes, in hundredths of body height, before its start is worth a ghost."""


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
    arrow = arrow_of(figure)
    return framed(figure, ghost + solid + (_pointing(arrow) if arrow else ""))


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


def _pointing(arrow: Arrow) -> str:
    """Its curve, and a head at the end of it."""
    start, control, stop = arrow.start, arrow.control, arrow.stop
    way = math.atan2(stop.y - control.y, stop.x - control.x)
    barbs = [Point(stop.x - 3.5 * math.cos(way + turn), stop.y - 3.5 * math.sin(way + turn)) for turn in (0.5, -0.5)]
    curve = path("M", start.x, -start.y, "Q", control.x, -control.y, stop.x, -stop.y)
    head = path("M", barbs[0].x, -barbs[0].y, "L", stop.x, -stop.y, "L", barbs[1].x, -barbs[1].y)
    return f'<path class="arrow" d="{curve}{head}"/>'
