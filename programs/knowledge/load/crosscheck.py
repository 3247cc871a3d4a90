"""What no single file can tell: that the catalogue's names are defined, sentences can be filled, starter sets fit."""

from collections.abc import Mapping
from string import Formatter

from exercises.load import Catalogue
from exercises.schema import RANK, Exercise
from exercises.strict_yaml import KnowledgeError
from programs.knowledge.schema.conditions import Condition
from programs.knowledge.schema.knowledge import Knowledge
from programs.knowledge.schema.nudges import says_one_of


def check_knowledge(knowledge: Knowledge, catalogue: Catalogue) -> None:
    """Raise KnowledgeError for the first fault between files."""
    for exercise in catalogue.exercises.values():
        _check_exercise(exercise, knowledge)
    for id_, rule in knowledge.rules.items():
        _check_sentence(id_, rule.sentence)
    for id_ in knowledge.matching.exclusion_order:
        if id_ not in knowledge.matching.rules:
            raise KnowledgeError(f"matching.yaml: exclusion_order is {id_!r}: no rule of this file has this id")
    for condition in knowledge.conditions.values():
        _check_starter_sets(condition, knowledge, catalogue)
    _check_no_circle({slug: flag.sets_flags for slug, flag in knowledge.flags.items()})
    _check_nudges(knowledge)


def _check_exercise(exercise: Exercise, knowledge: Knowledge) -> None:
    """The catalogue lies below the knowledge, so what it names there is checked from here."""
    file = f"{exercise.group}-{exercise.subgroup}.yaml".replace("_", "-")
    for field, used, defined, where in (
        ("sources", exercise.sources, knowledge.sources, "source of sources.yaml"),
        ("contraindicated_for_flags", exercise.contraindicated_for_flags, knowledge.flags, "flag of flags.yaml"),
    ):
        for name in used:
            if name not in defined:
                raise KnowledgeError(f"{file}: {exercise.slug}: {field} is {name!r}: no {where} has this name")


def _check_sentence(id_: str, sentence: str) -> None:
    file = f"{id_.partition('.')[0]}.yaml"
    try:
        facts = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    except ValueError as error:
        raise KnowledgeError(f"{file}: {id_}: sentence is {sentence!r}: {error}") from error
    if not all(fact.isidentifier() for fact in facts):
        raise KnowledgeError(f"{file}: {id_}: sentence is {sentence!r}: each fact in braces needs a name")


def _check_no_circle(sets: Mapping[str, tuple[str, ...]]) -> None:
    """Follow the flags that each flag sets; a circle is told at a flag that stands on it."""

    def follow(chain: tuple[str, ...]) -> None:
        for after in sets[chain[-1]]:
            if after == chain[0]:
                circle = " -> ".join((*chain, after))
                raise KnowledgeError(f"flags.yaml: {after}: sets_flags goes in a circle: {circle}")
            if after not in chain:
                follow((*chain, after))

    for slug in sets:
        follow((slug,))


def _check_starter_sets(condition: Condition, knowledge: Knowledge, catalogue: Catalogue) -> None:
    for stage, starters in condition.starter_sets_by_stage.items():
        cap = knowledge.grading.stages[stage].grade_cap
        for slug in starters:
            reason = _reason_against(catalogue.exercises[slug], condition, stage=stage, grade_cap=cap)
            if reason:
                raise KnowledgeError(
                    f"conditions.yaml: {condition.slug}: starter_sets_by_stage.{stage} is {slug!r}: {reason}"
                )


def _reason_against(exercise: Exercise, condition: Condition, *, stage: int, grade_cap: int) -> str | None:
    """Why the condition's own limits leave the exercise out at this stage; None if they don't."""
    if exercise.slug in condition.manual_contraindicated_exercises:
        return "manual_contraindicated_exercises leaves it out"
    if condition.manual_earliest_stage.get(exercise.slug, 1) > stage:
        return f"manual_earliest_stage opens it at {condition.manual_earliest_stage[exercise.slug]}"
    if exercise.position in condition.positions_excluded:
        return f"its position {exercise.position} is excluded"
    if exercise.grade > grade_cap:
        return f"its grade {exercise.grade} is above the stage's {grade_cap}"
    for demand, limit in condition.max_load_by_stage[stage].items():
        if RANK[exercise.demands[demand]] > RANK[limit]:
            return f"its {demand} is {exercise.demands[demand]}; at most {limit} is allowed"
    return None


def _check_nudges(knowledge: Knowledge) -> None:
    """A message that others may read names no condition (N23)."""
    conditions = knowledge.conditions.values()
    said_of = [(one.name.partition("(")[0].strip(), one.built_for, *one.synonyms) for one in conditions]
    names = tuple(name for names in said_of for name in names)
    for template in knowledge.nudges.templates:
        if said := says_one_of(names, template=template):
            raise KnowledgeError(f"nudges.yaml: {template.slug}: says {said!r}, which names a condition (N23)")
