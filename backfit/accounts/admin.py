"""The admin's view of accounts: clinics and their members are kept here, the rest is only looked at."""

from django.contrib import admin
from django.http import HttpRequest

from backfit.accounts.models import Audit, Clinic, Consent, Link, Membership, User


class LookOnly:
    """Takes the rights to add, change and delete from an admin page."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(LookOnly, admin.ModelAdmin[User]):
    list_display = ("id", "email", "joined_at", "is_active", "is_staff")
    list_filter = ("is_staff", "is_active")
    search_fields = ("id", "email")
    exclude = ("password",)


@admin.register(Audit)
class AuditAdmin(LookOnly, admin.ModelAdmin[Audit]):
    list_display = ("at", "who", "what", "patient", "why")
    search_fields = ("who", "patient", "what")


@admin.register(Consent)
class ConsentAdmin(LookOnly, admin.ModelAdmin[Consent]):
    list_display = ("user", "version", "accepted_at")


@admin.register(Link)
class LinkAdmin(LookOnly, admin.ModelAdmin[Link]):
    list_display = ("patient", "clinic", "scope", "accepted_at", "ended_at")


class MembershipInline(admin.TabularInline[Membership, Clinic]):
    model = Membership
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin[Clinic]):
    list_display = ("name", "opened_at")
    inlines = (MembershipInline,)
