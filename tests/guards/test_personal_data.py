"""Every stored field is classified, so that nobody adds personal data without deciding what it is."""

from typing import Literal

from django.apps import apps

Class = Literal["identity", "contact", "health", "consent", "work", "key", "technical"]
# identity: says who somebody is, or links a row to them. contact: reaches them. health: about their body.
# consent: what they agreed to. work: what they do at a clinic. key: lets somebody in. technical: says nothing of them.
FIELDS: dict[str, dict[str, Class]] = {
    "accounts.User": {
        "id": "identity",
        "email": "contact",
        "country": "identity",
        "password": "key",
        "last_login": "identity",
        "joined_at": "identity",
        "is_active": "technical",
        "is_staff": "work",
        "is_superuser": "work",
        "groups": "work",
        "user_permissions": "work",
    },
    "accounts.Clinic": {"id": "technical", "name": "technical", "opened_at": "technical"},
    "accounts.Membership": {
        "id": "technical",
        "clinic": "work",
        "user": "identity",
        "role": "work",
        "name": "work",
        "joined_at": "work",
        "left_at": "work",
    },
    "accounts.Link": {
        "id": "technical",
        "patient": "identity",
        "clinic": "health",
        "scope": "consent",
        "version": "consent",
        "first_name": "identity",
        "birth_year": "identity",
        "accepted_at": "consent",
        "ended_at": "consent",
    },
    "accounts.Consent": {"id": "technical", "user": "identity", "version": "consent", "accepted_at": "consent"},
    "accounts.Audit": {
        "id": "technical",
        "at": "identity",
        "who": "identity",
        "what": "technical",
        "patient": "identity",
        "why": "consent",
    },
    "plans.Intake": {
        "id": "technical",
        "user": "identity",
        "body": "health",
        "diagnosed": "health",
        "outcome": "health",
        "answer": "health",
        "knowledge": "technical",
        "local_on": "identity",
        "zone": "identity",
        "received_at": "identity",
        "author": "identity",
        "answered_at": "identity",
        "answered_under": "technical",
        "agreed": "health",
        "unclear_since": "health",
        "confirms": "technical",
    },
    "plans.PlanVersion": {
        "id": "technical",
        "user": "identity",
        "number": "technical",
        "intake": "health",
        "starts_on": "health",
        "way_back": "health",
        "handed": "health",
        "published_at": "identity",
        "edit": "health",
        "author": "identity",
        "author_name": "identity",
        "words": "health",
    },
    "plans.Change": {
        "id": "technical",
        "version": "health",
        "log": "health",
        "rule": "health",
        "body": "health",
        "digest": "technical",
        "knowledge": "technical",
        "made_at": "identity",
    },
    "plans.PlannedDay": {
        "id": "technical",
        "user": "identity",
        "on": "health",
        "kinds": "health",
        "minutes": "health",
        "morning_due": "health",
        "plan_version": "technical",
        "closed_at": "identity",
    },
    "plans.DayBook": {
        "user": "identity",
        "closed_until": "technical",
        "last_asked_on": "health",
        "next_close_at": "technical",
    },
    "plans.StoredBundle": {
        "user": "identity",
        "rev": "technical",
        "made_for": "identity",
        "basis": "technical",
        "etag": "technical",
        "body": "health",
        "made_at": "identity",
    },
    "logs.Space": {
        "user": "identity",
        "seq": "technical",
        "rev": "technical",
        "epoch": "technical",
        "zone": "identity",
    },
    "logs.Log": {
        "row": "technical",
        "user": "identity",
        "id": "technical",
        "seq": "technical",
        "kind": "health",
        "schema": "technical",
        "body": "health",
        "replaces": "technical",
        "occurred_at": "health",
        "zone": "identity",
        "offset": "identity",
        "received_at": "identity",
        "plan_version": "technical",
    },
    "care.Invitation": {
        "id": "technical",
        "clinic": "work",
        "made_by": "work",
        "first_name": "identity",
        "birth_year": "identity",
        "code": "key",
        "wrong": "technical",
        "made_at": "work",
        "expires_at": "technical",
        "withdrawn_at": "work",
        "accepted_at": "consent",
        "accepted_by": "identity",
    },
    "care.Alert": {
        "id": "technical",
        "user": "identity",
        "rule": "health",
        "cause": "health",
        "facts": "health",
        "tier": "health",
        "raised_at": "identity",
    },
    "care.AlertStep": {
        "id": "technical",
        "alert": "health",
        "clinic": "health",
        "what": "work",
        "by": "work",
        "by_name": "work",
        "why": "health",
        "until": "work",
        "at": "work",
    },
    "nudges.Reminder": {"user": "identity", "wishes": "identity", "zone": "identity", "next_nudge_at": "identity"},
    "nudges.Decision": {
        "id": "technical",
        "user": "identity",
        "local_on": "identity",
        "slot": "technical",
        "zone": "identity",
        "due_at": "identity",
        "claimed_at": "technical",
        "state": "technical",
        "lease_until": "technical",
        "rule": "health",
        "template": "health",
        "arms": "health",
        "propensity": "technical",
        "sent_at": "identity",
    },
    # Django's and allauth's own tables, which we chose to have.
    "account.EmailAddress": {
        "id": "technical",
        "user": "identity",
        "email": "contact",
        "verified": "contact",
        "primary": "contact",
    },
    "account.EmailConfirmation": {
        "id": "technical",
        "email_address": "contact",
        "created": "technical",
        "sent": "technical",
        "key": "key",
    },
    "sessions.Session": {"session_key": "key", "session_data": "key", "expire_date": "technical"},
    "admin.LogEntry": {
        "id": "technical",
        "action_time": "work",
        "user": "work",
        "content_type": "technical",
        "object_id": "identity",
        "object_repr": "identity",
        "action_flag": "work",
        "change_message": "work",
    },
    "auth.Group": {"id": "technical", "name": "technical", "permissions": "technical"},
    "auth.Permission": {"id": "technical", "name": "technical", "content_type": "technical", "codename": "technical"},
    "contenttypes.ContentType": {"id": "technical", "app_label": "technical", "model": "technical"},
}


def stored() -> dict[str, set[str]]:
    models = apps.get_models()
    return {
        model._meta.label: {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
        for model in models
    }


def test_every_field_of_every_model_is_classified() -> None:
    assert stored() == {model: set(fields) for model, fields in FIELDS.items()}


def test_what_is_about_somebody_goes_with_them() -> None:
    """Every table with health data hangs on the account, and falls with it."""
    for model, fields in FIELDS.items():
        if "health" in fields.values() and model != "accounts.Link":
            owners = [
                field for field in apps.get_model(model)._meta.fields if field.name in {"user", "version", "alert"}
            ]
            assert [owner.remote_field.on_delete.__name__ for owner in owners] == ["CASCADE"], model
