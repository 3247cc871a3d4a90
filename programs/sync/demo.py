"""Demo people, made through the same doors as real ones, by a clock that is set back."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction
from pydantic import JsonValue

from backfit.accounts.models import User
from backfit.accounts.writes import employ, open_account, set_verified_email
from backfit.lib import clock
from exercises.load import catalogue
from programs.care import writes as care
from programs.care.sharing import version_now
from programs.engine.prescribe import prescribe
from programs.engine.screening import read_intake
from programs.knowledge.load import knowledge
from programs.plans import books
from programs.plans import writes as plans
from programs.plans.asking import consent_version
from programs.plans.bundle import Bundle
from programs.plans.form import IntakeHead
from programs.sync import writes
from programs.sync.diary import EVENING, MORNING, ZONE, Diary
from programs.sync.people import DemoClinic, Person, demo
from programs.sync.shapes import SyncHead

DEVICE = UUID("019579a0-0000-7000-8000-0000000000de")


def make_all() -> None:
    """Makes everybody who is not there yet: the people on their own, the clinic with its clinician and patients."""
    for person in demo().alone:
        if not _is_there(person.email):
            make(person)
    clinic = demo().clinic
    if not _is_there(clinic.clinician.email):
        _make_clinic(clinic)


def _is_there(email: str | None) -> bool:
    return User.objects.filter(email=email).exists()


@transaction.atomic
def _make_clinic(clinic: DemoClinic) -> None:
    """All or nothing: a clinic that is there has all its people."""
    employed = clinic.clinician
    clinician = employ(email=employed.email, name=employed.name, clinic=clinic.name, password=employed.password)
    for person in clinic.people:
        user = make(person)
        with clock.frozen(user.joined_at):
            birth_year = clock.now().year - person.age
            code = care.invite(by=clinician, first_name=person.first_name, birth_year=birth_year).code
            care.accept(user=user, code=code, birth_year=birth_year, version=version_now())


@transaction.atomic
def make(person: Person) -> User:
    """Makes the person with all they did until now."""
    now = clock.now()
    joined_at = now - timedelta(days=person.days_ago)
    with clock.frozen(joined_at):
        user = open_account(consent_version=consent_version(knowledge()), country="GB")
        if person.email:
            set_verified_email(user=user, email=person.email)
        bundle = _answer(user, person=person)
    diary = Diary(person, now=now)
    for at, moments in _sittings(joined_at, until=now, daily=person.daily):
        if _is_due(bundle, on=moments[0].date()) and moments[0] <= diary.quiet_from:
            with clock.frozen(moments[0]):
                bundle = _answer(user, person=person)
        with clock.frozen(at):
            books.close(user.id, now=at)
            ops = [op for moment in moments for op in diary.ops(bundle, at=moment)]
            bundle = _sync(user, held=bundle, ops=ops) if ops else bundle
    return user


def _is_due(bundle: Bundle, *, on: date) -> bool:
    """Whether the full questions are asked again."""
    return any(due.held_on is not None and due.asked_on <= on for due in bundle.due)


def _sittings(joined_at: datetime, *, until: datetime, daily: bool) -> Iterator[tuple[datetime, list[datetime]]]:
    """When the phone syncs, and the mornings and evenings it tells of then: each of them, or a week's at once."""
    moments = [at for at in _moments(joined_at) if joined_at < at < until]
    weeks = groupby(moments, key=lambda at: at if daily else (at - joined_at).days // 7)
    for _, some in weeks:
        together = list(some)
        yield together[-1], together


def _moments(joined_at: datetime) -> Iterator[datetime]:
    for day in range((clock.now() - joined_at).days + 1):
        for hour in (MORNING, EVENING):
            yield datetime.combine(joined_at.date() + timedelta(days=day), hour, tzinfo=UTC)


def _answer(user: User, *, person: Person) -> Bundle:
    today = clock.now().date()
    told = read_intake({**demo().usual, **person.answers}, knowledge=knowledge(), catalogue=catalogue())
    answer = prescribe(told, knowledge=knowledge(), catalogue=catalogue())
    head = IntakeHead(schema_=1, diagnosed=True, today=today, zone=ZONE)
    served = plans.take_in(user=user, head=head, told=told, answer=answer, today=today, raises=care.raise_for_answers)
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
