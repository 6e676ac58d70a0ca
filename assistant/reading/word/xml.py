"""Names and values in WordprocessingML, and its parts as element trees."""

from lxml import etree
from lxml.etree import _Element as Element

from assistant.reading.archive import Archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the strict variant of the format, and those that everybody writes."""
_OFF = frozenset({"0", "false", "off", "none"})
_MAX_DIGITS = 9


def parse_part(archive: Archive, part: str) -> Element:
    """The root element of a part.

    Raises:
        DocumentError: the part is missing, broken, too large or declares entities.
    """
    data = archive.xml(part)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise archive.broken() from error


def child_value(element: Element | None, name: str) -> str | None:
    """``w:val`` of the child ``w:name``; ``None`` without the element, the child or the value."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def is_on(element: Element | None, name: str) -> bool | None:
    """Whether the switch ``w:name`` is on; ``None`` where the element says nothing of it."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else (child.get(W + "val") or "true") not in _OFF


def int_value(text: str | None, default: int) -> int:
    """A whole number, or the default for anything that is none."""
    digits = (text or "").removeprefix("-")
    return (
        int(text or "") if digits.isascii() and digits.isdigit() and len(digits) <= _MAX_DIGITS else default
    )
