"""The shapes of each segment, in its own coordinates: the bone goes up from 0 0, as SVG has it, towards minus y."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from exercises.figures.skeleton import FORE, LINKS, SHANK, SOLE, THIGH, UPPER, Body
from exercises.pose import View

LOW, MIDDLE, HIGH = LINKS


MAT: Final = 3.0
"""How far a mat lies below what lies on it; every drawing ends there."""


class Shape(NamedTuple):
    """One path and its look, a class of the app's stylesheet."""

    look: str
    path: str

    def markup(self) -> str:
        """As an element."""
        return f'<path class="{self.look}" d="{self.path}"/>'


def number(value: float) -> str:
    """As short as SVG allows, to a tenth."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path(*parts: str | float) -> str:
    """A path from its letters and numbers; no space where none is needed."""
    text = ""
    for part in parts:
        written = part if isinstance(part, str) else number(part)
        gap = "" if not text or text[-1].isalpha() or written[0].isalpha() or written[0] == "-" else " "
        text += gap + written
    return text


def limb(length: float, wide: float, thin: float, back: float = 0, front: float = 0, begin: float = 0) -> str:
    """A tapered limb with round ends; `back` and `front` swell its sides, clockwise and against."""
    middle = (wide + thin) / 2
    half = (begin + length) / 2
    return path(
        *("M", -wide, -begin, "Q", -middle - front, -half, -thin, -length),
        *("A", thin, thin, 0.0, 0.0, 1.0, thin, -length),
        *("Q", middle + back, -half, wide, -begin, "A", wide, wide, 0.0, 0.0, 1.0, -wide, -begin, "Z"),
    )


def oval(x: float, y: float, across: float, along: float) -> str:
    """An ellipse as a path."""
    half = ("a", across, along, 0.0, 1.0, 0.0)
    return path("M", x - across, y, *half, across * 2, 0.0, *half, -across * 2, 0.0, "Z")


SHOE: Final = path(
    *("M", -2.5, 2.2, "C", -0.5, 4.6, 2.2, 4.4, SOLE, 3.4, "L", SOLE, -9.9),
    *("C", 2.2, -12.4, 0.4, -10.6, -0.4, -8.0, "C", -1.2, -5.8, -2.2, -4.4, -2.6, -2.4, "Z"),
)
HAIR: Final = path(
    *("M", 5.1, -15.4, "C", 4.2, -19.8, -2.8, -20.2, -5.2, -16.8, "C", -7.4, -13.2, -6.4, -8.4, -3.4, -6.9),
    *("C", -1.6, -6.4, -0.3, -7.6, -0.2, -9.4, "L", 0.2, -11.4, "C", 1.4, -11.8, 0.9, -15.4, 5.1, -15.4, "Z"),
)
NOSE: Final = path("M", 4.8, -10.4, "Q", 6.2, -10.3, 6.9, -10.7, "Q", 7.6, -11.4, 5.2, -13.6, "Z")
FRINGE: Final = path(
    *("M", -5.3, -11.4, "C", -5.6, -20.6, 5.6, -20.6, 5.3, -11.4),
    *("C", 4.6, -14.4, 3.4, -15.6, 1.4, -15.8, "C", -1.4, -15.8, -4.4, -15, -5.3, -11.4, "Z"),
)


def shapes(view: View, body: Body, name: str, *, lying: bool, prone: bool, crossed: bool) -> list[Shape]:
    """What is drawn for a segment, first what lies behind; of two legs that cross the left is the far one."""
    kind, _, side = name.partition("_")
    far = "far" if view == "side" and side == "l" else ""
    if kind in ("upper", "fore", "hand"):
        return _arm(kind, body[name].length, far)
    if kind in ("thigh", "shank", "foot"):
        far = "far" if crossed and side == "l" else far
        return _leg(kind, body[name].length, far, flat=view != "side", above=view == "top" and not lying)
    if view == "side":
        return _trunk_from_the_side(kind)
    if view == "top" and not lying:
        return _trunk_from_above(kind)
    return _trunk_from_the_front(kind, back=prone)


def _arm(kind: str, length: float, far: str) -> list[Shape]:
    skin, share = f"{far}skin", length / {"upper": UPPER, "fore": FORE, "hand": 5.5}[kind]
    if kind == "upper":
        sleeve = Shape(f"{far}sleeve", limb(length * 0.62, 3.9, 3.5))
        return [Shape(skin, limb(length, 2.8, 2.6, begin=length * 0.5)), sleeve]
    if kind == "fore":
        return [Shape(skin, limb(length, 2.6, 1.8, 0.5, 0.7))]
    return [Shape(skin, limb(4.6 * share, 1.9, 1.6, 0.5, 0.3))]


def _leg(kind: str, length: float, far: str, *, flat: bool, above: bool) -> list[Shape]:
    if kind == "foot":
        flat_shoe = limb(8.5, 2.5, 2.3) if above else limb(SOLE - 1.6, 2.4, 2.3)
        return [Shape(f"{far}shoe", flat_shoe if flat else SHOE)]
    if kind == "thigh":
        wide = 5.3 if flat else 6.2
        return [
            Shape(f"{far}leg", limb(length, wide, 4.1, 0.7, 1.0) if length > THIGH / 2 else limb(length, wide, 4.2))
        ]
    bulge = (0.8, 0.8) if flat else (1.5, 0.1)
    return [Shape(f"{far}leg", limb(length, 4.1, 2.5, *(bulge if length > SHANK / 2 else (0, 0))))]


def _trunk_from_the_side(kind: str) -> list[Shape]:
    if kind == "pelvis":
        waist = path("M", -6.2, -LOW * 0.8, "L", 6.2, -LOW * 0.8, "Q", 6.6, -3.0, 6.6, 0.0)
        return [
            Shape("leg", waist + path("A", 6.6, 6.6, 0.0, 0.0, 1.0, -6.6, 0.0, "Q", -6.8, -3.0, -6.2, -LOW * 0.8, "Z"))
        ]
    if kind == "lumbar":
        return [Shape("top", limb(MIDDLE, 6.1, 6.2))]
    if kind == "thorax":
        return [Shape("top", limb(HIGH - 3.4, 6.2, 5.6, 1.8, 1.2))]
    neck = Shape("skin", limb(8, 3.1, 2.9, begin=-1.5))
    ear = Shape("farskin", oval(-0.1, -11.2, 1.0, 1.4))
    face = Shape("skin", oval(0.7, -12.2, 5.3, 6.1) + NOSE)
    return [neck, face, Shape("hair", HAIR), ear]


def _trunk_from_the_front(kind: str, *, back: bool) -> list[Shape]:
    if kind == "pelvis":
        hips = ("C", 9.6, -2.0, 9.8, 2.0, 8.6, 4.6, "L", 0.0, 4.4, "L", -8.6, 4.6, "C", -9.8, 2.0, -9.6, -2.0)
        return [Shape("leg", path("M", -6.9, -LOW * 0.8, "L", 6.9, -LOW * 0.8, *hips, -6.9, -LOW * 0.8, "Z"))]
    if kind == "lumbar":
        return [
            Shape(
                "top",
                path("M", -7.2, 3.0, "Q", -6.4, -4.0, -7.0, -MIDDLE, "L", 7.0, -MIDDLE, "Q", 6.4, -4.0, 7.2, 3.0, "Z"),
            )
        ]
    if kind == "thorax":
        right = ("Q", 3.8, -HIGH - 1.2, 7.4, -HIGH + 0.6, "Q", 11.4, -HIGH + 1.8, 11.0, -HIGH + 5, "L", 7.2, 1.5)
        left = (
            "L",
            -7.2,
            1.5,
            "L",
            -11.0,
            -HIGH + 5,
            "Q",
            -11.4,
            -HIGH + 1.8,
            -7.4,
            -HIGH + 0.6,
            "Q",
            -3.8,
            -HIGH - 1.2,
        )
        return [
            Shape("top", path("M", -3.2, -HIGH - 1.6, "L", 3.2, -HIGH - 1.6, *right, *left, -3.2, -HIGH - 1.6, "Z"))
        ]
    neck = Shape("skin", limb(7, 2.8, 2.7, begin=-1))
    if back:
        return [neck, Shape("hair", oval(0, -12.4, 5.4, 6.3))]
    nose = Shape("farskin", path("M", -0.1, -12.2, "Q", 1.9, -9.8, -0.5, -9.7, "Z"))
    ears = Shape("farskin", oval(-4.9, -11.2, 0.9, 1.4) + oval(4.9, -11.2, 0.9, 1.4))
    return [neck, ears, Shape("skin", oval(0, -11.8, 4.9, 6.0)), Shape("hair", FRINGE), nose]


def _trunk_from_above(kind: str) -> list[Shape]:
    if kind == "pelvis":
        return [Shape("leg", oval(0, 0, 9.5, 6.2))]
    if kind == "thorax":
        return [Shape("top", oval(0, 0, 13.6, 5.9))]
    if kind == "head":
        ears = oval(-6.0, -0.8, 0.9, 1.5) + oval(6.0, -0.8, 0.9, 1.5)
        face = Shape("skin", oval(0, -2.4, 4.6, 4.8) + path("M", -1.2, -6.8, "Q", 0.0, -10.2, 1.2, -6.8, "Z") + ears)
        return [face, Shape("hair", oval(0, 1.6, 5.7, 4.9))]
    return []


@dataclass(frozen=True)
class Box:
    """A bar of furniture, y upwards from the floor, with round corners; in front of the body or behind it."""

    x: float
    y: float
    width: float
    height: float
    look: str = "prop"
    front: bool = False
    rise: float = 0
    """How much higher its right end is."""
    solid: bool = False
    """Whether what rises does so from a level base, as a hill does."""
    round: bool = False

    def markup(self) -> str:
        """As SVG has it, y downwards."""
        if self.rise:
            top, right = -self.y - self.height, self.x + self.width
            low = -self.y if self.solid else -self.y - self.rise
            slope = ("M", self.x, -self.y, "L", self.x, top, "L", right, top - self.rise, "L", right, low, "Z")
            return f'<path class="{self.look}" d="{path(*slope)}"/>'
        corner = min(self.width, self.height) / 2 if self.round else min(self.width, self.height, 3) / 2
        return (
            f'<rect class="{self.look}" x="{number(self.x)}" y="{number(-self.y - self.height)}"'
            f' width="{number(self.width)}" height="{number(self.height)}" rx="{number(corner)}"/>'
        )
