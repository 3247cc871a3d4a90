"""What a clinic keeps of its own: whom it has invited, what it is alerted to, and what became of that."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from backfit.accounts.models import Clinic
from backfit.lib import clock


class Invitation(models.Model):
    """A code for one patient, whom the clinic calls `first_name`; it opens with their birth year, once.

    The code is kept as it is, since the clinic reads it out again; alone it opens nothing. `wrong` counts birth years
    that were not the right one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    first_name = models.CharField(max_length=40)
    birth_year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    wrong = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code"], name="a_code_is_given_once"),
            models.CheckConstraint(condition=Q(code__regex=r"^[2-9A-HJ-NP-Z]{8}$"), name="a_code_can_be_read_out"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at=None),
                name="an_invitation_is_accepted_or_withdrawn",
            ),
        )
        indexes = (models.Index(fields=["clinic", "made_at"], name="invitations_of_a_clinic"),)

    def __str__(self) -> str:
        return f"{self.clinic_id} on {self.made_at}"


class Tier(models.TextChoices):
    """How soon an alert asks for a clinician."""

    A = "A", "Same day"
    B = "B", "Two working days"
    C = "C", "Weekly"


class Alert(models.Model):
    """What asks for a clinician's look at `user`; never changed (a trigger refuses it).

    It is raised whoever is linked, also when nobody is: only who is linked may read it. `facts` fill the sentence of
    its rule; `tier` is that of the rule when it was raised.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=60)
    cause = models.CharField(max_length=60)
    facts = models.JSONField()
    tier = models.CharField(max_length=1, choices=Tier.choices)
    raised_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "rule", "cause"], name="a_cause_raises_an_alert_once"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="a_tier_is_a_known_one"),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.user_id}"


class Deed(models.TextChoices):
    """What a clinician does about an alert; the last two close it for their clinic."""

    CLAIMED = "claimed", "Claimed"
    SNOOZED = "snoozed", "Snoozed"
    RESOLVED = "resolved", "Resolved"
    NOISE = "noise", "Resolved as noise"


class AlertStep(models.Model):
    """A step in the life of an alert at one clinic, never changed: two clinics know nothing of each other's.

    `by` is an id without a foreign key, so the life outlives the account of whoever took the step.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="steps")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=Deed.choices)
    by = models.UUIDField()
    by_name = models.CharField(max_length=120)
    why = models.CharField(max_length=200, blank=True, default="")
    until = models.DateField(null=True)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(what__in=Deed.values), name="a_step_is_a_known_one"),
            models.CheckConstraint(
                condition=Q(what="snoozed", until__isnull=False) | (~Q(what="snoozed") & Q(until=None)),
                name="a_snooze_has_an_end",
            ),
            models.CheckConstraint(condition=Q(what="claimed") | ~Q(why=""), name="what_hides_an_alert_has_a_reason"),
            models.UniqueConstraint(
                fields=["alert", "clinic"],
                condition=Q(what__in=("resolved", "noise")),
                name="an_alert_is_resolved_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.alert_id}"
