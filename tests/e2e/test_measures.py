"""Measures on the phone: activities in one's own words, rated without a network, and charted once they have synced."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Phone
from tests.e2e.steps import given_plan

pytestmark = pytest.mark.django_db(transaction=True)
ACTIVITIES = ["Walking to the shop", "Gardening", "Sleeping on my side"]


def rate(page: Page, *numbers: int) -> None:
    for activity, number in zip(ACTIVITIES, numbers, strict=True):
        group = page.get_by_role("group", name=activity)
        group.get_by_role("radio", name=str(number), exact=True).check(force=True)


def test_activities_are_rated_without_a_network_and_charted_after_it(phone: Phone) -> None:
    page = phone.page
    given_plan(page)
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", name="How are you doing?")).to_be_visible()
    page.wait_for_load_state("networkidle")
    phone.look()
    phone.cut_off()
    page.get_by_role("link", name=re.compile("^Things you want to do again")).click()
    for nth, activity in enumerate(ACTIVITIES, 1):
        page.get_by_label(re.compile(f"^Activity {nth}")).fill(activity)
    page.get_by_role("button", name="Next").click()
    rate(page, 4, 3, 5)
    phone.look()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved on this phone")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Things you want"))).to_have_count(0)
    phone.cut_off(cut_off=False)
    expect(page.get_by_text("Walking to the shop: 4.")).to_be_visible()
    expect(
        page.get_by_role("img", name=re.compile("^Things you want to do again, the oldest first: .* 4"))
    ).to_be_visible()
