"""What care needs done on a timetable."""

from backfit.lib.work import work
from programs.care import writes


@work.task
def forget_invitations() -> None:
    """Deletes invitations that nobody accepted; running it twice does no harm."""
    writes.forget_invitations()
