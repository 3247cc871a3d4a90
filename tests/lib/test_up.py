"""`manage.py up` starts everything, answers, and leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from backfit.lib.services import free_port
from tests.guards.files import ROOT

UP = (sys.executable, "-u", "manage.py", "up")
pytestmark = pytest.mark.timeout(120)


class Running:
    """One `up` with its own folder and port, and what it printed so far."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.printed = folder, _quiet_port(), ""
        own = {"RUN_DIR": str(folder), "PORT": str(self.port), "DEMO": "0"}
        elsewhere = {"DATABASE_URL", "REDIS_URL", "SITE_URL", "SECRET_KEY", "LOG_LEVEL"}
        environment = {name: value for name, value in os.environ.items() if name not in elsewhere} | own
        self.process = subprocess.Popen(
            UP, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def wait_for(self, *texts: str) -> None:
        assert self.process.stdout is not None
        while not all(text in self.printed for text in texts):
            line = self.process.stdout.readline()
            assert line, f"ended early:\n{self.printed}"
            self.printed += line

    def rest(self) -> str:
        assert self.process.stdout is not None
        self.printed += self.process.stdout.read()
        return self.printed

    def status(self, path: str) -> int:
        with closing(HTTPConnection("localhost", self.port, timeout=10)) as connection:
            connection.request("GET", path)
            return connection.getresponse().status

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()

    def left_behind(self) -> list[str]:
        """Processes whose environment names our folder."""
        mark = f"RUN_DIR={self.folder}".encode()
        return [str(entry.parent.name) for entry in Path("/proc").glob("[0-9]*/environ") if mark in _read(entry)]


def _quiet_port() -> int:
    """A free port below those that outgoing connections are given, since it stands empty until the app listens."""
    for port in range(20_000 + os.getpid() % 8_000, 32_000):
        with suppress(OSError):
            return free_port(wanted=port)
    raise OSError("no free port from 20000 to 32000")


def _read(entry: Path) -> bytes:
    try:
        return entry.read_bytes()
    except OSError:  # it ended meanwhile, or is somebody else's
        return b""


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    yield running
    running.end()


def test_it_starts_everything_and_ctrl_c_stops_it_cleanly(up: Running) -> None:
    up.wait_for(f"BackFit is at http://localhost:{up.port}", "worker |", "beat   |", "ready.")
    assert up.status("/readyz") == 200
    assert up.status("/api/nothing") == 404
    up.process.send_signal(signal.SIGINT)
    up.process.send_signal(signal.SIGINT)  # an impatient one changes nothing
    assert up.rest().rstrip().endswith("Stopped.")
    assert up.process.wait() == 0
    assert "Traceback" not in up.printed
    assert up.left_behind() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a child follow its parent")
def test_killed_it_takes_its_children_along(up: Running) -> None:
    up.wait_for("BackFit is at")
    up.process.kill()
    up.process.wait()
    end = time.monotonic() + 20
    while up.left_behind() and time.monotonic() < end:
        time.sleep(0.1)
    assert up.left_behind() == []


def test_a_second_one_in_the_same_folder_says_so(up: Running) -> None:
    up.wait_for("Starting PostgreSQL")
    second = Running(up.folder)
    assert "BackFit is running from this folder already" in second.rest()
    assert second.process.wait() == 1
    second.end()
