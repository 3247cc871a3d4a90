"""The same with the real app of the phone: its keepers talk to this server over real connections."""

import json
import os
import re
import subprocess
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from backfit.lib import clock
from tests.chaos.conftest import COUNTED
from tests.chaos.trial import SEED, TRIALS
from tests.guards.files import ROOT
from tests.phone import questionnaire

pytestmark = [
    pytest.mark.timeout(1800),
    pytest.mark.django_db(transaction=True),
]
PHONE_TRIALS = max(TRIALS // 10, 4 if TRIALS > 1 else 1)
MUTANT_TRIALS = 12


def played(server: LiveServer, *, trials: int, mutant: str = "") -> CompletedProcess[str]:
    asked = {
        "CHAOS_SERVER": server.url,
        "CHAOS_TRIALS": str(trials),
        "CHAOS_SEED": str(SEED),
        "CHAOS_MUTANT": mutant,
        "NO_COLOR": "1",
        "CHAOS_ANSWERS": json.dumps(questionnaire(today=clock.now().date().isoformat())),
    }
    command = ["npx", "vitest", "run", "--config", "chaos.config.ts"]
    with override_settings(ROOT_URLCONF="tests.chaos.urls"):
        return subprocess.run(
            command, cwd=ROOT / "frontend", env={**os.environ, **asked}, capture_output=True, text=True, check=False
        )


def test_the_real_app_loses_no_log_and_all_phones_end_up_the_same(
    live_server: LiveServer, record_property: Callable[[str, object], None]
) -> None:
    ended = played(live_server, trials=PHONE_TRIALS)
    for line in re.findall(r"^counted: (.+)$", ended.stdout, re.MULTILINE):
        record_property(COUNTED, ("the real app", *json.loads(line).values()))
    assert ended.returncode == 0, ended.stdout + ended.stderr
    print(ended.stdout)


def test_an_app_that_forgets_what_it_has_sent_is_noticed(live_server: LiveServer) -> None:
    ended = played(live_server, trials=MUTANT_TRIALS, mutant="dropped")
    assert " is lost" in ended.stdout + ended.stderr, ended.stdout + ended.stderr
