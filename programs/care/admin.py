"""The admin's view of invitations: that there is one, never its code."""

from django.contrib import admin

from backfit.accounts.admin import LookOnly
from programs.care.models import Invitation


@admin.register(Invitation)
class InvitationAdmin(LookOnly, admin.ModelAdmin[Invitation]):
    list_display = ("clinic", "made_by", "made_at", "expires_at", "accepted_at", "withdrawn_at")
    fields = ("clinic", "made_by", "made_at", "expires_at", "wrong", "accepted_at", "withdrawn_at")
    readonly_fields = ("made_at",)
