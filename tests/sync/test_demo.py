"""The demo people: made once, by the same doors, with a plan that has moved both ways; and a clinic with 25 of them."""

import gzip
import re
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from backfit.accounts.models import Consent, Link, User
from backfit.lib import clock
from exercises.figures.__main__ import fragments
from exercises.load import catalogue
from programs.knowledge.load import knowledge
from programs.logs.models import Log
from programs.plans.bundle import Bundle
from programs.sync.people import demo as read_demo
from tests.cast import phone_of
from tests.conftest import NOW
from tests.guards.files import ROOT

pytestmark = pytest.mark.django_db


def demo() -> str:
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def said(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What making them says, once for the tests of this file, which only look at them."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.frozen(NOW):
        yield demo()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _at_noon(said: str, now: datetime) -> None:
    """Each test looks at the same moment."""


def bundle_of(user: User) -> Bundle:
    return Bundle.model_validate(phone_of(user).get("/api/bundle").json())


def named(email: str) -> Bundle:
    return bundle_of(User.objects.get(email=email))


def patient(first_name: str) -> Bundle:
    return bundle_of(User.objects.get(links__first_name=first_name))


def test_it_makes_people_with_consent_and_says_how_to_sign_in(said: str) -> None:
    for user in User.objects.exclude(email=None):
        assert str(user.email) in said
        assert EmailAddress.objects.get(user=user).verified
    for user in User.objects.filter(memberships=None):
        assert Consent.objects.filter(user=user).exists()


def test_the_new_one_has_a_plan_and_no_logs() -> None:
    bundle = named("alex@example.org")
    assert bundle.plan
    assert bundle.sessions
    assert (bundle.done, bundle.changes) == ((), ())


def test_the_other_has_three_weeks_behind_them_with_a_step_up_a_hold_and_a_step_back(now: datetime) -> None:
    bundle = named("robin@example.org")
    actions = {change.action for change in bundle.changes}
    assert {"PROGRESS_ONE_VARIABLE", "REGRESS", "HOLD"} <= actions
    assert len(bundle.done) >= 9
    assert bundle.sessions
    assert Log.objects.latest("occurred_at").occurred_at <= now


def test_what_a_phone_downloads_of_weeks_stays_small() -> None:
    body = phone_of(User.objects.get(email="robin@example.org")).get("/api/bundle").content
    assert len(body) < 110_000  # 83 KB now
    assert len(gzip.compress(body)) < 12 * 1024  # 12,061 now


def test_what_a_phone_downloads_with_its_figures_stays_under_150_kb() -> None:
    body = phone_of(User.objects.get(email="robin@example.org")).get("/api/bundle").content
    house = re.findall(r"'([a-z0-9]+(?:-[a-z0-9]+)+)'", (ROOT / "frontend/src/figures/house.ts").read_text())
    assert set(house) >= set(knowledge().progression.flare_plan.comfort_set)
    assert all(slug in catalogue().exercises for slug in house)
    slugs = {*Bundle.model_validate_json(body).exercises, *house}
    forms = [form for slug, both in fragments(catalogue()).items() if slug in slugs for form in both]
    assert len(forms) > len(slugs)
    assert sum(len(gzip.compress(one)) for one in (body, *(form.encode() for form in forms))) < 150_000  # 59 KB now


def test_the_clinic_has_25_patients_of_whom_one_is_stopped_one_waits_and_one_never_began() -> None:
    assert Link.objects.filter(ended_at=None).count() == 25
    stopped, waiting, new = patient("Harold"), patient("Jakub"), patient("Arthur")
    assert stopped.stop
    assert stopped.stop.call
    assert waiting.stop
    assert waiting.stop.needs == ("a clinician",)
    assert new.plan
    assert new.done == ()


def test_running_it_again_changes_nothing() -> None:
    before = (User.objects.count(), Log.objects.count(), Link.objects.count())
    demo()
    assert (User.objects.count(), Log.objects.count(), Link.objects.count()) == before
    assert len(read_demo().clinic.people) == 25
