"""A session followed by the clock: counted in, paused, left and come back to, walked and swum."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from programs.engine.contract import DAYS
from tests.e2e.conftest import Phone
from tests.e2e.steps import WEEK, given_plan, heading, press, three_days

pytestmark = pytest.mark.django_db(transaction=True)

ARTHRITIS: dict[str, object] = {"age": 67, "conditions": ["facet-oa"]}
SWIMMER: dict[str, object] = {
    "age": 40,
    "equipment": ["pool"],
    "swims": "well",
    "likes": ["aquatic"],
    "activity": "regular",
}
RECORD_TONES = """
window.__tones = [];
const start = AudioScheduledSourceNode.prototype.start;
AudioScheduledSourceNode.prototype.start = function (at) {
  window.__tones.push(Math.round(at - this.context.currentTime));
  return start.call(this, at);
};
"""
HOLD, WALK = "Semi-tandem stand", "Short flat walks"


def to_today(page: Page, told: Mapping[str, object]) -> None:
    """A plan for these answers, on Today, with the page's clock in the test's hands."""
    page.clock.install()
    given_plan(page, **told)


def to_exercise(page: Page, name: str) -> None:
    """Begin today's session and skip to the set-up of that exercise."""
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    for _ in range(8):
        expect(page.get_by_role("button", name="Skip")).to_be_visible()
        if heading(page) == name:
            return
        before = heading(page)
        page.get_by_role("button", name="Skip").click()
        page.get_by_role("button", name="Not today").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    raise AssertionError(f"no {name} today")


def hold_time(page: Page) -> None:
    """Time stands still but for what the test lets pass; axe needs it to run."""
    page.clock.pause_at(page.evaluate("() => Date.now() / 1000") + 1)


def call(page: Page, words: str) -> None:
    """What the screen reader is told now."""
    expect(page.get_by_role("status")).to_have_text(words)


def tones(page: Page) -> list[int]:
    """Seconds from their placing to the tones placed since the last look."""
    page.wait_for_timeout(300)  # placed once the browser lets the context run
    return [int(wait) for wait in page.evaluate("() => window.__tones.splice(0)")]


def test_it_counts_in_and_says_each_part_of_a_hold_on_each_side(phone: Phone) -> None:
    page = phone.page
    page.add_init_script(RECORD_TONES)
    to_today(page, ARTHRITIS)
    to_exercise(page, HOLD)
    hold_time(page)
    page.get_by_role("button", name="Start", exact=True).click()
    call(page, "Get ready. Next: hold, left side")
    assert sorted(set(tones(page))) == [7, 8, 9, 10], "3-2-1 and the start"
    page.clock.fast_forward(7_500)
    call(page, "3")
    page.clock.fast_forward(3_000)
    call(page, "Hold, left side")
    page.get_by_role("button", name="Pause").click()
    page.clock.resume()
    phone.look()
    tones(page)
    page.clock.fast_forward(120_000)
    call(page, "Paused")
    assert tones(page) == [], "nothing sounds while it is paused"
    hold_time(page)
    page.get_by_role("button", name="Go on").click()
    call(page, "Get ready. Next: hold, left side")
    page.get_by_role("button", name="Turn tones off").click()
    tones(page)
    page.clock.fast_forward(5_200)
    call(page, "Hold, left side")
    page.clock.fast_forward(5_000)
    call(page, "Get ready. Next: hold, right side")
    assert tones(page) == [], "nothing sounds when tones are off"
    page.clock.resume()
    page.reload()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name="Turn tones on")).to_be_visible()
    assert tones(page) == [], "this phone remembers that"


def test_it_asks_after_a_while_away_and_counts_nothing_of_it(phone: Phone) -> None:
    page = phone.page
    to_today(page, ARTHRITIS)
    to_exercise(page, HOLD)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Start now").click()
    page.clock.fast_forward(20_000)
    call(page, "Rest. Next: set 2 of 2, left side")
    page.clock.fast_forward(240_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("You were away 4 minutes")
    expect(page.get_by_role("main")).to_contain_text(f"Exercise 2, {HOLD}, set 2, left side")
    phone.look()
    page.get_by_role("button", name="Go on").click()
    call(page, "Rest. Next: set 2 of 2, left side")


def test_it_draws_the_figure_in_forced_colours(new_phone: Callable[..., Phone]) -> None:
    page = new_phone(forced_colors="active").page
    to_today(page, {})
    expect(page.locator("main svg:has(.farleg)").first).to_be_visible()
    fills = page.evaluate("""() => ['top', 'leg', 'farleg'].map((part) =>
      getComputedStyle(document.querySelector(`svg path.${part}`)).fill)""")
    assert fills == ["rgb(255, 255, 255)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_it_waits_at_the_same_set_when_it_is_opened_again(phone: Phone) -> None:
    page = phone.page
    to_today(page, {})
    to_exercise(page, "Two-leg bridge")
    press(page, "^Start$")
    page.get_by_role("button", name="Done").click()
    page.get_by_role("radio", name="About right").check()
    page.reload()
    expect(page.get_by_role("radio", name="About right")).to_be_checked()
    page.get_by_role("radio", name=re.compile(r"^2\b")).check()
    page.get_by_role("button", name=re.compile("^Next")).click()
    page.get_by_role("button", name="Start", exact=True).click()
    at = heading(page)
    page.goto("/today")
    expect(page.get_by_role("main")).to_contain_text("Waits at exercise 3.")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your session waits")
    expect(page.get_by_role("main")).to_contain_text(f"Exercise 3, {at}")
    phone.look()
    page.get_by_role("button", name="Something is wrong").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(at)


def test_it_counts_a_walk_by_the_clock_as_the_person_says(phone: Phone) -> None:
    page = phone.page
    to_today(page, ARTHRITIS)
    to_exercise(page, WALK)
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Start now").click()
    page.clock.fast_forward(45_000)
    expect(page.get_by_text("0:45 of 7:00 done")).to_be_visible()
    page.clock.fast_forward(135_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("You were away 2 minutes")
    phone.look()
    page.get_by_role("button", name="No, go on from before").click()
    expect(page.get_by_text("0:45 of 7:00 done")).to_be_visible()
    page.clock.fast_forward(180_000)
    page.get_by_role("button", name="Yes, I walked").click()
    expect(page.get_by_text("3:45 of 7:00 done")).to_be_visible()
    page.clock.fast_forward(15_000)
    page.get_by_role("button", name=re.compile("enough$")).click()
    expect(page.get_by_role("group", name="Minutes you did").get_by_role("status")).to_have_text("4")
    phone.look()


def swim_day(page: Page) -> int:
    """How many days from now the first swim of the plan is."""
    bundle = page.request.get("/api/bundle").json()
    on = next(session["on"] for session in bundle["sessions"] if session["kind"] == "swim")
    return (date.fromisoformat(on) - date.fromisoformat(bundle["made_for"])).days


def test_it_has_a_swim_read_before_and_written_down_after(phone: Phone) -> None:
    page = phone.page
    first = WEEK.index(three_days()[0])
    to_today(page, SWIMMER | {"days": [DAYS[(first + on) % 7] for on in range(6)]})
    page.clock.fast_forward(swim_day(page) * 24 * 3_600_000)
    page.reload()
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The phone stays in the locker")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+ metres"))
    phone.look()
    page.get_by_role("button", name=re.compile("write it down$")).click()
    metres = page.get_by_role("group", name=re.compile("metres$")).first
    planned = int(metres.get_by_role("status").inner_text())
    metres.get_by_role("button", name="More").click()
    page.get_by_role("radio", name="About right").check()
    page.get_by_role("radio", name=re.compile(r"^1\b")).check()
    page.reload()
    expect(metres.get_by_role("status")).to_have_text(str(planned + 25))
    phone.look()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("radio", name="Nothing in a leg or arm").check(force=True)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done")
    expect(page.get_by_role("main")).to_contain_text(f"{planned + 25} m")
    expect(page.get_by_role("main")).not_to_contain_text("waiting")
