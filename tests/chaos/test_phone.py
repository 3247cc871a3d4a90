"""The same with the real app of the phone: its keepers talk to this server over real connections."""

import json
import os
import subprocess

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from backfit.lib import clock
from tests.chaos.trial import SEED, TRIALS
from tests.guards.files import ROOT
from tests.phone import questionnaire


@pytest.mark.timeout(1800)
@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF="tests.chaos.urls")
def test_the_real_app_loses_no_log_and_all_phones_end_up_the_same(live_server: LiveServer) -> None:
    trials = max(TRIALS // 10, 4 if TRIALS > 1 else 1)
    asked = {
        "CHAOS_SERVER": live_server.url,
        "CHAOS_TRIALS": str(trials),
        "CHAOS_SEED": str(SEED),
        "CHAOS_ANSWERS": json.dumps(questionnaire(today=clock.now().date().isoformat())),
    }
    command = ["npx", "vitest", "run", "--config", "chaos.config.ts"]
    ended = subprocess.run(
        command, cwd=ROOT / "frontend", env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    print(ended.stdout)
