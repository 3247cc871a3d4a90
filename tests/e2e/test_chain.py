"""The whole chain on one phone: a plan made online, a session offline and through a kill, the answer of the plan."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from programs.logs.models import Log
from tests.e2e.conftest import Phone
from tests.e2e.steps import answer, begin, follow, heading, make_plan, pass_safety, press

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_signs_up_online_trains_offline_through_a_kill_and_hears_of_it_once(
    new_phone: Callable[..., Phone],
) -> None:
    phone = new_phone(service_workers="allow")
    page = phone.page
    page.clock.install()
    begin(page)
    answer(page, {})
    pass_safety(page)
    make_plan(page)
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    expect(page.get_by_role("main")).to_contain_text("Saved.")

    phone.cut_off()
    page = phone.reopen()
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start").last.click()
    page.get_by_role("button", name=re.compile("[Dd]one$")).wait_for()
    at = heading(page)

    page = phone.reopen()
    page.get_by_role("link", name="Go on").click()
    press(page, "^Go on$")
    expect(page.get_by_role("heading", level=1)).to_have_text(at)
    follow(page, pain=6)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("main")).to_contain_text("Saved on this phone, ")
    assert not Log.objects.exists()

    phone.cut_off(cut_off=False)
    expect(page.get_by_role("main")).to_contain_text("Your worst pain was 6. Next time is one step easier.")
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert Log.objects.filter(kind="session").count() == 1
