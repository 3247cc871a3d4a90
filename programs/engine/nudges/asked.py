"""What a plan asks of one day, as far as a reminder must know it."""

from datetime import date

from exercises.load import Catalogue
from programs.engine.contract import SessionKind, Shape
from programs.engine.plans import PlanState, Published
from programs.engine.progression.flares import flare_day
from programs.engine.progression.today import offers
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import Knowledge


class Asked(Shape):
    """A day of a plan: `held` by a stop or by questions that come first; `kind` is None without a session.

    `ill`: it lies in the rest after an illness; `flare`: the plan eases off. `minutes` is the planned length.
    """

    held: bool
    ill: bool
    flare: bool
    kind: SessionKind | None
    minutes: int


def asked_on(published: Published, state: PlanState, *, on: date, knowledge: Knowledge, catalogue: Catalogue) -> Asked:
    """What the plan asks of a local day, by the same fold and calendar as the bundle; ValueError without a program."""
    ill = state.rest_until is not None and on < state.rest_until
    offered = offers(published, state, on=on, knowledge=knowledge, catalogue=catalogue)
    sessions = dated_sessions(published, state, first_on=on, days=1, knowledge=knowledge, catalogue=catalogue)
    session = next(iter(sessions), None)
    return Asked(
        held=state.stop is not None or (offered.nothing and not ill),
        ill=ill,
        flare=flare_day(state, on=on, rules=knowledge.progression) is not None,
        kind=session.kind if session else None,
        minutes=session.minutes if session else 0,
    )
