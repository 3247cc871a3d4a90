"""The figures on a phone: there without a network, moving in a workout, still where a person wants no motion."""

import json
import re

import pytest
from playwright.sync_api import Page, Request, expect

from exercises.load import catalogue
from tests.e2e.conftest import NewVisit, Phone
from tests.e2e.inside import stored, until
from tests.e2e.steps import begin_session

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = "(await (await caches.open('figures')).keys())"
EVERYBODYS = 15  # both forms of those that no plan has to name, and the list of all
DRAWN = "document.querySelector('main svg[role=img]')"


def wait_for_figures(page: Page) -> None:
    """Until the page has kept both forms of every figure of the plan that is drawn."""
    slugs = [slug for slug in stored(page)["bundle"]["exercises"] if not catalogue().exercises[slug].pose.not_drawn]
    until(
        page,
        "((kept) => SLUGS.every((slug) => ['', '-still'].every((form) => kept.some((one) =>"
        " new RegExp(`/figures/${slug}${form}-[0-9a-f]{8}[.]svg$`).test(one.url)))))"
        f"({KEPT})".replace("SLUGS", json.dumps(slugs)),
    )


def test_it_moves_in_a_workout_that_begins_without_a_network(visit: NewVisit) -> None:
    phone, _ = visit(reduced_motion="no-preference")
    wait_for_figures(phone.page)
    phone.cut_off()
    page = phone.reopen()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(page.locator("main svg:has(title)").first).to_be_visible()
    begin_session(page)
    name = page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_role("img", name=name)).to_be_visible()
    assert page.evaluate(f"() => {DRAWN}.querySelectorAll('animateTransform').length") > 0
    assert (
        page.evaluate(
            f"() => new Set([...{DRAWN}.querySelectorAll('[dur]')].map((one) => one.getAttribute('dur'))).size"
        )
        == 1
    )
    before = page.evaluate(f"() => {DRAWN}.getCurrentTime()")
    until(page, f"{DRAWN}.getCurrentTime() > {before}")


def test_it_asks_for_no_figure_in_a_workout_and_stands_still_where_motion_is_unwanted(visit: NewVisit) -> None:
    phone, _ = visit()
    wait_for_figures(phone.page)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page = phone.reopen()
    page.get_by_role("link", name="Start").click()
    page.on("request", note)
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start").last.click()
    page.get_by_role("button", name=re.compile("[Dd]one$")).wait_for()
    expect(page.locator("main svg[role=img] .ghost").first).to_be_attached()
    assert page.evaluate(f"() => {DRAWN}.querySelectorAll('animateTransform').length") == 0
    phone.look()
    assert not [url for url in asked if "/figures/" in url]


def test_it_leaves_no_figure_behind_with_who_leaves(visit: NewVisit) -> None:
    phone, _ = visit(email="robin@example.org")
    page = phone.page
    wait_for_figures(page)
    assert page.evaluate(f"async () => {KEPT}.length") > EVERYBODYS
    page.goto("/settings")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/welcome")
    until(page, f"{KEPT}.length === {EVERYBODYS}")


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_it_looks_as_the_person_wishes(visit: NewVisit, options: dict[str, str]) -> None:
    phone: Phone = visit(service_workers="block", **options)[0]
    page = phone.page
    page.goto("/settings")
    page.get_by_role("button", name=re.compile("^How the figure looks")).click()
    skin = page.get_by_role("radio", name="Beige")
    expect(skin).to_be_checked()
    skin.press("ArrowRight")
    expect(page.get_by_role("radio", name="Tan")).to_be_checked()
    page.get_by_role("radio", name="Broad").check(force=True)
    phone.look()
    page.goto("/today")
    expect(page.locator("main .drawing.skin3.broad").first).to_be_attached()
