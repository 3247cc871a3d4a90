"""From an intake to a prescription: screening, then matching, grading and scheduling, each with its reasons."""

from collections.abc import Collection
from typing import Literal

from exercises.load import Catalogue
from programs.engine.contract import Approval, Intake, Limits, Outcome, Prescription, Program, Reason
from programs.engine.grading.reasons import grading_reasons
from programs.engine.grading.start import irritability
from programs.engine.matching import Judge, age_band, person_of, pool
from programs.engine.matching.pool import Pool
from programs.engine.matching.reasons import built_for, matching_reasons
from programs.engine.progression.terms import mode
from programs.engine.scheduling.program import TooLittle, make
from programs.engine.scheduling.reasons import scheduling_reasons
from programs.engine.screening import Known, Screened, approval_words, known, screen
from programs.engine.screening.advice import advice
from programs.engine.screening.assumed import assumed
from programs.engine.screening.said import said
from programs.knowledge.load import Knowledge

Direction = Literal["flexion", "extension", "retraction", "neutral"]


def prescribe(intake: Intake, *, knowledge: Knowledge, catalogue: Catalogue) -> Prescription:
    """What the contract `prescribe` (schema 1) answers: outcome, needs, reasons, and a program where one may start.

    Pure and deterministic; never raises for an intake that `screening.read_intake` has read.
    """
    facts = known(intake, knowledge=knowledge)
    screened = screen(facts, knowledge=knowledge)
    if screened.urgent is not None:
        return _refused(facts, screened, screened.urgent, (), (), knowledge)
    if screened.never:
        return _refused(facts, screened, "clinician_first", (), (), knowledge)
    person = person_of(facts, knowledge=knowledge, catalogue=catalogue)
    judge = Judge(person=person, knowledge=knowledge, catalogue=catalogue)
    allowed = pool(judge)
    made = make(allowed, intake=intake, judge=judge)
    if isinstance(made, TooLittle):
        reason = said(f"matching.{made.rule}", {"fewest": knowledge.matching.fewest_exercises}, knowledge=knowledge)
        return _refused(facts, screened, "clinician_first", (), (reason,), knowledge)
    missing = tuple(approval for approval in screened.required if approval not in intake.approvals)
    if missing:
        words = approval_words(missing, knowledge=knowledge)
        reason = said("screening.not_settled", {"needs": words}, knowledge=knowledge)
        return _refused(facts, screened, "clinician_first", missing, (reason,), knowledge)
    return _planned(facts, screened, made, allowed, judge)


NOW = ("pain_now", "pain_worst_24h", "onset_weeks", "settles", "night_waking", "country")
"""Fields of an intake that tell how somebody is, or where; they matter by what comes of them."""
WORDS = {"reasons", "advice", "assumed", "knowledge"}


def is_same_plan(
    before: Intake, after: Intake, *, outcomes: Collection[Outcome], knowledge: Knowledge, catalogue: Catalogue
) -> bool:
    """Whether two intakes lead to the same prescription, one of these outcomes, and differ in no other fact.

    How it is now may differ as long as stage, irritability, phase and program do not.
    """
    told = [one.model_copy(update=dict.fromkeys(NOW)) for one in (before, after)]
    if told[0] != told[1]:
        return False
    first, second = (prescribe(one, knowledge=knowledge, catalogue=catalogue) for one in (before, after))
    return second.outcome in outcomes and first.model_dump(exclude=WORDS) == second.model_dump(exclude=WORDS)


def _planned(facts: Known, screened: Screened, program: Program, allowed: Pool, judge: Judge) -> Prescription:
    knowledge, person, intake = judge.knowledge, judge.person, facts.intake
    lead = mode(intake, phase=facts.phase, person=person, knowledge=knowledge)
    limits = Limits(
        pain_ok=knowledge.progression.success.pain_up_to[lead], pain_stop=knowledge.progression.step_back.pain_from
    )
    in_water = any(item.group == "aquatic" for session in program.sessions for item in session.items)
    return Prescription(
        knowledge=knowledge.version,
        outcome="plan",
        needs=(),
        assumed=assumed(facts, planned=True, knowledge=knowledge),
        reasons=(
            person.start.reason,
            *matching_reasons(facts, judge=judge),
            *scheduling_reasons(program, intake=intake, judge=judge),
            *grading_reasons(judge, limits=limits),
            built_for(facts, judge=judge),
            _settled(screened, knowledge),
        ),
        phase=facts.phase,
        irritability=person.irritability,
        age_band=person.band,
        stage=person.stage,
        grade_cap=person.grade_cap,
        direction=_direction(intake),
        program=program,
        excluded=allowed.excluded(judge),
        advice=advice(facts, outcome="plan", in_water=in_water, knowledge=knowledge),
        limits=limits,
    )


def _refused(
    facts: Known,
    screened: Screened,
    outcome: Outcome,
    needs: tuple[Approval, ...],
    more: tuple[Reason, ...],
    knowledge: Knowledge,
) -> Prescription:
    return Prescription(
        knowledge=knowledge.version,
        outcome=outcome,
        needs=needs,
        assumed=assumed(facts, planned=False, knowledge=knowledge),
        reasons=(*screened.reasons, *more),
        phase=facts.phase,
        irritability=irritability(facts, knowledge=knowledge),
        age_band=age_band(facts.intake.age, knowledge=knowledge),
        stage=None,
        grade_cap=None,
        direction=_direction(facts.intake),
        program=None,
        excluded=(),
        advice=advice(facts, outcome=outcome, in_water=False, knowledge=knowledge),
        limits=None,
    )


def _settled(screened: Screened, knowledge: Knowledge) -> Reason:
    """What the screen says of a plan: nothing stood in the way, or who agreed."""
    if not screened.required:
        return said("screening.all_clear", {}, knowledge=knowledge)
    words = approval_words(screened.required, knowledge=knowledge)
    return said("screening.settled", {"needs": words[0].upper() + words[1:]}, knowledge=knowledge)


def _direction(intake: Intake) -> Direction:
    match intake.direction:
        case "none" | "unknown":
            return "neutral"
        case direction:
            return direction
