"""Three phones of one person that write at the same moment, each on a connection of its own."""

from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest

from tests.chaos.device import Device
from tests.chaos.quiet import differences, lost_of, rest
from tests.chaos.site import Person, Site
from tests.chaos.trial import SEED, TRIALS
from tests.chaos.writing import Writer
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def phone(site: Site, person: Person, device: Device, *, random: Random) -> Callable[[], None]:
    """What one phone does: writes and syncs, and hears of it or not."""
    writer = Writer(random)

    def going_on() -> None:
        for _ in range(ROUNDS):
            for _ in range(2):
                op, is_bad = writer.op(device, now=site.now)
                person.write(device, op, is_bad=is_bad)
            request = device.request(now=site.now)
            device.sent(request)
            answers = [site.post(person.client, request) for _ in range(random.choice((1, 1, 2)))]
            if random.random() < 0.7:
                for answer in answers:
                    device.hear(answer)

    return going_on


def write_at_once(seed: int, people: tuple[Person, ...], *, began: datetime) -> list[str]:
    """What is wrong after all phones wrote at once and then synced in peace."""
    site = Site(now=began, random=Random(seed), narrow=False, knows_schema_2=True)
    alex = people[0]
    at_once(*(phone(site, alex, one, random=Random(f"{seed}-{one.id}")) for one in alex.devices))
    rest(site, [alex])
    return [*lost_of(alex), *differences(alex, truth=site.bundle(alex.client))]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("seed", range(SEED, SEED + (TRIALS + 49) // 50))
def test_writers_at_the_same_moment_lose_nothing(seed: int, people: tuple[Person, ...], now: datetime) -> None:
    assert write_at_once(seed, people, began=now) == []
