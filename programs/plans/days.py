"""Which day it is for a phone."""

from datetime import date, datetime, timedelta


def local_day(said: date | None, *, now: datetime) -> date:
    """The day the phone says it is, held to those it can be on Earth: the UTC day of `now`, one more, one less.

    None is read as the UTC day.
    """
    today = now.date()
    nearest = timedelta(days=1)
    return today if said is None else min(max(said, today - nearest), today + nearest)
