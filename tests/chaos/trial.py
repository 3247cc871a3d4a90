"""One trial: phones that write and sync while everything goes wrong, then peace, then the count."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.core.cache import cache
from django.db import transaction

from backfit.lib import clock
from tests.chaos.device import Device, Disk
from tests.chaos.quiet import Verdict, rest, verdict
from tests.chaos.site import Person, Site
from tests.chaos.writing import Writer
from tests.phone import Json

TRIALS, SEED = int(os.environ.get("CHAOS_TRIALS", "12")), int(os.environ.get("CHAOS_SEED", "1"))
"""How many, and the seed of the first; each next trial has the next seed."""
STEPS = 12
WRONG = tuple(timedelta(hours=hours) for hours in (0, 0, 3, -5, 26, -30, 9 * 24, -12 * 24))
PASSING = (0, 0, 1, 90, 2 * 3600, 9 * 3600, 26 * 3600)
"""Seconds between one step and the next; at once, most often."""


@dataclass(slots=True)
class Late:
    """A request that is still on its way; its answer will find the phone, or nobody."""

    person: Person
    device: Device
    request: Json
    is_heard: bool


@dataclass(slots=True)
class Trial:
    """Everything of one trial; all of it follows from the seed."""

    random: Random
    site: Site
    people: tuple[Person, ...]
    writer: Writer
    under_way: list[Late] = field(default_factory=list)
    answers: list[tuple[Device, Json | int]] = field(default_factory=list)

    def step(self) -> None:
        """Something happens to somebody."""
        person = self.random.choice((self.people[0], self.people[0], self.people[0], self.people[1]))
        device = self.random.choice(person.devices)
        deeds: list[tuple[int, Callable[[Person, Device], None]]] = [
            (5, self.write),
            (8, self.sync),
            (2, self.arrive),
            (1, self.close),
            (1, self.set_clock),
            (1, self.back_up_or_restore),
            (1, self.upgrade),
        ]
        [deed] = self.random.choices([deed for _, deed in deeds], weights=[weight for weight, _ in deeds])
        deed(person, device)
        self.site.now += timedelta(seconds=self.random.choice(PASSING))

    def write(self, person: Person, device: Device) -> None:
        """Some taps; now and then the phone dies in the middle of one, which then never was."""
        for _ in range(self.random.choice((1, 1, 2, 3, 9))):
            op, is_bad = self.writer.op(device, now=self.site.now)
            if self.random.random() < 0.05:
                device.killed()
                continue
            person.write(device, op, is_bad=is_bad)

    def sync(self, person: Person, device: Device) -> None:
        """One talk with the server, whatever becomes of it."""
        self.write(person, device)
        request = device.request(now=self.site.now)
        device.sent(request)
        fates: list[tuple[int, Callable[[Person, Device, Json], None]]] = [
            (6, self.answered),
            (2, self.unheard),
            (2, self.answered_to_nobody),
            (1, self.answered_twice),
            (1, self.asked_twice),
            (2, self.delayed),
        ]
        [fate] = self.random.choices([fate for _, fate in fates], weights=[weight for weight, _ in fates])
        fate(person, device, request)

    def answered(self, person: Person, device: Device, request: Json) -> None:
        """All goes well."""
        device.hear(self.site.post(person.client, request))

    def unheard(self, _person: Person, device: Device, _request: Json) -> None:
        """The request is lost, or the server is away; the phone may die of it."""
        if self.random.random() < 0.5:
            device.killed()

    def answered_to_nobody(self, person: Person, device: Device, request: Json) -> None:
        """The reply is lost, or the phone dies before its transaction is whole."""
        self.site.post(person.client, request)
        device.killed()

    def answered_twice(self, person: Person, device: Device, request: Json) -> None:
        """The same reply comes again, later."""
        answer = self.site.post(person.client, request)
        device.hear(answer)
        self.answers.append((device, answer))

    def asked_twice(self, person: Person, device: Device, request: Json) -> None:
        """The net doubles the request; whichever reply comes first is heard."""
        device.hear(self.random.choice([self.site.post(person.client, request) for _ in range(2)]))

    def delayed(self, person: Person, device: Device, request: Json) -> None:
        """The request arrives after others that were sent later."""
        self.under_way.append(Late(person, device, request, is_heard=self.random.random() < 0.5))

    def arrive(self, _person: Person, _device: Device) -> None:
        """What was late comes now, in any order."""
        self.random.shuffle(self.under_way)
        while self.under_way:
            late = self.under_way.pop()
            answer = self.site.post(late.person.client, late.request)
            if late.is_heard:
                late.device.hear(answer)
        while self.answers:
            device, answer = self.answers.pop()
            device.hear(answer)

    def close(self, _person: Person, device: Device) -> None:
        device.killed()

    def set_clock(self, _person: Person, device: Device) -> None:
        device.wrong = self.random.choice(WRONG)

    def upgrade(self, _person: Person, _device: Device) -> None:
        self.site.knows_schema_2 = True

    def back_up_or_restore(self, person: Person, device: Device) -> None:
        """A backup is made; or it is put back, and phones may come before the operator begins a new epoch."""
        if self.site.backup is None:
            self.site.back_up()
            return
        self.site.restore()
        for _ in range(self.random.choice((0, 0, 1, 2))):
            self.sync(person, device)
        self.site.begin_epoch()


def run(seed: int, *, people: tuple[Person, ...], began: datetime) -> Verdict:
    """Plays the trial of this seed and undoes it; `people` are as they were then."""
    random = Random(seed)
    start = transaction.savepoint()
    cache.clear()  # the minute of the limit is one of the real clock, which knows nothing of trials
    for person in people:
        person.made, person.bad = {}, set()
        for device in person.devices:
            device.disk, device.wrong = Disk(), random.choice(WRONG)
            device.killed()
    site = Site(now=began + timedelta(hours=1), random=random, narrow=random.random() < 0.2)
    trial = Trial(random=random, site=site, people=people, writer=Writer(random))
    for _ in range(STEPS):
        trial.step()
    trial.arrive(people[0], people[0].devices[0])
    rest(site, people)
    with clock.frozen(site.now):
        found = verdict(site, people, start=start, random=random)
    transaction.savepoint_rollback(start)
    return found
