"""What is held: weights and boards, which move with their segment."""

from typing import Final

from exercises.figures.drawing import Shape, oval, path, shapes
from exercises.figures.figure import Figure
from exercises.figures.skeleton import LINKS, SOLE

PEDALS: Final = frozenset({"bike", "recumbent"})


def drawn(figure: Figure, name: str) -> list[Shape]:
    """All that turns with a segment: its own shapes and what it holds, first what lies behind."""
    scene = figure.scene
    own = shapes(scene.view, scene.body, name, lying=scene.lying, prone=figure.prone, crossed=figure.legs_cross)
    return [*own, *held(figure, name)]


def held(figure: Figure, name: str) -> list[Shape]:
    """Looks and paths of what a hand holds, in the coordinates of the hand."""
    things = set(figure.props)
    if name == "thorax" and "stick" in things:
        return [Shape("prop", path("M", -8.6, 14.0, "L", -8.6, -26.0, "L", -7.2, -26.0, "L", -7.2, 14.0, "Z"))]
    if name.startswith("foot") and "elliptical" in things:
        return [Shape("prop", path("M", SOLE, 3, "L", SOLE, -11, "L", SOLE + 1.8, -11, "L", SOLE + 1.8, 3, "Z"))]
    if name.startswith("foot") and PEDALS & things:
        return [Shape("prop", path("M", SOLE, -4, "L", SOLE, -9, "L", SOLE + 1.8, -9, "L", SOLE + 1.8, -4, "Z"))]
    if "water" in things:
        return _afloat(figure, name)
    if not name.startswith("hand"):
        return []
    if "weight" in things and not (figure.exercise.laterality == "each_side" and name == "hand_l"):
        return [Shape("held", oval(0, -2.5, 3.4, 3.4))]
    return []


def belly(rise: float) -> Shape:
    """The front of the waist, in the coordinates of the low back, `rise` further out than it rests."""
    return Shape("top", oval(0.4 + rise, -LINKS[1] / 2, 5.8, 7.0))


def _afloat(figure: Figure, name: str) -> list[Shape]:
    """What keeps up in the water: belt, board and noodle; and a snorkel."""
    kit = set(figure.exercise.equipment)
    if "float_belt" in kit and name == "lumbar":
        return [Shape("held", path("M", -6.9, -1.0, "L", 6.9, -1.0, "L", 7.2, -6.6, "L", -7.2, -6.6, "Z"))]
    if "kickboard" in kit and name == "thorax":
        return [Shape("held", path("M", 7.0, 13.0, "L", 9.6, 13.0, "L", 9.6, -12.0, "L", 7.0, -12.0, "Z"))]
    if "snorkel" in kit and name == "head":
        tube = path("M", 5.2, -7.2, "L", 8.6, -8.0, "Q", 10.0, -19.0, 0.0, -21.4, "L", -13.0, -22.6)
        return [Shape("held", tube + path("L", -13.0, -24.4, "L", 0.4, -23.2, "Q", 11.6, -20.0, 10.2, -6.6, "Z"))]
    if "noodle" not in kit or name != _over_noodle(figure):
        return []
    if name == "thorax":  # from above, the two ends that the chest doesn't cover
        ends = [("M", x, -9.6, "L", x * 3.6, -9.6, "L", x * 3.6, -4.8, "L", x, -4.8, "Z") for x in (10.6, -10.6)]
        return [Shape("prop", path(*ends[0]) + path(*ends[1]))]
    return [Shape("held", oval(5.4, -20.0, 3.2, 3.2) if name == "shank_r" else oval(2.4, -3.0, 3.4, 3.4))]


def _over_noodle(figure: Figure) -> str:
    """The part that a noodle carries: the chest of who lies, the ankle of who is at the wall, or else the hands."""
    if figure.scene.lying:
        return "thorax"
    return "shank_r" if "pool_wall" in figure.props else "hand_r"
