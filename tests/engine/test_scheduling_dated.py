"""The sessions of coming days: the week by weekday, what the logs made of it, and what may not follow what."""

from datetime import date, timedelta

from exercises.load import catalogue
from programs.engine.contract import DAYS, Dose
from programs.engine.grading.dose import start_dose
from programs.engine.plans import DatedSession, PlanState, Published, Step, Stop
from programs.engine.progression import start
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import knowledge
from tests.engine.intakes import Told, judge, pool_of, prescribed, read

MONDAY = date(2026, 3, 2)
EVERY_DAY: Told = {"conditions": ["lbp-nonspecific-chronic"], "pain_worst_24h": 4, "days": list(DAYS), "stage": 3}
WEEKEND: Told = {"conditions": ["lbp-nonspecific-subacute"], "pain_worst_24h": 4, "days": ["sat", "sun"]}


def _published(told: Told) -> Published:
    return Published(number=1, intake=read(told), prescription=prescribed(told), starts_on=MONDAY)


def _state(plan: Published) -> PlanState:
    return start(plan, knowledge=knowledge(), catalogue=catalogue())


def _days(plan: Published, state: PlanState, *, first_on: date = MONDAY, days: int = 14) -> tuple[DatedSession, ...]:
    return dated_sessions(plan, state, first_on=first_on, days=days, knowledge=knowledge(), catalogue=catalogue())


def _with(state: PlanState, told: Told, planned: str, exercise: str, **changes: int) -> PlanState:
    """The state after a slot's exercise has become another one at its start dose."""
    person = judge(told).person
    dose = start_dose(catalogue().exercises[exercise], person=person, knowledge=knowledge()).model_copy(update=changes)
    slots = [
        slot.model_copy(update={"now": Step(exercise=exercise, dose=dose)})
        if (slot.planned, slot.role) == (planned, "main")
        else slot
        for slot in state.slots
    ]
    return state.model_copy(update={"slots": tuple(slots)})


def test_it_repeats_the_week_by_weekday() -> None:
    plan = _published(EVERY_DAY)
    sessions = _days(plan, _state(plan))
    assert plan.prescription.program is not None
    planned = [session for session in plan.prescription.program.sessions if session.week == 1]
    assert [session.on for session in sessions] == [MONDAY + timedelta(days=day) for day in range(14)]
    for dated, template in zip(sessions, planned * 2, strict=True):
        assert (dated.day, dated.kind, dated.minutes) == (template.day, template.kind, template.minutes)
        assert [item.exercise for item in dated.items] == [item.exercise for item in template.items]
        assert [item.dose for item in dated.items] == [item.dose for item in template.items]


def test_nothing_comes_before_the_version_or_after_its_twelve_weeks() -> None:
    plan = _published(EVERY_DAY)
    state = _state(plan)
    assert _days(plan, state, first_on=MONDAY - timedelta(days=3), days=3) == ()
    assert _days(plan, state, first_on=MONDAY - timedelta(days=3), days=4)[0].on == MONDAY
    last = MONDAY + timedelta(weeks=12)
    recent = state.model_copy(update={"last_session_on": last - timedelta(days=1)})
    assert [session.on for session in _days(plan, recent, first_on=last - timedelta(days=1), days=5)] == [
        last - timedelta(days=1)
    ]


def test_a_version_without_a_program_has_none() -> None:
    assert _days(_published({"answers": {"RF01": "yes"}}), PlanState(stage=1, slots=())) == ()


def test_a_stop_takes_all_sessions_away() -> None:
    plan = _published(EVERY_DAY)
    stop = Stop(outcome="same_day", items=("RF06",), log_id=None, on=MONDAY)
    assert _days(plan, _state(plan).model_copy(update={"stop": stop})) == ()


def test_a_changed_exercise_stands_in_the_place_of_the_planned_one() -> None:
    plan = _published(WEEKEND)
    state = _with(_state(plan), WEEKEND, "st-bridge-double", "st-glute-squeeze")
    before, after = _days(plan, _state(plan))[0], _days(plan, state)[0]
    swapped = {"st-bridge-double": "st-glute-squeeze"}
    assert [item.exercise for item in after.items] == [swapped.get(slug, slug) for slug in _slugs(before)]


def test_hard_strength_of_a_region_does_not_follow_itself() -> None:
    plan = _published(WEEKEND)
    state = _with(_state(plan), WEEKEND, "st-bridge-double", "st-bridge-march")
    saturday, sunday = _days(plan, state, days=7)
    assert "st-bridge-march" in _slugs(saturday)
    assert "st-bridge-march" not in _slugs(sunday)
    assert "st-bridge-double" in _slugs(sunday)


def test_it_knows_what_yesterday_held_when_it_begins_today() -> None:
    plan = _published(WEEKEND)
    state = _with(_state(plan), WEEKEND, "st-bridge-double", "st-bridge-march")
    sunday = MONDAY + timedelta(days=6)
    assert _days(plan, state, first_on=sunday, days=1) == _days(plan, state, days=7)[1:]


def test_a_left_out_exercise_is_left_out() -> None:
    plan = _published(WEEKEND)
    state = _state(plan)
    slots = tuple(slot.model_copy(update={"left_out": slot.role == "main"}) for slot in state.slots)
    sessions = _days(plan, state.model_copy(update={"slots": slots}))
    assert all(item.role != "main" for session in sessions for item in session.items)
    assert all(session.minutes > 0 for session in sessions)


def test_the_easier_version_is_allowed_and_already_dosed() -> None:
    plan = _published(EVERY_DAY)
    allowed = {exercise.slug for exercise in pool_of(EVERY_DAY).allowed}
    items = [item for session in _days(plan, _state(plan)) for item in session.items]
    assert any(item.easier_dosed for item in items)
    for item in items:
        assert (item.easier is None) == (item.easier_dosed is None)
        if item.easier_dosed is not None:
            assert item.easier_dosed.exercise == item.easier
            assert item.easier in allowed
            assert _no_longer(item.easier_dosed.dose, item.dose)


def _no_longer(easier: Dose, dose: Dose) -> bool:
    return easier.minutes is None or dose.minutes is None or easier.minutes <= dose.minutes


def _slugs(session: DatedSession) -> list[str]:
    return [item.exercise for item in session.items]
