"""What a run was taken from: commit and digests."""

import hashlib
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.corpus import MANIFEST, load_corpus
from assistant.llm.prompts import SUFFIX
from evals.dataset.loading import dump_tasks
from evals.dataset.task import Task

_DIGEST_CHARS = 16


@dataclass(frozen=True, slots=True)
class Checkout:
    """State of the code."""

    commit: str | None
    clean: bool | None


def find_checkout(folder: Path) -> Checkout:
    """Commit of the checkout that holds a folder, both fields ``None`` where there is none."""
    try:
        commit = _git(folder, "rev-parse", "HEAD").strip()
        return Checkout(commit, not _git(folder, "status", "--porcelain").strip())
    except (OSError, subprocess.CalledProcessError):
        return Checkout(None, None)


def digest_corpus(folder: Path) -> str:
    """Digest over names and bytes of the plan files and the manifest; the parser does not matter."""
    paths = [file.path for file in load_corpus(folder)]
    manifest = folder / MANIFEST
    return _digest_files([*paths, *([manifest] if manifest.exists() else [])])


def digest_prompts(folder: Path) -> str | None:
    """Digest over the prompt files; ``None`` where there are none."""
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    return _digest_files(paths) if paths else None


def digest_tasks(tasks: Iterable[Task]) -> str:
    """Digest over the labels, whatever files they stand in."""
    sha = hashlib.sha256()
    for line in sorted(dump_tasks(tasks)):
        sha.update(line.encode())
    return sha.hexdigest()[:_DIGEST_CHARS]


def _digest_files(paths: Iterable[Path]) -> str:
    sha = hashlib.sha256()
    for path in paths:
        sha.update(f"{path.name}\0".encode())
        sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()[:_DIGEST_CHARS]


def _git(folder: Path, *command: str) -> str:
    done = subprocess.run(["git", *command], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout
