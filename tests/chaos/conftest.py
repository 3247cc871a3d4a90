"""Who takes part in a trial, and the lines that sum all trials up."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from backfit.accounts.models import User
from tests.cast import phone_of
from tests.chaos.device import Device
from tests.chaos.site import Person
from tests.chaos.trial import SEED, TRIALS
from tests.phone import answer

COUNTED = "proof, trials, logs, lost, diverged"


@pytest.fixture
def people(alex: User, sam: User, now: datetime) -> tuple[Person, ...]:
    """Alex with three phones and Sam with one; both have answered the questions."""
    cast = []
    for user, phones in ((alex, 3), (sam, 1)):
        client = phone_of(user)
        answer(client)
        cast.append(Person(user, client, [Device(UUID(int=number), timedelta()) for number in range(phones)]))
    return tuple(cast)


def pytest_report_header() -> str:
    return f"chaos: {TRIALS:,} trials from seed {SEED} on"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]
    counts = [value for report in reports for name, value in report.user_properties if name == COUNTED]
    for proof in sorted({proof for proof, *_ in counts}):
        trials, logs, lost, diverged = map(sum, zip(*(rest for one, *rest in counts if one == proof), strict=True))
        terminalreporter.write_line(f"{proof}: {trials:,} trials, {logs:,} logs, {lost:,} lost, {diverged:,} diverged")
