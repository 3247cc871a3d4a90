"""What every test may use: a clock that stands still, one seed for all random input, and a browser."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import settings

from backfit.lib import clock
from tests import chromium
from tests.cast import alex, casey, dana, sam, staff

__all__ = ["alex", "casey", "dana", "sam", "staff"]  # the cast, for every test

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday morning, far from any change of summer time

# Derandomized: the examples follow from the test itself, so every machine and every run tries the same.
settings.register_profile("backfit", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("backfit")


def pytest_report_header() -> str:
    return f"random input: Hypothesis derandomized, the same in every run; the frozen clock: {NOW.isoformat()}"


@pytest.fixture
def now() -> Iterator[datetime]:
    """Lets the time stand still at Monday, 2 March 2026, 9:00 UTC."""
    with clock.frozen(NOW):
        yield NOW


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Tells pytest-playwright which Chromium to start, beside what its own options say."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.HOW_TO)
    return browser_type_launch_args | {"executable_path": path, "args": chromium.ARGUMENTS}
