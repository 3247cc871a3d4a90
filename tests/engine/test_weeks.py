"""Weeks that go on: what gets stricter by time acts at once, what gets looser waits for new answers."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.load import catalogue
from programs.engine.logs import LogEntry
from programs.engine.plans import Published
from programs.engine.progression.fold import fold, start
from programs.engine.progression.terms import STAGES, may_do, terms_of, terms_on
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import knowledge
from tests.engine.intakes import Told, prescribed, read
from tests.engine.journey import MONDAY, morning

LATE = 16
PREGNANT: Told = {"age": 30, "sex": "female", "answers": {"PA5": "yes"}, "approvals": ["maternity"], "minutes": 40}

OPERATED: Told = {"age": 40, "answers": {"PA6": "yes"}, "approvals": ["clinician", "surgeon"], "minutes": 40}


@cache
def plan(weeks: int | None = None, born: int | None = None, surgery: int | None = None) -> Published:
    told: Told = {**PREGNANT, "weeks_pregnant": weeks, "weeks_since_birth": born}
    if surgery is not None:
        told = {**OPERATED, "weeks_since_surgery": surgery}
    return Published(number=1, intake=read(told), prescription=prescribed(told), starts_on=MONDAY, told_on=MONDAY)


def positions(published: Published, on: date, logs: tuple[LogEntry, ...] = ()) -> set[str]:
    state = fold(published, logs, knowledge=knowledge(), catalogue=catalogue())
    week = dated_sessions(published, state, first_on=on, days=1, knowledge=knowledge(), catalogue=catalogue())
    return {item.position for session in week for item in session.items}


def lying(published: Published, number: int, logs: tuple[LogEntry, ...] = ()) -> bool:
    return "supine" in positions(published, MONDAY + timedelta(days=number), logs)


def test_nothing_is_done_on_the_back_from_the_day_on_which_sixteen_weeks_are_reached() -> None:
    # 14 weeks on Monday, so 16 a fortnight later; the days are Monday, Wednesday and Friday.
    early = plan(14)
    assert lying(early, 11)
    assert not any(lying(early, number) for number in range(14, 28))
    assert positions(early, MONDAY + timedelta(days=14))


def test_a_log_after_that_day_finds_the_plan_without_lying_and_says_so_once() -> None:
    early, logs = plan(14), (morning(15, 2), morning(16, 2))
    state = fold(early, logs, knowledge=knowledge(), catalogue=catalogue())
    told = [change for change in state.changes if change.rule == "screening.late_pregnancy"]
    assert [change.on for change in told] == [MONDAY + timedelta(days=15)]
    assert told[0].diffs
    assert not lying(early, 16, logs)
    before = fold(early, (morning(13, 2),), knowledge=knowledge(), catalogue=catalogue())
    assert before.changes == ()


def test_a_session_says_why_and_is_not_eased_by_it() -> None:
    early = plan(14)
    state = start(early, knowledge=knowledge(), catalogue=catalogue())
    days = dated_sessions(early, state, first_on=MONDAY, days=21, knowledge=knowledge(), catalogue=catalogue())
    said = {session.on: [reason.rule for reason in session.why] for session in days if session.items}
    assert said[MONDAY + timedelta(days=11)] == []
    assert said[MONDAY + timedelta(days=14)] == ["screening.late_pregnancy"]


@pytest.mark.parametrize(("weeks", "day"), [(15, 7), (12, 28), (0, 112)])
def test_the_weeks_count_from_the_day_they_were_told(weeks: int, day: int) -> None:
    terms = terms_of(plan(weeks), knowledge=knowledge(), catalogue=catalogue())
    assert terms.later is not None
    assert terms.later[0] == MONDAY + timedelta(days=day)


@given(
    st.one_of(
        st.tuples(st.integers(0, 40), st.none(), st.none()),
        st.tuples(st.none(), st.integers(0, 11), st.none()),
        st.tuples(st.none(), st.none(), st.integers(2, 60)),
    ),
    st.integers(0, 84),
    st.integers(0, 84),
)
def test_time_alone_never_opens_an_exercise(
    weeks: tuple[int | None, int | None, int | None], one: int, other: int
) -> None:
    terms = terms_of(plan(*weeks), knowledge=knowledge(), catalogue=catalogue())
    earlier, later = (terms_on(MONDAY + timedelta(days=number), terms) for number in sorted((one, other)))
    for stage in STAGES:
        for slug in catalogue().exercises:
            if may_do(slug, stage=stage, terms=later, not_for_me=()):
                assert may_do(slug, stage=stage, terms=earlier, not_for_me=()), slug


@pytest.mark.parametrize(("day", "asked"), [(13, False), (14, True), (20, True)])
def test_a_thigh_that_stays_unclear_goes_to_a_clinician_once(day: int, asked: bool) -> None:
    told: Told = {"conditions": ["posterior-thigh-undetermined"], "onset_weeks": 4}
    unclear = Published(number=1, intake=read(told), prescription=prescribed(told), starts_on=MONDAY)
    for logs in ((morning(day, 2),), (morning(day, 2), morning(day + 1, 2))):
        state = fold(unclear, logs[:1] if not asked else logs, knowledge=knowledge(), catalogue=catalogue())
        assert [review.rule for review in state.reviews] == (["care.thigh_unclear"] if asked else [])
