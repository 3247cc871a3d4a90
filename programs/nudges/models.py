"""Who wishes to be reminded and when next, and what was decided about each reminder."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from backfit.lib import clock

OWNER = settings.AUTH_USER_MODEL


class Reminder(models.Model):
    """One person's wishes (the engine's Wishes, read from their prefs) and their zone, as the next time follows.

    `next_nudge_at` is null while there is nothing to wait for.
    """

    user = models.OneToOneField(OWNER, primary_key=True, on_delete=models.CASCADE, related_name="+")
    wishes = models.JSONField()
    zone = models.CharField(max_length=64)
    next_nudge_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["next_nudge_at"], condition=Q(next_nudge_at__isnull=False), name="reminders_to_come"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} at {self.next_nudge_at}"


class State(models.TextChoices):
    """How far a decision is: unknown is an e-mail that may have gone out, and is never sent again (N27)."""

    CLAIMED = "claimed", "Claimed"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    SKIPPED = "skipped", "Skipped"
    UNKNOWN = "unknown", "Unknown"


class Decision(models.Model):
    """What was decided about one reminder: one row for a person's local day and slot, ever.

    `rule` says why it was skipped; `template` was chosen among `arms` with the chance `propensity`. Whoever holds it
    must be done by `lease_until`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(OWNER, on_delete=models.CASCADE, related_name="+")
    local_on = models.DateField()
    slot = models.CharField(max_length=20)
    zone = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CLAIMED)
    lease_until = models.DateTimeField()
    rule = models.CharField(max_length=20, blank=True, default="")
    template = models.CharField(max_length=40, blank=True, default="")
    arms = models.JSONField(default=list)
    propensity = models.FloatField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "local_on", "slot"], name="a_slot_is_decided_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="a_nudge_state_is_a_known_one"),
            models.CheckConstraint(condition=Q(state="skipped") ^ Q(rule=""), name="what_is_skipped_names_its_rule"),
            models.CheckConstraint(condition=Q(state="sent") ^ Q(sent_at=None), name="what_is_sent_says_when"),
        )
        indexes = (
            models.Index(
                fields=["lease_until"], condition=Q(state__in=("claimed", "sending")), name="nudges_under_way"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} on {self.local_on}: {self.state}"
