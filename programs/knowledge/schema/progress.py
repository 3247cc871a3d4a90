"""The shape of progress.yaml: over how much a person's progress is told, and in which words."""

from typing import Annotated

from pydantic import Field

from exercises.schema import Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import RuledFile

AtLeastOne = Annotated[int, Field(ge=1, le=366)]
Noun = tuple[Text, Text]
"""[for one, for more]."""


class Nouns(Strict):
    """What is counted."""

    session: Noun
    planned_session: Noun
    minute: Noun


class ProgressFile(RuledFile):
    """Spans in weeks, days or numbers of sessions, as their names say.

    `median_of`: sessions or mornings whose median is told, and how many it takes before anything is. `series_days` is
    the length of a clinic's sparkline, `worst_of_days` over how many days its worst pain is taken.
    """

    weeks_shown: AtLeastOne
    sessions_shown: AtLeastOne
    mornings_shown: AtLeastOne
    adherence_days: AtLeastOne
    median_of: AtLeastOne
    worst_of_days: AtLeastOne
    series_days: AtLeastOne
    nouns: Nouns
