import pytest

from assistant.answering.check import check_sentence
from assistant.answering.draft import Sentence
from assistant.question.abbreviations import Abbreviations
from assistant.types import Citation, Span

QUOTE = (
    "24.\tSố hóa hồ sơ, kết quả giải quyết TTHC cấp xã.\tVăn phòng UBND tỉnh; Sở Nội vụ\t"
    "Báo cáo số 12/BC-UBND\tTrước ngày 31/01/2024, đạt 80,5%"
)
CITATION = Citation("p", "phu-luc/24", "Phụ lục, nhiệm vụ 24", QUOTE, (Span(0, len(QUOTE)),), "Kế hoạch số 1")


def failing(text: str, *known: str, citation: Citation = CITATION) -> list[str]:
    """The parts of a sentence that its citation does not hold."""
    return [f.part for f in check_sentence(Sentence(text, (citation,)), Abbreviations(), known)]


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ “Số hóa hồ sơ, kết quả giải quyết TTHC cấp xã” do Văn phòng UBND tỉnh chủ trì.",
        "Văn phòng Ủy ban nhân dân tỉnh chủ trì, Sở Nội vụ phối hợp.",
        "Thời hạn: trước ngày 31/01/2024, đạt 80,5%.",
        "Theo nhiệm vụ 24, sản phẩm là Báo cáo số 12/BC-UBND.",
        "Không có số liệu, cơ quan hay trích dẫn nào.",
    ],
)
def test_what_stands_in_the_citation_passes(text: str) -> None:
    assert failing(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Nhiệm vụ do Sở Tư pháp chủ trì.", "Sở Tư pháp"),
        ("Văn phòng UBND tỉnh và Thanh tra tỉnh chủ trì.", "Thanh tra tỉnh"),
        ("Thời hạn: trước ngày 30/01/2024.", "30/01/2024"),
        ("Thời hạn: tháng 02/2024.", "02/2024"),
        ("Đạt 81%.", "81"),
        ("Đạt 80,6%.", "80,6"),
        ("Kèm theo Báo cáo số 13/BC-UBND.", "13/BC-UBND"),
        ("Kèm theo Báo cáo số 12/TB-UBND.", "12/TB-UBND"),
        ("Nhiệm vụ “Số hóa hồ sơ cấp huyện”.", "Số hóa hồ sơ cấp huyện"),
        (
            "Nhiệm vụ “Số hóa hồ sơ, kết quả giải quyết TTHC cấp tỉnh”.",
            "Số hóa hồ sơ, kết quả giải quyết TTHC cấp tỉnh",
        ),
    ],
)
def test_a_changed_agency_number_date_symbol_or_quote_fails(text: str, part: str) -> None:
    assert part in failing(text)


@pytest.mark.parametrize(
    "text",
    [
        "“số hóa hồ sơ, kết quả giải quyết thủ tục hành chính cấp xã”",
        "“SỐ HÓA HỒ SƠ”",
        "“Số hoá hồ sơ”",
        "“Số  hóa hồ sơ - kết quả giải quyết TTHC”",
        "“Số hóa hồ sơ … cấp xã”",
        "VP UBND tỉnh chủ trì.",
        "SNV phối hợp.",
    ],
)
def test_case_spacing_tone_placement_and_short_forms_do_not_matter(text: str) -> None:
    assert failing(text) == []


def test_a_part_of_a_number_is_not_that_number() -> None:
    assert failing("Đạt 8%.") == ["8"]
    assert failing("Nhiệm vụ 2.") == ["2"]


def test_names_that_are_known_beside_the_citation_may_be_used() -> None:
    assert failing("Theo kế hoạch năm 2025: đạt 80,5%.") == ["2025"]
    assert failing("Theo kế hoạch năm 2025: đạt 80,5%.", "tỉnh Cà Mau (kế hoạch năm 2025)") == []


def test_markup_and_line_breaks_in_the_print_do_not_matter() -> None:
    printed = "**Văn phòng** UBND<br>tỉnh\tđạt\n80%"
    citation = Citation("p", "1", "Mục 1", printed, (Span(0, len(printed)),), "")
    assert failing("Văn phòng UBND tỉnh: “đạt 80%”.", citation=citation) == []


def test_a_sentence_without_citations_asserts_nothing_of_a_plan() -> None:
    assert check_sentence(Sentence("Sở Tư pháp, 99%, “gì đó”."), Abbreviations()) == ()


def test_every_citation_of_a_sentence_bears_it() -> None:
    other = Citation("q", "1", "Mục 1", "Sở Tư pháp chủ trì", (Span(0, 18),), "")
    text = "Văn phòng UBND tỉnh và Sở Tư pháp."
    assert check_sentence(Sentence(text, (CITATION, other)), Abbreviations()) == ()


def test_a_failure_names_the_sentence() -> None:
    (failure,) = check_sentence(Sentence("Đạt 81%.", (CITATION,)), Abbreviations())
    assert (failure.sentence, failure.part) == ("Đạt 81%.", "81")


@pytest.mark.parametrize("text", ["Trước ngày 31 tháng 01 năm 2024.", "Đạt 80.5%."])
def test_the_same_date_or_number_in_another_form_passes(text: str) -> None:
    assert failing(text) == []


def test_a_date_without_leading_noughts_is_the_same_date() -> None:
    assert failing("Trước ngày 31/1/2024.") == []


@pytest.mark.parametrize("text", ["Đạt 80%.", "Đạt 5%.", "Trước ngày 24 tháng 01 năm 2024."])
def test_digits_taken_out_of_other_numbers_fail(text: str) -> None:
    assert failing(text) != []
