"""The pool is exactly what the YAML files allow, for every pair of conditions (INV04 to 08, 10 to 13, 25 to 29, 38)."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.matching import Judge, is_allowed, person
from programs.knowledge.load import knowledge
from tests.oracle import book

AGES = {"teen": 16, "young": 30, "mid": 50, "older": 70, "oldest": 85}
SETS = [*((slug,) for slug in book.conditions()), *combinations(book.conditions(), 2)]
SINGLES = [*((slug,) for slug in book.conditions())]
GATED = [
    ("lumbar-radiculopathy",),
    ("sciatica",),
    ("disc-herniation",),
    ("posterior-thigh-undetermined",),
    ("lumbar-stenosis",),
    ("spondylolisthesis",),
    ("lbp-nonspecific-chronic",),
    ("lumbar-stenosis", "sciatica"),
    ("facet-oa", "lumbar-stenosis"),
]
"""What opens or closes the directional gate, and one that leaves it alone."""


def engine_pool(told: Intake, *, stage: int) -> int:
    """The engine's pool, as a set of the book."""
    judge = Judge(person(told, knowledge=knowledge(), catalogue=catalogue(), stage=stage), knowledge(), catalogue())
    return book.slugs(slug for slug, entry in catalogue().exercises.items() if is_allowed(entry, judge=judge))


def intake(conditions: tuple[str, ...], *, age: int, **others: object) -> Intake:
    """A person who swims, has every kit and answers no to everything, but for `others`."""
    kit = sorted(book.vocabulary()["kit"])
    base = {"schema": 1, "age": age, "answers": {"*": "no"}, "swims": "well", "equipment": kit, "irritability": "low"}
    return Intake.model_validate({**base, "conditions": list(conditions), **others})


def differing(got: int, expected: int) -> dict[str, list[str]]:
    """What the engine allows and the book does not, and the other way round."""
    return {"engine only": book.names(got & ~expected), "book only": book.names(expected & ~got)}


def test_there_are_496_sets_of_conditions_and_5_bands() -> None:
    assert len(SETS) == 496
    assert {book.band_of(age) for age in AGES.values()} == set(book.bands()) == set(AGES)


@pytest.mark.parametrize("band", AGES)
def test_it_allows_exactly_what_every_condition_of_a_pair_allows(band: str) -> None:
    for conditions in SETS:
        told = intake(conditions, age=AGES[band])
        for stage in book.STAGES:
            expected = book.allowed(book.Person(frozenset(conditions), AGES[band], stage))
            got = engine_pool(told, stage=stage)
            assert got == expected, (conditions, band, stage, differing(got, expected))


@pytest.mark.parametrize("flag", book.flags())
def test_it_allows_exactly_what_a_flag_leaves(flag: str) -> None:
    for conditions in SINGLES:
        for band, stage in (("young", 1), ("mid", 3), ("older", 2), ("young", 5)):
            told = intake(conditions, age=AGES[band], flags=[flag])
            expected = book.allowed(book.Person(frozenset(conditions), AGES[band], stage, flags=frozenset([flag])))
            got = engine_pool(told, stage=stage)
            assert got == expected, (conditions, flag, band, stage, differing(got, expected))


@pytest.mark.parametrize("direction", ["flexion", "extension", "retraction", "none", "unknown"])
@pytest.mark.parametrize("leg_symptoms", ["none", "above_knee", "below_knee", "both_legs"])
@pytest.mark.parametrize("irritability", ["low", "moderate", "high"])
def test_it_allows_exactly_what_symptoms_leave(direction: str, leg_symptoms: str, irritability: str) -> None:
    for conditions in GATED:
        for stage in (1, 2, 4):
            who = book.Person(
                frozenset(conditions),
                50,
                stage,
                direction=direction,
                leg_symptoms=leg_symptoms,
                irritability=irritability,
            )
            told = intake(conditions, age=50, direction=direction, leg_symptoms=leg_symptoms, irritability=irritability)
            got, expected = engine_pool(told, stage=stage), book.allowed(who)
            assert got == expected, (who, differing(got, expected))


@pytest.mark.parametrize("kit", [[], *([thing] for thing in book.vocabulary()["kit"]), ["recumbent", "trolley"]])
def test_it_allows_only_what_there_is_kit_for(kit: list[str]) -> None:
    without = ["chair", "wall", "bed"] if "band" in kit else []
    told = intake(("lbp-nonspecific-chronic",), age=50, equipment=kit, without=without)
    for stage in book.STAGES:
        who = book.Person(
            frozenset(["lbp-nonspecific-chronic"]), 50, stage, kit=frozenset(kit), without=frozenset(without)
        )
        expected = book.allowed(who)
        got = engine_pool(told, stage=stage)
        assert got == expected, (kit, stage, differing(got, expected))


def people() -> Iterator[tuple[frozenset[str], book.Person, list[str]]]:
    """Every set of conditions at every stage, with the exercises the book allows."""
    for conditions in SETS:
        for stage in book.STAGES:
            who = book.Person(frozenset(conditions), 50, stage)
            yield who.conditions, who, book.names(book.allowed(who))


def test_the_book_itself_holds_the_invariants_of_positions_and_bends() -> None:
    entries = book.exercises()
    no_prone = {
        "lumbar-stenosis", "spondylolisthesis", "pregnancy-pgp-lbp", "vertebral-fracture-history",
        "post-lumbar-fusion", "spondylolysis-adolescent",
    }  # fmt: skip
    for conditions, who, pool in people():
        demands = [(slug, entries[slug]["demands"]) for slug in pool]
        if not conditions.isdisjoint(no_prone):  # INV06
            assert not [slug for slug in pool if entries[slug]["position"] == "prone"]
        if not conditions.isdisjoint({"lumbar-stenosis", "spondylolisthesis"}):  # INV07
            assert not [slug for slug, load in demands if book.RANK[load["extension"]] > 1]
        if "osteoporosis" in conditions:  # INV08
            assert not [slug for slug, load in demands if book.RANK[load["flexion"]] > 1]
        if "vertebral-fracture-history" in conditions and who.stage <= 3:  # INV08
            assert not [slug for slug, load in demands if load["flexion"] != "none"]
        if "hamstring-strain" in conditions and who.stage == 1:  # INV28
            assert not [slug for slug, load in demands if load["hamstring_stretch"] != "none"]
        if "hamstring-tendinopathy-proximal" in conditions and who.stage <= 2:  # INV28
            assert not [slug for slug, load in demands if load["hamstring_stretch"] != "none"]


def test_the_book_itself_holds_the_invariants_of_water() -> None:
    no_breaststroke = {"facet-oa", "lumbar-stenosis", "spondylolisthesis", "cervical-radiculopathy"}
    for conditions, who, pool in people():
        if not conditions.isdisjoint(no_breaststroke) or ("si-joint-pain" in conditions and who.stage < 5):  # INV29
            assert "aq-breaststroke-full" not in pool


def test_the_book_itself_spares_who_stirs_up_easily() -> None:
    entries = book.exercises()
    for conditions in SINGLES:
        for stage in book.STAGES:
            who = book.Person(frozenset(conditions), 50, stage, irritability="high")
            for slug in book.names(book.allowed(who)):  # INV11, INV27
                assert entries[slug]["grade"] == 1
                assert entries[slug]["subgroup"] != "neural"
                assert entries[slug]["demands"]["neural_tension"] == "none"


def test_the_book_itself_keeps_who_may_fall_from_high_balance() -> None:
    entries = book.exercises()
    for conditions in SINGLES:
        for stage in book.STAGES:
            people = (
                book.Person(frozenset(conditions), 50, stage, flags=frozenset(["falls-risk"])),
                book.Person(frozenset(conditions), 85, stage),
            )
            for who in people:
                for slug in book.names(book.allowed(who)):  # INV13
                    assert "falls-risk" not in entries[slug]["contraindicated_for_flags"]
                    assert book.RANK[entries[slug]["demands"]["balance_demand"]] <= 2
