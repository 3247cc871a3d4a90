"""What is said above each chart of a person's progress; the templates stand in progress.yaml."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import median_low

from programs.engine.contract import Shape
from programs.knowledge.load import Knowledge, explain
from programs.knowledge.schema.progress import Noun
from programs.plans.counted import Day


class ProgressWords(Shape):
    """A sentence for each chart; None where there is nothing to be said."""

    sessions: str
    pain_during: str | None
    pain_morning: str | None
    minutes: str | None
    dose: str | None
    dose_note: str


def told(
    days: Mapping[date, Day], *, minutes: Sequence[int], dose: Sequence[int], today: date, knowledge: Knowledge
) -> ProgressWords:
    """The sentences; `minutes` and `dose` (MET-minutes) are those of each week, the present one last."""
    rules = knowledge.progress
    during = [day.pain for day in days.values() if day.pain is not None][-rules.sessions_shown :]
    low, high = knowledge.scheduling.mets.weekly_band
    mornings = [day.morning for day in days.values() if day.morning is not None][-rules.mornings_shown :]
    return ProgressWords(
        sessions=_sessions(days, today=today, knowledge=knowledge),
        pain_during=_trend("during", during, knowledge=knowledge),
        pain_morning=_trend("morning", mornings, knowledge=knowledge),
        minutes=_minutes(minutes, knowledge=knowledge),
        dose=_dose(dose, knowledge=knowledge),
        dose_note=_say("dose_note", {"low": low, "high": high}, knowledge=knowledge),
    )


def _sessions(days: Mapping[date, Day], *, today: date, knowledge: Knowledge) -> str:
    """Today's session counts at once: nobody should do one and read the number of before."""
    rules = knowledge.progress
    first = today - timedelta(days=rules.adherence_days)
    within = [day for on, day in days.items() if on >= first]
    done, planned = sum(day.done for day in within), sum(day.planned for day in within)
    extra = sum(day.extra for day in within)
    facts: dict[str, object] = {
        "done": done,
        "planned": _count(planned, rules.nouns.planned_session),
        "sessions": _count(extra, rules.nouns.session),
        "weeks": rules.adherence_days // 7,
    }
    if done:
        begun = min(on for on, day in days.items() if day.planned)
        return _say("done" if begun <= first else "done_so_far", facts, knowledge=knowledge)
    if extra:
        return _say("done_alone", facts, knowledge=knowledge)
    return _say("ready" if planned else "ahead", facts, knowledge=knowledge)


def _trend(what: str, values: Sequence[int], *, knowledge: Knowledge) -> str | None:
    """The median of the last few beside that of the first few; what is mostly felt, and nothing from too few."""
    few = knowledge.progress.median_of
    if not values:
        return None
    if len(values) < few:
        return _say(f"{what}_early", {"count": few}, knowledge=knowledge)
    now, before = median_low(values[-few:]), median_low(values[:few])
    how = "now" if len(values) < 2 * few else "same" if now == before else "moved"
    return _say(f"{what}_{how}", {"now": now, "before": before}, knowledge=knowledge)


def _minutes(weeks: Sequence[int], *, knowledge: Knowledge) -> str | None:
    """The present week beside the one before, once it has come as far; until then each for itself."""
    now, before = (0, 0, *weeks)[-1], (0, 0, *weeks)[-2]
    noun = knowledge.progress.nouns.minute
    if not now and not before:
        return None
    how = "before" if not now else "grown" if now >= before > 0 else "now"
    number = str(before) if how == "grown" else _count(before, noun)
    return _say(f"minutes_{how}", {"now": _count(now, noun), "before": number}, knowledge=knowledge)


def _dose(weeks: Sequence[int], *, knowledge: Knowledge) -> str | None:
    """The present week, or the one before while nothing is done in it."""
    now, before = (0, 0, *weeks)[-1], (0, 0, *weeks)[-2]
    if not now and not before:
        return None
    return _say("dose_now" if now else "dose_before", {"now": now, "before": before}, knowledge=knowledge)


def _count(number: int, noun: Noun) -> str:
    return f"{number} {noun[0] if number == 1 else noun[1]}"


def _say(rule: str, facts: Mapping[str, object], *, knowledge: Knowledge) -> str:
    return explain(f"progress.{rule}", facts, knowledge=knowledge).because
