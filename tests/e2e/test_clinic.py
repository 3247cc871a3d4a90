"""A clinician at a desk and a patient with a phone: the invitation, the consent, its end."""

import re
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, NewPhone
from tests.e2e.desk import accept, invite, sign_in
from tests.e2e.steps import given_plan, heading

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]


@pytest.mark.parametrize(
    "size",
    [
        DESK,
        {},
        DESK | {"color_scheme": "dark"},
        DESK | {"forced_colors": "active"},
        {"viewport": {"width": 320, "height": 568}},
    ],
    ids=["desk", "phone", "dark", "forced colours", "320 px"],
)
def test_it_lets_a_clinician_in_by_two_steps_and_out_again(
    new_phone: NewPhone, mailoutbox: list[object], dana: None, size: dict[str, Any]
) -> None:
    desk = new_phone(**size)
    sign_in(desk, mailoutbox, path="/clinic/account")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Dana Reyes")
    desk.look()
    desk.page.get_by_role("link", name="People").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("0 people")
    desk.look()
    desk.page.get_by_role("link", name="You").click()
    desk.page.get_by_role("button", name="Sign out").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_it_says_in_words_what_does_not_fit(new_phone: NewPhone, mailoutbox: list[object], dana: None) -> None:
    desk = new_phone()
    desk.watch.refused = (400,)
    page = desk.page
    page.goto("/clinic")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("alert").filter(has_text="Type your address and your password")).to_be_visible()
    page.get_by_label("E-mail address").fill("dana@example.org")
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("alert").filter(has_text="fit each other")).to_be_visible()
    assert mailoutbox == []


def test_it_invites_somebody_new_who_agrees_on_the_phone_and_stops(
    new_phone: NewPhone, mailoutbox: list[object], dana: None, now: datetime
) -> None:
    desk = new_phone(**DESK)
    sign_in(desk, mailoutbox)
    code = invite(desk)
    phone = new_phone()
    accept(phone.page, code=code, new=True)
    phone.look()
    phone.page.get_by_role("link", name="Answer the questions").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Which country are you in?")
    desk.page.get_by_role("link", name="People").click()
    desk.page.reload()
    expect(desk.page.get_by_role("link", name=re.compile("Joan"))).to_contain_text("No plan yet")
    desk.look()
    phone.page.goto("/settings/sharing")
    expect(phone.page.get_by_role("heading", name="Harbour Physio")).to_be_visible()
    phone.look()
    phone.page.get_by_role("button", name="Stop sharing").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Stop sharing").click()
    expect(phone.page.get_by_text("Harbour Physio sees nothing of yours any more.")).to_be_visible()
    desk.page.reload()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("0 people")


def test_a_wrong_birth_year_opens_nothing(new_phone: NewPhone, mailoutbox: list[object], dana: None) -> None:
    desk = new_phone(**DESK)
    sign_in(desk, mailoutbox)
    code = invite(desk)
    phone = new_phone()
    phone.watch.refused = (404,)
    page = phone.page
    page.goto("/j")
    page.get_by_role("button", name="Show me who asks").click()
    expect(page.get_by_text("Type the eight letters and numbers of the code.")).to_be_visible()
    page.get_by_label("Code").fill(code.lower())
    page.get_by_label("The year you were born").fill("1956")
    page.get_by_role("button", name="Show me who asks").click()
    expect(page.get_by_role("alert").filter(has_text="don't fit together")).to_be_visible()
    assert heading(page) == "A code from your clinic"


def looked_at_again(page: Page) -> None:
    """As when the clinician comes back to the tab."""
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.parametrize("size", [DESK, {}, DESK | {"color_scheme": "dark"}], ids=["desk", "phone", "dark"])
def test_it_changes_a_dose_that_the_phone_tells_and_sees_nothing_once_that_ends(
    new_phone: NewPhone, mailoutbox: list[object], dana: None, size: dict[str, Any]
) -> None:
    phone, desk = new_phone(), new_phone(**size)
    given_plan(phone.page)
    sign_in(desk, mailoutbox)
    accept(phone.page, code=invite(desk, name="Joan"), year=1955)
    desk.page.goto("/clinic")
    desk.page.get_by_role("link", name=re.compile("^Joan")).click()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Joan")
    expect(desk.page.get_by_role("heading", name="The plan now")).to_be_visible()
    desk.look()
    desk.page.get_by_role("link", name="Edit the plan").click()
    rows = desk.page.get_by_role("button", expanded=False).filter(has_text="same")
    rows.filter(has_text=re.compile(r"\d . \d")).first.click()
    desk.page.get_by_role("button", name=re.compile("times: less$")).first.click()
    expect(desk.page.get_by_text(re.compile("^“.*instead of"))).to_be_visible()
    desk.look()
    desk.page.get_by_role("button", name="Publish version 2").click()
    expect(desk.page.get_by_text("Version 2 is published.")).to_be_visible()
    desk.look()
    phone.page.goto("/today")
    phone.page.goto("/changes")
    expect(phone.page.get_by_role("main")).to_contain_text("Dana Reyes")
    phone.look()
    phone.page.goto("/settings/sharing")
    expect(phone.page.get_by_text(re.compile(r"^Dana Reyes, \d"))).to_be_visible()
    phone.page.get_by_role("button", name="Stop sharing").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Stop sharing").click()
    expect(phone.page.get_by_text("sees nothing of yours any more")).to_be_visible()
    desk.watch.refused = (404,)
    looked_at_again(desk.page)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("This record is closed")
    expect(desk.page.get_by_text("Joan")).to_have_count(0)


def test_it_makes_a_plan_of_the_engines_proposal(new_phone: NewPhone, mailoutbox: list[object], dana: None) -> None:
    phone, desk = new_phone(), new_phone(**DESK)
    given_plan(phone.page)
    sign_in(desk, mailoutbox)
    accept(phone.page, code=invite(desk, name="Joan"), year=1955)
    page = desk.page
    page.goto("/clinic")
    page.get_by_role("link", name=re.compile("^Joan")).click()
    page.get_by_role("link", name="New plan").click()
    page.get_by_label("Conditions that a clinician has named").first.fill("sciatica")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Stage to start at").select_option("1")
    page.get_by_role("checkbox", name=re.compile("^A clinician")).check()
    desk.look()
    page.get_by_role("button", name="Show the proposal").click()
    expect(page.get_by_role("heading", name=re.compile("^A plan, stage"))).to_be_visible()
    desk.look()
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()
    phone.page.goto("/today")
    phone.page.goto("/changes")
    expect(phone.page.get_by_role("main")).to_contain_text("Dana Reyes")


def one_less(page: Page, *, nth: int) -> None:
    """Opens the nth exercise of the editor that is counted in repeats, and takes one off."""
    page.get_by_role("button", expanded=False).filter(has_text=re.compile(r"\d . \d.*same")).nth(nth).click()
    page.get_by_role("button", name=re.compile("times: less$")).first.click()
    expect(page.get_by_text(re.compile("^“.*instead of"))).to_be_visible()


def test_it_keeps_the_edits_when_the_plan_has_moved_on(
    new_phone: NewPhone, mailoutbox: list[object], dana: None
) -> None:
    phone, desk = new_phone(), new_phone(**DESK)
    given_plan(phone.page)
    sign_in(desk, mailoutbox)
    accept(phone.page, code=invite(desk, name="Joan"), year=1955)
    desk.page.goto("/clinic")
    desk.page.get_by_role("link", name=re.compile("^Joan")).click()
    desk.page.get_by_role("link", name="Edit the plan").click()
    one_less(desk.page, nth=0)
    desk.page.get_by_role("link", name="You").click()
    desk.page.get_by_role("link", name=re.compile("^Joan")).click()
    desk.page.get_by_role("link", name="Go on editing").click()
    expect(desk.page.get_by_role("button", name="Discard the changes")).to_be_visible()
    colleague = desk.context.new_page()
    colleague.goto(desk.page.url)
    one_less(colleague, nth=2)
    colleague.get_by_role("button", name="Publish version 2").click()
    expect(colleague.get_by_text("Version 2 is published.")).to_be_visible()
    desk.watch.refused = (409,)
    desk.page.get_by_role("button", name="Publish version 2").click()
    expect(desk.page.get_by_role("alert").filter(has_text="moved on to version 2")).to_be_visible()
    expect(desk.page.get_by_role("button", name="Discard the changes")).to_be_visible()
    desk.page.get_by_role("button", name="Publish version 3").click()
    expect(desk.page.get_by_text("Version 3 is published.")).to_be_visible()


def test_a_note_written_offline_reaches_the_clinician_who_resolves_it(
    new_phone: NewPhone, mailoutbox: list[object], dana: None
) -> None:
    phone, desk = new_phone(viewport={"width": 320, "height": 568}), new_phone(**DESK)
    given_plan(phone.page)
    sign_in(desk, mailoutbox)
    accept(phone.page, code=invite(desk, name="Joan"), year=1955)
    phone.page.goto("/settings/sharing")
    phone.page.get_by_role("link", name="Tell my clinician").click()
    expect(phone.page.get_by_text("Nobody reads this at once.")).to_be_visible()
    phone.look()
    phone.page.get_by_label("What do you want to say?").fill("My foot feels odd.")
    phone.page.get_by_label("I need help").check()
    phone.context.set_offline(True)
    phone.page.get_by_role("button", name="Save my note").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Your note is saved")
    phone.look()
    with phone.page.expect_response("**/api/sync"):
        phone.context.set_offline(False)
    page = desk.page
    page.goto("/clinic")
    expect(page.get_by_role("link", name=re.compile("^Joan"))).to_contain_text("1 alert: same day")
    desk.look()
    page.get_by_role("link", name=re.compile("^Joan")).click()
    expect(page.get_by_text("They wrote to you that they need help.")).to_be_visible()
    expect(page.get_by_text("My foot feels odd.")).to_be_visible()
    page.get_by_role("button", name="Claim").click()
    expect(page.get_by_text("Dana Reyes has this.")).to_be_visible()
    desk.look()
    page.get_by_role("button", name="Resolve").click()
    page.get_by_label("Your reason, which is kept").fill("Called her.")
    desk.look()
    page.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("heading", name="What needs you")).to_have_count(0)
