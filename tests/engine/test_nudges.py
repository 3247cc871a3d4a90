"""The rules of reminders, one by one: each says no by its name, and each has a mutant that lets it go."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

import pytest

from programs.engine.contract import DAYS
from programs.engine.nudges import (
    Asked,
    NudgeFacts,
    Send,
    Sent,
    Skip,
    Wishes,
    decide,
    next_at,
    template_named,
    wish_fault,
    wishes_of,
)
from programs.knowledge.load import explain, knowledge

MONDAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
KEY = UUID(int=7)


def wishes(**said: str) -> Wishes:
    """The wishes of somebody who asked to be reminded, and said this of it."""
    prefs = {f"reminder:{what}": value for what, value in ({"on": "yes"} | said).items()}
    return wishes_of(prefs, knowledge=knowledge())


def asked(**changes: object) -> Asked:
    """A day with a session, but for `changes`."""
    usual = Asked(held=False, ill=False, flare=False, kind="exercise", minutes=17)
    return usual.model_copy(update=changes)


def facts(**changes: object) -> NudgeFacts:
    """All speaks for a reminder, but for `changes`."""
    usual = NudgeFacts(
        on=MONDAY,
        due_at=NOON,
        zone="Europe/London",
        wishes=wishes(),
        asked=asked(),
        logged=False,
        sent=(),
        has_address=True,
    )
    return usual.model_copy(update=changes)


def judged(*, now: datetime = NOON, **changes: object) -> Skip | Send:
    return decide(facts(**changes), now=now, key=KEY, knowledge=knowledge())


def refused_by(rule: str, *, now: datetime = NOON, **changes: object) -> None:
    """Fails unless this rule says no, and has a sentence for it."""
    assert judged(now=now, **changes) == Skip(rule=f"nudges.{rule}")
    assert explain(f"nudges.{rule}", {}, knowledge=knowledge()).because


def test_it_is_sent_when_all_speaks_for_it() -> None:
    assert isinstance(judged(), Send)


def test_n1_nobody_who_did_not_ask_is_reminded() -> None:
    assert not wishes_of({}, knowledge=knowledge()).on
    refused_by("N1", wishes=wishes(on="no"))
    refused_by("N1", wishes=wishes_of({}, knowledge=knowledge()))


def test_n1_a_day_that_was_not_chosen_stays_quiet() -> None:
    refused_by("N1", wishes=wishes(days="tue,fri"))
    assert isinstance(judged(wishes=wishes(days="mon")), Send)


def test_n1_the_next_one_comes_on_a_chosen_day() -> None:
    assert next_at(wishes(days="fri"), zone="Europe/London", after=NOON) == NOON + timedelta(days=4)


def test_n2_what_is_logged_or_not_planned_needs_no_reminder() -> None:
    refused_by("N2", logged=True)
    refused_by("N2", asked=asked(kind=None))
    refused_by("N2", asked=asked(kind="rest"))


def test_n3_once_a_day_and_four_times_in_seven_days() -> None:
    def before(*days: int) -> tuple[Sent, ...]:
        return tuple(Sent(on=MONDAY - timedelta(days=ago), template="walk") for ago in days)

    refused_by("N3", sent=before(0))
    refused_by("N3", sent=before(1, 2, 4, 6))
    assert isinstance(judged(sent=before(1, 2, 4, 7)), Send)


@pytest.mark.parametrize("clock", ["21:00", "23:59", "00:00", "07:59"])
def test_n7_quiet_hours_hold_whatever_was_wished(clock: str) -> None:
    at = datetime.combine(MONDAY, time.fromisoformat(clock), UTC)
    assert next_at(wishes(at=clock), zone="Europe/London", after=NOON) is None
    refused_by("N7", now=at, due_at=at)


def test_n7_quiet_hours_move_with_the_person_and_never_under_nine_hours() -> None:
    night_shift = wishes(quiet="09:00-18:00", at="02:00")
    assert next_at(night_shift, zone="UTC", after=NOON) == datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    assert next_at(wishes(quiet="09:00-18:00"), zone="UTC", after=NOON) is None
    assert wish_fault("reminder:quiet", "22:00-06:59", knowledge=knowledge())
    assert wish_fault("reminder:quiet", "09:00-09:00", knowledge=knowledge())
    assert wish_fault("reminder:quiet", "22:00-07:00", knowledge=knowledge()) is None


def test_n7_what_missed_its_window_is_dropped() -> None:
    assert isinstance(judged(now=NOON + timedelta(minutes=60)), Send)
    refused_by("N7", now=NOON + timedelta(minutes=61))


def test_n7_what_was_meant_for_another_local_day_is_dropped() -> None:
    refused_by("N7", on=MONDAY - timedelta(days=1))
    refused_by("N7", zone="Pacific/Kiritimati", wishes=wishes(quiet="12:00-21:00"))


def test_n8_without_a_wish_it_comes_at_half_past_twelve() -> None:
    assert next_at(wishes(), zone="Europe/London", after=NOON) == NOON + timedelta(days=1)


def test_n9_n10_it_chooses_evenly_among_the_words_that_are_true() -> None:
    drawn: Counter[str] = Counter()
    for number in range(2_000):
        sent = decide(facts(asked=asked(kind="walk")), now=NOON, key=uuid5(KEY, str(number)), knowledge=knowledge())
        assert isinstance(sent, Send)
        assert (len(sent.arms), sent.propensity) == (5, 0.2)
        drawn[sent.template] += 1
    assert set(drawn) == {"one-minute", "at-your-pace", "first-part", "for-what-you-enjoy", "walk"}
    assert max(drawn.values()) < 1.3 * min(drawn.values())
    assert judged(asked=asked(kind="walk")) == judged(asked=asked(kind="walk")), "the same key draws the same"


def test_n9_words_used_lately_wait_while_there_are_others() -> None:
    used = tuple(Sent(on=MONDAY - timedelta(days=9), template=one) for one in ("one-minute", "at-your-pace"))
    fresh = judged(sent=used)
    assert isinstance(fresh, Send)
    assert fresh.arms == ("first-part", "for-what-you-enjoy")
    all_used = tuple(Sent(on=MONDAY - timedelta(days=9), template=one.slug) for one in knowledge().nudges.templates)
    assert isinstance(judged(sent=all_used), Send)


def test_n16_in_a_flare_nobody_is_called_to_train() -> None:
    refused_by("N16", asked=asked(flare=True))


def test_n21_without_an_address_nothing_is_sent() -> None:
    refused_by("N21", has_address=False)


def test_n24_a_pause_lasts_until_its_day() -> None:
    refused_by("N24", wishes=wishes(paused_until="2026-03-03"))
    assert isinstance(judged(wishes=wishes(paused_until="2026-03-02")), Send)
    paused = wishes(paused_until="2026-03-09")
    assert next_at(paused, zone="Europe/London", after=NOON) == datetime(2026, 3, 9, 12, 30, tzinfo=UTC)


def test_n25_never_on_hold_ill_or_without_a_plan() -> None:
    refused_by("N25", asked=None)
    refused_by("N25", asked=asked(held=True))
    refused_by("N25", asked=asked(ill=True))


def test_what_forbids_for_safety_comes_first() -> None:
    assert judged(asked=asked(held=True, flare=True), logged=True, has_address=False) == Skip(rule="nudges.N25")


@pytest.mark.parametrize(
    ("zone", "at", "after", "expected"),
    [
        ("Europe/London", "12:30", "2026-03-28T13:00Z", "2026-03-29T11:30Z"),  # summer time began in the night
        ("Europe/London", "12:30", "2026-10-24T12:00Z", "2026-10-25T12:30Z"),
        ("America/New_York", "12:30", "2026-03-07T18:00Z", "2026-03-08T16:30Z"),
        ("America/New_York", "12:30", "2026-10-31T17:00Z", "2026-11-01T17:30Z"),
        ("America/New_York", "02:30", "2026-03-08T00:00Z", "2026-03-08T07:30Z"),  # 2:30 is not there: at 3:30
        ("America/New_York", "01:30", "2026-11-01T04:00Z", "2026-11-01T05:30Z"),  # 1:30 is there twice: the first
        ("America/New_York", "01:30", "2026-11-01T05:30Z", "2026-11-02T06:30Z"),
        ("Pacific/Apia", "12:30", "2011-12-30T00:00Z", "2011-12-30T22:30Z"),  # the 30th was left out there
    ],
)
def test_it_is_right_when_the_clock_changes(zone: str, at: str, after: str, expected: str) -> None:
    shift_worker = wishes(at=at, quiet="14:00-23:00")
    found = next_at(shift_worker, zone=zone, after=datetime.fromisoformat(after))
    assert found == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "America", "../etc/passwd", "/etc/passwd", "x" * 64, "Etc/Unknown"]
)
def test_a_zone_that_is_not_known_is_not_guessed_at(zone: str) -> None:
    assert next_at(wishes(), zone=zone, after=NOON) is None


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("on", "maybe"),
        ("at", "24:00"),
        ("at", "9:00"),
        ("at", "12:30:00"),
        ("at", "1٢:30"),
        ("days", ""),
        ("days", "mon,someday"),
        ("days", "monday"),
        ("quiet", "21:00"),
        ("quiet", ""),
        ("paused_until", "2026-02-30"),
        ("paused_until", "20260302"),
        ("paused_until", "2026-W10-1"),
        ("moonlight", "yes"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_and_not_read(what: str, value: str) -> None:
    assert wish_fault(f"reminder:{what}", value, knowledge=knowledge())
    assert wishes(**{what: value}) == wishes() or what == "on"
    assert not wishes(on="maybe").on


def test_wishes_are_read_as_they_were_said() -> None:
    said = wishes(at="18:05", days="sun,mon", quiet="22:00-07:30", paused_until="2026-03-09")
    assert (said.at, said.days, said.paused_until) == (time(18, 5), ("mon", "sun"), date(2026, 3, 9))
    assert wishes(paused_until="").paused_until is None
    assert wishes(paused_until="9999-12-31", days=",".join(DAYS)).paused_until == date(9999, 12, 31)
    assert next_at(wishes(paused_until="9999-12-31"), zone="UTC", after=NOON) is None
    assert wish_fault("not_for_me:wk-easy", "yes", knowledge=knowledge()) is None


def test_a_template_is_found_by_its_name() -> None:
    assert template_named("walk", knowledge=knowledge()).kinds == ("walk",)
