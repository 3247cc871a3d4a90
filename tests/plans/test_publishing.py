"""A clinician publishes: an edit of the plan in use, or a plan of the engine's for somebody who had none."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from backfit.accounts.models import Audit, Link, User
from backfit.lib import clock
from programs.engine.care import Edit, ItemEdit
from programs.plans import editing, writes
from programs.plans.bundle import Bundle
from programs.plans.editing import NotAnswered
from programs.plans.editor import Author, ClinicianIntake, Editor, EditorSlot
from programs.plans.models import Intake, PlanVersion, StoredBundle
from programs.plans.reentry import lean
from programs.plans.writes import NotPublished, NotTheirs, PlanMovedOn
from tests.cast import phone_of
from tests.phone import answer, check_in, op, session, sync

TODAY = date(2026, 3, 2)
RED_FLAG = {"on": "2026-03-02", "answers": {"RF06": "yes"}}


def of(user: User) -> Author:
    return Author(id=user.id, name="Dana Reyes")


def opened(alex: User, dana: User) -> Editor:
    found = editing.editor(alex.id, seen_by=dana, today=TODAY)
    assert found is not None
    return found


def main(plan: Editor) -> EditorSlot:
    """A main slot whose repetitions may go down."""
    return next(one for one in plan.slots if one.role == "main" and (one.dose.reps or 0) > one.bounds["sets"][0] + 3)


def fewer(slot: EditorSlot, **dose: int) -> Edit:
    """An edit that asks for fewer repetitions."""
    changed = slot.dose.model_copy(update=dose or {"reps": (slot.dose.reps or 0) - 1})
    return Edit(items=(ItemEdit(planned=slot.planned, role=slot.role, exercise=slot.exercise, dose=changed),))


def publish(alex: User, dana: User, edit: Edit, **changes: Any) -> Bundle:
    told: dict[str, Any] = {"words": "", "reasons": (), "base_version": 1, "today": TODAY} | changes
    return Bundle.model_validate_json(writes.publish_edit(person=alex, by=of(dana), edit=edit, **told).body)


def assign(alex: User, dana: User, **changes: Any) -> Bundle:
    told: dict[str, Any] = {"changes": ClinicianIntake(), "words": "", "base_version": 1, "today": TODAY} | changes
    return Bundle.model_validate_json(writes.assign(person=alex, by=of(dana), **told).body)


def doses(bundle: Bundle, slug: str) -> set[int | None]:
    return {item.dose.reps for one in bundle.sessions for item in one.items if item.exercise == slug}


def test_the_phone_has_an_edit_at_its_next_sync_and_says_who_made_it(alex: User, dana: User) -> None:
    phone = phone_of(alex)
    before = answer(phone)
    slot = main(opened(alex, dana))
    publish(alex, dana, fewer(slot))
    after = Bundle.model_validate(sync(phone, bundle_rev=before["rev"], bundle_made_for=before["made_for"])["bundle"])
    assert after.rev == before["rev"] + 1
    assert after.plan is not None
    assert after.plan.version == 2
    assert doses(after, slot.exercise) == {(slot.dose.reps or 0) - 1}
    change = after.changes[0]
    assert (change.action, change.by, change.title) == (
        "CLINICIAN_EDIT",
        "Dana Reyes",
        "Dana Reyes changed your plan",
    )
    assert change.because.startswith(f"{slot.name}: ")
    assert [(diff.exercise, diff.field) for diff in change.diffs] == [(slot.exercise, "reps")]
    assert change.source == "Dana Reyes, your clinician"


def test_the_clinicians_own_words_are_what_the_person_reads(alex: User, dana: User) -> None:
    answer(phone_of(alex))
    change = publish(alex, dana, fewer(main(opened(alex, dana))), words="Less for now, as we said.").changes[0]
    assert change.because == "Less for now, as we said."


def test_logs_and_changes_from_before_an_edit_stay(alex: User, dana: User, now: datetime) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    with clock.frozen(now + timedelta(hours=20)):
        publish(alex, dana, fewer(main(opened(alex, dana))))
    with clock.frozen(now + timedelta(days=1)):
        after = sync(phone, check_in(1, plan_version=2))["bundle"]
    assert [one["action"] for one in after["changes"]] == ["HOLD_COUNT_SUCCESS", "CLINICIAN_EDIT", "HOLD_AWAIT_MORNING"]
    assert len(after["done"]) == 1


def test_what_is_read_again_without_a_write_says_the_same(alex: User, dana: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    made = publish(alex, dana, fewer(main(opened(alex, dana))))
    assert Bundle.model_validate(phone.get("/api/bundle").json()) == made
    StoredBundle.objects.update(made_for=date(2026, 3, 1))
    assert Bundle.model_validate(phone.get("/api/bundle").json()) == made


def test_a_warning_sign_from_before_the_edit_stops_the_plan_when_it_comes_late(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    answer(phone)
    with clock.frozen(now + timedelta(hours=2)):
        publish(alex, dana, fewer(main(opened(alex, dana))))
        late = op("screening", RED_FLAG, occurred_at=(now + timedelta(hours=1)).isoformat())
        after = sync(phone, late)["bundle"]
    assert after["stop"]["outcome"] == "same_day"
    assert after["sessions"] == []


def test_nothing_is_published_while_a_stop_stands(alex: User, dana: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    edit = fewer(main(opened(alex, dana)))
    sync(phone, op("screening", RED_FLAG))
    assert opened(alex, dana).refusal is not None
    with pytest.raises(NotPublished, match="on hold"):
        publish(alex, dana, edit)
    with pytest.raises(NotPublished, match="on hold"):
        assign(alex, dana)
    assert PlanVersion.objects.count() == 1


def test_nothing_is_published_for_somebody_too_long_away(alex: User, dana: User) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    edit = fewer(main(opened(alex, dana)))
    with pytest.raises(NotPublished, match="safety questions"):
        publish(alex, dana, edit, today=TODAY + timedelta(days=40))


def test_nothing_is_published_while_the_full_questions_are_overdue(alex: User, dana: User, now: datetime) -> None:
    phone = phone_of(alex)
    told = answer(phone)
    edit = fewer(main(opened(alex, dana)))
    for day in range(0, 28, 7):
        with clock.frozen(now + timedelta(days=day)):
            sync(phone, session(told))
    with clock.frozen(now + timedelta(days=31)):
        last_day = editing.preview(alex.id, seen_by=dana, edit=edit, today=TODAY + timedelta(days=30))
        assert last_day.refusal is None
        for publishing in (partial(publish, alex, dana, edit), partial(assign, alex, dana)):
            with pytest.raises(NotPublished, match="safety questions"):
                publishing(today=TODAY + timedelta(days=31))


def test_a_version_that_is_not_the_newest_is_refused(alex: User, dana: User) -> None:
    answer(phone_of(alex))
    edit = fewer(main(opened(alex, dana)))
    publish(alex, dana, edit)
    with pytest.raises(PlanMovedOn):
        publish(alex, dana, edit)
    with pytest.raises(PlanMovedOn):
        assign(alex, dana)


def test_only_who_may_see_the_person_publishes_and_nobody_their_own_plan(
    alex: User, sam: User, dana: User, staff: User, now: datetime
) -> None:
    answer(phone_of(alex))
    edit = fewer(main(opened(alex, dana)))
    for stranger in (sam, staff, alex):
        with pytest.raises(NotTheirs):
            publish(alex, stranger, edit)
        with pytest.raises(NotTheirs):
            assign(alex, stranger)
    Link.objects.update(ended_at=now)
    with pytest.raises(NotTheirs):
        publish(alex, dana, edit)
    assert PlanVersion.objects.count() == 1


def test_what_was_done_stands_in_the_audit(alex: User, dana: User) -> None:
    answer(phone_of(alex))
    publish(alex, dana, fewer(main(opened(alex, dana))), reasons=(" She asked for it. ", ""))
    assign(alex, dana, base_version=2)
    lines = Audit.objects.filter(patient=alex.id, what__startswith="plans.").order_by("id")
    assert [(line.who, line.what, line.why) for line in lines] == [
        (dana.id, "plans.edited", "She asked for it."),
        (dana.id, "plans.assigned", ""),
    ]


def test_an_edit_that_changes_nothing_is_refused(alex: User, dana: User) -> None:
    answer(phone_of(alex))
    slot = main(opened(alex, dana))
    with pytest.raises(NotPublished, match="Nothing is different"):
        publish(alex, dana, fewer(slot, reps=slot.dose.reps or 0))


def test_what_is_not_named_differently_is_not_published(alex: User, dana: User) -> None:
    answer(phone_of(alex))
    plan = opened(alex, dana)
    same = tuple(
        ItemEdit(planned=one.planned, role=one.role, exercise=one.exercise, dose=one.dose)
        for one in plan.slots
        if one != main(plan)
    )
    publish(alex, dana, Edit(items=(*same, *fewer(main(plan)).items), stage=plan.stage))
    edit = PlanVersion.objects.get(number=2).edit or {}
    assert [item["planned"] for item in edit["items"]] == [main(plan).planned]
    assert edit["stage"] is None


def test_more_than_the_most_is_refused_in_words_also_when_the_most_is_reached(alex: User, dana: User) -> None:
    answer(phone_of(alex))
    slot = main(opened(alex, dana))
    top = slot.bounds["reps"][1]
    publish(alex, dana, fewer(slot, reps=top), reasons=("Used to more.",))
    beyond = fewer(slot, reps=top + 50).model_copy(update={"stage": 1})
    with pytest.raises(NotPublished, match=f"to {top} "):
        publish(alex, dana, beyond, base_version=2)
    assert PlanVersion.objects.count() == 2


def test_a_plan_is_assigned_to_whom_only_a_clinician_may_start(alex: User, dana: User) -> None:
    phone = phone_of(alex)
    told = answer(phone, age=16)
    assert told["stop"]["outcome"] == "clinician_first"
    proposed = editing.proposal(alex.id, seen_by=dana, changes=ClinicianIntake(), today=TODAY)
    assert (proposed.needs, proposed.version) == (("clinician",), 0)
    with pytest.raises(NotPublished):
        assign(alex, dana, base_version=0)
    changes = ClinicianIntake(approvals=("clinician",), days=("tue", "thu"))
    proposed = editing.proposal(alex.id, seen_by=dana, changes=changes, today=TODAY)
    assert (proposed.outcome, proposed.refusal) == ("plan", None)
    assert proposed.exercises.keys() == {item.exercise for one in proposed.sessions for item in one.items}
    bundle = assign(alex, dana, changes=changes, base_version=0, words="Let us begin.")
    assert bundle.stop is None
    assert {one.day for one in bundle.sessions} == {"tue", "thu"}
    assert [(one.action, one.by, one.because) for one in bundle.changes] == [
        ("CLINICIAN_PLAN", "Dana Reyes", "Let us begin.")
    ]
    assert Bundle.model_validate(sync(phone)["bundle"]) == bundle


def test_a_warning_sign_from_before_an_assigned_plan_stops_it_when_it_comes_late(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    answer(phone)
    with clock.frozen(now + timedelta(days=1)):
        assign(alex, dana, today=TODAY + timedelta(days=1))
        late = op("screening", RED_FLAG, occurred_at=(now + timedelta(hours=1)).isoformat())
        after = sync(phone, late)["bundle"]
    assert after["stop"], "it is lost"
    assert (after["plan"]["version"], after["stop"]["outcome"]) == (2, "same_day")


def spreading(bundle: dict[str, Any], at: datetime) -> dict[str, Any]:
    """A session after which pain had moved down the limb."""
    done = session(bundle, occurred_at=at.isoformat())
    return done | {
        "body": done["body"] | {"on": at.date().isoformat(), "spread": "peripheralised", "spread_minutes": 5}
    }


@pytest.mark.parametrize("known", [0, 1])
def test_sessions_that_would_have_stopped_the_plan_before_stop_an_assigned_one_when_they_come_late(
    known: int, alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    told = answer(phone)
    twice = [spreading(told, now + timedelta(hours=1)), spreading(told, now + timedelta(days=1))]
    with clock.frozen(now + timedelta(days=2)):
        sync(phone, *twice[:known])
        assign(alex, dana, today=TODAY + timedelta(days=2))
        after = sync(phone, *twice[known:])["bundle"]
    assert after["stop"], "it is lost"
    assert (after["plan"]["version"], after["stop"]["outcome"], after["sessions"]) == (2, "clinician_first", [])


def test_an_ordinary_session_of_the_plan_before_changes_nothing_in_an_assigned_one(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    told = answer(phone)
    with clock.frozen(now + timedelta(days=1)):
        before = assign(alex, dana, today=TODAY + timedelta(days=1))
        hard = session(told, pain=7, effort="too_hard", occurred_at=(now + timedelta(hours=1)).isoformat())
        after = Bundle.model_validate(sync(phone, hard)["bundle"])
    assert (after.sessions, after.changes, after.stop) == (before.sessions, before.changes, None)


@pytest.mark.parametrize("kind", ["gone", "screening"])
def test_a_stop_is_not_lifted_by_withdrawing_or_correcting_what_was_answered(kind: str, alex: User, dana: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    flag = op("screening", RED_FLAG)
    sync(phone, flag)
    body = {} if kind == "gone" else {"on": "2026-03-02", "answers": {"RF06": "no"}}
    after = sync(phone, op(kind, body, replaces=flag["id"]))["bundle"]
    assert (after or Bundle.model_validate(phone.get("/api/bundle").json()).model_dump())["stop"] is not None
    with pytest.raises(NotPublished, match="on hold"):
        assign(alex, dana)


def test_a_warning_sign_logged_before_there_was_a_plan_keeps_one_from_being_assigned(alex: User, dana: User) -> None:
    phone = phone_of(alex)
    answer(phone, age=16)
    sync(phone, op("screening", RED_FLAG, plan_version=None))
    with pytest.raises(NotPublished, match="on hold"):
        assign(alex, dana, changes=ClinicianIntake(approvals=("clinician",)), base_version=0)
    assert Intake.objects.count() == 1
    assert not PlanVersion.objects.exists()


def test_nothing_a_clinician_says_takes_back_an_answer(alex: User, dana: User) -> None:
    answer(phone_of(alex), answers={"*": "no", "RF06": "yes"})
    changes = ClinicianIntake(approvals=("clinician", "guardian", "maternity", "surgeon"), flags=())
    proposed = editing.proposal(alex.id, seen_by=dana, changes=changes, today=TODAY)
    assert (proposed.outcome, proposed.needs) == ("same_day", ())
    assert proposed.told.answers["RF06"] == "yes"
    with pytest.raises(NotPublished):
        assign(alex, dana, changes=changes, base_version=0)


def test_who_has_not_answered_gets_no_plan(alex: User, dana: User) -> None:
    with pytest.raises(NotAnswered):
        assign(alex, dana, base_version=0)
    assert editing.editor(alex.id, seen_by=dana, today=TODAY) is None


def test_the_persons_other_answers_come_before_a_clinicians_plan_and_the_same_ones_leave_it(
    alex: User, dana: User, now: datetime
) -> None:
    phone = phone_of(alex)
    answer(phone)
    assign(alex, dana, changes=ClinicianIntake(minutes=30))
    assert answer(phone)["plan"]["version"] == 2
    again = answer(phone, minutes=25)
    assert again["plan"]["version"] == 3
    assert again["changes"] == []


def test_what_grows_a_session_fast_needs_a_reason_which_is_kept(alex: User, dana: User) -> None:
    answer(phone_of(alex), minutes=40)
    more = tuple(
        ItemEdit(
            planned=one.planned, role=one.role, exercise=one.exercise, dose=one.dose.model_copy(update={"sets": 3})
        )
        for one in opened(alex, dana).slots
        if one.bounds["sets"][1] >= 3
    )
    edit = Edit(items=more)
    shown = editing.preview(alex.id, seen_by=dana, edit=edit, today=TODAY)
    assert {(one.rule, one.needs_reason, one.forbids) for one in shown.warnings} == {
        ("progression.edit_growth", True, False)
    }
    for none in ((), (" ",), ("x" * 201,)):
        with pytest.raises(NotPublished, match="Say in a few words why"):
            publish(alex, dana, edit, reasons=none)
    publish(alex, dana, edit, reasons=("Used to more.",))
    assert Audit.objects.get(what="plans.edited").why == "Used to more."


def test_a_preview_shows_what_is_published_and_writes_nothing(alex: User, dana: User) -> None:
    before = answer(phone_of(alex))
    edit = fewer(main(opened(alex, dana)))
    shown = editing.preview(alex.id, seen_by=dana, edit=edit, today=TODAY, by="Dana Reyes")
    assert StoredBundle.objects.get().rev == before["rev"]
    assert PlanVersion.objects.count() == 1
    bundle = publish(alex, dana, edit)
    change = bundle.changes[0]
    assert (shown.title, shown.sentence, shown.diffs) == (change.title, change.because, change.diffs)
    told = tuple(lean(one) for one in shown.sessions)
    assert told == tuple(one for one in bundle.sessions if one.on < TODAY + timedelta(days=7))


def test_an_edit_of_what_does_not_exist_is_refused_in_words(alex: User, dana: User) -> None:
    answer(phone_of(alex))
    slot = main(opened(alex, dana))
    nowhere = ItemEdit(planned="no-such-place", role="main", removed=True)
    unknown = ItemEdit(planned=slot.planned, role=slot.role, exercise="no-such-thing", dose=slot.dose)
    for item in (nowhere, unknown):
        with pytest.raises(NotPublished):
            publish(alex, dana, Edit(items=(item,)))


def test_a_new_plan_two_stages_up_asks_for_a_reason_which_is_kept(alex: User, dana: User) -> None:
    before = answer(phone_of(alex))["plan"]["stage"]
    higher = ClinicianIntake.model_validate({"stage": before + 2, "approvals": ["clinician"]})
    proposed = editing.proposal(alex.id, seen_by=dana, changes=higher, today=TODAY)
    assert [one.rule for one in proposed.warnings] == ["progression.edit_stage_jump"]
    with pytest.raises(NotPublished, match="Say in a few words why"):
        assign(alex, dana, changes=higher)
    assign(alex, dana, changes=higher, reasons=["She did stage 4 with me."])
    assert Audit.objects.filter(what="plans.assigned", why="She did stage 4 with me.").count() == 1
    one_up = ClinicianIntake.model_validate({"stage": before + 1})
    assert editing.proposal(alex.id, seen_by=dana, changes=one_up, today=TODAY).warnings == ()
