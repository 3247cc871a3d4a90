"""Turns the screening's knowledge into the safety list that a phone shows and looks answers up in."""

from collections.abc import Callable, Iterator
from functools import partial

from programs.engine.contract import Advice, Answer, Intake, Outcome
from programs.engine.screening import known
from programs.engine.screening.findings import is_asked
from programs.engine.screening.maternity import maternity
from programs.knowledge.load import Knowledge, source_label
from programs.knowledge.schema.screening import Action, Item, MiniItem, Row
from programs.plans.bundle import AskedOf, Emergency, Reading, ReadingPart, SafetyItem, SafetyRow

FILL = "{emergency}"
EVERYBODY = AskedOf(min_age=0, max_age=120, not_sex=(), not_conditions=(), after_yes=())
ACTIONS: dict[Outcome, Action] = {
    "emergency_now": "emergency_now",
    "same_day": "same_day",
    "clinician_first": "clinician_first",
    "plan": "ok",
}
OUTCOMES: dict[Action, Outcome] = {
    "emergency_now": "emergency_now",
    "same_day": "same_day",
    "clinician_first": "clinician_first",
    "modify": "plan",
    "ok": "plan",
}


def emergency_of(country: str | None, *, knowledge: Knowledge) -> Emergency:
    """The numbers of `country` (ISO 3166 alpha-2), or the default with a note when none are known for it."""
    numbers = knowledge.emergency.countries.get(country) if country else None
    if numbers is None:
        return Emergency(
            country=country, emergency=knowledge.emergency.default, urgent=None, note=knowledge.emergency.default_note
        )
    return Emergency(country=country, emergency=numbers.emergency, urgent=numbers.urgent, note=None)


def form_rows(*, knowledge: Knowledge) -> tuple[SafetyRow, ...]:
    """Every question of the full screen; the phone looks at `asked_of`, and fills in {emergency}."""
    full = {item.id for item in knowledge.screening.items}
    asked_of = partial(_asked_of, knowledge=knowledge)
    return tuple(_rows(knowledge, wanted=lambda row, item: item.id in full, asked_of=asked_of, number=FILL))


def session_rows(intake: Intake, *, knowledge: Knowledge, emergency: str) -> tuple[SafetyRow, ...]:
    """The short screen before a session, for this person; questions that another one opens come in its row."""
    maternal = maternity(intake, knowledge=knowledge).holds
    flags = known(intake, knowledge=knowledge).flags

    def wanted(row: Row, item: Item | MiniItem) -> bool:
        if isinstance(item, MiniItem):
            return row.mini and (not item.for_flags or not set(item.for_flags).isdisjoint(flags))
        return row.mini and is_asked(item, intake=intake, maternal=maternal)

    # Who is wanted is asked: nothing may hide the question again.
    return tuple(_rows(knowledge, wanted=wanted, asked_of=lambda _: EVERYBODY, number=emergency))


def before_sessions(intake: Intake, *, knowledge: Knowledge) -> tuple[Advice, ...]:
    """What this person checks before every session, because of a flag (INV33)."""
    flags = {slug: knowledge.flags[slug] for slug in known(intake, knowledge=knowledge).flags}
    return tuple(
        Advice(id=f"flag.{slug}", text=flag.prompt, source=source_label(flag.sources, knowledge=knowledge))
        for slug, flag in flags.items()
        if flag.prompt
    )


def all_items(knowledge: Knowledge) -> dict[str, Item | MiniItem]:
    """Every item by its id: those of the full screen, and those that only the short one has."""
    items: list[Item | MiniItem] = [*knowledge.screening.items, *knowledge.screening.mini_items]
    return {item.id: item for item in items}


def _rows(
    knowledge: Knowledge,
    *,
    wanted: Callable[[Row, Item | MiniItem], bool],
    asked_of: Callable[[Item | MiniItem], AskedOf],
    number: str,
) -> Iterator[SafetyRow]:
    items = all_items(knowledge)
    for row in knowledge.screening.rows:
        shown: list[SafetyItem] = []
        for item in (items[name] for name in row.items):
            if not wanted(row, item):
                continue
            shown.append(_item(item, asked_of=asked_of(item), knowledge=knowledge, number=number))
            if isinstance(item, MiniItem):
                opened = EVERYBODY.model_copy(update={"after_yes": (item.id,)})
                then = [items[name] for name in item.then_ask]
                shown += [_item(it, asked_of=opened, knowledge=knowledge, number=number) for it in then]
        if shown:
            yield SafetyRow(area=row.title, plain=row.text, items=tuple(shown))


def _item(item: Item | MiniItem, *, asked_of: AskedOf, knowledge: Knowledge, number: str) -> SafetyItem:
    outcomes: dict[Answer, Outcome] = {"yes": OUTCOMES[item.action], "unsure": OUTCOMES[item.action]}
    if isinstance(item, Item):
        outcomes |= {answer: OUTCOMES[action] for answer, action in item.answers.items()}
    options: tuple[Answer, ...] = (
        ("yes", "no", "unsure", "prefer_not") if "prefer_not" in outcomes else ("yes", "no", "unsure")
    )
    return SafetyItem(
        id=item.id,
        question=item.question,
        note=knowledge.screening.checked_note if item.action == "same_day" else None,
        asked_of=asked_of,
        options=options,
        outcomes=outcomes,
        advice=item_advice(item, OUTCOMES[item.action], knowledge=knowledge, number=number),
        advice_to={
            answer: item_advice(item, outcomes[answer], knowledge=knowledge, number=number)
            for answer in (item.advice_to if isinstance(item, Item) else ())
        },
        call=item.action == "emergency_now",
        reading=_reading(knowledge) if item.id == knowledge.screening.pressure.item else None,
    )


def _reading(knowledge: Knowledge) -> Reading:
    rules = knowledge.screening.pressure
    upper, lower = (
        ReadingPart(label=part.label, least=part.range[0], most=part.range[1], high_from=part.high_from)
        for part in (rules.upper, rules.lower)
    )
    return Reading(upper=upper, lower=lower)


def _asked_of(item: Item | MiniItem, *, knowledge: Knowledge) -> AskedOf:
    if isinstance(item, MiniItem):
        return EVERYBODY
    pregnancy = knowledge.screening.pregnancy
    return AskedOf(
        min_age=item.applies.min_age,
        max_age=item.applies.max_age,
        not_sex=item.skip_if.sex,
        not_conditions=item.skip_if.conditions,
        after_yes=(pregnancy.item,) if item.applies.when else (),
        or_conditions=(pregnancy.condition,) if item.applies.when else (),
    )


def item_advice(item: Item | MiniItem, outcome: Outcome, *, knowledge: Knowledge, number: str) -> tuple[Advice, ...]:
    """What to do now when the answer to this item leads to `outcome`, with the emergency number filled in."""
    text = item.advice or knowledge.screening.actions[item.action].advice
    if isinstance(item, Item):
        led = (item.advice_to[answer] for answer, action in item.answers.items() if OUTCOMES[action] == outcome)
        text = next(led, text)
    source = source_label(item.sources, knowledge=knowledge)
    return (Advice(id=f"screening.{item.id}", text=text.replace(FILL, number), source=source),)
