"""Writes the figures: `python -m exercises.figures [folder]`, by default into the built phone app."""

import hashlib
import json
import sys
from pathlib import Path
from typing import NamedTuple

from exercises.figures.figure import figure_of
from exercises.figures.fragment import moving
from exercises.figures.still import still
from exercises.load import Catalogue, catalogue

FOLDER = Path(__file__).parents[2] / "frontend/dist/figures"
INDEX = "index.json"


class Forms(NamedTuple):
    """The two fragments of one exercise: one that moves, and one for reduced motion and paper."""

    moving: str
    still: str

    @property
    def digest(self) -> str:
        """Eight hexadecimal characters: a file never changes under its name."""
        return hashlib.sha256((self.moving + self.still).encode()).hexdigest()[:8]


def fragments(known: Catalogue) -> dict[str, Forms]:
    """By slug, the fragments of each exercise that is drawn."""
    drawn = {slug: figure_of(one, known.poses) for slug, one in known.exercises.items() if not one.pose.not_drawn}
    return {slug: Forms(moving(figure), still(figure)) for slug, figure in drawn.items()}


def write(folder: Path, known: Catalogue) -> None:
    """Write `<slug>-<digest>.svg`, `<slug>-still-<digest>.svg` and the index, slug to digest; nothing else stays."""
    folder.mkdir(parents=True, exist_ok=True)
    index: dict[str, str] = {}
    for old in folder.iterdir():
        old.unlink()
    for slug, forms in fragments(known).items():
        index[slug] = forms.digest
        (folder / f"{slug}-{forms.digest}.svg").write_text(forms.moving)
        (folder / f"{slug}-still-{forms.digest}.svg").write_text(forms.still)
    (folder / INDEX).write_text(json.dumps(index, separators=(",", ":")))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, catalogue())
