"""A session that said that pain moved down the limb, and was corrected or withdrawn: what it stopped stays stopped."""

import itertools

import pytest

from programs.engine.logs import GoneBody, LogEntry, SessionBody
from programs.engine.plans import PlanState
from programs.logs.reads import Replacing, effective
from tests.engine.journey import folded, log_id, published, session

PLAN = published()
FIRST = session(PLAN, (), 0, spread="peripheralised", spread_minutes=10)
SECOND = session(PLAN, (FIRST,), 2, spread="peripheralised", spread_minutes=5)
PLAIN = session(PLAN, (), 4)


def withdrawn(log: LogEntry) -> Replacing:
    gone = LogEntry(id=log_id("gone", 9), kind="gone", occurred_at=PLAIN.occurred_at, body=GoneBody())
    return gone, log.id


def corrected(log: LogEntry) -> Replacing:
    assert isinstance(log.body, SessionBody)
    body = log.body.model_copy(update={"spread": "none", "spread_minutes": None})
    return log.model_copy(update={"id": log_id("corrected", 9), "body": body}), log.id


def read(*journal: Replacing) -> PlanState:
    """The state, the same whatever order the journal came in."""
    states = [folded(PLAN, effective(order)) for order in itertools.permutations(journal)]
    assert all(state == states[0] for state in states)
    return states[0]


@pytest.mark.parametrize("log", [FIRST, SECOND], ids=["the first", "the second"])
@pytest.mark.parametrize("change", [withdrawn, corrected])
def test_neither_of_two_that_stopped_a_plan_lifts_the_stop_when_it_goes(log: LogEntry, change: object) -> None:
    assert callable(change)
    state = read((FIRST, None), (SECOND, None), change(log))
    assert state.stop is not None
    assert state.stop.outcome == "clinician_first"


@pytest.mark.parametrize("change", [withdrawn, corrected])
def test_one_alone_stops_nothing_and_nothing_of_it_is_left_in_the_plan(change: object) -> None:
    assert callable(change)
    state = read((FIRST, None), change(FIRST), (PLAIN, None))
    assert state.stop is None
    assert all(slot.paused_until is None for slot in state.slots)
    assert not state.last_peripheralised
