"""The cast: Alex the patient, Sam who must never see Alex's data, Dana who may, Casey at another clinic, and staff."""

from datetime import datetime

import pytest
from rest_framework.test import APIClient, ForceAuthClientHandler

from backfit.accounts.models import Clinic, Consent, Link, Membership, Role, User
from backfit.accounts.writes import note_two_steps

BACKEND = "django.contrib.auth.backends.ModelBackend"
CONSENT = "1"
# One server for all phones: each client would start its own, and WhiteNoise look at every static file each time.
SERVER = ForceAuthClientHandler(enforce_csrf_checks=False)


def person(email: str | None = None, *, is_staff: bool = False) -> User:
    """Somebody who has agreed to the first screen."""
    user = User.objects.create_user(email=email, country="GB", is_staff=is_staff, is_superuser=is_staff)
    Consent.objects.create(user=user, version=CONSENT)
    return user


def phone_of(user: User | None) -> APIClient:
    """A phone, signed in as `user`, or as nobody."""
    client = APIClient()
    client.handler = SERVER
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def desk_of(clinician: User) -> APIClient:
    """A clinician's browser, signed in as `clinician` by password and e-mailed code."""
    client = phone_of(clinician)
    session = client.session
    note_two_steps(session)
    session.save()
    return client


def employed(email: str, *, clinic: Clinic, name: str) -> User:
    """A clinician of `clinic`."""
    user = person(email)
    Membership.objects.create(clinic=clinic, user=user, role=Role.CLINICIAN, name=name)
    return user


@pytest.fixture
def alex(db: None, now: datetime) -> User:
    """A patient."""
    return person("alex@example.org")


@pytest.fixture
def sam(db: None, now: datetime) -> User:
    """Another patient, with nothing to do with Alex."""
    return person("sam@example.org")


@pytest.fixture
def dana(alex: User) -> User:
    """A clinician at the clinic that Alex has linked to."""
    clinic = Clinic.objects.create(name="Harbour Physio")
    Link.objects.create(patient=alex, clinic=clinic, version="1", first_name="Alex", birth_year=1991)
    return employed("dana@example.org", clinic=clinic, name="Dana Reyes")


@pytest.fixture
def casey(db: None, now: datetime) -> User:
    """A clinician at a clinic that Alex has nothing to do with."""
    return employed("casey@example.org", clinic=Clinic.objects.create(name="Elsewhere Physio"), name="Casey Moore")


@pytest.fixture
def staff(db: None, now: datetime) -> User:
    """Somebody who runs the site, and is no clinician."""
    return person("staff@example.org", is_staff=True)
