"""Word's styles: what a paragraph or a run has without saying so itself."""

from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from assistant.reading.word.xml import W, child_value, int_value, is_on


@dataclass(frozen=True, slots=True)
class Look:
    """Properties that decide what text is printed; ``None`` where nothing is said."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    is_centred: bool | None = None
    list_id: int | None = None
    list_level: int | None = None
    list_style: str | None = None
    """The style that puts the paragraph into its list."""
    name: str = ""

    def over(self, base: "Look") -> "Look":
        """This look with its gaps filled from another one."""
        return Look(
            font=self.font or base.font,
            capitals=base.capitals if self.capitals is None else self.capitals,
            hidden=base.hidden if self.hidden is None else self.hidden,
            is_centred=base.is_centred if self.is_centred is None else self.is_centred,
            list_id=base.list_id if self.list_id is None else self.list_id,
            list_level=base.list_level if self.list_level is None else self.list_level,
            list_style=base.list_style if self.list_id is None else self.list_style,
            name=self.name or base.name,
        )


class Styles:
    """The styles of a document by id, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        """``root`` is the styles part, ``None`` where the document has none."""
        self._looks: dict[str, Look] = {}
        self._defaults: dict[str, str] = {}
        self._base = Look()
        if root is None:
            return
        self._base = run_look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        elements = {style.get(W + "styleId") or "": style for style in root.iterchildren(W + "style")}
        for style_id, style in elements.items():
            self._looks[style_id] = self._resolve(style_id, elements)
            if (style.get(W + "default") or "0") in {"1", "true", "on"}:
                self._defaults[style.get(W + "type") or ""] = style_id

    def paragraph(self, style_id: str | None) -> Look:
        """The look of a paragraph style; of the default one where a paragraph names none."""
        known = style_id if style_id in self._looks else self._defaults.get("paragraph", "")
        return self._looks.get(known or "", self._base)

    def character(self, style_id: str | None) -> Look:
        """The look of a character style; an empty one where a run names none."""
        return self._looks.get(style_id or "", Look())

    def _resolve(self, style_id: str, elements: dict[str, Element]) -> Look:
        look = Look()
        seen: set[str] = set()
        current: str | None = style_id
        while current in elements and current not in seen:
            seen.add(current)
            style = elements[current]
            own = paragraph_look(style.find(W + "pPr")).over(run_look(style.find(W + "rPr")))
            if own.list_id is not None:
                own = replace(own, list_style=current)
            look = look.over(replace(own, name=(child_value(style, "name") or "").lower()))
            current = child_value(style, "basedOn")
        is_character = elements[style_id].get(W + "type") == "character"
        return look if is_character else look.over(self._base)


def run_look(properties: Element | None) -> Look:
    """What ``w:rPr`` says."""
    if properties is None:
        return Look()
    fonts = properties.find(W + "rFonts")
    font = None
    if fonts is not None:
        font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
    return Look(font=font, capitals=is_on(properties, "caps"), hidden=is_on(properties, "vanish"))


def paragraph_look(properties: Element | None) -> Look:
    """What ``w:pPr`` says of alignment and lists."""
    alignment = child_value(properties, "jc")
    is_centred = alignment == "center" if alignment else None
    numbers = properties.find(W + "numPr") if properties is not None else None
    if numbers is None:
        return Look(is_centred=is_centred)
    list_id, level = child_value(numbers, "numId"), child_value(numbers, "ilvl")
    return Look(
        is_centred=is_centred,
        list_id=int_value(list_id, 0) if list_id is not None else None,
        list_level=int_value(level, 0) if level is not None else None,
    )
