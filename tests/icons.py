"""Draws the app's icons from icon.svg: `make icons`."""

import re
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import chromium

FOLDER = Path(__file__).resolve().parents[1] / "frontend/public"
CORNERS = 'rx="14"'
# Name, pixels, whether the phone cuts the shape itself, and how much of the drawing's size is left inside that.
ICONS = (
    ("icon-192.png", 192, False, 1.0),
    ("icon-512.png", 512, False, 1.0),
    ("icon-maskable-512.png", 512, True, 0.8),  # all that matters within the middle circle of 80 %
    ("apple-touch-icon.png", 180, True, 0.9),
)


def drawing(svg: str, *, full: bool, part: float) -> str:
    """The icon as markup; `full` fills the square to its corners."""
    if CORNERS not in svg:
        raise ValueError("icon.svg has lost its rounded ground")
    if not full:
        return svg
    edge = 32 - 32 / part  # of the 64 units, so that the drawing stays in the middle
    ground = svg.replace(
        'width="64" height="64" rx="14"', f'x="{edge}" y="{edge}" width="{64 / part}" height="{64 / part}"'
    )
    return ground.replace('viewBox="0 0 64 64"', f'viewBox="{edge} {edge} {64 / part} {64 / part}"')


def draw() -> None:
    path = chromium.find()
    svg = re.sub(r"\s+", " ", (FOLDER / "icon.svg").read_text())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        for name, pixels, full, part in ICONS:
            page = browser.new_page(viewport={"width": pixels, "height": pixels})
            markup = drawing(svg, full=full, part=part)
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{markup}")
            page.screenshot(path=FOLDER / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    draw()
