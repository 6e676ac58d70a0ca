"""One function a command: settings and options in, exit status out."""

import argparse
import dataclasses
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.access.audit import by_system_user, record
from assistant.answering.memo import SOURCES, source_lines
from assistant.cli.batch import load_batch
from assistant.cli.doctor import examine
from assistant.cli.output import (
    answer_json,
    hit_json,
    plan_json,
    print_json,
    print_note,
    progress_line,
    record_json,
)
from assistant.config import Settings
from assistant.corpus import PlanFile, load_corpus
from assistant.errors import InputError, UnknownPlanError
from assistant.feedback.store import FeedbackFile
from assistant.feedback.words import describe, local_time
from assistant.holdings import check_free, check_suffix, put_plans, take_out
from assistant.parsing.markup import clean
from assistant.types import Answer, ParsedPlan

Command = Callable[[Settings, argparse.Namespace], int]

# ``service``, ``benchmark`` and ``web`` load torch and gradio, which takes seconds; commands that only read
# files stay quick by importing them late.


def run_index(settings: Settings, options: argparse.Namespace) -> int:
    """Build or update the index."""
    return _update_index(settings, wait=False)


def _update_index(settings: Settings, *, wait: bool) -> int:
    """Bring the index up to the corpus; what has changed that waits for others who build."""
    from assistant.embedding.encoder import load_encoder  # noqa: PLC0415
    from assistant.service import index_corpus  # noqa: PLC0415

    progress = progress_line()
    report = index_corpus(settings, load_encoder(settings, progress), progress, wait=wait)
    if report.parsed or report.removed:
        changed = {"read": " ".join(report.parsed), "removed": " ".join(report.removed)}
        record("index_updated", **by_system_user(), **{name: ids for name, ids in changed.items() if ids})
    for failed in report.failed:
        print_note(f"Bỏ qua {failed.plan_id}: {failed.reason}")
    print_note(
        f"Chỉ mục có {report.counts.plans} kế hoạch, {report.counts.indexed} đoạn, {report.counts.records} nhiệm vụ; "
        f"đọc mới {len(report.parsed)}, giữ nguyên {len(report.reused)}, gỡ {len(report.removed)} "
        f"({report.duration_s:.1f} giây)."
    )
    return 1 if report.failed else 0


def run_add(settings: Settings, options: argparse.Namespace) -> int:
    """Copy files into the corpus, say what was understood of each, update the index."""
    if options.replaces and len(options.files) > 1:
        raise InputError("--replaces chỉ dùng với một tệp: bản mới của một kế hoạch.")
    for path in options.files:  # all are looked at before one is taken
        check_suffix(path.name)
        _describe(PlanFile(path, None).parse())
        check_free(settings.corpus, path, path.name)
    files = {path.name: path for path in options.files if not (settings.corpus / path.name).exists()}
    if options.replaces:
        files = {path.name: path for path in options.files}
        put_plans(settings.corpus, files, options.replaces)
    elif files:
        put_plans(settings.corpus, files)
    newer_of = {"replaces": options.replaces} if options.replaces else {}
    for name in files:
        record("plan_added", **by_system_user(), plan=Path(name).stem, **newer_of)
    return _update_index(settings, wait=True)


def run_remove(settings: Settings, options: argparse.Namespace) -> int:
    """Take a plan out of the corpus and the index."""
    kept = take_out(settings.corpus, options.plan).kept_in(settings.corpus).values()
    record("plan_withdrawn", **by_system_user(), plan=options.plan)
    print_note(f"Tệp của kế hoạch được giữ lại tại {', '.join(map(str, kept))}.")
    return _update_index(settings, wait=True)


def run_plans(settings: Settings, options: argparse.Namespace) -> int:
    """List the plans as the parser reads them."""
    for file in load_corpus(settings.corpus):
        parsed = file.parse()
        shape = plan_json(parsed.plan, len(parsed.records), len(parsed.passages))
        if options.json:
            print_json(shape)
        else:
            print(
                f"{file.id}\n  {parsed.plan.title}\n  {_number_and_date(parsed)}; {len(parsed.records)} nhiệm vụ"
            )
    return 0


def run_ask(settings: Settings, options: argparse.Namespace) -> int:
    """Answer one question or a batch."""
    from assistant.service import open_assistant  # noqa: PLC0415

    _require_one(options)
    batch = load_batch(options.batch) if options.batch else []
    with open_assistant(settings, progress_line()) as assistant:
        if options.batch is None:
            started = time.perf_counter()
            answer = assistant.ask(options.question)
            latency_ms = round((time.perf_counter() - started) * 1000, 1)
            if options.json:
                print_json({**answer_json(answer), "latency_ms": latency_ms})
            else:
                _print_answer(answer)
            return 0
        for question in batch:
            started = time.perf_counter()
            answer = assistant.ask(question.question, question.history)
            latency_ms = round((time.perf_counter() - started) * 1000, 1)
            print_json({"id": question.id, **answer_json(answer), "latency_ms": latency_ms})
    return 0


def run_search(settings: Settings, options: argparse.Namespace) -> int:
    """Print the passages nearest to one question or to each of a batch."""
    from assistant.service import open_assistant  # noqa: PLC0415

    _require_one(options)
    batch = load_batch(options.batch) if options.batch else []
    with open_assistant(settings, progress_line()) as assistant:
        if options.batch is None:
            hits = assistant.search(options.question, options.k)
            if options.json:
                print_json({"passages": [hit_json(hit) for hit in hits]})
            else:
                for hit in hits:
                    print(
                        f"{hit.rank}. [{hit.score:.3f}] {hit.passage.plan_id} – {hit.passage.label}\n"
                        f"   {hit.passage.text}"
                    )
            return 0
        for question in batch:
            hits = assistant.search(question.question, options.k)
            print_json({"id": question.id, "passages": [hit_json(hit) for hit in hits]})
    return 0


def run_records(settings: Settings, options: argparse.Namespace) -> int:
    """Print the records of all plans in force or of one plan, in document order."""
    files = load_corpus(settings.corpus)
    if options.plan is not None and options.plan not in {file.id for file in files}:
        raise UnknownPlanError(
            f"Không có kế hoạch “{options.plan}” trong {settings.corpus}. Xem: assistant plans"
        )
    for file in files:
        if options.plan == file.id or (options.plan is None and file.replaced_by is None):
            for record in file.parse().records:
                print_json(record_json(record))
    return 0


def run_benchmark(settings: Settings, options: argparse.Namespace) -> int:
    """Score the retriever on a BEIR folder."""
    from assistant.benchmark import run_benchmark as score  # noqa: PLC0415
    from assistant.embedding.encoder import load_encoder  # noqa: PLC0415
    from assistant.question.query import QueryWriter  # noqa: PLC0415
    from assistant.question.understanding import QuestionReader  # noqa: PLC0415

    progress = progress_line()
    result = score(
        options.folder,
        load_encoder(settings, progress),
        progress,
        lambda catalogue: QueryWriter(QuestionReader(catalogue)),
    )
    shape = dataclasses.asdict(result)
    shape["modes"] = {mode.value: scores.as_dict() for mode, scores in result.modes.items()}
    print_json({**shape.pop("modes"), **shape})
    return 0


def run_serve(settings: Settings, options: argparse.Namespace) -> int:
    """Serve the web chat until interrupted."""
    from assistant.live import open_live_assistant  # noqa: PLC0415
    from assistant.web.server import create_app, serve  # noqa: PLC0415

    with open_live_assistant(settings, progress_line()) as assistant:
        app = create_app(assistant, settings)
        print_note(f"Mở trình duyệt tại http://{settings.host}:{settings.port} (nhấn Ctrl+C để dừng)")
        serve(app, settings)
    return 0


def run_backup(settings: Settings, options: argparse.Namespace) -> int:
    """Write everything that cannot be remade to one file."""
    from assistant.backup import take_backup  # noqa: PLC0415

    contents = take_backup(settings, options.file)
    size = sum(member.size for member in contents.members.values())
    print_note(f"Đã sao lưu {len(contents.members)} tệp ({size / 1e6:.1f} MB) vào {options.file}.")
    return 0


def run_restore(settings: Settings, options: argparse.Namespace) -> int:
    """Bring back what a backup holds, and index it."""
    from assistant.backup import restore_backup  # noqa: PLC0415

    restored = restore_backup(settings, options.file, overwrite=options.overwrite)
    record(
        "backup_restored",
        **by_system_user(),
        file=str(options.file.resolve()),
        taken=restored.contents.created,
        plans=str(restored.plans),
    )
    print_note(f"Đã khôi phục {restored.plans} kế hoạch từ bản sao lưu lúc {restored.contents.created}.")
    if restored.kept:
        print_note(f"Dữ liệu trước đó được giữ lại tại: {', '.join(map(str, restored.kept))}.")
    if restored.left:
        print_note(f"Bản sao lưu không có, giữ nguyên: {', '.join(map(str, restored.left))}.")
    return _update_index(settings, wait=True)


def run_feedback(settings: Settings, options: argparse.Namespace) -> int:
    """Print feedback, latest first, or write it as drafts of evaluation tasks."""
    since = int(time.time()) - options.days * 86_400 if options.days else 0
    found = FeedbackFile(settings.feedback).all(since)
    if options.export is None:
        for one in found:
            print(f"{local_time(one.given):%d/%m/%Y %H:%M}\t{one.rated.question}\t{describe(one.rated)}")
        print_note(f"{len(found)} góp ý.")
        return 0
    # The form of tasks belongs to the suite, which is no part of this package.
    from evals.dataset.drafting import Draft, draft_tasks  # noqa: PLC0415

    if options.export.exists():
        raise InputError(f"Đã có tệp {options.export}. Hãy chọn tên khác để không ghi đè phiếu đã điền.")
    drafts = [
        Draft(
            one.rated.question,
            one.rated.history,
            one.rated.reply.answer,
            id=f"gop-y-{one.number}",
            note=f"{describe(one.rated)} ({local_time(one.given):%d/%m/%Y})",
            is_right=one.rated.helpful,
        )
        for one in reversed(found)
    ]
    try:
        options.export.write_text(draft_tasks(drafts), encoding="utf-8")
    except OSError as error:
        raise InputError(f"Không ghi được {options.export} ({error}). Hãy chọn thư mục khác.") from error
    print_note(f"Đã ghi {len(drafts)} phiếu vào {options.export}. Điền những dòng có dấu ← rồi chạy --check.")
    return 0


def run_doctor(settings: Settings, options: argparse.Namespace) -> int:
    """Check the installation and say what to do."""
    findings = examine(settings)
    for finding in findings:
        verdict = "LỖI" if not finding.ok else "lưu ý" if finding.warning else "đạt"
        print(f"[{verdict}] {finding.subject}: {finding.text}")
    return 0 if all(finding.ok for finding in findings) else 1


def run_eval(arguments: Sequence[str]) -> int:
    """Run the evaluation suite with its own options."""
    from evals.cli import main as evaluate  # noqa: PLC0415

    return evaluate(arguments)


def _require_one(options: argparse.Namespace) -> None:
    if (options.question is None) == (options.batch is None):
        raise InputError("Hãy nêu một câu hỏi, hoặc --batch TỆP.")


def _print_answer(answer: Answer) -> None:
    print(answer.text)
    if answer.citations:
        print(f"\n{SOURCES}")
    for line, citation in zip(source_lines(answer.citations), answer.citations, strict=True):
        print(f"{line}\n    “{clean(citation.quote)}”")


def _describe(parsed: ParsedPlan) -> None:
    print_note(f"{parsed.plan.id}: {parsed.plan.title}")
    print_note(
        f"  {_number_and_date(parsed)}; {len(parsed.passages)} đoạn, {len(parsed.records)} nhiệm vụ trong bảng"
    )
    for warning in parsed.warnings:
        print_note(f"  Lưu ý: {warning}")


def _number_and_date(parsed: ParsedPlan) -> str:
    plan = parsed.plan
    number = (
        plan.number
        if plan.number and not plan.number.startswith("/")
        else f"(để trống) {plan.number or ''}".strip()
    )
    date = f"{plan.date:%d/%m/%Y}" if plan.date else "(để trống)"
    return f"{plan.instrument} số {number}, ngày {date}, {plan.issuer or 'không rõ cơ quan ban hành'}"
