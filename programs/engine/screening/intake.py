"""Reads an intake and refuses what is not in the closed vocabularies, in one line that says what is allowed."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

from backfit.lib.strict_shape import InvalidInput, read_shape, shown
from exercises.load import Catalogue
from exercises.schema import GROUPS, POSITIONS
from programs.engine.contract import Intake
from programs.knowledge.load import Knowledge

ALL_ITEMS = "*"
"""The key of `answers` that answers every item not named."""
SHORT_LIST = 24


def read_intake(raw: object, *, knowledge: Knowledge, catalogue: Catalogue) -> Intake:
    """The intake in a JSON value; raises InvalidInput with one line: which field, which value, what is allowed.

    Vocabularies are closed: answers, conditions, flags, equipment, household things, likes and dislikes, country.
    """
    intake = read_shape(Intake, raw)
    _check_answers(intake, knowledge)
    words = catalogue.vocabulary
    household, kit = list(words.household), [*words.kit, *words.kit_synonyms]
    wishes = [*GROUPS, *POSITIONS, *catalogue.exercises]
    _check("conditions", intake.conditions, knowledge.conditions)
    _check("flags", intake.flags, knowledge.flags)
    _check("equipment", intake.equipment, [*kit, *household])
    _check("without", intake.without, household)
    _check("likes", intake.likes, wishes)
    _check("dislikes", intake.dislikes, wishes)
    if intake.country is not None:
        _check("country", [intake.country], knowledge.emergency.iso_3166)
    return intake


def _check_answers(intake: Intake, knowledge: Knowledge) -> None:
    items = {item.id: item for item in knowledge.screening.items}
    _check("answers", intake.answers, [ALL_ITEMS, *items], what="item")
    for key, answer in intake.answers.items():
        allowed = ["yes", "no", "unsure"] + [
            word for word in (items[key].answers if key in items else ()) if word == "prefer_not"
        ]
        if answer not in allowed:
            raise InvalidInput(f"answers.{key} is {shown(answer)}: allowed are {' '.join(allowed)}")


def _check(field: str, values: Iterable[str], allowed: Collection[str], *, what: str = "value") -> None:
    for value in values:
        if value not in allowed:
            raise InvalidInput(f"{field} has the unknown {what} {shown(value)}: {_hint(value, allowed)}")


def _hint(value: str, allowed: Collection[str]) -> str:
    """All that is allowed when that is short, else the closest words and how many there are."""
    if len(allowed) <= SHORT_LIST:
        return f"allowed are {' '.join(allowed)}"
    close = get_close_matches(value, list(allowed), n=3, cutoff=0.5)
    near = f"did you mean {' or '.join(close)}? " if close else ""
    first = " ".join(list(allowed)[:6])
    return f"{near}allowed are {len(allowed)} values: {first} ..."
