"""What the invariants say of a plan in use, day by day over a diary, worked out from what was logged and offered."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from exercises.load import catalogue
from programs.engine.contract import Dose
from programs.engine.logs import CheckInBody, DoneItem, SessionBody
from programs.engine.plans import PlanState, Slot
from programs.engine.progression.fold import fold
from programs.engine.scheduling.parts import seconds
from programs.knowledge.load import knowledge
from tests.oracle import book
from tests.oracle.bans import BANS
from tests.oracle.diaries import Happened, Life, Offered, begin, live
from tests.oracle.plans import Faults, Made, is_rest, regions_of
from tests.oracle.tally import Tally

Note = Callable[[str, Faults], None]
"""Takes what an invariant says."""
AMOUNTS = ("reps", "hold_s", "minutes", "distance_m")
LONG_AWAY = 28 + 7
"""Days without a session after which nobody is still within 28 days, whatever the planned gap."""


@dataclass
class Seen:
    """What a diary held so far, kept beside the engine's own state."""

    life: Life
    sessions: dict[str, SessionBody] = field(default_factory=dict)
    spread: list[bool] = field(default_factory=list)
    rests: list[bool] = field(default_factory=list)
    loads: list[frozenset[str]] = field(default_factory=list)
    runs: list[bool] = field(default_factory=list)
    last_on: date | None = None
    brisk: bool = False


def strand(slug: str) -> str:
    """The part of the plan that an exercise belongs to."""
    strands: dict[str, list[str]] = book.progression()["steps"]["slots"]
    return next(name for name, groups in strands.items() if book.exercises()[slug]["group"] in groups)


def went_up(before: PlanState, after: PlanState) -> list[tuple[Slot, Slot]]:
    """The slots that took a step up, before and after."""
    old = {(slot.planned, slot.role): slot for slot in before.slots}
    pairs = [(old[slot.planned, slot.role], slot) for slot in after.slots if (slot.planned, slot.role) in old]
    return [(was, now) for was, now in pairs if len(now.undo) > len(was.undo)]


def is_one_step(was: Slot, now: Slot) -> bool:
    """Whether one thing changed: the exercise, the load, a set with the amount back at its start, or the amount."""
    if was.now.exercise != now.now.exercise:
        return True
    old, new = was.now.dose, now.now.dose
    more = [name for name in AMOUNTS if (getattr(new, name) or 0) > (getattr(old, name) or 0)]
    grown = [*more, *(["sets"] if new.sets > old.sets else []), *(["load"] if now.now.load > was.now.load else [])]
    return len(grown) == 1


def one_at_a_time(seen: Seen, at: Happened) -> Faults:
    """INV17: one variable of an exercise in 7 days, one exercise in each part of the plan per decision."""
    raised = went_up(at.before, at.after)
    if not raised:
        return None
    strands = Counter(strand(was.now.exercise) for was, _ in raised)
    faults = [f"{count} exercises of {name} at once" for name, count in strands.items() if count > 1]
    for was, now in raised:
        if was.changed_on and now.changed_on and (now.changed_on - was.changed_on).days < 7:
            faults.append(f"{was.planned} changed on {was.changed_on} and {now.changed_on}")
        if not is_one_step(was, now):
            faults.append(f"{was.now} to {now.now}")
    return faults


def not_before_morning(_seen: Seen, at: Happened) -> Faults:
    """INV20: nothing goes up but by the morning after a session."""
    if not went_up(at.before, at.after):
        return None
    return [] if isinstance(at.log.body, CheckInBody) and at.before.waiting else [f"raised by {at.log.kind}"]


def share(item: DoneItem) -> float:
    """Which part of an item was done."""
    asked = item.asked.sets * (item.asked.minutes or item.asked.distance_m or 1)
    return 0.0 if item.skipped else min(1.0, item.done / asked)


def not_after_bad(seen: Seen, at: Happened) -> Faults:
    """INV21: nothing goes up after pain, a rise, too little done, or pain that spread."""
    if not went_up(at.before, at.after) or not isinstance(at.log.body, CheckInBody):
        return None
    waiting = [one for one in at.before.waiting if one.on < at.log.body.on]
    body = seen.sessions[str(waiting[-1].log_id)]
    pains = [item.pain for item in body.items if item.pain is not None]
    done = sum(map(share, body.items)) / len(body.items)
    rise = at.log.body.pain - waiting[-1].facts.baseline_morning
    bad = not pains or max(pains) > 5 or rise >= 2 or done < 0.9 or body.spread == "peripheralised"
    return [f"raised after pain {pains}, rise {rise}, {done:.0%} done, {body.spread}"] if bad else []


def spread_twice(seen: Seen, at: Happened) -> Faults:
    """INV22: pain that spread in two sessions in a row stops the plan."""
    if not isinstance(at.log.body, SessionBody) or seen.spread[-2:] != [True, True]:
        return None
    stopped = at.after.stop is not None or at.after.needs_rescreen
    return [] if stopped else ["pain spread twice, and the plan goes on"]


def third_flare(_seen: Seen, at: Happened) -> Faults:
    """INV23: a third flare in 42 days asks for a clinician."""
    if len(at.after.flares_on) <= len(at.before.flares_on):
        return None
    newest = at.after.flares_on[-1]
    if sum((newest - day).days < 42 for day in at.after.flares_on) < 3:
        return None
    return [] if at.after.reviews else [f"flares on {at.after.flares_on}, and nobody looks"]


def back_after_weeks(seen: Seen, at: Happened) -> Faults:
    """INV24: a session after more than 28 days away asks for the questions first."""
    body = at.log.body
    if not isinstance(body, SessionBody) or seen.last_on is None or (body.on - seen.last_on).days <= LONG_AWAY:
        return None
    right = at.after.needs_rescreen or at.after.stop is not None
    return [] if right else [f"{(body.on - seen.last_on).days} days away, and the plan goes on"]


def minutes(dose: Dose) -> float:
    """Minutes that a dose takes."""
    return seconds(dose, timing=knowledge().scheduling.timing) / 60


def week_grows(_seen: Seen, at: Happened) -> Faults:
    """INV16: what goes up makes the week longer by a tenth or ten minutes at most, against what was done.

    A morning may decide several sessions: the week is that before any of them. One exercise in the time of another is
    no growth, for which whole minutes count.
    """
    if not went_up(at.before, at.after) or at.before.rest_until is not None:
        return None
    planned, after = (week_minutes(state, at.life) for state in (at.before, at.after))
    weeks = [usual_week(at, one.on) for one in at.before.waiting]
    if not weeks or None in weeks:
        return None
    grown = min(after - before for before in weeks if before is not None) if after >= planned + 1 else 0.0
    return [f"{weeks} to {after:.0f} minutes"] if grown > max(10, (after - grown) * 0.1) + 0.01 else []


def usual_week(at: Happened, on: date) -> float | None:
    """The minutes done in the seven days to this one; None where there was no full, usual week."""
    week = [one for one in at.before.done if timedelta(0) <= on - one.on < timedelta(days=7)]
    begun = (on - at.life.plan.starts_on).days >= 6
    return sum(one.minutes for one in week) if begun and week and all(one.usual for one in week) else None


def week_minutes(state: PlanState, life: Life) -> float:
    """Minutes of a week, as the plan stands."""
    weekly = life.terms.weekly
    return sum(weekly[slot.planned, slot.role] * minutes(slot.now.dose) for slot in state.slots)


def told(_seen: Seen, at: Happened) -> Faults:
    """INV36: what changed is told with the log that led to it, its rule, its reason and its source."""
    changed = any(was.now != now.now for was, now in zip(at.before.slots, at.after.slots, strict=True))
    new = at.after.changes[len(at.before.changes) :]
    if not changed and not new:
        return None
    faults = ["exercises changed, and nothing tells it"] if changed and not any(one.diffs for one in new) else []
    faults += [f"{one.rule}: incomplete" for one in new if not (one.because and one.source and one.rule)]
    return faults + [f"{one.rule}: another log" for one in new if one.log_id != at.log.id]


def stop_stays(_seen: Seen, at: Happened) -> Faults:
    """INV01: once a warning answer stopped a plan, nothing that is logged lifts it."""
    if at.before.stop is None:
        return None
    return ["the stop is gone"] if at.after.stop is None else []


AFTER_A_LOG: dict[str, Callable[[Seen, Happened], Faults]] = {
    "INV01": stop_stays,
    "INV16": week_grows,
    "INV17": one_at_a_time,
    "INV20": not_before_morning,
    "INV21": not_after_bad,
    "INV22": spread_twice,
    "INV23": third_flare,
    "INV24": back_after_weeks,
    "INV36": told,
}


def nothing_if_stopped(_seen: Seen, day: Offered) -> Faults:
    """INV01: a plan that is stopped offers nothing."""
    if day.life.state.stop is None:
        return None
    return ["a stopped plan offers a session"] if day.session else []


def nothing_after_weeks(seen: Seen, day: Offered) -> Faults:
    """INV24: after more than 28 days away the questions come first."""
    if seen.last_on is None or (day.on - seen.last_on).days <= LONG_AWAY:
        return None
    return [f"offered {(day.on - seen.last_on).days} days after the last"] if day.session else []


def runs(seen: Seen, _day: Offered) -> Faults:
    """INV15: no run on the day after a run."""
    return ["two runs"] if len(seen.runs) > 1 and all(seen.runs[-2:]) else []


def loads(seen: Seen, _day: Offered) -> Faults:
    """INV18: no hard strength of a region on two days in a row."""
    twice = seen.loads[-2] & seen.loads[-1] if len(seen.loads) > 1 else None
    return [f"{sorted(twice)} twice"] if twice else []


def rest_day(seen: Seen, day: Offered) -> Faults:
    """INV19: a day of rest in any seven."""
    if len(seen.rests) < 7:
        return None
    return [] if any(seen.rests[-7:]) else [f"seven days without rest to {day.on}"]


def walk_run_opened(seen: Seen, day: Offered) -> Faults:
    """INV14: walk-run only from stage 4, and after 30 brisk minutes with hardly any pain."""
    slugs = {item.exercise for item in day.session.items} if day.session else set()
    if "walk-run-return" not in slugs:
        return None
    return [] if day.life.state.stage >= 4 and seen.brisk else [f"stage {day.life.state.stage}, brisk {seen.brisk}"]


ON_A_DAY: dict[str, Callable[[Seen, Offered], Faults]] = {
    "INV01": nothing_if_stopped,
    "INV14": walk_run_opened,
    "INV15": runs,
    "INV18": loads,
    "INV19": rest_day,
    "INV24": nothing_after_weeks,
}


def offered(seen: Seen, day: Offered, note: Note) -> None:
    """Checks what a day offers, and remembers it."""
    life, items = day.life, list(day.session.items) if day.session else []
    seen.rests.append(is_rest(items))
    seen.loads.append(frozenset(region for item in items for region in regions_of(item.exercise)))
    seen.runs.append(any(book.exercises()[item.exercise]["subgroup"] == "run" for item in items))
    for invariant, asks in ON_A_DAY.items():
        note(invariant, asks(seen, day))
    if day.session is None:
        return
    named = {slug for item in items for slug in (item.exercise, item.easier, item.harder) if slug}
    opened = {"walk-run-return"} if seen.brisk and life.state.stage >= 4 else set()  # INV14 looks at it above
    given = book.slugs(named - opened) if named <= book.exercises().keys() else -1
    held = at_stage(life, life.state.stage)
    for invariant, bans in BANS.items():
        banned = bans(held)
        if banned:
            over = given & banned
            note(invariant, [f"offered on {day.on}: {book.names(over)}"] if over else [])


def at_stage(life: Life, stage: int) -> book.Held:
    """The person of a diary at the stage that their plan has reached."""
    return Made(life.told, life.plan.prescription.model_copy(update={"stage": stage})).held


def remember(seen: Seen, at: Happened) -> None:
    """Keeps what a session says, before it is judged."""
    body = at.log.body
    if not isinstance(body, SessionBody) or not any(item.done or item.pain is not None for item in body.items):
        return
    seen.sessions[str(at.log.id)] = body
    seen.spread.append(body.spread == "peripheralised")


def after(seen: Seen, at: Happened) -> None:
    """Keeps what counts for later days."""
    if str(at.log.id) not in seen.sessions or not isinstance(at.log.body, SessionBody):
        return
    seen.last_on = at.log.body.on
    brisk = (item for item in at.log.body.items if item.exercise.startswith("walk-brisk"))
    seen.brisk |= any(item.done >= 30 and item.pain is not None and item.pain <= 1 for item in brisk)


def order_plays_no_part(life: Life) -> Iterator[str]:
    """Whatever order the logs come in, they lead to the same state."""
    shuffled = Random(len(life.logs)).sample(life.logs, k=len(life.logs))
    if fold(life.plan, shuffled, knowledge=knowledge(), catalogue=catalogue()) != life.state:
        yield "another order of arrival leads to another state"


def check_life(number: int, tally: Tally) -> bool:
    """Lives twelve weeks as the person of this number; False if they get no plan."""
    life = begin(number)
    if life is None:
        return False
    seen = Seen(life)

    def note(invariant: str, faults: Faults) -> None:
        tally.add(invariant, faults and [f"diary {number}: {fault}" for fault in faults], life.told)

    for event in live(life):
        if isinstance(event, Offered):
            offered(seen, event, note)
            continue
        remember(seen, event)
        for invariant, asks in AFTER_A_LOG.items():
            note(invariant, asks(seen, event))
        after(seen, event)
    note("ORDER", list(order_plays_no_part(life)))
    tally.seen["diaries", life.mood] += 1
    tally.seen["highest stage", str(life.state.stage)] += 1
    return True
