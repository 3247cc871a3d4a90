"""A clinician changes and assigns plans: what is previewed is published, and the patient reads who did it."""

from datetime import datetime, timedelta

import pytest
from rest_framework.test import APIClient

from backfit.accounts.models import Audit, User
from backfit.lib import clock
from programs.plans.models import PlanVersion
from tests.cast import desk_of, phone_of
from tests.phone import Json, answer, check_in, later, op, session, sync


@pytest.fixture
def desk(alex: User, dana: User) -> APIClient:
    """Dana's browser; Alex has a plan."""
    answer(phone_of(alex))
    return desk_of(dana)


def send(desk: APIClient, user: User, what: str, body: Json, *, status: int = 200) -> Json:
    response = desk.post(f"/api/care/patients/{user.id}/{what}", body)
    assert response.status_code == status, response.content
    said: Json = response.json()
    return said


def easier(desk: APIClient, user: User) -> Json:
    """An edit: the first slot with one set."""
    slot = send(desk, user, "record", {})["editor"]["slots"][0]
    dose = slot["dose"] | {"sets": 2 if slot["dose"]["sets"] == 1 else 1}
    return {"items": [{name: slot[name] for name in ("planned", "role", "exercise")} | {"dose": dose}]}


def test_what_is_previewed_is_published_and_reaches_the_phone_with_who_did_it(
    desk: APIClient, alex: User, dana: User
) -> None:
    edit = easier(desk, alex)
    preview = send(desk, alex, "preview", {"edit": edit, "words": "Go gently."})
    assert preview["diffs"]
    assert preview["refusal"] is None
    published = send(desk, alex, "publish", {"edit": edit, "words": "Go gently.", "base_version": 1})
    assert published == {"version": 2}
    bundle = sync(phone_of(alex))["bundle"]
    told = bundle["changes"][0]
    assert (told["title"], told["because"]) == ("Dana Reyes changed your plan", preview["sentence"])
    newest = send(desk, alex, "record", {})["versions"][0]
    assert (newest["number"], newest["by"], newest["words"]) == (2, "Dana Reyes", "Go gently.")
    trail = Audit.objects.get(what="plans.edited")
    assert (trail.who, trail.patient) == (dana.id, alex.id)


def test_a_preview_keeps_nothing(desk: APIClient, alex: User) -> None:
    before = phone_of(alex).get("/api/bundle").json()
    send(desk, alex, "preview", {"edit": easier(desk, alex)})
    send(desk, alex, "proposal", {"changes": {"minutes": 15}})
    assert phone_of(alex).get("/api/bundle").json() == before


def editor_of(desk: APIClient, user: User) -> Json:
    editor: Json = send(desk, user, "record", {})["editor"]
    return editor


def open_rules(desk: APIClient, user: User) -> list[str]:
    return [alert["rule"] for alert in send(desk, user, "record", {})["alerts"]]


def test_limits_are_published_and_read_back_and_an_edit_that_names_none_keeps_them(
    desk: APIClient, alex: User, now: datetime
) -> None:
    edit = easier(desk, alex)
    slot = editor_of(desk, alex)["slots"][0]
    assert (slot["limits"], editor_of(desk, alex)["progression"]) == (None, "automatic")
    held = {"exercise": slot["exercise"], "floor": None, "ceiling": None, "step": None, "frozen": True}
    limited = {"items": [edit["items"][0] | {"dose": slot["dose"], "limits": held}], "progression": "ask_first"}
    send(desk, alex, "publish", {"edit": limited, "base_version": 1})
    assert "Each step up waits" in sync(phone_of(alex))["bundle"]["changes"][0]["because"]
    with clock.frozen(now + timedelta(minutes=1)):
        send(desk, alex, "publish", {"edit": edit, "base_version": 2})
    editor = editor_of(desk, alex)
    assert (editor["slots"][0]["limits"], editor["progression"]) == (held, "ask_first")
    assert editor["slots"][0]["dose"]["sets"] == edit["items"][0]["dose"]["sets"]


def test_an_edit_from_before_there_were_limits_is_still_read(desk: APIClient, alex: User, dana: User) -> None:
    edit = easier(desk, alex)
    first = PlanVersion.objects.get(user=alex)
    PlanVersion.objects.create(
        user=alex, number=2, intake=first.intake, starts_on=first.starts_on, edit=edit | {"stage": None},
        author=dana.id, author_name="Dana Reyes", words="",
    )  # fmt: skip
    slot = editor_of(desk, alex)["slots"][0]
    assert (slot["dose"]["sets"], slot["limits"]) == (edit["items"][0]["dose"]["sets"], None)


def test_a_step_waits_for_the_clinician_and_comes_once_it_is_accepted(
    desk: APIClient, alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    send(desk, alex, "publish", {"edit": {"progression": "ask_first"}, "base_version": 1})
    for days in (0, 2):
        with clock.frozen(later(now, days)):
            sync(phone, session(sync(phone)["bundle"], pain=2))
        with clock.frozen(later(now, days + 1)):
            sync(phone, check_in(2))
    with clock.frozen(later(now, 3)):
        desk = desk_of(dana)
        waiting = editor_of(desk, alex)["proposals"]
        assert waiting
        assert open_rules(desk, alex) == ["care.proposal"]
        answers = [{"planned": one["planned"], "role": one["role"], "accepted": True} for one in waiting]
        preview = send(desk, alex, "preview", {"edit": {"answers": answers}})
        assert (preview["refusal"], preview["edit"]["answers"]) == (None, answers)
        assert all(one["because"] in preview["sentence"] for one in waiting)
        send(desk, alex, "publish", {"edit": {"answers": answers}, "base_version": 2})
        assert editor_of(desk, alex)["proposals"] == []
        assert open_rules(desk, alex) == []
        told = sync(phone)["bundle"]["changes"][0]
        assert (told["title"], told["because"]) == ("Dana Reyes changed your plan", preview["sentence"])


def test_an_alert_of_steps_that_wait_stays_until_the_last_of_them_is_answered(
    desk: APIClient, alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    send(desk, alex, "publish", {"edit": {"progression": "ask_first"}, "base_version": 1})
    for days in (0, 2):
        with clock.frozen(later(now, days)):
            sync(phone, session(sync(phone)["bundle"], pain=2))
        with clock.frozen(later(now, days + 1)):
            sync(phone, check_in(2))
    with clock.frozen(later(now, 3)):
        desk = desk_of(dana)
        for number, one in enumerate(editor_of(desk, alex)["proposals"], start=2):
            assert open_rules(desk, alex) == ["care.proposal"]
            answers = [{"planned": one["planned"], "role": one["role"], "accepted": False}]
            send(desk, alex, "publish", {"edit": {"answers": answers}, "base_version": number})
        assert open_rules(desk, alex) == []


def test_an_edit_of_a_plan_that_has_moved_on_is_refused(desk: APIClient, alex: User) -> None:
    edit = easier(desk, alex)
    send(desk, alex, "publish", {"edit": edit, "base_version": 1})
    refused = send(desk, alex, "publish", {"edit": edit, "base_version": 1}, status=409)
    assert refused["type"] == "urn:backfit:problem:plan_moved_on"


def test_nothing_is_published_while_a_stop_stands(desk: APIClient, alex: User) -> None:
    edit = easier(desk, alex)
    sync(phone_of(alex), op("screening", {"on": "2026-03-02", "answers": {"RF01": "yes"}}))
    refused = send(desk, alex, "publish", {"edit": edit, "base_version": 1}, status=409)
    assert refused["detail"]
    assert [one["number"] for one in send(desk, alex, "record", {})["versions"]] == [1]


def test_a_proposed_plan_is_assigned_as_a_new_version(desk: APIClient, alex: User) -> None:
    proposal = send(desk, alex, "proposal", {"changes": {"minutes": 15}})
    assert (proposal["outcome"], proposal["version"], proposal["refusal"]) == ("plan", 1, None)
    body = {"changes": {"minutes": 15}, "words": "Shorter days.", "base_version": proposal["version"]}
    assert send(desk, alex, "assign", body) == {"version": 2}
    assert send(desk, alex, "record", {})["versions"][0]["by"] == "Dana Reyes"


def test_a_clinicians_agreement_lets_a_plan_be_made_that_waited_for_it(alex: User, dana: User) -> None:
    answer(phone_of(alex), conditions=["post-lumbar-fusion"], weeks_since_surgery=30)
    desk = desk_of(dana)
    assert "surgeon" in send(desk, alex, "proposal", {"changes": {}})["needs"]
    changes = {"approvals": ["surgeon", "clinician"]}
    assert send(desk, alex, "proposal", {"changes": changes})["outcome"] == "plan"
    send(desk, alex, "assign", {"changes": changes, "base_version": 0})
    assert sync(phone_of(alex))["bundle"]["plan"]["version"] == 1


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("preview", {}),
        ("preview", {"edit": {"stage": 9}}),
        ("publish", {"edit": {"stage": 1}}),
        ("publish", {"edit": {"stage": 1}, "base_version": "1"}),
        ("publish", {"edit": {"stage": 1}, "base_version": 1, "by": "Somebody else"}),
        ("proposal", {"changes": {"age": 20}}),
        ("proposal", {"changes": {"conditions": ["made-up"]}}),
        ("assign", {"changes": {}}),
    ],
)
def test_what_does_not_fit_is_refused(what: str, body: Json, desk: APIClient, alex: User) -> None:
    assert send(desk, alex, what, body, status=400)["errors"]
