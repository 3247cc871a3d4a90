"""A clinician and a plan: a swap, a stage with a reason, who waits for them, who was stopped, at which clinic."""

import re

import pytest
from playwright.sync_api import Page, expect

from backfit.accounts.writes import employ
from tests.e2e.conftest import DESK, PASSWORD, NewPhone, Phone
from tests.e2e.desk import accept, invite, sign_in
from tests.e2e.steps import answer, begin, given_plan, pass_safety

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]


def record_of(desk: Phone, phone: Phone, mailoutbox: list[object]) -> Page:
    """The record of the person with this phone, once they have accepted."""
    sign_in(desk, mailoutbox)
    accept(phone.page, code=invite(desk))
    desk.page.goto("/clinic")
    desk.page.get_by_role("link", name=re.compile("^Joan")).click()
    return desk.page


def limit(page: Page) -> None:
    """A ceiling for the exercise that is open, none for a warm-up, which never grows, and steps that ask first."""
    page.get_by_role("button", expanded=False).filter(has_text="same").first.click()
    expect(page.get_by_role("button", name="Another exercise")).to_have_count(2)
    page.get_by_text("Limits", exact=True).click()
    page.get_by_label("Up to").select_option(index=1)
    page.get_by_label("How the plan goes on").select_option("Asks me first")


def find_limits(page: Page) -> None:
    """Both again on the record, and in the editor once it is opened."""
    expect(page.get_by_text("Each step up asks you first.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Up to \d+ "))).to_have_count(1)
    page.get_by_role("link", name="Edit the plan").click()
    expect(page.get_by_label("How the plan goes on")).to_have_value("ask_first")
    expect(page.get_by_role("button", name=re.compile(r"up to \d+ "))).to_have_count(1)


def test_it_swaps_an_exercise_and_gives_a_reason_for_a_jump_of_stages(
    new_phone: NewPhone, mailoutbox: list[object], dana: None
) -> None:
    phone, desk = new_phone(), new_phone(**DESK)
    given_plan(phone.page)
    page = record_of(desk, phone, mailoutbox)
    page.get_by_role("link", name="Edit the plan").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    row = page.get_by_role("button", expanded=False).filter(has_text="Two-leg bridge").first
    before = row.inner_text().splitlines()[0]
    row.click()
    swap = page.get_by_role("button", name="Another exercise")
    swap.click()
    sheet = page.get_by_role("dialog", name=f"Instead of {before}")
    expect(sheet).to_be_visible()
    desk.look()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(swap).to_be_focused()
    page.keyboard.press("Enter")
    sheet.get_by_role("listitem").get_by_role("button").first.press("Enter")
    expect(page.get_by_text(re.compile(f"^“.*{before}"))).to_be_visible()
    page.get_by_role("group", name="Stage").get_by_role("button", name="5").click()
    publish = page.get_by_role("button", name="Publish version 2")
    page.get_by_role("button", name="Say it in your words").click()
    expect(page.get_by_label("Joan will read").last).to_be_focused()
    expect(publish).to_have_accessible_description("Give your reason first.")
    desk.look()
    for reason in page.get_by_label("Your reason, kept with the plan").all():
        reason.fill("Trained for years, seen today.")
    limit(page)
    desk.look()
    publish.click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()
    desk.look()
    find_limits(page)
    phone.page.goto("/today")
    phone.page.goto("/changes")
    expect(phone.page.get_by_role("main")).to_contain_text("stage 5")
    expect(phone.page.get_by_role("main")).to_contain_text(before)


def test_it_makes_a_plan_for_somebody_who_waits_for_a_clinician(
    new_phone: NewPhone, mailoutbox: list[object], dana: None
) -> None:
    phone, desk = new_phone(), new_phone(**DESK)
    begin(phone.page)
    answer(phone.page, {"How old are you?": 17})
    pass_safety(phone.page)
    phone.page.get_by_role("button", name="Make my plan").click()
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Talk to a clinician first")
    page = record_of(desk, phone, mailoutbox)
    expect(page.get_by_role("heading", name="Waits for a clinician to agree")).to_be_visible()
    desk.look()
    page.get_by_role("link", name="Make a plan").click()
    page.get_by_role("button", name="Show the proposal").click()
    expect(page.get_by_text("Needed first: a clinician")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("^A clinician")).check()
    page.get_by_label("Name of the clinician who agreed").fill("Dr Lee")
    page.get_by_text("Days, time, kit and limits").click()
    for chosen in ("Tue", "Sat", "Exercise band", "Kneeling"):
        page.get_by_role("button", name=chosen, exact=True).click()
    page.get_by_label("Minutes on such a day").select_option("20")
    desk.look()
    page.get_by_role("button", name="Show the proposal").click()
    expect(page.get_by_role("heading", level=3)).to_have_text([re.compile("^Tue, "), re.compile("^Sat, ")])
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_text("Version 1 is published.")).to_be_visible()
    expect(page.get_by_role("heading", name="The plan now")).to_be_visible()
    expect(page.get_by_text("A clinician agreed: Dr Lee, until")).to_be_visible()
    desk.look()


def test_it_closes_the_plan_while_a_stop_stands(new_phone: NewPhone, mailoutbox: list[object], dana: None) -> None:
    phone, desk = new_phone(), new_phone(**DESK)
    given_plan(phone.page)
    page = record_of(desk, phone, mailoutbox)
    page.get_by_role("link", name="Edit the plan").click()
    expect(page.get_by_role("heading", name="The plan", exact=True)).to_be_visible()
    phone.page.goto("/today")
    phone.page.get_by_role("link", name="Start").click()
    phone.page.get_by_role("button", name=re.compile("Numb between the legs")).click()
    with phone.page.expect_response(lambda answer: "RF01" in (answer.request.post_data or "")):
        phone.page.get_by_role("button", name="Yes", exact=True).first.click()
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("^Told: “Get emergency help now”"))).to_be_visible()
    expect(page.get_by_text("no plan can be published")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("plan$"))).to_have_count(0)
    desk.look()


def test_it_shows_the_people_of_the_clinic_that_is_chosen(
    new_phone: NewPhone, mailoutbox: list[object], dana: None
) -> None:
    employ(email="dana@example.org", name="Dana Reyes", clinic="Ward Seven", password=PASSWORD)
    desk = new_phone()
    page = desk.page
    sign_in(desk, mailoutbox)
    invite(desk, name="Joan")
    page.goto("/clinic")
    expect(page.get_by_role("link", name=re.compile("Joan"))).to_be_visible()
    page.get_by_label("Clinic", exact=True).select_option("Ward Seven")
    expect(page.get_by_role("link", name=re.compile("Joan"))).to_have_count(0)
    desk.look()
    invite(desk, name="Ruth")
    page.get_by_role("link", name="Back").click()
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("link", name=re.compile("Ruth"))).to_be_visible()
    page.get_by_label("Clinic", exact=True).select_option("Harbour Physio")
    expect(page.get_by_role("link", name=re.compile("Ruth"))).to_have_count(0)
