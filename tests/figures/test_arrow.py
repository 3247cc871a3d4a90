"""The arrow of the still form."""

import math

import pytest

from exercises.figures.arrow import LONGEST, arrow_of
from exercises.figures.figure import Figure, figure_of
from exercises.figures.skeleton import Point, outline
from exercises.load import catalogue

PARTS = [step / 10 for step in range(11)]


def figure(slug: str) -> Figure:
    return figure_of(catalogue().exercises[slug], catalogue().poses)


def is_free(drawn: Figure, place: Point) -> bool:
    body, sample = drawn.scene.body, drawn.samples[drawn.loop.end]
    rounds = outline(body, sample.directions, drawn.points(drawn.loop.end))
    return all(math.dist(place, middle) > radius for _, middle, radius in rounds)


@pytest.mark.parametrize("slug", ["st-sit-to-stand", "st-sit-to-stand-weight", "st-sit-to-stand-high"])
def test_it_goes_up_beside_somebody_who_gets_up(slug: str) -> None:
    drawn = figure(slug)
    arrow = arrow_of(drawn)
    assert arrow is not None
    assert arrow.stop.y > arrow.start.y + 7
    assert arrow.stop.x == pytest.approx(arrow.start.x)
    assert math.dist(arrow.start, arrow.stop) <= LONGEST + 0.01
    assert all(is_free(drawn, place) for place in arrow)


@pytest.mark.parametrize("slug", ["st-squat-support", "st-squat-bodyweight", "st-goblet-squat", "st-wall-sit"])
def test_it_goes_down_beside_a_squat(slug: str) -> None:
    drawn = figure(slug)
    arrow = arrow_of(drawn)
    assert arrow is not None
    assert arrow.stop.y < arrow.start.y
    assert is_free(drawn, arrow.start)
    assert is_free(drawn, arrow.stop)


def test_it_goes_up_where_only_the_heels_rise() -> None:
    arrow = arrow_of(figure("st-heel-raise-support"))
    assert arrow is not None
    assert arrow.stop.y > arrow.start.y


def test_it_is_missing_where_nothing_moves() -> None:
    still = next(one for one in catalogue().exercises.values() if one.slug == "st-plank-knees")
    assert arrow_of(figure(still.slug)) is None


@pytest.mark.parametrize("slug", [slug for slug, one in catalogue().exercises.items() if not one.pose.not_drawn])
def test_it_does_not_go_through_the_floor(slug: str) -> None:
    drawn = figure(slug)
    arrow = arrow_of(drawn)
    if arrow is not None and drawn.scene.view != "top" and not drawn.scene.ground.floats:
        lowest = min(
            (1 - t) ** 2 * arrow.start.y + 2 * t * (1 - t) * arrow.control.y + t**2 * arrow.stop.y for t in PARTS
        )
        assert lowest >= 1
