from dataclasses import replace

from assistant.answering.memo import Memo, memo_with_sources, memo_without_sources
from assistant.types import Answer, Citation

STYLE = "<p style=\"font-family:'Times New Roman',serif;font-size:13pt;margin:0 0 6pt\">"


def cite(plan_id: str, place: str) -> Citation:
    return Citation(
        plan_id, place, place, "trích", (), f"Kế hoạch số 1 về {plan_id}; {place}", f"Kế hoạch số 1; {place}"
    )


ANSWERED = Answer(
    "Sở Nội vụ [1].\n\n- Sở Tài chính [2] [3].",
    abstained=False,
    citations=(cite("a", "mục I"), cite("b", "mục II"), cite("a", "mục III")),
)
COMPARED = "So sánh:\n| Kế hoạch | Thời hạn |\n| --- | --- |\n| A | Quý I [1] |"


def test_a_document_is_cited_in_full_first_and_by_kind_and_number_after_that() -> None:
    assert memo_with_sources(ANSWERED).plain.splitlines() == [
        "Sở Nội vụ [1].",
        "- Sở Tài chính [2] [3].",
        "Nguồn trích dẫn:",
        "[1] Kế hoạch số 1 về a; mục I",
        "[2] Kế hoạch số 1 về b; mục II",
        "[3] Kế hoạch số 1; mục III",
    ]


def test_the_answer_alone_has_no_marks() -> None:
    assert memo_without_sources(replace(ANSWERED, text="Sở Nội vụ [1], [2].")).plain == "Sở Nội vụ,."


def test_a_comparison_is_a_table_in_rich_text_and_columns_in_plain_text() -> None:
    memo = memo_without_sources(replace(ANSWERED, text=COMPARED))
    assert memo.plain == "So sánh:\nKế hoạch\tThời hạn\nA\tQuý I"
    assert memo.html.count("<tr>") == 2
    assert "| ---" not in memo.html
    assert ">Quý I</td>" in memo.html


def test_rich_text_is_escaped_and_set_in_the_font_of_official_documents() -> None:
    assert memo_with_sources(Answer("a < b", abstained=False)) == Memo(f"{STYLE}a &lt; b</p>", "a < b")
