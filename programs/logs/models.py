"""The journal: a row for each thing a phone logged, and each person's counters, locked by every write."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Space(models.Model):
    """One person's counters: the last log's `seq`, the bundle's `rev`; a new `epoch` lets phones offer all again.

    `zone` is the IANA name that a phone of theirs said last; empty until one has.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+")
    seq = models.BigIntegerField(default=0)
    rev = models.BigIntegerField(default=0)
    epoch = models.BigIntegerField(default=1)
    zone = models.CharField(max_length=64, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(seq__gte=0, rev__gte=0, epoch__gte=1), name="counters_count_up"),
        )

    def __str__(self) -> str:
        return str(self.user_id)


class Log(models.Model):
    """What somebody logged, as their phone sent it; never changed (a trigger refuses it).

    A correction is a new log that names the one it `replaces`; kind `gone` withdraws one. `occurred_at` is the phone's
    instant, clamped; `zone` and `offset` (minutes east of UTC) say what its clock showed.
    """

    row = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    id = models.UUIDField()
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    schema = models.PositiveSmallIntegerField()
    body = models.JSONField()
    replaces = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    offset = models.SmallIntegerField()
    received_at = models.DateTimeField()
    plan_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "id"], name="a_log_is_stored_once"),
            models.UniqueConstraint(fields=["user", "seq"], name="a_seq_is_given_once"),
            models.CheckConstraint(condition=~Q(kind="gone") | Q(replaces__isnull=False), name="gone_names_a_log"),
            models.CheckConstraint(condition=Q(replaces=None) | ~Q(replaces=F("id")), name="a_log_replaces_another"),
        )
        indexes = (
            models.Index(fields=["id"], name="log_by_its_id"),
            models.Index(fields=["user", "occurred_at"], name="log_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
