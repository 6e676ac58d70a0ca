"""Text typed in the Vietnamese fonts of before Unicode (TCVN3 and VNI), turned into Unicode.

Those fonts draw Vietnamese letters in the places of Western ones, so a file stores ``Céng hoµ`` and only the
font's name says that it reads ``Cộng hoà``. TCVN3 (TCVN 5712:1993, "ABC" fonts named ``.VnTime`` …) has one
code a letter and separate fonts for capitals; VNI (``VNI-Times`` …) writes a letter and then its marks.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Encoding = Literal["unicode", "tcvn3", "tcvn3-capitals", "vni"]

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®"
    "µ¶·¸¹»¼½¾Æ"
    "ÇÈÉÊËÌÎÏÐÑ"
    "ÒÓÔÕÖ×ØÜÝÞ"
    "ßáâãäåæçèé"
    "êëìíîïñòóô"
    "õö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđ"
    "àảãáạằẳẵắặ"
    "ầẩẫấậèẻẽéẹ"
    "ềểễếệìỉĩíị"
    "òỏõóọồổỗốộ"
    "ờởỡớợùủũúụ"
    "ừửữứựỳỷỹýỵ",
)  # fmt: skip
_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = str.maketrans("ôÔöÖñÑíÍìÌæÆóÓòÒîÎ", "ơƠưƯđĐíÍìÌỉỈĩĨịỊỵỴ")
_VNI_BASES = frozenset("aeouyAEOUYôÔöÖ")
# Letters that only Unicode text has, and codes that Vietnamese in Unicode never uses but TCVN3 is full of; those
# that are also signs of their own (§, «, ×) tell nothing.
_UNICODE_ONLY = re.compile("[ăĂđĐơƠưƯạ-ỹẠ-Ỹ]")
_TCVN3_ONLY = re.compile("[µ¶¸¹¼½¾ÆÇËÎÏÑÖØÜÞßäåæçëîïñöøûüþ]")
_VNI_ONLY = re.compile("[aeoyAEOY][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[öô][ùøûõï]|ñ|[uU][ùøûõï]")
_MIN_SIGNS = 3
_MIN_SHARE = 0.04
"""Every fifth letter of Vietnamese carries a mark; a Western name or a symbol here and there stays far below."""


@dataclass(frozen=True, slots=True)
class FontText:
    """A stretch of text and the name of the font that draws it (``None`` where the file does not say)."""

    text: str
    font: str | None


def decode_runs(runs: Iterable[FontText]) -> str:
    """Unicode text of a paragraph; neighbouring runs in one encoding are decoded together."""
    pieces = []
    for encoding, group in groupby(runs, key=lambda run: font_encoding(run.font)):
        text = "".join(run.text for run in group)
        pieces.append(decode(text, encoding))
    return "".join(pieces)


def font_encoding(font: str | None) -> Encoding:
    """The encoding that a font's name stands for."""
    name = (font or "").lower()
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.endswith("h") else "tcvn3"
    return "vni" if name.startswith(("vni-", "vni ")) else "unicode"


def decode(text: str, encoding: Encoding) -> str:
    """Unicode text; text said to be Unicode that is full of another encoding's codes is taken as that."""
    if encoding == "unicode":
        encoding = _guess_encoding(text)
    match encoding:
        case "tcvn3":
            return text.translate(_TCVN3)
        case "tcvn3-capitals":
            return text.translate(_TCVN3).upper()
        case "vni":
            return _decode_vni(text)
        case "unicode":
            return text


def _guess_encoding(text: str) -> Encoding:
    if _UNICODE_ONLY.search(text):
        return "unicode"
    least = max(_MIN_SIGNS, _MIN_SHARE * len(text))
    tcvn3, vni = len(_TCVN3_ONLY.findall(text)), len(_VNI_ONLY.findall(text))
    if max(tcvn3, vni) < least:
        return "unicode"
    return "tcvn3" if tcvn3 >= vni else "vni"


def _decode_vni(text: str) -> str:
    pieces: list[str] = []
    for i, char in enumerate(text):
        marks = _VNI_MARKS.get(char.lower())
        if marks and i and _takes_mark(text, i):
            pieces.append(marks)
        else:
            pieces.append(char.translate(_VNI_LETTERS))
    return unicodedata.normalize("NFC", "".join(pieces))


def _takes_mark(text: Sequence[str], i: int) -> bool:
    return text[i - 1] in _VNI_BASES
