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
