"""The process that :mod:`assistant.reading.isolation` starts: one file in, what its reader makes of it out."""

import json
import sys

from assistant.errors import DocumentError
from assistant.reading.formats import load_reader
from assistant.reading.kinds import Kind

MEMORY_BYTES = 3_000_000_000
"""A thousand-page PDF takes 400 MB, a scanned page at 300 dots an inch 100 MB."""


def main() -> None:
    """Read the file on standard input as the kind and name on the command line say; print JSON."""
    kind, name = sys.argv[1:]
    _limit_memory()
    try:
        document = load_reader(Kind(kind))(sys.stdin.buffer.read(), name)
        reply: dict[str, object] = {}
        if document is not None:
            merged = [
                [block.spans[0].start, sorted(block.merged)] for block in document.blocks if block.merged
            ]
            reply = {"text": document.text, "merged": merged, "warnings": document.warnings}
    except DocumentError as error:
        reply = {"refused": str(error)}
    sys.stdout.write(json.dumps(reply))


def _limit_memory() -> None:
    # There is no such limit on Windows; the time limit holds there all the same.
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main()
