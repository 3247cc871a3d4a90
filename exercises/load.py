"""The catalogue, read once a process from `exercises/catalogue/*.yaml` and cross-checked."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from exercises.schema import CatalogueFile, Exercise, PosesFile, Review, VocabularyFile
from exercises.strict_yaml import KnowledgeError, Shape, read_yaml, shape

FOLDER = Path(__file__).parent / "catalogue"
VOCABULARY = "vocabulary.yaml"
POSES = "poses.yaml"


@dataclass(frozen=True)
class Catalogue:
    """Every exercise by slug, in file order, with the words they are described in."""

    exercises: dict[str, Exercise]
    vocabulary: VocabularyFile
    poses: PosesFile
    reviews: dict[str, Review]
    """The review of each file, by its name."""
    digest: str
    """SHA-256 over the names and bytes of all files."""

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Names of the files that no registered clinician has reviewed, sorted."""
        return tuple(sorted(name for name, review in self.reviews.items() if review.status == "unreviewed"))

    def review_of(self, exercise: Exercise) -> Review:
        """The review of the file that an exercise stands in."""
        return self.reviews[_file_of(exercise)]


@cache
def catalogue() -> Catalogue:
    """The released catalogue; read on the first call of the process."""
    return read_catalogue(FOLDER)


def read_catalogue(folder: Path) -> Catalogue:
    """The catalogue in `folder`; raises KnowledgeError for anything that the schema or the cross-checks refuse."""
    digest = hashlib.sha256()
    vocabulary = _read(VocabularyFile, folder / VOCABULARY, digest)
    poses = _read(PosesFile, folder / POSES, digest)
    try:
        for name, base in poses.base_poses.items():
            _check_joints(f"{name}: joints", base.joints, poses)
    except KnowledgeError as error:
        raise KnowledgeError(f"{POSES}: {error}") from None
    reviews = {VOCABULARY: vocabulary.review, POSES: poses.review}
    exercises: dict[str, Exercise] = {}
    found_in: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in (VOCABULARY, POSES):
            continue
        file = _read(CatalogueFile, path, digest)
        reviews[path.name] = file.review
        _check_name(path.name, file)
        for exercise in _entries(file, path.name):
            if exercise.slug in exercises:
                raise KnowledgeError(
                    f"{path.name}: {exercise.slug}: slug stands in {found_in[exercise.slug]} too; slugs are unique"
                )
            exercises[exercise.slug] = exercise
            found_in[exercise.slug] = path.name
    for slug, exercise in exercises.items():
        try:
            check_exercise(exercise, vocabulary=vocabulary, poses=poses)
            _check_links(exercise, exercises)
        except KnowledgeError as error:
            raise KnowledgeError(f"{found_in[slug]}: {slug}: {error}") from None
    _check_no_cycle(exercises, found_in)
    return Catalogue(
        exercises=exercises,
        vocabulary=vocabulary,
        poses=poses,
        reviews=reviews,
        digest=digest.hexdigest(),
    )


def check_exercise(exercise: Exercise, *, vocabulary: VocabularyFile, poses: PosesFile) -> None:
    """Raise KnowledgeError, worded from the field on, unless the entry's words are all in the vocabulary."""
    if exercise.subgroup not in vocabulary.subgroups[exercise.group]:
        raise KnowledgeError(_not_allowed("subgroup", exercise.subgroup, vocabulary.subgroups[exercise.group]))
    for item in exercise.equipment:
        if item not in vocabulary.household and item not in vocabulary.kit:
            raise KnowledgeError(_not_allowed("equipment", item, [*vocabulary.household, *vocabulary.kit]))
    if exercise.pose.base not in poses.base_poses:
        raise KnowledgeError(_not_allowed("pose.base", exercise.pose.base, poses.base_poses))
    for frame in exercise.pose.frames:
        _check_joints(f"pose.frames.{frame.label}.joints", frame.joints, poses)


def _check_joints(field: str, used: Iterable[str], poses: PosesFile) -> None:
    for joint in used:
        if joint.removesuffix("_r").removesuffix("_l") not in poses.joints:
            raise KnowledgeError(_not_allowed(field, joint, poses.joints))


def _read(model: type[Shape], path: Path, digest: "hashlib._Hash") -> Shape:
    data, text = read_yaml(path)
    digest.update(path.name.encode() + b"\0" + text)
    return shape(model, data, file=path.name)


def _file_of(entry: CatalogueFile | Exercise) -> str:
    return f"{entry.group}-{entry.subgroup}.yaml".replace("_", "-")


def _check_name(name: str, file: CatalogueFile) -> None:
    expected = _file_of(file)
    if name != expected:
        raise KnowledgeError(f"{name}: subgroup is {file.group}/{file.subgroup}: the file is to be called {expected}")


def _entries(file: CatalogueFile, name: str) -> Iterator[Exercise]:
    """The file's exercises, each checked as a whole so that a fault is named by its slug."""
    for entry in file.exercises:
        for field in ("group", "subgroup"):
            if field in entry:
                raise KnowledgeError(
                    f"{name}: {entry.get('slug')}: {field} stands at the top of the file, not in an entry"
                )
        yield shape(Exercise, {**entry, "group": file.group, "subgroup": file.subgroup}, file=name)


def _check_links(exercise: Exercise, exercises: dict[str, Exercise]) -> None:
    for field, target, harder in (
        ("progression", exercise.progression, True),
        ("regression", exercise.regression, False),
    ):
        if target is None:
            continue
        if target not in exercises:
            raise KnowledgeError(f"{field} is {target!r}: no exercise has this slug")
        grade = exercises[target].grade
        if (grade < exercise.grade) if harder else (grade > exercise.grade):
            raise KnowledgeError(
                f"{field} is {target!r} of grade {grade}: the grade is {exercise.grade}"
                f" and may not {'fall' if harder else 'rise'} on the way"
            )


def _check_no_cycle(exercises: dict[str, Exercise], found_in: dict[str, str]) -> None:
    """Follow each progression and each regression; a cycle is told at an exercise that stands on it."""
    for field in ("progression", "regression"):
        for slug, exercise in exercises.items():
            chain, step = [slug], getattr(exercise, field)
            while step is not None:
                if step == slug:
                    circle = " -> ".join([*chain, step])
                    raise KnowledgeError(f"{found_in[slug]}: {slug}: {field} goes in a circle: {circle}")
                if step in chain:
                    break
                chain.append(step)
                step = getattr(exercises[step], field)


def _not_allowed(field: str, value: str, allowed: Iterable[str]) -> str:
    return f"{field} is {value!r}: allowed are {', '.join(allowed)}"
