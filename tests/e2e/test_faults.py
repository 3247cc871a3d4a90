"""What goes wrong between a phone and its server: each log is on the server once, and the person reads where it is."""

from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from playwright.sync_api import Page, expect

from backfit.accounts.models import User
from programs.logs.models import Log, Space
from tests.e2e import answering
from tests.e2e.conftest import NewVisit, Phone
from tests.e2e.inside import PATIENT_MS, look_again, stored, wait_for, wait_for_logs
from tests.e2e.line import Break, Line
from tests.e2e.process import ServerProcess
from tests.e2e.steps import ask_for_help, do_session, save
from tests.sync.test_epoch import back_up, restore

pytestmark = pytest.mark.django_db(transaction=True)

BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def held(owner: User) -> int:
    """How many logs the server holds."""
    return Log.objects.filter(user=owner).count()


def two_phones(visit: NewVisit) -> tuple[Phone, Phone, User]:
    """Two phones of one person."""
    one, owner = visit(service_workers="block", ahead=timedelta(0))
    two, _ = visit(owner=owner, service_workers="block", ahead=timedelta(0))
    return one, two, owner


def ids(owner: User) -> list[str]:
    return sorted(str(one) for one in Log.objects.filter(user=owner).values_list("id", flat=True))


def wait_until_equal(one: Phone, two: Phone, owner: User, *, logs: Sequence[str] = ()) -> None:
    """Wait until both phones and the server hold the same, with these logs, and nothing waits."""

    def equal() -> bool:
        for phone in (one, two):
            look_again(phone.page)
        here, there = stored(one.page), stored(two.page)
        return bool(
            here == there and sorted(here["logs"]) == ids(owner) and not here["outbox"] and {*logs} <= {*ids(owner)}
        )

    wait_for(two.page, equal, every_ms=PATIENT_MS)


def expect_waiting(page: Page, count: int) -> None:
    expect(page.get_by_role("main")).to_contain_text(f"Saved on this phone, {count} waiting.")


def test_it_saves_a_log_once_wherever_the_line_breaks(line: Line, visit: NewVisit) -> None:
    phone, owner = visit(base_url=line.url, service_workers="block")
    phone.watch.cut_off = True
    page = phone.page
    for before, breaks in enumerate(Break):
        line.broken, line.breaks = 0, breaks
        ask_for_help(page)
        wait_for(page, lambda: line.broken > 0)
        expect_waiting(page, 1)
        arrived = breaks in {Break.BEFORE_REPLY, Break.IN_REPLY}
        assert held(owner) == before + arrived, breaks
        line.breaks = None
        look_again(page)
        expect(page.get_by_role("main")).to_contain_text("Saved.")
        assert held(owner) == before + 1, breaks


def test_it_saves_a_log_once_though_the_server_dies_over_it(process: ServerProcess, visit: NewVisit) -> None:
    line = Line(to=process.port)
    phone, owner = visit(base_url=line.url, service_workers="block")
    phone.watch.cut_off = True
    phone.watch.refused = (503,)  # what the killed server began may hold its lock a little longer
    page = phone.page
    # In the middle of its reply: all is done, and the phone can't know it.
    line.at_break, line.breaks = process.kill, Break.IN_REPLY
    ask_for_help(page)
    wait_for(page, lambda: line.broken > 0)
    expect_waiting(page, 1)
    assert held(owner) == 1
    line.breaks = None
    process.start()
    look_again(page)
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert held(owner) == 1
    # In the middle of its work: nothing is done.
    with transaction.atomic():
        Space.objects.select_for_update().get(user=owner)
        ask_for_help(page)
        wait_for(page, lambda: _number(BLOCKED) == 1)
        process.kill()
    expect_waiting(page, 1)
    assert held(owner) == 1
    process.start()
    look_again(page)
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert held(owner) == 2
    line.stop()


def _number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def test_two_phones_that_were_both_cut_off_end_equal(visit: NewVisit) -> None:
    one, two, owner = two_phones(visit)
    for phone in (one, two):
        phone.cut_off()
    do_session(one.page, pain=6)
    save(one.page)
    two.page.bring_to_front()
    ask_for_help(two.page)
    do_session(two.page, pain=2)
    save(two.page)
    for phone in (one, two):
        phone.cut_off(cut_off=False)
    wait_for_logs(two.page, owner, kinds=["screening", "screening", "screening", "session", "session"])
    wait_until_equal(one, two, owner)
    assert one.reopen().get_by_role("main").inner_text() == two.reopen().get_by_role("main").inner_text()


def test_phones_bring_back_what_a_restored_backup_lacks(visit: NewVisit, tmp_path: Path) -> None:
    one, two, owner = two_phones(visit)
    ask_for_help(one.page)
    wait_for_logs(one.page, owner, kinds=["screening"])
    back_up(tmp_path / "backup")
    ask_for_help(one.page)
    two.page.bring_to_front()
    do_session(two.page, pain=6)
    save(two.page)
    wait_for_logs(two.page, owner, kinds=["screening", "screening", "screening", "session"])
    wait_until_equal(one, two, owner)
    before = ids(owner)

    answering.wait_until_idle()
    restore(tmp_path / "backup")
    call_command("new_epoch", stdout=StringIO())
    assert len(ids(owner)) == 1
    wait_until_equal(two, one, owner, logs=before)
    for phone in (one, two):
        page = phone.reopen()
        expect(page.get_by_role("main")).to_contain_text("Saved.")
        expect(page.get_by_role("heading", level=1)).to_contain_text("done for today")
