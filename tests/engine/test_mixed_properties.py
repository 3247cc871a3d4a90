"""Weeks in which everything comes together: sessions, measures, checks, a clinician's edits and limits, stages."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.load import catalogue
from programs.engine.care import Authored, Edit, GrowthLimits, ItemEdit, ProposalAnswer
from programs.engine.logs import CheckInBody, LogEntry, MeasureBody, SessionBody, order
from programs.engine.matching import is_allowed
from programs.engine.plans import PlanState, Published
from programs.engine.progression.fold import along
from programs.engine.progression.terms import Terms, terms_of
from programs.engine.progression.today import offers_by
from programs.knowledge.load import knowledge
from tests.engine.diaries import MAINS, Entry, diaries, log_of, long_diaries
from tests.engine.journey import day, folded, fresh, log_id, published, slot_of

PLANS = {"standard": published(), "quota": published(
    conditions=["lbp-nonspecific-chronic"], leg_symptoms="none", irritability="low", onset_weeks=20
)}  # fmt: skip
DOSES = {slug: slot_of(fresh(PLANS["standard"]), slug).now.dose for slug in MAINS}


def _item(slug: str, more: int, ceiling: int | None, frozen: bool) -> ItemEdit:
    dose = DOSES[slug]
    name = "minutes" if dose.minutes else "reps"
    grown = dose.model_copy(update={name: (getattr(dose, name) or 0) + more})
    limits = GrowthLimits(exercise=slug, ceiling=ceiling, frozen=frozen) if ceiling or frozen else None
    return ItemEdit(planned=slug, role="main", exercise=slug, dose=grown, limits=limits)


_items = st.builds(
    _item,
    slug=st.sampled_from(MAINS),
    more=st.integers(-3, 6),
    ceiling=st.sampled_from([None, None, 12, 20]),
    frozen=st.sampled_from([False, False, True]),
)
_answers = st.builds(ProposalAnswer, planned=st.sampled_from(MAINS), role=st.just("main"), accepted=st.booleans())
edits = st.builds(
    Edit,
    items=st.one_of(st.just(()), _items.map(lambda item: (item,))),
    stage=st.sampled_from([None, None, 1, 2, 3, 4]),
    progression=st.sampled_from([None, "automatic", "automatic", "ask_first", "held"]),
    answers=st.one_of(st.just(()), _answers.map(lambda one: (one,))),
)
measures = st.one_of(
    st.builds(lambda n: MeasureBody(on=day(0), measure="chair-stand-30s", answers={"stands": n}), st.integers(0, 30)),
    st.builds(lambda n: MeasureBody(on=day(0), measure="nprs", answers={"now": n}), st.integers(0, 10)),
)
weeks = st.tuples(
    st.one_of(diaries, long_diaries, long_diaries),
    st.lists(st.tuples(st.integers(0, 40), st.one_of(edits, measures)), max_size=5),
)
Week = tuple[list[Entry], list[tuple[int, Edit | MeasureBody]]]


def lived(plan: Published, told: Week) -> tuple[Published, list[LogEntry]]:
    """The plan with what a clinician did, and the logs of somebody who did what was asked each day."""
    diary, others = told
    logs: dict[object, LogEntry] = {}
    for number, (on, other) in enumerate(others):
        at = datetime.combine(day(on), time(13, number, tzinfo=UTC))
        if isinstance(other, Edit):
            entry = Authored(id=log_id("edit", number), occurred_at=at, on=day(on), by="Dana", words="", edit=other)
            plan = plan.model_copy(update={"authored": (*plan.authored, entry)})
        else:
            body = other.model_copy(update={"on": day(on)})
            log = LogEntry(id=log_id("measure", number), kind="measure", occurred_at=at, body=body)
            logs[log.id] = log
    number = 0
    for later, kind, happening in diary:
        number += later
        known = [log for log in logs.values() if log.occurred_at.date() <= day(number)]
        done = tuple(one for one in plan.authored if one.on <= day(number))
        log = log_of(plan.model_copy(update={"authored": done}), tuple(known), number, kind, happening)
        logs.setdefault(log.id, log)
    return plan, list(logs.values())


def steps_of(
    plan: Published, logs: list[LogEntry], terms: Terms
) -> Iterator[tuple[LogEntry | Authored, PlanState, PlanState]]:
    entries: list[LogEntry | Authored] = [*logs, *plan.authored]
    ordered = sorted(entries, key=order)
    return ((log, *pair) for log, pair in zip(ordered, pairwise(along(ordered, terms=terms)), strict=True))


@settings(max_examples=25)
@given(name=st.sampled_from(sorted(PLANS)), told=weeks, seed=st.integers())
def test_whatever_comes_together_in_any_order_nothing_unsafe_is_offered_or_raised(
    name: str, told: Week, seed: int
) -> None:
    plan, logs = lived(PLANS[name], told)
    chance = random.Random(seed)
    late = plan.model_copy(update={"authored": tuple(chance.sample(plan.authored, k=len(plan.authored)))})
    assert folded(late, chance.sample(logs, k=len(logs))) == folded(plan, logs)
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    up_on = None
    for log, before, after in steps_of(plan, logs, terms):
        if before.stop is not None:
            assert after.stop is not None
        causes = [(review.rule, review.log_id) for review in after.reviews]
        assert len(causes) == len(set(causes))
        if not isinstance(log, Authored):
            only_what_was_earned(log, before, after, logs)
            if after.stage > before.stage:
                assert (before.progression, after.stage - before.stage) == ("automatic", 1)
                assert up_on is None or (after.stage_since - up_on).days >= 7
                up_on = after.stage_since
        for later in (0, 1, 5):
            only_what_is_allowed(after, log, later, terms)


def only_what_was_earned(log: LogEntry, before: PlanState, after: PlanState, logs: list[LogEntry]) -> None:
    """What goes up by a log is one thing, by a morning after a good session, and never against a clinician's word."""
    for was, now in zip(before.slots, after.slots, strict=True):
        if len(now.undo) <= len(was.undo):
            continue
        assert isinstance(log.body, CheckInBody)  # INV20
        assert before.progression == "automatic"
        assert was.changed_on is None or (after.changes[-1].on - was.changed_on).days >= 7  # INV17
        frozen = was.limits is not None and was.limits.frozen and was.limits.exercise == was.now.exercise
        assert not frozen
        session = next(one.body for one in logs if one.id == before.waiting[-1].log_id)
        assert isinstance(session, SessionBody)
        assert max(item.pain for item in session.items if item.pain is not None) <= 5  # INV21
        assert session.spread != "peripheralised"


def only_what_is_allowed(state: PlanState, log: LogEntry | Authored, later: int, terms: Terms) -> None:
    """What a day offers is allowed at the stage, wanted, and nothing at all while something stands in the way."""
    on = day((log.occurred_at.date() - day(0)).days + later)
    offer = offers_by(terms, state, on=on)
    assert not (offer.by_slot and (state.stop or state.needs_rescreen))
    for step in offer.by_slot.values():
        judge = terms.judge(state.stage, state.opened)
        assert is_allowed(catalogue().exercises[step.exercise], judge=judge)  # INV04
        assert step.exercise not in state.not_for_me
