"""Why a week looks as it does, in words: its minutes, the days wished for, the rest day."""

from programs.engine.contract import Intake, Program, Reason
from programs.engine.matching.rules import Judge
from programs.engine.screening.said import Told, all_said


def scheduling_reasons(program: Program, *, intake: Intake, judge: Judge) -> tuple[Reason, ...]:
    """The sentences about days and minutes of a week."""
    person, weekly = judge.person, program.weekly
    least, most = person.rules.weekly_minutes[person.stage]
    days = len(set(intake.days))
    offered = days * intake.minutes
    told: list[Told] = []
    if offered < most:
        told.append(("minutes_capped", {"offered": offered, "planned": weekly.minutes_planned}))
    else:
        facts = {"stage": person.stage, "low": least, "high": most, "planned": weekly.minutes_planned}
        told.append(("minutes_range", facts))
    wished = judge.knowledge.scheduling.frequency[person.stage].aerobic[0]
    if wished > days:
        told.append(("days_wished", {"wished": wished, "offered": days}))
    if any(session.kind == "rest" for session in program.sessions):
        told.append(("rest_day", {}))
    if judge.knowledge.scheduling.frequency_by_age[person.band].add_play:
        told.append(("play", {}))
    return all_said("scheduling", told, knowledge=judge.knowledge)
