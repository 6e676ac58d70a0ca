from dataclasses import replace

from assistant.web.examples import example_questions

from .fakes import AN_LAC, PLANS


def test_examples_take_their_words_from_the_plans_and_spread_over_provinces() -> None:
    assert example_questions(PLANS) == (
        "Ai chủ trì số hóa hồ sơ thủ tục hành chính ở An Lạc?",
        "Sở Nội vụ chủ trì những nhiệm vụ nào trong kế hoạch của Bình Hòa?",
        "Nhiệm vụ nào của An Lạc phải hoàn thành trong quý I năm 2024?",
        "Tuyên truyền cải cách hành chính ở Bình Hòa do cơ quan nào chủ trì, cơ quan nào phối hợp?",
    )


def test_one_plan_gives_four_different_questions() -> None:
    assert len(set(example_questions([AN_LAC]))) == 4


def test_a_plan_without_years_is_asked_without_a_year() -> None:
    assert example_questions([replace(AN_LAC, years=())])[2] == (
        "Nhiệm vụ nào của An Lạc phải hoàn thành trong quý I?"
    )


def test_there_are_no_examples_without_plans_or_provinces() -> None:
    assert example_questions([]) == ()
    assert example_questions([replace(AN_LAC, province=None)]) == ()
