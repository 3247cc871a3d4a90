"""Who may do which exercise, worked out from the YAML files alone: nothing here comes from the engine or its loaders.

Each question is a set of exercises, kept as the bits of one number: what several limits allow together is an `&`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
KNOWLEDGE = ROOT / "programs" / "knowledge"
CATALOGUE = ROOT / "exercises" / "catalogue"
RANK = {"none": 0, "low": 1, "moderate": 2, "high": 3}
STAGES = (1, 2, 3, 4, 5)
GATE_EXTENSION_NEVER = ("lumbar-stenosis", "spondylolisthesis")
BROUGHT = {
    "osteoporosis": ("osteoporosis",),
    "vertebral-fracture-history": ("vertebral-fracture",),
    "pregnancy-pgp-lbp": ("pregnant-16wk-plus",),
    "post-microdiscectomy": ("post-op",),
    "post-lumbar-fusion": ("post-op",),
}
OPERATED = ("post-microdiscectomy", "post-lumbar-fusion")


def read(name: str) -> Any:
    """A knowledge file as plain data."""
    return yaml.load((KNOWLEDGE / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)


@cache
def exercises() -> dict[str, dict[str, Any]]:
    """Every entry of the catalogue by slug, with its file's group and subgroup, in the order of the files."""
    found = {}
    for path in sorted(CATALOGUE.glob("*.yaml")):
        file = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        for entry in file.get("exercises", ()):
            found[entry["slug"]] = {**entry, "group": file["group"], "subgroup": file["subgroup"]}
    return found


@cache
def conditions() -> dict[str, dict[str, Any]]:
    """Every condition by slug."""
    return {condition["slug"]: condition for condition in read("conditions")["conditions"]}


@cache
def flags() -> dict[str, dict[str, Any]]:
    """Every flag by slug."""
    return dict(read("flags")["flags"])


@cache
def vocabulary() -> dict[str, Any]:
    """The words of the catalogue."""
    return dict(yaml.load((CATALOGUE / "vocabulary.yaml").read_bytes(), Loader=yaml.CSafeLoader))


@cache
def bands() -> dict[str, dict[str, Any]]:
    """Every age band by name."""
    return dict(read("grading")["age_bands"])


@cache
def stages() -> dict[int, dict[str, Any]]:
    """Every stage by number."""
    return dict(read("grading")["stages"])


@cache
def matching() -> dict[str, Any]:
    """The limits beyond those of a condition."""
    return dict(read("matching"))


@cache
def invariants() -> dict[str, dict[str, Any]]:
    """Every invariant of section 9, with the tests that hold it."""
    return dict(yaml.load((Path(__file__).parent / "invariants.yaml").read_bytes(), Loader=yaml.CSafeLoader))


@cache
def scheduling() -> dict[str, Any]:
    """How sessions and weeks are put together."""
    return dict(read("scheduling"))


@cache
def progression() -> dict[str, Any]:
    """What a logged session changes."""
    return dict(read("progression"))


@cache
def band_of(age: int) -> str:
    """The age band of an age."""
    return next(name for name, band in bands().items() if band["ages"][0] <= age <= band["ages"][1])


@dataclass(frozen=True)
class Person:
    """All that decides which exercises are allowed. `conditions` are those named, `kit` the things that were named."""

    conditions: frozenset[str]
    age: int
    stage: int
    flags: frozenset[str] = frozenset()
    irritability: str = "low"
    direction: str = "unknown"
    leg_symptoms: str = "none"
    kit: frozenset[str] = field(default_factory=lambda: frozenset(vocabulary()["kit"]))
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """A person with every condition whose limits hold for them and every flag in force."""

    who: Person
    conditions: frozenset[str]
    flags: frozenset[str]


def held(person: Person) -> Held:
    """What holds for a person: flags bring flags and conditions, named conditions bring flags (11.5)."""
    in_force = with_flags(person.flags, person.conditions)
    return Held(person, person.conditions | implied(in_force, person.conditions), in_force)


def allowed(person: Person) -> int:
    """The exercises that nothing speaks against: the intersection of every limit (specification 11.1)."""
    return allowed_to(held(person))


def allowed_to(holds: Held) -> int:
    """As `allowed`, with what holds worked out already."""
    person = holds.who
    pool = everything() & by_grade(grade_cap(person)) & by_kit(person.kit, person.without)
    pool &= by_band(band_of(person.age)) & by_irritability(person.irritability) & by_gate(holds)
    for condition in holds.conditions:
        pool &= by_condition(condition, person.stage)
    for flag in holds.flags:
        pool &= by_flag(flag)
    if person.age >= 80:
        pool &= ~listing("falls-risk")
    if person.stage < 2 and not holds.conditions.isdisjoint(OPERATED):
        pool &= ~having("group", "aquatic")
    if "bed" in person.without and "cannot-floor" in holds.flags:
        pool &= ~having("floor_transfer", "bed_ok")
    return pool & ~slugs(("walk-run-return",))  # opened only by a logged brisk walk


@cache
def with_flags(given: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """The flags and those that they or a named condition bring; a pregnancy of unknown weeks is a late one."""
    waiting = [*given, *(flag for slug in named for flag in BROUGHT.get(slug, ()))]
    found: set[str] = set()
    while waiting:
        flag = waiting.pop()
        if flag not in found:
            found.add(flag)
            waiting += ["pregnant-16wk-plus"] if flag == "pregnant" else []  # the weeks are not known here
            waiting += flags()[flag].get("sets_flags", ())
    return frozenset(found)


@cache
def implied(in_force: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """Conditions whose limits hold because of a flag; an operation that is not named brings the limits of both."""
    found: set[str] = set()
    for flag in in_force:
        found |= set(flags()[flag].get("implies", ()))
        either = set(flags()[flag].get("implies_unless_named", ()))
        if named.isdisjoint(either):
            found |= either
    return frozenset(found)


def grade_cap(person: Person) -> int:
    """The lowest cap of stage, age band and irritability."""
    caps = [stages()[person.stage]["grade_cap"], bands()[band_of(person.age)]["grade_cap"]]
    if person.irritability == "high":
        caps.append(1)
    return int(min(caps))


@cache
def places() -> dict[str, int]:
    """The bit of each exercise."""
    return {slug: 1 << place for place, slug in enumerate(exercises())}


def names(pool: int) -> list[str]:
    """The slugs of a set, in the order of the catalogue."""
    return [slug for slug, bit in places().items() if pool & bit]


def slugs(listed: Iterable[str]) -> int:
    """The set of these slugs."""
    return _slugs(frozenset(listed))


@cache
def _slugs(listed: frozenset[str]) -> int:
    return sum(places()[slug] for slug in listed)


def where(fits: Callable[[dict[str, Any]], bool]) -> int:
    """The exercises for which `fits` says yes."""
    return sum(bit for slug, bit in places().items() if fits(exercises()[slug]))


@cache
def having(key: str, *values: str) -> int:
    """The exercises that have one of these values in a field."""
    return where(lambda exercise: exercise[key] in values)


@cache
def where_slug(part: str, *, has: bool) -> int:
    """The exercises whose slug holds these letters, or does not."""
    return where(lambda exercise: (part in exercise["slug"]) == has)


@cache
def above(demand: str, most: str) -> int:
    """The exercises that ask for more of a demand than this."""
    return everything() & ~within(((demand, most),))


@cache
def everything() -> int:
    """Every exercise."""
    return sum(places().values())


@cache
def within(limits: tuple[tuple[str, str], ...]) -> int:
    """The exercises of which no demand is above these limits."""
    return where(lambda exercise: all(RANK[exercise["demands"][demand]] <= RANK[most] for demand, most in limits))


@cache
def by_condition(slug: str, stage: int) -> int:
    """What one condition allows at a stage: loads, positions, its own list, its earliest stages."""
    condition = conditions()[slug]
    earliest = condition["manual_earliest_stage"]
    pool = within(tuple(condition["max_load_by_stage"][stage].items()))
    pool &= ~having("position", *condition["positions_excluded"])
    pool &= ~slugs(condition["manual_contraindicated_exercises"])
    return pool & ~slugs(late for late, opens in earliest.items() if stage < opens)


@cache
def by_band(name: str) -> int:
    """What an age band allows, grades apart."""
    band = bands()[name]
    return within(tuple(band["max_load"].items())) & ~having("position", *band.get("positions_excluded", ()))


@cache
def listing(flag: str) -> int:
    """The exercises that list a flag."""
    return where(lambda exercise: flag in exercise["contraindicated_for_flags"])


@cache
def by_flag(slug: str) -> int:
    """What one flag allows."""
    flag = flags()[slug]
    pool = everything() & ~listing(slug) & within(tuple(flag.get("max_load", {}).items()))
    for key, name in (
        ("excludes_groups", "group"),
        ("excludes_positions", "position"),
        ("excludes_floor_transfer", "floor_transfer"),
    ):
        pool &= ~having(name, *flag.get(key, ()))
    return pool & ~of_kinds(*flag.get("excludes_subgroups", ()))


@cache
def of_kinds(*kinds: str) -> int:
    """The exercises of these kinds, each a group and subgroup with a stroke between."""
    return where(lambda exercise: f"{exercise['group']}/{exercise['subgroup']}" in kinds)


@cache
def by_irritability(level: str) -> int:
    """High irritability: little of every spinal and cervical demand, no pull on the nerve, no nerve sliders (11.8)."""
    if level != "high":
        return everything()
    bent = (
        "flexion",
        "extension",
        "rotation",
        "side_bend",
        "cervical_flexion",
        "cervical_extension",
        "cervical_rotation",
    )
    calm = within((("axial", "moderate"), ("neural_tension", "none"), *((demand, "low") for demand in bent)))
    return calm & ~having("subgroup", "neural")


@cache
def by_grade(cap: int) -> int:
    """The exercises up to a grade."""
    return where(lambda exercise: exercise["grade"] <= cap)


@cache
def by_kit(kit: frozenset[str], without: frozenset[str]) -> int:
    """What can be done with these things; household things are there unless taken away, a mat never excludes (11.6)."""
    words = vocabulary()
    things = {words["kit_synonyms"].get(thing, thing) for thing in kit}
    things |= {brought for thing in set(things) for brought in words["kit_brings"].get(thing, ())}
    things |= (set(words["household"]) - without) | {"mat"}
    return where(lambda exercise: set(exercise["equipment"]) <= things)


def by_gate(holds: Held) -> int:
    """The directional gate (11.7): what needs a direction that is not known to ease is dropped."""
    gate, person, holding = matching()["directional_gate"], holds.who, holds.conditions
    named = not holding.isdisjoint(
        ("lumbar-radiculopathy", "sciatica", "disc-herniation", "posterior-thigh-undetermined")
    )
    closed = named or person.leg_symptoms in ("below_knee", "both_legs")
    shut: list[str] = []
    if closed:
        shut += gate["clinician_only"]
        if person.direction != "extension":
            shut += gate["needs_extension"]
        if person.direction == "flexion":
            shut += gate["not_if_flexion"]
        elif named or "lumbar-stenosis" not in person.conditions:
            shut += gate["needs_flexion"]
    if not holding.isdisjoint(GATE_EXTENSION_NEVER):
        shut += gate["needs_extension"]
    return everything() & ~slugs(shut)
