"""The short check before a session: a fall that was looked at, and a reading of blood pressure."""

import re
from contextlib import nullcontext

import pytest
from playwright.sync_api import expect

from programs.logs.models import Log
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


def test_a_fall_that_a_clinician_has_checked_stops_nobody(new_phone: NewPhone) -> None:
    phone = new_phone()
    page = phone.page
    given_plan(page)
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name=re.compile("Fever, a fall")).click()
    none_of_these = page.get_by_role("button", name="None of these")
    page.get_by_role("group", name=re.compile("Have you had a fall")).get_by_role("button", name="Yes").click()
    expect(page.get_by_text("Answer the two questions above first.")).to_be_visible()
    expect(none_of_these).to_be_disabled()
    phone.look()
    for question in ("serious accident", "minor fall"):
        group = page.get_by_role("group", name=re.compile(question))
        with page.expect_response("**/api/sync") if question == "minor fall" else nullcontext():
            group.get_by_role("button", name="No", exact=True).click()
    none_of_these.click()
    expect(page.get_by_role("button", name=re.compile("^Start"))).to_be_visible()
    page.goto("/today")
    expect(page.get_by_role("link", name=re.compile("Start|Go on")).first).to_be_visible()
    told = Log.objects.filter(kind="screening").order_by("seq").values_list("body__answers", flat=True)
    assert next(iter(told)) == {"FALL": "yes", "RF09": "no", "RF10": "no"}
