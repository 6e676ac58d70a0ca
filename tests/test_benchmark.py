import json
from math import log2
from pathlib import Path

import pytest

from assistant.benchmark import BenchmarkResult, ModeScores, run_benchmark, score_run
from assistant.catalogue import Catalogue
from assistant.errors import InputError
from assistant.retrieval import Mode, PreparedQuery, PrepareQuery
from tests.fakes import FakeEncoder

DOCUMENTS = {"d1": "số hóa hồ sơ", "d2": "cải cách hành chính", "d3": "ủy ban nhân dân"}
QUERIES = {"q1": "hồ sơ số hóa", "q2": "nhân dân", "q3": "không có đáp án", "q4": "hành chính"}
QRELS = [("q1", "d1", 1), ("q2", "d3", 2), ("q2", "d2", 1), ("q3", "d1", 0), ("q4", "d9", 1)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qrels").mkdir()
    for name, texts in (("corpus.jsonl", DOCUMENTS), ("queries.jsonl", QUERIES)):
        lines = [json.dumps({"_id": key, "text": text}) for key, text in texts.items()]
        (tmp_path / name).write_text("\n".join(lines), encoding="utf-8")
    rows = ["query-id\tcorpus-id\tscore", *(f"{q}\t{d}\t{grade}" for q, d, grade in QRELS)]
    (tmp_path / "qrels/test.tsv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def without_time(scores: ModeScores) -> dict[str, float]:
    assert scores.search_ms > 0
    return scores.as_dict()


def test_every_mode_is_scored_and_lost_gold_counts(folder: Path) -> None:
    result = run_benchmark(folder, FakeEncoder())
    ideal = 2 + 1 / log2(3)
    lexical = {
        # q1 finds all, q2 only its best document, q4 cannot: its document is not in the corpus.
        "ndcg@10": pytest.approx((1 + 2 / ideal + 0) / 3),
        "recall@1": pytest.approx((1 + 1 / 2 + 0) / 3),
        "recall@5": pytest.approx((1 + 1 / 2 + 0) / 3),
        "recall@10": pytest.approx((1 + 1 / 2 + 0) / 3),
        "mrr@10": pytest.approx(2 / 3),
    }
    # By meaning every document comes back; for q2 d1 and d2 tie at 0, and d1 stands first.
    dense = lexical | {
        "ndcg@10": pytest.approx((1 + (2 + 1 / log2(4)) / ideal + 0) / 3),
        "recall@5": pytest.approx(2 / 3),
        "recall@10": pytest.approx(2 / 3),
    }
    assert {mode: without_time(scores) for mode, scores in result.modes.items()} == {
        Mode.LEXICAL: lexical,
        Mode.DENSE: dense,
        Mode.HYBRID: dense,
    }
    assert result == BenchmarkResult(
        model_id="fake-encoder@1",
        documents=3,
        scored_queries=3,
        skipped_queries=1,
        missing_gold=1,
        modes=result.modes,
    )


def test_query_preparation_is_that_of_the_chat(folder: Path) -> None:
    def prepare_with(catalogue: Catalogue) -> PrepareQuery:
        assert catalogue.counts().indexed == 3
        return lambda question: PreparedQuery("", ("số_hóa",))

    result = run_benchmark(folder, FakeEncoder(), prepare_with=prepare_with)
    assert result.modes[Mode.LEXICAL].recall_at_1 == pytest.approx(1 / 3)
    assert result.modes[Mode.DENSE].recall_at_10 == 0


def test_progress_is_told(folder: Path) -> None:
    stages: list[str] = []
    run_benchmark(folder, FakeEncoder(), lambda stage, done, total: stages.append(stage))
    assert list(dict.fromkeys(stages))[-3:] == [f"Chấm truy hồi ({mode})" for mode in Mode]


def test_query_that_found_nothing_counts_as_zero() -> None:
    scores = score_run({"q1": ["a"]}, {"q1": {"a": 1}, "q2": {"b": 1}}, search_ms=1.0)
    assert scores == ModeScores(
        ndcg_at_10=0.5, recall_at_1=0.5, recall_at_5=0.5, recall_at_10=0.5, mrr_at_10=0.5, search_ms=1.0
    )


def test_set_without_judged_queries_is_refused(folder: Path) -> None:
    (folder / "qrels/test.tsv").write_text("query-id\tcorpus-id\tscore\nother\td1\t1\n", encoding="utf-8")
    with pytest.raises(InputError, match="qrels"):
        run_benchmark(folder, FakeEncoder())
