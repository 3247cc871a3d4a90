"""A real Chromium at phone size against the real app, with every page watched for what a person must never meet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect
from pytest_django import Settings

from backfit.accounts.models import User
from backfit.accounts.writes import employ, set_verified_email
from backfit.lib import clock
from tests.cast import person, phone_of
from tests.e2e import answering
from tests.e2e.line import Line
from tests.e2e.process import ServerProcess
from tests.e2e.site import Site
from tests.e2e.steps import three_days
from tests.guards.files import ROOT
from tests.phone import questionnaire

AXE = (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()
PHONE = {"width": 390, "height": 844}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "has_touch": False}
PASSWORD = "a-long-clinic-password-1"
REPORT_CSP = """
window.__csp = [];
document.addEventListener('securitypolicyviolation', (e) =>
  window.__csp.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
"""


@dataclass
class Watch:
    """What a page did that it must not do: CSP reports, script errors, other origins, server errors, axe findings."""

    origin: str
    found: list[str] = field(default_factory=list)
    cut_off: bool = False
    """Without a network the browser complains of each request that it can't send."""
    refused: tuple[int, ...] = ()
    """What the server answers where a test asks for what it must refuse."""

    def request(self, request: Request) -> None:
        """Note a request that leaves the app's own origin."""
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.found.append(f"request to another origin: {request.url}")

    def response(self, response: Response) -> None:
        """Note a server error."""
        if response.status >= 500 and response.status not in self.refused:
            self.found.append(f"{response.status} from {response.url}")

    def console(self, message: ConsoleMessage) -> None:
        """Note what the browser complains of; a refused sign-in (401) or a third request at once (429) is normal."""
        expected = any(str(one) in message.text for one in (401, 429, *self.refused)) or (
            self.cut_off and "net::ERR_" in message.text
        )
        if message.type == "error" and not expected:
            self.found.append(f"console: {message.text}")

    def error(self, error: Exception) -> None:
        """Note a script error that nothing caught."""
        self.found.append(f"script error: {error}")

    def on(self, page: Page) -> None:
        """Watch this page from now on."""
        page.on("request", self.request)
        page.on("response", self.response)
        page.on("console", self.console)
        page.on("pageerror", self.error)


@dataclass
class Phone:
    """One phone: its page, and `look`, which checks the screen as it stands."""

    page: Page
    context: BrowserContext
    watch: Watch

    def cut_off(self, *, cut_off: bool = True) -> None:
        """Take the network away, or give it back."""
        self.watch.cut_off = self.watch.cut_off or cut_off
        self.context.set_offline(cut_off)

    def reopen(self, path: str = "/today") -> Page:
        """Close the app and start it anew, as a tap on its icon does."""
        self.page.close()
        self.page = self.context.new_page()
        self.watch.on(self.page)
        self.page.goto(path)
        return self.page

    def look(self) -> None:
        """Run axe on the present screen, look for CSP reports and for anything wider than the screen."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE)
        result = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        for finding in result["violations"]:
            nodes = "; ".join(node["html"][:120] for node in finding["nodes"][:3])
            self.watch.found.append(f"axe {finding['id']} on {self.page.url}: {nodes}")
        self.watch.found += [f"CSP: {line}" for line in self.page.evaluate("() => window.__csp.splice(0)")]
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.watch.found.append(f"{self.page.url} is {wide} px wider than the screen")
        assert not self.watch.found, "\n".join(self.watch.found)


@pytest.fixture
def new_phone(browser: Browser, live_server: Any) -> Iterator[Callable[..., Phone]]:
    """Make phones; each is watched, and looked at once more when the test ends."""
    phones: list[Phone] = []

    def make(**options: Any) -> Phone:
        usual: dict[str, Any] = {
            "base_url": live_server.url,
            "viewport": PHONE,
            "locale": "en-IE",
            "timezone_id": "Europe/Dublin",
            "has_touch": True,
            "service_workers": "block",  # a test that is about them allows them
            "reduced_motion": "reduce",  # while a screen fades in its colours are not those a person reads
        }
        options = usual | options
        context = browser.new_context(**options)
        context.set_default_timeout(8_000)
        context.add_init_script(REPORT_CSP)
        phone = Phone(context.new_page(), context, Watch(options["base_url"]))
        phone.watch.on(phone.page)
        phones.append(phone)
        return phone

    yield make
    try:
        for phone in phones:
            phone.look()
    finally:
        for phone in phones:
            phone.context.close()
        answering.wait_until_idle()


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    """A phone of 390 x 844 in light mode."""
    return new_phone()


NewPhone = Callable[..., Phone]


@pytest.fixture
def dana(transactional_db: None) -> None:
    """A clinician who signs in with a password."""
    employ(email="dana@example.org", name="Dana Reyes", clinic="Harbour Physio", password=PASSWORD)


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
def line(live_server: Any) -> Iterator[Line]:
    """A line to the server that can break."""
    made = Line(to=live_server.thread.port)
    yield made
    made.stop()


@pytest.fixture
def process(transactional_db: None, tmp_path: Path) -> Iterator[ServerProcess]:
    """A server in processes of its own."""
    made = ServerProcess(tmp_path / "server.log")
    made.start()
    yield made
    made.kill()


NewVisit = Callable[..., tuple[Phone, User]]


@pytest.fixture
def visit(new_phone: NewPhone) -> NewVisit:
    """Make a phone on which the app was opened once, by `owner` or by somebody new with a session today."""

    def make(
        *,
        owner: User | None = None,
        email: str | None = None,
        ahead: timedelta | None = None,
        sessions_in: tuple[int, ...] = (0, 2, 4),
        prepare: Callable[[Phone], None] | None = None,
        **options: Any,
    ) -> tuple[Phone, User]:
        phone = new_phone(**{"service_workers": "allow"} | options)
        if ahead is not None:
            phone.context.clock.install(time=clock.now() + ahead)
        if prepare is not None:
            prepare(phone)
        used_by = owner or person(email)
        if email is not None:
            set_verified_email(user=used_by, email=email)
        client = phone_of(used_by)
        if owner is None:
            today = clock.now().astimezone(ZoneInfo("Europe/Dublin")).date().isoformat()
            days = [day[:3].lower() for day in three_days(sessions_in)]
            response = client.post("/api/intake", questionnaire(today=today, days=days, minutes=10))
            assert response.status_code == 200, response.content
        url = phone.watch.origin
        phone.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
        phone.page.goto("/today")
        expect(phone.page.get_by_role("status").last).to_contain_text("Saved.")
        if options.get("service_workers") != "block":
            phone.page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
        return phone, used_by

    return make
