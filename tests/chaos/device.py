"""A phone as far as syncing goes, by the rules of frontend/src/sync: a disk, its transactions, its requests."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from tests.phone import Json

MOST_OPS = 50
MOST_BYTES = 55_000


@dataclass(frozen=True, slots=True)
class Disk:
    """What a phone keeps of one person. It is only ever replaced as a whole: that is what a transaction is.

    `logs`: its own as they were made, other devices' as they came (with `seq`); `outbox` and `quarantine`: ids.
    It `lacks` logs while those offered again after a restore still wait.
    """

    logs: Mapping[str, Json] = field(default_factory=dict)
    outbox: tuple[str, ...] = ()
    quarantine: Mapping[str, Json] = field(default_factory=dict)
    bundle: Json | None = None
    cursor: int = 0
    epoch: int | None = None
    lacks: bool = False


def written(disk: Disk, op: Json) -> Disk:
    """One tap: the log and its place in the queue."""
    return replace(disk, logs={**disk.logs, op["id"]: op}, outbox=(*disk.outbox, op["id"]))


def after_sending(disk: Disk, _sent: Iterable[str]) -> Disk:
    """What is left once a request is on its way: all of it, as nobody has answered yet."""
    return disk


def applied(disk: Disk, reply: Json) -> Disk:
    """All that a reply says, or, if the phone is killed meanwhile, none of it."""
    answers = {result["id"]: result for result in reply["results"]}
    held = [op for op in disk.outbox if op in answers]
    refused = {op: disk.logs[op] for op in held if answers[op]["status"] == "refused"}
    logs = {op: log for op, log in disk.logs.items() if op not in refused}
    outbox = [op for op in disk.outbox if op not in answers]
    # What was asked before a restore may be answered after it: then the new epoch alone says that logs may be missing.
    resync = reply.get("resync", False) or disk.epoch not in (None, reply["epoch"])
    if resync:
        outbox += [op for op, log in logs.items() if "seq" not in log and op not in answers and op not in outbox]
    logs |= {log["id"]: log for log in reply["changes"] if "seq" in logs.get(log["id"], log)}
    restored = resync or disk.lacks
    lacks = resync or (restored and bool(outbox))
    bundle = reply["bundle"]
    if lacks and bundle and disk.bundle:
        bundle = disk.bundle | {"stop": disk.bundle["stop"] or bundle["stop"]}
    return Disk(
        logs=logs,
        outbox=tuple(outbox),
        quarantine={**disk.quarantine, **refused},
        bundle=_newer(disk.bundle, bundle, always=restored),
        cursor=reply["cursor"],
        epoch=reply["epoch"],
        lacks=lacks,
    )


def _newer(held: Json | None, came: Json | None, *, always: bool) -> Json | None:
    """A bundle gives way only to a later one, except to that of a server that was restored."""
    if came is None or held is None or always:
        return came or held
    return held if (came["rev"], came["made_for"]) < (held["rev"], held["made_for"]) else came


@dataclass(slots=True)
class Device:
    """A phone: its disk, how wrong its clock goes, and how many ops it dares to send."""

    id: UUID
    wrong: timedelta
    disk: Disk = field(default_factory=Disk)
    most: int = MOST_OPS

    def clock(self, now: datetime) -> datetime:
        """What its clock shows at `now`."""
        return now + self.wrong

    def request(self, *, now: datetime) -> Json:
        """The body of its next sync."""
        bundle = self.disk.bundle or {}
        return {
            "schema": 1,
            "device": str(self.id),
            "app": "1.0",
            "cursor": self.disk.cursor,
            "epoch": self.disk.epoch,
            "bundle_rev": None if self.disk.lacks else bundle.get("rev"),
            "bundle_made_for": bundle.get("made_for"),
            "today": self.clock(now).date().isoformat(),
            "zone": "Europe/London",
            "ops": self._batch(),
        }

    def _batch(self) -> list[Json]:
        """The oldest ops that fit into one request."""
        taken: list[Json] = []
        size = 0
        for op in self.disk.outbox[: self.most]:
            size += len(json.dumps(self.disk.logs[op]))
            if taken and size > MOST_BYTES:
                break
            taken.append(self.disk.logs[op])
        return taken

    def write(self, op: Json) -> None:
        self.disk = written(self.disk, op)

    def sent(self, request: Json) -> None:
        self.disk = after_sending(self.disk, [op["id"] for op in request["ops"]])

    def hear(self, answer: Json | int) -> None:
        """Takes a reply, or the status of a refusal of the whole: only 413 asks for less at once."""
        if not isinstance(answer, int):
            self.disk = applied(self.disk, answer)
            self.most = MOST_OPS
        elif answer == 413:
            self.most = max(1, self.most // 2)

    def killed(self) -> None:
        """Closed and opened again: what was only in memory is gone."""
        self.most = MOST_OPS

    def retry(self) -> None:
        """The person tries again what was put aside."""
        again = self.disk.quarantine
        outbox = (*self.disk.outbox, *again)
        self.disk = replace(self.disk, logs={**self.disk.logs, **again}, outbox=outbox, quarantine={})
