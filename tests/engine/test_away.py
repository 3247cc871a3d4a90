"""What a phone goes on with when the server can't be reached: made ahead, by days away, never more than the plan."""

from datetime import date, timedelta

from exercises.load import catalogue
from programs.engine.contract import DAYS
from programs.engine.plans import DatedItem, PlanState, Published, Stop, WayBack
from programs.engine.progression import start
from programs.engine.scheduling.away import Away, away
from programs.engine.scheduling.dated import dated_sessions
from programs.knowledge.load import knowledge
from tests.engine.intakes import Told, prescribed, read

MONDAY = date(2026, 3, 2)
LAST = MONDAY + timedelta(days=13)
TOLD: Told = {"conditions": ["lbp-nonspecific-chronic"], "pain_worst_24h": 4, "days": ["mon", "wed", "sat"], "stage": 3}


def _published() -> Published:
    return Published(number=1, intake=read(TOLD), prescription=prescribed(TOLD), starts_on=MONDAY)


def _state(plan: Published, **changes: object) -> PlanState:
    return start(plan, knowledge=knowledge(), catalogue=catalogue()).model_copy(update=changes)


def _away(plan: Published, state: PlanState) -> Away:
    return away(plan, state, last_on=LAST, knowledge=knowledge(), catalogue=catalogue())


def _amount(item: DatedItem) -> int:
    dose = item.dose
    return dose.sets * (dose.reps or dose.hold_s or dose.minutes or dose.distance_m or 0)


def _is_rest(item: DatedItem) -> bool:
    return item.group == "relaxation"


def _items(plan: Published, state: PlanState) -> list[list[DatedItem]]:
    return [[item for session in week.sessions for item in session.items] for week in _away(plan, state).weeks]


def test_its_rows_hold_in_the_second_week_and_for_14_days_after_it_by_days_away() -> None:
    plan = _published()
    rows = [(week.rule, week.on, week.days, week.percent) for week in _away(plan, _state(plan)).weeks]
    after = (LAST + timedelta(days=1), LAST + timedelta(days=14))
    assert rows == [
        ("R2a", (LAST - timedelta(days=6), LAST), (1, 7), 100),
        ("R2b", after, (1, 14), 75),
        ("R2c", after, (15, 28), 50),
    ]


def test_the_usual_amount_is_that_of_who_has_gone_on() -> None:
    plan = _published()
    state = _state(plan)
    gone_on = state.model_copy(update={"last_session_on": LAST - timedelta(days=8)})
    usual = dated_sessions(
        plan, gone_on, first_on=LAST - timedelta(days=6), days=2, knowledge=knowledge(), catalogue=catalogue()
    )
    assert _away(plan, state).weeks[0].sessions[: len(usual)] == usual


def test_each_row_asks_for_less_than_the_one_before_and_only_rest_stays() -> None:
    plan = _published()
    full, three_quarters, half = _items(plan, _state(plan))
    assert all(_amount(less) <= _amount(more) for more, less in zip(full, three_quarters, strict=True))
    assert sum(map(_amount, three_quarters)) < sum(map(_amount, full))
    assert max(item.grade for item in half) <= max(item.grade for item in full)
    assert [_amount(item) for item in full if _is_rest(item)] == [_amount(item) for item in half if _is_rest(item)]


def test_it_says_of_the_last_week_what_it_is() -> None:
    plan = _published()
    _, three_quarters, half = _away(plan, _state(plan)).weeks
    assert [reason.rule for reason in three_quarters.why] == ["progression.offline"]
    assert "75 %" in three_quarters.why[0].because
    assert "50 %" in half.why[0].because


def test_it_leaves_the_usual_amount_out_where_anything_lowers_the_plan() -> None:
    plan = _published()
    back = _state(plan, way_back=WayBack(rule="R2b", since=MONDAY), last_session_on=MONDAY)
    assert [week.rule for week in _away(plan, back).weeks] == ["R2b", "R2c"]
    flare = _state(plan, flares_on=(MONDAY,))
    assert [week.rule for week in _away(plan, flare).weeks] == ["R2b", "R2c"]
    slots = [slot.model_copy(update={"paused_until": LAST}) for slot in back.slots]
    paused = _state(plan, slots=tuple(slots))
    assert "R2a" not in [week.rule for week in _away(plan, paused).weeks]


def test_a_flare_that_has_not_eased_keeps_the_last_week_at_the_easiest() -> None:
    plan = _published()
    items = [item for week in _items(plan, _state(plan, flares_on=(MONDAY,))) for item in week]
    assert items
    assert all(item.grade == 1 or item.group == "walking" for item in items)


def test_it_offers_nothing_after_a_stop_or_too_long_away() -> None:
    plan = _published()
    stop = Stop(outcome="same_day", items=("RF06",), log_id=None, on=MONDAY)
    assert _away(plan, _state(plan, stop=stop)).weeks == ()
    assert _away(plan, _state(plan, needs_rescreen=True)).weeks == ()


def test_what_time_forbids_by_its_last_day_is_gone_from_all_of_the_last_week() -> None:
    told: Told = {
        "age": 30,
        "sex": "female",
        "answers": {"PA5": "yes"},
        "approvals": ["maternity"],
        "minutes": 40,
        "weeks_pregnant": 13,
    }
    plan = Published(
        number=1, intake=read(told), prescription=prescribed(told), starts_on=MONDAY, told_on=MONDAY
    )  # sixteen weeks three weeks later
    full, *after = [{item.position for item in items} for items in _items(plan, _state(plan))]
    assert "supine" in full
    assert len(after) == 2
    assert not any("supine" in positions for positions in after)


def test_it_counts_days_away_less_the_planned_gap() -> None:
    table = _away(_published(), _state(_published()))
    assert table.since == MONDAY
    assert table.spare == {"mon": 1, "tue": 0, "wed": 2, "thu": 1, "fri": 0, "sat": 1, "sun": 0}
    assert set(table.spare) == set(DAYS)


def test_rest_and_breathing_are_there_at_any_time_unless_they_are_not_for_the_person() -> None:
    plan = _published()
    gentle = [one.exercise for one in _away(plan, _state(plan)).gentle]
    assert gentle == list(knowledge().progression.flare_plan.comfort_set)
    left = [one.exercise for one in _away(plan, _state(plan, not_for_me=(gentle[0],))).gentle]
    assert left == gentle[1:]
