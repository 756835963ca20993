"""A text as one ordered stream of events, made from the model; readers of finished files make theirs of the bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import assert_never

from pipeline.text import grid, list_labels, walk
from pipeline.text.events import (
    Call,
    ElementKind,
    End,
    Event,
    Formatting,
    Head,
    LineBegin,
    Start,
    Transcript,
    Words,
    cell_facts,
    coalesced,
    table_facts,
)
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
    yield Start(ElementKind.TABLE, table_facts(found.width, len(found.rows)))
    yield from _caption(table.caption, within)
    for placed in found.cells:
        head = Head.COLUMN if placed.header else Head.GROUP if found.is_group(placed) else Head.ROW
        facts = cell_facts(
            _spot(placed),
            (placed.cell.columns, placed.cell.rows),
            head if placed.heads else None,
            [_spot(each) for each in found.heads(placed)],
        )
        yield from _around(ElementKind.CELL, _inlines(placed.cell.content, within), *facts)
    yield End(ElementKind.TABLE)


def _spot(placed: grid.PlacedCell) -> str:
    return f"{placed.row + 1}.{placed.column + 1}"


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
