"""Every text that a person reads is at about seventh grade or below, but for what readability.yaml excepts."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import textstat
import yaml
from pydantic import BaseModel, ConfigDict

from exercises.load import catalogue
from exercises.strict_yaml import read_yaml
from programs.knowledge.load import FOLDER, knowledge
from programs.plans import words as plan_words

FACT = re.compile(r"\{\w+\}")


class Excepted(BaseModel):
    """A word, or texts by where they stand, and why."""

    model_config = ConfigDict(extra="forbid")

    why: str
    word: str = ""
    texts: tuple[str, ...] = ()


class Rules(BaseModel):
    """How texts are judged, and what is excepted."""

    model_config = ConfigDict(extra="forbid")

    most_grade: float
    alone_from: int
    read: tuple[str, ...]
    not_read: tuple[str, ...]
    words: tuple[Excepted, ...]
    texts: tuple[Excepted, ...]


class Found(NamedTuple):
    """A text and where it stands: file, names and keys with dots between."""

    where: str
    text: str


RULES = Rules.model_validate(yaml.safe_load(Path(__file__).with_name("readability.yaml").read_text()))
CLINICAL = re.compile(rf"\b({'|'.join(one.word for one in RULES.words)})\b", re.IGNORECASE)
EXCEPTED = {where for one in RULES.texts for where in one.texts}
LISTS = {"items": "id", "mini_items": "id", "conditions": "slug"}


def grade(text: str) -> float:
    """Flesch-Kincaid grade; a clinical word and a fact to be filled in count as one syllable."""
    return float(textstat.flesch_kincaid_grade(CLINICAL.sub("back", FACT.sub("ten", text))))


def texts_in(node: object, where: str, *, is_read: bool = False) -> Iterator[Found]:
    """Every text under a key that is read."""
    if where in RULES.not_read:
        return
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts_in(value, f"{where}.{key}", is_read=is_read or key in RULES.read)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            name = value.get("id", value.get("slug", index)) if isinstance(value, dict) else index
            yield from texts_in(value, f"{where}.{name}", is_read=is_read)
    elif is_read and isinstance(node, str):
        yield Found(where, node)


def knowledge_texts() -> list[Found]:
    files = sorted(FOLDER.glob("*.yaml"))
    found = [text for path in files for text in texts_in(read_yaml(path)[0], path.stem)]
    said = [(name, value) for name, value in vars(plan_words).items() if name.isupper()]
    return [*found, *(text for name, value in said for text in texts_in(_plain(value), f"plans.{name}", is_read=True))]


def catalogue_texts() -> list[Found]:
    """The cues and the mistake of an exercise are read one after the other: they are one text."""
    return [
        Found(f"exercises.{slug}", " ".join(f"{line.rstrip('.')}." for line in (*one.cues, one.common_mistake)))
        for slug, one in catalogue().exercises.items()
    ]


def too_hard(texts: list[Found]) -> list[str]:
    """What is above the grade, with its grade."""
    faults, together = [], defaultdict(list)
    for where, text in texts:
        if where in EXCEPTED:
            continue
        if len(text.split()) >= RULES.alone_from:
            if grade(text) > RULES.most_grade:
                faults.append(f"{where}: {grade(text):.1f}: {text}")
        else:
            file, *_, field = where.split(".")
            together[f"{file} {field if not field.isdigit() else 'items'}"].append(text)
    for name, short in together.items():
        joined = " ".join(f"{text.rstrip('.')}." for text in short)
        if len(joined.split()) >= RULES.alone_from and grade(joined) > RULES.most_grade:
            faults.append(f"{name}, together: {grade(joined):.1f}: {joined}")
    return faults


def _plain(value: object) -> object:
    return (
        {str(key): _plain(one) for key, one in value.items()}
        if isinstance(value, dict)
        else (list(value) if isinstance(value, tuple) else value)
    )


def test_every_lesson_is_easy_enough() -> None:
    lessons = knowledge().lessons.values()
    assert too_hard([Found(f"lessons.{one.id}.body", " ".join(one.paragraphs)) for one in lessons]) == []
    assert too_hard([Found(f"lessons.{one.id}.facts", " ".join(one.key_facts)) for one in lessons]) == []
    assert too_hard([Found("lessons.titles.all", ". ".join(one.title for one in lessons))]) == []


def test_every_sentence_and_template_is_easy_enough() -> None:
    assert too_hard(knowledge_texts()) == []


def test_every_cue_is_easy_enough() -> None:
    assert too_hard(catalogue_texts()) == []


def test_no_exception_outlives_its_reason() -> None:
    texts = dict([*knowledge_texts(), *catalogue_texts()])
    assert texts.keys() >= EXCEPTED
    assert [where for where in EXCEPTED if grade(texts[where]) <= RULES.most_grade] == []
    read = " ".join([*texts.values(), *(line for one in knowledge().lessons.values() for line in one.paragraphs)])
    assert [one.word for one in RULES.words if not re.search(rf"\b{one.word}\b", read, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("text", "is_hard"),
    [
        ("Move a little each day. Then rest for a while, and begin again.", False),
        ("Ask a clinician or a physiotherapist before you exercise. It is soon done.", False),
        (
            "Degenerative alterations necessitate multidisciplinary rehabilitation "
            "and individualised consultation before anything else happens.",
            True,
        ),
    ],
)
def test_it_tells_a_hard_text_from_an_easy_one(text: str, *, is_hard: bool) -> None:
    assert (too_hard([Found("a.b", text)]) != []) == is_hard
