"""The end of a trial: everybody syncs in peace, and everything is counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import transaction
from pydantic import JsonValue

from programs.logs import reads
from programs.logs.models import Log, Space
from tests.chaos.device import Device, Disk
from tests.chaos.site import Person, Site
from tests.phone import Json

PASSES = 12
LATER = timedelta(days=7)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many logs were made; in words each that is not once on the server, and each place that differs from it."""

    logs: int
    lost: tuple[str, ...]
    diverged: tuple[str, ...]


def rest(site: Site, people: Sequence[Person]) -> None:
    """A week later the clocks are right, the server is new and wide, and what was put aside is tried again."""
    site.now += LATER
    site.knows_schema_2, site.narrow = True, False
    for person in people:
        for device in person.devices:
            device.wrong = timedelta()
            device.retry()
    settle(site, people)


def settle(site: Site, people: Sequence[Person]) -> None:
    """Lets all phones sync until each has all, or for as often as should be enough."""
    for person in people:
        for _ in range(PASSES):
            for device in person.devices:
                if not _has_all(site, device, person):
                    sync(site, person, device)
            if all(_has_all(site, device, person) for device in person.devices):
                break


def sync(site: Site, person: Person, device: Device) -> None:
    """One talk where nothing goes wrong."""
    device.hear(site.post(person.client, device.request(now=site.now)))


def _has_all(site: Site, device: Device, person: Person) -> bool:
    space, disk = Space.objects.get(user=person.user), device.disk
    place = (disk.cursor, disk.epoch, disk.bundle and (disk.bundle["rev"], disk.bundle["made_for"]))
    return not disk.outbox and place == (space.seq, space.epoch, (space.rev, str(site.now.date())))


def verdict(site: Site, people: Sequence[Person], *, start: str, random: Random) -> Verdict:
    """Counts; then plays the logs of the first person to the server as it was at `start`, in another order."""
    lost: list[str] = []
    diverged: list[str] = []
    for person in people:
        lost += lost_of(person)
        diverged += differences(person, truth=site.bundle(person.client))
    diverged += _by_order(site, people[0], start=start, random=random)
    return Verdict(logs=sum(len(person.made) for person in people), lost=tuple(lost), diverged=tuple(diverged))


def lost_of(person: Person) -> Iterator[str]:
    """What is not there, or not once, or not as it was made."""
    rows = list(Log.objects.filter(user=person.user))
    stored = {str(row.id): row for row in rows}
    if len(rows) != len(stored):
        yield "a log is stored twice"
    yield from (f"{op} is lost: {log}" for op, log in person.made.items() if op not in stored)
    yield from (f"{op} came from nowhere" for op in stored.keys() - person.made.keys())
    for op, log in person.made.items():
        row = stored.get(op)
        if row and (row.kind, row.replaces and str(row.replaces)) != (log["kind"], log["replaces"]):
            yield f"{op} is not as it was made"
        if row and not _says(row.body, {name: value for name, value in log["body"].items() if name != "on"}):
            yield f"{op} does not say what was said"
    yield from _counting(person, rows)


def _says(stored: JsonValue, made: JsonValue) -> bool:
    """Whether all that was made is stored; what was left out stands there by default."""
    match stored, made:
        case dict(), dict():
            return all(name in stored and _says(stored[name], value) for name, value in made.items())
        case list(), list():
            return len(stored) == len(made) and all(map(_says, stored, made))
    return stored == made


def _counting(person: Person, rows: Sequence[Log]) -> Iterator[str]:
    """Of a log, its corrections and its withdrawal, none may count but the last."""
    entries = reads.entries_from(LONG_AGO, people=[person.user.id], seen_by=person.user).get(person.user.id, ())
    counting = {entry.id for entry in entries}
    checks = {row.id for row in rows if row.kind == "screening"}
    replaced = {row.replaces for row in rows if row.replaces and not {row.id, row.replaces} & checks}
    yield from (f"{log} counts though it was replaced" for log in replaced & counting)
    alone = {row.id for row in rows if row.id not in replaced and row.replaces is None and row.kind != "gone"}
    yield from (f"{log} does not count" for log in alone - counting)


def differences(person: Person, *, truth: Json) -> Iterator[str]:
    """Where a phone of theirs holds something else than the server, whose bundle is `truth`."""
    stored = {str(row.id): row for row in Log.objects.filter(user=person.user)}
    for number, device in enumerate(person.devices):
        disk = device.disk
        if disk.logs.keys() != stored.keys():
            yield f"phone {number} holds other logs: {sorted(disk.logs.keys() ^ stored.keys())}"
        for op, log in disk.logs.items():
            row = stored.get(op)
            if row and "seq" in log and (log["kind"], log["body"]) != (row.kind, row.body):
                yield f"phone {number} holds {op} in other words"
        if disk.outbox or not disk.quarantine.keys() <= person.bad:
            yield f"phone {number} still waits: {disk.outbox} {sorted(disk.quarantine)}"
        if disk.bundle != truth:
            held = disk.bundle or {}
            names = sorted(name for name in {*truth, *held} if truth.get(name) != held.get(name))
            yield f"phone {number} shows another plan: {names}, rev {held.get('rev')} for {truth.get('rev')}"
    bad = {op for device in person.devices for op in device.disk.quarantine}
    if bad != person.bad:
        yield f"not put aside: {sorted(person.bad ^ bad)}"


def _by_order(site: Site, person: Person, *, start: str, random: Random) -> Iterator[str]:
    """Whether another order of arrival makes another plan."""
    before = site.bundle(person.client)
    ops = [op_of(row) for row in Log.objects.filter(user=person.user)]
    random.shuffle(ops)
    transaction.savepoint_rollback(start)
    device = person.devices[0]
    device.disk = Disk(logs={op["id"]: op for op in ops}, outbox=tuple(op["id"] for op in ops))
    settle(site, [Person(person.user, person.client, [device])])
    after = site.bundle(person.client)
    names = sorted(name for name in before if name != "rev" and before[name] != after[name])
    if names:
        yield f"another order of arrival makes another plan: {names}"


def op_of(row: Log) -> Json:
    """A stored log as an op that says the same."""
    return {
        "id": str(row.id),
        "schema": row.schema,
        "kind": row.kind,
        "body": row.body,
        "replaces": row.replaces and str(row.replaces),
        "occurred_at": row.occurred_at.isoformat(),
        "zone": row.zone,
        "offset": row.offset,
        "plan_version": row.plan_version,
    }
