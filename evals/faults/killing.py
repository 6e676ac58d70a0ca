"""Processes killed (SIGKILL) at random moments of what changes something."""

import shutil
import threading
import time
from pathlib import Path
from random import Random

import httpx

from assistant.backup import restore_backup, take_backup
from assistant.backup.archive import find_contents
from assistant.config import Settings
from assistant.errors import AssistantError
from evals.faults.ground import UP_TO_DATE, Ground
from evals.faults.outcome import Left, Outcome
from evals.faults.processes import Command, Server, duration_of

_BEYOND = 1.5
"""Moments are spread over more than the work takes undisturbed, so that its end is among them on a busy machine."""


def kill_commands(ground: Ground, tries: int, random: Random) -> list[Outcome]:
    """``index``, ``add``, ``remove``: after each, one of the two states, and the other by one command at most."""
    return [
        _kill_command(ground, tries, random, "add", [str(ground.extra)], ground.with_extra),
        _kill_command(ground, tries, random, "remove", [ground.old_id], ground.without_old),
        _kill_command(ground, tries, random, "index", [], ground.with_extra),
    ]


def _kill_command(
    ground: Ground, tries: int, random: Random, name: str, arguments: list[str], new: frozenset[str]
) -> Outcome:
    with ground.copy() as settings:
        _change_by_hand(name, ground, settings)
        duration = duration_of(ground, settings, name, *arguments)
    outcome = Outcome(
        f"kill -9 in `assistant {name}`", f"at random moments of {_BEYOND * duration:.1f} s after the start"
    )
    for _ in range(tries):
        with ground.copy() as settings:
            _change_by_hand(name, ground, settings)
            with Command(ground, settings, name, *arguments) as command:
                command.start()
                command.kill_after(random.uniform(0, _BEYOND * duration))
            examine(ground, settings, new, outcome)
    return outcome


def _change_by_hand(name: str, ground: Ground, settings: Settings) -> None:
    if name == "index":
        shutil.copy(ground.extra, settings.corpus)


def examine(ground: Ground, settings: Settings, new: frozenset[str], outcome: Outcome) -> None:
    """See what a try has left: a whole state, nothing lost, and the corpus's state after one command."""
    state = ground.find_state(settings)
    problem = ground.find_loss(settings)
    if state not in (ground.old, new):
        problem = f"answers of no whole state ({state})"
    recovery = ground.bring_up(settings)
    after = state if recovery == UP_TO_DATE else ground.find_state(settings)
    if after not in (ground.old, new) or (state == new and after != new):
        problem = problem or f"after {recovery}: {after}"
    outcome.note(Left.OLD if state == ground.old else Left.NEW, recovery, problem)


def kill_uploads(ground: Ground, tries: int, random: Random) -> Outcome:
    """A server that dies while it publishes a file that was handed in on the web."""
    outcome = Outcome("kill -9 of the server in an upload", "at random moments of the publishing of a file")
    with ground.copy() as settings:
        duration = _publish(Server(ground, settings), ground.extra, None)
    for _ in range(tries):
        with ground.copy() as settings:
            _publish(Server(ground, settings), ground.extra, random.uniform(0, _BEYOND * duration))
            examine(ground, settings, ground.with_extra, outcome)
    return outcome


def _publish(server: Server, path: Path, die_after_s: float | None) -> float:
    """Publish a file and kill the server, at its end or before; returns how long it took."""
    try:
        with httpx.Client(timeout=300) as client:
            form = server.stage(client, path)
            started = time.monotonic()
            sending = threading.Thread(target=_send, args=(client, form))
            sending.start()
            sending.join(die_after_s)
            duration = time.monotonic() - started
            server.kill()
            sending.join()
    finally:
        server.kill()
    return duration


def _send(client: httpx.Client, form: dict[str, str]) -> None:
    try:
        client.post(form.pop("address"), data=form)
    except httpx.TransportError:
        return  # the server died


def kill_backups(ground: Ground, tries: int, random: Random) -> list[Outcome]:
    """``backup`` and ``restore``: the file before or the new one, and every restore can be done again."""
    return [_kill_backup(ground, tries, random), _kill_restore(ground, tries, random)]


def _kill_backup(ground: Ground, tries: int, random: Random) -> Outcome:
    outcome = Outcome(
        "kill -9 in `assistant backup`", "over an earlier backup; what is there is restored elsewhere"
    )
    with ground.copy() as settings:
        duration = duration_of(ground, settings, "backup", str(settings.corpus.parent / "kho.zip"))
    for _ in range(tries):
        with ground.copy() as settings:
            path = settings.corpus.parent / "kho.zip"
            before = take_backup(settings, path)
            shutil.copy(ground.extra, settings.corpus)
            with Command(ground, settings, "backup", str(path)) as command:
                command.start()
                command.kill_after(random.uniform(0, _BEYOND * duration))
            found = find_contents(path)
            is_new = found is not None and f"corpus/{ground.extra.name}" in found.members
            problem = "" if is_new or found == before else "the backup is neither the old nor the new one"
            with ground.copy() as elsewhere:
                restore_backup(elsewhere, path, overwrite=True)
                problem = problem or ground.find_loss(elsewhere)
            outcome.note(Left.NEW if is_new else Left.OLD, "none needed", problem)
    return outcome


def _kill_restore(ground: Ground, tries: int, random: Random) -> Outcome:
    outcome = Outcome(
        "kill -9 in `assistant restore`", "of three plans over two; then the same command again"
    )
    backup = ground.folder / "three.zip"
    with ground.copy() as settings:
        shutil.copy(ground.extra, settings.corpus)
        take_backup(settings, backup)
    with ground.copy() as settings:
        duration = duration_of(ground, settings, "restore", str(backup), "--overwrite")
    for _ in range(tries):
        with ground.copy() as settings:
            with Command(ground, settings, "restore", str(backup), "--overwrite") as command:
                command.start()
                command.kill_after(random.uniform(0, _BEYOND * duration))
            state = ground.find_state(settings)
            problem = ground.find_loss(settings)
            if state not in (ground.old, ground.with_extra):
                problem = f"answers of no whole state ({state})"
            try:
                restore_backup(settings, backup, overwrite=True)
                ground.bring_up(settings)
                if ground.find_state(settings) != ground.with_extra:
                    problem = problem or "not restored the second time"
            except AssistantError as error:
                problem = problem or str(error)
            left = Left.NEW if state == ground.with_extra else Left.OLD
            outcome.note(left, "`assistant restore` again", problem)
    return outcome
