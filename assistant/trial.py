"""A strange file is parsed once in a process of its own before this one parses it: what would take hours takes none.

Readers of involved formats have such a process already; the parser has not, and plain text needs no reader.
"""

import subprocess
import sys
from pathlib import Path

from assistant.corpus import PlanFile
from assistant.errors import AssistantError, DocumentError

TRIAL_S = 180.0
"""Above the bound of the readers themselves; the longest plan known takes four seconds."""
_MEMORY_BYTES = 4_000_000_000
_PROJECT = Path(__file__).parents[1]
_REFUSED = 3


def try_parsing(path: Path, *, timeout_s: float = TRIAL_S) -> None:
    """See that a file is parsed within bounds on time and memory.

    Raises:
        DocumentError: it is not; what its reader refuses is left to the parsing that follows.
    """
    command = [sys.executable, "-m", "assistant.trial", str(path.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=timeout_s, check=False, cwd=_PROJECT)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"Phân tích tệp mất quá {timeout_s:.0f} giây nên đã dừng. Tệp quá dài hoặc không phải văn bản kế hoạch."
        ) from error
    if done.returncode not in {0, _REFUSED}:
        raise DocumentError("Không phân tích được tệp: nội dung bất thường hoặc cần quá nhiều bộ nhớ.")


def main(path: str) -> int:
    """Parse the file; what is wrong with it is told by the exit status alone."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows, where the time limit holds all the same

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    try:
        PlanFile(Path(path), None).parse()
    except AssistantError:
        return _REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
