"""The shape of nudges.yaml: when a reminder comes, and in which words."""

import re
from datetime import time
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import Count, RuledFile, SourceKeys, check_unique

Kind = Literal["exercise", "walk", "swim", "aquatic", "cardio"]
Days = Annotated[int, Field(ge=1, le=366)]
FACTS = {"minutes"}


class QuietHours(Strict):
    """Local times between which nothing is sent; `hours_at_least`: how short a person may make them."""

    begins: time
    ends: time
    hours_at_least: Annotated[int, Field(ge=1, le=24)]


class AtMost(Strict):
    """So many nudges in so many days running, today included."""

    nudges: Annotated[int, Field(ge=1)]
    in_days: Days


class Template(Strict):
    """One wording; {minutes} is the planned length. Eligible for a session of `kinds`, of any when there are none."""

    slug: Slug
    subject: Text
    body: Text
    kinds: tuple[Kind, ...] = ()
    sources: SourceKeys

    @model_validator(mode="after")
    def _fills_known_facts(self) -> Self:
        for _, name, _, _ in Formatter().parse(self.subject + self.body):
            if name is not None and name not in FACTS:
                raise ValueError(f"body: {{{name}}} is no fact; there is {', '.join(FACTS)}")
        return self


class NudgesFile(RuledFile):
    """When a reminder comes, and in which words."""

    at: time
    quiet: QuietHours
    at_most: AtMost
    window_minutes: Annotated[int, Field(ge=5, le=240)]
    lease_seconds: Count
    pause_days: Annotated[tuple[Days, ...], Field(min_length=1)]
    links_work_days: Days
    same_again_after_days: Days
    numbers_sources: SourceKeys
    never_says: tuple[Text, ...]
    templates: Annotated[tuple[Template, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def _always_has_words_that_nobody_minds(self) -> Self:
        check_unique("templates", [template.slug for template in self.templates])
        if not any(not template.kinds for template in self.templates):
            raise ValueError("templates: none fits every kind of session")
        for template in self.templates:
            if said := says_one_of(self.never_says, template=template):
                raise ValueError(f"templates: {template.slug} says {said!r}, which never_says forbids (N11, N23)")
        return self


def says_one_of(words: tuple[str, ...], *, template: Template) -> str | None:
    """The first of the words that the template says, as whole words in any case."""
    text = f"{template.subject} {template.body}".casefold()
    return next((word for word in words if re.search(rf"\b{re.escape(word.casefold())}\b", text)), None)
