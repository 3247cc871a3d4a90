"""Why a plan is matched as it is, in words: what it is built for, whose limits hold, direction and irritability."""

from programs.engine.contract import Intake, Reason
from programs.engine.matching.gate import is_closed
from programs.engine.matching.rules import Judge
from programs.engine.screening.known import Known
from programs.engine.screening.said import Told, all_said, said


def matching_reasons(facts: Known, *, judge: Judge) -> tuple[Reason, ...]:
    """What is read from the answers, and whose limits hold."""
    told: list[Told] = [(f"irritability_{judge.person.irritability}", {})]
    told += _direction(facts.intake, gate=is_closed(facts, knowledge=judge.knowledge), judge=judge)
    for slug, flag in facts.implied_by.items():
        after_birth = judge.knowledge.screening.pregnancy.after_birth_words
        because = judge.knowledge.flags[flag].because if flag else after_birth
        told.append(("implied", {"because": because, "condition": judge.knowledge.conditions[slug].built_for}))
    if len(facts.conditions) > 1:
        told.append(("intersection", {}))
    if not facts.intake.conditions:
        weeks = "unknown" if facts.intake.onset_weeks is None else facts.phase
        told.append(("condition_by_onset", {"weeks": judge.knowledge.matching.phase.words[weeks]}))
    return all_said("matching", told, knowledge=judge.knowledge)


def built_for(facts: Known, *, judge: Judge) -> Reason:
    """What the plan is built for: in the person's words, never a diagnosis as a fact (INV43)."""
    words = dict.fromkeys(judge.knowledge.conditions[slug].built_for for slug in facts.named)
    return said("matching.plan_for", {"condition": " and ".join(words)}, knowledge=judge.knowledge)


def _direction(intake: Intake, *, gate: bool, judge: Judge) -> list[Told]:
    words = judge.knowledge.matching.direction_words
    if intake.direction in words:
        return [("direction_kept", {"direction": words[intake.direction]})]
    return [("direction_neutral", {})] if gate else []
