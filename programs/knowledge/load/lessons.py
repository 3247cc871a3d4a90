"""The lessons, read from `lessons/*.md`: a head of YAML between two lines of dashes, then the body."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from exercises.strict_yaml import KnowledgeError, parse_yaml, shape
from programs.knowledge.schema.base import Names
from programs.knowledge.schema.learn import LearnFile, Lesson

DASHES = "---\n"
SENTENCE_END = re.compile(r"(?<=[.?:”\"])\s+")


def read_lessons(folder: Path) -> dict[str, bytes]:
    """The bytes of every lesson, by file name, in order; KnowledgeError for a folder that can't be read."""
    try:
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}
    except OSError as error:
        raise KnowledgeError(f"{folder.name}: can't be read: {error.strerror}") from error


def lessons_in(texts: Mapping[str, bytes], *, rules: LearnFile, names: Names) -> dict[str, Lesson]:
    """The lessons by id, in the order of their topics; KnowledgeError for the first that is not right, or missing."""
    lessons = [_lesson(name, text, names=names) for name, text in texts.items()]
    for lesson in lessons:
        fault = next(_faults(lesson, rules), None)
        if fault:
            raise KnowledgeError(f"lessons/{lesson.id}.md: {fault}")
    _check_topics(lessons, rules)
    found = {lesson.id: lesson for lesson in sorted(lessons, key=lambda one: one.topic)}
    _check_led_to(found, rules)
    return found


def seconds_of(lesson: Lesson, *, rules: LearnFile) -> int:
    """How long its body takes to read aloud."""
    return round(60 * lesson.words / rules.length.spoken_words_a_minute)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; what a colon begins counts as one of its own."""
    return [piece for piece in SENTENCE_END.split(text.strip()) if piece]


def _lesson(name: str, text: bytes, *, names: Names) -> Lesson:
    file = f"lessons/{name}"
    empty, *parts = text.decode().split(DASHES, 2)
    if empty or len(parts) != 2:
        raise KnowledgeError(f"{file}: has to begin with a head between two lines of dashes")
    head, body = parse_yaml(text=parts[0].encode(), file=file), parts[1]
    if not isinstance(head, dict) or "paragraphs" in head:
        raise KnowledgeError(f"{file}: its head has to be a mapping, without paragraphs")
    paragraphs = [" ".join(paragraph.split()) for paragraph in body.strip().split("\n\n")]
    lesson = shape(Lesson, {**head, "paragraphs": paragraphs}, file=file, context=names)
    if name != f"{lesson.id}.md":
        raise KnowledgeError(f"{file}: id is {lesson.id!r}: the file is to be called {lesson.id}.md")
    return lesson


def _faults(lesson: Lesson, rules: LearnFile) -> Iterator[str]:
    length = rules.length
    if lesson.group not in rules.groups:
        yield f"group is {lesson.group!r}: allowed are {', '.join(rules.groups)}"
    for field, value, (lowest, highest) in (
        ("key_facts", len(lesson.key_facts), length.key_facts),
        ("words", lesson.words, length.words),
        ("spoken seconds", seconds_of(lesson, rules=rules), length.spoken_seconds),
    ):
        if not lowest <= value <= highest:
            yield f"{field} are {value}: allowed are {lowest} to {highest}"
    for text in (*lesson.paragraphs, *lesson.key_facts, lesson.title):
        for sentence in sentences_of(text):
            if len(sentence.split()) > length.words_a_sentence:
                yield f"a sentence has more than {length.words_a_sentence} words: {sentence}"
            if "!" in sentence:
                yield f"a sentence shouts: {sentence}"


def _check_led_to(lessons: Mapping[str, Lesson], rules: LearnFile) -> None:
    for field, ids in (*rules.after_change.items(), ("in_flare", rules.in_flare)):
        for id_ in ids:
            if id_ not in lessons:
                raise KnowledgeError(f"learn.yaml: {field} is {id_!r}: no lesson has this id")
    for name, moment in rules.moments.items():
        if moment.lead is not None and (moment.lead not in lessons or name not in lessons[moment.lead].moments):
            raise KnowledgeError(f"learn.yaml: {name}: lead is {moment.lead!r}: no lesson of this moment has this id")


def _check_topics(lessons: Iterable[Lesson], rules: LearnFile) -> None:
    topics = Counter(lesson.topic for lesson in lessons)
    expected = range(1, rules.length.topics + 1)
    for topic, times in topics.items():
        if times > 1 or topic not in expected:
            raise KnowledgeError(
                f"lessons: topic {topic} stands {times} times; each of 1 to {expected[-1]} stands once"
            )
    missing = [str(topic) for topic in expected if topic not in topics]
    if missing:
        raise KnowledgeError(f"lessons: no lesson has topic {', '.join(missing)}")
