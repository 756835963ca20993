"""The model → XHTML: one body that the web page, the PDFs and the EPUB share.

A line is not an element, since lines run through emphasis. It is a row of fragments: the first carries the line's
anchor and an empty mark with its number, which style sheets show and screen readers never speak.

    <p><span class="line turn" id="zeile-36"><span class="number" …></span>den Masterplan </span>
       <span class="line" id="zeile-37"><span class="number" …></span>umsetzen.</span></p>

Emphasis that stays within a line stands inside its fragment. Emphasis that a line end runs through stands around
fragments, so that it remains one element. ``turn`` marks the fragment that ends a line inside its block, ``hyphen`` a
line whose word the rule has cut. The space that joins two lines stands at the end of the earlier one: outside the
fragments it would be lost where style sheets force the line to end (Chromium 156).

PDF tags follow from the elements (WeasyPrint 70, ``pdf/tags.py``): section → Sect, h1 to h6 → H1 to H6, p → P,
ul and ol → L, li → LI.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from markupsafe import Markup, escape

from pipeline import walk
from pipeline.concordance import Concordance
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


def anchor(number: int) -> str:
    """The id of a line (house contract)."""
    return f"zeile-{number}"


def section_anchor(section: walk.Section) -> str:
    """The id of a section: that of its first line, made a section's, so that it is stable and unique."""
    return f"abschnitt-{section.first}"


def body(blocks: Blocks) -> Markup:
    """The sections of a chapter, each heading together with what it stands over."""
    return _joined(_section(section) for section in walk.sections(blocks))


def _section(section: walk.Section) -> Markup:
    content = _joined(block(each) for each in section.blocks)
    if section.heading is None:
        return Markup('<section class="opening">{}</section>').format(content)
    name = section_anchor(section)
    heading = Markup('<h2 id="{}">{}</h2>').format(name, inlines(section.heading.content))
    return Markup('<section aria-labelledby="{}">{}{}</section>').format(name, heading, content)


def block(node: Block) -> Markup:
    """The element of a block. The title of the document is h1, so headings of the first level are h2."""
    match node:
        case Heading(level, content):
            return Markup("<h{0}>{1}</h{0}>").format(min(level + 1, 6), inlines(content))
        case Paragraph(content):
            return Markup("<p{}>{}</p>").format(_alone(content), inlines(content))
        case BulletList(items):
            return Markup("<ul>{}</ul>").format(_items(items))
        case OrderedList(items, start):
            attribute = Markup(' start="{}"').format(start) if start != 1 else ""
            return Markup("<ol{}>{}</ol>").format(attribute, _items(items))
        case _:
            assert_never(node)


def _alone(content: Inlines) -> Markup:
    """The class of a paragraph of one line: it may lead into the list below and must not be parted from it."""
    return Markup(' class="lead"') if len(walk.line_starts(content)) == 1 else Markup()


def _items(items: Iterable[ListItem]) -> Markup:
    return _joined(
        Markup("<li>{}{}</li>").format(inlines(item.content), _joined(block(each) for each in item.blocks))
        for item in items
    )


def inlines(content: Sequence[Inline], following: Text | LineStart | None = None) -> Markup:
    """The inlines as fragments of lines; ``following`` is the leaf after them in the block, if there is one."""
    nodes, parts, at = _moved_in(_moved_out(content)), list[Markup](), 0
    while at < len(nodes):
        node = nodes[at]
        if _crosses(node):
            parts.append(_element(node, inlines(_content(node), _leaf(nodes[at + 1 :]) or following)))
            at += 1
            continue
        start = node if isinstance(node, LineStart) else None
        begin = at + 1 if start else at
        at = begin
        while at < len(nodes) and not isinstance(nodes[at], LineStart) and not _crosses(nodes[at]):
            at += 1
        after = _leaf(nodes[at:]) or following
        parts.append(_fragment(start, nodes[begin:at], after if isinstance(after, LineStart) else None))
    return _joined(parts)


def _fragment(start: LineStart | None, content: Sequence[Inline], turn: LineStart | None) -> Markup:
    """A part of one line; ``start`` if the line begins here, ``turn`` the line that begins after it."""
    classes = "line" + (" turn" if turn else "") + (" hyphen" if turn and turn.broken_word else "")
    text = _joined(_plain(node) for node in content)
    if start is None:
        return Markup('<span class="{}">{}</span>').format(classes, text)
    mark = Markup('<span class="number" data-number="{}" aria-hidden="true"></span>').format(start.number)
    return Markup('<span class="{}" id="{}">{}{}</span>').format(classes, anchor(start.number), mark, text)


def _plain(node: Inline) -> Markup:
    """An inline that lies within one line."""
    match node:
        case Text(text):
            return escape(text)
        case Emphasis(content) | Strong(content):
            return _element(node, _joined(_plain(each) for each in content))
        case LineStart():
            raise ValueError(f"line {node.number} begins inside a fragment")
        case _:
            assert_never(node)


def _element(node: Inline, content: Markup) -> Markup:
    match node:
        case Emphasis():
            return Markup("<em>{}</em>").format(content)
        case Strong():
            return Markup("<strong>{}</strong>").format(content)
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
    return bool(walk.line_starts(_content(node)))


def _leaf(nodes: Sequence[Inline]) -> Text | LineStart | None:
    return next(walk.leaves(nodes), None)


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


def line_edition(blocks: Blocks, lines: Concordance, document: str) -> Markup:
    """Every line with its number as text, by section, each linked to its place in ``document`` (Zeilenfassung)."""
    return _joined(
        Markup('<section aria-labelledby="fassung-{0}"><h{1} id="fassung-{0}">{2}</h{1}><ol class="lines">{3}</ol></section>').format(
            section_anchor(section), 2, f"{section.title or 'Vorspann'} ({section.lines})",
            _joined(
                Markup('<li id="fassung-{0}"><a href="{1}#{2}">Zeile {0}:</a> {3}</li>').format(
                    line.number, document, anchor(line.number), line.printed
                )
                for line in lines if section.first <= line.number <= section.last
            ),
        )
        for section in walk.sections(blocks)
    )  # fmt: skip


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
