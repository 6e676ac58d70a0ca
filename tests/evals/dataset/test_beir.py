from pathlib import Path

from assistant.beir import load_beir
from evals.dataset.beir import export_beir
from evals.dataset.gold import load_gold_corpus
from evals.dataset.loading import load_tasks
from tests.evals.conftest import TOY
from tests.evals.making import PLAN


def test_export_is_read_back_by_the_benchmark(tmp_path: Path) -> None:
    count = export_beir(load_tasks(TOY / "tasks"), load_gold_corpus(TOY / "corpus"), tmp_path)

    beir = load_beir(tmp_path)
    assert count == len(beir.queries) == 8
    assert beir.qrels["lead-1"] == {f"{PLAN}#phu-luc/I/2": 1}
    assert {place for gains in beir.qrels.values() for place in gains} <= {d.id for d in beir.documents}
    assert "follow-up-1" not in beir.qrels
    (row,) = [document for document in beir.documents if document.id == f"{PLAN}#phu-luc/II/5"]
    assert (
        row.text
        == "5 | Phổ biến giáo dục pháp luật cho công chức | Sở Tư pháp | Sở Nội vụ | Tài liệu | Thường xuyên"
    )
    assert row.title.endswith("II. CẢI CÁCH THỂ CHẾ")
