"""What is held: weights, poles and boards, which move with their segment, and where a band is tied."""

from exercises.figures.drawing import Shape, limb, oval, path
from exercises.figures.figure import Figure
from exercises.figures.skeleton import Point


def held(figure: Figure, name: str) -> list[Shape]:
    """Looks and paths of what a hand holds, in the coordinates of the hand."""
    things = set(figure.props)
    if name == "thorax" and "stick" in things:
        return [Shape("prop", path("M", -8.6, 14.0, "L", -8.6, -26.0, "L", -7.2, -26.0, "L", -7.2, 14.0, "Z"))]
    if not name.startswith("hand"):
        return []
    if "weight" in things and not (figure.exercise.laterality == "each_side" and name == "hand_l"):
        return [Shape("held", oval(0, -2.5, 3.4, 3.4))]
    if "noodle" in things and figure.scene.view == "side" and name == "hand_r":
        return [Shape("prop", oval(0, -3, 2.6, 2.6))]
    if "board" in things and name == "hand_r":
        return [Shape("prop", limb(16, 1.6, 1.6))]
    if "poles" in things:  # from the hand back and down
        return [Shape("held", path("M", -0.3, -1.6, "L", 39.5, -23.0, "L", 39.5, -23.6, "L", 0.3, -2.8, "Z"))]
    return []


def anchor_of(figure: Figure) -> Point | None:
    """Where a band is tied; None without one, or when both hands hold its ends."""
    if "band" not in figure.props:
        return None
    if "anchor" not in figure.exercise.equipment:
        return None
    left, _, right, high = figure.reach()
    hand = figure.points(0)["hand_r"]
    if figure.scene.view == "side":
        return Point(right + 14, hand.y - 1)
    if figure.scene.view == "top":
        return Point(left - 16, hand.y)
    return Point(0, high + 6)
