from pathlib import Path

import pytest

from tests.written_plans import BEN_TRE, CA_MAU, TEXTS, open_written_plans, write_settings

from .conftest import Ask, is_real


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("kế hoạch CCHC của Cà Mau số mấy?", ["15/QĐ-UBND"]),
        ("kế hoạch của Cà Mau ban hành ngày nào?", ["ngày 05 tháng 01 năm 2024"]),
        ("ai ban hành kế hoạch của Cà Mau?", ["Chủ tịch Ủy ban nhân dân tỉnh Cà Mau"]),
        ("kế hoạch chuyển đổi số Bến Tre số mấy, ngày nào?", ["77/KH-UBND", "ngày 20 tháng 02 năm 2024"]),
    ],
)
def test_facts_of_a_document_are_said_and_cited(ask: Ask, question: str, said: list[str]) -> None:
    answer = ask(question)
    assert not answer.abstained
    assert [part for part in said if part not in answer.text] == []
    assert answer.citations
    assert all(map(is_real, answer.citations))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("kế hoạch của Lào Cai số mấy?", "/KH-UBND"),
        pytest.param(
            "kế hoạch của Lào Cai ban hành ngày nào?",
            "năm 2025",
        ),
        ("ai ký kế hoạch của Lào Cai?", "Lào Cai"),
        ("ai ký quyết định của Cà Mau?", "Cà Mau"),
    ],
)
def test_what_the_print_leaves_blank_is_refused_and_shown_as_printed(
    ask: Ask, question: str, said: str
) -> None:
    answer = ask(question)
    assert answer.abstained
    assert answer.citations == ()
    assert said in answer.text


def test_blank_and_printed_facts_are_told_apart_over_several_plans(ask: Ask) -> None:
    answer = ask("các kế hoạch số mấy?")
    assert {citation.plan_id for citation in answer.citations} == {BEN_TRE, CA_MAU}
    for part in ("15/QĐ-UBND", "77/KH-UBND", "Lào Cai", "để trống"):
        assert part in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "số hiệu quyết định của Cà Mau là 99/QĐ-UBND?",
        pytest.param(
            "kế hoạch của Cà Mau số 99/QĐ-UBND đúng không?",
        ),
    ],
)
def test_a_wrong_number_in_the_question_is_corrected(ask: Ask, question: str) -> None:
    text = ask(question).text
    for part in ("Không phải 99/QĐ-UBND", "15/QĐ-UBND"):
        assert part in text


def test_issuing_something_inside_the_plan_is_a_task(ask: Ask) -> None:
    answer = ask("kế hoạch theo dõi thi hành pháp luật của Cà Mau ban hành khi nào?")
    assert [citation.locator for citation in answer.citations] == ["phu-luc/I/1"]
    assert "Tháng 01/2024" in answer.text


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_signatory_is_named_with_position(tmp_path: Path, gap: str) -> None:
    settings = write_settings(tmp_path, BEN_TRE)
    text = TEXTS[BEN_TRE].replace("CHỦ TỊCH\n", f"CHỦ TỊCH{gap}")
    (settings.corpus / f"{BEN_TRE}.txt").write_text(text, encoding="utf-8")
    with open_written_plans(settings) as assistant:
        answer = assistant.ask("ai ký kế hoạch chuyển đổi số Bến Tre?")
    assert "Chủ tịch Trần Văn An" in answer.text
    assert not answer.abstained


def test_a_date_or_a_basis_asked_for_after_the_signatory_is_that_of_the_document(ask: Ask) -> None:
    first = "Quyết định của Cà Mau do ai ban hành?"
    assert "05 tháng 01 năm 2024" in ask("ngày nào?", first).text
    assert "Luật Tổ chức chính quyền địa phương" in ask("căn cứ vào đâu?", first, "ngày nào?").text
