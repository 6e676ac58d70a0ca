import re

import pytest

from assistant.answering.layout import Table, read_layout
from assistant.types import Answer
from tests.written_plans import CA_MAU, LAO_CAI

from .conftest import Ask, is_real, places


def table_of(answer: Answer) -> Table:
    (table,) = [part for part in read_layout(answer.text) if isinstance(part, Table)]
    return table


@pytest.mark.parametrize(
    "question",
    [
        "So sánh chỉ tiêu hồ sơ đúng hạn giữa Cà Mau và Lào Cai",
        "chỉ tiêu hồ sơ giải quyết đúng hạn của Cà Mau và Lào Cai khác nhau thế nào?",
    ],
)
def test_plans_stand_side_by_side_each_line_cited(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert places(answer) == [(CA_MAU, "II/1"), (LAO_CAI, "I/1")]
    assert all(map(is_real, answer.citations))
    rows = table_of(answer).rows
    assert [row[0] for row in rows] == [
        "Kế hoạch năm 2024 của tỉnh Cà Mau",
        "Kế hoạch năm 2025 của tỉnh Lào Cai",
    ]
    assert [re.findall(r"\d+%|\[\d\]", row[-1]) for row in rows] == [["90%", "[1]"], ["85%", "[2]"]]


def test_a_matter_that_one_plan_alone_has_is_no_comparison(ask: Ask) -> None:
    answer = ask("So sánh cơ quan chủ trì đối thoại với doanh nghiệp giữa Cà Mau và Lào Cai")
    assert "|" not in answer.text
