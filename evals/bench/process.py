"""Fresh processes, and what a process holds in memory."""

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.config import ENV_PREFIX, Settings
from assistant.errors import InternalError

_KB = 1024
_LAST_CHARS = 500


def measure_cold_start(settings: Settings, question: str) -> float:
    """Seconds from the start of ``assistant ask`` in a new process to its answer.

    Raises:
        InternalError: the command failed.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ENV_PREFIX)}
    # Without the language model, whose settings are left out: a start is measured, not somebody's server.
    environment |= {
        f"{ENV_PREFIX}{name.upper()}": str(value)
        for name, value in settings.model_dump(mode="json").items()
        if not name.startswith("llm_")
    }
    command = [str(Path(sys.executable).with_name("assistant")), "ask", "--json", question]
    started = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    seconds = time.perf_counter() - started
    if done.returncode or not done.stdout:
        raise InternalError(f"{' '.join(command)} không trả lời được: {done.stderr[-_LAST_CHARS:]}")
    return seconds


def peak_rss_mb() -> float:
    """Most memory that this process has held so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _KB / (_KB if sys.platform == "darwin" else 1)  # bytes on macOS, KiB elsewhere


@dataclass(frozen=True, slots=True)
class Memory:
    """What a process holds, in MiB; 0 where the system does not tell (it is read from /proc)."""

    own_mb: float
    mapped_mb: float
    """Pages of files that it has mapped and looked at: shared by all processes, and given up where memory is short."""


def current_memory() -> Memory:
    """What this process holds now."""
    return _memory("self")


def rss_mb(process: int | str) -> float:
    """Memory that a process holds now, in MiB; 0 where the system does not tell."""
    memory = _memory(process)
    return memory.own_mb + memory.mapped_mb


def _memory(process: int | str) -> Memory:
    try:
        text = Path(f"/proc/{process}/statm").read_text(encoding="ascii")
    except FileNotFoundError:
        return Memory(0.0, 0.0)
    resident, mapped = (int(pages) * resource.getpagesize() / _KB / _KB for pages in text.split()[1:3])
    return Memory(resident - mapped, mapped)


def cpu_s(process: int) -> float:
    """Processor time that a process has used so far, in seconds; 0 where the system does not tell."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return 0.0
    user, system = text.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Used:
    """Processor time since a watch began, in seconds."""

    process_s: float
    others_s: float
    """Of programs that are neither the process nor this one."""


class Watch:
    """Tells how much of the processors a process uses, and how much is used by others."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._begin = self._times()

    def read(self) -> Used:
        """What was used since the watch began; 0 where the system does not tell."""
        busy, process, own = (now - then for now, then in zip(self._times(), self._begin, strict=True))
        return Used(process, max(0.0, busy - process - own))

    def _times(self) -> tuple[float, float, float]:
        return _busy_s(), cpu_s(self._process), time.process_time()


def _busy_s() -> float:
    """Processor time that all programs have used so far, over all processors."""
    try:
        line = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    except FileNotFoundError:
        return 0.0
    user, nice, system, _idle, _waiting, irq, soft_irq, *_ = map(int, line.split()[1:])
    return (user + nice + system + irq + soft_irq) / os.sysconf("SC_CLK_TCK")


def folder_mb(folder: Path) -> float:
    """Size of all files under a folder, in MiB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _KB / _KB
