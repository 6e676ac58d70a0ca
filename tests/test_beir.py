from pathlib import Path

import pytest

from assistant.beir import BeirDocument, BeirQuery, BeirSet, load_beir
from assistant.errors import InputError

CORPUS = '{"_id": "d1", "title": "Một", "text": "văn bản", "metadata": {}}\n\n{"_id": "d2", "text": "hoà"}\n'
QUERIES = '{"_id": "q1", "text": "câu hỏi"}\n'
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td9\t1\n"


def write(folder: Path, corpus: str = CORPUS, queries: str = QUERIES, qrels: str = QRELS) -> Path:
    (folder / "qrels").mkdir()
    (folder / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (folder / "queries.jsonl").write_text(queries, encoding="utf-8")
    (folder / "qrels/test.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_folder_is_read_whole(tmp_path: Path) -> None:
    assert load_beir(write(tmp_path)) == BeirSet(
        documents=(
            BeirDocument(_id="d1", title="Một", text="văn bản"),
            BeirDocument(_id="d2", text="hoà"),
        ),
        queries=(BeirQuery(_id="q1", text="câu hỏi"),),
        qrels={"q1": {"d1": 2}, "q2": {"d9": 1}},
    )


def test_judgements_may_lack_a_header(tmp_path: Path) -> None:
    assert load_beir(write(tmp_path, qrels="q1\td1\t1\n")).qrels == {"q1": {"d1": 1}}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"corpus": '{"_id": "d1", "text": "a"}\n{"_id": "d1", "text": "b"}'},
            r"corpus\.jsonl, dòng 2: mã “d1”",
        ),
        ({"corpus": "{"}, r"corpus\.jsonl, dòng 1"),
        ({"queries": '{"text": "a"}'}, r"queries\.jsonl, dòng 1"),
        ({"qrels": "query-id\tcorpus-id\tscore\nq1\td1\n"}, r"test\.tsv, dòng 2: cần ba cột"),
        ({"qrels": "q1\td1\t1\nq1\td1\tnhiều\n"}, r"test\.tsv, dòng 2: cần ba cột"),
    ],
)
def test_malformed_line_is_named(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_beir(write(tmp_path, **files))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"corpus\.jsonl.*queries\.jsonl"):
        load_beir(tmp_path)
