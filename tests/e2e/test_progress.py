"""The progress page: charts with their tables by keyboard, on any phone, and without a network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Phone
from tests.e2e.steps import do_session, given_plan, heading

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="390 px"),
        pytest.param({"viewport": {"width": 320, "height": 568}, "color_scheme": "dark"}, id="320 px, dark"),
    ],
)
def test_it_shows_the_session_just_done_with_a_table_behind_each_chart(
    new_phone: Callable[..., Phone], options: dict[str, object]
) -> None:
    phone = new_phone(**options)
    page = phone.page
    page.clock.install()
    given_plan(page)
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your first session is still ahead.")
    phone.look()
    page.get_by_role("link", name="Today", exact=True).click()
    do_session(page)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done")
    page.get_by_role("link", name="Back to Today").click()
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("You did 1 of 1 planned session")
    expect(page.get_by_role("img").first).to_have_accessible_name(
        "Sessions done in each week from its Monday. This week: 1."
    )
    phone.look()
    buttons = page.get_by_role("button", name="As a table")
    for _ in range(buttons.count()):
        buttons.first.focus()
        page.keyboard.press("Enter")
    assert buttons.count() == 0
    assert page.get_by_role("table").count() == page.get_by_role("button", name="As a chart").count() > 1
    expect(page.get_by_role("row", name="This week 1 1")).to_be_visible()
    phone.look()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    phone.look()
    phone.cut_off()
    page.get_by_role("link", name="Today", exact=True).click()
    page.get_by_role("link", name="Progress").click()
    assert heading(page).startswith("You did 1 of 1")
