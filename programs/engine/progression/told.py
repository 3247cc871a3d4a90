"""What a logged session tells: its facts for section 6, and which exercises were done well or hurt (11.21, 11.26)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from programs.engine.contract import DAYS, Dose, Facts
from programs.engine.logs import DoneItem, EffortWord, SessionBody
from programs.engine.plans import PlanState, Slot, Step
from programs.engine.progression.flares import flares_before
from programs.engine.progression.mornings import usual
from programs.engine.progression.slots import SlotKey, key_of
from programs.engine.progression.terms import Terms
from programs.knowledge.schema.progression import ProgressionFile

NO_SPREAD = (None, "none", "centralised", "same")


@dataclass(frozen=True)
class Told:
    """A session in the terms of section 6.

    `clean` are the slots done unmarked at their present dose, `marked` those that hurt or were too hard, `broken` all
    that were asked and are not clean; `overdone`: more was done than asked.
    """

    facts: Facts
    clean: tuple[SlotKey, ...]
    marked: tuple[SlotKey, ...]
    broken: tuple[SlotKey, ...]
    overdone: bool


def is_missed(body: SessionBody) -> bool:
    """Whether nothing was done and nothing that could matter was told: then there was no session (11.26)."""
    hurt = any(item.hurt or item.pain is not None for item in body.items)
    return not any(item.done for item in body.items) and not hurt and body.spread in NO_SPREAD


def read_session(body: SessionBody, *, state: PlanState, terms: Terms) -> Told:
    """The facts of a session as the plan stands before it; the morning after is not known yet."""
    rules = terms.knowledge.progression
    rpe, rpe_hi = _effort(body.items, rules)
    facts = Facts(
        limb=body.spread or "none",
        limb_minutes=body.spread_minutes,
        pain_during=max((item.pain for item in body.items if item.pain is not None), default=None),
        baseline_morning=usual(state.mornings, on=body.on, intake=terms.published.intake, rules=rules.trend),
        rpe=rpe,
        rpe_hi=rpe_hi,
        completion=_completion(body.items),
        days_since_last=days_away(state, on=body.on, terms=terms),
        successes=state.successes,
        flares_42d=flares_before(state, on=body.on, rules=rules),
        periph_prev=state.last_peripheralised,
        mode=terms.mode,
        profile=terms.profile,
    )
    marked = [key for item in body.items if is_marked(item, terms) for key in _keys(item, state, terms)]
    clean = tuple(key_of(slot) for slot in state.slots if _is_clean(slot, body.items, marked, terms))
    asked = dict.fromkeys(key for item in body.items for key in _keys(item, state, terms))
    return Told(
        facts=facts,
        clean=clean,
        marked=tuple(dict.fromkeys(marked)),
        broken=tuple(key for key in asked if key not in clean),
        overdone=any(share_done(item) * 100 > rules.steps.overdone_percent for item in body.items),
    )


def days_away(state: PlanState, *, on: date, terms: Terms) -> int:
    """Calendar days since the last session less the planned gap before the next, at least 1 (11.27).

    Before the first session it is 1, unless the plan has waited so long that the questions must be asked again.
    """
    if state.last_session_on is None:
        waited = (on - terms.published.starts_on).days
        longest = next(way.days[0] for way in terms.knowledge.progression.reentry if way.rule == "R2d")
        return waited if waited >= longest else 1
    days = (on - state.last_session_on).days
    return max(1, days - (planned_gap(state.last_session_on, terms) - 1))


def planned_gap(after: date, terms: Terms) -> int:
    """In how many days after a day the week plans the next session: 1 to 7."""
    program = terms.published.prescription.program
    planned = {session.day for session in program.sessions if session.items} if program else set()
    return next((gap for gap in range(1, 8) if DAYS[(after + timedelta(days=gap)).weekday()] in planned), 7)


def _effort(items: Iterable[DoneItem], rules: ProgressionFile) -> tuple[int | None, int]:
    """The effort that was furthest above its own target, with that target; None where no word was given."""
    told = [
        (_cr10(item.effort, item.asked, rules), item.asked.effort_cr10[1]) for item in items if item.effort is not None
    ]
    if not told:
        return None, max((item.asked.effort_cr10[1] for item in items), default=Facts().rpe_hi)
    return max(told, key=lambda effort: (effort[0] - effort[1], effort[0]))


def _cr10(word: EffortWord, asked: Dose, rules: ProgressionFile) -> int:
    end, plus = rules.words.effort[word]
    return min(10, max(0, asked.effort_cr10[0 if end == "lowest" else 1] + plus))


def _completion(items: Iterable[DoneItem]) -> int:
    """How much of what was asked was done, in percent, each exercise alike; rounded down."""
    shares = [min(Fraction(1), share_done(item)) for item in items]
    return int(100 * sum(shares, Fraction()) / len(shares)) if shares else 0


def share_done(item: DoneItem) -> Fraction:
    """Which part of what was asked was done; more than 1 when more was done."""
    # Exact, since a float's 89.999 would turn a success into a hold.
    return Fraction(0 if item.skipped else item.done, _asked(item.asked))


def _asked(dose: Dose) -> int:
    """How much `done` counts when all of it is done: minutes or metres where the dose has them, else sets."""
    return max(1, dose.sets * (dose.minutes or dose.distance_m or 1))


def is_marked(item: DoneItem, terms: Terms) -> bool:
    """Whether an exercise hurt, by a tap or its pain, or was too hard; a run has a limit of its own."""
    limit = terms.knowledge.progression.success.pain_up_to[terms.mode]
    if item.exercise == terms.knowledge.matching.walk_run:
        limit = min(limit, terms.knowledge.grading.walk_run.stop_above_pain)
    over = item.pain is not None and item.pain > limit
    return item.hurt or over or item.effort == "too_hard"


def _keys(item: DoneItem, state: PlanState, terms: Terms) -> list[SlotKey]:
    """The slots that a logged item stands for: those at the very dose that was asked, else all of the exercise.

    A flare, a way back or the day before may have asked for an easier one: then it is whose ladder leads there.
    """
    named = [slot for slot in state.slots if item.exercise in _held(slot)]
    exact = [slot for slot in named if slot.now == Step(exercise=item.exercise, dose=item.asked, load=slot.now.load)]
    above = [slot for slot in state.slots if item.exercise in _down_from(slot.now.exercise, terms)]
    return [key_of(slot) for slot in exact or named or above]


def _held(slot: Slot) -> tuple[str, ...]:
    stand_in = (slot.stand_in.exercise,) if slot.stand_in else ()
    return (slot.now.exercise, slot.planned, *stand_in)


def _down_from(slug: str, terms: Terms) -> list[str]:
    """The easier exercises of a ladder, the nearest first."""
    found = []
    easier = terms.catalogue.exercises[slug].regression
    while easier is not None:
        found.append(easier)
        easier = terms.catalogue.exercises[easier].regression
    return found


def is_easy_run(item: DoneItem, terms: Terms) -> bool:
    """Whether it is no run, or one with hardly any pain: only those lead to more running (specification 5.4)."""
    if item.exercise != terms.knowledge.matching.walk_run:
        return True
    return item.pain is not None and item.pain <= terms.knowledge.grading.walk_run.pain_up_to


def _is_clean(slot: Slot, items: Iterable[DoneItem], marked: Iterable[SlotKey], terms: Terms) -> bool:
    """Whether a slot was done, unmarked, at its present dose and not in an easier version."""
    return key_of(slot) not in marked and any(
        item.exercise == slot.now.exercise
        and is_easy_run(item, terms)
        and item.asked == slot.now.dose
        and item.swapped_for is None
        and share_done(item) >= 1
        for item in items
    )
