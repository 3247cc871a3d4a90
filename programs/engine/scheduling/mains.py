"""The main part of a session: balance where it is due, the stage's exercises, an aerobic block or lead."""

from typing import Final

from exercises.schema import Group
from programs.engine.scheduling.choice import Choice
from programs.engine.scheduling.days import AEROBIC, AerobicKind
from programs.engine.scheduling.doses import main_part
from programs.engine.scheduling.parts import Draft
from programs.engine.scheduling.week import Week, pick, pick_in_turn
from programs.knowledge.schema.picking import MainPart, Slot

ON_LAND: Final[tuple[AerobicKind, ...]] = ("walk", "cardio")
"""Kinds that may lead the aerobic block of an exercise session."""
BALANCE: Final[Group] = "balance"


def add_exercises(week: Week, draft: Draft, *, turn: int, balance: bool) -> None:
    """Fills an exercise session: balance first, then the stage's slots, then an aerobic block if it is long enough.

    `turn` counts the exercise sessions, so that the last slot's exercises alternate; the others stay, as only what is
    repeated can grow. Where there is time, a block stands in as many sessions as the stage's aerobic days ask for.
    """
    room, picking, stage = room_of(week), week.judge.knowledge.scheduling.picking, week.judge.person.stage
    if balance:
        _add_balance(week, draft)
    asked = week.judge.knowledge.scheduling.frequency[stage].aerobic[0]
    enough = asked if week.intake.minutes >= picking.aerobic_block_always_from else picking.aerobic_days_enough
    wants_block = room.aerobic and week.aerobic_days + (turn if enough == asked else 0) < enough
    block = lead(week, draft, ON_LAND) if wants_block else None
    left = room.most - len(draft.parts) - (block is not None)
    slots = picking.slots[stage]
    for slot in (*slots, *slots[-1:])[:left]:
        _add(week, draft, _for_slot(week, draft, slot, turn=turn, balance=balance))
    if not draft.parts and block is None:
        block = lead(week, draft, ON_LAND) or pick(
            week, draft, week.listed("land", lambda choice: not choice.exercise.in_water)
        )
    _add(week, draft, block, aerobic=block is not None and block.exercise.group != "relaxation")


def add_whatever_is_left(week: Week, draft: Draft) -> None:
    """Gives a session whose exercises all went into warm-up and cool-down a main part, in water if need be."""
    choice = pick(week, draft, week.choices)
    if choice is not None and choice.exercise.in_water:
        draft.kind = "aquatic"
    _add(week, draft, choice, aerobic=choice is not None and _is_timed(choice))


def add_aerobic(week: Week, draft: Draft, *, balance: bool) -> bool:
    """Fills a walk, a ride or a session in water; False, and nothing is added, when nothing may lead it."""
    kind = AEROBIC.get(draft.kind)
    first = lead(week, draft, (kind,)) if kind else None
    if kind is None or first is None:
        return False
    if balance:
        _add_balance(week, draft)
    _add(week, draft, first, aerobic=True)
    subgroups = week.judge.knowledge.scheduling.picking.kinds[kind].extras
    extras = week.listed(f"extras {kind}", lambda choice: choice.subgroup in subgroups)
    while len(draft.parts) < room_of(week).most:
        extra = pick(week, draft, [choice for choice in extras if not (_is_timed(choice) and _holds_timed(draft))])
        if extra is None:
            break
        _add(week, draft, extra, aerobic=extra.exercise.dose.type in ("time", "distance"))
    return True


def _is_timed(choice: Choice) -> bool:
    return choice.exercise.dose.type == "time"


def _holds_timed(draft: Draft) -> bool:
    """Whether a session has its one block of minutes already."""
    return any(part.aerobic and _is_timed(part.choice) for part in draft.parts)


def lead(week: Week, draft: Draft, kinds: tuple[AerobicKind, ...]) -> Choice | None:
    """The aerobic exercise that these kinds are built around; who can hardly walk gets the easiest other one first."""
    picking = week.judge.knowledge.scheduling.picking
    leads = [subgroup for kind in kinds for subgroup in picking.kinds[kind].leads]
    name = f"lead {' '.join(kinds)}"
    if not _hardly_walks(week):
        return pick(week, draft, week.listed(name, lambda choice: choice.subgroup in leads, order=wished))

    def order(choice: Choice) -> tuple[int, ...]:
        return int(choice.exercise.group == "walking"), int(choice.disliked), choice.exercise.grade, *choice.key

    easiest = week.listed(name, lambda choice: choice.subgroup in leads, order=order)
    return next((choice for choice in easiest if week.may_take(choice, draft)), None)


def room_of(week: Week) -> MainPart:
    """How many exercises the main part of this length holds."""
    return next(
        room
        for room in reversed(week.judge.knowledge.scheduling.picking.main_parts)
        if room.from_minutes <= week.length
    )


def balances(week: Week) -> tuple[Choice, ...]:
    """Balance exercises, best first."""
    return week.listed(BALANCE, lambda choice: choice.exercise.group == BALANCE)


def wished(choice: Choice) -> tuple[int, ...]:
    """What is liked first, what is disliked last, each in the usual order."""
    return int(choice.disliked), int(not choice.liked), *choice.key


def _for_slot(week: Week, draft: Draft, slot: Slot, *, turn: int, balance: bool) -> Choice | None:
    """The exercise of a slot. What is disliked takes no second slot while another group has something welcome."""
    anything = sorted(_in_slot(week, "any", balance=balance), key=wished)
    if slot == "any":
        return pick_in_turn(week, draft, anything, turn=turn)
    choice = pick(week, draft, _in_slot(week, slot, balance=balance))
    groups = week.judge.knowledge.scheduling.picking.slot_groups[slot]
    if choice is None or not choice.disliked or not any(part.exercise.group in groups for part in draft.parts):
        return choice
    other = pick_in_turn(week, draft, anything, turn=turn)
    return choice if other is None or other.disliked else other


def _in_slot(week: Week, slot: Slot, *, balance: bool) -> tuple[Choice, ...]:
    """Exercises of a slot's groups: one balance exercise is enough, nerve sliders come from starter sets only."""
    rules = week.judge.knowledge
    groups = [group for group in rules.scheduling.picking.slot_groups[slot] if not (balance and group == BALANCE)]
    sliders = {
        subgroup for limits in rules.matching.irritability.limits.values() for subgroup in limits.excludes_subgroups
    }
    return week.listed(
        f"slot {slot} {balance}",
        lambda choice: (
            choice.exercise.group in groups and (choice.origin is not None or choice.subgroup not in sliders)
        ),
    )


def _hardly_walks(week: Week) -> bool:
    baseline = week.intake.walk_baseline_minutes
    return baseline is not None and baseline < week.judge.knowledge.scheduling.picking.fewest_aerobic_minutes


def _add_balance(week: Week, draft: Draft) -> None:
    _add(week, draft, pick(week, draft, balances(week)), balance=True)


def _add(week: Week, draft: Draft, choice: Choice | None, *, aerobic: bool = False, balance: bool = False) -> None:
    if choice is None:
        return
    part = week.parts.get((choice.slug, "main"))
    if part is None:
        part = main_part(choice, intake=week.intake, judge=week.judge, aerobic=aerobic, balance=balance)
        week.parts[choice.slug, "main"] = part
    draft.parts.append(part)
