"""From the joint angles of a pose to where each segment points on the drawing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from exercises.figures.skeleton import BODIES, SIDES, SIGNED, Body, Directions, Side, shortened, with_far_side_above
from exercises.pose import Frame, Pose, View
from exercises.schema import Exercise, PosesFile

SHARE_OF_LINKS = (0.28, 0.30, 0.42)


@dataclass(frozen=True)
class Joints:
    """The angles of one moment, every joint of every side spelt out: `hip_r`, `hip_l`, `trunk`."""

    angles: Mapping[str, float]

    def of(self, name: str, side: Side | None = None) -> float:
        """Degrees; 0 for what nobody gave."""
        return self.angles.get(f"{name}_{side}" if side else name, 0.0)

    def between(self, other: "Joints", share: float) -> "Joints":
        """What lies between two moments, joint by joint; `share` 0 is this one and 1 the other."""
        names = {**self.angles, **other.angles}
        return Joints({name: self.of(name) + (other.of(name) - self.of(name)) * share for name in names})


PAIRED = frozenset({"hip", "knee", "ankle", "sh", "el", "habd", "sabd", "herot", "wrist"})


def spelt_out(given: Mapping[str, float]) -> dict[str, float]:
    """A joint of two sides that is named without one holds for both; one that names its side goes first."""
    plain = {name: angle for name, angle in given.items() if name not in PAIRED}
    both = {f"{name}_{side}": angle for name, angle in given.items() if name in PAIRED for side in SIDES}
    return both | plain


def key_moments(pose: Pose, poses: PosesFile) -> list[Joints]:
    """The joints of each frame, over those of the base pose; a pose of one frame begins with its base."""
    base = spelt_out(poses.base_poses[pose.base].joints)
    frames = pose.frames if len(pose.frames) > 1 else [Frame(label="start", joints={}), *pose.frames]
    moments = [Joints(base | spelt_out(frame.joints)) for frame in frames]
    return moments if any(moment.angles != moments[0].angles for moment in moments) else moments[:1]


Keeps = Literal["pelvis", "whole", "chest"]
LEVEL: Final = frozenset({"supine", "prone", "plank", "side_lying", "water_horizontal"})
"""Positions that are seen lying from the front and from above."""


def body_of(exercise: Exercise, poses: PosesFile) -> Body:
    """The segments as the pose's view shows them."""
    base = Joints(spelt_out(poses.base_poses[exercise.pose.base].joints))
    if exercise.pose.view == "side":
        return BODIES["side"] if base.of("trunk") < 45 else with_far_side_above(BODIES["side"])
    if exercise.pose.view == "front" or exercise.position in LEVEL:
        return shortened(BODIES["front"], _short_from_the_front(base))
    reach = 0.9 if base.of("hip", "r") > 45 else 0.12
    shares = {f"{part}_{side}": share for side in SIDES for part, share in (("thigh", reach), ("shank", 0.12))}
    raised = max(moment.of("sh", side) for moment in key_moments(exercise.pose, poses) for side in SIDES)
    return shortened(BODIES["top"], shares | {f"upper_{side}": 0.85 if raised > 30 else 0.2 for side in SIDES})


def _short_from_the_front(base: Joints) -> dict[str, float]:
    shares: dict[str, float] = {}
    for side in SIDES:
        if base.of("hip", side) > 30 and base.of("trunk") == 0:
            shares |= {f"thigh_{side}": 0.36}
        elif base.of("hip", side) > 30:
            shares |= {f"thigh_{side}": 0.8, f"shank_{side}": 0.8}
    return shares


def directions(pose_view: View, joints: Joints, *, lying: bool, keeps: Keeps) -> Directions:
    """Where every segment points; `keeps` is the part of the trunk that the tilt is given for."""
    if pose_view == "side":
        return _from_the_side(joints, keeps)
    if pose_view == "top" and not lying:
        return _from_above(joints)
    return _from_the_front(joints, lying=lying, above=pose_view == "top")


def _from_the_side(joints: Joints, keeps: Keeps) -> Directions:
    spine, thor = joints.of("spine"), joints.of("thor")
    bends = (0.0, spine / 2, spine + thor)
    whole = sum(share * bend for share, bend in zip(SHARE_OF_LINKS, bends, strict=True))
    pelvis = joints.of("trunk") - {"pelvis": 0.0, "whole": whole, "chest": bends[2]}[keeps]
    found = {"pelvis": pelvis, "lumbar": pelvis + bends[1], "thorax": pelvis + bends[2]}
    found["head"] = found["thorax"] + joints.of("neck")
    for side in SIDES:
        thigh = joints.of("trunk") + 180 - joints.of("hip", side)
        shank = thigh + joints.of("knee", side)
        upper = found["thorax"] + 180 - joints.of("sh", side)
        fore = upper - joints.of("el", side)
        found |= {f"thigh_{side}": thigh, f"shank_{side}": shank, f"foot_{side}": shank - 90 - joints.of("ankle", side)}
        found |= {f"upper_{side}": upper, f"fore_{side}": fore, f"hand_{side}": fore - joints.of("wrist", side)}
    return found


def _from_the_front(joints: Joints, *, lying: bool, above: bool) -> Directions:
    """Facing whoever looks on, so that the right side is on the left; lying down, all of it turned."""
    turned = joints.of("tilt") + ((-90 if above else 90) if lying else 0)
    lat = joints.of("lat")
    found = {"pelvis": turned, "lumbar": turned - lat / 2, "thorax": turned - lat}
    found["head"] = found["thorax"] - joints.of("nlat")
    down = 180 + turned
    for side, sign in SIGNED:
        out, bent = joints.of("habd", side), joints.of("hip", side) > 30
        thigh = shank = down + sign * out
        if bent and not lying:  # sitting, the thighs towards whoever looks on
            thigh, shank = down + sign * (out + 14), down - sign * joints.of("herot", side)
        elif bent and not above:  # on the side, the knees towards whoever looks on
            thigh, shank = thigh - 22, down + 22 - out * 0.8
        elif lying and above:
            shank = thigh - sign * joints.of("knee", side)
        upper = 180 + found["thorax"] + sign * joints.of("sabd", side)
        fore = upper + sign * joints.of("el", side)
        found |= {f"thigh_{side}": thigh, f"shank_{side}": shank, f"foot_{side}": shank if lying else down}
        found |= {f"upper_{side}": upper, f"fore_{side}": fore, f"hand_{side}": fore}
    return found


def _from_above(joints: Joints) -> Directions:
    """Facing up the drawing, so that the right side is on the right."""
    turned = joints.of("rot")
    found = {"pelvis": 0.0, "lumbar": turned, "thorax": turned, "head": turned + joints.of("nrot")}
    for side, sign in SIGNED:
        leg = sign * joints.of("habd", side)
        upper = turned + sign * joints.of("sabd", side)
        fore = upper - sign * joints.of("el", side)
        found |= {f"thigh_{side}": leg, f"shank_{side}": leg, f"foot_{side}": leg}
        found |= {f"upper_{side}": upper, f"fore_{side}": fore, f"hand_{side}": fore}
    return found
