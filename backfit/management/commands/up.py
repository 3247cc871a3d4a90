"""Runs everything on one machine in the foreground: PostgreSQL, Valkey, web, worker and beat."""

import fcntl
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backfit.lib import environment as env
from backfit.lib import services
from backfit.lib.processes import Child, StartFailed, check_running, child, output_of, relay, wait_until

PYTHON = (sys.executable, "-u")  # unbuffered: a log line is shown when it is written
CELERY = (*PYTHON, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet", "--app", "backfit")
# In the order they start; they stop in the other.
PROGRAMS = {
    "web": (*PYTHON, "-m", "gunicorn", "--config", "python:backfit.gunicorn"),
    "worker": (*CELERY, "worker", "--concurrency", "2", "--loglevel", "INFO"),
    "beat": (*CELERY, "beat", "--loglevel", "INFO"),
}
NAME_WIDTH = max(map(len, PROGRAMS))
DEFAULT_PORT = 8000
READY_WITHIN_S = 60.0
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - only when asked for
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Starts BackFit with all it needs and prints its address; Ctrl-C stops it. HOST and PORT say where."
    requires_system_checks = ()  # the database they would ask is not up yet

    def handle(self, **_options: object) -> None:
        for ending in ENDINGS:
            signal.signal(ending, _interrupt)
        try:
            with ExitStack() as stack:
                self._bring_up(stack)
        except KeyboardInterrupt:
            self._say("Stopped.")
        except StartFailed as failure:
            raise CommandError(str(failure)) from failure

    def _bring_up(self, stack: ExitStack) -> None:
        folder = settings.RUN_DIR
        stack.enter_context(_alone(folder))
        self._say("Starting PostgreSQL and Valkey ...")
        urls = stack.enter_context(services.running(folder, environment=os.environ, keep=True))
        environment = os.environ | urls | _site(folder)
        self._say("Preparing the database ...")
        sign_in = _prepare(environment)
        children = [stack.enter_context(self._program(name, environment)) for name in PROGRAMS]
        wait_until(lambda: _ready(environment), child=children[0], within_s=READY_WITHIN_S)
        self._say(f"\n{sign_in}\nBackFit is at {environment['SITE_URL']} - Ctrl-C stops it.\n")
        while True:
            for program in children:
                check_running(program)
            time.sleep(1)

    @contextmanager
    def _program(self, name: str, environment: Mapping[str, str]) -> Iterator[Child]:
        with child(PROGRAMS[name], name=name, environment=environment, output=subprocess.PIPE) as program:
            relay(program, write=self._say, width=NAME_WIDTH)
            yield program

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    for ending in ENDINGS:
        # Stopping takes a moment, and an impatient second Ctrl-C would leave children behind.
        signal.signal(ending, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two at once would share one data folder; the lock goes with the process, however it ends."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartFailed("BackFit is running from this folder already") from error
        yield


def _site(folder: Path) -> dict[str, str]:
    """Where it will be served, for the settings of the children; what the environment says stands."""
    host = env.text("HOST", default=LOOPBACK)
    port = env.number("PORT", default=0) or _port_to_use(host)
    shown = {LOOPBACK: "localhost", EVERYWHERE: _address_in_network()}.get(host, host)
    hosts = [*env.words("ALLOWED_HOSTS"), "localhost", LOOPBACK, shown]
    return {
        "DJANGO_SETTINGS_MODULE": "backfit.settings",
        "HOST": host,
        "PORT": str(port),
        "SITE_URL": env.text("SITE_URL", default=f"http://{shown}:{port}"),
        "ALLOWED_HOSTS": ",".join(hosts),
        "SECRET_KEY": env.text("SECRET_KEY") or _kept_secret(folder / "secret_key"),
    }


def _port_to_use(host: str) -> int:
    try:
        return services.free_port(host=host, wanted=DEFAULT_PORT)
    except OSError:
        return services.free_port(host=host)


def _address_in_network() -> str:
    """This machine's address as its network sees it; asking the routing table sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address reserved for examples
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


def _kept_secret(file: Path) -> str:
    """The same secret at each start, or everybody would be signed out."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _prepare(environment: Mapping[str, str]) -> str:
    """Migrates and makes the demo people; gives what that printed, which says how to sign in."""
    demo = ("--demo",) if env.switch("DEMO", default=True) else ()
    command = (*PYTHON, "manage.py", "prepare", *demo)
    with child(command, name="prepare", environment=environment, output=subprocess.PIPE) as preparing:
        return output_of(preparing)


def _ready(environment: Mapping[str, str]) -> bool:
    host = LOOPBACK if environment["HOST"] == EVERYWHERE else environment["HOST"]
    connection = http.client.HTTPConnection(host, int(environment["PORT"]), timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
