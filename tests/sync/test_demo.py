"""The demo people: made once, by the same doors, with a plan that has moved both ways."""

from datetime import datetime
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from backfit.accounts.models import Consent, User
from programs.logs.models import Log
from programs.plans.bundle import Bundle
from tests.cast import phone_of

pytestmark = pytest.mark.django_db


def demo() -> str:
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def bundle_of(email: str) -> Bundle:
    return Bundle.model_validate(phone_of(User.objects.get(email=email)).get("/api/bundle").json())


def test_it_makes_people_with_consent_and_says_how_to_sign_in(now: datetime) -> None:
    said = demo()
    for user in User.objects.all():
        assert str(user.email) in said
        assert Consent.objects.filter(user=user).exists()
        assert EmailAddress.objects.get(user=user).verified


def test_the_new_one_has_a_plan_and_no_logs(now: datetime) -> None:
    demo()
    bundle = bundle_of("alex@example.org")
    assert bundle.plan
    assert bundle.sessions
    assert (bundle.done, bundle.changes) == ((), ())


def test_the_other_has_three_weeks_behind_them_with_a_step_up_a_hold_and_a_step_back(now: datetime) -> None:
    demo()
    bundle = bundle_of("robin@example.org")
    actions = {change.action for change in bundle.changes}
    assert {"PROGRESS_ONE_VARIABLE", "REGRESS", "HOLD"} <= actions
    assert len(bundle.done) >= 9
    assert bundle.sessions
    assert Log.objects.latest("occurred_at").occurred_at <= now


def test_running_it_again_changes_nothing(now: datetime) -> None:
    demo()
    before = (User.objects.count(), Log.objects.count())
    demo()
    assert (User.objects.count(), Log.objects.count()) == before
