"""The real server as phones meet it: two versions, clocks that disagree, a backup; and the net between."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import StringIO
from random import Random

from django.core.management import call_command
from django.db import transaction
from rest_framework.test import APIClient

from backfit.accounts.models import User
from backfit.lib import clock
from tests.chaos.device import Device
from tests.phone import Json

BETWEEN_SERVERS = timedelta(seconds=2)
"""How far the clocks of two servers behind one address are apart."""
A_WHILE = timedelta(minutes=1)
SMALL_BODY = 4
"""What a narrow proxy lets through, in ops, before it says 413."""


@dataclass(slots=True)
class Person:
    """Somebody with phones; `made`: every log they made that should last, `bad`: ids of those that no server takes."""

    user: User
    client: APIClient
    devices: list[Device]
    made: dict[str, Json] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)

    def write(self, device: Device, op: Json, *, is_bad: bool) -> None:
        """One tap on one of their phones."""
        device.write(op)
        if is_bad:
            self.bad.add(op["id"])
        else:
            self.made[op["id"]] = op


@dataclass(slots=True)
class Site:
    """The server at `now`; it is up to date once `knows_schema_2`, and lets `narrow` bodies alone through."""

    now: datetime
    random: Random
    narrow: bool
    knows_schema_2: bool = False
    backup: str | None = None

    def post(self, client: APIClient, request: Json) -> Json | int:
        """The reply to a sync; or the status: 413 for too large a body, 429 while two others are answered."""
        if self.narrow and len(request["ops"]) > SMALL_BODY:
            return 413
        with clock.frozen(self.now + self.random.choice((-1, 0, 1)) * BETWEEN_SERVERS):
            response = client.post("/api/sync", self._read(request))
        if response.status_code == 429:
            return 429
        assert response.status_code == 200, response.content
        reply: Json = response.json()
        return reply if self.knows_schema_2 else _as_before(reply)

    def bundle(self, client: APIClient) -> Json:
        """What the server would show today."""
        with clock.frozen(self.now):
            response = client.get(f"/api/bundle?today={self.now.date()}")
        assert response.status_code == 200, response.content
        bundle: Json = response.json()
        return bundle

    def back_up(self) -> None:
        self.backup = transaction.savepoint()

    def restore(self) -> None:
        """Forgets all that came since the backup, which takes a while; phones don't know yet."""
        assert self.backup is not None
        transaction.savepoint_rollback(self.backup)
        self.now += A_WHILE

    def begin_epoch(self) -> None:
        """What the operator does after a restore."""
        with clock.frozen(self.now):
            call_command("new_epoch", stdout=StringIO())

    def _read(self, request: Json) -> Json:
        """The request as this version of the server reads it: schema 2 adds what none of ours looks at."""
        if not self.knows_schema_2:
            return request
        return {**request, "ops": [{**op, "schema": 1} for op in request["ops"]]}


def _as_before(reply: Json) -> Json:
    """The reply of a server that does not know the lessons yet, nor says its time."""
    bundle = reply["bundle"]
    older = bundle and {name: value for name, value in bundle.items() if name != "lessons"}
    return {name: value for name, value in reply.items() if name != "now"} | {"bundle": older}
