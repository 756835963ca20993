"""The styles of a Word document, those that something in it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from pipeline.editions.docx.wordprocessing.wordml import node, style_key


@dataclass(frozen=True, slots=True)
class StyleDefinition:
    """A style on top of ``Normal``: sizes and distances in points, positions in twips, None and empty as in Normal."""

    name: str
    size: float | None = None
    bold: bool = False
    italic: bool = False
    colour: str = ""
    character: bool = False
    custom: bool = False
    """The name is ours. Any other is one that Word itself knows, and shows in the language of its user."""
    before: float | None = None
    after: float | None = None
    keep_next: bool = False
    rule_above: bool = False
    rule_beside: bool = False
    font: str = ""
    underline: bool = False
    raised: bool = False
    page_before: bool = False
    line: float | None = None
    """The distance of rows as a share of the type's own, 1.5 for one and a half."""
    left: int | None = None
    tab: int | None = None
    outline: int | None = None
    """The level in the document's outline, counted from 0."""


def add_style(document: Document, style: StyleDefinition) -> None:
    """Define the style."""
    kind, base = ("character", "DefaultParagraphFont") if style.character else ("paragraph", "Normal")
    head = [node("name", val=style.name), node("basedOn", val=base), node("qFormat")]
    bodies = [node("pPr", *_paragraph_formatting(style)), node("rPr", *_character_formatting(style))]
    element = node("style", *head, *(body for body in bodies if len(body)), type=kind, styleId=style_key(style.name))
    if style.custom:
        element.set(qn("w:customStyle"), "1")
    document.styles.element.append(element)


def _paragraph_formatting(style: StyleDefinition) -> Iterator[Any]:
    # CT_PPrBase: the schema has these in this order.
    if style.keep_next:
        yield node("keepNext")
        yield node("keepLines")
    if style.page_before:
        yield node("pageBreakBefore")
    if style.rule_above:
        yield node("pBdr", node("top", val="single", sz=4, space=8, color=style.colour or "auto"))
    if style.rule_beside:
        yield node("pBdr", node("left", val="single", sz=18, space=6, color="808080"))
    if style.tab is not None:
        yield node("tabs", node("tab", val="left", pos=style.tab))
    distances = {"before": style.before, "after": style.after}
    given: dict[str, str | int] = {key: int(points * 20) for key, points in distances.items() if points is not None}
    if style.line is not None:
        given |= {"line": int(style.line * 240), "lineRule": "auto"}
    if given:
        yield node("spacing", **given)
    if style.left is not None:
        yield node("ind", left=style.left)
    if style.outline is not None:
        yield node("outlineLvl", val=style.outline)


def _character_formatting(style: StyleDefinition) -> Iterator[Any]:
    if style.font:
        yield node("rFonts", ascii=style.font, hAnsi=style.font, eastAsia=style.font, cs=style.font)
    if style.bold:
        yield node("b")
    if style.italic:
        yield node("i")
    if style.colour:
        yield node("color", val=style.colour)
    if style.size is not None:
        yield node("sz", val=int(style.size * 2))
    if style.underline:
        yield node("u", val="single")
    if style.raised:
        yield node("vertAlign", val="superscript")


def add_styles_in_use(document: Document, styles: Iterable[StyleDefinition]) -> None:
    """Define those of the styles that something in the document has."""
    parts = [document.part, *(each.target_part for each in document.part.rels.values() if each.reltype == RT.FOOTNOTES)]
    used = {each.get(qn("w:val")) for part in parts for each in part.element.iter(qn("w:pStyle"), qn("w:rStyle"))}
    for style in styles:
        if style_key(style.name) in used:
            add_style(document, style)
