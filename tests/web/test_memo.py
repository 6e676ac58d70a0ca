from dataclasses import replace

from assistant.types import Answer
from assistant.web.memo import Memo, memo_with_sources, memo_without_sources

from .fakes import ANSWERED

STYLE = "<p style=\"font-family:'Times New Roman',serif;font-size:13pt;margin:0 0 6pt\">"


def test_a_memo_lists_its_sources_as_numbered_lines() -> None:
    answer = replace(ANSWERED, text="Sở Nội vụ [1].\n\nSở Tài chính [2].")
    assert memo_with_sources(answer).plain.splitlines() == [
        "Sở Nội vụ [1].",
        "Sở Tài chính [2].",
        "Nguồn trích dẫn:",
        f"[1] {ANSWERED.citations[0].source_line}",
        f"[2] {ANSWERED.citations[1].source_line}",
    ]


def test_the_answer_alone_has_no_marks() -> None:
    assert memo_without_sources(replace(ANSWERED, text="Sở Nội vụ [1], [2].")).plain == "Sở Nội vụ,."


def test_rich_text_is_escaped_and_set_in_the_font_of_official_documents() -> None:
    assert memo_with_sources(Answer("a < b", abstained=False)) == Memo(f"{STYLE}a &lt; b</p>", "a < b")
