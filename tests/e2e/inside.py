"""What a test reads inside a phone: its caches, its database, the build it runs; it waits there for what shall be."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page

from backfit.accounts.models import User
from programs.logs.models import Log

PATIENT_MS = 500  # between looks that make the phone ask: the server takes 60 requests a minute
REGISTRATION = "(await navigator.serviceWorker.getRegistration())"
PATIENCE_S = 10.0
CACHED = """async () => {
  const kept = {}
  for (const name of await caches.keys())
    kept[name] = (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)
  return kept
}"""
STORED = """async () => {
  const owner = localStorage.getItem('backfit.owner')
  const opened = await new Promise((done, failed) => {
    const opening = indexedDB.open(`backfit.${owner}`)
    opening.onsuccess = () => done(opening.result)
    opening.onerror = failed
  })
  const tx = opened.transaction(['logs', 'outbox', 'quarantine', 'meta', 'draft'])
  const asked = (store, how, ...which) => new Promise((done, failed) => {
    const asking = tx.objectStore(store)[how](...which)
    asking.onsuccess = () => done(asking.result)
    asking.onerror = failed
  })
  const [logs, outbox, quarantine, drafts, bundle] = await Promise.all([
    ...['logs', 'outbox', 'quarantine', 'draft'].map((store) => asked(store, 'getAllKeys')),
    asked('meta', 'get', 'bundle'),
  ])
  opened.close()
  return { logs, outbox, quarantine, drafts, bundle }
}"""


def until(page: Page, condition: str) -> None:
    """Wait until an expression, which may be a promise, comes true in the page."""
    for _ in range(100):
        with suppress(Error):  # the page may be loading itself anew
            if page.evaluate(f"async () => Boolean({condition})"):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def wait_for(
    page: Page, holds: Callable[[], bool], *, otherwise: Callable[[], object] = lambda: "", every_ms: float = 50
) -> None:
    """Wait until something comes true that is looked up out here; the page goes on meanwhile."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, f"never came true: {otherwise()}"
        page.wait_for_timeout(every_ms)


def wait_for_logs(page: Page, owner: User, *, kinds: Sequence[str]) -> None:
    """Wait until the server holds logs of these kinds, and no others."""

    def held() -> list[str]:
        return sorted(Log.objects.filter(user=owner).values_list("kind", flat=True))

    wait_for(page, lambda: held() == list(kinds), otherwise=lambda: f"the server holds {held()}, not {kinds}")


def look_again(page: Page, *, event: str = "visibilitychange") -> None:
    """Come back to the app, which lies on the screen, as from another one."""
    target = "document" if event == "visibilitychange" else "window"
    page.evaluate(f"() => {target}.dispatchEvent(new Event('{event}'))")


def come_back(page: Page, *, build: str, event: str = "visibilitychange") -> None:
    """Look at the app again after a while: it asks for a newer build, which then waits."""
    look_again(page, event=event)
    until(page, f"await caches.has('{build}') && {REGISTRATION}.waiting && !{REGISTRATION}.installing")


def caches_of(page: Page) -> dict[str, list[str]]:
    """The paths in each cache of the worker; the figures are kept by the page."""
    kept: dict[str, list[str]] = page.evaluate(CACHED)
    return {name: paths for name, paths in kept.items() if name != "figures"}


def builds_of(page: Page) -> list[str]:
    return sorted(name for name in caches_of(page) if name != "backfit")


def running(page: Page) -> str:
    """The path of the script that the page runs."""
    path: str = page.evaluate("() => new URL(document.querySelector('script[type=module]').src).pathname")
    return path


def stored(page: Page) -> dict[str, Any]:
    """What the phone's database holds: the keys of `logs`, `outbox`, `quarantine` and `drafts`, and the `bundle`."""
    found: dict[str, Any] = page.evaluate(STORED)
    return found
