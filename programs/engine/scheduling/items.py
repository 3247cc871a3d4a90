"""A part of a session as the program shows it: its place in the session, its ladder, and why it is there."""

from programs.engine.contract import Item, Reason
from programs.engine.matching.rules import Judge
from programs.engine.scheduling.choice import why
from programs.engine.scheduling.parts import Part
from programs.engine.scheduling.week import Week
from programs.engine.screening.said import Told, said
from programs.knowledge.schema.scheduling import Block

ROLES = ("warm_up", "main", "cool_down")


def place(part: Part, *, judge: Judge) -> tuple[int, int]:
    """Where a part stands in its session: by role, then in the order of blocks, with balance early where it is due."""
    shape, person = judge.knowledge.scheduling.shape, judge.person
    falls = any(judge.knowledge.flags[slug].balance_items for slug in person.flags) or person.rules.balance_days[0] > 0
    order = shape.order_with_falls if falls else shape.order
    return ROLES.index(part.role), order.index(block(part))


def block(part: Part) -> Block:
    """The block of a session that a part belongs to."""
    match part.exercise.group, part.exercise.subgroup:
        case "aquatic", "strength":
            return "strength"
        case "aquatic", "stretch":
            return "flexibility"
        case (("walking" | "cardio" | "aquatic"), _):
            return "aerobic"
        case ("motor_control" | "strength" | "balance" | "flexibility" | "relaxation") as group, _:
            return group
    raise AssertionError(part.exercise.group)


def item(part: Part, *, week: Week, allowed: frozenset[str]) -> Item:
    """The item of a part; the next exercises of its ladder are named where they are `allowed` now."""
    exercise = part.exercise
    return Item(
        exercise=exercise.slug,
        group=exercise.group,
        grade=exercise.grade,
        position=exercise.position,
        role=part.role,
        demands={str(demand): level for demand, level in exercise.demands.items()},
        equipment=exercise.equipment,
        dose=part.dose,
        easier=exercise.regression if exercise.regression in allowed else None,
        harder=exercise.progression if exercise.progression in allowed else None,
        why=_whys(part, week, week.judge),
    )


def _whys(part: Part, week: Week, judge: Judge) -> tuple[Reason, ...]:
    """The role's or block's own reasons, then why this exercise and not another."""
    told: list[Told] = []
    if part.role != "main":
        told.append((f"matching.{part.role}", {}))
    if part.balance:
        falls = judge.knowledge.matching.falls_flag
        at_risk = {"because": judge.knowledge.flags[falls].because}
        told.append(("matching.balance_falls", at_risk) if falls in judge.person.flags else ("matching.balance_65", {}))
        told.append(("scheduling.balance_first", {}))
    if part.aerobic:
        group = judge.catalogue.vocabulary.groups[part.exercise.group]
        told.append(("matching.aerobic", {"group": group[0].upper() + group[1:]}))
    stops = judge.knowledge.scheduling.walking.stop_and_go
    if part.exercise.group == "walking" and any(slug in stops for slug in judge.person.conditions):
        told.append(("scheduling.walking_stop_go", {}))
    reasons = tuple(said(rule, facts, knowledge=judge.knowledge) for rule, facts in told)
    return (*reasons, why(part.choice, intake=week.intake, judge=judge))
