"""What a demo person logs, moment by moment."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import uuid4

from pydantic import JsonValue

from programs.engine.plans import DatedSession
from programs.plans.bundle import Bundle
from programs.sync.people import Person

ZONE = "Europe/London"
MORNING, EVENING = time(7, 30), time(18, 0)
SORE_OVER = 4  # the pain of a session that is felt the next morning


class Diary:
    """One person's; it counts the planned sessions as they come."""

    def __init__(self, person: Person, *, now: datetime) -> None:
        self.person = person
        self.today = now.date()
        self.began_on = (now - timedelta(days=person.days_ago)).date()
        self.quiet_from = now - timedelta(days=person.quiet)
        self.planned = 0
        self.done = 0
        self.last_pain = 0

    def ops(self, bundle: Bundle, *, at: datetime) -> Iterator[JsonValue]:
        """How the morning is, or the measures, the session and the words of the day."""
        if at > self.quiet_from or bundle.plan is None:
            return
        if at.time() == MORNING:
            sore = self.person.sore is not None and self.last_pain > SORE_OVER
            pain = self.person.sore if sore else self.person.morning
            self.last_pain = 0
            yield _op("check_in", {"on": at.date().isoformat(), "pain": pain}, at=at, bundle=bundle)
            if self.person.says and at.date() == self.today:
                answers: dict[str, JsonValue] = {self.person.says: "yes"}
                yield _op("screening", {"on": at.date().isoformat(), "answers": answers}, at=at, bundle=bundle)
            return
        yield from self._measures(bundle, at=at)
        yield from self._sessions(bundle, at=at)
        yield from self._words(bundle, at=at)

    def _measures(self, bundle: Bundle, *, at: datetime) -> Iterator[JsonValue]:
        for taken in self.person.measures:
            if self.began_on + timedelta(days=taken.day) == at.date():
                body = taken.model_dump(exclude={"day"}) | {"on": at.date().isoformat()}
                yield _op("measure", body, at=at, bundle=bundle)

    def _words(self, bundle: Bundle, *, at: datetime) -> Iterator[JsonValue]:
        """A lesson read each evening from the first on, and what was written to the clinic."""
        day = (at.date() - self.began_on).days
        for lesson in self.person.reads[day : day + 1]:
            yield _op("pref", {"key": f"lesson:{lesson}", "value": "read"}, at=at, bundle=bundle)
        for note in self.person.notes:
            if note.day == day:
                body = note.model_dump(exclude={"day"}) | {"on": at.date().isoformat(), "to": "clinic"}
                yield _op("note", body, at=at, bundle=bundle)

    def _sessions(self, bundle: Bundle, *, at: datetime) -> Iterator[JsonValue]:
        for planned in bundle.sessions:
            if planned.on != at.date() or not planned.items:
                continue
            self.planned += 1
            if self.planned not in self.person.missed:
                self.last_pain = self.person.pains[min(self.done, len(self.person.pains) - 1)]
                self.done += 1
                yield _op("session", _done(planned, pain=self.last_pain), at=at, bundle=bundle)


def _done(planned: DatedSession, *, pain: int) -> dict[str, JsonValue]:
    """The session as it was asked, with this pain in the first main exercise and little in the others."""
    worst = next((item for item in planned.items if item.role == "main"), planned.items[0])
    items: list[JsonValue] = [
        {
            "exercise": item.exercise,
            "asked": item.dose.model_dump(mode="json"),
            "done": item.dose.minutes or item.dose.distance_m or item.dose.sets,
            "effort": "about_right",
            "pain": pain if item is worst else min(pain, 1),
            "hurt": item is worst and pain > 3,
        }
        for item in planned.items
    ]
    on = planned.on.isoformat()
    return {"on": on, "planned_on": on, "minutes": planned.minutes, "items": items}


def _op(kind: str, body: dict[str, JsonValue], *, at: datetime, bundle: Bundle) -> JsonValue:
    return {
        "id": str(uuid4()),
        "schema": 1,
        "kind": kind,
        "body": body,
        "occurred_at": at.isoformat(),
        "zone": ZONE,
        "offset": 0,
        "plan_version": bundle.plan.version if bundle.plan else None,
    }
