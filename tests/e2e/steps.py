"""What a person does on the phone, step by step, by the words they read."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import APIResponse, Page, expect

from backfit.lib import clock
from programs.engine.contract import DAYS

Given = str | int | list[str] | tuple[str, str]
"""An answer: an option, a number to type or a pain to tap, several boxes, or what is typed and then ticked."""

SAFETY = "Do any of these fit you?"
REVIEW = "Here is what you told us"
USUAL: dict[str, Given] = {
    "How old are you?": 34,
    "What sex were you given at birth?": "I'd rather not say",
    "Has a clinician told you what this is?": "No, or I'm not sure",
    "Where is it?": "Low back",
    "Which of these fits best?": "None of these, or several",
    "How long has it been there?": "6 to 12 weeks",
    "How strong is your pain right now?": 2,
    "And at its worst in the last 24 hours?": 4,
    "Does it go into a leg?": "No",
    "Does it go into an arm?": "No",
    "When something stirs it up, how soon does it calm down?": "Within minutes",
    "Does pain wake you most nights?": "No",
    "Does moving one way ease it, and it stays eased?": "I don't know",
    "How active are you now?": "Somewhat active",
    "How long can you walk in comfort?": 10,
    "Has a doctor said that you have high blood pressure?": "No",
    "Can you swim?": "No",
}

# The same, as the app sends it.
SENT: dict[str, object] = {
    "schema": 1,
    "age": 34,
    "answers": {"*": "no"},
    "onset_weeks": 8,
    "pain_now": 2,
    "pain_worst_24h": 4,
    "settles": "minutes",
    "night_waking": False,
    "walk_baseline_minutes": 10,
    "country": "IE",
}
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def three_days(on: Iterable[int] = (0, 2, 4)) -> list[str]:
    """Today, where the phone is, and the days two and four days on; or those so many days on."""
    today = clock.now().astimezone(ZoneInfo("Europe/Dublin")).weekday()
    return [WEEK[(today + days) % 7] for days in on]


def heading(page: Page) -> str:
    """The one heading of the screen."""
    return page.get_by_role("heading", level=1).first.inner_text()


def begin(page: Page) -> None:
    """From the first screen through consent to the first question."""
    page.goto("/")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which country are you in?")


def answer(page: Page, answers: Mapping[str, Given], *, until: str = SAFETY) -> None:
    """Answer question by question, what isn't named as `USUAL` says or not at all, up to the heading `until`."""
    given = USUAL | {"Which days suit you?": three_days()} | dict(answers)
    for _ in range(60):
        question = heading(page)
        if re.search(until, question):
            return
        if question in given:
            give(page, given[question])
        go_on(page)
        expect(page.get_by_role("heading", level=1)).not_to_have_text(question)
    raise AssertionError(f"never came to {until}: still at {heading(page)}")


def give(page: Page, given: Given) -> None:
    """Give one answer on the present screen."""
    if isinstance(given, tuple):
        page.get_by_role("textbox").fill(given[0])
        page.get_by_role("checkbox", name=re.compile(f"^{given[1]}")).check()
    elif isinstance(given, list):
        for words in given:
            box = page.get_by_role("checkbox", name=words).or_(page.get_by_role("button", name=words, exact=True))
            box.first.click()
    elif isinstance(given, str):
        page.get_by_role("radio", name=given).first.check()
    elif page.get_by_role("radio").count():
        page.get_by_role("radio", name=re.compile(rf"^{given}\b")).check()
    else:
        page.get_by_role("textbox").fill(str(given))


def go_on(page: Page) -> None:
    """Press what leads on: Next, or the words that say there is no answer."""
    for name in ("Next", "None of these", "None", "I don.t know"):
        button = page.get_by_role("button", name=re.compile(f"^{name}$"))
        if button.count() and button.first.get_attribute("aria-disabled") != "true":
            button.first.click()
            return
    raise AssertionError(f"nothing leads on from {heading(page)}")


def pass_safety(page: Page) -> None:
    """Answer None of these on every screen of the full safety check, to the review of the answers."""
    for _ in range(20):
        if heading(page) == REVIEW:
            return
        page.get_by_role("button", name="None of these").click()
        page.wait_for_timeout(100)  # the next group has the same heading
    raise AssertionError(f"the safety check never ended: {heading(page)}")


def given_plan(page: Page, **told: object) -> None:
    """To Today with a plan, the questionnaire sent without its screens: for tests of what comes after it.

    `told` is what differs from the answers of `USUAL`, as the intake names it; conditions are told by a clinician.
    """
    page.request.get("/api/account")  # brings the token
    agreed = _asked(page.request.get("/api/intake"))["consent"]["version"]
    _asked(
        page.request.post("/api/account", data={"consent": {"version": agreed}, "country": "IE"}, headers=_token(page))
    )
    now = clock.now().astimezone(ZoneInfo("Europe/Dublin"))
    days = [DAYS[WEEK.index(day)] for day in three_days()]
    intake = SENT | {"days": days} | told
    body = {
        "schema": 1,
        "diagnosed": "conditions" in told,
        "today": now.date().isoformat(),
        "zone": "Europe/Dublin",
        "intake": intake,
    }
    _asked(page.request.post("/api/intake", data=body, headers=_token(page)))
    page.goto("/today")
    expect(page.get_by_role("link", name="Start")).to_be_visible()


def _token(page: Page) -> dict[str, str]:
    """What a request of the app carries against forgery."""
    value = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    return {"X-CSRFToken": value}


def _asked(response: APIResponse) -> dict[str, Any]:
    assert response.ok, response.text()
    body: dict[str, Any] = response.json()
    return body


def make_plan(page: Page, *, seen: Callable[[], None] = lambda: None) -> None:
    """From the review of the answers to Today, by way of the plan explained, which `seen` may look at."""
    page.get_by_role("button", name="Make my plan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your plan")
    seen()
    page.get_by_role("link", name="Go to Today").click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()


def do_session(
    page: Page, *, pain: int = 2, effort: str = "About right", moved: str = "Nothing in a leg or arm"
) -> None:
    """Follow today's session from Start to its last question; timed parts need the page's clock installed."""
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    follow(page, pain=pain, effort=effort, moved=moved)


def begin_session(page: Page) -> None:
    """From Today to the first set of its session."""
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("button", name="Start").last.click()
    page.get_by_role("button", name=re.compile("[Dd]one$")).wait_for()


def save(page: Page) -> None:
    """Save a session at its last question."""
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done")


def ask_for_help(page: Page) -> None:
    """The shortest way to a log: from Today to the questions before help in a flare-up, and back."""
    page.get_by_role("link", name="Flare-up", exact=True).click()
    page.get_by_role("button", name="None of these").click()
    expect(page.get_by_role("heading", level=2, name="If it gets worse")).to_be_visible()
    page.get_by_role("link", name="Today").click()


def follow(page: Page, *, pain: int, effort: str = "About right", moved: str = "Nothing in a leg or arm") -> None:
    """Go on with a session from where it is to its last question."""
    for _ in range(60):
        shown = heading(page)
        if shown.startswith("Did pain"):
            page.get_by_role("radio", name=moved).check(force=True)
            return
        if shown.startswith(("How was", "What did you do")):
            page.get_by_role("radio", name=effort).check()
            page.get_by_role("radio", name=re.compile(rf"^{pain}\b")).check()
        if not press(page, "^Start", "[Dd]one$", "^Next", "^Finish", "^I.m back"):
            if not page.get_by_role("button", name="Pause").count():
                return
            pass_time(page, minutes=3)
        page.wait_for_timeout(50)  # let the next part of the session draw itself
    raise AssertionError(f"the session never ended: {heading(page)}")


def pass_time(page: Page, *, minutes: int) -> None:
    """Let time go by in sight of the app, which would ask after more than a minute out of sight; needs the clock."""
    for _ in range(minutes * 2):
        page.clock.fast_forward(30_000)


def press(page: Page, *names: str) -> bool:
    """Press the first button there is whose words one of these patterns finds."""
    for name in names:
        button = page.get_by_role("button", name=re.compile(name))
        if button.count():
            button.last.click()
            return True
    return False
