"""The shape of the lessons as they go out: words alone, ready to show or to read aloud."""

from typing import Literal

from pydantic import Field

from programs.engine.contract import Shape


class LessonView(Shape):
    """One lesson. `review_sentence` stands beside it until a registered clinician has reviewed it."""

    id: str
    title: str
    seconds: int
    key_facts: tuple[str, ...]
    paragraphs: tuple[str, ...]
    source: str
    review_sentence: str | None


class LessonGroup(Shape):
    """Lessons of one subject, by topic."""

    title: str
    lessons: tuple[LessonView, ...]


class Lessons(Shape):
    """Every lesson, by group; `knowledge` is the version they belong to."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    knowledge: str
    groups: tuple[LessonGroup, ...]
