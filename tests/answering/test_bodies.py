"""Bodies that no table of agencies lists are known where a row prints their name."""

import pytest

from assistant.agencies import Agency
from assistant.answering.bodies import prints_body
from tests.written_plans import CA_MAU

from .conftest import Ask, places

BODY = Agency("Cục Kiểm tra văn bản", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Văn phòng Bộ; Cục Kiểm tra văn bản", True),
        ("cuc kiem tra van ban", True),
        ("Cục Kiểm tra văn bản quy phạm pháp luật", True),
        ("Cục Kiểm tra", False),
    ],
)
def test_a_body_is_held_by_a_text_that_prints_its_name(text: str, expected: bool) -> None:
    assert prints_body(text, BODY) is expected


def test_tasks_of_an_agency_are_listed_whatever_the_column_of_its_role_is_called(ask: Ask) -> None:
    answer = ask("Sở Tư pháp chủ trì những việc gì ở Cà Mau?")

    assert {plan for plan, _ in places(answer)} == {CA_MAU}
