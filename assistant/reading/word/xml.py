"""Names and values in WordprocessingML."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_MAX_DIGITS = 9


def child_value(element: "Element | None", name: str) -> str | None:
    """``w:val`` of the child ``w:name``; ``None`` without the element, the child or the value."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def is_on(element: "Element | None", name: str) -> bool | None:
    """Whether the switch ``w:name`` is on; ``None`` where the element says nothing of it."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else (child.get(W + "val") or "true") not in _OFF


def int_value(text: str | None, default: int) -> int:
    """A whole number, or the default for anything that is none."""
    digits = (text or "").removeprefix("-")
    return (
        int(text or "") if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else default
    )
