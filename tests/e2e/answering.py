"""Which threads of the live server answer a request now: a phone may send its last one while it is put away.

A test that ended before the answer would empty the tables under it, and PostgreSQL would see a deadlock.
"""

import threading
import time

from django.core.signals import request_finished, request_started

QUIET_S, LONGEST_S = 0.15, 5.0
_answering: set[threading.Thread] = set()


def _begun(**_signal: object) -> None:
    _answering.add(threading.current_thread())


def _ended(**_signal: object) -> None:
    _answering.discard(threading.current_thread())


request_started.connect(_begun)
request_finished.connect(_ended)


def wait_until_idle() -> None:
    """Wait until no request has been under way for a moment; raises AssertionError after five seconds."""
    quiet_since, end = time.monotonic(), time.monotonic() + LONGEST_S
    while time.monotonic() - quiet_since < QUIET_S:
        assert time.monotonic() < end, "the live server never came to rest"
        time.sleep(0.02)
        if any(thread.is_alive() for thread in tuple(_answering) if thread is not threading.main_thread()):
            quiet_since = time.monotonic()
