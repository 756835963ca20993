"""A text as one ordered stream of events: what is said, where it stands, and what it looks like.

    Start(heading, level=1) · LineBegin(5) · Words(Wege) · End(heading)
    Start(paragraph) · LineBegin(6) · Words(Die Stadt zahlt ) · Words(nicht, strike) · Words(.) · End(paragraph)

The model gives it (``transcript``), and every reader of finished files gives what its format can say of it. Formatting
and targets are facts of the words, not events around them: formats split and nest them as they need, and a difference
that nobody sees or hears is none. Neighbouring words of the same formatting are one event.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias, assert_never

from pipeline.text import grid, list_labels, walk
from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Emphasis,
    Heading,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    ListItem,
    Mark,
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


class Formatting(StrEnum):
    """What words look like, or are meant as."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"


class ElementKind(StrEnum):
    """What stands around words."""

    CHAPTER = "chapter"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    PREFORMATTED = "preformatted"
    LIST = "list"
    ITEM = "item"
    QUOTATION = "quotation"
    TABLE = "table"
    CELL = "cell"
    CAPTION = "caption"
    PICTURE = "picture"
    NOTE = "note"


Facts: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Start:
    """Something begins; its facts by name, such as the level of a heading."""

    kind: ElementKind
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class End:
    """It ends."""

    kind: ElementKind


@dataclass(frozen=True, slots=True)
class LineBegin:
    """An official line begins."""

    number: int


@dataclass(frozen=True, slots=True)
class Words:
    """Characters with one formatting; a line feed is a break of the text's own."""

    text: str
    formatting: frozenset[Formatting] = frozenset()
    target: str = ""
    """Where they lead: an address, or ``#zeile-17``; empty where they are no link."""


@dataclass(frozen=True, slots=True)
class Call:
    """A note is called; None where the call leads to none."""

    note: int | None


Event: TypeAlias = Start | End | LineBegin | Words | Call
Transcript: TypeAlias = tuple[Event, ...]

_MARKS = {
    Mark.UNDERLINE: Formatting.UNDERLINE,
    Mark.STRIKE: Formatting.STRIKE,
    Mark.SUPERSCRIPT: Formatting.SUPERSCRIPT,
    Mark.SUBSCRIPT: Formatting.SUBSCRIPT,
}


def transcript(numbered: NumberedChapter, within: Collection[str] = ()) -> Transcript:
    """The chapter's text, its notes after all of it.

    Lines of other chapters are linked only in a book that has them: ``within`` are the slugs of its chapters.
    """
    blocks = numbered.chapter.blocks
    events = [*_blocks(blocks, within)]
    for note in walk.notes(blocks):
        facts = (("number", str(note.number)),)
        events += [Start(ElementKind.NOTE, facts), *_blocks(note.blocks, within), End(ElementKind.NOTE)]
    return coalesced(events)


def coalesced(events: Iterable[Event]) -> Transcript:
    """The events with neighbouring words of one formatting united, and without words that say nothing."""
    made: list[Event] = []
    for event in events:
        match event:
            case Words(text=""):
                continue
            case Words(text, formatting, target) if (
                made and isinstance(last := made[-1], Words) and (last.formatting, last.target) == (formatting, target)
            ):
                made[-1] = replace(last, text=last.text + text)
            case _:
                made.append(event)
    return tuple(made)


def rows(events: Iterable[Event]) -> Iterator[str]:
    """One row an event for people to compare, indented by what stands around it."""
    depth = 0
    for event in events:
        match event:
            case Start(kind, facts):
                said = "".join(f" {name}={value!r}" for name, value in facts)
                yield f"{'  ' * depth}{kind}{said}"
                depth += 1
            case End():
                depth -= 1
            case LineBegin(number):
                yield f"{'  ' * depth}line {number}"
            case Words(text, formatting, target):
                said = "".join(f" {each}" for each in sorted(formatting)) + (f" → {target}" if target else "")
                yield f"{'  ' * depth}{text!r}{said}"
            case Call(note):
                yield f"{'  ' * depth}call {note if note is not None else '?'}"
            case _:
                assert_never(event)


def _blocks(blocks: Blocks, within: Collection[str]) -> Iterator[Event]:
    for block in blocks:
        yield from _block(block, within)


def _block(block: Block, within: Collection[str]) -> Iterator[Event]:
    match block:
        case Heading(level, content):
            yield from _around(ElementKind.HEADING, _inlines(content, within), ("level", str(level)))
        case Paragraph(content):
            yield from _around(ElementKind.PARAGRAPH, _inlines(content, within))
        case Preformatted(content):
            yield from _around(ElementKind.PREFORMATTED, _inlines(content, within))
        case BulletList(items):
            yield from _around(ElementKind.LIST, _items([(item, "") for item in items], within))
        case OrderedList(items):
            yield from _around(ElementKind.LIST, _items(zip(items, list_labels.labels(block), strict=True), within))
        case BlockQuote(inner):
            yield from _around(ElementKind.QUOTATION, _blocks(inner, within))
        case Table():
            yield from _table(block, within)
        case Picture(alternative=alternative, sha256=sha256, caption=caption):
            facts = (("alternative", " ".join(alternative.split())), ("sha256", sha256))
            yield from _around(ElementKind.PICTURE, _caption(caption, within), *facts)
        case _:
            assert_never(block)


def _around(kind: ElementKind, events: Iterable[Event], *facts: tuple[str, str]) -> Iterator[Event]:
    yield Start(kind, facts)
    yield from events
    yield End(kind)


def _items(items: Iterable[tuple[ListItem, str]], within: Collection[str]) -> Iterator[Event]:
    for item, label in items:
        events = [*_inlines(item.content, within), *_blocks(item.blocks, within)]
        yield from _around(ElementKind.ITEM, events, ("label", label))


def _caption(caption: Caption | None, within: Collection[str]) -> Iterator[Event]:
    if caption:
        yield from _around(ElementKind.CAPTION, _inlines(caption.content, within))


def _table(table: Table, within: Collection[str]) -> Iterator[Event]:
    found = grid.grid(table)
    yield Start(ElementKind.TABLE, (("columns", str(found.width)), ("rows", str(len(found.rows)))))
    yield from _caption(table.caption, within)
    for placed in found.cells:
        spans = (("columns", str(placed.cell.columns)), ("rows", str(placed.cell.rows)))
        heads = (("heads", "yes"),) if placed.heads else ()
        yield from _around(ElementKind.CELL, _inlines(placed.cell.content, within), *spans, *heads)
    yield End(ElementKind.TABLE)


def _inlines(
    content: Inlines, within: Collection[str], formatting: frozenset[Formatting] = frozenset(), target: str = ""
) -> Iterator[Event]:
    for inline in content:
        match inline:
            case Text(characters):
                yield Words(characters, formatting, target)
            case LineBreak():
                yield Words("\n", formatting, target)
            case LineStart(number):
                yield LineBegin(number)
            case Note(number):
                yield Call(number)
            case Emphasis(inner):
                yield from _inlines(inner, within, formatting | {Formatting.EMPHASIS}, target)
            case Strong(inner):
                yield from _inlines(inner, within, formatting | {Formatting.STRONG}, target)
            case Marked(mark, inner):
                yield from _inlines(inner, within, formatting | {_MARKS[mark]}, target)
            case Link(address, inner):
                yield from _inlines(inner, within, formatting, address)
            case Reference(first, _, chapter, inner):
                linked = not chapter or chapter in within
                place = f"#kapitel-{chapter}-zeile-{first}" if chapter else f"#zeile-{first}"
                yield from _inlines(inner, within, formatting, place if linked else target)
            case _:
                assert_never(inline)
