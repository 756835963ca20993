"""The styles of a LibreOffice text: what a paragraph is, and how its characters look (chapter 16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.sources.drafts.draft import OWN_FORMATTING, CharacterAppearance, CharacterFormatting, ParagraphKind
from pipeline.sources.drafts.style_names import is_link, style_role
from pipeline.sources.office.trees import XmlElement
from pipeline.text.model import Alignment, Mark

_DEEPEST = 32
"""Styles that are based on one another; more than that is a circle."""

_CODED = re.compile(r"_([0-9a-fA-F]{1,4})_")
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d+)?)(in|cm|mm|pt|pc|px)?")
_TWIPS = {"in": 1440, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pt": 20, "pc": 240, "px": 15}
_ALIGNMENTS = {"center": Alignment.CENTER, "end": Alignment.END, "right": Alignment.END}
_BOLD = frozenset({"bold", "600", "700", "800", "900"})


def twips(value: str) -> int | None:
    """A length in twentieths of a point; None where it is none."""
    found = _LENGTH.fullmatch(value)
    return round(float(found[1]) * _TWIPS[found[2] or "pt"]) if found else None


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name for people, whether the program made it for direct formatting, and its properties."""

    name: str
    parent: str
    automatic: bool
    text: XmlElement | None
    paragraph: XmlElement | None
    list_name: str | None
    outline: str


class Styles:
    """The styles of one document."""

    def __init__(self, content: XmlElement, styles: XmlElement) -> None:
        """Know each style by its family and name."""
        self._styles: dict[tuple[str, str], Style] = {}
        for tree, group, automatic in (
            (styles, "office:styles", False),
            (content, "office:automatic-styles", True),
        ):
            for node in (tree.child(group) or XmlElement("")).children:
                if node.name == "style:style":
                    name = node.get("style:name")
                    self._styles[node.get("style:family"), name] = Style(
                        node.get("style:display-name") or _CODED.sub(lambda found: chr(int(found[1], 16)), name),
                        node.get("style:parent-style-name"),
                        automatic,
                        node.child("style:text-properties"),
                        node.child("style:paragraph-properties"),
                        node.values.get("style:list-style-name"),
                        node.get("style:default-outline-level"),
                    )

    def chain(self, family: str, name: str) -> Iterator[Style]:
        """The style and those that it is based on, the nearest first."""
        for _ in range(_DEEPEST):
            if (family, name) not in self._styles:
                return
            yield self._styles[family, name]
            name = self._styles[family, name].parent

    def paragraph(self, name: str) -> tuple[Style, ...]:
        """The style of a paragraph and those below it."""
        return tuple(self.chain("paragraph", name))

    @staticmethod
    def kind(chain: Sequence[Style], outline: str) -> tuple[ParagraphKind, int]:
        """What the paragraph is, and the level of a heading; ``outline`` is its own level, where it is ``text:h``."""
        found = next((found for each in chain if (found := style_role(each.name))), None)
        if found and found[0] not in {ParagraphKind.HEADING, ParagraphKind.QUOTE, ParagraphKind.CAPTION}:
            return found
        level = outline or next((each.outline for each in chain if each.outline), "")
        if level.isdecimal() and 0 < int(level[:3]) <= 10:  # noqa: PLR2004 - LibreOffice has ten levels
            return ParagraphKind.HEADING, int(level)
        return found or (ParagraphKind.BODY, 0)

    @staticmethod
    def alignment(chain: Sequence[Style]) -> Alignment:
        """Where its words stand."""
        said = (each.paragraph.get("fo:text-align") for each in chain if each.paragraph)
        return _ALIGNMENTS.get(next(filter(None, said), ""), Alignment.START)

    def characters(self, spans: Sequence[str], chain: Sequence[Style], kind: ParagraphKind) -> CharacterAppearance:
        """How characters inside these spans look, the outermost first. What the style of a heading gives is none of theirs."""
        near = [
            each.text
            for span in reversed(spans)
            for each in self.chain("text", span)
            if each.text and not is_link(each.name)
        ]
        near += [each.text for each in chain if each.automatic and each.text]
        below = [each.text for each in chain if not each.automatic and each.text]

        def first(nodes: Sequence[XmlElement], name: str) -> str:
            return next((said for node in nodes if (said := node.get(name))), "")

        def said(name: str, yes: frozenset[str]) -> bool:
            base = first(below, name) in yes
            own = first(near, name)
            return (own in yes if own else base) and not (base and kind in OWN_FORMATTING)

        def value(name: str) -> str:
            return first(near if kind in OWN_FORMATTING else [*near, *below], name)

        formatting = CharacterFormatting(
            said("fo:font-weight", _BOLD),
            said("fo:font-style", frozenset({"italic", "oblique"})),
            value("style:text-underline-style") not in {"", "none"},
            value("style:text-line-through-style") not in {"", "none"}
            or value("style:text-line-through-type") not in {"", "none"},
            _raised(value("style:text-position")),
        )
        capitals = value("fo:text-transform") == "uppercase" or value("fo:font-variant") == "small-caps"
        every = [*near, *below]
        font = first(every, "style:font-name") or first(every, "fo:font-family").strip("'\"")
        # Around all of a paragraph a background is its frame, and no marker pen.
        spanned = [node for span in spans for each in self.chain("text", span) if (node := each.text)]
        marked = first(spanned, "fo:background-color") not in {"", "transparent"}
        return CharacterAppearance(formatting, first(every, "text:display") == "none", font, capitals, marked)

    @staticmethod
    def indent(chain: Sequence[Style], listed: int | None) -> int:
        """How far the words stand from the edge: as the paragraph or its style says, where that is nearer than its list."""
        for style in chain:
            own = twips(style.paragraph.get("fo:margin-left")) if style.paragraph else None
            if own is not None:
                return own
            if style.list_name and listed is not None:
                return listed
        return listed or 0


def _raised(position: str) -> Mark | None:
    """Whether text is raised or lowered: a word or a share of its height, before its size (20.395)."""
    first = position.split(maxsplit=1)[0] if position.split() else ""
    if first == "super" or (first.endswith("%") and not first.startswith("-") and first.strip("0.%")):
        return Mark.SUPERSCRIPT
    return Mark.SUBSCRIPT if first == "sub" or first.startswith("-") else None
