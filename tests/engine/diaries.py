"""Random diaries of a person in a plan, for properties that hold for all of them."""

from typing import TypedDict
from uuid import UUID

from hypothesis import strategies as st

from programs.engine.logs import LogEntry
from programs.engine.plans import Published
from tests.engine.journey import CLAM, SLIDER, TAPS, WALK, morning, screening, session, wish

MAINS = (SLIDER, CLAM, TAPS, WALK)


class Session(TypedDict, total=False):
    """How a session went; what is left out went well."""

    pain: int | None
    effort: str | None
    hurt: tuple[str, ...]
    skipped: tuple[str, ...]
    spread: str | None
    spread_minutes: int | None


class Morning(TypedDict):
    """A morning's pain, told so many hours later."""

    pain: int
    late_hours: int


class Wish(TypedDict):
    """An exercise, and whether it is not for me."""

    slug: str
    value: str


Happening = Session | Morning | Wish | dict[str, str]
Entry = tuple[int, str, Happening]
"""Days after the entry before, the kind of log, and what it tells."""

GOOD_MORNING = Morning(pain=3, late_hours=0)

# Mostly good sessions and usual mornings, so that plans go up as well as down.
_any_session = st.builds(
    Session,
    pain=st.sampled_from([0, 1, 2, 2, 3, 3, 4, 6, 8, None]),
    effort=st.sampled_from(["too_easy", "about_right", "about_right", "about_right", "too_hard", None]),
    hurt=st.sampled_from([(), (), (), (CLAM,), (WALK, TAPS)]),
    skipped=st.sampled_from([(), (), (), (), (SLIDER,), MAINS]),
    spread=st.sampled_from([None, None, None, None, "centralised", "same", "peripheralised"]),
    spread_minutes=st.sampled_from([None, 5, 45]),
)
_sessions = st.one_of(st.just(Session()), st.just(Session()), _any_session)
_mornings = st.builds(
    Morning, pain=st.sampled_from([2, 3, 3, 3, 3, 4, 5, 7]), late_hours=st.sampled_from([0, 0, 0, 0, 50])
)
_wishes = st.builds(Wish, slug=st.sampled_from(MAINS), value=st.sampled_from(["yes", "no"]))
_checks = st.sampled_from([{}, {"FEVER": "yes"}, {"RF06": "yes"}])


def _entries(kind: str, told: st.SearchStrategy[Happening]) -> st.SearchStrategy[Entry]:
    return st.tuples(st.sampled_from([0, 1, 1, 2, 2, 3]), st.just(kind), told)


# A session and its morning come as a pair more often than not; else nothing would ever count.
_pairs = st.tuples(_entries("session", _sessions), st.builds(lambda told: (1, "morning", told), _mornings))
_singles = st.tuples(
    st.one_of(
        _entries("session", _sessions), _entries("morning", _mornings), _entries("wish", _wishes),
        _entries("screening", _checks),
    )
)  # fmt: skip
diaries = st.lists(st.one_of(_pairs, _pairs, _pairs, _singles), min_size=1, max_size=10).map(
    lambda parts: [entry for part in parts for entry in part]
)


# Weeks of good sessions every other day, so that stages move, then whatever comes.
_steady: st.SearchStrategy[list[Entry]] = st.integers(3, 10).map(
    lambda count: [entry for _ in range(count) for entry in ((1, "session", Session()), (1, "morning", GOOD_MORNING))]
)
long_diaries = st.tuples(_steady, diaries).map(lambda parts: [*parts[0], *parts[1]])


def journal(plan: Published, diary: list[Entry]) -> tuple[LogEntry, ...]:
    """The logs of a diary, at most one of a kind and day."""
    logs: dict[UUID, LogEntry] = {}
    number = 0
    for later, kind, told in diary:
        number += later
        log = log_of(plan, tuple(logs.values()), number, kind, told)
        logs.setdefault(log.id, log)
    return tuple(logs.values())


def log_of(plan: Published, logs: tuple[LogEntry, ...], number: int, kind: str, told: Happening) -> LogEntry:
    """The log of one entry of a diary, on a day, after those before it."""
    match kind:
        case "session":
            return session(plan, logs, number, **told)
        case "morning":
            return morning(number, **told)
        case "wish":
            return wish(number, **told)
    return screening(number, {item: str(answer) for item, answer in told.items()})
