"""The parts of a week while it is being made: what is done, how long it takes, and how far each may grow."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from exercises.schema import Amount, Exercise
from programs.engine.contract import Day, Dose, Role, SessionKind
from programs.engine.scheduling.choice import Choice
from programs.knowledge.schema.scheduling import Timing

MINUTE_S = 60


@dataclass(slots=True, eq=False)
class Part:
    """One exercise in one role. It has one dose in the whole week, so every session that holds it holds this object.

    `usual` is what its minutes or metres grow to while there is time, `usual_sets` its sets; `most` is all it may grow
    to. `took` is how many seconds the dose takes.
    """

    choice: Choice
    role: Role
    dose: Dose
    took: int
    most: Amount
    usual: int
    usual_sets: int
    aerobic: bool = False
    balance: bool = False

    @property
    def exercise(self) -> Exercise:
        """The exercise."""
        return self.choice.exercise

    def set(self, *, timing: Timing, **changes: int) -> None:
        """Changes the dose, and with it how long it takes."""
        self.dose = self.dose.model_copy(update=changes)
        self.took = seconds(self.dose, timing=timing)


@dataclass(slots=True, eq=False)
class Draft:
    """A session in the making; `heavy`: strength of any grade may stand in it, else only what may be daily."""

    day: Day
    kind: SessionKind
    heavy: bool
    parts: list[Part] = field(default_factory=list)

    @property
    def mains(self) -> list[Part]:
        """The parts between warm-up and cool-down."""
        return [part for part in self.parts if part.role == "main"]

    @property
    def minutes(self) -> int:
        """Minutes of the session, rounded up."""
        return minutes(part.took for part in self.parts)


def seconds(dose: Dose, *, timing: Timing) -> int:
    """How long a dose takes, with getting ready, both sides and rests, in seconds; never less than the work itself."""
    if dose.minutes is not None:
        work, rest = dose.minutes * MINUTE_S, 0
    elif dose.distance_m is not None:
        work, rest = int(dose.distance_m / timing.metres_per_minute * MINUTE_S), 0
    else:
        held = dose.hold_s or 0
        one_side = held if dose.reps is None else int(dose.reps * (timing.rep_s + held))
        work = 2 * one_side + timing.side_change_s if dose.side == "each" else one_side
        rest = timing.default_rest_s if dose.rest_s is None else dose.rest_s
    return timing.set_up_s + dose.sets * work + (dose.sets - 1) * rest


def minutes(took: Iterable[int]) -> int:
    """Seconds of several parts in minutes, rounded up."""
    return -(-sum(took) // MINUTE_S)
