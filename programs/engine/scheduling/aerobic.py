"""The weekly totals: aerobic minutes that grow by small steps over twelve weeks, and MET-minutes."""

from dataclasses import dataclass

from exercises.schema import Exercise
from programs.engine.contract import Intake, Weekly
from programs.engine.matching.rules import Judge
from programs.engine.scheduling.fill import week_minutes
from programs.engine.scheduling.parts import MINUTE_S, Part
from programs.engine.scheduling.week import Week
from programs.knowledge.schema.scheduling import Mets

AEROBIC_GROUPS = ("walking", "cardio", "aquatic")


@dataclass(frozen=True, slots=True)
class Totals:
    """Of week 1: aerobic minutes, their MET-minutes, and the MET-minutes of everything else."""

    aerobic: int
    aerobic_met: float
    other_met: float


def weekly(week: Week) -> Weekly:
    """Minutes of week 1, and twelve weeks of aerobic minutes and MET-minutes.

    Weeks 1 and 2 are what the sessions hold; after them the minutes grow as the table does, never by more than the
    weekly cap, and never past what is offered (specification 5.4, INV16).
    """
    judge = week.judge
    planned, totals = week_minutes(week), _totals(week, judge)
    minutes = aerobic_minutes(totals.aerobic, room=_room(week.intake, planned, totals.aerobic, judge), judge=judge)
    share = totals.aerobic_met / totals.aerobic if totals.aerobic else 0.0
    return Weekly(
        minutes_planned=planned,
        exercise_sessions=sum(draft.kind == "exercise" for draft in week.drafts),
        aerobic_minutes=minutes,
        met_minutes=tuple(round(totals.other_met + share * amount) for amount in minutes),
    )


def aerobic_minutes(first: int, *, room: int, judge: Judge) -> tuple[int, ...]:
    """Twelve weekly amounts from `first`, up to the table's weekly target or `room`, whichever is less."""
    scheduling, cap = judge.knowledge.scheduling, judge.knowledge.progression.weekly_cap
    top = max(first, min(room, scheduling.walking.weekly_target))
    amounts = [first] * scheduling.sessions_weeks
    while len(amounts) < scheduling.weeks:
        step = max(cap.minutes, amounts[-1] * cap.percent // 100)
        amounts.append(min(top, amounts[-1] + step))
    return tuple(amounts)


def part_minutes(part: Part) -> int:
    """Aerobic minutes of a part: those it is given in, or what its metres take; 0 for other work."""
    if part.exercise.group not in AEROBIC_GROUPS:
        return 0
    if part.dose.minutes is not None:
        return part.dose.sets * part.dose.minutes
    return part.took // MINUTE_S if part.dose.distance_m is not None else 0


def met(exercise: Exercise, *, mets: Mets) -> float:
    """Metabolic equivalents of an exercise: its own, its subgroup's or its group's."""
    own = mets.exercises.get(exercise.slug) or mets.subgroups.get(f"{exercise.group}/{exercise.subgroup}")
    return own or mets.groups[exercise.group]


def _room(intake: Intake, planned: int, aerobic: int, judge: Judge) -> int:
    """Aerobic minutes a week that fit beside the other work, in what is offered and in the age band's highest range."""
    highest = max(span[1] for span in judge.person.rules.weekly_minutes.values())
    return min(highest, len(set(intake.days)) * intake.minutes) - (planned - aerobic)


def _totals(week: Week, judge: Judge) -> Totals:
    mets = judge.knowledge.scheduling.mets
    aerobic, aerobic_met, other_met = 0, 0.0, 0.0
    for draft in week.drafts:
        for part in draft.parts:
            spent, value = part_minutes(part), met(part.exercise, mets=mets)
            aerobic += spent
            aerobic_met += spent * value
            other_met += 0.0 if spent else part.took / MINUTE_S * value
    return Totals(aerobic=aerobic, aerobic_met=aerobic_met, other_met=other_met)
