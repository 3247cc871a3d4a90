"""The links of an e-mail: signed, each for one purpose and one reminder, and only for some weeks."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from backfit.lib.errors import Refused
from programs.knowledge.load import knowledge

OFF = "off"
PAUSE = "pause"


class LinkEnded(Refused):
    """The link is none of ours, or it is too old."""

    code = "link_ended"
    status = 404
    sentence = "This link no longer works. You can change reminders in BackFit, under Menu."


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a link does: turns reminders off, or pauses them for so many `days`."""

    decision: UUID
    deed: str
    days: int = 0


def address(decision: UUID, *, deed: str, days: int = 0, now: datetime) -> str:
    """The whole address of a link made at the instant `now`."""
    return f"{settings.SITE_URL}/m/{token(decision, deed=deed, days=days, now=now)}"


def token(decision: UUID, *, deed: str, days: int = 0, now: datetime) -> str:
    """`<deed and days>.<decision>.<last day>.<signature>`, the signature bound to the deed by its salt."""
    last_on = now.date() + timedelta(days=knowledge().nudges.links_work_days)
    name = f"{deed}{days or ''}"
    short = urlsafe_b64encode(decision.bytes).decode().rstrip("=")
    return f"{name}.{_signer(name).sign(f'{short}.{last_on:%Y%m%d}')}"


def purpose_of(said: str, *, now: datetime) -> Purpose:
    """What a link is for; raises LinkEnded for one that was changed, made up, or is too old."""
    purposes = {OFF: (OFF, 0)} | {f"{PAUSE}{days}": (PAUSE, days) for days in knowledge().nudges.pause_days}
    name, _, signed = said.partition(".")
    if name not in purposes:
        raise LinkEnded
    try:
        short, _, last_on = _signer(name).unsign(signed).partition(".")
    except BadSignature as error:
        raise LinkEnded from error
    if now.date() > date.fromisoformat(last_on):
        raise LinkEnded
    return Purpose(UUID(bytes=urlsafe_b64decode(f"{short}==")), *purposes[name])


def _signer(name: str) -> Signer:
    return Signer(sep=".", salt=f"programs.nudges.{name}")
