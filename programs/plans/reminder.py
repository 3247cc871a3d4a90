"""How the person wishes to be reminded, as the phone shows it."""

from collections.abc import Iterable

from programs.engine.logs import LogEntry, PrefBody
from programs.engine.nudges import wishes_of
from programs.knowledge.load import Knowledge
from programs.plans.bundle import ReminderView


def reminder_view(logs: Iterable[LogEntry], *, has_email: bool, knowledge: Knowledge) -> ReminderView:
    """What the wishes in `logs`, in the fold's order, come to."""
    prefs = {entry.body.key: entry.body.value for entry in logs if isinstance(entry.body, PrefBody)}
    wishes = wishes_of(prefs, knowledge=knowledge)
    return ReminderView(
        on=wishes.on,
        chosen=wishes.chosen,
        at=f"{wishes.at:%H:%M}",
        days=wishes.days,
        quiet_from=f"{wishes.quiet.begins:%H:%M}",
        quiet_to=f"{wishes.quiet.ends:%H:%M}",
        quiet_hours_at_least=knowledge.nudges.quiet.hours_at_least,
        paused_until=wishes.paused_until,
        has_email=has_email,
    )
