"""Copies of the real knowledge that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.load import FOLDER as CATALOGUE
from exercises.load import catalogue, read_catalogue
from programs.knowledge.load import FOLDER as KNOWLEDGE
from programs.knowledge.load import Knowledge, read_knowledge

Change = Callable[[str, str, str], None]
Reread = Callable[[], Knowledge]


@pytest.fixture
def catalogue_copy(tmp_path: Path) -> Path:
    """The released catalogue in a folder of its own."""
    return Path(shutil.copytree(CATALOGUE, tmp_path / "catalogue"))


@pytest.fixture
def knowledge_copy(tmp_path: Path) -> Path:
    """The released knowledge files in a folder of their own."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    for path in KNOWLEDGE.glob("*.yaml"):
        shutil.copy(path, folder)
    shutil.copytree(KNOWLEDGE / "lessons", folder / "lessons")
    return folder


@pytest.fixture
def change(catalogue_copy: Path, knowledge_copy: Path) -> Change:
    """Replaces the first place of some text in a copied file, which must hold it."""

    def replace(file: str, old: str, new: str) -> None:
        folder = knowledge_copy if (knowledge_copy / file).exists() else catalogue_copy
        text = (folder / file).read_text()
        assert old in text, f"{file} no longer holds {old!r}: the test breaks nothing"
        (folder / file).write_text(text.replace(old, new, 1))

    return replace


@pytest.fixture
def reread(catalogue_copy: Path, knowledge_copy: Path) -> Reread:
    """Reads both copies as a new process would; an untouched catalogue is taken as it was read before, for speed."""

    def read() -> Knowledge:
        touched = any(
            (catalogue_copy / path.name).read_bytes() != path.read_bytes() for path in CATALOGUE.glob("*.yaml")
        )
        return read_knowledge(knowledge_copy, read_catalogue(catalogue_copy) if touched else catalogue())

    return read
