"""The recognition check: every figure without its caption, five names to pick from, and the table of what was picked.

`python -m tests.quiz draw FOLDER SEED` writes sheets, questions and a key. Whoever looks at the sheets, and at nothing
else, writes answers.json there (number to letter); `python -m tests.quiz score FOLDER` makes the table of them.
"""

import json
import random
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright
from pydantic import BaseModel, RootModel

from exercises.figures.figure import figure_of
from exercises.load import catalogue
from exercises.schema import Exercise
from tests import chromium
from tests.sheets import FOLDER, SHOW, STYLE, TOKENS, families, strip

LETTERS: Final = "ABCDE"
A_SHEET: Final = 12


class Question(BaseModel):
    """A picture, and the names it is shown with."""

    slug: str
    family: str
    names: tuple[str, ...]
    right: str


Key = RootModel[dict[int, Question]]


def questions(chance: random.Random) -> dict[int, Question]:
    """Each drawn exercise with four others: of its family first, then of its group, then of all."""
    everybody = list(catalogue().exercises.values())
    asked = []
    for family, members in families().items():
        group = [one for one in everybody if one.group == members[0].group and one not in members]
        rest = [one for one in everybody if one.group != members[0].group]
        for one in members:
            if one.pose.not_drawn is None:
                pools = ([other for other in members if other is not one], group, rest)
                names = [one.name, *_names(pools, chance)]
                chance.shuffle(names)
                right = LETTERS[names.index(one.name)]
                asked.append(Question(slug=one.slug, family=family, names=tuple(names), right=right))
    chance.shuffle(asked)
    return dict(enumerate(asked, 1))


def _names(pools: tuple[list[Exercise], ...], chance: random.Random) -> list[str]:
    others: list[Exercise] = []
    for pool in pools:
        others += chance.sample(pool, min(len(pool), len(LETTERS) - 1 - len(others)))
    return [one.name for one in others]


def draw(folder: Path, seed: int) -> None:
    """Twelve pictures a sheet, each a strip from start to end, and their questions beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = questions(random.Random(seed))
    (folder / "key.json").write_text(Key(asked).model_dump_json())
    numbers = list(asked)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 100})
        for first in range(0, len(numbers), A_SHEET):
            some = numbers[first : first + A_SHEET]
            page.set_content(_sheet({number: asked[number] for number in some}))
            page.evaluate(SHOW)
            name = f"sheet{first // A_SHEET + 1:02}"
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            (folder / f"{name}.txt").write_text("".join(_line(number, asked[number]) for number in some))
        browser.close()


def _sheet(asked: dict[int, Question]) -> str:
    pictures = [
        f"<figure><figcaption>{number}</figcaption><div>{_picture(one.slug)}</div></figure>"
        for number, one in asked.items()
    ]
    return f"<!doctype html><style>{TOKENS.read_text()}{STYLE}</style>{''.join(pictures)}"


def _picture(slug: str) -> str:
    return strip(figure_of(catalogue().exercises[slug], catalogue().poses))


def _line(number: int, one: Question) -> str:
    return (
        f"{number}. " + "  ".join(f"{letter}) {name}" for letter, name in zip(LETTERS, one.names, strict=True)) + "\n"
    )


def score(folder: Path) -> None:
    """The table, family by family, and the share that was right."""
    key = Key.model_validate_json((folder / "key.json").read_bytes()).root
    answers = {int(number): letter for number, letter in json.loads((folder / "answers.json").read_bytes()).items()}
    right = sum(answers.get(number) == one.right for number, one in key.items())
    rows = sorted((one.family, one.slug, _picked(one, answers.get(number))) for number, one in key.items())
    lines = [f"| {family} | {slug} | {picked} |" for family, slug, picked in rows]
    (FOLDER / "recognition.md").write_text(_PAGE.format(right=right, all=len(key), rows="\n".join(lines)))
    print(f"{right} of {len(key)}")


def _picked(one: Question, letter: str | None) -> str:
    if letter is None:
        return "nothing"
    return "right" if letter == one.right else one.names[LETTERS.index(letter)]


_PAGE: Final = """# Are the figures recognised?

Somebody who saw the pictures and nothing else picked the name of each among five, of the same family where it has so
many. {right} of {all} were right. Pictures that look alike can still be told apart by the names that are left, so this
shows what misleads rather than what is good. Made by `tests/quiz.py`; no patient has been asked yet.

| family | exercise | picked |
|---|---|---|
{rows}
"""


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["draw", where, seed]:
            draw(Path(where), int(seed))
        case ["score", where]:
            score(Path(where))
        case _:
            sys.exit(__doc__)
