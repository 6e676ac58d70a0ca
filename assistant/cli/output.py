"""What the commands print: JSON shapes that other programs rely on, and a progress line on stderr."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from assistant.api.shapes import CitationShape, PassageShape, PlanShape, RecordShape
from assistant.types import Answer, Citation, Hit, Plan, Record

_REDRAW_S = 0.1


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer as ``ask --batch`` prints it, without id and latency."""
    return {
        "answer": answer.text,
        "abstained": answer.abstained,
        "citations": [citation_json(citation) for citation in answer.citations],
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation; spans are ``[start, end)`` in characters of the stored text."""
    return CitationShape.of(citation).model_dump(mode="json", exclude={"source"})


def hit_json(hit: Hit) -> dict[str, Any]:
    """One found passage."""
    return PassageShape.of(hit).model_dump(mode="json", exclude={"label"})


def record_json(record: Record) -> dict[str, Any]:
    """One table row with its cells by key."""
    return RecordShape.of(record).model_dump(mode="json")


def plan_json(plan: Plan, records: int, passages: int) -> dict[str, Any]:
    """One plan with what was read from it; what the print leaves blank is ``null``."""
    shape = PlanShape.of(plan).model_dump(mode="json")
    source = shape.pop("source")
    return {**shape, "records": records, "passages": passages, "source": source}


def print_json(value: dict[str, Any]) -> None:
    """One JSON line with Vietnamese letters as they are."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def print_note(text: str) -> None:
    """A sentence for the person at the terminal, on stderr."""
    print(text, file=sys.stderr, flush=True)


def progress_line() -> Callable[[str, int, int], None]:
    """A progress callback: one line that is redrawn on a terminal, a line a stage elsewhere."""
    last: dict[str, float] = {}

    def report(stage: str, done: int, total: int) -> None:
        finished = done >= total
        now = time.monotonic()
        if not sys.stderr.isatty():
            if finished:
                print(f"{stage}: {total}", file=sys.stderr, flush=True)
            return
        if not finished and now - last.get(stage, 0.0) < _REDRAW_S:
            return
        last[stage] = now
        share = done / total if total else 1.0
        bar = "█" * int(24 * share)
        print(
            f"\r{stage} [{bar:<24}] {done}/{total}\033[K",
            end="\n" if finished else "",
            file=sys.stderr,
            flush=True,
        )

    return report
