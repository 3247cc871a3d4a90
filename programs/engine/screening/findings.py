"""What each answer of the safety screen leads to, for the items that apply to this person."""

from dataclasses import dataclass

from programs.engine.contract import Intake
from programs.engine.screening.intake import ALL_ITEMS
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.screening import Action, Item, ItemAnswer

UNANSWERED: ItemAnswer = "unsure"


@dataclass(frozen=True, slots=True)
class Finding:
    """An item that applies and was not answered No: its action, the answer in words, and what to do.

    `given` says that somebody answered it: no answer counts as not sure.
    """

    item: Item
    action: Action
    answer: str
    advice: str | None
    given: bool


def is_asked(item: Item, *, intake: Intake, maternal: bool) -> bool:
    """Whether an item applies on the day; one that does not counts as No whatever was answered (11.14)."""
    applies, skip = item.applies, item.skip_if
    if not applies.min_age <= intake.age <= applies.max_age:
        return False
    if applies.when == "pregnant_or_post_partum" and not maternal:
        return False
    return intake.sex not in skip.sex and not any(slug in skip.conditions for slug in intake.conditions)


def finding(item: Item, *, intake: Intake, knowledge: Knowledge) -> Finding | None:
    """What the answer to an item that applies leads to, None for No; no answer counts as not sure."""
    given = intake.answers.get(item.id, intake.answers.get(ALL_ITEMS))
    answer = given or UNANSWERED
    if answer == "no":
        return None
    words = knowledge.screening.answer_words
    action = item.answers.get(answer, item.action)
    return Finding(
        item=item,
        action=action,
        answer=words["missing"] if given is None else words[answer],
        advice=item.advice_to.get(answer, item.advice),
        given=given is not None,
    )


def findings(*, intake: Intake, maternal: bool, knowledge: Knowledge) -> tuple[Finding, ...]:
    """Every finding, in the order of the screen. `maternal`: pregnant or in the weeks after birth."""
    asked = (item for item in knowledge.screening.items if is_asked(item, intake=intake, maternal=maternal))
    found = (finding(item, intake=intake, knowledge=knowledge) for item in asked)
    return tuple(one for one in found if one is not None)
