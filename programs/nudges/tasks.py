"""What reminders need done each minute."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from backfit.lib import clock
from backfit.lib.work import work
from programs.knowledge.load import knowledge
from programs.nudges import send, writes

AT_ONCE = 20  # e-mails of one task: so many are sent well within its time limit


@work.task
def dispatch() -> None:
    """Hands out every reminder that is due; any number may run at once, and twice does no harm."""
    now = clock.now()
    writes.give_up(now=now)
    _hand_out(writes.reclaim, now=now)
    while _hand_out(writes.claim, now=now):
        pass


def _hand_out(claim: Callable[..., list[UUID]], *, now: datetime) -> bool:
    """One batch, in a transaction of its own; False when it was the last."""
    with transaction.atomic():
        ids = claim(now=now)
        # A task that waits longer than its claim holds is dropped: the next dispatcher hands it out again.
        expires = knowledge().nudges.lease_seconds
        for chunk in writes.in_chunks(ids, size=AT_ONCE):
            transaction.on_commit(partial(deliver.apply_async, kwargs={"decisions": chunk}, expires=expires))
    return len(ids) == writes.CLAIMED_AT_ONCE


@work.task
def deliver(*, decisions: list[str]) -> None:
    """Judges and sends these, by id; what another worker took, or what was decided, is left alone."""
    send.deliver([UUID(one) for one in decisions])
