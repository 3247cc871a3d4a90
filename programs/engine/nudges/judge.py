"""Whether a reminder of today's session goes out, and in which words; the first rule that forbids it is the reason."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime

from backfit.lib.zones import zone_named
from programs.engine.contract import Shape
from programs.engine.nudges.asked import Asked
from programs.engine.nudges.wishes import Wishes, is_quiet, is_wished
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.nudges import Template


class Sent(Shape):
    """A nudge that went out, or may have: its local day and its template."""

    on: date
    template: str | None


class NudgeFacts(Shape):
    """All that decides about one nudge, for the local day `on`, wished for the instant `due_at` in `zone` (IANA).

    `asked` is what the plan asks of that day, None without one; `sent` are the nudges before this one.
    """

    on: date
    due_at: AwareDatetime
    zone: str
    wishes: Wishes
    asked: Asked | None
    logged: bool
    sent: tuple[Sent, ...]
    has_address: bool


class Skip(Shape):
    """No nudge, by this rule (`nudges.<id>`)."""

    rule: str


class Send(Shape):
    """The template, chosen among `arms` with this chance."""

    template: str
    arms: tuple[str, ...]
    propensity: float


def decide(facts: NudgeFacts, *, now: datetime, key: UUID, knowledge: Knowledge) -> Skip | Send:
    """Whether the nudge goes out at the instant `now`, and in which words; `key` chooses among them, evenly.

    Raises ValueError for a zone that is not known: `next_at` gives no such nudge.
    """
    for rule, forbids in FORBIDS.items():
        if forbids(facts, now, knowledge):
            return Skip(rule=f"nudges.{rule}")
    arms = _arms(facts, knowledge)
    drawn = int.from_bytes(hashlib.sha256(key.bytes).digest()[:8])
    return Send(template=arms[drawn % len(arms)], arms=arms, propensity=1 / len(arms))


def template_named(slug: str, *, knowledge: Knowledge) -> Template:
    """The wording with this slug; raises StopIteration if there is none."""
    return next(template for template in knowledge.nudges.templates if template.slug == slug)


def _arms(facts: NudgeFacts, knowledge: Knowledge) -> tuple[str, ...]:
    """The templates that are true of this session; those not used lately, while there are any (N9, N10)."""
    kind = facts.asked.kind if facts.asked else None
    fitting = tuple(one.slug for one in knowledge.nudges.templates if not one.kinds or kind in one.kinds)
    since = facts.on - timedelta(days=knowledge.nudges.same_again_after_days)
    used = {sent.template for sent in facts.sent if sent.on > since}
    return tuple(slug for slug in fitting if slug not in used) or fitting


def _on_hold(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    return facts.asked is None or facts.asked.held or facts.asked.ill


def _in_a_flare(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    return facts.asked is not None and facts.asked.flare


def _at_the_wrong_time(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    """In quiet hours, past its window, or on another local day than it was meant for (travel)."""
    there = zone_named(facts.zone)
    if there is None:
        raise ValueError(f"{facts.zone} is no zone that is known here")
    local, window = now.astimezone(there), timedelta(minutes=knowledge.nudges.window_minutes)
    late = now > facts.due_at + window or local.date() != facts.on
    return late or is_quiet(facts.wishes, local.time())


def _often_enough(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    most = knowledge.nudges.at_most
    days = [sent.on for sent in facts.sent if abs((facts.on - sent.on).days) < most.in_days]
    return facts.on in days or len(days) >= most.nudges


def _paused(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    return facts.wishes.paused_until is not None and facts.on < facts.wishes.paused_until


def _not_wished(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    return not facts.wishes.on or not is_wished(facts.wishes, facts.on)


def _nothing_waits(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    return facts.logged or facts.asked is None or facts.asked.kind in (None, "rest")


def _no_address(facts: NudgeFacts, now: datetime, knowledge: Knowledge) -> bool:
    return not facts.has_address


# In this order: the first that forbids is the reason that is written down.
FORBIDS: Final[dict[str, Callable[[NudgeFacts, datetime, Knowledge], bool]]] = {
    "N25": _on_hold,
    "N16": _in_a_flare,
    "N7": _at_the_wrong_time,
    "N3": _often_enough,
    "N24": _paused,
    "N1": _not_wished,
    "N2": _nothing_waits,
    "N21": _no_address,
}
