from dataclasses import replace

from assistant.types import Span
from assistant.web import addresses
from assistant.web.sources import look_up, plan_label
from assistant.web.taken import find_taken

from .fakes import AN_LAC, ANSWERED, BINH_HOA, BY_ID, PARAGRAPH, ROW, FakeBackend, cite, place_of


def taken(said: str, number: int = 1) -> list[str]:
    """The words of An Lạc's row 24 that an answer took."""
    parsed = BY_ID[AN_LAC.id]
    spans = find_taken(said, number, cite(AN_LAC, ROW), parsed)
    return [parsed.text[span.start : span.end] for span in spans]


def test_only_cells_that_the_answer_says_before_the_mark_are_taken() -> None:
    assert taken(
        "Nhiệm vụ này do Văn phòng Ủy ban nhân dân tỉnh chủ trì [1]. Trước ngày 31/10/2024 [2]."
    ) == ["Văn phòng Ủy ban nhân dân tỉnh"]
    assert taken("Sở Nội vụ chủ trì [2]; hoàn thành trước ngày 31/10/2024 [1][3].") == [
        "Trước ngày 31/10/2024"
    ]


def test_a_shortened_cell_is_taken_as_far_as_it_is_said() -> None:
    assert taken("1. Số hóa hồ sơ, kết quả giải quyết thủ tục… [1]") == [
        "Số hóa hồ sơ, kết quả giải quyết thủ tục"
    ]


def test_where_nothing_can_be_told_all_of_the_citation_is_taken() -> None:
    citation = cite(AN_LAC, ROW)
    assert find_taken("Theo phụ lục [1].", 1, citation, BY_ID[AN_LAC.id]) == citation.spans
    assert find_taken("", 1, citation, BY_ID[AN_LAC.id]) == citation.spans


def test_of_a_paragraph_the_quoted_sentence_is_taken() -> None:
    said = "Kế hoạch nêu: “Phấn đấu 80% hồ sơ được số hóa” [1]."
    spans = find_taken(said, 1, cite(BINH_HOA, PARAGRAPH), BY_ID[BINH_HOA.id])
    assert spans == (place_of(BINH_HOA, "Phấn đấu 80% hồ sơ được số hóa"),)


def test_a_plan_that_is_gone_is_called_by_its_id() -> None:
    (source,) = look_up(FakeBackend(), [replace(ANSWERED.citations[0], plan_id="da-go")], "")
    assert (source.plan_title, source.taken) == ("da-go", ANSWERED.citations[0].spans)


def test_plan_labels_keep_blank_numbers_blank_and_name_the_promulgating_document() -> None:
    assert plan_label(AN_LAC) == "Kế hoạch cải cách hành chính tỉnh An Lạc năm 2024 (số 15/KH-UBND)"
    assert plan_label(BINH_HOA).endswith("(số …/KH-UBND)")
    assert plan_label(replace(AN_LAC, number=None)) == AN_LAC.title
    assert plan_label(replace(AN_LAC, instrument="Quyết định")).endswith("(Quyết định số 15/KH-UBND)")


def test_ranges_survive_the_address_and_anything_else_in_it_is_passed_over() -> None:
    spans = (Span(3, 9), Span(12, 40))
    assert addresses.read_ranges(addresses.write_ranges(spans)) == spans
    assert addresses.read_ranges("9-3, x-1, <script>, 5-6") == (Span(5, 6),)
