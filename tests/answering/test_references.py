from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import PlanAssistant
from tests.written_plans import CA_MAU, TEXTS, open_written_plans, write_settings

BASIS = "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể;\n\nQUYẾT ĐỊNH:"
BODY = "1. Tiếp tục Nghị quyết số 76/NQ-CP ngày 16/7/2021 của Chính phủ; phấn đấu 90% hồ sơ"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanAssistant]:
    """Cà Mau with a basis, and with another date of the same document in its body."""
    folder: Path = tmp_path_factory.mktemp("references")
    settings = write_settings(folder, CA_MAU)
    text = TEXTS[CA_MAU].replace("QUYẾT ĐỊNH:", BASIS, 1).replace("1. Phấn đấu 90% hồ sơ", BODY)
    (settings.corpus / f"{CA_MAU}.txt").write_text(text, encoding="utf-8")
    with open_written_plans(settings) as opened:
        yield opened


def test_both_dates_that_a_plan_prints_of_a_document_are_said(assistant: PlanAssistant) -> None:
    answer = assistant.ask("Nghị quyết 76/NQ-CP ban hành ngày nào?")
    assert "15 tháng 7 năm 2021" in answer.text
    assert "16/7/2021" in answer.text
    assert len(answer.citations) == 2


def test_what_a_document_is_about_is_quoted(assistant: PlanAssistant) -> None:
    answer = assistant.ask("Nghị quyết số 76/NQ-CP về việc gì?")
    assert "Chương trình tổng thể" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Nghị quyết 99/NQ-CP ban hành ngày nào?",
        "ai chủ trì thực hiện Nghị quyết 76/NQ-CP về nuôi tôm hùm xuất khẩu?",
    ],
)
def test_a_document_that_no_plan_names_or_only_beside_a_matter_is_not_answered(
    assistant: PlanAssistant, question: str
) -> None:
    assert "76/NQ-CP ngày" not in assistant.ask(question).text


def test_a_document_is_found_by_its_day_or_by_its_matter(assistant: PlanAssistant) -> None:
    by_day = assistant.ask("Nghị quyết của Chính phủ ngày 15/7/2021 là nghị quyết số mấy?")
    assert "76/NQ-CP" in by_day.text
    assert [citation.locator for citation in by_day.citations] == ["quyet-dinh/can-cu-2"]
    by_matter = assistant.ask("Chương trình tổng thể ở Cà Mau theo nghị quyết nào của Chính phủ?")
    assert "76/NQ-CP" in by_matter.text
