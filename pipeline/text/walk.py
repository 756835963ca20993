"""Ways through the model: the blocks that carry text, in reading order, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, count
from typing import NamedTuple, assert_never

from pipeline.text.model import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Caption,
    Cell,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    LineStart,
    Link,
    ListItem,
    Marked,
    Note,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Reference,
    Span,
    Strong,
    Table,
    Text,
)

TextNode = Heading | Paragraph | ListItem | Preformatted | Cell | Caption
"""The nodes that hold text."""

Said = TextNode | Picture
"""What is said when the text is read: text, and what a picture shows."""

Leaf = Text | LineBreak | Note | LineStart
"""The inlines with nothing inside that is running text."""


class TextBlock(NamedTuple):
    """A node that holds text, and what stands around it."""

    node: Said
    depth: int
    """The lists around it."""
    quotes: int = 0
    """The quotations around it."""
    note: int | None = None
    """The number of the note that it is part of."""

    @property
    def content(self) -> Inlines:
        """The inlines of the node; a picture has none."""
        return () if isinstance(self.node, Picture) else self.node.content

    @property
    def narrowing(self) -> int:
        """How many times the line rule takes from the width of its lines."""
        return self.depth + self.quotes + isinstance(self.node, Preformatted)


def text_blocks(
    blocks: Iterable[Block], depth: int = 0, quotes: int = 0, note: int | None = None
) -> Iterator[TextBlock]:
    """Every node that holds text, in reading order; what a note says comes after the text that it belongs to."""

    def around(node: TextNode, lists: int = depth) -> Iterator[TextBlock]:
        yield TextBlock(node, lists, quotes, note)
        for each in _notes_in(node.content):
            yield from text_blocks(each.blocks, note=each.number)

    for block in blocks:
        match block:
            case Heading() | Paragraph() | Preformatted():
                yield from around(block)
            case BulletList(items) | OrderedList(items):
                for item in items:
                    yield from around(item, depth + 1)
                    yield from text_blocks(item.blocks, depth + 1, quotes, note)
            case BlockQuote(inner):
                yield from text_blocks(inner, depth, quotes + 1, note)
            case Table(header, rows, caption=caption):
                if caption:
                    yield from around(caption)
                for cell in chain.from_iterable((*header, *rows)):
                    yield from around(cell)
            case Picture(caption=caption):
                yield TextBlock(block, depth, quotes, note)
                if caption:
                    yield from around(caption)
            case _:
                assert_never(block)


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and those inside them, in reading order; what notes say comes at the end."""
    blocks = tuple(blocks)
    yield from _within(blocks)
    for note in notes(blocks):
        yield from _within(note.blocks)


def _within(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case BlockQuote(inner):
                yield from _within(inner)
            case BulletList(items) | OrderedList(items):
                for item in items:
                    yield from _within(item.blocks)
            case Heading() | Paragraph() | Preformatted() | Table() | Picture():
                pass
            case _:
                assert_never(block)


def notes(blocks: Iterable[Block]) -> Iterator[Note]:
    """The notes in the order of their numbers, also those inside other notes."""
    for block in text_blocks(blocks):
        yield from _notes_in(block.content)


def _notes_in(inlines: Iterable[Inline]) -> list[Note]:
    """Those called in the inlines: few texts have many, and each is asked for them a dozen times."""
    found: list[Note] = []
    for each in inlines:
        if type(each) is Text or type(each) is LineStart:
            continue
        if isinstance(each, Note):
            found.append(each)
        elif not isinstance(each, Leaf):
            found += _notes_in(each.content)
    return found


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Every picture among the blocks and inside them, in reading order; one that stands twice comes twice."""
    yield from (block for block in every(blocks) if isinstance(block, Picture))


def rewritten(blocks: Iterable[Block], content: Callable[[TextNode, int], Inlines], narrowing: int = 0) -> Blocks:
    """The blocks with other inlines in every node that may have official lines, in reading order.

    ``content`` gets the node, and how many times the line rule takes from the width of its lines.
    """
    result: list[Block] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                result.append(replace(block, content=content(block, narrowing)))
            case Preformatted():
                result.append(replace(block, content=content(block, narrowing + 1)))
            case BulletList(items) | OrderedList(items):
                done = []
                for item in items:
                    own = content(item, narrowing + 1)
                    done.append(replace(item, content=own, blocks=rewritten(item.blocks, content, narrowing + 1)))
                result.append(replace(block, items=tuple(done)))
            case BlockQuote(inner):
                result.append(replace(block, blocks=rewritten(inner, content, narrowing + 1)))
            case Table() | Picture():
                result.append(block)
            case _:
                assert_never(block)
    return tuple(result)


def respelled(blocks: Iterable[Block], content: Callable[[Inlines], Inlines]) -> Blocks:
    """The blocks with other inlines wherever they hold text, also in tables and captions, made in reading order."""
    result: list[Block] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph() | Preformatted():
                result.append(replace(block, content=content(block.content)))
            case BulletList(items) | OrderedList(items):
                done = (
                    replace(item, content=content(item.content), blocks=respelled(item.blocks, content))
                    for item in items
                )
                result.append(replace(block, items=tuple(done)))
            case BlockQuote(inner):
                result.append(replace(block, blocks=respelled(inner, content)))
            case Table(header, rows, caption=caption):
                named = replace(caption, content=content(caption.content)) if caption else None
                head, body = (
                    tuple(tuple(replace(cell, content=content(cell.content)) for cell in row) for row in part)
                    for part in (header, rows)
                )
                result.append(replace(block, header=head, rows=body, caption=named))
            case Picture(caption=caption):
                named = replace(caption, content=content(caption.content)) if caption else None
                result.append(replace(block, caption=named))
            case _:
                assert_never(block)
    return tuple(result)


def with_notes_in_order(blocks: Blocks) -> Blocks:
    """The blocks with their notes numbered as they are met: what names a table or picture is said before it."""
    numbers = count(1)

    def counted(inlines: Inlines) -> Inlines:
        return tuple(map(_counted, inlines))

    def _counted(inline: Inline) -> Inline:
        match inline:
            case Note():
                return replace(inline, number=next(numbers))
            case Text() | LineBreak() | LineStart():
                return inline
            case Emphasis() | Strong() | Marked() | Link() | Reference():
                return spanning(inline, counted(inline.content))
            case _:
                assert_never(inline)

    return respelled(blocks, counted)


def leaves(inlines: Iterable[Inline]) -> Iterator[Leaf]:
    """The texts, breaks, notes and line starts of the inlines, in reading order, whatever stands around them."""
    for inline in inlines:
        # Nearly all are one of these two, and a text is walked through dozens of times.
        if type(inline) is Text or type(inline) is LineStart:
            yield inline
            continue
        match inline:
            case Text() | LineBreak() | Note() | LineStart():
                yield inline
            case Emphasis() | Strong() | Marked() | Link() | Reference():
                yield from leaves(inline.content)
            case _:
                assert_never(inline)


def spanning(span: Span, content: Inlines) -> Span:
    """The span around other inlines."""
    return replace(span, content=content)


def plain(inlines: Iterable[Inline], *, calls: bool = False) -> str:
    """The running text of the inlines: lines joined as they join in reading, without what the notes say.

    With ``calls`` the numbers that call notes are part of it, as they are on a page.
    """
    return "".join(text(leaf, calls=calls) for leaf in leaves(inlines))


def text(leaf: Leaf, *, calls: bool = False) -> str:
    """The characters of a leaf in running text; with ``calls`` a note's number is one."""
    match leaf:
        case Text(characters):
            return characters
        case LineBreak():
            return "\n"
        case Note(number):
            return str(number) if calls else ""
        case LineStart():
            return ""
        case _:
            assert_never(leaf)


def line_starts(inlines: Iterable[Inline]) -> tuple[LineStart, ...]:
    """The line starts of the inlines, in reading order."""
    return tuple([leaf for leaf in leaves(inlines) if type(leaf) is LineStart])
