"""The machines, placed by where the body is on them."""

from exercises.figures.drawing import MAT, Box
from exercises.figures.figure import Figure
from exercises.figures.planting import PELVIS
from exercises.figures.skeleton import BALL, SOLE, Point, toward

PEDAL = SOLE + 0.6


def treadmill(figure: Figure) -> list[Box]:
    """A belt, a rail along it and a console in front."""
    left, _, right, _ = figure.reach()
    rise = figure.scene.slope * (right - left + 18)
    low = figure.scene.ground_at(left - 6)
    top = low + rise
    return [
        Box(left - 6, -MAT, right - left + 18, low + MAT, rise=rise, solid=True),
        Box(right + 7, top, 3.4, 58),
        Box(right - 15, top + 44, 24, 2.2),
        Box(right + 1, top + 56, 11, 6),
    ]


def rollator(figure: Figure) -> list[Box]:
    """Handles under the hands, a seat, and a wheel at each end."""
    hand = max((figure.points(0)[f"hand_{side}"] for side in "rl"), key=lambda point: point.x)
    x, top = hand.x, hand.y - 2
    return [
        Box(x - 4, top - 2, 8, 3),
        Box(x + 1, 4, 3, top - 4),
        Box(x - 2, 24, 20, 3),
        Box(x + 16, 4, 3, 22),
        Box(x - 2, -MAT, 9, 9, round=True),
        Box(x + 13, -MAT, 9, 9, round=True),
    ]


def crank(figure: Figure) -> tuple[Point, float]:
    """The middle of the circle that the pedals go round, and its radius."""
    found = [pedal(figure, index, side) for index in range(len(figure.samples)) for side in "rl"]
    wide, high = [point.x for point in found], [point.y for point in found]
    middle = Point((min(wide) + max(wide)) / 2, (min(high) + max(high)) / 2)
    return middle, (max(high) - min(high)) / 2


def pedal(figure: Figure, index: int, side: str) -> Point:
    """Where the ball of a foot presses."""
    ankle, direction = figure.points(index)[f"foot_{side}"], figure.samples[index].directions[f"foot_{side}"]
    return toward(ankle, direction, BALL - 2, PEDAL)


def bike(figure: Figure) -> list[Box]:
    """A saddle on its post, a frame round the crank, the wheel in front and the bar."""
    hip, (middle, _) = figure.points(0)["pelvis"], crank(figure)
    hand = figure.points(0)["hand_r"]
    seat = hip.y - PELVIS
    return [
        Box(hip.x - 12, -MAT, 66, 3),
        Box(middle.x + 8, 2, 26, 26, "wall", round=True),
        Box(hip.x - 9, seat - 3, 19, 3.4),
        Box(hip.x - 2, 0, 3.6, seat - 2),
        Box(hip.x - 2, middle.y - 1.8, middle.x - hip.x + 24, 3.6),
        Box(middle.x + 19, 0, 3.6, hand.y - 2),
        Box(hand.x - 2, hand.y - 4, middle.x + 22 - hand.x, 2.6),
        Box(middle.x - 5, middle.y - 5, 10, 10, round=True),
    ]


def recumbent(figure: Figure) -> list[Box]:
    """A seat with a back, and the crank in front of it."""
    hip, (middle, _) = figure.points(0)["pelvis"], crank(figure)
    seat = hip.y - PELVIS
    return [
        Box(hip.x - 12, -MAT, middle.x - hip.x + 30, 3),
        Box(middle.x - 12, middle.y - 12, 24, 24, "wall", round=True),
        Box(hip.x - 10, seat - 3.6, 22, 3.6),
        Box(hip.x - 13, seat - 3.6, 3.6, 36),
        Box(hip.x - 2, 0, 3.6, seat - 2),
        Box(hip.x, seat - 8, middle.x - hip.x, 3.6),
        Box(middle.x - 1.8, 0, 3.6, middle.y),
        Box(middle.x - 4, middle.y - 4, 8, 8, round=True),
    ]


def rower(figure: Figure) -> list[Box]:
    """A sliding seat on its rail, a post and flywheel."""
    left, _, right, _ = figure.reach()
    hip = figure.points(0)["pelvis"]
    return [
        Box(left - 2, hip.y - PELVIS - 6, right - left + 16, 3),
        Box(right + 4, -MAT, 3, 30),
        Box(right - 1, hip.y - 6, 22, 22, "wall", round=True),
    ]


def elliptical(figure: Figure) -> list[Box]:
    """A frame, the wheel behind and the post of the handles in front."""
    left, _, right, _ = figure.reach()
    return [
        Box(left - 10, -MAT, right - left + 22, 3),
        Box(left - 8, 0, 24, 24, "wall", round=True),
        Box(right + 3, 0, 3.6, 68),
        Box(right - 1, 66, 9, 6),
    ]
