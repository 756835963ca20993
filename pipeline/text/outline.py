"""The model as indented text, for people who want to see what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from pipeline.text.concordance import lines_of
from pipeline.text.model import (
    Block,
    BlockQuote,
    BulletList,
    Caption,
    Cell,
    Counting,
    Emphasis,
    Heading,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    ListItem,
    Marked,
    Note,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Strong,
    Table,
    Text,
)


def tree(numbered: NumberedChapter) -> str:
    """The chapter as an indented tree, one node a line."""
    chapter = numbered.chapter
    day = chapter.resolution.day.isoformat() if chapter.resolution.day else "–"
    head = [
        f"Chapter {chapter.title!r} ({numbered.slug})",
        f"  kind {chapter.kind!r}, section {chapter.section!r}",
        f"  resolution {chapter.resolution.body!r}, {day}",
        f"  rule: width {numbered.rule.width}, heading share {numbered.rule.heading_share:g}",
    ]
    return "\n".join([*head, *_blocks(chapter.blocks, "  ")])


def _blocks(blocks: Iterable[Block], indent: str) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(level, content):
                yield f"{indent}Heading {level}{_span(content)}: {_inlines(content)}"
            case Paragraph(content):
                yield f"{indent}Paragraph{_span(content)}: {_inlines(content)}"
            case BulletList(items):
                yield f"{indent}BulletList, {len(items)} items"
                yield from _items(items, f"{indent}  ")
            case OrderedList(items, start, style=style):
                counting = "" if style is Counting.DECIMAL else f", {style}"
                yield f"{indent}OrderedList from {start}{counting}, {len(items)} items"
                yield from _items(items, f"{indent}  ")
            case BlockQuote(inner):
                yield f"{indent}BlockQuote"
                yield from _blocks(inner, f"{indent}  ")
            case Preformatted(content):
                yield f"{indent}Preformatted{_span(content)}: {_inlines(content)}"
            case Table(header, rows, alignments, caption):
                heads = "" if len(header) == 1 else f", {len(header)} of heads"
                yield f"{indent}Table, {len(rows)} rows of {len(alignments)}{heads}{_below(caption)}"
                for row in (*header, *rows):
                    yield f"{indent}  {' | '.join(map(_cell, row))}"
            case Picture(file, alternative, caption=caption):
                yield f"{indent}Picture {file!r}, {alternative!r}{_below(caption)}"
            case _:
                assert_never(block)


def _items(items: Iterable[ListItem], indent: str) -> Iterator[str]:
    for item in items:
        label = f" {item.label!r}" if item.label else ""
        yield f"{indent}ListItem{label}{_span(item.content)}: {_inlines(item.content)}"
        yield from _blocks(item.blocks, f"{indent}  ")


def _below(caption: Caption | None) -> str:
    return f": {_inlines(caption.content)}" if caption else ""


def _cell(cell: Cell) -> str:
    """Its words; how many columns and rows it spans, where that is not one of each; a mark where it heads its row."""
    spans = "" if cell.columns == cell.rows == 1 else f" ({cell.columns} × {cell.rows})"
    return f"{_inlines(cell.content)}{spans}{' →' if cell.heading else ''}"


def _span(content: Inlines) -> str:
    """The lines of a block, after a space; nothing where it has none."""
    numbers = [line.number for line in lines_of(content)]
    if not numbers:
        return ""
    return f" {numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f" {numbers[0]}"


def _inlines(content: Inlines) -> str:
    parts = []
    for inline in content:
        match inline:
            case Text(text):
                parts.append(text)
            case Emphasis(inner):
                parts.append(f"Emphasis[{_inlines(inner)}]")
            case Strong(inner):
                parts.append(f"Strong[{_inlines(inner)}]")
            case Marked(mark, inner):
                parts.append(f"{mark.capitalize()}[{_inlines(inner)}]")
            case Link(target, inner):
                parts.append(f"Link({target})[{_inlines(inner)}]")
            case Reference(first, last, chapter, inner):
                parts.append(f"Reference({chapter}{'#' if chapter else ''}{first}–{last})[{_inlines(inner)}]")
            case LineBreak():
                parts.append("⏎")
            case Note(number, blocks):
                parts.append(f"Note({number})[{' '.join(each.strip() for each in _blocks(blocks, ''))}]")
            case LineStart(number, broken_word):
                parts.append(f"⟨{number}{'-' if broken_word else ''}⟩")
            case _:
                assert_never(inline)
    return "".join(parts)
