"""What can be asked of an evaluation on the command line; light to import, for ``--help``."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from evals.dataset.task import Kind, Split, Typing


@dataclass(frozen=True, slots=True)
class Options:
    """What to run and what to do with it; the corpus, the index and the model are ``Settings``."""

    tasks: Path | None = None
    """Folder of an office's own tasks; ``None`` for those of the package."""
    split: Split | None = None
    kinds: tuple[Kind, ...] = ()
    typings: tuple[Typing, ...] = ()
    ids: tuple[str, ...] = ()
    """Parts of task ids."""
    failures: int | None = None
    """How many of the worst cases to print; ``None`` for ten, or all of a narrowed run."""
    check: bool = False
    draft: str | None = None
    export_jsonl: Path | None = None
    export_beir: Path | None = None
    compare: Path | None = None
    results: Path | None = None
    save: bool = True
    update_baseline: bool = False
    update_floors: bool = False
    allow_lower: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether only some tasks of a split are run, so that floors mean nothing."""
        return bool(self.kinds or self.typings or self.ids)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of an evaluation to a command."""
    which = parser.add_argument_group("which tasks")
    which.add_argument(
        "--tasks", type=Path, metavar="DIR", help="folder of your own tasks, floors and baseline"
    )
    which.add_argument(
        "--split", type=Split, choices=list(Split), help="only this half; the gate holds for it"
    )
    which.add_argument("--kind", type=Kind, choices=list(Kind), action="append", default=[], metavar="KIND")
    which.add_argument(
        "--typing", type=Typing, choices=list(Typing), action="append", default=[], metavar="TYPING"
    )
    which.add_argument(
        "--id", action="append", default=[], metavar="PART", help="only tasks with this in their id"
    )
    output = parser.add_argument_group("output")
    output.add_argument(
        "--failures", type=int, metavar="N", help="print the N worst cases (10; all with a filter)"
    )
    output.add_argument("--results", type=Path, metavar="DIR", help="where runs and reports are saved")
    output.add_argument("--no-save", action="store_true", help="save neither the run nor its report")
    output.add_argument("--compare", type=Path, metavar="RUN.json", help="compare with a saved run")
    gate = parser.add_argument_group("gate")
    gate.add_argument("--update-baseline", action="store_true", help="record the outcomes of this run")
    gate.add_argument("--update-floors", action="store_true", help="raise the floors to this run")
    gate.add_argument("--allow-lower", action="store_true", help="let --update-floors lower floors too")
    instead = parser.add_argument_group("instead of running").add_mutually_exclusive_group()
    instead.add_argument("--check", action="store_true", help="only check the tasks against the corpus")
    instead.add_argument("--draft", metavar="QUESTION", help="ask, and print a task to correct")
    instead.add_argument("--export-jsonl", type=Path, metavar="FILE", help="write the tasks as JSON lines")
    instead.add_argument(
        "--export-beir", type=Path, metavar="DIR", help="write the retrieval tasks in BEIR form"
    )


def read_options(values: argparse.Namespace) -> Options:
    """The options that :func:`add_options` defined, as one value."""
    return Options(
        tasks=values.tasks,
        split=values.split,
        kinds=tuple(values.kind),
        typings=tuple(values.typing),
        ids=tuple(values.id),
        failures=values.failures,
        check=values.check,
        draft=values.draft,
        export_jsonl=values.export_jsonl,
        export_beir=values.export_beir,
        compare=values.compare,
        results=values.results,
        save=not values.no_save,
        update_baseline=values.update_baseline,
        update_floors=values.update_floors,
        allow_lower=values.allow_lower,
    )
