"""How much was moved: MET-minutes of a logged session, whatever kind it was."""

from exercises.load import Catalogue
from programs.engine.contract import Dose
from programs.engine.logs import DoneItem, SessionBody
from programs.engine.scheduling.aerobic import met
from programs.engine.scheduling.parts import MINUTE_S, seconds
from programs.knowledge.load import Knowledge


def met_minutes(body: SessionBody, *, knowledge: Knowledge, catalogue: Catalogue) -> float:
    """MET-minutes of what was done: the time of each part times its MET value, gross.

    The parts never count for more minutes than the session took. Source: scheduling.yaml, `mets`.
    """
    took, spent = 0.0, 0.0
    for item in body.items:
        exercise = catalogue.exercises.get(item.swapped_for or item.exercise)
        if item.done and exercise is not None:
            minutes = seconds(_done(item), timing=knowledge.scheduling.timing) / MINUTE_S
            took += minutes
            spent += minutes * met(exercise, mets=knowledge.scheduling.mets)
    return spent * min(1.0, body.minutes / took) if took else 0.0


def _done(item: DoneItem) -> Dose:
    """The dose as it was done: `done` counts minutes, metres or sets, as the dose does."""
    asked = item.asked
    if asked.minutes is not None:
        return asked.model_copy(update={"sets": 1, "minutes": item.done})
    if asked.distance_m is not None:
        return asked.model_copy(update={"sets": 1, "distance_m": item.done})
    return asked.model_copy(update={"sets": item.done})
