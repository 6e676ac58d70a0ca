"""Questions about the document itself: its date, its title, its recipients, its bases, the place it is of."""

import pytest

from assistant.question.diacritics import restore_diacritics
from assistant.question.scope import find_scope
from assistant.reference import province_successors
from assistant.text.normalise import fold
from tests.answering.conftest import Ask, Office

NAMES = sorted({*province_successors(), *province_successors().values()})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "asked", ["ke hoach cchc cua {} giao so nao", "o {} so nao chu tri", "{}: so nao chu tri"]
)
def test_every_province_is_known_without_marks(office: Office, name: str, asked: str) -> None:
    typed = restore_diacritics(asked.format(fold(name)), office.catalogue.spellings)
    plans = tuple(office.library.plans.values())
    assert [province.name for province in find_scope(typed, plans).provinces] == [name]
    marked = find_scope(asked.format(name.lower()), plans)
    assert [province.name for province in marked.provinces] == [name]


@pytest.mark.parametrize(
    "typed", ["cua thua thien hue", "của Thừa Thiên - Huế", "ở thừa thiên huế", "của tt. huế"]
)
def test_the_former_name_of_hue(office: Office, typed: str) -> None:
    scope = find_scope(f"kế hoạch {typed} giao sở nào", tuple(office.library.plans.values()))
    assert scope.unknown_provinces == ("Huế",)


@pytest.mark.parametrize(
    "question",
    [
        "Những doanh nghiệp nào ở Cà Mau phải rà soát văn bản, cho xin tên?",
        "Lịch rà soát văn bản tháng 3/2024 của Cà Mau rơi vào những ngày nào?",
    ],
)
def test_what_the_plan_does_not_print_is_refused(ask: Ask, question: str) -> None:
    assert ask(question).abstained


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quyết định 15/QĐ-UBND của Cà Mau ra ngày 01/02/2024 đúng không?", "ngày 05 tháng 01 năm 2024"),
        (
            "Quyết định 15/QĐ-UBND của Cà Mau ban hành kế hoạch gì?",
            "cải cách hành chính năm 2024 tỉnh Cà Mau",
        ),
        ("Kế hoạch của Cà Mau là kế hoạch về việc gì?", "cải cách hành chính năm 2024 tỉnh Cà Mau"),
        (
            "Kế hoạch của Cà Mau và kế hoạch của Lào Cai, cái nào ban hành trước, ngày nào?",
            "ngày 05 tháng 01 năm 2024",
        ),
    ],
)
def test_facts_of_the_document_itself(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question).text


def test_the_number_of_what_a_task_has_yet_to_issue_is_not_known(ask: Ask) -> None:
    question = "Kế hoạch theo dõi thi hành pháp luật của Cà Mau được ban hành theo quyết định số mấy?"
    assert ask(question).abstained
