"""The figure's segments: lengths in shares of body height, and where each hangs from."""

import math
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from exercises.pose import View

# Shares of body height times 100, from Drillis and Contini 1966, in Winter, Biomechanics: the unit of every drawing.
FOOT: Final = 15.2
SHANK: Final = 24.6
THIGH: Final = 24.5
TRUNK: Final = 28.8
UPPER: Final = 18.6
FORE: Final = 14.6
# The trunk bends in two places, so that the low back can be seen to.
LINKS: Final = (0.28 * TRUNK, 0.30 * TRUNK, 0.42 * TRUNK)

SOLE: Final = 3.6
"""From the ankle down to the ground."""
BALL: Final = 8.6
"""From the ankle forwards to the ball of the foot, on which the heel is raised."""

Side = Literal["r", "l"]
SIDES: Final[tuple[Side, Side]] = ("r", "l")
SIGNED: Final[tuple[tuple[Side, int], ...]] = (("r", 1), ("l", -1))


class Point(NamedTuple):
    """A place on the drawing, in hundredths of body height, y upwards from the floor."""

    x: float
    y: float


class Disc(NamedTuple):
    """A round of the outline, on its segment: `along` the bone, `across` it clockwise, and its radius."""

    along: float
    across: float
    radius: float


@dataclass(frozen=True)
class Segment:
    """One rigid part; it starts on its parent at `along` and `across`."""

    name: str
    parent: str | None
    along: float
    across: float
    length: float
    discs: tuple[Disc, ...]


Body = dict[str, Segment]
Directions = dict[str, float]
"""Where each segment points, in degrees clockwise from straight up."""


def toward(start: Point, direction: float, along: float, across: float = 0) -> Point:
    """The point `along` a direction and `across` it, clockwise."""
    sine, cosine = math.sin(math.radians(direction)), math.cos(math.radians(direction))
    return Point(start.x + along * sine + across * cosine, start.y + along * cosine - across * sine)


def starts(body: Body, directions: Directions, root: Point) -> dict[str, Point]:
    """Where each segment begins: forward kinematics."""
    found: dict[str, Point] = {}
    for name, part in body.items():
        if part.parent is None:
            found[name] = root
        else:
            found[name] = toward(found[part.parent], directions[part.parent], part.along, part.across)
    return found


def end(body: Body, directions: Directions, begun: dict[str, Point], name: str) -> Point:
    """Where a segment ends."""
    return toward(begun[name], directions[name], body[name].length)


def outline(body: Body, directions: Directions, begun: dict[str, Point]) -> list[tuple[str, Point, float]]:
    """Every disc of the body: its segment, its middle and its radius."""
    return [
        (name, toward(begun[name], directions[name], disc.along, disc.across), disc.radius)
        for name, part in body.items()
        for disc in part.discs
    ]


def _part(
    name: str, parent: str | None, at: tuple[float, float], length: float, *discs: tuple[float, float, float]
) -> Segment:
    return Segment(name, parent, *at, length, tuple(Disc(*disc) for disc in discs))


def _arm(side: Side, at: tuple[float, float]) -> list[Segment]:
    return [
        _part(f"upper_{side}", "thorax", at, UPPER, (0, 0, 3.9), (UPPER, 0, 2.7)),
        _part(f"fore_{side}", f"upper_{side}", (UPPER, 0), FORE, (0, 0, 2.6), (FORE, 0, 1.8)),
        _part(f"hand_{side}", f"fore_{side}", (FORE, 0), 5.5, (1.2, 0, 1.9), (4.8, 0, 1.5)),
    ]


def _leg(side: Side, at: tuple[float, float], foot: Segment) -> list[Segment]:
    return [
        _part(f"thigh_{side}", "pelvis", at, THIGH, (0, 0, 6.2), (THIGH, 0, 4.1)),
        _part(f"shank_{side}", f"thigh_{side}", (THIGH, 0), SHANK, (0, 0, 4.0), (SHANK, 0, 2.5)),
        foot,
    ]


def _seen_from_the_side() -> list[Segment]:
    low, middle, high = LINKS
    shoe = [(-1.6, 1.0, 2.4), (BALL, SOLE - 1.5, 1.5), (9.8, SOLE - 1.4, 1.2)]
    feet = {side: _part(f"foot_{side}", f"shank_{side}", (SHANK, 0), FOOT - 4, *shoe) for side in SIDES}
    return [
        _part("pelvis", None, (0, 0), low, (0, 0, 6.6), (low, 0, 6.0)),
        _part("lumbar", "pelvis", (low, 0), middle, (0, 0, 6.0), (middle, 0, 6.2)),
        _part("thorax", "lumbar", (middle, 0), high, (0, 0, 6.2), (high - 4, 0.4, 6.8), (high - 1, 0.2, 5.2)),
        _part("head", "thorax", (high + 1, 0.6), 18.2, (4, 0.4, 3), (12.2, 0.6, 6.3)),
        *_arm("l", (high - 2.2, 1.4)),
        *_leg("l", (0, 1.2), feet["l"]),
        *_leg("r", (0, 0), feet["r"]),
        *_arm("r", (high - 2.2, -0.4)),
    ]


def _seen_from_the_front() -> list[Segment]:
    low, middle, high = LINKS
    feet = {
        side: _part(f"foot_{side}", f"shank_{side}", (SHANK, 0), SOLE, (0, 0, 2.2), (SOLE - 2.1, 0, 2.1))
        for side in SIDES
    }
    return [
        _part("pelvis", None, (0, 0), low, (1, -3.6, 5.2), (1, 3.6, 5.2)),
        _part("lumbar", "pelvis", (low, 0), middle, (0, -2.4, 5.2), (0, 2.4, 5.2)),
        _part("thorax", "lumbar", (middle, 0), high, (high - 4, -5.4, 4.6), (high - 4, 5.4, 4.6)),
        _part("head", "thorax", (high + 1, 0), 18.2, (4, 0, 2.8), (12.2, 0, 6.0)),
        *_leg("l", (0, 4.9), feet["l"]),
        *_leg("r", (0, -4.9), feet["r"]),
        *_arm("l", (high - 3.2, 8.6)),
        *_arm("r", (high - 3.2, -8.6)),
    ]


def _seen_from_above() -> list[Segment]:
    """Somebody upright: legs and arms show by what reaches out in front."""
    feet = {side: _part(f"foot_{side}", f"shank_{side}", (6, 0), 11, (0, 0, 2.6), (8, 0, 2.4)) for side in SIDES}
    legs = [part for side, sign in SIGNED for part in _leg(side, (0, sign * 5.5), feet[side])]
    return [
        _part("pelvis", None, (0, 0), 0, (0, -5, 6), (0, 5, 6)),
        *legs,
        _part("lumbar", "pelvis", (0, 0), 0),
        _part("thorax", "lumbar", (0, 0), 0, (0, -9.4, 4.6), (0, 9.4, 4.6), (0, 0, 6)),
        *_arm("l", (0, -11)),
        *_arm("r", (0, 11)),
        _part("head", "thorax", (1, 0), 0, (1.2, 0, 6.2)),
    ]


BODIES: Final[dict[View, Body]] = {
    "side": {part.name: part for part in _seen_from_the_side()},
    "front": {part.name: part for part in _seen_from_the_front()},
    "top": {part.name: part for part in _seen_from_above()},
}


def shortened(body: Body, shares: dict[str, float]) -> Body:
    """The body with some segments as short as they look when they point at whoever sees them, all through the loop."""
    made = dict(body)
    for name, share in shares.items():
        part = made[name]
        discs = tuple(disc._replace(along=disc.along * share) for disc in part.discs)
        made[name] = replace(part, length=part.length * share, discs=discs)
        for child, other in made.items():
            if other.parent == name and other.along == part.length:
                made[child] = replace(other, along=part.length * share)
    return made


def with_far_side_above(body: Body) -> Body:
    """The body from the side, face down: what is far shows above what is near, never below."""
    return body | {name: replace(body[name], across=0.4 - body[name].across) for name in ("thigh_l", "upper_l")}
