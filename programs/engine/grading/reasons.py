"""How hard a plan is allowed to be, in words: grade, dose by age, effort, holds and pain limits."""

from programs.engine.contract import Limits, Reason
from programs.engine.matching.rules import Judge
from programs.engine.screening.said import Told, all_said


def grading_reasons(judge: Judge, *, limits: Limits) -> tuple[Reason, ...]:
    """The sentences about what caps this person's plan; effort is CR10, pain NPRS."""
    person = judge.person
    told: list[Told] = [("grade_cap", {"cap": person.grade_cap, "why": _grade_why(judge)})]
    percent = round(person.rules.start_dose * 100)
    if percent < 100:
        told.append(("age_band", {"name": person.rules.name, "percent": percent}))
    told.append(("effort_capped", {"cap": person.effort_cap, "why": _effort_why(judge)}))
    for slug in person.flags:
        flag = judge.knowledge.flags[slug]
        if flag.hold_cap_s is not None:
            told.append(("hold_capped", {"seconds": flag.hold_cap_s, "because": flag.because}))
    told.append(("pain_limits", {"pain_ok": limits.pain_ok, "pain_stop": limits.pain_stop}))
    return all_said("grading", told, knowledge=judge.knowledge)


def _grade_why(judge: Judge) -> str:
    """What gives the lowest grade cap; the stage where several do."""
    person, words = judge.person, judge.knowledge.grading.cap_why
    if judge.knowledge.grading.stages[person.stage].grade_cap == person.grade_cap:
        return words["stage"].format(stage=person.stage)
    return words["age"] if person.rules.grade_cap == person.grade_cap else words["irritability"]


def _effort_why(judge: Judge) -> str:
    """What gives the lowest effort cap: a flag, irritability, age, else the stage."""
    person, words = judge.person, judge.knowledge.grading.cap_why
    flags = [judge.knowledge.flags[slug] for slug in person.flags]
    named = [flag.because for flag in flags if flag.effort_cap == person.effort_cap]
    stirred = judge.knowledge.matching.irritability.limits.get(person.irritability)
    if named:
        return named[0]
    if stirred and stirred.effort_cap == person.effort_cap:
        return words["irritability"]
    return words["age"] if person.rules.effort_cap == person.effort_cap else words["stage"].format(stage=person.stage)
