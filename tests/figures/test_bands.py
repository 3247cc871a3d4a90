"""Bands: no end of one hangs in the air."""

import math

import pytest

from exercises.figures.bands import lines, posts
from exercises.figures.figure import Figure, figure_of
from exercises.load import catalogue
from exercises.pose import Pose
from exercises.schema import Exercise

STRETCHES = {"band", "hip_band"}
DRAWN = [figure_of(one, catalogue().poses) for one in catalogue().exercises.values() if not one.pose.not_drawn]
BANDED = [figure for figure in DRAWN if STRETCHES & set(figure.props)]
PRESS = catalogue().exercises["st-pallof-press"]


def changed(exercise: Exercise, **pose: object) -> Figure:
    given = exercise.pose.model_dump(exclude_none=True) | pose
    return figure_of(exercise.model_copy(update={"pose": Pose.model_validate(given)}), catalogue().poses)


@pytest.mark.parametrize("figure", BANDED, ids=lambda one: one.exercise.slug)
def test_it_ends_at_a_hook_or_a_hand(figure: Figure) -> None:
    hooks = [(box.x + box.width / 2, box.y + box.height / 2) for box in posts(figure) if box.look == "held"]
    for index in range(len(figure.samples)):
        begun = figure.points(index)
        drawn = lines(figure, index)
        assert drawn
        for line in drawn:
            held = any(math.dist(line.stop, begun[f"{part}_{side}"]) < 12 for part in ("hand", "foot") for side in "rl")
            assert held or any(math.dist(line.stop, hook) < 0.1 for hook in hooks), figure.exercise.slug


@pytest.mark.parametrize("figure", DRAWN, ids=lambda one: one.exercise.slug)
def test_it_is_tied_only_where_there_is_a_band(figure: Figure) -> None:
    assert figure.exercise.pose.anchor is None or "band" in figure.props


def test_it_is_tied_at_the_height_that_the_data_names() -> None:
    chop = changed(catalogue().exercises["st-band-chop"], anchor="knee")
    assert {line.stop.y for index in range(len(chop.samples)) for line in lines(chop, index)} == {26}


def test_it_is_tied_at_the_very_place_that_the_data_gives() -> None:
    assert lines(changed(PRESS, anchor=(40, 12)), 0)[0].stop == (40, 12)


def test_it_lies_under_a_foot_or_in_both_hands_without_a_post() -> None:
    row = catalogue().exercises["st-band-row-standing"]
    assert posts(changed(row, anchor="foot")) == [] == posts(changed(row, anchor="hands"))
    foot = changed(row, anchor="foot")
    assert lines(foot, 0)[0].stop.y < 2


def test_it_is_held_by_both_hands_where_it_hangs_behind_who_faces_us() -> None:
    down = figure_of(catalogue().exercises["st-band-lat-pulldown"], catalogue().poses)
    assert [line.stop for line in lines(down, 0)] == [lines(down, 0)[0].stop] * 2
