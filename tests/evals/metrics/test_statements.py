import pytest

from evals.metrics.statements import Statement, find_statements


@pytest.mark.parametrize(
    ("answer", "statements"),
    [
        ("Do Sở Nội vụ chủ trì [1].", [Statement("Do Sở Nội vụ chủ trì", (1,))]),
        ("Do A [1] [2]. Do B [2, 3].", [Statement("Do A", (1, 2)), Statement("Do B [2, 3].", ())]),
        ("Do A [1][2]. Do B [3].", [Statement("Do A", (1, 2)), Statement("Do B", (3,))]),
        (
            "Có 2 nhiệm vụ:\n1. Việc A [1]\n2. Việc B; việc C [2].\n- Việc D",
            [Statement("Việc A", (1,)), Statement("Việc B; việc C", (2,)), Statement("Việc D", ())],
        ),
        ("Theo mục II [1]: 80%.", [Statement("Theo mục II", (1,)), Statement("80%.", ())]),
        ("Không phải Sở A. Do Sở B [1]. Sở B nay là Sở C.", [Statement("Do Sở B", (1,))]),
        ("Một câu. Hai câu [1].", [Statement("Một câu. Hai câu", (1,))]),
        ("", []),
        ("Các kế hoạch quy định như sau:", []),
    ],
)
def test_statements_run_up_to_their_marks(answer: str, statements: list[Statement]) -> None:
    assert find_statements(answer) == statements
