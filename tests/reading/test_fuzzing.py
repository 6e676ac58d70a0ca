"""Whatever becomes of a file on its way, its reader refuses it in words or reads it; it never fails."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.reading.formats import load_reader
from assistant.reading.kinds import Kind, find_kind
from assistant.reading.markdown import read_markdown
from assistant.reading.plain import read_plain
from assistant.reading.reader import SUFFIXES
from assistant.types import Document

SAMPLES = sorted(
    path for path in (Path(__file__).parents[1] / "data" / "reading").iterdir() if path.suffix in SUFFIXES
)
FUZZED = {Kind.TEXT, Kind.MARKDOWN, Kind.WEBPAGE, Kind.WORD, Kind.SHEET, Kind.RTF}
"""Readers in Python; PDFs, scans and old Word files are read by programs, in processes that may die."""


@st.composite
def broken(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with some bytes changed, a piece repeated, or its end cut off."""
    body = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, max(len(body) - 1, 0)))
        match draw(st.sampled_from(("change", "repeat", "cut", "insert"))):
            case "change":
                body[place : place + 1] = draw(st.binary(min_size=1, max_size=4))
            case "repeat":
                body[place:place] = body[place : place + draw(st.integers(1, 200))]
            case "cut":
                del body[place : place + draw(st.integers(1, 400))]
            case _:
                body[place:place] = draw(
                    st.sampled_from((b"\0", b"<", b"{", b"&#x0;", b"\xff\xfe", b"]]>", b"\\u-10240?", b"%"))
                )
    return bytes(body)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_broken_file_is_refused_in_words_or_read(path: Path, data: st.DataObject) -> None:
    content = data.draw(broken(path.read_bytes()))
    try:
        kind = find_kind(content, path.name)
        if kind not in FUZZED:
            return
        document: Document | None
        match kind:
            case Kind.TEXT:
                document = read_plain(content, path.name)
            case Kind.MARKDOWN:
                document = read_markdown(content, path.name)
            case _:
                document = load_reader(kind)(content, path.name)
    except DocumentError as error:
        assert path.name in str(error)
        return
    assert document is not None
    document.text.encode()  # no halves of characters, which no store takes
