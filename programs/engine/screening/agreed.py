"""How long an agreement to a plan holds, and which hold on a day."""

import math
from datetime import date, timedelta

from programs.engine.care import Agreement
from programs.engine.contract import Approval, Intake
from programs.knowledge.load import Knowledge

DAYS_A_WEEK = 7


def until(approval: Approval, *, on: date, intake: Intake, knowledge: Knowledge) -> date:
    """The first day on which an agreement of `on` no longer holds; the weeks in `intake` are those of that day.

    At most the weeks of a clearance; that of maternity ends with the trimester, or with the weeks after birth, and
    with the next full questions where no weeks are known (specification 11.15, INV31).
    """
    latest = on + timedelta(weeks=knowledge.screening.clearance.at_most_weeks)
    return min(latest, _maternity(on, intake, knowledge)) if approval == "maternity" else latest


def agreements(
    intake: Intake, *, named: tuple[Agreement, ...], on: date, knowledge: Knowledge
) -> tuple[Agreement, ...]:
    """Each approval of an intake of the day `on` with its end: as it was `named`, else as the person said it then."""
    known = {one.approval: one for one in named}
    return tuple(
        known.get(approval)
        or Agreement(approval=approval, by="", on=on, until=until(approval, on=on, intake=intake, knowledge=knowledge))
        for approval in dict.fromkeys(intake.approvals)
    )


def grown(intake: Intake, *, days: int) -> Intake:
    """The intake with the weeks of a pregnancy, or since a birth, as they are some days later."""
    weeks = days / DAYS_A_WEEK
    return intake.model_copy(
        update={
            "weeks_pregnant": None if intake.weeks_pregnant is None else intake.weeks_pregnant + weeks,
            "weeks_since_birth": None if intake.weeks_since_birth is None else intake.weeks_since_birth + weeks,
        }
    )


def day_of_week(week: float, *, now: float, on: date) -> date:
    """The day on which `week` weeks are reached, when they were `now` on `on`."""
    return on + timedelta(days=math.ceil((week - now) * DAYS_A_WEEK))


def _maternity(on: date, intake: Intake, knowledge: Knowledge) -> date:
    rules = knowledge.screening.pregnancy
    pregnant, born = intake.weeks_pregnant, intake.weeks_since_birth
    if pregnant is not None:
        ends = [week for week in rules.agreed_until_weeks if week > pregnant]
        # Past the last one it is agreed anew with each full set of questions.
        return day_of_week(ends[0], now=pregnant, on=on) if ends else _next_questions(on, knowledge)
    if born is not None and born < rules.post_partum_ends_at_week:
        return day_of_week(rules.post_partum_ends_at_week, now=born, on=on)
    return _next_questions(on, knowledge)


def _next_questions(on: date, knowledge: Knowledge) -> date:
    return on + timedelta(weeks=knowledge.screening.repeat.every_weeks)
