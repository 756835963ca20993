"""How wide the official lines of a book are in the house's font, before any of them is set.

A line is so many ems of the size that text has, since type may become smaller, after so many millimetres of lists and
quotations, which do not. Kerning is left out: it makes lines narrower, never wider by more than a hair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import assert_never

from pipeline.diagnostics import Place
from pipeline.pages import fonts
from pipeline.pages.block_elements import WIDE
from pipeline.text import list_labels
from pipeline.text.model import (
    Block,
    BlockQuote,
    Book,
    BulletList,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    LineStart,
    Link,
    Mark,
    Marked,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Strong,
    Table,
    Text,
)

RAISED = 0.7
"""The size of what is raised or lowered, and of the numbers that call notes (print.css)."""

TAB = 8
"""Spaces from one tab stop to the next (CSS Text 3, 4.2: tab-size)."""

QUOTED = 5.4
"""Millimetres that a quotation is indented by: its padding and its rule (print.css)."""


@dataclass(frozen=True, slots=True)
class Indents:
    """Millimetres that a list is indented by: one whose labels are short, and those with longer ones (block_elements.WIDE)."""

    plain: float
    wide: tuple[float, ...]
    nested: float = 1.0
    """The share of it that a list inside another one is indented by."""

    def of(self, block: BulletList | OrderedList, *, is_nested: bool) -> float:
        """Those of the list."""
        labels = list_labels.labels(block) if isinstance(block, OrderedList) else ()
        longest = max(map(len, labels), default=0)
        wide = (by for by, least in zip(self.wide, WIDE.values(), strict=True) if longest >= least)
        return [self.plain, *wide][-1] * (self.nested if is_nested else 1)


@dataclass(frozen=True, slots=True)
class Extent:
    """The room that an official line takes."""

    chapter: str
    """The slug of its chapter."""
    number: int
    ems: float
    """Ems of the text's size that its widest row is wide: preformatted text may have several."""
    indent: float
    """Millimetres before it."""
    is_heading: bool
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _TextStyle:
    weight: int = 400
    style: str = "normal"
    scale: float = 1.0
    preformatted: bool = False

    def width(self, text: str) -> float:
        return self.scale * fonts.width(text, self.weight, self.style, preformatted=self.preformatted)


@lru_cache(maxsize=8)
def extents(book: Book, indents: Indents, headings: tuple[float, ...]) -> tuple[Extent, ...]:
    """Every official line of the book in order; ``headings`` are the sizes of the first levels in ems of the text's."""
    return tuple(
        replace(each, chapter=numbered.slug)
        for numbered in book.chapters
        for each in _Measured(indents, headings).blocks(numbered.chapter.blocks, 0.0)
    )


def deepest(book: Book, indents: Indents) -> tuple[float, float]:
    """The millimetres that the deepest block is indented by: those of the outermost list, and those of all within it."""
    found = (each for one in book.chapters for each in _indented(one.chapter.blocks, indents))
    return max(found, key=sum, default=(0.0, 0.0))


def _indented(
    blocks: Iterable[Block], by: Indents, outer: float = 0.0, inner: float | None = None
) -> Iterator[tuple[float, float]]:
    """Where each block in a list begins; ``inner`` is None outside of lists."""
    for block in blocks:
        match block:
            case BulletList(items) | OrderedList(items):
                own = by.of(block, is_nested=inner is not None)
                outside, inside = (outer + own, 0.0) if inner is None else (outer, inner + own)
                yield outside, inside
                for item in items:
                    yield from _indented(item.blocks, by, outside, inside)
            case BlockQuote(quoted) if inner is None:
                yield from _indented(quoted, by, outer + QUOTED)
            case BlockQuote(quoted):
                yield from _indented(quoted, by, outer, (inner or 0.0) + QUOTED)
            case Heading() | Paragraph() | Preformatted() | Table() | Picture():
                pass
            case _:
                assert_never(block)


@dataclass(frozen=True, slots=True)
class _Measured:
    indents: Indents
    headings: tuple[float, ...]

    def blocks(self, blocks: Iterable[Block], indent: float, *, is_nested: bool = False) -> Iterator[Extent]:
        for block in blocks:
            match block:
                case Heading(level, content):
                    scale = self.headings[level - 1] if level <= len(self.headings) else 1.0
                    yield from _lines(content, indent, _TextStyle(700, scale=scale), is_heading=True)
                case Paragraph(content):
                    yield from _lines(content, indent, _TextStyle())
                case Preformatted(content):
                    yield from _lines(content, indent, _TextStyle(preformatted=True))
                case BulletList(items) | OrderedList(items):
                    inner = indent + self.indents.of(block, is_nested=is_nested)
                    for item in items:
                        yield from _lines(item.content, inner, _TextStyle())
                        yield from self.blocks(item.blocks, inner, is_nested=True)
                case BlockQuote(inside):
                    yield from self.blocks(inside, indent + QUOTED, is_nested=is_nested)
                case Table() | Picture():
                    pass
                case _:
                    assert_never(block)


def _lines(
    content: Sequence[Inline], indent: float, text_style: _TextStyle, *, is_heading: bool = False
) -> Iterator[Extent]:
    """The lines that begin in the inlines."""
    start: LineStart | None = None
    rows = [_Row()]
    for text, shown in [*_runs(content, text_style), (None, text_style)]:
        if isinstance(text, str):
            rows[-1].add(text, shown)
        elif isinstance(text, LineBreak):
            rows.append(_Row())
        else:
            if start is not None:
                if text is not None and text.broken_word:
                    rows[-1].add("-", shown)
                ems = max(each.width for each in rows)
                yield Extent("", start.number, ems, indent, is_heading, start.place)
            start, rows = text, [_Row()]


class _Row:
    """A row in the making: the spaces that it ends with hang out of the column (CSS Text 3, 4.1.2)."""

    __slots__ = ("_all", "width")

    def __init__(self) -> None:
        self.width = self._all = 0.0

    def add(self, text: str, text_style: _TextStyle) -> None:
        before, *after_tabs = text.split("\t")
        self._add_plain(before, text_style)
        for each in after_tabs:
            stop = TAB * text_style.width(" ")
            self._all = (self._all // stop + 1) * stop
            self._add_plain(each, text_style)

    def _add_plain(self, text: str, text_style: _TextStyle) -> None:
        bare = text.rstrip(" ")
        if bare:
            self.width = self._all + text_style.width(bare)
        self._all += text_style.width(text)


def _runs(
    content: Iterable[Inline], text_style: _TextStyle
) -> Iterator[tuple[str | LineStart | LineBreak, _TextStyle]]:
    """What stands in the inlines, and how it is set; the breaks that end an official line go without saying."""
    for each in content:
        match each:
            case Text(text):
                yield text, text_style
            case LineStart():
                yield each, text_style
            case LineBreak():
                if not each.forced:
                    yield each, text_style
            case Note(number):
                yield str(number), replace(text_style, scale=text_style.scale * RAISED)
            case Strong(inner):
                yield from _runs(inner, replace(text_style, weight=700))
            case Emphasis(inner):
                yield from _runs(inner, replace(text_style, style="italic"))
            case Marked(Mark.SUPERSCRIPT | Mark.SUBSCRIPT, inner):
                yield from _runs(inner, replace(text_style, scale=text_style.scale * RAISED))
            case Marked(content=inner) | Link(content=inner) | Reference(content=inner):
                yield from _runs(inner, text_style)
            case _:
                assert_never(each)
