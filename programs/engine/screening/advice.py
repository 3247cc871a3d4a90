"""What a person is told to do: what an answer asks for now, what stops a session, what to watch; never empty."""

from collections.abc import Iterable

from programs.engine.contract import Advice, Outcome
from programs.engine.screening.findings import Finding
from programs.engine.screening.known import Known
from programs.engine.screening.screen import URGENT
from programs.knowledge.load import Knowledge, source_label
from programs.knowledge.schema.screening import Meanwhile


def advice(known: Known, *, outcome: Outcome, in_water: bool, knowledge: Knowledge) -> tuple[Advice, ...]:
    """The advice for an outcome, what to do first at the top; texts name the country's emergency number."""
    found = list(_general(outcome, knowledge))
    found += _of_findings(known, outcome, knowledge)
    if outcome == "clinician_first":
        found += _meanwhile(known, knowledge)
        found += _of_age(known, knowledge)
    if outcome == "plan":
        found += _of_flags(known, knowledge)
        found += _of_plan(known, in_water=in_water, knowledge=knowledge)
    found += _emergency(known, knowledge)
    return once(_filled(one, known, knowledge) for one in found)


def emergency_number(country: str | None, *, knowledge: Knowledge) -> str:
    """The number to call; the default where the country is not known or has none of its own here."""
    known = knowledge.emergency.countries.get(country or "")
    return known.emergency if known else knowledge.emergency.default


def once(found: Iterable[Advice]) -> tuple[Advice, ...]:
    """Each text once, at its first place."""
    texts: dict[str, Advice] = {}
    for one in found:
        texts.setdefault(one.text, one)
    return tuple(texts.values())


def _general(outcome: Outcome, knowledge: Knowledge) -> Iterable[Advice]:
    if outcome != "plan":
        yield Advice(
            id=f"outcome.{outcome}",
            text=knowledge.screening.actions[outcome].advice,
            source=_label(("design",), knowledge),
        )


def _of_findings(known: Known, outcome: Outcome, knowledge: Knowledge) -> Iterable[Advice]:
    """Of answers that need care, the most urgent first; in a plan, of those that changed it.

    Whoever stopped at an urgent answer reads what to do about that, not about every question that was still to come.
    """
    order = knowledge.screening.precedence
    asks_maternity = knowledge.screening.pregnancy.item  # in a plan that is settled already
    shown = [
        one for one in known.findings if _is_shown(one, outcome) and (outcome, one.item.id) != ("plan", asks_maternity)
    ]
    if any(one.given and one.action == outcome for one in shown):
        shown = [one for one in shown if one.given]
    for one in sorted(shown, key=lambda one: (not one.given, order.index(one.action))):
        if one.advice is not None:
            yield Advice(id=f"screening.{one.item.id}", text=one.advice, source=_label(one.item.sources, knowledge))


def _is_shown(one: Finding, outcome: Outcome) -> bool:
    if outcome in URGENT:
        return one.action in URGENT
    return one.action == "modify" or (outcome == "clinician_first" and one.action == "clinician_first")


def _meanwhile(known: Known, knowledge: Knowledge) -> Iterable[Advice]:
    """What may go on until somebody has agreed: the least that any reason leaves open."""
    waiting = {one.item.meanwhile for one in known.findings if one.action == "clinician_first"}
    key: Meanwhile = "nothing"
    if "nothing" not in waiting and knowledge.screening.pregnancy.condition in known.conditions:
        key = "pregnancy"
    elif waiting == {"breathing_and_walking"}:
        key = "breathing_and_walking"
    text = knowledge.screening.meanwhile[key]
    yield Advice(id=f"meanwhile.{key}", text=text, source=_label(("design",), knowledge))


def _of_age(known: Known, knowledge: Knowledge) -> Iterable[Advice]:
    for gate in knowledge.screening.age_gates:
        if gate.min_age <= known.intake.age <= gate.max_age:
            yield Advice(id="screening.age", text=gate.advice, source=_label(gate.sources, knowledge))


def _of_flags(known: Known, knowledge: Knowledge) -> Iterable[Advice]:
    for slug in known.flags:
        flag = knowledge.flags[slug]
        if flag.prompt:
            yield Advice(id=f"flag.{slug}", text=flag.prompt, source=_label(flag.sources, knowledge))


def _of_plan(known: Known, *, in_water: bool, knowledge: Knowledge) -> Iterable[Advice]:
    for rule in knowledge.screening.stop_rules:
        yield Advice(id=f"screening.{rule.id}", text=rule.text, source=_label(rule.sources, knowledge))
    for slug in known.conditions:
        condition = knowledge.conditions[slug]
        text = knowledge.screening.see_clinician.format(signs=condition.see_clinician_if)
        yield Advice(id=f"condition.{slug}", text=text, source=_label(condition.sources, knowledge))
    for number, text in enumerate(knowledge.scheduling.water.rules if in_water else (), start=1):
        yield Advice(id=f"water.{number}", text=text, source=_label(knowledge.scheduling.water.sources, knowledge))
    if known.intake.age >= knowledge.matching.high_balance_from_age:
        companion = knowledge.rules["scheduling.companion"]
        yield Advice(id="scheduling.companion", text=companion.sentence, source=_label(companion.source, knowledge))


def _emergency(known: Known, knowledge: Knowledge) -> Iterable[Advice]:
    """The number where none of the country is known, with a note that it may be another."""
    if known.intake.country not in knowledge.emergency.countries:
        note = knowledge.emergency.default_note
        yield Advice(id="emergency.number", text=note, source=_label(knowledge.emergency.sources, knowledge))


def _filled(one: Advice, known: Known, knowledge: Knowledge) -> Advice:
    number = emergency_number(known.intake.country, knowledge=knowledge)
    return one.model_copy(update={"text": one.text.replace("{emergency}", number)})


def _label(sources: tuple[str, ...], knowledge: Knowledge) -> str:
    return source_label(sources, knowledge=knowledge)
