"""Whether a plan may start: the outcome of the safety screen, the approvals it needs, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, get_args

from programs.engine.contract import Approval, Outcome, Reason
from programs.engine.screening.known import Known
from programs.engine.screening.said import said
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.screening import AgeGate

APPROVALS: Final[tuple[Approval, ...]] = get_args(Approval)
URGENT: Final[tuple[Outcome, ...]] = ("emergency_now", "same_day")
"""Outcomes that no approval lifts, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Screened:
    """`urgent`: an outcome that nothing lifts; `never`: no plan at this age; `required`: approvals a plan asks for."""

    urgent: Outcome | None
    never: bool
    required: tuple[Approval, ...]
    reasons: tuple[Reason, ...]


def screen(known: Known, *, knowledge: Knowledge) -> Screened:
    """What stands in the way of a plan: an urgent answer before age, age before approvals (specification 2 and 11.3).

    `reasons` name what blocks, the most urgent first; they are empty when nothing does.
    """
    gate = _age_gate(known, knowledge)
    asks = [*_age_asks(gate, knowledge), *_item_asks(known, knowledge), *_flag_asks(known, knowledge)]
    asks += [*_condition_asks(known, knowledge), *_combination_asks(known, knowledge)]
    required = {approval for needs, _ in asks for approval in needs}
    urgent = _urgent(known, knowledge)
    reasons = [*_urgent_reasons(known, knowledge), *(reason for _, reason in asks)]
    return Screened(
        urgent=urgent,
        never=gate is not None and gate.never,
        required=in_order(required),
        reasons=tuple(dict.fromkeys(reason for reason in reasons if reason is not None)),
    )


def in_order(approvals: Iterable[Approval]) -> tuple[Approval, ...]:
    """Approvals in the one order they are listed in."""
    given = set(approvals)
    return tuple(approval for approval in APPROVALS if approval in given)


def approval_words(approvals: Iterable[Approval], *, knowledge: Knowledge) -> str:
    """Approvals as a sentence names them: "a clinician and your surgeon"."""
    words = [knowledge.screening.approval_words[approval] for approval in approvals]
    return " and ".join(words)


Ask = tuple[tuple[Approval, ...], Reason | None]
"""Approvals that something asks for, and why; None where another reason says it already."""


def _bare_outcomes(known: Known, knowledge: Knowledge) -> dict[str, Outcome]:
    """Urgent outcomes of flags that were given without the answer that sets them."""
    answered = {one.item.flag for one in known.findings}
    outcomes = {slug: knowledge.flags[slug].outcome for slug in known.intake.flags if slug not in answered}
    return {slug: outcome for slug, outcome in outcomes.items() if outcome in URGENT}


def _urgent(known: Known, knowledge: Knowledge) -> Outcome | None:
    found = {one.action for one in known.findings}
    bare = _bare_outcomes(known, knowledge).values()
    return next((outcome for outcome in URGENT if outcome in found or outcome in bare), None)


def _urgent_reasons(known: Known, knowledge: Knowledge) -> Iterator[Reason]:
    bare = _bare_outcomes(known, knowledge)
    for outcome in URGENT:
        for one in known.findings:
            if one.action == outcome:
                yield said(f"screening.{one.item.id}", {"answer": one.answer}, knowledge=knowledge)
        for slug in (slug for slug, meant in bare.items() if meant == outcome):
            yield said("screening.flag_blocks", {"because": knowledge.flags[slug].because}, knowledge=knowledge)


def _age_gate(known: Known, knowledge: Knowledge) -> AgeGate | None:
    gates = knowledge.screening.age_gates
    return next((gate for gate in gates if gate.min_age <= known.intake.age <= gate.max_age), None)


def _age_asks(gate: AgeGate | None, knowledge: Knowledge) -> list[Ask]:
    if gate is None:
        return []
    return [(gate.needs, said("screening.age", {"because": gate.because}, knowledge=knowledge))]


def _item_asks(known: Known, knowledge: Knowledge) -> Iterator[Ask]:
    for one in known.findings:
        if one.action == "clinician_first":
            yield one.item.lifted_by, said(f"screening.{one.item.id}", {"answer": one.answer}, knowledge=knowledge)


def _flag_asks(known: Known, knowledge: Knowledge) -> Iterator[Ask]:
    said_by_item = {one.item.flag for one in known.findings if one.action == "clinician_first"}
    said_by_flag = {other for slug in known.flags for other in knowledge.flags[slug].sets_flags}
    for slug in known.flags:
        flag = knowledge.flags[slug]
        if slug in said_by_item or slug in said_by_flag:
            yield flag.needs, None
        elif flag.needs:
            facts = {"because": flag.because, "needs": approval_words(flag.needs, knowledge=knowledge)}
            yield flag.needs, said("screening.flag_needs", facts, knowledge=knowledge)


def _condition_asks(known: Known, knowledge: Knowledge) -> Iterator[Ask]:
    for slug in known.conditions:
        needs = knowledge.screening.permissions[knowledge.conditions[slug].permission]
        if needs:
            yield needs, None if slug in known.implied_by else _permission(slug, needs, knowledge)


def _combination_asks(known: Known, knowledge: Knowledge) -> Iterator[Ask]:
    for rule in knowledge.matching.combinations:
        if rule.condition in known.conditions and any(slug in known.conditions for slug in rule.with_any):
            yield rule.needs, _permission(rule.condition, rule.needs, knowledge)


def _permission(slug: str, needs: tuple[Approval, ...], knowledge: Knowledge) -> Reason:
    facts = {"condition": knowledge.conditions[slug].built_for, "needs": approval_words(needs, knowledge=knowledge)}
    return said("screening.permission", facts, knowledge=knowledge)
