"""What stands before the items of ordered lists, as they count or as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from pipeline.text.model import (
    Block,
    BlockQuote,
    BulletList,
    Counting,
    Heading,
    Inlines,
    ListItem,
    OrderedList,
    Paragraph,
    Picture,
    Preformatted,
    Table,
)
from pipeline.text.walk import line_starts


def labels(numbered: OrderedList) -> tuple[str, ...]:
    """What stands before each item of the list, such as ``1.``, ``(1)``, ``a)``, ``7b.``; as typed, ``aa)``."""
    if numbered.style is Counting.TYPED:
        return tuple(item.label for item in numbered.items)
    found, at = [], numbered.start
    for item in numbered.items:
        if item.label.isdecimal():
            at = int(item.label)
        found.append(
            _label(
                item.label if item.label and not item.label.isdecimal() else _count(at, numbered.style), numbered.style
            )
        )
        at += 1
    return tuple(found)


def labelled_lines(blocks: Iterable[Block]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first line of every item that has a label, and what stands before it: several where items begin with lists."""
    yield from _labelled(blocks, ())


def _labelled(blocks: Iterable[Block], above: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """``above`` are the labels that still wait for a line; the first one of the blocks has them."""
    for block in blocks:
        match block:
            case BulletList(items):
                yield from _labelled_items(items, [""] * len(items), above)
            case OrderedList(items):
                yield from _labelled_items(items, labels(block), above)
            case BlockQuote(inner):
                yield from _labelled(inner, above)
            case Heading() | Paragraph() | Preformatted():
                yield from _said(block.content, above)
            case Table() | Picture():
                continue
            case _:
                assert_never(block)
        above = ()


def _labelled_items(
    items: Sequence[ListItem], own: Sequence[str], above: tuple[str, ...]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for item, label in zip(items, own, strict=True):
        waiting = (*above, label) if label else above
        yield from _said(item.content, waiting)
        yield from _labelled(item.blocks, () if line_starts(item.content) else waiting)
        above = ()


def _said(content: Inlines, above: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    if above and (starts := line_starts(content)):
        yield starts[0].number, above


def _count(at: int, style: Counting) -> str:
    match style:
        case Counting.DECIMAL | Counting.PARENTHESES | Counting.TYPED:
            return str(at)
        case Counting.LOWER_ALPHA:
            return _letters(at)
        case Counting.UPPER_ALPHA:
            return _letters(at).upper()
        case _:
            assert_never(style)


def _letters(at: int) -> str:
    """1 is a, 26 is z, 27 is aa; what letters cannot count stays a number (CSS Counter Styles 3, lower-alpha)."""
    if at < 1:
        return str(at)
    text = ""
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _label(count: str, style: Counting) -> str:
    match style:
        case Counting.DECIMAL | Counting.UPPER_ALPHA:
            return f"{count}."
        case Counting.PARENTHESES:
            return f"({count})"
        case Counting.LOWER_ALPHA:
            return f"{count})"
        case Counting.TYPED:
            return count
        case _:
            assert_never(style)
