import pytest

from assistant.text.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("Một câu", ["Một câu"]),
        ("  Câu một.  Câu hai? \n Câu ba", ["Câu một.", "Câu hai?", "Câu ba"]),
        ("Giao TP. Quy Nhơn thực hiện. Xong.", ["Giao TP. Quy Nhơn thực hiện.", "Xong."]),
        ("Thu 1.500.000 đồng ngày 15.12.2025. Hết.", ["Thu 1.500.000 đồng ngày 15.12.2025.", "Hết."]),
        ("Lặp. Lặp. Lặp.", ["Lặp.", "Lặp.", "Lặp."]),
    ],
)
def test_spans_give_the_sentences(text: str, expected: list[str]) -> None:
    spans = sentence_spans(text)
    assert [text[span.start : span.end] for span in spans] == expected
    assert spans == sorted(spans)
