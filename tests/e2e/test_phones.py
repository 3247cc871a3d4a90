"""What goes wrong with the phone itself: its clock, its storage, its build, the person who holds it."""

import json
import re
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from backfit.accounts.models import User
from backfit.lib import clock
from programs.logs.models import Log
from tests.e2e.conftest import NewVisit, Phone
from tests.e2e.desk import code_in
from tests.e2e.inside import PATIENT_MS, STORED, come_back, look_again, running, stored, until, wait_for, wait_for_logs
from tests.e2e.line import Break, Line
from tests.e2e.site import Site
from tests.e2e.steps import ask_for_help, do_session, save

pytestmark = pytest.mark.django_db(transaction=True)

THREE_DAYS = timedelta(days=3)
MANY = 120
"""More than two requests hold."""
MULTIPLY = """async (times) => {
  const opened = await new Promise((done) => {
    const opening = indexedDB.open(`backfit.${localStorage.getItem('backfit.owner')}`)
    opening.onsuccess = () => done(opening.result)
  })
  const tx = opened.transaction(['logs', 'outbox'], 'readwrite')
  const [logs, outbox] = [tx.objectStore('logs'), tx.objectStore('outbox')]
  const reading = outbox.getAll()
  reading.onsuccess = () => {
    for (let at = 1; at < times; at += 1) {
      const op = { ...reading.result[0], id: crypto.randomUUID() }
      logs.put(op)
      outbox.put(op)
    }
  }
  await new Promise((done) => { tx.oncomplete = done })
  opened.close()
}"""
MAKE_OLD = """async () => {
  const opened = await new Promise((done) => {
    const opening = indexedDB.open(`backfit.${localStorage.getItem('backfit.owner')}`)
    opening.onsuccess = () => done(opening.result)
  })
  const tx = opened.transaction('outbox', 'readwrite')
  const outbox = tx.objectStore('outbox')
  const reading = outbox.getAll()
  reading.onsuccess = () => {
    for (const op of reading.result) outbox.put({ ...op, occurred_at: '1990-01-01T12:00:00Z' })
  }
  await new Promise((done) => { tx.oncomplete = done })
  opened.close()
}"""


def today() -> date:
    return clock.now().astimezone(ZoneInfo("Europe/Dublin")).date()


def sign_in(page: Page, email: str, mailoutbox: list[object]) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code")
    page.get_by_label("Code").fill(code_in(mailoutbox[-1]))
    page.get_by_role("button", name="Check").click()
    expect(page).to_have_url(re.compile("/today$"))


def ids(owner: User) -> set[str]:
    return {str(one) for one in Log.objects.filter(user=owner).values_list("id", flat=True)}


def test_a_clock_three_days_ahead_costs_nothing(visit: NewVisit) -> None:
    phone, owner = visit(ahead=THREE_DAYS, sessions_in=(0, 3, 5), service_workers="block")
    page = phone.page
    phone.look()
    do_session(page)
    save(page)
    wait_for_logs(page, owner, kinds=["screening", "session"])
    for log in Log.objects.filter(user=owner):
        assert abs(log.occurred_at - clock.now()) < timedelta(minutes=6)
        assert log.body["on"] == today().isoformat()
    page = phone.reopen()
    expect(page.get_by_role("heading", level=1)).to_contain_text("done for today")
    phone.context.clock.set_system_time(clock.now())
    page = phone.reopen()
    expect(page.get_by_role("heading", level=1)).to_contain_text("done for today")
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert Log.objects.filter(user=owner).count() == 2


def test_a_clock_three_days_behind_says_so_and_costs_nothing(visit: NewVisit) -> None:
    phone, owner = visit(ahead=-THREE_DAYS, service_workers="block")
    page = phone.page
    expect(page.get_by_role("main")).to_contain_text("Check the date of this phone")
    phone.look()
    ask_for_help(page)
    wait_for_logs(page, owner, kinds=["screening"])
    phone.context.clock.set_system_time(clock.now())
    page = phone.reopen()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert Log.objects.filter(user=owner).count() == 1


def test_a_month_without_a_network_asks_for_less_and_then_for_nothing(visit: NewVisit) -> None:
    phone, _ = visit(ahead=timedelta(0))
    phone.cut_off()
    for days in (14, 28):
        phone.context.clock.set_system_time(clock.now() + timedelta(days=days))
        page = phone.reopen()
        expect(page.get_by_role("main")).to_contain_text("Go online once to get")
        expect(page.get_by_role("link", name="Start")).to_have_count(int(days == 14))
        phone.look()
    expect(page.get_by_role("main")).to_contain_text("Fine at any time")
    ask_for_help(page)
    phone.context.clock.set_system_time(clock.now())
    phone.cut_off(cut_off=False)
    page = phone.reopen()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Saved.")


def test_a_full_outbox_waits_for_its_owner_while_another_person_uses_the_phone(
    visit: NewVisit, mailoutbox: list[object]
) -> None:
    _, robin = visit(email="robin@example.org", service_workers="block")
    phone, alex = visit(email="alex@example.org", service_workers="block")
    page = phone.page
    Session.objects.all().delete()
    ask_for_help(page)
    expect(page.get_by_role("main")).to_contain_text("Sign in to save 1 entry.")
    page.evaluate(MULTIPLY, MANY)
    page = phone.reopen()
    expect(page.get_by_role("main")).to_contain_text(f"Sign in to save {MANY} entries.")
    waiting = set(stored(page)["outbox"])

    sign_in(page, "robin@example.org", mailoutbox)
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    ask_for_help(page)
    wait_for(page, lambda: len(ids(robin)) == 1)
    assert not ids(robin) & waiting
    assert not ids(alex)
    page.get_by_role("link", name="Menu").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/welcome$"))

    sign_in(page, "alex@example.org", mailoutbox)
    wait_for(page, lambda: ids(alex) == waiting)
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert len(ids(robin)) == 1


def test_a_workout_that_waits_is_sent_by_the_next_build(site: Site, visit: NewVisit) -> None:
    line = Line(to=site.server.thread.port)
    phone, owner = visit(base_url=line.url, ahead=timedelta(0))
    phone.watch.cut_off = True
    page, first = phone.page, running(phone.page)
    line.breaks = Break.BEFORE
    site.deploy_next_build()
    come_back(page, build=site.cache)
    do_session(page)
    save(page)
    page.get_by_role("link", name="Today").first.click()
    with page.expect_event("load"):
        page.get_by_role("button", name="Update").click()
    expect(page.get_by_role("main")).to_contain_text("Saved on this phone, 2 waiting.")
    assert running(page) != first
    assert not ids(owner)
    waiting = set(stored(page)["outbox"])
    line.breaks = None
    look_again(page)
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert ids(owner) == waiting
    line.stop()


def test_what_the_browser_cleared_comes_back(visit: NewVisit) -> None:
    phone, owner = visit(service_workers="block")
    page = phone.page
    ask_for_help(page)
    wait_for_logs(page, owner, kinds=["screening"])
    before = stored(page)
    page.goto("about:blank")
    browser = phone.context.new_cdp_session(page)
    kinds = "indexeddb,local_storage,cache_storage,service_workers"
    browser.send("Storage.clearDataForOrigin", {"origin": phone.watch.origin, "storageTypes": kinds})
    page = phone.reopen()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("This phone had cleared")
    phone.look()
    page.get_by_role("button", name="I have read this").click()

    def is_back() -> bool:
        look_again(page)
        return bool(stored(page)["logs"] == before["logs"])

    wait_for(page, is_back, every_ms=PATIENT_MS)
    assert stored(page)["bundle"] == before["bundle"]
    page = phone.reopen()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(page.get_by_text("This phone had cleared")).to_have_count(0)


def fill_up(phone: Phone) -> None:
    browser = phone.context.new_cdp_session(phone.page)
    browser.send("Storage.overrideQuotaForOrigin", {"origin": phone.watch.origin, "quotaSize": 1})


def test_a_full_phone_keeps_the_workout_in_sight_until_it_is_sent(visit: NewVisit) -> None:
    phone, owner = visit(service_workers="block", ahead=timedelta(0), prepare=fill_up)
    page = phone.page
    phone.cut_off()
    do_session(page)
    save(page)
    page.get_by_role("link", name="Today").first.click()
    expect(page.get_by_role("main")).to_contain_text("Leave this page open until it says Saved.")
    phone.look()
    phone.cut_off(cut_off=False)
    wait_for_logs(page, owner, kinds=["screening", "session"])
    expect(page.get_by_role("main")).to_contain_text("Saved.")


def saved_file(page: Page) -> dict[str, Any]:
    """What Save a file gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a file").click()
    held: dict[str, Any] = json.loads(download.value.path().read_text())
    return held


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}])
def test_what_the_server_refuses_stays_until_it_is_discarded(visit: NewVisit, options: dict[str, object]) -> None:
    phone, owner = visit(service_workers="block", **options)
    page = phone.page
    phone.cut_off()
    ask_for_help(page)
    [entry] = stored(page)["outbox"]
    page.evaluate(MAKE_OLD)
    phone.cut_off(cut_off=False)
    expect(page.get_by_role("main")).to_contain_text("1 entry could not be saved. See the menu.")
    assert stored(page)["quarantine"] == [entry]
    page.get_by_role("link", name="Menu").click()
    expect(page.get_by_role("heading", name="Safety check, 1 January")).to_be_visible()
    phone.look()
    [kept] = saved_file(page)["entries"]
    assert kept["id"] == entry
    assert "too far back" in kept["not_saved_because"]
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    phone.look()
    entry_card = page.get_by_role("region", name="Safety check, 1 January")
    entry_card.get_by_role("button", name="Try again").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(entry_card).to_be_visible()
    page.get_by_role("button", name="Discard").press("Enter")
    phone.look()
    expect(page.get_by_role("dialog")).not_to_contain_text("on hold because of it")
    page.get_by_role("dialog").get_by_role("button", name="Keep it").press("Enter")
    expect(page.get_by_role("button", name="Discard")).to_be_focused()
    page.get_by_role("button", name="Discard").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Discard").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert not stored(page)["quarantine"]
    assert not ids(owner)


def test_a_flare_up_that_was_refused_says_so_and_keeps_its_advice(visit: NewVisit) -> None:
    phone, owner = visit(service_workers="block")
    page = phone.page
    page.clock.install()
    phone.cut_off()
    do_session(page, pain=7)
    save(page)
    page.evaluate(MAKE_OLD)
    phone.cut_off(cut_off=False)
    until(page, f"({STORED})().then(({{ quarantine }}) => quarantine.length === 2)")
    page = phone.reopen()
    main = page.get_by_role("main")
    expect(main).to_contain_text("BackFit could not save that.")
    expect(main).not_to_contain_text("waits for a connection")
    expect(main).to_contain_text("Walk half as much")
    expect(page.get_by_role("link", name="Start")).to_have_count(0)
    expect(page.get_by_role("link", name="Help in a flare-up")).to_be_visible()
    phone.look()
    page.get_by_role("link", name="Open the menu").click()
    card = page.get_by_role("region", name="Workout, 1 January")
    card.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("dialog")).to_contain_text("Your sessions are on hold because of it.")
    phone.look()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    assert not ids(owner)


def test_signing_out_gives_nothing_up_unsaid(visit: NewVisit) -> None:
    phone, owner = visit(email="robin@example.org", service_workers="block")
    page, other = phone.page, phone.context.new_page()
    other.goto("/plan")
    page.bring_to_front()
    phone.cut_off()
    ask_for_help(page)
    waiting = set(stored(page)["outbox"])
    page.get_by_role("link", name="Menu").click()
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 entry not saved yet. Signing out deletes this for good.")
    phone.look()
    assert {one["id"] for one in saved_file(page)["entries"]} == waiting
    dialog.get_by_role("button", name="Stay").click()
    assert set(stored(page)["outbox"]) == waiting
    phone.cut_off(cut_off=False)
    wait_for(page, lambda: ids(owner) == waiting)
    page.get_by_role("button", name="Sign out").click()
    dialog.get_by_role("button", name="Sign out").click()
    for tab in (page, other):
        expect(tab).to_have_url(re.compile("/welcome$"))
    until(page, f"(await indexedDB.databases()).every(({{ name }}) => name !== 'backfit.{owner.id}')")
