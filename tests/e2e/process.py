"""The server as it runs in earnest, gunicorn in processes of its own, on the test's database: it can be killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from django.db import connection

from backfit.lib.services import free_port
from tests.guards.files import ROOT

STARTS_WITHIN_S = 20.0


class ServerProcess:
    """Runs from `start` to `kill`, always on the same `port`."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Come back when it answers; raises AssertionError when it never does."""
        base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        environment = os.environ | {
            "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
            "SITE_URL": f"http://localhost:{self.port}",
            "HOST": "localhost",
            "PORT": str(self.port),
            "WEB_WORKERS": "1",
        }
        command = [sys.executable, "-m", "gunicorn", "--config", "python:backfit.gunicorn"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + STARTS_WITHIN_S
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < end, self._log.read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """As a power cut does: nothing is finished, nobody is told."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with suppress(OSError), urlopen(f"http://localhost:{self.port}/healthz", timeout=STARTS_WITHIN_S) as answer:
            return bool(answer.status == 200)
        return False
