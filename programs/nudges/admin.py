"""The admin's view of reminders: what became of each, for whoever runs the site."""

from django.contrib import admin

from backfit.accounts.admin import LookOnly
from programs.nudges.models import Decision


@admin.register(Decision)
class DecisionAdmin(LookOnly, admin.ModelAdmin[Decision]):
    list_display = ("id", "local_on", "state", "rule", "due_at", "sent_at")
    list_filter = ("state", "rule")
    fields = ("id", "user", "local_on", "slot", "state", "rule", "due_at", "claimed_at", "lease_until", "sent_at")
    search_fields = ("user__id",)
