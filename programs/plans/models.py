"""What a person told us, the plan versions made from it, what changed them, and the bundle as it is served."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from backfit.lib import clock

OWNER = settings.AUTH_USER_MODEL


class Intake(models.Model):
    """A finished questionnaire and the engine's answer to it, kept whatever that was; never changed.

    `body` is the engine's Intake, `answer` its Prescription; `local_on` and `zone` say what the phone's clock showed.
    One that a clinician made of the person's newest has an `author`, and says when the person had answered, and from
    which version number on a log can have been made after those answers. Authors are ids without a foreign key, so
    a plan outlives the account of whoever made it. `agreed` are the engine's Agreements that a clinician recorded,
    `unclear_since` the day of the first answers in a row that left the thigh unclear. One that says the same as an
    earlier one, whose plan goes on, `confirms` that.
    """

    user = models.ForeignKey(OWNER, on_delete=models.CASCADE, related_name="+")
    body = models.JSONField()
    diagnosed = models.BooleanField()
    outcome = models.CharField(max_length=20)
    answer = models.JSONField()
    knowledge = models.CharField(max_length=64)
    local_on = models.DateField()
    zone = models.CharField(max_length=64)
    received_at = models.DateTimeField(default=clock.now, editable=False)
    author = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_under = models.PositiveIntegerField(null=True)
    agreed = models.JSONField(default=list)
    confirms = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="confirmed_by")
    unclear_since = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["user", "-received_at"], name="newest_intake_first"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(author=None, answered_at=None, answered_under=None)
                | Q(author__isnull=False, answered_at__isnull=False, answered_under__isnull=False),
                name="a_clinicians_intake_says_whose_answers_it_holds",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} on {self.local_on}: {self.outcome}"


class PlanVersion(models.Model):
    """A published plan: from `starts_on` the person's logs fold onto the program of this intake's answer.

    The first version of an intake is its root. Every later one is an `edit` of a clinician (the engine's Edit), which
    folds among the logs: `author` and `author_name` say who, `words` what they tell the person. A root that
    begins after too long away is on the `way_back`; `handed` is the engine's Handed, of the plan before it.
    """

    user = models.ForeignKey(OWNER, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="versions")
    starts_on = models.DateField()
    published_at = models.DateTimeField(default=clock.now, editable=False)
    edit = models.JSONField(null=True)
    author = models.UUIDField(null=True)
    author_name = models.CharField(max_length=120, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    way_back = models.BooleanField(default=False)
    handed = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "number"], name="a_version_number_is_given_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
            models.UniqueConstraint(fields=["intake"], condition=Q(edit__isnull=True), name="an_intake_has_one_root"),
            models.CheckConstraint(
                condition=Q(edit__isnull=True) | Q(author__isnull=False), name="an_edit_has_an_author"
            ),
            models.CheckConstraint(
                condition=Q(author=None, author_name="") | (Q(author__isnull=False) & ~Q(author_name="")),
                name="an_author_has_a_name",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} version {self.number}"


class Change(models.Model):
    """What a log did to a plan, as it was told to the person; never changed.

    A log that arrives late can make an earlier one mean something else: then a further row names that log again.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="changes")
    log = models.UUIDField()
    rule = models.CharField(max_length=60)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    knowledge = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "log", "digest"], name="a_change_is_told_once"),)

    def __str__(self) -> str:
        return f"{self.rule} after {self.log}"


class PlannedDay(models.Model):
    """What a plan asked for on a day that is over, written once by the clock; never changed.

    What became of it (done, missed, the morning answered) stands in the logs, so that late ones count. `kinds` holds
    the kind of each session, `minutes` those of all; `morning_due`: the morning after a session was asked about.
    """

    user = models.ForeignKey(OWNER, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    kinds = models.JSONField()
    minutes = models.PositiveSmallIntegerField()
    morning_due = models.BooleanField()
    plan_version = models.PositiveIntegerField()
    closed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "on"], name="a_day_is_planned_once"),
            models.CheckConstraint(condition=~Q(kinds=[]) | Q(morning_due=True), name="a_planned_day_asks_something"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} on {self.on}"


class DayBook(models.Model):
    """How far somebody's days are closed: all up to `closed_until`; the next one is over at `next_close_at`.

    `next_close_at` is empty while no plan has days to come. `last_asked_on` is the last day with a PlannedDay.
    """

    user = models.OneToOneField(OWNER, primary_key=True, on_delete=models.CASCADE, related_name="day_book")
    closed_until = models.DateField()
    last_asked_on = models.DateField(null=True)
    next_close_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["next_close_at"], condition=Q(next_close_at__isnull=False), name="days_to_close"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} closed until {self.closed_until}"


class StoredBundle(models.Model):
    """The bundle as it is served: its bytes for the day `made_for`, and what it was made from (`basis`)."""

    user = models.OneToOneField(OWNER, primary_key=True, on_delete=models.CASCADE, related_name="+")
    rev = models.BigIntegerField()
    made_for = models.DateField()
    basis = models.CharField(max_length=64)
    etag = models.CharField(max_length=64)
    body = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(rev__gte=1), name="revs_count_from_one"),)

    def __str__(self) -> str:
        return f"{self.user_id} rev {self.rev} for {self.made_for}"
