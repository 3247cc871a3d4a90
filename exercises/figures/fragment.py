"""The moving figure as an SVG fragment: nested groups that turn, in the classes of the app's stylesheet."""

import math
from typing import Final

from exercises.figures.arrow import arrow_of
from exercises.figures.bands import Line, anchor_of, lines, posts
from exercises.figures.drawing import MAT, Box, number
from exercises.figures.figure import Figure
from exercises.figures.held import belly, drawn
from exercises.figures.props import boxes
from exercises.figures.skeleton import Point, end
from exercises.figures.words import labelled

EDGE: Final = 3.0
NEAR: Final = 10.0
"""How close an arm comes to a leg, in hundredths of body height, before it covers part of it."""
STILL: Final = 0.15
"""Degrees, or hundredths of body height, within which a part counts as not moving."""


def moving(figure: Figure) -> str:
    """The whole fragment, which says between which moments it stays at its end; first it shows the first moment."""
    loop = figure.loop
    stays = f' data-hold="{loop.end} {loop.leaves}"' if loop.leaves > loop.end else ""
    return framed(figure, body(figure) + band(figure), stays)


def framed(figure: Figure, drawn: str, more: str = "") -> str:
    """The image around what is drawn: words, what stands behind, what lies over it; and `more` attributes."""
    around = boxes(figure) + posts(figure)
    left, low, right, high = bounds(figure, around)
    box = f"{number(left)} {number(-high)} {number(right - left)} {number(high - low)}"
    behind = "".join(one.markup() for one in around if not one.front)
    over = "".join(one.markup() for one in around if one.front)
    frame = f'viewBox="{box}" role="img" preserveAspectRatio="xMidYMax"{more}'
    return f"<svg {frame}>{labelled(figure.exercise)}{behind}{drawn}{over}</svg>"


def bounds(figure: Figure, around: list[Box]) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of everything, with an edge; a floor is at the same distance from the bottom."""
    left, low, right, high = figure.reach()
    lefts, rights = [left, *(box.x for box in around)], [right, *(box.x + box.width for box in around)]
    tops = [high, *(box.y + box.height for box in around)]
    if anchor := anchor_of(figure):
        lefts, rights, tops = [*lefts, anchor.x - 2], [*rights, anchor.x + 2], [*tops, anchor.y + 8]
    lefts += [part.stop.x for index in range(len(figure.samples)) for part in lines(figure, index)]
    if arrow := arrow_of(figure):
        lefts, rights = [*lefts, arrow.start.x, arrow.stop.x], [*rights, arrow.start.x, arrow.stop.x]
        tops = [*tops, arrow.start.y, arrow.stop.y]
    floor = min([low, *(box.y for box in around)])
    return min(lefts) - EDGE, min(floor, -MAT), max(rights) + EDGE, max(tops) + EDGE


def body(figure: Figure) -> str:
    """All segments, nested as they hang together, far to near."""
    if figure.scene.view == "top" and not figure.scene.lying:
        arms = _limb(figure, "upper_l") + _limb(figure, "upper_r")
        chest = _turning(figure, "thorax", arms + _own(figure, "thorax") + _limb(figure, "head"))
        legs = _limb(figure, "thigh_l") + _limb(figure, "thigh_r")
        inner = legs + _own(figure, "pelvis") + _turning(figure, "lumbar", chest)
    elif figure.scene.view == "side":
        chest = _limb(figure, "upper_l") + _limb(figure, "head") + _own(figure, "thorax")
        near, arm = _limb(figure, "upper_r"), ""
        if _arm_passes_leg(figure):
            near, arm = "", _turning(figure, "lumbar", _turning(figure, "thorax", near))
        middle = _turning(figure, "lumbar", _own(figure, "lumbar") + _turning(figure, "thorax", chest + near))
        inner = _limb(figure, "thigh_l") + middle + _own(figure, "pelvis") + _limb(figure, "thigh_r") + arm
    else:
        arms = _limb(figure, "upper_l") + _limb(figure, "upper_r")
        chest = _turning(figure, "thorax", _limb(figure, "head") + _own(figure, "thorax") + arms)
        legs = _limb(figure, "thigh_l") + _limb(figure, "thigh_r")
        inner = legs + _own(figure, "pelvis") + _turning(figure, "lumbar", _own(figure, "lumbar") + chest)
    return _rooted(figure, _turning(figure, "pelvis", inner))


def _arm_passes_leg(figure: Figure) -> bool:
    """Whether the near arm is ever in front of the near leg: only then is it drawn apart from the chest."""
    for index in range(len(figure.samples)):
        begun = figure.points(index)
        hip, knee = begun["thigh_r"], begun["shank_r"]
        along = [Point(hip.x + (knee.x - hip.x) * part / 3, hip.y + (knee.y - hip.y) * part / 3) for part in range(4)]
        arm = (
            begun["fore_r"],
            begun["hand_r"],
            end(figure.scene.body, figure.samples[index].directions, begun, "hand_r"),
        )
        if any(math.dist(part, other) < NEAR for part in along for other in arm):
            return True
    return False


def _own(figure: Figure, name: str) -> str:
    breath = _breathing(figure) if name == "lumbar" else ""
    return breath + "".join(one.markup() for one in drawn(figure, name))


def _breathing(figure: Figure) -> str:
    """The belly behind the waist, in front of which it rises; nothing where the data gives no breath."""
    rises = [moment.of("belly") for moment in figure.loop.moments]
    if not any(rises):
        return ""
    return f"<g>{animated(figure, 'translate', [[rise - rises[0], 0] for rise in rises])}{belly(rises[0]).markup()}</g>"


def _limb(figure: Figure, name: str) -> str:
    """A segment over those that hang from it."""
    children = [child for child, part in figure.scene.body.items() if part.parent == name]
    return _turning(figure, name, "".join(_limb(figure, child) for child in children) + _own(figure, name))


def _turning(figure: Figure, name: str, inner: str) -> str:
    """The group of a segment: at its place on the parent, turned as it is at first, and the turns from there."""
    part = figure.scene.body[name]
    turns = [
        sample.directions[name] - (sample.directions[part.parent] if part.parent else 0) for sample in figure.samples
    ]
    place = f"translate({number(part.across)} {number(-part.along)})" if part.across or part.along else ""
    first = number((turns[0] + 180) % 360 - 180)
    placed = place + (f"rotate({first})" if first != "0" else "")
    attribute = f' transform="{placed}"' if placed else ""
    return f"<g{attribute}>{animated(figure, 'rotate', [[turn - turns[0]] for turn in turns])}{inner}</g>"


def _rooted(figure: Figure, inner: str) -> str:
    roots = [sample.root for sample in figure.samples]
    shifts = [[root.x - roots[0].x, roots[0].y - root.y] for root in roots]
    place = f"translate({number(roots[0].x)} {number(-roots[0].y)})"
    return f'<g transform="{place}">{animated(figure, "translate", shifts)}{inner}</g>'


def animated(figure: Figure, kind: str, changes: list[list[float]]) -> str:
    """What is added to a group's transform through the loop; nothing for a part that stays."""
    if all(abs(value) < STILL for change in changes for value in change):
        return ""
    values = ";".join(" ".join(number(value) for value in change) for change in changes)
    return (
        f'<animateTransform attributeName="transform" additive="sum" type="{kind}" values="{values}"{clock(figure)}/>'
    )


def clock(figure: Figure) -> str:
    """The same for every part, so that one replacement sets the tempo of the whole."""
    times = "" if figure.loop.even else f' keyTimes="{";".join(map(_share, figure.loop.times))}"'
    return f'{times} dur="{number(figure.loop.seconds)}s" repeatCount="indefinite"'


def _share(time: float) -> str:
    text = f"{time:.2f}".rstrip("0").rstrip(".")
    return text.removeprefix("0") or "0"


def band(figure: Figure, still: int | None = None) -> str:
    """A band, strap or loop between its ends; it may stretch. Unmoving at one moment."""
    moments = range(len(figure.samples)) if still is None else [still]
    parts = zip(*(lines(figure, index) for index in moments), strict=True)
    return "".join(_stretching(figure, list(part)) for part in parts)


def _stretching(figure: Figure, part: list[Line]) -> str:
    """One straight part of it through those moments."""
    places = {
        "x1": [one.start.x for one in part],
        "y1": [-one.start.y for one in part],
        "x2": [one.stop.x for one in part],
        "y2": [-one.stop.y for one in part],
    }
    first = "".join(f' {name}="{number(values[0])}"' for name, values in places.items())
    moves = "".join(
        f'<animate attributeName="{name}" values="{";".join(map(number, values))}"{clock(figure)}/>'
        for name, values in places.items()
        if max(values) - min(values) > STILL
    )
    return f'<line class="band"{first}>{moves}</line>'
