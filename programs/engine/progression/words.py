"""What changed in a plan, as differences and as sentences for the person."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from programs.engine.contract import Dose
from programs.engine.plans import Diff, PlanState, Slot
from programs.engine.progression.terms import Terms
from programs.knowledge.load import explain

Counted = Literal["sets", "reps", "hold_s", "minutes", "distance_m"]
COUNTED: tuple[Counted, ...] = ("sets", "reps", "hold_s", "minutes", "distance_m")
Pair = tuple[Slot, Slot]


def sentence(rule: str, terms: Terms, **facts: object) -> str:
    """A rule's sentence with its facts."""
    return explain(f"progression.{rule}", facts, knowledge=terms.knowledge).because


def differences(before: PlanState, after: PlanState, *, on: date, terms: Terms) -> tuple[Diff, ...]:
    """Everything a person can see change between two states on a day: the stage, then slot by slot in plan order."""
    found = []
    if before.stage != after.stage:
        found.append(Diff(exercise="", field="stage", before=str(before.stage), after=str(after.stage)))
    for pair in _changed(before, after):
        found += [*_step_diffs(pair, terms), *_place_diffs(pair, on, terms)]
    return tuple(dict.fromkeys(found))


def told(before: PlanState, after: PlanState, *, on: date, terms: Terms) -> list[str]:
    """The same in sentences."""
    # Steps back that led to a lower stage are counted anew after it.
    lower = after.stage < before.stage and len(after.regressions_on) < len(before.regressions_on)
    sentences = [sentence("stage_down", terms, stage=after.stage)] if lower else []
    for pair in _changed(before, after):
        sentences += [*_step_sentences(pair, terms), *_pause_sentences(pair, on, terms)]
    return list(dict.fromkeys(sentences))


def _changed(before: PlanState, after: PlanState) -> Iterator[Pair]:
    return ((was, now) for was, now in zip(before.slots, after.slots, strict=True) if was != now)


def _step_diffs(pair: Pair, terms: Terms) -> Iterator[Diff]:
    was, now = pair[0].now, pair[1].now
    if was.exercise != now.exercise:
        yield Diff(exercise=was.exercise, field="exercise", before=was.exercise, after=now.exercise)
        return
    for field in COUNTED:
        old, new = _value(was.dose, field), _value(now.dose, field)
        if old != new:
            yield Diff(exercise=was.exercise, field=field, before=str(old), after=str(new))
    if was.load != now.load:
        words = terms.knowledge.progression.words
        changed = words.load_more if now.load > was.load else words.load_less
        yield Diff(exercise=was.exercise, field="load", before=words.load_as_it_was, after=changed)


def _place_diffs(pair: Pair, on: date, terms: Terms) -> Iterator[Diff]:
    was, now = pair
    slug, words = was.now.exercise, terms.knowledge.progression.words
    if now.left_out != was.left_out:
        states = (words.in_plan, words.left_out) if now.left_out else (words.left_out, words.in_plan)
        yield Diff(exercise=slug, field="removed", before=states[0], after=states[1])
    if now.paused_until is not None and now.paused_until != was.paused_until:
        if now.stand_in is None:
            days = words.days.format(days=(now.paused_until - on).days)
            yield Diff(exercise=slug, field="paused", before=words.in_plan, after=days)
        else:
            yield Diff(exercise=slug, field="exercise", before=slug, after=now.stand_in.exercise)


def _step_sentences(pair: Pair, terms: Terms) -> Iterator[str]:
    was, now = pair[0].now, pair[1].now
    name = _name(was.exercise, terms)
    if was.exercise != now.exercise:
        yield sentence("step_exercise", terms, before=name, after=_name(now.exercise, terms))
    elif any(_value(was.dose, field) != _value(now.dose, field) for field in COUNTED):
        old, new = _amounts(was.dose, now.dose, terms)
        yield sentence("step_amount", terms, exercise=name, before=old, after=new)
    elif was.load != now.load:
        rule = "step_load_up" if now.load > was.load else "step_load_down"
        percent = terms.knowledge.progression.weekly_cap.load_percent
        yield sentence(rule, terms, exercise=name, percent=percent)


def _pause_sentences(pair: Pair, on: date, terms: Terms) -> Iterator[str]:
    was, now = pair
    if now.paused_until is None or now.paused_until == was.paused_until:
        return
    facts = {"exercise": _name(was.now.exercise, terms), "days": (now.paused_until - on).days}
    if now.stand_in is None:
        yield sentence("paused", terms, **facts)
    else:
        yield sentence("paused_replaced", terms, **facts, after=_name(now.stand_in.exercise, terms))


def _amounts(was: Dose, now: Dose, terms: Terms) -> tuple[str, str]:
    """Before and after in words: the number that changed, with its unit after it; sets stand with what they count."""
    changed = [field for field in COUNTED if _value(was, field) != _value(now, field)]
    if len(changed) == 1:
        return str(_value(was, changed[0])), _with_unit(_value(now, changed[0]), changed[0], terms)
    amount = next(field for field in changed if field != "sets")
    whole = terms.knowledge.progression.words.set_of
    return (
        whole.format(sets=_with_unit(was.sets, "sets", terms), amount=_value(was, amount)),
        whole.format(sets=_with_unit(now.sets, "sets", terms), amount=_with_unit(_value(now, amount), amount, terms)),
    )


def _with_unit(value: int, field: Counted, terms: Terms) -> str:
    one, more = terms.knowledge.progression.words.units[field]
    return f"{value} {one if value == 1 else more}"


def _value(dose: Dose, field: Counted) -> int:
    values = {
        "sets": dose.sets,
        "reps": dose.reps,
        "hold_s": dose.hold_s,
        "minutes": dose.minutes,
        "distance_m": dose.distance_m,
    }
    return values[field] or 0


def _name(slug: str, terms: Terms) -> str:
    return terms.catalogue.exercises[slug].name
