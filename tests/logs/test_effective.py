"""Which logs count: corrections, withdrawals, and two devices that correct apart."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from programs.engine.contract import Answer
from programs.engine.logs import CheckInBody, GoneBody, LogEntry, ScreeningBody
from programs.logs.reads import Replacing, effective

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
A, B, C, D = (UUID(int=number) for number in range(1, 5))


def log(log_id: UUID, *, replaces: UUID | None = None, minute: int = 0, gone: bool = False) -> Replacing:
    body = GoneBody() if gone else CheckInBody(on=date(2026, 3, 2), pain=1)
    entry = LogEntry(
        id=log_id, kind="gone" if gone else "check_in", occurred_at=NOON + timedelta(minutes=minute), body=body
    )
    return entry, replaces


CASES = {
    "each one counts": ([log(A), log(B)], [A, B]),
    "in the order they happened": ([log(A, minute=5), log(B)], [B, A]),
    "of one moment the lower id comes first": ([log(B), log(A)], [A, B]),
    "a correction counts in place of the first": ([log(A), log(B, replaces=A)], [B]),
    "a correction keeps its place if it says when it was": ([log(A), log(B, minute=9), log(C, replaces=A)], [C, B]),
    "a correction of a correction counts alone": ([log(A), log(B, replaces=A), log(C, replaces=B)], [C]),
    "a withdrawn log is gone": ([log(A), log(B, replaces=A, gone=True)], []),
    "a withdrawn correction takes the first with it": ([log(A), log(B, replaces=A), log(C, replaces=B, gone=True)], []),
    "of two corrections made apart the later counts": ([log(A), log(B, replaces=A), log(C, replaces=A, minute=1)], [C]),
    "and so with what corrects them": (
        [log(A), log(B, replaces=A), log(C, replaces=A, minute=1), log(D, replaces=B, minute=2)],
        [D],
    ),
    "a later correction outlives a withdrawal": (
        [log(A), log(B, replaces=A, gone=True), log(C, replaces=A, minute=1)],
        [C],
    ),
    "a later withdrawal ends a correction": ([log(A), log(B, replaces=A), log(C, replaces=A, gone=True, minute=1)], []),
    "a correction counts before what it corrects has come": ([log(B, replaces=A)], [B]),
    "a withdrawal of the unknown does nothing": ([log(B, replaces=A, gone=True), log(C)], [C]),
    "a ring of corrections is nothing": ([log(A, replaces=B), log(B, replaces=A), log(C)], [C]),
    "what corrects a ring is one log": ([log(A, replaces=B), log(B, replaces=A), log(C, replaces=A)], [C]),
}


def check(log_id: UUID, *, replaces: UUID | None = None, answer: Answer = "yes") -> Replacing:
    body = ScreeningBody(on=date(2026, 3, 2), answers={"RF06": answer})
    return LogEntry(id=log_id, kind="screening", occurred_at=NOON, body=body), replaces


CASES |= {
    "a safety check can't be withdrawn": ([check(A), log(B, replaces=A, gone=True)], [A]),
    "a corrected safety check counts too": ([check(A), check(B, replaces=A, answer="no")], [A, B]),
    "nothing else takes its place": ([check(A), log(B, replaces=A), log(C, replaces=B)], [A, C]),
    "and it takes no other's": ([log(A), check(B, replaces=A)], [A, B]),
}


@pytest.mark.parametrize(("logs", "counting"), CASES.values(), ids=CASES.keys())
def test_it(logs: list[Replacing], counting: list[UUID]) -> None:
    for arrived in permutations(logs):
        assert [entry.id for entry in effective(arrived)] == counting
