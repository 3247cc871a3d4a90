"""The shapes of `/api/intake`: the form a phone draws, and what it sends back."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue, StrictBool, StrictStr

from programs.engine.contract import Answer, Intake, Outcome, Shape
from programs.plans.bundle import Emergency, SafetyRow

Value = str | int | float | bool | None | tuple[str, ...]


class ConsentPoint(Shape):
    """One paragraph of the consent."""

    title: str
    text: str


class ConsentText(Shape):
    """The first screen: what is stored, where, who sees it; `version` comes back with the agreement."""

    version: str
    title: str
    points: tuple[ConsentPoint, ...]
    accept: str
    decline: str
    declined: str


class FormOption(Shape):
    """One choice. `sets` are the intake's fields it fills; null: the step's field takes `value` (multi: a list).

    `also` are other words for it, to be found by; `answers` safety questions that it answers, before they are asked.
    Offered when any of `offered_if` holds, or it is empty.
    """

    value: str
    label: str
    help: str | None
    also: tuple[str, ...]
    sets: dict[str, Value] | None
    answers: dict[str, Answer]
    offered_if: "tuple[ShownIf, ...]" = ()


class ShownIf(Shape):
    """That an earlier step's option, or the answer to a safety item, is one of these; or its number `at_least` that."""

    step: str | None
    answer: str | None
    is_in: tuple[str, ...]
    at_least: int | None


class FormRange(Shape):
    """What a number may be."""

    least: float
    most: float
    step: float
    unit: str


class FormStep(Shape):
    """One question, one screen. `field` is the intake's field it fills; null: its options say, or it only steers.

    Shown when every one of `show_if` holds; an `optional` one may be left without an answer; one
    `anew` is asked each time, with no answer of before. The kind `screening` is
    the safety list: its field `answers` takes the answer by item, and `*` for all items not named.
    """

    id: str
    field: str | None
    kind: Literal["single", "multi", "number", "pain", "days", "minutes", "search", "country", "screening"]
    text: str
    help: str | None
    options: tuple[FormOption, ...]
    range: FormRange | None
    optional: bool
    anew: bool
    show_if: tuple[ShownIf, ...]


class FormSection(Shape):
    """A part of the questionnaire."""

    id: str
    title: str
    steps: tuple[FormStep, ...]


class CountryEmergency(Emergency):
    """A country to choose, with its numbers."""

    name: str


class IntakeForm(Shape):
    """All a phone needs to ask the questions and to answer each safety item at once, without a connection.

    `diagnosed_if` says which answer fills `diagnosed` beside the intake. `elsewhere` holds for countries not listed.
    Texts of consent and safety may hold {emergency}: the number of the country that was chosen.
    """

    schema_: Literal[1] = Field(default=1, alias="schema")
    knowledge: str
    consent: ConsentText
    sections: tuple[FormSection, ...]
    diagnosed_if: ShownIf
    safety: tuple[SafetyRow, ...]
    stops: dict[Outcome, str]
    answer_words: dict[Answer, str]
    none_of_these: str
    unsure_about_these: str
    countries: tuple[CountryEmergency, ...]
    elsewhere: Emergency
    review_sentence: str | None


class IntakeHead(Shape):
    """What stands beside the answers: `today` is the phone's local day, `zone` its IANA name.

    With `diagnosed` false a condition in the intake is what the person suspects, not what a clinician named. `account`
    is whose answers these are: 401 when somebody else is signed in by now.
    """

    schema_: Literal[1] = Field(alias="schema")
    account: UUID | None = None
    diagnosed: StrictBool
    today: date
    zone: Annotated[StrictStr, Field(max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$")]


class IntakeRequest(IntakeHead):
    """The finished questionnaire."""

    intake: Intake


class IntakeUpload(IntakeHead):
    """The same as it is read: the answers stay raw until the engine reads them, whose refusals name the vocabulary."""

    intake: dict[str, JsonValue]
