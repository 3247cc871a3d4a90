"""Weeks without a network: what is offered is never more than the server made, and says what it is."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from backfit.lib import clock
from tests.e2e.conftest import NewVisit
from tests.e2e.steps import do_session, save

pytestmark = pytest.mark.django_db(transaction=True)


def test_after_two_weeks_it_offers_the_last_week_lower_and_after_four_only_rest_and_help(visit: NewVisit) -> None:
    phone, _ = visit()
    phone.cut_off()
    begun = clock.now()
    phone.context.clock.install(time=begun + timedelta(days=14))
    page = phone.reopen()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Go online once to get them.")
    expect(main).to_contain_text("your last week again, with at most 75 % of your usual amount.")
    expect(main).to_contain_text("This plan is from")
    phone.look()
    do_session(page)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done")
    page = phone.reopen()
    expect(page.get_by_role("main")).to_contain_text("2 waiting")

    phone.context.clock.set_system_time(begun + timedelta(days=29))
    page = phone.reopen()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Go online once to get the next ones.")
    expect(main).to_contain_text("walk as you usually do")
    expect(page.get_by_role("heading", name="Fine at any time")).to_be_visible()
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
    expect(main).to_contain_text("2 waiting")
    phone.look()
    expect(page.get_by_role("link", name="Time for the safety questions")).to_be_visible()
    page.get_by_role("link", name="Help in a flare-up").click()
    expect(page.get_by_role("button", name="None of these")).to_be_visible()

    for days in (31, 200):
        phone.context.clock.set_system_time(begun + timedelta(days=days))
        page = phone.reopen()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your plan is on hold")
        expect(page.get_by_role("link", name="Answer the questions again")).to_be_visible()
        expect(page.get_by_role("link", name="Start")).to_have_count(0)


def test_after_a_flare_up_that_was_not_sent_it_offers_rest_and_help_alone(visit: NewVisit) -> None:
    phone, _ = visit()
    phone.cut_off()
    phone.context.clock.install()
    page = phone.reopen()
    do_session(page, pain=7)
    save(page)
    page = phone.reopen()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Your next session waits for a connection.")
    expect(main).to_contain_text("Walk half as much")
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
    phone.look()
