"""Reminders on the phone: asked for after a session or in the menu, kept offline, and stored for the dispatcher."""

import re
from collections.abc import Callable
from datetime import time

import pytest
from playwright.sync_api import Page, expect

from backfit.accounts.models import User
from backfit.accounts.writes import set_verified_email
from backfit.lib import clock
from programs.nudges.models import Reminder
from tests.e2e.conftest import Phone
from tests.e2e.steps import given_plan

pytestmark = pytest.mark.django_db(transaction=True)


def to_reminders(page: Page) -> None:
    """From a new plan to the screen, by way of the menu."""
    given_plan(page)
    page.get_by_role("link", name=re.compile("menu", re.IGNORECASE)).click()
    page.get_by_role("link", name="Reminders").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reminders")


def stored(page: Page) -> Reminder:
    """The row as it stands once the phone has nothing left to send."""
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    return Reminder.objects.get()


def test_it_turns_them_on_in_two_taps_and_the_server_has_the_next_one(phone: Phone) -> None:
    page = phone.page
    to_reminders(page)
    phone.look()
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    phone.look()
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    assert not Reminder.objects.exists()
    page.get_by_role("radio", name="Remind me").check()
    expect(page.get_by_role("link", name="Add an e-mail address")).to_be_visible()
    phone.look()
    page.get_by_label("Time of the reminder").fill("18:30")
    page.get_by_role("radio", name="Days I choose").check()
    phone.look()
    row = stored(page)
    assert row.next_nudge_at is not None
    assert row.next_nudge_at > clock.now()
    assert row.zone == "Europe/Dublin"
    assert (row.wishes["on"], row.wishes["at"]) == (True, time(18, 30).isoformat())
    page.get_by_role("radio", name="No reminders").check()
    expect(page.get_by_role("main")).to_contain_text("Nothing will come.")
    assert stored(page).next_nudge_at is None


def test_it_says_what_will_happen_and_keeps_a_wish_without_a_network(phone: Phone) -> None:
    page = phone.page
    to_reminders(page)
    set_verified_email(user=User.objects.get(), email="robin@example.org")
    with page.expect_response("**/api/sync"):  # it brings the address
        page.reload()
    phone.cut_off()
    page.get_by_role("radio", name="Remind me").check()
    expect(page.get_by_role("main")).to_contain_text("On session days at 12:30, if the session")
    expect(page.get_by_role("main")).to_contain_text("It comes by e-mail to robin@example.org.")
    assert not Reminder.objects.exists()
    phone.cut_off(cut_off=False)
    page.reload()
    expect(page.get_by_role("radio", name="Remind me")).to_be_checked()
    assert stored(page).wishes["on"] is True


def test_a_time_in_quiet_hours_and_too_short_quiet_hours_are_told(phone: Phone) -> None:
    page = phone.page
    to_reminders(page)
    page.get_by_role("radio", name="Remind me").check()
    page.get_by_label("Time of the reminder").fill("22:00")
    expect(page.get_by_role("main")).to_contain_text("This is in your quiet hours")
    page.get_by_label("To", exact=True).fill("05:00")
    expect(page.get_by_role("main")).to_contain_text("Quiet hours last 9 hours at least.")
    phone.look()
    page.get_by_label("From", exact=True).fill("20:00")
    expect(page.get_by_role("main")).to_contain_text("Nothing comes between 20:00 and 05:00")
    assert stored(page).next_nudge_at is None, "22:00 is quiet still"


@pytest.mark.parametrize(
    "options",
    [{"viewport": {"width": 320, "height": 568}}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
    ids=["narrow", "dark", "forced colours"],
)
def test_it_holds_on_every_kind_of_phone(options: dict[str, object], new_phone: Callable[..., Phone]) -> None:
    phone = new_phone(**options)
    to_reminders(phone.page)
    phone.page.get_by_role("radio", name="Remind me").check()
    phone.page.get_by_role("radio", name="Days I choose").check()
    phone.look()
    phone.page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    phone.look()
    assert stored(phone.page).wishes["days"] is not None
