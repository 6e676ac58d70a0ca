"""What goes wrong around the assistant: two at once, clocks, clients, a model that is half there."""

import json
import os
import shutil
import time
from pathlib import Path
from random import Random

import httpx

from assistant.config import Settings
from evals.faults.ground import Ground
from evals.faults.outcome import Left, Outcome
from evals.faults.processes import Command, Server, serving

_YEAR_S = 365 * 24 * 60 * 60
_CLIENTS = 20


def at_once(ground: Ground, tries: int, random: Random) -> Outcome:
    """Two processes that index at once: both changes are in, or one is refused and comes in with the next."""
    outcome = Outcome(
        "two processes indexing at once", "`add` of a plan, `remove` of another, or `index`, in pairs"
    )
    pairs = (
        (("add", str(ground.extra)), ("index",), ground.with_extra),
        (("add", str(ground.extra)), ("add", str(ground.extra)), ground.with_extra),
        (("add", str(ground.extra)), ("remove", ground.old_id), ground.with_extra - {ground.old_id}),
    )
    for number in range(tries):
        first, second, expected = pairs[number % len(pairs)]
        with ground.copy() as settings:
            with Command(ground, settings, *first) as one, Command(ground, settings, *second) as other:
                one.start()
                time.sleep(random.uniform(0, 1))
                other.start()
                statuses = one.end(), other.end()
            recovery = ground.bring_up(settings)
            state = ground.find_state(settings)
            problem = "" if state == expected else f"{state} after {statuses}"
            outcome.note(Left.NEW, recovery, problem or ground.find_loss(settings))
    return outcome


def clock_jumps(ground: Ground, tries: int, random: Random) -> Outcome:
    """Commands that believe in another year, and files of another: nothing goes by the time."""
    outcome = Outcome("clock jumps", "`add` and `backup` with a clock ±1–9 years, after files of 1971–2099")
    for _ in range(tries):
        with ground.copy() as settings:
            for path in settings.corpus.parent.rglob("*"):
                moment = random.uniform(_YEAR_S, 129 * _YEAR_S)
                os.utime(path, (moment, moment))
            shift = random.choice((-1, 1)) * random.uniform(1, 9) * _YEAR_S
            backup = settings.corpus.parent / "kho.zip"
            problem = ""
            for arguments in (("add", str(ground.extra)), ("backup", str(backup))):
                with Command(ground, settings, *arguments, clock_shift_s=shift) as command:
                    command.start()
                    if command.end() != 0:
                        problem = f"{arguments[0]} failed with the clock at {shift / _YEAR_S:+.1f} years"
                shift = -shift
            state = ground.find_state(settings)
            if state != ground.with_extra:
                problem = problem or f"{state}"
            outcome.note(Left.NEW, ground.bring_up(settings), problem or ground.find_loss(settings))
    return outcome


def clients_leave(ground: Ground, tries: int, random: Random) -> Outcome:
    """Clients that go away in mid-stream: others are answered as ever, and nothing stays in use for those gone."""
    outcome = Outcome(
        "clients disconnect in mid-stream",
        f"{_CLIENTS} streams at a time broken off after 0–400 bytes; then a change must free the build before",
    )
    with ground.copy() as settings, serving(ground, settings) as server:
        right = _ask(server, ground.questions[0])
        threads = _threads(server)
        for _ in range(tries):
            for _ in range(_CLIENTS):
                _break_off(server, ground.questions[0], random)
            answer = _ask(server, ground.questions[0])
            problem = "" if answer == right else f"answered {answer[:80]!r}"
            outcome.note(Left.OLD, "none needed", problem)
        if _threads(server) > threads + _CLIENTS:
            outcome.note(Left.BETWEEN, "none", f"{_threads(server)} threads, {threads} before")
        outcome.note(Left.NEW, "none needed", _change_frees_the_former(ground, settings, server))
    return outcome


def _change_frees_the_former(ground: Ground, settings: Settings, server: Server) -> str:
    with httpx.Client(timeout=300) as client:
        form = server.stage(client, ground.extra)
        client.post(form.pop("address"), data=form)
        _ask(server, ground.questions[0])  # takes the newer build
        shutil.copy(ground.extra, settings.corpus / "ban-sao.txt")
        ground.bring_up(settings)
        _ask(server, ground.questions[0])
    (settings.corpus / "ban-sao.txt").unlink()
    ground.bring_up(settings)
    builds = len(list((settings.index / "builds").iterdir()))
    return (
        "" if builds <= 2 else f"{builds} builds are still there"
    )  # the one that serves, the one being left


def _ask(server: Server, question: str) -> str:
    body = {"model": "vn-plan-assistant", "messages": [{"role": "user", "content": question}]}
    reply = httpx.post(f"{server.address}/v1/chat/completions", json=body, timeout=60).json()
    return str(reply["choices"][0]["message"]["content"])


def _break_off(server: Server, question: str, random: Random) -> None:
    body = {
        "model": "vn-plan-assistant",
        "messages": [{"role": "user", "content": question}],
        "stream": True,
    }
    wanted, received = random.randrange(400), 0
    with (
        httpx.Client(timeout=60) as client,
        client.stream("POST", f"{server.address}/v1/chat/completions", json=body) as response,
    ):
        for piece in response.iter_raw(32):
            received += len(piece)
            if received >= wanted:
                return


def _threads(server: Server) -> int:
    status = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("Threads:")).split()[1])


def half_a_model(ground: Ground, tries: int, random: Random) -> Outcome:
    """The model's folder half written by a killed process, or cut off: made anew, and the same model."""
    outcome = Outcome(
        "model folder half written", "the first conversion killed at random moments; then files cut off"
    )
    cache = ground.folder / "cache"
    with ground.copy() as settings:
        fresh = settings.model_copy(update={"cache": cache})
        started = time.monotonic()
        problem = _load_model(ground, fresh)
        duration = time.monotonic() - started
        outcome.note(Left.NEW, "by itself when loaded", problem)
        for number in range(tries):
            if number % 2:
                path = random.choice(
                    [path for path in cache.rglob("*") if path.is_file() and path.stat().st_size]
                )
                os.truncate(path, random.randrange(path.stat().st_size))
            else:
                shutil.rmtree(cache)
                with Command(ground, fresh, "model") as command:
                    command.start()
                    command.kill_after(random.uniform(0, duration))
            problem = _load_model(ground, fresh)
            outcome.note(Left.NEW, "by itself when loaded", problem)
    shutil.rmtree(cache, ignore_errors=True)
    return outcome


def _load_model(ground: Ground, settings: Settings) -> str:
    with Command(ground, settings, "model") as command:
        command.start()
        found = command.end()
    return "" if found == ground.encoder.model_id else f"loaded {json.dumps(found)}"
