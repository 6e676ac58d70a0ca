import json
from pathlib import Path

import pytest

from .conftest import Run

METRICS = {"ndcg@10", "recall@1", "recall@5", "recall@10", "mrr@10"}


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    """Three documents, each of which one question repeats."""
    texts = ("số hóa hồ sơ cấp xã", "kiểm tra công vụ", "tuyên truyền trên truyền hình")
    documents = [{"_id": f"d{i}", "title": "", "text": text} for i, text in enumerate(texts)]
    queries = [{"_id": f"q{i}", "text": text} for i, text in enumerate(texts)]
    (tmp_path / "qrels").mkdir()
    for name, rows in (("corpus.jsonl", documents), ("queries.jsonl", queries)):
        (tmp_path / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    qrels = ["query-id\tcorpus-id\tscore", *(f"q{i}\td{i}\t1" for i in range(len(texts)))]
    (tmp_path / "qrels/test.tsv").write_text("\n".join(qrels), encoding="utf-8")
    return tmp_path


def test_one_json_line_gives_every_metric_of_every_mode(run: Run, beir: Path) -> None:
    outcome = run("benchmark", beir)
    (line,) = outcome.json_lines
    for mode in ("lexical", "dense", "hybrid"):
        scores = line[mode]
        assert set(scores) >= METRICS
        assert {name: scores[name] for name in METRICS} == dict.fromkeys(METRICS, 1.0)
    assert outcome.status == 0


def test_a_folder_in_another_form_is_one_line_that_names_the_file(run: Run, tmp_path: Path) -> None:
    error = run("benchmark", tmp_path).error
    assert str(tmp_path / "corpus.jsonl") in error
