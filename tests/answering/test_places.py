import pytest

from tests.written_plans import CA_MAU

from .conftest import Ask, places


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("mục II khoản 1 kế hoạch Cà Mau nói gì?", ["II/1"]),
        ("mục III, khoản 1 của Cà Mau quy định gì?", ["III/1/a", "III/1/b"]),
        ("Điều 1 quyết định của Cà Mau nói gì?", ["quyet-dinh/dieu-1"]),
    ],
)
def test_a_place_is_quoted_with_what_stands_under_it(ask: Ask, question: str, found: list[str]) -> None:
    assert places(ask(question)) == [(CA_MAU, locator) for locator in found]


def test_what_an_abbreviation_stands_for_is_quoted(ask: Ask) -> None:
    answer = ask("CCHC là gì?")
    assert "cải cách hành chính (CCHC)" in answer.text
    assert places(answer) == [(CA_MAU, "I/doan-1")]


@pytest.mark.parametrize("question", ["ABCXYZ là gì?", "mục IX khoản 9 kế hoạch Cà Mau nói gì?"])
def test_what_no_plan_has_is_refused(ask: Ask, question: str) -> None:
    assert ask(question).abstained
