"""What accounts need done on a timetable."""

from django.core.management import call_command

from backfit.lib.work import work


@work.task
def clear_expired_sessions() -> None:
    """Deletes sessions past their year; running it twice does no harm."""
    call_command("clearsessions")
