import pytest

from tests.written_plans import BEN_TRE, CA_MAU, LAO_CAI

from .conftest import Ask, places


@pytest.mark.parametrize(
    ("question", "found", "said"),
    [
        ("mục đích của kế hoạch Cà Mau là gì?", [(CA_MAU, "I/doan-1")], "Nâng cao chất lượng phục vụ"),
        (
            "bao nhiêu phần trăm người dân sử dụng dịch vụ công trực tuyến ở Cà Mau?",
            [(CA_MAU, "II/2")],
            "60%",
        ),
        (
            "tỷ lệ hồ sơ giải quyết đúng hạn là bao nhiêu?",
            [(CA_MAU, "II/1"), (LAO_CAI, "I/1")],
            "90%",
        ),
        ("ai vận hành kho dữ liệu dùng chung ở Bến Tre?", [(BEN_TRE, "I/1")], "Sở Thông tin và Truyền thông"),
        ("kỷ luật, kỷ cương hành chính ở Lào Cai", [(LAO_CAI, "II/1")], "Tăng cường kiểm tra"),
        (
            "Sở Nội vụ có trách nhiệm gì ở Cà Mau?",
            [(CA_MAU, "III/1/a"), (CA_MAU, "III/1/b")],
            "Tổng hợp báo cáo",
        ),
        ("căn cứ pháp lý của kế hoạch Cà Mau?", [(CA_MAU, "quyet-dinh/can-cu-1")], "Luật Tổ chức"),
    ],
)
def test_sections_paragraphs_duties_and_bases_are_quoted_and_cited(
    ask: Ask, question: str, found: list[tuple[str, str]], said: str
) -> None:
    answer = ask(question)
    assert places(answer) == found
    assert said in answer.text
    assert "“" in answer.text


def test_duties_of_an_agency_without_a_section_are_the_tasks_it_leads(ask: Ask) -> None:
    answer = ask("Sở Tư pháp có nhiệm vụ gì ở Cà Mau?")
    assert places(answer) == [(CA_MAU, "phu-luc/I/1"), (CA_MAU, "phu-luc/I/2")]


@pytest.mark.parametrize(
    "question",
    [
        "kinh phí số hóa hồ sơ ở Cà Mau là bao nhiêu tiền?",
        "kết quả số hóa hồ sơ ở Cà Mau đạt bao nhiêu phần trăm?",
        "ai phê duyệt kỹ năng số cho người dân ở Bến Tre?",
    ],
)
def test_a_paragraph_that_lacks_the_asked_kind_of_fact_is_no_answer(ask: Ask, question: str) -> None:
    assert ask(question).abstained


def test_where_the_money_comes_from_is_quoted_from_its_paragraph(ask: Ask) -> None:
    answer = ask("kinh phí thực hiện kế hoạch Cà Mau lấy từ đâu?")
    assert (CA_MAU, "III/2") in places(answer)
    assert "ngân sách tỉnh" in answer.text


@pytest.mark.parametrize("part", ["nay là Sở Khoa học và Công nghệ", "Bến Tre", "nay là"])
def test_names_that_changed_in_2025_are_told(ask: Ask, part: str) -> None:
    text = ask("ai vận hành kho dữ liệu dùng chung ở Vĩnh Long?").text
    assert part in text
    assert "tỉnh Vĩnh Long" in text
