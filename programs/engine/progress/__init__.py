"""How a person is doing: what their measures come to, when the next one is due, how much they moved."""

from programs.engine.progress.dose import met_minutes
from programs.engine.progress.due import Taker, due, taker_of
from programs.engine.progress.measures import Score, Verdict, important, measure_fault, measure_named, score
from programs.engine.progress.review import Hint, hint, no_gain

__all__ = [
    "Hint",
    "Score",
    "Taker",
    "Verdict",
    "due",
    "hint",
    "important",
    "measure_fault",
    "measure_named",
    "met_minutes",
    "no_gain",
    "score",
    "taker_of",
]
