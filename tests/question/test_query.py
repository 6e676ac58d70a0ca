from assistant.question.query import QueryWriter
from assistant.question.understanding import QuestionReader


def test_both_spellings_of_a_short_form_are_looked_up(reader: QuestionReader) -> None:
    query = QueryWriter(reader)("rà soát QPPL")
    assert query.text == "rà soát quy phạm pháp luật"
    assert {"qppl", "quy", "phạm", "pháp", "luật"} <= set(query.tokens)


def test_a_question_without_marks_is_searched_with_them(reader: QuestionReader) -> None:
    assert QueryWriter(reader)("doi thoai voi doanh nghiep").text == "đối thoại với doanh nghiệp"


def test_no_token_is_looked_up_twice(reader: QuestionReader) -> None:
    tokens = QueryWriter(reader)("TTHC và thủ tục hành chính").tokens
    assert len(tokens) == len(set(tokens))


def test_an_empty_question_looks_nothing_up(reader: QuestionReader) -> None:
    query = QueryWriter(reader)("")
    assert (query.text, tuple(query.tokens)) == ("", ())


def test_a_named_province_settles_where_to_look_and_leaves_the_text(reader: QuestionReader) -> None:
    query = QueryWriter(reader)("ai chủ trì đối thoại với doanh nghiệp ở Cà Mau?")
    assert query.plan_ids == ("ca-mau-2024-cchc",)
    assert "Cà Mau" not in query.text
    assert {"cà", "mau", "cà_mau"} <= set(query.tokens)
    assert query.wanted == ("lead",)


def test_a_province_without_a_plan_settles_nothing(reader: QuestionReader) -> None:
    query = QueryWriter(reader)("ai chủ trì đối thoại với doanh nghiệp ở Hà Giang?")
    assert query.plan_ids is None
    assert "Hà Giang" in query.text


def test_a_year_favours_its_plans_and_excludes_none(reader: QuestionReader) -> None:
    query = QueryWriter(reader)("hạn hoàn thành trong kế hoạch năm 2025")
    assert query.plan_ids is None
    assert query.favoured == ("lao-cai-2025-cchc",)
    assert query.wanted == ("deadline",)


def test_agencies_are_looked_up_by_their_full_and_their_former_names(reader: QuestionReader) -> None:
    tokens = set(QueryWriter(reader)("Sở KH&CN chủ trì việc gì?").tokens)
    assert {"khoa_học", "công_nghệ", "thông_tin", "truyền_thông"} <= tokens
