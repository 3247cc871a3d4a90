"""What is known of a person: findings, and the flags and conditions that hold because of what was said."""

from collections.abc import Iterable
from dataclasses import dataclass

from programs.engine.contract import Intake, Phase
from programs.engine.screening.findings import Finding, findings
from programs.engine.screening.maternity import maternity
from programs.knowledge.load import Knowledge


@dataclass(frozen=True, slots=True)
class Known:
    """Everything later steps ask about a person, worked out once from the intake.

    `named` are the conditions named, or the one that the weeks stand for; `conditions` adds those whose limits
    hold because of a flag; `implied_by` says which flag brought a condition, None for the weeks after birth.
    """

    intake: Intake
    findings: tuple[Finding, ...]
    flags: tuple[str, ...]
    named: tuple[str, ...]
    conditions: tuple[str, ...]
    implied_by: dict[str, str | None]
    phase: Phase
    worst_pain: int | None


def known(intake: Intake, *, knowledge: Knowledge) -> Known:
    """The flags and conditions in force (specification 11.3 to 11.5, 11.14, 11.16)."""
    mother = maternity(intake, knowledge=knowledge)
    found = findings(intake=intake, maternal=mother.holds, knowledge=knowledge)
    phase = _phase(intake, knowledge)
    named = tuple(dict.fromkeys(intake.conditions)) or (knowledge.matching.phase.condition[phase],)
    flags = [*intake.flags, *mother.flags, *_answered_flags(intake, found, knowledge)]
    if intake.swims == "no":
        flags.append(knowledge.matching.non_swimmer_flag)
    for slug in named:
        flags += knowledge.matching.brings_flags.get(slug, ())
    in_force = _closure(flags, knowledge)
    implied_by: dict[str, str | None] = {}
    if mother.holds:
        implied_by[knowledge.screening.pregnancy.condition] = None
    for flag in in_force:
        for slug in _implied(flag, named, knowledge):
            implied_by[slug] = implied_by.get(slug) or flag
    implied_by = {slug: flag for slug, flag in implied_by.items() if slug not in named}
    return Known(
        intake=intake,
        findings=found,
        flags=in_force,
        named=named,
        conditions=(*named, *(slug for slug in knowledge.conditions if slug in implied_by)),
        implied_by=implied_by,
        phase=phase,
        worst_pain=_worst_pain(intake),
    )


def _phase(intake: Intake, knowledge: Knowledge) -> Phase:
    """By weeks; without them by a condition's name (of several the earliest, the more careful), else the default."""
    rules = knowledge.matching.phase
    if intake.onset_weeks is not None:
        if intake.onset_weeks < rules.acute_under_weeks:
            return "acute"
        return "chronic" if intake.onset_weeks >= rules.chronic_from_weeks else "subacute"
    told = {rules.named[slug] for slug in intake.conditions if slug in rules.named}
    return next((phase for phase in rules.condition if phase in told), rules.default)


def _worst_pain(intake: Intake) -> int | None:
    """Worst pain of 24 hours, at least today's; None when it was not given, whatever today's is."""
    if intake.pain_worst_24h is None:
        return None
    return max(intake.pain_worst_24h, intake.pain_now or 0)


def _answered_flags(intake: Intake, found: Iterable[Finding], knowledge: Knowledge) -> list[str]:
    flags = []
    for one in found:
        item = one.item
        if item.flag and item.id != knowledge.screening.pregnancy.item and intake.age <= item.flag_max_age:
            flags.append(item.flag)
    return flags


def _closure(flags: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The flags and all that they set, in the order of flags.yaml."""
    waiting, in_force = list(flags), set[str]()
    while waiting:
        flag = waiting.pop()
        if flag not in in_force:
            in_force.add(flag)
            waiting += knowledge.flags[flag].sets_flags
    return tuple(flag for flag in knowledge.flags if flag in in_force)


def _implied(flag: str, named: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    rules = knowledge.flags[flag]
    unless_named = rules.implies_unless_named
    one_is_named = any(slug in unless_named for slug in named)
    return rules.implies if one_is_named else (*rules.implies, *unless_named)
