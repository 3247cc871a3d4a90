"""What a clinician's limits let a slot do: how far it may go up, and how far down before it gives way."""

from collections.abc import Iterable, Iterator, Sequence

from programs.engine.care import GrowthLimits, HeldLimits
from programs.engine.contract import Role
from programs.engine.plans import Slot, Step
from programs.engine.progression.doses import value_of, with_value
from programs.engine.progression.terms import Terms, amount_of, exercise_of


def limits_now(slot: Slot) -> GrowthLimits | None:
    """The limits that count what is done for a slot now; None where it has none, or they are of another exercise."""
    return slot.limits if slot.limits is not None and slot.limits.exercise == slot.now.exercise else None


def is_frozen(slot: Slot) -> bool:
    """Whether nothing of a slot goes up, whichever exercise is done for it."""
    return slot.limits is not None and slot.limits.frozen


def is_capped(slot: Slot) -> bool:
    """Whether at most the amount may grow, and no set or weight comes: a clinician set an end in this place."""
    return is_frozen(slot) or (slot.limits is not None and slot.limits.ceiling is not None)


def may_become(slot: Slot, harder: str) -> bool:
    """Whether a harder exercise may come: in a place with an end only the one that the clinician set it for."""
    return not is_capped(slot) or (slot.limits is not None and slot.limits.exercise == harder)


def at_most(slot: Slot, most: int) -> int:
    """The most of a slot's amount."""
    held = limits_now(slot)
    return most if held is None or held.ceiling is None else min(most, held.ceiling)


def step_of(slot: Slot, step: int) -> int:
    """How much one step adds."""
    held = limits_now(slot)
    return step if held is None or held.step is None else min(step, held.step)


def keeps_floor(step: Step, slot: Slot, terms: Terms) -> bool:
    """Whether a step is not below its exercise's floor. Below it something easier is done, or nothing: never more."""
    held = slot.limits
    if held is None or held.floor is None or held.exercise != step.exercise:
        return True
    return value_of(step.dose, amount_of(exercise_of(step, terms))) >= held.floor


def taken_on(slots: Sequence[Slot], held: Iterable[HeldLimits], terms: Terms) -> tuple[tuple[Slot, ...], list[str]]:
    """The places of a new plan with the limits of the one before it, and the exercises whose limits found no place.

    What keeps an exercise back goes on where it is done again, else in its old place; a dose over its end begins there.
    A floor does not: the new plan may have to begin below it.
    """
    taken = {(slot.planned, slot.role): slot for slot in slots}
    lost = []
    for one in held:
        limits = one.limits.model_copy(update={"floor": None})
        if limits == GrowthLimits(exercise=limits.exercise):
            continue
        free = (key for key in _places(one, slots) if taken[key].limits is None)
        key = next(free, None)
        if key is None:
            lost.append(limits.exercise)
        else:
            taken[key] = _held(taken[key], limits, terms)
    return tuple(taken.values()), lost


def _places(one: HeldLimits, slots: Iterable[Slot]) -> Iterator[tuple[str, Role]]:
    alike = [(slot.planned, slot.role) for slot in slots if slot.role == one.role]
    return (key for exercise in (one.limits.exercise, one.planned) for key in alike if key[0] == exercise)


def _held(slot: Slot, limits: GrowthLimits, terms: Terms) -> Slot:
    slot = slot.model_copy(update={"limits": limits})
    amount = amount_of(exercise_of(slot.now, terms))
    value = value_of(slot.now.dose, amount)
    now = slot.now.model_copy(update={"dose": with_value(slot.now.dose, amount, at_most(slot, value))})
    return slot if not value else slot.model_copy(update={"now": now})
