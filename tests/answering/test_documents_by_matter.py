"""Documents that are asked for by what they are about, and who carries out the decision that issues a plan."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import PlanAssistant
from tests.written_plans import CA_MAU, TEXTS, open_written_plans, write_settings

BODY = (
    "1. Thực hiện Kế hoạch số 61/KH-UBND ngày 30/9/2022 của UBND tỉnh về thực hiện Nghị quyết số 09-NQ/TU của Tỉnh ủy; "
    "Nghị quyết số 02-NQ/BCSD ngày 27/6/2023 của BCSD UBND tỉnh về nâng cao Chỉ số SIPAS; phấn đấu 90% hồ sơ"
)
ARTICLES = (
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2024.\n\n"
    "Điều 2. Giao Giám đốc Sở Nội vụ chủ trì triển khai thực hiện Quyết định này.\n\n"
    "Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh và các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này."
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanAssistant]:
    """Cà Mau with two documents in its body and the closing articles of its decision."""
    folder: Path = tmp_path_factory.mktemp("by_matter")
    settings = write_settings(folder, CA_MAU)
    text = TEXTS[CA_MAU].replace("1. Phấn đấu 90% hồ sơ", BODY)
    first_article = "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2024."
    (settings.corpus / f"{CA_MAU}.txt").write_text(text.replace(first_article, ARTICLES), encoding="utf-8")
    with open_written_plans(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kế hoạch nào của UBND tỉnh thực hiện Nghị quyết 09-NQ/TU, ban hành ngày nào?", "61/KH-UBND ngày 30/9/2022"),
        ("Kế hoạch của UBND tỉnh thực hiện Nghị quyết 09-NQ/TU mang số mấy?", "61/KH-UBND"),
        ("nghị quyết của Ban cán sự đảng UBND tỉnh về nâng SIPAS số mấy, ngày nào", "02-NQ/BCSD ngày 27/6/2023"),
        ("Kế hoạch cải cách hành chính năm 2024 của Cà Mau theo quyết định số mấy?", "15/QĐ-UBND"),
    ],
)  # fmt: skip
def test_the_document_asked_for_is_the_one_of_that_matter(
    assistant: PlanAssistant, question: str, said: str
) -> None:
    assert said in assistant.ask(question).text


def test_a_document_that_no_plan_names_gets_no_number(assistant: PlanAssistant) -> None:
    assert assistant.ask("Nuôi tôm hùm xuất khẩu ở Cà Mau theo kế hoạch số mấy?").abstained


@pytest.mark.parametrize(
    "question",
    [
        "Quyết định 15 của Cà Mau giao ai thực hiện?",
        "Ai chịu trách nhiệm thi hành Quyết định 15/QĐ-UBND của Cà Mau?",
        "Who is put in charge of carrying out Ca Mau's Decision 15?",
    ],
)
def test_who_carries_out_a_decision_is_what_its_articles_say(assistant: PlanAssistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [c.locator for c in answer.citations] == ["quyet-dinh/dieu-2", "quyet-dinh/dieu-3"]
