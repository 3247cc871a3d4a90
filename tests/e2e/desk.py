"""What a clinician does at the desk, step by step, and how a person with a phone accepts."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PASSWORD, Phone


def code_in(letter: object) -> str:
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", str(getattr(letter, "body", "")))
    assert found
    return found.group()


def sign_in(desk: Phone, mailoutbox: list[object], *, path: str = "/clinic", password: str = PASSWORD) -> None:
    """By password, then by the code from the real outbox."""
    page = desk.page
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    desk.look()
    page.get_by_label("E-mail address").fill("dana@example.org")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code")
    desk.look()
    page.get_by_label("Code").fill(code_in(mailoutbox[-1]))
    page.get_by_role("button", name="Sign in").click()


def invite(desk: Phone, *, name: str = "Joan", year: int = 1955) -> str:
    """The code for somebody new, as it stands on the screen."""
    page = desk.page
    page.get_by_role("link", name="Invite", exact=True).click()
    desk.look()
    page.get_by_label("First name").fill(name)
    page.get_by_label("Birth year").fill(str(year))
    page.get_by_role("button", name="Make the code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"A code for {name}")
    desk.look()
    code = page.get_by_text(re.compile(r"^[2-9A-Z]{4} [2-9A-Z]{4}$")).first.inner_text()
    return code.replace(" ", "")


def accept(page: Page, *, code: str, year: int = 1955, new: bool = False) -> None:
    """From the address behind the QR code to the consent."""
    page.goto(f"/j/{code}")
    expect(page.get_by_label("Code")).to_have_value(code)
    page.get_by_label("The year you were born").fill(str(year))
    page.get_by_role("button", name="Show me who asks").click()
    if new:
        page.get_by_role("button", name="I agree").click()
    expect(page.get_by_text("Dana Reyes at Harbour Physio would like to see your plan.")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Physio sees your plan now")
