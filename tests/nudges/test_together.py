"""Several dispatchers and workers at once, with real transactions, the real broker and a real mail server."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.db import transaction
from pytest_django import Settings

from backfit.accounts.models import User
from backfit.accounts.writes import set_verified_email
from backfit.lib import clock
from backfit.lib.processes import child
from backfit.lib.services import free_port
from programs.engine.contract import DAYS
from programs.nudges import send, writes
from programs.nudges.models import Decision, Reminder
from programs.nudges.tasks import dispatch
from tests.cast import person, phone_of
from tests.lib.test_work import WORKER, address_of_the_test_database
from tests.nudges.conftest import Outbox, wish
from tests.phone import answer
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LONDON = ZoneInfo("Europe/London")


def reminded(number: int) -> User:
    """Somebody with a session today, and far from quiet hours at whatever time this test runs."""
    user = person(f"robin{number}@example.org")
    set_verified_email(user=user, email=f"robin{number}@example.org")
    now = clock.now()
    with clock.frozen(now - timedelta(hours=1)):
        local = now.astimezone(LONDON)
        days = [DAYS[(local.weekday() + ahead) % 7] for ahead in (0, 2, 4)]
        answer(phone_of(user), today=local.date().isoformat(), days=days)
        wish(user, on="yes", quiet=f"{local + timedelta(hours=6):%H:%M}-{local + timedelta(hours=16):%H:%M}")
    return user


def due(*users: User) -> None:
    """Lets their reminders be due this minute."""
    Reminder.objects.filter(user__in=users).update(next_nudge_at=clock.now())


def claimed_at_once() -> list[str]:
    with transaction.atomic():
        return [str(one) for one in writes.claim(now=clock.now())]


def test_dispatchers_at_once_claim_each_reminder_once() -> None:
    users = [reminded(number) for number in range(6)]
    due(*users)
    claims = [one for batch in at_once(*[claimed_at_once] * 4) for one in batch]
    assert len(claims) == len(set(claims)) == 6
    assert {str(one) for one in Decision.objects.values_list("id", flat=True)} == set(claims)


def test_workers_at_once_send_one_e_mail(mailoutbox: Outbox) -> None:
    due(reminded(1))
    (claimed,) = claimed_at_once()
    decision = Decision.objects.get(id=claimed)
    at_once(*[lambda: send.deliver([decision.id])] * 4)
    assert Decision.objects.get().state == "sent", Decision.objects.get().rule
    assert len(mailoutbox) == 1


class Letters(MessageHandler):
    """Keeps what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.arrived.append(message)


@pytest.fixture
def letters(settings: Settings) -> Iterator[Letters]:
    """A mail server of its own."""
    handler = Letters()
    server = Controller(handler, hostname="127.0.0.1", port=free_port(host="127.0.0.1"))
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
    yield handler
    server.stop()


def test_it_speaks_smtp_with_the_headers_that_mail_programs_read(letters: Letters) -> None:
    users = [reminded(1), reminded(2)]
    due(*users)
    send.deliver([Decision.objects.get(id=one).id for one in claimed_at_once()])
    assert sorted(str(message["To"]) for message in letters.arrived) == ["robin1@example.org", "robin2@example.org"]
    for message in letters.arrived:
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        off = "".join(str(message["List-Unsubscribe"]).split())
        assert re.fullmatch(r"<http://testserver/m/off\.[\w.-]+>", off)
        assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]


def test_without_a_mail_server_it_waits_and_is_made_up_for(letters: Letters, settings: Settings) -> None:
    due(reminded(1))
    (claimed,) = claimed_at_once()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port(host="127.0.0.1")
    send.deliver([Decision.objects.get(id=claimed).id])
    assert Decision.objects.get().state == "claimed"
    settings.EMAIL_PORT = port
    with clock.frozen(clock.now() + timedelta(minutes=3)), transaction.atomic():
        left = writes.reclaim(now=clock.now())
    send.deliver(left)
    assert (Decision.objects.get().state, len(letters.arrived)) == ("sent", 1)


def test_a_beat_goes_through_the_broker_to_a_worker() -> None:
    due(reminded(1))
    for _ in range(3):
        dispatch()
    environment = os.environ | {"DATABASE_URL": address_of_the_test_database(), "EMAIL_HOST": ""}
    with child(WORKER, name="worker", environment=environment, output=subprocess.DEVNULL):
        end = time.monotonic() + 30
        while Decision.objects.filter(state__in=("claimed", "sending")).exists() and time.monotonic() < end:
            time.sleep(0.05)
    assert [(one.state, one.rule) for one in Decision.objects.all()] == [("sent", "")]
