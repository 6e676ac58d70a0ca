import pytest

from assistant.errors import DocumentError
from assistant.reading.rtf import read_rtf

_FONTS = r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}{\f2 VNI-Times;}{\f3\fcharset163 Arial;}}"


def _text(body: str) -> str:
    return read_rtf((r"{\rtf1\ansi\ansicpg1252\deff0" + _FONTS + body + "}").encode("latin-1"), "a.rtf").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\f1 C\'e9ng ho\'b5}\par {\f2 Co\'e4ng}\par", "Cộng hoà\n\nCộng"),
        (r"{\f1 th\- k\'fd, t\u173\'adu}", "thư ký, tưu"),
        (r"\u7879?\u272\'44\uc0\u7879 x", "ệĐệx"),
        (r"{\f3 \'f0\'f5}", "đơ"),
        (r"a\tab b\line c\~d\_e\endash f\{g\}", "a b\nc d-e–f{g}"),
        (r"{\v \'e9n}{\caps hoa}{\plain m{\super 2}\nosupersub x}", "HOAm²x"),
        (r"{\*\generator Riched20;}{\info{\title T}}{\header H\par}{\pict 0102}a", "a"),
        (r"{\field{\*\fldinst HYPERLINK}{\fldrslt b}}{\listtext 1.\tab}c", "b1. c"),
        (r"\pard\qc K\'ca HO\par DAI\par\pard\ql x\par", "KÊ HO\nDAI\n\nx"),
        (r"S\footnote {\super 9} Theo\par} liệu".replace("ệ", "e") + r"\par y", "S¹ lieu\n\n¹ ⁹ Theo\n\ny"),
        (r"{\bin4 {{{{}a", "a"),
    ],
)  # fmt: skip
def test_text_is_read_as_printed(body: str, text: str) -> None:
    assert _text(body) == text


def test_rows_become_lines_and_merged_cells_stand_once() -> None:
    rows = (
        r"\trowd\cellx700\cellx4000\clvmgf\cellx6000 \intbl TT\cell Vi\u7879?c\par l\'e0m\cell Ch\u7911?\cell\row"
        r"\trowd\cellx700\cellx4000\clvmrg\cellx6000 \intbl 1\cell A\cell x\cell\row"
        r"\trowd\cellx700\cellx6000 \intbl 2\cell B\cell\row\pard Sau\par"
    )
    assert _text(rows) == "TT\tViệc làm\tChủ\n1\tA\t\n2\tB\t\n\nSau"


@pytest.mark.parametrize("data", [b"{\\rtf1 {a", b"{" * 600])
def test_files_that_are_cut_off_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="RTF"):
        read_rtf(data, "a.rtf")
