"""Who may start, worked out from the YAML files and the contract of `prescribe`: nothing here comes from the engine."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.oracle import book

FEWEST = 4
CLEARED_BY_CLINICIAN = {
    "clinician",
    "axspa-suspect",
    "spondylolysis-suspect",
    "cardiac-unscreened",
    "pressure-uncleared",
    "vertebral-fracture",
}
NECK_OR_BONE = {"osteoporosis", "neck-pain-mechanical", "cervical-radiculopathy", "post-lumbar-fusion"}
OPERATION_ITEM, PREGNANCY_ITEM, GUARDIAN_ITEM = "PA6", "PA5", "PA9"


@dataclass(frozen=True)
class Applicant:
    """Somebody who asks for a plan: all that decides whether they get one. Answers that are not named are no."""

    conditions: frozenset[str]
    age: int
    answers: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    approvals: frozenset[str] = frozenset()
    sex: str = "unspecified"
    kit: frozenset[str] = frozenset()
    swims: str = "no"


@cache
def items() -> dict[str, dict[str, Any]]:
    """The items of the full screen by id."""
    return {item["id"]: item for item in book.read("screening")["items"]}


def asked(item: dict[str, Any], who: Applicant) -> bool:
    """Whether an item applies to this person; one that does not counts as no."""
    applies, skip = item.get("applies", {}), item.get("skip_if", {})
    if not applies.get("min_age", 0) <= who.age <= applies.get("max_age", 120):
        return False
    if applies.get("when") == "pregnant_or_post_partum" and not is_maternal(who):
        return False
    return who.sex not in skip.get("sex", ()) and who.conditions.isdisjoint(skip.get("conditions", ()))


def is_pregnant(who: Applicant) -> bool:
    """Whether the person is pregnant, by what was said; the weeks after birth alone are not."""
    item = items()[PREGNANCY_ITEM]
    says = who.answers.get(PREGNANCY_ITEM, "no") != "no" and who.sex not in item.get("skip_if", {}).get("sex", ())
    said = says and who.age >= item.get("applies", {}).get("min_age", 0)
    flagged = not who.flags.isdisjoint({"pregnant", "pregnant-16wk-plus"})
    return said or flagged or "pregnancy-pgp-lbp" in who.conditions


def is_maternal(who: Applicant) -> bool:
    """Whether the person is pregnant or newly a mother."""
    return is_pregnant(who) or "post-partum-lt6wk" in who.flags


def positive(who: Applicant) -> dict[str, str]:
    """The action of each item that applies and was not answered no."""
    found = {}
    for id_, answer in who.answers.items():
        item = items()[id_]
        if answer != "no" and asked(item, who):
            found[id_] = item.get("answers", {}).get(answer, item["action"])
    return found


def expected(who: Applicant) -> tuple[str, frozenset[str]]:
    """The outcome, and with `clinician_first` the approvals that would turn it into a plan."""
    actions = positive(who)
    for urgent in ("emergency_now", "same_day"):
        if urgent in actions.values():
            return urgent, frozenset()
    if who.age < 10:
        return "clinician_first", frozenset()
    in_force = flags_of(who, actions)
    needed = required(who, actions, in_force)
    person = book.Person(
        who.conditions, who.age, stage_of(who, in_force), flags=in_force, kit=who.kit, irritability="low"
    )
    if book.allowed(person).bit_count() < FEWEST:
        return "clinician_first", frozenset()  # INV41: no limit is relaxed, and no approval helps
    missing = needed - who.approvals
    return ("clinician_first", missing) if missing else ("plan", frozenset())


def flags_of(who: Applicant, actions: Iterable[str]) -> frozenset[str]:
    """The flags in force: given, answered, and from not swimming."""
    answered = {items()[id_]["flag"] for id_ in actions if items()[id_].get("flag")}
    if who.age >= 16:
        answered -= {"guardian-required"}
    if is_pregnant(who):
        answered |= {"pregnant"}
    given = [*who.flags, *answered, *(["non-swimmer"] if who.swims == "no" else [])]
    return book.with_flags(frozenset(given), who.conditions)


def required(who: Applicant, actions: dict[str, str], in_force: frozenset[str]) -> frozenset[str]:
    """Every approval that age, answers, flags and conditions ask for together."""
    needs: set[str] = set()
    holding = who.conditions | book.implied(in_force, who.conditions)
    if who.age < 18 or "guardian-required" in in_force:
        needs |= {"clinician"}
    if who.age < 16 or "guardian-required" in in_force:
        needs |= {"guardian"}
    if "clinician_first" in actions.values() or not in_force.isdisjoint(CLEARED_BY_CLINICIAN):
        needs |= {"clinician"}
    if "post-op" in in_force:
        needs |= {"clinician", "surgeon"}
    permissions = {book.conditions()[slug]["permission"] for slug in holding}
    if "clinician_assigned_only" in permissions:
        needs |= {"clinician"}
    if "self_guided_after_maternity_ok" in permissions:
        needs |= {"maternity"}
    if "axial-spa" in holding and not holding.isdisjoint(NECK_OR_BONE):
        needs |= {"clinician"}
    return frozenset(needs)


def stage_of(who: Applicant, in_force: frozenset[str]) -> int:
    """The starting stage of somebody with worst pain 2, low irritability and pain for 20 weeks (11.33)."""
    holding = who.conditions | book.implied(in_force, who.conditions)
    if not holding.isdisjoint(book.OPERATED):
        return 1  # the weeks since the operation are not known
    return 3 if holding == {"recurrence-prevention"} else 2
