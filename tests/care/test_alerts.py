"""Alerts: raised once with the log that caused them, read by who is linked, claimed, snoozed, resolved."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from backfit.accounts.models import Clinic, Link, Membership, User
from backfit.lib import clock
from programs.care.models import Alert, AlertStep
from programs.plans import books
from programs.sync.export import Export
from tests.cast import desk_of, employed, person, phone_of
from tests.phone import Json, answer, check_in, op, session, sync, upload
from tests.together import at_once


def note(to: str = "clinic", **changes: object) -> Json:
    return op("note", {"on": clock.now().date().isoformat(), "text": "My foot feels odd.", "to": to, **changes})


def warning(item: str = "RF01") -> Json:
    return op("screening", {"on": clock.now().date().isoformat(), "answers": {item: "yes"}})


def alerts(user: User, *, by: APIClient) -> list[Json]:
    found: list[Json] = by.post(f"/api/care/patients/{user.id}/record").json()["alerts"]
    return found


def act(user: User, alert: Json, *, by: APIClient, what: str = "claimed", **more: object) -> tuple[int, Any]:
    response = by.post(f"/api/care/patients/{user.id}/alerts/{alert['id']}", {"what": what, **more})
    return response.status_code, response.json()


@pytest.fixture
def desk(alex: User, dana: User) -> APIClient:
    """Dana's browser; Alex has a plan."""
    answer(phone_of(alex))
    return desk_of(dana)


def test_a_log_raises_its_alert_once_however_often_it_is_sent(desk: APIClient, alex: User, now: datetime) -> None:
    sent = note()
    for _ in range(2):
        sync(phone_of(alex), sent, check_in(2))
    [alert] = alerts(alex, by=desk)
    assert (alert["rule"], alert["tier"], alert["claimed_by"]) == ("care.note", "B", None)
    assert alert["sentence"] == "They wrote a note to you."
    assert alert["action"]
    assert datetime.fromisoformat(alert["raised_at"]) == now
    assert "foot" not in str(Alert.objects.values_list("facts", flat=True).get())


def test_it_lists_the_most_urgent_first_and_marks_the_caseload(desk: APIClient, alex: User) -> None:
    bo = person()
    Link.objects.create(patient=bo, clinic=Clinic.objects.get(), version="1", first_name="Bo", birth_year=1980)
    sync(phone_of(bo), note(needs_help=True))
    sync(phone_of(alex), note())
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        sync(phone_of(alex), warning())
        assert [one["rule"] for one in alerts(alex, by=desk)] == ["care.emergency_now", "care.note"]
        people = desk.get("/api/care/caseload").json()["people"]
    assert [(one["first_name"], one["tier"], one["alerts"]) for one in people] == [("Alex", "A", 2), ("Bo", "A", 1)]


def test_the_answers_to_all_the_questions_raise_one_too(alex: User, dana: User) -> None:
    answer(phone_of(alex), answers={"*": "no", "RF01": "yes"})
    answer(phone_of(alex), answers={"*": "no", "RF01": "yes"})  # the phone did not hear the reply
    [alert] = alerts(alex, by=desk_of(dana))
    assert (alert["rule"], alert["sentence"]) == (
        "care.emergency_now",
        "A safety answer means an emergency: cauda equina (RF01).",
    )


def test_six_weeks_of_work_without_a_gain_are_for_a_clinician(alex: User, dana: User, now: datetime) -> None:
    bundle = answer(phone_of(alex))
    for days in range(7, 43, 7):
        books.close(alex.id, now=now + timedelta(days=days))
    logs = []
    for days in (0, 14, 16, 18, 21, 23, 25, 28, 30, 42):
        with clock.frozen(now + timedelta(days=days)):
            done = session(bundle)
            done["body"]["planned_on"] = done["body"]["on"]
            measured = op("measure", {"on": done["body"]["on"], "measure": "nprs", "answers": {"pain": 5}})
            logs.append(measured if days in (0, 42) else done)
    with clock.frozen(now + timedelta(days=42)):
        sync(phone_of(alex), *logs)
        assert "care.no_gain" in [one["rule"] for one in alerts(alex, by=desk_of(dana))]


def test_it_is_claimed_by_one_and_resolved_with_a_reason(desk: APIClient, alex: User, dana: User) -> None:
    lee = employed("lee@example.org", clinic=Clinic.objects.get(), name="Lee Lang")
    sync(phone_of(alex), note())
    [alert] = alerts(alex, by=desk)
    assert act(alex, alert, by=desk)[0] == 200
    assert alerts(alex, by=desk_of(lee))[0]["claimed_by"] == "Dana Reyes"
    status, refusal = act(alex, alert, by=desk_of(lee))
    assert (status, refusal["detail"]) == (409, "Dana Reyes has this already.")
    assert act(alex, alert, by=desk, what="resolved")[0] == 400
    assert act(alex, alert, by=desk, what="resolved", why="Called him.") == (200, [])
    status, refusal = act(alex, alert, by=desk_of(lee), what="noise", why="Nothing new.")
    assert (status, refusal["type"]) == (409, "urn:backfit:problem:alert_closed")
    steps = AlertStep.objects.order_by("id").values_list("what", "by", "by_name", "why")
    assert list(steps) == [
        ("claimed", dana.id, "Dana Reyes", ""),
        ("resolved", dana.id, "Dana Reyes", "Called him."),
    ]
    sync(phone_of(alex), check_in(2))
    assert alerts(alex, by=desk) == []


def test_a_snooze_ends_by_itself_and_never_hides_what_is_for_the_same_day(
    desk: APIClient, alex: User, dana: User, now: datetime
) -> None:
    sync(phone_of(alex), note(), note(needs_help=True))
    help_, written = alerts(alex, by=desk)
    assert act(alex, help_, by=desk, what="snoozed", why="Later", days=1)[0] == 409
    assert act(alex, written, by=desk, what="snoozed", why="Later", days=8)[1]["detail"] == (
        "This can wait 7 days at most."
    )
    for wrong in ({"days": 1}, {"why": "Later"}, {"why": " ", "days": 1}):
        assert act(alex, written, by=desk, what="snoozed", **wrong)[0] == 400
    left = act(alex, written, by=desk, what="snoozed", why="On leave", days=7)[1]
    assert [(one["snoozed_until"], one["why"]) for one in left] == [(None, None), ("2026-03-09", "On leave")]
    for days, open_ in ((6, 1), (7, 2)):
        with clock.frozen(now + timedelta(days=days)):
            assert desk_of(dana).get("/api/care/caseload").json()["people"][0]["alerts"] == open_


def test_another_clinic_and_an_ended_link_see_none(desk: APIClient, alex: User, casey: User) -> None:
    sync(phone_of(alex), note())
    [alert] = alerts(alex, by=desk)
    assert act(alex, alert, by=desk_of(casey))[0] == 404
    Link.objects.create(patient=alex, clinic=Clinic.objects.get(name="Elsewhere Physio"), version="1")
    theirs = desk_of(casey)
    act(alex, alert, by=desk, what="resolved", why="Called him.")
    assert [one["claimed_by"] for one in alerts(alex, by=theirs)] == [None], "what one clinic did the other can't tell"
    phone_of(alex).delete(f"/api/care/links/{Link.objects.get(clinic__name='Elsewhere Physio').id}")
    assert act(alex, alert, by=theirs)[0] == 404
    assert theirs.get("/api/care/caseload").json()["people"] == []


def test_who_joins_brings_the_open_alerts_of_the_last_four_weeks(alex: User, dana: User, now: datetime) -> None:
    Link.objects.all().delete()
    for days, text in ((0, "old"), (1, "new")):
        with clock.frozen(now + timedelta(days=days)):
            sync(phone_of(alex), note(text=text))
    joined = now + timedelta(days=28, minutes=1)
    clinic = Clinic.objects.get()
    Link.objects.create(patient=alex, clinic=clinic, version="1", first_name="Alex", accepted_at=joined)
    with clock.frozen(joined):
        [alert] = alerts(alex, by=desk_of(dana))
    assert datetime.fromisoformat(alert["raised_at"]) == now + timedelta(days=1)


def test_the_person_can_take_it_away(desk: APIClient, alex: User) -> None:
    sync(phone_of(alex), note())
    act(alex, alerts(alex, by=desk)[0], by=desk, what="noise", why="Only a greeting.")
    [alert] = Export.model_validate(phone_of(alex).get("/api/account/export").json()).care.alerts
    assert (alert.sentence, alert.tier) == ("They wrote a note to you.", "B")
    assert [(one.clinic, one.who, one.what, one.why) for one in alert.steps] == [
        ("Harbour Physio", "Dana Reyes", "noise", "Only a greeting.")
    ]


def test_it_costs_a_sync_one_statement_and_only_when_something_is_raised(alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    sync(phone)

    def statements(*ops: Json) -> int:
        body = upload(ops)
        with CaptureQueriesContext(connection) as captured:
            assert phone.post("/api/sync", body).status_code == 200
        return len(captured)

    most = statements(session(bundle))
    plain = statements(check_in(2), note("self"))
    assert statements(check_in(2), note()) == statements(*(note() for _ in range(9))) == plain + 1 <= most + 1 <= 20


@pytest.mark.parametrize(
    "change", [{"rule": "care.help"}, {"tier": "C"}, {"facts": {"pain": 1}}], ids=["rule", "tier", "facts"]
)
def test_the_database_keeps_an_alert_as_it_was_raised(change: Json, desk: APIClient, alex: User) -> None:
    sync(phone_of(alex), note())
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Alert.objects.update(**change)


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        ({"what": "resolved", "why": ""}, "what_hides_an_alert_has_a_reason"),
        ({"what": "snoozed", "why": "Later"}, "a_snooze_has_an_end"),
        ({"what": "lost", "why": "x"}, "a_step_is_a_known_one"),
    ],
)
def test_the_database_refuses_a_step_that_says_too_little(step: Json, rule: str, desk: APIClient, alex: User) -> None:
    sync(phone_of(alex), note())
    alert, clinic = Alert.objects.get(), Clinic.objects.get()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        AlertStep.objects.create(alert=alert, clinic=clinic, by=alex.id, by_name="Dana", **step)


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_syncs_and_two_claims_at_once_make_one_of_each() -> None:
    clinic, robin = Clinic.objects.create(name="Harbour Physio"), person()
    staff = [employed(f"{name}@example.org", clinic=clinic, name=name) for name in ("jo", "lee")]
    Link.objects.create(patient=robin, clinic=clinic, version="1", first_name="Robin", birth_year=1959)
    answer(phone_of(robin))
    sent = warning()

    def one_phone() -> int:
        return int(phone_of(robin).post("/api/sync", upload([sent])).status_code)

    assert at_once(*[one_phone] * 2) == [200] * 2
    alert = Alert.objects.get()
    with pytest.raises(IntegrityError, match="a_cause_raises_an_alert_once"), transaction.atomic():
        Alert.objects.create(user=robin, rule=alert.rule, cause=alert.cause, facts={}, tier="A")
    desks = [desk_of(user) for user in staff]
    answers = at_once(*(lambda desk=desk: act(robin, {"id": alert.pk}, by=desk)[0] for desk in desks))
    assert sorted(answers) == [200, 409]
    assert AlertStep.objects.count() == 1
    assert Membership.objects.count() == 2
