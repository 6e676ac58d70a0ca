from dataclasses import replace

from assistant.answering.layout import Paragraph, Table
from assistant.answering.memo import Memo, memo_parts, memo_with_sources, memo_without_sources
from assistant.types import Answer, Citation
from tests.web.fakes import AN_LAC, LISTED, record_of

STYLE = "<p style=\"font-family:'Times New Roman',serif;font-size:14pt;margin:0 0 6pt\">"


def cite(plan_id: str, place: str) -> Citation:
    return Citation(
        plan_id, place, place, "trích", (), f"Kế hoạch số 1 về {plan_id}; {place}", f"Kế hoạch số 1; {place}"
    )


ANSWERED = Answer(
    "Sở Nội vụ [1].\n\n- Sở Tài chính [2] [3].",
    abstained=False,
    citations=(cite("a", "mục I"), cite("b", "mục II"), cite("a", "mục III")),
)
ROWS = (record_of(AN_LAC.id, "phu-luc/III/23"), record_of(AN_LAC.id, "phu-luc/III/25"), None)
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


def test_a_list_of_table_rows_is_a_table_in_the_words_of_the_plan() -> None:
    parts = memo_parts(LISTED, ROWS)
    assert parts[0] == Paragraph("Có 2 nhiệm vụ do Sở Nội vụ chủ trì:")
    assert parts[1] == Table(
        head=(
            "Số TT",
            "Nhiệm vụ",
            "Sản phẩm",
            "Cơ quan chủ trì",
            "Cơ quan phối hợp",
            "Thời gian hoàn thành",
            "Nguồn",
        ),
        rows=(
            (
                "1",
                "Công khai thủ tục hành chính <img src=x onerror=window.hacked=1>.",
                "Quyết định công bố",
                "Sở Nội vụ",
                "Văn phòng Ủy ban nhân dân tỉnh",
                "Thường xuyên",
                "[1]",
            ),
            (
                "2",
                "Tổ chức đối thoại với người dân, doanh nghiệp.",
                "Thông báo kết luận",
                "Sở Kế hoạch và Đầu tư; Sở Nội vụ",
                "UBND cấp huyện",
                "",
                "[2]",
            ),
        ),
    )
    assert parts[2] == Paragraph("Sở Nội vụ còn theo dõi chung [3].")
    assert memo_parts(LISTED)[1] == Paragraph("1. Công khai thủ tục hành chính [1]")


def test_the_sources_of_a_list_name_its_plan_in_full_once() -> None:
    assert [part.text for part in memo_parts(LISTED, ROWS) if isinstance(part, Paragraph)][-3:] == [
        "[1] Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh An Lạc về cải cách hành "
        "chính tỉnh An Lạc năm 2024; Phụ lục, mục III, nhiệm vụ 23",
        "[2] Kế hoạch số 15/KH-UBND; Phụ lục, mục III, nhiệm vụ 25",
        "[3] Kế hoạch số 15/KH-UBND; Mục II, khoản 1",
    ]


def test_a_table_is_pasted_as_cells_rich_and_plain_and_runs_nothing() -> None:
    memo = memo_with_sources(LISTED, ROWS)
    assert memo.html.count("<td ") == 14
    assert "<img" not in memo.html
    assert "2\tTổ chức đối thoại với người dân, doanh nghiệp.\tThông báo kết luận" in memo.plain


def test_a_comparison_stays_a_table_with_its_sources() -> None:
    assert memo_parts(replace(ANSWERED, text=COMPARED), ROWS)[:3] == (
        Paragraph("So sánh:"),
        Table(("Kế hoạch", "Thời hạn"), (("A", "Quý I [1]"),)),
        Paragraph("Nguồn trích dẫn:"),
    )


def test_signs_of_markdown_do_not_reach_a_document_and_blanks_of_the_print_do() -> None:
    answer = Answer("## Kết quả\n**Sở Nội vụ** chủ trì `theo dõi`, __gấp__, ngày ____.", abstained=False)
    assert memo_with_sources(answer).plain == "Kết quả\nSở Nội vụ chủ trì theo dõi, gấp, ngày ____."


def test_rich_text_is_escaped_and_set_in_the_font_of_official_documents() -> None:
    assert memo_with_sources(Answer("a < b", abstained=False)) == Memo(f"{STYLE}a &lt; b</p>", "a < b")
