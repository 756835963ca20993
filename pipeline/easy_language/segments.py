"""The text divided into what is translated one by one: sentences, headings, items, cells, each with its lines or place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from pipeline.easy_language import locations, sentences, slices
from pipeline.text import walk
from pipeline.text.model import (
    Caption,
    Cell,
    Heading,
    Inlines,
    LineStart,
    ListItem,
    NumberedChapter,
    Paragraph,
    Picture,
    Preformatted,
    Text,
)


class SegmentKind(StrEnum):
    """What a segment is in the text."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that gets a row of its own."""

    name: str
    """``S0017``, counted through the chapter."""
    kind: SegmentKind
    text: str
    first: int | None
    last: int | None
    """Its official lines; none for the title and for what has no official lines."""
    section: int
    """The section of the chapter that it stands in, counted from 0."""
    content: Inlines = field(default=(), compare=False, repr=False)
    """The text with its stress, formatting and links; without line starts, and without the calls of notes."""
    place: str = ""
    """Where it stands, if it has no official lines (``locations``); empty for the title."""
    sign: str = field(default="", compare=False, repr=False)
    lead: str = field(default="", compare=False, repr=False)
    """Of the beginning of an item: what stands before it, and what leads to its list."""
    owners: tuple[int | None, ...] = field(default=(), compare=False, repr=False)
    """The official line of each of its characters; nothing for what has none."""

    @property
    def lines(self) -> str:
        """Its official lines for readers: ``Zeile 24``, ``Zeile 24–27``; empty where it has none."""
        if self.first is None:
            return ""
        return f"Zeile {self.first}" if self.first == self.last else f"Zeile {self.first}–{self.last}"

    @property
    def where(self) -> str:
        """Its lines, or where it stands without any; empty for the title."""
        return self.lines or self.place

    @property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def segments(numbered: NumberedChapter) -> tuple[Segment, ...]:
    """The segments of the chapter in reading order, the title first."""
    title = numbered.chapter.title
    found = [Segment("", SegmentKind.TITLE, title, None, None, 0, (Text(title),))]
    found += [each for spot in locations.spots(numbered) for each in _segments(spot.node, spot)]
    return tuple(replace(each, name=f"S{at:04d}") for at, each in enumerate(found, 1))


def _segments(node: walk.Said, spot: locations.Spot) -> Iterator[Segment]:
    match node:
        case Heading(content=content):
            kind = SegmentKind.HEADING
        case Paragraph(content) | Preformatted(content):
            kind = SegmentKind.PARAGRAPH
        case ListItem(content):
            kind = SegmentKind.ITEM
        case Cell(content):
            kind = SegmentKind.CELL
        case Caption(content):
            kind = SegmentKind.CAPTION
        case Picture(alternative=alternative):
            yield Segment(
                "", SegmentKind.PICTURE, alternative, None, None, spot.section, (Text(alternative),), spot.place
            )
            return
        case _:
            assert_never(node)
    text, owners = owned(content)
    ends = [len(text)] if kind in {SegmentKind.HEADING, SegmentKind.CELL} else [*sentences.ends(text)]
    bounds = [each for start, end in pairwise([0, *ends]) if (each := _bounds(text, start, end))]
    for (at, last), inner in zip(bounds, slices.sliced(content, bounds), strict=True):
        lines = tuple(owners[at:last]) if owners[at] is not None else ()
        listed = (spot.sign, _last_sentence(spot.lead)) if at == bounds[0][0] else ("", "")
        span = owners[at], owners[last - 1]
        yield Segment("", kind, text[at:last], *span, spot.section, inner, spot.place, *listed, lines)


def _last_sentence(text: str) -> str:
    """What leads to a list: the last sentence before it."""
    starts = [0, *sentences.ends(text), len(text)]
    found = [part for start, end in pairwise(starts) if (part := text[start:end].strip())]
    return " ".join(found[-1].split()) if found else ""


def _bounds(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of the stretch begin and end; None where it has none."""
    part = text[start:end]
    inner = part.strip()
    begin = start + len(part) - len(part.lstrip())
    return (begin, begin + len(inner)) if inner else None


def owned(content: Inlines) -> tuple[str, list[int | None]]:
    """The running text, and the official line of each of its characters, None where it has none."""
    text, owners, line = "", list[int | None](), None
    for leaf in walk.leaves(content):
        if isinstance(leaf, LineStart):
            line = leaf.number
        else:
            text += walk.text(leaf)
            owners += [line] * len(walk.text(leaf))
    return text, owners
