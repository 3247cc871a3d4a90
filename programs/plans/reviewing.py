"""The catalogue as a page for reviewers: every exercise, its loads, who must not do it, its sources and its review."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.template.loader import render_to_string

from exercises.load import catalogue
from exercises.schema import Amount, Exercise, Review
from programs.engine.matching.explained import STAGES, ByCondition, Sheet, sheets
from programs.knowledge.load import knowledge, source_label

STYLE = (Path(__file__).parent / "templates/plans/catalogue.css").read_text()
STYLE_HASH = f"'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
"""What a Content-Security-Policy names the page's style by."""


class Row(NamedTuple):
    """Something that leaves an exercise out or puts it off: what, how far, and why; of a load the rule's sentence."""

    what: str
    how: str
    why: str
    rule: str


class Entry(NamedTuple):
    """An exercise as the page shows it."""

    exercise: Exercise
    position: str
    loads: tuple[tuple[str, str], ...]
    dose: str
    effort: str
    equipment: str
    easier: str
    harder: str
    rows: tuple[Row, ...]
    source: str
    review: str


class Section(NamedTuple):
    """The exercises of one file of the catalogue."""

    name: str
    anchor: str
    entries: tuple[Entry, ...]


def review_words(review: Review) -> str:
    """The review of a file in words."""
    if review.status == "unreviewed":
        return "No licensed clinician has reviewed it."
    return f"Reviewed by {review.by}, {review.registration}, on {review.on}."


@cache
def catalogue_page() -> str:
    """The whole page as HTML; it changes only with the knowledge, which is read once a process."""
    sections: dict[str, list[Entry]] = {}
    words = catalogue().vocabulary
    for sheet in sheets(knowledge=knowledge(), catalogue=catalogue()):
        exercise = sheet.exercise
        name = f"{words.groups[exercise.group]}: {words.subgroups[exercise.group][exercise.subgroup]}"
        sections.setdefault(name, []).append(_entry(sheet))
    found = [Section(name, f"s{at}", tuple(entries)) for at, (name, entries) in enumerate(sections.items())]
    reviewed = sum(review.status == "reviewed" for review in catalogue().reviews.values())
    return render_to_string(
        "plans/catalogue.html",
        {
            "style": STYLE,
            "sections": found,
            "count": len(catalogue().exercises),
            "reviewed": reviewed,
            "files": len(catalogue().reviews),
            "version": knowledge().version,
        },
    )


def _entry(sheet: Sheet) -> Entry:
    exercise, words = sheet.exercise, catalogue().vocabulary
    loads = ((words.demands[name].words, level) for name, level in exercise.demands.items() if level != "none")
    low, high = exercise.effort_cr10
    return Entry(
        exercise=exercise,
        position=words.positions[exercise.position],
        loads=tuple(loads),
        dose=f"{_amount(exercise.dose.start)}, growing to {_amount(exercise.dose.max)}",
        effort=f"{low} to {high} (CR10)",
        equipment=", ".join(words.household.get(thing) or words.kit[thing] for thing in exercise.equipment),
        easier=_name(exercise.regression),
        harder=_name(exercise.progression),
        rows=tuple(_rows(sheet)),
        source=source_label(exercise.sources, knowledge=knowledge()),
        review=review_words(catalogue().review_of(exercise)),
    )


def _rows(sheet: Sheet) -> Iterator[Row]:
    """Who must not, or not yet: flags, ages, then conditions that are not offered it from the first stage on."""
    flags = knowledge().flags
    for flag, reason in sheet.by_flag:
        yield Row(flags[flag].name, "left out", reason.because, reason.rule)
    for band, reason in sheet.by_age:
        yield Row(f"ages {band}", "left out", reason.because, reason.rule)
    for one in sheet.by_condition:
        if one.against is not None:
            yield Row(knowledge().conditions[one.condition].name, _how(one), one.against.because, one.against.rule)


def _how(one: ByCondition) -> str:
    if not one.stages:
        return "left out"
    # What is offered at a stage is offered at those above it, but for a starter's own limits: then each is named.
    from_on = tuple(range(one.stages[0], STAGES[-1] + 1))
    return f"from stage {one.stages[0]} on" if one.stages == from_on else f"at stage {_listed(one.stages)}"


def _listed(stages: Iterable[int]) -> str:
    return ", ".join(str(stage) for stage in stages)


def _name(slug: str | None) -> str:
    return "" if slug is None else catalogue().exercises[slug].name


def _amount(amount: Amount) -> str:
    counted = {"reps": amount.reps, "s hold": amount.hold_s, "min": amount.minutes, "m": amount.metres}
    told = " with ".join(f"{value} {unit}" for unit, value in counted.items() if value is not None)
    return f"{amount.sets} x {told}"
