import re
from dataclasses import replace

from assistant.types import Citation, Span
from assistant.web import strings
from assistant.web.quotes import draw_source
from assistant.web.sources import QuotedPiece, Source, look_up, plan_label, split_quote

from .fakes import AN_LAC, BINH_HOA, PLANS, FakeBackend, cite_cells, cite_paragraph


def source(citation: Citation) -> Source:
    (found,) = look_up(FakeBackend(), [citation], {plan.id: plan for plan in PLANS})
    return found


def test_a_row_is_a_table_with_its_headers_and_only_the_quoted_cells_marked() -> None:
    html = draw_source(source(cite_cells("task", "lead")))
    assert re.findall(r'<th scope="col">(.*?)</th>', html) == [
        "TT",
        "Nhiệm vụ",
        "Sản phẩm",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian hoàn thành",
    ]
    assert re.findall("<mark>(.*?)</mark>", html) == [
        "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính cấp xã",
        "Văn phòng Ủy ban nhân dân tỉnh",
    ]
    assert "Báo cáo &lt;b&gt;kết quả&lt;/b&gt; &amp; kho dữ liệu" in html


def test_inherited_and_blank_cells_say_so() -> None:
    html = draw_source(source(cite_cells("task")))
    assert f'ban, ngành <span class="note">({strings.INHERITED})</span>' in html
    assert f'<span class="note">{strings.BLANK_CELL}</span>' in html


def test_a_paragraph_shows_the_quote_in_its_place() -> None:
    html = draw_source(source(cite_paragraph()))
    assert "Phấn đấu <mark>80% hồ sơ được số hóa</mark>; tỷ lệ &lt;script&gt;" in html


def test_two_quotes_of_one_paragraph_are_both_marked_and_overlaps_merge() -> None:
    first, second = cite_paragraph("80% hồ sơ"), cite_paragraph("hồ sơ được số hóa")
    both = replace(first, quote=f"{first.quote} {second.quote}", spans=first.spans + second.spans)
    assert "<mark>80% hồ sơ</mark><mark> được số hóa</mark>" in draw_source(source(both))


def test_a_quote_that_reads_differently_in_the_clean_text_marks_all_of_it() -> None:
    raw = "80% hồ sơ được\n số hóa***"
    citation = replace(cite_paragraph(), quote=raw, spans=(Span(0, len(raw)),))
    html = draw_source(source(citation))
    assert html.count("<mark>") == 1
    assert "<mark>Phấn đấu 80%" in html


def test_a_place_that_is_gone_still_shows_its_quote() -> None:
    html = draw_source(source(replace(cite_paragraph("80% hồ sơ"), locator="khong/co")))
    assert "<mark>80% hồ sơ</mark>" in html
    assert strings.PASSAGE_GONE in html


def test_neighbours_are_listed_with_the_cited_one_named() -> None:
    html = draw_source(source(cite_cells("task")))
    assert html.count("<li") == 2
    assert re.findall(r'<li class="cited"><span class="label">([^<]*)', html) == [
        "Phụ lục, mục III, nhiệm vụ 24 "
    ]


def test_a_quote_is_cut_at_its_spans() -> None:
    citation = cite_cells("number", "lead")
    assert split_quote(citation) == (
        QuotedPiece("24", citation.spans[0]),
        QuotedPiece("Văn phòng Ủy ban nhân dân tỉnh", citation.spans[1]),
    )
    odd = replace(citation, quote="khác độ dài")
    assert split_quote(odd) == (QuotedPiece("khác độ dài", citation.spans[0]),)


def test_plan_labels_keep_blank_numbers_blank_and_name_the_promulgating_document() -> None:
    assert plan_label(AN_LAC) == "Kế hoạch cải cách hành chính tỉnh An Lạc năm 2024 (số 15/KH-UBND)"
    assert plan_label(BINH_HOA).endswith("(số …/KH-UBND)")
    assert plan_label(replace(AN_LAC, number=None)) == AN_LAC.title
    assert plan_label(replace(AN_LAC, instrument="Quyết định")).endswith("(Quyết định số 15/KH-UBND)")
