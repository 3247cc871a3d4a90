"""The table for coming back in the bundle: whole, lean, and never past a stop."""

from datetime import date, timedelta

from backfit.accounts.models import User
from backfit.lib import clock
from programs.plans.bundle import Bundle
from tests.cast import phone_of
from tests.phone import answer, op, session, sync


def _bundle(user: User, *, on: date) -> Bundle:
    return Bundle.model_validate(phone_of(user).get(f"/api/bundle?today={on}").json())


def test_all_it_shows_has_words_and_every_session_its_items(alex: User) -> None:
    made = Bundle.model_validate(answer(phone_of(alex)))
    table = made.reentry
    assert table is not None
    shown = {item.exercise for item in table.items} | {one.exercise for one in table.gentle}
    assert shown <= made.exercises.keys()
    places = {place for row in table.rows for one in row.week for place in one.items}
    assert places == set(range(len(table.items)))
    assert [row.days for row in table.rows] == [(1, 7), (1, 14), (15, 28)]


def test_what_comes_due_in_it_is_in_the_bundle_so_that_a_phone_cut_off_holds(alex: User) -> None:
    first = clock.now().date()
    answer(phone_of(alex))
    later = clock.now() + timedelta(days=7)
    with clock.frozen(later):
        made = _bundle(alex, on=later.date())
    held = [due for due in made.due if due.held_on is not None]
    assert made.reentry is not None
    assert first + timedelta(weeks=4) in [due.asked_on for due in held]
    assert all(due.stop for due in held)


def test_it_begins_at_the_last_session_and_ends_with_a_stop(alex: User) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    table = _bundle(alex, on=clock.now().date()).reentry
    assert table is not None
    assert table.since == clock.now().date()
    sync(phone, op("screening", {"on": "2026-03-02", "answers": {"RF01": "yes"}}))
    assert _bundle(alex, on=clock.now().date()).reentry is None


def test_a_phone_cut_off_holds_its_sessions_from_the_pain_on_that_begins_a_flare(alex: User) -> None:
    phone = phone_of(alex)
    first = answer(phone)
    assert first["flare"]["words"]
    sync(phone, session(first, pain=first["flare"]["pain_from"] - 1))
    assert not _is_in_flare(alex)
    sync(phone, session(first, pain=first["flare"]["pain_from"]))
    assert _is_in_flare(alex)


def _is_in_flare(user: User) -> bool:
    return "progression.R3" in [change.rule for change in _bundle(user, on=clock.now().date()).changes]
