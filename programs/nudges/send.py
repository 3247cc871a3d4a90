"""The e-mail of a reminder, and how it goes out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string

from backfit.accounts.reads import verified_email
from backfit.lib import clock
from programs.engine.nudges import NudgeFacts, Send, Skip, Wishes, decide, template_named
from programs.knowledge.load import knowledge
from programs.logs.reads import zone_of
from programs.nudges import links, reads, writes
from programs.nudges.models import Decision, State

logger = logging.getLogger(__name__)

FAILURES = (OSError, SMTPException)
DAY_NAMES = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday",
    "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pause:
    """A link that pauses reminders, and how it is called."""

    words: str
    url: str


def deliver(ids: Sequence[UUID]) -> None:
    """Judges each of these decisions as of now, and sends what is to be sent; safe to run twice.

    Without a mail server nothing is begun: the next dispatcher hands the rest out again, while their window lasts.
    """
    post = get_connection()
    try:
        for id_ in ids:
            decision = reads.decision_by(id_)
            if decision is not None and decision.state == State.CLAIMED:
                _deliver(decision, post=post)
    finally:
        post.close()


def _deliver(decision: Decision, *, post: BaseEmailBackend) -> None:
    now = clock.now()
    user = decision.user
    reminder = reads.reminder_of(user.id, seen_by=user)
    if reminder is None:
        return
    if reminder.zone != zone_of(user.id, seen_by=user).key:  # they travelled: another time of day than they wished
        writes.take_zone(user=user, now=now)
        writes.skip(decision, rule="nudges.N7")
        return
    facts = reads.facts_of(decision, reminder=reminder, now=now)
    match decide(facts, now=now, key=decision.id, knowledge=knowledge()):
        case Skip(rule=rule):
            writes.skip(decision, rule=rule)
        case Send() as send:
            _send(decision, send, facts=facts, post=post)


def _send(decision: Decision, send: Send, *, facts: NudgeFacts, post: BaseEmailBackend) -> None:
    now = clock.now()
    address = verified_email(decision.user)
    if address is None:
        return
    message = letter(decision, send, facts=facts, to=address, now=now)
    message.connection = post
    try:
        post.open()
    except FAILURES:
        logger.exception("No mail server: reminders wait")
        return
    if not writes.begin(decision, send=send, now=now):
        return
    try:
        message.send()
    except FAILURES:
        logger.exception("A reminder may not have gone out")
        writes.lose(decision)
        post.close()
    else:
        writes.finish(decision, now=clock.now())


def letter(decision: Decision, send: Send, *, facts: NudgeFacts, to: str, now: datetime) -> EmailMultiAlternatives:
    """The e-mail, as text and as HTML; its subject and words may be read by others on a lock screen (N23)."""
    template = template_named(send.template, knowledge=knowledge())
    off = links.address(decision.id, deed=links.OFF, now=now)
    words = {
        "body": template.body.format(minutes=facts.asked.minutes if facts.asked else 0),
        "today": f"{settings.SITE_URL}/today",
        "settings": f"{settings.SITE_URL}/settings/reminders",
        "why": _why(facts.wishes),
        "pauses": [_pause(decision.id, days=days, now=now) for days in knowledge().nudges.pause_days],
        "off": off,
    }
    host = urlsplit(settings.SITE_URL).hostname
    message = EmailMultiAlternatives(
        subject=template.subject.format(minutes=facts.asked.minutes if facts.asked else 0),
        body=render_to_string("nudges/session.txt", words),
        to=[to],
        headers={
            "List-Unsubscribe": f"<{off}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<{decision.id}@{host}>",
        },
    )
    message.attach_alternative(render_to_string("nudges/session.html", words), "text/html")
    return message


def _why(wishes: Wishes) -> str:
    days = "session days" if wishes.days is None else ", ".join(DAY_NAMES[day] for day in wishes.days)
    return f"You asked for a reminder on {days} at {wishes.at:%H:%M}, if the session isn't logged yet."


def _pause(decision: UUID, *, days: int, now: datetime) -> Pause:
    words = {1: "Pause for a day", 7: "Pause for a week"}.get(days, f"Pause for {days} days")
    return Pause(words, links.address(decision, deed=links.PAUSE, days=days, now=now))
