"""Kills a piece of work at every step that it takes on the disk, one process each."""

import os
import signal
import sys
from collections.abc import Callable

_STEPS = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.link",
    "os.rmdir",
    "os.truncate",
    "sqlite3.connect",
)
"""Audit events of the interpreter that come before something changes on the disk."""


def kill_at_step(work: Callable[[], object], step: int) -> bool:
    """Run some work in a process of its own that is killed before its n-th step, counted from 0.

    Returns:
        Whether it was killed; ``False`` where it had ended before.
    """
    child = os.fork()
    if child == 0:
        left = step

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event in _STEPS:
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1

        sys.addaudithook(watch)
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the work itself failed"
    return os.WIFSIGNALED(status)


def kill_at_every_step(
    prepare: Callable[[], object],
    work: Callable[[], object],
    check: Callable[[], object],
    stride: int = 1,
) -> int:
    """Prepare, kill the work before a step, check; for every ``stride``-th step. Returns how many steps there were."""
    step = 0
    while True:
        prepare()
        killed = kill_at_step(work, step)
        check()
        if not killed:
            return step
        step += stride
