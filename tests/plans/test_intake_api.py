"""`/api/intake`: the form for everybody, and what the answers become."""

import json
from datetime import timedelta
from itertools import groupby

import pytest

from backfit.accounts.models import Consent, User
from backfit.lib import clock
from programs.engine.contract import Intake as Told
from programs.plans.bundle import Bundle
from programs.plans.form import IntakeForm
from programs.plans.models import Intake, PlanVersion
from tests.cast import phone_of
from tests.phone import ANSWERS, answer, questionnaire


def test_the_form_is_for_everybody(db: None) -> None:
    form = IntakeForm.model_validate(phone_of(None).get("/api/intake").json())
    steps = {step.id: step for section in form.sections for step in section.steps}
    assert {"country", "age", "conditions", "days", "minutes", "screening"} <= steps.keys()
    assert any(
        "slipped disc" in word for option in steps["conditions"].options for word in (option.label, *option.also)
    )
    assert form.consent.version
    assert {country.country for country in form.countries} >= {"GB", "US", "DE"}
    assert form.elsewhere.emergency == "112"


def test_every_field_of_the_form_is_one_of_the_intake(db: None) -> None:
    form = IntakeForm.model_validate(phone_of(None).get("/api/intake").json())
    steps = [step for section in form.sections for step in section.steps]
    filled = {step.field for step in steps if step.field}
    filled |= {name for step in steps for option in step.options for name in (option.sets or {})}
    assert filled <= Told.model_fields.keys()


def test_a_direction_is_offered_where_it_fits_and_a_grave_name_answers_its_safety_question(db: None) -> None:
    form = phone_of(None).get("/api/intake").json()
    steps = {step["id"]: step for part in form["sections"] for step in part["steps"]}
    offered = {one["value"]: one["offered_if"] for one in steps["direction"]["options"]}
    areas = {
        value: {area for clause in clauses if clause["step"] == "area" for area in clause["is_in"]}
        for value, clauses in offered.items()
    }
    assert areas["retraction"] == {"neck", "arm"}
    assert areas["extension"] == areas["flexion"]
    assert areas["extension"] | areas["retraction"] == {one["value"] for one in steps["area"]["options"]}
    assert not areas["extension"] & areas["retraction"]
    assert not areas["unknown"] | areas["none"]
    grave = {one["value"]: one["answers"] for one in steps["conditions"]["options"] if one["sets"] is not None}
    assert grave == {"cancer": {"RF11": "unsure"}, "infection": {"RF14": "unsure"}, "kidney": {"RF16": "unsure"}}


def test_the_safety_list_holds_every_question_with_what_each_answer_leads_to(db: None) -> None:
    form = IntakeForm.model_validate(phone_of(None).get("/api/intake").json())
    items = {item.id: item for row in form.safety for item in row.items}
    assert len(items) == 37
    assert items["RF01"].outcomes == {"yes": "emergency_now", "unsure": "emergency_now"}
    assert items["RF01"].call
    assert items["RF04"].outcomes["prefer_not"] == "same_day"
    assert "emergency" not in items["RF04"].advice_to["prefer_not"][0].text
    assert items["RF04"].asked_of.min_age == 16
    assert items["RF25"].asked_of.after_yes == ("PA5",)
    assert items["RF25"].asked_of.or_conditions == ("pregnancy-pgp-lbp",)
    assert "{emergency}" in items["RF01"].advice[0].text
    assert items["RF06"].note


def test_answers_become_a_plan_with_its_reasons(alex: User) -> None:
    bundle = Bundle.model_validate(answer(phone_of(alex)))
    assert bundle.stop is None
    assert bundle.plan is not None
    assert (bundle.plan.version, bundle.plan.built_for) == (1, "Built for back pain that travels into the leg")
    rules = [reason.rule for reason in bundle.plan.reasons]
    assert rules[-2:] == ["matching.plan_for", "screening.all_clear"]
    words = [rule.partition(".")[0] for rule in rules[:-2]]
    assert [word for word, _ in groupby(words)] == ["grading", "matching", "scheduling", "grading"]
    assert bundle.plan.excluded
    assert all(left_out.name and left_out.because for left_out in bundle.plan.excluded)
    assert bundle.sessions[0].on.isoformat() == "2026-03-02"
    assert {item.exercise for session in bundle.sessions for item in session.items} <= bundle.exercises.keys()
    assert bundle.emergency.emergency == "999"
    assert phone_of(alex).get("/api/account").json()["has_answered"] is True


def test_the_answers_of_one_person_are_not_taken_as_anothers(alex: User, sam: User) -> None:
    asked = questionnaire() | {"account": str(alex.id)}
    assert phone_of(sam).post("/api/intake", asked).status_code == 401
    assert not Intake.objects.exists()
    assert phone_of(alex).post("/api/intake", asked).status_code == 200


def test_who_was_stopped_has_something_to_fetch_too(alex: User) -> None:
    assert phone_of(alex).get("/api/account").json()["has_answered"] is False
    answer(phone_of(alex), answers={"*": "no", "RF01": "yes"})
    assert phone_of(alex).get("/api/account").json()["has_answered"] is True
    assert phone_of(alex).get("/api/bundle").json()["stop"]["outcome"] == "emergency_now"


def test_pain_words_follow_the_limits_of_the_plan(alex: User) -> None:
    bundle = Bundle.model_validate(answer(phone_of(alex)))
    assert bundle.plan is not None
    limits = bundle.plan.limits
    for word in bundle.pain_words:
        assert (word.tone == "good") == (word.pain <= limits.pain_ok)
        assert (word.tone == "red") == (word.pain >= limits.pain_stop)
    assert [word.pain for word in bundle.pain_words] == list(range(11))
    assert (bundle.pain_words[2].sentence, bundle.pain_words[2].then) == ("2 is fine for you.", "Carry on.")


def test_an_emergency_answer_gives_advice_and_no_plan_and_is_kept(alex: User) -> None:
    bundle = Bundle.model_validate(answer(phone_of(alex), answers={"*": "no", "RF01": "yes"}))
    assert bundle.plan is None
    assert bundle.sessions == ()
    assert bundle.stop is not None
    assert (bundle.stop.outcome, bundle.stop.call) == ("emergency_now", True)
    assert bundle.stop.advice
    assert "{emergency}" not in bundle.model_dump_json()
    assert Intake.objects.get().outcome == "emergency_now"
    assert not PlanVersion.objects.exists()


def test_who_stops_at_an_emergency_answer_reads_about_that_one(alex: User) -> None:
    bundle = Bundle.model_validate(answer(phone_of(alex), answers={"RF02": "yes", "RF01": "no"}))
    assert bundle.stop is not None
    assert [advice.id for advice in bundle.stop.advice] == ["outcome.emergency_now", "screening.RF02"]


def test_who_prefers_not_to_say_is_sent_to_a_doctor_today_and_to_no_emergency(alex: User) -> None:
    bundle = Bundle.model_validate(answer(phone_of(alex), answers={"*": "no", "RF04": "prefer_not"}))
    assert bundle.stop is not None
    assert (bundle.stop.outcome, bundle.stop.call) == ("same_day", False)
    assert [advice.id for advice in bundle.stop.advice] == ["outcome.same_day", "screening.RF04"]
    assert "emergency" not in " ".join(advice.text for advice in bundle.stop.advice)


def test_a_child_is_told_who_can_help(alex: User) -> None:
    bundle = Bundle.model_validate(answer(phone_of(alex), age=9))
    assert bundle.stop is not None
    assert bundle.stop.outcome == "clinician_first"
    assert not bundle.stop.may_answer_again


def test_a_stop_is_lifted_by_answering_again_as_no(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone, answers={"*": "no", "RF01": "yes"})
    assert answer(phone)["plan"]["version"] == 1
    assert answer(phone, answers={"*": "no", "RF01": "yes"})["plan"] is None
    assert list(Intake.objects.order_by("id").values_list("outcome", flat=True)) == [
        "emergency_now",
        "plan",
        "emergency_now",
    ]


def test_other_answers_later_make_a_new_version(alex: User) -> None:
    phone = phone_of(alex)
    first = answer(phone)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        second = answer(phone, minutes=30)
    assert second["plan"]["version"] == 2
    assert second["rev"] > first["rev"]


def test_a_request_sent_twice_makes_one_version(alex: User) -> None:
    phone = phone_of(alex)
    assert answer(phone) == answer(phone)
    assert PlanVersion.objects.count() == 1


def test_what_is_only_suspected_makes_the_plan_stricter(alex: User) -> None:
    bundle = answer(phone_of(alex), diagnosed=False, conditions=["hamstring-strain"])
    assert Intake.objects.get().body["conditions"] == ["hamstring-strain", "posterior-thigh-undetermined"]
    assert bundle["plan"]["built_for"] == "Built for a sore back of the thigh"
    assert bundle["plan"]["stage"] <= 2


def test_what_is_suspected_in_the_back_adds_the_one_by_onset(alex: User) -> None:
    answer(phone_of(alex), diagnosed=False, conditions=["disc-herniation"], onset_weeks=20)
    assert Intake.objects.get().body["conditions"] == ["disc-herniation", "lbp-nonspecific-chronic"]


def test_a_country_in_the_answers_becomes_the_accounts(alex: User) -> None:
    assert answer(phone_of(alex), country="US")["emergency"]["emergency"] == "911"
    assert User.objects.get(id=alex.id).country == "US"


@pytest.mark.parametrize("agreed_to", [(), ("0",)])
def test_it_keeps_nothing_without_a_consent_to_todays_text(agreed_to: tuple[str, ...], alex: User) -> None:
    Consent.objects.all().delete()
    Consent.objects.bulk_create([Consent(user=alex, version=version) for version in agreed_to])
    response = phone_of(alex).post("/api/intake", questionnaire())
    assert (response.status_code, response.json()["type"]) == (403, "urn:backfit:problem:consent_needed")
    assert not Intake.objects.exists()


def test_a_refusal_names_each_field_and_says_the_line_for_it(alex: User) -> None:
    refused = phone_of(alex).post("/api/intake", questionnaire(age=130, pain_now=11, user="somebody")).json()
    by_field = {error["field"]: error["reason"] for error in refused["errors"]}
    assert by_field.keys() == {"intake.age", "intake.pain_now", "intake"}
    assert by_field["intake.age"] in refused["detail"]
    assert "130" in by_field["intake.age"]
    unknown = phone_of(alex).post("/api/intake", questionnaire(conditions=["lumbago-of-the-moon"])).json()
    assert [error["field"] for error in unknown["errors"]] == ["intake.conditions"]


def test_it_asks_who_it_is(db: None) -> None:
    response = phone_of(None).post("/api/intake", questionnaire())
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Session")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"age": 200}, "age"),
        ({"age": "34"}, "age"),
        ({"age": 10**30}, "age"),
        ({"conditions": ["lumbago-of-the-moon"]}, "lumbago-of-the-moon"),
        ({"answers": {"RF99": "yes"}}, "RF99"),
        ({"answers": {"RF01": "maybe"}}, "answers"),
        ({"equipment": ["trampoline"]}, "trampoline"),
        ({"country": "ZZ"}, "ZZ"),
        ({"days": []}, "days"),
        ({"minutes": 1}, "minutes"),
        ({"user": "somebody"}, "user"),
        ({"goals": ["\ud800"]}, "goals"),
    ],
)
def test_it_refuses_unknown_words_and_says_which(changes: dict[str, object], said: str, alex: User) -> None:
    body = json.dumps(questionnaire() | {"intake": {**ANSWERS, **changes}})
    response = phone_of(alex).generic("POST", "/api/intake", body, content_type="application/json")
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert said in response.json()["detail"]
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"today": "2026-02-30"},
        {"today": 20260302},
        {"zone": "Europe/London\x00"},
        {"zone": "x" * 65},
        {"diagnosed": "no"},
        {"schema": 2},
        {"intake": []},
        {"intake": None},
        {"user": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_it_refuses_what_does_not_fit(changes: dict[str, object], alex: User) -> None:
    response = phone_of(alex).post("/api/intake", questionnaire() | changes)
    assert response.status_code == 400, response.content
    assert not Intake.objects.exists()
