import pytest

from tests.written_plans import CA_MAU, LAO_CAI

from .conftest import Ask, places


def test_every_agency_of_a_role_is_named_once_with_its_rows(ask: Ask) -> None:
    answer = ask("Cho tôi danh sách cơ quan chủ trì trong kế hoạch Cà Mau")
    assert answer.text.splitlines()[1:] == [
        "1. Sở Tư pháp [1] [2]",
        "2. Văn phòng Ủy ban nhân dân tỉnh [3]",
        "3. Sở Kế hoạch và Đầu tư [4]",
    ]
    assert places(answer) == [
        (CA_MAU, locator) for locator in ("phu-luc/I/1", "phu-luc/I/2", "phu-luc/II/3", "phu-luc/II/4")
    ]
    assert "ghi 3 cơ quan chủ trì" in answer.text


@pytest.mark.parametrize(
    "question", ["danh sách cơ quan chủ trì đối thoại ở Cà Mau", "Sở Tư pháp chủ trì những việc gì ở Cà Mau?"]
)
def test_a_task_or_an_agency_asks_for_something_else(ask: Ask, question: str) -> None:
    assert "cơ quan chủ trì trong phụ lục" not in ask(question).text


def test_a_plan_without_the_column_names_nobody(ask: Ask) -> None:
    answer = ask("danh sách cơ quan phối hợp của kế hoạch Lào Cai")
    assert not [place for place in places(answer) if place[0] == LAO_CAI] or answer.abstained


def test_who_has_most_tasks_is_named_with_all_of_them(ask: Ask) -> None:
    answer = ask("sở nào chủ trì nhiều nhiệm vụ nhất ở Cà Mau?")
    assert answer.text.startswith(
        "Trong Kế hoạch năm 2024 của tỉnh Cà Mau, Sở Tư pháp là cơ quan chủ trì của nhiều nhiệm vụ nhất (2):"
    )
    assert places(answer) == [(CA_MAU, "phu-luc/I/1"), (CA_MAU, "phu-luc/I/2")]
