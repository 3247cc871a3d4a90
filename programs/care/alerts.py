"""The alerts of people, as a clinic that is linked to them reads them now."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch

from backfit.accounts.models import Link, User
from backfit.accounts.reads import visible_to
from programs.care.models import Alert, AlertStep, Deed
from programs.care.shapes import AlertView
from programs.engine.care.alerts import PREFIX, is_shown
from programs.knowledge.load import knowledge, source_label
from programs.knowledge.schema.care import Tier

CLOSING = (Deed.RESOLVED, Deed.NOISE)


def alerts_of(links: Sequence[Link], *, seen_by: User, today: date) -> dict[UUID, tuple[AlertView, ...]]:
    """What is not resolved, by person, the most urgent first and snoozed ones last; in two statements for everybody.

    The links are of one clinic and open. Of the time before a person joined only the last weeks are shown.
    """
    if not links:
        return {}
    clinic, begun = links[0].clinic_id, {link.patient_id: link.accepted_at for link in links}
    closed = AlertStep.objects.filter(alert=OuterRef("pk"), clinic=clinic, what__in=CLOSING)
    steps = Prefetch("steps", AlertStep.objects.filter(clinic=clinic).order_by("id"))
    rows = Alert.objects.filter(~Exists(closed), user__in=visible_to(seen_by).filter(id__in=list(begun)))
    found: dict[UUID, list[AlertView]] = {}
    for alert in rows.prefetch_related(steps).order_by("tier", "raised_at", "id"):
        if is_shown(alert.raised_at, joined_at=begun[alert.user_id], knowledge=knowledge()):
            found.setdefault(alert.user_id, []).append(_view(alert, today=today))
    return {person: (*open_now(views), *(one for one in views if one.snoozed_until)) for person, views in found.items()}


def open_now(views: Iterable[AlertView]) -> list[AlertView]:
    """Those that are not snoozed."""
    return [one for one in views if one.snoozed_until is None]


def _view(alert: Alert, *, today: date) -> AlertView:
    steps = list(alert.steps.all())
    claim = next((step for step in reversed(steps) if step.what == Deed.CLAIMED), None)
    last = steps[-1] if steps else None
    snoozed = last if last is not None and last.until is not None and last.until > today else None
    sentence, action, source = words_of(alert)
    return AlertView(
        id=alert.pk,
        rule=alert.rule,
        tier=cast("Tier", alert.tier),  # the database holds no other
        sentence=sentence,
        action=action,
        source=source,
        raised_at=alert.raised_at,
        claimed_by=claim.by_name if claim else None,
        snoozed_until=snoozed.until if snoozed else None,
        why=snoozed.why if snoozed else None,
    )


def words_of(alert: Alert) -> tuple[str, str, str]:
    """The sentence, what may be done, and the source; a rule that stands in no file is named by its id, never lost."""
    found = knowledge().care.rules.get(alert.rule.removeprefix(PREFIX))
    if found is None:
        return alert.rule, "", ""
    return found.sentence.format_map(alert.facts), found.action, source_label(found.source, knowledge=knowledge())
