"""`/m/<token>`: a link of an e-mail. Looking at it changes nothing; its button does, or a mail program's own."""

from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from backfit.lib import clock
from backfit.lib.zones import UTC, zone_named
from programs.nudges import reads, writes
from programs.nudges.links import OFF, LinkEnded, Purpose, purpose_of
from programs.nudges.models import Decision


@never_cache
@csrf_exempt  # the signature is the key: a mail program sends no cookie, and none is looked at (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link would do, with a button; a POST does it."""
    try:
        purpose, decision = _read(token)
    except LinkEnded as refusal:
        return _page(request, title="This link has ended", lead=refusal.detail, status=refusal.status)
    until = _until(decision, purpose)
    if request.method == "POST":
        _do(decision, purpose, until=until)
        return _page(request, title="Done", lead=_said(until))
    return _page(request, title="Reminders", lead="One tap, and it is done.", button=_asked(until))


def _read(token: str) -> tuple[Purpose, Decision]:
    purpose = purpose_of(token, now=clock.now())
    decision = reads.decision_by(purpose.decision)
    if decision is None:
        raise LinkEnded
    return purpose, decision


def _until(decision: Decision, purpose: Purpose) -> date | None:
    """The first day with reminders again: a pause of a day leaves out tomorrow, as today's has come."""
    if purpose.deed == OFF:
        return None
    reminder = reads.reminder_of(decision.user_id, seen_by=decision.user)
    there = zone_named(reminder.zone if reminder else decision.zone) or UTC
    return clock.now().astimezone(there).date() + timedelta(days=purpose.days + 1)


def _do(decision: Decision, purpose: Purpose, *, until: date | None) -> None:
    what, value = ("on", "no") if until is None else ("paused_until", until.isoformat())
    writes.wish(user=decision.user, what=what, value=value, now=clock.now())


def _asked(until: date | None) -> str:
    return "Turn reminders off" if until is None else f"Pause until {_day(until)}"


def _said(until: date | None) -> str:
    if until is None:
        return "Reminders are off. You can turn them on again in BackFit, under Menu."
    return f"Reminders are paused until {_day(until)}."


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _page(request: HttpRequest, *, title: str, lead: str, button: str = "", status: int = 200) -> HttpResponse:
    words = {"title": title, "lead": lead, "button": button, "today": f"{settings.SITE_URL}/today"}
    return render(request, "nudges/link.html", words, status=status)
