"""The styles of a Word document: what a paragraph is, and how its characters look (17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sources.drafts.draft import OWN_FORMATTING, CharacterAppearance, CharacterFormatting, ParagraphKind
from pipeline.sources.drafts.style_names import is_link, style_role
from pipeline.sources.office.trees import XmlElement
from pipeline.text.model import Alignment, Mark

_DEEPEST = 32
"""Styles that are based on one another; more than that is a circle."""

_BODY_LEVEL = 9
"""w:outlineLvl of text that is no heading (17.3.1.20)."""

_SEEN = 4
"""Half points."""

_RAISED = {"superscript": Mark.SUPERSCRIPT, "subscript": Mark.SUBSCRIPT}
_ALIGNMENTS = {"center": Alignment.CENTER, "right": Alignment.END, "end": Alignment.END}


def is_on(node: XmlElement | None) -> bool | None:
    """Whether a property that is on or off is on (17.17.4); None where it is not said."""
    return None if node is None else node.get("w:val", "1") not in {"0", "false", "off", "none"}


def whole_number(value: str, otherwise: int = 0) -> int:
    """A whole number of the document; what is none, or beyond all measure, is as if not said."""
    plain = value.removeprefix("-").partition(".")[0]
    return int(value.partition(".")[0]) if plain.isascii() and plain.isdigit() and len(plain) < 7 else otherwise  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name, what it is based on, and its properties."""

    name: str
    base: str
    ppr: XmlElement | None
    rpr: XmlElement | None


class Styles:
    """The styles of one document."""

    def __init__(self, tree: XmlElement) -> None:
        """Know each style by its id, and the default one of paragraphs."""
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, tuple[tuple[str, Style], ...]] = {}
        self._plain: dict[tuple[str, ParagraphKind], CharacterAppearance] = {}
        self._default = ""
        for node in tree.children:
            if node.name != "w:style":
                continue
            name, base = node.child("w:name"), node.child("w:basedOn")
            own = node.get("w:styleId")
            self._styles[own] = Style(
                name.get("w:val") if name else own,
                base.get("w:val") if base else "",
                node.child("w:pPr"),
                node.child("w:rPr"),
            )
            if node.get("w:type") == "paragraph" and node.get("w:default", "0") in {"1", "true", "on"}:
                self._default = own

    def chain(self, style: str) -> tuple[tuple[str, Style], ...]:
        """The style and those that it is based on, the nearest first."""
        if style not in self._chains:
            self._chains[style] = tuple(self._based(style))
        return self._chains[style]

    def _based(self, style: str) -> Iterator[tuple[str, Style]]:
        for _ in range(_DEEPEST):
            if style not in self._styles:
                return
            yield style, self._styles[style]
            style = self._styles[style].base

    def of(self, ppr: XmlElement | None) -> str:
        """The style of a paragraph."""
        node = ppr.child("w:pStyle") if ppr else None
        return node.get("w:val") if node and node.get("w:val") in self._styles else self._default

    def property(self, ppr: XmlElement | None, name: str) -> XmlElement | None:
        """A property of a paragraph: its own, else the nearest of its styles."""
        if ppr and (own := ppr.child(name)):
            return own
        found = (each.ppr.child(name) for _, each in self.chain(self.of(ppr)) if each.ppr)
        return next((node for node in found if node), None)

    def kind(self, ppr: XmlElement | None) -> tuple[ParagraphKind, int]:
        """What the paragraph is, and the level of a heading, from 1."""
        named_ = next((found for _, each in self.chain(self.of(ppr)) if (found := style_role(each.name))), None)
        if named_ and named_[0] not in {ParagraphKind.HEADING, ParagraphKind.QUOTE, ParagraphKind.CAPTION}:
            return named_
        outline = self.property(ppr, "w:outlineLvl")
        if outline:
            level = whole_number(outline.get("w:val"), _BODY_LEVEL)
            if 0 <= level < _BODY_LEVEL:
                return ParagraphKind.HEADING, level + 1
            if named_ and named_[0] is ParagraphKind.HEADING:
                return ParagraphKind.BODY, 0
        return named_ or (ParagraphKind.BODY, 0)

    def alignment(self, ppr: XmlElement | None) -> Alignment:
        """Where its words stand."""
        node = self.property(ppr, "w:jc")
        return _ALIGNMENTS.get(node.get("w:val"), Alignment.START) if node else Alignment.START

    def characters(self, rpr: XmlElement | None, ppr: XmlElement | None, kind: ParagraphKind) -> CharacterAppearance:
        """How a run looks. What the style of a heading, caption or quotation gives to all of it is no formatting of the run."""
        if rpr:
            return self._characters(rpr, ppr, kind)
        key = self.of(ppr), kind
        if key not in self._plain:
            self._plain[key] = self._characters(None, ppr, kind)
        return self._plain[key]

    def _characters(self, rpr: XmlElement | None, ppr: XmlElement | None, kind: ParagraphKind) -> CharacterAppearance:
        paragraph = [each.rpr for _, each in self.chain(self.of(ppr)) if each.rpr]
        style = rpr.child("w:rStyle") if rpr else None
        character = (
            [each.rpr for _, each in self.chain(style.get("w:val")) if each.rpr and not is_link(each.name)]
            if style
            else []
        )

        def first(nodes: list[XmlElement], *names: str) -> bool | None:
            return next((on for node in nodes for name in names if (on := is_on(node.child(name))) is not None), None)

        def toggled(*names: str) -> bool:
            below, above = bool(first(paragraph, *names)), bool(first(character, *names))
            own = first([rpr], *names) if rpr else None
            on = own if own is not None else below != above  # 17.7.3: toggle properties
            return on and not (below and kind in OWN_FORMATTING)

        def plain(name: str) -> XmlElement | None:
            chain = [*([rpr] if rpr else []), *character, *([] if kind in OWN_FORMATTING else paragraph)]
            return next((found for node in chain if (found := node.child(name))), None)

        raised = plain("w:vertAlign")
        fonts = [node.child("w:rFonts") for node in [*([rpr] if rpr else []), *character, *paragraph]]
        font = next(
            (
                each.get("w:ascii") or each.get("w:hAnsi")
                for each in fonts
                if each and (each.get("w:ascii") or each.get("w:hAnsi"))
            ),
            "",
        )
        formatting = CharacterFormatting(
            toggled("w:b"),
            toggled("w:i"),
            bool(is_on(plain("w:u"))),
            toggled("w:strike", "w:dstrike"),
            _RAISED.get(raised.get("w:val")) if raised else _moved(plain("w:position")),
        )
        capitals = toggled("w:caps") or toggled("w:smallCaps")
        return CharacterAppearance(formatting, toggled("w:vanish"), font, capitals, bool(is_on(plain("w:highlight"))))


def _moved(node: XmlElement | None) -> Mark | None:
    """Text that stands higher or lower by half points (17.3.2.24), where everybody sees it."""
    by = whole_number(node.get("w:val")) if node else 0
    if abs(by) < _SEEN:
        return None
    return Mark.SUPERSCRIPT if by > 0 else Mark.SUBSCRIPT
