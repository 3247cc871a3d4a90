"""What a clinic keeps of its own: whom it has invited."""

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
