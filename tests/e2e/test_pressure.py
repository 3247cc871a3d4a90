"""A reading of blood pressure before a session: typed wrong, in order, and far too high."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPhone
from tests.e2e.steps import given_plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}])
def test_a_very_high_reading_is_shown_once_more_and_then_stops_the_session(
    new_phone: NewPhone, options: dict[str, object]
) -> None:
    phone = new_phone(**options)
    page = phone.page
    given_plan(page, flags=["high-blood-pressure"])
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name=re.compile("Blood pressure")).click()
    upper, lower = page.get_by_label("Upper number"), page.get_by_label("Lower number")
    upper.fill("1800")
    lower.fill("7o")
    page.get_by_role("button", name="Keep this reading").click()
    expect(page.get_by_text("Type the number in digits.")).to_be_visible()
    expect(page.get_by_role("button", name="None of these")).to_be_disabled()
    expect(page.get_by_text("Keep the reading first, or empty both fields.")).to_be_visible()
    phone.look()
    upper.fill("131")
    lower.fill("82")
    page.get_by_role("button", name="Keep this reading").click()
    expect(page.get_by_text("Kept: 131 over 82.")).to_be_visible()
    upper.fill("182")
    page.get_by_role("button", name="Keep this reading").click()
    expect(page.get_by_text("182 over 82. Did you type that right?")).to_be_visible()
    phone.look()
    page.get_by_role("button", name="Yes, it is right").click()
    expect(page.get_by_text("call your doctor today")).to_be_visible()
    phone.look()
    page.goto("/today")
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
