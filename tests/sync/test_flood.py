"""One person's flood leaves the web server to everybody else: gunicorn as it is deployed, with its own threads."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction

from backfit.accounts.models import User
from backfit.lib.processes import child, wait_until
from backfit.lib.services import free_port
from programs.logs.models import Log, Space
from tests.cast import person, phone_of
from tests.guards.files import ROOT
from tests.phone import check_in, sync, upload

pytestmark = pytest.mark.django_db(transaction=True)

CSRF = "c" * 32
THREADS = 8  # what backfit.gunicorn has where nothing is set
Asks = Callable[[User], tuple[int, str | None]]


def ask(port: int, *, method: str, path: str, body: str = "", cookies: str = "") -> tuple[int, str | None]:
    """The status, and when to come again."""
    headers = {"Host": "testserver", "Content-Type": "application/json", "Cookie": cookies, "X-CSRFToken": CSRF}
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        line.request(method, path, body, headers)
        response = line.getresponse()
        return response.status, response.headers["Retry-After"]


def answers(port: int) -> bool:
    try:
        return ask(port, method="GET", path="/healthz")[0] == 200
    except OSError:
        return False


@pytest.fixture
def syncs() -> Iterator[Asks]:
    """Sends one log of a person to a gunicorn of our own."""
    port, to = free_port(), connection.settings_dict
    database = f"postgresql://{to['USER']}:{quote(str(to['PASSWORD']))}@{to['HOST']}:{to['PORT']}/{to['NAME']}"
    own = {"DATABASE_URL": database, "PORT": str(port), "PYTHONPATH": str(ROOT)}
    own |= {"WEB_WORKERS": "1", "WEB_THREADS": str(THREADS)}
    command = (sys.executable, "-m", "gunicorn", "--config", "python:backfit.gunicorn")
    cookies: dict[User, str] = {}

    def syncing(user: User) -> tuple[int, str | None]:
        body = json.dumps(upload([check_in(1)]))
        return ask(port, method="POST", path="/api/sync", body=body, cookies=cookies[user])

    def known(user: User) -> str:
        session = phone_of(user).cookies[settings.SESSION_COOKIE_NAME].value
        return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"

    with child(command, name="web", environment=os.environ | own, output=subprocess.DEVNULL) as web:
        wait_until(lambda: answers(port), child=web, within_s=30)
        cookies |= {user: known(user) for user in User.objects.all()}
        yield syncing


@pytest.fixture
def robin() -> User:
    return person()


@pytest.fixture
def kim() -> User:
    return person()


def test_20_requests_of_one_person_leave_threads_for_another(robin: User, kim: User, syncs: Asks) -> None:
    for user in (robin, kim):
        sync(phone_of(user))
    with ThreadPoolExecutor(20) as pool:
        # Somebody else writes to Robin's data meanwhile, so that each request of theirs would wait.
        with transaction.atomic():
            Space.objects.select_for_update().get(user=robin)
            flood = [pool.submit(syncs, robin) for _ in range(20)]
            assert [syncs(kim) for _ in range(3)] == [(200, None)] * 3
        told = [one.result() for one in flood]
    assert set(told) <= {(200, None), (429, "2"), (503, "5")}
    assert told.count((429, "2")) > 20 - THREADS, "some were turned away at once, and held no thread"
    assert Log.objects.filter(user=robin).count() == told.count((200, None))
    assert syncs(robin) == (200, None)
