"""Finds where the body is at each moment: joints first, then what is planted, then the floor."""

import math
from dataclasses import dataclass
from typing import Final

from exercises.figures.planting import PELVIS, Ground
from exercises.figures.posture import Joints, Keeps, directions
from exercises.figures.skeleton import BALL, SOLE, TRUNK, Body, Directions, Point, end, outline, starts, toward
from exercises.pose import View

# How high a planted point lies above what carries it, and which way its last segment then points.
KNEE: Final = 4.1
ELBOW: Final = 2.7
WRIST: Final = 1.9
BACK: Final = 6.8
FLAT: Final = 90.0
CHAINS: Final = {"foot": ("thigh", "shank", "foot"), "hand": ("upper", "fore", "hand")}


@dataclass(frozen=True)
class Sample:
    """One solved moment."""

    root: Point
    directions: Directions


@dataclass(frozen=True)
class Scene:
    """What the moments of one exercise have in common."""

    body: Body
    view: View
    lying: bool
    ground: Ground
    on_toes: frozenset[str]
    """Feet of which only the ball stays down."""
    on_step: bool
    """Whether the feet begin at different heights."""
    on_wall: bool
    """Whether planted hands keep the height they begin at, on a wall or a table."""
    slope: float = 0
    """How far the ground rises for each unit to the right."""

    def ground_at(self, x: float) -> float:
        """How high the ground is; a slope begins behind whoever walks up it."""
        return self.slope * (x + 40)

    @property
    def keeps(self) -> Keeps:
        """Lying, the trunk bends away from the part that stays down; upright it bends around its middle."""
        if not self.lying:
            return "whole"
        return "chest" if "back" in self.ground.planted else "pelvis"

    @property
    def from_the_side(self) -> bool:
        """The view in which the floor is a line and legs bend in the plane of the drawing."""
        return self.view == "side"


def solve(scene: Scene, moments: list[Joints]) -> list[Sample]:
    """Each moment in turn; what is planted stays where the first moment has it."""
    first = _posed(scene, moments[0])
    root = _first_root(scene, first)
    targets = _targets(scene, first, root)
    return [_solved(scene, joints, targets) for joints in moments]


def contact(scene: Scene, point: str, sample: Sample) -> Point:
    """Where a point that may be planted is at a solved moment."""
    return _at(scene, point, sample.directions, starts(scene.body, sample.directions, sample.root))


def _posed(scene: Scene, joints: Joints) -> Directions:
    found = directions(scene.view, joints, lying=scene.lying, keeps=scene.keeps)
    if not scene.from_the_side:
        return found
    for point in scene.ground.planted:
        kind, _, side = point.partition("_")
        if kind == "foot" and point not in scene.on_toes:
            found[f"foot_{side}"] = FLAT
        if kind == "hand":
            found[f"hand_{side}"] = FLAT if not scene.on_wall else found[f"hand_{side}"]
        if kind == "elbow":
            found[f"fore_{side}"] = found[f"hand_{side}"] = FLAT
    return found


def _first_root(scene: Scene, found: Directions) -> Point:
    anchors = scene.ground.anchors
    if scene.ground.floats or scene.view == "top":
        return Point(0, 0)
    if not scene.from_the_side or scene.on_step:
        return Point(0, -_lowest(scene, found, Point(0, 0)))
    if "pelvis" in anchors:
        return Point(0, scene.ground.seat + PELVIS)
    if not anchors:
        return Point(0, -_lowest(scene, found, Point(0, 0)))
    begun = starts(scene.body, found, Point(0, 0))
    heights = [_resting(scene, point, found, begun) - _at(scene, point, found, begun).y for point in anchors]
    return Point(0, max(heights))


def _lowest(scene: Scene, found: Directions, root: Point) -> float:
    begun = starts(scene.body, found, root)
    return min(middle.y - radius - scene.ground_at(middle.x) for _, middle, radius in outline(scene.body, found, begun))


def _at(scene: Scene, point: str, found: Directions, begun: dict[str, Point]) -> Point:
    """Where a point that may be planted is."""
    kind, _, side = point.partition("_")
    if kind == "pelvis":
        return begun["pelvis"]
    if kind == "back":
        disc = scene.body["thorax"].discs[1]
        return toward(begun["thorax"], found["thorax"], disc.along, disc.across)
    if kind in ("knee", "elbow"):
        return end(scene.body, found, begun, ("thigh_" if kind == "knee" else "upper_") + side)
    if kind == "hand":
        return begun[f"hand_{side}"]
    if not scene.from_the_side:
        return begun[f"foot_{side}"]
    return toward(begun[f"foot_{side}"], found[f"foot_{side}"], *_ball(found[f"foot_{side}"]))


def _ball(direction: float) -> tuple[float, float]:
    """The part of the shoe that carries: the ball of the foot or, with the foot upright, its tip."""
    return (9.8, SOLE - 1.4) if 135 < direction % 360 < 225 else (BALL, SOLE - 1.5)


def _resting(scene: Scene, point: str, found: Directions, begun: dict[str, Point]) -> float:
    """How high a planted point lies."""
    kind = point.partition("_")[0]
    if (kind == "hand" and scene.on_wall) or (kind == "foot" and scene.on_step):
        return _at(scene, point, found, begun).y
    heights = {"pelvis": scene.ground.seat + PELVIS, "back": BACK, "knee": KNEE, "elbow": ELBOW, "hand": WRIST}
    return heights.get(kind, 1.5 if scene.from_the_side else SOLE + 0.4)


def _targets(scene: Scene, found: Directions, root: Point) -> dict[str, Point]:
    begun = starts(scene.body, found, root)
    targets: dict[str, Point] = {}
    for point in scene.ground.planted:
        here = _at(scene, point, found, begun)
        targets[point] = Point(here.x, _resting(scene, point, found, begun)) if scene.from_the_side else here
    return targets


def _solved(scene: Scene, joints: Joints, targets: dict[str, Point]) -> Sample:
    found = _posed(scene, joints)
    moved = Point(joints.of("root_dx") * TRUNK, joints.of("root_dy") * TRUNK)
    root = _root(scene, found, targets, moved)
    for point, target in targets.items():
        kind, _, side = point.partition("_")
        if kind in CHAINS and (scene.from_the_side or kind == "foot"):
            _reach(scene, found, root, (kind, side), target)
    if scene.from_the_side and not scene.ground.floats and (targets or scene.lying):
        _keep_above_the_floor(scene, found, root, targets)
    return Sample(root, found)


def _root(scene: Scene, found: Directions, targets: dict[str, Point], moved: Point) -> Point:
    anchors = scene.ground.anchors
    if not anchors:
        first = _first_root(scene, found)
        return Point(first.x + moved.x, first.y + (moved.y if scene.ground.floats else 0))
    begun = starts(scene.body, found, Point(0, 0))
    gaps = []
    for point in anchors:
        here = _at(scene, point, found, begun)
        gaps.append(Point(targets[point].x - here.x, targets[point].y - here.y))
    root = Point(sum(gap.x for gap in gaps) / len(gaps), sum(gap.y for gap in gaps) / len(gaps))
    sways = anchors[0].startswith("foot") and not scene.from_the_side
    root = Point(root.x + moved.x, root.y + (moved.y if anchors[0] == "pelvis" else 0))
    return _settled(scene, found, targets, root) if sways or anchors[0].startswith("foot") else root


def _settled(scene: Scene, found: Directions, targets: dict[str, Point], root: Point) -> Point:
    """The root let down until every planted foot is in reach of its leg."""
    lowered = root
    for point in scene.ground.anchors:
        side = point[-1]
        hip, ankle = _ends(scene, found, lowered, ("foot", side), targets[point])
        reach = (scene.body[f"thigh_{side}"].length + scene.body[f"shank_{side}"].length) * 0.9995
        across = ankle.x - hip.x
        if math.dist(hip, ankle) > reach and abs(across) < reach:
            lowered = Point(lowered.x, lowered.y - (hip.y - ankle.y - math.sqrt(reach**2 - across**2)))
    return lowered


def _ends(scene: Scene, found: Directions, root: Point, limb: tuple[str, str], target: Point) -> tuple[Point, Point]:
    """Where a planted limb hangs from, and where its last joint has to be."""
    kind, side = limb
    begun = starts(scene.body, found, root)
    top = begun[f"{CHAINS[kind][0]}_{side}"]
    if kind == "hand" or not scene.from_the_side:
        return top, target
    direction = found[f"foot_{side}"]
    away = toward(Point(0, 0), direction, *_ball(direction))
    return top, Point(target.x - away.x, target.y - away.y)


def _reach(scene: Scene, found: Directions, root: Point, limb: tuple[str, str], target: Point) -> None:
    """Two-bone inverse kinematics: knees bend forwards and elbows backwards; seen from the front, knees outwards."""
    kind, side = limb
    top, goal = _ends(scene, found, root, limb, target)
    upper, lower = (f"{name}_{side}" for name in CHAINS[kind][:2])
    long, short = scene.body[upper].length, scene.body[lower].length
    reach = min(max(math.dist(top, goal), abs(long - short) + 0.01), long + short - 1e-6)
    straight = math.degrees(math.atan2(goal.x - top.x, goal.y - top.y))
    at_top = math.degrees(math.acos((long**2 + reach**2 - short**2) / (2 * long * reach)))
    inside = math.degrees(math.acos((long**2 + short**2 - reach**2) / (2 * long * short)))
    bends = -1 if kind == "hand" or (not scene.from_the_side and side == "r") else 1
    found[upper] = _near(straight - bends * at_top, found[upper])
    found[lower] = _near(found[upper] + bends * (180 - inside), found[lower])


def _near(angle: float, before: float) -> float:
    """The same direction, turned by whole turns until it is closest to another."""
    return angle + 360 * round((before - angle) / 360)


def _keep_above_the_floor(scene: Scene, found: Directions, root: Point, targets: dict[str, Point]) -> None:
    """Limbs that would sink are turned up about their upper joint until they lie on the floor."""
    for kind, names in CHAINS.items():
        for side in ("r", "l"):
            if f"{kind}_{side}" in targets:
                continue
            held = {"foot": "knee", "hand": "elbow"}[kind]
            for name in names[1:] if f"{held}_{side}" in targets else names:
                begun = starts(scene.body, found, root)[f"{name}_{side}"]
                found[f"{name}_{side}"] = _clear(scene.body, f"{name}_{side}", found[f"{name}_{side}"], begun)


def _clear(body: Body, name: str, direction: float, begun: Point) -> float:
    """The nearest direction in which no part beyond the joint lies below the floor."""
    _, *discs = body[name].discs  # the first is the joint that the segment turns about
    room = SOLE - discs[-1].radius if name.startswith("shank") else 0  # for the foot below the ankle

    def clear(turned: float) -> bool:
        return all(toward(begun, turned, disc.along, disc.across).y - disc.radius >= room - 0.05 for disc in discs)

    # An elbow bends rather than give way backwards.
    bent = [-step / 2 for step in range(121)] if name.startswith("fore") else []
    turns = [*bent, *(turn for step in range(361) for turn in (step / 2, -step / 2))]
    return next((direction + turn for turn in turns if clear(direction + turn)), direction)
