"""The trials can fail: each of three famous mistakes is noticed."""

import time
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from django.db.models import Max

from backfit.accounts.models import User
from programs.logs import reads
from programs.logs.models import Log, Space
from programs.logs.shapes import PulledLog
from tests.chaos.device import Disk
from tests.chaos.site import Person
from tests.chaos.test_at_once import write_at_once
from tests.chaos.test_trials import faults
from tests.chaos.trial import run
from tests.mutants import Mutant, switched

AFTER = reads.after
SEEDS = range(1, 13)


def unlocked(user: User) -> Space:
    """The counters as they are, held by nobody; the others have time to read them too."""
    space = Space.objects.get(user=user)
    time.sleep(0.02)
    return space


def dropped(disk: Disk, sent: Iterable[str]) -> Disk:
    """A queue that counts what was sent as answered."""
    gone = set(sent)
    return replace(disk, outbox=tuple(op for op in disk.outbox if op not in gone))


def by_time(*, seq: int, person: UUID, seen_by: User, besides: Collection[UUID]) -> tuple[tuple[PulledLog, ...], bool]:
    """What came after the last log that the phone has, by the clocks of the servers."""
    rows = Log.objects.filter(user=person)
    last = rows.filter(seq=seq).aggregate(at=Max("received_at"))["at"]
    logs, more = AFTER(seq=0, person=person, seen_by=seen_by, besides=besides)
    later = set(rows.filter(received_at__gt=last).values_list("id", flat=True) if last else [log.id for log in logs])
    return tuple(log for log in logs if log.id in later), more


def trials(people: tuple[Person, ...], now: datetime) -> list[str]:
    """What test_it_loses_no_log_and_all_end_up_the_same finds first."""
    found = ([*faults(seed, run(seed, people=people, began=now))] for seed in SEEDS)
    return next(filter(None, found), [])


def writers(people: tuple[Person, ...], now: datetime) -> list[str]:
    """What test_writers_at_the_same_moment_lose_nothing finds."""
    return write_at_once(1, people, began=now)


DROPPED = Mutant("tests.chaos.device:after_sending", dropped, trials)
BY_TIME = Mutant("programs.logs.reads:after", by_time, trials)
UNLOCKED = Mutant("programs.logs.writes:_locked", unlocked, writers)


@pytest.mark.parametrize("mutant", [DROPPED, BY_TIME], ids=lambda mutant: mutant.name)
def test_a_mistake_of_one_side_is_noticed(mutant: Mutant, people: tuple[Person, ...], now: datetime) -> None:
    with switched(mutant):
        assert mutant.caught_by(people, now) != []


@pytest.mark.django_db(transaction=True)
def test_a_missing_lock_is_noticed(people: tuple[Person, ...], now: datetime) -> None:
    with switched(UNLOCKED):
        assert [fault for fault in writers(people, now) if "is lost" in fault] != []
