"""Every figure of the catalogue, at every moment of its loop."""

import gzip
import itertools
import math
import re
import statistics
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

import pytest

from exercises.figures.figure import Figure, figure_of
from exercises.figures.fragment import moving
from exercises.figures.props import boxes
from exercises.figures.skeleton import Point
from exercises.figures.solve import Sample, contact
from exercises.figures.still import still
from exercises.load import catalogue
from exercises.schema import Exercise

SHARE = 1.0  # per cent of body height, which is 100 units
# Active ranges of a supple adult, with room for what a planted limb adds: a figure outside them looks broken.
HUMAN = {
    "hip": (-35, 140), "knee": (-6, 155), "ankle": (-80, 50), "sh": (-75, 195), "el": (-6, 155),
    "low back": (-50, 65), "mid-back": (-45, 55), "neck": (-60, 70),
}  # fmt: skip
DRAWN = [one for one in catalogue().exercises.values() if not one.pose.not_drawn]
EACH = pytest.mark.parametrize("exercise", DRAWN, ids=lambda one: one.slug)


@cache
def drawn(slug: str) -> Figure:
    return figure_of(catalogue().exercises[slug], catalogue().poses)


@cache
def fragment(slug: str) -> str:
    return moving(drawn(slug))


def bends(figure: Figure, index: int) -> Iterator[tuple[str, float]]:
    """Each joint as it is drawn, in the senses of poses.yaml; from the side only."""
    found = figure.samples[index].directions
    yield "low back", found["thorax"] - found["pelvis"]
    yield "neck", found["head"] - found["thorax"]
    for side in "rl":
        yield "hip", found["lumbar"] + 180 - found[f"thigh_{side}"]
        yield "knee", found[f"shank_{side}"] - found[f"thigh_{side}"]
        yield "ankle", found[f"shank_{side}"] - 90 - found[f"foot_{side}"]
        yield "sh", found["thorax"] + 180 - found[f"upper_{side}"]
        yield "el", found[f"upper_{side}"] - found[f"fore_{side}"]


def between(one: Sample, other: Sample) -> Sample:
    """What a browser shows half way between two moments."""
    root = Point((one.root.x + other.root.x) / 2, (one.root.y + other.root.y) / 2)
    return Sample(root, {name: (turn + other.directions[name]) / 2 for name, turn in one.directions.items()})


@EACH
def test_limbs_keep_their_length(exercise: Exercise) -> None:
    figure = drawn(exercise.slug)
    for index in range(len(figure.samples)):
        begun = figure.points(index)
        for name, part in figure.scene.body.items():
            if part.parent is not None:
                length = math.hypot(part.along, part.across)
                gap = math.dist(begun[name], begun[part.parent])
                assert gap == pytest.approx(length, rel=0.01, abs=0.01), f"{exercise.slug}, moment {index}: {name}"


@EACH
def test_joints_stay_within_what_people_can_do(exercise: Exercise) -> None:
    figure = drawn(exercise.slug)
    if figure.scene.view != "side":
        return
    beyond = [
        f"{exercise.slug}, moment {index}: {joint} {angle:.0f}"
        for index in range(len(figure.samples))
        for joint, turned in bends(figure, index)
        for angle in [(turned + 165) % 360 - 165]
        if not (joint == "sh" and figure.scene.ground.floats)  # an arm that swims goes right round
        if not HUMAN[joint][0] <= angle <= HUMAN[joint][1]
    ]
    assert beyond == []


@EACH
def test_what_is_planted_stays(exercise: Exercise) -> None:
    figure = drawn(exercise.slug)
    for point in figure.scene.ground.planted:
        if not figure.scene.from_the_side and not point.startswith("foot"):
            continue
        shown = [*figure.samples, *itertools.starmap(between, itertools.pairwise(figure.samples))]
        places = [contact(figure.scene, point, sample) for sample in shown]
        sways = exercise.pose.view != "side" or any(
            "root" in name for frame in exercise.pose.frames for name in frame.joints
        )
        if point == "pelvis" and sways:
            continue
        for index, place in enumerate(places):
            assert math.dist(place, places[0]) < SHARE, f"{exercise.slug}, moment {index}: {point} slips"


@EACH
def test_the_body_rests_on_what_carries_it(exercise: Exercise) -> None:
    figure = drawn(exercise.slug)
    scene = figure.scene
    if scene.ground.floats or (scene.view == "top") or (scene.lying and scene.view == "front"):
        return
    for index in range(len(figure.samples)):
        lowest = figure.lowest(index)
        if scene.ground.seat == 0 and not scene.on_step:
            assert lowest < SHARE, f"{exercise.slug}, moment {index}: hangs {lowest:.1f} above the floor"
        assert lowest > -SHARE, f"{exercise.slug}, moment {index}: sinks {-lowest:.1f} into the floor"


@EACH
def test_the_drawing_fits_its_frame(exercise: Exercise) -> None:
    figure = drawn(exercise.slug)
    left, low, right, high = figure.reach()
    found = re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', fragment(exercise.slug))
    assert found is not None
    x, y, width, height = map(float, found.groups())
    edges = (left - x, y + high, x + width - right, y + height + low)  # y is downwards in SVG
    assert min(edges[0], -edges[1], *edges[2:]) >= -0.1


@EACH
def test_what_stands_beside_the_body_has_a_size(exercise: Exercise) -> None:
    """A bar between a hand and its post turns inside out where the hand reaches past it: no browser draws that."""
    assert [box for box in boxes(drawn(exercise.slug)) if min(box.width, box.height) <= 0] == []


@EACH
def test_a_fragment_is_safe_and_small(exercise: Exercise) -> None:
    figure = drawn(exercise.slug)
    for form in (fragment(exercise.slug), still(figure)):
        tree = ElementTree.fromstring(form)
        assert tree.get("role") == "img"
        assert [child.tag for child in tree][:2] == ["title", "desc"]
        assert {one.tag for one in tree.iter()} <= {
            *("svg", "title", "desc", "g", "path", "rect", "line", "animate", "animateTransform")
        }
        assert not any(
            name == "style" or name == "id" or name.startswith("on") for one in tree.iter() for name in one.attrib
        )
        assert len(form.encode()) <= 6 * 1024, f"{exercise.slug}: {len(form.encode())} bytes"


def test_the_whole_pack_is_light() -> None:
    sizes = [len(gzip.compress(fragment(one.slug).encode())) for one in DRAWN]
    assert statistics.median(sizes) <= 2.5 * 1024


def test_nearly_every_exercise_is_drawn() -> None:
    everything = catalogue().exercises
    left_out = [slug for slug, one in everything.items() if one.pose.not_drawn]
    assert len(left_out) <= 0.05 * len(everything), left_out


@EACH
def test_every_part_keeps_the_same_time(exercise: Exercise) -> None:
    """So that the app sets the tempo of a figure by one number."""
    assert len(set(re.findall(r'dur="[^"]+"', fragment(exercise.slug)))) <= 1
