"""Ready without a network: said in the menu, checked where each part lies, and true from a cold start on."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from backfit.accounts.models import User
from backfit.lib import clock
from tests.e2e.conftest import NewPhone, NewVisit, Phone
from tests.e2e.inside import wait_for_logs
from tests.e2e.steps import do_session, follow, given_plan, save

pytestmark = pytest.mark.django_db(transaction=True)

READY = re.compile(r"Ready offline\. Your sessions are here until \w+day \d+ \w+\.")
DROP = """async () => {
  const [app] = (await caches.keys()).filter((name) => name.startsWith('backfit-'))
  const files = await caches.open(app)
  for (const one of await files.keys())
    if (one.url.includes('/assets/Help-') || new URL(one.url).pathname === '/') await files.delete(one)
  const figures = await caches.open('figures')
  for (const one of (await figures.keys()).filter((one) => one.url.includes('-still-')).slice(0, 2))
    await figures.delete(one)
  await new Promise((done) => {
    const opening = indexedDB.open('backfit.lessons')
    opening.onsuccess = () => {
      const tx = opening.result.transaction('texts', 'readwrite')
      tx.objectStore('texts').clear()
      tx.oncomplete = done
    }
  })
}"""


def wait_until_ready(page: Page) -> None:
    page.goto("/settings")
    expect(page.get_by_role("button", name=re.compile("^Without a network"))).to_contain_text(READY)


def shown(phone: Phone, *, figure: bool = False) -> Page:
    """The page, once its screen is whole: nothing failed to load, and a figure is drawn where there is one."""
    page = phone.page
    expect(page.get_by_role("heading", level=1)).not_to_have_text(re.compile("did not load|can.t load|One moment"))
    if figure:
        expect(page.locator("main .drawing svg").first).to_be_visible()
    phone.look()
    return page


def ask_for_advice(phone: Phone) -> None:
    """Help in a flare-up, and what to do at a warning sign."""
    page = phone.reopen("/help")
    page.get_by_role("button", name="None of these").click()
    expect(page.get_by_role("heading", level=2, name="If it gets worse")).to_be_visible()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    shown(phone, figure=True)
    page = phone.reopen("/help")
    page.get_by_role("button", name=re.compile("Numb between the legs")).click()
    page.get_by_role("button", name="Yes", exact=True).first.click()
    expect(page.locator("a[href='tel:112'], a[href='tel:999']").first).to_be_visible()
    shown(phone)


def tell_the_morning(page: Page) -> None:
    page.get_by_role("button", name="How is your back this morning?").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name=re.compile(r"^2\b")).check()
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="How is your back this morning?")).to_have_count(0)


def test_everything_works_from_a_cold_start_without_a_network(new_phone: NewPhone) -> None:
    phone = new_phone(service_workers="allow")
    phone.context.clock.install()
    begun = clock.now()
    page = phone.page
    given_plan(page)
    do_session(page)
    save(page)
    expect(page.get_by_role("status").last).to_contain_text("Saved.")
    wait_until_ready(page)

    phone.cut_off()
    phone.context.clock.set_system_time(begun + timedelta(days=2))
    phone.reopen()
    page = shown(phone, figure=True)
    tell_the_morning(page)
    page.get_by_role("link", name="Start").click()
    page.get_by_role("button", name="None of these").click()
    shown(phone, figure=True)
    follow(page, pain=2)
    save(page)
    shown(phone)

    phone.context.clock.set_system_time(begun + timedelta(days=3))
    tell_the_morning(phone.reopen())
    for path in ("/plan", "/changes", "/settings"):
        phone.reopen(path)
        page = shown(phone)
    expect(page.get_by_role("button", name=re.compile("^Without a network"))).to_contain_text(READY)
    phone.reopen("/learn")
    page = shown(phone)
    page.get_by_role("link", name=re.compile("What usually happens")).first.click()
    expect(page.get_by_role("main")).to_contain_text("Call an emergency number if you can't pass water.")
    shown(phone)

    ask_for_advice(phone)
    phone.cut_off(cut_off=False)
    kinds = [*["check_in"] * 2, *["screening"] * 4, *["session"] * 2]
    wait_for_logs(phone.page, User.objects.get(), kinds=kinds)


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}])
def test_what_is_missing_is_said_and_fetched(visit: NewVisit, options: dict[str, object]) -> None:
    phone, _ = visit(**options)
    page = phone.page
    with page.expect_response("**/figures/index.json"):
        wait_until_ready(page)
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    page.evaluate(DROP)
    page.get_by_role("link", name="Menu").click()
    button = page.get_by_role("button", name=re.compile("^Without a network"))
    expect(button).to_contain_text("Not ready yet. Something is missing.")
    button.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text(re.compile(r"The app\s*3 files missing\.", re.S))
    expect(sheet).to_contain_text(re.compile(r"Figures\s*[12] missing\.", re.S))
    expect(sheet).to_contain_text(re.compile(r"Lessons\s*Not on this phone\.", re.S))
    phone.look()
    phone.cut_off()
    sheet.get_by_role("button", name="Get it now").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Check your connection")
    phone.look()
    phone.cut_off(cut_off=False)
    sheet.get_by_role("button", name="Get it now").press("Enter")
    expect(sheet).to_contain_text(READY)
    expect(sheet.get_by_role("button", name="Get it now")).to_have_count(0)
    phone.look()
    phone.cut_off()
    page = phone.reopen("/help")
    expect(page.get_by_role("button", name="None of these")).to_be_visible()


def test_it_says_so_where_nothing_keeps_the_app(visit: NewVisit) -> None:
    phone, _ = visit(service_workers="block")
    page = phone.page
    page.goto("/settings")
    expect(page.get_by_role("button", name=re.compile("^Without a network"))).to_contain_text(
        "needs a network to start"
    )
