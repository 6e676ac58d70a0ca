"""No text takes long, whatever is in it."""

import time
from pathlib import Path

import pytest

from assistant.agencies import find_agencies
from assistant.corpus import load_corpus
from assistant.deadlines import parse_deadline, parse_level_deadlines
from tests.parsing.conftest import CORPUS
from tests.parsing.documents import parse, table

LONG, LINES = 200_000, 60_000
"""Characters of an adversarial text of one line, and of one of many lines (which takes longer a character)."""
LIMIT_S = 2.0

_HEADER = table("STT|Nhiệm vụ|Cơ quan chủ trì|Thời gian") + "\n"


def _repeat(piece: str) -> str:
    return piece * ((LINES if "\n" in piece else LONG) // len(piece))


TEXTS = {
    "blanks after a department": "Sở" + " " * LONG,
    "blanks after a day": "ngày" + " " * LONG + "tháng",
    "commas": "Sở Nội vụ" + _repeat(","),
    "list words": _repeat("các "),
    "titles of heads": _repeat("Thủ trưởng các "),
    "departments": _repeat("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính làm. "),
    "semicolons": _repeat("Sở Nội vụ; "),
    "definitions": _repeat("cải cách hành chính (CCHC) "),
    "opened tags": _repeat("<p "),
    "stars": _repeat("a**b"),
    "attachments": _repeat("kèm theo Quyết định số 1/QĐ ngày 1 năm 2024 của "),
    "provinces": _repeat("tỉnh Vĩnh Long "),
    "laws": "Căn cứ " + _repeat("Luật A ngày 1/1/2020 "),
    "long law": "Căn cứ Luật " + _repeat("a "),
    "proposal": "Theo đề nghị của " + _repeat("a "),
    "labels": _repeat("Đơn vị chủ trì: Sở Nội vụ; "),
    "short lines": _repeat("a\n\n"),
    "torn lines": _repeat("quyết định,\n\n"),
    "markers": _repeat("a) b\n\n"),
    "dotted numbers": _repeat("1.1.1."),
    "signature": "TM. ỦY BAN NHÂN DÂN\n\n" + _repeat("CHỦ TỊCH "),
    "title words": "TM. ỦY BAN\n\n" + _repeat("An "),
    "footnotes": _repeat("¹ a\n\n"),
    "references": _repeat("a¹ "),
    "slips": _repeat("yêu câu yêu cầu "),
    "one wide row": _HEADER + _repeat("a\t"),
    "wide header": _repeat("Nhiệm vụ\tChủ trì\t"),
    "headers": _repeat(_HEADER),
    "unnumbered rows": _HEADER + "1\tA\tB\tC\n" + _repeat("\tViệc\tSở\tQuý\n"),
    "continued row": _HEADER + "1\tA\tB\tC\n" + _repeat("\tvà việc\t\t\n"),
    "sections": _HEADER + _repeat("I\tVIỆC\t\t\n"),
    "deep numbers": _HEADER + ".".join(["1"] * 50_000) + "\tA\tB\tC\n",
    "abbreviated rows": _repeat("a\tb\n"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_takes_more_than_linear_time(name: str) -> None:
    parse("nóng máy")  # the dictionary is read once
    started = time.process_time()
    parse(TEXTS[name])
    assert time.process_time() - started < LIMIT_S


@pytest.mark.parametrize(
    "name",
    ["blanks after a department", "commas", "list words", "departments", "semicolons", "labels", "provinces"],
)
def test_agencies_and_deadlines_take_linear_time(name: str) -> None:
    text = TEXTS[name]
    started = time.process_time()
    find_agencies(text, broad=True)
    parse_deadline(text, (2024,))
    parse_level_deadlines(text, (2024,))
    assert time.process_time() - started < LIMIT_S


def test_the_five_plans_parse_in_under_two_seconds() -> None:
    files = load_corpus(Path(CORPUS))
    started = time.process_time()
    for file in files:
        file.parse()
    assert time.process_time() - started < LIMIT_S
