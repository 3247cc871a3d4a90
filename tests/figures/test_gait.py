"""Walking: feet that carry, a bar that is cleared, poles that reach the ground."""

import itertools
import math

import pytest

from exercises.figures.bands import POLE, lines
from exercises.figures.figure import Figure, figure_of
from exercises.figures.props import boxes
from exercises.figures.skeleton import outline
from exercises.load import catalogue

WALKS = (
    *("walk-short-flat", "walk-continuous-flat", "walk-brisk-flat", "walk-interval-brisk", "walk-nordic-poles"),
    *("walk-hills", "walk-supported-lean", "walk-treadmill-flat", "walk-treadmill-incline", "bl-heel-toe-walk"),
    *("aq-walk-forward", "aq-walk-backward"),
)
EACH = pytest.mark.parametrize("slug", WALKS)


def drawn(slug: str) -> Figure:
    return figure_of(catalogue().exercises[slug], catalogue().poses)


def above_ground(figure: Figure, index: int, side: str) -> float:
    found = outline(figure.scene.body, figure.samples[index].directions, figure.points(index))
    return min(
        middle.y - radius - figure.scene.ground_at(middle.x) for name, middle, radius in found if name == f"foot_{side}"
    )


@EACH
def test_it_has_both_feet_down_when_a_step_lands(slug: str) -> None:
    figure = drawn(slug)
    for landing in (0, figure.loop.end):
        assert [above_ground(figure, landing, side) for side in "rl"] == pytest.approx([0, 0], abs=1)


@EACH
def test_it_is_carried_by_one_foot_while_the_other_passes_clear(slug: str) -> None:
    figure = drawn(slug)
    half = figure.loop.end
    steps = {"r": range(1, half), "l": range(half + 1, 2 * half)}
    if slug == "aq-walk-backward":  # there the foot that lands is the one behind
        steps = {"l": range(1, half), "r": range(half + 1, 2 * half)}
    for side, moments in steps.items():
        assert all(above_ground(figure, index, side) < 1 for index in moments)
        assert above_ground(figure, moments[len(moments) // 2], "l" if side == "r" else "r") > 0.7
        places = [figure.points(index)[f"foot_{side}"].x for index in moments]
        way = -1 if slug != "aq-walk-backward" else 1
        paces = [way * (after - before) for before, after in itertools.pairwise(places)]
        assert min(paces) > 0.5 * max(paces), "the foot that carries goes back at one speed, as the ground does"


def test_it_clears_the_bar_that_it_steps_over() -> None:
    figure = drawn("bl-step-over")
    (bar,) = boxes(figure)
    for index, sample in enumerate(figure.samples):
        for _, middle, radius in outline(figure.scene.body, sample.directions, figure.points(index)):
            across = max(bar.x - middle.x, 0, middle.x - bar.x - bar.width)
            assert math.hypot(across, max(middle.y - bar.y - bar.height, 0)) > radius


def test_it_plants_each_pole_on_the_ground_behind_its_hand() -> None:
    figure = drawn("walk-nordic-poles")
    for index in range(len(figure.samples)):
        for pole in lines(figure, index):
            assert pole.stop.y == 0
            assert pole.stop.x < pole.start.x
            assert math.dist(pole.start, pole.stop) == pytest.approx(POLE)
