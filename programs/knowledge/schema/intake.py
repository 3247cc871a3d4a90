"""The shape of intake.yaml: the questionnaire that the phone renders, and the consent before it."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import ItemId, KnowledgeFile, SourceKey, check_unique
from programs.knowledge.schema.screening import ItemAnswer

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Kind = Literal["single", "multi", "number", "pain", "days", "minutes", "search", "country", "screening"]
Value = str | int | float | bool | None | tuple[str, ...]

ASKED_BY_NAME: tuple[Kind, ...] = ("single", "multi")


class ShowIf(Strict):
    """A step is shown when each of its conditions holds: an earlier option or a screening answer is one of `is_in`.

    A step that takes a number may ask for `at_least` in place of that.
    """

    step: Name | None = None
    answer: ItemId | None = None
    is_in: tuple[str, ...] = ()
    at_least: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _asks_one(self) -> Self:
        if (self.step is None) == (self.answer is None):
            raise ValueError("step or answer is given, and not both")
        if bool(self.is_in) == (self.at_least is not None):
            raise ValueError("is_in or at_least is given, and not both")
        return self


class Option(Strict):
    """One choice. `sets` gives the intake's fields it fills; without it the step's field takes `value`.

    `answers` are safety questions that the choice answers, never with No.
    """

    value: Text
    label: Text
    help: Text | None = None
    also: tuple[Text, ...] = ()
    """Other words that people type for it."""
    sets: dict[Name, Value] | None = None
    answers: dict[ItemId, Literal["yes", "unsure"]] = {}
    offered_if: tuple[ShowIf, ...] = ()
    """Offered when any of these holds; always, where none is given."""
    sources: tuple[SourceKey, ...] = ()
    """Where a choice that decides comes from."""


class Range(Strict):
    """What a number may be."""

    least: Annotated[float, Field(ge=0)]
    most: Annotated[float, Field(le=1000)]
    step: Annotated[float, Field(gt=0)]
    unit: Text


class Step(Strict):
    """One question, one screen. `field` is the intake's field it fills; None: it only steers, or its options say."""

    id: Name
    field: Name | None = None
    kind: Kind
    text: Text
    help: Text | None = None
    options: tuple[Option, ...] = ()
    options_from: Literal["kit", "household", "groups", "conditions"] | None = None
    """A vocabulary whose words are the options."""
    options_only: tuple[str, ...] = ()
    """The part of that vocabulary which is asked; empty: all."""
    range: Range | None = None
    optional: bool = True
    """Whether the person may go on without an answer."""
    anew: bool = False
    """Whether it is asked anew with each full set of questions; what was said before stands there else."""
    show_if: tuple[ShowIf, ...] = ()

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if self.kind in ASKED_BY_NAME and not self.options and self.options_from is None:
            raise ValueError("options is empty; a choice names its options or options_from")
        if self.kind in ("number", "minutes") and self.range is None:
            raise ValueError("range is missing; a number says what it may be")
        values = [option.value for option in self.options]
        if len(set(values)) != len(values):
            raise ValueError("options: a value stands twice")
        return self


class Section(Strict):
    """A part of the questionnaire, with the words that stand above its questions."""

    id: Name
    title: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]


class Point(Strict):
    """One paragraph of the consent."""

    title: Text
    text: Text


class Consent(Strict):
    """What a person agrees to before the first question; a new version is asked again."""

    version: Annotated[int, Field(ge=1)]
    title: Text
    points: Annotated[tuple[Point, ...], Field(min_length=1)]
    accept: Text
    decline: Text
    declined: Text


class IntakeFile(KnowledgeFile):
    """The questionnaire."""

    consent: Consent
    diagnosed_if: ShowIf
    """The answer that says a clinician named the condition; otherwise it is only suspected."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    screening_options: dict[ItemAnswer, Text]
    """The answers to a screening question, in words; prefer_not only where an item has it."""
    none_of_these: Text
    unsure_about_these: Text
    unreviewed: Text
    """Said where content that no registered clinician has reviewed is shown."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order."""
        return tuple(step for section in self.sections for step in section.steps)

    @model_validator(mode="after")
    def _asks_of_earlier_steps(self) -> Self:
        options: dict[str, list[str]] = {}
        check_unique("steps", [step.id for step in self.steps])
        for step in self.steps:
            for condition in step.show_if:
                _check_earlier(condition, of=step.id, options=options)
            options[step.id] = [option.value for option in step.options]
        _check_earlier(self.diagnosed_if, of="diagnosed_if", options=options)
        return self


def _check_earlier(condition: ShowIf, *, of: str, options: dict[str, list[str]]) -> None:
    if condition.step is None:
        return
    if condition.step not in options:
        raise ValueError(f"{of}: show_if.step is {condition.step!r}: no earlier step has this id")
    for value in condition.is_in:
        if value not in options[condition.step]:
            allowed = ", ".join(options[condition.step])
            raise ValueError(f"{of}: show_if.is_in is {value!r}: options of {condition.step} are {allowed}")
