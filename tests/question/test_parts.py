import time

import pytest

from assistant.question.parts import split_question


def matter(text: str) -> list[str]:
    """Words of matter for these sentences: all that is not small."""
    small = {"ai", "chủ", "trì", "và", "hạn", "của", "là", "khi", "nào", "do", "cơ", "quan", "phối", "hợp"}
    return [word for word in text.lower().replace("?", " ").split() if word not in small]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "ai chủ trì số hóa hồ sơ và hạn đối thoại với dân là khi nào?",
            ("ai chủ trì số hóa hồ sơ", "hạn đối thoại với dân là khi nào?"),
        ),
        (
            "Ai chủ trì số hóa hồ sơ? Cơ quan nào phối hợp đối thoại với dân?",
            ("Ai chủ trì số hóa hồ sơ", "Cơ quan nào phối hợp đối thoại với dân?"),
        ),
        (
            "ai lo số hóa hồ sơ, và bao giờ phải xong kế hoạch?",
            ("ai lo số hóa hồ sơ, và bao giờ phải xong kế hoạch?",),
        ),
        ("số hóa hồ sơ do ai chủ trì và khi nào?", ("số hóa hồ sơ do ai chủ trì và khi nào?",)),
        (
            "số hóa hồ sơ do ai chủ trì và hoàn thành khi nào?",
            ("số hóa hồ sơ do ai chủ trì và hoàn thành khi nào?",),
        ),
        (
            "ai chủ trì tuyên truyền và phổ biến pháp luật?",
            ("ai chủ trì tuyên truyền và phổ biến pháp luật?",),
        ),
        (
            "Sở Thông tin và Truyền thông chủ trì việc nào?",
            ("Sở Thông tin và Truyền thông chủ trì việc nào?",),
        ),
        ("", ("",)),
    ],
)
def test_a_question_is_split_only_where_each_part_asks_of_a_matter(
    question: str, parts: tuple[str, ...]
) -> None:
    assert split_question(question, matter) == parts


def test_text_of_many_commas_is_one_question_and_costs_no_time() -> None:
    text = "a, " * 600 + "ai chủ trì?"
    started = time.perf_counter()
    assert split_question(text, str.split) == (text,)
    assert time.perf_counter() - started < 5
