"""The app without a network, and how a phone comes by a new build of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserType, Error, Page, expect
from pytest_django import Settings

from backfit.accounts.models import User
from backfit.lib import clock
from programs.logs.models import Log
from tests.cast import person, phone_of
from tests.e2e.conftest import Phone
from tests.e2e.site import Site
from tests.e2e.steps import do_session, three_days
from tests.phone import questionnaire

pytestmark = pytest.mark.django_db(transaction=True)

UPDATE = "Update"
REGISTRATION = "(await navigator.serviceWorker.getRegistration())"
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
CACHED = """async () => {
  const kept = {}
  for (const name of await caches.keys())
    kept[name] = (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)
  return kept
}"""


@pytest.fixture
def site(tmp_path: Path, settings: Settings) -> Iterator[Site]:
    """A server of this test's own."""
    settings.PHONE_DIR = settings.WHITENOISE_ROOT = tmp_path / "dist"
    settings.WHITENOISE_AUTOREFRESH = True
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    made = Site(tmp_path / "dist")
    yield made
    made.stop()


@pytest.fixture
def visit(new_phone: Callable[..., Phone]) -> Callable[..., tuple[Phone, User]]:
    """Make a phone, signed in as somebody with a session today, on which the app was opened once."""

    def make(*, email: str | None = None, **options: Any) -> tuple[Phone, User]:
        phone = new_phone(service_workers="allow", **options)
        owner = person(email)
        client = phone_of(owner)
        today = clock.now().astimezone(ZoneInfo("Europe/Dublin")).date().isoformat()
        days = [day[:3].lower() for day in three_days()]
        response = client.post("/api/intake", questionnaire(today=today, days=days, minutes=10))
        assert response.status_code == 200, response.content
        url = phone.watch.origin
        phone.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
        phone.page.goto("/today")
        expect(phone.page.get_by_role("link", name="Start")).to_be_visible()
        phone.page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
        return phone, owner

    return make


def caches_of(page: Page) -> dict[str, list[str]]:
    """The paths in each cache of the phone."""
    kept: dict[str, list[str]] = page.evaluate(CACHED)
    return kept


def builds_of(page: Page) -> list[str]:
    return sorted(name for name in caches_of(page) if name != "backfit")


def until(page: Page, condition: str) -> None:
    """Wait until an expression, which may be a promise, comes true in the page."""
    for _ in range(100):
        with suppress(Error):  # the page may be loading itself anew
            if page.evaluate(f"async () => Boolean({condition})"):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def come_back(page: Page) -> None:
    """Look at the app again after a while: it asks for a newer build, which then waits."""
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    until(page, f"{REGISTRATION}.waiting")


def running(page: Page) -> str:
    """The path of the script that the page runs."""
    path: str = page.evaluate("() => new URL(document.querySelector('script[type=module]').src).pathname")
    return path


def wait_for_logs(page: Page, owner: User, *, kinds: list[str]) -> None:
    """Wait until the server holds logs of these kinds, and no others."""
    for _ in range(80):
        held = sorted(Log.objects.filter(user=owner).values_list("kind", flat=True))
        if held == kinds:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the server holds {held}, not {kinds}")


def test_it_starts_and_goes_through_a_session_without_a_network(visit: Callable[..., tuple[Phone, User]]) -> None:
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


def test_it_helps_in_a_flare_up_and_warns_without_a_network(visit: Callable[..., tuple[Phone, User]]) -> None:
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


def test_it_teaches_without_a_network(visit: Callable[..., tuple[Phone, User]]) -> None:
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


def test_it_knows_without_a_network_whether_there_is_an_address(visit: Callable[..., tuple[Phone, User]]) -> None:
    phone, _ = visit(email="robin@example.org")
    phone.cut_off()
    page = phone.reopen("/settings")
    expect(page.get_by_role("main")).to_contain_text("You can sign in with it on any phone.")
    expect(page.get_by_role("link", name="Add an e-mail address")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("dialog")).to_contain_text("You can come back with a code by e-mail.")


def test_it_says_from_when_the_plan_is(visit: Callable[..., tuple[Phone, User]]) -> None:
    phone, _ = visit()
    phone.cut_off()
    phone.context.clock.install(time=clock.now() + timedelta(days=1))
    page = phone.reopen()
    expect(page.get_by_role("status")).to_contain_text("This plan is from")


def test_it_starts_while_the_server_is_down(site: Site, visit: Callable[..., tuple[Phone, User]]) -> None:
    phone, _ = visit(base_url=site.url)
    site.stop()
    phone.watch.cut_off = True
    page = phone.reopen("/plan")
    assert page.evaluate("() => fetch('/healthz').then(() => 'up', () => 'down')") == "down"
    expect(page.get_by_role("heading", level=1)).to_contain_text("Built for")
    page.get_by_role("link", name="Today").click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()


def test_it_updates_when_the_person_says_so_and_never_in_a_session(
    site: Site, visit: Callable[..., tuple[Phone, User]]
) -> None:
    phone, _ = visit(base_url=site.url)
    page, other = phone.page, phone.context.new_page()
    other.goto("/today")
    first, old = running(page), site.assets()
    site.deploy_next_build()
    come_back(page)
    banner = page.get_by_role("button", name=UPDATE)
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("button", name="None of these")).to_be_visible()
    expect(banner).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(banner).to_be_visible()
    phone.look()
    assert running(page) == first, "nothing changes before the person says so"
    with page.expect_event("load"):
        banner.click()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(banner).to_have_count(0)
    assert running(page) in site.assets() - old
    # A page that is still open keeps the build it began with: that build's files are there, if no longer on the server.
    assert running(other) == first
    assert first not in site.assets()
    assert other.evaluate("path => fetch(path).then((answer) => answer.status)", first) == 200
    other.get_by_role("link", name="Plan").click()
    expect(other.get_by_role("button", name=UPDATE)).to_be_visible()


def test_it_keeps_one_build_before_and_drops_those_before_that(
    site: Site, visit: Callable[..., tuple[Phone, User]]
) -> None:
    phone, _ = visit(base_url=site.url)
    page = phone.page
    [first] = builds_of(page)
    # The third build comes before anybody took the second: the pages that are open still run the first.
    for _ in range(2):
        site.deploy_next_build()
        page.evaluate(f"async () => {{ await {REGISTRATION}.update() }}")
        until(page, f"{REGISTRATION}.waiting && !{REGISTRATION}.installing")
    page.get_by_role("link", name="Plan").click()
    with page.expect_event("load"):
        page.get_by_role("button", name=UPDATE).click()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    assert builds_of(page) == sorted([first, "backfit-000000000003"])


def lose_a_file(folder: Path) -> None:
    next(path for path in (folder / "assets").iterdir() if path.name.startswith("Plan-")).unlink()


def mix_in_another_builds_page(folder: Path) -> None:
    with (folder / "index.html").open("a") as page:
        page.write("<!-- another -->")


@pytest.mark.parametrize("spoil", [lose_a_file, mix_in_another_builds_page])
def test_it_keeps_a_whole_build_or_none(
    spoil: Callable[[Path], None], site: Site, visit: Callable[..., tuple[Phone, User]]
) -> None:
    phone, _ = visit(base_url=site.url)
    page = phone.page
    before = caches_of(page)
    site.deploy_next_build()
    spoil(site.folder)
    # The browser complains too, in its own words.
    page.evaluate(f"async () => {{ await {REGISTRATION}.update().catch(() => null) }}")
    until(page, f"!{REGISTRATION}.installing")
    assert caches_of(page) == before
    phone.watch.found.clear()


def test_it_mends_a_hole_in_the_cache(visit: Callable[..., tuple[Phone, User]]) -> None:
    phone, _ = visit()
    page = phone.page
    before = caches_of(page)
    lost = next(path for path in before[builds_of(page)[0]] if path.startswith("/assets/Plan-"))
    page.evaluate(
        "async (paths) => { for (const name of await caches.keys())"
        " for (const path of paths) await (await caches.open(name)).delete(path) }",
        ["/", lost],
    )
    assert caches_of(page) != before
    page = phone.reopen("/plan")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Built for")
    assert {name: set(paths) for name, paths in caches_of(page).items()} == {
        name: set(paths) for name, paths in before.items()
    }


def test_it_leaves_the_servers_own_addresses_to_the_network(visit: Callable[..., tuple[Phone, User]]) -> None:
    phone, _ = visit()
    page = phone.context.new_page()
    for path, ours in {
        **dict.fromkeys(("/today", "/plan", "/", "/session/2026-01-01"), True),
        **dict.fromkeys(("/clinic", "/healthz", "/api/account", "/admin/login/", "/m/token", "/print/plan"), False),
        **dict.fromkeys(("/calendar/token.ics", "/readyz", "/metrics", "/_allauth/browser/v1/auth/session"), False),
    }.items():
        answer = page.goto(path)
        assert answer is not None
        assert (path, answer.from_service_worker) == (path, ours)
    kept = {path for paths in caches_of(phone.page).values() for path in paths}
    others = {path for path in kept if not re.match(r"/(assets/.*|[\w-]+\.(png|svg|webmanifest)|in-use|)$", path)}
    assert others == set(), "nothing but the app's own files is in a cache"
    assert not any("clinic" in path for path in kept)


def test_it_fetches_a_new_token_when_the_kept_page_brought_none(visit: Callable[..., tuple[Phone, User]]) -> None:
    phone, _ = visit()
    page = phone.context.new_page()  # not watched: the refusal is what this is about
    answer = page.goto("/today")
    assert answer is not None
    assert "set-cookie" not in answer.all_headers()
    page.wait_for_load_state("networkidle")
    phone.context.clear_cookies(name="csrftoken")
    with page.expect_response(lambda one: one.url.endswith("/api/sync") and one.status == 200):
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


def test_it_is_switched_off_and_on_by_the_server(visit: Callable[..., tuple[Phone, User]], settings: Settings) -> None:
    phone, _ = visit()
    settings.PHONE_WORKER = False
    page = phone.reopen()
    until(page, "(await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length === 0")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    loads: list[str] = []
    page.on("load", lambda page: loads.append(page.url))
    answer = page.goto("/today")
    assert answer is not None
    assert not answer.from_service_worker
    page.wait_for_timeout(1_000)
    assert len(loads) == 1, "an app without a worker loads once"
    settings.PHONE_WORKER = True
    page = phone.reopen()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")


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
