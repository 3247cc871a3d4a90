"""What is logged on a phone that is cut off or killed: kept there, sent once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from programs.logs.models import Log
from tests.e2e.conftest import Phone
from tests.e2e.steps import do_session, given_plan, heading

pytestmark = pytest.mark.django_db(transaction=True)


def to_today(phone: Phone) -> None:
    """A plan, and Today on the screen."""
    phone.page.clock.install()
    given_plan(phone.page)


def test_it_goes_on_at_the_same_set_after_the_tab_was_killed(phone: Phone) -> None:
    to_today(phone)
    page = phone.page
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start").last.click()
    page.get_by_role("button", name=re.compile("[Dd]one$")).wait_for()
    before = (page.url, heading(page), page.get_by_role("main").inner_text())
    page = phone.reopen(page.url)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name=re.compile("[Dd]one$")).wait_for()
    assert (page.url, heading(page), page.get_by_role("main").inner_text()) == before


def test_it_sends_what_was_done_without_a_network_once_and_gets_the_changed_plan(
    new_phone: Callable[..., Phone],
) -> None:
    phone = new_phone()
    to_today(phone)
    page = phone.page
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    phone.cut_off()
    do_session(page, pain=6)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("main")).to_contain_text("Saved on this phone, ")
    assert not Log.objects.filter(kind="session").exists()
    phone.cut_off(cut_off=False)
    expect(page.get_by_role("main")).to_contain_text("Your worst pain was 6. Next time is one step easier.")
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    page = phone.reopen()
    expect(page.get_by_role("heading", level=1)).to_contain_text("done for today")
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert Log.objects.filter(kind="session").count() == 1


def test_it_leaves_a_session_that_another_tab_has_finished(phone: Phone) -> None:
    to_today(phone)
    page = phone.page
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start").last.wait_for()
    other = phone.context.new_page()
    phone.watch.on(other)
    other.goto(page.url)
    other.get_by_role("button", name="Stop the session").click()
    other.get_by_role("button", name="Finish here").click()
    other.get_by_role("radio", name="Nothing in a leg or arm").check(force=True)
    other.get_by_role("button", name="Save the session").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("Done")
    expect(page).to_have_url(re.compile("/today$"))
    expect(other.get_by_role("main")).to_contain_text("Saved.")
    assert Log.objects.filter(kind="session").count() == 1
