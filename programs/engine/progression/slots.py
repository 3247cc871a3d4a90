"""Finding and replacing the slots of a plan."""

from collections.abc import Iterable
from datetime import date

from programs.engine.contract import Role
from programs.engine.plans import PlanState, Slot

SlotKey = tuple[str, Role]


def key_of(slot: Slot) -> SlotKey:
    """What names a slot for the life of a version."""
    return slot.planned, slot.role


def in_use(slots: Iterable[Slot]) -> frozenset[str]:
    """What the plan holds already, stand-ins and what is paused included."""
    used: set[str] = set()
    for slot in slots:
        used |= {slot.planned, slot.now.exercise, *([slot.stand_in.exercise] if slot.stand_in else [])}
    return frozenset(used)


def is_twice(slug: str, slot: Slot, slots: Iterable[Slot]) -> bool:
    """Whether a slot that takes an exercise, or is offered again with its own, would do what another place holds."""
    others = [one for one in slots if key_of(one) != key_of(slot)]
    if slug != slot.now.exercise:
        return slug in in_use(others)
    # A plan may ask for the same exercise in two roles from the start.
    held = (one for one in others if not one.left_out and one.planned != slot.planned)
    return slot.left_out and any(one.now.exercise == slug for one in held)


def is_active(slot: Slot, *, on: date) -> bool:
    """Whether the slot's own exercise is offered on a day."""
    return not slot.left_out and (slot.paused_until is None or slot.paused_until <= on)


def with_slot(state: PlanState, new: Slot) -> PlanState:
    """The state with the slot of this key replaced."""
    slots = tuple(new if key_of(slot) == key_of(new) else slot for slot in state.slots)
    return state.model_copy(update={"slots": slots})
