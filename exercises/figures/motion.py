"""The loop of a figure: which moments it goes through, and when."""

from dataclasses import dataclass
from typing import Final

from exercises.figures.posture import Joints
from exercises.pose import Pose

# Where the data gives no timing, moments follow each other at one distance: their times need not be written out.
TICK_S: Final = 0.3
HOLD_TICKS: Final = 3
STEP_S: Final = 0.55
# Moments between two of so many frames: enough that straight lines between them look like one movement.
PARTS: Final = {2: 5, 3: 4, 4: 2}


@dataclass(frozen=True)
class Loop:
    """Moments with their times from 0 to 1, the first again at the end; `end` is the moment that a still shows.

    A loop that goes back stays at its end until the moment `leaves`; one that goes round, or nowhere, does not stay.
    """

    moments: list[Joints]
    times: list[float]
    seconds: float
    end: int
    leaves: int

    @property
    def even(self) -> bool:
        """Whether all moments are as far apart, as SVG takes them where no times are given."""
        return all(abs(time - index / (len(self.times) - 1)) < 1e-6 for index, time in enumerate(self.times))


def loop_of(pose: Pose, keys: list[Joints]) -> Loop:
    """The loop through the key moments of a pose; a pose that never moves has one moment."""
    if len(keys) == 1:
        return Loop(keys, [0.0], 0.0, 0, 0)
    return _round(pose, keys) if pose.loop == "round" else _there_and_back(pose, keys)


def _there_and_back(pose: Pose, keys: list[Joints]) -> Loop:
    parts = PARTS[len(keys)]
    usual = (*[parts * TICK_S] * (len(keys) - 1), HOLD_TICKS * TICK_S)
    *moves, hold = pose.timing or usual
    ticks = 1 if pose.timing else HOLD_TICKS
    moments, clock = [keys[0]], [0.0]

    def stay(seconds: float, ticks: int) -> None:
        for _ in range(ticks):
            moments.append(moments[-1])
            clock.append(clock[-1] + seconds / ticks)

    def go(start: Joints, goal: Joints, seconds: float) -> None:
        began = clock[-1]
        for part in range(1, parts + 1):
            moments.append(start.between(goal, _eased(part / parts)))
            clock.append(began + seconds * part / parts)

    stay(hold / 3, max(ticks // 3, 1))
    for index, seconds in enumerate(moves):
        go(keys[index], keys[index + 1], seconds)
    end = len(moments) - 1
    stay(hold, ticks)
    leaves = len(moments) - 1
    for index, seconds in reversed(list(enumerate(moves))):
        go(keys[index + 1], keys[index], seconds)
    return Loop(moments, [moment / clock[-1] for moment in clock], clock[-1], end, leaves)


def _round(pose: Pose, keys: list[Joints]) -> Loop:
    """Without a stop: each joint on a smooth curve through its angles."""
    steps = pose.timing or [STEP_S] * len(keys)
    parts = max(3, 12 // len(keys))
    turning = _unwound(keys)
    moments, clock = [], [0.0]
    for index, seconds in enumerate(steps):
        around = [_turn(turning, index + shift) for shift in (-1, 0, 1, 2)]
        began = clock[-1]
        for part in range(parts):
            moments.append(_curved(around, part / parts))
            clock.append(began + seconds * (part + 1) / parts)
    end = parts * (len(keys) // 2)
    return Loop(
        [*moments, _turn(turning, len(keys))], [moment / clock[-1] for moment in clock], clock[-1], end, leaves=end
    )


def _unwound(keys: list[Joints]) -> list[Joints]:
    """The keys and the first again, with each arm going the shorter way: an arm that swims goes right round."""
    found = [keys[0]]
    for key in [*keys[1:], keys[0]]:
        arms = {
            name: angle + 360 * round((found[-1].of(name) - angle) / 360)
            for name, angle in key.angles.items()
            if name.startswith("sh_")
        }
        found.append(Joints({**key.angles, **arms}))
    return found


def _turn(keys: list[Joints], index: int) -> Joints:
    """The key at an index of the endless loop, turned on by what each loop turns."""
    loops, rest = divmod(index, len(keys) - 1)
    full = {name: keys[-1].of(name) - angle for name, angle in keys[0].angles.items()}
    return Joints({name: angle + loops * full.get(name, 0) for name, angle in keys[rest].angles.items()})


def _eased(share: float) -> float:
    return share * share * (3 - 2 * share)


def _curved(around: list[Joints], share: float) -> Joints:
    """A Catmull-Rom curve between the middle two of four, joint by joint."""

    def along(before: float, start: float, goal: float, after: float) -> float:
        slope, bend = goal - before, 2 * before - 5 * start + 4 * goal - after
        return start + share / 2 * (slope + share * (bend + share * (3 * (start - goal) + after - before)))

    names = {name for moment in around for name in moment.angles}
    found = {name: along(*(moment.of(name) for moment in around)) for name in names}
    # A smooth curve swings a little too far, and a straight knee may not.
    return Joints({name: max(angle, 0) if name[:-2] in ("knee", "el") else angle for name, angle in found.items()})
