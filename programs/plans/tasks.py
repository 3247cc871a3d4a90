"""What plans need done by the clock."""

from django.db import transaction

from backfit.lib import clock
from backfit.lib.work import work
from programs.plans import books

PEOPLE_AT_ONCE = 100


@work.task
def close_days() -> None:
    """Closes the days that are over, for some of the people whose day is; the rest is left to the next task.

    Any number may run at once, and again: each person is claimed first, and closing twice writes the same.
    """
    more = False
    try:
        for _ in range(PEOPLE_AT_ONCE):
            person = books.claim(now=clock.now())
            more = person is not None
            if person is None:
                return
            books.close(person, now=clock.now())
    finally:
        # Also after an error: a plan that can't be closed is leased, and must not keep the others waiting.
        if more:
            transaction.on_commit(close_days.delay)
