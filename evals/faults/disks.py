"""Disks that are full or read-only, on a small file system of their own in memory (needs the right to mount)."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from assistant.backup.archive import find_contents
from assistant.config import Settings
from assistant.errors import AssistantError
from evals.faults.ground import Ground
from evals.faults.killing import examine
from evals.faults.outcome import Left, Outcome
from evals.faults.processes import Command

_SIZE = 400 << 20
_PIECE = 64 << 10


def full_disk(ground: Ground, tries: int, random: Random) -> Outcome:
    """``add`` and ``backup`` with a few bytes to a few megabytes left: refused, and answered from what there is."""
    outcome = Outcome(
        "disk full",
        "a tmpfs filled up but for 0–30 MB, then `add` or `backup`; asked while full; then room again",
    )
    with _mounted(ground) as disk:
        for number in range(tries):
            with ground.copy(disk) as settings:
                filler = disk / "filler"
                backup = settings.corpus.parent / "kho.zip"
                arguments = ("add", str(ground.extra)) if number % 2 else ("backup", str(backup))
                _fill(filler, left=int(random.choice((0, 2e4, 2e5, 1e6, 3e6, 1e7, 3e7))))
                with Command(ground, settings, *arguments) as command:
                    command.start()
                    status = command.end()
                problem = "" if status in (0, 1) else f"{arguments[0]} {status}"
                if not number % 2 and (find_contents(backup) is not None) != (status == 0):
                    problem = "a backup that is not whole, or none where the command said so"
                while_full = _state(ground, settings)
                if while_full not in (ground.old, ground.with_extra):
                    problem = f"asked while full: {while_full}"
                filler.unlink()
                if problem:
                    outcome.note(Left.BETWEEN, "none", problem)
                else:
                    examine(ground, settings, ground.with_extra, outcome)
    return outcome


def read_only_disk(ground: Ground, tries: int, random: Random) -> Outcome:
    """Everything that writes is refused in one sentence, and questions are answered."""
    outcome = Outcome(
        "disk read-only", "a tmpfs mounted anew as read-only, then `add`, `remove`, `index`; asked then"
    )
    with _mounted(ground) as disk:
        for number in range(tries):
            with ground.copy(disk) as settings:
                arguments = (("add", str(ground.extra)), ("remove", ground.old_id), ("index",))[number % 3]
                _mount("-o", "remount,ro", str(disk))
                try:
                    with Command(ground, settings, *arguments) as command:
                        command.start()
                        status = command.end()
                    state = _state(ground, settings)
                finally:
                    _mount("-o", "remount,rw", str(disk))
                expected = 0 if arguments == ("index",) else 1
                problem = "" if state == ground.old else f"asked while read-only: {state}"
                if status not in (expected, 1):
                    problem = f"{arguments[0]} ended with {status}"
                if problem:
                    outcome.note(Left.BETWEEN, "none", problem)
                else:
                    examine(ground, settings, ground.old, outcome)
    return outcome


def _state(ground: Ground, settings: Settings) -> frozenset[str] | str | None:
    try:
        return ground.find_state(settings)
    except AssistantError as error:
        return str(error)


def _fill(path: Path, left: int) -> None:
    """Fill a file system up with a file, but for some bytes."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * _PIECE)
        except OSError:
            file.truncate(max(0, file.tell() - left))


@contextmanager
def _mounted(ground: Ground) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=ground.folder) as name:
        _mount("-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", name)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)
