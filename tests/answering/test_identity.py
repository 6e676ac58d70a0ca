from collections.abc import Iterator

import pytest

from assistant.service import PlanAssistant
from tests.written_plans import CA_MAU, TEXTS, open_written_plans, write_settings


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanAssistant]:
    """Cà Mau with a standing office named in brackets."""
    settings = write_settings(tmp_path_factory.mktemp("identity"), CA_MAU)
    text = TEXTS[CA_MAU].replace(
        "a) Theo dõi, đôn đốc",
        "a) Sở Nội vụ (cơ quan thường trực Ban Chỉ đạo CCHC tỉnh) theo dõi, đôn đốc",
        1,
    )
    (settings.corpus / f"{CA_MAU}.txt").write_text(text, encoding="utf-8")
    with open_written_plans(settings) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "Cơ quan thường trực Ban Chỉ đạo CCHC tỉnh Cà Mau là sở nào?",
        "Sở nào là cơ quan thường trực Ban Chỉ đạo CCHC của Cà Mau?",
        "cơ quan thường trực ban chỉ đạo cải cách hành chính cà mau",
    ],
)
def test_the_agency_behind_a_standing_office_is_named(assistant: PlanAssistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "cơ quan đó là Sở Nội vụ" in answer.text
    assert [citation.locator for citation in answer.citations] == ["III/1/a"]


def test_what_such_an_office_leads_is_another_question(assistant: PlanAssistant) -> None:
    answer = assistant.ask("Cơ quan thường trực Ban Chỉ đạo CCHC tỉnh Cà Mau chủ trì những việc gì?")
    assert "cơ quan đó là" not in answer.text
