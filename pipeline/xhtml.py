"""The model → XHTML: one body that the web page, the PDFs and the EPUB share.

A line is not an element, since lines run through emphasis. It is a row of fragments: the first carries the line's
anchor and an empty mark with its number, which style sheets show and screen readers never speak.

    <p><span class="line turn" id="zeile-36"><span class="number" …></span>den Masterplan </span>
       <span class="line" id="zeile-37"><span class="number" …></span>umsetzen.</span></p>

Emphasis that stays within a line stands inside its fragment. Emphasis that a line end runs through stands around
fragments, so that it remains one element. ``turn`` marks the fragment that ends a line inside its block, ``hyphen`` a
line whose word the rule has cut. The space that joins two lines stands at the end of the earlier one: outside the
fragments it would be lost where style sheets force the line to end (Chromium 156).

What an edition adds around the text is its ``Apparatus``: links from the numbers to the line edition, and the marks of
another edition's pages. It never adds a character to a line.

PDF tags follow from the elements (WeasyPrint 70, ``pdf/tags.py``): section → Sect, h1 to h6 → H1 to H6, p → P,
ul and ol → L, li → LI.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from markupsafe import Markup

from pipeline import anchors, markup, walk
from pipeline.concordance import Concordance, Line
from pipeline.markup import element, joined
from pipeline.model import (
    Block,
    Blocks,
    BulletList,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineStart,
    ListItem,
    OrderedList,
    Paragraph,
    Strong,
    Text,
)


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What an edition adds around the text; nothing, unless it says so."""

    prefix: str = ""
    """What ids begin with where a book holds several chapters, such as ``kapitel-inklusion-`` (house contract)."""
    line_edition: str | None = None
    """The document that holds the line edition (empty: the same one), where there is one to link to."""
    pages: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Pages of the PDF that begin with a line, by the number of that line."""


BARE = Apparatus()


def body(blocks: Blocks, apparatus: Apparatus = BARE) -> Markup:
    """The sections of a chapter, each heading together with what it stands over."""
    return joined(_section(section, apparatus) for section in walk.sections(blocks))


def _section(section: walk.Section, apparatus: Apparatus) -> Markup:
    content = joined(block(each, apparatus) for each in section.blocks)
    way = _way_to_lines(section, apparatus)
    if section.heading is None:
        return element("section", way, content, class_="opening")
    name = anchors.section(section, apparatus.prefix)
    heading = _heading(2, section.heading.content, apparatus, name)
    return element("section", heading, way, content, aria_labelledby=name)


def _way_to_lines(section: walk.Section, apparatus: Apparatus) -> Markup:
    """The link to the section's lines in the line edition."""
    if apparatus.line_edition is None:
        return Markup()
    target = f"{apparatus.line_edition}#{anchors.edition_section(section, apparatus.prefix)}"
    return element("p", element("a", section.lines, href=target), class_="way furniture")


def block(node: Block, apparatus: Apparatus = BARE) -> Markup:
    """The element of a block. The title of the document is h1, so headings of the first level are h2."""
    match node:
        case Heading(level, content):
            return _heading(min(level + 1, 6), content, apparatus)
        case Paragraph(content):
            # A paragraph of one line may lead into the list below and must not be parted from it.
            alone = len(walk.line_starts(content)) == 1
            return element("p", inlines(content, apparatus), class_="lead" if alone else None)
        case BulletList(items):
            return element("ul", _items(items, apparatus))
        case OrderedList(items, start):
            return element("ol", _items(items, apparatus), start=None if start == 1 else start)
        case _:
            assert_never(node)


def _heading(level: int, content: Inlines, apparatus: Apparatus, name: str | None = None) -> Markup:
    """The heading; marks of pages stand around it, since inside they would be part of its name (Chromium 156)."""
    first, *rest = (_marks(start, apparatus, "div") for start in walk.line_starts(content))
    text = inlines(content, replace(apparatus, pages={}))
    return joined([first, element(f"h{level}", text, id=name), *rest])


def page_mark(page: int, prefix: str = "", inside: str = "div") -> Markup:
    """The place where a page of the PDF begins: empty but for its label (DPUB-ARIA 1.1, doc-pagebreak)."""
    return element(
        inside, id=anchors.page(page, prefix), class_="page", role="doc-pagebreak", epub_type="pagebreak",
        aria_label=f"Seite {page}",
    )  # fmt: skip


def _marks(start: LineStart, apparatus: Apparatus, inside: str = "span") -> Markup:
    """The marks of the pages that begin with the line."""
    return joined(page_mark(page, apparatus.prefix, inside) for page in apparatus.pages.get(start.number, ()))


def _items(items: Iterable[ListItem], apparatus: Apparatus) -> Markup:
    return joined(
        element("li", inlines(item.content, apparatus), *(block(each, apparatus) for each in item.blocks))
        for item in items
    )


def inlines(
    content: Sequence[Inline], apparatus: Apparatus = BARE, following: Text | LineStart | None = None
) -> Markup:
    """The inlines as fragments of lines; ``following`` is the leaf after them in the block, if there is one."""
    nodes, parts, at = _settled(content), list[Markup](), 0
    while at < len(nodes):
        node = nodes[at]
        if _crosses(node):
            after = _leaf(nodes[at + 1 :]) or following
            parts.append(_element(node, inlines(_content(node), apparatus, after)))
            at += 1
            continue
        start = node if isinstance(node, LineStart) else None
        begin = at + 1 if start else at
        at = begin
        while at < len(nodes) and not isinstance(nodes[at], LineStart) and not _crosses(nodes[at]):
            at += 1
        after = _leaf(nodes[at:]) or following
        parts.append(_fragment(start, nodes[begin:at], after if isinstance(after, LineStart) else None, apparatus))
    return joined(parts)


def _fragment(
    start: LineStart | None, content: Sequence[Inline], turn: LineStart | None, apparatus: Apparatus
) -> Markup:
    """A part of one line; ``start`` if the line begins here, ``turn`` the line that begins after it."""
    classes = "line" + (" turn" if turn else "") + (" hyphen" if turn and turn.broken_word else "")
    text = joined(_plain(node) for node in content)
    if start is None:
        return element("span", text, class_=classes)
    name = anchors.line(start.number, apparatus.prefix)
    line = element("span", _number(start, apparatus), text, class_=classes, id=name)
    return joined([_marks(start, apparatus), line])


def _number(start: LineStart, apparatus: Apparatus) -> Markup:
    """The mark that shows the line's number: silent, and a link where there is a line edition.

    No stop for the Tab key: 273 of them would bury the text. The line edition is reached by the link of the section.
    """
    if apparatus.line_edition is None:
        return element("span", class_="number", data_number=start.number, aria_hidden="true")
    target = f"{apparatus.line_edition}#{anchors.edition_line(start.number, apparatus.prefix)}"
    return element("a", class_="number", data_number=start.number, aria_hidden="true", href=target, tabindex="-1")


def _plain(node: Inline) -> Markup:
    """An inline that lies within one line."""
    match node:
        case Text(text):
            return markup.text(text)
        case Emphasis(content) | Strong(content):
            return _element(node, joined(_plain(each) for each in content))
        case LineStart():
            raise ValueError(f"line {node.number} begins inside a fragment")
        case _:
            assert_never(node)


def _element(node: Inline, content: Markup) -> Markup:
    match node:
        case Emphasis():
            return element("em", content)
        case Strong():
            return element("strong", content)
        case Text() | LineStart():
            return content
        case _:
            assert_never(node)


def _content(node: Inline) -> Inlines:
    match node:
        case Emphasis(content) | Strong(content):
            return content
        case Text() | LineStart():
            return ()
        case _:
            assert_never(node)


def _crosses(node: Inline) -> bool:
    """Whether a line begins inside the node."""
    return not isinstance(node, Text | LineStart) and bool(walk.line_starts(_content(node)))


def _leaf(nodes: Sequence[Inline]) -> Text | LineStart | None:
    return next(walk.leaves(nodes), None)


def _settled(content: Sequence[Inline]) -> Sequence[Inline]:
    """The inlines with every line start beside the text that it belongs to."""
    bare = all(isinstance(node, Text | LineStart) for node in content)
    return content if bare else _moved_in(_moved_out(content))


def _moved_out(content: Iterable[Inline]) -> list[Inline]:
    """The inlines with line starts that end emphasis moved behind it: their text is there."""
    result: list[Inline] = []
    for node in content:
        inner, starts = _moved_out(_content(node)), list[Inline]()
        while inner and isinstance(inner[-1], LineStart):
            starts.insert(0, inner.pop())
        match node:
            case Emphasis():
                result += [Emphasis(tuple(inner)), *starts] if inner else starts
            case Strong():
                result += [Strong(tuple(inner)), *starts] if inner else starts
            case Text() | LineStart():
                result.append(node)
            case _:
                assert_never(node)
    return result


def _moved_in(content: Sequence[Inline]) -> list[Inline]:
    """The inlines with a line start that directly precedes crossed emphasis moved into it: its text is there."""
    result: list[Inline] = []
    for node in content:
        if _crosses(node) and result and isinstance(result[-1], LineStart):
            start = result.pop()
            inner = (start, *_content(node))
            result.append(Strong(inner) if isinstance(node, Strong) else Emphasis(inner))
        else:
            result.append(node)
    return result


def line_edition(blocks: Blocks, lines: Concordance, document: str, prefix: str = "") -> Markup:
    """Every line with its number as text, by section, each linked to its place in ``document`` (Zeilenfassung)."""
    numbered = {line.number: line for line in lines}
    return joined(
        _edition_of(section, [numbered[number] for number in range(section.first, section.last + 1)], document, prefix)
        for section in walk.sections(blocks)
    )


def _edition_of(section: walk.Section, lines: Iterable[Line], document: str, prefix: str) -> Markup:
    name = anchors.edition_section(section, prefix)
    heading = element("h2", f"{section.title or 'Vorspann'} ({section.lines})", id=name)
    items = (
        element(
            "li", element("a", f"Zeile {line.number}:", href=f"{document}#{anchors.line(line.number, prefix)}"), " ",
            line.printed, id=anchors.edition_line(line.number, prefix),
        )
        for line in lines
    )  # fmt: skip
    return element("section", heading, element("ol", *items, class_="lines"), aria_labelledby=name)
