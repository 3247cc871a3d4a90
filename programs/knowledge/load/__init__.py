"""The knowledge, read once a process from `programs/knowledge/` and cross-checked."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from exercises.load import Catalogue, catalogue
from exercises.strict_yaml import KnowledgeError, read_yaml, shape
from programs.knowledge.load.crosscheck import check_knowledge
from programs.knowledge.load.lessons import lessons_in, read_lessons
from programs.knowledge.load.names import names_in
from programs.knowledge.schema.base import KnowledgeFile, Names, Rule, RuledFile
from programs.knowledge.schema.care import CareFile
from programs.knowledge.schema.conditions import ConditionsFile
from programs.knowledge.schema.emergency import EmergencyFile
from programs.knowledge.schema.flags import FlagsFile
from programs.knowledge.schema.grading import GradingFile
from programs.knowledge.schema.intake import IntakeFile
from programs.knowledge.schema.knowledge import Knowledge
from programs.knowledge.schema.learn import LearnFile, Lesson
from programs.knowledge.schema.matching import MatchingFile
from programs.knowledge.schema.measures import MeasuresFile
from programs.knowledge.schema.nudges import NudgesFile
from programs.knowledge.schema.progress import ProgressFile
from programs.knowledge.schema.progression import ProgressionFile
from programs.knowledge.schema.scheduling import SchedulingFile
from programs.knowledge.schema.screening import ScreeningFile
from programs.knowledge.schema.sources import SourcesFile

__all__ = ["Explanation", "Knowledge", "explain", "knowledge", "read_knowledge", "source_label"]

FOLDER = Path(__file__).parents[1]
WORDS = (
    *("sources", "flags", "conditions", "screening", "matching", "grading", "scheduling", "progression"),
    *("emergency", "intake", "nudges", "care", "progress", "measures", "learn"),
)

File = TypeVar("File", bound=KnowledgeFile)


class Explanation(NamedTuple):
    """A rule in words: its id, its sentence with the facts filled in, and the labels of its sources."""

    rule: str
    because: str
    source: str


@cache
def knowledge() -> Knowledge:
    """The released knowledge; read on the first call of the process."""
    return read_knowledge(FOLDER, catalogue())


def explain(rule_id: str, facts: Mapping[str, object], *, knowledge: Knowledge) -> Explanation:
    """The sentence of a rule with `facts` in its braces; KnowledgeError for an unknown rule or a missing fact."""
    rule = knowledge.rules.get(rule_id)
    if rule is None:
        raise KnowledgeError(f"rule {rule_id!r} stands in no knowledge file")
    try:
        because = rule.sentence.format_map(facts)
    except KeyError as error:
        given = ", ".join(facts) or "none"
        raise KnowledgeError(f"rule {rule_id}: the fact {error} is missing; given are {given}") from error
    return Explanation(rule_id, because, source_label(rule.source, knowledge=knowledge))


def source_label(keys: tuple[str, ...], *, knowledge: Knowledge) -> str:
    """What a person reads as the source: the labels of `keys`, in their order."""
    return "; ".join(knowledge.sources[key].label for key in keys)


def read_knowledge(folder: Path, catalogue: Catalogue) -> Knowledge:
    """The knowledge in `folder`; raises KnowledgeError for anything that the schemas or the cross-checks refuse."""
    documents = {word: read_yaml(folder / f"{word}.yaml") for word in WORDS}
    digest = hashlib.sha256(catalogue.digest.encode())
    texts = read_lessons(folder / "lessons")
    for name, text in [*((f"{word}.yaml", text) for word, (_, text) in documents.items()), *texts.items()]:
        digest.update(name.encode() + b"\0" + text)
    raw = {word: document for word, (document, _) in documents.items()}
    files = _Files(raw, names_in(raw, catalogue))
    read = Knowledge(
        sources=files.read(SourcesFile, "sources").sources,
        flags=files.read(FlagsFile, "flags").flags,
        conditions={condition.slug: condition for condition in files.read(ConditionsFile, "conditions").conditions},
        screening=files.read(ScreeningFile, "screening"),
        matching=files.read(MatchingFile, "matching"),
        grading=files.read(GradingFile, "grading"),
        scheduling=files.read(SchedulingFile, "scheduling"),
        progression=files.read(ProgressionFile, "progression"),
        progress=files.read(ProgressFile, "progress"),
        measures=files.read(MeasuresFile, "measures"),
        emergency=files.read(EmergencyFile, "emergency"),
        intake=files.read(IntakeFile, "intake"),
        nudges=files.read(NudgesFile, "nudges"),
        care=files.read(CareFile, "care"),
        learn=(learn := files.read(LearnFile, "learn")),
        lessons=files.lessons(texts, rules=learn),
        rules=files.rules,
        unreviewed=tuple(sorted([*catalogue.unreviewed, *files.unreviewed])),
        version=digest.hexdigest()[:12],
    )
    check_knowledge(read, catalogue)
    return read


@dataclass(frozen=True)
class _Files:
    """The documents by word, and what gathers while they are read as shapes."""

    raw: Mapping[str, object]
    names: Names
    rules: dict[str, Rule] = field(default_factory=dict)
    unreviewed: list[str] = field(default_factory=list)

    def read(self, model: type[File], word: str) -> File:
        file = shape(model, self.raw[word], file=f"{word}.yaml", context=self.names)
        if file.review.status == "unreviewed":
            self.unreviewed.append(f"{word}.yaml")
        if isinstance(file, (RuledFile, CareFile)):
            self.rules.update({f"{word}.{id_}": rule for id_, rule in file.all_rules().items()})
        return file

    def lessons(self, texts: Mapping[str, bytes], *, rules: LearnFile) -> dict[str, Lesson]:
        found = lessons_in(texts, rules=rules, names=self.names)
        self.unreviewed.extend(f"lessons/{id_}.md" for id_, one in found.items() if one.review.status == "unreviewed")
        return found
