"""A task goes through the broker to a worker in a process of its own, and what it did stands in the database."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from backfit.accounts.tasks import clear_expired_sessions
from backfit.celery import app
from backfit.lib import clock
from backfit.lib.processes import child

WORKER = (sys.executable, "-m", "celery", "--quiet", "--app", "backfit", "worker", "--concurrency", "1")


def address_of_the_test_database() -> str:
    database = connection.settings_dict
    user, password = quote(database["USER"]), quote(database["PASSWORD"])
    return f"postgresql://{user}:{password}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_a_task_is_done_by_a_worker() -> None:
    for key, days in (("expired", -1), ("valid", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=clock.now() + timedelta(days=days))
    transaction.on_commit(clear_expired_sessions.delay)
    environment = os.environ | {"DATABASE_URL": address_of_the_test_database()}
    with child(WORKER, name="worker", environment=environment, output=subprocess.DEVNULL):
        end = time.monotonic() + 30
        while Session.objects.filter(session_key="expired").exists() and time.monotonic() < end:
            time.sleep(0.05)
    assert [session.session_key for session in Session.objects.all()] == ["valid"]


def test_the_timetable_names_tasks_that_there_are() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
