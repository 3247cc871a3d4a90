"""Four weeks on: the questions come again with what was said, and the plan goes on."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from backfit.accounts.models import User
from backfit.lib import clock
from programs.plans.models import DayBook, Intake, PlanVersion
from tests.cast import phone_of
from tests.e2e.conftest import Phone
from tests.e2e.steps import SAFETY, answer, begin, give, go_on, heading, make_plan, pass_safety
from tests.phone import session, sync

pytestmark = pytest.mark.django_db(transaction=True)

DUE_AFTER = timedelta(weeks=4)


def moved_back(by: timedelta) -> User:
    """The one person there is, as if all they said had been said so much earlier; rows are never changed."""
    said = Intake.objects.get()
    Intake.objects.all().delete()
    DayBook.objects.all().delete()
    then = clock.now() - by
    body = {"schema": 1, "diagnosed": said.diagnosed, "zone": said.zone, "intake": said.body}
    with clock.frozen(then):
        sent = phone_of(said.user).post("/api/intake", body | {"today": (said.local_on - by).isoformat()})
    assert sent.status_code == 200, sent.content
    return said.user


def trained(user: User, *, at: datetime) -> None:
    """A session that was followed then."""
    phone = phone_of(user)
    with clock.frozen(at):
        sync(phone, session(phone.get("/api/bundle").json()))


def confirm(page: Page) -> None:
    """Answer what is asked anew, and go on past what stands there from last time."""
    for _ in range(40):
        question = heading(page)
        if question == SAFETY:
            return
        if question.startswith("Does it go into"):
            give(page, "No")
        go_on(page)
        expect(page.get_by_role("heading", level=1)).not_to_have_text(question)


def test_the_questions_come_again_with_what_was_said_and_the_plan_goes_on(phone: Phone) -> None:
    page = phone.page
    begin(page)
    answer(page, {})
    pass_safety(page)
    make_plan(page)
    robin = moved_back(DUE_AFTER)
    trained(robin, at=clock.now() - timedelta(days=3))

    page = phone.reopen()
    page.get_by_role("link", name="Time for the safety questions").click()
    phone.look()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does it go into a leg?")
    expect(page.get_by_text("We kept what you said last time.")).to_be_visible()
    confirm(page)
    pass_safety(page)
    expect(page.get_by_role("main")).to_contain_text("34")
    phone.look()
    page.get_by_role("button", name="Make my plan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your plan")
    page.get_by_role("link", name="Go to Today").click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(page.get_by_text("Time for the safety questions")).to_have_count(0)
    assert PlanVersion.objects.count() == 1, "the plan went on"
