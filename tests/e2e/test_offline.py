"""The app without a network."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, expect

from backfit.lib import clock
from tests.e2e.conftest import NewVisit
from tests.e2e.inside import until, wait_for_logs
from tests.e2e.site import Site
from tests.e2e.steps import do_session

pytestmark = pytest.mark.django_db(transaction=True)

LESSONS_KEPT = """new Promise((found) => {
  const opening = indexedDB.open('backfit.lessons', 1)
  opening.onupgradeneeded = () => opening.transaction.abort()
  opening.onerror = () => found(false)
  opening.onsuccess = () => {
    const db = opening.result
    const getting = db.transaction('texts').objectStore('texts').get('all')
    getting.onsuccess = () => { db.close(); found(getting.result !== undefined) }
  }
})"""


def test_it_starts_and_goes_through_a_session_without_a_network(visit: NewVisit) -> None:
    phone, owner = visit()
    phone.cut_off()
    page = phone.reopen()
    page.clock.install()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    phone.look()
    do_session(page)
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Done")
    phone.look()
    page = phone.reopen()
    expect(page.get_by_role("heading", level=1)).to_contain_text("done for today")
    expect(page.get_by_role("main")).to_contain_text("2 waiting")
    phone.cut_off(cut_off=False)
    wait_for_logs(page, owner, kinds=["screening", "session"])


def test_it_helps_in_a_flare_up_and_warns_without_a_network(visit: NewVisit) -> None:
    phone, owner = visit()
    phone.cut_off()
    page = phone.reopen("/help")
    page.get_by_role("button", name="None of these").click()
    expect(page.get_by_role("heading", level=2, name="If it gets worse")).to_be_visible()
    phone.look()
    page = phone.reopen("/help")
    page.get_by_role("button", name=re.compile("Numb between the legs")).click()
    page.get_by_role("button", name="Yes", exact=True).first.click()
    expect(page.get_by_role("link", name=re.compile("999")).first).to_be_visible()
    page = phone.reopen()
    expect(page.get_by_role("link", name=re.compile("999")).first).to_be_visible()
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
    phone.look()
    phone.cut_off(cut_off=False)
    wait_for_logs(page, owner, kinds=["screening", "screening"])


def test_it_teaches_without_a_network(visit: NewVisit) -> None:
    phone, owner = visit()
    until(phone.page, f"await {LESSONS_KEPT}")
    phone.cut_off()
    page = phone.reopen("/learn")
    phone.look()
    page.get_by_role("link", name=re.compile("What usually happens")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What usually happens, and when to see someone")
    expect(page.get_by_role("main")).to_contain_text("Call an emergency number if you can't pass water.")
    expect(page.get_by_role("main")).to_contain_text("No licensed clinician has reviewed this yet.")
    phone.look()
    page.get_by_role("button", name="Mark as read").click()
    page.get_by_role("link", name=re.compile("^Next: ")).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("What usually happens, and when to see someone")
    page = phone.reopen("/help")
    page.get_by_role("button", name="None of these").click()
    page.get_by_role("link", name="What to do in a flare-up").click()
    expect(page.get_by_role("main")).to_contain_text("The trick is to do half, and not nothing.")
    phone.cut_off(cut_off=False)
    wait_for_logs(page, owner, kinds=["pref", "screening"])


def test_it_knows_without_a_network_whether_there_is_an_address(visit: NewVisit) -> None:
    phone, _ = visit(email="robin@example.org")
    phone.cut_off()
    page = phone.reopen("/settings")
    expect(page.get_by_role("main")).to_contain_text("You can sign in with it on any phone.")
    expect(page.get_by_role("link", name="Add an e-mail address")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("dialog")).to_contain_text("You can come back with a code by e-mail.")


def test_it_says_from_when_the_plan_is(visit: NewVisit) -> None:
    phone, _ = visit()
    phone.cut_off()
    phone.context.clock.install(time=clock.now() + timedelta(days=1))
    page = phone.reopen()
    expect(page.get_by_role("main")).to_contain_text("This plan is from")


def test_it_starts_while_the_server_is_down(site: Site, visit: NewVisit) -> None:
    phone, _ = visit(base_url=site.url)
    site.stop()
    phone.watch.cut_off = True
    page = phone.reopen("/plan")
    assert page.evaluate("() => fetch('/healthz').then(() => 'up', () => 'down')") == "down"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Built for")
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()


def test_it_can_be_installed(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], live_server: Any, tmp_path: Path
) -> None:
    context = browser_type.launch_persistent_context(tmp_path / "profile", **browser_type_launch_args)
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    browser = context.new_cdp_session(page)
    assert browser.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = browser.send("Page.getAppManifest")
    context.close()
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/manifest.webmanifest")
