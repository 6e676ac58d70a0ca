"""Options and output of an evaluation; ``assistant eval`` and ``python -m evals`` are this."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.config import Settings, load_settings
from assistant.embedding.encoder import load_encoder
from assistant.errors import AssistantError
from evals.dataset.loading import load_tasks
from evals.dataset.records import load_records
from evals.dataset.task import Split, Task
from evals.places import find_places
from evals.report.markdown import render_markdown
from evals.run import EvaluationSet, evaluate


@dataclass(frozen=True, slots=True)
class Options:
    """What to run and what to do with it."""

    tasks: Path | None = None
    split: Split | None = None
    kinds: tuple[str, ...] = ()
    typings: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    failures: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kinds or self.typings or self.ids)


def main(argv: Sequence[str] | None = None) -> int:
    p = argparse.ArgumentParser(prog="evals")
    p.add_argument("--corpus"); p.add_argument("--index"); p.add_argument("--tasks", type=Path)
    p.add_argument("--split", type=Split); p.add_argument("--kind", action="append", default=[]); p.add_argument("--typing", action="append", default=[])
    p.add_argument("--id", action="append", default=[]); p.add_argument("--failures", type=int)
    a = p.parse_args(argv)
    settings = load_settings(os.environ, {"corpus": a.corpus, "index": a.index})
    places = find_places(a.tasks)
    try:
        tasks = [t for t in load_tasks(places.tasks) if (not a.split or t.split == a.split) and (not a.kind or t.kind in a.kind) and (not a.typing or t.typing in a.typing) and (not a.id or any(i in t.id for i in a.id))]
        run = evaluate(settings, load_encoder(settings), EvaluationSet(tasks, load_records(places.records), places.prompts))
    except AssistantError as e:
        sys.stderr.write(f"{e}\n"); return 1
    sys.stdout.write(render_markdown(run, a.failures))
    return 0
