"""Demo people, made through the same doors as real ones, by a clock that is set back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from pydantic import JsonValue

from backfit.accounts.models import User
from backfit.accounts.writes import open_account, set_verified_email
from backfit.lib import clock
from exercises.load import catalogue
from programs.engine.plans import DatedSession
from programs.engine.prescribe import prescribe
from programs.engine.screening import read_intake
from programs.knowledge.load import knowledge
from programs.plans import writes as plans
from programs.plans.asking import consent_version
from programs.plans.bundle import Bundle
from programs.plans.form import IntakeHead
from programs.sync import writes
from programs.sync.shapes import SyncHead

ZONE = "Europe/London"
DEVICE = UUID("019579a0-0000-7000-8000-0000000000de")
MORNING, EVENING = time(7, 30), time(18, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """One demo person: what they answered, how many days ago, and the worst pain of each session since then."""

    email: str
    words: str
    answers: dict[str, JsonValue]
    days_ago: int = 0
    pains: tuple[int, ...] = ()


SCIATICA: dict[str, JsonValue] = {
    "schema": 1,
    "age": 34,
    "answers": {"*": "no"},
    "conditions": ["sciatica"],
    "onset_weeks": 8,
    "pain_now": 2,
    "pain_worst_24h": 4,
    "settles": "hour",
    "night_waking": False,
    "leg_symptoms": "above_knee",
    "goals": ["walk", "work"],
    "equipment": ["band"],
    "country": "GB",
}
ARTHRITIS: dict[str, JsonValue] = {
    "schema": 1,
    "age": 67,
    "answers": {"*": "no"},
    "conditions": ["facet-oa"],
    "onset_weeks": 60,
    "pain_now": 2,
    "pain_worst_24h": 3,
    "settles": "minutes",
    "night_waking": False,
    "swims": "some",
    "goals": ["walk", "independence"],
    "equipment": ["pool", "band"],
    "days": ["mon", "tue", "thu", "sat"],
    "minutes": 30,
    "country": "GB",
}
PEOPLE = (
    Demo(email="alex@example.org", words="a new plan, nothing logged yet", answers=SCIATICA),
    Demo(
        email="robin@example.org",
        words="three weeks of sessions: steps up, a step back, a hold",
        answers=ARTHRITIS,
        days_ago=21,
        pains=(2, 1, 1, 1, 6, 2, 1, 1, 4, 1, 1, 1),
    ),
)


@transaction.atomic
def make(demo: Demo) -> bool:
    """Makes the person with all they did until now; False, and nothing done, if their address is taken."""
    if User.objects.filter(email=demo.email).exists():
        return False
    now = clock.now()
    joined_at = now - timedelta(days=demo.days_ago)
    with clock.frozen(joined_at):
        user = open_account(consent_version=consent_version(knowledge()), country="GB")
        set_verified_email(user=user, email=demo.email)
        bundle = _answer(user, demo=demo)
    pains = iter(demo.pains)
    for at in _moments(joined_at, until=now):
        with clock.frozen(at):
            ops = list(_ops(bundle, at=at, pains=pains))
            bundle = _sync(user, held=bundle, ops=ops) if ops else bundle
    return True


def _moments(joined_at: datetime, *, until: datetime) -> Iterator[datetime]:
    """Each morning and evening between the two."""
    for day in range((until - joined_at).days + 1):
        for hour in (MORNING, EVENING):
            at = datetime.combine(joined_at.date() + timedelta(days=day), hour, tzinfo=UTC)
            if joined_at < at < until:
                yield at


def _answer(user: User, *, demo: Demo) -> Bundle:
    today = clock.now().date()
    told = read_intake(demo.answers, knowledge=knowledge(), catalogue=catalogue())
    answer = prescribe(told, knowledge=knowledge(), catalogue=catalogue())
    head = IntakeHead(schema_=1, diagnosed=True, today=today, zone=ZONE)
    served = plans.take_in(user=user, head=head, told=told, answer=answer, today=today)
    return Bundle.model_validate_json(served.body)


def _sync(user: User, *, held: Bundle, ops: Sequence[JsonValue]) -> Bundle:
    today = clock.now().date()
    head = SyncHead(
        schema_=1,
        device=DEVICE,
        app="demo",
        cursor=0,
        bundle_rev=held.rev,
        bundle_made_for=held.made_for,
        today=today,
    )
    reply, served = writes.sync(user=user, head=head, ops=ops)
    refused = [result for result in reply.results if result.status == "refused"]
    if refused:
        raise ValueError(f"a demo log was refused: {refused}")
    return Bundle.model_validate_json(served.body) if served else held


def _ops(bundle: Bundle, *, at: datetime, pains: Iterator[int]) -> Iterator[JsonValue]:
    """What the person logs then: how the morning is, or the session that is planned for the day."""
    on = at.date()
    if at.time() == MORNING:
        yield _op("check_in", {"on": on.isoformat(), "pain": 1}, bundle=bundle)
        return
    for planned in bundle.sessions:
        if planned.on == on and planned.items:
            yield _op("session", _done(planned, pain=next(pains, 1)), bundle=bundle)


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


def _op(kind: str, body: dict[str, JsonValue], *, bundle: Bundle) -> JsonValue:
    return {
        "id": str(uuid4()),
        "schema": 1,
        "kind": kind,
        "body": body,
        "occurred_at": clock.now().isoformat(),
        "zone": ZONE,
        "offset": 0,
        "plan_version": bundle.plan.version if bundle.plan else None,
    }
