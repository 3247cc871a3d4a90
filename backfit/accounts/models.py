"""Who people are: users, clinics, the consent that links a patient to a clinic, and the audit trail."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from backfit.lib import clock


class UserManager(BaseUserManager["User"]):
    """Makes accounts: most have no e-mail, and nobody but staff has a password."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: object) -> "User":
        # Lower case as a whole: people type their address in any case, and the codes go to one mailbox.
        user = self.model(email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. From the first tap on there is one, with no name and no e-mail."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Null and not "": uniqueness would allow one empty text only, and most people have no address here.
    email = models.EmailField(null=True, blank=True, default=None)  # noqa: DJ001
    country = models.CharField(max_length=2, blank=True, default="")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["email"], name="an_email_belongs_to_one_account"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="an_email_is_kept_in_lower_case"),
            models.CheckConstraint(condition=Q(country__regex=r"^([A-Z]{2})?$"), name="a_country_is_two_capitals"),
        )

    def __str__(self) -> str:
        return str(self.id)


class Clinic(models.Model):
    """A practice whose clinicians may look after linked patients."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    opened_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="a_clinic_has_a_name"),)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member does at a clinic."""

    CLINICIAN = "clinician", "Clinician"
    MANAGER = "manager", "Manager"


class Membership(models.Model):
    """Somebody's work at a clinic, from `joined_at` until `left_at`."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    name = models.CharField(max_length=80, blank=True, default="")  # how patients read who this is
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["clinic", "user"], condition=Q(left_at=None), name="a_member_joins_a_clinic_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="a_role_is_a_known_one"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")), name="a_member_leaves_after_joining"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} at {self.clinic_id}"

    @property
    def called(self) -> str:
        """Who this is, to a patient."""
        return self.name or "A clinician"


class Scope(models.TextChoices):
    """How much of their data a patient shows to a clinic."""

    ALL = "all", "Plan, logs and messages"


class Link(models.Model):
    """A patient's consent that a clinic sees their data, from `accepted_at` until `ended_at`."""

    patient = models.ForeignKey(User, on_delete=models.CASCADE, related_name="links")
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="links")
    scope = models.CharField(max_length=12, choices=Scope.choices, default=Scope.ALL)
    version = models.CharField(max_length=40, blank=True, default="")  # of the text that was agreed to
    first_name = models.CharField(max_length=40, blank=True, default="")  # what the clinic calls the person
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)  # as the clinic knows it
    accepted_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["patient", "clinic"], condition=Q(ended_at=None), name="a_patient_has_one_open_link_to_a_clinic"
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="a_scope_is_a_known_one"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("accepted_at")), name="a_link_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)), name="a_birth_year_is_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.patient_id} to {self.clinic_id}"


class Consent(models.Model):
    """That somebody agreed to the first screen's text, by its version."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    version = models.CharField(max_length=40)
    accepted_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "version"], name="a_text_is_agreed_to_once"),
            models.CheckConstraint(condition=~Q(version=""), name="a_consent_names_its_text"),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.version}"


class Audit(models.Model):
    """Who did what to whose data, when and why: rows are added, never changed (a trigger refuses it).

    Ids stand for people, without foreign keys, so the trail outlives an account and holds no name.
    """

    at = models.DateTimeField(default=clock.now, editable=False)
    who = models.UUIDField(null=True)
    what = models.CharField(max_length=40)
    patient = models.UUIDField(null=True)
    why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name_plural = "audit"
        indexes = (models.Index(fields=["patient", "at"], name="audit_of_a_patient"),)

    def __str__(self) -> str:
        return f"{self.at} {self.what}"
