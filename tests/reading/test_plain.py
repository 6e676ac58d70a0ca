import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.reading.markdown import read_markdown
from assistant.reading.plain import read_plain
from assistant.types import BlockKind, Document

_TEXTS = st.text(
    st.sampled_from("aĐệ1.-|#*_`\\[](){}<>&\t\n\r \u0301\u00a0\x00\x0b"), max_size=120
) | st.text(max_size=60)


def _check_spans(document: Document) -> None:
    position = 0
    for block in document.blocks:
        assert block.spans
        for span in block.spans:
            assert position <= span.start <= span.end <= len(document.text)
            position = span.end
            quote = document.text[span.start : span.end]
            assert quote == quote.strip()
            assert "\n" not in quote
            assert "\t" not in quote


@given(_TEXTS)
def test_plain_spans_are_in_order_inside_the_text(text: str) -> None:
    try:
        document = read_plain(text.encode("utf-8", errors="ignore"), "a.txt")
    except DocumentError:
        assert "\x00" in text
        return
    _check_spans(document)


@given(_TEXTS)
def test_no_visible_character_of_plain_text_is_outside_the_blocks(text: str) -> None:
    document = read_plain(text.replace("\x00", "").encode("utf-8", errors="ignore"), "a.txt")
    shown = "".join(document.text[s.start : s.end] for block in document.blocks for s in block.spans)
    assert "".join(shown.split()) == "".join(document.text.split())


@given(_TEXTS)
def test_markdown_spans_are_in_order_inside_the_text(text: str) -> None:
    _check_spans(read_markdown(text.replace("\x00", "").encode("utf-8", errors="ignore"), "a.md"))


@given(
    st.lists(
        st.sampled_from(["| a | b |", "|---|---|", "a | b", "", "# Tiêu đề", "văn bản **đậm**", "- mục"])
    )
)
def test_markdown_rows_never_mix_with_text(lines: list[str]) -> None:
    document = read_markdown("\n".join(lines).encode(), "a.md")
    for block in document.blocks:
        texts = [document.text[s.start : s.end] for s in block.spans]
        assert block.kind is BlockKind.TEXT or texts[0] == "a" or texts == ["", ""]


def test_utf16_with_a_mark_is_read_and_stored_composed() -> None:
    decomposed = "Kế hoạch"
    document = read_plain(decomposed.encode("utf-16"), "a.txt")
    assert document.text == "Kế hoạch"


@pytest.mark.parametrize(
    "data", [b"\xff\x00\xff\xfe\x81", b"a\x00b", "Kế hoạch".encode("cp1258", errors="replace") + b"\x81"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.txt"):
        read_plain(data, "a.txt")
