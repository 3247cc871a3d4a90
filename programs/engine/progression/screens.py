"""A screening log: answers that stop the plan, or an illness that makes it wait."""

import math
from datetime import timedelta

from programs.engine.contract import Answer, Facts, Intake, Outcome
from programs.engine.logs import ScreeningBody
from programs.engine.progression.terms import Terms
from programs.engine.screening import known
from programs.knowledge.load import Knowledge

GRAVEST: tuple[Outcome, ...] = ("emergency_now", "same_day", "clinician_first")
RED_FLAG = {"emergency_now": "emergency", "same_day": "same_day", "clinician_first": "clinician_first"}
HOURS_A_DAY = 24


def stopping(body: ScreeningBody, *, terms: Terms) -> tuple[Outcome, tuple[str, ...]] | None:
    """The gravest outcome of the answers and the items that gave it; None when nothing stops the plan.

    Not sure counts as yes. A fall opens its questions: without answers to them they count as not sure. `unsure` about
    the whole check counts as not sure about every item of the short check.
    """
    intake = terms.published.intake
    answers = _answers(body, terms)
    now = _findings(intake, answers, terms)
    before = _findings(intake, intake.answers, terms)
    for outcome in GRAVEST:
        items = tuple(item for item, action in now.items() if action == outcome and item in answers)
        new = tuple(item for item in items if outcome != "clinician_first" or item not in before)
        if outcome == "clinician_first" and is_high(body, knowledge=terms.knowledge):
            new = (*new, terms.knowledge.screening.pressure.item)
        if new:
            return outcome, new
    return None


def is_high(body: ScreeningBody, *, knowledge: Knowledge) -> bool:
    """Whether a reading of blood pressure blocks, by either of its numbers or as it was answered (INV32)."""
    rules, read = knowledge.screening.pressure, body.pressure
    if body.answers.get(rules.item, "no") != "no":
        return True
    return read is not None and (read.upper >= rules.upper.high_from or read.lower >= rules.lower.high_from)


def pressure_fault(body: ScreeningBody, *, knowledge: Knowledge) -> str | None:
    """Why a reading can't be one, in a few words; None where it can."""
    rules, read = knowledge.screening.pressure, body.pressure
    if read is None:
        return None
    for part, value in ((rules.upper, read.upper), (rules.lower, read.lower)):
        if not part.range[0] <= value <= part.range[1]:
            return f"the {part.label.lower()} is {value}; it goes from {part.range[0]} to {part.range[1]}"
    return None if read.upper > read.lower else f"{read.upper} over {read.lower}: the upper number is the larger one"


def as_facts(outcome: Outcome) -> Facts:
    """The facts of section 6 for an answer that stops the plan."""
    return Facts.model_validate({"red_flag": RED_FLAG[outcome]})


def is_ill(body: ScreeningBody, *, terms: Terms) -> bool:
    """Whether a fever or illness was answered yes, or not sure."""
    ill = {item.id for item in terms.knowledge.screening.mini_items if item.action == "modify" and not item.then_ask}
    return any(answer != "no" for item, answer in body.answers.items() if item in ill)


def rest_days(terms: Terms) -> timedelta:
    """From the day of an illness to the first one with a session again: a day to get well, and the hours."""
    return timedelta(days=1 + math.ceil(terms.knowledge.screening.illness.well_hours / HOURS_A_DAY))


def _answers(body: ScreeningBody, terms: Terms) -> dict[str, Answer]:
    """The answers of the full screen's items: as given, with what a fall opens and what was not sure as a whole."""
    screening = terms.knowledge.screening
    listed = {item.id for item in screening.items}
    answers: dict[str, Answer] = {item: answer for item, answer in body.answers.items() if item in listed}
    for mini in screening.mini_items:
        if body.answers.get(mini.id, "no") != "no":
            answers |= {item: "unsure" for item in mini.then_ask if item not in answers}
    if body.unsure and not any(answer != "no" for answer in body.answers.values()):
        asked = {item for row in screening.rows if row.mini for item in row.items}
        answers |= dict.fromkeys(asked & listed, "unsure")
    return answers


def _findings(intake: Intake, answers: dict[str, Answer], terms: Terms) -> dict[str, str]:
    """The action of each item that applies to this person and was not answered no; the intake's answers still hold."""
    asked = intake.model_copy(update={"answers": {**intake.answers, **answers}})
    return {one.item.id: one.action for one in known(asked, knowledge=terms.knowledge).findings}
