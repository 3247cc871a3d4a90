"""The shape of screening.yaml: the safety questions, what each answer leads to, and what a person is told to do."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema import Slug, Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import (
    Age,
    Approval,
    ConditionSlug,
    FlagSlug,
    ItemId,
    Rule,
    RuledFile,
    SourceKeys,
    Span,
    check_unique,
)
from programs.knowledge.schema.conditions import Permission

Action = Literal["emergency_now", "same_day", "clinician_first", "modify", "ok"]
ItemAnswer = Literal["yes", "no", "unsure", "prefer_not"]

DueKind = Literal["questions", "plan", "agreement", "thigh"]
"""What time asks for while a plan is in use: the full questions, a new plan, an agreement, a look at the thigh."""
Meanwhile = Literal["breathing_and_walking", "nothing", "pregnancy"]


class Applies(Strict):
    """Who is asked, by the age on the day; `when` adds a state that an earlier answer gives."""

    min_age: Age = 0
    max_age: Age = 120
    when: Literal["pregnant_or_post_partum"] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_age > self.max_age:
            raise ValueError("min_age may not be above max_age")
        return self


class SkipIf(Strict):
    """An item is not asked, and counts as No, when any of these holds."""

    conditions: tuple[ConditionSlug, ...] = ()
    sex: tuple[Literal["female", "male", "unspecified"], ...] = ()


class ItemBase(Strict):
    """A question, and what Yes (or Not sure) leads to."""

    id: ItemId
    area: Slug
    question: Text
    action: Action
    flag: FlagSlug | None = None
    because: Text
    """The rule's sentence; {answer} is the answer in words."""
    advice: Text | None = None
    """What to do now, for the person; {emergency} is the local emergency number."""
    sources: SourceKeys


class Item(ItemBase):
    """One of the items of the full screen; `checked_note` stands beside every same_day question."""

    applies: Applies = Applies()
    skip_if: SkipIf = SkipIf()
    answers: dict[ItemAnswer, Action] = {}
    """Answers that lead elsewhere than `action`."""
    advice_to: dict[ItemAnswer, Text] = {}
    """What to do after those answers, in place of `advice`."""
    meanwhile: Literal["breathing_and_walking", "nothing"] = "nothing"
    """What a clinician_first item leaves open until it is cleared."""
    lifted_by: tuple[Approval, ...] = ()
    """Approvals that settle a clinician_first item, besides those that age and flags ask for."""
    flag_max_age: Age = 120
    """Above this age the answer sets no flag."""
    note: Text | None = None

    @model_validator(mode="after")
    def _tells_what_to_do(self) -> Self:
        if self.action != "ok" and self.advice is None:
            raise ValueError("advice is missing; every item tells what to do")
        if self.advice_to.keys() != self.answers.keys():
            raise ValueError("advice_to names other answers than answers; what leads elsewhere has its own advice")
        if self.action == "clinician_first" and not self.lifted_by:
            raise ValueError("lifted_by is missing; a clinician_first item names the approvals that settle it")
        return self


class MiniItem(ItemBase):
    """A question that only the short screen before a session asks."""

    then_ask: tuple[ItemId, ...] = ()
    """Items of the full screen that a Yes opens."""
    for_flags: tuple[FlagSlug, ...] = ()
    """Asked where one of these holds; empty: of everybody."""


class Row(Strict):
    """One row of the phone's safety list; it opens its questions word for word."""

    id: Slug
    title: Text
    text: Text
    items: Annotated[tuple[ItemId, ...], Field(min_length=1)]
    mini: bool = False


class ActionAdvice(Strict):
    """What an action means for a person: a title for the screen, and what to do."""

    title: Text
    advice: Text
    blocks: bool


class StopRule(Strict):
    """Something that stops or pauses a plan while it runs."""

    id: Annotated[str, Field(pattern=r"^STOP[0-9]+$")]
    text: Text
    action: Action
    sources: SourceKeys


class AgeGate(Strict):
    """Approvals that an age asks for; `never`: no approval makes a plan."""

    min_age: Age
    max_age: Age
    needs: tuple[Approval, ...] = ()
    never: bool = False
    because: Text
    advice: Text
    sources: SourceKeys


class Pregnancy(Strict):
    """Weeks at which the flags of PA5 change; null weeks are read as the more careful case."""

    item: ItemId
    condition: ConditionSlug
    """Whose limits hold in pregnancy and until post-partum ends."""
    pregnant_flag: FlagSlug
    late_flag: FlagSlug
    post_partum_flag: FlagSlug
    after_birth_words: Text
    back_lying_ends_at_week: Annotated[int, Field(ge=1, le=42)]
    post_partum_flag_under_weeks: Annotated[int, Field(ge=1, le=52)]
    post_partum_ends_at_week: Annotated[int, Field(ge=1, le=52)]
    agreed_until_weeks: tuple[Annotated[int, Field(ge=1, le=42)], ...]
    """Weeks of pregnancy at which an agreement ends: it holds for a trimester."""
    sources: SourceKeys


class Repeat(Strict):
    """When the full screen is asked again, and how long a plan lives."""

    every_weeks: Annotated[int, Field(ge=1, le=12)]
    grace_days: Annotated[int, Field(ge=0, le=7)]
    """Days from when it is due to when sessions wait for it."""
    after_days_away: Annotated[int, Field(ge=1, le=90)]
    plan_weeks: Annotated[int, Field(ge=1, le=12)]
    sources: SourceKeys


class Clearance(Strict):
    """How long an agreement holds, and which items need a plan that a clinician makes."""

    at_most_weeks: Annotated[int, Field(ge=1, le=12)]
    notice_days: Annotated[int, Field(ge=0, le=28)]
    clinician_made_plan: tuple[ItemId, ...]
    sources: SourceKeys


class Illness(Strict):
    """Hours without fever or feeling ill before the next session."""

    well_hours: Annotated[int, Field(ge=1, le=240)]


class PressurePart(Strict):
    """One number of a reading in mmHg: what it may be, and from where on it blocks."""

    label: Text
    range: Span
    high_from: Annotated[int, Field(ge=1)]


class Pressure(Strict):
    """A reading of blood pressure: the item it answers, and the flag that stays until it is cleared."""

    item: ItemId
    flag: FlagSlug
    upper: PressurePart
    lower: PressurePart
    sources: SourceKeys


class ScreeningFile(RuledFile):
    """The safety screen."""

    precedence: Annotated[tuple[Action, ...], Field(min_length=5, max_length=5)]
    approval_words: dict[Approval, Text]
    see_clinician: Text
    """What {signs} of a condition mean while a plan runs."""
    meanwhile: dict[Meanwhile, Text]
    """What may go on while a clinician_first outcome waits."""
    actions: dict[Action, ActionAdvice]
    answer_words: dict[Literal["yes", "no", "unsure", "prefer_not", "missing"], Text]
    checked_note: Text
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    mini_items: tuple[MiniItem, ...]
    pressure: Pressure
    rows: tuple[Row, ...]
    age_gates: tuple[AgeGate, ...]
    permissions: dict[Permission, tuple[Approval, ...]]
    """Approvals that a condition's permission asks for; the order is from the strictest down."""
    pregnancy: Pregnancy
    repeat: Repeat
    clearance: Clearance
    illness: Illness
    due_titles: dict[DueKind, Text]
    """What stands above a thing that time asks for."""
    stop_rules: tuple[StopRule, ...]

    def all_rules(self) -> dict[str, Rule]:
        """The rules of the file and those of its items: an item's sentence stands on the item."""
        items = (*self.items, *self.mini_items)
        return self.rules | {item.id: Rule(sentence=item.because, source=item.sources) for item in items}

    @model_validator(mode="after")
    def _each_item_in_one_row(self) -> Self:
        ids = [item.id for item in (*self.items, *self.mini_items)]
        check_unique("items", ids)
        check_unique("rules", [*self.rules, *ids])
        check_unique("rows", [row.id for row in self.rows])
        check_unique("items of rows", [item for row in self.rows for item in row.items])
        if unseen := set(ids) - {item for row in self.rows for item in row.items}:
            raise ValueError(f"rows: {', '.join(sorted(unseen))} stands in no row, so a person could pass it over")
        return self
