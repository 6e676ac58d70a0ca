import pytest

from tests.written_plans import CA_MAU, LAO_CAI

from .conftest import Ask, places


def test_the_sections_of_a_plan_are_named_with_their_places(ask: Ask) -> None:
    answer = ask("Kế hoạch Cà Mau gồm những phần nào?")
    assert places(answer) == [(CA_MAU, "I"), (CA_MAU, "II"), (CA_MAU, "III")]
    assert answer.text.splitlines() == [
        "Kế hoạch năm 2024 của tỉnh Cà Mau gồm 3 mục:",
        "- Mục I: MỤC ĐÍCH [1]",
        "- Mục II: CHỈ TIÊU [2]",
        "- Mục III: TỔ CHỨC THỰC HIỆN [3]",
    ]


@pytest.mark.parametrize("question", ["Phụ lục Cà Mau có mấy mục?", "phu luc ca mau co bao nhieu muc"])
def test_the_sections_of_an_appendix_are_counted_by_its_rows(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.text.startswith("Phụ lục của Kế hoạch năm 2024 của tỉnh Cà Mau gồm 2 mục:")
    assert places(answer) == [(CA_MAU, "phu-luc/I/1"), (CA_MAU, "phu-luc/II/3")]


def test_a_plan_is_not_taken_apart_where_a_matter_is_asked(ask: Ask) -> None:
    answer = ask("tuyên truyền cải cách hành chính ở Lào Cai gồm những mục nào?")
    assert "gồm 2 mục" not in answer.text
    assert not [place for place in places(answer) if place == (LAO_CAI, "I")]


@pytest.mark.parametrize("question", ["Tóm tắt kế hoạch Cà Mau", "nội dung chính của kế hoạch Cà Mau là gì?"])
def test_a_summary_names_sections_and_clauses(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.text.splitlines()[0].endswith("gồm các mục và khoản sau:")
    assert (CA_MAU, "III/1") in places(answer)
