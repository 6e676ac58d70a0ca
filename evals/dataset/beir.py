"""Retrieval tasks as a BEIR folder, which ``assistant benchmark`` and other tools read."""

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.beir import CORPUS_FILE, QRELS_FILE, QUERIES_FILE
from assistant.text.normalise import nfc
from evals.dataset.gold import GoldCorpus
from evals.dataset.task import Task


def export_beir(tasks: Iterable[Task], corpus: GoldCorpus, folder: Path) -> int:
    """Write all passages of the corpus, and the questions that point to evidence.

    Questions that need their history are left out: a BEIR query stands alone. Documents are named by
    address, titled by plan and headings; every place of evidence has grade 1.

    Returns:
        The number of questions written.
    """
    queries = [task for task in tasks if task.evidence and not task.history]
    (folder / QRELS_FILE).parent.mkdir(parents=True, exist_ok=True)
    _write_lines(
        folder / CORPUS_FILE,
        (
            {
                "_id": place,
                "title": " – ".join([corpus.titles[passage.plan_id], *passage.headings]),
                "text": passage.text.replace("\t", " | "),
            }
            for place, passage in corpus.passages.items()
        ),
    )
    _write_lines(folder / QUERIES_FILE, ({"_id": task.id, "text": nfc(task.question)} for task in queries))
    judgements = [
        f"{task.id}\t{place}\t1\n"
        for task in queries
        for place in dict.fromkeys(e.place for e in task.evidence)
    ]
    (folder / QRELS_FILE).write_text("".join(["query-id\tcorpus-id\tscore\n", *judgements]), encoding="utf-8")
    return len(queries)


def _write_lines(path: Path, lines: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
