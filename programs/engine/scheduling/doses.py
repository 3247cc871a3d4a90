"""What a part of a session asks for at first, and how far it may grow before time runs out."""

from dataclasses import replace
from typing import Literal

from exercises.schema import Exercise
from programs.engine.contract import Dose, Intake, Role
from programs.engine.grading.dose import most, start_dose
from programs.engine.matching.rules import Judge
from programs.engine.scheduling.choice import Choice
from programs.engine.scheduling.parts import Part, seconds
from programs.knowledge.schema.scheduling import Composition


def walk_minutes_a_day(intake: Intake, *, judge: Judge) -> int:
    """Minutes of walking a day in week 1 of the walking table, less the age's share.

    The track goes by 80 % of a comfortable walk. Source: specification 5.4, and 5.3 for the share.
    """
    table = judge.knowledge.scheduling.walking
    baseline = intake.walk_baseline_minutes
    track = table.by_activity[intake.activity]
    if baseline is not None:
        walked = baseline * table.baseline_share
        track = next(name for name, row in table.tracks.items() if row.up_to is None or walked <= row.up_to)
    week = table.tracks[track].minutes[0] or 0
    return max(1, week * round(judge.person.rules.start_dose * 100) // 100 // table.days_a_week)


def main_part(choice: Choice, *, intake: Intake, judge: Judge, aerobic: bool = False, balance: bool = False) -> Part:
    """An exercise of the main part at its start dose; an aerobic one begins small and is grown by the time there is."""
    exercise, scheduling = choice.exercise, judge.knowledge.scheduling
    dose = start_dose(exercise, person=judge.person, knowledge=judge.knowledge)
    top = most(exercise, person=judge.person)
    stage = judge.knowledge.grading.stages[judge.person.stage]
    usual = dose.minutes or dose.distance_m or 0
    if dose.minutes is not None and exercise.slug in scheduling.through_the_day.exercises:
        usual = scheduling.through_the_day.minutes
        dose, top = dose.model_copy(update={"minutes": usual}), top.model_copy(update={"minutes": usual})
    elif aerobic and dose.minutes is not None:
        usual = min(_usual_minutes(exercise, dose.minutes, intake, judge), stage.aerobic.minutes[1])
        dose = dose.model_copy(update={"minutes": min(dose.minutes, usual, scheduling.picking.fewest_aerobic_minutes)})
    elif aerobic and dose.distance_m is not None:
        usual = max(dose.distance_m, _first_week(exercise, "metres", judge))
    sets = max(dose.sets, min(top.sets, stage.strength.sets[1]))
    part = _part(choice, "main", dose, judge)
    part.most, part.usual, part.usual_sets, part.aerobic, part.balance = top, usual, sets, aerobic, balance
    return part


def edge_part(choice: Choice, role: Role, *, length: int, judge: Judge) -> Part:
    """A warm-up or cool-down; one given in minutes lasts what a session of `length` minutes asks for."""
    dose = start_dose(choice.exercise, person=judge.person, knowledge=judge.knowledge)
    top = most(choice.exercise, person=judge.person)
    if dose.minutes is not None:
        row = composition(length, judge=judge)
        asked = row.warm_up if role == "warm_up" else row.cool_down
        asked = max(1, asked * min(length, row.minutes) // row.minutes)
        dose = dose.model_copy(update={"minutes": min(asked, top.minutes or asked)})
    part = _part(choice, role, dose, judge)
    part.most = top
    return part


def quickest(choices: tuple[Choice, ...], *, judge: Judge) -> tuple[Choice, ...]:
    """The choices anew, those first that take the least time: for days of which a few minutes are offered."""

    def took(choice: Choice) -> int:
        dose = start_dose(choice.exercise, person=judge.person, knowledge=judge.knowledge)
        least = dose.model_copy(update={"sets": 1, "minutes": dose.minutes and 1})
        return seconds(least, timing=judge.knowledge.scheduling.timing)

    keys = {choice.slug: (int(choice.disliked), took(choice), *choice.key) for choice in choices}
    anew = (replace(choice, key=keys[choice.slug], turn=keys[choice.slug][:2]) for choice in choices)
    return tuple(sorted(anew, key=lambda choice: choice.key))


def composition(length: int, *, judge: Judge) -> Composition:
    """The row of the composition table for a session of this many minutes; the shortest for less."""
    rows = judge.knowledge.scheduling.compositions
    return next((row for row in reversed(rows) if row.minutes <= length), rows[0])


def _part(choice: Choice, role: Role, dose: Dose, judge: Judge) -> Part:
    took = seconds(dose, timing=judge.knowledge.scheduling.timing)
    usual = dose.minutes or dose.distance_m or 0
    return Part(choice, role, dose, took, most=choice.exercise.dose.max, usual=usual, usual_sets=dose.sets)


def _usual_minutes(exercise: Exercise, start: int, intake: Intake, judge: Judge) -> int:
    """A walk goes by the comfortable walk that was told, water by its own table, other work by the walking table.

    Without a baseline, and for other work, its own start counts if that is more.
    """
    if exercise.in_water:
        return max(start, _first_week(exercise, "minutes", judge))
    a_day = walk_minutes_a_day(intake, judge=judge)
    if exercise.group == "walking" and intake.walk_baseline_minutes is not None:
        return a_day
    return max(a_day, start)


def _first_week(exercise: Exercise, measure: Literal["metres", "minutes"], judge: Judge) -> int:
    """Week 1 of the water table less the age's share; 0 for what stands in no row of this measure, or opens later."""
    rows = judge.knowledge.scheduling.water.rows.values()
    first = next((row.weeks[0] or 0 for row in rows if exercise.slug in row.exercises and row.measure == measure), 0)
    return first * round(judge.person.rules.start_dose * 100) // 100
