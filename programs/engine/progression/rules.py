"""The rows of section 6: what the facts of one session mean, the first row that matches."""

from collections.abc import Callable, Mapping

from programs.engine.contract import Decision, Facts
from programs.knowledge.load import Knowledge, explain
from programs.knowledge.schema.progression import ProgressionFile

Sign = Callable[[Facts, ProgressionFile], bool]


def decide(facts: Facts, *, knowledge: Knowledge) -> Decision:
    """What a session with these facts leads to: the first row of section 6 that matches, with its sentence.

    Pain is NPRS 0-10, effort CR10, completion a percentage, days are calendar days, `weekly_increase_min` minutes.
    Never raises for valid Facts: the last row always matches. Source: specification, section 6 and 11.20 to 11.32.
    """
    rules = knowledge.progression
    row = next(row for row in rules.actions if MATCHES[row](facts, rules))
    numbers = _numbers(row, facts, rules)
    told = [
        explain(f"progression.{cause}", numbers, knowledge=knowledge).because for cause in causes(row, facts, rules)
    ]
    reason = explain(f"progression.{row}", {**numbers, "because": " ".join(told)}, knowledge=knowledge)
    return Decision(action=rules.actions[row], rule=reason.rule, because=reason.because, source=reason.source)


def causes(row: str, facts: Facts, rules: ProgressionFile) -> list[str]:
    """Which of a row's signs hold, by the id of the sentence that tells it."""
    return [cause for cause, holds in SIGNS.get(row, {}).items() if holds(facts, rules)]


def rise(facts: Facts) -> int | None:
    """Next morning's pain over the usual one, None while the morning's is not known."""
    return None if facts.pain_morning is None else facts.pain_morning - facts.baseline_morning


def away(facts: Facts, rules: ProgressionFile) -> str | None:
    """The row that days away alone would lead to, None within the planned pause."""
    for row in rules.reentry:
        first, last = row.days
        if facts.days_since_last >= first and (last is None or facts.days_since_last <= last):
            return row.rule
    return None


def _at_least(value: int | None, limit: int) -> bool:
    return value is not None and value >= limit


def _spreads(facts: Facts, _: ProgressionFile) -> bool:
    return facts.limb == "peripheralised"


def _spread_stays(facts: Facts, rules: ProgressionFile) -> bool:
    minutes = rules.flare.unknown_limb_minutes if facts.limb_minutes is None else facts.limb_minutes
    return _spreads(facts, rules) and minutes >= rules.flare.limb_minutes_from


def _too_hard(facts: Facts, rules: ProgressionFile) -> bool:
    limit = min(rules.step_back.rpe_from, facts.rpe_hi + rules.step_back.rpe_over_target)
    return _at_least(facts.rpe, limit)


# Signs by the id of the sentence that tells them.
FLARE: Mapping[str, Sign] = {
    "because_spread": lambda f, r: f.limb_minutes is not None and _spread_stays(f, r),
    "because_spread_unknown": lambda f, r: f.limb_minutes is None and _spread_stays(f, r),
    "because_pain": lambda f, r: _at_least(f.pain_during, r.flare.pain_from),
    "because_rise": lambda f, r: _at_least(rise(f), r.flare.morning_rise_from),
    "because_morning": lambda f, r: _at_least(f.pain_morning, r.flare.morning_from),
}
STEP_BACK: Mapping[str, Sign] = {
    "because_pain": lambda f, r: _at_least(f.pain_during, r.step_back.pain_from),
    "because_rise": lambda f, r: _at_least(rise(f), r.step_back.morning_rise_from),
    "because_effort": _too_hard,
    "because_completion": lambda f, r: f.completion is not None and f.completion < r.step_back.completion_under,
}
NO_SUCCESS: Mapping[str, Sign] = {
    "because_pain_missing": lambda f, _: f.pain_during is None,
    "because_pain": lambda f, r: _at_least(f.pain_during, r.success.pain_up_to[f.mode] + 1),
    "because_rise": lambda f, r: _at_least(rise(f), r.success.morning_rise_up_to + 1),
    "because_effort_missing": lambda f, _: f.rpe is None,
    "because_effort": lambda f, _: _at_least(f.rpe, f.rpe_hi + 1),
    "because_completion_missing": lambda f, _: f.completion is None,
    "because_completion": lambda f, r: f.completion is not None and f.completion < r.success.completion_from,
}
SIGNS: Mapping[str, Mapping[str, Sign]] = {"R3b": FLARE, "R3": FLARE, "R4": STEP_BACK, "R5": NO_SUCCESS}


def _any(signs: Mapping[str, Sign]) -> Sign:
    return lambda facts, rules: any(holds(facts, rules) for holds in signs.values())


def begins_flare(facts: Facts, rules: ProgressionFile) -> bool:
    """Whether the signs are those of a flare, whatever other row comes first."""
    return _any(FLARE)(facts, rules)


def is_success(facts: Facts, rules: ProgressionFile) -> bool:
    """Whether everything is good and the morning is known."""
    return facts.pain_morning is not None and not _spreads(facts, rules) and not _any(NO_SUCCESS)(facts, rules)


def _too_many_flares(facts: Facts, rules: ProgressionFile) -> bool:
    return begins_flare(facts, rules) and facts.flares_42d + 1 >= rules.flare.too_many


def _passes_the_week(facts: Facts, rules: ProgressionFile) -> bool:
    cap = rules.weekly_cap
    return facts.weekly_increase_pct > cap.percent and facts.weekly_increase_min > cap.minutes


MATCHES: Mapping[str, Sign] = {
    "R0": lambda f, _: f.red_flag == "emergency",
    "R1": lambda f, _: f.red_flag == "same_day" or f.neuro_new,
    "R1b": lambda f, _: f.red_flag == "clinician_first",
    "R2d": lambda f, r: away(f, r) == "R2d",
    "R3a": lambda f, r: _spreads(f, r) and f.periph_prev,
    "R3b": _too_many_flares,
    "R3": begins_flare,
    "R4a": _spreads,
    "R4": _any(STEP_BACK),
    "R2c": lambda f, r: away(f, r) == "R2c",
    "R2b": lambda f, r: away(f, r) == "R2b",
    "R2a": lambda f, r: away(f, r) == "R2a",
    "R5": _any(NO_SUCCESS),
    "R5b": lambda f, _: f.pain_morning is None,
    "R6": lambda f, r: f.successes + 1 < r.success.in_a_row[f.profile],
    "R7": _passes_the_week,
    "R8": lambda _f, _r: True,
}


def _numbers(row: str, facts: Facts, rules: ProgressionFile) -> dict[str, object]:
    """What the sentences of this row may name."""
    volume = next((way.volume for way in rules.reentry if way.rule == row), None)
    percent = rules.weekly_cap.percent if volume is None else round(volume * 100)
    eased = next(day.day for day in rules.flare_plan.days if day.day > 0)
    days = {"R3": eased, "R4a": rules.step_back.remove_days}
    return {
        **facts.model_dump(),
        "rise": rise(facts),
        "days": days.get(row, facts.days_since_last),
        "percent": percent,
        "minutes": rules.weekly_cap.minutes,
        "count": facts.successes + 1,
        "needed": rules.success.in_a_row[facts.profile],
        "flares": facts.flares_42d + 1,
        "within": rules.flare.within_days,
    }
