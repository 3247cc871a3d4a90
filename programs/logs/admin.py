"""The admin's view of the journal: that something was logged and when, never what."""

from django.contrib import admin

from backfit.accounts.admin import LookOnly
from programs.logs.models import Log


@admin.register(Log)
class LogAdmin(LookOnly, admin.ModelAdmin[Log]):
    list_display = ("row", "user", "seq", "received_at")
    fields = ("user", "id", "seq", "schema", "received_at")
    search_fields = ("user__id",)
