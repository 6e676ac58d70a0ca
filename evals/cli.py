"""``assistant eval``: runs an evaluation, reports it and holds it against its floors."""

import argparse
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from assistant.cli.output import print_note, progress_line
from assistant.config import Settings, load_settings
from assistant.embedding.encoder import load_encoder
from assistant.errors import AssistantError
from assistant.llm.chat import ChatModel
from assistant.llm.prompts import load_prompt
from assistant.llm.trial import try_chat
from assistant.quiet import silence_libraries
from assistant.service import PlanAssistant
from assistant.types import Encoder, Progress
from evals.comparison import compare_runs
from evals.dataset.beir import export_beir
from evals.dataset.drafting import Draft, draft_task
from evals.dataset.gold import find_lost_gold, load_gold_corpus
from evals.dataset.leaks import find_likely_leaks
from evals.dataset.loading import dump_tasks, load_tasks
from evals.dataset.records import load_records
from evals.dataset.task import Split, Task
from evals.errors import RunFileError
from evals.examiner import Judge
from evals.gate.baseline import load_baseline, save_baseline, update_baseline
from evals.gate.floors import load_floors, raise_floors, save_floors
from evals.gate.verdict import RECORDS, judge, measure
from evals.options import Options, add_options, read_options
from evals.places import Places, find_places
from evals.report.html import render_html
from evals.report.markdown import render_comparison, render_markdown, render_verdict
from evals.results import RunResult, load_run, save_run
from evals.run import EvaluationSet, evaluate, open_or_build_index

JUDGE_PROMPT = "judge-faithfulness"
_FAILURES = 10
"""Worst cases printed unless told otherwise; the HTML report has all."""


def run_evaluation(
    settings: Settings,
    options: Options,
    out: TextIO,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
    chat: ChatModel | None = None,
) -> int:
    """Do what the options ask.

    Args:
        settings: corpus, index and model.
        options: what to run and what to do with it.
        out: where the markdown goes.
        progress: told about each stage.
        encoder: the embedding model; ``None`` loads the one that the settings name.
        chat: the language model for what the options ask of one; ``None`` takes the one that the settings name.

    Returns:
        The exit status: 0 where the gate holds, 1 where it does not.

    Raises:
        AssistantError: a file, the corpus, the index or the model cannot be used.
    """
    if options.allow_lower and not options.update_floors:
        raise RunFileError("--allow-lower chỉ đi cùng --update-floors.")
    if options.draft is not None:
        encoder = encoder or load_encoder(settings, progress)
        with PlanAssistant(open_or_build_index(settings, encoder, progress), encoder) as assistant:
            answer = assistant.ask(options.draft, options.before)
            out.write(draft_task(Draft(options.draft, options.before, answer)))
        return 0
    places = find_places(options.tasks)
    tasks = load_tasks(places.tasks)
    if options.export_jsonl is not None:
        with _writing(options.export_jsonl):
            options.export_jsonl.write_text("".join(dump_tasks(tasks)), encoding="utf-8")
        return 0
    if options.export_beir is not None:
        with _writing(options.export_beir):
            count = export_beir(tasks, load_gold_corpus(settings.corpus), options.export_beir)
        out.write(f"{count} questions\n")
        return 0
    if options.check:
        return _check(settings, tasks, out)
    if options.judge or options.llm:
        chat = _open_chat(settings, chat)
    return _Command(settings, options, places, tasks, out, chat).run(
        encoder or load_encoder(settings, progress), progress
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of ``assistant eval`` and ``python -m evals``.

    Args:
        argv: the options; ``None`` for those of this process.

    Returns:
        The exit status: that of :func:`run_evaluation`, and 1 for an expected error, which is printed as one
        line on stderr.
    """
    silence_libraries()
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    parser = argparse.ArgumentParser(
        prog="assistant eval", description="Chấm trợ lý bằng bộ câu hỏi có đáp án (xem evals/README.md)."
    )
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="thư mục kế hoạch (mặc định: corpus)")
    parser.add_argument("--index", type=Path, metavar="DIR", help="thư mục chỉ mục (mặc định: indexes)")
    parser.add_argument("--model", metavar="TÊN", help="mô hình nhúng: tên hoặc thư mục")
    add_options(parser)
    values = parser.parse_args(argv)
    try:
        settings = load_settings(
            os.environ, {"corpus": values.corpus, "index": values.index, "model": values.model}
        )
        return run_evaluation(settings, read_options(values), sys.stdout, progress_line())
    except AssistantError as error:
        print_note(f"Lỗi: {error}")
        return 1


def _check(settings: Settings, tasks: Sequence[Task], out: TextIO) -> int:
    """Likely leaks are told, for a person to judge; only labels that do not hold fail."""
    lost = find_lost_gold(tasks, load_gold_corpus(settings.corpus))
    leaks = find_likely_leaks(tasks)
    families = len({task.family for task in tasks})
    out.writelines(f"{problem}\n" for problem in (*lost, *leaks))
    out.write(
        f"{len(tasks)} tasks of {families} families, {len(lost)} labels that the corpus does not bear out, "
        f"{len(leaks)} likely leaks between the splits\n"
    )
    return 1 if lost else 0


def _open_chat(settings: Settings, chat: ChatModel | None) -> ChatModel:
    """A language model that has been seen to reply, so that a wrong key does not cost minutes."""
    if chat is None:
        # The adapter takes a second to import, and most runs have no use for it.
        from assistant.llm.openai_like import open_chat  # noqa: PLC0415

        chat = open_chat(settings)
    try_chat(chat)
    return chat


@dataclass(frozen=True, slots=True)
class _Command:
    """One run of some tasks with everything that follows it."""

    settings: Settings
    options: Options
    places: Places
    tasks: Sequence[Task]
    out: TextIO
    chat: ChatModel | None

    def run(self, encoder: Encoder, progress: Progress | None) -> int:
        options, places = self.options, self.places
        updating = options.update_baseline or options.update_floors
        if options.is_narrowed and updating:
            raise RunFileError("Chỉ ghi mốc và ngưỡng khi chạy đủ câu hỏi (bỏ --kind, --typing, --id).")
        # Read before the run, so that a mistake in a file does not cost minutes.
        floors = load_floors(places.floors)
        baseline = load_baseline(places.baseline)
        earlier = load_run(options.compare) if options.compare else None
        chosen = [task for task in self.tasks if self._is_chosen(task)]
        if not chosen:
            raise RunFileError("Không có câu hỏi nào khớp các điều kiện đã chọn.")
        wanted = EvaluationSet(
            chosen, load_records(places.records), places.prompts, self.options.compare_searches
        )
        judging = Judge(self.chat, load_prompt(JUDGE_PROMPT)) if self.chat and self.options.judge else None
        phrasing = self.chat if self.options.llm else None
        run = evaluate(self.settings, encoder, wanted, progress, judging, phrasing)

        # Turns are told against what was recorded before this run, even if it is recorded anew.
        before = baseline
        kept: tuple[str, ...] = ()
        if options.update_floors:
            change = raise_floors(
                floors, run.info.corpus_digest, measure(run), allow_lower=options.allow_lower
            )
            floors, kept = change.floors, change.kept
            with _writing(places.floors):
                save_floors(floors, places.floors)
        if options.update_baseline:
            baseline = update_baseline(baseline, run.cases, (task.id for task in self.tasks))
            with _writing(places.baseline):
                save_baseline(baseline, places.baseline)
        verdict = judge(run, floors, before or baseline, self._sections())
        comparison = compare_runs(earlier, run) if earlier else None

        self.out.write(render_markdown(run, self._failures()))
        if comparison:
            self.out.write(f"\n{render_comparison(comparison)}")
        self.out.write(f"\n{render_verdict(verdict)}")
        if kept:
            self.out.write(f"Floors kept although this run is lower (see --allow-lower): {', '.join(kept)}\n")
        if options.save:
            path = _save(
                run, render_html(run, verdict, floors, comparison), options.results or places.results
            )
            self.out.write(f"Report: {path}\n")
        return 0 if verdict.passed else 1

    def _is_chosen(self, task: Task) -> bool:
        options = self.options
        return (
            (options.split is None or task.split is options.split)
            and (not options.kinds or task.kind in options.kinds)
            and (not options.typings or task.typing in options.typings)
            and (not options.ids or any(part in task.id for part in options.ids))
        )

    def _sections(self) -> Sequence[str] | None:
        """Floors that mean something for the chosen tasks; ``None`` for all."""
        if self.options.is_narrowed:
            return (RECORDS,)
        return None if self.options.split is None else (self.options.split, RECORDS)

    def _failures(self) -> int | None:
        if self.options.failures is not None:
            return self.options.failures
        return None if self.options.is_narrowed or self.options.split is Split.DEV else _FAILURES


def _save(run: RunResult, page: str, folder: Path) -> Path:
    """Write the run and its report side by side; returns the path of the report."""
    stamp = run.info.created.replace(":", "").replace("+0000", "Z")
    name = f"{stamp}-{(run.info.commit or 'no-checkout')[:10]}"
    report = folder / f"{name}.html"
    with _writing(folder):
        save_run(run, folder / f"{name}.json")
        report.write_text(page, encoding="utf-8")
    return report


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunFileError(
            f"Không ghi được {path} ({error}). Hãy chọn nơi khác, hoặc --no-save để không lưu kết quả."
        ) from error
