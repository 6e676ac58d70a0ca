"""What holds for every text, however mangled."""

import random
import re
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.parsing import parse_plan
from assistant.parsing.markup import align, clean, join_pieces
from assistant.types import Block, BlockKind, Document, ParsedPlan, PassageKind, Span
from tests.parsing.conftest import CORPUS
from tests.parsing.documents import at_spans, parse

_PIECES = st.sampled_from(
    [
        "KẾ HOẠCH", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH:", "PHỤ LỤC 1", "Phụ lục kèm theo", "I. MỤC TIÊU", "A. PHẦN", "1. Mục",
        "1.1. Ý", "a) Ý", "đ) Ý", "- Gạch", "+ Cộng", "Điều 1. Ban hành", "Căn cứ Luật A;", "Nơi nhận:", "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
        "Lâm Hải Giang", "¹ Chú thích", "xem¹", "và nối tiếp,", "2. Sở Nội vụ",
        "Sở Nội vụ chủ trì, phối hợp với Sở Y tế làm.", "Đơn vị chủ trì: Sở Y tế", "Giao Sở Y tế làm", "./.", "V/v họp",
        "STT\tNhiệm vụ\tChủ trì", "TT\tChỉ tiêu\tNăm 2024\tĐơn vị thực hiện", "\t\tPhối hợp", "1\tLàm\tSở", "\t- Ý\t",
        "I\tNHÓM\t", "\tvà\tnữa", "1.1\tÝ\t", "\t\t", "-\tÝ\tSở", "Ghi chú\t", "**Đậm**1. Mục**", "*nghiêng*",
        "<p>a</p>", "<br>", "&amp;", "&nbsp;", "a  b", "NĐ-", "CP", "**", "<", "yêu câu",
        "\r\n", "\n\n", "\n", " ", "\u00a0", "İ", "ﬁ", "\u0301",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=8), max_size=40).map("\n".join) | st.text(max_size=200)
_BOUNDED = settings(
    max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def check(plan: ParsedPlan) -> None:
    """Everything that must hold of any parse."""
    text = plan.text
    locators = [passage.locator for passage in plan.passages]
    assert len(locators) == len(set(locators))
    for passage in plan.passages:
        assert passage.locator
        assert passage.label
        assert all(0 <= span.start < span.end <= len(text) for span in passage.spans)
        assert "".join(text[s.start : s.end] for s in passage.spans).strip()
        if passage.kind is not PassageKind.ROW:
            assert at_spans(text, passage.spans) == passage.text
    rows = {p.locator for p in plan.passages if p.kind is PassageKind.ROW}
    assert [record.locator for record in plan.records] == [p for p in locators if p in rows]
    for record in (*plan.records, *plan.assignments):
        for cell in record.cells:
            assert all(0 <= span.start < span.end <= len(text) for span in cell.spans)
            assert at_spans(text, cell.spans) == cell.text
    for record in plan.assignments:
        assert record.locator.rpartition("#")[0] in locators
        assert (record.table, record.origin) == ("", "prose")
    assert len({record.locator for record in plan.assignments}) == len(plan.assignments)


def kept_letters(plan: ParsedPlan) -> Counter[str]:
    """Characters at all spans of passages, each place once, and of the group names that rows carry."""
    places = {i for passage in plan.passages for span in passage.spans for i in range(span.start, span.end)}
    kept = Counter(plan.text[i] for i in places if not plan.text[i].isspace())
    for section in {record.section for record in plan.records}:
        kept.update(c for c in section if not c.isspace())
    return kept


@_BOUNDED
@given(_TEXTS)
def test_no_text_crashes_the_parser(text: str) -> None:
    check(parse(text.replace("\x00", "")))


@_BOUNDED
@given(_TEXTS)
def test_no_character_of_running_text_is_lost(text: str) -> None:
    lines = [line for line in re.split(r"[\r\n]+", text.replace("\x00", "")) if "\t" not in line]
    plan = parse("\n\n".join(lines))
    assert kept_letters(plan) == Counter(c for c in plan.text if not c.isspace())


@_BOUNDED
@given(
    st.lists(
        st.lists(st.sampled_from(["", "A", "b c", "1", "I", "- x", "Nhiệm vụ", "Chủ trì"]), max_size=5),
        max_size=12,
    )
)
def test_any_blocks_can_be_parsed(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    blocks = []
    at = 0
    for row in rows:
        spans = []
        for cell in row:
            spans.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        at = at if row else at + 1
        blocks.append(Block(BlockKind.ROW, tuple(spans)))
    check(parse_plan(Document(text, tuple(blocks)), "toy", "toy.txt"))


@settings(max_examples=200, deadline=None, database=None)
@given(st.lists(st.text(alphabet="ab-*_<>p/& ;#1\n", max_size=12), max_size=5))
def test_alignment_agrees_with_cleaning(sources: list[str]) -> None:
    text = "|".join(sources)
    pieces, at = [], 0
    for source in sources:
        if source:
            pieces.append(Span(at, at + len(source)))
        at += len(source) + 1
    aligned = align(text, pieces)
    assert aligned.text == clean(join_pieces(sources))
    whole = aligned.spans(0, len(aligned.text))
    assert all(any(p.start <= s.start <= s.end <= p.end for p in pieces) for s in whole)
    # And back: what all pieces hold is all of the text but for the blanks at its ends.
    assert "".join(aligned.text[start:end] for start, end in aligned.ranges(pieces)) == aligned.text
    assert aligned.ranges(()) == ()


def mangled(text: str, chance: random.Random) -> str:
    """A plan with lines dropped, doubled, swapped, torn, and with page headers in between."""
    lines = text.split("\n")
    for _ in range(60):
        at = chance.randrange(len(lines) - 1)
        match chance.randrange(8):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at], lines[at + 1] = lines[at + 1], lines[at]
            case 3:
                lines[at] = lines[at].replace("\t", "", 1)
            case 4:
                cut = chance.randrange(len(lines[at]) + 1)
                lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
            case 5:
                lines.insert(
                    at, chance.choice(["12", "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian", "\t\t", "Phụ lục"])
                )
            case 6:
                lines[at] += "\t" + lines[chance.randrange(len(lines))]
            case _:
                lines[at] = lines[at][::-1]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("plan_id", [path.stem for path in sorted(CORPUS.glob("*.txt"))])
def test_mangled_plans_are_still_read(plan_id: str, seed: int) -> None:
    text = mangled((CORPUS / f"{plan_id}.txt").read_text(encoding="utf-8"), random.Random(seed))
    started = time.process_time()
    plan = parse(text)
    assert time.process_time() - started < 2
    check(plan)
    assert len(plan.passages) > 40
