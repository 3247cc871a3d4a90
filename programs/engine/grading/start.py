"""Where a plan starts: irritability, and the stage that anything asks for, the lowest of all."""

from dataclasses import dataclass, replace
from typing import Final

from programs.engine.contract import Intake, Irritability, Reason
from programs.engine.screening.known import Known
from programs.engine.screening.known import known as known_of
from programs.engine.screening.said import Told, all_said
from programs.knowledge.load import Knowledge

IRRITABILITY: Final[tuple[Irritability, ...]] = ("low", "moderate", "high")
HIGHEST_STAGE: Final = 5


@dataclass(frozen=True, slots=True)
class Start:
    """The starting stage, 1 to 5, how easily pain stirs up, and why this stage."""

    stage: int
    irritability: Irritability
    reason: Reason


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that asks for a stage at most this high; `why` is a phrase for a sentence."""

    stage: int
    why: str


def irritability(known: Known, *, knowledge: Knowledge) -> Irritability:
    """As given, else the highest of worst pain, settling and waking; with no worst pain at least that of unknown pain.

    Source: specification 0.1 and 11.8. Pain is NPRS; today's pain is a lower bound of the worst.
    """
    intake, rules = known.intake, knowledge.matching.irritability
    if intake.irritability is not None:
        return intake.irritability
    found: list[Irritability] = [IRRITABILITY[0]]
    worst = known.worst_pain
    if worst is None:
        found.append(rules.unknown_pain)
        worst = intake.pain_now or 0
    found.append(next(band.irritability for band in reversed(rules.worst_pain) if worst >= band.from_))
    if intake.settles is not None:
        found.append(rules.settles[intake.settles])
    if intake.night_waking:
        found.append(rules.night_waking)
    return max(found, key=IRRITABILITY.index)


def start(known: Known, *, knowledge: Knowledge) -> Start:
    """The starting stage (specification 11.33): a clinician's choice or the default, and then the lowest hold wins.

    `stage` in an intake is a clinician's choice by the contract; without it nobody goes above the default.
    """
    asked, how = known.intake.stage, irritability(known, knowledge=knowledge)
    default, recovered = _default(known, knowledge)
    holds = _holds(known, how, knowledge)
    stage = min([default if asked is None else asked, *(hold.stage for hold in holds)])
    why = ", ".join(dict.fromkeys(hold.why for hold in holds if hold.stage == stage))
    reason = all_said(
        "grading", [_why(known, stage, why, recovered and stage == default, knowledge)], knowledge=knowledge
    )
    return Start(stage=stage, irritability=how, reason=reason[0])


def start_at(stage: int, known: Known, *, knowledge: Knowledge) -> Start:
    """Where a plan would start if a clinician chose this stage: what holds it lower still wins."""
    chosen = replace(known, intake=known.intake.model_copy(update={"stage": stage}))
    return start(chosen, knowledge=knowledge)


def highest_by_logs(intake: Intake, *, worst: int | None, weeks: int, knowledge: Knowledge) -> int:
    """The highest stage that logs may lead to, `weeks` after an intake, with the `worst` pain (NPRS) they told lately.

    They answer for pain and for the weeks that have passed; how it settles, nights, an operation and what is unclear
    hold the stage as before. With no weeks since an operation it is the clinician's choice, or the earliest stage.
    """
    later = {
        "stage": None,
        "pain_now": worst,
        "pain_worst_24h": worst,
        "onset_weeks": None if intake.onset_weeks is None else intake.onset_weeks + weeks,
        "weeks_since_surgery": None if intake.weeks_since_surgery is None else intake.weeks_since_surgery + weeks,
    }
    now = known_of(intake.model_copy(update=later), knowledge=knowledge)
    if intake.weeks_since_surgery is None and intake.stage is not None:
        operated = not knowledge.matching.post_op_stages.keys().isdisjoint(now.conditions)
        if operated:
            return intake.stage
    holds = _holds(now, irritability(now, knowledge=knowledge), knowledge)
    return min((hold.stage for hold in holds), default=HIGHEST_STAGE)


def _why(known: Known, stage: int, why: str, recovered: bool, knowledge: Knowledge) -> Told:
    """The rule that tells how the stage came about; `why` are the holds that gave it."""
    asked, words = known.intake.stage, knowledge.grading.stage_why
    if asked is not None and asked > stage:
        return "stage_lowered", {"asked": asked, "stage": stage, "why": why}
    if asked is not None:
        return "stage_chosen", {"stage": stage}
    if recovered:
        return "stage_recovered", {"activity": words[known.intake.activity], "stage": stage}
    if why:
        return ("stage_1" if stage == 1 else "stage_held"), {"stage": stage, "why": why}
    return "stage_2", {}


def _default(known: Known, knowledge: Knowledge) -> tuple[int, bool]:
    """The stage without a clinician's choice, and whether it is that of somebody recovered."""
    rules = knowledge.matching.starting_stage
    alone = known.conditions == (rules.prevention_condition,)
    if alone and known.worst_pain is not None and known.worst_pain <= rules.prevention_worst_pain_up_to:
        return rules.prevention_by_activity[known.intake.activity], True
    return rules.otherwise, False


def _holds(known: Known, how: Irritability, knowledge: Knowledge) -> list[Hold]:
    intake, rules, why = known.intake, knowledge.matching.starting_stage, knowledge.grading.stage_why
    worst = known.worst_pain if known.worst_pain is not None else intake.pain_now
    holds = []
    if worst is not None and worst >= rules.worst_pain_for_1:
        holds.append(Hold(1, why["worst_pain"].format(worst=worst)))
    if how == "high":
        holds.append(Hold(1, why["irritability"]))
    if intake.onset_weeks is not None and intake.onset_weeks < rules.onset_under_weeks_for_1:
        holds.append(Hold(1, why["onset"]))
    if known.worst_pain is None:
        holds.append(Hold(rules.otherwise, why["no_pain_given"]))
    for rule in knowledge.matching.stage_holds:
        if rule.condition in known.conditions:
            words = knowledge.conditions[rule.condition].built_for
            holds.append(Hold(rule.max_stage, why["unclear"].format(condition=words)))
    return [*holds, *_after_operation(known, knowledge)]


def _after_operation(known: Known, knowledge: Knowledge) -> list[Hold]:
    """Weeks since an operation hold the stage; unknown weeks are the earliest, unless a clinician has set the stage."""
    weeks = known.intake.weeks_since_surgery
    if weeks is None and known.intake.stage is not None:
        return []
    holds = []
    for slug, rows in knowledge.matching.post_op_stages.items():
        if slug in known.conditions:
            stage = [row.stage for row in rows if row.from_week <= (weeks or 0)][-1]
            if stage < HIGHEST_STAGE:
                holds.append(Hold(stage, knowledge.grading.stage_why["operation"]))
    return holds
