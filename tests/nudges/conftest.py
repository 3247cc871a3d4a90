"""Alex, who wishes to be reminded at half past twelve, and the beats that see to it."""

from datetime import datetime

import pytest
from django.core.mail import EmailMultiAlternatives

from backfit.accounts.models import User
from backfit.accounts.writes import set_verified_email
from backfit.lib import clock
from programs.nudges import send, writes
from tests.cast import phone_of
from tests.phone import answer, op, sync

Outbox = list[EmailMultiAlternatives]
DUE = datetime.fromisoformat("2026-03-02T12:30Z")
"""The Monday on which Alex's plan begins, in London in winter."""


def wish(user: User, **said: str) -> None:
    """Says wishes on the phone, now."""
    sync(phone_of(user), *(op("pref", {"key": f"reminder:{what}", "value": value}) for what, value in said.items()))


@pytest.fixture
def reminded(alex: User) -> User:
    """Alex with a plan for Monday, Wednesday and Friday, an address, and reminders on."""
    set_verified_email(user=alex, email="alex@example.org")
    answer(phone_of(alex))
    wish(alex, on="yes")
    return alex


def beat(at: datetime) -> None:
    """One minute's work at the instant `at`, as dispatcher and worker do it, without the queue between them."""
    with clock.frozen(at):
        writes.give_up(now=at)
        send.deliver(writes.reclaim(now=at))
        send.deliver(writes.claim(now=at))


@pytest.fixture
def outbox(mailoutbox: Outbox) -> Outbox:
    """The reminders that went out."""
    return mailoutbox
