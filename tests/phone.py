"""What a phone sends: a finished questionnaire, a followed session, a sync."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from rest_framework.test import APIClient

from backfit.lib import clock

Json = dict[str, Any]  # as JSON gives it

ids = count(1)
ANSWERS: Json = {
    "schema": 1,
    "age": 34,
    "answers": {"*": "no"},
    "conditions": ["sciatica"],
    "onset_weeks": 8,
    "pain_now": 2,
    "pain_worst_24h": 3,
    "settles": "minutes",
    "night_waking": False,
    "days": ["mon", "wed", "fri"],
    "minutes": 20,
}


def new_id() -> str:
    return str(UUID(int=next(ids), version=4))


def questionnaire(*, today: str = "2026-03-02", diagnosed: bool = True, **answers: object) -> Json:
    """The body of POST `/api/intake`: sciatica at 34, told by a clinician, safe to start, with `answers` changed."""
    return {
        "schema": 1,
        "diagnosed": diagnosed,
        "today": today,
        "zone": "Europe/London",
        "intake": {**ANSWERS, **answers},
    }


def answer(phone: APIClient, **changes: Any) -> Json:
    """Sends the questionnaire and gives the bundle."""
    response = phone.post("/api/intake", questionnaire(**changes))
    assert response.status_code == 200, response.content
    bundle: Json = response.json()
    return bundle


def op(kind: str, body: Mapping[str, object], **changes: object) -> Json:
    """One log of now, in London in winter."""
    made: Json = {
        "id": new_id(),
        "schema": 1,
        "kind": kind,
        "body": dict(body),
        "occurred_at": clock.now().isoformat(),
        "zone": "Europe/London",
        "offset": 0,
        "plan_version": 1,
    }
    return made | changes


def check_in(pain: int, **changes: object) -> Json:
    return op("check_in", {"on": clock.now().date().isoformat(), "pain": pain}, **changes)


def session(bundle: Json, *, pain: int = 1, effort: str = "about_right", **changes: object) -> Json:
    """The bundle's first session with exercises, done today as asked, with `pain` in each."""
    planned = next(session for session in bundle["sessions"] if session["items"])
    items = [
        {
            "exercise": item["exercise"],
            "asked": item["dose"],
            "done": _whole(item["dose"]),
            "pain": pain,
            "effort": effort,
        }
        for item in planned["items"]
    ]
    body = {
        "on": clock.now().date().isoformat(),
        "planned_on": planned["on"],
        "minutes": planned["minutes"],
        "items": items,
    }
    return op("session", body, **changes)


def _whole(dose: Json) -> int:
    done: int = dose["minutes"] or dose["distance_m"] or dose["sets"]
    return done


def upload(ops: Sequence[object], **changes: object) -> Json:
    """The body of POST `/api/sync` of a phone that holds nothing yet."""
    return {
        "schema": 1,
        "device": "019579a0-0000-7000-8000-00000000d00d",
        "app": "1.0",
        "cursor": 0,
        "today": clock.now().date().isoformat(),
        "ops": list(ops),
    } | changes


def sync(phone: APIClient, *ops: object, **changes: object) -> Json:
    """Sends ops and gives the reply."""
    response = phone.post("/api/sync", upload(ops, **changes))
    assert response.status_code == 200, response.content
    reply: Json = response.json()
    return reply


def later(now: datetime, days: int) -> datetime:
    """The same time of day, `days` later."""
    return now + timedelta(days=days)
