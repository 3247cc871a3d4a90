"""What people ended after the backup stays ended when that is restored."""

import io
import re
import sys

import pytest
from django.core.management import call_command
from django.db import connection

from backfit.accounts.models import Link, User
from backfit.accounts.reads import visible_to
from programs.care.writes import end_link
from programs.logs.models import Log
from tests.cast import phone_of
from tests.guards.files import ROOT
from tests.phone import check_in, sync, upload


def trail() -> str:
    """The lines that the statement in docs/operations.md finds."""
    found = re.search(r'--command "(SELECT [^"]+)"', (ROOT / "docs/operations.md").read_text())
    assert found
    with connection.cursor() as cursor:
        cursor.execute(found[1])
        return "".join(f"{what},{patient},{why}\n" for what, patient, why in cursor.fetchall())


def end_again(lines: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    out = io.StringIO()
    call_command("end_again", stdout=out)
    return out.getvalue()


def test_an_account_that_was_deleted_is_deleted_again_and_its_phones_bring_nothing_back(
    alex: User, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = phone_of(alex)
    sync(phone, check_in(2))
    sync(phone_of(sam), check_in(2))
    lines = f"account.opened,{sam.id},1\naccount.deleted,{alex.id},\n"
    assert end_again(lines, monkeypatch) == f"account.deleted {alex.id}\n"
    assert end_again(lines, monkeypatch) == ""
    assert list(User.objects.all()) == [sam]
    assert phone.post("/api/sync", upload([check_in(2)])).status_code == 401
    assert not Log.objects.exclude(user=sam).exists()


def test_a_consent_that_was_ended_is_ended_again(alex: User, dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    link = Link.objects.get(patient=alex)
    end_link(link.id, user=alex)
    lines = trail()
    Link.objects.filter(id=link.id).update(ended_at=None)  # as in the backup
    assert end_again(lines, monkeypatch) == f"care.unlinked {alex.id}\n"
    assert end_again(lines, monkeypatch) == ""
    assert alex not in visible_to(dana)
