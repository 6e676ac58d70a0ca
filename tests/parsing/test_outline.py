"""Paragraphs, outline, zones and footnotes of running text."""

import unicodedata

import pytest

from assistant.types import PassageKind
from tests.parsing.documents import find, outline, parse

HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2024\n\n"


def body(text: str) -> list[tuple[str, str]]:
    """Locators and texts below the title."""
    return outline(parse(HEAD + text))[1:]


def test_markers_from_the_outermost_to_the_innermost() -> None:
    assert body(
        "Phần thứ nhất. CHUNG\n\nChương II\n\nI. MỤC TIÊU\n\n1. Mục tiêu chung\n\n1.1. Về thể chế\n\n"
        "a) Các sở làm.\n\n- Một.\n\n+ Hai.\n\nb) Các huyện làm."
    ) == [
        ("phan-nhất", "Phần thứ nhất. CHUNG"),
        ("phan-nhất/chuong-II", "Chương II"),
        ("phan-nhất/chuong-II/I", "I. MỤC TIÊU"),
        ("phan-nhất/chuong-II/I/1", "1. Mục tiêu chung"),
        ("phan-nhất/chuong-II/I/1/1.1", "1.1. Về thể chế"),
        ("phan-nhất/chuong-II/I/1/1.1/a", "a) Các sở làm."),
        ("phan-nhất/chuong-II/I/1/1.1/a/gach-1", "- Một."),
        ("phan-nhất/chuong-II/I/1/1.1/a/gach-1/cong-1", "+ Hai."),
        ("phan-nhất/chuong-II/I/1/1.1/b", "b) Các huyện làm."),
    ]


@pytest.mark.parametrize(
    "text", ["Phần mềm một cửa được nâng cấp.", "V/v họp trực tuyến.", "100% hồ sơ đúng hạn.", "05 nhiệm vụ."]
)
def test_words_that_look_like_markers_are_text(text: str) -> None:
    assert body(f"I. NHIỆM VỤ\n\n{text}")[1:] == [("I/doan-1", text)]


def test_glued_headings_are_split() -> None:
    assert body("I. MỤC ĐÍCH, YÊU CẦU**1. Mục đích**\n\na) Đúng tiến độ.") == [
        ("I", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("I/1", "1. Mục đích"),
        ("I/1/a", "a) Đúng tiến độ."),
    ]


def test_emphasis_inside_a_line_splits_nothing() -> None:
    assert body("1. **Thủ trưởng** các **sở**, ban") == [("1", "1. Thủ trưởng các sở, ban")]


def test_lines_of_one_paragraph_are_joined() -> None:
    assert body("I. MỤC\nĐÍCH, YÊU CẦU\n\n1. Nâng cao\nchất lượng;\n2. Giảm chi phí.") == [
        ("I", "I. MỤC ĐÍCH, YÊU CẦU"),
        ("I/1", "1. Nâng cao chất lượng;"),
        ("I/2", "2. Giảm chi phí."),
    ]


def test_paragraph_torn_by_a_page_is_joined_over_its_footnote() -> None:
    plan = parse(
        HEAD + "I. NHIỆM VỤ\n\nb) Cải thiện môi trường kinh doanh, cấp phiếu lý lịch tư pháp¹; đẩy mạnh\n\n"
        "¹ Chỉ thị số 23/CT-TTg ngày 09/7/2023.\n\ncác giải pháp cải cách.\n\nc) Kiểm tra."
    )
    assert outline(plan)[1:] == [
        ("I", "I. NHIỆM VỤ"),
        (
            "I/b",
            "b) Cải thiện môi trường kinh doanh, cấp phiếu lý lịch tư pháp¹; đẩy mạnh các giải pháp cải cách.",
        ),
        ("I/b/chu-thich-1", "¹ Chỉ thị số 23/CT-TTg ngày 09/7/2023."),
        ("I/c", "c) Kiểm tra."),
    ]
    note = find(plan, "I/b/chu-thich-1")
    assert (note.kind, note.label) == (PassageKind.FOOTNOTE, "Mục I, điểm b, chú thích 1")
    assert note.headings == find(plan, "I/b").headings


def test_footnotes_stand_at_their_references_in_their_order() -> None:
    assert body("a) Một¹ và hai².\n\nb) Ba[3].\n\n¹ Chú một.\n\n² Chú hai.\n\n[3] Chú ba.\n\n⁴ Lạc.") == [
        ("a", "a) Một¹ và hai²."),
        ("a/chu-thich-1", "¹ Chú một."),
        ("a/chu-thich-2", "² Chú hai."),
        ("b", "b) Ba[3]."),
        ("b/chu-thich-3", "[3] Chú ba."),
        ("b/chu-thich-4", "⁴ Lạc."),
    ]


def test_duplicate_items_keep_addresses_of_their_own() -> None:
    assert [locator for locator, _ in body("1. Sở Nội vụ\n\nd) Một.\n\nđ) Hai.\n\nđ) Ba.\n\ne) Bốn.")] == [
        "1", "1/d", "1/đ", "1/đ~2", "1/e",
    ]  # fmt: skip


def test_numbered_title_is_a_heading_and_numbered_sentence_an_item() -> None:
    plan = parse(HEAD + "1. Sở Tư pháp\n\nChủ trì thực hiện.\n\n2. Sở Nội vụ theo dõi việc này.\n\nTiếp tục.")
    assert [(p.locator, p.kind.value) for p in plan.passages[1:]] == [
        ("1", "heading"), ("1/doan-1", "paragraph"), ("2", "item"), ("2/doan-1", "paragraph"),
    ]  # fmt: skip


def test_decision_and_attached_plan_in_one_file() -> None:
    assert outline(
        parse(
            "QUYẾT ĐỊNH\nBan hành Kế hoạch năm 2024\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\nCăn cứ Luật A;\n\n"
            "Căn cứ Luật B;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Kế hoạch.\n\nĐiều 2. Có hiệu lực.\n\n"
            "Nơi nhận:\n\n- Bộ Nội vụ;\n\n- Lưu: VT.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn A\n\n"
            "KẾ HOẠCH\nNăm 2024\n(Kèm theo Quyết định số 5/QĐ-UBND)\n\nI. MỤC TIÊU\n\n"
            "Làm tốt.\n\nYêu cầu các sở thực hiện./."
        )
    ) == [
        ("quyet-dinh/tieu-de", "QUYẾT ĐỊNH Ban hành Kế hoạch năm 2024"),
        ("quyet-dinh/mo-dau-1", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"),
        ("quyet-dinh/can-cu-1", "Căn cứ Luật A;"),
        ("quyet-dinh/can-cu-2", "Căn cứ Luật B;"),
        ("quyet-dinh/doan-1", "QUYẾT ĐỊNH:"),
        ("quyet-dinh/dieu-1", "Điều 1. Ban hành Kế hoạch."),
        ("quyet-dinh/dieu-2", "Điều 2. Có hiệu lực."),
        ("quyet-dinh/noi-nhan", "Nơi nhận: - Bộ Nội vụ; - Lưu: VT."),
        ("quyet-dinh/chu-ky", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A"),
        ("tieu-de", "KẾ HOẠCH Năm 2024 (Kèm theo Quyết định số 5/QĐ-UBND)"),
        ("I", "I. MỤC TIÊU"),
        ("I/doan-1", "Làm tốt."),
        ("ket-thuc-1", "Yêu cầu các sở thực hiện./."),
    ]


def test_recipients_beside_the_signature_are_two_passages() -> None:
    plan = parse(
        HEAD + "I. A\n\n*Nơi nhận:* - Bộ A; - Lưu: VT.\tTM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê An"
    )
    assert outline(plan)[2:] == [
        ("noi-nhan", "Nơi nhận: - Bộ A; - Lưu: VT."),
        ("chu-ky", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê An"),
    ]


def test_plan_without_title_or_appendix_is_still_read() -> None:
    assert outline(parse("1. Một.\n\n2. Hai.")) == [("1", "1. Một."), ("2", "2. Hai.")]


def test_sentence_about_an_appendix_opens_none() -> None:
    assert body("I. A\n\nPhụ lục kèm theo Kế hoạch này nêu chi tiết.")[1:] == [
        ("I/doan-1", "Phụ lục kèm theo Kế hoạch này nêu chi tiết.")
    ]


def test_decomposed_input_gives_the_same_outline() -> None:
    text = HEAD + "I. MỤC TIÊU\n\nđ) Hòa giải cơ sở, hoà giải viên.\n\n¹ Chú thích"
    assert outline(parse(unicodedata.normalize("NFD", text))) == outline(parse(text))


def test_both_tone_placements_are_headings_of_committees() -> None:
    for committee in ("ỦY BAN NHÂN DÂN TỈNH", "UỶ BAN NHÂN DÂN TỈNH"):
        plan = parse(
            f"QUYẾT ĐỊNH\nBan hành Kế hoạch\n\n{committee}\n\nCăn cứ Luật A;\n\nKẾ HOẠCH\nNăm 2024\n\nI. A"
        )
        assert plan.plan.issuer == "Ủy ban nhân dân tỉnh"


def test_where_lines_are_paragraphs_what_an_agency_is_to_do_stands_below_its_heading() -> None:
    long = "Công khai kết quả xử lý " + "trên phương tiện thông tin đại chúng " * 5
    plan = parse(
        f"1. Sở Nội vụ\na) Trực 24/24 giờ.\nb) Báo cáo.\n2. Công an tỉnh\n{long}.\n3. Sở Tài chính\nTham mưu kinh phí."
    )
    assert [(passage.locator, passage.kind.value) for passage in plan.passages] == [
        ("1", "heading"), ("1/a", "item"), ("1/b", "item"), ("2", "heading"), ("2/doan-1", "paragraph"),
        ("3", "heading"), ("3/doan-1", "paragraph"),
    ]  # fmt: skip
