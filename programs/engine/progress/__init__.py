"""How a person is doing: what their measures come to, and when the next one is due."""

from programs.engine.progress.measures import Score, Verdict, important, measure_fault, measure_named, score

__all__ = ["Score", "Verdict", "important", "measure_fault", "measure_named", "score"]
