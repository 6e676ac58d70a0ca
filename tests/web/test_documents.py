from dataclasses import replace

from assistant.answering.layout import Paragraph, Table, rule_line, table_line
from assistant.types import Answer
from assistant.web.conversation import Reply
from assistant.web.documents import Memo, memo_with_sources, memo_without_sources, parts_with_sources
from assistant.web.sources import look_up

from .fakes import AN_LAC, ANSWERED, FakeBackend, cite

STYLE = "<p style=\"font-family:'Times New Roman',serif;font-size:14pt;margin:0 0 6pt\">"
LISTED = Answer(
    text=(
        "Có 2 nhiệm vụ do Sở Nội vụ chủ trì:\n"
        "1. Công khai thủ tục hành chính [1]\n"
        "2. Tổ chức đối thoại (thời hạn để trống) [2]\n"
        "Sở Nội vụ còn theo dõi chung [3]."
    ),
    abstained=False,
    citations=(cite(AN_LAC, "phu-luc/III/23"), cite(AN_LAC, "phu-luc/III/25"), cite(AN_LAC, "II/1")),
)


def reply(answer: Answer) -> Reply:
    return Reply(answer, look_up(FakeBackend(), answer.citations, answer.text))


def test_a_memo_lists_its_sources_as_numbered_lines() -> None:
    answer = replace(ANSWERED, text="Sở Nội vụ [1].\n\nSở Tài chính [2].")
    assert memo_with_sources(reply(answer)).plain.splitlines() == [
        "Sở Nội vụ [1].",
        "Sở Tài chính [2].",
        "Nguồn trích dẫn:",
        "[1] Kế hoạch số 15/KH-UBND ngày 12 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh An Lạc về cải cách hành "
        "chính tỉnh An Lạc năm 2024; Phụ lục, mục III, nhiệm vụ 24",
        "[2] Kế hoạch số …/KH-UBND ngày … tháng … năm 2025 của Ủy ban nhân dân tỉnh Bình Hòa về chuyển đổi số "
        "tỉnh Bình Hòa năm 2025; Mục I, khoản 2",
    ]


def test_after_its_first_mention_a_plan_is_named_by_kind_and_number() -> None:
    assert [part.text for part in parts_with_sources(reply(LISTED)) if isinstance(part, Paragraph)][-2:] == [
        "[2] Kế hoạch số 15/KH-UBND nêu trên; Phụ lục, mục III, nhiệm vụ 25",
        "[3] Kế hoạch số 15/KH-UBND nêu trên; Mục II, khoản 1",
    ]


def test_a_list_of_table_rows_is_a_table_in_the_words_of_the_plan() -> None:
    parts = parts_with_sources(reply(LISTED))
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


def test_a_table_of_an_answer_stays_a_table() -> None:
    lines = [table_line(["Tỉnh", "Chỉ tiêu"]), rule_line(2), table_line(["An Lạc", "80% [1]"])]
    answer = replace(ANSWERED, text="\n".join(["So sánh:", *lines]))
    assert parts_with_sources(reply(answer))[:2] == [
        Paragraph("So sánh:"),
        Table(("Tỉnh", "Chỉ tiêu"), (("An Lạc", "80% [1]"),)),
    ]
    assert memo_with_sources(reply(answer)).plain.splitlines()[:3] == [
        "So sánh:",
        "Tỉnh\tChỉ tiêu",
        "An Lạc\t80% [1]",
    ]


def test_a_table_is_pasted_as_cells_rich_and_plain_and_runs_nothing() -> None:
    memo = memo_with_sources(reply(LISTED))
    assert memo.html.count("<td ") == 14
    assert "<img" not in memo.html
    assert "2\tTổ chức đối thoại với người dân, doanh nghiệp.\tThông báo kết luận" in memo.plain


def test_the_answer_alone_has_no_marks() -> None:
    answer = replace(ANSWERED, text="Sở Nội vụ [1], [2].")
    assert memo_without_sources(reply(answer)).plain == "Sở Nội vụ,."


def test_signs_of_markdown_do_not_reach_a_document() -> None:
    answer = Answer("## Kết quả\n**Sở Nội vụ** chủ trì `theo dõi`.", abstained=False)
    assert memo_with_sources(Reply(answer)).plain == "Kết quả\nSở Nội vụ chủ trì theo dõi."


def test_rich_text_is_escaped_and_set_in_the_font_of_official_documents() -> None:
    answer = Answer("a < b", abstained=False)
    assert memo_with_sources(Reply(answer)) == Memo(f"{STYLE}a &lt; b</p>", "a < b")
