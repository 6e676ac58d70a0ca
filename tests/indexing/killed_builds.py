"""Builds that die: run as ``python -m tests.indexing.killed_builds FOLDER MOMENT…`` from the repository root.

For each moment, a copy of the index in FOLDER/start is made as FOLDER/<moment>, and a process that puts a
second plan into it is killed (SIGKILL) at that moment; FIRST_BUILD starts without an index. The children are
forked after the slow imports and before Chroma starts any thread.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from assistant.config import load_settings
from assistant.indexing import build_index
from assistant.indexing.build import CLEANING, PUBLISHING, READING, WRITING_VECTORS
from assistant.text.sentences import sentence_spans
from tests.fakes import FakeEncoder, FakeSource
from tests.toy import ALPHA, BETA

EMBEDDING = "Tính vectơ"
STAGES = {
    "reading": (READING, 1),
    "embedding": (EMBEDDING, 1),
    "catalogue-written": (WRITING_VECTORS, 0),
    "vectors-written": (WRITING_VECTORS, 1),
    "publishing": (PUBLISHING, 0),
    "published": (PUBLISHING, 1),
    "cleaning": (CLEANING, 0),
}
"""Moments that the progress of a build passes: its stage and how much of it is done."""
MOMENTS = (*STAGES, "before-pointer", "after-pointer", "half-removed")
FIRST_BUILD = "first-build"


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def build(folder: Path, moment: str) -> None:
    """Put a second plan into the index and die on the way."""

    def watch(stage: str, done: int, total: int) -> None:
        if STAGES.get(moment) == (stage, done):
            die()

    if moment in ("before-pointer", FIRST_BUILD):
        Path.replace = _dying_first(Path.replace)  # type: ignore[assignment, method-assign]
    elif moment == "after-pointer":
        Path.replace = _dying_after(Path.replace)  # type: ignore[assignment, method-assign]
    elif moment == "half-removed":
        shutil.rmtree = _remove_one_file  # type: ignore[assignment]
    sources = [FakeSource(ALPHA), FakeSource(BETA)]
    build_index(load_settings({}, {"index": folder}), sources, FakeEncoder(), watch)


def _dying_first(step: Callable[..., object]) -> Callable[..., None]:
    return lambda *arguments: die()


def _dying_after(step: Callable[..., object]) -> Callable[..., None]:
    def run(*arguments: object) -> None:
        step(*arguments)
        die()

    return run


def _remove_one_file(path: Path, ignore_errors: bool) -> None:
    (path / "catalogue.sqlite").unlink()
    die()


def main(folder: Path, moments: list[str]) -> None:
    """Kill one build at each moment; exits with 1 if one of them survived."""
    sentence_spans("Nạp trước.")
    for moment in moments:
        if moment != FIRST_BUILD:
            shutil.copytree(folder / "start", folder / moment)
        child = os.fork()
        if child == 0:
            build(folder / moment, moment)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(f"the build was not killed at {moment}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
