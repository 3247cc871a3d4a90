"""Each op of an upload is read for itself: what is refused, what is set back, what is stored."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from exercises.load import catalogue
from programs.engine.logs import CheckInBody, SessionBody
from programs.knowledge.load import knowledge
from programs.logs.writes import NewLog
from programs.sync.ops import read_op
from programs.sync.shapes import OpResult

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ID = "019579a0-0000-7000-8000-000000000001"
Json = dict[str, Any]  # what a phone sends, right or wrong

CHECK_IN: Json = {
    "id": ID,
    "schema": 1,
    "kind": "check_in",
    "occurred_at": "2026-03-02T09:58:00+01:00",
    "zone": "Europe/Berlin",
    "offset": 60,
    "body": {"on": "2026-03-02", "pain": 3},
}
ON = {"on": "2026-03-02"}
DOSE = {"sets": 2, "reps": 8, "rest_s": 45, "side": "both", "effort_cr10": [3, 4]}
SESSION: Json = CHECK_IN | {
    "kind": "session",
    "body": {"on": "2026-03-02", "minutes": 18, "items": [{"exercise": "st-bridge-double", "asked": DOSE, "done": 2}]},
}


def reading(upper: int, lower: int) -> Json:
    return ON | {"answers": {}, "pressure": {"upper": upper, "lower": lower}}


def changed(op: Json, **changes: object) -> Json:
    """`op` with fields changed; `body__pain=11` changes one inside; ... removes it."""
    copy = deepcopy(op)
    for path, value in changes.items():
        *outer, last = path.split("__")
        target = copy
        for name in outer:
            target = target[name]
        target[last] = value
        if value is ...:
            del target[last]
    return copy


def read(op: object) -> NewLog:
    log = read_op(op, received_at=NOW, knowledge=knowledge(), catalogue=catalogue())  # type: ignore[arg-type]
    assert isinstance(log, NewLog), log
    return log


def refusal(op: object) -> OpResult:
    result = read_op(op, received_at=NOW, knowledge=knowledge(), catalogue=catalogue())  # type: ignore[arg-type]
    assert isinstance(result, OpResult), result
    assert result.status == "refused"
    assert result.sentence
    return result


def test_it_reads_a_log() -> None:
    log = read(CHECK_IN)
    assert (log.id, log.kind, log.schema) == (UUID(ID), "check_in", 1)
    assert log.occurred_at == datetime(2026, 3, 2, 8, 58, tzinfo=UTC)
    assert log.body == CheckInBody.model_validate(CHECK_IN["body"])
    assert isinstance(read(SESSION).body, SessionBody)


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=9), timedelta(days=400), timedelta(days=9000)])
def test_a_clock_that_runs_ahead_is_set_back(ahead: timedelta) -> None:
    log = read(changed(CHECK_IN, occurred_at=(NOW + ahead).isoformat()))
    assert log.occurred_at == NOW + timedelta(minutes=5)


def test_the_last_moment_of_the_calendar_is_set_back_too() -> None:
    log = read(changed(CHECK_IN, occurred_at="9999-12-31T23:59:59-14:00"))
    assert log.occurred_at == NOW + timedelta(minutes=5)


@pytest.mark.parametrize("on", ["2026-03-03", "2026-04-03", "2027-03-02", "2038-01-19", "9999-12-31"])
def test_a_day_to_come_is_set_back_to_the_phones_today_however_far(on: str) -> None:
    ahead = changed(CHECK_IN, body__on=on, occurred_at=f"{on}T09:58:00+01:00")
    for op in (ahead, ahead | {"kind": "note", "body": {"on": on, "text": "x"}}, changed(SESSION, body__on=on)):
        assert read(op).body.model_dump(mode="json")["on"] == "2026-03-02"


def test_a_session_of_a_clock_far_ahead_keeps_the_day_it_was_planned_for() -> None:
    log = read(changed(SESSION, body__on="2027-03-02", body__planned_on="2026-03-04"))
    assert isinstance(log.body, SessionBody)
    assert (str(log.body.on), str(log.body.planned_on)) == ("2026-03-02", "2026-03-04")


@pytest.mark.parametrize(("offset", "today"), [(840, "2026-03-03"), (-840, "2026-03-01"), (0, "2026-03-02")])
def test_the_today_of_a_clock_far_ahead_is_that_of_its_zone(offset: int, today: str) -> None:
    log = read_op(
        changed(CHECK_IN, occurred_at="2030-01-01T00:00:00+00:00", body__on="2030-01-01", offset=offset),
        received_at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        knowledge=knowledge(),
        catalogue=catalogue(),
    )
    assert isinstance(log, NewLog)
    assert log.body.model_dump(mode="json")["on"] == today


def test_the_phones_today_may_be_tomorrow_here() -> None:
    far_east = changed(CHECK_IN, occurred_at="2026-03-03T00:30:00+14:00", offset=840, body__on="2026-03-03")
    at = datetime(2026, 3, 2, 10, 40, tzinfo=UTC)
    late = read_op(far_east, received_at=at, knowledge=knowledge(), catalogue=catalogue())
    assert isinstance(late, NewLog)
    assert isinstance(late.body, CheckInBody)
    assert str(late.body.on) == "2026-03-03"


def test_a_log_of_last_year_is_welcome() -> None:
    log = read(changed(CHECK_IN, occurred_at="2025-01-05T08:00:00+00:00", body__on="2025-01-05"))
    assert log.occurred_at == datetime(2025, 1, 5, 8, tzinfo=UTC)


def asked(**changes: object) -> Json:
    """A session that says it was asked for something else."""
    return changed(SESSION, body__items=[SESSION["body"]["items"][0] | {"asked": DOSE | changes}])


REFUSED: dict[str, tuple[object, str]] = {
    "no object": (None, "invalid"),
    "a list": ([CHECK_IN], "invalid"),
    "nothing": ({}, "unknown_kind"),
    "an unknown kind": (changed(CHECK_IN, kind="walk_on_the_moon"), "unknown_kind"),
    "a kind that is no text": (changed(CHECK_IN, kind=["session"]), "unknown_kind"),
    "no id": (changed(CHECK_IN, id=...), "invalid"),
    "an id that is none": (changed(CHECK_IN, id="7"), "invalid"),
    "an id that is a number": (changed(CHECK_IN, id=7), "invalid"),
    "a schema of the future": (changed(CHECK_IN, schema=2), "newer"),
    "a schema of the future that nobody can guess": (changed(CHECK_IN, schema=9, body={"on": 1}), "newer"),
    "a schema before the first": (changed(CHECK_IN, schema=0), "invalid"),
    "a schema that is text": (changed(CHECK_IN, schema="2"), "invalid"),
    "a field by its Python name": (changed(CHECK_IN, schema_=1), "invalid"),
    "a field nobody knows": (changed(CHECK_IN, user="somebody"), "invalid"),
    "a field of the body nobody knows": (changed(CHECK_IN, body__user_id="somebody"), "invalid"),
    "the body of another kind": (changed(SESSION, kind="check_in"), "invalid"),
    "no body": (changed(CHECK_IN, body=...), "invalid"),
    "a day that is none": (changed(CHECK_IN, body__on="2026-02-30"), "invalid"),
    "the year 1": (changed(CHECK_IN, body__on="0001-01-01"), "date"),
    "a plan for next year": (changed(SESSION, body__planned_on="2027-03-02"), "date"),
    "an instant in the year 1": (changed(CHECK_IN, occurred_at="0001-01-01T00:00:00+14:00"), "date"),
    "an instant of 1970": (changed(CHECK_IN, occurred_at="1970-01-01T00:00:00+00:00"), "date"),
    "an instant with no offset": (changed(CHECK_IN, occurred_at="2026-03-02T09:00:00"), "invalid"),
    "an offset beyond the earth": (changed(CHECK_IN, offset=900), "invalid"),
    "a zone of many words": (changed(CHECK_IN, zone="Europe/Berlin; DROP TABLE"), "invalid"),
    "pain of 11": (changed(CHECK_IN, body__pain=11), "invalid"),
    "pain as text": (changed(CHECK_IN, body__pain="3"), "invalid"),
    "pain as yes": (changed(CHECK_IN, body__pain=True), "invalid"),
    "a number too large": (changed(CHECK_IN, plan_version=10**400), "invalid"),
    "a version before the first": (changed(CHECK_IN, plan_version=0), "invalid"),
    "more minutes than a day has": (changed(SESSION, body__minutes=10**9), "invalid"),
    "a NUL in a text": (changed(CHECK_IN, kind="note", body={"on": "2026-03-02", "text": "a\x00b"}), "invalid"),
    "half a character in a text": (
        changed(CHECK_IN, kind="note", body={"on": "2026-03-02", "text": "\ud800"}),
        "invalid",
    ),
    "half a character in a name": (changed(CHECK_IN, body={"\ud800": 1}), "invalid"),
    "half a character in the id": (changed(CHECK_IN, id="\ud800"), "invalid"),
    "gone, and nothing named": (changed(CHECK_IN, kind="gone", body={}), "invalid"),
    "one that replaces itself": (changed(CHECK_IN, replaces=ID), "invalid"),
    "an exercise that never was": (
        changed(SESSION, body__items=[{"exercise": "st-moonwalk", "asked": DOSE, "done": 2}]),
        "unknown_word",
    ),
    "an easier version that never was": (
        changed(SESSION, body__items=[SESSION["body"]["items"][0] | {"swapped_for": "st-moonwalk"}]),
        "unknown_word",
    ),
    "a question that never was": (
        changed(CHECK_IN, kind="screening", body=ON | {"answers": {"RF99": "yes"}}),
        "unknown_word",
    ),
    "an upper number under 60": (changed(CHECK_IN, kind="screening", body=reading(59, 40)), "invalid"),
    "an upper number over 300": (changed(CHECK_IN, kind="screening", body=reading(301, 80)), "invalid"),
    "a lower number under 30": (changed(CHECK_IN, kind="screening", body=reading(120, 29)), "invalid"),
    "a lower number over 200": (changed(CHECK_IN, kind="screening", body=reading(300, 201)), "invalid"),
    "a lower number that is the upper one": (changed(CHECK_IN, kind="screening", body=reading(120, 120)), "invalid"),
    "a wish about an exercise that never was": (
        changed(CHECK_IN, kind="pref", body={"key": "not_for_me:st-moonwalk", "value": "yes"}),
        "unknown_word",
    ),
    "a measure that never was": (
        changed(CHECK_IN, kind="measure", body=ON | {"measure": "odi", "answers": {"pain": 1}}),
        "unknown_word",
    ),
    "a measure past its range": (
        changed(CHECK_IN, kind="measure", body=ON | {"measure": "nprs", "answers": {"pain": 11}}),
        "invalid",
    ),
    "activities in a word of two lines": (
        changed(CHECK_IN, kind="measure", body=ON | {"measure": "psfs", "answers": {"a": 1}, "words": {"a": "b\nc"}}),
        "invalid",
    ),
    "an effort that no scale has": (asked(effort_cr10=[3, 11]), "invalid"),
    "an effort below nothing": (asked(effort_cr10=[-1, 4]), "invalid"),
    "sets without end": (asked(sets=10**290), "invalid"),
    "less rest than none": (asked(rest_s=-1), "invalid"),
    "a thousand exercises": (changed(SESSION, body__items=SESSION["body"]["items"] * 1000), "invalid"),
}


@pytest.mark.parametrize(("op", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_it_refuses(op: object, code: str) -> None:
    assert refusal(op).code == code


@pytest.mark.parametrize(("op", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_every_refusal_can_be_sent(op: object, code: str) -> None:
    assert refusal(op).model_dump_json().encode()


def test_it_says_the_id_as_it_was_sent() -> None:
    assert refusal(changed(CHECK_IN, kind="?")).id == ID
    assert refusal(changed(CHECK_IN, id="7")).id == "7"
    assert len(refusal(changed(CHECK_IN, id="7" * 1000)).id) == 80


def test_deep_nesting_is_refused() -> None:
    deep: object = 1
    for _ in range(500):
        deep = {"a": deep}
    assert refusal(changed(CHECK_IN, body=deep)).code == "invalid"
