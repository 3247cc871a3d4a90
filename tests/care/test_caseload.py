"""The caseload: who stands how, who comes first, in as many statements for 25 people as for three."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backfit.accounts.models import Clinic, Link, Membership, User
from backfit.lib import clock
from tests.cast import desk_of, person, phone_of
from tests.phone import Json, answer, check_in, op, session, sync

CASELOAD = "/api/care/caseload"


def caseload(clinician: User) -> Json:
    response = desk_of(clinician).get(CASELOAD)
    assert response.status_code == 200, response.content
    listed: Json = response.json()
    return listed


def patient(name: str, *, birth_year: int = 1980) -> User:
    """Somebody whom Harbour Physio calls `name`."""
    user = person()
    clinic = Clinic.objects.get(name="Harbour Physio")
    Link.objects.create(patient=user, clinic=clinic, version="1", first_name=name, birth_year=birth_year)
    return user


def test_it_lists_who_is_linked_with_age_and_plan(alex: User, dana: User, now: datetime) -> None:
    bundle = answer(phone_of(alex))
    patient("Bo", birth_year=1956)
    listed = caseload(dana)
    assert (listed["clinic"], listed["invitations"]) == ("Harbour Physio", [])
    lines = {one["first_name"]: one for one in listed["people"]}
    assert (
        lines["Alex"] | {"id": str(alex.id), "age": 34, "standing": "on_plan", "note": None, "week": 1} == lines["Alex"]
    )
    assert lines["Alex"]["built_for"] == bundle["plan"]["built_for"]
    assert lines["Alex"]["linked_on"] == "2026-03-02"
    assert (lines["Bo"]["age"], lines["Bo"]["standing"], lines["Bo"]["built_for"]) == (70, "no_plan", None)


def test_the_week_counts_from_the_first_plan(alex: User, dana: User, now: datetime) -> None:
    answer(phone_of(alex))
    for days, week in ((6, 1), (7, 2), (30, 5)):
        with clock.frozen(now + timedelta(days=days)):
            assert caseload(dana)["people"][0]["week"] == week


def test_it_says_how_it_goes_and_who_was_longest_away_comes_first(alex: User, dana: User, now: datetime) -> None:
    for user, days in ((alex, 0), (patient("Bo"), 4), (patient("Cy"), 2)):
        phone = phone_of(user)
        bundle = answer(phone)
        with clock.frozen(now + timedelta(days=days)):
            sync(phone, session(bundle, pain=days), check_in(1))
    patient("Di")
    with clock.frozen(now + timedelta(days=5)):
        people = caseload(dana)["people"]
    assert [one["first_name"] for one in people] == ["Di", "Alex", "Cy", "Bo"]
    bo = people[-1]
    assert (bo["last_activity_on"], bo["worst_pain_7d"]) == ("2026-03-06", 4)
    assert (len(bo["pains_14d"]), bo["pains_14d"][-2:]) == (14, [4, None])
    assert (people[0]["last_activity_on"], people[0]["planned_28d"]) == (None, 0)


def test_a_warning_sign_puts_a_plan_on_hold_and_the_person_first(alex: User, dana: User) -> None:
    for name in ("Ann", "Bo", "Cy"):
        user = patient(name)
        answer(phone_of(user))
        if name == "Bo":
            sync(phone_of(user), op("screening", {"on": "2026-03-02", "answers": {"RF01": "yes"}}))
    first = caseload(dana)["people"][0]
    assert (first["first_name"], first["standing"]) == ("Bo", "on_hold")
    assert first["note"]


def test_an_answer_that_leads_to_no_plan_waits_for_a_clinician_or_is_on_hold(alex: User, dana: User) -> None:
    answer(phone_of(alex), conditions=["post-lumbar-fusion"])
    [line] = caseload(dana)["people"]
    assert (line["standing"], line["built_for"], line["week"]) == ("waits", None, None)
    answer(phone_of(alex), answers={"*": "no", "RF01": "yes"})
    [line] = caseload(dana)["people"]
    assert (line["standing"], line["built_for"], line["week"]) == ("on_hold", None, None)


def test_it_shows_open_invitations_until_they_are_used(alex: User, dana: User, sam: User) -> None:
    made = desk_of(dana).post("/api/care/invitations", {"first_name": "Sam", "birth_year": 1990}).json()
    assert caseload(dana)["invitations"] == [made]
    phone_of(sam).post("/api/care/join", {"code": made["code"], "birth_year": 1990, "version": "1"})
    listed = caseload(dana)
    assert (listed["invitations"], {one["first_name"] for one in listed["people"]}) == ([], {"Alex", "Sam"})


def test_an_ended_link_is_gone_at_once(alex: User, dana: User) -> None:
    phone_of(alex).delete(f"/api/care/links/{Link.objects.get().id}")
    assert caseload(dana)["people"] == []


def test_another_clinic_sees_its_own_people_only(alex: User, dana: User, casey: User) -> None:
    assert caseload(casey)["people"] == []
    elsewhere = Clinic.objects.get(name="Elsewhere Physio")
    asked = desk_of(casey).get(f"{CASELOAD}?clinic={Clinic.objects.get(name='Harbour Physio').id}")
    assert asked.status_code == 404
    Membership.objects.create(clinic=elsewhere, user=dana, role="clinician", name="Dana Reyes")
    assert desk_of(dana).get(f"{CASELOAD}?clinic={elsewhere.id}").json()["clinic"] == "Elsewhere Physio"


@pytest.mark.parametrize("query", ["?clinic=1", "?clinics=x"])
def test_a_query_that_does_not_fit_is_refused(query: str, dana: User) -> None:
    assert desk_of(dana).get(CASELOAD + query).status_code == 400


def test_its_statements_do_not_grow_with_the_people(alex: User, dana: User) -> None:
    counts = {}
    for people in (3, 25):
        while Link.objects.count() < people:
            phone = phone_of(patient("Somebody"))
            sync(phone, session(answer(phone)), check_in(2))
        desk = desk_of(dana)
        with CaptureQueriesContext(connection) as captured:
            assert len(desk.get(CASELOAD).json()["people"]) == people
        counts[people] = len(captured)
    assert counts[3] == counts[25] <= 16
