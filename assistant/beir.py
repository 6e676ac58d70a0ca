"""Reads a retrieval benchmark in BEIR form: documents, questions and graded judgements."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from assistant.text.normalise import nfc

CORPUS_FILE = "corpus.jsonl"
QUERIES_FILE = "queries.jsonl"
QRELS_FILE = "qrels/test.tsv"


class BeirDocument(BaseModel):
    """One line of ``corpus.jsonl``; other keys are common in published sets and carry nothing we use."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(alias="_id", min_length=1)
    title: str = ""
    text: str


class BeirQuery(BaseModel):
    """One line of ``queries.jsonl``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(alias="_id", min_length=1)
    text: str


Qrels = Mapping[str, Mapping[str, int]]
"""Grades (1 or more) of the relevant documents by document id, by query id."""

Line = TypeVar("Line", BeirDocument, BeirQuery)


@dataclass(frozen=True, slots=True)
class BeirSet:
    """A whole benchmark; ids are unique."""

    documents: tuple[BeirDocument, ...]
    queries: tuple[BeirQuery, ...]
    qrels: Qrels


def load_beir(folder: Path) -> BeirSet:
    """Read a benchmark folder; texts are brought to NFC, judgements below 1 mean "not relevant".

    Raises:
        InputError: a file is missing, or a line of it is malformed or repeats an id.
    """
    documents = tuple(_load_lines(folder / CORPUS_FILE, BeirDocument))
    queries = tuple(_load_lines(folder / QUERIES_FILE, BeirQuery))
    return BeirSet(documents, queries, _load_qrels(folder / QRELS_FILE))


def _load_lines(path: Path, kind: type[Line]) -> Iterator[Line]:
    seen: set[str] = set()
    for number, line in enumerate(_read(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            item = kind.model_validate_json(nfc(line))
        except ValidationError as error:
            raise InputError(f"{path}, dòng {number}: {error.errors()[0]['msg']}.") from error
        if item.id in seen:
            raise InputError(f"{path}, dòng {number}: mã “{item.id}” bị lặp. Mỗi mã chỉ được dùng một lần.")
        seen.add(item.id)
        yield item


def _load_qrels(path: Path) -> Qrels:
    qrels: dict[str, dict[str, int]] = {}
    for number, row in enumerate(csv.reader(_read(path).splitlines(), delimiter="\t"), start=1):
        if not row or (number == 1 and not row[-1].strip().lstrip("-").isdigit()):
            continue  # blank, or the header
        try:
            query, document, grade = row
            relevant = int(grade)
        except ValueError as error:
            raise InputError(
                f"{path}, dòng {number}: cần ba cột query-id, corpus-id, score cách nhau bằng tab."
            ) from error
        if relevant >= 1:
            qrels.setdefault(query, {})[document] = relevant
    return qrels


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"Không đọc được {path} ({error}). "
            f"Thư mục BEIR cần {CORPUS_FILE}, {QUERIES_FILE} và {QRELS_FILE}."
        ) from error
