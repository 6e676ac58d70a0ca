import unicodedata

import pytest

from assistant.retrieval import PreparedQuery, plain_query


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Số hóa  hồ sơ?",
            PreparedQuery("Số hóa hồ sơ?", ("số", "hóa", "hồ", "sơ", "số_hóa", "hóa_hồ", "hồ_sơ")),
        ),
        (unicodedata.normalize("NFD", "số hoá"), PreparedQuery("số hoá", ("số", "hóa", "số_hóa"))),
        ("xã xã xã", PreparedQuery("xã xã xã", ("xã", "xã_xã"))),
        (" \u200b\n", PreparedQuery("", ())),
    ],
)
def test_question_becomes_clean_text_and_tokens(question: str, expected: PreparedQuery) -> None:
    assert plain_query(question) == expected
