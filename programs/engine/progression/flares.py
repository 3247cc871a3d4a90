"""Where a person stands in a flare, day by day (specification 11.29)."""

from datetime import date

from programs.engine.plans import PlanState
from programs.knowledge.schema.progression import FlareDay, ProgressionFile


def flare_day(state: PlanState, *, on: date, rules: ProgressionFile) -> FlareDay | None:
    """The row of the flare plan that holds on a day; None without a flare, or once the whole plan is back.

    Coming back begins when the worst pain told last is low enough; every day of waiting moves the later rows by a day.
    """
    if not state.flares_on or on < state.flares_on[-1]:
        return None
    begun, rows = state.flares_on[-1], rules.flare_plan.days
    first_back = rows[1].day
    day = (on - begun).days
    if day >= first_back and state.eased_on is None:
        return rows[0]
    if state.eased_on is not None:
        day = max(0, day - max(0, (state.eased_on - begun).days - first_back))
    row = [row for row in rows if row.day <= day][-1]
    return None if row is rows[-1] else row


def ongoing_flare(state: PlanState, *, on: date, rules: ProgressionFile) -> date | None:
    """The first day of the flare that a flare on this day would belong to."""
    begun = [day for day in state.flares_on if 0 <= (on - day).days < rules.flare_plan.same_flare_days]
    return begun[-1] if begun else None


def flares_before(state: PlanState, *, on: date, rules: ProgressionFile) -> int:
    """How many flares began in the days that count, the one that is on left out."""
    ongoing = ongoing_flare(state, on=on, rules=rules)
    return sum(1 for day in state.flares_on if day != ongoing and 0 < (on - day).days <= rules.flare.within_days)
