"""Draws contact sheets of the figures, one for each family, into docs/figures: `make figures`."""

import sys
from itertools import groupby
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from exercises.figures.figure import Figure, figure_of
from exercises.figures.fragment import moving
from exercises.figures.still import still
from exercises.load import catalogue
from exercises.schema import Exercise
from tests import chromium

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "docs/figures"
TOKENS: Final = ROOT / "frontend/src/tokens.css"
STYLE: Final = """
body { margin: 0; background: #fffdf8; font: 13px sans-serif; display: grid; gap: 6px;
  grid-template-columns: repeat(3, minmax(0, 1fr)) }
figure { margin: 0; background: #e0eae7; border-bottom: 7px solid #ebe4d5 }
figcaption { padding: 2px 6px }
div { display: flex; align-items: end } svg { flex: 1; min-width: 0; max-width: 25%; height: 104px }
.top { fill: var(--top) } .sleeve { fill: var(--sleeve) } .farsleeve { fill: var(--farsleeve) }
.leg { fill: var(--leg) } .farleg { fill: var(--farleg) } .shoe { fill: var(--shoe) }
.farshoe { fill: var(--farshoe) } .skin { fill: var(--skin) } .farskin { fill: var(--farskin) }
.hair { fill: var(--hair) } .prop { fill: var(--prop) } .mat { fill: var(--mat) }
.wall { fill: var(--prop); fill-opacity: .5 } .pillow { fill: #fffdf8 } .held { fill: var(--shoe) }
.water { fill: var(--water); fill-opacity: .4 } .band { stroke: var(--shoe); stroke-width: 1 }
.ghost { opacity: .3 } .arrow { fill: none; stroke: var(--ink); stroke-width: 1.2 }
"""
SHOW: Final = """() => document.querySelectorAll('[data-at]').forEach(frame => {
  frame.pauseAnimations(); frame.setCurrentTime(Number(frame.dataset.at)) })"""


def strip(figure: Figure) -> str:
    """Start, middle and end of the moving form, then the still one."""
    loop, svg = figure.loop, moving(figure)
    shown = sorted({0, loop.end // 2 + 1 if loop.end else 0, loop.end})
    frames = [svg.replace("<svg ", f'<svg data-at="{loop.times[index] * loop.seconds:.2f}" ', 1) for index in shown]
    return "".join(frames) + (still(figure) if loop.end else "")


def sheet(exercises: list[Exercise]) -> str:
    """The page of one family."""
    poses = catalogue().poses
    drawn = [
        f"<figure><figcaption>{one.slug}{': ' + one.pose.not_drawn if one.pose.not_drawn else ''}</figcaption>"
        f"<div>{strip(figure_of(one, poses))}</div></figure>"
        for one in exercises
    ]
    return f"<!doctype html><style>{TOKENS.read_text()}{STYLE}</style>{''.join(drawn)}"


def families() -> dict[str, list[Exercise]]:
    """The exercises of each group and subgroup."""
    return {
        f"{group}-{subgroup}".replace("_", "-"): list(found)
        for (group, subgroup), found in groupby(catalogue().exercises.values(), lambda one: (one.group, one.subgroup))
    }


def _take(page: Page, name: str, exercises: list[Exercise]) -> None:
    page.set_content(sheet(exercises))
    page.evaluate(SHOW)
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)


def main(wanted: list[str]) -> None:
    """Every family, or those whose name begins with one of the arguments."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 100})
        for name, exercises in families().items():
            if not wanted or name.startswith(tuple(wanted)):
                _take(page, name, exercises)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
