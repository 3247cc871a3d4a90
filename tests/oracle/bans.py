"""Which exercises each invariant forbids a person, read from the YAML files: a set of the book for each."""

from collections.abc import Callable
from functools import cache

from tests.oracle import book
from tests.oracle.book import Held

NO_PRONE = frozenset({
    "lumbar-stenosis", "spondylolisthesis", "pregnancy-pgp-lbp", "vertebral-fracture-history", "post-lumbar-fusion",
    "spondylolysis-adolescent",
})  # fmt: skip
NO_EXTENSION = frozenset({"lumbar-stenosis", "spondylolisthesis"})
NO_BREASTSTROKE = frozenset({"facet-oa", "lumbar-stenosis", "spondylolisthesis", "cervical-radiculopathy"})
NERVE_ROOT = frozenset({"lumbar-radiculopathy", "sciatica", "cervical-radiculopathy"})
POOLS = frozenset({"pool", "deep_pool"})
NO_POOL = frozenset({"pool-contraindicated", "seizure-uncontrolled"})


@cache
def over_limits(condition: str, stage: int) -> int:
    """The exercises that ask for more than a condition allows at a stage."""
    limits = book.conditions()[condition]["max_load_by_stage"][stage]
    return book.everything() & ~book.within(tuple(limits.items()))


@cache
def excluded_positions(condition: str) -> int:
    """The exercises in a position that a condition excludes."""
    return book.having("position", *book.conditions()[condition]["positions_excluded"])


def load(held: Held) -> int:
    """INV04: demands over a limit of any condition."""
    out = 0
    for slug in held.conditions:
        out |= over_limits(slug, held.who.stage)
    return out


def position(held: Held) -> int:
    """INV05: positions that any condition excludes."""
    out = 0
    for slug in held.conditions:
        out |= excluded_positions(slug)
    return out


def prone(held: Held) -> int:
    """INV06: lying on the front on land."""
    return 0 if NO_PRONE.isdisjoint(held.conditions) else book.having("position", "prone")


def extension(held: Held) -> int:
    """INV07: bending back more than a little."""
    return 0 if NO_EXTENSION.isdisjoint(held.conditions) else book.above("extension", "low")


def flexion(held: Held) -> int:
    """INV08: bending forwards with bones that may break."""
    out = book.above("flexion", "low") if "osteoporosis" in held.conditions else 0
    if "vertebral-fracture-history" in held.conditions and held.who.stage <= 3:
        out |= book.above("flexion", "none")
    return out


def unknown(_held: Held) -> int:
    """INV09: whatever the catalogue does not hold; a bit that no exercise has."""
    return 1 << len(book.places())


def grade(held: Held) -> int:
    """INV10: grades over the cap of stage or age."""
    band = book.bands()[book.band_of(held.who.age)]
    return book.everything() & ~book.by_grade(min(book.stages()[held.who.stage]["grade_cap"], band["grade_cap"]))


def irritable(held: Held) -> int:
    """INV11: for whom pain stirs up easily nothing over grade 1, no pull on a nerve, no end of a range."""
    if held.who.irritability != "high":
        return 0
    return book.everything() & ~(book.by_grade(1) & book.by_irritability("high"))


def pregnant(held: Held) -> int:
    """INV12: on land neither on the front, nor from 16 weeks on the back."""
    out = book.having("position", "prone") if "pregnant" in held.flags else 0
    return out | (book.having("position", "supine") if "pregnant-16wk-plus" in held.flags else 0)


def falls(held: Held) -> int:
    """INV13: what lists a risk of falls, and high balance."""
    if "falls-risk" not in held.flags and held.who.age < 80:
        return 0
    return book.listing("falls-risk") | book.above("balance_demand", "moderate")


def walk_run(_held: Held) -> int:
    """INV14: running on land, which only a logged brisk walk opens."""
    return book.slugs(("walk-run-return",))


def water(held: Held) -> int:
    """INV25: water without a pool, strokes and deep water without swimming."""
    out = book.having("group", "aquatic") if POOLS.isdisjoint(held.who.kit) else 0
    if "non-swimmer" in held.flags:
        out |= book.of_kinds("aquatic/swim") | book.having("position", "water_deep")
    return out | (book.of_kinds("aquatic/swim") if "water-unconfident" in held.flags else 0)


def no_water(held: Held) -> int:
    """INV26: any water with a wound, an infection, a fever or seizures."""
    return 0 if NO_POOL.isdisjoint(held.flags) else book.having("group", "aquatic")


def neural(held: Held) -> int:
    """INV27: nerve exercises of an irritable nerve root at stage 1; of any nerve root whatever is no slider."""
    if NERVE_ROOT.isdisjoint(held.conditions):
        return 0
    every = book.having("subgroup", "neural")
    if held.who.stage == 1 and held.who.irritability == "high":
        return every
    return every & book.where_slug("slider", has=False)


def hamstring(held: Held) -> int:
    """INV28: stretching an injured hamstring."""
    strain = "hamstring-strain" in held.conditions and held.who.stage == 1
    tendon = "hamstring-tendinopathy-proximal" in held.conditions and held.who.stage <= 2
    return book.above("hamstring_stretch", "none") if strain or tendon else 0


def breaststroke(held: Held) -> int:
    """INV29: full breaststroke."""
    early_si = "si-joint-pain" in held.conditions and held.who.stage < 5
    return book.slugs(("aq-breaststroke-full",)) if early_si or NO_BREASTSTROKE & held.conditions else 0


def outside(held: Held) -> int:
    """INV38: whatever any one of all limits leaves out."""
    return book.everything() & ~book.allowed_to(held)


BANS: dict[str, Callable[[Held], int]] = {
    "INV04": load,
    "INV05": position,
    "INV06": prone,
    "INV07": extension,
    "INV08": flexion,
    "INV09": unknown,
    "INV10": grade,
    "INV11": irritable,
    "INV12": pregnant,
    "INV13": falls,
    "INV14": walk_run,
    "INV25": water,
    "INV26": no_water,
    "INV27": neural,
    "INV28": hamstring,
    "INV29": breaststroke,
    "INV38": outside,
}
