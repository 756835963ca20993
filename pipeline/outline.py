"""The model as indented text, for people who want to see what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from pipeline.concordance import lines_of
from pipeline.model import (
    Block,
    BulletList,
    Emphasis,
    Heading,
    Inlines,
    LineStart,
    ListItem,
    NumberedChapter,
    OrderedList,
    Paragraph,
    Strong,
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
                yield f"{indent}Heading {level} {_span(content)}: {_inlines(content)}"
            case Paragraph(content):
                yield f"{indent}Paragraph {_span(content)}: {_inlines(content)}"
            case BulletList(items):
                yield f"{indent}BulletList, {len(items)} items"
                yield from _items(items, f"{indent}  ")
            case OrderedList(items, start):
                yield f"{indent}OrderedList from {start}, {len(items)} items"
                yield from _items(items, f"{indent}  ")
            case _:
                assert_never(block)


def _items(items: Iterable[ListItem], indent: str) -> Iterator[str]:
    for item in items:
        yield f"{indent}ListItem {_span(item.content)}: {_inlines(item.content)}"
        yield from _blocks(item.blocks, f"{indent}  ")


def _span(content: Inlines) -> str:
    numbers = [line.number for line in lines_of(content)]
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


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
            case LineStart(number, broken_word):
                parts.append(f"⟨{number}{'-' if broken_word else ''}⟩")
            case _:
                assert_never(inline)
    return "".join(parts)
