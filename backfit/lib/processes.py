"""Starts child processes and stops them again, so that none outlives its parent."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import IO

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1  # from linux/prctl.h
STOP_PATIENCE_S = 15.0
POLL_S = 0.02


class StartFailed(Exception):
    """A child ended by itself, or was not ready in time."""


@dataclass(frozen=True, kw_only=True)
class Child:
    """A running process and the name it has in the log."""

    name: str
    process: subprocess.Popen[bytes]


@contextmanager
def child(
    command: Sequence[str],
    *,
    name: str,
    environment: Mapping[str, str],
    output: int | IO[bytes],
    stop_signal: signal.Signals = signal.SIGTERM,
    stdin: bytes = b"",
) -> Iterator[Child]:
    """Runs `command` for the block: `stdin` is all it gets to read, `stop_signal` asks it to finish and go.

    It has a session of its own, so Ctrl-C at the terminal reaches only its parent, which stops its children in order.
    Should the parent be killed, the kernel sends the child its `stop_signal`.
    """

    def follow_parent() -> None:
        if sys.platform == "linux":
            LIBC.prctl(PR_SET_PDEATHSIG, stop_signal)

    process = subprocess.Popen(
        list(command),
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=follow_parent,  # noqa: PLW1509 - one system call, which needs no lock a thread of ours could hold
    )
    try:
        if process.stdin is not None:
            process.stdin.write(stdin)
            process.stdin.close()
        yield Child(name=name, process=process)
    finally:
        _stop(process, stop_signal)


def _stop(process: subprocess.Popen[bytes], stop_signal: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(stop_signal)
    try:
        process.wait(timeout=STOP_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(ready: Callable[[], bool], *, child: Child, within_s: float) -> None:
    """Returns once `ready()` is true; raises StartFailed when the child ends first or the time is over."""
    end = time.monotonic() + within_s
    while not ready():
        check_running(child)
        if time.monotonic() > end:
            raise StartFailed(f"{child.name} was not ready within {within_s:.0f} seconds")
        time.sleep(POLL_S)


def check_running(child: Child) -> None:
    """Raises StartFailed when the child has ended."""
    code = child.process.poll()
    if code is not None:
        raise StartFailed(f"{child.name} ended by itself with code {code}")


def output_of(child: Child) -> str:
    """All that the child prints until it ends; raises StartFailed with that when it fails."""
    printed = (child.process.stdout.read() if child.process.stdout else b"").decode(errors="replace")
    if code := child.process.wait():
        raise StartFailed(f"{child.name} failed with code {code}:\n{printed}")
    return printed


def relay(child: Child, *, write: Callable[[str], object], width: int) -> None:
    """From now on, hands each line that the child prints to `write`, with the child's name before it."""

    def read_on() -> None:
        for line in child.process.stdout or ():
            write(f"{child.name:<{width}} | {line.decode(errors='replace').rstrip()}")

    Thread(target=read_on, name=f"log of {child.name}", daemon=True).start()
