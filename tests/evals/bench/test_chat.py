from evals.bench.model import ChatBench, MemoryReading
from evals.bench.report import render_chat_markdown


def test_the_report_of_the_chat_shows_memory_at_several_points() -> None:
    bench = ChatBench(
        cores=2,
        users=50,
        pause_s=5.0,
        questions=2000,
        seconds=100.0,
        p50_ms=200.0,
        p95_ms=500.0,
        p99_ms=700.0,
        cpu_ms=55.0,
        errors=("500", "500"),
        memory=(MemoryReading(100, 1142.4), MemoryReading(1100, 1190.0), MemoryReading(2100, 1193.6)),
    )
    assert render_chat_markdown(bench) == (
        "50 people in the chat, 5 s to read, 2000 questions, 2 cores\n\n"
        "| what | measured |\n| --- | ---: |\n"
        "| question to answer (p50 / p95 / p99) | 200 / 500 / 700 ms |\n"
        "| questions a second | 20.0 |\n"
        "| processor time of the server for a question | 55 ms |\n"
        "| errors | 2 |\n"
        "| memory after 100 … 2100 requests | 1142, 1190, 1194 MiB |\n"
        "- 500"
    )
