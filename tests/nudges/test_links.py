"""The links of an e-mail: looking changes nothing, a button does what the link is for, nothing else opens."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backfit.accounts.models import User
from backfit.lib import clock
from programs.knowledge.load import knowledge
from programs.logs.models import Log
from programs.nudges.links import OFF, PAUSE, token
from programs.nudges.models import Decision, Reminder
from tests.cast import phone_of
from tests.guards.files import ROOT
from tests.nudges.conftest import DUE, Outbox, beat, wish
from tests.phone import sync

WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


@pytest.fixture
def nudge(reminded: User, outbox: Outbox) -> Decision:
    """The reminder of Monday, as it was sent."""
    beat(DUE)
    return Decision.objects.get()


def link(nudge: Decision, deed: str, days: int = 0) -> str:
    return f"/m/{token(nudge.id, deed=deed, days=days, now=clock.now())}"


def reminder_on_the_phone(user: User) -> dict[str, object]:
    shown: dict[str, object] = sync(phone_of(user))["bundle"]["reminder"]
    return shown


def test_looking_at_a_link_writes_nothing(nudge: Decision) -> None:
    for address in (link(nudge, OFF), link(nudge, PAUSE, 3)):
        with CaptureQueriesContext(connection) as captured:
            page = Client().get(address)
            assert Client().head(address).status_code == 200
        assert page.status_code == 200
        assert "<button>" in page.content.decode()
        assert [query["sql"] for query in captured if WRITE.match(query["sql"])] == []
    assert not Log.objects.filter(body__value="no").exists()


def test_off_is_off_here_and_on_the_phone(nudge: Decision, reminded: User) -> None:
    done = Client(enforce_csrf_checks=True).post(link(nudge, OFF))
    assert "Reminders are off" in done.content.decode()
    assert Reminder.objects.get().next_nudge_at is None
    shown = reminder_on_the_phone(reminded)
    assert (shown["on"], shown["chosen"]) == (False, True)


def test_an_old_link_turns_off_what_was_turned_on_again(nudge: Decision, reminded: User) -> None:
    address = link(nudge, OFF)
    Client().post(address)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        wish(reminded, on="yes")
        assert Reminder.objects.get().next_nudge_at is not None
        Client().post(address)
    assert Reminder.objects.get().next_nudge_at is None


@pytest.mark.parametrize(("days", "until"), [(1, "2026-03-04"), (3, "2026-03-06"), (7, "2026-03-10")])
def test_a_pause_leaves_out_the_days_after_today(days: int, until: str, nudge: Decision, reminded: User) -> None:
    page = Client().post(link(nudge, PAUSE, days))
    assert page.status_code == 200
    assert reminder_on_the_phone(reminded)["paused_until"] == until
    next_at = Reminder.objects.get().next_nudge_at
    assert next_at is not None
    assert next_at.date().isoformat() == until


def test_a_day_is_the_one_where_the_person_is(nudge: Decision, reminded: User) -> None:
    sync(phone_of(reminded), zone="Pacific/Kiritimati")
    with clock.frozen(DUE):
        page = Client().get(link(nudge, PAUSE, 1)).content.decode()
    assert "Pause until Thursday 5 March" in page


@pytest.mark.parametrize(
    "wrong", ["tampered", "other deed", "other days", "no signature", "nonsense", "empty", "other"]
)
def test_a_link_that_was_changed_or_made_up_does_nothing(wrong: str, nudge: Decision) -> None:
    right = token(nudge.id, deed=PAUSE, days=3, now=clock.now())
    changed = {
        "tampered": right[:-1] + ("A" if right[-1] != "A" else "B"),
        "other deed": right.replace("pause3", "off"),
        "other days": right.replace("pause3", "pause7"),
        "no signature": right.rpartition(".")[0],
        "nonsense": "off.%00%ED%A0%BD.é.x",
        "empty": "off",
        "other": "delete." + right.partition(".")[2],
    }[wrong]
    for method in ("GET", "POST"):
        answered = Client().generic(method, f"/m/{changed}")
        assert answered.status_code == 404
        assert "no longer works" in answered.content.decode()
    assert Reminder.objects.get().next_nudge_at is not None
    assert not Log.objects.filter(body__key="reminder:paused_until").exists()


def test_a_link_ends_after_some_weeks(nudge: Decision) -> None:
    address, weeks = link(nudge, OFF), timedelta(days=knowledge().nudges.links_work_days)
    with clock.frozen(clock.now() + weeks):
        assert Client().get(address).status_code == 200
    with clock.frozen(clock.now() + weeks + timedelta(days=1)):
        assert Client().post(address).status_code == 404


def test_a_link_ends_with_the_account(nudge: Decision, reminded: User) -> None:
    address = link(nudge, OFF)
    reminded.delete()
    assert Client().get(address).status_code == 404


def test_other_methods_are_refused(nudge: Decision) -> None:
    for method in ("PUT", "PATCH", "DELETE"):
        assert Client().generic(method, link(nudge, OFF)).status_code == 405


def test_the_page_may_draw_itself_under_the_strict_policy(nudge: Decision) -> None:
    page = Client().get(link(nudge, OFF))
    assert "'unsafe-inline'" not in page["Content-Security-Policy"]
    assert " style=" not in page.content.decode()
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page.content.decode())
    assert sheet, "the page has a sheet of its own"
    assert Client().get(sheet.group(1)).status_code == 200
    assert page["Cache-Control"].startswith("max-age=0")


def test_its_colours_are_those_of_the_phone() -> None:
    """They can't share a file: the phone's is built."""
    phone = (ROOT / "frontend/src/tokens.css").read_text()
    for sheet in [Path(ROOT / "programs/nudges/static/nudges/link.css").read_text()]:
        for token_ in re.findall(r"--\w+: #\w{6};", sheet):
            assert token_ in phone
