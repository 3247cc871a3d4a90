"""An e-mail added later gives the account back on another phone."""

import json
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.http.response import HttpResponseBase
from django.test import Client

from backfit.accounts.models import User
from backfit.accounts.writes import open_account, set_verified_email
from tests.cast import BACKEND

BASE = "/_allauth/browser/v1/"


@pytest.fixture(autouse=True)
def _no_rate_limit_from_other_tests() -> None:
    cache.clear()


@pytest.fixture
def robin(db: None) -> User:
    return open_account(consent_version="1", country=None)


@pytest.fixture
def phone(robin: User) -> Client:
    client = Client()
    client.force_login(robin, backend=BACKEND)
    return client


def post(phone: Client, path: str, body: object) -> HttpResponseBase:
    return phone.post(BASE + path, json.dumps(body), content_type="application/json")


def code() -> str:
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group()


def account(phone: Client) -> dict[str, object]:
    answer: dict[str, object] = phone.get("/api/account").json()
    return answer


def test_a_typed_code_adds_an_e_mail_and_another_signs_in_on_another_phone(phone: Client, robin: User) -> None:
    assert post(phone, "account/email", {"email": "Robin@Example.org"}).status_code == 200
    assert account(phone)["has_email"] is False
    assert post(phone, "auth/email/verify", {"key": "AAAA-AAAA"}).status_code == 400
    assert post(phone, "auth/email/verify", {"key": code()}).status_code == 200
    assert account(phone)["email"] == "robin@example.org"

    other = Client()
    assert post(other, "auth/code/request", {"email": "ROBIN@example.org"}).status_code == 401
    assert account(other)["signed_in"] is False
    assert post(other, "auth/code/confirm", {"code": code()}).status_code == 200
    assert account(other)["id"] == str(robin.id)


def test_mails_speak_of_the_code_and_not_of_ids(phone: Client, robin: User) -> None:
    post(phone, "account/email", {"email": "robin@example.org"})
    message = mail.outbox[-1]
    assert message.subject == "BackFit: your code"
    assert str(robin.id) not in message.body


def test_an_unknown_address_gets_the_same_answer_and_a_mail_without_a_code(db: None) -> None:
    answer = post(Client(), "auth/code/request", {"email": "nobody@example.org"})
    assert answer.status_code == 401
    assert {"id": "login_by_code", "is_pending": True} in json.loads(answer.getvalue())["data"]["flows"]
    assert "No account has it" in str(mail.outbox[-1].body)


def test_an_address_of_another_account_is_not_taken_over(phone: Client, robin: User, alex: User) -> None:
    set_verified_email(user=alex, email="alex@example.org")
    post(phone, "account/email", {"email": "alex@example.org"})
    assert mail.outbox[-1].to == ["alex@example.org"]
    assert post(phone, "auth/email/verify", {"key": code()}).status_code == 400
    assert account(phone)["has_email"] is False
    assert User.objects.get(email="alex@example.org") == alex


def test_nobody_makes_an_account_with_an_e_mail(db: None) -> None:
    assert post(Client(), "auth/signup", {"email": "new@example.org"}).status_code == 404
    assert not User.objects.exists()


def test_signing_out_leaves_the_account(phone: Client, robin: User) -> None:
    assert phone.delete(BASE + "auth/session").status_code == 401
    assert account(phone)["signed_in"] is False
    assert User.objects.filter(id=robin.id).exists()


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "null",
        '"\\ud800"',
        '{"email": {"a": 1}}',
        '{"email": "a\\u0000@b.org"}',
        '{"email": "\\ud800@b.org"}',
        "[" * 10_000,
    ],
)
@pytest.mark.parametrize("path", ["account/email", "auth/code/request", "auth/code/confirm", "auth/email/verify"])
def test_bad_input_is_a_4xx(path: str, body: str, phone: Client) -> None:
    for client in (phone, Client()):
        assert client.post(BASE + path, body, content_type="application/json").status_code in {400, 401, 409, 413}
