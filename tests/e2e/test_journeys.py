"""From the first screen to a plan that a followed session changed, as a person does it on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import Phone
from tests.e2e.steps import Given, answer, begin, do_session, give, go_on, heading, make_plan, pass_safety

pytestmark = pytest.mark.django_db(transaction=True)


def to_plan(phone: Phone, answers: dict[str, Given]) -> Page:
    """Answer everything, look at each kind of screen on the way, and come to Today."""
    page = phone.page
    page.clock.install()
    begin(page)
    answer(page, answers)
    phone.look()
    pass_safety(page)
    phone.look()
    make_plan(page)
    phone.look()
    return page


def finish(page: Page) -> None:
    """Save the session and come to its summary."""
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done")


def test_it_takes_sciatica_at_34_to_a_plan_and_a_step_back(phone: Phone) -> None:
    page = to_plan(
        phone,
        {
            "How old are you?": 34,
            "Has a clinician told you what this is?": "Yes, they named it",
            "What did they call it?": ("sciatca", "Sciatica"),
            "Does it go into a leg?": "Yes, below the knee",
        },
    )
    before = page.get_by_role("main").inner_text()
    do_session(page, pain=6)
    finish(page)
    phone.look()
    expect(page.get_by_role("main")).to_contain_text("Your worst pain was 6. Next time is one step easier.")
    expect(page.get_by_role("link", name=re.compile("^Remind me on session days"))).to_be_visible()
    page.get_by_role("link", name="Back to Today").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("done for today")
    page.get_by_role("link", name="What changed and why").click()
    expect(page.get_by_role("main")).to_contain_text("One step easier")
    phone.look()
    assert "Clam" in before, "a first choice for sciatica at this stage"


def test_it_takes_spinal_arthritis_at_67_with_pool_and_band_to_a_plan(phone: Phone) -> None:
    page = to_plan(
        phone,
        {
            "How old are you?": 67,
            "Has a clinician told you what this is?": "Yes, they named it",
            "What did they call it?": ("arthritis of the spine", "Arthritis of the spine"),
            "What do you have, or can use?": ["Pool", "Exercise band"],
            "What do you like?": ["Water exercise"],
        },
    )
    page.get_by_role("link", name="Plan").click()
    expect(page.get_by_role("main")).to_contain_text("Water exercises")
    page.get_by_role("link", name="Today").click()
    do_session(page, effort="Too hard")
    finish(page)
    expect(page.get_by_role("main")).to_contain_text("What changed and why")
    phone.look()


def test_it_finds_back_of_thigh_pain_after_running_at_29_and_calms_a_flare(phone: Phone) -> None:
    page = phone.page
    page.clock.install()
    begin(page)
    answer(page, {"How old are you?": 29}, until="Where is it?")
    page.get_by_role("textbox").fill("pain in the back of the thigh after running")
    expect(page.get_by_role("radio")).to_have_count(1)
    phone.look()
    give(page, "Back of the thigh")
    go_on(page)
    answer(page, {})
    pass_safety(page)
    make_plan(page)
    do_session(page, pain=7)
    finish(page)
    expect(page.get_by_role("main")).to_contain_text(re.compile("flare", re.IGNORECASE))
    phone.look()


def test_it_stops_everything_at_numbness_between_the_legs_and_says_whom_to_call(phone: Phone) -> None:
    page = phone.page
    begin(page)
    answer(page, {})
    with page.expect_response(lambda reply: reply.request.method == "POST" and reply.url.endswith("/api/intake")):
        page.get_by_role("button", name="Yes", exact=True).first.click()
    call = page.get_by_role("link", name=re.compile("112"))
    expect(call.first).to_be_visible()
    expect(call.first).to_have_attribute("href", "tel:112")
    phone.look()
    page.goto("/today")
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("112")).first).to_be_visible()
    phone.look()


def test_it_shows_the_stop_at_the_next_start_though_the_reply_never_came(phone: Phone) -> None:
    page = phone.page
    begin(page)
    answer(page, {})

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/api/intake", lose)
    phone.watch.cut_off = True  # the browser says that the reply did not come
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Yes", exact=True).first.click()
    page.evaluate("() => localStorage.removeItem('backfit.intake')")  # as after a reply that was not kept in time
    page.goto("/today")
    expect(page.get_by_role("link", name=re.compile("112")).first).to_be_visible()
    expect(page.get_by_role("link", name="Start")).to_have_count(0)


def test_it_stops_before_a_session_when_something_is_new(phone: Phone) -> None:
    page = to_plan(phone, {})
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name=re.compile("Numb between the legs")).click()
    page.get_by_role("button", name="Yes", exact=True).first.click()
    expect(page.get_by_role("link", name=re.compile("112")).first).to_be_visible()
    phone.look()
    page.goto("/today")
    expect(page.get_by_role("link", name="Start")).to_have_count(0)


def test_it_goes_on_with_the_questionnaire_after_a_reload(phone: Phone) -> None:
    page = phone.page
    begin(page)
    answer(page, {}, until="Does pain wake you most nights")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Does pain wake you most nights?")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Does pain wake you most nights?")


def test_it_goes_on_with_a_session_after_a_reload(phone: Phone) -> None:
    page = to_plan(phone, {})
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Done").click()
    asked = heading(page)
    assert asked.startswith("How was")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(asked)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": {"width": 320, "height": 568}}, id="320 px"),
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"forced_colors": "active"}, id="forced colours"),
    ],
)
def test_it_fits_and_passes_axe_on_any_phone(new_phone: Callable[..., Phone], options: dict[str, object]) -> None:
    phone = new_phone(**options)
    page = to_plan(phone, {})
    page.get_by_role("link", name="Plan").click()
    phone.look()
    page.get_by_role("link", name="Today").click()
    do_session(page)
    phone.look()
    finish(page)
