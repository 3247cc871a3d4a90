"""Staff sign in by password and then by e-mailed code; the door to patients asks for both."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import RequestFactory
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.test import APIClient

from backfit.accounts.models import Audit, Clinic, Membership, User
from backfit.accounts.reads import Clinician, NotClinician, SecondStep, clinician_of
from backfit.accounts.writes import employ
from backfit.lib import clock
from tests.cast import desk_of, phone_of

BASE = "/_allauth/browser/v1/auth/"
PASSWORD = "tidal-harbour-17"
EMAIL = "jo@example.org"


@pytest.fixture(autouse=True)
def _no_rate_limit_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def jo(db: None, now: datetime) -> User:
    return employ(email=EMAIL, name="Jo Park", clinic="Harbour Physio", password=PASSWORD).user


def by_password(browser: APIClient, password: str = PASSWORD) -> int:
    return int(browser.post(BASE + "login", {"email": EMAIL, "password": password}).status_code)


def by_code(browser: APIClient) -> int:
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return int(browser.post(BASE + "code/confirm", {"code": found.group()}).status_code)


def asks_for_code(browser: APIClient) -> int:
    return int(browser.post(BASE + "code/request", {"email": EMAIL}).status_code)


def at_the_door(browser: APIClient) -> Clinician:
    """What the door says to whoever is signed in in this browser."""
    raw = RequestFactory().get("/")
    raw.session = browser.session
    request = Request(raw)
    if somebody := browser.session.get("_auth_user_id"):
        request.user = User.objects.get(id=somebody)
    return clinician_of(request)


def test_password_and_then_the_e_mailed_code_open_the_door_for_a_working_day(jo: User) -> None:
    browser = phone_of(None)
    assert by_password(browser) == 401
    assert browser.get("/api/account").json()["signed_in"] is False
    assert by_code(browser) == 200
    clinician = at_the_door(browser)
    assert (clinician.user, [one.clinic.name for one in clinician.memberships]) == (jo, ["Harbour Physio"])
    assert browser.session.get_expiry_age() == 12 * 60 * 60
    with clock.frozen(clock.now() + timedelta(hours=12)), pytest.raises(SecondStep):
        at_the_door(browser)


def test_a_password_alone_signs_nobody_in(jo: User) -> None:
    browser = phone_of(None)
    by_password(browser)
    assert browser.get("/api/bundle").status_code == 401
    with pytest.raises(NotAuthenticated):
        at_the_door(browser)


def test_a_code_alone_opens_their_own_account_and_no_patient(jo: User) -> None:
    browser = phone_of(None)
    asks_for_code(browser)
    assert by_code(browser) == 200
    assert browser.get("/api/account").json()["id"] == str(jo.id)
    assert browser.session.get_expiry_age() > 300 * 24 * 60 * 60
    with pytest.raises(SecondStep):
        at_the_door(browser)


def test_a_wrong_password_sends_no_code(jo: User) -> None:
    assert by_password(phone_of(None), "guessed") == 400
    assert mail.outbox == []


def test_an_old_password_step_and_a_new_code_are_not_one_sign_in(jo: User) -> None:
    browser = phone_of(None)
    by_password(browser)
    session = browser.session
    session["account_authentication_methods"][0]["at"] -= 16 * 60
    session.save()
    asks_for_code(browser)
    assert by_code(browser) == 200
    with pytest.raises(SecondStep):
        at_the_door(browser)


def test_guessing_passwords_is_slowed_down(jo: User) -> None:
    guesses = [by_password(phone_of(None), f"guess {number}") for number in range(6)]
    assert guesses[:5] == [400] * 5
    assert by_password(phone_of(None)) == 400, "the right one is not taken either, until some minutes have passed"


@pytest.mark.parametrize("browser_of", [phone_of, desk_of])
def test_nobody_else_is_a_clinician(browser_of: Callable[[User], APIClient], alex: User, staff: User) -> None:
    for user in (alex, staff):
        with pytest.raises(NotClinician):
            at_the_door(browser_of(user))


def test_whoever_leaves_the_clinic_is_none_from_then_on(dana: User, now: datetime) -> None:
    browser = desk_of(dana)
    assert at_the_door(browser).user == dana
    Membership.objects.update(left_at=now)
    with pytest.raises(NotClinician):
        at_the_door(browser)


def test_the_command_makes_account_clinic_and_membership_once(db: None, now: datetime) -> None:
    said = StringIO()
    for _ in range(2):
        call_command("clinician", EMAIL, name="Jo Park", clinic="Harbour Physio", generate=True, stdout=said)
    membership = Membership.objects.get()
    assert (membership.name, membership.user.email, Clinic.objects.count()) == ("Jo Park", EMAIL, 1)
    assert membership.user.check_password(said.getvalue().split()[-1])
    assert list(Audit.objects.values_list("what", flat=True)) == ["clinic.joined", "clinic.password_set"]


def test_the_command_refuses_an_address_that_is_none(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("clinician", "jo", name="Jo", clinic="Harbour Physio", generate=True)
    assert not User.objects.exists()
