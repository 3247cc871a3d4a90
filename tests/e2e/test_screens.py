"""`make screens`: a picture of every screen, light and dark, into docs/screens, to be looked at."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from programs.sync.people import demo as people
from tests.e2e.conftest import DESK, NewPhone, Phone
from tests.e2e.desk import accept, invite, sign_in
from tests.e2e.steps import SAFETY, answer, begin, given_plan, heading, make_plan, pass_safety, pass_time, press
from tests.guards.files import ROOT

pytestmark = [pytest.mark.screens, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
FOLDER = ROOT / "docs/screens"


Take = Callable[[str], None]


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def picture(theme: str, new_phone: NewPhone) -> tuple[Page, Take]:
    """A phone in one theme, and what takes its picture under a name, as far as the screen scrolls."""
    phone = new_phone(color_scheme=theme)
    return phone.page, taking(phone, theme=theme, full_page=True)


def taking(one: Phone, *, theme: str, full_page: bool) -> Take:
    """What takes a picture of the present screen under a name."""

    def take(name: str) -> None:
        one.look()
        path = FOLDER / f"{name}{'-dark' if theme == 'dark' else ''}.png"
        one.page.screenshot(path=path, full_page=full_page)
        assert Path(path).stat().st_size > 0

    return take


def test_it_pictures_the_way_to_a_plan(picture: tuple[Page, Take]) -> None:
    page, take = picture
    page.goto("/")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    take("welcome")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
    take("consent")
    begin(page)
    take("country")
    answer(page, {}, until="How strong is your pain right now?")
    take("pain")
    answer(page, {}, until="Which days suit you?")
    take("days")
    answer(page, {}, until=re.escape(SAFETY))
    take("safety")
    pass_safety(page)
    take("review")
    make_plan(page, seen=lambda: take("plan-ready"))
    expect(page.locator("main svg:has(.leg)")).to_have_count(3)
    take("today")
    page.get_by_role("button", name="Why this today?").click()
    take("why")


def test_it_pictures_a_stop(picture: tuple[Page, Take]) -> None:
    page, take = picture
    begin(page)
    answer(page, {})
    page.get_by_role("button", name="Yes", exact=True).first.click()
    expect(page.get_by_role("link", name=re.compile("112")).first).to_be_visible()
    take("stop")


def test_it_pictures_a_session(picture: tuple[Page, Take]) -> None:
    page, take = picture
    page.clock.install()
    begin(page)
    answer(page, {})
    pass_safety(page)
    make_plan(page)
    page.get_by_role("link", name="Start").click()
    take("safety-check")
    page.get_by_role("button", name="None of these").click()
    for name, pattern in (("set-up", "^Start"), ("player", "[Dd]one$")):
        expect(page.get_by_role("button", name=re.compile(pattern))).to_be_visible()
        take(name)
        press(page, pattern)
    page.get_by_role("radio", name="About right").check()
    page.get_by_role("radio", name=re.compile("^3")).check()
    take("rate")
    press(page, "^Next")
    pains = iter([6])  # only the second exercise hurts
    while not heading(page).startswith("Did pain"):
        if heading(page).startswith("How was"):
            page.get_by_role("radio", name="About right").check()
            page.get_by_role("radio", name=re.compile(rf"^{next(pains, 3)}\b")).check()
        if not press(page, "^Start", "[Dd]one$", "^Next", "^Finish"):
            take("timer")
            pass_time(page, minutes=5)
        page.wait_for_timeout(50)  # let the next part of the session draw itself
    take("moved")
    page.get_by_role("radio", name="Nothing in a leg or arm").check(force=True)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done")
    expect(page.get_by_role("main")).to_contain_text("One step easier")
    take("done")


def test_it_pictures_three_weeks_in(
    picture: tuple[Page, Take], mailoutbox: list[object], transactional_db: None
) -> None:
    page, take = picture
    call_command("demo")
    come_back(page, mailoutbox, email="robin@example.org", take=take)
    for name in ("Today", "Plan", "Progress", "Flare-up"):
        page.get_by_role("link", name=name).click()
        take(f"robin-{name.lower()}")
    page.get_by_role("link", name="Today").click()
    page.get_by_role("link", name=re.compile("menu|settings", re.IGNORECASE)).click()
    take("settings")
    page.get_by_role("link", name="Reminders").click()
    page.get_by_role("radio", name="Remind me").check(force=True)
    take("reminders")


def come_back(page: Page, mailoutbox: list[object], *, email: str, take: Take = lambda name: None) -> None:
    """Sign in with a code by e-mail, to Today."""
    page.goto("/sign-in")
    take("sign-in")
    page.get_by_role("textbox").fill(email)
    page.get_by_role("button", name=re.compile("code", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("code")
    take("code")
    letter = str(getattr(mailoutbox[-1], "body", ""))
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter)
    assert code, letter
    page.get_by_role("textbox").fill(code.group())
    press(page, "^Check")
    expect(page.get_by_role("link", name="Plan")).to_be_visible()


def test_it_pictures_lessons_measures_and_a_note(
    picture: tuple[Page, Take], mailoutbox: list[object], transactional_db: None
) -> None:
    page, take = picture
    call_command("demo")
    come_back(page, mailoutbox, email="joan@example.org")
    page.get_by_role("link", name="Progress").click()
    expect(page.get_by_role("heading", name="How are you doing?")).to_be_visible()
    take("joan-progress")
    page.get_by_role("link", name=re.compile("^Your back and everyday life")).click()
    expect(page.get_by_role("button", name="Save")).to_be_visible()
    take("measure")
    page.goto("/learn")
    expect(page.get_by_role("heading", name="About back pain")).to_be_visible()
    take("learn")
    page.get_by_role("link", name=re.compile("^Discs do not slip")).first.click()
    expect(page.get_by_role("button", name="Mark as read")).to_be_visible()
    take("lesson")
    page.goto("/tell")
    page.get_by_label("What do you want to say?").fill("My mornings are stiffer since last week.")
    take("tell")
    press(page, "^Save my note")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your note is saved")
    take("told")


def test_it_pictures_a_clinic(
    theme: str, new_phone: NewPhone, mailoutbox: list[object], transactional_db: None
) -> None:
    phone, desk = new_phone(color_scheme=theme), new_phone(**DESK, color_scheme=theme)
    of_phone, of_desk = taking(phone, theme=theme, full_page=True), taking(desk, theme=theme, full_page=False)
    call_command("demo")
    sign_in(desk, mailoutbox, password=people().clinic.clinician.password)
    page = desk.page
    expect(page.get_by_role("heading", level=1, name="25 people")).to_be_visible()
    of_desk("clinic-people")
    page.get_by_role("link", name=re.compile("^Joan")).click()
    expect(page.get_by_role("link", name="Edit the plan")).to_be_visible()
    of_desk("clinic-record")
    page.get_by_role("link", name="Edit the plan").click()
    page.get_by_role("button", expanded=False).filter(has_text="same").first.click()
    page.get_by_role("button", name=re.compile("times: more$")).first.click()
    expect(page.get_by_text(re.compile("^“"))).to_be_visible()
    of_desk("clinic-edit")
    code = invite(desk, name="Niamh", year=1990)
    of_desk("clinic-code")
    given_plan(phone.page)
    phone.page.goto(f"/j/{code}")
    expect(phone.page.get_by_label("Code")).to_have_value(code)
    of_phone("join")
    accept(phone.page, code=code, year=1990)
    of_phone("joined")
    phone.page.goto("/settings/sharing")
    of_phone("sharing")
