"""What a measure says beside its number: below average for the age, unsteady, and no gain in spite of the work."""

from collections.abc import Mapping
from typing import Literal

from programs.engine.logs import MeasureBody
from programs.engine.progress.measures import Score, important, measure_named
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.measures import Norms

Hint = Literal["below_norm", "unsteady"]


def hint(score: Score, body: MeasureBody, *, age: int, sex: str, knowledge: Knowledge) -> Hint | None:
    """What should be told beside a result; it changes no plan and sets no flag, but balance practice is advised.

    Where the sex is not told the higher of both norms counts. Source: specification, section 3.
    """
    measure = measure_named(score.measure, knowledge=knowledge)
    if measure is None:
        return None
    if measure.steady and body.answers[measure.steady.item] < measure.steady.seconds:
        return "unsteady"
    below = measure.norms is not None and score.value < _norm(measure.norms, age=age, sex=sex)
    return "below_norm" if below else None


def _norm(norms: Norms, *, age: int, sex: str) -> int:
    """The average at this age; 0 where none is known."""
    row = next((row for row in norms.rows if row.ages[0] <= age <= row.ages[1]), None)
    if row is None:
        return 0
    return {"male": row.male, "female": row.female}.get(sex, max(row.male, row.female))


def no_gain(
    pairs: Mapping[str, tuple[Score, Score]], *, week: int, done: int, planned: int, knowledge: Knowledge
) -> bool:
    """Whether a clinician should look: weeks of planned sessions done, and nothing that is known got better enough.

    `pairs` holds the first and the last score of pain and of own activities, whichever are known; with none of them
    nothing is said. `week` counts from 0. Source: specification, section 7 [design].
    """
    rules = knowledge.measures.no_gain
    if week < rules.week or not planned or done * 100 < planned * rules.done_percent:
        return False
    verdicts = [important(before, after, knowledge=knowledge) for before, after in pairs.values()]
    return bool(verdicts) and "better" not in verdicts
