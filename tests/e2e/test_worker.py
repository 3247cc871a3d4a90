"""The service worker: how a phone keeps a build, comes by a new one, and is rid of both."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.e2e.conftest import NewVisit
from tests.e2e.inside import REGISTRATION, builds_of, caches_of, come_back, running, until, wait_for, wait_for_logs
from tests.e2e.site import Site
from tests.e2e.steps import ask_for_help, begin_session, follow, save

pytestmark = pytest.mark.django_db(transaction=True)

UPDATE = "Update"
LATE_SCREEN = "Add an e-mail address"


def open_late_screen(page: Page) -> None:
    """Go from Today to a screen that no page fetches before it is wanted."""
    page.get_by_role("link", name="Menu").click()
    page.get_by_role("link", name=LATE_SCREEN).click()


def update(page: Page, site: Site) -> None:
    """Take the newer build, as soon as it waits."""
    page.bring_to_front()
    come_back(page, build=site.cache)
    page.get_by_role("link", name="Plan").click()
    with page.expect_event("load"):
        page.get_by_role("button", name=UPDATE).click()
    page.get_by_role("link", name="Today").click()
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")


def test_it_updates_when_the_person_says_so_and_never_in_a_session(site: Site, visit: NewVisit) -> None:
    phone, _ = visit(base_url=site.url)
    page, other = phone.page, phone.context.new_page()
    other.goto("/today")
    first, old = running(page), site.assets()
    site.deploy_next_build()
    come_back(page, build=site.cache)
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
    open_late_screen(other)
    expect(other.get_by_role("heading", level=1)).to_have_text(LATE_SCREEN)
    other.get_by_role("link", name="Back").click()
    expect(other.get_by_role("button", name=UPDATE)).to_be_visible()


def test_it_leaves_a_workout_alone_however_many_builds_other_tabs_take(site: Site, visit: NewVisit) -> None:
    phone, owner = visit(base_url=site.url, ahead=timedelta(0))
    page, other = phone.page, phone.context.new_page()
    begin_session(page)
    before = (running(page), page.get_by_role("main").inner_text())
    other.goto("/today")
    for _ in range(2):
        site.deploy_next_build()
        update(other, site)
    page.bring_to_front()
    assert (running(page), page.get_by_role("main").inner_text()) == before
    # Nobody has this build's files any more. A workout needs none that is not in the tab already.
    phone.context.new_cdp_session(page).send("Network.clearBrowserCache")
    follow(page, pain=2)
    save(page)
    wait_for_logs(page, owner, kinds=["screening", "session"])
    page.get_by_role("link", name="Today").first.click()
    expect(page.get_by_role("button", name=UPDATE)).to_be_visible()
    # A screen that was never fetched is nowhere: the tab says so, and loads anew.
    phone.watch.refused = (404,)
    open_late_screen(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("This screen did not load")
    phone.look()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LATE_SCREEN)
    assert running(page) == running(other)


def test_it_starts_the_new_build_when_all_of_the_old_is_closed(site: Site, visit: NewVisit) -> None:
    phone, _ = visit(base_url=site.url)
    first = running(phone.page)
    site.deploy_next_build()
    come_back(phone.page, build=site.cache)

    def renewed() -> bool:
        page = phone.reopen()
        expect(page.get_by_role("link", name="Start")).to_be_visible()
        return running(page) != first

    wait_for(phone.page, renewed)
    assert running(phone.page) in site.assets()


def test_it_keeps_one_build_before_and_drops_those_before_that(site: Site, visit: NewVisit) -> None:
    phone, _ = visit(base_url=site.url)
    page = phone.page
    [first] = builds_of(page)
    # The third build comes before anybody took the second: the pages that are open still run the first.
    for event in ("visibilitychange", "pageshow"):
        site.deploy_next_build()
        come_back(page, build=site.cache, event=event)
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
def test_it_keeps_a_whole_build_or_none(spoil: Callable[[Path], None], site: Site, visit: NewVisit) -> None:
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


def test_it_mends_a_hole_in_the_cache(visit: NewVisit) -> None:
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


def test_it_leaves_the_servers_own_addresses_to_the_network(visit: NewVisit) -> None:
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


def test_it_fetches_a_new_token_when_the_kept_page_brought_none(visit: NewVisit) -> None:
    phone, _ = visit()
    page = phone.context.new_page()  # not watched: the refusal is what this is about
    answer = page.goto("/today")
    assert answer is not None
    assert "set-cookie" not in answer.all_headers()
    page.wait_for_load_state("networkidle")
    phone.context.clear_cookies(name="csrftoken")
    with page.expect_response(lambda one: one.url.endswith("/api/sync") and one.status == 200):
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


WORKERS_CACHES = "(await caches.keys()).filter((name) => name.startsWith('backfit'))"
"""All but the figures', which the page looks after."""


def test_it_is_switched_off_and_on_by_the_server(visit: NewVisit, settings: Settings) -> None:
    phone, _ = visit()
    Session.objects.all().delete()  # the sign-in is over, so that something waits
    ask_for_help(phone.page)
    settings.PHONE_WORKER = False
    page = phone.reopen()
    until(page, f"(await navigator.serviceWorker.getRegistrations()).length + ({WORKERS_CACHES}).length === 0")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Sign in to save 1 entry.")
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
