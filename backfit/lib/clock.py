"""The only reader of the time, so that tests and demo data can set it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def _system_clock() -> datetime:
    return datetime.now(UTC)


_clock: ContextVar[Clock] = ContextVar("clock", default=_system_clock)


def now() -> datetime:
    """The present instant, always aware and in UTC."""
    return _clock.get()()


@contextmanager
def use_clock(clock: Clock) -> Iterator[None]:
    """Lets `now()` answer what `clock` says inside the block; raises ValueError there if it gives no UTC instant."""

    def checked() -> datetime:
        instant = clock()
        if instant.tzinfo is None:
            raise ValueError(f"a clock must give an aware instant, not {instant!r}")
        return instant.astimezone(UTC)

    token = _clock.set(checked)
    try:
        yield
    finally:
        _clock.reset(token)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Lets the time stand still at the aware instant `at` inside the block."""
    with use_clock(lambda: at):
        yield
