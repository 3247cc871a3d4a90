"""`/api/sync`: logs in, the plan folded, what is new out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backfit.accounts.models import User
from backfit.lib import clock
from programs.logs.models import Log, Space
from programs.plans.models import Change
from programs.sync.shapes import SyncReply
from tests.cast import phone_of
from tests.phone import answer, check_in, new_id, op, session, sync, upload


def statuses(reply: dict[str, list[dict[str, str]]]) -> list[str]:
    return [result["status"] for result in reply["results"]]


def test_a_session_changes_the_plan_and_says_why(alex: User) -> None:
    phone = phone_of(alex)
    before = answer(phone)
    done = session(before, pain=7)
    reply = sync(phone, done, bundle_rev=before["rev"], bundle_made_for=before["made_for"])
    after = SyncReply.model_validate(reply).bundle
    assert after is not None
    assert after.rev > before["rev"]
    assert str(after.changes[0].log_id) == done["id"]
    assert after.changes[0].because
    assert after.changes[0].title
    assert [day.on.isoformat() for day in after.done] == ["2026-03-02"]
    assert [str(log) for log in Change.objects.values_list("log", flat=True)] == [done["id"]] * Change.objects.count()


def test_the_reply_is_of_the_shape_it_promises(alex: User) -> None:
    phone = phone_of(alex)
    reply = sync(phone, session(answer(phone)), {"bad": True})
    assert SyncReply.model_validate(reply).model_dump(mode="json", by_alias=True) == reply


def test_a_bad_op_leaves_its_neighbours_alone(alex: User) -> None:
    phone = phone_of(alex)
    reply = sync(phone, check_in(2), check_in(11), None, check_in(3))
    assert statuses(reply) == ["applied", "refused", "refused", "applied"]
    assert reply["results"][1]["sentence"]
    assert Log.objects.count() == 2


def test_the_same_log_again_is_applied_and_stored_once(alex: User) -> None:
    phone = phone_of(alex)
    first = check_in(2)
    assert statuses(sync(phone, first, first)) == ["applied", "applied"]
    assert statuses(sync(phone, first)) == ["applied"]
    assert Log.objects.count() == 1


def test_a_stored_log_never_changes(alex: User) -> None:
    phone = phone_of(alex)
    first = check_in(2)
    sync(phone, first)
    sync(phone, first | {"body": first["body"] | {"pain": 9}})
    assert Log.objects.get().body["pain"] == 2


def test_somebody_elses_id_is_refused_in_words_that_tell_nothing(alex: User, sam: User) -> None:
    hers = check_in(2)
    sync(phone_of(alex), hers)
    reply = sync(phone_of(sam), hers, check_in(3), op("gone", {}, replaces=hers["id"]))
    assert statuses(reply) == ["refused", "applied", "refused"]
    assert "exist" not in reply["results"][0]["sentence"]
    assert reply["results"][0]["code"] == reply["results"][2]["code"] == "id"
    assert Log.objects.filter(user=sam).count() == 1
    assert Log.objects.get(user=alex).body["pain"] == 2


def test_a_correction_counts_in_place_of_the_first(alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    mild, bad = session(bundle, pain=1), session(bundle, pain=7)
    after = sync(phone, mild)["bundle"]
    corrected = sync(phone, bad | {"replaces": mild["id"]})["bundle"]
    assert corrected["changes"][0]["log_id"] == bad["id"]
    assert corrected["changes"][0]["action"] != after["changes"][0]["action"]
    assert len(corrected["done"]) == 1


def test_withdrawing_a_session_undoes_what_it_did(alex: User) -> None:
    phone = phone_of(alex)
    before = answer(phone)
    done = session(before, pain=7)
    sync(phone, done)
    after = sync(phone, op("gone", {}, replaces=done["id"]))["bundle"]
    assert after["changes"] == []
    assert after["done"] == []
    assert after["sessions"] == before["sessions"]
    assert Change.objects.exists(), "what was told stays written down"


def test_the_order_of_arrival_does_not_matter(alex: User, sam: User) -> None:
    replies = []
    for user, order in ((alex, 1), (sam, -1)):
        phone = phone_of(user)
        bundle = answer(phone)
        logs = [
            session(bundle, pain=pain, occurred_at=(clock.now() + timedelta(seconds=pain)).isoformat())
            for pain in (1, 5, 7)
        ]
        for log in logs[::order]:
            reply = sync(phone, log)
        replies.append(reply["bundle"]["sessions"])
    assert replies[0] == replies[1]


def test_a_note_is_no_new_bundle(alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    held = {"bundle_rev": bundle["rev"], "bundle_made_for": bundle["made_for"]}
    reply = sync(phone, op("note", {"on": "2026-03-02", "text": "slept well"}), **held)
    assert reply["bundle"] is None


def test_a_phone_gets_the_bundle_unless_it_holds_it(alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    held = {"bundle_rev": bundle["rev"], "bundle_made_for": bundle["made_for"]}
    assert sync(phone, **held)["bundle"] is None
    assert sync(phone)["bundle"] == bundle
    assert sync(phone, **held | {"bundle_made_for": "2026-03-01"})["bundle"] == bundle
    tomorrow = sync(phone, **held, today="2026-03-03")["bundle"]
    assert (tomorrow["rev"], tomorrow["made_for"]) == (bundle["rev"], "2026-03-03")


def test_another_phone_gets_the_logs(alex: User) -> None:
    here, there = phone_of(alex), phone_of(alex)
    first, second = check_in(2), check_in(3)
    reply = sync(here, first, second)
    assert (reply["changes"], reply["cursor"], reply["more"]) == ([], 2, False)
    pulled = sync(there)
    assert [log["id"] for log in pulled["changes"]] == [first["id"], second["id"]]
    assert sync(there, cursor=pulled["cursor"])["changes"] == []


def test_many_logs_come_in_pages(alex: User) -> None:
    phone = phone_of(alex)
    for _ in range(11):
        sync(phone, *(check_in(1) for _ in range(50)))
    first = sync(phone)
    assert (len(first["changes"]), first["cursor"], first["more"]) == (500, 500, True)
    rest = sync(phone, cursor=500)
    assert (len(rest["changes"]), rest["cursor"], rest["more"]) == (50, 550, False)


def test_a_cursor_from_another_life_offers_all_again(alex: User) -> None:
    phone = phone_of(alex)
    sync(phone, check_in(2))
    ahead = sync(phone, cursor=9)
    assert (ahead["resync"], ahead["cursor"], len(ahead["changes"])) == (True, 1, 1)
    Space.objects.update(epoch=2)
    restored = sync(phone, cursor=1, epoch=1)
    assert (restored["resync"], restored["epoch"]) == (True, 2)
    assert sync(phone, cursor=1, epoch=2)["resync"] is False


def test_a_restored_server_sends_its_bundle_whatever_number_the_phone_holds(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    held = sync(phone)["bundle"]
    Space.objects.update(epoch=2)
    restored = sync(phone, epoch=1, bundle_rev=held["rev"], bundle_made_for=held["made_for"])
    assert (restored["resync"], restored["bundle"]) == (True, held)


def test_logs_are_kept_before_there_is_a_plan(alex: User) -> None:
    reply = sync(phone_of(alex), check_in(2, plan_version=None))
    assert statuses(reply) == ["applied"]
    assert reply["bundle"] is None


def test_a_positive_safety_answer_stops_the_plan_until_it_is_asked_in_full_again(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    stopped = sync(phone, op("screening", {"on": "2026-03-02", "answers": {"RF01": "yes"}}))["bundle"]
    assert stopped["stop"]["outcome"] == "emergency_now"
    assert stopped["stop"]["advice"][0]["id"] == "screening.RF01"
    assert "999" in stopped["stop"]["advice"][0]["text"]
    assert stopped["sessions"] == []
    with clock.frozen(clock.now() + timedelta(minutes=30)):
        assert answer(phone)["stop"] is None


def test_what_several_answers_lead_to_is_said_once(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    answers = {"RF17": "yes", "RF01": "yes", "RF02": "yes"}
    advice = sync(phone, op("screening", {"on": "2026-03-02", "answers": answers}))["bundle"]["stop"]["advice"]
    assert [one["id"] for one in advice] == ["screening.RF01", "screening.RF17"]


def test_an_answer_that_leads_to_a_doctor_today_is_told_no_emergency(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    stop = sync(phone, op("screening", {"on": "2026-03-02", "answers": {"RF04": "prefer_not"}}))["bundle"]["stop"]
    assert (stop["outcome"], stop["call"], len(stop["advice"])) == ("same_day", False, 1)
    assert "emergency" not in stop["advice"][0]["text"]


@pytest.mark.parametrize("count", [0, 1, 50])
def test_it_asks_the_database_twenty_things_at_most_whatever_it_carries(count: int, alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    sync(phone, check_in(1))
    body = upload([session(bundle), *(check_in(2) for _ in range(49))][:count], cursor=1)
    with CaptureQueriesContext(connection) as captured:
        assert phone.post("/api/sync", body).status_code == 200
    assert len(captured) == (11 if count == 0 else 18)


def test_51_ops_are_too_many(alex: User) -> None:
    response = phone_of(alex).post("/api/sync", upload([check_in(1) for _ in range(51)]))
    assert (response.status_code, response.json()["type"]) == (413, "urn:backfit:problem:too_large")
    assert not Log.objects.exists()


def test_60_kb_are_too_much(alex: User) -> None:
    note = op("note", {"on": "2026-03-02", "text": "x" * 62_000})
    assert phone_of(alex).post("/api/sync", upload([note])).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "",
        "[]",
        "null",
        "7",
        '"ops"',
        "[" * 50_000,
        '{"schema": 1' + "0" * 5_000 + "}",
        "\udcff\udcfe{",
        '{"ops": NaN}',
        '{"schema":1,"device":"\\ud800","app":"1","cursor":0,"today":"2026-03-02","ops":[]}',
        '{"\\ud800":1,"ops":[]}',
    ],
)
def test_a_body_that_is_no_upload_is_400(body: str, alex: User) -> None:
    sent = body.encode("utf-8", "surrogateescape")
    response = phone_of(alex).post("/api/sync", sent, content_type="application/json")
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_other_kinds_of_body_are_415(content_type: str, alex: User) -> None:
    response = phone_of(alex).generic("POST", "/api/sync", "ops=1", content_type=content_type)
    assert response.status_code in {400, 415}


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "mine"},
        {"cursor": -1},
        {"cursor": 2**70},
        {"cursor": "0"},
        {"today": "2026-02-30"},
        {"schema": 2},
        {"app": "x" * 41},
        {"ops": {}},
        {"user": new_id()},
        {"bundle_rev": 1.5},
    ],
)
def test_it_refuses_what_does_not_fit(changes: dict[str, object], alex: User) -> None:
    response = phone_of(alex).post("/api/sync", upload([]) | changes)
    assert response.status_code == 400, response.content


def test_it_asks_who_it_is(db: None) -> None:
    assert phone_of(None).post("/api/sync", upload([])).status_code == 401


def test_it_takes_nothing_of_one_person_as_another(alex: User, sam: User) -> None:
    log = check_in(2)
    answered = phone_of(sam).post("/api/sync", upload([log]) | {"account": str(alex.id)})
    assert answered.status_code == 401
    assert not Log.objects.exists()
    assert phone_of(alex).post("/api/sync", upload([log]) | {"account": str(alex.id)}).status_code == 200
    assert Log.objects.get().user == alex
