"""Adds to the state what a log changed, in words."""

from datetime import date
from uuid import UUID

from programs.engine.contract import Decision, Reason
from programs.engine.plans import Change, ChangeAction, PlanState
from programs.engine.progression.terms import Terms
from programs.engine.progression.words import differences, told
from programs.knowledge.load import explain

MOST_TOLD = 4
"""How many differences are told one by one; the rows under the sentence name them all in any case."""


def with_change(
    before: PlanState,
    after: PlanState,
    *,
    log_id: UUID,
    on: date,
    action: ChangeAction,
    reason: Reason,
    terms: Terms,
) -> PlanState:
    """The state `after` with one more change: the rule's sentence, then what is different."""
    different = told(before, after, on=on, terms=terms)
    if len(different) > MOST_TOLD:
        different = [reason_of("several", terms, count=len(different)).because]
    sentences = [reason.because, *different]
    change = Change(
        log_id=log_id,
        on=on,
        action=action,
        rule=reason.rule,
        because=" ".join(dict.fromkeys(sentences)),
        source=reason.source,
        diffs=differences(before, after, on=on, terms=terms),
    )
    return after.model_copy(update={"changes": (*after.changes, change)})


def reason_of(rule: str, terms: Terms, **facts: object) -> Reason:
    """A rule of progression in words."""
    found = explain(f"progression.{rule}", facts, knowledge=terms.knowledge)
    return Reason(rule=found.rule, because=found.because, source=found.source)


def decided(decision: Decision) -> Reason:
    """A decision of section 6 as the reason of a change."""
    return Reason(rule=decision.rule, because=decision.because, source=decision.source)
