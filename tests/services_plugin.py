"""Starts PostgreSQL and Valkey once for a test run, before pytest-django reads the settings that name them."""

import os
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from backfit.lib import services

STARTED = ExitStack()
TEST_ENVIRONMENT = {
    "SITE_URL": "http://testserver",  # plain http: the test client and the test browser speak no TLS
    "SECRET_KEY": "only for tests",
    "LOG_LEVEL": "WARNING",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright keeps an event loop in the thread that also asks the database
}


@pytest.hookimpl(wrapper=True)  # a wrapper runs before pytest-django's own hook of this name
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:  # it inherits the addresses; its own numbered store keeps caches, limits and queues apart
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{int(worker.removeprefix('gw')) + 1}"
    else:
        folder = STARTED.enter_context(tempfile.TemporaryDirectory(prefix="backfit-test-", ignore_cleanup_errors=True))
        urls = STARTED.enter_context(services.running(Path(folder), environment=os.environ, keep=False))
        os.environ.update(TEST_ENVIRONMENT | urls)
    yield


def pytest_unconfigure() -> None:
    STARTED.close()
