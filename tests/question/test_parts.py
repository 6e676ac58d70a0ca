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


def plans(text: str) -> frozenset[str]:
    """The plans that these sentences name."""
    return frozenset(name for name in ("Cà Mau", "Lào Cai") if name in text)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Số hóa hồ sơ cấp xã: Cà Mau giao ai, còn Lào Cai giao ai chủ trì?",
            ("Số hóa hồ sơ cấp xã: Cà Mau giao ai", "Số hóa hồ sơ cấp xã: Lào Cai giao ai chủ trì"),
        ),
        (
            "Cà Mau tổ chức đối thoại và Lào Cai số hóa hồ sơ vào lúc nào?",
            ("Cà Mau tổ chức đối thoại lúc nào?", "Lào Cai số hóa hồ sơ vào lúc nào?"),
        ),
        (
            "Dịch vụ công ở Cà Mau đến 2030 so với 2045 đạt bao nhiêu?",
            ("Dịch vụ công ở Cà Mau đến 2030 đạt bao nhiêu?", "Dịch vụ công ở Cà Mau 2045 đạt bao nhiêu?"),
        ),
        (
            "Cà Mau và Lào Cai ai chủ trì số hóa hồ sơ?",
            ("Cà Mau và Lào Cai ai chủ trì số hóa hồ sơ?",),
        ),
        (
            "Sở Nội vụ có tên, chủ trì hoặc phối hợp, ở những việc nào?",
            ("Sở Nội vụ có tên, chủ trì hoặc phối hợp, ở những việc nào?",),
        ),
    ],
)
def test_matters_of_two_plans_or_years_are_questions_of_their_own(
    question: str, parts: tuple[str, ...]
) -> None:
    def words(text: str) -> list[str]:
        named = text.replace("Cà Mau", " ").replace("Lào Cai", " ")
        return [word for word in matter(named) if word not in {"giao", "còn", "vào", "lúc"}]

    assert split_question(question, words, plans) == parts


def test_text_of_many_commas_is_one_question_and_costs_no_time() -> None:
    text = "a, " * 600 + "ai chủ trì?"
    started = time.perf_counter()
    assert split_question(text, str.split) == (text,)
    assert time.perf_counter() - started < 5
