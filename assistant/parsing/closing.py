"""The end of a document: recipients and the signature block."""

import re
from collections.abc import Sequence

from assistant.parsing import patterns
from assistant.parsing.markup import clean
from assistant.text.casing import CAPITAL
from assistant.types import Passage, Signature

# Where lines of a signature block start, should the extraction have run them together.
_LINE_START = re.compile(
    r"(?<!^)(?=\b(?:(?:TM|KT|TL|TUQ|Q)\.|[TK]/[ML])\s)"
    rf"|(?<!\.)(?<!PHÓ)(?<!QUYỀN)\s(?=(?:PHÓ |QUYỀN )?(?:{patterns.POSITIONS})\b)"
)
_DEPUTY = re.compile(r"^(?:(?:KT|TL|TUQ|Q)\.|K/T|T/L)\s")
_FOR = ("TM.", "T/M")
_SIGNED = re.compile(r"[\[(]\s*[Đđ]ã ký\s*[\])]")
_NAME = re.compile(rf"(?<!\S)((?:{CAPITAL}[a-zđà-ỹ]*\s+){{1,4}}{CAPITAL}[a-zđà-ỹ]+)\s*$")


def find_signature(passages: Sequence[Passage]) -> Signature | None:
    """The first signature block of a document, or ``None``."""
    return next((_read_signature(p.text) for p in passages if _is_zone(p, "chu-ky")), None)


def find_recipients(text: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """To whom a document is sent, in order; empty where it does not say.

    Args:
        text: the stored text.
        passages: of the document.
    """
    passage = next((p for p in passages if _is_zone(p, "noi-nhan")), None)
    if passage is None:
        return ()
    items: list[str] = []
    for span in passage.spans:
        line = patterns.RECIPIENTS.sub("", clean(text[span.start : span.end])).strip()
        if not line:
            continue
        if items and not line.startswith(("-", "–")) and not items[-1].endswith((";", ".")):
            items[-1] = f"{items[-1]} {line}"
        else:
            items += [f"{item};" for item in line.split(";")[:-1]] + line.split(";")[-1:]
    names = [name for item in items if (name := item.strip(" -–").rstrip(" ;."))]
    # The archive ends the list; what stands after it are scraps of stamps and handwriting.
    last = next((i for i, name in enumerate(names) if name.startswith("Lưu")), len(names))
    return tuple(names[: last + 1])


def _is_zone(passage: Passage, segment: str) -> bool:
    return passage.locator.rpartition("/")[2] == segment


def _read_signature(text: str) -> Signature:
    text = _SIGNED.sub(" ", text).strip()
    name = _NAME.search(text)
    signatory = name.group(1) if name and not name.group(1).isupper() else None
    if name and signatory:
        text = text[: name.start()].strip()
    lines = [line.strip() for line in _LINE_START.split(text) if line.strip()]
    return Signature(
        authority=next((line for line in lines if line.startswith(_FOR)), None),
        on_behalf=next((line for line in lines if _DEPUTY.match(line)), None),
        position=next(
            (line for line in lines if not line.startswith(_FOR) and not _DEPUTY.match(line)), None
        ),
        signatory=signatory,
    )
