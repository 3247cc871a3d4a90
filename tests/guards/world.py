"""The world in which the access guard walks: the cast with their data, and what must not leave Alex's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from backfit.accounts.models import Clinic, Link, Membership, User
from backfit.lib import clock
from programs.care.models import Alert, Invitation
from programs.care.writes import invite
from programs.logs.models import Log
from programs.nudges.links import OFF, token
from programs.nudges.models import Decision
from tests.cast import desk_of, employed, phone_of
from tests.phone import answer, check_in, op, session, sync

SECRET = "alex-wrote-this-for-nobody-else"
INVITED = "somebody-whom-dana-invited"


@dataclass(frozen=True)
class World:
    """Everybody by role, None for whoever is not signed in; `logs` are the ids of Alex's, `places` what fits in routes.

    Who sits at a desk is signed in by both steps: Dana, Casey of another clinic, Lee who has left Dana's.
    """

    people: Mapping[str, User | None]
    logs: tuple[str, ...]
    places: Mapping[str, str]

    def browser_of(self, role: str) -> APIClient:
        user = self.people[role]
        return desk_of(user) if user and role.endswith("_desk") else phone_of(user)

    @property
    def alex(self) -> User:
        alex = self.people["alex"]
        assert alex is not None
        return alex

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no answer to anybody but Alex may hold."""
        return SECRET, INVITED, str(self.alex.id), str(self.alex.email), self.logs[-1]


def world(*, alex: User, sam: User, dana: User, casey: User, staff: User) -> World:
    """Alex and Sam each with a plan and logs; Dana linked to Alex; clinicians who may not see him; staff."""
    for user in (alex, sam):
        phone = phone_of(user)
        bundle = answer(phone)
        text = SECRET if user == alex else "nothing"
        sync(phone, session(bundle), check_in(2), op("note", {"on": "2026-03-02", "text": text, "to": "clinic"}))
    lee = employed("lee@example.org", clinic=Clinic.objects.get(memberships__user=dana), name="Lee Lang")
    Membership.objects.filter(user=lee).update(left_at=clock.now())
    invite(by=Membership.objects.get(user=dana), first_name=INVITED, birth_year=1990)
    return World(
        people={"nobody": None, "alex": alex, "sam": sam, "dana": dana, "staff": staff}
        | {"dana_desk": dana, "casey_desk": casey, "lee_desk": lee},
        logs=tuple(str(log) for log in Log.objects.filter(user=alex).values_list("id", flat=True)),
        places={
            "link": str(Link.objects.get(patient=alex).id),
            "invitation": str(Invitation.objects.get().id),
            "patient": str(alex.id),
            "alert": str(Alert.objects.get(user=alex).pk),
            "token": token(a_reminder(alex), deed=OFF, now=clock.now()),
        },
    )


def a_reminder(user: User) -> UUID:
    """One that `user` wished for and got."""
    sync(phone_of(user), op("pref", {"key": "reminder:on", "value": "yes"}))
    now = clock.now()
    return Decision.objects.create(
        user=user, local_on=now.date(), slot="session", zone="UTC", due_at=now, lease_until=now
    ).id


def belongings(user: User) -> dict[str, list[str]]:
    """Every row that hangs on `user`, theirs included, by table."""
    rows = {"user": [repr(row) for row in User.objects.filter(id=user.id).values_list()]}
    for model in apps.get_models():
        owners = [one for one in model._meta.fields if isinstance(one, models.ForeignKey) and one.related_model is User]
        for owner in owners:
            found = model._default_manager.filter(**{owner.name: user.pk}).order_by("pk").values_list()
            rows[f"{model._meta.label}.{owner.name}"] = [repr(row) for row in found]
    return rows


def an_object(app: str, model: str, *, of: User) -> str:
    """The key of a row of this model that belongs to `of`, else of any row, else of none."""
    try:
        rows = apps.get_model(app, model)._default_manager
    except LookupError:
        return "1"
    owned = {"user", "patient", "owner"} & {one.name for one in rows.model._meta.fields}
    mine = rows.filter(**{owned.pop(): of.pk}) if owned else rows.filter(pk=of.pk) if rows.model is User else rows.all()
    found = mine.first() or rows.first()
    return str(found.pk) if found else "1"


def addresses(patterns: list[URLPattern | URLResolver] | None, prefix: str = "") -> Iterator[str]:
    """Every route the server answers at, as it is written in urls.py."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route


def said(response: HttpResponseBase) -> str:
    """All that an answer tells: its headers and its body."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return f"{dict(response.items())} {body.decode(errors='replace')}"
