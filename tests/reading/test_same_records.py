"""A plan as Word, Excel or PDF file gives the very records that were read by hand from its text."""

import json
import subprocess
from pathlib import Path

import pytest

from assistant.parsing import parse_plan
from assistant.reading import load_document
from assistant.reading.pdf import read_pdf
from assistant.reading.programs import find_program
from assistant.reading.sheet import read_sheet
from assistant.reading.word import read_word
from assistant.types import Document
from tests.reading.corpus_files import plan_as_sheet, plan_as_word

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "reading"
PLANS = sorted((ROOT / "corpus").glob("*.txt"), key=lambda path: path.name)
PLAN_IDS = [path.stem for path in PLANS]
PRINTED = ("binh-dinh-2023-cchc", "vinh-long-2024-cchc")
needs_libreoffice = pytest.mark.skipif(
    find_program("soffice") is None,
    reason="LibreOffice is not installed (apt-get install libreoffice-writer-nogui)",
)
Row = tuple[str, str, dict[str, str], list[str]]
"""Section, number, cells and inherited cells of a record."""


def _gold(plan_id: str) -> list[Row]:
    lines = (
        (ROOT / "evals" / "gold" / "records" / f"{plan_id}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    return [(r["section"], r["number"], r["cells"], r["inherited"]) for r in map(json.loads, lines)]


def _rows(document: Document, plan_id: str) -> list[Row]:
    return [
        (
            record.section,
            record.number,
            {cell.key: cell.text for cell in record.cells},
            [cell.key for cell in record.cells if cell.inherited],
        )
        for record in parse_plan(document, plan_id, plan_id).records
    ]


@pytest.mark.parametrize("path", PLANS, ids=PLAN_IDS)
def test_word_file_gives_the_records_of_the_text(path: Path) -> None:
    assert _rows(read_word(plan_as_word(path), "a.docx"), path.stem) == _gold(path.stem)


@pytest.mark.parametrize("path", PLANS, ids=PLAN_IDS)
def test_workbook_gives_the_records_of_the_text(path: Path) -> None:
    assert _rows(read_sheet(plan_as_sheet(path), "a.xlsx"), path.stem) == _gold(path.stem)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with plans printed to PDF; LibreOffice starts once for all of them."""
    folder = tmp_path_factory.mktemp("printed")
    for plan_id in PRINTED:
        (folder / f"{plan_id}.docx").write_bytes(plan_as_word(ROOT / "corpus" / f"{plan_id}.txt"))
    _convert([folder / f"{plan_id}.docx" for plan_id in PRINTED], "pdf", folder)
    return folder


@needs_libreoffice
@pytest.mark.parametrize("plan_id", PRINTED)
def test_printed_pdf_gives_the_records_of_the_text(plan_id: str, printed: Path) -> None:
    document = read_pdf((printed / f"{plan_id}.pdf").read_bytes(), f"{plan_id}.pdf")
    assert document is not None
    assert _rows(document, plan_id) == _gold(plan_id)


@needs_libreoffice
def test_old_word_file_gives_the_rows_of_the_new_one(tmp_path: Path) -> None:
    _convert([DATA / "plan.docx"], "doc", tmp_path)
    document = load_document(tmp_path / "plan.doc")
    assert _rows(document, "p") == _rows(load_document(DATA / "plan.docx"), "p")


def _convert(files: list[Path], suffix: str, folder: Path) -> None:
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        suffix,
    ]
    subprocess.run([*command, "--outdir", folder, *files], check=True, capture_output=True, timeout=120)
