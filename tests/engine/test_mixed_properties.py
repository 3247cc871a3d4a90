"""Weeks of everything together: logs and corrections, edits and limits, stages, a questionnaire answered again."""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.load import catalogue
from programs.engine.care import Authored, Edit, GrowthLimits, Handed, HeldLimits, ItemEdit, ProposalAnswer
from programs.engine.logs import CheckInBody, GoneBody, LogEntry, MeasureBody, SessionBody, order
from programs.engine.matching import is_allowed
from programs.engine.plans import PlanState, Published
from programs.engine.progression.fold import along
from programs.engine.progression.terms import Terms, terms_of
from programs.engine.progression.today import offers_by
from programs.knowledge.load import knowledge
from programs.logs.reads import Replacing, effective
from tests.engine.diaries import MAINS, Entry, diaries, log_of, long_diaries
from tests.engine.journey import day, folded, fresh, log_id, published, slot_of

PLANS = {
    "standard": published(),
    "quota": published(
        conditions=["lbp-nonspecific-chronic"], leg_symptoms="none", irritability="low", onset_weeks=20
    ),
    "unclear": published(conditions=["posterior-thigh-undetermined"]),
}  # fmt: skip
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
changes = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 10)), st.sampled_from([0, 0, 1, 30])), max_size=6
)
Changes = list[tuple[int, int | None, int]]
"""Which log, or change of one, is withdrawn or told again with another pain, and by how many hours later."""
Answered = tuple[int, Literal["goes on", "anew", "by a clinician"]]
"""The day on which all questions were answered again, and what came of the plan."""
answers = st.one_of(
    st.none(), st.tuples(st.integers(1, 30), st.sampled_from(["goes on", "anew", "by a clinician"]))
)  # fmt: skip


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


def journal_of(logs: list[LogEntry], changed: Changes) -> list[Replacing]:
    """The logs with their corrections and withdrawals, and those of corrections."""
    pairs: list[Replacing] = [(log, None) for log in logs]
    for number, (which, pain, hours) in enumerate(changed):
        wrong, _ = pairs[which % len(pairs)]
        told = {"id": log_id("changed", number), "occurred_at": wrong.occurred_at + timedelta(hours=hours)}
        if pain is None:
            pairs.append((wrong.model_copy(update=told | {"kind": "gone", "body": GoneBody()}), wrong.id))
        else:
            pairs.append((_with_pain(wrong, pain).model_copy(update=told), wrong.id))
    return pairs


def _with_pain(log: LogEntry, pain: int) -> LogEntry:
    """The log with another pain, where it tells one; with the worst it moved down the limb as well."""
    body = log.body
    if isinstance(body, CheckInBody):
        return log.model_copy(update={"body": body.model_copy(update={"pain": pain})})
    if isinstance(body, SessionBody):
        spread = "peripheralised" if pain == 10 else body.spread
        items = tuple(item.model_copy(update={"pain": pain}) for item in body.items)
        return log.model_copy(update={"body": body.model_copy(update={"items": items, "spread": spread})})
    return log


def answered_again(
    plan: Published, pairs: list[Replacing], again: Answered | None
) -> tuple[Published, list[Replacing]]:
    """The plan that is in use once the questions were answered again, and the logs that it reads."""
    if again is None:
        return plan, pairs
    number, how = again
    if how == "goes on":
        return plan.model_copy(update={"answered_on": day(number)}), pairs
    at = datetime.combine(day(number), time(11, tzinfo=UTC))
    early = plan.model_copy(update={"authored": tuple(one for one in plan.authored if one.occurred_at < at)})
    before = folded(early, effective(pair for pair in pairs if pair[0].occurred_at < at))
    handed = Handed(
        flares_on=before.flares_on,
        eased_on=before.eased_on,
        rest_until=before.rest_until,
        progression=before.progression,
        limits=tuple(
            HeldLimits(planned=slot.planned, role=slot.role, limits=slot.limits)
            for slot in before.slots
            if slot.limits is not None
        ),
    )
    made = Authored(id=log_id("made", number), occurred_at=at, on=day(number), by="Dana", words="", edit=None)
    later = tuple(one for one in plan.authored if one.occurred_at >= at)
    new = plan.model_copy(
        update={
            "number": 2,
            "starts_on": day(number),
            "answered_on": day(number) if how == "anew" else day(0),
            "handed": handed,
            "authored": (made, *later) if how == "by a clinician" else later,
        }
    )
    kinds = {"pref", "measure", "gone"} | ({"session", "screening"} if how == "by a clinician" else set())
    return new, [
        (entry.model_copy(update={"earlier": entry.occurred_at < at}), replaced)
        for entry, replaced in pairs
        if entry.occurred_at >= at or entry.kind in kinds
    ]


def steps_of(
    plan: Published, logs: Iterable[LogEntry], terms: Terms
) -> Iterator[tuple[LogEntry | Authored, PlanState, PlanState]]:
    entries: list[LogEntry | Authored] = [*logs, *plan.authored]
    ordered = sorted(entries, key=order)
    return ((log, *pair) for log, pair in zip(ordered, pairwise(along(ordered, terms=terms)), strict=True))


def holds_whatever_comes_together(
    name: str, told: Week, changed: Changes, again: Answered | None, chance: random.Random
) -> None:
    """Arrival plays no part, and nothing unsafe is offered or raised."""
    plan, logs = lived(PLANS[name], told)
    plan, pairs = answered_again(plan, journal_of(logs, changed), again)
    counting = effective(pairs)
    heard: list[Replacing] = []
    coming = chance.sample(pairs, k=len(pairs))
    while coming:
        size = chance.randint(1, len(coming))
        heard, coming = [*heard, *coming[:size]], coming[size:]
        late = plan.model_copy(update={"authored": tuple(chance.sample(plan.authored, k=len(plan.authored)))})
        assert effective(chance.sample(heard, k=len(heard))) == effective(
            sorted(heard, key=lambda pair: order(pair[0]))
        )
        state = folded(late, chance.sample(effective(heard), k=len(effective(heard))))
    terms = terms_of(plan, knowledge=knowledge(), catalogue=catalogue())
    up_on, last = None, fresh(plan)
    for log, before, after in steps_of(plan, counting, terms):
        last = after
        if before.stop is not None:
            assert after.stop is not None
        causes = [(review.rule, review.log_id) for review in after.reviews]
        assert len(causes) == len(set(causes))
        if not isinstance(log, Authored):
            only_what_was_earned(log, before, after, counting)
            if after.stage > before.stage:
                assert (before.progression, after.stage - before.stage) == ("automatic", 1)
                assert up_on is None or (after.stage_since - up_on).days >= 7
                up_on = after.stage_since
        for later in (0, 1, 5):
            only_what_is_allowed(after, log, later, terms)
    assert not pairs or state == last


@settings(max_examples=80)
@given(name=st.sampled_from(sorted(PLANS)), told=weeks, changed=changes, again=answers, seed=st.integers())
def test_whatever_comes_together_in_any_order_nothing_unsafe_is_offered_or_raised(
    name: str, told: Week, changed: Changes, again: Answered | None, seed: int
) -> None:
    holds_whatever_comes_together(name, told, changed, again, random.Random(seed))


@pytest.mark.long
@settings(max_examples=800)
@given(name=st.sampled_from(sorted(PLANS)), told=weeks, changed=changes, again=answers, seed=st.integers())
def test_it_holds_in_many_more_weeks(
    name: str, told: Week, changed: Changes, again: Answered | None, seed: int
) -> None:
    holds_whatever_comes_together(name, told, changed, again, random.Random(seed))


def only_what_was_earned(log: LogEntry, before: PlanState, after: PlanState, logs: Iterable[LogEntry]) -> None:
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
