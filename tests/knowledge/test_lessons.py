"""What no single change shows: topics that are missing or stand twice, bodies of a wrong length, the version."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.strict_yaml import KnowledgeError
from programs.knowledge.load import Knowledge, knowledge

Change = Callable[[str, str, str], None]
Reread = Callable[[], Knowledge]
NEVER = re.compile(r"\bdamaged?\b|\bworn[- ]out (disc|spine)|\byou have (a|an) \w+ disc|\bdiagnos", re.IGNORECASE)
DOSES = re.compile(r"\d+ ?mg|\d+ ?(tablet|pill)", re.IGNORECASE)


def test_a_topic_without_a_lesson_is_refused(knowledge_copy: Path, reread: Reread) -> None:
    (knowledge_copy / "lessons" / "pacing.md").unlink()
    with pytest.raises(KnowledgeError, match="no lesson has topic 15"):
        reread()


def test_a_topic_with_two_lessons_is_refused(change: Change, reread: Reread) -> None:
    change("lessons/pacing.md", "topic: 15", "topic: 14")
    with pytest.raises(KnowledgeError, match="topic 14 stands 2 times"):
        reread()


@pytest.mark.parametrize(
    ("words", "says"), [(149, "words are 149"), (155, "spoken seconds are 58"), (251, "words are")]
)
def test_a_body_of_a_wrong_length_is_refused(words: int, says: str, knowledge_copy: Path, reread: Reread) -> None:
    path = knowledge_copy / "lessons" / "pacing.md"
    head = path.read_text().rpartition("---\n")[0]
    path.write_text(f"{head}---\n\n{'So. ' * words}\n")
    with pytest.raises(KnowledgeError, match=f"^lessons/pacing.md: {says}"):
        reread()


def test_a_changed_lesson_is_another_version(change: Change, reread: Reread) -> None:
    change("lessons/pacing.md", "You know the pattern.", "You know this pattern.")
    assert reread().version != knowledge().version


def test_a_reviewed_lesson_no_longer_counts_as_unreviewed(change: Change, reread: Reread) -> None:
    change(
        "lessons/pacing.md",
        "{status: unreviewed, by: null, registration: null, on: null}",
        "{status: reviewed, by: Dana Physio, registration: HCPC PH000000, on: 2026-02-01}",
    )
    assert set(knowledge().unreviewed) - set(reread().unreviewed) == {"lessons/pacing.md"}


def test_no_lesson_frightens_diagnoses_or_doses() -> None:
    """Nutrition has its numbers; medicines have none."""
    for lesson in knowledge().lessons.values():
        text = " ".join([lesson.title, *lesson.key_facts, *lesson.paragraphs])
        assert not NEVER.search(text), lesson.id
        if lesson.id not in ("calcium", "phosphorus", "vitamin-d"):
            assert not DOSES.search(text), lesson.id


@pytest.mark.parametrize(
    ("lesson", "numbers"),
    [
        ("calcium", {"1000 mg", "1200 mg", "1300 mg", "300 mg"}),
        ("phosphorus", {"700 mg", "1250 mg"}),
        ("vitamin-d", {"600 IU", "800 IU", "4000 IU"}),
    ],
)
def test_nutrition_has_the_numbers_of_its_source_and_no_others(lesson: str, numbers: set[str]) -> None:
    one = knowledge().lessons[lesson]
    assert set(re.findall(r"\d+ (?:mg|IU)", " ".join([*one.key_facts, *one.paragraphs]))) == numbers


def test_who_should_be_seen_is_told_whole() -> None:
    """The stop rules of the specification, section 2.3, stand in one lesson."""
    text = " ".join(knowledge().lessons["what-usually-happens"].paragraphs).lower()
    for sign in (
        *("bladder", "saddle", "chest pain", "faint", "breathlessness", "calf", "weak", "fever", "fall", "injury"),
        *("further down", "four weeks", "three flare-ups in six weeks", "pregnant"),
    ):
        assert sign in text, sign
