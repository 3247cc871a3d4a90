"""Ends again what people had ended after a backup that was restored: their account, or what a clinic may see."""

import csv
import sys
from uuid import UUID

from django.core.management.base import BaseCommand

from backfit.accounts.models import Link, User
from backfit.accounts.writes import delete_account
from programs.care.writes import end_link
from programs.nudges.writes import hold


class Command(BaseCommand):
    help = (
        "Reads lines of the audit trail (what,patient,why) and ends again what they say was ended. Safe to run twice."
    )

    def handle(self, **_options: object) -> None:
        for what, patient, why in csv.reader(sys.stdin):
            user = User.objects.filter(id=UUID(patient)).first()
            if user is not None and _ended(what, user=user, why=why):
                self.stdout.write(f"{what} {patient}")


def _ended(what: str, *, user: User, why: str) -> bool:
    """Whether there was something to end."""
    if what == "account.deleted":
        delete_account(user=user, hold=hold)
        return True
    if what != "care.unlinked":
        return False
    links = Link.objects.filter(patient=user, clinic=UUID(why), ended_at=None)
    for link in links:
        end_link(link.id, user=user)
    return bool(links)
